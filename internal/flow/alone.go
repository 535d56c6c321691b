package flow

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"huanjie/internal/election"
	"huanjie/internal/speech"
)

// alone is what a form reads in a message that says no word of it.
type alone struct {
	head *Head
	unit election.Unit
	rows []row
	u    understood
	text string
}

// wordless finds the form that alone understands all of a message which says no form's
// word: 登记1200投票640. Only reports are read so, no questions. Of people who vote it is
// enough that a figure may be theirs: then it is asked.
func (c *chat) wordless(text string) (opened, bool) {
	return c.once(&c.alones, text, c.wordlessAnew)
}

func (c *chat) wordlessAnew(text string) (opened, bool) {
	h := c.hear(text)
	if !mayBeWordless(h, text) {
		return opened{}, false
	}
	t := wordlessTry{voting: speech.AboutVoting(text), at: -1}
	for _, votes := range [...]bool{true, false} { // the largest forms first: what is theirs is no other's
		for i, f := range c.forms {
			if f.head().Votes == votes {
				c.tryWordless(&t, i, h, text)
			}
		}
	}
	if t.most > 0 {
		return t.best, true
	}
	return t.unclear, t.unclear.form != nil
}

// wordlessTry is which form understands most of a message that says no word of it.
type wordlessTry struct {
	voting    bool // the message is about voting
	best      opened
	most, at  int    // the answers that it finds, and its place among the forms
	unclear   opened // the last of those of which a figure may be, if none understands it
	unclearAt int
}

// tryWordless looks at one form, unless another understands more than it has steps.
func (c *chat) tryWordless(t *wordlessTry, i int, h speech.Heard, text string) {
	f := c.forms[i]
	if !f.head().Votes && c.passes(t, i, h, text) {
		return
	}
	a, ok := c.alone(f, h, text)
	ok = ok && !c.ratherOther(a, text) && !(a.now() >= 0 && speech.OfCandidates(h))
	switch n := c.answersIn(f, a, h, ok); {
	case t.beatenBy(n, i):
		t.best, t.most, t.at = opened{form: f, rest: text, word: "-", wordless: true}, n, i
		if c.mayBeNow(a) && a.placed() {
			t.best.placed, t.best.word = true, a.rows[a.now()].Words[0]
		}
	case ok && t.asksOf(i) && c.mayBeAsked(a, h):
		t.unclear, t.unclearAt = opened{form: f, rest: text, word: "-", wordless: true, unclear: true}, i
	}
}

// beatenBy reports whether a form at a place which finds so many answers understands more than the best so far; of
// two that find as many, the first does.
func (t *wordlessTry) beatenBy(n, i int) bool { return n > t.most || n == t.most && n > 0 && i < t.at }

// asksOf reports whether it would be asked of a form at a place: none understands the message, and none behind it
// may have a figure of it.
func (t *wordlessTry) asksOf(i int) bool {
	return t.most == 0 && (t.unclear.form == nil || i > t.unclearAt)
}

// findsAlone reports whether a form finds something in a message that says no word of it.
func (c *chat) findsAlone(f form, h speech.Heard, text string) bool {
	a, ok := c.alone(f, h, text)
	return c.answersIn(f, a, h, ok && !c.ratherOther(a, text)) > 0
}

// passes reports whether a form that counts no names need not be looked at: the message may not open
// it, says no word of it, or another understands more.
func (c *chat) passes(t *wordlessTry, i int, h speech.Heard, text string) bool {
	f := c.forms[i]
	return !f.head().mayAlone(text) || !t.voting && c.saysNoWordOf(f, h, text) || t.most > 0 && !c.mayFindMore(f, h, t.most, i < t.at)
}

// mayFindMore reports whether a form that counts no names may find more answers in a message than so
// many, or as many if that is enough: it finds no more than it has steps, and counts two for how they
// are told.
func (c *chat) mayFindMore(f form, h speech.Heard, most int, orAsMany bool) bool {
	unit, _, ok := c.aloneAt(f, h)
	n := 2 + len(c.blank(f, unit).rows)
	return ok && (n > most || n == most && orAsMany)
}

// mayBeAsked reports whether a figure of a message may be one that the form asks for, so that it is asked.
func (c *chat) mayBeAsked(a alone, h speech.Heard) bool {
	return c.mayBeVoted(a) || !h.Mood.Asks && c.mayBeNamed(a)
}

