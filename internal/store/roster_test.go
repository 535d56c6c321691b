package store

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"huanjie/internal/election"
)

// history is a town in which every village has reported something.
func history(t *testing.T, s *Store) {
	t.Helper()
	for i, u := range s.town.Units {
		reports(t, s, stageReport(election.ReportID(fmt.Sprint("S", i)), u.ID, "prepare", election.Done))
		if u.Election == village {
			reports(t, s, countReport(election.ReportID(fmt.Sprint("C", i)), u.ID, tally(300+i, 200, 100, 290, 280, 20)))
		}
	}
	must(t, s.Verify(t.Context()))
	must(t, s.verifyPages(t.Context(), 3))
}

func TestEnrollAfterTheRosterChanged(t *testing.T) {
	t.Parallel()
	whole := func(ctx context.Context, s *Store) error { return s.Enroll(ctx) }
	both(t, func(t *testing.T, old *Store) { rosterChanges(t, old, whole) })
	both(t, func(t *testing.T, old *Store) {
		rosterChanges(t, old, func(ctx context.Context, s *Store) error { return s.enrollPaged(ctx, 2) })
	})
}

func rosterChanges(t *testing.T, old *Store, enroll func(context.Context, *Store) error) {
	ctx := t.Context()
	history(t, old)
	units := roster()
	units[0].Area = "西片/新区"                            // moved
	units = append(units[:3], units[4:]...)            // C1 left
	units = append(units, unitOf("E1", "西片/新区", "白露")) // joined
	s := Open(old.c, townOf(t, units...))
	must(t, enroll(ctx, s))
	must(t, s.Verify(ctx))
	f, err := s.Figures(ctx, village, "东片/沿河", "西片", "西片/新区", election.WholeTown)
	must(t, err)
	for i, want := range []int{301, 300, 300, 300 + 301 + 302 + 304} {
		if got := f[i][election.Voted]; got != want {
			t.Errorf("figures %d: %d voted, want %d", i, got, want)
		}
	}
	if n, _, _ := s.Owing(ctx, village, "roll", "西片", -1); n != 2 {
		t.Errorf("%d units of 西片 owe the roll, want A1 and E1", n)
	}
	wants(t, old.insist(ctx, 1, 101, stageReport("X1", "A2", "roll", election.Done)), ErrRoster, "restart")
	must(t, s.insist(ctx, 1, 101, stageReport("X1", "A2", "roll", election.Done)))

	must(t, enroll(ctx, old)) // the former roster again: C1 comes back with all it reported
	must(t, old.Verify(ctx))
	back, err := old.Figures(ctx, village, "西片", "西片/新区")
	must(t, err)
	if back[0][election.Voted] != 303 || len(back[1]) != 0 {
		t.Errorf("after going back: %v", back)
	}
}

func TestEnrollAfterTheRulesChanged(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *Store) {
		ctx := t.Context()
		c := tally(300, 140, 100, 290, 280, 20)
		c.Returned, c.Valid, c.Invalid = 270, 270, 0
		c.Posts[1].Candidates[0].Votes, c.Posts[1].Candidates[1].Votes = 260, 250
		reports(t, s, countReport("R1", "A1", c)) // 140 of 300 is no majority, of 270 it is
		elected := func(s *Store) int {
			f, err := s.Figures(ctx, village, election.WholeTown)
			must(t, err)
			return f[0][election.Elected]
		}
		if n := elected(s); n != 2 {
			t.Fatalf("%d elected by participants, want 2", n)
		}
		town := townOf(t, roster()...)
		town.Elections[0].Profile.MajorityBase = election.OfReturned
		other := Open(s.c, town)
		must(t, other.Enroll(ctx))
		if n := elected(other); n != 3 {
			t.Errorf("%d elected by ballots returned, want 3", n)
		}
		must(t, other.Verify(ctx))
	})
}

func TestEnrollDoesNothingForTheSameRoster(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *Store) {
		history(t, s)
		must(t, s.c.HSet(t.Context(), s.k.figures(village, "东片"), "voted", 7).Err())
		must(t, s.Enroll(t.Context()))
		wants(t, s.Verify(t.Context()), ErrWrongSums, "东片")
		rebuild(t, s)
		must(t, s.Verify(t.Context()))
	})
}

func TestEnrollWhileReportsComeIn(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, old *Store) {
		ctx := t.Context()
		units := roster()
		units[0].Area = "西片"
		s := Open(old.c, townOf(t, units...))
		errs := together(5, func(who int) error {
			if who == 0 {
				if err := s.Enroll(ctx); err != nil {
					return err
				}
				_, err := s.Rebuild(ctx)
				return err
			}
			for i := range 10 {
				r := stageReport(election.ReportID(fmt.Sprintf("R%d-%d", who, i)), roster()[who].ID, "roll", election.Statuses()[1+i%3])
				update := int64(100*who + i)
				err := old.insist(ctx, update, int64(who), r)
				if errors.Is(err, ErrRoster) { // the process with the old roster is done; another takes its updates
					err = s.insist(ctx, update, int64(who), r)
				}
				if err != nil {
					return err
				}
			}
			return nil
		})
		must(t, errors.Join(errs...))
		if n := len(journal(t, s)); n != 40 {
			t.Errorf("%d reports in the journal, want 40", n)
		}
		must(t, s.Verify(ctx))
	})
}

func TestUnreadableReportDoesNotKeepTheTownFromWorking(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *Store) {
		ctx := t.Context()
		history(t, s)
		later := `{"id":"L1","unit":"A1","by":"白露","at":"2027-01-16T08:00:00+08:00","kind":"of a later release","body":{}}`
		pipe := s.c.Pipeline()
		appendRaw(ctx, s, pipe, later)
		must1(pipe.Exec(ctx))
		rebuild(t, s)
		must(t, s.insist(ctx, 1, 101, stageReport("R1", "A1", "roll", election.Done)))
		if err := s.Verify(ctx); err == nil {
			t.Error("Verify says nothing of a report that cannot be read")
		}
	})
}

// rebuild rebuilds everything and returns what differed.
func rebuild(t testing.TB, s *Store) []Difference {
	t.Helper()
	found, err := s.Rebuild(t.Context())
	must(t, err)
	return found
}
