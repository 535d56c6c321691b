// Package outgoing sends what waits in the outboxes of internal/store to
// Telegram. It keeps the order in each chat, sends the most urgent first, and
// goes as fast as Telegram allows. It retries until a message has arrived or
// is known to be refused. It makes pictures and documents when they are sent,
// pins announcements, and reports the outcome of broadcasts.
package outgoing

import (
	"context"
	"errors"
	"slices"
	"time"

	tg "github.com/go-telegram/bot"

	"huanjie/internal/store"
)

// answer answers a tap. It counts towards no limit and is tried once.
func (s *shift) answer(ctx context.Context, st *store.Store, a store.Answer) {
	ctx, cancel := context.WithTimeout(ctx, sendTime)
	defer cancel()
	if _, err := s.API.AnswerCallbackQuery(ctx, tapAnswered(st, a)); err != nil {
		s.Log.Debug("answer tap", "query", a.Query, "error", s.clean(err))
	}
}

func tapAnswered(st *store.Store, a store.Answer) *tg.AnswerCallbackQueryParams {
	text := a.Text
	if text != "" {
		text = shortened(marked(st, text), 200)
	}
	return &tg.AnswerCallbackQueryParams{CallbackQueryID: a.Query, Text: text}
}

// deliver sends the next message of a lane and settles what is done.
func (s *shift) deliver(ctx context.Context, p *parcel) {
	long := s.queue.isLong()
	old := superseded(p.Waiting, long)
	done, m, _ := next(p.Messages[old:])
	var folded []store.Message
	if long {
		folded = fold(p.Waiting, old)
	}
	number, err := 0, error(nil)
	if len(folded) > 0 {
		number, err = s.post(ctx, p, joined(folded))
	}
	switch {
	case len(folded) == 0, errors.Is(err, tg.ErrorBadRequest): // one of them is at fault
		folded = nil
		number, err = s.post(ctx, p, m)
	default:
		done, m = len(folded), folded[len(folded)-1]
	}
	passed := s.pass(p, old, done, len(folded))
	s.drop(ctx, &p.permit)
	if errors.Is(err, errOver) {
		s.leave(p, m, err)
		return
	}
	if !unsure(err) && !errors.Is(err, errNotSent) && !told(err, "too many requests") {
		s.letThrough()
	}
	f := s.judge(ctx, p, m, err)
	how := store.Settlement{Endings: f.endings(passed, old, m, number, p.Messages[old+done:]), Tries: f.tries, Free: time.Now().Add(f.wait), Key: p.key, Number: p.number}
	if how.Free.Before(p.free) {
		how.Free = p.free
	}
	switch {
	case f.away:
		s.absent()
	case !errors.Is(err, errPerhaps) && !errors.Is(err, errElsewhere):
		s.back()
	}
	if again := s.settleOn(ctx, p, how, s.goesOn(p, f, how)); again != nil {
		s.enter(again, s.budget.EnterTo(ctx, s.passage(p.Chat)))
	}
}

// goesOn returns until when this process keeps a lane to send from it at once what was queued
// meanwhile; zero if it gives it back. Only somebody quick waits there for a reply.
func (s *shift) goesOn(p *parcel, f fate, how store.Settlement) (until time.Time) {
	now := time.Now()
	if p.Class != store.ClassReply || f.outcome != store.Sent || how.Free.After(now) || s.isEnded() || s.queue.isLong() {
		return until
	}
	return now.Add(lease)
}

// pass ends the messages before the one that is sent: old ones, those merged into it, and those folded with
// it, which end as it does.
func (s *shift) pass(p *parcel, old, done, folded int) (passed []store.Ending) {
	for i, m := range p.Messages[:old+done-1] {
		e := store.Ending{Message: m, Outcome: store.Superseded}
		if i >= old && folded > 0 {
			e.Outcome = ""
		}
		passed = append(passed, e)
	}
	if old > 0 && p.Tried > 0 {
		passed[0].Outcome = store.Perhaps
		s.mu.Lock() // renew reads it
		p.Tried = 0
		s.mu.Unlock()
	}
	return passed
}

