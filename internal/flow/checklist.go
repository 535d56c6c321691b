package flow

import (
	"slices"

	"huanjie/internal/election"
)

// tickLines gives an option of a checklist's line to the lines that are named right before it: 公章账目资产全移交了.
func (r *reader) tickLines(i int, w *word) {
	if !r.row(w.step).ticks() || len(r.lines) < 2 || !r.gapOnly(r.lines[len(r.lines)-1], i) {
		return
	}
	for _, at := range r.lines[:len(r.lines)-1] {
		line := r.personAt(at)
		k := slices.IndexFunc(r.rows, func(o row) bool { return o.ticks() && slices.Contains(o.Under, line) && !r.u.says(o.id) })
		if k >= 0 {
			r.take(at, at, &word{step: r.rows[k].id}, w.value)
		}
	}
}

// ofTheseLines is an option that answers all that is left, as what it says of the lines that are named right before
// it: 签到表、选票都归档了 says nothing of the minutes.
func (r *reader) ofTheseLines(i int, w *word) *word {
	row := r.row(w.step)
	if !w.rest || !row.ticks() || len(r.lines) < 2 || !r.gapOnly(r.lines[len(r.lines)-1], i) {
		return w
	}
	k := slices.IndexFunc(row.options, func(o Option) bool { return o.Flat && !o.Rest })
	if k < 0 {
		return w
	}
	these := *w
	these.value, these.rest = row.options[k].Value, false
	return &these
}

// ticks reports whether a row is a line of a checklist, which is named by its own label.
func (r *row) ticks() bool {
	return len(r.options) > 0 && len(r.Under) > 0 && r.Under[0] == r.Label.In(election.Chinese)
}
