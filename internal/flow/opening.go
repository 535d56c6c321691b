package flow

import (
	"slices"
	"strings"
	"unicode/utf8"

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
			if len(w) <= len(word) || len(w) > len(small) || w[len(w)-1] != small[len(w)-1] {
				continue // nearly all words end otherwise: there are hundreds
			}
			if behind, found := cutWord(s, small, w); found {
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
	if !strings.HasPrefix(small, w) || !speech.Bounded(s, w) || speech.NamesPlace(s) {
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

	led      bool   // behind something else: a greeting, a unit's name
	wordless bool   // by what is reported, without any word of it
	unclear  bool   // and not all of that is understood: it is asked
	talk     string // what stands beside it and reports nothing
	placed   bool   // it is a unit's name and one number, on the day of the election: word names it
}

// opened finds the form that a message asks for: by its word, by itself, or by what is
// reported.
func (c *chat) opened(text string) (opened, bool) {
	return c.once(&c.openings, text, c.openedAnew)
}

// openedBy is the form that a text was found to ask for.
type openedBy struct {
	text string
	opened
	ok bool
}

// once finds the form that a text asks for once in a turn, while nothing is open: what is
// open decides with.
func (c *chat) once(before *[]openedBy, text string, find func(string) (opened, bool)) (opened, bool) {
	if c.out.State.open() != nil {
		return find(text)
	}
	if i := slices.IndexFunc(*before, func(b openedBy) bool { return b.text == text }); i >= 0 {
		return (*before)[i].opened, (*before)[i].ok
	}
	o, ok := find(text)
	*before = append(*before, openedBy{text, o, ok})
	return o, ok
}

func (c *chat) openedAnew(text string) (opened, bool) {
	if o, alarms := c.onlyAlarms(text); alarms {
		return o, true
	}
	o, ok := c.worded(text)
	if ok && o.word[0] != '/' && c.out.State.open() == nil && speech.BringsLater(c.hear(text)) {
		return opened{}, false
	}
	if later, promised := c.promised(o, text); ok && promised {
		return later, true
	}
	ok = ok && !c.notYet(o, text)
	if ok {
		if other, rather := c.rather(o, text); rather {
			return other, true
		}
	}
	if ok && !c.saysNothing(o, text) {
		return o, true
	}
	if other, found := c.openedOtherwise(o, ok, text); found {
		return other, true
	}
	return o, ok && !c.runsOn(o, text)
}

// openedOtherwise finds another form that a message asks for than the one whose word it says, if it says any: one
// that hears itself in it or, beside a word, one that understands it without.
func (c *chat) openedOtherwise(o opened, worded bool, text string) (opened, bool) {
	if heard, hears := c.heard(text); hears && !(worded && heard.form.head().ID == o.form.head().ID) {
		return heard, true
	}
	if !worded {
		return opened{}, false
	}
	other, alone := c.wordless(text)
	return other, alone && other.form.head().ID != o.form.head().ID
}

// promised finds the form that hears in a message that the report of what has happened, whose word it begins with,
// is still to come: 审计的材料还没齐，礼拜五前报.
func (c *chat) promised(o opened, text string) (opened, bool) {
	if o.form == nil || o.word[0] == '/' || !o.form.head().Past || !speech.ToCome(c.hear(text)) {
		return opened{}, false
	}
	heard, hears := c.heard(text)
	return heard, hears && heard.form.head().GoesOn == nil && heard.form.head().ID != o.form.head().ID
}

// onlyAlarms finds the form that is told what happens, for a message which says no more than that
// something does, and perhaps where: 枣园村有情况. It asks for the rest.
func (c *chat) onlyAlarms(text string) (opened, bool) {
	_, size := c.unitAt(text)
	if !speech.OnlyAlarms(text[size:]) {
		return opened{}, false
	}
	i := slices.IndexFunc(c.forms, func(f form) bool {
		return f.head().GoesOn != nil && f.head().Hears != nil && f.head().May(c.scene.Person)
	})
	if i < 0 {
		return opened{}, false
	}
	return opened{form: c.forms[i], word: speech.Lower(speech.HalfWidth(text)), rest: text[:size]}, true
}

// notYet reports whether a message that begins with a form's word says that its report is
// still to come, or that what the form tells of is.
func (c *chat) notYet(o opened, text string) bool {
	h := c.hear(text)
	if o.word[0] == '/' {
		return false
	}
	head := o.form.head()
	if head.Wide && speech.PutsOff(h) { // the office reports which tasks of its plan it put off
		return false
	}
	worded := len(head.Alone)+len(head.Both) == 0 && head.Hears == nil // 提名还没开始
	return (head.Past || worded && !c.hasNumber(o.rest)) && speech.Unfinished(h) || head.Hears == nil && speech.PutsOff(h)
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
// follows, although there is something: 投票 稍后报, 投票点着火了, 选民名单上漏了十几个人都来闹.
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
	if said := strings.TrimSpace(at.rest); c.listsNames(o.form, said) || c.asksNames(o.form) && said != "" && speech.AfterPosted(said) == "" { // 正式候选人公布了 names nobody
		return speech.AfterPosted(said) == ""
	}
	if c.asksWords(o.form) || !slices.ContainsFunc(rows, func(r row) bool { return r.numeric || r.options != nil || r.when != nil }) {
		return false
	}
	u := readValues(at.rest, rows, "", c.hearing())
	if len(u.answers) == 0 {
		u = readValues(o.word+" "+at.rest, rows, "", c.hearing())
	}
	return c.readsNothing(u, rows, text)
}

// readsNothing reports whether what a form reads in a message is no report of it: nothing, or no more than a day
// where something goes wrong, 选票印错了，把周三印成周山.
func (c *chat) readsNothing(u understood, rows []row, text string) bool {
	if u.counted(rows) || !speech.Content(u.heard, 0) {
		return false
	}
	heard, told := c.heard(text)
	if told && heard.form.head().GoesOn != nil && len(u.rest) > 0 && len(u.wrong) == 0 &&
		!slices.ContainsFunc(u.answers, func(a Answer) bool { return rowOf(rows, a.Step).when == nil }) {
		return true
	}
	return len(u.answers)+len(u.wrong) == 0 && (told || u.onlyPeople(rows))
}

// onlyPeople reports whether nothing is asked of a message but what a number of people is, where a form counts
// none: 截止投票 最终259人投票.
func (u understood) onlyPeople(rows []row) bool {
	if slices.ContainsFunc(rows, func(r row) bool { return r.numeric && r.Measure == "" && !r.ByWord }) {
		return len(u.doubts) == 0
	}
	return !slices.ContainsFunc(u.doubts, func(d Doubt) bool { return d.Why != doubtNumber || !speech.CountsPeople(d.Said) })
}

// boxesMost is how many boxes and the like a bare number may count: more are people.
const boxesMost = 99

// counted reports whether a number without a word may be counted by one of some rows: people
// are no boxes. 投票结束，最终711人
func (u understood) counted(rows []row) bool {
	return slices.ContainsFunc(u.bareAt, func(i int) bool {
		n := u.heard.Tokens[i].Number
		people := strings.HasSuffix(n.Unit, "人") || n.Unit == "" && n.Value > boxesMost
		suits := func(r row) bool { return n.Unit == "" || r.Measure == "" || strings.HasSuffix(n.Unit, r.Measure) } // 1088张 are no boxes
		return slices.ContainsFunc(rows, func(r row) bool { return r.numeric && !r.ByWord && (!people || r.Measure == "") && suits(r) })
	})
}

// runsOn reports whether the word of a form is only the beginning of another word:
// 投票时间改到9点了.
func (c *chat) runsOn(o opened, text string) bool {
	if o.word[0] == '/' || !c.saysNothing(o, text) {
		return false
	}
	return slices.ContainsFunc(c.hear(o.rest).Tokens, func(t speech.Token) bool { // 在投票点门口
		return t.Kind == speech.Unknown && strings.Contains(speech.Fold(text), o.word+t.Text)
	})
}

// worded finds the form whose word a message says, also where a time stands within it: 投票十二点结束了.
func (c *chat) worded(text string) (opened, bool) {
	o, ok := c.wordedAs(text)
	if moved := c.timeBehind(text); moved != "" {
		if around, found := c.wordedAs(moved); found && (!ok || len(around.word) > len(o.word)) && !strings.Contains(speech.Fold(text), around.word) {
			return around, true
		}
	}
	return o, ok
}

// timeBehind is a message whose first time, which something stands right before and behind, was moved to its
// end; "" if there is none, or if it has figures as well.
func (c *chat) timeBehind(text string) string {
	h := c.hear(text)
	i := slices.IndexFunc(h.Tokens, func(t speech.Token) bool {
		return t.Kind == speech.Numeral && (t.Number.Role == speech.Clock || t.Number.Role == speech.Date)
	})
	if i <= 0 || i+1 == len(h.Tokens) || h.Mood.Asks || !h.Tokens[i+1].Joined || h.Tokens[i+1].Kind == speech.Mark || slices.ContainsFunc(h.Tokens, func(t speech.Token) bool {
		return t.Number.Role == speech.Count && !strings.ContainsAny(t.Number.Unit, "个只")
	}) {
		return ""
	}
	t := h.Tokens[i]
	return strings.TrimSpace(strings.TrimSpace(text[:t.From]) + text[t.To:] + " " + text[t.From:t.To])
}

// wordedAs finds the form whose word a message says as it stands, also behind a unit's name or a
// greeting: "东河村 投票 812".
func (c *chat) wordedAs(text string) (opened, bool) {
	s := speech.HalfWidth(text)
	f, word, rest, ok := c.forms.opened(s)
	before, led := "", false
	if !ok {
		at := c.leadIn(text)
		back := speech.HalfWidth(text[at:])
		if f, word, rest, ok = c.forms.opened(back); at == 0 {
			ok = false
		}
		before, s = strings.TrimRight(text[min(c.listed(text), at):at], " :：，,、")+" ", back
		text, led = text[at:], true
	}
	if ok && word[0] != '/' && f.head().Else != "" && len(c.few(f, 1)) == 0 {
		f = c.forms.find(f.head().Else)
	}
	if !ok || f.head().Unless != nil && word[0] != '/' && f.head().Unless(text) || !f.head().May(c.scene.Person) || !f.head().OfTown && len(c.few(f, 1)) == 0 {
		return opened{}, false
	}
	behind := speech.AsTyped(text, len(s)-len(rest))
	if names := speech.AfterPosted(behind); names != behind && speech.ListsNames(c.hear(names)) {
		behind = names
	}
	return opened{form: f, word: word, led: led, rest: strings.TrimRight(before+behind, " ")}, true
}

// onlyOpens reports whether words say a word of the form, and besides it no more than a
// character: 去走访 names nobody.
func (h *Head) onlyOpens(words string) bool {
	return slices.ContainsFunc(h.Words, func(w string) bool {
		before, behind, ok := strings.Cut(words, w)
		return ok && utf8.RuneCountInString(strings.TrimSpace(before)+strings.TrimSpace(behind)) <= 1
	})
}

// leadIn is where a message begins behind what may stand before the word of a form: a
// greeting, a time, the number of the report, the name of the unit.
func (c *chat) leadIn(text string) int {
	h := c.hear(text)
	if h.Mood.AsksHow {
		return 0
	}
	for i, t := range h.Tokens {
		if leadsIn(t) || c.unitLeads(h, i) {
			continue
		}
		if h.Mood.Asks && !onlyUnit(h.Tokens[:i]) {
			return 0
		}
		return t.From
	}
	return 0
}

// leadsIn reports whether a token may stand before the word of a form.
func leadsIn(t speech.Token) bool {
	switch t.Kind {
	case speech.Mark:
		return t.Text != "/"
	case speech.Filler:
		return !strings.HasPrefix(t.Text, "已") && !strings.HasSuffix(t.Text, "结束") // it opens a form of its own
	case speech.Numeral:
		return slices.Contains([]speech.Role{speech.Date, speech.Clock, speech.Ordinal}, t.Number.Role)
	case speech.Word:
		return t.Tells(speech.Greeting) || t.Tells(speech.Correcting)
	case speech.Unknown:
	}
	return false
}

// unitLeads reports whether a token is a unit's name that nothing unknown goes on, unless it is
// the full one.
func (c *chat) unitLeads(h speech.Heard, i int) bool {
	_, unit := c.unitIn(h, i)
	return unit && (!h.RunsOn(i) || h.Tokens[i].Means[0].How == speech.Full)
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

// heard finds a form that knows by itself what asks for it, also behind a unit's
// name.
func (c *chat) heard(text string) (opened, bool) {
	s := speech.HalfWidth(text)
	u, size := c.unitAt(s)
	rest := after(s[size:])
	for _, f := range c.forms {
		h := f.head()
		if h.Hears == nil && h.Retells == nil || len(h.Words) == 0 || !h.May(c.scene.Person) {
			continue
		}
		if _, ok := c.hearsItself(h, s); ok && h.GoesOn != nil { // a story is told whole
			return opened{form: f, word: h.Words[0], rest: text, heard: true}, true
		}
		parts, ok := c.hearsItself(h, rest)
		if !ok || !h.noUnits() && len(c.few(f, 1)) == 0 {
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
	hears := h.Hears
	if hears == nil {
		hears = h.Retells
	}
	parts, ok = hears(c.hearing().ear, text)
	if c.selves == nil {
		c.selves = make([]itself, 0, 8)
	}
	c.selves = append(c.selves, itself{h.ID, text, parts, ok})
	return parts, ok
}
