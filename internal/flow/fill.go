package flow

import (
	"slices"
	"strings"

	"huanjie/internal/election"
	"huanjie/internal/speech"
)

// fill takes values for the open draft out of a message.
func (c *chat) fill(f form, d *Draft, m message) {
	sub, fl, ok := c.filled(d)
	if !ok {
		return
	}
	if d.Mode != Filling {
		fl.ask = nil // the card asks something else
	}
	d.Mode = Filling
	c.take(f, sub, d, fl, m)
	c.show(d, m.opening)
}

// message is what is to be read into a draft.
type message struct {
	text    string
	opening bool // it opens the form: the question had not been seen yet
	caption bool // it stands under a file
	heard   bool // the form heard itself in it

	wordless bool   // no word opened the form
	unclear  bool   // it is asked what of it is meant
	talk     string // what stood beside it and reports nothing
	word     string // that opened the form, and may name the number behind it: 投票 812
}

// message is what stands behind the word of an opening.
func (o opened) message() message {
	m := message{text: o.rest, opening: true, heard: o.heard, wordless: o.wordless, unclear: o.unclear, talk: o.talk}
	if !o.heard && !o.wordless || o.placed {
		m.word = o.word
	}
	return m
}

// only is the message with a part of its text.
func (m message) only(text string) message {
	m.text = text
	return m
}

// about is the step that the message may answer without naming it: the one
// whose question had been seen when it was written.
func (m message) about(fl filled) StepID {
	if m.opening {
		return ""
	}
	return fl.asking()
}

// take puts the values of a message into the draft and says what was not
// understood.
func (c *chat) take(f form, sub Subject, d *Draft, fl filled, m message) {
	if c.takeUnheard(f, d, fl, m) {
		return
	}
	u := c.read(fl, &m)
	fl.reckon(&u)
	if c.another(f, sub, d, fl, u, m) || c.takeWords(d, &fl, u, m) || c.noFigures(d, fl, u, m) {
		return
	}
	if c.takeShortened(f, sub, d, fl, u, m) || c.goesAstray(d, u, m) {
		return
	}
	c.amend(d, fl, &u)
	u.passDone(f)
	fl.nameless(&u, m)
	if c.answersAsked(d, fl, &u, m) {
		return
	}
	fl = c.told(f, sub, d, fl, &u, m)
	fl = c.standIn(f, sub, d, fl, &u, m)
	c.record(f, sub, d, fl, &u, m)
	after := c.replay(f, sub, *d)
	c.doubt(d, after, u)
	if !c.saysBeside(d, after, u) {
		c.sayLeftOver(sub, fl, u, m)
	}
	if more := speech.PromisedBeside(m.text); more != "" && f.head().Hears == nil && len(u.answers) > 0 && c.unread == "" {
		c.note(election.Say("“%s”只当说明；要到点前不催，请单独发一条。", "“%s” only explains; to rest reminders until then, please send it by itself.").With(short(more)))
	}
}

// passDone passes over what only says that a thing was done of which a record is made: 宣传搞完了 横幅6条.
func (u *understood) passDone(f form) {
	if len(u.answers) > 0 && len(f.head().Both)+len(u.wrong) == 0 {
		u.rest = slices.DeleteFunc(u.rest, func(piece string) bool { return strings.HasSuffix(piece, "了") && speech.OnlyDone(piece) })
	}
}

// takeUnheard takes a message in which no values are looked for: it is too long, is an answer
// as a whole, or it is asked what is meant. It reports whether that is done with.
func (c *chat) takeUnheard(f form, d *Draft, fl filled, m message) bool {
	if c.tooLong(fl, m) || m.opening && !m.heard && speech.OnlyParticles(m.text) || c.takeWhole(f, d, fl, m) {
		return true
	}
	if m.unclear {
		if !c.goesAstray(d, readValues(m.text, fl.rows, "", c.hearing()), m) {
			c.askVoted(d, fl, m)
		}
		return true
	}
	return c.typedOut(d, fl, m)
}

// takeShortened takes the answer to the question from the beginning of a message, then all
// that follows: 选民登记 完成. It reports whether that is done with.
func (c *chat) takeShortened(f form, sub Subject, d *Draft, fl filled, u understood, m message) bool {
	part, rest := c.shortened(d, fl, u, m)
	if rest == "" {
		return c.choosesFirst(d, fl, u, m)
	}
	c.put(d, fl.ask, part)
	c.take(f, sub, d, c.replay(f, sub, *d), m.only(rest))
	return true
}

