package store

import (
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"huanjie/internal/redistest"
)

func TestOnePollerAtATime(t *testing.T) {
	t.Parallel()
	redistest.Both(t, func(t *testing.T, c redis.UniversalClient) {
		ctx := t.Context()
		lead := func(who string, lasts time.Duration) (int64, time.Duration) {
			t.Helper()
			term, left, err := Lead(ctx, c, who, lasts)
			must(t, err)
			return term, left
		}
		first, _ := lead("one", time.Minute)
		if first < time.Now().Add(-time.Minute).UnixMilli() {
			t.Errorf("the first term is %d, before the clock", first)
		}
		if again, _ := lead("one", time.Minute); again != first {
			t.Errorf("a renewal begins term %d after %d", again, first)
		}
		if term, left := lead("two", time.Minute); term != 0 || left <= 0 {
			t.Errorf("two leads too (%d, %v)", term, left)
		}
		must(t, StepDown(ctx, c, "two")) // it is not the poller
		if term, _ := lead("two", time.Minute); term != 0 {
			t.Error("two took what one holds")
		}
		must(t, StepDown(ctx, c, "one"))
		second, _ := lead("two", time.Millisecond)
		if second <= first {
			t.Errorf("term %d follows %d", second, first)
		}
		third := int64(0)
		eventually(t, "a killed poller is not replaced", func() bool { third, _ = lead("one", time.Minute); return third > second })
		eventually(t, "the clock stands still", func() bool { return time.Now().UnixMilli() > third+2 }) // terms of one millisecond run ahead of it
		must(t, c.Del(ctx, pollerKey).Err())
		if term, _ := lead("three", time.Minute); term <= third {
			t.Errorf("after the lease was lost with its terms, %d follows %d", term, third)
		}
	})
}

// eventually waits until something holds.
func eventually(t *testing.T, otherwise string, holds func() bool) {
	t.Helper()
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for patience := time.After(2 * time.Minute); !holds(); {
		select {
		case <-tick.C:
		case <-patience:
			t.Fatal(otherwise)
		}
	}
}

// A poller whose term is over cannot write, wherever a later one has written.
func TestAnEarlierPollerIsFencedOff(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *Store) {
		ctx := t.Context()
		must(t, s.Commit(Fenced(ctx, 10), Commit{Update: 1, Messages: []Message{{ID: "a", Chat: 101}}}))
		must(t, s.Commit(Fenced(ctx, 11), Commit{Update: 2}))
		before := dump(t, s.c)
		wants(t, s.Commit(Fenced(ctx, 10), Commit{Update: 3, Messages: []Message{{ID: "b", Chat: 101}}}), ErrFenced, "")
		wants(t, s.Commit(Fenced(ctx, 10), Commit{Update: 2}), ErrSeen, "") // it is done, for every poller
		if after := dump(t, s.c); len(after) != len(before) {
			t.Error("a fenced commit wrote something")
		}
		must(t, s.Commit(Fenced(ctx, 11), Commit{Update: 3}))
		must(t, s.Commit(ctx, Commit{Once: "digest"})) // no poller: reminders, a webhook
		other := Lobby(s.c)
		must(t, other.Commit(Fenced(ctx, 10), Commit{Update: 4})) // nothing was overtaken there
	})
}

// The poller has died, and the clock of Redis is set back by an hour: another
// one leads when a lease is over, not in an hour.
func TestALeaseEndsAlthoughTheClockIsSetBack(t *testing.T) {
	t.Parallel()
	redistest.Both(t, func(t *testing.T, c redis.UniversalClient) {
		ctx := t.Context()
		first, _, err := Lead(ctx, c, "one", 50*time.Millisecond)
		must(t, err)
		must(t, c.HSet(ctx, pollerKey, "until", time.Now().Add(time.Hour).UnixMilli()).Err())
		term, left, err := Lead(ctx, c, "two", 50*time.Millisecond)
		must(t, err)
		if term != 0 || left > 50*time.Millisecond {
			t.Fatalf("two leads (%d), or has to wait %v", term, left)
		}
		<-time.After(left + 10*time.Millisecond)
		if term, _, err = Lead(ctx, c, "two", 50*time.Millisecond); err != nil || term <= first {
			t.Errorf("term %d follows %d (%v)", term, first, err)
		}
	})
}

// If the clock of Redis is set back while a poller has the lease, and the poller
// dies, the next one has it after one lease.
func TestALeaseOfALaterClock(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *Store) {
		const lasts = 200 * time.Millisecond
		ahead := time.Now().Add(time.Hour).UnixMilli()
		must(t, s.c.HSet(t.Context(), pollerKey, "who", "one", "term", ahead, "until", ahead).Err())
		term, left, err := Lead(t.Context(), s.c, "two", lasts)
		if term != 0 || left > lasts || err != nil {
			t.Fatalf("term %d, %v left (%v)", term, left, err)
		}
		for began := time.Now(); term == 0; {
			if term, _, err = Lead(t.Context(), s.c, "two", lasts); err != nil || time.Since(began) > 10*time.Second {
				t.Fatalf("it still waits (%v)", err)
			}
		}
		if term != ahead+1 {
			t.Errorf("term %d, want %d", term, ahead+1)
		}
	})
}
