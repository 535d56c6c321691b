package flow

import (
	"slices"
	"strconv"

	"huanjie/internal/speech"
)

// shifted asks for the figure that a label is then, where a number only says by how much that which stands
// changes: 有效减1, 赵大山多计了3票. It reports whether it is one.
func (r *reader) shifted(i int) bool {
	by, at, ok := r.heard.Shift(i)
	if !ok {
		return false
	}
	items := r.items
	if last := len(items) - 1; last >= 0 && items[last].at == at { // 加
		items = items[:last]
	}
	last := len(items) - 1
	if last < 0 || !r.labelBefore(items[last], at) {
		return false
	}
	w, clear := r.meantBy(items[last])
	if !clear || !r.row(w.step).given {
		return false
	}
	was, err := strconv.Atoi(r.row(w.step).value)
	if err != nil {
		return false
	}
	d := Doubt{Why: doubtNumber, Said: r.typed(items[last].at, i), Steps: []StepID{w.step}}
	for _, n := range by {
		if r.rightBehind(i, was+n) {
			return false
		}
		if was+n >= 0 {
			d.offer([]string{strconv.Itoa(was + n)}, w.step)
		}
	}
	r.items = slices.Delete(items, last, last+1)
	for k := at; k <= i; k++ {
		r.used[k] = true
	}
	r.u.doubts, r.u.labelled = append(r.u.doubts, d), true
	return true
}

// rightBehind reports whether the right figure stands behind how much the wrong one changes: 人数加2 一共40.
func (r *reader) rightBehind(i, right int) bool {
	return slices.ContainsFunc(r.heard.Tokens[i+1:], func(t speech.Token) bool { return t.Counts() && t.Number.Value == right })
}

// labelBefore reports whether an item is a label that has no number yet, with nothing between it and a token.
func (r *reader) labelBefore(it item, at int) bool {
	return it.label != nil && !it.paired && r.gapOnly(it.to, at) && it.stated == "" && !slices.ContainsFunc(r.heard.Tokens[it.to+1:at], speech.Token.Counts)
}
