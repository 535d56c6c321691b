package bot_test

import (
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"huanjie/internal/election"
	"huanjie/internal/redistest"
	"huanjie/internal/sandbox"
)

// confirms reports what is on the card.
func (r *rig) confirms(p *sandbox.Phone, words ...string) {
	r.t.Helper()
	r.sees(p, append(words, "[✅ 确认上报]")...)
	r.tap(p, "✅ 确认上报")
	r.sees(p, append(words, "已上报 · 回执")...)
}

// figure is a sum of the whole town.
func (r *rig) figure(f election.Figure) int {
	r.t.Helper()
	all, err := r.store.Figures(r.ctx, r.town.Elections[0].ID, election.WholeTown)
	if err != nil {
		r.t.Fatal(err)
	}
	return all[0][f]
}

// sound holds what is kept against the journal.
func (r *rig) sound() {
	r.t.Helper()
	if err := r.store.Verify(r.ctx); err != nil {
		r.t.Error(err)
	}
}

// TestAConfirmedCountIsWithdrawn: the leader's message says so in the place of the
// count, whoever entered it a second time is told, and the next count begins anew.
func TestAConfirmedCountIsWithdrawn(t *testing.T) {
	t.Parallel()
	r := start(t, setting{})
	first, second, leader, office := r.phone("周明"), r.phone("李芳"), r.phone("陈立"), r.phone("选举办")
	r.say(first, "计票 "+countLine("175"))
	r.confirms(first, "冯棠")
	r.say(second, "计票 "+countLine("175"))
	r.confirms(second, "复核")
	r.sees(leader, "已确认 ✅")
	r.say(office, "东河村")
	r.sees(office, "第一次投票（已确认）")
	if r.figure(election.Counted) != 1 || r.figure(election.UnitsConfirmed) != 1 {
		t.Error("the count is not confirmed")
	}

	r.say(first, "撤回，村里要求重新清点")
	r.sees(first, "一并撤回：复核录入", "已由两人确认过", "撤回原因：村里要求重新清点", "[✅ 确认撤回]")
	r.tap(first, "✅ 确认撤回")
	r.sees(first, "已撤回回执")
	r.sees(leader, "↩️ 已撤回：东河村 计票：第一次投票", "村里要求重新清点")
	r.sees(second, "↩️ 已撤回", "一并撤回")
	r.sees(office, "↩️ 已撤回：东河村")
	r.sent()
	if _, still := r.find(leader.Messages(), []string{"已确认 ✅"}); still {
		t.Error("the confirmed count still stands with the leader")
	}
	if r.figure(election.Counted) != 0 || r.figure(election.Elected) != 0 || r.figure(election.UnitsConfirmed) != 0 {
		t.Error("the sums still have it")
	}
	r.sound()

	r.say(first, "计票 "+countLine("174"))
	r.confirms(first, "冯棠")
	r.sees(leader, "初步，未复核", "冯棠 174 票")
	r.sees(second, "请复核：东河村")
	unseen(r, second, "174")
	r.sound()
}

// TestForTheWrongVillage withdraws a turnout and begins the same for another village,
// with one tap; nothing is reported there before it is confirmed.
func TestForTheWrongVillage(t *testing.T) {
	t.Parallel()
	r := start(t, setting{})
	p, leader := r.phone("李芳"), r.phone("顾清")
	own := r.town.Person("李芳").Units
	wrong, _ := r.town.Unit(own[0])
	right, _ := r.town.Unit(own[1])
	r.say(p, "投票 "+wrong.Name+" 200")
	r.sees(p, "已投票：200")
	r.say(p, "确认")
	r.settle(p)
	r.say(leader, "日报")
	r.sent()
	before := r.figure(election.Voted)
	r.say(p, "报错村了，应该是"+right.Name)
	r.sees(p, "撤回：上报投票进展 · "+wrong.Name, "撤回原因：报错村了", "[撤回，改报"+right.Name+"]")
	r.tap(p, "撤回，改报"+right.Name)
	r.sees(p, "上报投票进展 · "+right.Name, "已投票：200", wrong.Name+"的已撤回")
	r.sees(p, "撤回：上报投票进展 · "+wrong.Name, "已撤回回执")
	if got := r.figure(election.Voted); before-got != 200 {
		t.Errorf("%d voted before, %d after", before, got)
	}
	r.say(p, "确认")
	r.settle(p)
	if got := r.figure(election.Voted); got != before {
		t.Errorf("%d voted before, %d after", before, got)
	}
	all := r.journalOf()
	if len(all) != 3 || all[1].Replaces != all[0].ID || all[1].Why != "报错村了" || all[2].Unit != right.ID {
		t.Errorf("the journal has %+v", all)
	}
	r.sound()
}

