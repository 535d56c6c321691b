package flows

import (
	"strconv"

	"huanjie/internal/election"
	"huanjie/internal/flow"
)

// turnout reports how many have voted so far.
var turnout = flow.Form[election.Turnout]{
	Head: flow.Head{
		ID: "turnout", Command: "turnout", Words: []string{"投票进展", "投票情况", "投票率", "投票", "参选率", "参选", "turnout"},
		Alone: []flow.StepID{"voted"}, Title: say("上报投票进展", "Report the turnout"), Label: say("🗳 投票", "🗳 Turnout"),
		RatherOf: func(e election.Election) []string { // where representatives vote, their meeting is the polling
			if e.Method == election.Representatives || e.Kind == election.Session {
				return []string{"到会", "应到", "实到", "到了", "来了", "签到"}
			}
			return nil
		},
	},
	Steps: []flow.Step[election.Turnout]{
		flow.Number("registered", say("登记选民多少人？", "How many voters are registered?"),
			func(t *election.Turnout) *int { return &t.Registered },
			flow.With[election.Turnout]{Field: flow.Field{Label: say("登记选民", "Registered"), Words: registeredWords(), Nouns: append(voterNouns(), "代表", "名代表", "居民代表", "村民代表", "户代表", "人大代表"), Whole: true},
				LastTime: registeredBefore[election.Turnout], FromRoster: registeredInRoster[election.Turnout]}),
		flow.Number("voted", say("到现在有多少人参加了投票（含委托）？", "How many have voted so far, proxies included?"),
			func(t *election.Turnout) *int { return &t.Voted },
			flow.With[election.Turnout]{Field: flow.Field{Label: say("已投票", "Voted"), Words: votedWords(), Now: true}, Before: votedBefore}),
	},
	Problems: func(_ flow.Subject, t election.Turnout) []election.Problem { return t.Problems() },
	Warnings: func(s flow.Subject, t election.Turnout) []election.Warning {
		if s.Corrects != "" && s.Corrects == s.Election.Corrects(s.Unit, s.Whole, t, election.Entry{By: s.Person.ID, User: s.User}) { // that of before is what was wrong
			return t.Warnings(s.Election, nil)
		}
		return t.Warnings(s.Election, s.Progress.Turnout)
	},
	Review: reviewTurnout,
	Report: func(t election.Turnout) election.Body { return t },
}

// registeredBefore is how many were registered as it was last stated.
func registeredBefore[T any](s flow.Subject, _ T) (string, bool) {
	return strconv.Itoa(s.Progress.Stated), s.Progress.Stated > 0
}

// registeredInRoster is how many the roster says there are.
func registeredInRoster[T any](s flow.Subject, _ T) (string, bool) {
	return strconv.Itoa(s.Unit.Registered), s.Unit.Registered > 0
}

// votedBefore is how many had voted when it was last reported.
func votedBefore(s flow.Subject, _ election.Turnout) (string, bool) {
	if s.Progress.Turnout == nil {
		return "", false
	}
	return strconv.Itoa(s.Progress.Turnout.Voted), true
}

func reviewTurnout(s flow.Subject, t election.Turnout) []election.Phrase {
	r := election.Ratio{Part: t.Voted, Whole: t.Registered}
	said := []election.Phrase{say("参选率 %s", "Turnout %s").With(r)}
	if day := s.Election.PollingDay; s.Town.Today(s.Now).Before(day) {
		said = append(said, say("⚠️ 还没到选举日（%s），现在不会有人投票。请核对，投票人数到当天再报。", "⚠️ It is not polling day yet (%s), so nobody can have voted. Please check, and report on that day.").With(day.Say(s.Town.Today(s.Now))))
	}
	if _, counted := s.Whole.WholeCount(); counted {
		said = append(said, say("⚠️ 本村已上报计票结果，汇总以计票为准。", "⚠️ The count has been reported; totals go by the count."))
	}
	return said
}
