package flows

import (
	"huanjie/internal/flow"
)

// officeTask reports one task of the office's plan that is done: when it was to be, and when
// it was.
var officeTask = record{
	id: "office_task", title: say("计划任务", "Tasks of the plan"), each: true,
	words: []string{"计划任务", "本级任务", "工作任务", "office task"},
	label: say("📌 计划任务", "📌 Tasks"), group: groupOffice(), kinds: officeWork(),
	fields: []field{
		day("done", say("完成日期", "Done on"), "完成", "办完"),
		choice("kept", say("是否按计划", "As planned"), say("是按计划时间完成的吗？", "Was it done by the day that was planned?"),
			flow.Option{Value: "early", Label: say("提前完成", "Early"), Words: []string{"提前"}},
			flow.Option{Value: "kept", Label: say("按期完成", "In time"), Words: []string{"按期", "按时", "按时完成", "如期"}},
			flow.Option{Value: "late", Label: say("推迟完成", "Late"), Words: []string{"推迟", "逾期", "延期", "延后"}}),
		prose("what", say("任务", "Task"), say("是哪一项任务？", "Which task was it?"), "事项"),
	},
}
