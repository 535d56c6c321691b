package reminders_test

import (
	"flag"
	"fmt"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"huanjie/internal/document"
	"huanjie/internal/election"
	"huanjie/internal/redistest"
	"huanjie/internal/store"
)

// country adds a digest of 600,000 villages. Its roster alone takes about a
// gigabyte: go test ./reminders -run xxx -bench Digest -digest.country.
var country = flag.Bool("digest.country", false, "benchmark the digest of 600,000 villages too")

// BenchmarkDigest makes the text of the digest of a whole town, everything
// late, a figure from every village. It takes two round trips to Redis, and
// the text; it must not grow with the villages.
func BenchmarkDigest(b *testing.B) {
	sizes := []int{22, 1000}
	if *country {
		sizes = append(sizes, 600_000)
	}
	for _, villages := range sizes {
		b.Run(fmt.Sprint(villages), func(b *testing.B) {
			c := redistest.Dial(b, redistest.Start(b))
			town := manyVillages(b, villages)
			s := store.Open(c, town)
			seed(b, c, town)
			e, now := town.Elections[0], rollDay().AddDays(30).At(18, 0, shanghai())
			length := 0
			b.ReportAllocs()
			for b.Loop() {
				sum, err := s.Summary(b.Context(), e, election.WholeTown, now)
				must(b, err)
				if sum.Figures[election.Reporting] != villages || len(sum.Late) != 1 || sum.Late[0].Count != villages || len(sum.Parts) != 8 {
					b.Fatalf("%d reporting, %d late, %d areas", sum.Figures[election.Reporting], len(sum.Late), len(sum.Parts))
				}
				length = len(document.Digest(sum, election.Chinese, document.OnDemand))
			}
			b.ReportMetric(float64(length), "bytes-of-text")
		})
	}
}

// manyVillages is smallTown with so many villages in eight areas.
func manyVillages(tb testing.TB, villages int) *election.Town {
	town := *smallTown(tb)
	model := town.Units[0]
	town.Units = make([]election.Unit, villages)
	for i := range town.Units {
		u := model
		u.ID, u.Name, u.Area = election.UnitID(fmt.Sprint("V", i)), fmt.Sprint(i, "号村"), election.Area(fmt.Sprint(i%8, "片"))
		u.Officers = []election.PersonID{election.PersonID(fmt.Sprint("员", i/5))}
		town.Units[i] = u
	}
	made, err := election.NewTown(town)
	must(tb, err)
	return made
}

// seed writes the sums and the index that reports of every village would make.
func seed(tb testing.TB, c redis.UniversalClient, town *election.Town) {
	tb.Helper()
	ctx, e := tb.Context(), town.Elections[0]
	for _, a := range town.Areas(e.ID) {
		n := town.RollOf(e.ID, a).Units
		must(tb, c.HSet(ctx, "hj:{linxi}:figures:v27:"+string(a), string(election.Reporting), n, string(election.ReportingRegistered), 400*n,
			string(election.Voted), 300*n).Err())
	}
	var late []redis.Z
	for i, u := range town.Units {
		late = append(late, redis.Z{Score: float64(i), Member: string(u.ID)})
		if len(late) == 10_000 || i == len(town.Units)-1 {
			must(tb, c.ZAdd(ctx, "hj:{linxi}:owing:v27:roll:", late...).Err())
			late = late[:0]
		}
	}
}

// TestDigestDoesNotGrow prints what a digest of the whole town costs at two
// sizes. It fails if forty-five times the villages cost more than three times
// the time.
func TestDigestDoesNotGrow(t *testing.T) {
	t.Parallel()
	took := func(villages int) time.Duration {
		c := redistest.Dial(t, redistest.Any(t))
		town := manyVillages(t, villages)
		seed(t, c, town)
		s := store.Open(c, town)
		best := time.Hour
		for range 30 {
			begin := time.Now()
			sum, err := s.Summary(t.Context(), town.Elections[0], election.WholeTown, rollDay().AddDays(30).At(18, 0, shanghai()))
			must(t, err)
			document.Digest(sum, election.Chinese, document.OnDemand)
			best = min(best, time.Since(begin))
		}
		return best
	}
	few, many := took(22), took(1000)
	t.Logf("a digest of 22 villages takes %v, of 1,000 %v", few, many)
	if many > 3*few+5*time.Millisecond {
		t.Errorf("a digest of 22 villages takes %v, of 1,000 %v", few, many)
	}
}
