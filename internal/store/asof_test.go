package store

import (
	"fmt"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"huanjie/internal/election"
)

// TestAsOf reads a town as it was after each of its reports: the digest and
// the fingerprint of that time.
func TestAsOf(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *Store) {
		ctx := t.Context()
		e, _ := s.town.Election(village)
		all := []election.Report{
			stageReport("R1", "A1", "roll", election.Done), stageReport("R2", "B1", "roll", election.InDifficulty),
			stageReport("R3", "B1", "roll", election.Done), countReport("R4", "A1", tally(300, 200, 100, 290, 280, 20)),
		}
		at := func(i int) time.Time { return noon(i) }
		then := make([]election.Summary, len(all))
		for i, r := range all {
			r.At = at(i)
			reports(t, s, r)
			var err error
			then[i], err = s.Summary(ctx, e, election.WholeTown, at(i).Add(time.Minute))
			must(t, err)
		}
		for i, want := range then {
			past, err := s.AsOf(ctx, want.AsOf, nil)
			must(t, err)
			got := past.Summary(e, election.WholeTown)
			if got.Head != want.Head || !got.AsOf.Equal(want.AsOf) || fmt.Sprint(got.Late) != fmt.Sprint(want.Late) {
				t.Errorf("as of report %d: %+v at %v, want %+v at %v", i+1, got.Head, got.AsOf, want.Head, want.AsOf)
			}
			if differ := differing(got.Figures, want.Figures); len(differ) > 0 || len(got.Parts) != len(want.Parts) {
				t.Errorf("as of report %d: figures differ by %v", i+1, differ)
			}
			for p := range min(len(got.Parts), len(want.Parts)) {
				if differ := differing(got.Parts[p].Figures, want.Parts[p].Figures); len(differ) > 0 {
					t.Errorf("as of report %d: figures of %s differ by %v", i+1, got.Parts[p].Area, differ)
				}
			}
			for l, listed := range want.Lists {
				if got.Lists[l].Count != listed.Count || len(got.Lists[l].First) != len(listed.First) {
					t.Errorf("as of report %d: %d in list %s, want %d", i+1, got.Lists[l].Count, l, listed.Count)
				}
			}
		}
		before, err := s.AsOf(ctx, at(-1), nil)
		must(t, err)
		if sum := before.Summary(e, election.WholeTown); sum.Head.Entries != 0 || sum.Figures[election.Counted] != 0 || sum.Roll.Units == 0 {
			t.Errorf("before the first report: %+v", sum)
		}
	})
}

// differing is what two sums differ by; a figure of 0 is none.
func differing(a, b election.Figures) election.Figures {
	d := a.Minus(b)
	for f, n := range d {
		if n == 0 {
			delete(d, f)
		}
	}
	return d
}

// TestAsOfCost prints what the digest of a past day costs with many reports.
func TestAsOfCost(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *Store) {
		const entries = 3000
		pipe := s.c.Pipeline()
		for i := range entries {
			r, err := stageReport(election.ReportID(fmt.Sprint("R", i)), "A1", "roll", election.UnderWay).MarshalJSON()
			must(t, err)
			pipe.XAdd(t.Context(), &redis.XAddArgs{Stream: s.k.journal(), Values: []any{"report", string(r), "n", i + 1}})
		}
		_, err := pipe.Exec(t.Context())
		must(t, err)
		begin := time.Now()
		past, err := s.AsOf(t.Context(), time.Now().AddDate(10, 0, 0), nil)
		must(t, err)
		took := time.Since(begin)
		t.Logf("%d reports folded in %v, %v each", past.head.Entries, took.Round(time.Millisecond), (took / entries).Round(time.Microsecond))
		if past.all.progress["A1"].Reports != entries {
			t.Errorf("%d reports folded", past.all.progress["A1"].Reports)
		}
	})
}

// TestAsOfLate checks that lateness is counted for the day looked at, whatever
// day it is now: none on the last day, then one day more every day until the
// report.
func TestAsOfLate(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *Store) {
		e, _ := s.town.Election(village)
		roll, _ := e.Stage("roll")
		over := func(days int) time.Time {
			return roll.Due().AddDays(days+1).At(0, 0, s.town.Location).Add(-time.Nanosecond)
		}
		for i, u := range s.town.Units {
			if u.Election == village {
				r := stageReport(election.ReportID(fmt.Sprint("R", i)), u.ID, "roll", election.Done)
				r.At = over(2).Add(time.Nanosecond) // the first moment of the third day
				reports(t, s, r)
			}
		}
		for days, late := range map[int]int{-1: 0, 0: 0, 1: 1, 2: 2, 3: 0} {
			past, err := s.AsOf(t.Context(), over(days), nil)
			must(t, err)
			sum, found := past.Summary(e, election.WholeTown), 0
			for _, l := range sum.Late {
				if l.Stage.ID == "roll" {
					found = l.Days
					if l.Count != sum.Roll.Units {
						t.Errorf("%d days after: %d units, want %d", days, l.Count, sum.Roll.Units)
					}
				}
			}
			if found != late || past.Empty() != (days < 3) {
				t.Errorf("%d days after: %d days late, want %d; nothing reported: %v", days, found, late, past.Empty())
			}
		}
		now, then := Pictures{At: over(0)}, Pictures{At: over(0), Without: []election.UnitID{"A1"}}
		if now.Name() == then.Name() {
			t.Errorf("both are %s", now.Name())
		}
	})
}
