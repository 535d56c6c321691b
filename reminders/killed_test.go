package reminders_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"sync/atomic"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"huanjie/internal/election"
	"huanjie/internal/redistest"
	"huanjie/internal/store"
	"huanjie/reminders"
)

// cut is a process's connection to Redis that ends when the process is killed.
// After a number of commands nothing gets through, not even the release of a
// claim.
type cut struct{ left atomic.Int64 }

var errKilled = errors.New("the process was killed")

func (k *cut) DialHook(next redis.DialHook) redis.DialHook {
	return func(ctx context.Context, network, addr string) (net.Conn, error) { return next(ctx, network, addr) }
}

func (k *cut) ProcessHook(next redis.ProcessHook) redis.ProcessHook {
	return func(ctx context.Context, cmd redis.Cmder) error {
		if k.left.Add(-1) < 0 {
			return errKilled
		}
		return next(ctx, cmd)
	}
}

func (k *cut) ProcessPipelineHook(next redis.ProcessPipelineHook) redis.ProcessPipelineHook {
	return func(ctx context.Context, cmds []redis.Cmder) error {
		if k.left.Add(-1) < 0 {
			return errKilled
		}
		return next(ctx, cmds)
	}
}

// TestKilledInTheMiddleOfADigest kills the replica that sends a digest after
// every possible number of commands. Another takes over when the claim ends,
// and everybody gets the digest once. A claim lasts 20 s and replicas wake
// every 15 s, so nobody waits more than 35 s; here both are shorter.
func TestKilledInTheMiddleOfADigest(t *testing.T) {
	t.Parallel()
	const lease, wake = 150 * time.Millisecond, 20 * time.Millisecond
	kills, longest, halves := 0, time.Duration(0), 0
	for after := int64(1); ; after++ {
		url := redistest.Any(t)
		w := newWorld(t, redistest.Dial(t, url), smallTown(t), rollDay())
		line := redis.NewClient(must2(redis.ParseURL(url))(t))
		killed := &cut{}
		killed.left.Store(after)
		line.AddHook(killed)
		w.to(rollDay(), 18)
		must(t, w.store.Ran(t.Context(), "due", w.clock.now())) // only the digest is planned
		first := shortLeased(w, line, "first", lease)
		first.Wake(t.Context())
		survived := killed.left.Load() >= 0
		_ = line.Close()
		sent := len(only("digest", w.peek()))
		second := shortLeased(w, w.redis, "second", lease)
		begin, tick := time.Now(), time.NewTicker(wake)
		for ; ; <-tick.C {
			second.Wake(t.Context())
			if until, err := w.store.RanUntil(t.Context(), "digest"); err == nil && until.Equal(w.clock.now()) {
				break
			}
		}
		tick.Stop()
		took := time.Since(begin)
		wantReaders(t, fmt.Sprintf("killed after %d commands", after), only("digest", w.sent()), "石远", "方圆", "高处", "office:900")
		if survived {
			break
		}
		kills++
		longest = max(longest, took)
		if sent > 0 && sent < 4 {
			halves++
		}
		if took > lease+10*wake+time.Second {
			t.Errorf("killed after %d commands: the others had it %v later", after, took)
		}
	}
	t.Logf("%d kills, %d of them with the digest half sent: everybody got it once, at the latest %v after the kill with a lease of %v", kills, halves, longest.Round(time.Millisecond), lease)
	if halves == 0 {
		t.Error("no kill fell into the middle")
	}
}

// shortLeased is a replica at another line to Redis.
func shortLeased(w *world, c redis.UniversalClient, name string, lease time.Duration) *reminders.Reminders {
	return reminders.New(store.Open(c, w.town), reminders.Options{Digest: daily(w.t, "0 18 * * *"), Climb: climb(),
		Now: w.clock.now, Log: slog.New(slog.DiscardHandler), Wake: func() {}, Who: name, Lease: lease})
}

// peek returns what waits to be sent, without taking it.
func (w *world) peek() map[election.PersonID][]store.Message {
	w.t.Helper()
	all := map[election.PersonID][]store.Message{}
	for user, p := range w.users {
		lines, err := w.redis.LRange(w.t.Context(), fmt.Sprintf("hj:{linxi}:out:%d:%d", user, store.ClassDigest), 0, -1).Result()
		must(w.t, err)
		for range lines {
			all[p] = append(all[p], store.Message{ID: "digest:"})
		}
	}
	return all
}

func must2[T any](v T, err error) func(t *testing.T) T {
	return func(t *testing.T) T {
		must(t, err)
		return v
	}
}
