package flow

import (
	"slices"
	"strings"
)

// unsure asks again for the figures of a message whose writer is not sure of them: 投票 580
// 好像是 我再数数.
func (r *reader) unsure(text string) {
	if !slices.ContainsFunc([]string{"好像", "再数", "再核", "再查", "拿不准", "说不准", "不确定", "没把握", "记不清", "报过没", "报没报", "报了没", "not sure"}, func(w string) bool { return strings.Contains(strings.ToLower(text), w) }) {
		return
	}
	r.u.answers = slices.DeleteFunc(r.u.answers, func(a Answer) bool {
		row := r.row(a.Step)
		if !row.numeric || row.Between != [2]int{} || row.value == a.Value {
			return false
		}
		d := Doubt{Why: doubtNumber, Said: a.Value, Steps: []StepID{a.Step}}
		d.offer([]string{a.Value}, a.Step)
		r.u.doubts = append(r.u.doubts, d)
		return true
	})
}
