package flow

import (
	"cmp"
	"slices"
	"strings"

	"huanjie/internal/election"
)

// Opened finds the form that a message asks for: "/count ...", "计票 东河村 ...".
func (fs Forms) Opened(text string) (id FormID, rest string, ok bool) {
	f, _, rest, ok := fs.opened(strings.TrimSpace(normal(text)))
	if !ok {
		return "", "", false
	}
	return f.head().ID, rest, true
}

// opened finds the form whose command, or whose longest word, begins the
// message.
func (fs Forms) opened(s string) (f form, word, rest string, ok bool) {
	for _, g := range fs {
		h := g.head()
		if rest, ok := cutCommand(s, h.Command); ok && h.Command != "" {
			return g, "/" + h.Command, rest, true
		}
		for _, w := range h.Words {
			if behind, found := cutWord(s, w); found && len(w) > len(word) {
				f, word, rest, ok = g, w, behind, true
			}
		}
	}
	return f, word, rest, ok
}

// cutCommand takes "/count" or "/count@the_bot" off a message.
func cutCommand(s, command string) (string, bool) {
	rest, ok := strings.CutPrefix(lower(s), "/"+command)
	if !ok || (rest != "" && rest[0] != ' ' && rest[0] != '@') {
		return "", false
	}
	_, rest, _ = strings.Cut(s[len(command)+1:], " ")
	return strings.TrimSpace(rest), true
}

// cutWord takes an opening word off a message.
func cutWord(s, w string) (string, bool) {
	if !strings.HasPrefix(lower(s), w) || !bounded(s, w) {
		return "", false
	}
	return after(s[len(w):]), true
}

// opened is a message that asks for a form.
type opened struct {
	form  form
	word  string
	rest  string // as it was typed
	heard bool   // by the form itself, of a message that begins with no word of it
}

// opened finds the form that a message asks for, also behind a unit's name:
// "东河村 投票 812".
func (c *chat) opened(text string) (opened, bool) {
	s := normal(text)
	f, word, rest, ok := c.forms.opened(s)
	name := ""
	if !ok {
		u, size := c.unitAt(s)
		name = u.Name + " "
		if f, word, rest, ok = c.forms.opened(after(s[size:])); size == 0 {
			ok = false
		}
	}
	if !ok {
		return c.heard(text)
	}
	if !f.head().May(c.scene.Person) {
		return opened{}, false
	}
	return opened{form: f, word: word, rest: strings.TrimRight(name+raw(text, len(s)-len(rest)), " ")}, true
}

// heard finds a form that knows by itself what asks for it, also behind a unit's
// name.
func (c *chat) heard(text string) (opened, bool) {
	s := normal(text)
	u, size := c.unitAt(s)
	rest := after(s[size:])
	for _, f := range c.forms {
		h := f.head()
		if h.Hears == nil || len(h.Words) == 0 || !h.May(c.scene.Person) {
			continue
		}
		if _, ok := h.Hears(s); ok && h.GoesOn != nil { // a story is told whole
			return opened{f, h.Words[0], text, true}, true
		}
		parts, ok := h.Hears(rest)
		if !ok {
			continue
		}
		said, before := u.Name, len(s)-len(rest)
		for _, p := range parts {
			part := strings.TrimSuffix(raw(text, before+p[0]), raw(text, before+p[1]))
			said = strings.TrimSpace(said + " " + strings.TrimSpace(part))
		}
		return opened{f, h.Words[0], said, true}, true
	}
	return opened{}, false
}

// claims reports whether the open draft takes a message that could also open
// a form: words, when it asks for words, and what begins with a word of its own.
// The same form opened for the same unit goes on all the same: 投票 东河村 812.
func (c *chat) claims(d *Draft, text string, o opened) bool {
	if d == nil || o.word[0] == '/' || c.lacksUnit(d) {
		return false
	}
	f := c.forms.find(d.Form)
	if c.breaksIn(d, f, text, o) {
		return false
	}
	switch {
	case o.heard && d.Prose:
		return d.tellsItself(o)
	case d.Prose || f.head().OfTown:
		return !c.plain(text, o)
	}
	if u, size := c.unitAt(normal(o.rest)); size > 0 && (u.ID != d.Unit || o.form.head().ID == f.head().ID) {
		return false
	}
	_, sh, ok := c.sheet(d)
	if !ok {
		return true // the turn is taken anew when that has been read
	}
	s := normal(text)
	if _, size := c.unitAt(s); size > 0 {
		s = after(s[size:])
	}
	own := longest(lower(s), vocabulary(sh.rows, nil))
	switch {
	case len(own) == 0, own[0].kind == ofNothing:
		return false
	case o.heard: // 有困难 停电了
		return alone(lower(s), own[0].text)
	case len(own[0].text) < len(o.word):
		return false
	}
	if len(own[0].text) == len(o.word) && o.form.head().ID != f.head().ID {
		c.note(election.Say("“%s”已当作本表的一项。要%s，请从菜单打开。", "“%s” was taken for this form. To %s, begin from the menu.").
			With(o.word, lowerFirst(o.form.head().Title)))
	}
	return true
}

// tellsItself reports whether a message in which another form hears itself is what
// the draft asks for: words may speak of anything, and a reason may be that there
// is no signal. It is none that the report follows at 14:00.
func (d Draft) tellsItself(o opened) bool {
	return !d.Brief || tells(o.form) || !strings.ContainsFunc(normal(o.rest), numeral)
}

