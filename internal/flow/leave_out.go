package flow

import (
	"slices"
	"strings"

	"huanjie/internal/election"
	"huanjie/internal/speech"
)

// leavesOut takes the report of one unit off the card of several, or from those that wait, if a
// message says so: 枣园不算. It reports whether it is one.
func (c *chat) leavesOut(s string) bool {
	d := c.out.State.open()
	u, size := c.unitAt(s)
	if d == nil || size == 0 || d.Mode != Filling || !c.out.State.Awaits(u.ID) || !speech.LeavesOut(s[size:]) {
		return false
	}
	st := &c.out.State
	if d.Unit == u.ID && !slices.ContainsFunc(d.With, func(w Together) bool { return w.Draft.Unit != u.ID }) { // nothing would be left on the card
		return false
	}
	st.Waiting = slices.DeleteFunc(st.Waiting, func(p Part) bool { return p.Unit == u.ID })
	for i := range st.Waiting {
		st.Waiting[i].Place = Place{}
	}
	d.With = slices.DeleteFunc(d.With, func(w Together) bool { return w.Draft.Unit == u.ID })
	if d.Unit == u.ID { // those that are left stand on its card
		next := d.With[0].Draft
		next.ID, next.With, next.Mode = d.ID, d.With[1:], Filling
		*d = next
	}
	d.Below++
	c.steered = true
	c.touch(d)
	c.note(election.Say("%s不报了，已去掉。", "%s is left out.").With(u.Name))
	c.show(d, false)
	return true
}

// Awaits reports whether a unit's report stands on the open card beside others, or waits for it.
func (s State) Awaits(unit election.UnitID) bool {
	if slices.ContainsFunc(s.Waiting, func(p Part) bool { return p.Unit == unit }) {
		return true
	}
	d := s.open()
	if d == nil || len(d.With) == 0 {
		return false
	}
	return d.Unit == unit || slices.ContainsFunc(d.With, func(w Together) bool { return w.Draft.Unit == unit })
}

// resumes goes on with what lies unfinished of the unit that a message only names to be first:
// 西岭那个先报. It reports whether it is such a message.
func (c *chat) resumes(s string) bool {
	u, size := c.unitAt(s)
	if size == 0 || !speech.Resumes(s[size:]) {
		return false
	}
	for _, d := range slices.Backward(c.out.State.Drafts) {
		if d.Unit == u.ID {
			raised := c.out.State.raise(d.ID)
			c.steered = true
			c.touch(raised)
			c.show(raised, true)
			return true
		}
	}
	return false
}

// dropsFirst gives the open draft up if a message says so first and then reports something else:
// 不报这个了 报计票. It returns what is to be read.
func (c *chat) dropsFirst(s string) string {
	d := c.out.State.open()
	at := strings.IndexAny(s, " ,，.。;；\n")
	if d == nil || at <= 0 {
		return s
	}
	rest := strings.TrimLeft(s[at:], " ,，.。;；\n")
	v, ok := speech.Steers(steered(s[:at]))
	if !ok || v != speech.Cancels && v != speech.Waits || rest == "" {
		return s
	}
	o, opens := c.opened(rest)
	if ok = opens; !ok {
		o, ok = c.wordless(rest)
	}
	if !ok || o.form.head().ID == d.Form {
		return s
	}
	if v == speech.Waits { // 这张先放着 我报个突发
		return rest
	}
	c.note(election.Say("“%s”不报了。", "“%s” is given up.").With(c.forms.find(d.Form).head().Title))
	c.out.State.drop(d.ID)
	return rest
}

// otherFirst is a message from the name of another unit on than that of the open draft, if it reports a figure
// of that and says before the name no more than that it comes first: 等下 先报东和的 433.
func (c *chat) otherFirst(s string) string {
	d := c.out.State.open()
	if d == nil || d.Unit == "" || d.Corrects != "" || d.Prose || c.forms.find(d.Form).head().noUnits() {
		return s
	}
	h := c.hear(s)
	i := slices.IndexFunc(h.Tokens, func(t speech.Token) bool { return !speech.PutsFirst(t) })
	if named := c.unitsNamed(h); len(named) == 1 && speech.SetsAside(s[:h.Tokens[named[0]].From]) {
		i = named[0]
	}
	if i <= 0 {
		return s
	}
	u, ok := c.unitIn(h, i)
	if !ok || u.ID == d.Unit || !c.own(u) || !c.hasFigure(s[h.Tokens[i].To:]) {
		return s
	}
	return s[h.Tokens[i].From:]
}
