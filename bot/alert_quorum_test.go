package bot_test

import (
	"slices"
	"strings"
	"testing"

	"huanjie/internal/election"
)

// closedTown is the demo's town on the day of polling, with one village whose
// polling is over.
func closedTown(t *testing.T) *election.Town {
	t.Helper()
	town := *demoTown(t)
	town.Elections = slices.Clone(town.Elections)
	town.Elections[0] = town.Elections[0].On(election.DateOf(demoMorning(town.Location)))
	town.Units = slices.Clone(town.Units)
	for i, u := range town.Units {
		town.Units[i].Hours = "6:00-18:00"
		if u.Name == "东河村" {
			town.Units[i].Hours = "6:00-8:00"
		}
	}
	closed, err := election.NewTown(town)
	if err != nil {
		t.Fatal(err)
	}
	return closed
}

// TestAFinalTurnoutBelowTheQuorumAlarms checks that a turnout below half rings
// at once for the leaders above, the leading group and the office, if polling is
// over there; and that the message changes when the figure is corrected.
func TestAFinalTurnoutBelowTheQuorumAlarms(t *testing.T) {
	t.Parallel()
	r := start(t, setting{town: closedTown(t)})
	officer, leader, group, office, other := r.phone("周明"), r.phone("陈立"), r.phone("高远"), r.phone("选举办"), r.phone("李芳")
	r.reports(officer, "投票 东河村 登记346 已投173", "已投票")
	alarm := r.sees(leader, "✕ 东河村：投票已结束，参选不够法定人数", "173/346 = 50.00%", "还差 1 人", "村民委员会组织法第十八条")
	r.sees(group, "✕ 东河村")
	r.sees(office, "✕ 东河村")
	r.reports(officer, "投票 东河村 登记346 已投174", "已投票")
	if m := r.sees(leader, "✅ 东河村：参选人数已更正"); m.ID != alarm.ID {
		t.Errorf("the alarm is message %d now, and was %d", m.ID, alarm.ID)
	}
	r.reports(other, "投票 西岭村 登记500 已投100", "已投票")
	r.sent()
	for _, m := range group.Messages() {
		if strings.Contains(m.Text, "西岭村：投票已结束") {
			t.Errorf("while people vote:\n%s", m.Text)
		}
	}
}
