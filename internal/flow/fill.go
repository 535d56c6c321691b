package flow

import (
	"slices"
	"strconv"
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
	word     string // that opened the form, and may name the number behind it: 投票 812
}

// message is what stands behind the word of an opening.
func (o opened) message() message {
	m := message{text: o.rest, opening: true, heard: o.heard, wordless: o.wordless, unclear: o.unclear}
	if !o.heard && !o.wordless {
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
	if c.tooLong(fl, m) || c.takeWhole(f, d, fl, m) {
		return
	}
	if m.unclear {
		c.askVoted(d, fl, m)
		return
	}
	u := c.read(fl, &m)
	if c.takeWords(d, &fl, u, m) || c.noFigures(d, fl, u, m) {
		return
	}
	if part, rest := c.shortened(d, fl, u, m); rest != "" { // 选民登记 完成
		c.put(d, fl.ask, part)
		c.take(f, sub, d, c.replay(f, sub, *d), m.only(rest))
		return
	}
	if stop := c.elsewhere(d, u); !stop.IsZero() {
		c.astray, c.unread = true, m.text
		c.complain(stop)
		return
	}
	c.amend(d, fl, &u)
	if c.answersAsked(d, fl, &u, m) {
		return
	}
	fl = c.told(f, sub, d, fl, &u, m)
	fl = c.standIn(f, sub, d, fl, &u, m)
	c.record(f, sub, d, fl, &u, m)
	after := c.replay(f, sub, *d)
	c.doubt(d, after, u)
	if len(u.answers) > 0 && len(u.rest)+len(u.passed) > 0 && len(u.wrong)+len(u.refused)+len(d.Doubts) == 0 && after.ask == nil && !u.takenBack {
		c.note(notPlaced(short(strings.Join(slices.Concat(u.rest, u.passed), " "))))
		return
	}
	if left := c.leftOver(sub, fl, u, m.text); !left.IsZero() {
		if c.complain(left); fl.sends(m.text) == nil { // 照片: it is asked to be sent
			c.unread = m.text
		}
	}
}

// tooLong refuses a message that is too long for values.
func (c *chat) tooLong(fl filled, m message) bool {
	if len(m.text) <= longestMessage || fl.ask != nil && fl.ask.free {
		return false
	}
	c.complain(election.Say("这条消息太长，没有记下。请只写要填的几项。", "That message is too long; nothing was noted. Please write only the values."))
	return true
}

// takeWhole takes a message that can be nothing but the answer as a whole: words that
// are asked for, a day, more of a story. It reports whether that is done with.
func (c *chat) takeWhole(f form, d *Draft, fl filled, m message) bool {
	asked := fl.ask
	if asked != nil && asked.free && !asked.reason && !asked.Names && asked.Standing == nil {
		if u := c.read(fl, &m); c.noWords(*asked, fl, u, m) {
			return false
		}
		c.answer(d, asked, m.text)
		return true
	}
	if asked != nil && asked.when != nil { // "10.21" is a day there, and no number
		if v, complaint := asked.parse(m.text, nil); complaint.IsZero() {
			c.put(d, asked, v)
			return true
		}
	}
	if told := fl.told(); m.heard && tells(f) && told != nil { // more of the same story
		c.answer(d, told, told.value+c.say(election.Say("；", "; "))+m.text)
		return true
	}
	return false
}

// noFigures takes a message without values that asks for no answer: thanks, or that a
// step is to be changed. It reports whether that is done with.
func (c *chat) noFigures(d *Draft, fl filled, u understood, m message) bool {
	if len(u.answers)+len(u.doubts)+len(u.bare)+len(u.wrong) > 0 || m.opening || u.zeros {
		return false
	}
	if len(u.named) == 1 && (strings.Contains(m.text, "改") || speech.OfTheRest(u.heard)) { // 我要改收回; 余下的票都归钱小河
		d.Asking = u.named[0]
		return true
	}
	return u.heard.Mood.Thanks && speech.Empty(u.heard)
}

// takeWords takes a message for words: those of the step that it names, or the reason
// that is asked for. It reports whether that is done with.
func (c *chat) takeWords(d *Draft, fl *filled, u understood, m message) bool {
	asked := fl.ask
	if r, words := fl.prose(m.text); r != nil && len(u.answers) == 0 {
		c.answer(d, r, words)
		return true
	}
	if asked == nil || !asked.free {
		return false
	}
	if c.noWords(*asked, *fl, u, m) {
		if len(u.answers)+len(u.doubts) > 0 || u.heard.Mood.Corrects {
			fl.ask = nil
			return false
		}
		c.lost = true
		c.complain(election.Say("“%s”没有记作%s。%s", "“%s” is not noted as “%s”. %s").With(short(m.text), asked.Label, asked.ask))
		return true
	}
	switch {
	case asked.Names && len(u.answers) == 0:
		c.lost = true
		c.complain(noAnswer(*asked, m.text))
		return true
	case asked.reason && !fl.amends(u):
		if c.reason(d, asked, u, m) {
			return true
		}
		fl.ask = nil
	}
	return false
}

// noWords reports whether a message is no answer to a question for words: thanks, a
// greeting, a mere sound, a correction, or figures of the same card.
func (c *chat) noWords(asked row, fl filled, u understood, m message) bool {
	if m.caption || m.opening {
		return false
	}
	if speech.Empty(u.heard) || speech.Delays(u.heard) || asked.reason && speech.Inquires(m.text) || asked.id == ReasonStep && speech.Corrected(u.heard) {
		return true
	}
	if asked.id == ReasonStep && u.heard.Mood.Corrects && !slices.ContainsFunc(u.heard.Tokens, func(t speech.Token) bool { return t.Kind == speech.Unknown }) { // 写错了
		return true
	}
	figures := len(u.answers) > 0 && fl.amends(u) && len(u.rest) == 0
	corrects := u.heard.Mood.Corrects && len(u.bare) > 0 && len(u.rest)+len(u.strangers) == 0
	return figures && asked.reason || corrects && fl.first(func(r row) bool { return r.numeric && r.has() }) != nil
}

// amend takes a correction that names no step: 不对，是604 or 改成604 is of the only number
// that was said, 10改成11 of the one that was 10, 写反了 of the two that are named.
func (c *chat) amend(d *Draft, fl filled, u *understood) {
	if !u.heard.Mood.Corrects && !(len(u.bare) == 1 && speech.Replaces(u.heard.Text)) || len(u.answers) > 0 {
		return
	}
	if swapped := fl.swapped(*u); len(swapped) == 2 {
		u.answers, u.loose, u.rest = swapped, false, nil
		return
	}
	if len(u.differs) == 1 && len(u.bare)+len(u.doubts) == 0 {
		fl.byHowMuch(u)
		return
	}
	var given []row
	for _, r := range fl.rows {
		if r.numeric && r.given && (len(u.bare) != 2 || r.value == u.bare[0]) {
			given = append(given, r)
		}
	}
	if len(given) != 1 || len(u.bare) == 0 || len(u.bare) > 2 {
		return
	}
	better := u.bare[len(u.bare)-1]
	if len(u.bare) == 1 && given[0].value == better { // 640那个不准
		u.doubts = append(u.doubts, Doubt{Why: doubtNumber, Said: short(u.heard.Text), Steps: []StepID{given[0].id}})
		u.bare, u.bareAt, u.rest = nil, nil, nil
		return
	}
	u.answers = []Answer{{Step: given[0].id, Value: better}}
	u.bare, u.bareAt, u.rest = nil, nil, nil
}

// byHowMuch asks for the right figure where it was only said by how much it was wrong, of
// the step that is named, or of the only number that was said: 少报了12人.
func (s filled) byHowMuch(u *understood) {
	var wrong []row
	for _, r := range s.rows {
		if r.numeric && r.given && (len(u.named) == 0 || slices.Contains(u.named, r.id)) {
			wrong = append(wrong, r)
		}
	}
	if len(wrong) != 1 {
		return
	}
	was, _ := strconv.Atoi(wrong[0].value)
	d := Doubt{Why: doubtNumber, Said: u.heard.Text, Steps: []StepID{wrong[0].id}}
	if now := was + u.differs[0]; now >= 0 {
		d.offer([]string{strconv.Itoa(now)}, wrong[0].id)
	}
	u.doubts, u.differs, u.loose, u.rest = append(u.doubts, d), nil, false, nil
}

// swapped are the values of two steps that were written the wrong way round.
func (s filled) swapped(u understood) []Answer {
	if !speech.Swaps(u.heard) || len(u.bare) > 0 {
		return nil
	}
	named := u.named
	if len(named) == 0 { // 他俩搞反了: there are only two
		for _, r := range s.rows {
			if r.countsVotes() && r.given {
				named = append(named, r.id)
			}
		}
	}
	if len(named) != 2 {
		return nil
	}
	a, b := s.row(named[0]), s.row(named[1])
	if a == nil || b == nil || !a.given || !b.given {
		return nil
	}
	return []Answer{{Step: a.id, Value: b.value}, {Step: b.id, Value: a.value}}
}

// told answers a choice by what else is said: the option under which most is understood,
// or all that is asked is answered. Where two are equal it is asked.
func (c *chat) told(f form, sub Subject, d *Draft, fl filled, u *understood, m message) filled {
	choice := fl.first(func(r row) bool { return r.Telling && !r.has() })
	if choice == nil || len(choice.options) < 2 || u.says(choice.id) || len(u.answers)+len(u.doubts) == 0 {
		return fl
	}
	best, most, equal := -1, 0, false
	var reading understood
	for i, o := range choice.options {
		try := *d
		try.Answers = slices.Clone(d.Answers)
		try.set(Answer{Step: choice.id, Value: o.Value})
		read := readValues(m.text, c.replay(f, sub, try).rows, m.about(fl), c.hearing())
		for _, a := range read.answers {
			try.set(a)
		}
		weight := 2 * (read.weight() - len(read.doubts))
		if c.replay(f, sub, try).missing() == 0 {
			weight++
		}
		if equal = equal && weight <= most || best >= 0 && weight == most; best < 0 || weight > most {
			best, most, reading = i, weight, read
		}
	}
	if best < 0 || equal {
		return fl
	}
	d.set(c.said(choice, choice.options[best].Value))
	*u = reading
	return c.replay(f, sub, *d)
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
	if asked.numeric && len(u.bare) > 0 && (m.wordless || len(u.bare) > 1 || len(u.rest) > 0 || m.opening && fl.missing() > 1) {
		return false // it is asked what they are
	}
	c.direct(d, fl, *u, m)
	return true
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
	if m.word == "" && more.opens && len(more.answers) > len(u.answers) || m.word != "" && more.weight() >= u.weight() && fl.numericAnswers(more) {
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

// numericAnswers reports whether the first answer, or doubt, is about a number.
func (s filled) numericAnswers(u understood) bool {
	if len(u.answers) > 0 {
		return s.row(u.answers[0].Step).numeric
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

// reason takes a message as the reason that is asked for, and reports whether that
// is done with. A number alone is none, nor what is written under a file.
func (c *chat) reason(d *Draft, asked *row, u understood, m message) bool {
	switch {
	case m.caption, len(u.bare) == 1 && len(u.rest)+len(u.answers)+len(u.wrong) == 0:
		return false
	case isKind(m.text):
		c.lost = true
		c.complain(election.Say("“%s”不是原因。照片、文件请直接发送；这里请用文字说明。", "“%s” is no reason. Send the file itself; here please say why.").With(short(m.text)))
	default:
		c.answer(d, asked, m.text)
	}
	return true
}

// noAnswer refuses a question as the answer to one.
func noAnswer(asked row, text string) election.Phrase {
	if v, complaint := asked.parse(text, nil); v == "" || !complaint.IsZero() {
		return complaint
	}
	return election.Say("“%s”像是提问，没有记作%s。", "“%s” looks like a question; it is not noted as “%s”.").With(short(text), asked.Label)
}

// onlyNumber is the step that a bare number corrects when nothing is asked: the
// only number that was said. Nil if there is none, or several.
func (s filled) onlyNumber(u understood) *row {
	if len(u.bare) != 1 || len(u.rest) > 0 || s.missing() > 0 && !s.reasoned() {
		return nil
	}
	var only *row
	for i, r := range s.rows {
		if !r.numeric || !r.given {
			continue
		}
		if only != nil {
			return nil
		}
		only = &s.rows[i]
	}
	return only
}

// reasoned reports whether nothing is missing but reasons.
func (s filled) reasoned() bool {
	return !slices.ContainsFunc(s.rows, func(r row) bool { return !r.has() && !r.reason })
}

// prose is the step that asks for words and has one of its own at the beginning
// of a message, or nil; and its words, without the step's label before them. A
// reason may begin with any word: while one is asked for, that of another step
// stands apart.
func (s filled) prose(text string) (r *row, words string) {
	whole := normal(text)
	small := lower(whole)
	for i, r := range s.rows {
		if !r.free {
			continue
		}
		for _, w := range r.Words {
			rest, ok := cutWord(whole, small, lower(w))
			if s.ask != nil && s.ask.reason && len(w)+len(rest) == len(whole) { // 陪同人员写错了
				continue
			}
			switch {
			case ok && r.brief() && speech.Asks(rest): // 主任是谁
			case ok && (w == r.Label.In(election.Chinese) || w == r.Label.In(election.English)):
				return &s.rows[i], raw(text, len(whole)-len(rest))
			case ok:
				return &s.rows[i], text
			}
		}
	}
	return nil, ""
}

// amends reports whether a message that could be a reason is rather a better
// value: it begins with one, and that is new.
func (s filled) amends(u understood) bool {
	return u.opens && slices.ContainsFunc(u.answers, func(a Answer) bool {
		r := s.row(a.Step)
		return r != nil && r.value != a.Value
	})
}

// longestMessage is how many bytes are read for values.
const longestMessage = 3000

// elsewhere says why a message is not about the draft's unit.
func (c *chat) elsewhere(d *Draft, u understood) election.Phrase {
	if c.forms.find(d.Form).head().OfTown {
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

// direct takes a message without a named value as the answer to the question.
// A number is one only if the question was seen, or is the only one.
func (c *chat) direct(d *Draft, fl filled, u understood, m message) {
	story := fl.story()
	switch {
	case m.opening && fl.ask.options != nil && !fl.ask.numeric && story != nil && !speech.Asks(m.text):
		c.answer(d, story, m.text)
	case fl.ask.numeric && len(u.bare) == 1 && len(u.rest) == 0:
		c.answer(d, fl.ask, u.bare[0])
	default:
		c.lost = true
		c.answer(d, fl.ask, m.text)
	}
}

// story is the step that is told what it is all about: words behind the form's
// name, whatever is asked first. Nil if there is none, or if it was told.
func (s filled) story() *row {
	return s.first(func(r row) bool { return r.tells() && !r.has() })
}

// told is the step that was told what it is all about, or nil.
func (s filled) told() *row {
	return s.first(func(r row) bool { return r.tells() && r.given })
}

// tells reports whether the step is told what it is all about, at any length.
func (r row) tells() bool { return r.free && !r.reason && !r.brief() }

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
	if words := next.wordsFor(*u, m); words != nil {
		c.putTail(d, next, words, u, m, m.about(fl))
		return
	}
	c.putLeading(d, fl.ask, u, m)
	c.leftNumbers(next, u)
}

// putFollowing records the named values, and those that steps want which a choice among
// them brought.
func (c *chat) putFollowing(f form, sub Subject, d *Draft, fl filled, u *understood, m message) filled {
	c.putAll(d, u.answers)
	next := c.replay(f, sub, *d)
	for before := fl; next.more(before); { // a choice brought new steps, and they new words
		before = next
		again := readValues(m.text, next.rows, m.about(fl), c.hearing())
		if len(again.answers) <= len(u.answers) {
			break
		}
		*u = again
		c.putAll(d, u.answers)
		next = c.replay(f, sub, *d)
	}
	return next
}

// wordsFor is the step for words that those at the end of a message answer, or nil.
func (s filled) wordsFor(u understood, m message) *row {
	words := s.wanted()
	if words == nil && m.heard && m.opening { // it is told anew
		words = s.first(func(r row) bool { return r.free && !r.reason && r.given })
	}
	if words == nil || !words.free || words.reason || u.tail == "" || u.mixed || !s.may(words, u.tail) {
		return nil
	}
	return words
}

// putTail records the words at the end of a message.
func (c *chat) putTail(d *Draft, next filled, words *row, u *understood, m message, asked StepID) {
	v, complaint := words.parse(words.unlabel(u.tail), nil)
	if !complaint.IsZero() {
		u.wrong = []election.Phrase{complaint}
		return
	}
	d.set(c.said(words, v))
	*u = readValues(strings.TrimSuffix(m.text, u.tail), next.rows, asked, c.hearing())
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
	if len(again.answers) <= len(u.answers) || !again.says(words.id) {
		return next
	}
	*u, m.text = again, text
	c.putAll(d, u.answers)
	return c.replay(f, sub, *d)
}

// may reports whether words at the end of a message can be what a step asks for:
// no question where a name is wanted, and no number that another step may want.
func (s filled) may(words *row, tail string) bool {
	if words.brief() && speech.Asks(tail) {
		return false
	}
	number := strings.ContainsAny(speech.Fold(tail), "0123456789")
	return !number || s.first(func(r row) bool { return r.numeric && !r.has() }) == nil
}

// leftOver says what of a message was not taken. What is asked of it is said by the
// question.
func (c *chat) leftOver(sub Subject, fl filled, u understood, text string) election.Phrase {
	c.lost = len(u.answers) == 0 && len(u.wrong)+len(u.doubts) == 0
	pieces := short(strings.Join(slices.Concat(u.refused, u.rest, u.passed), " "))
	switch {
	case len(u.wrong) > 0:
		return u.wrong[0]
	case len(u.refused) > 0:
		return election.Say("本表没有“%s”这一项，没有记下。", "This form does not ask for “%s”; it is not noted.").With(pieces)
	case len(u.answers) == 0 && len(u.doubts) > 0:
		return election.Phrase{}
	case len(u.answers) == 0 && fl.sends(text) != nil:
		return wantsFile(fl.sends(text).kinds)
	case len(u.answers) == 0 && fl.example() == election.Phrase{}:
		return election.Say("没看懂“%s”。要修改请点“修改”。", "I did not understand “%s”. To change something tap “Edit”.").With(short(text))
	case len(u.answers) == 0:
		return election.Say("没看懂“%s”。要修改请写明是哪一项，例如“%s”。", "I did not understand “%s”. To change something say what, e.g. “%s”.").With(short(text), fl.example())
	case len(u.rest) > 0:
		return election.Say("没看懂“%s”，其余的已记下。", "I did not understand “%s”; the rest is noted.").With(pieces)
	case len(u.passed) > 0:
		return election.Say("“%s”没有记下，其余的已记下。", "“%s” is not noted; the rest is.").With(pieces)
	}
	return election.Phrase{}
}

// leftNumbers asks what the numbers are that no word names.
func (c *chat) leftNumbers(fl filled, u *understood) {
	if len(u.bare) == 0 {
		return
	}
	open := fl.openNumbers()
	if len(open) == 0 {
		u.rest, u.bare = append(u.rest, u.bare...), nil
		return
	}
	if fl.ask != nil && fl.ask.numeric && len(u.bare) > 1 {
		open = []StepID{fl.ask.id}
	}
	if len(open) == 1 && len(u.bare) > 1 {
		d := Doubt{Why: doubtTwo, Said: strings.Join(u.bare, "、"), Steps: open}
		for _, v := range slices.Backward(u.bare) {
			d.offer([]string{v}, open...)
		}
		u.doubts, u.bare = append(u.doubts, d), nil
		return
	}
	for _, v := range u.bare {
		d := Doubt{Why: doubtBare, Said: v, Steps: open}
		for _, s := range open {
			if r := fl.row(s); r.numeric == !strings.ContainsFunc(v, func(c rune) bool { return c < '0' || c > '9' }) {
				d.offer([]string{v}, s)
			}
		}
		u.doubts = append(u.doubts, d)
	}
	u.bare = nil
}

// openNumbers are the steps for numbers, days and times without an answer; if there is
// none, those that the person answered.
func (s filled) openNumbers() []StepID {
	var open, given []StepID
	for _, r := range s.rows {
		switch {
		case !r.numeric && r.when == nil, r.Between != [2]int{}:
		case !r.has():
			open = append(open, r.id)
		case r.given:
			given = append(given, r.id)
		}
	}
	if len(open) == 0 {
		return given
	}
	return open
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
