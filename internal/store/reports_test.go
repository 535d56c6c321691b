package store

import (
	"fmt"
	"slices"
	"testing"

	"github.com/redis/go-redis/v9"

	"huanjie/internal/election"
)

func TestReportsOfAUnit(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *Store) {
		ctx := t.Context()
		var own []election.ReportID
		for i := range 12 { // others' reports lie between
			r := stageReport(election.ReportID(fmt.Sprint("A", i)), "A1", "roll", election.UnderWay)
			switch i {
			case 5: // the next status corrects nothing
				r.Replaces = "A4"
			case 11:
				r.Replaces, r.Why = "A10", "看错"
			}
			reports(t, s, r, stageReport(election.ReportID(fmt.Sprint("B", i)), "B1", "roll", election.UnderWay))
			own = append([]election.ReportID{r.ID}, own...)
		}
		first := must1(s.Reports(ctx, "A1", "", 8, 12))
		rest := must1(s.Reports(ctx, "A1", first[7].Entry, 8, 4))
		var got []election.ReportID
		for _, r := range slices.Concat(first, rest) {
			got = append(got, r.ID)
		}
		if len(first) != 8 || !slices.Equal(got, own) {
			t.Errorf("read %v, want %v", got, own)
		}
		if none := must1(s.Reports(ctx, "C1", "", 8, 0)); len(none) > 1 {
			t.Errorf("of a unit without reports there are %v", none)
		}
		one, ok, err := s.Report(ctx, "A1", rest[0].Entry)
		if err != nil || !ok || one.ID != "A3" {
			t.Errorf("one report reads %+v, %v, %v", one, ok, err)
		}
		for unit, entry := range map[election.UnitID]string{"B1": rest[0].Entry, "A1": "1-1", "A2": "x", "A3": "", "C1": "$"} {
			if r, ok, err := s.Report(ctx, unit, entry); ok || err != nil {
				t.Errorf("%s of %s reads %+v, %v", entry, unit, r, err)
			}
		}
		if was, ok, err := s.Replaced(ctx, first[0]); !ok || err != nil || was.ID != "A10" {
			t.Errorf("what it replaced is %+v, %v", was, err)
		}
		if was, ok, err := s.Replaced(ctx, first[1]); ok || err != nil {
			t.Errorf("what is no correction replaced %+v, %v", was, err)
		}
		n := 0
		must(t, s.Corrections(ctx, func(u election.UnitID) bool { return u == "A1" }, func(was, is election.Report) {
			if n++; was.ID != "A10" || is.ID != "A11" {
				t.Errorf("%s corrects %s", is.ID, was.ID)
			}
		}))
		if n != 1 {
			t.Errorf("%d corrections", n)
		}
	})
}

func TestWorstComeFirst(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *Store) {
		ctx, e := t.Context(), s.town.Elections[0]
		reports(t, s, stageReport("R1", "B1", "roll", election.InDifficulty))
		for i, st := range e.Stages {
			reports(t, s, stageReport(election.ReportID(fmt.Sprint("D", i)), "A1", st.ID, election.Done))
		}
		reports(t, s, stageReport("R2", "D1", "roll", election.Done), countReport("R3", "D1", tally(300, 140, 130, 140, 130, 120)))
		all := must1(s.View(election.Person{}, 0).Worst(ctx, e, election.WholeTown, noon(200)))
		if all[1].Unit.ID != "D1" || !all[1].Further || all[1].Late >= all[2].Late || all[2].Further {
			t.Errorf("who has to vote again does not come before who is late: %+v", all)
		}
		if all[0].Unit.ID != "B1" || !all[0].Troubled || all[0].Late == 0 || all[len(all)-1].Unit.ID != "A1" || all[len(all)-1].Late != 0 {
			t.Errorf("they come as %+v", all)
		}
		for _, w := range must1(s.View(election.Person{}, 0).Worst(ctx, e, "东片", noon(200))) {
			if !election.Area("东片").Holds(w.Unit.Area) || w.Unit.Election != e.ID {
				t.Errorf("%s is not of the area", w.Unit.ID)
			}
		}
	})
}

// All digests of one time have the same comparison, however often the job
// begins.
func TestTheDigestBefore(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *Store) {
		ctx := t.Context()
		of := DigestOf{Reader: "石远", Election: s.town.Elections[0].ID, Area: "东片"}
		next := func(of DigestOf, hour, voted int) election.Before {
			sum := election.Summary{Election: s.town.Elections[0], Area: of.Area, AsOf: noon(hour), Figures: election.Figures{election.Voted: voted}}
			sum.Before = must1(s.DigestBefore(ctx, of, noon(hour)))
			must(t, s.KeepDigest(ctx, of, sum, noon(hour)))
			return sum.Before
		}
		if first := next(of, 0, 100); !first.At.IsZero() {
			t.Errorf("before the first was %+v", first)
		}
		for range 2 { // a restarted job, with newer figures
			if b := next(of, 1, 150); b.Figures[election.Voted] != 100 || !b.At.Equal(noon(0)) {
				t.Errorf("before the second was %+v", b)
			}
		}
		if b := must1(s.LastDigest(ctx, of)); b.Figures[election.Voted] != 150 {
			t.Errorf("the last is %+v", b)
		}
		for _, other := range []DigestOf{{"石远", of.Election, "西片"}, {"方圆", of.Election, "东片"}} {
			if b := must1(s.LastDigest(ctx, other)); !b.At.IsZero() {
				t.Errorf("%v has %+v", other, b)
			}
		}
		must(t, s.c.HSet(ctx, s.k.before(), of.field(), "{").Err())
		if b := next(of, 2, 200); !b.At.IsZero() {
			t.Errorf("what cannot be read reads %+v", b)
		}
	})
}

// BenchmarkReports reads the last eight reports of one of fifty units, and those
// of one that reported first and never again, with 3,000 reports in the journal.
func BenchmarkReports(b *testing.B) {
	benchBoth(b, func(b *testing.B, c redis.UniversalClient) {
		s := Open(c, large(b, 50))
		must(b, s.Enroll(b.Context()))
		for n := range 3000 {
			unit := s.town.Units[0]
			if n > 0 {
				unit = s.town.Units[1+n%49]
			}
			must(b, s.commitCount(b.Context(), int64(n+1), unit.ID))
		}
		for name, read := range map[string]struct {
			unit election.UnitID
			left int
		}{"busy": {s.town.Units[5].ID, 60}, "quiet": {s.town.Units[0].ID, 1}} {
			b.Run(name, func(b *testing.B) {
				for b.Loop() {
					found, err := s.Reports(b.Context(), read.unit, "", 8, read.left)
					if err != nil || len(found) != min(8, read.left) {
						b.Fatalf("%d reports, %v", len(found), err)
					}
				}
			})
		}
	})
}
