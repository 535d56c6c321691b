package bot_test

import (
	"testing"

	"huanjie/internal/sandbox"
)

// TestWhatTheReporterAddsRings checks that, until somebody answers, additions
// by the reporter ring for all who were told. Afterwards they ring only for
// those who answered.
func TestWhatTheReporterAddsRings(t *testing.T) {
	t.Parallel()
	r := start(t, setting{})
	officer, leader, office := r.phone("周明"), r.phone("陈立"), r.phone("选举办")
	r.reports(officer, "突发 全村停电，紧急", "停电")
	first := r.sees(leader, "东河村 · 突发情况", "[🙋 我来处理]")
	atOffice := r.sees(office, "东河村 · 突发情况")
	add := func(words string) {
		t.Helper()
		r.say(officer, "情况")
		r.tap(officer, r.button(r.sees(officer, "📨", "1 件"), "东河村"))
		r.sees(officer, "[💬 回复]")
		r.tap(officer, "💬 回复")
		r.sees(officer, "回复什么")
		r.say(officer, words)
		r.sees(officer, words, "[✅ 确认办理]")
		r.tap(officer, "✅ 确认办理")
		r.sees(officer, "✅ 已办理", words)
	}
	add("发电机也坏了")
	second := r.sees(leader, "东河村 · 突发情况", "发电机也坏了")
	again := r.sees(office, "东河村 · 突发情况", "发电机也坏了")
	if second.ID == first.ID || again.ID == atOffice.ID {
		t.Error("what the reporter added did not come anew")
	}
	r.tap(leader, "💬 回复")
	r.sees(leader, "回复什么")
	r.say(leader, "电工已出发")
	r.sees(leader, "电工已出发", "[✅ 确认办理]")
	r.tap(leader, "✅ 确认办理")
	r.sees(office, "电工已出发")
	add("电工到了")
	if m := r.sees(leader, "东河村 · 突发情况", "电工到了"); m.ID == second.ID {
		t.Error("who answered was not rung")
	}
	if m := r.sees(office, "东河村 · 突发情况", "电工到了"); m.ID != again.ID {
		t.Error("the office was rung although somebody has answered")
	}
}

// TestAPhotoOfACaseSaysWhatItIs checks the caption that goes wherever the
// photo is forwarded.
func TestAPhotoOfACaseSaysWhatItIs(t *testing.T) {
	t.Parallel()
	r := start(t, setting{})
	officer, leader := r.phone("周明"), r.phone("陈立")
	r.say(officer, "突发 全村停电 <b>，紧急")
	r.sees(officer, "[✅ 确认上报]")
	if _, err := officer.Photo(sandbox.Picture(40, 30), ""); err != nil {
		t.Fatal(err)
	}
	r.sees(officer, "照片已收到")
	r.tap(officer, "✅ 确认上报")
	r.sees(leader, "东河村 · 突发情况")
	caption := "东河村 · 突发情况 · 场地、停电、没信号 · " + string(r.journalOf()[0].ID)
	r.captioned(leader, caption)
	r.say(officer, "情况")
	r.tap(officer, r.button(r.sees(officer, "📨", "1 件"), "东河村"))
	r.tap(officer, r.button(r.sees(officer, "[📎 附件 1 个]"), "附件"))
	r.captioned(officer, caption)
}
