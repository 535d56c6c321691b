package bot_test

import (
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"huanjie/internal/election"
	"huanjie/internal/sandbox"
	"huanjie/internal/store"
)

const secondOfficeID = 700002

// withOffice is the demo's town with two people in the office, and the three
// villages of 李芳 and 周明 alone.
func withOffice(t *testing.T, office ...int64) *election.Town {
	t.Helper()
	town := *demoTown(t)
	town.Office = office
	town.Units = slices.DeleteFunc(slices.Clone(town.Units), func(u election.Unit) bool {
		return !slices.Contains(u.Officers, "周明") && !slices.Contains(u.Officers, "李芳")
	})
	made, err := election.NewTown(town)
	if err != nil {
		t.Fatal(err)
	}
	return made
}

// colleague is the other one of the office.
func (r *rig) colleague() *sandbox.Phone {
	r.t.Helper()
	p := r.telegram.Phone(sandbox.Person{ID: secondOfficeID, FirstName: "选举办二"})
	r.press(p, "")
	return p
}

// submit writes an announcement from the template of the polling day.
func (r *rig) submit(office *sandbox.Phone) {
	r.t.Helper()
	r.say(office, "公告")
	r.sees(office, "用哪个模板？")
	r.tap(office, "选举日公告")
	r.sees(office, "由另一人批准", "[✅ 提交]")
	r.tap(office, "✅ 提交")
	r.sees(office, "✅ 已提交")
	r.sent() // others have it a little later
}

func TestASecondPersonApprovesAnAnnouncement(t *testing.T) {
	t.Parallel()
	r := start(t, setting{town: withOffice(t, officeID, secondOfficeID)})
	author, colleague, leader, officer := r.phone("选举办"), r.colleague(), r.phone("高远"), r.phone("周明")
	g := r.groupOf(author, officer)
	r.submit(author)
	r.sees(author, "公告等待审批", "高远", "选举办（700002）")
	card := r.sees(colleague, "待审批的公告 · 选举办（700001）写", "东河村", "[✅ 批准发布]")
	r.sees(leader, "待审批的公告", "[↩ 退回]")
	approve, _ := card.Button("✅ 批准发布")
	for _, p := range []*sandbox.Phone{author, officer} { // neither the author nor an officer
		if err := p.TapData(card.ID, approve.Data); err != nil {
			t.Fatal(err)
		}
	}
	r.answered(author, "自己写的公告要由别人批准")
	r.answered(officer, "不在您的权限内")
	r.sent()
	if _, posted := r.find(g.Messages(), []string{"📢 清河镇"}); posted {
		t.Fatal("it was posted without approval")
	}
	r.tap(leader, "✅ 批准发布")
	r.groupSees(g, "📢 清河镇村民委员会换届选举投票公告", "东河村")
	r.sees(leader, "📢 公告（已批准）· 选举办（700001）写", "✅ 高远 于 1月11日（周一） 09:00 批准")
	if m := r.sees(colleague, "✅ 高远 于 1月11日（周一） 09:00 批准"); m.ID != card.ID || len(m.Buttons()) > 0 {
		t.Errorf("the other's card is not closed: %s", looks(m))
	}
	r.sees(author, "已发布")
	if err := colleague.TapData(card.ID, approve.Data); err != nil { // a dead button says who decided
		t.Fatal(err)
	}
	r.answered(colleague, "高远 于 1月11日（周一） 09:00 批准")
	r.sent()
	if n := count(g.Messages(), "📢 "); n != 1 {
		t.Errorf("posted %d times", n)
	}
}

// count is how many messages of the bot say something.
func count(all []sandbox.Message, words string) (n int) {
	for _, m := range all {
		if m.From.IsBot && m.Pinned == nil && strings.Contains(m.Text, words) {
			n++
		}
	}
	return n
}

func TestOfTwoWhoDecideAtOnceTheFirstDoes(t *testing.T) {
	t.Parallel()
	r := start(t, setting{town: withOffice(t, officeID, secondOfficeID)})
	author, colleague, leader := r.phone("选举办"), r.colleague(), r.phone("高远")
	g := r.groupOf(author)
	r.submit(author)
	r.sees(colleague, "[✅ 批准发布]")
	r.sees(leader, "[↩ 退回]")
	r.tap(leader, "↩ 退回")
	r.sees(leader, "退回的原因？")
	r.say(leader, "时间没有定")
	r.sees(leader, "时间没有定", "[✅ 提交]")
	var both sync.WaitGroup
	both.Go(func() { r.tap(colleague, "✅ 批准发布") })
	both.Go(func() { r.tap(leader, "✅ 提交") })
	both.Wait()
	r.sent()
	all, err := r.store.Announcements(r.ctx, 5)
	if err != nil || len(all) != 1 || all[0].Decision == nil {
		t.Fatalf("announcements %+v (%v)", all, err)
	}
	posted := count(g.Messages(), "📢 ")
	approved := all[0].State == election.Posted
	if approved != (posted == 1) || approved != (all[0].Decision.By == "office:700002") {
		t.Errorf("%s decided %q, and the group has %d", all[0].Decision.By, all[0].State, posted)
	}
	if approved {
		r.sees(leader, "选举办已于 1月11日 09:00 决定（已发布），不用再退")
	}
	for _, p := range []*sandbox.Phone{colleague, leader} {
		m := r.sees(p, "📢 公告（已", "选举办（700001）写")
		if len(m.Buttons()) > 0 {
			t.Errorf("still to be decided: %s", looks(m))
		}
	}
}