// ratherOther reports whether a message says of the unit that a form for a figure of the moment is
// looked at for a word by which another form is meant: of a branch 应到30 实到28 is who came to its
// meeting, and not who has voted.
func (c *chat) ratherOther(a alone, text string) bool {
	return !a.head.Votes && a.now() >= 0 && slices.ContainsFunc(c.forms, func(f form) bool {
		h := f.head()
		return h.ID != a.head.ID && len(h.Rather) > 0 && speech.SaysAny(text, h.Rather) && h.mayFor(c.scene.Person, a.unit)
	})
}

// mayBeWordless reports whether a message may open a form without a word of it.
func mayBeWordless(h speech.Heard, text string) bool {
	return len(text) <= longestMessage && !onlyNumber(h)
}

// onlyNumber reports whether a message is nothing but a number without a measure word: it may
// be anything.
func onlyNumber(h speech.Heard) bool {
	return len(h.Tokens) == 1 && h.Tokens[0].Number.Role == speech.Count && h.Tokens[0].Number.Unit == ""
}

// answersIn is how many answers a form finds in a message that reports, one more if it says
// that this form is meant rather than others.
func (c *chat) answersIn(f form, a alone, h speech.Heard, ok bool) int {
	if h.Mood.Asks || ok && c.awaits(a) {
		return 0
	}
	n := c.understands(a, h, ok)
	if n == 0 {
		_, n = c.byNames(f, h, h.Text)
	}
	if n > 0 && (f.head().Wide || speech.SaysAny(h.Text, f.head().Rather) || h.Mood.Corrects && c.reportedLast() == f.head().ID) {
		n++
	}
	return n
}

// awaits reports whether a message only says who is to come to what the form records once it was.
func (c *chat) awaits(a alone) bool {
	return len(a.head.Awaits) > 0 && c.ahead(a.unit) && len(a.u.answers) > 0 && !slices.ContainsFunc(a.u.answers, func(x Answer) bool { return !slices.Contains(a.head.Awaits, x.Step) })
}

// awaited finds the form that takes before the day of an election who is due then, of a message that begins with the
// word for a meeting: 党员大会应到28.
func (c *chat) awaited(o opened, text string) (opened, bool) {
	if o.word[0] == '/' || !o.form.head().Past || !c.hasNumber(o.rest) {
		return opened{}, false
	}
	numbers := 0
	for _, t := range c.hear(o.rest).Tokens {
		if t.Number.Role == speech.Count {
			numbers++
		}
	}
	other, alone := c.wordless(o.rest)
	if numbers > 1 || !alone || other.unclear || !other.form.head().Early {
		return opened{}, false
	}
	unit, _, ok := c.aloneAt(other.form, c.hear(o.rest))
	return other, ok && c.ahead(unit) && other.form.head().ID != o.form.head().ID
}

// reportedLast is the form of what the person has reported last; "" if there is none to correct.
func (c *chat) reportedLast() FormID {
	for _, was := range slices.Backward(c.out.State.Closed) {
		if was.Draft != nil && c.forms.correctable(was, c.scene) {
			return was.Draft.Form
		}
	}
	return ""
}

// alone reads a message for a form that says by which of its steps it can be opened.
func (c *chat) alone(f form, h speech.Heard, text string) (alone, bool) {
	hd := f.head()
	if !hd.mayAlone(text) || hd.Past && hd.Unless != nil && hd.Unless(text) {
		return alone{}, false
	}
	unit, named, ok := c.aloneAt(f, h)
	if !ok {
		return alone{}, false
	}
	if hd.Early && !c.ahead(unit) || hd.Polling && !named && c.othersVote(unit) {
		return alone{}, false
	}
	if named {
		c.readToCheck(f, unit, text)
	}
	rows := c.blank(f, unit).rows
	return alone{hd, unit, rows, readValues(speech.WithoutExplaining(text), rows, "", c.hearing()), text}, true
}

// ahead reports whether the day of a unit's election is still to come.
func (c *chat) ahead(u election.Unit) bool {
	return c.scene.Town.Today(c.scene.Now).Before(c.scene.Town.ElectionOf(u).PollingDay)
}

