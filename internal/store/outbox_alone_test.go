package store

import (
	"context"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"huanjie/internal/redistest"
)

const aloneStays = 50 * time.Millisecond

// process sends for as long as ctx lasts as fast as it may, to one chat after another, and then
// gives its lease up, unless it is killed.
func (r *requests) process(ctx context.Context, c redis.UniversalClient, places int, fare Fare, killed bool) (wasAlone bool) {
	b := OpenBudget(c, "12", places)
	b.SendAlone(aloneStays, fare)
	var staying sync.WaitGroup
	staying.Go(func() {
		for ctx.Err() == nil {
			_ = b.Stay(ctx)
			<-time.After(aloneStays)
		}
	})
	for n := int64(0); ctx.Err() == nil; n++ {
		asked := time.Now()
		e := b.EnterTo(context.WithoutCancel(ctx), Passage{n % 40, fare, 1})
		wasAlone = wasAlone || b.Alone()
		if e.Place == (Place{}) {
			<-time.After(5 * time.Millisecond)
			continue
		}
		r.mu.Lock()
		r.entered = append(r.entered, time.Now())
		r.left = append(r.left, earlier(time.Now(), asked.Add(unanswered)))
		r.chats = append(r.chats, n%40)
		r.mu.Unlock()
		b.Leave(e.Place)
	}
	staying.Wait()
	if !killed {
		_ = b.Yield(context.WithoutCancel(ctx), true)
	}
	return wasAlone
}

// Processes come, go and are killed. Those that are alone for a while do not ask Redis; and yet
// no second holds more requests than there are places for, and no chat gets more than it may.
func TestWhoSendsAloneKeepsThePace(t *testing.T) {
	t.Parallel()
	redistest.Both(t, func(t *testing.T, c redis.UniversalClient) {
		const places = 20
		fare := Fare{500 * time.Millisecond, 2}
		var r requests
		var all sync.WaitGroup
		alone := make([]bool, 4)
		for i, p := range []struct {
			from, to time.Duration
			killed   bool
		}{{0, 5 * time.Second, false}, {4 * time.Second, 5200 * time.Millisecond, true}, {5100 * time.Millisecond, 12 * time.Second, true}, {12 * time.Second, 16 * time.Second, false}} {
			all.Go(func() {
				<-time.After(p.from)
				ctx, cancel := context.WithTimeout(t.Context(), p.to-p.from)
				defer cancel()
				alone[i] = r.process(ctx, c, places, fare, p.killed)
			})
		}
		all.Wait()
		if !alone[0] || !alone[2] {
			t.Errorf("which were alone: %v", alone)
		}
		r.hold(t, places, fare)
		if gap := r.longestGap(); gap > 3500*time.Millisecond {
			t.Errorf("nothing was sent for %v", gap)
		}
	})
}

// hold checks the pace of all and of each chat.
func (r *requests) hold(t *testing.T, places int, fare Fare) {
	order := make([]int, len(r.entered))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return r.entered[a].Compare(r.entered[b]) })
	var left []time.Time
	last := map[int64][]time.Time{}
	for _, i := range order {
		if n := len(left); n >= places {
			if d := r.entered[i].Sub(left[n-places]); d < budgetWindow {
				t.Errorf("%d requests within %v", places+1, d)
			}
		}
		left = append(left, r.left[i])
		slices.SortFunc(left, time.Time.Compare)
		sent := last[r.chats[i]]
		if n := len(sent); n >= fare.Burst {
			if d := r.entered[i].Sub(sent[n-fare.Burst]); d < fare.Each-20*time.Millisecond {
				t.Errorf("%d messages to chat %d within %v", fare.Burst+1, r.chats[i], d)
			}
		}
		last[r.chats[i]] = append(sent, r.entered[i])
	}
}

func (r *requests) longestGap() (gap time.Duration) {
	all := slices.SortedFunc(slices.Values(r.entered), time.Time.Compare)
	for i := 1; i < len(all); i++ {
		gap = max(gap, all[i].Sub(all[i-1]))
	}
	return gap
}

