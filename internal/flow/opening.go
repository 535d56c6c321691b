package flow

import (
	"cmp"
	"slices"
	"strings"

	"huanjie/internal/election"
	"huanjie/internal/speech"
)

// Opened finds the form that a message asks for: "/count ...", "计票 东河村 ...".
func (fs Forms) Opened(text string) (id FormID, rest string, ok bool) {
	f, _, rest, ok := fs.opened(strings.TrimSpace(speech.HalfWidth(text)))
	if !ok {
		return "", "", false
	}
	return f.head().ID, rest, true
}

// opened finds the form whose command, or whose longest word, begins the
// message.
func (fs Forms) opened(s string) (f form, word, rest string, ok bool) {
	small := speech.Lower(s)
	for _, g := range fs {
		h := g.head()
		if rest, ok := cutCommand(s, small, h.Command); ok && h.Command != "" {
			return g, "/" + h.Command, rest, true
		}
		for _, w := range h.Words {
			if behind, found := cutWord(s, small, w); found && len(w) > len(word) {
				f, word, rest, ok = g, w, behind, true
			}
		}
	}
	return f, word, rest, ok
}

// cutCommand takes "/count" or "/count@the_bot" off a message, which is given in small
// letters as well.
func cutCommand(s, small, command string) (string, bool) {
	if !strings.HasPrefix(small, "/") {
		return "", false
	}
	rest, ok := strings.CutPrefix(small[1:], command)
	if !ok || (rest != "" && rest[0] != ' ' && rest[0] != '@') {
		return "", false
	}
	_, rest, _ = strings.Cut(s[len(command)+1:], " ")
	return strings.TrimSpace(rest), true
}

