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
	r.sees(officer, "无效票：8", "[✅ 确认上报]")
	r.tap(officer, "✅ 确认上报")
	r.sees(officer, "✅ 已上报 · 回执")
	r.sees(leader, "东河村", "上报人 周明")
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
		if err := p.Wait(r.ctx, func(m []sandbox.Message) bool {
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
	r.say(p, "/todo")
	r.sees(p, "没有“/todo”这个命令")
	r.say(leader, "/digest")
	r.sees(leader, "东片", "日报")
	r.say(leader, "柳湾村")
	r.sees(leader, "柳湾村", "选举日")
	r.say(office, "/digest")
	r.sees(office, "⚙️ 正在发送")
	r.say(office, "/invite")
	r.sees(office, "，已登记 2 人", "[下一页 ▶]")
	r.tap(office, "下一页 ▶")
	r.sees(office, "[◀ 上一页]")
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
	r.sees(p, "修改旧消息不会改动")
	if _, err := p.Sticker("🗳"); err != nil {
		t.Fatal(err)
	}
	r.sees(p, "只能看懂文字")
	if _, err := p.Photo(sandbox.Picture(20, 20), ""); err != nil {
		t.Fatal(err)
	}
	r.sees(p, "还没有收下：要随哪项上报提交")
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
