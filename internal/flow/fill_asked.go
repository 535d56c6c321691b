package flow

import (
	"huanjie/internal/election"
	"huanjie/internal/speech"
)

// takeWhole takes a message that can be nothing but the answer as a whole: words that
// are asked for, a day, more of a story. It reports whether that is done with.
func (c *chat) takeWhole(f form, d *Draft, fl filled, m message) bool {
	asked := fl.ask
	if asked != nil && asked.asksWhole() {
		if u := c.read(fl, &m); c.noWords(*asked, fl, u, m) {
			return false
		}
		c.answer(d, asked, m.text)
		return true
	}
	return asked != nil && c.takeAsked(d, fl, asked, m) || c.takeMore(f, d, fl, m)
}

// asksWhole reports whether any words answer the step, as they are: they are no reason and no names.
func (r row) asksWhole() bool { return r.free && !r.reason && !r.Names && r.Standing == nil }

// takeAsked takes a message as the answer to the step that is asked, which says a word of that, 五人外出务工，五人年老体弱,
// or is the time that it asks for. It reports whether that is done with.
func (c *chat) takeAsked(d *Draft, fl filled, asked *row, m message) bool {
	if !m.opening && speech.SaysAny(m.text, asked.Says) && !c.tellsBeside(fl, m) {
		c.answer(d, asked, m.text)
		return true
	}
	if asked.when == nil {
		return false
	}
	v, ok := asked.answeredBy(m)
	if ok {
		c.put(d, asked, v)
	}
	return ok
}

// takeMore adds a message in which the form heard itself to the story that it was told. It reports whether that is
// done with.
func (c *chat) takeMore(f form, d *Draft, fl filled, m message) bool {
	told := fl.told()
	if !m.heard || !tells(f) || told == nil {
		return false
	}
	c.answer(d, told, told.value+c.say(election.Say("；", "; "))+m.text)
	return true
}

// direct takes a message without a named value as the answer to the question.
// A number is one only if the question was seen, or is the only one.
func (c *chat) direct(d *Draft, fl filled, u understood, m message) {
	switch story := fl.story(); {
	case story != nil && m.opening && fl.ask.offers() && !speech.Asks(m.text):
		c.answer(d, story, m.text)
		c.toldBy(d, fl)
	case fl.ask.numeric && len(u.bare) == 1 && len(u.rest) == 0:
		c.answer(d, fl.ask, u.bare[0])
	case fl.ask.mayFollow() && !m.opening && !m.caption && speech.AnswersLater(u.heard):
		c.note(election.Say("好的。填好的都在，有了数接着发就行。", "All right. What you have entered is kept; send the figure when you have it."))
	default:
		c.lost = true
		if _, complaint := fl.ask.read(m.text); m.opening && !complaint.IsZero() { // the question had not been seen yet
			c.complain(election.Say("没看懂“%s”，没有记下。", "I did not understand “%s”; it was not noted.").With(short(m.text)))
			return
		}
		c.answer(d, fl.ask, m.text)
	}
}

// offers reports whether the step is a choice of several, and no number.
func (r row) offers() bool { return r.options != nil && !r.numeric }

// mayFollow reports whether the answer to the step may have to be looked up: it is a number or a time.
func (r row) mayFollow() bool { return r.numeric || r.when != nil }