// othersVote reports whether a unit does not vote today, and another of the person's does.
func (c *chat) othersVote(u election.Unit) bool {
	return !c.polls(u) && slices.ContainsFunc(c.ofPerson(), c.polls)
}

// mayAlone reports whether a message without a word of the form may open it.
func (h *Head) mayAlone(text string) bool {
	says := len(h.Saying) == 0 || speech.ContainsAny(text, h.Saying)
	return says && len(h.Alone)+len(h.Both) > 0
}

// aloneAt is the unit for which a form is looked at: one that the message names, or the first
// of the person's own.
func (c *chat) aloneAt(f form, h speech.Heard) (unit election.Unit, named, ok bool) {
	if unit, ok = c.first(f); !ok || f.head().Wide && c.namesUnit(h) {
		return unit, false, false
	}
	for i := range h.Tokens {
		if u, ok := c.unitIn(h, i); ok && f.head().mayFor(c.scene.Person, u) {
			return u, true, true
		}
	}
	if u, ok := c.ofSpokenKind(f, h.Text); ok { // 会议筹备完成
		return u, false, true
	}
	return unit, false, true
}

// saysNoWordOf reports whether a message that is not about voting has nothing by which it could open a form without a
// word of it, so that it need not be read: no word of a step, nor a figure that needs none.
func (c *chat) saysNoWordOf(f form, h speech.Heard, text string) bool {
	unit, named, ok := c.aloneAt(f, h)
	if f.head().Early && !c.ahead(unit) {
		return true
	}
	rows := c.blank(f, unit).rows
	return ok && !named && !placesFigure(h) && len(wordsIn(rows, c.hearing().ear.Spots(text))) == 0 &&
		!slices.ContainsFunc(rows, func(r row) bool { return r.Measure != "" || r.when != nil })
}

// readToCheck has what was reported of a unit read before figures of somebody who only
// checks it are: what is asked of them depends on it.
func (c *chat) readToCheck(f form, u election.Unit, text string) {
	if p := c.scene.Person; f.head().Votes && !p.MayReport(u) && p.MayCheck(u) && c.scene.Unit != u.ID && c.hasFigure(text) {
		c.out.Need = Need{Unit: u.ID}
	}
}

// understands is how many answers a form finds in a message that it understands as a
// whole, or 0.
func (c *chat) understands(a alone, h speech.Heard, ok bool) int {
	switch {
	case !ok, a.head.Votes && a.u.along && len(a.u.answers) < 3, a.now() >= 0 && !c.polls(a.unit) && !speech.AboutVoting(a.text): // 应到40实到35 is a meeting, but on polling day
		return 0
	case c.mayBeNow(a), a.takesBack(h), slices.ContainsFunc(a.head.Alone, a.says) && onlyVoted(a.rows, a.text, a.u):
		return 1
	case a.troubled(), a.whole() && (a.corrects(h) || a.opens()):
		return 1 + len(a.u.answers)
	}
	return 0
}

// takesBack reports whether a message says that something is not so, or not yet, of which
// the form has a word: 名单还没贴完. Of a figure it says no such thing: 不是1200.
func (a alone) takesBack(h speech.Heard) bool {
	counts := slices.ContainsFunc(h.Tokens, func(t speech.Token) bool { return t.Number.Role == speech.Count })
	partly := slices.ContainsFunc(h.Tokens, func(t speech.Token) bool { return t.Number.Role == speech.Share }) // 登记才做了一半
	return (a.u.takenBack && (h.Mood.Denies || !counts) || (h.Mood.Denies || partly) && !counts) && slices.ContainsFunc(a.head.Both, a.u.says)
}

// troubled reports whether a message goes on in words after all that the form needs:
// 离任审计有困难，会计请假.
func (a alone) troubled() bool {
	return len(a.head.Both) > 0 && a.u.prose() && !speech.ListsNames(speech.Hear(a.u.tail, time.Time{})) && !slices.ContainsFunc(a.head.Both, func(s StepID) bool { return !a.u.says(s) })
}

