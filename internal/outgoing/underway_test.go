package outgoing

import (
	"testing"
	"time"

	"huanjie/internal/election"
	"huanjie/internal/redistest"
	"huanjie/internal/store"
)

// Somebody taps a card while the answer to its sending is still on its way: the reply edits the card,
// and is no second one.
func TestACardOnItsWayIsEdited(t *testing.T) {
	t.Parallel()
	ctx, c := t.Context(), redistest.Dial(t, redistest.Embedded(t))
	town := store.Open(c, &election.Town{ID: "shiqiao"})
	s := quietShift(c, 1, town)
	card := lane{town.Town().ID, 7, store.ClassAnnouncement}
	s.held[card] = &parcel{Waiting: store.Waiting{Chat: 7, Class: store.ClassAnnouncement, Messages: []store.Message{{Chat: 7, Key: "card"}}}, lane: card, store: town}
	go func() {
		<-time.After(20 * time.Millisecond)
		if err := town.Sent(ctx, 7, "card", 55); err != nil {
			t.Error(err)
		}
		s.mu.Lock()
		delete(s.held, card)
		s.mu.Unlock()
	}()
	reply := &parcel{Waiting: store.Waiting{Chat: 7}, lane: lane{town.Town().ID, 7, store.ClassReply}, store: town}
	if id, err := s.before(ctx, reply, store.Message{Chat: 7, Key: "card"}); id != 55 || err != nil {
		t.Errorf("the card is known as %d (%v)", id, err)
	}
	if id, err := s.before(ctx, reply, store.Message{Chat: 7, Key: "other"}); id != 0 || err != nil {
		t.Errorf("another is known as %d (%v)", id, err)
	}
}
