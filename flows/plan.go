package flows

import (
	"huanjie/internal/election"
	"huanjie/internal/flow"
)

// plan reports the contingency plan of a village, above all of a key village
// 重点村.
var plan = record{
	id: "plan", title: say("应急预案", "Contingency plan"),
	command: "plan", words: []string{"应急预案", "预案", "plan"},
	label: say("🛟 应急预案", "🛟 Plan"), group: groupPreparing(),
	review: func(s flow.Subject, _ election.Record) []election.Phrase {
		if s.Unit.Key {
			return []election.Phrase{say("本%[1]s是重点%[1]s，预案会列入领导的重点%[1]s清单。", "This is a key %[1]s; its plan is on the leaders' list.").With(s.Election.OneUnit())}
		}
		return nil
	},
	fields: []field{
		choice("ready", say("预案", "Plan"), say("应急预案定了吗？", "Is the plan made?"),
			flow.Option{Value: "yes", Label: say("已制定", "Made"), Words: []string{"定了", "有", "有了", "已定", "定好", "做好", "写好"}},
			flow.Option{Value: "no", Label: say("还没有", "Not yet"), Words: []string{"没有", "没定", "还没定", "未定", "没做", "还没做"}}),
		names("lead", say("负责人", "In charge"), say("现场谁负责？", "Who is in charge on the spot?"), "负责", "带队", "牵头"),
		amount("staff", say("现场力量", "People on the spot"), say("人", ""), "力量", "人手", "现场", "现场人员"),
		prose("risk", say("主要风险", "Main risk"), say("主要风险是什么？一两句话。", "What is the main risk? A sentence or two.")),
	},
}
