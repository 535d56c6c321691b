package flows

import (
	"time"

	"huanjie/internal/election"
	"huanjie/internal/flow"
	"huanjie/internal/speech"
)

// promise says until when a report will come that cannot be made now; reminders
// rest until then.
var promise = flow.Form[election.Promise]{
	Head: flow.Head{
		ID: "promise", Command: "later", Words: []string{"补报", "稍后补报", "承诺补报", "later"}, Unless: speech.ReportsBehind, Group: groupMatters(),
		Confirm: say("确认", "Confirm"), Confirmed: say("已记下", "Noted"), Hears: inText(speech.PromiseIn),
		Title: say("承诺稍后补报", "Promise to report later"), Label: say("⏳ 稍后补报", "⏳ Later"),
	},
	Steps: []flow.Step[election.Promise]{
		flow.Moment("until", say("什么时候以前补报？例如“14:00”“明早9点”“1小时后”。", "By when? E.g. “14:00”, “tomorrow 9:00”, “in 1 hour”."),
			func(p *election.Promise) *time.Time { return &p.Until },
			flow.With[election.Promise]{Field: flow.Field{Label: say("补报时间", "By"), Words: []string{"最晚", "最迟", "by"}, Ahead: true}}),
		flow.Prose("why", say("为什么现在报不了？例如“没有信号”。", "Why not now? E.g. “no signal”."),
			func(p *election.Promise) *string { return &p.Why },
			flow.With[election.Promise]{Field: flow.Field{Label: say("原因", "Why"), Words: speech.NoSignal(), Longest: 60}}),
	},
	Problems: func(s flow.Subject, p election.Promise) []election.Problem {
		return p.Problems(s.Election, s.Progress, s.Local())
	},
	Review: reviewPromise,
	Report: func(p election.Promise) election.Body { return p },
}

// reviewPromise says until when nobody asks, and who sees it.
func reviewPromise(s flow.Subject, p election.Promise) []election.Phrase {
	said := []election.Phrase{say("%s前不再催报，领导的催报清单里写明原因。", "No reminders until %s; the leaders' list says why.").With(election.Clock(p.Until, s.Local()))}
	if last, lawful := s.Election.PromiseLimit(s.Progress, s.Local()); lawful != nil {
		said = append(said, say("⚠️ “%s”法定最迟%s，最晚推到%s。", "⚠️ “%s” is due by law on %s: %s at the latest.").With(lawful.Name, lawful.Lawful.Last.Say(s.Town.Today(s.Now)), election.Clock(last, s.Local())))
	}
	return said
}