// tooLong refuses a message that is too long for values.
func (c *chat) tooLong(fl filled, m message) bool {
	if len(m.text) <= longestMessage || fl.ask != nil && fl.ask.free {
		return false
	}
	c.complain(election.Say("这条消息太长，没有记下。请只写要填的几项。", "That message is too long; nothing was noted. Please write only the values."))
	return true
}

// noFigures takes a message without values that asks for no answer: thanks, that it takes a
// moment, or that a step is to be changed. It reports whether that is done with.
func (c *chat) noFigures(d *Draft, fl filled, u understood, m message) bool {
	if len(u.answers)+len(u.doubts)+len(u.bare)+len(u.wrong) > 0 || m.opening || u.zeros {
		return false
	}
	if u.off {
		c.note(election.Say("“%s”没有记下：对不上的先核对，核好了直接发正确的数。", "“%s” is not noted: check what does not agree, then just send the right figure.").With(short(m.text)))
		return true
	}
	if len(u.named) == 1 && (strings.Contains(m.text, "改") || speech.OfTheRest(u.heard) || u.heard.Mood.Corrects) { // 我要改收回; 余下的票都归钱小河
		d.Asking = u.named[0]
		return true
	}
	return u.heard.Mood.Thanks && speech.Empty(u.heard) || speech.Acknowledges(m.text) || speech.Chatters(u.heard) || speech.Delays(u.heard)
}

// told answers a choice by what else is said: the option under which most is understood,
// or all that is asked is answered. Where two are equal it is asked.
func (c *chat) told(f form, sub Subject, d *Draft, fl filled, u *understood, m message) filled {
	choice := fl.first(func(r *row) bool { return r.Telling && !r.has() })
	if choice == nil || len(choice.options) < 2 || u.says(choice.id) || len(u.answers)+len(u.doubts) == 0 {
		return fl
	}
	best, most, equal := -1, 0, false
	var reading understood
	for i, o := range choice.options {
		read, weight := c.readUnder(f, sub, *d, fl, Answer{Step: choice.id, Value: o.Value}, m)
		switch {
		case best < 0 || weight > most:
			best, most, reading, equal = i, weight, read, false
		case weight == most:
			equal = true
		}
	}
	if equal {
		return fl
	}
	d.set(c.said(choice, choice.options[best].Value))
	*u = reading
	return c.replay(f, sub, *d)
}

// readUnder reads a message as if a choice were answered so, and weighs how much of it is
// understood then; more if nothing is missing.
func (c *chat) readUnder(f form, sub Subject, try Draft, fl filled, a Answer, m message) (read understood, weight int) {
	try.Answers = slices.Clone(try.Answers)
	try.set(a)
	read = readValues(m.text, c.replay(f, sub, try).rows, m.about(fl), c.hearing())
	for _, a := range read.answers {
		try.set(a)
	}
	weight = 2 * (read.weight() - len(read.doubts))
	if c.replay(f, sub, try).missing() == 0 {
		weight++
	}
	return read, weight
}

// answersAsked takes a message without a named value as the answer to the question, and
// reports whether there is a question that it could answer.
func (c *chat) answersAsked(d *Draft, fl filled, u *understood, m message) bool {
	if len(u.answers) > 0 || u.zeros || len(u.wrong)+len(u.doubts) > 0 {
		return false
	}
	asked := fl.ask
	if asked == nil {
		asked = fl.onlyNumber(*u)
		fl.ask = asked
	}
	if asked == nil {
		return false
	}
	if c.takeWhy(d, fl, asked, m) {
		return true
	}
	if asked.numeric && fl.mayBeOf(*u, m) {
		return false // it is asked what they are
	}
	if !c.namesFirst(d, fl, m) {
		c.direct(d, fl, *u, m)
	}
	return true
}

// takeWhy takes a message in which a form heard itself as the reason that is still to be
// given, although it is asked by when: 人太多顾不上 晚点报. It reports whether that is done with.
func (c *chat) takeWhy(d *Draft, fl filled, asked *row, m message) bool {
	if !m.heard || asked.when == nil || c.hasNumber(m.text) {
		return false
	}
	why := fl.first(func(r *row) bool { return r.free && !r.has() })
	if why == nil {
		return false
	}
	c.put(d, why, strings.TrimSpace(m.text))
	return true
}

// mayBeOf reports whether the numbers without a word may be of other steps than the one asked.
func (s filled) mayBeOf(u understood, m message) bool {
	return len(u.bare) > 0 && (m.wordless || len(u.bare) > 1 || len(u.rest) > 0 || m.opening && s.missing() > 1)
}

