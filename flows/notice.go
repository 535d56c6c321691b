package flows

import (
	"huanjie/internal/election"
	"huanjie/internal/flow"
)

// notice reports the public notice 公示 of a Party organisation's prospective
// candidates. How many days it stands is the office's setting.
var notice = record{
	id: "notice", title: say("任前公示", "Public notice"),
	command: "notice", words: []string{"任前公示", "人选公示", "公示情况", "公示贴出去", "公示贴出", "支部公示", "党内公示", "公示", "公示期", "公示期满", "公示结束", "公示到期", "公示完", "公示贴", "公示张贴", "候选人公示", "候选人预备人选公示", "预备人选公示", "贴公示", "贴了公示", "public notice", "branch notice"},
	label: say("📌 任前公示", "📌 Public notice"), group: groupCandidates(), kinds: branches(), stage: election.NoticeStage, ends: true, on: "posted",
	alone: []flow.StepID{"over", "days", "objections"}, about: []string{"公示"},
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
			flow.Option{Value: "yes", Label: say("已期满", "Over"), Words: []string{"期满", "期满了", "公示期满", "公示结束", "公示到期", "公示完", "公示完了", "到期", "到期了", "已满", "满了", "结束", "结束了", "ended", "it is over", "expired"}},
			flow.Option{Value: "no", Label: say("公示中", "Not yet"), Words: []string{"还没有", "没有期满", "未期满", "还没期满", "没到期", "not over", "still posted"}}),
		amount("days", say("公示天数", "Days"), say("天", ""), "天数", "days posted").ifNot("over", "no").askedAs("公示了几天", "公示几天", "公示了多少天", "公示多少天", "公示期几天", "公示期多少天"),
		amount("objections", say("收到反映", "Objections"), say("件", ""), "反映", "收到反映", "异议", "收到异议", "意见", "收到意见", "举报", "complaints", "complaint", "objection").noneIf(nothingSaid()...).ifNot("over", "no"),
		photo(say("公示照片", "Photo of the notice"), say("请发公示的照片。", "Please send a photo of the notice.")),
	},
}

// nothingSaid are the words by which nobody said anything against those on a notice.
func nothingSaid() []string {
	return []string{"没人反映", "无人反映", "没有反映", "没有人反映", "没收到反映", "未收到反映", "没有收到反映", "没收到任何反映", "没接到反映", "无反映", "没人反映问题", "无人反映问题", "没有反映问题", "没收到意见", "没有收到意见", "没意见", "没有意见", "没人有意见", "没人提意见", "大家没意见", "群众没意见", "无意见", "无异议", "没有异议", "没异议", "没人有异议", "没收到异议", "没收到举报", "没人举报", "无举报", "no complaints", "no objections", "nobody objected"}
}
