package flow

import (
	"slices"

	"huanjie/internal/election"
)

// A message that was forwarded is somebody else's. Most forms take it all the same; one
// that must be filled in by the person themselves (Form.Own) takes no figure and no
// words of it.

// notOwn takes back what the open draft has taken from a message that was forwarded, if
// its form wants the person's own words, and says so. What the turn is about is kept:
// which form, which unit, what was chosen.
func (c *chat) notOwn() {
	d := c.out.State.open()
	if d == nil || !c.out.Need.IsZero() {
		return
	}
	if c.lacksUnit(d) {
		d.Forwarded = d.Pending != "" && (d.Forwarded && d.From != c.turn.Message || c.turn.Forwarded)
		return
	}
	passed := d.Forwarded
	if !c.turn.Forwarded && !passed {
		return
	}
	_, fl, ok := c.filled(d)
	if !ok || !fl.own {
		return
	}
	d.Forwarded = false
	if !c.takeOut(d, fl) && !c.lost {
		return
	}
	place := c.out.View != nil && c.out.View.Move
	c.notes, c.wrong = nil, false
	c.complain(election.Say("转发的消息不算本人录入，数字没有记下。请对照计票结果单原件，自己录一遍。", "A forwarded message is not your own entry; no figure was noted. Please enter it yourself from the result sheet."))
	c.show(d, place)
}

// takeOut puts a draft's figures and words back to what they were before the turn; it
// reports whether any had changed.
func (c *chat) takeOut(d *Draft, fl filled) (changed bool) {
	known := func(a Answer) bool {
		return slices.ContainsFunc(c.before.Drafts, func(o Draft) bool { return slices.Contains(o.Answers, a) })
	}
	if earlier := c.before.find(d.ID); len(d.Doubts) > 0 && (earlier == nil || len(earlier.Doubts) < len(d.Doubts)) {
		d.Doubts, changed = nil, true
	}
	for _, a := range slices.Clone(d.Answers) {
		r := fl.row(a.Step)
		if typed := r == nil || r.numeric || r.free; !typed || known(a) {
			continue
		}
		changed = true
		d.Answers = slices.DeleteFunc(d.Answers, func(b Answer) bool { return a == b })
		if earlier := c.before.find(d.ID); earlier != nil {
			if v, had := earlier.answer(a.Step); had {
				d.Answers = append(d.Answers, Answer{Step: a.Step, Value: v})
			}
		}
	}
	return changed
}
