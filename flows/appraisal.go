package flows

import "huanjie/internal/election"

// appraisal reports the democratic appraisal of the outgoing committee 民主评议.
var appraisal = record{
	id: "appraisal", title: say("民主评议", "Democratic appraisal"),
	command: "appraisal", words: []string{"民主评议", "评议", "appraisal"},
	label: say("⭐ 民主评议", "⭐ Appraisal"), group: groupPreparing(), kinds: committees(), stage: election.AuditStage,
	checks: []check{{code: "appraisal_sum", means: say("各档之和不等于评议对象", "the marks do not add up"), fields: []string{"rated", "excellent", "good", "fair", "poor"},
		wrong: func(r election.Record) election.Phrase {
			sum, of := r.Numbers["excellent"]+r.Numbers["good"]+r.Numbers["fair"]+r.Numbers["poor"], r.Numbers["rated"]
			if sum == of {
				return election.Phrase{}
			}
			return say("各档共 %d 人，与评议对象 %d 人不符。请核对后重新输入。", "The marks make %d, but %d were appraised. Please check and enter it again.").With(sum, of)
		}}},
	fields: []field{
		day("held", say("评议日期", "Held on")),
		amount("present", say("参会人数", "Present"), say("人", ""), "参会", "参加", "到会", "实到", "到场", "出席", "到会人数", "参会人员"),
		amount("rated", say("评议对象", "Appraised"), say("人", ""), "对象", "评了", "评议", "评议了", "民主评议"),
		amount("excellent", say("优秀", "Excellent"), say("人", "")).ifTold(),
		amount("good", say("称职", "Good"), say("人", "")),
		amount("fair", say("基本称职", "Fair"), say("人", ""), "基本合格"),
		amount("poor", say("不称职", "Poor"), say("人", ""), "不合格"),
	},
}
