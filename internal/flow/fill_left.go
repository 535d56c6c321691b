package flow

import (
	"slices"
	"strconv"
	"strings"

	"huanjie/internal/election"
	"huanjie/internal/speech"
)

// saysBeside notes what stands beside the values of a message if there is nothing more to be
// asked. It reports whether that is all that is to be said of it.
func (c *chat) saysBeside(d *Draft, after filled, u understood) bool {
	if after.ask != nil || len(d.Doubts) > 0 {
		return false
	}
	only := c.onlyBeside(u)
	if only || len(u.answers) > 0 && len(u.portions) > 0 && u.left() == 0 { // 其中女的168
		c.note(notPlaced(short(strings.Join(slices.Concat(u.rest, u.passed, u.portions), " "))))
	}
	return only
}

// sayLeftOver says what of a message was not taken, and keeps it for another form unless it
// announces a file that is asked to be sent: 照片.
func (c *chat) sayLeftOver(sub Subject, fl filled, u understood, m message) {
	left := c.leftOver(sub, fl, u, m.text)
	if left.IsZero() {
		return
	}
	c.complain(left)
	if fl.sends(m.text) == nil {
		c.unread = m.text
	}
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
	case len(u.answers) == 0 && !speech.Content(u.heard, -1): // 都 了 of 都开门了
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
	u.leaveElse(fl)
	if len(u.bare) == 0 {
		return
	}
	if doubts := fl.inTheirOrder(*u); doubts != nil {
		u.doubts, u.bare = append(u.doubts, doubts...), nil
		return
	}
	open := fl.openNumbers()
	if fl.ask != nil && fl.ask.numeric && len(u.bare) > 1 {
		open = []StepID{fl.ask.id}
	}
	switch {
	case len(open) == 0:
		for _, v := range u.bare {
			if !slices.ContainsFunc(u.rest, func(piece string) bool { return strings.Contains(piece, v) }) {
				u.rest = append(u.rest, v)
			}
		}
	case len(open) == 1 && len(u.bare) > 1 && fl.row(open[0]).numeric:
		d := Doubt{Why: doubtTwo, Said: strings.Join(u.bare, "、"), Steps: open}
		for _, v := range slices.Backward(u.bare) {
			d.offer([]string{v}, open...)
		}
		u.doubts = append(u.doubts, d)
	default:
		for i, v := range u.bare {
			u.doubts = append(u.doubts, fl.whichOf(open, fl.mayCount(open, u.unitOf(i)), v))
		}
	}
	u.bare = nil
}

// unitOf is the measure word of a number without a label; "" if there is none.
func (u understood) unitOf(i int) string {
	if len(u.bareAt) != len(u.bare) {
		return ""
	}
	return u.heard.Tokens[u.bareAt[i]].Number.Unit
}

// leaveElse leaves unread the numbers without a label that count nothing of the form.
func (u *understood) leaveElse(fl filled) {
	if len(u.bareAt) != len(u.bare) {
		return
	}
	bare, at := u.bare, u.bareAt
	u.bare, u.bareAt = nil, nil
	for i := range bare {
		one := understood{heard: u.heard, answers: u.answers, bare: bare[i : i+1], bareAt: at[i : i+1]}
		if said := one.countsElse(fl, 0); said != "" {
			if k := slices.IndexFunc(u.rest, func(piece string) bool { return strings.HasPrefix(said, piece) }); k >= 0 {
				u.rest[k] = said
			} else {
				u.rest = append(u.rest, said)
			}
			continue
		}
		u.bare, u.bareAt = append(u.bare, bare[i]), append(u.bareAt, at[i])
	}
}

// countsElse is a number without a label, with what counts it, where that counts things of which the form asks for
// none: 4条 of 横幅4条, beside those who vote. "" if it may be a figure of the form.
func (u understood) countsElse(fl filled, i int) string {
	unit := u.unitOf(i)
	if said := u.namedElse(fl, i); said != "" {
		return said
	}
	if !speech.CountsThings(unit) || fl.first(func(r *row) bool { return r.numeric && r.Measure != "" && strings.HasSuffix(unit, r.Measure) }) != nil {
		return ""
	}
	from, t := u.bareAt[i], u.heard.Tokens[u.bareAt[i]]
	if t.Joined && u.heard.Tokens[from-1].Kind == speech.Unknown {
		from--
	}
	return strings.TrimSpace(u.heard.Text[u.heard.Tokens[from].From:t.To])
}

// namedElse is such a number with the unknown word that stands right before it, where the figure of the moment is told
// besides: 警戒线2. "" if it is none.
func (u understood) namedElse(fl filled, i int) string {
	now := fl.first(func(r *row) bool { return r.Now && r.numeric && r.has() })
	if now == nil || !u.says(now.id) || len(u.bareAt) != len(u.bare) {
		return ""
	}
	t := u.heard.Tokens[u.bareAt[i]]
	if at := u.bareAt[i]; at > 0 && t.Joined && u.heard.Tokens[at-1].Kind == speech.Unknown {
		return strings.TrimSpace(u.heard.Text[u.heard.Tokens[at-1].From:t.To])
	}
	return ""
}

// mayCount are those of some steps whose number may be counted with a measure word: 期 counts no people.
func (s filled) mayCount(steps []StepID, unit string) []StepID {
	return slices.DeleteFunc(slices.Clone(steps), func(id StepID) bool {
		measure := s.row(id).Measure
		return measure != "" && unit != "" && (speech.CountsPeople(measure) && speech.CountsThings(unit) || speech.CountsThings(measure) && speech.CountsPeople(unit) ||
			measure == "个" && speech.CountsPeople(unit))
	})
}

// whichOf asks of which of some steps a number, or a day, is. It offers those that it may be.
func (s filled) whichOf(open, may []StepID, v string) Doubt {
	d := Doubt{Why: doubtBare, Said: v, Steps: open}
	number := !strings.ContainsFunc(v, func(c rune) bool { return c < '0' || c > '9' })
	for _, id := range may {
		if r := s.row(id); r.numeric == number && !(number && r.tooMany(v)) {
			d.offer([]string{v}, id)
		}
	}
	return d
}

// tooMany reports whether a number without a word is more than the few things, boxes or the like, that a step
// counts: 1870 are people.
func (r row) tooMany(v string) bool {
	n, err := strconv.Atoi(v)
	return r.Measure == "个" && (err != nil || n > boxesMost)
}

// openNumbers are the steps for numbers, days and times without an answer; if there is
// none, those that the person answered.
func (s filled) openNumbers() []StepID {
	var open, given []StepID
	for _, r := range s.rows {
		switch {
		case !r.numeric && r.when == nil, r.Between != [2]int{}:
		case !r.has(), r.Whole && r.value == "":
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

// onlyBeside reports whether all that was not taken of a message stands beside its values and
// changes nothing of them.
func (c *chat) onlyBeside(u understood) bool {
	return len(u.answers) > 0 && len(u.rest)+len(u.passed) > 0 && len(u.wrong)+len(u.refused) == 0 && !u.takenBack && !c.weighty(u.rest)
}

// weighty reports whether pieces of a message that have no place in a form say something that
// may be a report: a figure, a form's word, another unit.
func (c *chat) weighty(pieces []string) bool {
	return slices.ContainsFunc(pieces, func(piece string) bool {
		return speech.NotToBeNoted(piece) || slices.ContainsFunc(c.hear(piece).Tokens, func(t speech.Token) bool {
			_, form := t.Is(speech.OfForm)
			_, unit := t.Is(speech.OfUnit)
			return t.Kind == speech.Numeral && t.Number.Role != speech.Term || form || unit
		})
	})
}
