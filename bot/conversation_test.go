package bot_test

import (
	"slices"
	"strings"
	"testing"

	"huanjie/internal/election"
	"huanjie/internal/sandbox"
)

func TestAnOfficerBindsByLinkAndReportsByTapping(t *testing.T) {
	t.Parallel()
	r := start(t, setting{})
	p := r.stranger()
	r.press(p, r.link("周明"))
	r.sees(p, "周明，您好", "联络员")
	r.sees(p, "[📋 进度]", "[🗳 投票]", "[🧮 计票]")

	r.tap(p, "🗳 投票")
	r.sees(p, "东河村", "到现在有多少人参加了投票")
	r.say(p, "812")
	r.sees(p, "⚠️") // more than are registered
	r.say(p, "２１２")
	r.sees(p, "212", "[✅ 确认上报]")
	r.tap(p, "✅ 确认上报")
	card := r.sees(p, "✅ 已上报 · 回执", "[☰ 菜单]")
	if _, still := card.Button("✅ 确认上报"); still {
		t.Error("a finished card can still be confirmed")
	}
	r.answered(p, "已上报")

	all := r.journalOf()
	if len(all) != 1 || all[0].By != "周明" || all[0].Body != (election.Turnout{Registered: 346, Voted: 212}) {
		t.Errorf("the journal has %+v", all)
	}
}

func TestACountInOneLineWithATypingErrorCaught(t *testing.T) {
	t.Parallel()
	r := start(t, setting{})
	officer, leader := r.phone("周明"), r.phone("陈立")
	other := r.phone("顾清")
	r.say(officer, "计票 东河村 发259 收255 有效247 无效18 主任 贺小满 62 冯棠 173 委员 卞春生 153 孙海川 196 孔晓棠 94")
	r.sees(officer, "✗ 有效票：247", "⚠️") // 247 + 18 are not 255
	r.say(officer, "无效8")
	r.sees(officer, "无效票：8", "超过收回选票的 3%", "请写明原因")
	r.say(officer, "逐张复看过，多是空白票")
	r.sees(officer, "原因：逐张复看过", "[✅ 确认上报]")
	r.tap(officer, "✅ 确认上报")
	r.sees(officer, "✅ 已上报 · 回执")
	r.sees(leader, "东河村 计票（初步，未复核）", "无效票偏多：逐张复看过", "上报人 周明")
	r.sent()
	if m, told := r.find(other.Messages(), []string{"东河村"}); told {
		t.Errorf("the leader of another area was told: %s", looks(m))
	}
	tally, ok := r.journalOf()[0].Body.(election.Tally)
	if !ok || tally.Issued != 259 || tally.Invalid != 8 || tally.Posts[0].Candidates[1].Votes != 173 {
		t.Errorf("the count in the journal is %+v", tally)
	}
}

func TestADifficultyReachesTheLeadersWithItsPhoto(t *testing.T) {
	t.Parallel()
	r := start(t, setting{})
	officer, leader, group := r.phone("周明"), r.phone("陈立"), r.phone("高远")
	r.say(officer, "进度 选民登记公布 困难 有人对名单有意见")
	r.sees(officer, "有人对名单有意见", "[✅ 确认上报]")
	if _, err := officer.Photo(sandbox.Picture(40, 30), ""); err != nil {
		t.Fatal(err)
	}
	r.sees(officer, "📎 附件 1 个")
	r.tap(officer, "✅ 确认上报")
	r.sees(officer, "✅ 已上报 · 回执")
	for _, p := range []*sandbox.Phone{leader, group} {
		r.sees(p, "🆘 东河村", "有人对名单有意见")
		if err := r.wait(p.Wait, func(m []sandbox.Message) bool {
			return slices.ContainsFunc(m, func(m sandbox.Message) bool { return len(m.Photo) > 0 })
		}); err != nil {
			t.Errorf("the photo did not come: %v", err)
		}
	}
}

