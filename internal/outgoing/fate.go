// Package outgoing sends what waits in the outboxes of internal/store to
// Telegram. It keeps the order in each chat, sends the most urgent first, and
// goes as fast as Telegram allows. It retries until a message has arrived or
// is known to be refused. It makes pictures and documents when they are sent,
// pins announcements, and reports the outcome of broadcasts.
package outgoing

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	tg "github.com/go-telegram/bot"

	"huanjie/internal/store"
)

// failure counts the tries of the first message of a lane.
type failure struct {
	message string
	tries   int
	alone   int // tries that failed although Telegram answered
}

// fate is the result of a try to send a message.
type fate struct {
	outcome store.Outcome // how it ended; "" if it is to be tried again
	why     string        // why it was refused
	all     bool          // the ones after it are refused too
	tries   int           // tries after which it is unknown whether it arrived
	wait    time.Duration // until it is tried again
	away    bool          // it is tried again when Telegram is back
}

// endings returns how messages ended: those that were passed, old ones and some merged into
// m, or folded with it (without an outcome of their own), then m itself, and those after it if they are refused too. While m waits, so do the ones
// merged into it.
func (f fate) endings(passed []store.Ending, old int, m store.Message, number int, after []store.Message) []store.Ending {
	if f.outcome == "" {
		return passed[:old]
	}
	for i := range passed[old:] {
		if e := &passed[old+i]; e.Outcome == "" {
			e.Outcome, e.Number, e.Why = f.outcome, number, f.why
		}
	}
	all := append(passed, store.Ending{Message: m, Outcome: f.outcome, Number: number, Why: f.why})
	for _, lost := range after {
		if f.all {
			all = append(all, store.Ending{Message: lost, Outcome: f.outcome, Why: f.why})
		}
	}
	return all
}

// judge decides what a reply of Telegram means.
func (s *shift) judge(ctx context.Context, p *parcel, m store.Message, err error) fate {
	var many *tg.TooManyRequestsError
	var moved *tg.MigrateError
	switch {
	case err == nil:
		return fate{outcome: store.Sent}
	case errors.As(err, &many):
		wait := time.Duration(many.RetryAfter)*time.Second + guard
		s.obey(ctx, p.Chat, wait)
		return fate{tries: p.Tried, wait: wait}
	case errors.As(err, &moved):
		s.insist(ctx, "move group", func() error { return p.store.Migrate(ctx, p.Chat, int64(moved.MigrateToChatID)) })
		return fate{} // the lists have moved with the group
	case unreachable(err):
		why := s.clean(err).Error()
		s.Log.Warn("chat refuses messages", "chat", p.Chat, "dropped", len(p.Messages), "error", why)
		s.insist(ctx, "mark chat", func() error { return p.store.Unreachable(ctx, p.Chat, why) })
		s.tellLost(ctx, p, m, why)
		return fate{outcome: store.Refused, why: why, all: true}
	case errors.Is(err, tg.ErrorBadRequest):
		return s.give(ctx, p, m, err)
	case errors.Is(err, errPerhaps):
		s.Log.Warn("perhaps sent", "chat", m.Chat, "message", m.ID, "error", s.clean(err))
		return fate{outcome: store.Perhaps}
	case errors.Is(err, errElsewhere):
		return fate{tries: p.Tried, wait: lookAgain}
	}
	f := s.again(ctx, p, m, err)
	if f.outcome == store.Refused {
		return s.give(ctx, p, m, err)
	}
	return f
}

// again decides whether a message is tried once more after a failure on the
// way, and when. While Telegram is away no try counts. A message that keeps
// failing although Telegram answers is given up, so that its chat goes on.
func (s *shift) again(ctx context.Context, p *parcel, m store.Message, err error) fate {
	s.Log.Warn("send again", "chat", m.Chat, "message", m.ID, "error", s.clean(err))
	alive := s.alive(ctx)
	s.mu.Lock()
	defer s.mu.Unlock()
	f := s.failed[p.lane]
	if f.message != m.ID {
		f = failure{message: m.ID}
	}
	f.tries++
	if alive {
		f.alone++
	}
	s.failed[p.lane] = f
	next := fate{tries: p.Tried, wait: min(time.Second<<min(f.tries-1, 10), RetryLate), away: !alive}
	if !alive {
		next.wait = 0
	}
	switch {
	case errors.Is(err, errMaybe):
		next.tries++
	case f.alone >= sendsMost:
		next.outcome = store.Refused
	}
	return next
}

// give puts aside a message that cannot be sent, so that it can be looked at.
func (s *shift) give(ctx context.Context, p *parcel, m store.Message, why error) fate {
	refusal := s.clean(why).Error()
	why = s.clean(fmt.Errorf("send message %s to chat %d: %w", m.ID, m.Chat, why))
	s.Log.Error("message put aside", "error", why)
	raw, err := json.Marshal(m)
	if err != nil {
		raw = nil
	}
	s.tellLost(ctx, p, m, refusal)
	_ = s.insist(ctx, "put message aside", func() error { return p.store.Bury(ctx, raw, why.Error(), s.Now()) })
	return fate{outcome: store.Refused, why: refusal}
}
