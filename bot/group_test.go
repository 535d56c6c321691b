package bot_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"huanjie/internal/election"
	"huanjie/internal/sandbox"
	"huanjie/internal/store"
)

// groupOf makes a group that the office has confirmed.
func (r *rig) groupOf(office *sandbox.Phone, members ...*sandbox.Phone) *sandbox.Group {
	r.t.Helper()
	g := r.telegram.Group("清河镇换届群", office, members...)
	if err := g.AddBot(office); err != nil {
		r.t.Fatal(err)
	}
	r.groupSees(g, "[👥 绑定为公众群]")
	if err := office.TapIn(g.ID(), "👥 绑定为公众群"); err != nil {
		r.t.Fatal(err)
	}
	r.groupSees(g, "✅ 本群已绑定为公众群")
	return g
}

// TestTheListOfGroups says of each bound group what it is.
func TestTheListOfGroups(t *testing.T) {
	t.Parallel()
	r := start(t, setting{})
	office := r.phone("选举办")
	r.say(office, "绑定了几个群")
	r.sees(office, "👥 还没有绑定的群", "选举办在群里点一下")
	r.groupOf(office)
	r.say(office, "绑定了几个群")
	r.sees(office, "👥 绑定的群：1 个\n· 清河镇换届群：公众群，1月11日（周一）由选举办")
}

// announce posts an announcement in the office's own words.
func (r *rig) announce(office *sandbox.Phone, text string) {
	r.t.Helper()
	r.say(office, "公告")
	r.ownWords(office, text)
	r.sees(office, "✅ 已提交")
}

// ownWords goes on from the choice of the template.
func (r *rig) ownWords(office *sandbox.Phone, text string) {
	r.t.Helper()
	r.sees(office, "用哪个模板？")
	r.tap(office, "自己写")
	r.sees(office, "请输入公告内容")
	r.say(office, text)
	r.sees(office, text, "[✅ 提交]")
	r.tap(office, "✅ 提交")
}

func TestAnAnnouncementIsPostedPinnedAndEditedInPlace(t *testing.T) {
	t.Parallel()
	r := start(t, setting{limits: true})
	office, officer := r.phone("选举办"), r.phone("周明")
	g := r.groupOf(office, officer)
	r.announce(office, "十五日 <上午> 八点投票")
	posted := r.groupSees(g, "📢 十五日 <上午> 八点投票")
	if err := r.wait(g.Wait, func([]sandbox.Message) bool { return g.Pinned() != nil && g.Pinned().ID == posted.ID }); err != nil {
		t.Fatalf("it is not pinned: %v", err)
	}
	for _, q := range r.telegram.Requests("pinChatMessage") {
		if q.Status != 200 {
			t.Errorf("pinning was refused: %+v", q)
		}
	}

	r.say(office, "公告")
	card := r.sees(office, "发新公告，还是修改已发的？")
	change := slices.IndexFunc(card.Buttons(), func(b sandbox.Button) bool { return strings.HasPrefix(b.Text, "改 ") })
	if change < 0 {
		t.Fatalf("nothing to change: %s", looks(card))
	}
	r.tap(office, card.Buttons()[change].Text)
	r.sees(office, "群里现在是：\n十五日 <上午> 八点投票", "请发改好的全文")
	r.say(office, "改为九点投票")
	r.sees(office, "改为九点投票", "[✅ 提交]")
	r.tap(office, "✅ 提交")
	edited := r.groupSees(g, "📢 改为九点投票")
	if edited.ID != posted.ID || edited.EditDate == 0 {
		t.Errorf("posted as %d, changed as %d", posted.ID, edited.ID)
	}

	later := r.groupOf(office) // bound later, it gets what stands
	r.groupSees(later, "📢 改为九点投票")
	r.sent()
	if got := r.telegram.Refusals(); got.Limits+got.Early != 0 {
		t.Errorf("the sender was too fast: %+v", got)
	}
}

