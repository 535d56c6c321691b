package flows

import (
	"huanjie/internal/flow"
	"huanjie/internal/speech"
)

// visit logs one visit to a village, above all to a key village 重点村.
var visit = record{
	id: "visit", title: say("走访", "Visits"), each: true,
	command: "visit", words: []string{"走访", "入户", "家访", "跑了", "走了", "串了", "visit"}, unless: speech.GoesElsewhere,
	label: say("🚶 走访", "🚶 Visit"), group: groupPreparing(),
	fields: []field{
		day("on", say("日期", "Date")),
		names("who", say("走访人", "By whom"), say("谁去走访的？", "Who went?")),
		amount("homes", say("走访户数", "Homes"), say("户", ""), "户", "跑了", "走了", "串了", "去了"),
		choice("mood", say("走访结果", "Found"), say("情况怎么样？", "What was found?"),
			flow.Option{Value: "calm", Label: say("平稳", "Calm"), Words: []string{"正常", "稳定", "支持", "都支持", "都没意见", "没意见", "没有意见", "没啥意见", "没什么意见", "没问题", "没有问题", "情况良好", "都好"}},
			flow.Option{Value: "watch", Label: say("需关注", "To be watched"), Words: []string{"关注", "有顾虑", "有意见", "有想法"}},
			flow.Option{Value: "tense", Label: say("有苗头", "Tense"), Words: []string{"不稳", "紧张", "有情绪", "有矛盾", "有人反对"}}),
		prose("words", say("说明", "Remarks"), say("了解到什么？一两句话；没有就写“无”。", "What was learnt? “none” if nothing.")),
	},
}