// read finds the values in a message. The word that opened the form may be that of
// the first; to a question for names the message is the answer up to the next value.
func (c *chat) read(fl filled, m *message) understood {
	values := func(text string) understood { return readValues(text, fl.rows, m.about(fl), c.hearing()) }
	u, before := values(m.text), ""
	switch {
	case m.word != "":
		before = m.word
	case fl.ask != nil && fl.ask.Names && !fl.tellsOthers(u):
		before = fl.ask.Label.In(election.Chinese)
	default:
		return u
	}
	more := values(before + " " + m.text)
	if m.word == "" && more.opens && len(more.answers) > len(u.answers) || m.word != "" && more.weight() >= u.weight() && fl.valued(more) && !slices.Contains(more.rest, before) {
		m.text = before + " " + m.text
		return more
	}
	return u
}

// weight is how much a message was understood of.
func (u understood) weight() int {
	n := 3*len(u.answers) - len(u.bare) - len(u.rest)
	for _, d := range u.doubts {
		if len(d.Steps) == 1 {
			n++
		}
	}
	return n
}

// valued reports whether an answer is a number or one of a few, or a doubt is about a number.
func (s filled) valued(u understood) bool {
	if len(u.answers) > 0 {
		return slices.ContainsFunc(u.answers, func(a Answer) bool { r := s.row(a.Step); return r.numeric || r.options != nil })
	}
	return slices.ContainsFunc(u.doubts, func(d Doubt) bool { return len(d.Steps) > 0 })
}

// tellsOthers reports whether a message that could be the names that are asked
// names a step itself, or is nothing but numbers with their words.
func (s filled) tellsOthers(u understood) bool {
	if len(u.answers) == 0 || !u.opens {
		return false
	}
	first := s.row(u.answers[0].Step)
	return first.Names || first.numeric && len(u.rest)+len(u.bare) == 0
}

// longestMessage is how many bytes are read for values.
const longestMessage = 3000

// goesAstray refuses a message that is not about the draft's unit. It reports whether that is
// done with.
func (c *chat) goesAstray(d *Draft, u understood, m message) bool {
	stop := c.elsewhere(d, u)
	if stop.IsZero() {
		return false
	}
	c.astray, c.unread = true, m.text
	c.complain(stop)
	return true
}

// elsewhere says why a message is not about the draft's unit.
func (c *chat) elsewhere(d *Draft, u understood) election.Phrase {
	if c.forms.find(d.Form).head().noUnits() {
		return election.Phrase{}
	}
	for _, id := range u.units {
		if id == d.Unit {
			continue
		}
		other, _ := c.scene.Town.Unit(id)
		if !c.forms.find(d.Form).head().mayFor(c.scene.Person, other) {
			return notYours(c.scene.Person, other)
		}
		return election.Say("这条消息里还有“%s”，分不清哪个数是哪个的，什么都没有记下。请把各自的数写在各自的名称后面。",
			"That message speaks of “%s” too, and it is not clear which figure is whose; nothing was noted. Please write each figure after its own name.").With(other.Name)
	}
	if i := slices.IndexFunc(u.rest, strangeUnit); i >= 0 && !u.prose() {
		return election.Say("没有找到您负责的“%s”，什么都没有记下。", "“%s” is not one of yours; nothing was noted.").With(short(u.rest[i]))
	}
	return election.Phrase{}
}

// shortened finds an option of the choice that is asked, of which a message
// begins with a part only, and a value right behind it. Without one rest is "".
func (c *chat) shortened(d *Draft, fl filled, u understood, m message) (value, rest string) {
	if fl.ask == nil || fl.ask.options == nil || len(u.answers) > 0 || len(u.rest) == 0 {
		return "", ""
	}
	value, complaint := fl.ask.read(u.rest[0])
	rest, begins := strings.CutPrefix(m.text, u.rest[0])
	behind := readValues(rest, fl.rows, "", c.hearing())
	if !complaint.IsZero() || !begins || !behind.opens || !c.elsewhere(d, behind).IsZero() {
		return "", ""
	}
	return value, rest
}

// typedOut takes a message that opens a form with words of its own, of which an option is
// only a part, as these words: 公告：选举日那天请带身份证. It reports whether it is one.
func (c *chat) typedOut(d *Draft, fl filled, m message) bool {
	story := fl.story()
	if !m.opening || story == nil || !slices.ContainsFunc(fl.rows, func(r row) bool { return r.Told != "" }) {
		return false
	}
	if u := readValues(m.text, fl.rows, "", c.hearing()); len(u.answers) == 0 || len(u.rest)+len(u.passed) == 0 {
		return false
	}
	c.answer(d, story, m.text)
	c.toldBy(d, fl)
	return true
}

