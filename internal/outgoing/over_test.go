package outgoing

import (
	"context"
	"errors"
	"log/slog"
	"strconv"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"huanjie/internal/election"
	"huanjie/internal/redistest"
	"huanjie/internal/store"
)

// quietShift sends for some towns, so many messages a second, and logs nothing.
func quietShift(c redis.UniversalClient, perSecond int, towns ...*store.Store) *shift {
	return newShift(New(Options{Redis: c, Token: "12:x", Towns: towns, Log: slog.New(slog.DiscardHandler), Pace: Pace{PerSecond: perSecond}}))
}

// A process stood still for longer than the lease of a chat: it sends nothing
// there, does not renew what may be another's, and gives its place back.
func TestNothingIsSentAfterTheLease(t *testing.T) {
	t.Parallel()
	ctx, c := t.Context(), redistest.Dial(t, redistest.Embedded(t))
	town := store.Open(c, &election.Town{ID: "shiqiao"})
	s := quietShift(c, 1, town)
	if err := town.Commit(ctx, store.Commit{Once: "m", Messages: []store.Message{{ID: "m", Chat: 7, Text: "回执"}}}); err != nil {
		t.Fatal(err)
	}
	places, _, err := s.budget.Enter(ctx, 1)
	if err != nil || len(places) != 1 {
		t.Fatal(places, err)
	}
	taken, _, err := s.take(ctx, town, store.ClassReply, places)
	if err != nil || len(taken) != 1 {
		t.Fatal(taken, err)
	}
	p := taken[0]
	if err := s.renewAll(ctx); err != nil || p.isOver() {
		t.Fatalf("the lease is over although it was renewed (%v)", err)
	}
	p.until = time.Now().Add(-time.Millisecond)
	if err := s.renewAll(ctx); err != nil || !p.isOver() {
		t.Errorf("a lease was renewed after its end (%v)", err)
	}
	err = s.request(ctx, &p.permit, 1, time.Second, func(context.Context) error {
		t.Error("it was sent")
		return nil
	})
	if !errors.Is(err, errOver) || unsure(err) {
		t.Errorf("it says %v", err)
	}
	if places, _, err := s.budget.Enter(ctx, 1); err != nil || len(places) != 1 {
		t.Errorf("its place is not free (%v)", err)
	}
}

// Redis is held up between the taking of a place and the request, and another
// sender gets the place: the request takes a new one, a second after the other's.
func TestAnOldPlaceIsNotUsed(t *testing.T) {
	t.Parallel()
	for _, n := range []int{1, 2} { // a message, an album
		t.Run(strconv.Itoa(n), func(t *testing.T) {
			t.Parallel()
			ctx, c := t.Context(), redistest.Dial(t, redistest.Embedded(t))
			s := quietShift(c, n)
			mine, next, err := s.budget.Enter(ctx, n)
			if err != nil || len(mine) != n {
				t.Fatal(mine, err)
			}
			<-time.After(next + 10*time.Millisecond)
			other := store.OpenBudget(c, "12", n)
			taken, _, err := other.Enter(ctx, n)
			if err == nil {
				other.Leave(taken...)
				_, _, err = other.Enter(ctx, 0)
			}
			if err != nil || len(taken) != n {
				t.Fatal(taken, err)
			}
			began := time.Now()
			err = s.request(ctx, &permit{place: mine[0]}, n, time.Second, func(context.Context) error {
				if waited := time.Since(began); waited < 900*time.Millisecond {
					t.Errorf("it was sent %v after another's", waited)
				}
				return nil
			})
			if err != nil {
				t.Error(err)
			}
			s.under.Wait()
		})
	}
}
