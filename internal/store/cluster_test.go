package store

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"time"

	"huanjie/internal/election"
	"huanjie/internal/redistest"
)

// On a Redis Cluster a town is in one slot. Whatever a town does, neither its
// keys nor the shared ones are refused for being in several slots. The test
// server is a cluster of one node, which refuses that as larger ones do.
func TestATownIsOneSlot(t *testing.T) {
	t.Parallel()
	c := redistest.Dial(t, redistest.Cluster(t))
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
	keys, err := s.c.Keys(t.Context(), "*").Result()
	must(t, err)
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