// settle gives the reason for what is odd, as a turnout before polling day is, until
// the report is made.
func (r *rig) settle(p *sandbox.Phone) {
	r.t.Helper()
	n := len(r.journalOf())
	r.sent()
	for range 3 {
		r.taken()
		if len(r.journalOf()) > n {
			return
		}
		r.say(p, "提前试报")
		r.sent()
		r.say(p, "确认")
		r.sent()
	}
}

// TestWhoMayWithdraw: nobody takes back what another reported; the office what it
// entered itself.
func TestWhoMayWithdraw(t *testing.T) {
	t.Parallel()
	r := start(t, setting{})
	p, office, leader := r.phone("周明"), r.phone("选举办"), r.phone("陈立")
	r.say(p, "进度 东河村 宣传培训 已完成")
	r.confirms(p, "宣传培训")
	for _, other := range []*sandbox.Phone{office, leader} {
		r.say(other, "撤回东河村宣传培训")
		r.say(other, "撤回")
		r.sees(other, "只能撤回自己报的")
	}
	r.say(office, "进度 东河村 选举委员会 已完成")
	r.confirms(office, "选举委员会")
	r.say(office, "撤回")
	r.sees(office, "撤回：上报阶段进度", "选举委员会", "[重复上报]")
	r.tap(office, "重复上报")
	r.sees(office, "[✅ 确认撤回]")
	r.tap(office, "✅ 确认撤回")
	r.sees(office, "已撤回回执")
	r.say(p, "撤回")
	r.sees(p, "撤回：上报阶段进度 · 东河村", "宣传培训", "[重复上报]")
	r.tap(p, "没有这回事")
	r.sees(p, "[✅ 确认撤回]")
	r.tap(p, "✅ 确认撤回")
	r.sees(p, "已撤回回执")
	r.say(p, "更正")
	r.sees(p, "没有可以更正的上报")
	if n := len(r.journalOf()); n != 4 {
		t.Errorf("%d reports in the journal", n)
	}
	if r.figure(election.StageFigure("publicity", election.Done)) != 0 {
		t.Error("it still counts")
	}
	r.sound()
}

// TestADifficultyIsWithdrawn: whoever heard of it reads that it is withdrawn, in its
// place.
func TestADifficultyIsWithdrawn(t *testing.T) {
	t.Parallel()
	r := start(t, setting{})
	p, leader := r.phone("周明"), r.phone("陈立")
	r.say(p, "进度 东河村 宣传培训 有困难 没人发传单")
	r.confirms(p, "没人发传单")
	r.sees(leader, "🆘 东河村 · 宣传培训")
	id := r.say(p, "进度 东河村 选举委员会 有困难 没场地")
	r.confirms(p, "没场地")
	r.sees(leader, "🆘 东河村 · 选举委员会")
	if err := p.Edit(id, "作废"); err != nil { // the message itself is changed
		t.Fatal(err)
	}
	r.sees(p, "撤回：上报阶段进度", "没场地", "请说一句原因")
	r.say(p, "收到")
	r.sees(p, "“收到”不是原因")
	r.say(p, "场地找到了")
	r.sees(p, "撤回原因：场地找到了")
	r.say(p, "确认")
	r.sees(leader, "↩️ 已撤回：东河村 进度：选举委员会", "场地找到了")
	r.sent()
	if _, still := r.find(leader.Messages(), []string{"🆘 东河村 · 选举委员会"}); still {
		t.Error("the difficulty still stands with the leader")
	}
	if _, other := r.find(leader.Messages(), []string{"🆘 东河村 · 宣传培训"}); !other {
		t.Error("another difficulty is gone")
	}
	r.sound()
}

