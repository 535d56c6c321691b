package bot_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"huanjie/internal/election"
	"huanjie/internal/sandbox"
)

// casePhotos counts the photos that a phone was sent.
func casePhotos(all []sandbox.Message) int {
	n := 0
	for _, m := range all {
		if m.From != nil && m.From.IsBot && len(m.Photo) > 0 {
			n++
		}
	}
	return n
}

// TestAnIncidentFromPhotoToClosing: everybody concerned is told at once, the card
// changes for all of them, and each is told what becomes of it.
func TestAnIncidentFromPhotoToClosing(t *testing.T) {
	t.Parallel()
	r := start(t, setting{})
	officer, leader, other, group, office := r.phone("周明"), r.phone("陈立"), r.phone("顾清"), r.phone("高远"), r.phone("选举办")
	r.say(officer, "突发 二十多人在小学门口吵起来了，紧急")
	r.sees(officer, "现场秩序、冲突", "[✅ 确认上报]")
	if _, err := officer.Photo(sandbox.Picture(40, 30), ""); err != nil {
		t.Fatal(err)
	}
	r.sees(officer, "照片已收到")
	if _, err := officer.Location(31.25, 121.5); err != nil {
		t.Fatal(err)
	}
	r.sees(officer, "📎 附件 2 个", "[✅ 确认上报]")
	r.tap(officer, "✅ 确认上报")
	r.sees(officer, "✅ 已上报 · 回执")
	for _, p := range []*sandbox.Phone{leader, office} {
		r.sees(p, "⚠️ 东河村 · 突发情况", "二十多人在小学门口吵起来了", "前答复", "[🙋 我来处理]", "[✅ 办结]")
	}
	r.sent()
	if n := casePhotos(leader.Messages()); n != 1 {
		t.Errorf("the leader was sent %d photos", n)
	}
	if !slices.ContainsFunc(leader.Messages(), func(m sandbox.Message) bool { return m.Location != nil }) {
		t.Error("the leader was not sent the place")
	}
	for _, p := range []*sandbox.Phone{other, group} {
		if m, told := r.find(p.Messages(), []string{"小学门口"}); told {
			t.Errorf("somebody else was told: %s", looks(m))
		}
	}

	r.tap(leader, "🙋 我来处理")
	r.sees(leader, "办理", "[✅ 确认办理]")
	r.tap(leader, "✅ 确认办理")
	r.sees(leader, "✅ 已办理 · 回执")
	r.sees(officer, "突发情况", "办理中，陈立负责", "陈立 09:00 接手办理")
	r.sees(office, "办理中，陈立负责", "[👤 指派]")

	r.say(officer, "情况")
	r.sees(officer, "📨 没办结 1 件", "[东河村 · 现场秩序、冲突]")
	r.tap(officer, "东河村 · 现场秩序、冲突")
	r.sees(officer, "[✅ 办结]", "[📎 附件 2 个]")
	r.say(leader, "待办")
	r.sees(leader, "📌 待办 1 项", "已由您接手")

	r.tap(leader, "东河村 · 现场秩序、冲突")
	r.sees(leader, "状态：办理中，陈立负责", "[✅ 办结]")
	r.tap(leader, "✅ 办结")
	r.sees(leader, "怎么办结的")
	r.say(leader, "已劝离，约好下午核对名单")
	r.sees(leader, "[✅ 确认办理]")
	r.tap(leader, "✅ 确认办理")
	for _, p := range []*sandbox.Phone{officer, office} {
		r.sees(p, "✅ 东河村 · 突发情况", "办结：已劝离，约好下午核对名单", "[🔁 重新打开]")
	}
	r.say(leader, "情况")
	r.sees(leader, "现在没有未办结的情况")
	r.journalOf()
}

