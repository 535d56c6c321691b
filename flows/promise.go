package flows

import (
	"regexp"
	"time"

	"huanjie/internal/election"
	"huanjie/internal/flow"
)

// promise says until when a report will come that cannot be made now; reminders
// rest until then.
var promise = flow.Form[election.Promise]{
	ID: "promise", Command: "later", Words: []string{"稍后补报", "承诺补报", "补报", "later"}, Group: groupMatters(),
	Confirm: say("确认", "Confirm"), Confirmed: say("已记下", "Noted"), Hears: hearsPromise,
	Title: say("承诺稍后补报", "Promise to report later"), Label: say("⏳ 稍后补报", "⏳ Later"),
	Steps: []flow.Step[election.Promise]{
		flow.Moment("until", say("什么时候以前补报？例如“14:00”“明早9点”“1小时后”。", "By when? E.g. “14:00”, “tomorrow 9:00”, “in 1 hour”."),
			func(p *election.Promise) *time.Time { return &p.Until },
			flow.With[election.Promise]{Label: say("补报时间", "By"), Words: []string{"最晚", "最迟", "by"}, Ahead: true}),
		flow.Prose("why", say("为什么现在报不了？例如“没有信号”。", "Why not now? E.g. “no signal”."),
			func(p *election.Promise) *string { return &p.Why },
			flow.With[election.Promise]{Label: say("原因", "Why"), Longest: 60}),
	},
	Problems: func(s flow.Subject, p election.Promise) []election.Problem {
		return p.Problems(s.Election, s.Progress, s.Now.In(s.Town.Location))
	},
	Review: reviewPromise,
	Report: func(p election.Promise) election.Body { return p },
}

// reviewPromise says until when nobody asks, and who sees it.
func reviewPromise(s flow.Subject, p election.Promise) []election.Phrase {
	said := []election.Phrase{say("%s前不再催报，领导的催报清单里写明原因。", "No reminders until %s; the leaders' list says why.").With(moment(s, p.Until))}
	if last, lawful := s.Election.PromiseLimit(s.Progress, s.Now.In(s.Town.Location)); lawful != nil {
		said = append(said, say("⚠️ “%s”法定最迟%s，最晚推到%s。", "⚠️ “%s” is due by law on %s: %s at the latest.").With(lawful.Name, lawful.Lawful.Last.Say(), moment(s, last)))
	}
	return said
}

// clockTimes are the ways in which people write a time of today or tomorrow.
const clockTimes = `(?:(?:今|明)(?:天|日|早|晚)?)?\s*(?:凌晨|早上|上午|中午|下午|傍晚|晚上|早|晚)?\s*(?:\d{1,2}|[一二两三四五六七八九十]{1,3})\s*(?::\d{2}|点钟|点半|点[一二三]刻|点\d{1,2}分?|点)` +
	`|(?:\d{1,2}|半|[一二两三四五六七八九十]{1,3})\s*个?半?(?:小时|钟头|分钟)(?:以后|之后|后|内)`

// promised are the two ways of promising a report; read only.
var (
	promisedChinese = regexp.MustCompile(`^(.*?)[\s,;:.，。；：、]*(` + clockTimes + `)\s*(?:之前|以前|前)?\s*(?:再|一定|才能|会)?补报[\s,;:.，。；：、]*(.*)$`)
	promisedEnglish = regexp.MustCompile(`(?i)^(.*?)[\s,;.]*(?:i |we )?(?:will )?report(?: it)? (?:by|before) (\d{1,2}:\d{2}(?: ?[ap]m)?|\d{1,2} ?[ap]m)[\s,;.]*(.*)$`)
)

// hearsPromise finds a promise in a message that does not begin with the word:
// 没有信号，14:00 前补报; 明早9点前补报 停电. rest is the time first, then the reason.
func hearsPromise(text string) (rest string, ok bool) {
	for _, pattern := range []*regexp.Regexp{promisedChinese, promisedEnglish} {
		if m := pattern.FindStringSubmatch(text); m != nil {
			return m[2] + " " + m[1] + m[3], true
		}
	}
	return "", false
}
