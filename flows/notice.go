package flows

import (
	"huanjie/internal/election"
	"huanjie/internal/flow"
)

// notice reports the public notice 公示 of a Party organisation's prospective
// candidates. How many days it stands is the office's setting.
var notice = record{
	id: "notice", title: say("任前公示", "Public notice"),
	command: "notice", words: []string{"任前公示", "人选公示", "公示情况", "公示贴出去", "公示贴出", "支部公示", "党内公示", "public notice", "branch notice"},
	label: say("📌 任前公示", "📌 Public notice"), group: groupCandidates(), kinds: branches(), stage: election.NoticeStage, ends: true, on: "posted",
	remarks: say("少于 notice_days 天会提示", "fewer days than notice_days are pointed out"),
	review: func(s flow.Subject, r election.Record) []election.Phrase {
		least := s.Election.Profile.LeastNotice()
		if r.Words["over"] == "no" {
			return []election.Phrase{say("公示至少 %d 天，期满后再报一次。", "It stands for at least %d days; report again when it is over.").With(least)}
		}
		if n := r.Numbers["days"]; n < least {
			return []election.Phrase{say("⚠️ 公示 %d 天，少于要求的 %d 天。", "⚠️ %d days of notice, fewer than the %d asked for.").With(n, least)}
		}
		return nil
	},
	fields: []field{
		day("posted", say("公示日期", "Posted on"), "公示"),
		choice("over", say("期满", "Over"), say("公示期满了吗？", "Is the time of the notice over?"),
			flow.Option{Value: "yes", Label: say("已期满", "Over"), Words: []string{"期满", "期满了", "公示期满", "公示结束", "结束", "ended", "it is over", "expired"}},
			flow.Option{Value: "no", Label: say("公示中", "Not yet"), Words: []string{"还没有", "没有期满", "未期满", "还没期满", "没到期", "not over", "still posted"}}),
		amount("days", say("公示天数", "Days"), say("天", ""), "天数", "days posted").ifOne("over", "yes"),
		amount("objections", say("收到反映", "Objections"), say("件", ""), "反映", "收到反映", "异议", "收到异议", "意见", "收到意见", "complaints", "complaint", "objection").noneIf("没人反映", "无人反映", "没有反映", "没收到反映", "未收到反映", "没有收到反映", "无异议", "没有异议", "没意见", "没有意见", "没人提意见", "无反映").ifOne("over", "yes"),
		photo(say("公示照片", "Photo of the notice"), say("请发公示的照片。", "Please send a photo of the notice.")),
	},
}
