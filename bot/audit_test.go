package bot_test

import (
	"fmt"
	"strings"
	"testing"

	"huanjie/internal/store"
)

// TestTheAuditSpeaksPlainly: what was looked at has a name, what the program notes
// for itself is said in words, and older pages can be turned to.
func TestTheAuditSpeaksPlainly(t *testing.T) {
	t.Parallel()
	town := withOffice(t, officeID)
	town.OfficeNames = map[int64]string{officeID: "小李"}
	r := start(t, setting{town: town})
	office := r.phone("选举办")
	g := r.groupOf(office)
	r.announce(office, "明天停电一小时") // nobody else could approve it
	r.groupSees(g, "停电")
	r.withdraw(office)
	r.groupSees(g, "🚫 公告")
	leader := r.phone("高远")
	r.say(leader, "现在参选率")
	r.sees(leader, "参选率")
	r.say(office, "审计记录")
	m := r.sees(office, "🔎 审计记录", "高远 问参选率 全镇", "撤回公告 《明天停电一小时》", "绑定群（清河镇换届群）", "选举办 小李")
	for _, own := range []string{"withdrawn", "answer", "link", "villages-2027", "问参选率\n"} {
		if strings.Contains(m.Text, own) {
			t.Errorf("it says %q:\n%s", own, m.Text)
		}
	}
	for i := range 60 {
		if err := r.store.Note(r.ctx, store.Trace{By: "高远", Did: store.Exported, Of: "ledger", Note: fmt.Sprint("第", i)}); err != nil {
			t.Fatal(err)
		}
	}
	r.say(office, "审计记录")
	first := r.sees(office, "最近 25 条", "导出台账表", "[更早 ▶]")
	r.tap(office, "更早 ▶")
	r.sees(office, "更早的 25 条", "[◀ 最新]")
	r.tap(office, "更早 ▶")
	if m := r.sees(office, "撤回公告 《明天停电一小时》"); m.ID != first.ID {
		t.Error("the page was not turned where it stands")
	}
	r.tap(office, "◀ 最新")
	r.sees(office, "最近 25 条")
	if err := leader.TapData(1, "A:"); err != nil {
		t.Fatal(err)
	}
	r.sees(leader, "不在您的权限内")

	for of, want := range map[string]string{"/audit 小李 今天": "🔎 审计记录 · 小李 今天：", "/audit 高远": "🔎 审计记录 · 高远：25 条", "/audit 东河": "🔎 审计记录 · 东河：0 条"} {
		r.say(office, of)
		m := r.sees(office, want)
		if name := strings.Fields(of)[1]; name != "东河" && (!strings.Contains(m.Text, name+" ") || strings.Contains(m.Text, "高远 导出") && name == "小李") {
			t.Errorf("%s shows\n%s", of, m.Text)
		}
	}
	r.say(office, "/audit 无此人")
	r.sees(office, "没有叫“无此人”的人或单位")
}