// asksApproval sends the request for the plan's approval, with its paper.
func (r *rig) asksApproval(officer *sandbox.Phone) {
	r.t.Helper()
	r.say(officer, "请示 方案")
	r.sees(officer, "请示内容")
	r.say(officer, "报上换届工作方案")
	r.sees(officer, "请发请示文件")
	if _, err := officer.Document("plan.pdf", []byte("plan"), ""); err != nil {
		r.t.Fatal(err)
	}
	r.sees(officer, "[✅ 确认上报]")
	r.tap(officer, "✅ 确认上报")
}

// TestTwoLeadersDecideAtOnce: one decision stands, and the other is told who made
// it and when.
func TestTwoLeadersDecideAtOnce(t *testing.T) {
	t.Parallel()
	r := start(t, setting{})
	officer, one, two := r.phone("周明"), r.phone("陈立"), r.phone("高远")
	r.asksApproval(officer)
	r.sees(one, "📮 东河村 · 请示", "[✅ 批复同意]", "[↩️ 退回]")
	r.sees(two, "📮 东河村 · 请示", "[✅ 批复同意]", "[↩️ 退回]")
	r.tap(one, "✅ 批复同意")
	r.sees(one, "批复文号", "[✅ 确认办理]")
	r.tap(two, "↩️ 退回")
	r.sees(two, "退回的原因")
	r.say(two, "缺少经费预算")
	r.sees(two, "[✅ 确认办理]")
	r.taken()
	r.tap(one, "✅ 确认办理")
	r.tap(two, "✅ 确认办理")
	r.taken()
	decisions := 0
	for _, rep := range r.journalOf() {
		if _, act := rep.Body.(election.Act); act {
			decisions++
		}
	}
	if decisions != 1 {
		t.Fatalf("%d decisions stand, want one", decisions)
	}
	states, err := r.store.Progress(r.ctx, "E1")
	if err != nil {
		t.Fatal(err)
	}
	decision, _ := states[0].Cases[0].Decision()
	late, words := two, "已由陈立 09:00 批复同意"
	if decision.By == "高远" {
		late, words = one, "已由高远 09:00 退回"
	}
	r.answered(late, words)
	r.sees(officer, "东河村 · 请示", string(decision.By))
}

// TestACaseIsNotForOthers: a button copied to somebody without the right does
// nothing and shows nothing.
func TestACaseIsNotForOthers(t *testing.T) {
	t.Parallel()
	r := start(t, setting{})
	officer, leader, other := r.phone("周明"), r.phone("陈立"), r.phone("顾清")
	r.say(officer, "突发 村里停电了")
	r.sees(officer, "有多急")
	r.tap(officer, "一般：需要答复")
	r.sees(officer, "[✅ 确认上报]")
	r.tap(officer, "✅ 确认上报")
	m := r.sees(leader, "❗ 东河村 · 突发情况", "[🙋 我来处理]")
	copied, _ := m.Button("🙋 我来处理")
	id := string(r.journalOf()[0].ID)
	for _, data := range []string{copied.Data, "k:E1:" + id, "K:E1:" + id, "k:E1:nothing", "k:", "K:::"} {
		if err := other.TapData(1, data); err != nil {
			t.Fatal(err)
		}
	}
	r.answered(other, "这个按钮已失效")
	r.say(other, "情况")
	r.sees(other, "现在没有未办结的情况")
	r.sent()
	if m, told := r.find(other.Messages(), []string{"停电"}); told {
		t.Errorf("somebody else was shown: %s", looks(m))
	}
	if n := len(r.journalOf()); n != 1 {
		t.Errorf("%d reports, want the incident alone", n)
	}
}