func TestAnAnnouncementWaitsForItsTimeAndIsListed(t *testing.T) {
	t.Parallel()
	r := start(t, setting{town: withOffice(t, officeID, secondOfficeID)})
	author, colleague, officer := r.phone("选举办"), r.colleague(), r.phone("周明")
	r.groupOf(author)
	r.say(author, "公告")
	r.sees(author, "用哪个模板？")
	r.tap(author, "选举日公告")
	r.sees(author, "[✅ 提交]")
	r.tap(author, "✏️ 修改")
	r.sees(author, "要改哪一项")
	r.tap(author, "时间：批准后马上发")
	r.sees(author, "什么时候发？", "1月12日（周二） 08:00")
	r.tap(author, "1月12日（周二） 08:00")
	r.sees(author, "[✅ 提交]")
	r.tap(author, "✅ 提交")
	r.sees(colleague, "时间：1月12日（周二） 08:00", "[✅ 批准发布]")
	r.tap(colleague, "✅ 批准发布")
	r.sees(author, "已批准，1月12日（周二） 08:00 发布", "✅ 选举办（700002） 于 1月11日（周一） 09:00 批准")
	due, err := r.store.Planned(r.ctx, time.Date(2027, time.January, 12, 8, 0, 0, 0, r.town.Location))
	if err != nil || len(due) != 1 || due[0].Step != store.StepPost {
		t.Errorf("planned is %+v (%v)", due, err)
	}
	r.say(officer, "公告列表")
	r.sees(officer, "不在您的权限内")
	r.say(author, "公告列表")
	list := r.sees(author, "最近的公告", "清河镇换届群（公众群）")
	r.tap(author, list.Buttons()[0].Text)
	r.sees(author, "已批准，待发", "[🚫 撤回]")
	r.tap(author, "🚫 撤回")
	r.sees(author, "撤回后不再发布", "[🚫 确认撤回]")
	r.tap(author, "🚫 确认撤回")
	r.sees(author, "🚫 选举办（700001） 于 1月11日（周一） 09:00 撤回")
	if k, _, err := r.store.Announcement(r.ctx, due[0].ID); err != nil || k.State != election.Withdrawn {
		t.Errorf("it is %+v (%v)", k, err)
	}
}

func TestVillagesConfirmAnAnnouncement(t *testing.T) {
	t.Parallel()
	r := start(t, setting{town: withOffice(t, officeID)})
	office, one, three := r.phone("选举办"), r.phone("周明"), r.phone("李芳")
	g := r.groupOf(office)
	r.say(office, "公告")
	r.sees(office, "用哪个模板？")
	r.tap(office, "选举日公告")
	r.sees(office, "没有第二个人能审批", "[✅ 提交]")
	r.tap(office, "✅ 提交")
	r.sees(office, "没有第二个人可以审批，公告未经第二人审批")
	card := r.sees(one, "与您有关的公告（东河村）", "请张贴出来", "[✅ 已张贴]")
	if strings.Contains(card.Text, "西岭村") {
		t.Errorf("the announcement for one village tells of others: %s", looks(card))
	}
	r.sent() // an answer before the bot knows which message it sent makes a new one
	r.tap(one, "✅ 已张贴")
	if m := r.sees(one, "东河村：周明 已于 1月11日 09:00 确认"); m.ID != card.ID || len(m.Buttons()) > 0 {
		t.Errorf("the card still asks: %s", looks(m))
	}
	r.answered(one, "已记下")
	button, _ := card.Button("✅ 已张贴")
	if err := one.TapData(card.ID, button.Data); err != nil {
		t.Fatal(err)
	}
	r.answered(one, "已由 周明 于 1月11日 09:00 确认")
	if err := three.TapData(1, button.Data); err != nil { // another's button
		t.Fatal(err)
	}
	r.sees(three, "与您有关的公告", "[全部：✅ 已张贴]")
	r.tap(three, "全部：✅ 已张贴")
	r.answered(three, "已记下")
	r.sent()
	posted, err := r.store.Posted(r.ctx, 1)
	if err != nil || len(posted) != 1 {
		t.Fatalf("posted %v (%v)", posted, err)
	}
	acks, err := r.store.Acks(r.ctx, posted[0])
	if err != nil || len(acks) != len(r.town.Units) {
		t.Errorf("confirmed by %+v (%v)", acks, err)
	}

	r.say(office, "公告列表")
	r.tap(office, r.sees(office, "最近的公告").Buttons()[0].Text)
	r.sees(office, "已确认 4/4")
	r.tap(office, "🚫 撤回")
	r.sees(office, "[🚫 确认撤回]")
	r.tap(office, "🚫 确认撤回")
	r.groupSees(g, "🚫 公告《清河镇村民委员会换届选举投票公告》已于 1月11日（周一） 09:00 撤回")
	r.sees(one, "🚫 公告", "撤回")
	if n := count(g.Messages(), "📢 "); n != 0 {
		t.Errorf("%d still stand in the group", n)
	}
}
