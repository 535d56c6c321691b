package flow

import (
	"slices"
	"strconv"
	"strings"

	"huanjie/internal/speech"
)

// totals takes the number that is said to be of all together for the figure of the moment,
// where its parts were named before it: 现场投票100，流动票箱56，合计156. Where they do not make
// it up, it is asked which is right.
func (r *reader) totals() {
	now := r.nowRow()
	if r.totalOfLabel() || r.totalOfRoll() || now < 0 {
		return
	}
	step := r.rows[now].id
	all := slices.IndexFunc(r.items, func(it item) bool {
		return !it.isLabel() && !it.doubt && (it.step == step || it.step == "") && r.ofAll(it)
	})
	if all < 0 {
		return
	}
	r.settleTotal(all, step)
}

// settleTotal takes an item that is said to be of all together for a step, or asks which is right.
func (r *reader) settleTotal(all int, step StepID) {
	it := r.items[all]
	sum, parts := r.partsBefore(all, step)
	whole := parts > 0 && it.value == strconv.Itoa(sum)
	switch nobodys := it.step == ""; {
	case r.totalOnTop(all, parts, step):
	case whole && (parts > 1 || nobodys):
		r.u.doubts = slices.DeleteFunc(r.u.doubts, func(d Doubt) bool { return slices.Contains(d.Steps, step) })
		r.u.answers = slices.DeleteFunc(r.u.answers, func(a Answer) bool { return a.Step == step })
		r.takeTotal(all, step)
	case nobodys && r.u.says(step):
		v, _ := valueOf(r.u.answers, step)
		r.u.answers = slices.DeleteFunc(r.u.answers, func(a Answer) bool { return a.Step == step })
		r.doubtTwo(&word{text: r.typed(it.at, it.at), step: step}, []string{it.value, v})
		r.unbare(all)
	}
}

// totalOnTop takes a number of all together where only what came on top was told before it: 又投了30，现在670. It
// reports whether it is one.
func (r *reader) totalOnTop(all, parts int, step StepID) bool {
	more := slices.IndexFunc(r.u.doubts, func(d Doubt) bool { return d.Why == doubtMore })
	if more < 0 || parts > 0 || r.items[all].step != "" || r.u.says(step) {
		return false
	}
	r.passOnTop(more)
	r.takeTotal(all, step)
	return true
}

// passOnTop makes a part of the doubt about what came on top, whose total is told.
func (r *reader) passOnTop(i int) {
	r.u.portions = append(r.u.portions, r.u.doubts[i].Said)
	r.u.doubts = slices.Delete(r.u.doubts, i, i+1)
}

// madeUp passes two numbers with a plus between them that make up a figure which was said: 选委会9人+计票员12人，应到21.
func (r *reader) madeUp() {
	for i := 0; i+1 < len(r.items); i++ {
		a, b := r.items[i], r.items[i+1]
		plus := func(t speech.Token) bool { return strings.ContainsAny(t.Text, "+＋") }
		if a.isLabel() || b.isLabel() || a.step != "" || b.step != "" || !slices.ContainsFunc(r.heard.Tokens[a.to+1:b.at], plus) {
			continue
		}
		one, _ := strconv.Atoi(a.value)
		other, _ := strconv.Atoi(b.value)
		if sum := strconv.Itoa(one + other); slices.ContainsFunc(r.u.answers, func(a Answer) bool { return a.Value == sum }) {
			r.unbare(i)
			r.unbare(i + 1)
			r.u.passed = append(r.u.passed, r.typed(a.at, b.to))
		}
	}
}