// cutWord takes an opening word off a message, which is given in small letters as well.
func cutWord(s, small, w string) (string, bool) {
	if !strings.HasPrefix(small, w) || !speech.Bounded(s, w) {
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

	led      bool // behind something else: a greeting, a unit's name
	wordless bool // by what is reported, without any word of it
	unclear  bool // and not all of that is understood: it is asked
}

// opened finds the form that a message asks for: by its word, by itself, or by what is
// reported.
func (c *chat) opened(text string) (opened, bool) {
	o, ok := c.worded(text)
	ok = ok && !c.notYet(o, text)
	if ok && o.led && c.asksWords(o.form) && hasNumber(o.rest) { // 含委托38，一共投了612
		if other, alone := c.wordless(text); alone && !other.unclear {
			return other, true
		}
	}
	if ok && !c.saysNothing(o, text) {
		return o, true
	}
	if heard, hears := c.heard(text); hears {
		return heard, true
	}
	if ok {
		if other, alone := c.wordless(text); alone && other.form.head().ID != o.form.head().ID {
			return other, true
		}
	}
	return o, ok && !c.runsOn(o, text)
}

// notYet reports whether a message that begins with a form's word says that its report is
// still to come, or that what the form tells of is.
func (c *chat) notYet(o opened, text string) bool {
	h := c.hear(text)
	if o.word[0] == '/' {
		return false
	}
	return o.form.head().Past && speech.Unfinished(h) || o.form.head().Hears == nil && speech.PutsOff(h)
}

// asksWords reports whether a form asks for words first, of whatever it is about.
func (c *chat) asksWords(f form) bool {
	if tells(f) {
		return true
	}
	units := c.few(f, 1)
	if len(units) == 0 {
		return false
	}
	first := c.blank(f, units[0]).ask
	return first != nil && first.free
}

// saysNothing reports whether the form whose word a message says reads nothing in what
// follows, although there is something: 投票 稍后报, 投票点着火了.
func (c *chat) saysNothing(o opened, text string) bool {
	units := c.few(o.form, 1)
	if o.word[0] == '/' || len(units) == 0 || tells(o.form) || strings.TrimSpace(o.rest) == "" {
		return false
	}
	at := c.find(o.form, o.rest)
	if at.unit.ID == "" {
		at.unit = units[0]
	}
	rows := c.blank(o.form, at.unit).rows
	if !slices.ContainsFunc(rows, func(r row) bool { return r.numeric || r.options != nil || r.when != nil }) || slices.ContainsFunc(rows, func(r row) bool { return r.free && len(r.WriteIns) == 0 }) {
		return false
	}
	u := readValues(at.rest, rows, "", c.hearing())
	if len(u.answers) == 0 {
		u = readValues(o.word+" "+at.rest, rows, "", c.hearing())
	}
	return len(u.answers)+len(u.doubts)+len(u.wrong) == 0 && !u.counted(rows) && speech.Content(u.heard, 0)
}

// boxesMost is how many boxes and the like a bare number may count: more are people.
const boxesMost = 99

// counted reports whether a number without a word may be counted by one of some rows: people
// are no boxes. 投票结束，最终711人
func (u understood) counted(rows []row) bool {
	return slices.ContainsFunc(u.bareAt, func(i int) bool {
		n := u.heard.Tokens[i].Number
		people := strings.HasSuffix(n.Unit, "人") || n.Unit == "" && n.Value > boxesMost
		return slices.ContainsFunc(rows, func(r row) bool { return r.numeric && (!people || r.Measure == "") })
	})
}

// runsOn reports whether the word of a form is only the beginning of another word:
// 投票时间改到9点了.
func (c *chat) runsOn(o opened, text string) bool {
	if o.word[0] == '/' || !c.saysNothing(o, text) {
		return false
	}
	h := c.hear(o.rest)
	return len(h.Tokens) > 0 && h.Tokens[0].Kind == speech.Unknown && strings.Contains(speech.Fold(text), o.word+h.Tokens[0].Text)
}

// worded finds the form whose word a message says, also behind a unit's name or a
// greeting: "东河村 投票 812".
func (c *chat) worded(text string) (opened, bool) {
	s := speech.HalfWidth(text)
	f, word, rest, ok := c.forms.opened(s)
	before, led := "", false
	if !ok {
		at := c.leadIn(text)
		behind := speech.HalfWidth(text[at:])
		if f, word, rest, ok = c.forms.opened(behind); at == 0 {
			ok = false
		}
		before, s = strings.TrimRight(text[min(c.listed(text), at):at], " :：，,、")+" ", behind
		text, led = text[at:], true
	}
	if !ok || !f.head().May(c.scene.Person) || !f.head().OfTown && len(c.few(f, 1)) == 0 {
		return opened{}, false
	}
	return opened{form: f, word: word, led: led, rest: strings.TrimRight(before+speech.AsTyped(text, len(s)-len(rest)), " ")}, true
}

// leadIn is where a message begins behind what may stand before the word of a form: a
// greeting, a time, the number of the report, the name of the unit.
func (c *chat) leadIn(text string) int {
	h := c.hear(text)
	if h.Mood.AsksHow {
		return 0
	}
	for i, t := range h.Tokens {
		_, unit := c.unitIn(h, i)
		passed := t.Kind == speech.Mark && t.Text != "/" || t.Kind == speech.Filler && !strings.HasPrefix(t.Text, "已") || t.Tells(speech.Greeting) || t.Tells(speech.Correcting) || unit && !h.RunsOn(i) || unit && t.Means[0].How == speech.Full ||
			t.Kind == speech.Numeral && slices.Contains([]speech.Role{speech.Date, speech.Clock, speech.Ordinal}, t.Number.Role)
		if passed {
			continue
		}
		if h.Mood.Asks && !onlyUnit(h.Tokens[:i]) {
			return 0
		}
		return t.From
	}
	return 0
}

// listed is where a message begins after the number of a list's line: （2）东河.
func (c *chat) listed(text string) int {
	at := 0
	for _, t := range c.hear(text).Tokens {
		if t.Number.Role == speech.Ordinal {
			at = t.To
		} else if t.Kind != speech.Mark {
			break
		} else if at > 0 {
			at = t.To
		}
	}
	return at
}

// onlyUnit reports whether tokens are no more than one unit's name.
func onlyUnit(tokens []speech.Token) bool {
	return !slices.ContainsFunc(tokens, func(t speech.Token) bool {
		_, unit := t.Is(speech.OfUnit)
		return t.Kind != speech.Mark && !unit
	})
}

// doubtsOf reports whether a message leaves open what one step is.
func (u understood) doubtsOf(step StepID) bool {
	return slices.ContainsFunc(u.doubts, func(d Doubt) bool { return len(d.Steps) == 1 && d.Steps[0] == step })
}

// blank is a form about a unit of which nothing was reported: it tells what the
// form may ask, before anything is read.
func (c *chat) blank(f form, u election.Unit) filled {
	return c.replay(f, c.subjectOf(u), Draft{Form: f.head().ID, Unit: u.ID})
}

// filledHere replays a draft to see what it could take. What was reported of its unit is
// looked at only if it has been read: one turn may be about another one.
func (c *chat) filledHere(f form, d *Draft) filled {
	u, _ := c.scene.Town.Unit(d.Unit)
	return c.replay(f, c.subjectOf(u), *d)
}

// subjectOf is a unit for a form, with what was reported of it if that has been read.
func (c *chat) subjectOf(u election.Unit) Subject {
	sub := Subject{Town: c.scene.Town, Person: c.scene.Person, User: c.scene.User, Now: c.scene.Now, likeness: c.scene.Likeness, kept: c.scene.Kept}
	var read election.Progress
	if c.scene.Unit == u.ID {
		read = c.scene.Progress
	}
	sub.about(u, read)
	return sub
}

// holds reports whether the open draft takes a message that another form would
// understand as well: the same form, or one that understands all of it, too.
func (c *chat) holds(d *Draft, text string, o opened) bool {
	f := c.forms.find(d.Form)
	if f.head().ID == o.form.head().ID {
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
	if fl.ask != nil && fl.ask.numeric && len(u.bare)+len(u.doubts) > 0 && !u.labelled && len(c.readsAlone(opened{form: o.form, rest: text}).answers) < 2 {
		return true // 发出700 收回690 names its own
	}
	return len(u.answers) > 0 && len(u.rest)+len(u.bare)+len(u.doubts)+len(u.wrong) == 0
}

// heard finds a form that knows by itself what asks for it, also behind a unit's
// name.
func (c *chat) heard(text string) (opened, bool) {
	s := speech.HalfWidth(text)
	u, size := c.unitAt(s)
	rest := after(s[size:])
	for _, f := range c.forms {
		h := f.head()
		if h.Hears == nil || len(h.Words) == 0 || !h.May(c.scene.Person) {
			continue
		}
		if _, ok := c.hearsItself(h, s); ok && h.GoesOn != nil { // a story is told whole
			return opened{form: f, word: h.Words[0], rest: text, heard: true}, true
		}
		parts, ok := c.hearsItself(h, rest)
		if !ok {
			continue
		}
		said, before := u.Name, len(s)-len(rest)
		for _, p := range parts {
			part := strings.TrimSuffix(speech.AsTyped(text, before+p[0]), speech.AsTyped(text, before+p[1]))
			said = strings.TrimSpace(said + " " + strings.TrimSpace(part))
		}
		return opened{form: f, word: h.Words[0], rest: said, heard: true}, true
	}
	return opened{}, false
}

// itself is what a form heard that hears itself in a text.
type itself struct {
	form  FormID
	text  string
	parts [][2]int
	ok    bool
}

// hearsItself asks a form, once in a turn, whether a text asks for it.
func (c *chat) hearsItself(h *Head, text string) (parts [][2]int, ok bool) {
	if i := slices.IndexFunc(c.selves, func(s itself) bool { return s.form == h.ID && s.text == text }); i >= 0 {
		return c.selves[i].parts, c.selves[i].ok
	}
	parts, ok = h.Hears(text)
	c.selves = append(c.selves, itself{h.ID, text, parts, ok})
	return parts, ok
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
	if c.breaksIn(d, f, text, o) {
		return false
	}
	switch {
	case o.heard && d.Prose:
		return d.tellsItself(o)
	case d.Prose || f.head().OfTown:
		return !c.plain(text, o)
	}
	if named, size := c.unitAt(o.rest); size > 0 && (named.ID != d.Unit || o.form.head().ID == f.head().ID) {
		return false
	}
	fl := c.filledHere(f, d)
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
	if u.along && len(u.answers) == 0 { // 投票 1190 is no count
		return false
	}
	if len(u.bare) > 0 && !slices.ContainsFunc(fl.rows, func(r row) bool { return r.numeric }) { // 选民名单更正，补登3人 is no stage
		return false
	}
	if len(own) == len(o.word) && o.form.head().ID != f.head().ID {
		if len(c.readsAlone(o).answers) > 1 { // 移交 1月15日 全部移交, of a card for stages
			return false
		}
		c.note(election.Say("“%s”已当作本表的一项。要%s，请从菜单打开。", "“%s” was taken for this form. To %s, begin from the menu.").
			With(o.word, lowerFirst(o.form.head().Title)))
	}
	return true
}

// ownWord is the word of a filled form that begins a text, and whether it stands by itself
// there.
func (c *chat) ownWord(fl filled, s string) (own string, alone bool) {
	words := newVocabulary(wordsIn(fl.rows, s))
	tokens := speech.Hear(s, c.hearing().now, words.lexicon).Tokens
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
func (d Draft) tellsItself(o opened) bool {
	return !d.Brief || tells(o.form) || !hasNumber(o.rest)
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

// begin opens a form with what stands behind its word: a draft of the same form
// and unit goes on where it was.
func (c *chat) begin(f form, m message) {
	if f.head().OfTown {
		c.resume(f, c.draft(f, ""), m)
		return
	}
	at := c.whereabouts(f, m)
	only, open := c.few(f, 2), c.out.State.open()
	switch nowhere := at.unit.ID == "" && at.foreign.ID == ""; {
	case nowhere && len(only) == 1:
		at.unit = only[0]
	case nowhere && m.wordless:
		at = c.atNames(f, at, m.text)
		c.whereTheyVote(f, &at)
	case nowhere && m.heard && len(at.several) == 0 && open != nil && open.Form == f.head().ID: // more of the same
		at.unit.ID = open.Unit
	case nowhere && m.text != "" && !m.heard:
		c.whereTheyVote(f, &at)
	}
	d := c.draft(f, at.unit.ID)
	if at.unit.ID != "" {
		c.resume(f, d, m.only(at.rest))
		return
	}
	d.Mode, d.Page = Filling, 0
	c.touch(d)
	c.unclear(d, at, m)
	c.show(d, true)
}

// resume goes on with a draft, with the values that were said.
func (c *chat) resume(f form, d *Draft, m message) {
	d.Mode, d.Asking, d.Page = Filling, "", 0
	c.touch(d)
	if c.takeWaiting(f, d) && c.out.Need == (Need{}) {
		d = c.out.State.find(d.ID)
	}
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
	if !c.takeWaiting(f, d) {
		c.show(d, true)
	}
	if _, fl, ok := c.filled(d); ok && !fl.over.IsZero() {
		c.over(d, fl)
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
		_, fl, read := c.filled(d)
		if !read {
			return false, false
		}
		r, v, complaint := fl.row(a.Step), "", election.Say("?", "?")
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
