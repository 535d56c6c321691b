package flows

import (
	"huanjie/internal/election"
	"huanjie/internal/flow"
)

// archive reports which papers of the election are filed.
var archive = record{
	id: "archive", title: say("选举归档", "Archive"),
	command: "archive", words: []string{"归档", "选举档案", "送档案室", "进档案室", "档案归", "档案归了", "档案送", "存档", "装订成册", "装盒", "装了盒", "档案装", "档案交", "材料装盒", "archive"},
	label: say("🗄 归档", "🗄 Archive"), group: groupClosing(), kinds: []election.Kind{election.Villagers, election.Residents, election.Congress, election.Session}, stage: election.ArchiveStage, ends: true, on: "filed", other: "branch_archive",
	review: func(s flow.Subject, r election.Record) []election.Phrase {
		if r.Done || s.Progress.Stages[election.ArchiveStage].Status == election.Done {
			return nil
		}
		return []election.Phrase{say("还有没归档的，阶段记为进行中。", "Something is still missing; the stage stays under way.")}
	},
	fields: []field{
		day("filed", say("归档日期", "Filed on"), "归的", "归档的", "归好的", "归了档"),
		checklist("rolls", say("选民名单", "Rolls"), say("归档了吗", "filed")),
		checklist("notices", say("各项公告", "Notices"), say("归档了吗", "filed"), "公告材料"),
		checklist("candidates", say("候选人材料", "Candidates' papers"), say("归档了吗", "filed"), "候选人资料"),
		checklist("ballots", say("选票封存", "Ballots sealed"), say("了吗", "done"), "封存选票", "选票"),
		checklist("results", say("结果报告单", "Result sheets"), say("归档了吗", "filed"), "报告单", "结果单"),
		checklist("minutes", say("会议记录", "Minutes"), say("归档了吗", "filed"), "会议纪要"),
	},
}
