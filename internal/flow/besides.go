package flow

import (
	"slices"
	"strings"

	"huanjie/internal/election"
	"huanjie/internal/speech"
)

// wordlessOrMostly finds the form that understands a message without a word of it, or all but some talk, or most of it.
func (c *chat) wordlessOrMostly(text string) (opened, bool) {
	o, ok := c.wordless(text)
	if ok && !o.unclear || c.out.State.open() != nil {
		return o, ok
	}
	if other, found := c.besideTalk(text); found {
		return other, true
	}
	if other, found := c.mostly(c.hear(text), text); found {
		return other, true
	}
	return o, ok
}

// besideTalk finds the form that understands all of a message but clauses which report nothing: 天好冷 东河来了187个,
// 落雨哉，人不多，187. They are said beside the card.
func (c *chat) besideTalk(text string) (opened, bool) {
	rest, talk := c.withoutTalk(text)
	if talk == "" || rest == "" {
		return opened{}, false
	}
	h := c.hear(rest)
	if onlyNumber(h) {
		rest = speech.AsOfNow(rest)
	}
	o, ok := c.wordless(rest)
	if !ok || o.unclear || o.talk != "" {
		return opened{}, false
	}
	if u := c.readsAlone(o); !o.placed && (len(u.answers) == 0 || u.left()+len(u.doubts) > 0) {
		return opened{}, false
	}
	o.talk = talk
	return o, true
}

// withoutTalk parts a message into what may report something and its clauses that report nothing.
func (c *chat) withoutTalk(text string) (rest, talk string) {
	first, ok := election.Unit{}, false
	if all := c.ofPerson(); len(all) > 0 {
		first, ok = all[0], true
	}
	if h := c.hear(text); !ok || !h.HasCount() || len(text) > talkLongest || !speech.MayTalk(text) {
		return text, ""
	}
	h := c.hearAll(text, first)
	var report, aside []string
	for from := 0; from < len(h.Tokens); {
		_, to := h.Clause(from, talkParts)
		clause := strings.TrimSpace(h.Text[h.Tokens[from].From:h.Tokens[to-1].To])
		switch unit, said := c.talkIn(h, from, to); {
		case said == "":
			report = append(report, clause)
		case !speech.OfWeather(said) && namesNext(h, to):
			return text, ""
		default:
			aside = append(aside, said)
			report = append(report, unit)
		}
		for from = to; from < len(h.Tokens) && strings.Contains(talkParts, h.Tokens[from].Text); from++ {
			report = append(report, h.Tokens[from].Text)
		}
	}
	if len(aside) == 0 {
		return text, ""
	}
	rest = strings.TrimSpace(strings.Join(report, ""))
	return strings.Trim(rest, talkParts), strings.Join(aside, "，")
}

const (
	talkParts   = " ,，;；。\n!！~～、"
	talkLongest = 300 // bytes of a message in which they are looked for
)

// talkIn is what tokens say that reports nothing, "" if they may report something, and the unit that is named
// before it.
func (c *chat) talkIn(h speech.Heard, from, to int) (unit, said string) {
	at := from
	if _, named := h.Tokens[at].Is(speech.OfUnit); named && at+1 < to {
		unit, at = h.Text[h.Tokens[at].From:h.Tokens[at].To], at+1
	}
	said = strings.TrimSpace(h.Text[h.Tokens[at].From:h.Tokens[to-1].To])
	if !speech.ReportsNothing(h.Tokens[at:to], said) {
		return "", ""
	}
	return unit, said
}

// namesNext reports whether a number stands right behind a clause and a blank: 桌子 40.
func namesNext(h speech.Heard, to int) bool {
	next := to
	for next < len(h.Tokens) && h.Tokens[next].Text == " " {
		next++
	}
	return next > to && next < len(h.Tokens) && h.Tokens[next].Kind == speech.Numeral
}

// mostly finds the form of which a message says several figures by their words, and leaves none without one, but
// has words beside them which are not understood.
func (c *chat) mostly(h speech.Heard, text string) (opened, bool) {
	if h.Mood.Asks || len(h.Text) > longestMessage || !h.HasCount() {
		return opened{}, false
	}
	best, most := opened{}, 1
	for _, f := range c.forms {
		a, ok := c.alone(f, h, text)
		if !ok || a.head.Votes && a.u.along && len(a.u.answers) < 3 || a.now() >= 0 && !c.polls(a.unit) || c.ratherOther(a, text) {
			continue
		}
		n := a.figures()
		if f.head().Wide {
			n++
		}
		if n > most && a.opens() && c.onlyWordsLeft(a.u) {
			best, most = opened{form: f, rest: text, word: "-", wordless: true}, n
		}
	}
	return best, best.form != nil
}

// figures is how many figures a form finds by their words.
func (a alone) figures() (n int) {
	for _, x := range a.u.answers {
		if rowOf(a.rows, x.Step).numeric {
			n++
		}
	}
	return n
}

// onlyWordsLeft reports whether all that a form leaves of a message are words that turn nothing.
func (c *chat) onlyWordsLeft(u understood) bool {
	return len(u.rest) > 0 && len(u.bare)+len(u.doubts)+len(u.wrong)+len(u.refused)+len(u.passed) == 0 && !c.weighty(u.rest) &&
		!slices.ContainsFunc(u.rest, func(piece string) bool { return speech.Turns(piece) || strangeUnit(piece) })
}
