package flows

import "huanjie/internal/flow"

// papers reports which papers of its election a Party organisation has.
var papers = record{
	id: "papers", title: say("选举材料", "Papers"),
	command: "papers", words: []string{"选举材料", "支部材料", "会议材料", "请示批复", "请示、批复", "请示和批复", "请示批下来", "请示批了", "请示批复了", "批复下来", "批复到了", "批复收到", "papers"},
	label: say("📄 选举材料", "📄 Papers"), group: groupPreparing(), kinds: branches(), alone: []flow.StepID{"request", "reply", "report", "fees", "rules", "result"},
	fields: []field{
		checklist("request", say("换届请示", "Request"), say("有了吗", "ready"), "请示", "换届选举请示"),
		checklist("reply", say("换届批复", "Reply"), say("有了吗", "there"), "批复", "换届选举批复"),
		checklist("report", say("工作报告", "Work report"), say("有了吗", "ready")),
		checklist("fees", say("党费报告", "Fees report"), say("有了吗", "ready"), "党费收缴使用报告", "党费收缴报告"),
		checklist("rules", say("选举办法", "Rules of election"), say("有了吗", "ready"), "选举办法草案"),
		checklist("result", say("选举结果报告", "Report of the result"), say("有了吗", "ready"), "结果报告", "选举结果的报告"),
	},
}
