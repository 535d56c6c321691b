package flows_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"huanjie/internal/election"
	"huanjie/internal/flow"
)

// TestDemoMembers types the demo's polling day and then, a line for each person,
// who was elected in its 22 villages. The names come of the counts; the sums are
// those of elected.csv: 66 elected, 44 men and 22 women, 57 Party members, 55
// under fifty, 41 with senior school or more, 50 re-elected; and 18 of the 22
// chairs head the Party organisation too.
func TestDemoMembers(t *testing.T) {
	t.Parallel()
	town := townIn(t, "../cmd/huanjie/demo")
	described := map[string]string{}
	for _, p := range demoRows(t, "elected.csv") {
		party, again := "党员", "连任"
		if p[5] == "否" {
			party = "群众"
		}
		if p[7] == "否" {
			again = "新任"
		}
		described[p[0]] += strings.TrimRight(fmt.Sprintf("\n%s %s %s %s %s %s %s", p[2], p[3], p[4], party, p[6], again, p[8]), " ")
	}
	sum := election.Figures{}
	for _, row := range demoRows(t, "polling.csv") {
		u, _ := town.Unit(election.UnitID(row[0]))
		r := &room{t: t, town: town, kept: flow.NewKept(), person: town.Person(u.Officers[0]), progress: map[election.UnitID]election.Progress{}, now: time.Date(2027, 1, 15, 9, 0, 0, 0, time.UTC)}
		votes := strings.NewReplacer(":", " ", "/", " ", ";", " ")
		r.report(fmt.Sprintf("计票 %s 发%s 收%s 有效%s 无效%s %s", u.Name, row[3], row[4], row[5], row[6], votes.Replace(row[7])))
		for _, again := range demoRows(t, "rounds.csv") {
			if again[0] == row[0] {
				r.report(fmt.Sprintf("计票 %s 发%s 收%s 有效%s 无效%s %s", u.Name, again[4], again[5], again[6], again[7], votes.Replace(again[8])))
			}
		}
		r.report("当选人员 " + u.Name + described[row[0]])
		p := r.progress[u.ID]
		if p.Members == nil {
			t.Fatalf("%s: nothing was reported; the card says %q %q", u.Name, r.cards[len(r.cards)-1].Notice, r.cards[len(r.cards)-1].Question)
		}
		for k, n := range town.ElectionOf(u).Figures(p) {
			sum[k] += n
		}
	}
	c := sum.Composition()
	got := []int{c.Units, c.People, c.Parts[election.TraitMen], c.Parts[election.TraitWomen], c.Parts[election.TraitParty],
		c.Parts[election.TraitUnder50], c.Secondary(), c.Parts[election.TraitReElected], c.Parts[election.TraitCombined]}
	if want := []int{22, 66, 44, 22, 57, 55, 41, 50, 18}; fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%v, want %v", got, want)
	}
	if open := c.Unknown(); len(open) > 0 {
		t.Errorf("not known: %v", open)
	}
}
