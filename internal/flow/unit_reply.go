package flow

import (
	"slices"

	"huanjie/internal/election"
	"huanjie/internal/speech"
)

// repliesOfUnit takes what is said instead of the name of a unit: which of the buttons is meant, or that
// its writer does not know. It reports whether it is such a reply.
func (c *chat) repliesOfUnit(f form, d *Draft, m message) bool {
	if m.caption {
		return false
	}
	if shown := c.shownUnits(*d); d.Page == 0 {
		if i, ok := speech.Nth(m.text, len(shown)); ok {
			c.takeUnit(f, d, shown[i].ID)
			return true
		}
	}
	if !speech.DoesNotKnow(c.hear(m.text)) {
		return false
	}
	c.note(election.Say("好的，先放着；知道了点按钮或发名称就行。", "All right, it waits; tap a button or send the name when you know it."))
	c.show(d, false)
	return true
}

// shownUnits are the units among which a draft asks to choose.
func (c *chat) shownUnits(d Draft) []election.Unit {
	return slices.DeleteFunc(slices.Clone(c.units(c.forms.find(d.Form))), func(u election.Unit) bool {
		return len(d.Filter) > 0 && !slices.Contains(d.Filter, u.ID)
	})
}

// betterUnit finds the unit that a message names after it took another one back: 柳湾 不对 石榴的.
func (c *chat) betterUnit(f form, h speech.Heard) (at found, ok bool) {
	k := slices.IndexFunc(h.Tokens, func(t speech.Token) bool { return t.Tells(speech.Correcting) })
	if parted := h.TakesBack(); k < 0 && parted > 0 {
		k = parted
	}
	if k < 1 || tells(f) || slices.ContainsFunc(h.Tokens[:k], func(t speech.Token) bool { return t.Kind == speech.Numeral || t.Kind == speech.Unknown }) {
		return found{}, false
	}
	right := slices.DeleteFunc(c.unitsNamed(h), func(i int) bool { return i < k || h.Denied(i) })
	if len(right) == 0 || len(c.unitsNamed(h)) == len(right) || !c.sameUnit(h, right) {
		return found{}, false
	}
	i := right[0]
	return c.foundAt(f, h, i, h.Text[h.Tokens[k].To:h.Tokens[i].From]+" "+h.Text[h.Tokens[i].To:]), true
}

// unitsNamed are the tokens that name one unit each.
func (c *chat) unitsNamed(h speech.Heard) (named []int) {
	for i := range h.Tokens {
		if _, ok := c.unitIn(h, i); ok {
			named = append(named, i)
		}
	}
	return named
}

// unitsBut finds the units that a message may mean which says only of one that it is not that: 不是柳湾的.
func (c *chat) unitsBut(f form, h speech.Heard, denied int) (at found, ok bool) {
	not, _ := c.unitIn(h, denied)
	for _, u := range c.units(f) {
		if u.ID != not.ID {
			at.several = append(at.several, u.ID)
		}
	}
	at.rest = h.Text[:h.Tokens[denied-1].From] + " " + h.Text[h.Tokens[denied].To:]
	return at, len(at.several) > 0 && !tells(f)
}

// toCheck are the units whose counts the person only checks.
func (c *chat) toCheck(f form) (units []election.UnitID) {
	for _, u := range c.units(f) {
		if !c.scene.Person.MayReport(u) {
			units = append(units, u.ID)
		}
	}
	return units
}
