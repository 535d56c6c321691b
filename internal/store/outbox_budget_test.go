package store

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"huanjie/internal/redistest"
)

// requests are those that processes have made, in the order in which they might.
type requests struct {
	mu      sync.Mutex
	entered []time.Time // not before it might be made
	left    []time.Time // not after it was counted
	chats   []int64
}

// make makes requests as fast as they may be made until there are so many.
func (r *requests) make(ctx context.Context, b *Budget, most int) error {
	for {
		asked := time.Now()
		got, next, err := b.Enter(ctx, 5)
		r.mu.Lock()
		for range got {
			r.entered = append(r.entered, time.Now())
			r.left = append(r.left, earlier(time.Now(), asked.Add(unanswered)))
		}
		enough := len(r.entered) >= most
		r.mu.Unlock()
		if err == nil && len(got) > 0 {
			b.Leave(got...)
			_, _, err = b.Enter(ctx, 0)
		}
		if err != nil || enough {
			return err
		}
		<-time.After(next)
	}
}

func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}

// TestBudgetIsShared lets several processes make requests as fast as they may:
// no second holds more than there are places for, however slow the machine.
func TestBudgetIsShared(t *testing.T) {
	t.Parallel()
	redistest.Both(t, func(t *testing.T, c redis.UniversalClient) {
		const places, processes = 20, 4
		var r requests
		must(t, errors.Join(together(processes, func(int) error { return r.make(t.Context(), OpenBudget(c, "12", places), 3*places) })...))
		for i := places; i < len(r.entered); i++ {
			before := slices.Clone(r.left[:i])
			slices.SortFunc(before, time.Time.Compare)
			if d := r.entered[i].Sub(before[i-places]); d < budgetWindow { // whose place it has, at the earliest
				t.Errorf("%d requests within %v", places+1, d)
			}
		}
	})
}

func TestBudgetOfAChat(t *testing.T) {
	t.Parallel()
	redistest.Both(t, func(t *testing.T, c redis.UniversalClient) {
		ctx, b := t.Context(), OpenBudget(c, "12", 30)
		ask := func(chat int64, f Fare, n int) Admission {
			t.Helper()
			got, err := b.Admit(ctx, Passage{chat, f, n})
			must(t, err)
			return got[0]
		}
		about := func(got, want time.Duration) bool { return got <= want+time.Second && got > want/2 }
		person, group := Fare{time.Minute, 2}, Fare{time.Minute, 1}
		if a := ask(7, person, 1); a.Wait != 0 || a.After != 0 {
			t.Errorf("the first: %+v", a)
		}
		if a := ask(7, person, 1); a.Wait != 0 || !about(a.After, time.Minute) {
			t.Errorf("the second, of a burst of two: %+v", a)
		}
		if a := ask(7, person, 1); !about(a.Wait, time.Minute) {
			t.Errorf("the third: %+v", a)
		}
		if a := ask(-7, group, 3); a.Wait != 0 || !about(a.After, 3*time.Minute) {
			t.Errorf("an album in a group: %+v", a)
		}
		must(t, b.Bar(ctx, 8, person, time.Hour))
		must(t, b.Bar(ctx, 8, person, time.Minute)) // less than before
		if a := ask(8, person, 1); !about(a.Wait, time.Hour) {
			t.Errorf("a barred chat: %+v", a)
		}
		places, _, err := b.Enter(ctx, 9)
		must(t, err)
		must(t, b.Drop(ctx, places...))
		must(t, b.BarAll(ctx, time.Hour))
		if got, next, err := OpenBudget(c, "12", 30).Enter(ctx, 9); len(places) != 9 || len(got) != 0 || !about(next, time.Hour) || err != nil {
			t.Errorf("%d, and while all are barred %d, %v, %v", len(places), len(got), next, err)
		}
		if got, _, err := OpenBudget(c, "13", 30).Enter(ctx, 9); len(got) != 9 || err != nil {
			t.Errorf("another bot gets %d, %v", len(got), err)
		}
	})
}

// TestPlacesOfTheKilledComeFree takes every place and never gives one back.
func TestPlacesOfTheKilledComeFree(t *testing.T) {
	t.Parallel()
	redistest.Both(t, func(t *testing.T, c redis.UniversalClient) {
		ctx := t.Context()
		_, next, err := OpenBudget(c, "12", 3).Enter(ctx, 3)
		must(t, err)
		if next <= time.Second || next > 2*time.Second {
			t.Errorf("free after %v", next)
		}
		eventually(t, "the places are not free again", func() bool {
			got, _, err := OpenBudget(c, "12", 3).Enter(ctx, 3)
			must(t, err)
			return len(got) == 3
		})
	})
}

