package bot

import (
	"context"
	"sync"

	"huanjie/internal/election"
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
	if seen.in = b.guesses.of(t.chat); seen.in == nil || t.group || t.user != t.chat {
		seen.home, err = store.Home(ctx, b.redis, t.chat)
		return seen, err
	}
	seen.home, seen.ses, err = seen.in.Foresee(ctx, t.user)
	return seen, err
}

// session is the session that was read in a town; nil if it was not.
func (f foreseen) session(s *store.Store) *store.Session {
	if f.in != s {
		return nil
	}
	return f.ses
}

// guesses are the towns in which chats were the last time.
type guesses struct {
	mu   sync.Mutex
	last map[int64]*store.Store
}

// guessesMost is how many chats are remembered.
const guessesMost = 50_000

func (g *guesses) of(chat int64) *store.Store {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.last[chat]
}

func (g *guesses) learn(chat int64, s *store.Store) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.last == nil || len(g.last) > guessesMost {
		g.last = map[int64]*store.Store{}
	}
	g.last[chat] = s
}
