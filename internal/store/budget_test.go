package store

import (
	"context"
	"sync"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"huanjie/internal/redistest"
)

// TestBudgetIsShared lets several processes make requests as fast as they may:
// no second holds more than there are places for.
func TestBudgetIsShared(t *testing.T) {
	t.Parallel()
	redistest.Both(t, func(t *testing.T, c redis.UniversalClient) {
		const places, processes = 20, 4
		ctx, cancel := context.WithTimeout(t.Context(), 2500*time.Millisecond)
		defer cancel()
		began := time.Now()
		var mu sync.Mutex
		var made []time.Time
		var all sync.WaitGroup
		for range processes {
			all.Go(func() {
				b := OpenBudget(c, "12", places)
				for ctx.Err() == nil {
					got, next, err := b.Enter(ctx, 5)
					for range got {
						mu.Lock()
						made = append(made, time.Now())
						mu.Unlock()
					}
					if err == nil && len(got) > 0 {
						err = b.Leave(context.WithoutCancel(ctx), got...)
					}
					if err != nil && ctx.Err() == nil {
						t.Error(err)
						return
					}
					select {
					case <-time.After(next):
					case <-ctx.Done():
					}
				}
			})
		}
		all.Wait()
		for i := places; i < len(made); i++ {
			if d := made[i].Sub(made[i-places]); d < time.Second {
				t.Errorf("%d requests within %v", places+1, d)
			}
		}
		if len(made) < 2*places {
			t.Errorf("%d requests in %v", len(made), time.Since(began))
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
		about := func(got, want time.Duration) bool { return got <= want+time.Second && got > want-5*time.Second }
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
		<-time.After(next)
		if got, _, err := OpenBudget(c, "12", 3).Enter(ctx, 3); len(got) != 3 || err != nil {
			t.Errorf("then %d, %v", len(got), err)
		}
	})
}
