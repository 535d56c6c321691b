package flow

import (
	"slices"
	"strings"

	"huanjie/internal/election"
)

// fill takes values for the open draft out of a message. In one that opens the
// form the question has not been seen yet.
func (c *chat) fill(f form, d *Draft, s string, opening bool) {
	sub, sh, ok := c.sheet(d)
	if !ok {
		return
	}
	if d.Mode != Filling {
		sh.ask = nil // the card asks something else
	}
	d.Mode = Filling
	c.take(f, sub, d, sh, message{s, opening})
	c.show(d, opening)
}

// message is what is to be read into a draft.
type message struct {
	text    string
	opening bool
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
	if asked != nil && asked.free && !asked.reason { // words are wanted: the message is the answer
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
	u := readValues(m.text, sh.rows, m.about(sh), c.scene.Town.Units)
	if r, words := sh.prose(m.text); r != nil && len(u.answers) == 0 {
		c.answer(d, r, words)
		return
	}
	if asked != nil && asked.free && !sh.amends(u) {
		c.answer(d, asked, m.text)
		return
	}
	if part, rest := c.shortened(d, sh, u, m); rest != "" { // 选民登记 完成
		c.put(d, asked, part)
		c.take(f, sub, d, f.replay(sub, *d), message{rest, m.opening})
		return
	}
	if stop := c.elsewhere(d, u); !stop.IsZero() {
		c.astray = true
		c.complain(stop)
		return
	}
	if len(u.answers) == 0 && asked != nil && !u.backwards() && len(u.wrong) == 0 {
		c.direct(d, sh, u, m)
		return
	}
	c.record(f, sub, d, sh, &u, m)
	c.complain(c.leftOver(sub, sh, u, m.text))
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
		for _, w := range r.words {
			rest, ok := cutWord(whole, lower(w))
			if s.ask != nil && s.ask.reason && len(w)+len(rest) == len(whole) { // 陪同人员写错了
				continue
			}
			switch {
			case ok && (w == r.label.In(election.Chinese) || w == r.label.In(election.English)):
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
	switch {
	case sh.ask.numeric && m.opening && sh.missing() > 1 && len(u.bare) > 0:
		c.complain(election.Say("“%s”没有写明是哪一项，没有记下。请这样写：“%s 812”。", "It is not clear what “%s” is, so it is not noted. Write e.g. “%s 812”.").With(short(m.text), sh.ask.label))
	case sh.ask.numeric && len(u.bare) == 1 && len(u.rest) == 0:
		c.answer(d, sh.ask, u.bare[0])
	default:
		c.lost = true
		c.answer(d, sh.ask, m.text)
	}
}

// record puts the named values into the draft. Besides them a number that
// leads the message answers the question, and words at its end the one that
// comes up then.
func (c *chat) record(f form, sub Subject, d *Draft, sh sheet, u *understood, m message) {
	if u.backwards() {
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
	if words := next.wanted(); words != nil && words.free && !words.reason && u.tail != "" && !u.mixed {
		v, complaint := words.parse(u.tail, nil)
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

// leftOver says what of a message was not taken.
func (c *chat) leftOver(sub Subject, sh sheet, u understood, text string) election.Phrase {
	pieces := short(strings.Join(append(u.rest, u.bare...), " "))
	c.lost = len(u.answers) == 0 && len(u.wrong) == 0 && !u.backwards()
	switch {
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
