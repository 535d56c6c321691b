package flow

import (
	"slices"
	"strings"

	"huanjie/internal/election"
	"huanjie/internal/speech"
)

// finish says what of the message means nothing, and where words begin.
func (r *reader) finish(text string) {
	r.u.strangeAt = -1
	r.complainOfShares()
	r.otherDay()
	r.unsure(text)
	if r.u.along && len(r.u.answers) == 1 && !r.row(r.u.answers[0].Step).given && r.u.answers[0].Step != r.asked { // 投票640 alone is no count
		r.u.answers, r.u.rest = nil, append(r.u.rest, strings.TrimSpace(text))
	}
	r.agree()
	r.eitherSaid()
	r.leaveNamed()
	first := r.pieces()
	if start := r.proseAt(); start >= 0 && (first < 0 || start < first || r.option > first) {
		first = start
		if len(r.u.rest) == 0 { // all of it has a role, as the number of 有困难0名
			r.u.rest = append(r.u.rest, strings.TrimSpace(text[r.heard.Tokens[start].From:]))
		}
	}
	r.u.opens = len(r.u.answers) > 0 && first < 0
	if first >= 0 {
		r.wordsFrom(first, text)
	}
}

// wordsFrom notes that words begin at a token, and what stands from the last value before it on.
func (r *reader) wordsFrom(first int, text string) {
	last := 0 // where that value ends
	for i, v := range r.value {
		switch {
		case v && i < first:
			last, r.u.opens = r.heard.Tokens[i].To, true
			if next := i + 1; next < first && r.heard.Tokens[next].Text == "了" {
				last = r.heard.Tokens[next].To
			}
		case v:
			r.u.mixed = true
		}
	}
	r.u.strangeAt = r.heard.Tokens[first].From
	r.u.tail = strings.TrimLeftFunc(text[last:], parts)
}

// otherDay leaves the figures of the moment open where the message speaks of another
// day: 昨天投票640.
func (r *reader) otherDay() {
	today := election.DateOf(r.now)
	for i, t := range r.heard.Tokens {
		if t.Kind != speech.Numeral || t.Number.Role != speech.Date || election.DateOf(t.Number.Day) == today || strings.ContainsAny(t.Text, "0123456789") {
			continue
		}
		r.u.answers = slices.DeleteFunc(r.u.answers, func(a Answer) bool {
			now := r.row(a.Step).Now
			if now {
				r.u.doubts = append(r.u.doubts, Doubt{Why: doubtDay, Said: r.typed(i, i) + a.Value, Steps: []StepID{a.Step}})
			}
			return now
		})
	}
}

// complainOfShares refuses a share where a number was wanted: where a label waits for
// one, or nothing else was said. Beside a number it changes nothing.
func (r *reader) complainOfShares() {
	if len(r.u.shares) > 0 && (r.u.loose || len(r.u.answers)+len(r.u.bare)+len(r.u.doubts) == 0) && slices.ContainsFunc(r.rows, func(row row) bool { return row.numeric }) {
		r.u.wrong = append(r.u.wrong, election.Say("要准确的整数，不要写“%s”。", "An exact whole number, please, not “%s”.").With(short(r.u.shares[0])))
	}
}

// pieces gathers the pieces that mean nothing and returns where the first begins, or
// -1. What runs on without a mark is one piece.
func (r *reader) pieces() int {
	first := -1
	for i := 0; i < len(r.heard.Tokens); i++ {
		if r.used[i] || r.heard.Tokens[i].Kind == speech.Mark {
			continue
		}
		from, to := i, i
		for from > 0 && r.heard.Tokens[from].Joined && r.heard.Tokens[from-1].Kind == speech.Filler && !r.value[from-1] {
			from--
		}
		for to+1 < len(r.heard.Tokens) && r.runsInto(to+1) {
			to++
		}
		if r.onlyDoes(from, to) {
			i = to
			continue
		}
		if first < 0 {
			first = from
		}
		r.u.rest = append(r.u.rest, r.typed(from, to))
		i = to
	}
	return first
}

// onlyDoes reports whether a piece only says that what the value beside it counts was done: 挂 of
// 挂横幅6条.
func (r *reader) onlyDoes(from, to int) bool {
	if !speech.OnlyDoes(r.typed(from, to)) {
		return false
	}
	behind := to+1 < len(r.value) && r.heard.Tokens[to+1].Joined && r.value[to+1]
	before := from > 0 && r.heard.Tokens[from].Joined && r.value[from-1]
	return behind || before
}

// runsInto reports whether a token goes on with what means nothing: it is joined to it, and is
// nothing else.
func (r *reader) runsInto(i int) bool {
	t := r.heard.Tokens[i]
	return t.Joined && t.Kind != speech.Mark && !r.value[i] && (!r.used[i] || t.Kind == speech.Filler || r.moody(i))
}

// moody reports whether a token only tells how something is meant.
func (r *reader) moody(i int) bool {
	_, mood := r.heard.Tokens[i].Is(speech.OfMood)
	return mood
}

// proseAt is the token at which words begin that go on after an option, or -1: all
// behind it that is no value. Fillers alone are no words.
func (r *reader) proseAt() int {
	if r.option < 0 {
		return -1
	}
	behind := r.heard.Tokens[r.option+1:]
	wordless := func(t speech.Token) bool { return t.Kind == speech.Mark || t.Kind == speech.Filler }
	if !slices.ContainsFunc(behind, func(t speech.Token) bool { return !wordless(t) }) {
		return -1
	}
	for i, t := range behind {
		at := r.option + 1 + i
		switch {
		case r.value[at] || t.Kind == speech.Mark, t.Kind == speech.Filler && t.Text == "了":
		case slices.Contains(r.value[at:], true):
		default:
			return at
		}
	}
	return -1
}

// parts reports whether a character parts words from the value before them. What
// opens them is theirs: “ and （.
func parts(c rune) bool {
	folded := speech.HalfRune(c)
	return folded < 0 || folded == '-' || (speech.Separates(folded) || c == '\n') && !strings.ContainsRune("([<\"'《“‘【", folded)
}
