package store

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"huanjie/internal/election"
)

func traces(t testing.TB, s *Store) (all []string) {
	t.Helper()
	must(t, s.Audit(t.Context(), time.Time{}, func(e Trace) error {
		all = append(all, fmt.Sprintf("%s %s %s %s %s", e.By, e.Did, e.Of, e.Name, e.Note))
		return nil
	}))
	return all
}

func TestEveryChangeLeavesATrace(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *Store) {
		ctx := t.Context()
		must(t, s.Commit(ctx, full(t, s, 1, countReport("R1", "A1", tally(300, 200, 100, 290, 280, 20)))))
		again := countReport("R2", "A1", tally(310, 200, 100, 290, 280, 20))
		again.Replaces = "R1"
		must(t, s.insist(ctx, 2, 101, again))
		wants(t, s.insist(ctx, 2, 101, again), ErrSeen, "")
		must(t, s.Commit(ctx, Commit{Update: 3, Unbind: -5}))
		must(t, s.Saw(ctx, noon(0), Sight{By: "石远", Area: "东片/沿河", Through: "board"}))
		must(t, s.Note(ctx, Trace{Did: Exported, Of: "export", Note: "town.jsonl"}))
		want := []string{"白露 changed report A1 R1", "office:900 changed announcement N1 ", "office:900 changed group -5 工作群",
			"白露 changed correction A1 R2 <- R1", " changed group -5 left", "石远 saw board 东片/沿河 ", " exported export  town.jsonl"}
		if got := traces(t, s); !slices.Equal(got, want) {
			t.Errorf("the audit says %q\nwant %q", got, want)
		}
		last, err := s.LastTraces(ctx, "", 2)
		must(t, err)
		if len(last) != 2 || last[0].Did != Exported || last[1].By != "石远" {
			t.Errorf("the last two are %+v", last)
		}
		older := must1(s.LastTraces(ctx, last[1].ID, 9))
		if len(older) != len(want)-2 || older[0].Note != "left" || older[len(older)-1].Note != "R1" {
			t.Errorf("those before are %+v", older)
		}
		if none := must1(s.LastTraces(ctx, "not an id", 9)); len(none) != 0 {
			t.Errorf("before nothing stand %+v", none)
		}
		must(t, Lobby(s.c).Commit(ctx, Commit{Update: 4, Saw: []Sight{{By: "x"}}}))
		if n := s.c.XLen(ctx, Lobby(s.c).k.audit()).Val(); n != 0 {
			t.Errorf("%d traces of the lobby", n)
		}
	})
}

func TestWhoSawAnOldFigure(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *Store) {
		ctx := t.Context()
		must(t, s.Saw(ctx, noon(0),
			Sight{By: "石远", Area: "东片", Through: "digest"}, Sight{By: "高处", Through: "digest"}, Sight{By: "office:900", Area: "西片", Through: "board"},
			Sight{By: "白露", Unit: "A1", Through: "unit"}, Sight{By: "谷雨", Unit: "A2", Through: "unit"}))
		must(t, s.Saw(ctx, noon(-3), Sight{By: "早先", Area: "东片", Through: "digest"}))
		for _, c := range []struct {
			unit  election.UnitID
			since time.Time
			want  []election.PersonID
		}{
			{"A1", noon(-1), []election.PersonID{"白露", "石远", "高处"}},
			{"A2", noon(-1), []election.PersonID{"石远", "谷雨", "高处"}},
			{"C1", noon(-1), []election.PersonID{"office:900", "高处"}},
			{"A1", noon(-3), []election.PersonID{"早先", "白露", "石远", "高处"}},
			{"A1", noon(1), nil},
			{"none", noon(-3), nil},
		} {
			got, err := s.WhoSaw(ctx, c.unit, c.since)
			must(t, err)
			slices.Sort(c.want)
			if !slices.Equal(got, c.want) {
				t.Errorf("%s since %v: %q, want %q", c.unit, c.since, got, c.want)
			}
		}
		must(t, s.Saw(ctx, noon(2), Sight{By: "石远", Area: "东片", Through: "digest"}))
		if n := s.c.HLen(ctx, s.k.saw()).Val(); n != 6 {
			t.Errorf("%d fields for six people's looks", n)
		}
	})
}
