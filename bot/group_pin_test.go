package bot_test

import (
	"net/http"
	"testing"
	"time"

	"huanjie/internal/sandbox"
	"huanjie/internal/store"
)

// withdraw takes the latest announcement back.
func (r *rig) withdraw(office *sandbox.Phone) {
	r.t.Helper()
	r.say(office, "公告列表")
	r.tap(office, r.sees(office, "最近的公告").Buttons()[0].Text)
	r.sees(office, "[🚫 撤回]")
	r.tap(office, "🚫 撤回")
	r.sees(office, "并取消置顶", "[🚫 确认撤回]")
	r.tap(office, "🚫 确认撤回")
}

// pinned waits until what is pinned last in a group is a message; 0 is none.
func (r *rig) pinned(g *sandbox.Group, id int) {
	r.t.Helper()
	if err := r.wait(g.Wait, func([]sandbox.Message) bool {
		top := g.Pinned()
		return top == nil && id == 0 || top != nil && top.ID == id
	}); err != nil {
		r.t.Fatalf("pinned is %+v, want %d: %v", g.Pinned(), id, err)
	}
}

func TestAWithdrawnAnnouncementIsUnpinned(t *testing.T) {
	t.Parallel()
	r := start(t, setting{town: withOffice(t, officeID), limits: true})
	office, officer := r.phone("选举办"), r.phone("周明")
	g := r.groupOf(office, officer)
	r.announce(office, "先发的一条")
	first := r.groupSees(g, "📢 先发的一条")
	r.pinned(g, first.ID)
	r.announceAnother(office, "后发的一条")
	second := r.groupSees(g, "📢 后发的一条")
	r.pinned(g, second.ID)
	later := r.groupOf(office) // it has the second one alone
	r.groupSees(later, "📢 后发的一条")

	flaky := r.telegram.Fail(sandbox.Fault{Method: "unpinChatMessage", Chat: g.ID(), Times: 2, Status: http.StatusBadGateway})
	r.withdraw(office)
	if m := r.groupSees(g, "🚫 公告《后发的一条》", "作废"); m.ID != second.ID {
		t.Errorf("posted as %d, withdrawn as %d", second.ID, m.ID)
	}
	r.pinned(g, first.ID) // which stands
	r.pinned(later, 0)
	if flaky.Hits() != 2 {
		t.Errorf("it was tried %d times in vain", flaky.Hits())
	}
	r.sees(officer, "🚫 公告《后发的一条》")

	r.say(office, "公告列表")
	r.tap(office, r.sees(office, "最近的公告").Buttons()[1].Text)
	r.sees(office, "[🚫 撤回]")
	r.tap(office, "🚫 撤回")
	r.sees(office, "[🚫 确认撤回]")
	r.tap(office, "🚫 确认撤回")
	r.groupSees(g, "🚫 公告《先发的一条》")
	r.pinned(g, 0)
	r.sent()
	if n := count(later.Messages(), "先发的一条"); n != 0 {
		t.Error("a group that never had it hears that it is withdrawn")
	}
	if got := r.telegram.Refusals(); got.Limits+got.Early != 0 {
		t.Errorf("the sender was too fast: %+v", got)
	}
}

// announceAnother is announce where others are posted already.
func (r *rig) announceAnother(office *sandbox.Phone, text string) {
	r.t.Helper()
	r.say(office, "公告")
	r.sees(office, "发新公告，还是修改已发的？")
	r.tap(office, "发新公告")
	r.ownWords(office, text)
}