// leave leaves a message to another sender, who may have the lane.
func (s *shift) leave(p *parcel, m store.Message, err error) {
	s.Log.Warn("left to another", "chat", m.Chat, "message", m.ID, "error", err)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.letGo(p)
}

// letGo notes that a parcel is done with, unless its lane is another one's by now. The caller
// has the mutex.
func (s *shift) letGo(p *parcel) {
	if s.held[p.lane] == p {
		delete(s.held, p.lane)
	}
}

// superseded returns how many of the first messages are older editions of one
// that waits after them, or, while the queue is long, what a card was before it became what waits
// after them.
func superseded(w store.Waiting, long bool) (n int) {
	all := w.Messages
	for n < len(all) && slices.ContainsFunc(all[n+1:], func(later store.Message) bool {
		return all[n].Series != "" && later.Series == all[n].Series && later.Edition != all[n].Edition || long && w.Tried == 0 && replaces(later, all[n])
	}) {
		n++
	}
	return n
}

// replaces reports whether a later message leaves nothing to be seen of an earlier one under its key,
// whatever is sent between them.
func replaces(later, m store.Message) bool {
	return m.Key != "" && later.Key == m.Key && !m.Last && !m.Pin && !m.Unpin && (later.Move || !m.Move) && (m.Only || !later.Only)
}

// next returns the message to send: the first, or the last of those directly
// after it under the same key. done is how many messages it settles.
func next(waiting []store.Message) (done int, m store.Message, ok bool) {
	if len(waiting) == 0 {
		return 0, store.Message{}, false
	}
	m, done = waiting[0], 1
	for _, later := range waiting[1:] {
		if m.Key == "" || later.Key != m.Key || m.Last {
			break
		}
		later.Move, later.Pin, later.Unpin, later.Only = later.Move || m.Move, later.Pin || m.Pin, later.Unpin || m.Unpin, later.Only && m.Only
		m, done = later, done+1
	}
	return done, m, true
}

// settle removes from the lane what is done, and gives the lane back.
func (s *shift) settle(ctx context.Context, p *parcel, how store.Settlement) {
	s.settleOn(ctx, p, how, time.Time{})
}

// settleOn is settle, but keeps the lane until then if something waits in it.
func (s *shift) settleOn(ctx context.Context, p *parcel, how store.Settlement, until time.Time) (again *parcel) {
	s.drop(ctx, &p.permit)
	left, complete, next := 0, []string(nil), (*store.Waiting)(nil)
	s.insist(ctx, "settle chat", func() (err error) {
		s.mu.Lock() // no renewal and no take in between
		defer s.mu.Unlock()
		if left, complete, next, err = p.store.SettleOn(ctx, p.Waiting, how, until); err != nil {
			return err
		}
		s.letGo(p)
		if len(how.Endings) > 0 {
			delete(s.failed, p.lane)
		}
		if next != nil && len(next.Messages) > 0 && s.held[p.lane] == nil {
			again = &parcel{Waiting: *next, lane: p.lane, store: p.store, permit: permit{until: until}}
			s.held[p.lane] = again
		}
		return nil
	})
	if left > 0 && again == nil {
		if err := p.store.Ring(ctx, how.Free, p.Class); err != nil {
			s.complain(ctx, "ring for a chat", err)
		}
		time.AfterFunc(time.Until(how.Free), s.Wake)
	}
	if len(complete) > 0 {
		s.reportComplete(ctx, p.store)
	}
	return again
}

// complain logs an error of Redis, unless the bot is stopping.
func (s *shift) complain(ctx context.Context, what string, err error) {
	if ctx.Err() == nil {
		s.Log.Error(what, "error", err)
	}
}

// insist calls do until it succeeds or ctx ends. A sent message must not be
// repeated just because Redis was away when it was to be noted.
func (s *shift) insist(ctx context.Context, what string, do func() error) error {
	for wait := RetrySoon; ; wait = min(2*wait, RetryLate) {
		err := do()
		if err == nil {
			return nil
		}
		s.Log.Error(what, "error", err)
		if ctx.Err() != nil {
			return err
		}
		Pause(ctx, wait)
	}
}
