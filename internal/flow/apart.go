package flow

import (
	"slices"
	"strconv"
	"strings"

	"huanjie/internal/election"
	"huanjie/internal/speech"
)

// apart passes a number that with another makes up the whole from which it should have been taken:
// 应到46 实到39 请假7 are 7 of those 46, and none who are not due.
func (r *reader) apart() {
	for _, row := range r.rows {
		if row.Apart == [2]StepID{} {
			continue
		}
		r.onLeave(row)
		n, whole, part := r.numberOf(row.id), r.numberOf(row.Apart[0]), r.numberOf(row.Apart[1])
		at := slices.IndexFunc(r.items, func(it item) bool { return it.step == row.id && !it.isLabel() })
		if n <= 0 || part <= 0 || whole != part+n || !r.u.says(row.id) || at < 0 || r.numberOf(row.Among) == whole+n || r.byLabel(at) || r.notCounted(at) {
			continue
		}
		r.u.answers = slices.DeleteFunc(r.u.answers, func(a Answer) bool { return a.Step == row.id })
		r.u.passed = append(r.u.passed, r.typed(r.items[at].at, r.items[at].to))
	}
}

// onLeave asks of a number of those on leave whether they are not due, unless it is told how many are: 38个党员来了36，两个请假.
// Leave alone takes nobody from those who are due.
func (r *reader) onLeave(row row) {
	at := slices.IndexFunc(r.items, func(it item) bool { return it.step == row.id && !it.isLabel() })
	if len(row.Leave) == 0 || at < 0 || !r.u.says(row.id) || r.numberOf(row.Apart[0]) >= 0 || r.notCounted(at) {
		return
	}
	it := r.items[at]
	if !r.saysLeave(row, it) {
		return
	}
	value, _ := valueOf(r.u.answers, row.id)
	r.u.answers = slices.DeleteFunc(r.u.answers, func(a Answer) bool { return a.Step == row.id })
	d := Doubt{Why: doubtNumber, Said: r.typed(it.at, it.to), Steps: []StepID{row.id}}
	d.offer([]string{value, "0"}, row.id)
	r.u.doubts = append(r.u.doubts, d)
}

// saysLeave reports whether the word beside a number says no more than that those are on leave.
func (r *reader) saysLeave(row row, number item) bool {
	return slices.ContainsFunc(r.items, func(l item) bool {
		beside := l.to < number.at && r.gapOnly(l.to, number.at) || number.to < l.at && r.gapOnly(number.to, l.at)
		return l.label != nil && beside && slices.Contains(row.Leave, r.heard.Tokens[l.at].Text)
	})
}

// amongOthers passes a number of a part of those whom another label counts than that of which its step counts a
// part: 9个组长里4个女的 are no women among the representatives.
func (r *reader) amongOthers() {
	for _, it := range r.items {
		row := r.row(it.step)
		if it.step == "" || len(row.PartOf) == 0 || !r.u.says(it.step) {
			continue
		}
		from, _ := r.heard.Clause(it.at, ",，;；。\n!！")
		others := func(w item) bool { return w.label != nil && !slices.Contains(row.PartOf, string(w.label[0].step)) }
		whole := slices.IndexFunc(r.items, func(w item) bool {
			return others(w) && w.at >= from && w.to < it.at && r.heard.Among(w.to)
		})
		if whole < 0 && r.ofSex(it) && !slices.ContainsFunc(r.items, func(w item) bool { return w.label != nil && !others(w) }) { // 组长9个 4个女的
			whole = slices.IndexFunc(r.items, func(w item) bool {
				return others(w) && w.to < it.at && w.label[0].step != it.step && r.row(w.label[0].step).Measure == row.Measure
			})
		}
		if whole < 0 {
			continue
		}
		r.u.answers = slices.DeleteFunc(r.u.answers, func(a Answer) bool { return a.Step == it.step })
		r.u.passed = append(r.u.passed, r.typed(r.items[whole].at, r.items[whole].at)+r.typed(r.items[whole].at+1, it.to))
	}
}

// ofSex reports whether what stands beside a number says no more of those that it counts than that they are women.
func (r *reader) ofSex(number item) bool {
	return slices.ContainsFunc(r.items, func(l item) bool {
		beside := l.to < number.at && r.gapOnly(l.to, number.at) || number.to < l.at && r.gapOnly(number.to, l.at)
		return l.label != nil && l.label[0].step == number.step && beside && speech.OnlyWomen(r.typed(l.at, l.to))
	})
}

// byLabel reports whether the word before or behind a number is the label of its step, as the card has
// it, or its beginning: 不计入1.
func (r *reader) byLabel(number int) bool {
	it := r.items[number]
	return slices.ContainsFunc(r.items, func(l item) bool {
		return l.label != nil && (l.to < it.at && r.gapOnly(l.to, it.at) || it.to < l.at && r.gapOnly(it.to, l.at)) &&
			strings.HasPrefix(r.row(it.step).Label.In(election.Chinese), r.heard.Tokens[l.at].Text)
	})
}

// notCounted reports whether the clause of a number says that those are not counted: 另3名预备党员不算.
func (r *reader) notCounted(number int) bool {
	from, to := r.heard.Clause(r.items[number].at, ",，;；。\n!！")
	return speech.ContainsAny(r.typed(from, to-1), []string{"不算", "不计", "不在应到", "不列入", "另", "预备", "选举权", "表决权", "察看"})
}

