package flow

import (
	"slices"

	"huanjie/internal/election"
	"huanjie/internal/speech"
)

// Unclear is a typed message that nothing understood. On the day of an election it may
// still have the figure of the moment: 报告 757 完毕, 今天下雪人少 才211.
type Unclear string

func (Unclear) input() {}

// guess asks whether a message that nothing understood has the figure of the moment.
// Nothing of it is noted before that is answered; without such a figure it is Ignored.
func (c *chat) guess(s string) {
	c.out.Ignored = true
	h := c.hear(s)
	if c.out.State.open() != nil || len(s) > longestMessage || h.Mood.Asks || h.Mood.AsksHow || h.Mood.Withdraws || speech.Unsure(s) {
		return
	}
	for _, f := range c.forms {
		a, ok := c.alone(f, h, s)
		if !ok || a.now() < 0 || !c.polls(a.unit) || !c.mayBeMoment(f, a, h) {
			continue
		}
		c.out.Ignored = false
		c.begin(f, message{text: s, opening: true, wordless: true, unclear: true})
		return
	}
}

// mayBeMoment reports whether a message may have the figure of the moment: of a unit of
// the person's own, or of one that is not named.
func (c *chat) mayBeMoment(f form, a alone, h speech.Heard) bool {
	var named []election.UnitID
	for i := range h.Tokens {
		u, ok := c.anyUnitIn(h, i)
		if ok && !f.head().mayFor(c.scene.Person, u) {
			return false
		}
		if ok && !slices.Contains(named, u.ID) {
			named = append(named, u.ID)
		}
	}
	if len(named) > 1 { // several units are several reports
		return false
	}
	figures, vague := votedFigures(a.rows, a.u)
	return len(figures) > 0 || vague || slices.ContainsFunc(a.u.doubts, func(d Doubt) bool { return d.Why == doubtMore })
}
