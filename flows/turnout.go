package flows

import (
	"strconv"

	"huanjie/internal/election"
	"huanjie/internal/flow"
)

// turnout reports how many have voted so far.
var turnout = flow.Form[election.Turnout]{
	ID: "turnout", Command: "turnout", Words: []string{"投票进展", "投票情况", "投票率", "投票", "参选率", "参选", "turnout"},
	Title: say("上报投票进展", "Report the turnout"), Label: say("🗳 投票", "🗳 Turnout"),
	Steps: []flow.Step[election.Turnout]{
		flow.Number("registered", say("登记选民多少人？", "How many voters are registered?"),
			func(t *election.Turnout) *int { return &t.Registered },
			flow.With[election.Turnout]{Label: say("登记选民", "Registered"), Words: registeredWords(),
				Presume: func(s flow.Subject, _ election.Turnout) (string, bool) { return knownRegistered(s) }}),
		flow.Number("voted", say("到现在有多少人参加了投票（含委托）？", "How many have voted so far, proxies included?"),
			func(t *election.Turnout) *int { return &t.Voted },
			flow.With[election.Turnout]{Label: say("已投票", "Voted"), Words: []string{"已投票", "已投", "参加投票", "参加", "参投", "投票", "实到", "voted"}}),
	},
	Problems: func(_ flow.Subject, t election.Turnout) []election.Problem { return t.Problems() },
	Warnings: func(s flow.Subject, t election.Turnout) []election.Warning { return t.Warnings(s.Progress.Turnout) },
	Review:   reviewTurnout,
	Report:   func(t election.Turnout) election.Body { return t },
}

func registeredWords() []string {
	return []string{"登记选民", "登记", "选民", "应参加", "应到", "registered"}
}

// knownRegistered is what was last reported, as far as the person may see it, or
// else what the roster says.
func knownRegistered(s flow.Subject) (string, bool) {
	n := s.Unit.Registered
	seen := election.UnitState{Unit: s.Unit, Progress: s.Progress}.For(s.Person, s.User).Progress
	if seen.Turnout != nil {
		n = seen.Turnout.Registered
	}
	if t, ok := seen.WholeCount(); ok {
		n = t.Registered
	}
	return strconv.Itoa(n), n > 0
}

func reviewTurnout(s flow.Subject, t election.Turnout) []election.Phrase {
	r := election.Ratio{Part: t.Voted, Whole: t.Registered}
	said := []election.Phrase{say("参选率 %s", "Turnout %s").With(r)}
	if _, counted := s.Progress.WholeCount(); counted {
		said = append(said, say("⚠️ 本村已上报计票结果，汇总以计票为准。", "⚠️ The count has been reported; totals go by the count."))
	}
	return said
}