// reasons takes several words of why somebody is excused, with how many each is of, as one answer: 外出务工2名、因病1名.
func (r *reader) reasons() {
	for _, row := range r.rows {
		if len(row.Says) == 0 {
			continue
		}
		from, to, said := -1, -1, []string{}
		for i := range r.heard.Tokens {
			same, _ := r.words.of(r.heard.Tokens[i])
			k := slices.IndexFunc(same, func(w *word) bool { return w.step == row.id && w.value != "" })
			if k < 0 {
				continue
			}
			if from < 0 {
				from = i
			}
			if to = i; !slices.Contains(said, same[k].value) {
				said = append(said, same[k].value)
			}
		}
		if len(said) < 2 {
			continue
		}
		for _, it := range r.items {
			if it.isLabel() || r.row(it.step).Apart == [2]StepID{} {
				continue
			}
			if it.to < from && r.gapOnly(it.to, from) || it.at > to && r.gapOnly(to, it.at) {
				from, to = min(from, it.at), max(to, it.to)
			}
		}
		r.u.doubts = slices.DeleteFunc(r.u.doubts, func(d Doubt) bool { return slices.Equal(d.Steps, []StepID{row.id}) })
		r.u.answers = slices.DeleteFunc(r.u.answers, func(a Answer) bool { return a.Step == row.id })
		r.u.answers = append(r.u.answers, Answer{Step: row.id, Value: r.typed(from, to)})
	}
}

// implies takes what is only implied: that nobody is excused where all came, unless the message says how many are.
func (r *reader) implies() {
	for _, w := range r.implied {
		due := r.row(w.step).Apart[0] // 应到28人都来了 says nothing of others
		if !r.u.says(w.step) && !r.twice(w.step) && !r.u.doubtsOf(w.step) && (due == "" || !r.u.says(due)) {
			r.u.answers = append(r.u.answers, Answer{Step: w.step, Value: w.value})
		}
	}
}

// numberOf is the number that the message, or else the card, has for a step; -1 if none.
func (r *reader) numberOf(step StepID) int {
	v, ok := valueOf(r.u.answers, step)
	if !ok {
		v = r.row(step).value
	}
	n, err := strconv.Atoi(v)
	if err != nil {
		return -1
	}
	return n
}

// summed reports whether a message says a sum that may be of a step: one that is the label of another's number is not.
func (r *reader) summed(step StepID) bool {
	for i, t := range r.heard.Tokens {
		label := slices.ContainsFunc(r.items, func(it item) bool { return it.at <= i && i <= it.to && it.label != nil && it.label[0].step != step })
		if speech.Summed(t) && !label {
			return true
		}
	}
	return false
}

// sorts adds up the numbers of the several sorts of which a step counts all: 2个在外打工1个住院. Where
// that is not what the whole lacks of those due it is asked. One of them that is the sum of the others is that of all.
func (r *reader) sorts() {
	for _, row := range r.rows {
		if row.Apart == [2]StepID{} {
			continue
		}
		of := r.sortsOf(row)
		sum, several := of.all(), true
		switch {
		case len(of.leave) > 0 && !r.leavesDue(row, sum) && r.leavesDue(row, of.others): // 扣掉病号2个、联系不上1个，应到35，来了33，2人请假
			sum = of.others
			r.u.passed = append(r.u.passed, of.leave...)
		case len(of.said) > 2 && sum == 2*of.most && !r.leavesDue(row, sum): // 预备党员2个、住院1个，这3个不计入
			sum = of.most
		default:
			several = len(of.said) > 1 && !r.summed(row.id)
		}
		if several {
			r.settleSorts(row, sum, strings.Join(of.said, "、"))
		}
	}
}

// settleSorts takes a sum of several sorts for their step, passes it where those are due and did not come, or asks.
func (r *reader) settleSorts(row row, sum int, said string) {
	r.u.doubts = slices.DeleteFunc(r.u.doubts, func(d Doubt) bool { return slices.Equal(d.Steps, []StepID{row.id}) })
	r.u.answers = slices.DeleteFunc(r.u.answers, func(a Answer) bool { return a.Step == row.id })
	due := r.numberOf(row.Apart[0])
	switch {
	case sum > 0 && due == r.numberOf(row.Apart[1])+sum && due != r.numberOf(row.Among)-sum: // 应到27实到25，请假2（住院1、出差1）
		r.u.passed = append(r.u.passed, said)
	case r.leavesDue(row, sum):
		r.u.answers = append(r.u.answers, Answer{Step: row.id, Value: strconv.Itoa(sum)})
	default:
		d := Doubt{Why: doubtSum, Said: said, Steps: []StepID{row.id}}
		d.offer([]string{strconv.Itoa(sum)}, row.id)
		r.u.doubts = append(r.u.doubts, d)
	}
}

// leavesDue reports whether those who are due are all there are without so many.
func (r *reader) leavesDue(row row, sum int) bool {
	all := r.numberOf(row.Among)
	return all > 0 && all-sum == r.numberOf(row.Apart[0])
}

// sorted are the numbers that a message has for one step: what they are, the largest, and those of whom it only says
// that they are on leave.
type sorted struct {
	said, leave        []string
	others, away, most int
}

func (s sorted) all() int { return s.others + s.away }

func (r *reader) sortsOf(row row) (of sorted) {
	for _, it := range r.items {
		if it.step != row.id || it.isLabel() {
			continue
		}
		n, _ := strconv.Atoi(it.value)
		of.most, of.said = max(of.most, n), append(of.said, r.typed(it.at, it.to))
		if r.saysLeave(row, it) {
			of.away, of.leave = of.away+n, append(of.leave, r.typed(it.at, it.to))
		} else {
			of.others += n
		}
	}
	return of
}
