package flow

import (
	"slices"
	"strings"

	"huanjie/internal/election"
)

// fill takes values for the open draft out of a message.
func (c *chat) fill(f form, d *Draft, m message) {
	sub, sh, ok := c.sheet(d)
	if !ok {
		return
	}
	if d.Mode != Filling {
		sh.ask = nil // the card asks something else
	}
	d.Mode = Filling
	c.take(f, sub, d, sh, m)
	c.show(d, m.opening)
}

// message is what is to be read into a draft.
type message struct {
	text    string
	opening bool   // it opens the form: the question had not been seen yet
	caption bool   // it stands under a file
	heard   bool   // the form heard itself in it
	word    string // that opened the form, and may name the number behind it: 投票 812
}

// message is what stands behind the word of an opening.
func (o opened) message() message {
	m := message{text: o.rest, opening: true, heard: o.heard}
	if !o.heard {
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
func (m message) about(sh sheet) StepID {
	if m.opening {
		return ""
	}
	return sh.asking()
}

// take puts the values of a message into the draft and says what was not
// understood.
func (c *chat) take(f form, sub Subject, d *Draft, sh sheet, m message) {
	asked := sh.ask
	if asked != nil && asked.free && !asked.reason && !asked.Names { // words are wanted: the message is the answer
		c.answer(d, asked, m.text)
		return
	}
	if asked != nil && asked.scan != nil { // "10.21" is a day there, and no number
		if v, complaint := asked.parse(m.text, nil); complaint.IsZero() {
			c.put(d, asked, v)
			return
		}
	}
	if len(m.text) > longestMessage {
		c.complain(election.Say("这条消息太长，没有记下。请只写要填的几项。", "That message is too long; nothing was noted. Please write only the values."))
		return
	}
	if told := sh.told(); m.heard && tells(f) && told != nil { // more of the same story
		c.answer(d, told, told.value+c.say(election.Say("；", "; "))+m.text)
		return
	}
	u := c.read(sh, &m)
	switch r, words := sh.prose(m.text); {
	case r != nil && len(u.answers) == 0:
		c.answer(d, r, words)
		return
	case asked == nil || !asked.free:
	case asked.Names && len(u.answers) == 0:
		c.lost = true
		c.complain(noAnswer(*asked, m.text))
		return
	case asked.reason && !sh.amends(u):
		if c.reason(d, asked, u, m) {
			return
		}
		asked, sh.ask = nil, nil
	}
	if part, rest := c.shortened(d, sh, u, m); rest != "" { // 选民登记 完成
		c.put(d, asked, part)
		c.take(f, sub, d, f.replay(sub, *d), m.only(rest))
		return
	}
	if stop := c.elsewhere(d, u); !stop.IsZero() {
		c.astray = true
		c.complain(stop)
		return
	}
	if len(u.answers) == 0 && !u.zeros && !u.backwards() && len(u.wrong) == 0 {
		if asked == nil {
			asked = sh.onlyNumber(u)
			sh.ask = asked
		}
		if asked != nil {
			c.direct(d, sh, u, m)
			return
		}
	}
	c.record(f, sub, d, sh, &u, m)
	c.complain(c.leftOver(sub, sh, u, m.text))
}

// read finds the values in a message. The word that opened the form may be that of
// the first; to a question for names the message is the answer up to the next value.
func (c *chat) read(sh sheet, m *message) understood {
	values := func(text string) understood { return readValues(text, sh.rows, m.about(sh), c.scene.Town.Units) }
	u, before := values(m.text), ""
	switch {
	case m.word != "":
		before = m.word
	case sh.ask != nil && sh.ask.Names && !sh.tellsOthers(u):
		before = sh.ask.Label.In(election.Chinese)
	default:
		return u
	}
	more := values(before + " " + m.text)
	if more.opens && len(more.answers) > len(u.answers) && (m.word == "" || sh.row(more.answers[0].Step).numeric) {
		m.text = before + " " + m.text
		return more
	}
	return u
}

// tellsOthers reports whether a message that could be the names that are asked
// names a step itself, or is nothing but numbers with their words.
func (s sheet) tellsOthers(u understood) bool {
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
func (s sheet) onlyNumber(u understood) *row {
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
func (s sheet) reasoned() bool {
	return !slices.ContainsFunc(s.rows, func(r row) bool { return !r.has() && !r.reason })
}

// prose is the step that asks for words and has one of its own at the beginning
// of a message, or nil; and its words, without the step's label before them. A
// reason may begin with any word: while one is asked for, that of another step
// stands apart.
func (s sheet) prose(text string) (r *row, words string) {
	whole := normal(text)
	for i, r := range s.rows {
		if !r.free {
			continue
		}
		for _, w := range r.Words {
			rest, ok := cutWord(whole, lower(w))
			if s.ask != nil && s.ask.reason && len(w)+len(rest) == len(whole) { // 陪同人员写错了
				continue
			}
			switch {
			case ok && r.brief() && inquires(rest): // 主任是谁
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
func (s sheet) amends(u understood) bool {
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
		return election.Say("这条消息里有“%s”，什么都没有记下。一条消息只写一个单位，名称写在最前面。",
			"That message speaks of “%s”; nothing was noted. One message is about one of them, its name first.").With(other.Name)
	}
	if i := slices.IndexFunc(u.rest, strangeUnit); i >= 0 && !u.prose() {
		return election.Say("没有找到您负责的“%s”，什么都没有记下。", "“%s” is not one of yours; nothing was noted.").With(short(u.rest[i]))
	}
	return election.Phrase{}
}

// shortened finds an option of the choice that is asked, of which a message
// begins with a part only, and a value right behind it. Without one rest is "".
func (c *chat) shortened(d *Draft, sh sheet, u understood, m message) (value, rest string) {
	if sh.ask == nil || sh.ask.options == nil || len(u.answers) > 0 || len(u.rest) == 0 {
		return "", ""
	}
	value, complaint := sh.ask.read(u.rest[0])
	rest, begins := strings.CutPrefix(m.text, u.rest[0])
	behind := readValues(rest, sh.rows, "", c.scene.Town.Units)
	if !complaint.IsZero() || !begins || !behind.opens || !c.elsewhere(d, behind).IsZero() {
		return "", ""
	}
	return value, rest
}

// direct takes a message without a named value as the answer to the question.
// A number is one only if the question was seen, or is the only one.
func (c *chat) direct(d *Draft, sh sheet, u understood, m message) {
	story := sh.story()
	switch {
	case m.opening && sh.ask.options != nil && !sh.ask.numeric && story != nil && !inquires(m.text):
		c.answer(d, story, m.text)
	case sh.ask.numeric && m.opening && sh.missing() > 1 && len(u.bare) > 0:
		c.complain(election.Say("“%s”没有写明是哪一项，没有记下。请这样写：“%s %s”。", "It is not clear what “%s” is, so it is not noted. Write e.g. “%s %s”.").With(short(m.text), sh.ask.Label, usualOf(sh.ask.Measure)))
	case sh.ask.numeric && len(u.bare) == 1 && len(u.rest) == 0:
		c.answer(d, sh.ask, u.bare[0])
	default:
		c.lost = true
		c.answer(d, sh.ask, m.text)
	}
}

// story is the step that is told what it is all about: words behind the form's
// name, whatever is asked first. Nil if there is none, or if it was told.
func (s sheet) story() *row {
	return s.first(func(r row) bool { return r.tells() && !r.has() })
}

// told is the step that was told what it is all about, or nil.
func (s sheet) told() *row {
	return s.first(func(r row) bool { return r.tells() && r.given })
}

// tells reports whether the step is told what it is all about, at any length.
func (r row) tells() bool { return r.free && !r.reason && !r.brief() }

// record puts the named values into the draft. Besides them a number that
// leads the message answers the question, and words at its end the one that
// comes up then.
func (c *chat) record(f form, sub Subject, d *Draft, sh sheet, u *understood, m message) {
	if u.backwards() { // nobody can tell which number is meant
		u.answers = slices.DeleteFunc(u.answers, func(a Answer) bool { return sh.row(a.Step).numeric })
		c.putAll(d, u.answers)
		return
	}
	c.putAll(d, u.answers)
	next := f.replay(sub, *d)
	for before := sh; next.more(before); { // a choice brought new steps, and they new words
		before = next
		again := readValues(m.text, next.rows, m.about(sh), c.scene.Town.Units)
		if len(again.answers) <= len(u.answers) {
			break
		}
		*u = again
		c.putAll(d, u.answers)
		next = f.replay(sub, *d)
	}
	if u.zeros {
		u.answers = append(u.answers, next.zeros()...)
		c.putAll(d, u.answers)
		next = f.replay(sub, *d)
	}
	next = c.between(f, sub, d, next, u, &m, m.about(sh))
	if words := next.wanted(); words != nil && words.free && !words.reason && u.tail != "" && !u.mixed && next.may(words, u.tail) {
		v, complaint := words.parse(words.unlabel(u.tail), nil)
		if !complaint.IsZero() {
			u.wrong = []election.Phrase{complaint}
			return
		}
		d.set(c.said(words, v))
		*u = readValues(strings.TrimSuffix(m.text, u.tail), next.rows, m.about(sh), c.scene.Town.Units)
		return
	}
	if sh.ask != nil && sh.ask.numeric && u.leads && len(u.bare) == 1 && len(u.rest) == 0 && !m.opening && !u.says(sh.ask.id) {
		if v, complaint := sh.ask.parse(u.bare[0], nil); complaint.IsZero() {
			d.set(c.said(sh.ask, v))
			u.bare = nil
		}
	}
}

// between takes a name that stands between other values as the answer to the
// question for names that comes up then: 走访 今天 老王 5户.
func (c *chat) between(f form, sub Subject, d *Draft, next sheet, u *understood, m *message, asked StepID) sheet {
	words := next.wanted()
	if words == nil || !words.Names || !u.mixed || u.strangeAt < 0 || !nameLike(normal(m.text)[u.strangeAt:]) {
		return next
	}
	behind := raw(m.text, u.strangeAt)
	text := strings.TrimSuffix(m.text, behind) + " " + words.Label.In(election.Chinese) + " " + behind
	again := readValues(text, next.rows, asked, c.scene.Town.Units)
	if len(again.answers) <= len(u.answers) || !again.says(words.id) {
		return next
	}
	*u, m.text = again, text
	c.putAll(d, u.answers)
	return f.replay(sub, *d)
}

// may reports whether words at the end of a message can be what a step asks for:
// no question where a name is wanted, and no number that another step may want.
func (s sheet) may(words *row, tail string) bool {
	if words.brief() && inquires(tail) {
		return false
	}
	number := strings.ContainsAny(normal(tail), "0123456789")
	return !number || s.first(func(r row) bool { return r.numeric && !r.has() }) == nil
}

// leftOver says what of a message was not taken.
func (c *chat) leftOver(sub Subject, sh sheet, u understood, text string) election.Phrase {
	pieces := short(strings.Join(append(u.rest, u.bare...), " "))
	c.lost = len(u.answers) == 0 && len(u.wrong) == 0 && !u.backwards()
	switch {
	case u.backwards() && len(u.answers) > 0:
		return election.Say("没看懂“%s”里的数字，数字没有记下，其余的已记下。数字请写在名称后面，例如“%s”。", "I did not understand the numbers of “%s”; the rest is noted. A number goes behind its name: “%s”.").With(short(text), sh.example())
	case u.backwards():
		return election.Say("没看懂“%s”，什么都没有记下。数字请写在名称后面，例如“%s”。", "I did not understand “%s”; nothing was noted. A number goes behind its name: “%s”.").With(short(text), sh.example())
	case len(u.wrong) > 0:
		return u.wrong[0]
	case len(u.answers) == 0 && sh.sends(text) != nil:
		return wantsFile(sh.sends(text).kinds)
	case len(u.answers) == 0 && sh.example() == election.Phrase{}:
		return election.Say("没看懂“%s”。要修改请点“修改”。", "I did not understand “%s”. To change something tap “Edit”.").With(short(text))
	case len(u.answers) == 0:
		return election.Say("没看懂“%s”。要修改请写明是哪一项，例如“%s”。", "I did not understand “%s”. To change something say what, e.g. “%s”.").With(short(text), sh.example())
	case len(u.rest) > 0:
		return election.Say("没看懂“%s”，其余的已记下。", "I did not understand “%s”; the rest is noted.").With(pieces)
	case len(u.bare) > 0:
		return election.Say("“%s”没有写明是哪一项，没有记下；其余的已记下。", "It is not clear what “%s” is; the rest is noted.").With(pieces)
	}
	return election.Phrase{}
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
