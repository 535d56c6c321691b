package flow

import (
	"slices"

	"huanjie/internal/speech"
)

// rather finds the form that a message is for although it begins with the word of another one.
func (c *chat) rather(o opened, text string) (opened, bool) {
	for _, find := range [...]func(opened, string) (opened, bool){c.figuresBehind, c.awaited, c.ratherToday, c.ratherWide, c.ratherTold} {
		if other, ok := find(o, text); ok && (other.form.head().Unless == nil || !other.form.head().Unless(text)) {
			return other, true
		}
	}
	return c.ratherNow(o, text)
}

// figuresBehind finds the form whose figures a message reports, although it begins with the
// word of one that asks for words: 含委托38，一共投了612.
func (c *chat) figuresBehind(o opened, text string) (opened, bool) {
	if !c.asksWords(o.form) || !c.hasNumber(o.rest) {
		return opened{}, false
	}
	other, alone := c.wordless(text)
	return other, alone && !other.unclear
}

// ratherToday finds the form that is meant on the day of an election by words of its own rather than
// the one whose word a message begins with: 党员大会应到32来了27.
func (c *chat) ratherToday(o opened, text string) (opened, bool) {
	if o.word[0] == '/' || o.form.head().Votes || !c.hasNumber(o.rest) {
		return opened{}, false
	}
	h := c.hear(o.rest)
	if !mayBeWordless(h, o.rest) {
		return opened{}, false
	}
	if !slices.ContainsFunc(c.forms, func(f form) bool { return f.head().ID != o.form.head().ID && c.meantToday(f, h, o.rest) }) {
		return c.ratherPartly(o) // the others need not be looked at
	}
	other, alone := c.wordless(o.rest)
	if u := c.readsAlone(o); alone && other.form.head().Votes && len(u.answers) > 0 && u.left()+len(u.doubts) == 0 { // 流动箱收了35张
		return opened{}, false
	}
	if !alone {
		return c.ratherPartly(o)
	}
	return other, !other.unclear && other.form.head().ID != o.form.head().ID && c.meantToday(other.form, h, o.rest)
}

// ratherTold finds the form of choices that understands all of a message which begins with the word of a record
// that reads no more than a day in it, and not all: 审计今天弄完了.
func (c *chat) ratherTold(o opened, text string) (opened, bool) {
	h := c.hear(text)
	dated := slices.ContainsFunc(h.Tokens, func(t speech.Token) bool { return t.Number.Role == speech.Date })
	if !dated || o.word[0] == '/' || o.form.head().OfTown || o.form.head().Hears != nil || tells(o.form) || speech.SaysPosted(text) {
		return opened{}, false
	}
	u := c.readsAlone(o)
	unit, _, ok := c.aloneAt(o.form, h)
	rows := c.blank(o.form, unit).rows
	if !ok || slices.ContainsFunc(u.answers, func(a Answer) bool { return rowOf(rows, a.Step).when == nil }) || len(u.answers) == 0 {
		return opened{}, false
	}
	other, alone := c.wordless(text)
	if !alone || other.unclear || len(other.form.head().Both) == 0 {
		return opened{}, false
	}
	a, ok := c.alone(other.form, h, text)
	return other, ok && a.whole()
}

// ratherNow finds the form whose figure of the moment a message gives as what there is now, or in all, although it
// begins with the word of another that does not understand all: 8点开的门 现在10点40 来了487.
func (c *chat) ratherNow(o opened, text string) (opened, bool) {
	h := c.hear(text)
	total := slices.ContainsFunc(h.Tokens, func(t speech.Token) bool { return speech.SaysNow(t) || speech.Summed(t) })
	if !total || o.word[0] == '/' || o.form.head().Votes || tells(o.form) || h.Mood.Asks {
		return opened{}, false
	}
	if own := c.readsAlone(o); own.left()+len(own.doubts) == 0 {
		return opened{}, false
	}
	for _, f := range c.forms {
		a, ok := c.alone(f, h, text)
		if ok && f.head().ID != o.form.head().ID && a.now() >= 0 && c.polls(a.unit) && a.u.says(a.rows[a.now()].id) && len(a.u.bare)+len(a.u.doubts)+len(a.u.wrong) == 0 {
			return opened{form: f, rest: text, word: "-", wordless: true}, true
		}
	}
	return opened{}, false
}

// meantToday reports whether a form may be meant by words of its own, as today people vote, and finds
// something in a message that it is shown.
func (c *chat) meantToday(f form, h speech.Heard, text string) bool {
	hd := f.head()
	if hd.Unless != nil && hd.Unless(text) || !hd.Votes && hd.RatherOf == nil && !speech.SaysAny(text, hd.Rather) {
		return false
	}
	unit, _, ok := c.aloneAt(f, h)
	if !ok || !c.polls(unit) {
		return false
	}
	if hd.RatherOf != nil && !speech.SaysAny(text, append(hd.RatherOf(c.scene.Town.ElectionOf(unit)), hd.Rather...)) {
		return false
	}
	return c.findsAlone(f, h, text)
}

// lighter is by how much less of a message a form that is meant by words of its own may understand.
const lighter = 4

// ratherPartly finds the form that is meant by words of its own, and that understands more of a
// message than the one whose word begins it, although not all: 党员大会应到32实到26 请假3个去镇里了.
func (c *chat) ratherPartly(o opened) (opened, bool) {
	h, least := c.hear(o.rest), c.readsAlone(o).weight()
	for _, f := range c.forms {
		if _, may := c.mayBeRather(f, h, o.rest); !may || f.head().ID == o.form.head().ID {
			continue
		}
		if a, ok := c.alone(f, h, o.rest); ok && a.u.weight() >= least-lighter {
			return opened{form: f, rest: o.rest, word: "-", wordless: true}, true
		}
	}
	return opened{}, false
}

// ratherWide finds the form of the office's own work that somebody of the office means who names no unit.
func (c *chat) ratherWide(o opened, text string) (opened, bool) {
	if !c.scene.Person.Office || o.word[0] == '/' || o.form.head().Wide || c.namesUnit(c.hear(text)) {
		return opened{}, false
	}
	other, alone := c.wordless(text)
	return other, alone && !other.unclear && other.form.head().Wide
}

// namesUnit reports whether a message names a unit of the town.
func (c *chat) namesUnit(h speech.Heard) bool {
	return slices.ContainsFunc(h.Tokens, func(t speech.Token) bool {
		_, unit := t.Is(speech.OfUnit)
		return unit
	})
}