// The clock of Redis is set back by an hour: what was kept of the hour before
// lasts as long as it would have, and no longer.
func TestAClockThatIsSetBackHoldsNothingUp(t *testing.T) {
	t.Parallel()
	redistest.Both(t, func(t *testing.T, c redis.UniversalClient) {
		ctx, b, fare := t.Context(), OpenBudget(c, "12", 3), Fare{Each: time.Second, Burst: 1}
		must(t, b.Bar(ctx, 7, fare, 5*time.Second))
		must(t, b.BarAll(ctx, 5*time.Second))
		for _, key := range []string{b.k.paid(7), b.k.barred()} {
			till, err := c.Get(ctx, key).Int64()
			must(t, err)
			lasts, err := c.PTTL(ctx, key).Result()
			must(t, err)
			must(t, c.Set(ctx, key, till+time.Hour.Milliseconds(), lasts+time.Hour).Err())
		}
		for i := range 3 {
			must(t, c.ZAdd(ctx, b.k.places(), redis.Z{Score: float64(time.Now().Add(time.Hour).UnixMilli() + int64(i)), Member: i}).Err())
		}
		var waits []time.Duration
		for range 2 {
			a, err := b.Admit(ctx, Passage{7, fare, 1})
			must(t, err)
			waits = append(waits, a[0].Wait)
			<-time.After(100 * time.Millisecond)
		}
		if waits[0] < 4*time.Second || waits[0] > 6*time.Second || waits[0]-waits[1] < 50*time.Millisecond {
			t.Errorf("a barred chat waits %v, and a moment later %v: it would wait for as long as the clock was set back", waits[0], waits[1])
		}
		if _, next, err := b.Enter(ctx, 1); err != nil || next < 4*time.Second || next > 6*time.Second {
			t.Errorf("when all are barred the next place is in %v (%v)", next, err)
		}
		must(t, c.Del(ctx, b.k.barred()).Err())
		if places, next, err := b.Enter(ctx, 1); err != nil || len(places) > 0 || next > 3*time.Second {
			t.Errorf("%d places, the next in %v (%v)", len(places), next, err)
		}
	})
}

// A process was held up, and its place went to another. A request that is
// answered all the same counts for a window from its answer.
func TestALateAnswerCounts(t *testing.T) {
	t.Parallel()
	redistest.Both(t, func(t *testing.T, c redis.UniversalClient) {
		ctx, b := t.Context(), OpenBudget(c, "12", 1)
		late, next, err := b.Enter(ctx, 1)
		must(t, err)
		if !late[0].Fresh() {
			t.Fatal("a new place is not fresh")
		}
		<-time.After(next + 10*time.Millisecond)
		if late[0].Fresh() {
			t.Error("a place is fresh that another may have")
		}
		b.Leave(late...)
		_, _, err = b.Enter(ctx, 0)
		must(t, err)
		if got, next, err := b.Enter(ctx, 1); err != nil || len(got) > 0 || next < budgetWindow/2 {
			t.Errorf("%d places, the next in %v (%v)", len(got), next, err)
		}
	})
}

// Places that were not used are given back and taken again in one step.
func TestPlacesAreMadeFresh(t *testing.T) {
	t.Parallel()
	redistest.Both(t, func(t *testing.T, c redis.UniversalClient) {
		ctx, b := t.Context(), OpenBudget(c, "12", 3)
		two, _, err := b.Enter(ctx, 2)
		must(t, err)
		three, next, err := b.Enter(ctx, 3, two...)
		if err != nil || len(three) != 3 || next <= 0 {
			t.Errorf("%d places, the next in %v (%v)", len(three), next, err)
		}
	})
}

// Most of the shortest way of late is spared: nothing before a whole span was seen, and nothing more
// once the way is shorter.
func TestTheShortestWayIsSpared(t *testing.T) {
	t.Parallel()
	var w ways
	began := time.Now()
	for _, c := range []struct {
		after      time.Duration
		took, want time.Duration
	}{
		{0, 50 * time.Millisecond, 0},
		{waysSpan / 2, 40 * time.Millisecond, 0},
		{waysSpan + 1, 50 * time.Millisecond, 32 * time.Millisecond},
		{waysSpan + 2, 5 * time.Millisecond, 4 * time.Millisecond},
		{waysSpan + 3, 0, 4 * time.Millisecond}, // it failed
		{2*waysSpan + 3, 60 * time.Millisecond, 4 * time.Millisecond},
		{3*waysSpan + 4, 60 * time.Millisecond, 48 * time.Millisecond},
		{4*waysSpan + 5, time.Minute, 48 * time.Millisecond},
	} {
		if got := w.spared(c.took, began.Add(c.after)); got != c.want {
			t.Errorf("after %v a request took %v: %v are spared, not %v", c.after, c.took, got, c.want)
		}
	}
}
