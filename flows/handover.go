package flows

import (
	"huanjie/internal/election"
	"huanjie/internal/flow"
)

// handover reports the handover to the new committee, within ten days of the
// result (村民委员会组织法第二十四条, 城市居民委员会组织法第二十五条).
var handover = record{
	id: "handover", title: say("工作移交", "Handover"),
	command: "handover", words: []string{"工作移交", "移交", "交接", "公章交了", "公章都交了", "公章账本都交了", "公章账目都交了", "章子交了", "印章交了", "账本交了", "账目交了", "交给新班子", "交给新一届", "交给新的班子", "交给新主任", "handover"},
	label: say("🤝 工作移交", "🤝 Handover"), group: groupClosing(), stage: election.HandoverStage, ends: true, on: "done",
	review: func(s flow.Subject, r election.Record) []election.Phrase {
		var said []election.Phrase
		st, ok := s.Election.Stage(election.HandoverStage)
		if last := st.Lawful.Last; ok && !last.IsZero() && last.Before(r.On) {
			said = append(said, say("⚠️ 晚于法定期限%s（%s）。", "⚠️ After the lawful last day, %s (%s).").With(last.Say(s.Town.Today(s.Now)), st.Lawful.Article))
		}
		if !r.Done && s.Progress.Stages[election.HandoverStage].Status != election.Done {
			said = append(said, say("还有没移交的，阶段记为进行中。", "Something is still to be handed over; the stage stays under way."))
		}
		return said
	},
	fields: []field{
		day("done", say("移交日期", "Handed over on"), "移交", "交的", "移交的", "交接的"),
		checklist("seals", say("印章", "Seals"), say("移交了吗", "handed over"), "公章", "印鉴", "章子"),
		checklist("accounts", say("账目资金", "Accounts and funds"), say("移交了吗", "handed over"), "账目", "资金", "账本", "财务", "accounts"),
		checklist("assets", say("资产", "Property"), say("移交了吗", "handed over"), "固定资产", "财产"),
		checklist("files", say("档案资料", "Files"), say("移交了吗", "handed over"), "档案", "资料", "文件"),
		photo(say("移交清单照片", "Photo of the list"), say("请发双方签字的移交清单照片。", "Please send a photo of the list that both sides signed.")),
	},
}
