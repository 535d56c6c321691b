package bot_test

import (
	"testing"

	"huanjie/internal/cards"
	"huanjie/internal/election"
	"huanjie/internal/store"
)

// The office answers the notice of the destruction of personal data. The last
// answer holds, and the others of the office hear of each. Nobody else's counts.
func TestTheOfficeAnswersTheClosing(t *testing.T) {
	t.Parallel()
	r := start(t, setting{town: withOffice(t, officeID, secondOfficeID)})
	office, colleague, leader := r.phone("选举办"), r.colleague(), r.phone("高远")
	notice := cards.CloseOut(r.town, election.CloseOut{}, election.Chinese)
	for i, user := range []int64{officeID, leader.ID()} {
		notice.ID, notice.Chat = string(rune('a'+i)), user
		r.queue("notice"+notice.ID, notice)
	}
	kept := func() election.CloseOut {
		c, err := r.store.CloseOutOn(r.ctx, r.town.CloseOut)
		if err != nil {
			t.Fatal(err)
		}
		return c.CloseOut
	}
	r.sees(leader, "个人信息将在")
	r.tap(leader, "✅ 日子没错，到时销毁")
	r.sees(leader, "这项操作不在您的权限内")
	r.sees(office, "个人信息将在 2027年7月", "最后一个选举日：2027年1月15日", "[⏸ 先不要销毁]")
	if c := kept(); c.Answer != "" {
		t.Errorf("the leader's answer counts: %+v", c)
	}
	r.tap(office, "✅ 日子没错，到时销毁")
	r.sees(colleague, "✅ 选举办（700001）确认", "最早在一天以后")
	if c := kept(); c.Answer != election.CloseOutConfirmed || c.By != election.OfficePerson(officeID) || !c.At.Equal(r.clock()) {
		t.Errorf("kept: %+v", c)
	}
	r.tap(office, "⏸ 先不要销毁")
	r.sees(colleague, "⏸ 选举办（700001）", "先不销毁")
	if c := kept(); c.Answer != election.CloseOutHeld {
		t.Errorf("kept: %+v", c)
	}
	traces, err := r.store.LastTraces(r.ctx, "", 5)
	if err != nil || len(traces) < 2 || traces[0].Of != "close-out" || traces[0].Note != "held" || traces[0].Did != store.Changed {
		t.Errorf("the audit: %+v (%v)", traces, err)
	}
}