// TestACaseIsWithdrawn takes back an incident before anybody has dealt with it, and not
// after.
func TestACaseIsWithdrawn(t *testing.T) {
	t.Parallel()
	r := start(t, setting{})
	p, leader := r.phone("周明"), r.phone("陈立")
	r.say(p, "突发 东河村 停电了 紧急")
	r.confirms(p, "停电")
	r.sees(leader, "停电", "东河村")
	r.say(p, "撤回")
	r.sees(p, "[没有这回事]")
	r.tap(p, "没有这回事")
	r.sees(p, "[✅ 确认撤回]")
	r.tap(p, "✅ 确认撤回")
	r.sees(leader, "↩️ 已撤回：东河村")
	r.sound()
	r.say(p, "突发 东河村 又停电了 紧急")
	r.confirms(p, "又停电")
	r.sees(leader, "又停电", "[🙋 我来处理]")
	r.tap(leader, "🙋 我来处理")
	r.sees(leader, "确认后由您负责")
	r.say(leader, "确认")
	r.sees(p, "办理中")
	r.say(p, "撤回")
	r.sees(p, "陈立已经在办理，不能撤回")
}

// TestAForwardedSecondEntry is refused: it is nobody's own.
func TestAForwardedSecondEntry(t *testing.T) {
	t.Parallel()
	r := start(t, setting{})
	first, second := r.phone("周明"), r.phone("李芳")
	r.say(first, "计票 "+countLine("175"))
	r.confirms(first, "冯棠")
	r.sees(second, "请复核：东河村")
	if _, err := second.Forward("计票 "+countLine("175"), "周明"); err != nil {
		t.Fatal(err)
	}
	r.sees(second, "转发的消息不算本人录入", "发出选票多少张")
	r.say(second, strings.TrimPrefix(countLine("175"), "东河村 "))
	r.confirms(second, "复核")
	r.sees(first, "两人录入一致，已确认")
	if _, err := first.Forward("进度 东河村 宣传培训 已完成", "李芳"); err != nil { // elsewhere it is a message like others
		t.Fatal(err)
	}
	r.confirms(first, "宣传培训")
}

// TestWithdrawWordsElsewhere: the words mean what they say where they stand.
func TestWithdrawWordsElsewhere(t *testing.T) {
	t.Parallel()
	r := start(t, setting{})
	p := r.phone("周明")
	r.say(p, "撤回")
	r.sees(p, "最近没有您自己上报、可以撤回的内容")
	r.say(p, "计票 东河村 发259 收255 无效6")
	r.sees(p, "无效票：6")
	r.say(p, "撤回")
	r.sees(p, "放弃这次填报？")
	r.tap(p, "继续填写")
	r.say(p, "取消")
	r.tap(p, "放弃")
	r.say(p, "进度 东河村 宣传培训 有困难")
	r.sees(p, "▸")
	r.say(p, "村民要求撤回公告")
	r.confirms(p, "村民要求撤回公告")
}

// publishes has 东河村 counted and confirmed, and its result posted in a group.
func (r *rig) publishes(office, first, second *sandbox.Phone) *sandbox.Group {
	r.t.Helper()
	g := r.groupOf(office)
	r.reports(first, "计票 "+countLine("175"), "冯棠")
	r.reports(second, "计票 "+countLine("175"), "复核")
	r.say(office, "公告")
	r.sees(office, "用哪个模板？")
	r.tap(office, "选举结果")
	r.sees(office, "[✅ 提交]")
	r.tap(office, "✅ 提交")
	r.groupSees(g, "📢", "东河村", "冯棠")
	return g
}

// TestAPublishedResultIsWithdrawn: the office hears at once which announcement in the
// groups rests on a count that is withdrawn.
func TestAPublishedResultIsWithdrawn(t *testing.T) {
	t.Parallel()
	r := start(t, setting{town: withOffice(t, officeID), idle: true})
	at := r.clock().AddDate(0, 0, 5)
	r.clock = func() time.Time { return at }
	r.run(r.bot.Poll)
	office, first, second := r.phone("选举办"), r.phone("周明"), r.phone("李芳")
	r.publishes(office, first, second)
	r.say(first, "撤回，重新清点")
	r.sees(first, "[✅ 确认撤回]")
	r.tap(first, "✅ 确认撤回")
	r.sees(office, "群里已公布的", "用到了东河村的计票", "已撤回", "公告列表")
	r.sound()
}