// toldBy answers the choices that words answer which were told.
func (c *chat) toldBy(d *Draft, fl filled) {
	for _, r := range fl.rows {
		if r.Told != "" && !r.has() {
			d.set(c.said(&r, r.Told))
		}
	}
}

// record puts the named values into the draft. Besides them a number that
// leads the message answers the question, and words at its end the one that
// comes up then.
func (c *chat) record(f form, sub Subject, d *Draft, fl filled, u *understood, m message) {
	next := c.putFollowing(f, sub, d, fl, u, m)
	if u.zeros {
		u.answers = append(u.answers, next.restZeros()...)
		c.putAll(d, u.answers)
		next = c.replay(f, sub, *d)
	}
	next = c.between(f, sub, d, next, u, &m, m.about(fl))
	if words := next.wordsFor(*u, m); words != nil && !f.head().onlyOpens(u.tail) {
		c.putTail(d, next, words, u, m, m.about(fl))
		return
	}
	c.putLeading(d, fl.ask, u, m)
	c.leftNumbers(next, u)
	if u.dayOf != "" && !u.says(u.dayOf) && len(u.answers) > 0 {
		d.Asking = u.dayOf
	}
}

// putFollowing records the named values, and those that steps want which a choice among
// them brought.
func (c *chat) putFollowing(f form, sub Subject, d *Draft, fl filled, u *understood, m message) filled {
	c.putAll(d, u.answers)
	next := c.replay(f, sub, *d)
	for before := fl; next.more(before); { // a choice brought new steps, and they new words
		before = next
		again := readValues(m.text, next.rows, m.about(fl), c.hearing())
		next.reckon(&again)
		if len(again.answers) < len(u.answers) || again.weight() <= u.weight() { // of two readings the one that leaves less
			break
		}
		*u = again
		c.putAll(d, u.answers)
		next = c.replay(f, sub, *d)
	}
	return next
}

// putLeading records a number that leads the message as the answer to the question that was
// asked.
func (c *chat) putLeading(d *Draft, asked *row, u *understood, m message) {
	if asked == nil || !asked.numeric || !u.leads || len(u.bare) != 1 || len(u.rest) > 0 || m.opening || u.says(asked.id) {
		return
	}
	if v, complaint := asked.parse(u.bare[0], nil); complaint.IsZero() {
		d.set(c.said(asked, v))
		u.bare = nil
	}
}

// between takes a name that stands between other values as the answer to the
// question for names that comes up then: 走访 今天 老王 5户.
func (c *chat) between(f form, sub Subject, d *Draft, next filled, u *understood, m *message, asked StepID) filled {
	words := next.wanted()
	if words == nil || !words.Names || !u.mixed || u.strangeAt < 0 || !nameLike(m.text[u.strangeAt:]) {
		return next
	}
	behind := m.text[u.strangeAt:]
	text := strings.TrimSuffix(m.text, behind) + " " + words.Label.In(election.Chinese) + " " + behind
	again := readValues(text, next.rows, asked, c.hearing())
	next.reckon(&again)
	if len(again.answers) <= len(u.answers) || !again.says(words.id) {
		return next
	}
	*u, m.text = again, text
	c.putAll(d, u.answers)
	return c.replay(f, sub, *d)
}

// answer takes a message as the answer to one question.
func (c *chat) answer(d *Draft, asked *row, s string) {
	v, complaint := asked.read(s)
	if !complaint.IsZero() {
		c.complain(complaint)
		return
	}
	c.lost = false
	c.put(d, asked, v)
}

// put records the answer to a question; nothing need be asked anew then.
func (c *chat) put(d *Draft, asked *row, value string) {
	d.set(c.said(asked, value))
	d.Asking = ""
	d.Doubts = slices.DeleteFunc(d.Doubts, func(x Doubt) bool { return x.Why == doubtUnread })
}

// said is an answer, with the message that gave it.
func (c *chat) said(r *row, value string) Answer {
	return Answer{Step: r.id, Value: value, Message: c.from, About: r.about}
}

// putAll records answers to any steps.
func (c *chat) putAll(d *Draft, answers []Answer) {
	for _, a := range answers {
		a.Message = c.from
		d.set(a)
	}
}
