package flows

import (
	"huanjie/internal/election"
	"huanjie/internal/flow"
)

// inspection reports the inspection 考察 of those recommended.
var inspection = record{
	id: "inspection", title: say("考察", "Inspection"),
	command: "inspection", words: []string{"考察", "考察情况", "考察组", "考察组来", "考察组来了", "组织考察", "考察完", "考察结束", "inspection"},
	label: say("🔎 考察", "🔎 Inspection"), group: groupCandidates(), kinds: branches(), stage: election.InspectStage, ends: true, on: "done",
	fields: []field{
		day("done", say("考察日期", "Done on")),
		amount("inspected", say("考察对象", "Inspected"), say("人", ""), "考察人数", "对象", "考察", "考察了", "考察人选", "candidates", "people", "persons", "inspected people"),
		amount("talked", say("谈话", "Talked to"), say("人", ""), "谈话人数", "谈话了", "谈了", "谈了话", "个别谈话", "找人谈话", "访谈", "谈", "interviews", "interviewed", "talks", "talked with", "talked"),
		choice("found", say("考察意见", "Finding"), say("考察意见是什么？", "What was found?"),
			flow.Option{Value: "all", Label: say("均同意", "All suitable"), Words: []string{"同意", "都同意", "全部同意", "一致同意", "都合适", "都没问题", "都没意见", "没有问题", "没问题", "all agreed", "all fit", "no objection", "none unsuitable"}},
			flow.Option{Value: "some", Label: say("部分不宜", "Some not"), Words: []string{"有不宜", "部分不同意", "有人不合适", "some unsuitable", "not all"}}),
		names("who", say("不宜人选", "Who is not"), say("谁不宜作人选？", "Who is not suitable?"), "不宜").ifOne("found", "some"),
	},
}
