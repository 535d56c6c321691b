package store

import (
	"fmt"
	"slices"
	"testing"

	"github.com/redis/go-redis/v9"
	"pgregory.net/rapid"

	"huanjie/internal/election"
	"huanjie/internal/redistest"
)

// drawReport is any report on any unit: a stage, a turnout, or a count that the
// law may find valid, void or short of voters, in any round.
func drawReport(t *rapid.T, town *election.Town, n int) election.Report {
	u := rapid.SampledFrom(town.Units).Draw(t, "unit")
	r := election.Report{ID: election.ReportID(fmt.Sprint("R", n)), Unit: u.ID, By: u.Officers[0], At: noon(n % 9)}
	switch rapid.IntRange(0, 2).Draw(t, "kind") {
	case 0:
		st := rapid.SampledFrom(town.ElectionOf(u).Stages).Draw(t, "stage")
		r.Body = stageReport("", u.ID, st.ID, rapid.SampledFrom(election.Statuses()).Draw(t, "status")).Body
	case 1:
		r.Body = election.Turnout{Registered: 400, Voted: rapid.IntRange(0, 400).Draw(t, "voted")}
	default:
		took := rapid.IntRange(1, 400).Draw(t, "participants")
		returned := rapid.IntRange(0, took+3).Draw(t, "returned") // a few more than took part make it void
		round := rapid.SampledFrom([]election.Round{election.FirstRound, election.RevoteRound, election.FurtherRound, election.FreshRound}).Draw(t, "round")
		c := election.Tally{Round: round, Registered: 400, Participants: took, Issued: took, Returned: returned, Valid: returned}
		for _, p := range u.Posts {
			post := election.PostTally{Post: p.Post, Seats: p.Seats}
			left := returned * p.Seats
			for _, name := range p.Candidates {
				v := rapid.IntRange(0, min(left, returned)).Draw(t, "votes")
				left -= v
				post.Candidates = append(post.Candidates, election.CandidateVotes{Name: name, Votes: v})
			}
			c.Posts = append(c.Posts, post)
		}
		r.Body = c
	}
	return r
}

// wantFigures adds up an area from the reports alone.
func wantFigures(town *election.Town, all []election.Report, e election.ElectionID, a election.Area) election.Figures {
	sum := election.Figures{}
	for _, u := range town.Units {
		if u.Election != e || !a.Holds(u.Area) {
			continue
		}
		var p election.Progress
		for _, r := range all {
			if r.Unit == u.ID {
				p = town.ElectionOf(u).Fold(p, r)
			}
		}
		for f, n := range town.ElectionOf(u).Figures(p) {
			sum[f] += n
		}
	}
	return sum
}

// TestFiguresAreTheFoldOfTheJournal holds the sums of every area, after any
// reports and corrections, against an adding-up of its own, and the whole town
// against Verify.
func TestFiguresAreTheFoldOfTheJournal(t *testing.T) {
	t.Parallel()
	redistest.Both(t, func(t *testing.T, c redis.UniversalClient) {
		rapid.Check(t, func(rt *rapid.T) {
			must(t, c.FlushDB(t.Context()).Err())
			s := open(t, c)
			var all []election.Report
			for n := range rapid.IntRange(1, 12).Draw(rt, "reports") {
				r := drawReport(rt, s.town, n)
				for _, before := range all {
					if before.Unit == r.Unit && election.Matter(before.Body) == election.Matter(r.Body) {
						r.Replaces = before.ID
					}
				}
				all = append(all, r)
				reports(t, s, r)
			}
			for _, e := range s.town.Elections {
				for _, a := range s.town.Areas(e.ID) {
					got, err := s.Figures(t.Context(), e.ID, a)
					must(t, err)
					if diff := wantFigures(s.town, all, e.ID, a).Minus(got[0]); len(diff) > 0 {
						rt.Fatalf("area %q of %s: want minus kept %v", a, e.ID, diff)
					}
				}
			}
			if err := s.Verify(t.Context()); err != nil {
				rt.Fatal(err)
			}
		})
	})
}

func TestCorrectionTakesTheFirstCountBack(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *Store) {
		figure := func(f election.Figure) int {
			got, err := s.Figures(t.Context(), village, "东片/沿河")
			must(t, err)
			return got[0][f]
		}
		polls := election.StageFigure(election.PollingStage, election.Done)
		reports(t, s, countReport("R1", "A1", tally(300, 200, 100, 290, 280, 20)))
		if figure(election.Voted) != 300 || figure(election.Elected) != 3 || figure(polls) != 1 {
			t.Errorf("after the count: %d voted, %d elected", figure(election.Voted), figure(election.Elected))
		}
		corrected := countReport("R2", "A1", tally(310, 150, 150, 290, 100, 20))
		corrected.Replaces = "R1"
		reports(t, s, corrected)
		if figure(election.Voted) != 310 || figure(election.Counted) != 1 || figure(election.Elected) != 1 || figure(election.SeatsLeft) != 2 || figure(election.UnitsFurther) != 1 {
			t.Errorf("after the correction: %d voted, %d elected, %d seats left", figure(election.Voted), figure(election.Elected), figure(election.SeatsLeft))
		}
		void := countReport("R3", "A1", tally(150, 100, 50, 90, 80, 20))
		void.Replaces = "R2"
		reports(t, s, void)
		if figure(election.UnitsVoid) != 1 || figure(election.Elected) != 0 || figure(election.UnitsFurther) != 0 || figure(polls) != 0 {
			t.Errorf("a count without a quorum: %d void, %d elected, %d past polling", figure(election.UnitsVoid), figure(election.Elected), figure(polls))
		}
		if n := len(journal(t, s)); n != 3 {
			t.Errorf("%d reports in the journal: a correction takes none out", n)
		}
		must(t, s.Verify(t.Context()))
	})
}

