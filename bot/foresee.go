package bot

import (
	"context"
	"sync"

	"huanjie/internal/election"
	"huanjie/internal/flow"
	"huanjie/internal/store"
)

// foreseen is where a chat is at home, and the session of its user in the town where it was the
// last time, read together. Nothing depends on the guess: what was read in another town is not
// used, and a commit is refused if anything has changed since.
type foreseen struct {
	home election.TownID
	in   *store.Store
	ses  *store.Session
}

// foresee reads that.
func (b *Bot) foresee(ctx context.Context, t turn) (seen foreseen, err error) {
	last := b.guesses.of(t.chat)
	if seen.in = last.in; seen.in == nil || t.group || t.user != t.chat {
		seen.home, err = store.Home(ctx, b.redis, t.chat)
		return seen, err
	}
	guess := store.Guess{Unit: last.unit, Places: b.guesses.places(t.chat)}
	if u, known := seen.in.Town().Unit(last.unit); known && confirms(t) {
		guess.People = concerned(seen.in.Town(), u)
	}
	seen.home, seen.ses, err = seen.in.Foresee(ctx, t.user, guess)
	return seen, err
}

// confirms reports whether a turn probably makes a report.
func confirms(t turn) bool {
	w, is := t.what.(tapped)
	tap, of := flow.ParseTap(w.data)
	return is && of && tap.Verb == flow.Confirm
}

// session is the session that was read in a town; nil if it was not.
func (f foreseen) session(s *store.Store) *store.Session {
	if f.in != s {
		return nil
	}
	return f.ses
}

// guesses are the towns in which chats were the last time, and the units that they were about; of
// the latest also what they have closed.
type guesses struct {
	mu          sync.Mutex
	last        map[int64]guess
	now, before map[int64]store.Places // what was not looked at for a while goes
}

type guess struct {
	in   *store.Store // nil: none is known
	unit election.UnitID
}

// guessesMost is how many chats are remembered, and placesMost of how many, of each half, what they have
// closed: up to 20 KB each.
const (
	guessesMost = 50_000
	placesMost  = 128
)

func (g *guesses) of(chat int64) guess {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.last[chat]
}

// places are what a chat has closed, as it was read the last time; nil: that is not remembered.
func (g *guesses) places(chat int64) store.Places {
	g.mu.Lock()
	defer g.mu.Unlock()
	if p, ok := g.now[chat]; ok {
		return p
	}
	return g.before[chat]
}

func (g *guesses) learn(chat int64, s *store.Store, ses *store.Session) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.now == nil || len(g.now) >= placesMost {
		g.now, g.before = map[int64]store.Places{}, g.now
	}
	g.now[chat] = ses.Places()
	unit := ses.Unit
	if g.last == nil || len(g.last) > guessesMost {
		g.last = map[int64]guess{}
	}
	if last := g.last[chat]; unit == "" && last.in == s {
		unit = last.unit
	}
	g.last[chat] = guess{s, unit}
}
