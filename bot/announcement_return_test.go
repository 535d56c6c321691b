package bot_test

import (
	"strings"
	"testing"

	"huanjie/internal/election"
	"huanjie/internal/sandbox"
)

// write writes an announcement in the office's own words, for a second person to
// approve.
func (r *rig) write(office *sandbox.Phone, text string) {
	r.t.Helper()
	r.say(office, "公告")
	r.sees(office, "用哪个模板？")
	r.tap(office, "自己写")
	r.sees(office, "请输入公告内容")
	r.say(office, text)
	r.sees(office, text, "由另一人批准", "[✅ 提交]")
	r.tap(office, "✅ 提交")
	r.sees(office, "公告等待审批")
}

// giveBack returns what waits, with a reason.
func (r *rig) giveBack(who *sandbox.Phone, why string) {
	r.t.Helper()
	r.sees(who, "待审批的公告", "[↩ 退回]")
	r.tap(who, "↩ 退回")
	r.sees(who, "退回的原因？")
	r.say(who, why)
	r.sees(who, "退回原因："+why, "[✅ 提交]")
	r.tap(who, "✅ 提交")
}

func TestReturnedIsToldWithItsReasonAndRevised(t *testing.T) {
	t.Parallel()
	r := start(t, setting{town: withOffice(t, officeID, secondOfficeID)})
	author, colleague, leader := r.phone("选举办"), r.colleague(), r.phone("高远")
	g := r.groupOf(author)
	r.write(author, "十五日 <上午> 八点投票")
	asked := r.sees(leader, "待审批的公告", "[✅ 批准发布]")
	approve, _ := asked.Button("✅ 批准发布")
	r.giveBack(colleague, "今天才定：九点 & 祠堂")

	const why = "选举办（700002） 于 1月11日（周一） 09:00 退回，原因：今天才定：九点 & 祠堂"
	told := r.sees(author, "没有发出", why, "十五日 <上午> 八点投票", "[✏️ 修改后再报]")
	if m := r.sees(leader, "📢 公告（已退回）", why); m.ID != asked.ID || len(m.Buttons()) > 0 {
		t.Errorf("the other's card is not closed: %s", looks(m))
	}
	if err := leader.TapData(asked.ID, approve.Data); err != nil { // too late
		t.Fatal(err)
	}
	r.answered(leader, why)
	r.sent()
	if n := count(g.Messages(), "📢 "); n != 0 {
		t.Fatalf("posted %d times", n)
	}

	r.tap(author, "✏️ 修改后再报")
	r.sees(author, "内容：十五日 <上午> 八点投票", "上次退回的原因：今天才定：九点 & 祠堂", "[✅ 提交]")
	r.tap(author, "✏️ 修改")
	r.tap(author, r.button(r.sees(author, "要改哪一项"), "内容：十五日"))
	r.sees(author, "请发改好的全文")
	r.say(author, "十五日九点在祠堂投票")
	r.sees(author, "十五日九点在祠堂投票", "[✅ 提交]")
	r.tap(author, "✅ 提交")
	again := r.sees(colleague, "十五日九点在祠堂投票", "退回后改好重报", why, "[✅ 批准发布]")
	if m := r.sees(author, "退回后已改好重报"); m.ID != told.ID || len(m.Buttons()) > 0 {
		t.Errorf("what was returned can be revised again: %s", looks(m))
	}
	revise, _ := told.Button("✏️ 修改后再报")
	if err := author.TapData(told.ID, revise.Data); err != nil {
		t.Fatal(err)
	}
	r.answered(author, "退回后已重报")
	if again.ID == asked.ID {
		t.Error("the revised one is shown in the place of the first")
	}
	r.tap(colleague, "✅ 批准发布")
	r.groupSees(g, "📢 十五日九点在祠堂投票")
	r.sent()
	all, err := r.store.Announcements(r.ctx, 5)
	if err != nil || len(all) != 2 {
		t.Fatalf("announcements %+v (%v)", all, err)
	}
	for _, k := range all {
		if k.Revises != "" && (k.State != election.Posted || k.Earlier.Why != "今天才定：九点 & 祠堂") || k.Revises == "" && k.State != election.Reworked {
			t.Errorf("kept is %+v", k.Announcement)
		}
	}
}

// What nobody returned, but things have changed under it, says so.
func TestWhatCannotBePostedAnyMoreComesBackWithItsCause(t *testing.T) {
	t.Parallel()
	r := start(t, setting{town: withOffice(t, officeID, secondOfficeID)})
	author, colleague := r.phone("选举办"), r.colleague()
	r.groupOf(author)
	r.write(author, "第一条")
	r.sees(colleague, "第一条", "[✅ 批准发布]")
	r.tap(colleague, "✅ 批准发布")
	r.sees(author, "公告《第一条》已发布", "选举办（700002） 于")

	r.say(author, "公告")
	r.tap(author, r.button(r.sees(author, "发新公告，还是修改已发的？"), "改 "))
	r.sees(author, "群里现在是")
	r.say(author, "第二稿")
	r.sees(author, "第二稿", "[✅ 提交]")
	r.tap(author, "✅ 提交")
	r.sees(colleague, "第二稿", "用来替换群里的《第一条》（1月11日（周一） 09:00 发布）", "[✅ 批准发布]")
	r.say(author, "公告列表")
	r.sees(author, "最近的公告")
	posted, err := r.store.Posted(r.ctx, 1)
	if err != nil || len(posted) != 1 {
		t.Fatalf("posted %+v (%v)", posted, err)
	}
	if err := author.TapData(r.sees(author, "最近的公告").ID, "a:W:"+string(posted[0].ID)); err != nil {
		t.Fatal(err)
	}
	r.sees(author, "已撤回")
	r.tap(colleague, "✅ 批准发布")
	back := r.sees(author, "公告《第二稿》没有发出", "要改的那一条已不在群里", "[✏️ 修改后再报]")
	if m := r.sees(colleague, "第二稿", "退回选举办"); strings.Contains(looks(m), "700002") && strings.Contains(looks(m), "（700002） 于") {
		t.Errorf("it says that who approved it returned it: %s", looks(m))
	}
	if strings.Contains(looks(back), "批准") {
		t.Errorf("it says that it was approved: %s", looks(back))
	}
}
