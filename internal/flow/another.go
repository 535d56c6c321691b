package flow

import (
	"slices"
	"strings"

	"huanjie/internal/election"
)

// another takes a message that reports of one unit more than a form of two choices holds:
// several at once (组织准备、离任审计都完成了), or another one than that which lies open and
// is not confirmed. Each has its card, one after the other. It reports whether that is done
// with.
func (c *chat) another(f form, sub Subject, d *Draft, fl filled, u understood, m message) bool {
	both := f.head().Both
	if len(both) != 2 || d.Corrects != "" || d.Unit == "" || u.heard.Mood.Corrects || u.takenBack || len(u.rest)+len(u.bare)+len(u.wrong)+len(u.refused)+len(u.passed) > 0 {
		return false
	}
	texts := c.eachOf(fl, u, m.text, both)
	open, _ := d.answer(both[0])
	here := slices.IndexFunc(texts, func(t oneOf) bool { return t.value == open })
	switch {
	case fl.missing() > 0 || open == "":
		if len(texts) < 2 {
			return false
		}
		here = 0
	case len(texts) == 0, here >= 0 && len(texts) == 1: // nothing is told of another
		return false
	}
	var names []string
	for i, t := range texts {
		if i == here {
			continue
		}
		names = append(names, t.name)
		c.out.State.Waiting = slices.DeleteFunc(c.out.State.Waiting, func(p Part) bool {
			return p.Then && p.Form == f.head().ID && p.Unit == d.Unit && strings.HasPrefix(p.Text, t.name+" ")
		})
		c.out.State.Waiting = append(c.out.State.Waiting, Part{Form: f.head().ID, Unit: d.Unit, Text: t.text, From: c.from, Wordless: true, Then: true, Forwarded: c.turn.Forwarded})
	}
	c.note(election.Say("接着还要核对：%s。", "To be checked next: %s.").With(strings.Join(names, "、")))
	if here >= 0 {
		c.take(f, sub, d, fl, m.only(texts[here].text))
	}
	return true
}

// oneOf is one of several things that a message reports.
type oneOf struct {
	value string // of the first choice
	name  string
	text  string // as it is read again
}

// eachOf lists what a message reports by two choices: of several of the first with the same
// second, or clause by clause.
func (c *chat) eachOf(fl filled, u understood, text string, both []StepID) (all []oneOf) {
	first, second := fl.row(both[0]), fl.row(both[1])
	if first == nil || second == nil {
		return nil
	}
	add := func(stage, status string) {
		if name, what := first.named(stage).In(election.Chinese), second.named(status).In(election.Chinese); name != "" && !slices.ContainsFunc(all, func(o oneOf) bool { return o.value == stage }) {
			all = append(all, oneOf{stage, name, name + " " + what})
		}
	}
	status, same := valueOf(u.answers, both[1])
	if stage, one := valueOf(u.answers, both[0]); same && one && len(u.doubts) == 0 {
		add(stage, status)
		return all
	}
	if same && len(u.doubts) == 1 && u.doubts[0].Why == doubtTwo && len(u.doubts[0].Offer) < offersMost {
		for _, a := range u.doubts[0].Offer {
			add(a.Value, status)
		}
		return all
	}
	for _, clause := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(",，;；。\n", r) }) {
		part := readValues(clause, fl.rows, "", c.hearing())
		stage, staged := valueOf(part.answers, both[0])
		status, stands := valueOf(part.answers, both[1])
		if !staged || !stands || part.takenBack || len(part.rest)+len(part.doubts)+len(part.bare) > 0 {
			return nil
		}
		add(stage, status)
	}
	return all
}

// named is what an option is called, by its value.
func (r row) named(value string) election.Phrase {
	for _, o := range r.options {
		if o.Value == value {
			if !o.Name.IsZero() {
				return o.Name
			}
			return o.Label
		}
	}
	return election.Say(value, value)
}