func TestIndices(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *Store) {
		owing := func(st election.StageID, a election.Area, most int) (int, []election.UnitID) {
			n, ids, err := s.Owing(t.Context(), village, st, a, most)
			must(t, err)
			return n, ids
		}
		want := func(st election.StageID, a election.Area, units ...election.UnitID) {
			t.Helper()
			if n, got := owing(st, a, -1); n != len(units) || !slices.Equal(got, units) {
				t.Errorf("%s of %q is owed by %v, want %v", st, a, got, units)
			}
		}
		want("roll", election.WholeTown, "A1", "A2", "B1", "C1", "D1")
		want("further", election.WholeTown) // nobody, before a count leaves seats
		reports(t, s, stageReport("R1", "A2", "roll", election.Done), stageReport("R2", "B1", "roll", election.UnderWay))
		want("roll", "东片", "A1", "B1")
		want("roll", "东片/沿河", "A1")
		if n, first := owing("roll", election.WholeTown, 2); n != 4 || !slices.Equal(first, []election.UnitID{"A1", "B1"}) {
			t.Errorf("the first two of %d: %v", n, first)
		}
		reports(t, s, stageReport("R3", "A2", "roll", election.UnderWay)) // taken back: it stands where it stood
		want("roll", "东片", "A1", "A2", "B1")
		reports(t, s, countReport("R4", "C1", tally(300, 150, 150, 290, 280, 20)))
		want("further", "西片", "C1")
		want(election.PollingStage, election.WholeTown, "A1", "A2", "B1", "D1")

		reports(t, s, stageReport("R5", "B1", "audit", election.InDifficulty), stageReport("R6", "B1", "roll", election.InDifficulty))
		troubled := func(a election.Area) []election.UnitID {
			_, ids, err := s.List(t.Context(), election.ListTroubled, village, a, 5)
			must(t, err)
			return ids
		}
		if got := troubled("东片"); !slices.Equal(got, []election.UnitID{"B1"}) {
			t.Errorf("in difficulty: %v", got)
		}
		reports(t, s, stageReport("R7", "B1", "audit", election.Done))
		if got := troubled(election.WholeTown); len(got) != 1 {
			t.Errorf("one of two difficulties is over: %v", got)
		}
		reports(t, s, stageReport("R8", "B1", "roll", election.Done))
		if got := troubled(election.WholeTown); len(got) != 0 {
			t.Errorf("both are over: %v", got)
		}
		must(t, s.Verify(t.Context()))
	})
}

func TestSummary(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *Store) {
		e, _ := s.town.Election(village)
		reports(t, s, stageReport("R1", "B1", "roll", election.InDifficulty), stageReport("R2", "A1", "roll", election.Done),
			countReport("R3", "A2", tally(300, 200, 100, 290, 280, 20)))
		sum, err := s.Summary(t.Context(), e, "东片", noon(-19))
		must(t, err)
		if sum.Roll.Units != 3 || sum.Figures[election.Voted] != 300 || len(sum.Parts) != 2 || sum.Parts[0].Area != "东片/沿河" || sum.Parts[0].Figures[election.Counted] != 1 {
			t.Errorf("read %+v", sum)
		}
		last := sum.Late[len(sum.Late)-1]
		if last.Stage.ID != "roll" || last.Days != 1 || last.Count != 2 || last.Units[0].ID != "A2" {
			t.Errorf("late: %+v", last)
		}
		if sum.Lists[election.ListTroubled].Count != 1 || sum.Lists[election.ListTroubled].First[0].Unit.ID != "B1" || len(sum.Key) != 1 || sum.Key[0].Progress.Reports != 1 {
			t.Errorf("troubled %+v, key %+v", sum.Lists, sum.Key)
		}
		// A record that cannot be read does not keep leaders from their digest.
		must(t, s.c.HSet(t.Context(), s.k.progress(), "B1", "broken").Err())
		again, err := s.Summary(t.Context(), e, "东片", noon(-19))
		must(t, err)
		if again.Key[0].Progress.Stages["roll"].Status != election.InDifficulty {
			t.Errorf("the journal knows better than %+v", again.Key[0].Progress)
		}
	})
}
