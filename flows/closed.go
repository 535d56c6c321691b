package flows

import (
	"huanjie/internal/election"
	"huanjie/internal/speech"
)

// closed reports that polling has ended; the count follows.
var closed = record{
	id: "closing", title: say("投票结束", "Polling closed"),
	command: "closed", words: []string{"投票结束", "停止投票", "关箱", "关的箱", "关了箱", "关投票箱", "票箱关了", "票箱封了", "箱子封了", "收摊", "收摊了", "封箱", "封的箱", "封了箱", "封好箱", "票箱封好", "票箱已封", "封了票箱", "关的", "封的", "关的门", "关门", "关了门", "停投", "截止投票", "投票截止", "投票停止", "closed"},
	label: say("🔒 投票结束", "🔒 Closed"), group: groupPolling(), stage: election.PollingStage, unless: speech.OpensPolling,
	fields: []field{
		clock("at", say("结束时间", "Closed at"), election.Election.PollingEnds),
		amount("boxes", say("票箱", "Boxes"), say("个", ""), "流动票箱", "票箱数", "箱数"),
		checklist("announced", say("宣布投票结束、当众开箱", "Closed and opened before all"), say("了吗", "done")),
	},
}
