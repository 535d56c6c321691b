package flows

import (
	"huanjie/internal/election"
	"huanjie/internal/flow"
)

// opened reports that polling has begun.
var opened = record{
	id: "opening", title: say("开始投票", "Polling opened"),
	command: "opened", words: []string{"开始投票", "开始投了", "开投", "启封", "空票箱", "投票开始", "投票正式开始", "已宣布", "宣布投票开始", "已宣布投票开始", "开的箱", "开了箱", "验了箱", "箱子验过", "箱子验了", "票箱验过", "票箱验了", "箱验过", "验箱", "验票箱", "开门", "准时开门", "按时开门", "开的门", "开了门", "当众验箱", "验箱封箱", "开箱验箱", "空箱", "opened"},
	label: say("🔓 开始投票", "🔓 Opened"), group: groupPolling(), stage: election.PollingStage,
	review: func(s flow.Subject, r election.Record) []election.Phrase {
		if today := s.Town.Today(s.Now); today != s.Election.PollingDay {
			return []election.Phrase{say("⚠️ 选举日是%s，今天是%s。", "⚠️ Polling day is %s; today is %s.").With(s.Election.PollingDay.Say(today), today.Say(today))}
		}
		return nil
	},
	fields: []field{
		clock("at", say("开始时间", "Opened at"), election.Election.PollingBegins),
		checklist("box", say("当众查验空票箱", "The empty box shown to all"), say("了吗", "done"), "空票箱", "空箱", "验箱", "验票箱", "票箱"),
		amount("staff", say("工作人员", "Staff"), say("人", "")).byItsWord(),
		photo(say("现场照片", "Photo"), say("请发开箱检查或会场的照片。", "Please send a photo of the box or the place.")),
	},
}
