package flow

import (
	"slices"
	"strings"

	"huanjie/internal/election"
	"huanjie/internal/speech"
)

// holds reports whether the open draft takes a message that another form would
// understand as well: the same form, or one that understands all of it, too.
func (c *chat) holds(d *Draft, text string, o opened) bool {
	f := c.forms.find(d.Form)
	beside := func(w Together) bool { return d.Brief && w.Draft.Form == o.form.head().ID } // of several, one asks for a reason
	if f.head().ID == o.form.head().ID || slices.ContainsFunc(d.With, beside) {
		return true
	}
	if f.head().OfTown { // the text of an announcement may tell anything
		return d.Prose
	}
	if c.lacksUnit(d) {
		return false
	}
	fl := c.filledHere(f, d)
	u := readValues(text, fl.rows, fl.asking(), c.hearing())
	if fl.ask != nil && fl.ask.numeric && len(u.bare)+len(u.doubts) > 0 && !u.labelled {
		if own := c.readsAlone(opened{form: o.form, rest: text}); len(own.answers) < 2 && !(own.labelled && own.allValues()) {
			return true // 发出700 收回690, and 一共投了287, name their own
		}
	}
	return u.allValues()
}

// readsWhole reports whether the open draft understands all of a message, so that it holds it whatever
// other form would understand it as well.
func (c *chat) readsWhole(d *Draft, text string) bool {
	f := c.forms.find(d.Form)
	if f.head().OfTown || c.lacksUnit(d) {
		return false
	}
	fl := c.filledHere(f, d)
	return readValues(text, fl.rows, fl.asking(), c.hearing()).allValues()
}

// allValues reports whether all of a message was understood as values.
func (u understood) allValues() bool {
	return len(u.answers) > 0 && len(u.rest)+len(u.bare)+len(u.doubts)+len(u.wrong) == 0
}

// claims reports whether the open draft takes a message that could also open
// a form: words, when it asks for words, and what begins with a word of its own.
// The same form opened for the same unit goes on all the same: 投票 东河村 812.
func (c *chat) claims(d *Draft, text string, o opened) bool {
	if d == nil || o.word[0] == '/' || c.lacksUnit(d) {
		return false
	}
	if o.heard && speech.PutsOffPhoto(c.hear(text)) { // 照片等下补上
		return true
	}
	f := c.forms.find(d.Form)
	switch {
	case c.breaksIn(d, f, text, o):
		return false
	case o.heard && !d.Prose && c.correctsHere(d, f, text): // 登记的也改一下，补登了3个，1203
		return true
	case o.heard && d.Prose:
		return c.tellsItself(d, o)
	case d.Prose || f.head().OfTown:
		return !c.plain(text, o)
	}
	return !c.namedAnew(d, f, o) && c.claimsByWord(c.filledHere(f, d), f, text, o)
}

// namedAnew reports whether a message names, behind the word of a form, a unit for which that is to be opened:
// another one, or that of the open draft for the same form.
func (c *chat) namedAnew(d *Draft, f form, o opened) bool {
	named, size := c.unitAt(o.rest)
	return size > 0 && (named.ID != d.Unit || o.form.head().ID == f.head().ID)
}

// correctsHere reports whether a message corrects a step of the open draft that it names, with a number.
func (c *chat) correctsHere(d *Draft, f form, text string) bool {
	if f.head().OfTown || !c.hear(text).Mood.Corrects {
		return false
	}
	fl := c.filledHere(f, d)
	u := readValues(text, fl.rows, fl.asking(), c.hearing())
	return u.labelled && len(u.answers)+len(u.bare)+len(u.doubts) > 0
}

// claimsByWord reports whether a message that begins with a word of the open form is for it,
// although that may open another one.
func (c *chat) claimsByWord(fl filled, f form, text string, o opened) bool {
	s := speech.HalfWidth(text)
	if _, size := c.unitAt(s); size > 0 {
		s = after(s[size:])
	}
	own, alone := c.ownWord(fl, s)
	switch {
	case own == "":
		return false
	case o.heard: // 有困难 停电了
		return alone
	case len(own) < len(o.word):
		return false
	}
	u := readValues(text, fl.rows, fl.asking(), c.hearing())
	counts := slices.ContainsFunc(fl.rows, func(r row) bool { return r.numeric })
	if u.along && len(u.answers) == 0 || len(u.bare) > 0 && !counts { // 投票 1190 is no count; 选民名单更正，补登3人 is no stage
		return false
	}
	if len(own) > len(o.word) || o.form.head().ID == f.head().ID {
		return true
	}
	if len(c.readsAlone(o).answers) > 1 { // 移交 1月15日 全部移交, of a card for stages
		return false
	}
	c.note(election.Say("“%s”已当作本表的一项。要%s，请从菜单打开。", "“%s” was taken for this form. To %s, begin from the menu.").
		With(o.word, lowerFirst(o.form.head().Title)))
	return true
}

// ownWord is the word of a filled form that begins a text, and whether it stands by itself
// there.
func (c *chat) ownWord(fl filled, s string) (own string, alone bool) {
	in := c.hearing().ear.Spots(s)
	words := newVocabulary(wordsIn(fl.rows, in), in)
	tokens := c.hearing().ear.Hear(s, words.lexicon).Tokens
	if len(tokens) == 0 {
		return "", false
	}
	if same, _ := words.of(tokens[0]); len(same) == 0 {
		return "", false
	}
	return tokens[0].Text, len(tokens) == 1 || !tokens[1].Joined || tokens[1].Kind == speech.Mark || tokens[1].Kind == speech.Numeral
}

// tellsItself reports whether a message in which another form hears itself is what
// the draft asks for: words may speak of anything, and a reason may be that there
// is no signal. It is none that the report follows at 14:00.
func (c *chat) tellsItself(d *Draft, o opened) bool {
	return !d.Brief || tells(o.form) || !c.hasNumber(o.rest)
}

func lowerFirst(p election.Phrase) election.Phrase {
	zh, en := p.In(election.Chinese), p.In(election.English)
	return election.Say(zh, speech.Lower(en[:1])+en[1:])
}

// plain reports whether a message asks for a form so plainly that it is not
// the prose which the open draft asks for: the word alone, or with a number,
// or with a unit, each standing by itself.
func (c *chat) plain(text string, o opened) bool {
	fields := strings.Fields(speech.HalfWidth(text))
	if len(fields) == 1 && speech.Lower(fields[0]) == o.word {
		return true
	}
	if _, complaint := parseNumber(o.rest, nil); complaint.IsZero() {
		return true
	}
	if u := c.readsAlone(o); len(u.answers) > 0 && len(u.rest)+len(u.bare)+len(u.wrong) == 0 {
		return true
	}
	if len(fields) < 2 {
		return false
	}
	return slices.ContainsFunc([][2]string{{fields[0], fields[1]}, {fields[1], fields[0]}}, func(p [2]string) bool {
		_, size := c.unitAt(p[1])
		return speech.Lower(p[0]) == o.word && size == len(p[1])
	})
}

// readsAlone is what a form reads in what follows its word.
func (c *chat) readsAlone(o opened) understood {
	units := c.few(o.form, 1)
	if len(units) == 0 || tells(o.form) {
		return understood{}
	}
	at := c.find(o.form, o.rest)
	if at.unit.ID == "" {
		at.unit = units[0]
	}
	return readValues(at.rest, c.blank(o.form, at.unit).rows, "", c.hearing())
}
