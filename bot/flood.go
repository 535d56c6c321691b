package bot

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"huanjie/internal/election"
	"huanjie/internal/flow"
	"huanjie/internal/store"
)

// Whoever sends more than perMinute updates in a minute, as Telegram dates them
// (so that what gathered in an outage is not taken for a flood), is told so once
// in that minute. What they send beyond it is committed as seen and not looked
// at. Taps that decide something, and typed confirmations, always are.
const (
	perMinute  = 60
	floodsMost = 50_000 // people and minutes that are remembered
)

// floods is how much people have sent. Behind a webhook it is as the last commit of this
// replica said that was committed by all: so several of them let through hardly more
// than one does, and none asks for it. The one that polls takes all there is, and counts
// by itself; the next one begins at 0. What Telegram delivers again counts once.
type floods struct {
	mu    sync.Mutex
	count map[minuteOf]int
}

type minuteOf struct{ user, minute int64 }

// over reports whether a turn is one too many.
func (f *floods) over(t turn, now time.Time) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.count[minuteOf{t.user, t.minute(now)}] >= perMinute && !decides(t.what)
}

// learn takes over what all replicas have counted, or, with an N of 0, counts one more.
func (f *floods) learn(all store.Flood) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.count == nil || len(f.count) > floodsMost {
		f.count = map[minuteOf]int{}
	}
	in := minuteOf{all.User, all.Minute}
	if all.N == 0 {
		all.N = f.count[in] + 1
	}
	f.count[in] = max(f.count[in], all.N)
}

// commit commits what a turn changes, and counts it among what its sender sent.
func (b *Bot) commit(ctx context.Context, s *store.Store, t turn, c store.Commit) error {
	sent := store.Flood{User: t.user, Minute: t.minute(b.now())}
	if !store.Polls(ctx) {
		c.Flood = &sent
	}
	err := b.sender.Commit(ctx, s, t.chat, c)
	if err == nil {
		b.floods.learn(sent)
	}
	return err
}

// minute is the minute in which a turn was sent.
func (t turn) minute(now time.Time) int64 {
	if t.sent == 0 { // a tap
		return now.Unix() / 60
	}
	return t.sent / 60
}

// decides reports whether a turn may decide something, so that it has to be
// taken however much came before it: a button other than those that only show
// something, a typed confirmation, and what Telegram tells by itself.
func decides(w what) bool {
	switch w := w.(type) {
	case tapped:
		tap, ok := flow.ParseTap(w.data)
		return !strings.HasPrefix(w.data, menuMark) && (!ok || tap.Verb == flow.Confirm)
	case said:
		text := strings.ToLower(strings.TrimSpace(w.text))
		return strings.HasPrefix(text, "确认") || text == "confirm"
	case membership, migrated, nothing:
		return true
	}
	return false
}

// slowDown commits a turn without looking at it. The first of a minute is put on
// record, and the person is told; a group is not.
func (b *Bot) slowDown(ctx context.Context, t turn) error {
	s, err := b.storeOf(ctx, t)
	if err != nil {
		return err
	}
	first := store.Commit{Update: t.update, Once: fmt.Sprintf("flood:%d:%d", t.user, t.minute(b.now())),
		Said: b.recordOf(t, "too many: neither it nor what followed in this minute was looked at")}
	if !t.group {
		m := plain(wordsTooFast(perMinute).In(election.ParseLanguage(t.code)))
		m.Key, m.Move = "flood", true
		addTo(&first, t, m)
	}
	err = b.commit(ctx, s, t, first)
	if errors.Is(err, store.ErrSeen) { // the person was told, or it is this very update again
		err = b.commit(ctx, s, t, store.Commit{Update: t.update})
	}
	if errors.Is(err, store.ErrSeen) {
		return nil
	}
	return err
}
