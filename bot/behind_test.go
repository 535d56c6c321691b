package bot_test

import (
	"testing"
	"time"
)

// TestWhoHasToVoteAgain asks after a count that left a seat over: leaders hear of
// their own villages what has to be held and until when, the checker nothing that
// the second entry is to find out.
func TestWhoHasToVoteAgain(t *testing.T) {
	t.Parallel()
	town := townWithRecords(t)
	r := at(t, setting{town: town}, town.Elections[0].PollingDay.At(18, 1, town.Location))
	officer, checker, leader, other, group := r.phone("周明"), r.phone("李芳"), r.phone("陈立"), r.phone("顾清"), r.phone("高远")
	r.answers(group, "哪些村要再次投票", "🔁 还要再投票 · 全镇", "还不知道：一个都没有计票。")
	r.reports(officer, "计票 "+countLine("117"), "另行选举")
	for _, text := range []string{"哪些村要再次投票", "有没有村要另行选举", "要再次投票的村", "which villages have to vote again"} {
		r.answers(group, text, "🔁 还要再投票 · 全镇", "东河村：另行选举：主任 1 名", "其中 1 个村的计票还没有确认")
	}
	r.answers(group, "哪些村没过半？", "参选率没过半的村（含正好一半） · 全镇", "另有 21 个村还没报", "🔁 候选人没过半、还要再投票的：东河村")
	r.answers(leader, "东片哪些村要再次投票", "🔁 还要再投票 · 东片", "东河村：另行选举")
	r.answers(leader, "哪些村选举无效", "✅ 没有选举无效、要重新选举的。", "东河村：另行选举")
	r.answers(other, "哪些村要再次投票", "🔁 还要再投票 · 西片", "还不知道：一个都没有计票。")
	r.answers(other, "东片另行选举", "“东片”不在您的查看范围内")
	r.answers(officer, "要不要再次投票？", "您负责的 1 个村", "东河村：另行选举")
	r.answers(checker, "哪些村要再次投票", "还不知道：一个都没有计票。", "🔒 不含待您复核的 1 个村：东河村")
	unseen(r, other, "东河村：")
	unseen(r, checker, "东河村：另行选举")
}

// TestWhoIsLate asks leaders' question of several days: what is late is what is past
// its day, on polling day besides who is silent, and not a stage whose day comes.
func TestWhoIsLate(t *testing.T) {
	t.Parallel()
	town := townWithRecords(t)
	polling := town.Elections[0].PollingDay
	first := town.Elections[0].Stages[0].Due()
	for name, c := range map[string]struct {
		moment time.Time
		shows  []string
		not    []string
	}{
		"before all":  {first.AddDays(-5).At(9, 0, town.Location), []string{"⏰ 逾期 · 东片", "✅ 没有逾期。", "现在的阶段", "6/6 个村没有完成"}, []string{"📋 投票选举 ·", "还没报"}},
		"polling day": {polling.At(12, 30, town.Location), []string{"逾期 ", "今天还没报投票人数（6）", "东河村（周明）", "投票已结束，还没报计票结果"}, []string{"✅ 没有逾期"}},
		"after":       {polling.AddDays(3).At(9, 0, town.Location), []string{"投票选举 逾期 3 天", "6 个村"}, []string{"✅", "今天还没报"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := at(t, setting{town: town}, c.moment)
			leader, officer, other := r.phone("陈立"), r.phone("周明"), r.phone("顾清")
			for _, text := range []string{"哪些村逾期", "谁拖后腿", "who is late?", "逾期的村"} {
				r.answers(leader, text, c.shows...)
			}
			unseen(r, leader, c.not...)
			r.answers(leader, "西片谁逾期了", "“西片”不在您的查看范围内")
			r.answers(other, "东片逾期", "“东片”不在您的查看范围内")
			r.answers(officer, "还有什么没报", "📌 待办", "东河村")
		})
	}
}

