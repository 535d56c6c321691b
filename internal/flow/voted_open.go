package flow

import (
	"slices"
	"strconv"

	"huanjie/internal/speech"
)

// anecdote is the part of the registered, one in so many, below which a number in a
// sentence with unknown words is no turnout: 3人投票时吵起来.
const anecdote = 20

// onlyVoted reports whether a sentence about voting, whatever else is told in it, has
// one number only that nothing else owns, and that is those who have voted: 门口停了40辆车
// 投票512.
func onlyVoted(rows []row, text string, u understood) bool {
	now := slices.IndexFunc(rows, func(r row) bool { return r.Now && r.numeric })
	if now < 0 || len(u.bare)+len(u.doubts)+len(u.wrong)+len(u.refused) > 0 || !speech.AboutVoting(text) || speech.AboutOtherVotes(text) {
		return false
	}
	said, ok := valueOf(u.answers, rows[now].id)
	voted, err := strconv.Atoi(said)
	if !ok || err != nil {
		return false
	}
	for _, r := range rows {
		if whole, err := strconv.Atoi(r.value); r.Whole && err == nil && voted*anecdote < whole {
			return false
		}
	}
	return u.plainly(voted)
}

// plainly reports whether nothing in the clause of a number takes from it: no denial, no
// plan, no promise, nobody else.
func (u understood) plainly(n int) bool {
	tokens := u.heard.Tokens
	for i, t := range tokens {
		if t.Kind != speech.Numeral || t.Number.Value != n {
			continue
		}
		from, to := u.heard.Clause(i, ",，;；。\n!！")
		if speech.AboutOthers(u.heard.Text[tokens[from].From:tokens[to-1].To]) {
			return false
		}
		from, to = u.heard.Clause(i, " ,，;；。\n!！")
		return !slices.ContainsFunc(tokens[from:to], func(t speech.Token) bool {
			return t.Tells(speech.Denying) || t.Tells(speech.Planning) || t.Tells(speech.Promising)
		})
	}
	return false
}

// mayBeVoted reports whether a message tells that people vote today and has a figure that
// may be theirs, although not all of it is understood.
func (c *chat) mayBeVoted(a alone) bool {
	if a.now() < 0 || c.out.State.open() != nil || !c.polls(a.unit) || !speech.AboutVoting(a.text) || len(a.u.units) > 1 {
		return false // several units are several reports
	}
	figures, vague := votedFigures(a.rows, a.u)
	return len(figures) > 0 || vague
}

// mayBeNamed reports whether a message tells on the day of the election, in words that are
// not all understood, one figure that the form asks for: 有10张票看不清算废票了.
func (c *chat) mayBeNamed(a alone) bool {
	if c.out.State.open() != nil || !c.polls(a.unit) || len(a.u.answers)+len(a.u.units) > 0 || slices.ContainsFunc(a.u.doubts, func(d Doubt) bool { return d.Why != doubtNumber }) || slices.ContainsFunc(a.u.heard.Tokens, func(t speech.Token) bool {
		_, none := t.Is(speech.OfNone)
		return none || t.Tells(speech.Planning) || t.Tells(speech.Denying) && t.Text != "不"
	}) {
		return false
	}
	_, _, ok := a.u.onlyNamed(a.head.Alone)
	return ok
}

// onlyNamed is the only label of a message that has no number, and its only number.
func (u understood) onlyNamed(steps []StepID) (step StepID, value string, ok bool) {
	for _, t := range u.heard.Tokens {
		if t.Kind != speech.Numeral || t.Number.Role == speech.Clock || t.Number.Role == speech.Date {
			continue
		}
		if value != "" || t.Number.Role != speech.Count {
			return "", "", false
		}
		value = strconv.Itoa(t.Number.Value)
	}
	if len(u.named) != 1 || value == "" || !slices.Contains(steps, u.named[0]) {
		return "", "", false
	}
	return u.named[0], value, true
}

