package flow

import (
	"strings"

	"huanjie/internal/election"
	"huanjie/internal/speech"
)

// lineEnds part the statements of a message.
const lineEnds = "\n;；"

// statedApart are the statements of a message that are reports by themselves. Others are
// only if one card can hold all of them, and then that is done with: of 作废0 nobody knows
// whether it takes something back, until it is read. An emergency among them comes first.
func (c *chat) statedApart(h speech.Heard) (parts []Part, done bool) {
	if h.Mood.Asks || !strings.ContainsAny(h.Text, lineEnds) {
		return nil, false
	}
	if f, _, _ := c.alarm(h.Text); f != nil {
		return nil, c.alarmAmong(h)
	}
	parts, sure := c.statements(h)
	if len(parts) == 0 || sure && !h.Mood.Withdraws {
		return parts, false
	}
	return nil, c.together(parts)
}

// alarmAmong takes a message in which one line tells of an emergency and all others are
// statements: these wait until that is reported. It reports whether it is one.
func (c *chat) alarmAmong(h speech.Heard) bool {
	var told string
	var rest []string
	for _, line := range statedLines(h.Text) {
		if f, _, _ := c.alarm(line); f != nil && told == "" {
			told = line
		} else {
			rest = append(rest, line)
		}
	}
	parts, sure := c.stated(rest)
	f, _, _ := c.alarm(told)
	if f == nil || len(parts) == 0 || !sure {
		return false
	}
	c.tellFirst(f, told, parts)
	return true
}

// statedLines are the lines of a message, and what stands between semicolons.
func statedLines(text string) (lines []string) {
	for _, line := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(lineEnds, r) }) {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
		}
	}
	return lines
}

// statements are the reports that a message makes line by line, or between semicolons, each
// beginning with its form's own word: 离任审计 东河村 公布11月9日；民主评议 11月12日 参会30. Nil
// if there are not two of them. They are sure if each says something of its form; else they
// are reports only if all of them are whole.
func (c *chat) statements(h speech.Heard) (parts []Part, sure bool) {
	if d := c.out.State.open(); d != nil && d.Prose {
		return nil, false
	}
	if parts, sure = c.stated(statedLines(h.Text)); len(parts) < 2 {
		return nil, false
	}
	return parts, sure
}

// stated are the reports that lines make. A unit that is named holds until another one is; a
// line that begins with no form's word goes on with the one before it.
func (c *chat) stated(lines []string) (parts []Part, sure bool) {
	sure = true
	unit, known := c.onlyOwn()
	for _, line := range lines {
		named, one := c.namedIn(c.hear(line))
		if !one {
			return nil, false
		}
		text := line
		if named.ID != "" {
			unit, known = named, true
		} else {
			text = unit.Name + " " + line
		}
		if p, says, ok := c.statement(unit, text); ok && known {
			parts, sure = append(parts, p), sure && says
			continue
		}
		last := len(parts) - 1
		if p, ok := c.statedAlone(unit, text, parts); ok && known {
			parts = append(parts, p)
			continue
		}
		if last < 0 || named.ID != "" && named.ID != parts[last].Unit {
			return nil, false
		}
		parts[last].Text += "；" + line
	}
	return parts, sure
}

// statedAlone is the report that a line makes without any form's word, of another form than those
// before it: 12点关箱2个箱；发259收255.
func (c *chat) statedAlone(u election.Unit, text string, before []Part) (p Part, ok bool) {
	if len(before) == 0 {
		return p, false
	}
	last := before[len(before)-1]
	if goesOn := readValues(text, c.blank(c.forms.find(last.Form), u).rows, "", c.hearing()); len(goesOn.answers)+len(goesOn.doubts) > 0 {
		return p, false
	}
	p, ok = c.wholePart(u, text, text)
	p.Then = true
	return p, ok && p.Form != last.Form
}

// onlyOwn is the only unit that the person has.
func (c *chat) onlyOwn() (unit election.Unit, ok bool) {
	if own := c.scene.Person.Units; len(own) == 1 {
		return c.scene.Town.Unit(own[0])
	}
	return unit, false
}

// namedIn is the unit that a line names, if it names one. It is not one if it names several.
func (c *chat) namedIn(h speech.Heard) (unit election.Unit, one bool) {
	for i := range h.Tokens {
		u, named := c.anyUnitIn(h, i)
		if named && unit.ID != "" && u.ID != unit.ID {
			return unit, false
		}
		if named {
			unit = u
		}
	}
	return unit, true
}

// statement is the report of a unit that a line begins with the word of. It says something
// if its form reads something there before it knows what was reported of the unit.
func (c *chat) statement(u election.Unit, text string) (p Part, says, ok bool) {
	if !c.own(u) {
		return p, false, false
	}
	o, ok := c.worded(text)
	if !ok || o.form.head().OfTown || o.form.head().GoesOn != nil || c.notYet(o, text) {
		return p, false, false
	}
	if better, hears := c.opened(text); hears && better.form.head().ID == o.form.head().ID { // 委托 无
		o = better
	}
	at, m := c.find(o.form, o.rest), o.message()
	if at.unit.ID != u.ID {
		return p, false, false
	}
	p = Part{Form: o.form.head().ID, Unit: u.ID, Text: at.rest, Word: m.word, Heard: m.heard, From: c.from, Forwarded: c.turn.Forwarded, Then: true}
	return p, c.readsSome(o, at), true
}
