package flows

import "huanjie/internal/flow"

// renotice reports that a notice which had been posted was put right: names in a wrong order, a wrong
// day. The season's summary says how often, and of which notices.
var renotice = record{
	id: "renotice", title: say("公告更正", "Notices put right"), each: true,
	command: "renotice", words: []string{"公告更正", "更正公告", "更正了公告", "公告改正", "重贴公告", "公告重贴", "重新张贴公告", "公告贴错", "公告写错", "名单贴错", "名单重贴", "renotice"},
	label: say("✏️ 公告更正", "✏️ Notice put right"), group: groupCandidates(),
	fields: []field{
		day("on", say("更正日期", "Put right on"), "更正", "重贴"),
		choice("which", say("更正的公告", "Which notice"), say("更正的是哪一种公告？", "Which notice was put right?"),
			flow.Option{Value: "roll", Label: say("选民名单公告", "The roll"), Words: []string{"选民名单", "选民名单公告"}},
			flow.Option{Value: "first", Label: say("初步候选人公告", "The first list"), Words: []string{"初步候选人", "初步候选人名单", "初步名单"}},
			flow.Option{Value: "formal", Label: say("正式候选人公告", "The formal list"), Words: []string{"正式候选人", "候选人名单", "候选人公告", "正式候选人名单"}},
			flow.Option{Value: "result", Label: say("结果公告", "The result"), Words: []string{"选举结果", "当选公告", "结果"}},
			flow.Option{Value: "other", Label: say("其他公告", "Another"), Words: []string{"其他", "投票公告", "选举日公告"}}),
		prose("what", say("错在哪里", "What was wrong"), say("错在哪里，改成了什么？一句话。", "What was wrong, and what is it now? In a sentence."), "错在", "更正为", "改为"),
		photo(say("更正照片", "Photo"), say("请发重新张贴的公告照片。", "Please send a photo of the notice as it is now.")),
	},
}
