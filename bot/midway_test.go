package bot_test

import (
	"strings"
	"testing"

	"huanjie/internal/election"
)

// TestMidway: a town begins four days before polling day. The office records what was
// done before in one card, without the village that is behind; nobody is reminded of
// the rest any more, and no reminder or law takes the day of the report for the day on
// which it was done.
func TestMidway(t *testing.T) {
	t.Parallel()
	r := start(t, setting{})
	office, officer := r.phone("选举办"), r.phone("周明")
	r.sees(office, "中途接入", "[⏩ 记下以前办完的]")
	r.say(officer, "进度 东河村 离任审计 有困难 账还没审完")
	r.sees(officer, "[✅ 确认上报]")
	r.tap(officer, "✅ 确认上报")
	r.sees(officer, "已上报")
	r.say(office, "中途接入")
	card := r.sees(office, "哪些阶段", "到“提名联审公示”为止（131 条）")
	if strings.Contains(looks(card), "投票选举") {
		t.Error("the vote can be recorded by the card")
	}
	r.tap(office, "到“提名联审公示”为止（131 条）")
	r.sees(office, "记 131 条", "选民登记公布", "22 个村", "离任审计", "21 个村", "[✅ 东河村]", "[✅ 记下 131 条]")
	r.tap(office, "✅ 东河村")
	r.sees(office, "记 126 条", "[▫️ 东河村]")
	r.tap(office, "下一页 ▶")
	r.sees(office, "[◀ 上一页]", "[✅ 记下 126 条]")
	r.tap(office, "✅ 记下 126 条")
	r.sees(office, "✅ 记下了 126 条")

	states, err := r.store.States(r.ctx, []election.UnitID{r.town.Units[0].ID, r.town.Units[1].ID})
	if err != nil {
		t.Fatal(err)
	}
	e := r.town.Elections[0]
	for i, want := range []election.Stage{e.Stages[0], mustStage(t, e, election.PollingStage)} {
		if next := e.Next(states[i].Progress); next.ID != want.ID {
			t.Errorf("%s has to do %s next, want %s", states[i].Unit.Name, next.ID, want.ID)
		}
	}
	if got := states[0].Progress.Stages[election.AuditStage].Status; got != election.InDifficulty {
		t.Errorf("the difficulty of the first village is %q now", got)
	}
	today := r.town.Today(r.clock())
	if early := e.TooEarly(election.PollingStage, e.PollingDay, election.EventsOf(states[1].Progress, r.town.Location)); len(early) > 0 {
		t.Errorf("polling is too early: %v", early)
	}
	if breaches := e.IntervalBreaches(election.EventsOf(states[1].Progress, r.town.Location), today); len(breaches) > 0 {
		t.Errorf("what was done in time breaks the law: %v", breaches)
	}
	if roll := states[1].Progress.Stages[election.RollStage]; roll.Day(r.town.Location) != mustStage(t, e, election.RollStage).Due() {
		t.Errorf("the roll was published on %s", roll.Day(r.town.Location))
	}

	r.say(office, "/midway")
	r.sees(office, "到“提名联审公示”为止（5 条）")
	r.say(officer, "/midway")
	r.sees(officer, "不在您的权限内")
}

func mustStage(t *testing.T, e election.Election, id election.StageID) election.Stage {
	t.Helper()
	st, ok := e.Stage(id)
	if !ok {
		t.Fatalf("no stage %s", id)
	}
	return st
}