// votedFigures are the figures of a message that may be those who have voted, the likeliest
// first, and whether there is an inexact one.
func votedFigures(rows []row, u understood) (figures []string, vague bool) {
	now := slices.IndexFunc(rows, func(r row) bool { return r.Now && r.numeric })
	if v, ok := valueOf(u.answers, rows[now].id); ok && !u.othersAt(v) {
		figures = append(figures, v)
	}
	all, ok := allVoters(rows)
	for i, t := range slices.Backward(u.heard.Tokens) {
		n := t.Number
		if t.Kind != speech.Numeral || ok && u.isAll(n, all) || n.Role == speech.Count && n.Value < all/anecdote || u.others(i) {
			continue
		}
		switch v := strconv.Itoa(n.Value); n.Role {
		case speech.Count, speech.Garbled:
			if len(figures) < 3 && !slices.Contains(figures, v) {
				figures = append(figures, v)
			}
		case speech.Approximate, speech.Range, speech.Percent, speech.Share:
			vague = true
		}
	}
	return figures, vague
}

// isAll reports whether a number beside others is how many are registered: 757/1200.
func (u understood) isAll(n speech.Number, all int) bool {
	return n.Value == all && len(u.heard.Tokens) > 1
}

// allVoters is how many are registered, if that is known.
func allVoters(rows []row) (n int, ok bool) {
	i := slices.IndexFunc(rows, func(r row) bool { return r.Whole })
	if i < 0 {
		return 0, false
	}
	n, err := strconv.Atoi(rows[i].value)
	return n, err == nil
}

// others reports whether the clause of a token speaks of others than those who vote now, or
// asks, or denies.
func (u understood) others(at int) bool {
	from, to := u.heard.Clause(at, " ,，;；。\n!！(（)）")
	clause := u.heard.Text[u.heard.Tokens[from].From:u.heard.Tokens[at].From] + u.heard.Text[u.heard.Tokens[at].To:u.heard.Tokens[to-1].To] // 大概310 is a figure, if an inexact one
	return speech.AboutOthers(speech.Flatly(clause)) || speech.Asks(clause) || slices.ContainsFunc(u.heard.Tokens[from:to], func(t speech.Token) bool {
		_, none := t.Is(speech.OfNone)
		return none || t.Tells(speech.Denying) && !speech.Nearly(t) || t.Tells(speech.Planning) || t.Tells(speech.Asking) || speech.Absent(t)
	})
}

// othersAt is the same of the clause of a figure.
func (u understood) othersAt(value string) bool {
	return slices.ContainsFunc(u.heard.Tokens, func(t speech.Token) bool {
		return t.Kind == speech.Numeral && strconv.Itoa(t.Number.Value) == value && u.others(slices.IndexFunc(u.heard.Tokens, func(o speech.Token) bool { return o.From == t.From }))
	})
}

// askVoted asks which figure of a message is that of those who have voted.
func (c *chat) askVoted(d *Draft, fl filled, m message) {
	u := readValues(m.text, fl.rows, "", c.hearing())
	now := slices.IndexFunc(fl.rows, func(r row) bool { return r.Now && r.numeric })
	if step, value, ok := u.onlyNamed(u.named); now < 0 && ok {
		x := Doubt{Why: doubtNumber, Said: short(m.text), Steps: []StepID{step}}
		x.offer([]string{value}, step)
		c.doubt(d, fl, understood{heard: u.heard, doubts: []Doubt{x}})
	}
	if now < 0 {
		return
	}
	fl.onTop(&u)
	if i := slices.IndexFunc(u.doubts, Doubt.inPart); i >= 0 { // 又来了80个 is no figure
		c.doubt(d, fl, understood{heard: u.heard, doubts: u.doubts[i : i+1]})
		return
	}
	figures, _ := votedFigures(fl.rows, u)
	x := Doubt{Why: doubtNumber, Said: short(m.text), Steps: []StepID{fl.rows[now].id}}
	x.offer(figures, x.Steps...)
	c.doubt(d, fl, understood{heard: u.heard, doubts: []Doubt{x}})
}