// whole reports whether the form understands all of the message.
func (a alone) whole() bool {
	rest := len(a.u.rest)
	if rest == 1 && speech.PutsOffPhoto(a.u.heard) { // 名单贴出去了 照片晚点发
		rest = 0
	}
	summed := len(a.u.bare) == 1 && len(a.u.answers) > 1 // 有效880 无效10 合计890: it is asked what that is
	if rest+len(a.u.wrong)+len(a.u.refused) > 0 || len(a.u.bare) > 0 && !summed {
		return false
	}
	return len(a.u.answers) > 0 || len(a.u.doubts) > 0 && (a.u.labelled || a.u.chosen)
}

// corrects reports whether a message corrects a figure of the form.
func (a alone) corrects(h speech.Heard) bool {
	return h.Mood.Corrects && slices.ContainsFunc(a.u.answers, func(x Answer) bool { return rowOf(a.rows, x.Step).numeric })
}

// opens reports whether a message has what opens the form.
func (a alone) opens() bool {
	said := func(s StepID) bool { return a.says(s) || a.u.doubtsOf(s) }
	return slices.ContainsFunc(a.head.Alone, said) || len(a.head.Both) > 0 && !slices.ContainsFunc(a.head.Both, func(s StepID) bool { return !said(s) })
}

// says reports whether a message says what a step asks for.
func (a alone) says(s StepID) bool { return a.u.says(s) && !a.restOnly(s) }

// restOnly reports whether nothing is said of a step but that all is done, which says no word of the form: 都齐了.
func (a alone) restOnly(s StepID) bool {
	v, _ := valueOf(a.u.answers, s)
	return slices.ContainsFunc(rowOf(a.rows, s).options, func(o Option) bool { return o.Value == v && o.Rest })
}

// mayBeNow reports whether a message of nothing but numbers, times and names may be the
// figure of the moment: 8点90 9点210, on the day of the election.
func (c *chat) mayBeNow(a alone) bool {
	if !placesFigure(a.u.heard) { // a number alone may be anything
		return false
	}
	return a.now() >= 0 && len(a.u.bare) > 0 && len(a.u.answers)+len(a.u.rest)+len(a.u.wrong)+len(a.u.doubts) == 0 && c.polls(a.unit)
}

// placesFigure reports whether a message says where, when or of whom a figure of it may be.
func placesFigure(h speech.Heard) bool {
	return slices.ContainsFunc(h.Tokens, func(t speech.Token) bool {
		_, named := t.Is(speech.OfUnit)
		return named || t.Number.Role == speech.Clock || speech.SaysNow(t) || strings.HasSuffix(t.Number.Unit, "人")
	})
}

// placed reports whether a message is no more than a unit's name, or that something is so now, and
// one number, which the unit's people could make up: 东河 640.
func (a alone) placed() bool {
	whole := slices.IndexFunc(a.rows, func(r row) bool { return r.Whole })
	figures := 0
	aside := false
	for i, t := range a.u.heard.Tokens {
		aside = speech.Aside(t, aside)
		if aside || speech.SomeMore(a.u.heard, i) { // 201（含委托22）; 又来了几个
			continue
		}
		_, other := t.Is(speech.OfOther)
		if other {
			return false // 10名党员到了9名
		}
		if t.Kind == speech.Numeral && !slices.Contains([]speech.Role{speech.Clock, speech.Date, speech.Ordinal}, t.Number.Role) {
			figures++
		}
	}
	named := len(a.u.units) == 1 || len(a.u.units) == 0 && slices.ContainsFunc(a.u.heard.Tokens, func(t speech.Token) bool { // 现在171, 十点整 573
		return speech.SaysNow(t) || t.Number.Role == speech.Clock
	})
	if figures != 1 || len(a.u.bare) != 1 || !named || whole < 0 {
		return false
	}
	n, _ := strconv.Atoi(a.u.bare[0])
	all, _ := strconv.Atoi(a.rows[whole].value)
	return n <= all
}

// polls reports whether today is a unit's polling day.
func (c *chat) polls(u election.Unit) bool {
	return c.scene.Town.Today(c.scene.Now) == c.scene.Town.ElectionOf(u).PollingDay
}

// now is the row for the figure of the moment, or -1.
func (a alone) now() int {
	return slices.IndexFunc(a.rows, func(r row) bool { return r.Now && r.numeric })
}

// rowOf is the row of a step, or one that says nothing.
func rowOf(rows []row, id StepID) *row {
	for i := range rows {
		if rows[i].id == id {
			return &rows[i]
		}
	}
	return &row{question: &question{}, Field: &Field{}}
}
