package store

import (
	"fmt"
	"testing"
	"time"
)

// handed commits replies to a chat that the caller means to send itself.
func handed(t *testing.T, s *Store, update int64, texts ...string) *Hand {
	t.Helper()
	h := &Hand{Chat: 7, Until: time.Now().Add(200 * time.Millisecond)}
	c := Commit{Update: update, Hand: h}
	for _, text := range texts {
		c.Messages = append(c.Messages, Message{ID: text, Chat: 7, Key: "card", Text: text})
	}
	must(t, s.Commit(t.Context(), c))
	return h
}

// What a commit takes for its caller stands in the outbox all the same: settled it is done with,
// and after a kill another sender has it when the lease ends, as tried once.
func TestACommitTakesItsReplies(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *Store) {
		ctx := t.Context()
		must(t, s.Sent(ctx, 7, "card", 41))
		h := handed(t, s, 1, "a", "b")
		if h.Waiting == nil || len(h.Waiting.Messages) != 2 || h.Waiting.Messages[0].Text != "a" || h.Waiting.Tried != 0 {
			t.Fatalf("%+v", h.Waiting)
		}
		if id, known := h.Waiting.SentAs("card"); id != 41 || !known {
			t.Error(id, known)
		}
		if (Commit{Messages: h.messages, Hand: h}).Rings() {
			t.Error("a sender is told of it")
		}
		if all, _, err := s.Take(ctx, ClassReply, h.Until.Add(-time.Millisecond), time.Second, 9); err != nil || len(all) > 0 {
			t.Fatalf("another sender has it too: %+v, %v", all, err)
		}
		left, _, err := s.SettleLane(ctx, *h.Waiting, Settlement{Endings: []Ending{{Message: h.messages[0], Outcome: Sent, Number: 42}}, Free: time.Now(), Key: "card", Number: 42})
		if err != nil || left != 1 {
			t.Fatal(left, err)
		}
		if id, err := s.SentAs(ctx, 7, "card"); id != 42 || err != nil {
			t.Error(id, err)
		}
		if h := handed(t, s, 2, "c"); h.Waiting != nil {
			t.Errorf("it is taken although another waits before it: %+v", h.Waiting)
		}
		all, _, err := s.Take(ctx, ClassReply, soon(), time.Second, 9)
		if err != nil || len(all) != 1 || len(all[0].Messages) != 2 || all[0].Messages[0].Text != "b" {
			t.Fatalf("%+v, %v", all, err)
		}
		must(t, s.SettleAll(ctx, all[0]))

		h = handed(t, s, 3, "d") // and the caller is killed
		all, _, err = s.Take(ctx, ClassReply, h.Until.Add(time.Millisecond), time.Second, 9)
		if err != nil || len(all) != 1 || all[0].Tried != 1 || all[0].Messages[0].Text != "d" {
			t.Fatalf("%+v, %v", all, err)
		}
	})
}

// Who settles a lane may go on with what was queued meanwhile. It stands in the outbox as what a
// commit takes does.
func TestASenderGoesOnWithALane(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *Store) {
		ctx := t.Context()
		h := handed(t, s, 1, "a")
		c := Commit{Update: 2, Hand: &Hand{Chat: 7, Until: soon(), Held: true}, Messages: []Message{{ID: "b", Chat: 7, Text: "b"}, {ID: "c", Chat: 7, Text: "c"}}}
		must(t, s.Commit(ctx, c))
		if c.Hand.Waiting != nil || c.Rings() {
			t.Errorf("%+v is taken, or a sender is told of it", c.Hand.Waiting)
		}
		until := time.Now().Add(200 * time.Millisecond)
		how := Settlement{Endings: []Ending{{Message: h.messages[0], Outcome: Sent, Number: 42}}, Free: time.Now()}
		left, _, again, err := s.SettleOn(ctx, *h.Waiting, how, until)
		if err != nil || left != 2 || again == nil || len(again.Messages) != 2 || again.Messages[0].Text != "b" || again.Tried != 0 {
			t.Fatalf("%d, %+v, %v", left, again, err)
		}
		if left, _, again, err := s.SettleOn(ctx, *h.Waiting, how, until); left != 0 || again != nil || err != nil {
			t.Errorf("settled twice: %d, %+v, %v", left, again, err)
		}
		if all, _, err := s.Take(ctx, ClassReply, until.Add(-50*time.Millisecond), time.Second, 9); err != nil || len(all) > 0 {
			t.Fatalf("another sender has it too: %+v, %v", all, err)
		}
		all, _, err := s.Take(ctx, ClassReply, until.Add(time.Millisecond), time.Second, 9) // the sender was killed
		if err != nil || len(all) != 1 || all[0].Tried != 1 || all[0].Messages[0].Text != "b" {
			t.Fatalf("%+v, %v", all, err)
		}
		must(t, s.SettleAll(ctx, all[0]))
		h = handed(t, s, 3, "d")
		how.Endings[0].Message = h.messages[0]
		if left, _, again, err := s.SettleOn(ctx, *h.Waiting, how, soon()); left != 0 || again != nil || err != nil {
			t.Errorf("nothing is left, and it goes on: %d, %+v, %v", left, again, err)
		}
		if n, err := s.Queued(ctx); n != 0 || err != nil {
			t.Errorf("%d lanes wait, %v", n, err)
		}
	})
}

