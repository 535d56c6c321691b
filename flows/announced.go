package flows

import (
	"huanjie/internal/election"
	"huanjie/internal/flow"
)

// announced reports that the result was announced on the spot.
var announced = record{
	id: "announced", title: say("当场公布结果", "Result announced"),
	command: "announced", words: []string{"公布结果", "宣布结果", "当场公布", "当场宣布", "当众宣布", "结果宣布", "结果已宣布", "结果已经宣布", "结果已经当场宣布", "结果已经公布", "结果当场宣布", "结果当众宣布", "结果当场公布", "选举结果当场宣布", "公布了结果", "宣布了结果", "公布的结果", "宣布的结果", "公布选举结果", "宣布选举结果", "结果公布", "结果已公布", "选举结果公布", "选举结果已公布", "结果公告", "结果贴", "结果贴出", "结果贴出去", "结果贴出来", "结果贴好", "结果已贴", "结果张贴", "结果上墙", "结果张榜", "贴了结果", "announced"},
	label: say("📢 公布结果", "📢 Announced"), group: groupPolling(),
	fields: []field{
		clock("at", say("公布时间", "Announced at")),
		names("by", say("宣布人", "By"), say("由谁宣布？", "Who announced it?")),
		photo(say("公布照片", "Photo"), say("请发张贴的结果公告照片。", "Please send a photo of the posted result.")),
	},
	review: func(s flow.Subject, r election.Record) []election.Phrase {
		if len(s.Whole.Counts) > 0 {
			return nil
		}
		return []election.Phrase{say("⚠️ 本村还没有上报计票。", "⚠️ The count has not been reported yet.")}
	},
}
