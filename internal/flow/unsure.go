package flow

import (
	"slices"

	"huanjie/internal/election"
	"huanjie/internal/speech"
)

// unsure asks again for the figures of a message whose writer is not sure of them, or beside
// which stands what may turn their meaning: 投票 580 好像是 我再数数; 老年人投票200.
func (r *reader) unsure(text string) {
	all := speech.Unsure(text) || speech.Swaps(r.heard) && len(r.u.answers) > 1 // 钱小河600赵大山250写反了
	r.u.answers = slices.DeleteFunc(r.u.answers, func(a Answer) bool {
		row := r.row(a.Step)
		if row.Between != [2]int{} || row.value == a.Value {
			return false
		}
		said := ""
		if !all {
			if said = r.turned(row, a.Step); said == "" {
				return false
			}
		}
		switch {
		case row.numeric:
			r.askAgain(a, said)
		case r.placeOf(a.Step).flat && !all:
			r.u.takenBack = true
			r.value[r.placeOf(a.Step).at] = false
		default:
			return false
		}
		return true
	})
}

// askAgain asks whether a figure is meant as it was read.
func (r *reader) askAgain(a Answer, said string) {
	d := Doubt{Why: doubtNumber, Said: a.Value, Steps: []StepID{a.Step}}
	if said != "" {
		d.Said = short(said)
	}
	d.offer([]string{a.Value}, a.Step)
	r.u.doubts = append(r.u.doubts, d)
}

// turned is the clause of a value if something in it that is not understood may turn what
// the value means, or "". A figure of the moment is everybody's: it is turned by whoever is
// named right before it.
func (r *reader) turned(row *row, step StepID) string {
	at := r.placeOf(step).at
	if at < 0 {
		return ""
	}
	from, to := r.heard.Clause(at, ",，;；。\n!！")
	for i := from; i < to; i++ {
		t := r.heard.Tokens[i]
		part, other := t.Is(speech.OfOther)
		unknown := t.Kind == speech.Unknown && !r.used[i] && !r.value[i]
		beside := row.Now && i < at && (unknown || other && part == speech.AsPart) && r.runsUpTo(i, at)
		if beside || unknown && speech.Turns(t.Text) {
			return r.typed(from, to-1)
		}
	}
	if speech.AsksWhether(r.heard.Tokens[from:to]) {
		return r.typed(from, to-1)
	}
	return ""
}

// runsUpTo reports whether nothing parts an unknown token from the value behind it, or only
// a blank a short name.
func (r *reader) runsUpTo(i, at int) bool {
	joined := true
	for _, t := range r.heard.Tokens[i+1 : at+1] {
		joined = joined && t.Joined && (t.Kind != speech.Numeral || t.From == r.heard.Tokens[at].From)
	}
	return joined || r.gapOnly(i, at) && nameLike(r.heard.Tokens[i].Text) && len([]rune(r.heard.Tokens[i].Text)) < 4
}

// notPlaced says of words beside values, of which the form has none, that they are no part
// of it.
func notPlaced(pieces string) election.Phrase {
	return election.Say("“%s”没有对应的栏目，上报的只是上面这些。", "“%s” has no place in this form; what is reported is only what stands above.").With(pieces)
}
