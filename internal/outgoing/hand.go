package outgoing

import (
	"context"
	"slices"
	"time"

	"huanjie/internal/store"
)

// A reply is sent by the process that commits it, from memory: the commit takes its lane, and in
// the same round trip a place is taken in the budget. So Redis is not asked what there is to
// send, and between an update and its answer the disk is waited for once.
// What cannot be sent at once goes the usual way, as all else does.

// Commit commits what a turn changes, and sends its replies to one chat and the answers to its
// taps, if this process sends and has room.
func (s *Sender) Commit(ctx context.Context, st *store.Store, chat int64, c store.Commit) error {
	at := s.at.Load()
	if at == nil {
		return st.Commit(ctx, c)
	}
	if err := at.commit(ctx, st, chat, &c); err != nil {
		return err
	}
	if c.Rings() {
		if c.Hand == nil {
			at.queue.add(st.Town().ID)
		}
		s.Wake()
	}
	return nil
}

// handing is a reply that is being committed to be sent at once.
type handing struct {
	*shift
	hand *store.Hand
}

func (s *shift) commit(ctx context.Context, st *store.Store, chat int64, c *store.Commit) error {
	c.Tap = c.Tap || len(c.Answers) > 0
	taps := s.takeTaps(c)
	h := s.offer(st, chat, c)
	err := st.Commit(ctx, *c)
	for _, a := range taps {
		if err == nil && !carries(ctx, st, a) {
			s.run(s.taps, func() { s.answer(s.work, st, a) })
			continue
		}
		s.release(s.taps)
	}
	if h != nil {
		h.send(st, err)
	}
	return err
}

// takeTaps takes the answers to taps out of a commit, with a place for each, if there is room
// for all: nobody else need know of them.
func (s *shift) takeTaps(c *store.Commit) (taps []store.Answer) {
	for range c.Answers {
		if !s.reserve(s.taps) {
			for range taps {
				s.release(s.taps)
			}
			return nil
		}
		taps = append(taps, store.Answer{})
	}
	copy(taps, c.Answers)
	c.Answers = nil
	return taps
}

// offer has a commit take the replies to a chat, and a place in the budget. It is nil if they
// cannot be sent at once.
func (s *shift) offer(st *store.Store, chat int64, c *store.Commit) *handing {
	now := time.Now()
	replies := slices.ContainsFunc(c.Messages, func(m store.Message) bool { return m.Chat == chat && m.Class == store.ClassReply })
	if !replies || now.Before(time.UnixMilli(s.busy.Load())) || s.queue.isLong() || s.trouble() {
		return nil
	}
	hand := &store.Hand{Chat: chat, Until: now.Add(lease), Held: s.holds(lane{st.Town().ID, chat, store.ClassReply})}
	if may, alone := s.budget.May(s.passage(chat)); !alone && !hand.Held {
		hand.Budget, hand.Passage = s.budget, s.passage(chat)
	} else if !may && !hand.Held {
		return nil
	}
	if !s.reserve(s.room) {
		return nil
	}
	c.Hand = hand
	return &handing{s, hand}
}

// holds reports whether a lane is being sent from: when that is settled, what is queued meanwhile
// is seen.
func (s *shift) holds(l lane) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	p := s.held[l]
	return p != nil && !p.isOver()
}

// passage is one message to a chat.
func (s *shift) passage(chat int64) store.Passage {
	return store.Passage{Chat: chat, Fare: s.Pace.fare(chat), N: 1}
}

// send sends what the commit has taken, or gives the place back.
func (h *handing) send(st *store.Store, failed error) {
	h.run(h.room, func() {
		got := store.Entered{}
		if h.hand.Entered != nil {
			got = *h.hand.Entered
		}
		p := h.parcel(st)
		if failed != nil || p == nil {
			h.noteFull(got)
			if err := h.budget.Drop(h.work, got.Place); err != nil {
				h.Log.Debug("give a place back", "error", err) // it expires
			}
			return
		}
		if h.hand.Entered == nil { // it was held, and is free since
			got = h.budget.EnterTo(h.work, h.passage(p.Chat))
		}
		h.enter(p, got)
	})
}

// noteFull notes until when there is no place.
func (s *shift) noteFull(got store.Entered) {
	if got.Next > 0 {
		s.busy.Store(time.Now().Add(min(got.Next, lookAgain)).UnixMilli())
	}
}

// enter sends from a lane that this process has taken, if a place was had for it.
func (s *shift) enter(p *parcel, got store.Entered) {
	s.noteFull(got)
	switch {
	case got.Err != nil:
		s.complain(s.work, "take a place to send", got.Err)
		s.settle(s.work, p, store.Settlement{Free: time.Now().Add(lookAgain)})
	case got.Place == store.Place{}: // none is free, or it is not yet this chat's turn
		s.settle(s.work, p, store.Settlement{Free: time.Now().Add(got.Wait)})
	default:
		p.place, p.free = got.Place, time.Now().Add(got.After)
		s.deliver(s.work, p)
	}
}

// parcel is the lane that the commit has taken; nil if it has taken none, or if this process
// still sends from it: the lease was lost on a busy machine.
func (h *handing) parcel(st *store.Store) *parcel {
	if h.hand.Waiting == nil {
		return nil
	}
	p := &parcel{Waiting: *h.hand.Waiting, lane: lane{st.Town().ID, h.hand.Chat, store.ClassReply}, store: st, permit: permit{until: h.hand.Until}}
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.held[p.lane] != nil {
		return nil
	}
	h.held[p.lane] = p
	return p
}

// trouble reports whether Telegram is away, or was until now.
func (s *shift) trouble() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.away.wait > 0 || time.Now().Before(s.away.until)
}

// reserve takes a place of room for something that begins soon; false if there is none, or
// the sender stops.
func (s *shift) reserve(room chan struct{}) bool {
	s.ending.Lock()
	defer s.ending.Unlock()
	if s.ended {
		return false
	}
	select {
	case room <- struct{}{}:
		s.under.Add(1)
		return true
	default:
		return false
	}
}

// release gives a reserved place back.
func (s *shift) release(room chan struct{}) {
	<-room
	s.under.Done()
}

// run runs f in a reserved place. It wakes the sender when it is done, if there was so little room
// that something may wait for it.
func (s *shift) run(room chan struct{}, f func()) {
	go func() {
		defer s.release(room)
		GrowStack()
		f()
		if len(room) >= cap(room)-cap(room)/3 {
			s.Wake()
		}
	}()
}
