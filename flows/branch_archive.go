package flows

import (
	"huanjie/internal/election"
	"huanjie/internal/flow"
)

// branchArchive reports which papers of a Party organisation's election are filed.
var branchArchive = record{
	id: "branch_archive", title: say("支部归档", "Archive of the branch"),
	command: "branch_archive", words: []string{"支部归档", "支部档案", "党支部归档", "总支归档", "archive of the branch"},
	label: say("🗄 支部归档", "🗄 Archive"), group: groupClosing(), kinds: branches(), stage: election.ArchiveStage, ends: true, on: "filed",
	review: func(_ flow.Subject, r election.Record) []election.Phrase {
		if r.Done {
			return nil
		}
		return []election.Phrase{say("还有没归档的。", "Something is still missing.")}
	},
	fields: []field{
		day("filed", say("归档日期", "Filed on")),
		checklist("requests", say("请示批复", "Requests and replies"), say("归档了吗", "filed"), "请示", "批复"),
		checklist("reports", say("工作报告", "Reports"), say("归档了吗", "filed"), "报告"),
		checklist("attendance", say("签到表", "Attendance list"), say("归档了吗", "filed"), "签到"),
		checklist("ballots", say("选票封存", "Ballots sealed"), say("了吗", "done"), "封存选票", "选票"),
		checklist("results", say("结果报告单", "Result sheets"), say("归档了吗", "filed"), "报告单", "结果单"),
		checklist("minutes", say("会议记录", "Minutes"), say("归档了吗", "filed"), "会议纪要"),
	},
}
