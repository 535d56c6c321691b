package store

import (
	"testing"
	"time"

	"huanjie/internal/election"
)

// remind queues the reminder of a person in the place of the one before.
func remind(t *testing.T, s *Store, id string) {
	t.Helper()
	was, err := s.Cards(t.Context(), "白露")
	must(t, err)
	is := election.Card{Owed: []election.Owed{{Unit: "A1", Stage: election.StageID(id)}}}
	must(t, s.Commit(t.Context(), Commit{Cards: []CardChange{{Person: "白露", Was: was[0], Is: is, Message: Message{ID: id, Chat: 101, Key: "asked", Text: id}}}}))
}

// TestAReminderInFlightStays checks that a newer reminder waits after one that
// is being sent. That one is settled and recorded, and nothing that waits
// after it is lost.
func TestAReminderInFlightStays(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *Store) {
		remind(t, s, "1")
		inFlight := one(t, s, soon())
		remind(t, s, "2")
		queue(t, s, 101, "after")
		if left := sent(t, s, inFlight, 1, time.Now()); left != 2 {
			t.Errorf("%d messages wait after the reminder that was sent, want 2", left)
		}
		expect(t, take(t, s, soon()), "101[2 after]")
	})
}

// TestAReminderThatWaitsIsReplaced checks that a reminder that is not being
// sent is replaced by the newer one.
func TestAReminderThatWaitsIsReplaced(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *Store) {
		remind(t, s, "1")
		remind(t, s, "2")
		expect(t, take(t, s, soon()), "101[2]")
	})
}