// TestAPublishedResultIsCorrected: while the correction is checked the office reads
// that there is one, then what changed, with a button that publishes it.
func TestAPublishedResultIsCorrected(t *testing.T) {
	t.Parallel()
	r := start(t, setting{town: withOffice(t, officeID), idle: true})
	at, later := r.clock().AddDate(0, 0, 5), atomic.Int64{}
	r.clock = func() time.Time { return at.Add(time.Duration(later.Load())) }
	r.run(r.bot.Poll)
	office, first, second := r.phone("选举办"), r.phone("周明"), r.phone("李芳")
	g := r.publishes(office, first, second)
	correct := func(votes string) {
		t.Helper()
		later.Add(int64(time.Hour))
		r.say(first, "计票 "+countLine(votes))
		r.sees(first, "[更正第一次投票]")
		r.tap(first, "更正第一次投票")
		r.sees(first, "更正的原因")
		r.say(first, "两叠票的记号看错")
		r.confirms(first, "更正已确认的计票")
		notice := r.sees(office, "群里已公布的", "用到了东河村的计票", "正在重新复核")
		if strings.Contains(notice.Text, votes) {
			t.Errorf("the office reads what is not checked:\n%s", notice.Text)
		}
		r.reports(second, "计票 "+countLine(votes), "复核")
	}
	correct("173")
	if m := r.sees(office, "要更正：东河村 第一次投票", "主任 冯棠 175 → 173", "当选的人没有变：", "原因：两叠票的记号看错", "不用改"); m.ReplyMarkup != nil {
		t.Errorf("nothing is to be published, and there is a button: %s", looks(m))
	}
	correct("105")
	r.sees(office, "主任 冯棠 175 → 105", "❗ 当选的人变了：主任 冯棠、委员 孙海川、委员 卞春生 → ", "[📢 公布更正]")
	r.tap(office, "📢 公布更正")
	r.sees(office, "改 ", "[✅ 提交]")
	r.tap(office, "✅ 提交")
	r.groupSees(g, "须另行选举", "有修改")
}

// TestWithdrawnWhileRedisIsKilled: the tap that confirms a withdrawal waits until Redis
// is back, and withdraws once.
func TestWithdrawnWhileRedisIsKilled(t *testing.T) {
	t.Parallel()
	server := redistest.Run(t)
	r := start(t, setting{redisURL: server.URL()})
	p := r.phone("周明")
	r.say(p, "进度 东河村 宣传培训 已完成")
	r.confirms(p, "宣传培训")
	r.say(p, "撤回，还没开会")
	r.sees(p, "[✅ 确认撤回]")
	r.sent()
	server.Kill()
	r.tap(p, "✅ 确认撤回")
	r.tap(p, "✅ 确认撤回")
	r.logged("take update")
	r.restart(server)
	r.sees(p, "已撤回回执")
	r.sent()
	if all := r.journalOf(); len(all) != 2 || len(all[1].TakesBack()) != 1 || all[1].Why != "还没开会" {
		t.Errorf("the journal has %+v", all)
	}
	r.sound()
}

// TestWhatIsReportedAnewIsACorrection: who takes a figure back and gives the right one with
// it withdraws nothing.
func TestWhatIsReportedAnewIsACorrection(t *testing.T) {
	t.Parallel()
	r := start(t, setting{town: townWithRecords(t)})
	officer := r.phone("周明")
	r.say(officer, "投票 东河村 120")
	r.sees(officer, "已投票：120", "[✅ 确认上报]")
	r.tap(officer, "✅ 确认上报")
	r.sees(officer, "✅ 已上报")
	r.say(officer, "前面的数不算 重新报 175")
	r.sees(officer, "已投票：120 → 175")
	r.say(officer, "取消")
	r.sees(officer, "[放弃]")
	r.tap(officer, "放弃")
	r.sees(officer, "原来的上报不变")
	r.say(officer, "前面那条不算")
	r.sees(officer, "撤回")
}
