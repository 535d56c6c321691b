package store

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/redis/go-redis/v9"

	"huanjie/internal/election"
	"huanjie/internal/redistest"
)

// benchBoth runs a benchmark against the embedded Redis and a real one.
func benchBoth(b *testing.B, f func(b *testing.B, c redis.UniversalClient)) {
	b.Run("embedded", func(b *testing.B) { f(b, redistest.Dial(b, redistest.Embedded(b))) })
	b.Run("real", func(b *testing.B) { f(b, redistest.Dial(b, redistest.Start(b))) })
	b.Run("shards", func(b *testing.B) { f(b, redistest.Dial(b, redistest.RunShards(b, 3).URL())) })
}

// BenchmarkCommit is one count, read and committed with two messages.
func BenchmarkCommit(b *testing.B) {
	benchBoth(b, func(b *testing.B, c redis.UniversalClient) {
		s := open(b, c)
		for n := int64(1); b.Loop(); n++ {
			must(b, s.commitCount(b.Context(), n, "A1"))
		}
	})
}

// BenchmarkCommitFromManySides is the same by fifty people at once, each for a
// unit of their own.
func BenchmarkCommitFromManySides(b *testing.B) {
	benchBoth(b, func(b *testing.B, c redis.UniversalClient) {
		s := Open(c, large(b, 50))
		must(b, s.Enroll(b.Context()))
		b.ResetTimer()
		b.ReportAllocs()
		errs := together(50, func(who int) error {
			for n := who; n < b.N; n += 50 {
				if err := s.commitCount(b.Context(), int64(n+1), s.town.Units[who].ID); err != nil {
					return err
				}
			}
			return nil
		})
		must(b, errors.Join(errs...))
		b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "commits/s")
	})
}

func (s *Store) commitCount(ctx context.Context, n int64, u election.UnitID) error {
	r := countReport(election.ReportID(fmt.Sprint("R", n)), u, tally(200+int(n%200), 150, 50, 190, 180, 20))
	ses, err := s.Session(ctx, 101)
	if err != nil {
		return err
	}
	if err := s.Focus(ctx, &ses, u); err != nil {
		return err
	}
	r.Replaces = ses.Progress.Latest[election.Matter(r.Body)] // or the unit would have more and more counts
	return s.Commit(ctx, Commit{Update: n, Session: &ses, Report: &r, Messages: []Message{
		{ID: fmt.Sprint(n, ".0"), Chat: 101, Text: "回执"}, {ID: fmt.Sprint(n, ".1"), Chat: 102, Text: "计票结果"}}})
}

// large is a town of so many villages in eight areas of two parts each, a tenth
// of them key villages.
func large(tb testing.TB, villages int) *election.Town { return largeOf(tb, "linxi", villages) }

// largeOf is one with an id of its own.
func largeOf(tb testing.TB, id election.TownID, villages int) *election.Town {
	units := make([]election.Unit, villages)
	for i := range units {
		area := election.Area(fmt.Sprintf("%d片/%d组", i%8, i%16/8))
		units[i] = unitOf(election.UnitID(fmt.Sprint("V", i)), area, election.PersonID(fmt.Sprint("员", i/5)))
		units[i].Key = i%10 == 0
	}
	return townCalled(tb, id, units...)
}

// BenchmarkSummary reads what the whole town's digest says, everything late and
// in difficulty; it must not cost more with more villages.
func BenchmarkSummary(b *testing.B) {
	for _, villages := range []int{22, 1000, 30000} {
		b.Run(fmt.Sprint(villages), func(b *testing.B) {
			c := redistest.Dial(b, redistest.Start(b))
			s := Open(c, large(b, villages))
			must(b, s.Enroll(b.Context()))
			for i := range min(villages, 1000) {
				reports(b, s, stageReport(election.ReportID(fmt.Sprint("S", i)), s.town.Units[i].ID, "roll", election.InDifficulty))
			}
			e, _ := s.town.Election(village)
			b.ReportAllocs()
			for b.Loop() {
				sum, err := s.Summary(b.Context(), e, election.WholeTown, noon(60))
				must(b, err)
				if len(sum.Late) < 9 || len(sum.Parts) != 8 || len(sum.Lists[election.ListTroubled].First) != 12 {
					b.Fatalf("%d late, %d areas, %d in difficulty", len(sum.Late), len(sum.Parts), len(sum.Lists[election.ListTroubled].First))
				}
			}
		})
	}
}

// BenchmarkRebuild folds a journal of ten reports a unit.
func BenchmarkRebuild(b *testing.B) {
	s := Open(redistest.Dial(b, redistest.Start(b)), large(b, 50))
	must(b, s.Enroll(b.Context()))
	for i := range 500 {
		reports(b, s, stageReport(election.ReportID(fmt.Sprint("S", i)), s.town.Units[i%50].ID, "roll", election.Done))
	}
	for b.Loop() {
		rebuild(b, s)
	}
}
