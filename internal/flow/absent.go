package flow

import (
	"slices"
	"strconv"
)

// inPart reports whether a doubt is about a part of the figure of the moment, from which the whole may be told.
func (d Doubt) inPart() bool {
	return d.Why == doubtMore || d.Why == doubtGroups || d.Why == doubtAbsent
}

// absent asks whether those are meant who are left, where a message says only how many have not voted and it is known
// how many are registered: 还差61个没来投.
func (r *reader) absent() {
	now, whole := r.nowRow(), slices.IndexFunc(r.rows, func(row row) bool { return row.Whole })
	if now < 0 || whole < 0 || len(r.u.answers)+len(r.u.doubts) > 0 || len(r.u.bareAt) > 1 {
		return
	}
	all, _ := strconv.Atoi(r.rows[whole].value)
	for i, t := range r.heard.Tokens {
		if !t.Counts() || t.Number.Value >= all || !r.heard.NotVoted(i) || len(r.u.bareAt) == 1 && r.u.bareAt[0] != i {
			continue
		}
		from, to := r.heard.Clause(i, ",，;；。\n!！")
		d := Doubt{Why: doubtAbsent, Said: r.typed(from, to-1), Steps: []StepID{r.rows[now].id}}
		d.offer([]string{strconv.Itoa(all - t.Number.Value)}, d.Steps...)
		r.u.doubts, r.u.bare, r.u.bareAt = append(r.u.doubts, d), nil, nil
		return
	}
}
