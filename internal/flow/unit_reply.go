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

// chooseUnit takes a typed message while the card asks for the unit.
func (c *chat) chooseUnit(f form, d *Draft, m message) {
	if c.repliesOfUnit(f, d, m) {
		return
	}
	at := c.whereabouts(f, message{text: m.text})
	if at.unit.ID+at.foreign.ID == "" && len(at.several) == 0 && d.Pending != "" && !c.hasNumber(m.text) { // 三河祠堂这边的
		if u, ok := c.stemIn(f, m.text); ok {
			at = found{unit: u}
		}
	}
	if at.unit.ID+at.foreign.ID == "" && f.head().GoesOn == nil {
		at.foreign = c.onlyForeign(m.text)
	}
	if at.unit.ID == "" {
		m.heard = f.head().GoesOn == nil || speech.Narrates(m.text)
		c.unclear(d, at, m)
		c.show(d, false)
		return
	}
	if c.tellsOfUnit(d, at, m) {
		c.complain(election.Say("“%s”没有当作回答。前面等着记的是哪里的？", "“%s” is not taken as the answer. Of which unit is what waits?").With(short(m.text)))
		c.show(d, false)
		return
	}
	if !m.caption {
		d.wait(at.rest, "", c.from)
	}
	c.takeUnit(f, d, at.unit.ID)
}

// tellsOfUnit reports whether a message tells what happens in a unit, and does not answer of which one a
// figure is that waits: 枣园开始唱票了.
func (c *chat) tellsOfUnit(d *Draft, at found, m message) bool {
	return !m.caption && c.hasNumber(d.Pending) && !c.hasNumber(m.text) && speech.Happens(at.rest)
}

// onlyForeign is somebody else's unit that a message names, if it names none of the person's own.
func (c *chat) onlyForeign(text string) (unit election.Unit) {
	h := c.hear(text)
	for i := range h.Tokens {
		if u, named := c.anyUnitIn(h, i); named && c.own(u) {
			return election.Unit{}
		} else if named {
			unit = u
		}
	}
	return unit
}

// takeUnit sets what a draft is about, and then takes the values that waited
// for it. If the same form was begun for it before, that goes on on this card.
func (c *chat) takeUnit(f form, d *Draft, id election.UnitID) {
	s := &c.out.State
	d.Unit, d.Filter, d.Page, d.Mode = id, nil, 0, Filling
	if i := slices.IndexFunc(s.Drafts, func(o Draft) bool { return o.ID != d.ID && o.Form == d.Form && o.Unit == id && o.Corrects == "" }); i >= 0 {
		before := s.Drafts[i]
		d.Answers = before.Answers
		d.Files = append(before.Files, d.Files...)
		d.Files = d.Files[:min(len(d.Files), filesKept)]
		own := d.ID
		s.drop(before.ID)
		d = s.raise(own)
		c.note(election.Say("接着上次没填完的。", "Going on where you left off."))
	}
	s.focus()
	m := message{text: d.Pending, word: d.Word, opening: true}
	c.from = d.From
	d.Pending, d.Word, d.From = "", "", 0
	if m.text != "" {
		c.fill(f, d, m)
		return
	}
	c.show(d, false)
}
