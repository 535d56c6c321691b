package flow

import (
	"slices"
	"strings"
)

// whoseIn is whose number a label says it is by itself: 党员应到. "" if it does not.
func (r *reader) whoseIn(same []*word) string {
	for _, w := range same {
		for _, whose := range r.row(w.step).Whose {
			if strings.Contains(w.text, whose) {
				return whose
			}
		}
	}
	return ""
}

// ofWhose gives a number without a label to the only step left that counts those who are spoken
// of: 党员32个来了26个. Where several are left it is asked: 党员推荐会26人.
func (r *reader) ofWhose(i int) bool {
	it := &r.items[i]
	if it.post == "" || it.doubt || it.lost {
		return false
	}
	var left []StepID
	for _, row := range r.rows {
		if slices.Contains(row.Whose, it.post) && !r.u.says(row.id) {
			left = append(left, row.id)
		}
	}
	switch len(left) {
	case 0:
		return false
	case 1:
		it.step = left[0]
		r.take(it.at, it.to, &word{text: it.value, step: left[0]}, it.value)
		return true
	}
	d := Doubt{Why: doubtWhich, Said: r.typed(it.at, it.to), Steps: left}
	d.offer([]string{it.value}, left...)
	r.u.doubts = append(r.u.doubts, d)
	return true
}
