package flows

import (
	"huanjie/internal/election"
	"huanjie/internal/flow"
)

// audit reports the audit of the outgoing committee, whose result must be
// published before the election (村民委员会组织法第四十条).
var audit = record{
	id: "audit", title: say("离任审计", "Audit of the outgoing committee"),
	command: "audit_result", words: []string{"离任审计", "审计", "审计公布", "audit"},
	label: say("🧾 离任审计", "🧾 Audit"), group: groupPreparing(), kinds: committees(), stage: election.AuditStage, ends: true, on: "published",
	review: func(s flow.Subject, r election.Record) []election.Phrase {
		if d := s.Election.PollingDay; !r.On.Before(d) {
			return []election.Phrase{say("⚠️ 公布日期不早于选举日%s：审计结果应当在选举之前公布。", "⚠️ Not before polling day, %s: the result must be published before the election.").With(d.Say(s.Town.Today(s.Now)))}
		}
		return nil
	},
	fields: []field{
		day("published", say("公布日期", "Published on"), "公布", "公布的", "公示", "公示的", "贴", "贴的", "贴出", "贴出去", "贴出去了", "贴出来", "贴出来了", "贴了", "张贴", "上墙"),
		choice("found", say("审计结论", "Finding"), say("审计有没有发现问题？", "What did the audit find?"),
			flow.Option{Value: "clean", Label: say("未发现问题", "Nothing"), Words: []string{"没问题", "没有问题", "无问题", "没发现问题", "没有发现问题", "没发现啥问题", "没发现什么问题", "没什么问题", "没啥问题", "没查出问题", "没查出啥问题", "没查出什么问题", "没审出问题", "没毛病", "一切正常", "no problems"}},
			flow.Option{Value: "minor", Label: say("有问题已整改", "Mended"), Words: append(foundSome(), "已整改", "已经整改", "整改了", "整改完", "整改到位")},
			flow.Option{Value: "open", Label: say("有问题待处理", "Still open"), Words: append(foundSome(), "待处理", "还没处理", "没处理", "未处理", "正在整改", "没整改", "未整改")}),
		photo(say("公布照片", "Photo of the notice"), say("请发审计结果公布的照片。", "Please send a photo of the published result.")),
	},
}

// foundSome are words which say that there is something, and not what became of it: that is asked.
func foundSome() []string {
	return []string{"有问题", "有点问题", "有些问题", "有点小问题", "有小问题", "查出问题", "查出来问题", "查出来有问题", "查出来有点问题", "查出了问题", "查出点问题", "发现问题", "发现了问题", "发现有问题", "审出问题", "审出来有问题", "问题不少", "found something"}
}
