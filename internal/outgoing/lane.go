// Package outgoing sends what waits in the outboxes of internal/store to
// Telegram. It keeps the order in each chat, sends the most urgent first, and
// goes as fast as Telegram allows. It retries until a message has arrived or
// is known to be refused. It makes pictures and documents when they are sent,
// pins announcements, and reports the outcome of broadcasts.
package outgoing

import (
	"context"
	"time"

	"huanjie/internal/election"
	"huanjie/internal/store"
)

// lane is a queue that is sent in order: the messages of one class to one
// chat.
type lane struct {
	town  election.TownID
	chat  int64
	class store.Class
}

// parcel is a lane that is being sent from.
type parcel struct {
	store.Waiting
	lane  lane
	store *store.Store
	permit
	free    time.Time       // when the next may be sent to this chat
	drawing *store.Pictures // that only this sender is drawing

	// What the message that was sent is remembered as when it is settled.
	key    string
	number int
}

// take takes lanes to send from, one for each place. A lane that is still
// being sent from is skipped: its lease was lost on a busy machine.
func (s *shift) take(ctx context.Context, st *store.Store, class store.Class, places []store.Place) (mine []*parcel, next time.Time, err error) {
	s.mu.Lock() // no lane may be settled between reading and holding it
	until := time.Now().Add(lease)
	taken, next, err := st.Take(ctx, class, time.Now(), lease, len(places))
	s.seeBehind(st, class, taken)
	for _, w := range taken {
		l := lane{st.Town().ID, w.Chat, class}
		if s.held[l] != nil {
			continue
		}
		p := &parcel{Waiting: w, lane: l, store: st, permit: permit{places[0], until}}
		places = places[1:]
		s.held[l] = p
		mine = append(mine, p)
	}
	s.mu.Unlock()
	if lost := s.budget.Drop(ctx, places...); lost != nil {
		s.complain(ctx, "give places back", lost)
	}
	if err != nil {
		return nil, next, err
	}
	return s.admitted(ctx, mine), next, nil
}

// admitted returns the lanes whose chats may be sent to now. The others, and
// the empty ones, are given back until they may.
func (s *shift) admitted(ctx context.Context, all []*parcel) (may []*parcel) {
	passages := make([]store.Passage, len(all))
	for i, p := range all {
		passages[i] = store.Passage{Chat: p.Chat, Fare: s.Pace.fare(p.Chat), N: min(1, len(p.Messages))}
	}
	asked := time.Now()
	got, err := s.budget.Admit(ctx, passages...)
	for i, p := range all {
		switch {
		case err != nil:
			s.complain(ctx, "ask whether a chat may be sent to", err)
			s.settle(ctx, p, store.Settlement{Tries: p.Tried, Free: time.Now().Add(lookAgain)})
		case got[i].Wait > 0 || len(p.Messages) == 0:
			s.settle(ctx, p, store.Settlement{Tries: p.Tried, Free: time.Now().Add(got[i].Wait)})
		default:
			p.free = asked.Add(got[i].After)
			may = append(may, p)
		}
	}
	return may
}

// renew renews the leases of lanes and pictures that are being sent or drawn,
// however slow Telegram is.
func (s *shift) renew(ctx context.Context) {
	tick := time.NewTicker(renewal)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		if err := s.renewAll(ctx); err != nil {
			s.complain(ctx, "renew lease", err) // Redis is away, for every sender
		}
		if err := s.budget.Stay(ctx); err != nil {
			s.complain(ctx, "keep the pace", err)
		}
	}
}

func (s *shift) renewAll(ctx context.Context) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	byStore, until := map[*store.Store][]*parcel{}, time.Now().Add(lease)
	for _, p := range s.held {
		if p.isOver() {
			continue // another sender may have it
		}
		byStore[p.store] = append(byStore[p.store], p)
		if p.drawing != nil {
			if _, err := p.store.ClaimPictures(ctx, *p.drawing, s.Who, lease); err != nil {
				return err
			}
		}
	}
	for st, all := range byStore {
		var waiting []store.Waiting
		for _, p := range all {
			waiting = append(waiting, p.Waiting)
		}
		if err := st.Renew(ctx, until, waiting...); err != nil {
			return err
		}
		for _, p := range all {
			p.until = until
		}
	}
	return nil
}