// A place and a chat's turn are taken together, or neither. What is waited for goes on by Redis's
// clock: if the machine stood still until it was over, that says nothing, and it is tried again.
func TestEnterTo(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *Store) {
		for n := range 100 {
			began, err := time.Now(), enterTwo(t, s, OpenBudget(s.c, fmt.Sprint(77+n), 2))
			if err == nil {
				return
			}
			if took := time.Since(began); took < fresh {
				t.Fatalf("after %v: %v", took, err)
			}
		}
		t.Fatal("the machine stood still again and again")
	})
}

// enterTwo takes both places of a budget. Each wait is as long as it was at first, without what has gone by.
func enterTwo(t *testing.T, s *Store, b *Budget) error {
	ctx, began := t.Context(), time.Now()
	to := func(chat int64) Passage { return Passage{chat, Fare{time.Second, 1}, 1} }
	least := func(whole time.Duration, since time.Time) time.Duration {
		return whole - time.Since(since) - budgetGuard
	}
	first := b.EnterTo(ctx, to(1))
	if first.Err != nil || !first.Place.Fresh() || first.Wait != 0 || first.After != time.Second || first.Next != 0 {
		return fmt.Errorf("the first place: %+v", first)
	}
	if e := b.EnterTo(ctx, to(1)); e.Err != nil || e.Place != (Place{}) || e.Wait < least(time.Second, began) || e.Next != 0 {
		return fmt.Errorf("the chat again: %+v", e)
	}
	if e := b.EnterTo(ctx, to(2)); e.Err != nil || e.Place == (Place{}) {
		return fmt.Errorf("the second place: %+v", e)
	}
	if e := b.EnterTo(ctx, to(3)); e.Err != nil || e.Place != (Place{}) || e.Wait != 0 || e.Next < least(heldMost, began) {
		return fmt.Errorf("a third place: %+v", e)
	}
	b.Leave(first.Place)
	if e := b.EnterTo(ctx, to(3)); e.Err != nil || e.Place != (Place{}) || e.Next > budgetWindow+budgetGuard {
		return fmt.Errorf("a place is free a second after the answer, not two after it was asked for: %+v", e)
	}
	if n := s.c.ZCard(ctx, b.k.places()).Val(); n != 2 {
		return fmt.Errorf("%d places are held", n)
	}
	barred := time.Now()
	must(t, b.BarAll(ctx, 5*time.Second))
	if e := b.EnterTo(ctx, to(4)); e.Err != nil || e.Next < least(5*time.Second, barred) {
		return fmt.Errorf("while all are barred: %+v", e)
	}
	return nil
}

// A place is taken in the round trip of the commit, also where Redis does not know the scripts
// yet, and once, even if the commit is tried twice.
func TestAPlaceIsTakenWithTheCommit(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *Store) {
		ctx, b := t.Context(), OpenBudget(s.c, "77", 2)
		for n := range 3 {
			must(t, s.c.ScriptFlush(ctx).Err())
			h := &Hand{Chat: 7, Until: time.Now().Add(time.Minute), Budget: b, Passage: Passage{7, Fare{time.Millisecond, 2}, 1}}
			c := Commit{Update: int64(n + 1), Hand: h, Messages: []Message{{ID: "a", Chat: 7}}}
			must(t, s.Commit(ctx, c))
			if h.Entered == nil || h.Entered.Err != nil || (h.Entered.Place == Place{}) != (n == 2) || h.Waiting == nil {
				t.Fatalf("%d: %+v, %+v", n, h.Waiting, h.Entered)
			}
			must(t, s.SettleAll(ctx, *h.Waiting))
			before := h.Entered
			c.Update += 10
			must(t, s.Commit(ctx, c))
			if h.Entered != before || h.Waiting == nil {
				t.Error("another place was taken")
			}
			must(t, s.SettleAll(ctx, *h.Waiting))
		}
	})
}