func TestAGroupNeverSeesAPrivateAnswer(t *testing.T) {
	t.Parallel()
	r := start(t, setting{})
	office, officer := r.phone("选举办"), r.phone("周明")
	g := r.groupOf(office, officer)
	bound := r.groupSees(g, "✅ 本群已绑定")
	for _, text := range []string{"/start@huanjie_demo_bot", "/status", "/digest@huanjie_demo_bot", "/count 发1200", "@huanjie_demo_bot 东河村怎么样", "/help@other_bot", "大家好"} {
		if _, err := officer.SayIn(g.ID(), text); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := officer.ReplyIn(g.ID(), bound.ID, "收到"); err != nil {
		t.Fatal(err)
	}
	r.groupSees(g, "其他事请问村里或选举办")
	r.sent()
	said := slices.DeleteFunc(g.Messages(), func(m sandbox.Message) bool { return !m.From.IsBot || m.Pinned != nil })
	if len(said) != 2 {
		t.Errorf("the group saw\n%s", chat(said))
	}
}

// TestAWorkingGroupIsShownTheWay to the private chat, where its people can do more.
func TestAWorkingGroupIsShownTheWay(t *testing.T) {
	t.Parallel()
	r := start(t, setting{})
	office, officer := r.phone("选举办"), r.phone("周明")
	g := r.telegram.Group("工作群", officer, office)
	if err := g.AddBot(officer); err != nil {
		t.Fatal(err)
	}
	r.groupSees(g, "[🏢 绑定为工作群]")
	if err := office.TapIn(g.ID(), "🏢 绑定为工作群"); err != nil {
		t.Fatal(err)
	}
	r.groupSees(g, "✅ 本群已绑定为工作群")
	if _, err := officer.SayIn(g.ID(), "/status@huanjie_demo_bot"); err != nil {
		t.Fatal(err)
	}
	pointer := r.groupSees(g, "上报和其他查询请私聊我")
	if b, ok := pointer.Button("💬 私聊"); !ok || b.URL != "https://t.me/huanjie_demo_bot" {
		t.Errorf("the pointer leads to %+v", b)
	}
}

func TestOnlyTheOfficeConfirmsAGroup(t *testing.T) {
	t.Parallel()
	r := start(t, setting{})
	office, officer := r.phone("选举办"), r.phone("周明")
	g := r.telegram.Group("村民群", officer, office)
	if err := g.AddBot(officer); err != nil {
		t.Fatal(err)
	}
	asked := r.groupSees(g, "[🏢 绑定为工作群]")
	if err := officer.TapIn(g.ID(), "🏢 绑定为工作群"); err != nil {
		t.Fatal(err)
	}
	r.answered(officer, "只有选举办可以确认")
	if err := officer.TapDataIn(g.ID(), asked.ID, "m:digest"); err != nil {
		t.Fatal(err)
	}
	r.answered(officer, "这个按钮已失效")
	if err := office.TapIn(g.ID(), "🏢 绑定为工作群"); err != nil {
		t.Fatal(err)
	}
	if done := r.groupSees(g, "✅ 本群已绑定"); done.ID != asked.ID || len(done.Buttons()) > 0 {
		t.Errorf("the question still stands:\n%s", chat(g.Messages()))
	}
	if err := g.PromoteBot(officer); err != nil {
		t.Fatal(err)
	}
	r.sent()
	if _, again := r.find(g.Messages(), []string{"[🏢 绑定为工作群]"}); again {
		t.Error("it asks again when it becomes an administrator")
	}
}

func TestAGroupMigratesAndRemovesTheBot(t *testing.T) {
	t.Parallel()
	r := start(t, setting{})
	office := r.phone("选举办")
	g := r.groupOf(office)
	g.Migrate()
	r.taken()
	r.announce(office, "群升级以后的公告")
	r.sees(office, "公告《群升级以后的公告》已发布", "没有第二个人可以审批")
	r.groupSees(g, "📢 群升级以后的公告")
	if err := g.RemoveBot(office); err != nil {
		t.Fatal(err)
	}
	r.taken()
	if groups, err := r.store.Groups(r.ctx); err != nil || len(groups) != 0 {
		t.Errorf("after the removal %v are bound (%v)", groups, err)
	}
}

// The announcement is queued before the bot hears of the migration: Telegram
// refuses the old id and names the new one.
func TestAMessageFollowsItsGroup(t *testing.T) {
	t.Parallel()
	r := start(t, setting{})
	office := r.phone("选举办")
	g := r.groupOf(office)
	old := g.ID()
	r.sent()
	r.stop()
	g.Migrate()
	if err := r.store.Commit(r.ctx, store.Commit{Once: "test", Messages: []store.Message{{ID: "1", Chat: old, Text: "跟着群走"}}}); err != nil {
		t.Fatal(err)
	}
	r.run(func(ctx context.Context) error { <-ctx.Done(); return nil }) // nobody receives: only the sender learns of it
	r.groupSees(g, "跟着群走")
	groups, err := r.store.Groups(r.ctx)
	if err != nil || len(groups) != 1 || groups[0].Chat != g.ID() {
		t.Errorf("bound are %+v (%v), want %d", groups, err, g.ID())
	}
}

func TestBlockedIsMarkedShownAndCleared(t *testing.T) {
	t.Parallel()
	r := start(t, setting{})
	office, leader, officer := r.phone("选举办"), r.phone("陈立"), r.phone("周明")
	r.sees(leader, "请选择")
	leader.Block()
	r.say(officer, "进度 选民登记公布 困难 名单有争议")
	r.sees(officer, "[✅ 确认上报]")
	r.tap(officer, "✅ 确认上报")
	r.sees(officer, "✅ 已上报")
	r.sent()
	r.say(office, "/digest")
	r.sees(office, "消息送不到：陈立")
	leader.Unblock()
	r.taken()
	if lost, err := r.store.AllUnreachable(r.ctx); err != nil || len(lost) != 0 {
		t.Errorf("still marked: %v (%v)", lost, err)
	}
}

// TestABlockIsToldToWhoCanMendIt: the office and the leader of the area learn at
// once that an officer cannot be reached.
func TestABlockIsToldToWhoCanMendIt(t *testing.T) {
	t.Parallel()
	r := start(t, setting{})
	office, leader, other, officer := r.phone("选举办"), r.phone("顾清"), r.phone("陈立"), r.phone("李芳")
	r.sees(officer, "请选择")
	officer.Block()
	for _, p := range []*sandbox.Phone{office, leader} {
		r.sees(p, "⚠️ 李芳 · ", "停用了机器人", "· 西岭村、枣园村、云台村：没有替补联络员")
	}
	r.say(office, "/invite")
	r.sees(office, "其中 1 人停用了机器人", "[⚠️ 李芳 · ")
	if count(other.Messages(), "停用了机器人") > 0 {
		t.Error("a leader of another area is told")
	}
	officer.Unblock()
	r.taken()
	if err := r.store.KeepUnopened(r.ctx, "何静"); err != nil { // a reminder found no chat of hers
		t.Fatal(err)
	}
	r.say(office, "/invite")
	r.sees(office, "已登记 3 人（✅）；1 人还没打开过机器人，已有事要催（⚠️）。", "[⚠️ 何静 · ", "[🔗 ")
}

// TestTheOfficeLearnsThatAGroupIsLost: nobody in the group is of the office.
func TestTheOfficeLearnsThatAGroupIsLost(t *testing.T) {
	t.Parallel()
	r := start(t, setting{})
	office, officer := r.phone("选举办"), r.phone("周明")
	g := r.groupOf(office, officer)
	if err := g.RemoveBot(officer); err != nil {
		t.Fatal(err)
	}
	r.sees(office, "⚠️ 机器人已被移出群“清河镇换届群”")
	if groups, err := r.store.Groups(r.ctx); err != nil || len(groups) > 0 {
		t.Errorf("still bound: %+v (%v)", groups, err)
	}
}

func TestAGroupIsBoundInATopic(t *testing.T) {
	t.Parallel()
	r := start(t, setting{town: withOffice(t, officeID)})
	office, officer := r.phone("选举办"), r.phone("周明")
	g := r.groupOf(office, officer)
	g.Migrate()
	r.taken()
	if _, err := office.TopicIn(g.ID(), 41, "/bind@huanjie_demo_bot"); err != nil {
		t.Fatal(err)
	}
	if m := r.groupSees(g, "[🏢 绑定为工作群]"); m.ThreadID != 41 {
		t.Errorf("asked in topic %d", m.ThreadID)
	}
	if err := office.TapIn(g.ID(), "🏢 绑定为工作群"); err != nil {
		t.Fatal(err)
	}
	r.groupSees(g, "✅ 本群已绑定为工作群", "发在本话题")
	r.announce(office, "只在话题里")
	if m := r.groupSees(g, "📢 只在话题里"); m.ThreadID != 41 {
		t.Errorf("posted in topic %d", m.ThreadID)
	}
	groups, err := r.store.Groups(r.ctx)
	if err != nil || len(groups) != 1 || groups[0].Topic != 41 || groups[0].Audience != election.WorkingAudience {
		t.Errorf("bound are %+v (%v)", groups, err)
	}
}
