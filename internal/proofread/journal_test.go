package proofread

import (
	"slices"
	"testing"
	"time"

	"huanjie/internal/election"
)

// counted is a town of three villages, of which so many were counted: 400
// registered in each, 300, 301, 302 took part.
func counted(t *testing.T, n int) Records {
	t.Helper()
	polling := election.Date{Year: 2027, Month: time.January, Day: 15}
	town := election.Town{ID: "qinghe", Name: "清河镇", Location: time.UTC,
		Elections: []election.Election{{ID: "v27", Kind: election.Villagers, PollingDay: polling, Stages: election.UsualStages(election.Villagers, polling)}}}
	for i, name := range []string{"东河村", "柳湾村", "青塘村"} {
		town.Units = append(town.Units, election.Unit{ID: election.UnitID("E" + string(rune('1'+i))), Name: name, Area: []election.Area{"东片", "东片", "西片"}[i], Election: "v27",
			Registered: 400, Officers: []election.PersonID{"周明"}, Posts: []election.PostPlan{{Post: election.Chair, Seats: 1}}})
	}
	made, err := election.NewTown(town)
	if err != nil {
		t.Fatal(err)
	}
	states := make([]election.UnitState, len(made.Units))
	for i, u := range made.Units {
		states[i].Unit = u
		if i < n {
			states[i].Progress = made.Elections[0].Fold(election.Progress{}, election.Report{ID: "R1", Unit: u.ID, By: "周明", Body: election.Tally{Round: election.FirstRound,
				Registered: 400, Participants: 300 + i, Issued: 300 + i, Returned: 300, Valid: 290, Invalid: 10,
				Posts: []election.PostTally{{Post: election.Chair, Seats: 1, Candidates: []election.CandidateVotes{{Name: "赵大山", Votes: 290}}}}}})
		}
	}
	return RecordsOf(made, states)
}

// TestJournal holds drafts against a journal: what differs is found where place and
// measure are named, and nothing else.
func TestJournal(t *testing.T) {
	t.Parallel()
	tests := []struct {
		text    string
		counted int
		want    []string // stated -> right
	}{
		{"全镇登记选民1,210人，参加投票903人。", 3, []string{"1210 -> 1200"}},
		{"全镇参选率78.25%。", 3, []string{"78.25% -> 75.25%"}},
		{"全镇登记选民1,200人，参加投票903人，参选率75.25%；收回选票900张，其中有效票870张，无效票30张。", 3, nil},
		{"清河镇辖3个村，参选率75.3%。东片参加投票601人，西片参加投票302人。", 3, nil},
		{"我镇辖4个村。", 3, []string{"4 -> 3"}},
		{"清河镇下辖5个行政村。", 0, []string{"5 -> 3"}},
		{"东片参加投票610人。", 3, []string{"610 -> 601"}},
		{"东河村参加投票310人，参选率75%。柳湾村参加投票301人。", 3, []string{"310 -> 300"}},
		{"二、东河村\n登记选民401人，参加投票300人。\n", 3, []string{"401 -> 400"}},
		{"全镇收回选票901张，有效票871张，无效票30张。", 3, []string{"901 -> 900", "871 -> 870"}},
		// not of this election, this town or its end
		{"上届全镇参选率70.1%，登记选民1,100人。", 3, nil},
		{"2021年全镇参选率70.1%。", 3, nil},
		{"全县参选率91.2%。", 3, nil},
		{"截至10时，全镇参加投票500人。", 3, nil},
		{"另行选举中，全镇参加投票230人。", 3, nil},
		{"北山镇登记选民1,300人，参选率95%。", 3, nil},
		{"力争全镇参选率达到90%以上。", 3, nil},
		{"全镇登记选民约1,300人。", 3, nil},
		// what the text shows to be wrong is said once
		{"全镇登记选民1,200人，参加投票903人，参选率90%。", 3, []string{"90% -> 75.25%"}},
		// not all counted: no sums, but the village's own
		{"全镇参加投票950人。东河村参加投票310人，青塘村参加投票333人。", 2, []string{"310 -> 300"}},
		{"全镇参加投票950人。", 0, nil},
	}
	for _, tt := range tests {
		var got []string
		for _, f := range CheckWith(tt.text, counted(t, tt.counted)) {
			got = append(got, f.Stated+" -> "+f.Right)
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s\ngot  %q\nwant %q", tt.text, got, tt.want)
		}
	}
}
