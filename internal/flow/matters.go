package flow

import (
	"slices"
	"strings"

	"huanjie/internal/election"
	"huanjie/internal/speech"
)

// matters are the reports of several forms that one message makes of one unit, each in clauses
// of its own: 投票573，横幅挂了4条. Nil if one form understands all of the message, or a clause
// is no report.
func (c *chat) matters(h speech.Heard) []Part {
	if c.out.State.open() != nil {
		return nil
	}
	return c.mattersOf(h)
}

// mattersOf is the same, whatever lies open.
func (c *chat) mattersOf(h speech.Heard) []Part {
	clauses := h.Clauses()
	if len(clauses) < 2 && len(h.Tokens) > 3 {
		clauses = besideBlanks(h)
	}
	if len(clauses) < 2 {
		return nil
	}
	u, ok := c.onlyUnit(h)
	if !ok || c.wholly(u, h.Text) && !c.tellsWhen(u, clauses) { // most are for one form, and it is looked for anyway
		return nil
	}
	var parts []Part
	for _, clause := range clauses {
		p, ok := c.whole(u, clause)
		last := len(parts) - 1
		instead := last >= 0 && h.Mood.Corrects && p.Wordless // 无效11，说错了，是10
		if ok && !instead && !slices.ContainsFunc(parts, func(o Part) bool { return o.Form == p.Form }) {
			parts = append(parts, p)
			continue
		}
		if last < 0 {
			return nil
		}
		if p, ok = c.whole(u, parts[last].Text+"，"+clause); !ok || p.Form != parts[last].Form {
			return nil
		}
		parts[last] = p
	}
	if len(parts) < 2 {
		return nil
	}
	for i := range parts {
		parts[i].Then = true
	}
	slices.SortStableFunc(parts, func(a, b Part) int { return c.waitsLonger(a, u) - c.waitsLonger(b, u) })
	return parts
}

// waitsLonger is 0 of a report of how it stands now, which comes first: others may ask for more.
func (c *chat) waitsLonger(p Part, u election.Unit) int {
	if slices.ContainsFunc(c.blank(c.forms.find(p.Form), u).rows, func(r row) bool { return r.Now && r.numeric }) {
		return 0
	}
	return 1
}

// besideBlanks are the clauses of a message with no more than blanks between them, if each has a number
// and each but the first says a word that opens a form, or that people vote: 横幅8条 昨天培训44人 走访6户.
func besideBlanks(h speech.Heard) (clauses []string) {
	from, says, counts := 0, true, false
	for i, t := range h.Tokens {
		_, form := t.Is(speech.OfForm)
		says, counts = says || form, counts || t.Kind == speech.Numeral
		ends := i == len(h.Tokens)-1
		if !ends && (t.Kind != speech.Mark || strings.TrimSpace(t.Text) != "") {
			continue
		}
		clause := strings.TrimSpace(h.Text[from:t.To])
		if !says && !speech.AboutVoting(clause) || !counts {
			return nil
		}
		clauses = append(clauses, clause)
		from, says, counts = t.To, false, false
	}
	return clauses
}

// onlyUnit is the only unit of the person's own that a message names, or the only one they
// have.
func (c *chat) onlyUnit(h speech.Heard) (unit election.Unit, ok bool) {
	for i := range h.Tokens {
		u, named := c.anyUnitIn(h, i)
		if named && ok && u.ID != unit.ID {
			return election.Unit{}, false
		}
		if named {
			unit, ok = u, true
		}
	}
	if own := c.scene.Person.Units; !ok && len(own) == 1 {
		unit, ok = c.scene.Town.Unit(own[0])
	}
	return unit, ok && c.own(unit)
}

// wholly reports whether a form understands all of a message as a report of a unit.
func (c *chat) wholly(u election.Unit, text string) bool {
	if named, _ := c.unitAt(text); named.ID != u.ID {
		_, ok := c.whole(u, text)
		return ok
	}
	_, ok := c.wholePart(u, text, text) // as it will be read if it is one report
	return ok
}

// tellsWhen reports whether the first clause says when something of a form of its own was done, and a later one
// is of another form: 12点封箱，共发出870.
func (c *chat) tellsWhen(u election.Unit, clauses []string) bool {
	first := c.hear(clauses[0]).Tokens
	timed := slices.ContainsFunc(first, func(t speech.Token) bool { return t.Number.Role == speech.Clock })
	named := slices.ContainsFunc(first, func(t speech.Token) bool { _, form := t.Is(speech.OfForm); return form })
	if !timed || !named {
		return false
	}
	one, ok := c.whole(u, clauses[0])
	if !ok || !slices.ContainsFunc(c.blank(c.forms.find(one.Form), u).rows, func(r row) bool { return r.when != nil }) {
		return false
	}
	other, ok := c.whole(u, strings.Join(clauses[1:], "，"))
	return ok && other.Form != one.Form
}

// whole is the report that a text makes of a unit, if a form understands all of it.
func (c *chat) whole(u election.Unit, text string) (p Part, ok bool) {
	return c.wholePart(u, text, reportText(u, "", text))
}

func (c *chat) wholePart(u election.Unit, said, report string) (p Part, ok bool) {
	if p, _, ok = c.part(u, said, report); !ok {
		return Part{}, false
	}
	f := c.forms.find(p.Form)
	if f.head().Hears != nil {
		return Part{}, false
	}
	rows := c.blank(f, u).rows
	for _, text := range [...]string{strings.TrimSpace(p.Word + " " + p.Text), p.Text} { // 关门 is no word of a field
		read := readValues(text, rows, "", c.hearing())
		if ok = len(read.answers) > 0 && read.left()+len(read.doubts) == 0; ok {
			break
		}
	}
	return p, ok
}

// toldApart says that what is parted of a message comes one after the other.
func (c *chat) toldApart(parts []Part) election.Phrase {
	if parts[0].Then {
		return election.Say("%d 项分开报，一项一项核对：%s。", "%d reports, one after the other: %s. Please check each.").With(len(parts), c.saidBy(parts, false))
	}
	u, _ := c.scene.Town.Unit(parts[0].Unit)
	units := c.scene.Town.ElectionOf(u).Units(len(parts))
	return election.Say("%s分开报，一个一个核对：%s。", "%s, one after the other: %s. Please check each.").With(units, c.namesOf(parts))
}

// saidBy is how parts begin, named says with the names of their units.
func (c *chat) saidBy(parts []Part, named bool) string {
	var said []string
	for _, p := range parts {
		text := strings.TrimSpace(p.Word + " " + p.Text)
		if u, known := c.scene.Town.Unit(p.Unit); named && known && !strings.Contains(text, speech.UnitStem(u.Name)) {
			text = u.Name + " " + text
		}
		said = append(said, short(text))
	}
	return strings.Join(said, "；")
}