func TestEveryCommand(t *testing.T) {
	t.Parallel()
	r := start(t, setting{})
	p, leader, office := r.phone("周明"), r.phone("陈立"), r.phone("选举办")
	r.say(p, "/help")
	r.sees(p, "一句话报完")
	r.say(p, "/menu")
	r.sees(p, "清河镇 · 联络员（东河村）", "[🔎 状态]")
	r.say(p, "状态")
	r.sees(p, "东河村", "选举日")
	r.say(p, "/cancel")
	r.sees(p, "现在没有正在填的内容")
	r.say(p, "/whoami")
	r.sees(p, "您是清河镇 周明", "保存的内容")
	r.say(p, "/nothing")
	r.sees(p, "没有“/nothing”这个命令")
	r.say(p, "/todo")
	r.sees(p, "📌 待办", "[东河村 · 投票选举]")
	r.tap(p, "东河村 · 投票选举")
	r.sees(p, "上报阶段进度", "现在是什么情况")
	r.say(p, "/rules")
	r.sees(p, "村民委员会组织法第十八条", "选民名单公布：最迟 2026年12月26日")
	r.say(leader, "/digest")
	r.sees(leader, "东片", "日报")
	r.say(leader, "柳湾村")
	r.sees(leader, "柳湾村", "选举日")
	r.say(office, "/digest")
	r.sees(office, "⚙️ 正在发送", "读不出的消息 0 条")
	r.say(office, "/invite")
	r.sees(office, "，已登记 2 人", "[下一页 ▶]")
	r.tap(office, "下一页 ▶")
	r.sees(office, "[◀ 上一页]")
}

// A count that leaves a seat opens a task: the officer and the leader find it
// under /todo, one tap begins its count, and that closes it.
func TestAVerdictOpensATaskAndItsRoundClosesIt(t *testing.T) {
	t.Parallel()
	r := start(t, setting{})
	p, leader := r.phone("周明"), r.phone("陈立")
	r.say(p, "计票 发259 收255 有效247 无效8 主任 贺小满 62 冯棠 173 委员 卞春生 153 孙海川 129 孔晓棠 94")
	r.sees(p, "请写明原因")
	r.say(p, "都是空白票")
	r.sees(p, "还缺 1 名，应当另行选举", "✅ 确认上报")
	r.tap(p, "✅ 确认上报")
	r.sees(leader, "⚠️ 东河村 计票", "不大于 259，未过半数", "另行选举：委员 1 名")
	r.say(leader, "待办")
	r.sees(leader, "东河村 另行选举：委员 1 名（孙海川、孔晓棠）")
	r.say(p, "待办")
	r.sees(p, "[东河村 · 另行选举]")
	r.tap(p, "东河村 · 另行选举")
	r.sees(p, "轮次：另行选举", "发出选票多少张")
	r.say(p, "发250 收250 有效248 无效2 孙海川 140 孔晓棠 100")
	r.sees(p, "不少于三分之一，当选")
	r.tap(p, "✅ 确认上报")
	r.sees(leader, "东河村 另行选举计票", "另行选举，参选率", "全部选出")
	r.say(p, "状态")
	r.sees(p, "👥 共选出 3 名")
}

func TestTheLanguageIsAChoiceThatStays(t *testing.T) {
	t.Parallel()
	r := start(t, setting{})
	p := r.phone("周明")
	r.say(p, "/language")
	r.sees(p, "[English]")
	r.tap(p, "English")
	r.sees(p, "English it is")
	r.say(p, "/turnout")
	r.sees(p, "How many have voted so far", "[Cancel]")
	r.say(p, "cancel")
	r.sees(p, "Cancelled; nothing was reported")
	if n := len(r.journalOf()); n != 0 {
		t.Errorf("%d reports of a cancelled form", n)
	}
}

func TestAFormIsLeftAndResumed(t *testing.T) {
	t.Parallel()
	r := start(t, setting{})
	p := r.phone("李芳")
	r.say(p, "投票 西岭村")
	r.sees(p, "到现在有多少人参加了投票")
	r.stop() // and a restart in between
	again := start(t, setting{telegram: r.telegram, redisURL: r.redisURL})
	again.say(p, "/menu")
	again.sees(p, "[▶ 继续：上报投票进展 西岭村]")
	again.tap(p, "▶ 继续：上报投票进展 西岭村")
	again.say(p, "400")
	again.sees(p, "400", "[✅ 确认上报]")
	again.tap(p, "取消")
	again.sees(p, "放弃这次填报？")
	again.tap(p, "继续填写")
	again.sees(p, "[✅ 确认上报]")
	again.tap(p, "✅ 确认上报")
	again.sees(p, "✅ 已上报")
	if all := again.journalOf(); len(all) != 1 || all[0].Unit != "W1" {
		t.Errorf("the journal has %+v", all)
	}
}