// totalOfRoll takes the number that is said to be so now for how many there are in all, where what came on top
// and went is told before it: 死了2个 又补登5个打工回来的 现在1202. It reports whether there is one.
func (r *reader) totalOfRoll() bool {
	whole := slices.IndexFunc(r.rows, func(row row) bool { return row.Whole && row.Yields })
	all := len(r.items) - 1
	for all >= 0 && (r.items[all].isLabel() || r.items[all].doubt || !r.ofAll(r.items[all])) {
		all--
	}
	changes := func(d Doubt) bool { return d.Why == doubtMore }
	if whole < 0 || all < 0 || !slices.ContainsFunc(r.u.doubts, changes) {
		return false
	}
	was, total := r.items[all].step, r.rows[whole].id
	r.u.answers = slices.DeleteFunc(r.u.answers, func(a Answer) bool { return was != "" && a.Step == was || a.Step == total }) // 共860人，补登2个，现在862
	for _, d := range r.u.doubts {
		if changes(d) {
			r.u.portions = append(r.u.portions, d.Said)
		}
	}
	r.u.doubts = slices.DeleteFunc(r.u.doubts, changes)
	r.takeTotal(all, total)
	return true
}

// totalOfParts takes the only number that no word names for the figure of the moment, where the
// figures of groups or boxes make it up: 一组120 二组98 三组77 合计295. It reports whether they do.
func (r *reader) totalOfParts() bool {
	sum := 0
	for _, n := range r.parts {
		sum += n
	}
	now := r.nowRow()
	if now < 0 || len(r.parts) < 2 {
		return false
	}
	step := r.rows[now].id
	if v, ok := valueOf(r.u.answers, step); ok {
		return v == strconv.Itoa(sum)
	}
	if len(r.u.bare) != 1 || r.u.bare[0] != strconv.Itoa(sum) {
		return false
	}
	r.takeTotal(slices.IndexFunc(r.items, func(it item) bool { return it.at == r.u.bareAt[0] }), step)
	return true
}

// totalOfLabel takes such a number for the label before it whose own number was only said to
// have grown: 人数加2 一共40. It reports whether there is one.
func (r *reader) totalOfLabel() bool {
	more := slices.IndexFunc(r.u.doubts, func(d Doubt) bool { return d.Why == doubtMore })
	only := len(r.u.bareAt) == 1 // 登记的改一下，补登了3个，1203
	all := slices.IndexFunc(r.items, func(it item) bool {
		return !it.isLabel() && !it.doubt && it.step == "" && !it.paired && (r.ofAll(it) || only && it.at == r.u.bareAt[0] && r.heard.Mood.Corrects)
	})
	if more < 0 || all < 0 {
		return false
	}
	label := slices.IndexFunc(r.items[:all], func(it item) bool { return it.label != nil && !it.paired })
	if label < 0 {
		return false
	}
	w, clear := r.meantBy(r.items[label])
	if !clear || r.u.says(w.step) {
		return false
	}
	r.passOnTop(more)
	r.items[label].paired, r.used[r.items[label].at], r.u.loose = true, true, false
	r.takeTotal(all, w.step)
	return true
}

// ofAll reports whether a number is said to be of all together.
func (r *reader) ofAll(it item) bool {
	for i := it.at - 1; i >= 0; i-- {
		t := r.heard.Tokens[i]
		if speech.Summed(t) || speech.SaysNow(t) {
			return true
		}
		if t.Kind != speech.Filler && !(t.Kind == speech.Mark && (t.Text == " " || t.Text == ":")) {
			return false
		}
	}
	return false
}

// partsBefore adds up what was said before an item of those who have voted, and of parts of
// them.
func (r *reader) partsBefore(all int, step StepID) (sum, parts int) {
	add := func(value string) {
		n, _ := strconv.Atoi(value)
		sum, parts = sum+n, parts+1
	}
	for _, it := range r.items[:all] {
		if it.step == step {
			add(it.value)
		}
	}
	for _, p := range r.portions {
		if p.at < r.items[all].at {
			add(p.value)
		}
	}
	return sum, parts
}

// takeTotal takes a number as the figure of the moment.
func (r *reader) takeTotal(i int, step StepID) {
	it := r.items[i]
	r.unbare(i)
	r.items[i].step = step
	r.take(it.at, it.to, &word{text: it.value, step: step}, it.value)
}

// unbare takes a number from those that no word names.
func (r *reader) unbare(i int) {
	if at := slices.Index(r.u.bareAt, r.items[i].at); at >= 0 {
		r.u.bare, r.u.bareAt = slices.Delete(r.u.bare, at, at+1), slices.Delete(r.u.bareAt, at, at+1)
	}
}