// TestShortQuestionsAreAnswered: a leader asks in few words; of what is not theirs
// they hear just that.
func TestShortQuestionsAreAnswered(t *testing.T) {
	t.Parallel()
	r := start(t, setting{town: townWithRecords(t)})
	officer, leader, group := r.phone("周明"), r.phone("陈立"), r.phone("高远")
	r.say(officer, "进度 东河村 投票选举 有困难 下雨路断了")
	r.sees(officer, "路断", "[✅ 确认上报]")
	r.tap(officer, "✅ 确认上报")
	r.sees(officer, "路断", "已上报")
	r.answers(group, "西片参选率", "🗳 参选率 · 西片")
	r.answers(leader, "西片参选率", "“西片”不在您的查看范围内")
	r.answers(leader, "有困难的村", "🆘 有困难 · 东片", "东河村")
	r.answers(group, "各片进度", "📋 进度 · 全镇", "· 东片：完成 0/6 个村", "· 西片：完成 0/")
	r.answers(leader, "各片进度", "📋 进度 · 东片", "完成 0/6 个村")
	for _, text := range []string{"东河村报了没有", "东河村怎么样", "东河村情况？", "东河村那边弄得咋样", "how is 东河村", "东河村"} {
		r.answers(leader, text, "东河村", "路断")
	}
	for _, text := range []string{"西岭村", "西岭村怎么样", "西岭村参选率", "西岭村那边弄得咋样了", "候选人公告 西岭村", "西岭村状态"} {
		r.answers(leader, text, "“西岭村”不在您的查看范围内")
	}
	r.answers(leader, "候选人公告 东河村", "东河村候选人名单")
	r.answers(leader, "东河村参选率", "🗳 参选率 · 东河村", "还没有上报")
	r.answers(leader, "东河村那边在唱歌", "没看懂“东河村那边在唱歌”，什么都没有记下")
	r.answers(leader, "收到", "👌 好的")
	r.answers(officer, "好的，", "👌 好的")
	r.answers(leader, "昨天的日报", "东片")

	// what begins a report still does
	r.answers(officer, "东河村参选率", "上报投票进展 · 东河村")
	unseen(r, leader, "西岭村（", "西岭村　", "没看懂“西岭村")
}

// TestAVillageBesideAnOpenCard: a leader's unfinished card does not keep the names of
// villages from being answered.
func TestAVillageBesideAnOpenCard(t *testing.T) {
	t.Parallel()
	r := start(t, setting{town: townWithRecords(t)})
	officer, leader := r.phone("周明"), r.phone("陈立")
	r.asksApproval(officer)
	r.sees(leader, "📮 东河村 · 请示", "[↩️ 退回]")
	r.tap(leader, "↩️ 退回")
	r.sees(leader, "退回的原因")
	r.say(leader, "缺少经费预算")
	r.sees(leader, "[✅ 确认办理]")
	r.answers(leader, "东河村", "东河村", "未开始")
	r.answers(leader, "东河", "东河村", "未开始")
	r.answers(leader, "西岭村", "“西岭村”不在您的查看范围内")
	r.answers(leader, "西片参选率", "“西片”不在您的查看范围内")
	r.say(officer, "计票 "+countLine("175"))
	r.sees(officer, "发出选票：259", "[✅ 确认上报]")
	r.answers(officer, "东河村", "东河村", "选举日")
}

// TestObserversAreToldTheTruth: an observer's help promises no messages, and the menu
// has what they may look at.
func TestObserversAreToldTheTruth(t *testing.T) {
	t.Parallel()
	r := start(t, setting{town: townWithRecords(t)})
	observer, leader := r.phone("严正"), r.phone("陈立")
	r.answers(observer, "帮助", "不会主动通知您", "审计记录", "日报 昨天", "台账表")
	r.sees(observer, "监督员", "[📊 日报]", "[📨 情况]", "[🔍 审计记录]")
	unseen(r, observer, "每天会收到日报")
	r.tap(observer, "🔍 审计记录")
	r.sees(observer, "🔎 审计记录，最近")
	r.answers(leader, "help", "每天会收到日报", "/settings 设置", "/calendar 日历", "“情况”", "“待办”", "哪些村要再次投票")
	r.sees(leader, "[📊 日报]", "[📨 情况]")
	unseen(r, leader, "[🔍 审计记录]")
}
