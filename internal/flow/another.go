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
	if len(both) != 2 || d.Corrects != "" || d.Unit == "" || u.heard.Mood.Corrects || !u.whole() {
		return false
	}
	all := c.eachOf(fl, u, m.text, both[0], both[1])
	here := 0 // an open draft takes the first
	if open, _ := d.answer(both[0]); open != "" && fl.missing() == 0 {
		here = slices.IndexFunc(all, func(o oneOf) bool { return o.value == open })
	}
	if len(all) == 0 || here >= 0 && len(all) == 1 { // nothing is told of another
		return false
	}
	var parts []Part
	for _, o := range all {
		parts = append(parts, Part{Form: f.head().ID, Unit: d.Unit, Text: o.text, From: c.from, Wordless: true, Then: true, Forwarded: c.turn.Forwarded})
	}
	if c.instead(d, parts, m) {
		return true
	}
	c.thenOthers(all, parts, here)
	if here >= 0 {
		c.take(f, sub, d, fl, m.only(all[here].text))
	}
	return true
}

// instead makes of the draft that a message has opened, and in which there is nothing else,
// the one card of all that it reports. It reports whether that is done with.
func (c *chat) instead(d *Draft, parts []Part, m message) bool {
	if !m.opening || !d.empty() {
		return false
	}
	all, ok := c.readTogether(parts)
	if !ok {
		return !c.out.Need.IsZero()
	}
	*d = lead(all)
	c.touch(d)
	return true
}

// whole reports whether nothing of a message is left over, and nothing taken back.
func (u understood) whole() bool {
	return !u.takenBack && u.left() == 0
}

// left is how many pieces and figures of a message the form does not take.
func (u understood) left() int {
	return len(u.rest) + len(u.bare) + len(u.wrong) + len(u.refused) + len(u.passed)
}

// thenOthers lets all but one of some reports wait for their cards, and says so.
func (c *chat) thenOthers(all []oneOf, parts []Part, but int) {
	var names []string
	for i, o := range all {
		if i != but {
			names = append(names, o.name)
			c.then(parts[i], o.name)
		}
	}
	c.note(election.Say("接着还要核对：%s。", "To be checked next: %s.").With(strings.Join(names, "、")))
}

// then lets a report wait for its card, in the place of what waits of the same name.
func (c *chat) then(p Part, name string) {
	s := &c.out.State
	s.Waiting = slices.DeleteFunc(s.Waiting, func(old Part) bool {
		return old.Then && old.Form == p.Form && old.Unit == p.Unit && strings.HasPrefix(old.Text, name+" ")
	})
	s.Waiting = append(s.Waiting, p)
}

// oneOf is one of several things that a message reports.
type oneOf struct {
	value string // of the first choice
	name  string
	text  string // as it is read again
}

// eachOf lists what a message reports by two choices: of several of the first with the same
// second, or clause by clause.
func (c *chat) eachOf(fl filled, u understood, text string, first, second StepID) (all []oneOf) {
	if fl.row(first) == nil || fl.row(second) == nil {
		return nil
	}
	status, same := valueOf(u.answers, second)
	value, one := valueOf(u.answers, first)
	switch {
	case same && one && len(u.doubts) == 0:
		return append(all, fl.oneOf(first, second, value, status))
	case same && len(u.doubts) == 1 && u.doubts[0].Why == doubtTwo && len(u.doubts[0].Offer) < offersMost:
		for _, a := range u.doubts[0].Offer {
			all = append(all, fl.oneOf(first, second, a.Value, status))
		}
	default:
		return c.byClause(fl, text, first, second)
	}
	return all
}

// byClause lists what each clause of a message reports, also where only blanks part them: 宣传培训完成
// 选民登记进行中. Nothing if something is left over.
func (c *chat) byClause(fl filled, text string, first, second StepID) (all []oneOf) {
	began := ""
	for _, clause := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(" ,，;；。\n", r) }) {
		began = strings.TrimSpace(began + " " + clause)
		part := readValues(began, fl.rows, "", c.hearing())
		value, staged := valueOf(part.answers, first)
		status, stands := valueOf(part.answers, second)
		if !staged || !stands || !part.whole() || len(part.doubts) > 0 {
			continue
		}
		all = slices.DeleteFunc(all, func(o oneOf) bool { return o.value == value })
		all, began = append(all, fl.oneOf(first, second, value, status)), ""
	}
	if began != "" {
		return nil
	}
	return all
}

// oneOf is one thing reported, by the values of two choices.
func (s filled) oneOf(first, second StepID, value, status string) oneOf {
	name := s.row(first).named(value).In(election.Chinese)
	return oneOf{value, name, name + " " + s.row(second).named(status).In(election.Chinese)}
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
