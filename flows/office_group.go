package flows

import (
	"huanjie/internal/flow"
)

// officeGroup reports one sort of working groups that the office sent out: to guide, to audit,
// to supervise.
var officeGroup = record{
	id: "office_group", title: say("工作组", "Working groups"), each: true,
	words: []string{"工作组", "本级工作组", "派工作组", "working groups"},
	label: say("👥 工作组", "👥 Groups"), group: groupOffice(), kinds: officeWork(), alone: []flow.StepID{"kind"},
	fields: []field{
		choice("kind", say("工作组类别", "Sort of group"), say("是什么工作组？", "What are they for?"),
			flow.Option{Value: "guide", Label: say("工作指导组", "Guidance"), Words: []string{"工作指导组", "指导组", "指导"}},
			flow.Option{Value: "audit", Label: say("离任审计组", "Audit"), Words: []string{"离任审计组", "审计组", "审计"}},
			flow.Option{Value: "supervise", Label: say("督查组", "Supervision"), Words: []string{"督导组", "巡查组", "督查", "督导"}},
			flow.Option{Value: "review", Label: say("资格审查组", "Review"), Words: []string{"联审组", "资格联审组", "审查组"}},
			flow.Option{Value: "other", Label: say("其他工作组", "Other"), Words: []string{"其他"}}),
		amount("groups", say("工作组个数", "Groups"), say("个", ""), "组数", "组"),
		amount("people", say("抽调人员", "People"), say("人", ""), "人员", "人数", "抽调", "抽调干部", "抽了", "staff").askedAs("审计组多少人", "审计组几个人", "指导组多少人", "指导组几个人", "督查组多少人", "工作组多少人", "工作组几个人"),
	},
}
