package bot_test

import (
	"strings"
	"testing"

	"huanjie/internal/sandbox"
)

// TestADifficultyIsOneMessage checks that a repeated difficulty replaces the
// earlier message. Once it is over, that message says so.
func TestADifficultyIsOneMessage(t *testing.T) {
	t.Parallel()
	r := start(t, setting{})
	officer, leader := r.phone("周明"), r.phone("陈立")
	standing := func(mark string) (n int) {
		r.sent()
		for _, m := range leader.Messages() {
			if m.From.IsBot && strings.Contains(m.Text, mark) {
				n++
			}
		}
		return n
	}
	r.reports(officer, "进度 选民登记公布 有困难 有人对名单有意见", "有人对名单有意见")
	r.sees(leader, "🆘 东河村", "有人对名单有意见")
	r.reports(officer, "进度 选民登记公布 有困难 又来了三个人", "又来了三个人")
	r.sees(leader, "🆘 东河村", "又来了三个人")
	if n := standing("🆘"); n != 1 {
		t.Errorf("%d messages say that it is in difficulty, want the last alone", n)
	}
	r.reports(officer, "进度 选民登记公布 完成", "已完成")
	r.sees(leader, "✅ 东河村", "困难已解决")
	if n := standing("🆘"); n != 0 {
		t.Errorf("%d messages still say that it is in difficulty", n)
	}
}

// TestTheOfficeHearsOfADifficulty checks that the office and the leading group
// hear of it, and that its photo says what it shows.
func TestTheOfficeHearsOfADifficulty(t *testing.T) {
	t.Parallel()
	r := start(t, setting{})
	officer, office, group, other := r.phone("周明"), r.phone("选举办"), r.phone("高远"), r.phone("顾清")
	r.say(officer, "进度 选民登记公布 有困难 有人对名单有意见")
	r.sees(officer, "[✅ 确认上报]", "有人对名单有意见")
	if _, err := officer.Photo(sandbox.Picture(40, 30), ""); err != nil {
		t.Fatal(err)
	}
	r.sees(officer, "📎", "[✅ 确认上报]")
	r.tap(officer, "✅ 确认上报")
	for _, p := range []*sandbox.Phone{office, group} {
		r.sees(p, "🆘 东河村", "有人对名单有意见", "[🚨 登记为突发情况]")
		r.captioned(p, "东河村 · 进度：选民登记公布 · "+string(r.journalOf()[0].ID))
	}
	r.reports(office, "进度 东河村 选民登记公布 完成", "已完成") // by telephone
	r.sees(group, "✅ 东河村", "困难已解决")
	r.sent()
	if m, told := r.find(other.Messages(), []string{"东河村"}); told {
		t.Errorf("the leader of another area was told: %s", looks(m))
	}
}

// TestAnOfficerWhoStands is told to the officer on the card, and once to the leaders
// and the office, who can put somebody else in their place.
func TestAnOfficerWhoStands(t *testing.T) {
	t.Parallel()
	r := start(t, setting{})
	officer, leader, other, office := r.phone("李芳"), r.phone("顾清"), r.phone("陈立"), r.phone("选举办")
	list := func() {
		r.say(officer, "提名 西岭村")
		r.sees(officer, "上报候选人名单 · 西岭村")
		r.say(officer, "主任候选人：钟平、卢青；委员候选人：李芳、白露、温良")
		r.sees(officer, "委员 李芳 白露 温良")
		r.tap(officer, "其余都稍后补")
		r.sees(officer, "村民选举委员会有哪些成员")
		r.say(officer, "不清楚")
		r.sees(officer, "⚠️ 候选人 李芳 与本单位的联络员或复核人同名", "[✅ 确认上报]")
		r.tap(officer, "✅ 确认上报")
		r.sees(officer, "已上报")
	}
	list()
	for _, p := range []*sandbox.Phone{leader, office} {
		if m := r.sees(p, "⚠️ 西岭村 · 候选人 李芳 与本单位的联络员或复核人同名", "在名册里换人"); m.Silent() {
			t.Error("it does not ring")
		}
	}
	r.sent()
	if n := count(other.Messages(), "同名"); n != 0 {
		t.Error("a leader of another area is told")
	}
}