// lone is a budget whose process sends alone.
func lone(t *testing.T, c redis.UniversalClient, places int) *Budget {
	t.Helper()
	b := OpenBudget(c, "12", places)
	b.SendAlone(aloneStays)
	b.EnterTo(t.Context(), Passage{1, Fare{time.Millisecond, 1}, 0})
	eventually(t, "it does not send alone", func() bool {
		must(t, b.Stay(t.Context()))
		return b.Alone()
	})
	return b
}

// Bars outlast the process: also one for a single chat, which nobody else can know of.
func TestBarsOutlastWhoSendsAlone(t *testing.T) {
	t.Parallel()
	redistest.Both(t, func(t *testing.T, c redis.UniversalClient) {
		ctx, fare := t.Context(), Fare{time.Second, 2}
		b := lone(t, c, 3)
		must(t, b.Bar(ctx, 7, fare, time.Hour))
		must(t, b.BarAll(ctx, time.Minute))
		if _, next, err := b.Enter(ctx, 1); err != nil || next < 50*time.Second {
			t.Errorf("barred for %v (%v)", next, err)
		}
		must(t, b.Yield(ctx, true))
		other := OpenBudget(c, "12", 3)
		if _, next, err := other.Enter(ctx, 1); err != nil || next < 50*time.Second || next > time.Minute {
			t.Errorf("another is barred for %v (%v)", next, err)
		}
		must(t, c.Del(ctx, b.k.barred()).Err())
		again := lone(t, c, 3)
		if a, err := again.Admit(ctx, Passage{7, fare, 1}); err != nil || a[0].Wait < 50*time.Minute {
			t.Errorf("the chat is barred for %v (%v)", a[0].Wait, err)
		}
		if a, err := again.Admit(ctx, Passage{8, fare, 1}); err != nil || a[0].Wait != 0 {
			t.Errorf("another waits %v (%v)", a[0].Wait, err)
		}
	})
}

// What was kept in memory is told to Redis when the lease is given up, and all are barred until
// its end when the process is killed.
func TestALeaseOfThePaceIsGivenUp(t *testing.T) {
	t.Parallel()
	redistest.Both(t, func(t *testing.T, c redis.UniversalClient) {
		ctx := t.Context()
		began := time.Now()
		b := lone(t, c, 3)
		got, _, err := b.Enter(ctx, 2)
		if err != nil || len(got) != 2 {
			t.Fatal(got, err)
		}
		other := OpenBudget(c, "12", 3)
		if none, next, err := other.Enter(ctx, 3); err != nil || len(none) > 0 || next < heldMost-time.Since(began) {
			t.Errorf("another gets %d places while one sends alone, the next in %v (%v)", len(none), next, err)
		}
		must(t, b.Yield(ctx, false))
		if one, _, err := other.Enter(ctx, 3); err != nil || len(one) != 1 {
			t.Errorf("another gets %d places (%v)", len(one), err)
		}
		other.SendAlone(aloneStays)
		other.EnterTo(ctx, Passage{1, Fare{time.Millisecond, 1}, 0})
		must(t, other.Stay(ctx))
		must(t, b.Stay(ctx))
		if b.Alone() || other.Alone() {
			t.Error("one of two sends alone")
		}
	})
}

// A process that is idle has no lease, and writes nothing.
func TestWhoSendsNothingLeavesThePace(t *testing.T) {
	t.Parallel()
	redistest.Both(t, func(t *testing.T, c redis.UniversalClient) {
		ctx := t.Context()
		b := lone(t, c, 3)
		b.alone.used = time.Now().Add(-2 * aloneIdle)
		must(t, b.Stay(ctx))
		n, err := c.Exists(ctx, b.k.pacer(), b.k.barred()).Result()
		if must(t, err); b.Alone() || n > 0 {
			t.Errorf("it keeps %d keys", n)
		}
		must(t, b.Stay(ctx))
		if n, err := c.Exists(ctx, b.k.pacer()).Result(); n > 0 || err != nil {
			t.Error("it says that it sends", err)
		}
	})
}