// A bot that may not pin posts and withdraws all the same. The office is told
// once that nothing is pinned, and of each message that it must unpin by hand.
func TestABotThatMayNotPin(t *testing.T) {
	t.Parallel()
	r := start(t, setting{town: withOffice(t, officeID)})
	office := r.phone("选举办")
	g := r.groupOf(office)
	r.announce(office, "置顶的一条")
	first := r.groupSees(g, "📢 置顶的一条")
	r.pinned(g, first.ID)
	g.AllowPins(false)
	r.withdraw(office)
	r.groupSees(g, "🚫 公告《置顶的一条》")
	r.sees(office, "📌 机器人在群“清河镇换届群”里没有置顶的权限", "手动取消置顶")
	r.announce(office, "又一条")
	r.groupSees(g, "📢 又一条")
	r.announceAnother(office, "再一条")
	r.groupSees(g, "📢 再一条")
	r.sees(office, "公告照常发，只是不置顶")
	r.sent()
	if n := count(office.Messages(), "📌"); n != 2 {
		t.Errorf("the office was told %d times:\n%s", n, chat(office.Messages()))
	}
	if lost, err := r.store.AllUnreachable(r.ctx); err != nil || len(lost) != 0 {
		t.Errorf("the group counts as lost: %v (%v)", lost, err)
	}
	if dead, err := store.Dead(r.ctx, r.redis); err != nil || dead != 0 {
		t.Errorf("%d put aside (%v)", dead, err)
	}
}

// Who is killed between posting and pinning, or between editing and unpinning,
// leaves it to the next sender.
func TestPinsSurviveAKill(t *testing.T) {
	t.Parallel()
	c := gather(t, 1, 1, 30)
	g := c.groups[0]
	hang := func(method string, m store.Message, seen string) {
		m.Key, m.Chat, m.Class = "announcement:N1", g.ID(), store.ClassAnnouncement
		slow := c.telegram.Fail(sandbox.Fault{Method: method, Times: 1, Delay: time.Hour})
		if err := c.store.Commit(c.ctx, store.Commit{Messages: []store.Message{m}}); err != nil {
			t.Fatal(err)
		}
		kill := c.spawn()
		c.groupSees(g, seen)
		c.eventually(method+" was not tried", func() bool { return slow.Hits() == 1 })
		kill()
		slow.Remove()
		kill = c.spawn()
		c.drained()
		kill()
	}
	hang("pinChatMessage", store.Message{ID: "1", Text: "📢 公告", Pin: true}, "📢 公告")
	posted := c.groupSees(g, "📢 公告")
	c.pinned(g, posted.ID)
	hang("unpinChatMessage", store.Message{ID: "2", Text: "🚫 撤回", Unpin: true}, "🚫 撤回")
	c.pinned(g, 0)
	if m := c.groupSees(g, "🚫 撤回"); m.ID != posted.ID || count(g.Messages(), "") != 1 {
		t.Errorf("the group has\n%s", chat(g.Messages()))
	}
}

// What a later announcement says all over again stays where it is, word for word, and
// is unpinned.
func TestAnOvertakenAnnouncementIsUnpinned(t *testing.T) {
	t.Parallel()
	r := start(t, setting{town: withOffice(t, officeID)})
	office := r.phone("选举办")
	g := r.groupOf(office)
	r.say(office, "公告")
	r.sees(office, "用哪个模板？")
	r.tap(office, "选举日公告")
	r.sees(office, "[✅ 提交]")
	r.tap(office, "✅ 提交")
	first := r.groupSees(g, "📢 ", "投票公告")
	r.pinned(g, first.ID)
	if paper := r.groupSees(g, "张贴件（Word）"); paper.Document == nil || paper.ID > first.ID {
		t.Errorf("the notice on paper does not stand above the announcement: %s", looks(paper))
	}
	r.say(office, "公告")
	r.sees(office, "发新公告，还是修改已发的？")
	r.tap(office, "发新公告")
	r.sees(office, "用哪个模板？")
	r.tap(office, "开始投票")
	r.sees(office, "今天投票", "[✅ 提交]")
	r.tap(office, "✅ 提交")
	second := r.groupSees(g, "今天投票")
	r.sent()
	r.pinned(g, second.ID)
	if m := r.groupSees(g, "投票公告"); m.ID != first.ID || m.EditDate != 0 {
		t.Errorf("the earlier one is not as it was: %s", looks(m))
	}
	for _, q := range r.telegram.Requests("unpinChatMessage") {
		if q.Status == 200 {
			return
		}
	}
	t.Error("the earlier one is still pinned")
}