// TestAPromiseInWords: a message that says by when, and why, at any time.
func TestAPromiseInWords(t *testing.T) {
	t.Parallel()
	r := start(t, setting{})
	p := r.phone("周明")
	r.say(p, "没有信号，14:00 前补报")
	r.sees(p, "承诺稍后补报", "14:00", "没有信号", "[✅ 确认]")
	r.tap(p, "✅ 确认")
	r.sees(p, "✅ 已记下")
	promise, ok := r.journalOf()[0].Body.(election.Promise)
	if !ok || promise.Why != "没有信号" || !promise.Until.Equal(r.clock().Add(5*time.Hour)) {
		t.Errorf("the journal has %+v", promise)
	}
	r.say(p, "待办")
	m := r.sees(p, "📌 待办", "[⏳ 稍后补报]")
	if !strings.Contains(m.Text, "东河村") {
		t.Errorf("the list says %s", looks(m))
	}
	r.tap(p, "⏳ 稍后补报")
	r.sees(p, "什么时候以前补报")
}

// TestAnObjectorIsNamedOnlyToWhoHandlesIt: the officer, the area's leader, the
// leading group and the office read who objects; in lists, digests and on pages
// nobody does, and whoever only checks or observes is shown neither the words nor
// the paper, also not in the report or for a button made by hand.
func TestAnObjectorIsNamedOnlyToWhoHandlesIt(t *testing.T) {
	t.Parallel()
	r := start(t, setting{town: townWithRecords(t)})
	officer, leader, group, office := r.phone("周明"), r.phone("陈立"), r.phone("高远"), r.phone("选举办")
	checker, observer := r.phone("李芳"), r.phone("严正")
	r.say(officer, "申诉 漏登 今天")
	r.sees(officer, "涉及谁的登记")
	r.say(officer, "麦冬生")
	r.sees(officer, "谁提出的")
	r.say(officer, "麦冬生的女儿麦芽来说的")
	r.sees(officer, "[✅ 确认上报]")
	if _, err := officer.Photo(sandbox.Picture(40, 30), ""); err != nil {
		t.Fatal(err)
	}
	r.sees(officer, "照片已收到", "[✅ 确认上报]")
	r.tap(officer, "✅ 确认上报")
	for _, p := range []*sandbox.Phone{leader, office} {
		r.sees(p, "⚖️ 东河村 · 名单申诉", "麦冬生", "麦芽")
	}
	r.sent()
	id := string(r.journalOf()[0].ID)
	for _, p := range []*sandbox.Phone{leader, group, office, checker, observer} {
		r.say(p, "情况")
		r.sees(p, "📨 没办结 1 件", "⚖️ 东河村 · 漏登：编号 "+id, "[东河村 · 漏登]")
		r.tap(p, "东河村 · 漏登")
		r.sees(p, "⚖️ 东河村 · 名单申诉", "编号 "+id)
		r.say(p, "东河村")
		page := r.sees(p, "选举日", "⚖️ 东河村 · 漏登：编号 "+id, "[📋 上报记录 1]")
		r.tap(p, r.button(page, "上报记录"))
		list := r.sees(p, "📋 东河村 · 上报记录")
		r.tap(p, list.Buttons()[0].Text)
		r.sees(p, "回执 "+id)
	}
	r.sees(group, "东河村 · 名单申诉", "“麦冬生：麦冬生的女儿麦芽来说的”")
	for _, p := range []*sandbox.Phone{leader, observer} {
		r.say(p, "/digest")
		m := r.sees(p, "📨 情况请示 没办结 1 件", "编号 "+id)
		if strings.Contains(looks(m), "麦") {
			t.Errorf("the digest names somebody: %s", looks(m))
		}
	}
	for _, p := range []*sandbox.Phone{checker, observer} {
		r.sees(p, "🔒 涉及个人，内容只给办理的人看")
		for _, data := range []string{"K:E1:" + id, "o:act:E1:case:" + id} {
			if err := p.TapData(1, data); err != nil {
				t.Fatal(err)
			}
		}
		r.say(p, "办理 东河村")
		r.sent()
		if m, told := r.find(p.Messages(), []string{"麦"}); told {
			t.Errorf("somebody who does not handle it is told: %s", looks(m))
		}
		if n := casePhotos(p.Messages()); p == checker && n > 0 {
			t.Errorf("they were sent %d photos", n)
		}
	}
}
