package store

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"huanjie/internal/election"
	"huanjie/internal/redistest"
)

// On a Redis Cluster a town is in one slot. Whatever a town does, neither its
// keys nor the shared ones are refused for being in several slots, nor on several shards.
func TestATownIsOneSlot(t *testing.T) {
	t.Parallel()
	t.Run("one node", func(t *testing.T) {
		t.Parallel()
		aTownIsOneSlot(t, redistest.Dial(t, redistest.Cluster(t)))
	})
	t.Run("three shards", func(t *testing.T) {
		t.Parallel()
		aTownIsOneSlot(t, shards(t, redistest.RunShards(t, 3)))
	})
}

// shards is a client of a cluster as the bot has it.
func shards(t *testing.T, s *redistest.Shards) redis.UniversalClient {
	t.Helper()
	at, err := ReadAddress(s.URL())
	must(t, err)
	c, _ := at.Client(slog.New(slog.DiscardHandler))
	t.Cleanup(func() { c.Close() })
	return c
}

func aTownIsOneSlot(t *testing.T, c redis.UniversalClient) {
	t.Helper()
	s, ctx := open(t, c), t.Context()
	everything(t, s)
	must(t, s.Migrate(ctx, -5, -1005))
	budget := OpenBudget(c, "12", 30)
	places, _, err := budget.Enter(ctx, 3)
	must(t, err)
	_, err = budget.Admit(ctx, Passage{7, Fare{time.Second, 1}, 1}, Passage{8, Fare{time.Second, 1}, 1}) // of two towns
	must(t, err)
	budget.Leave(places...)
	_, _, err = budget.Enter(ctx, 0)
	must(t, err)
	_, err = Overlooked(ctx, c, []*Store{s, Lobby(c)}, soon())
	must(t, err)
	for _, call := range hears(t, s) {
		must(t, Heed(ctx, c, Heeded{Call: call}))
	}
	_, err = s.Rebuild(ctx)
	must(t, err)
	must(t, s.Verify(ctx))
	_, err = s.Summary(ctx, s.town.Elections[0], election.WholeTown, noon(0))
	must(t, err)
	slots := slotsOf(t, s)
	if len(slots["hj:{linxi}:"]) != 1 || len(slots) < 5 {
		t.Errorf("the keys lie in the slots %v", slots)
	}
	text := exported(t, s)
	must(t, s.CloseOut(ctx, noon(180)))
	e, err := ReadExport(bytes.NewReader(text))
	must(t, err)
	must(t, Open(redistest.Dial(t, redistest.Cluster(t)), s.town).Import(ctx, e))
}

func hears(t *testing.T, s *Store) []Call {
	t.Helper()
	_, calls := heard(t, s, soon(), ClassAnnouncement)
	return calls
}

// slotsOf are the slots of all keys, by what stands before their hash tag's end.
func slotsOf(t *testing.T, s *Store) map[string][]int64 {
	t.Helper()
	slots := map[string][]int64{}
	var keys []string
	must(t, onMasters(t.Context(), s.c, func(server redis.UniversalClient) error {
		found, err := server.Keys(t.Context(), "*").Result()
		keys = append(keys, found...)
		return err
	}))
	for _, key := range keys {
		slot, err := s.c.ClusterKeySlot(t.Context(), key).Result()
		must(t, err)
		of := key // shared by all towns: a slot each
		if before, _, tagged := strings.Cut(key, "}:"); tagged {
			of = before + "}:"
		}
		if !slices.Contains(slots[of], slot) {
			slots[of] = append(slots[of], slot)
		}
	}
	return slots
}

// A slot moves from shard to shard, and masters are killed, while reports come in: each is in
// the journal once, and all that is kept agrees with it.
func TestShardsMoveAndFailWhileReportsComeIn(t *testing.T) {
	t.Parallel()
	cluster := redistest.RunShards(t, 3)
	s := open(t, shards(t, cluster))
	ctx, stop := context.WithCancel(t.Context())
	var reporting sync.WaitGroup
	var committed atomic.Int64
	came := make(chan struct{}, 4000)
	for who := range int64(4) {
		reporting.Go(func() {
			for n := 1000 * (who + 1); ctx.Err() == nil && n < 1000*(who+2); n++ {
				insistThroughFailures(t, s, n, s.town.Units[who].ID)
				committed.Add(1)
				came <- struct{}{}
			}
		})
	}
	goOn := func() { // some reports come in
		for len(came) > 0 {
			<-came
		}
		for range 40 {
			<-came
		}
	}
	goOn()
	t.Logf("%d keys moved", cluster.Move(s.k.journal(), time.Millisecond))
	goOn()
	killed := cluster.Kill(s.k.journal())
	goOn()
	killed.Restart()
	cluster.Whole()
	t.Logf("%d keys moved", cluster.Move(s.k.journal(), time.Millisecond))
	goOn()
	stop()
	reporting.Wait()
	must(t, s.Verify(t.Context()))
	if n := int64(len(journal(t, s))); n != committed.Load() {
		t.Errorf("%d reports were committed, and the journal has %d", committed.Load(), n)
	}
}

// insistThroughFailures commits a count as the bot does: what is refused for now, or got no answer, is
// tried again until it is in or was before.
func insistThroughFailures(t *testing.T, s *Store, n int64, unit election.UnitID) {
	t.Helper()
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for end := time.Now().Add(time.Minute); ; <-tick.C {
		err := s.commitCount(context.WithoutCancel(t.Context()), n, unit)
		var answer redis.Error
		switch {
		case err == nil, errors.Is(err, ErrSeen):
			return
		case errors.Is(err, ErrConflict), NotNow(err), !errors.As(err, &answer) && time.Now().Before(end):
			continue
		}
		t.Errorf("commit %d: %v", n, err)
		return
	}
}
