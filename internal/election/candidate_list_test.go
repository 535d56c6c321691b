package election_test

import (
	"strings"
	"testing"

	"huanjie/internal/election"
)

// TestACandidateListClaimsNoOrderThatItHasNot: a list that is only in the roster stands as it
// is there, and says that it is by strokes only if it is.
func TestACandidateListClaimsNoOrderThatItHasNot(t *testing.T) {
	t.Parallel()
	e := election.Election{Kind: election.Party}
	for names, want := range map[string]string{"丁一 王二 李三": "（以姓氏笔画为序）", "谢长强 邹春良 柏立川": "名册里的顺序；张贴前请排好：以姓氏笔画为序"} {
		u := election.Unit{Posts: []election.PostPlan{{Post: election.Member, Seats: 2, Candidates: strings.Fields(names)}}}
		said := ""
		for _, l := range e.CandidateList(u, election.Progress{}) {
			said += l.In(election.Chinese)
		}
		if !strings.Contains(said, want) {
			t.Errorf("%s: %s lacks %s", names, said, want)
		}
		first, _, _ := e.FirstList(u, election.Progress{})
		if sorted := first[0].Candidates; names != "丁一 王二 李三" && sorted[0] != "邹春良" {
			t.Errorf("the first list says that it is by strokes: %v", sorted)
		}
	}
}
