package election

import (
	"encoding/json"
	"testing"

	"pgregory.net/rapid"
)

// TestForTellsNothingOfACount: a village as somebody sees it who is still to enter its count,
// and as everybody may know it, is the same whatever the count is, and whatever else was
// reported before and after it.
func TestForTellsNothingOfACount(t *testing.T) {
	t.Parallel()
	e := Election{Kind: Villagers, PollingDay: Date{2027, 1, 15}, Stages: []Stage{{ID: PollingStage}, {ID: FurtherStage}}}
	u := Unit{ID: "E1", Registered: 400, Officers: []PersonID{"甲"}, Checkers: []PersonID{"乙"}, Posts: []PostPlan{{Post: Chair, Seats: 1, Candidates: []string{"A", "B", "C"}}}}
	checker := Person{ID: "乙", Checks: []UnitID{"E1"}}
	rapid.Check(t, func(t *rapid.T) {
		others := rapid.SliceOfN(rapid.SampledFrom([]Body{
			Turnout{Registered: 400, Voted: 150}, Turnout{Registered: 400, Voted: 300}, StageReport{Stage: PollingStage, Status: Done},
			StageReport{Stage: FurtherStage, Status: UnderWay}, StageReport{Stage: PollingStage, Status: InDifficulty, Reason: "雨"},
		}), 0, 4).Draw(t, "others")
		when := rapid.IntRange(0, len(others)).Draw(t, "when it is counted")
		var seen, public [2]string
		for i := range seen {
			s := UnitState{Unit: u}
			for k := 0; k <= len(others); k++ {
				if k == when {
					s.Progress = e.Fold(s.Progress, Report{ID: "COUNT", By: "甲", At: at(8 + k), Body: drawnTally(t)})
				}
				if k < len(others) {
					s.Progress = e.Fold(s.Progress, Report{ID: ReportID(rune('a' + k)), By: "甲", At: at(8 + k), Body: others[k]})
				}
			}
			seen[i], public[i] = written(t, s.For(checker, 0)), written(t, s.Public())
		}
		if seen[0] != seen[1] || public[0] != public[1] {
			t.Fatalf("two counts can be told apart:\n%s\n%s\n\n%s\n%s", seen[0], seen[1], public[0], public[1])
		}
	})
}

// drawnTally is some count of the first round.
func drawnTally(t *rapid.T) Tally {
	voted := rapid.IntRange(0, 400).Draw(t, "voted")
	first := rapid.IntRange(0, voted).Draw(t, "votes of the first")
	count := three(voted, first, voted-first)
	count.Registered = rapid.IntRange(max(voted, 390), 410).Draw(t, "registered")
	return count
}

// written is all that is in a unit's state.
func written(t *rapid.T, s UnitState) string {
	raw, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}