func TestOddMessagesGetAClearAnswer(t *testing.T) {
	t.Parallel()
	r := start(t, setting{})
	p := r.phone("周明")
	id := r.say(p, strings.Repeat("票", 4096)) // the most a telephone sends; longer ones come in parts
	r.sees(p, "没看懂“票票")
	if err := p.Edit(id, "更正"); err != nil {
		t.Fatal(err)
	}
	r.sees(p, "改这条旧消息没有改动")
	if _, err := p.Sticker("🗳"); err != nil {
		t.Fatal(err)
	}
	r.sees(p, "只能看懂文字")
	if _, err := p.Photo(sandbox.Picture(20, 20), ""); err != nil {
		t.Fatal(err)
	}
	r.sees(p, "收到 1 个文件，随哪项上报？")
	r.say(p, "😀")
	r.sees(p, "没看懂“😀”")
	r.say(p, "投票")
	r.sees(p, "到现在有多少人参加了投票")
	r.say(p, "-5")
	r.sees(p, "⚠️")
	r.say(p, "😀")
	r.sees(p, "⚠️", "到现在有多少人参加了投票")
	r.say(p, "/cancel")
	r.sees(p, "已取消")
	if n := len(r.journalOf()); n != 0 {
		t.Errorf("%d reports of nonsense", n)
	}
}

func TestEditedMessageUpdatesTheCardAndCorrectsTheReport(t *testing.T) {
	t.Parallel()
	r := start(t, setting{})
	p := r.phone("周明")
	id := r.say(p, "投票 东河村 200")
	r.sees(p, "200", "[✅ 确认上报]")
	if err := p.Edit(id, "投票 东河村 208"); err != nil {
		t.Fatal(err)
	}
	r.sees(p, "208", "已按修改后的消息更新", "[✅ 确认上报]")
	r.tap(p, "✅ 确认上报")
	r.sees(p, "✅ 已上报", "[☰ 菜单]", "[✏️ 更正]")
	if err := p.Edit(id, "投票 东河村 280"); err != nil {
		t.Fatal(err)
	}
	r.sees(p, "208 → 280", "更正的原因？")
	r.say(p, "抄错了")
	r.sees(p, "抄错了", "[✅ 确认上报]")
	r.tap(p, "✅ 确认上报")
	r.sees(p, "208 → 280", "✅ 已上报")
	all := r.journalOf()
	if len(all) != 2 || all[1].Replaces != all[0].ID || all[1].Why != "抄错了" || all[1].User == 0 || all[1].Body != (election.Turnout{Registered: 346, Voted: 280}) {
		t.Fatalf("the journal has %+v", all)
	}
	r.say(p, "更正")
	r.sees(p, "更正或撤回哪一次上报？", "[东河村 · 上报投票进展")
	r.tap(p, "✏️ 更正")
	r.sees(p, "要改哪一项？", "280")
}

func TestMenuFitsATelephone(t *testing.T) {
	t.Parallel()
	r := start(t, setting{})
	for _, who := range []election.PersonID{"周明", election.OfficePerson(700001)} {
		p := r.phone(who)
		r.say(p, "/menu")
		m := r.sees(p, "请选择", "[⋯ 更多]")
		if n := len(m.Buttons()); n > 8 {
			t.Errorf("%s has %d buttons", who, n)
		}
		r.tap(p, "⋯ 更多")
		r.sees(p, "[❓ 帮助]", "[🗂 准备工作]")
		r.tap(p, "🗂 准备工作")
		r.sees(p, "🗂 准备工作", "[↩ 返回]")
		r.tap(p, "↩ 返回")
		r.sees(p, "[⋯ 更多]", "[📌 待办]")
	}
}
