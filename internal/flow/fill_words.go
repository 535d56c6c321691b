package flow

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"huanjie/internal/election"
	"huanjie/internal/speech"
)

// takeWords takes a message for words: those of the step that it names, or the reason
// that is asked for. It reports whether that is done with.
func (c *chat) takeWords(d *Draft, fl *filled, u understood, m message) bool {
	asked := fl.ask
	if r, words := fl.wordsIn(m, u); r != nil {
		c.answer(d, r, words)
		return true
	}
	switch {
	case asked == nil || !asked.free:
	case c.noWords(*asked, *fl, u, m):
		if len(u.answers)+len(u.doubts) > 0 || u.heard.Mood.Corrects {
			fl.ask = nil
			return false
		}
		c.lost = true
		c.complain(election.Say("“%s”没有记作%s。%s", "“%s” is not noted as “%s”. %s").With(short(m.text), asked.Label, asked.ask))
		return true
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

// wordsIn is the step for words of which a message has the answer and no other value, or nil, and that
// answer: names behind the word that opens the form are those it asks for.
func (s filled) wordsIn(m message, u understood) (r *row, words string) {
	names := s.first(func(r *row) bool { return r.free && !r.has() && slices.Contains(r.Words, "姓名") })
	if names != nil && m.opening && speech.OnlyNames(m.text) { // 初步候选人 张三 李四
		return names, m.text
	}
	if r, words = s.prose(m.text); r != nil && len(u.answers) == 0 && !u.doubtsOf(r.id) {
		return r, words
	}
	return nil, ""
}

// noWords reports whether a message is no answer to a question for words: thanks, a
// greeting, a mere sound, a correction, or figures of the same card.
func (c *chat) noWords(asked row, fl filled, u understood, m message) bool {
	if m.caption || m.opening {
		return false
	}
	if speech.Empty(u.heard) || speech.Shrugs(m.text) || speech.Acknowledges(m.text) || speech.Delays(u.heard) || speech.WritesLater(u.heard) || speech.Withholds(u.heard, asked.Label.In(election.Chinese)) || asked.id == ReasonStep && u.onlyCorrects() {
		return true
	}
	return asked.reason && fl.noReason(u, m.text) || !asked.Names && fl.saysOtherwise(u, m.text) || fl.correctsNumber(u)
}

// noReason reports whether a message is no reason: it is a question, figures of the card, or
// one of those who are written in: 另选他人一张 写的老王.
func (s filled) noReason(u understood, text string) bool {
	return speech.Inquires(text) || speech.NoIdea(text) || speech.OnlyPosted(text) || s.repeats(u) || s.beginsWriteIn(u) || s.onlyFigures(u) || s.writesIn(u) || u.betters() || len(s.swapped(u)) == 2 || s.leadsWithFigure(u)
}

// leadsWithFigure reports whether the first of several clauses is nothing but a number, with or without its label, that
// does not stand on the card: 1050，还差几个村没报.
func (s filled) leadsWithFigure(u understood) bool {
	counts := false
	for _, t := range u.heard.Tokens {
		_, label := t.Is(speech.OfField)
		switch {
		case t.Kind == speech.Mark && counts && strings.ContainsAny(t.Text, ",，;；。\n"):
			return true
		case t.Counts():
			counts = true
			if s.first(func(r *row) bool { return r.numeric && r.value == strconv.Itoa(t.Number.Value) }) != nil {
				return false
			}
		case !label && t.Kind != speech.Mark && t.Kind != speech.Filler && !t.Tells(speech.Correcting):
			return false
		}
	}
	return false
}

// saysOtherwise reports whether a message says that something is not so, and how it is: 不对，是已经完成了.
func (s filled) saysOtherwise(u understood, text string) bool {
	return (u.heard.Mood.Corrects || strings.HasPrefix(text, "不是")) && len(u.rest) == 0 && s.differs(u)
}

// correctsNumber reports whether a message corrects a number of the card by one without a word.
func (s filled) correctsNumber(u understood) bool {
	corrects := u.heard.Mood.Corrects && len(u.bare) > 0 && len(u.rest)+len(u.strangers) == 0
	return corrects && s.first(func(r *row) bool { return r.numeric && r.has() }) != nil
}

// beginsWriteIn reports whether a message begins with the word for those who are written in.
func (s filled) beginsWriteIn(u understood) bool {
	r := s.first(func(r *row) bool { return len(r.WriteIns) > 0 })
	return r != nil && len(u.heard.Tokens) > 0 && (slices.Contains(r.Words, u.heard.Tokens[0].Text) || r.Label.In(election.Chinese) == u.heard.Tokens[0].Text)
}

// betters reports whether a message gives one label its right number: 发现孔晓棠漏记一票 95.
func (u understood) betters() bool {
	corrects := slices.IndexFunc(u.heard.Tokens, func(t speech.Token) bool { return t.Tells(speech.Correcting) })
	if corrects < 0 || len(u.named) != 1 || len(u.bare) != 1 {
		return false
	}
	return !slices.ContainsFunc(u.heard.Tokens[corrects:], func(t speech.Token) bool { return t.Kind == speech.Unknown })
}

// writesIn reports whether a message tells how many ballots of a count bear other names.
func (s filled) writesIn(u understood) bool {
	names := u.namesStranger() && slices.ContainsFunc(u.heard.Tokens, func(t speech.Token) bool { // 主任栏还有5张写的是王大锤
		_, written := speech.WrittenIn(t.Text)
		return t.Kind == speech.Unknown && written
	})
	return s.first(func(r *row) bool { return len(r.WriteIns) > 0 }) != nil && (names || speech.CountsOthers(u.heard))
}

// repeats reports whether a message only says a figure again that stands on the card: 说了是130.
func (s filled) repeats(u understood) bool {
	if len(u.bare) != 1 || len(strings.Join(u.rest, "")) > len("说了是") || len(u.doubts)+len(u.answers)+len(u.wrong) > 0 {
		return false
	}
	return s.first(func(r *row) bool { return r.numeric && r.has() && r.value == u.bare[0] }) != nil
}

// nameless asks who is written in where a message says only how many ballots bear other names: 剩下的21票是写别人的.
func (s filled) nameless(u *understood, m message) {
	r := s.first(func(r *row) bool { return len(r.WriteIns) > 0 })
	if r == nil || len(u.answers) > 0 || len(u.bare)+len(u.doubts) != 1 || len(u.strangers) > 0 || u.namesStranger() || !speech.CountsOthers(u.heard) {
		return
	}
	u.doubts, u.bare, u.rest = []Doubt{{Why: doubtNameless, Said: short(m.text), Steps: []StepID{r.id}}}, nil, nil
}

// namesStranger reports whether a message names somebody who is on no list, with votes.
func (u understood) namesStranger() bool {
	return slices.ContainsFunc(u.doubts, func(d Doubt) bool { return d.Why == doubtStranger })
}

// differs reports whether a message has a value that is not on the card.
func (s filled) differs(u understood) bool {
	return slices.ContainsFunc(u.answers, func(a Answer) bool { r := s.row(a.Step); return r != nil && r.value != a.Value })
}

// onlyCorrects reports whether a message corrects a number, or says no more than that something
// is wrong: 写错了.
func (u understood) onlyCorrects() bool {
	unknown := slices.ContainsFunc(u.heard.Tokens, func(t speech.Token) bool { return t.Kind == speech.Unknown })
	short := utf8.RuneCountInString(u.heard.Text) < 6 // 数错行了
	return speech.Corrected(u.heard) || u.heard.Mood.Corrects && (!unknown || short)
}

// onlyFigures reports whether a message is nothing but better values of the card, or the same
// twice, 投票680投票681, or how much one changes: 赵大山加10票.
func (s filled) onlyFigures(u understood) bool {
	more := slices.ContainsFunc(u.doubts, func(d Doubt) bool { return d.Why == doubtMore })
	twice := len(u.doubts) > 0 && (u.labelled || more) && len(u.answers) == 0
	return len(u.rest) == 0 && (twice || len(u.answers) > 0 && s.amends(u))
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

// prose is the step that asks for words and has one of its own at the beginning
// of a message, or nil; and its words, without the step's label before them. A
// reason may begin with any word: while one is asked for, that of another step
// stands apart.
func (s filled) prose(text string) (r *row, words string) {
	whole := speech.HalfWidth(text)
	small := speech.Lower(whole)
	for i, r := range s.rows {
		if !r.free {
			continue
		}
		for _, w := range r.Words {
			rest, ok := cutWord(whole, small, speech.Lower(w))
			if s.ask != nil && s.ask.reason && len(w)+len(rest) == len(whole) { // 陪同人员写错了
				continue
			}
			switch {
			case ok && r.brief() && (speech.Asks(rest) || speech.Complains(rest)): // 主任是谁, 主任人选定不下来
			case ok && (w == r.Label.In(election.Chinese) || w == r.Label.In(election.English)):
				return &s.rows[i], speech.AsTyped(text, len(whole)-len(rest))
			case ok:
				return &s.rows[i], text
			}
		}
	}
	return nil, ""
}

// story is the step that is told what it is all about: words behind the form's
// name, whatever is asked first. Nil if there is none, or if it was told.
func (s filled) story() *row {
	return s.first(func(r *row) bool { return r.tells() && !r.has() })
}

// told is the step that was told what it is all about, or nil.
func (s filled) told() *row {
	return s.first(func(r *row) bool { return r.tells() && r.given })
}

// tells reports whether the step is told what it is all about, at any length.
func (r row) tells() bool { return r.free && !r.reason && !r.brief() }

// wordsFor is the step for words that those at the end of a message answer, or nil.
func (s filled) wordsFor(u understood, m message) *row {
	words := s.wanted()
	if words == nil && m.heard && m.opening { // it is told anew
		words = s.first(func(r *row) bool { return r.free && !r.reason && r.given })
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

// may reports whether words at the end of a message can be what a step asks for:
// no question or complaint where a name is wanted, and no number that another step may want.
func (s filled) may(words *row, tail string) bool {
	if words.brief() && (speech.Asks(tail) || speech.Complains(tail)) || words.People && !election.MayBeName(speech.Fold(tail), election.NameAnswered) { // 预案有了，就怕下雨
		return false
	}
	number := strings.ContainsAny(speech.Fold(tail), "0123456789")
	return !number || s.first(func(r *row) bool { return r.numeric && !r.has() }) == nil
}

// namesFirst takes names where a day is asked for as the list of names that is asked for later.
func (c *chat) namesFirst(d *Draft, fl filled, m message) bool {
	list := fl.first(func(r *row) bool { return r.free && !r.has() && slices.Contains(r.Words, "姓名") })
	if list == nil || fl.ask.when == nil || !speech.ListsNames(c.hear(m.text)) {
		return false
	}
	c.answer(d, list, m.text)
	return true
}

// tellsBeside reports whether a message that says why somebody is excused has a value of a step
// besides, other than how many are.
func (c *chat) tellsBeside(fl filled, m message) bool {
	u := c.read(fl, &m)
	return slices.ContainsFunc(u.answers, func(a Answer) bool {
		excused := slices.ContainsFunc(fl.row(a.Step).Words, func(w string) bool { return slices.Contains(fl.ask.Says, w) })
		return a.Step != fl.ask.id && !excused
	})
}
