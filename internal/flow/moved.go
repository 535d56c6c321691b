package flow

import (
	"slices"
	"strings"

	"huanjie/internal/election"
	"huanjie/internal/speech"
)

// moves takes a message that says that the open draft is about another unit. It reports whether
// it is one.
func (c *chat) moves(d *Draft, s string) bool {
	if d == nil {
		return false
	}
	f := c.forms.find(d.Form)
	right, ok := c.rightPlace(f, d, s)
	switch {
	case !ok:
		return c.asksPlace(f, d, s)
	case f.head().Votes:
		d.Below++
		c.touch(d)
		c.unread = s
		c.complain(election.Say("这张是这里的计票，候选人不一样，不能换成%s。要报%[1]s，请重新发它的数字；这张不要了就取消。", "This is the count of this place; the candidates of %s are others. Send the figures of %[1]s anew, and cancel this card if it is wrong.").With(right.Name))
		c.show(d, false)
	default:
		c.moveTo(f, d, right)
	}
	return ok
}

// asksPlace asks which unit is meant where a message only says that it is not the draft's: 村不对，换一个.
func (c *chat) asksPlace(f form, d *Draft, s string) bool {
	if d.Unit == "" || d.Corrects != "" || d.Mode != Filling || f.head().noUnits() || f.head().Votes || !speech.OtherPlace(s) || len(c.few(f, 2)) < 2 {
		return false
	}
	d.Unit, d.Filter, d.Page = "", nil, 0
	d.Below++
	c.touch(d)
	c.show(d, false)
	return true
}

// asksMeanwhile reports whether a message asks something, and gives no figure, while values wait until it is said
// what they are about: it is not added to them.
func (c *chat) asksMeanwhile(d *Draft, s string) bool {
	return c.lacksUnit(d) && d.Pending != "" && c.hear(s).Mood.Asks && !c.hasNumber(s) && !tells(c.forms.find(d.Form))
}

// rightPlace is the one other unit of the person's own that a message names which says that
// the draft is about the wrong one.
func (c *chat) rightPlace(f form, d *Draft, s string) (unit election.Unit, ok bool) {
	if d.Unit == "" || d.Corrects != "" || d.Mode != Filling || f.head().noUnits() {
		return election.Unit{}, false
	}
	h := c.hear(s)
	if !speech.WrongPlace(s) && !c.deniesPlace(d, s) && !(strings.Contains(s, "是") && d.isElsewhere(h)) {
		return election.Unit{}, false
	}
	return c.otherNamed(f, d, h)
}

// otherNamed is the one other unit of the person's own that a message names.
func (c *chat) otherNamed(f form, d *Draft, h speech.Heard) (unit election.Unit, ok bool) {
	for i, t := range h.Tokens {
		u, named := c.stemOf(t)
		switch {
		case !named || u.ID == d.Unit || h.Denied(i) || !f.head().mayFor(c.scene.Person, u):
		case ok && u.ID != unit.ID:
			return election.Unit{}, false
		default:
			unit, ok = u, true
		}
	}
	return unit, ok
}

// isElsewhere reports whether a message says that a figure which the draft has is another unit's.
func (d *Draft) isElsewhere(h speech.Heard) bool {
	figure, _, ok := speech.Elsewhere(h)
	return ok && figure != "" && slices.ContainsFunc(d.Answers, func(a Answer) bool { return a.Value == figure })
}

// moveTo makes what was filled in for one unit that of another.
func (c *chat) moveTo(f form, d *Draft, u election.Unit) {
	answers, doubts := slices.Clone(d.Answers), slices.Clone(d.Doubts)
	c.out.State.drop(d.ID)
	moved := c.draft(f, u.ID)
	for _, a := range answers {
		moved.set(a)
	}
	moved.Doubts = append(moved.Doubts, doubts...)
	moved.Mode, moved.Asking, moved.Page = Filling, "", 0
	c.touch(moved)
	c.note(election.Say("改成%s的。", "This is now of %s.").With(u.Name))
	c.show(moved, true)
}
