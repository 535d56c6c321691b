package flow

import (
	"slices"

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