func lowerFirst(p election.Phrase) election.Phrase {
	zh, en := p.In(election.Chinese), p.In(election.English)
	return election.Say(zh, lower(en[:1])+en[1:])
}

// plain reports whether a message asks for a form so plainly that it is not
// the prose which the open draft asks for: the word alone, or with a number,
// or with a unit, each standing by itself.
func (c *chat) plain(text string, o opened) bool {
	fields := strings.Fields(normal(text))
	if len(fields) == 1 && lower(fields[0]) == o.word {
		return true
	}
	if _, complaint := parseNumber(o.rest, nil); complaint.IsZero() {
		return true
	}
	if len(fields) < 2 {
		return false
	}
	return slices.ContainsFunc([][2]string{{fields[0], fields[1]}, {fields[1], fields[0]}}, func(p [2]string) bool {
		_, size := c.unitAt(p[1])
		return lower(p[0]) == o.word && size == len(p[1])
	})
}

// begin opens a form with what stands behind its word: a draft of the same form
// and unit goes on where it was.
func (c *chat) begin(f form, m message) {
	if f.head().OfTown {
		c.resume(f, c.draft(f, ""), m)
		return
	}
	at, rest := c.whereabouts(f, m)
	only, open := c.units(f), c.out.State.open()
	switch nowhere := at.unit.ID == "" && at.foreign.ID == ""; {
	case nowhere && len(only) == 1:
		at.unit = only[0]
	case nowhere && m.heard && len(at.several) == 0 && open != nil && open.Form == f.head().ID: // more of the same
		at.unit.ID = open.Unit
	}
	d := c.draft(f, at.unit.ID)
	if at.unit.ID != "" {
		c.resume(f, d, m.only(rest))
		return
	}
	d.Mode, d.Page = Filling, 0
	c.touch(d)
	c.unclear(d, at, rest, m.heard)
	c.show(d, true)
}

// resume goes on with a draft, with the values that were said.
func (c *chat) resume(f form, d *Draft, m message) {
	d.Mode, d.Asking, d.Page = Filling, "", 0
	c.touch(d)
	if strings.TrimSpace(m.text) == "" {
		c.show(d, true)
		return
	}
	c.fill(f, d, m)
}

// draft raises the newest draft of a form and unit, or begins one. A correction
// goes on only where it is open.
func (c *chat) draft(f form, unit election.UnitID) *Draft {
	open := c.out.State.open()
	for _, d := range slices.Backward(c.out.State.Drafts) {
		if d.Form == f.head().ID && d.Unit == unit && (d.Corrects == "" || open != nil && d.ID == open.ID) {
			return c.out.State.raise(d.ID)
		}
	}
	return c.out.State.add(Draft{ID: draftOf(c.turn.Update), Form: f.head().ID, Unit: unit})
}

// opening begins a form with the answers that a button gives. A draft that says
// something else there is about another matter and stays as it is.
func (c *chat) opening(o Opening) {
	f := c.forms.find(o.Form)
	if f == nil || !c.mayOpen(f, o.Unit) {
		c.out.Ignored = true
		return
	}
	s := &c.out.State
	fresh := Draft{ID: draftOf(c.turn.Update), Form: o.Form, Unit: o.Unit}
	if i := slices.IndexFunc(s.Drafts, func(d Draft) bool { return d.fits(o) }); i >= 0 {
		fresh = s.Drafts[i]
	}
	fresh.Answers = slices.Clone(fresh.Answers)
	fresh.Mode, fresh.Asking, fresh.Page = Filling, "", 0
	passed, ok := c.preset(&fresh, o)
	if !ok {
		return
	}
	d := s.raise(fresh.ID)
	if d == nil {
		d = s.add(fresh)
	}
	*d = fresh
	d.Aside = false
	c.touch(d)
	c.show(d, true)
	if _, sh, ok := c.sheet(d); ok && !sh.over.IsZero() {
		c.over(d, sh)
		c.out.View.Move = true
		return
	}
	if v := c.out.View; passed && v != nil {
		c.out.Answer = clip(cmp.Or(v.Notice, v.Question), answerMost)
	}
}

// preset gives a draft the answers of an opening. If the first does not fit, the
// opening means nothing; the second may be what could be done only when the
// button was made: passed says so, and the form opens without it.
func (c *chat) preset(d *Draft, o Opening) (passed, ok bool) {
	for i, a := range o.answers() {
		_, sh, read := c.sheet(d)
		if !read {
			return false, false
		}
		r, v, complaint := sh.row(a.Step), "", election.Say("?", "?")
		if r != nil {
			v, complaint = r.read(a.Value)
		}
		if !complaint.IsZero() {
			c.out.Ignored = i == 0
			return i > 0, i > 0
		}
		d.set(c.said(r, v))
	}
	return false, true
}

// answerMost is how many characters a tap is answered with at most.
const answerMost = 190

// mayOpen reports whether the person may open a form about a unit, or about the
// town.
func (c *chat) mayOpen(f form, unit election.UnitID) bool {
	if f.head().OfTown {
		return unit == "" && f.head().May(c.scene.Person)
	}
	u, known := c.scene.Town.Unit(unit)
	return known && f.head().mayFor(c.scene.Person, u)
}

// fits reports whether a draft is what an opening would begin: nothing was said
// yet, or just what the opening says.
func (d Draft) fits(o Opening) bool {
	if d.Form != o.Form || d.Unit != o.Unit || d.Corrects != "" {
		return false
	}
	return d.empty() || !slices.ContainsFunc(o.answers(), func(a Answer) bool {
		said, ok := d.answer(a.Step)
		return !ok || said != a.Value
	})
}
