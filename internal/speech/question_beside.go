package speech

import (
	"slices"
	"strconv"
	"strings"
)

// countable are the senses of the numbers that a unit has, and what each asks for; read only.
var countable = []struct {
	sense   string
	measure Measure
}{
	{"turnout", Turnout}, {"registered", Registered}, {"issued", Issued}, {"returned", Returned}, {"valid", Valid}, {"invalid", Invalid}, {"seats", Seats}, {"vacant", Vacant}, {"elected", Elected},
}

// beside is what is asked for side by side with the measure, in the order in which it was said;
// the first of them becomes the measure: 参选率跟有效票一起列. What two names tell together, as
// 选民多少投了多少, is no such question, unless they are to stand in a list.
func (a *query) beside(f *Frame) []Measure {
	all := a.counted()
	switch {
	case len(all) == 2 && a.apart():
		return a.gap(f, all)
	case f.Filter.By != All || !f.Measure.countable():
		return nil
	}
	list := a.has("beside") || f.Form == AsList && a.has("eachUnit/lists")
	if len(all) < 2 || a.has("compares/changes/whether/trait/not/shares -beside") {
		return nil
	}
	if told := f.toldTogether(all); told && !a.has("beside") || !list && !says(a.text, "和|跟|与|、|及|以及|还有|加|连同|带上|and|,|，") {
		return nil
	}
	for _, c := range countable {
		a.takes(c.sense)
	}
	if f.Measure = all[0]; list {
		f.Form = AsList
	}
	return all[1:]
}

// toldTogether reports whether the answer tells some numbers in any case.
func (f Frame) toldTogether(all []Measure) bool {
	return f.Measure == Counted || !slices.ContainsFunc(all, func(m Measure) bool { return m != Turnout && m != Registered })
}

// gap makes a question one of how far two numbers are apart, and returns the second.
func (a *query) gap(f *Frame, all []Measure) []Measure {
	a.takes("compares/not")
	for _, c := range countable {
		a.takes(c.sense)
	}
	f.Measure, f.Gap, f.Filter, f.Presumed = all[0], true, Filter{}, false
	if f.Form != AsCompare || !f.Scope.EachArea {
		f.Form = AsFigure
	}
	return all[1:]
}

// apart reports whether it is asked how far two numbers of the same units are apart: 应选和当选差几个.
func (a *query) apart() bool {
	return !a.has("issued returned") && says(a.text, "差多少|差几|相差|差了|多几|少几|多多少|少多少|多了几|少了几|多出|difference") && a.has("howMany/compares/not -highest -lowest -several -below -above -half -units")
}

// counted are the numbers of units that are named, in their order.
func (a *query) counted() (all []Measure) {
	for _, at := range a.atoms {
		for _, c := range countable {
			if at.does(c.sense) && !slices.Contains(all, c.measure) {
				all = append(all, c.measure)
			}
		}
	}
	return all
}

// countable reports whether a measure is a number of units, or the count, which has several.
func (m Measure) countable() bool {
	for _, c := range countable {
		if c.measure == m {
			return true
		}
	}
	return m == Counted
}

// largest reads that the largest or the smallest units are meant, beside what is asked for:
// 选民最多的五个村现在投得怎么样, 小村投得怎么样. With a limit that is said, 八百以上的大村, they are
// those of the limit.
func (a *query) largest(f *Frame) bool {
	if limit := a.numbersOf(func(n Number) bool { return n.Value > 100 && (n.Role == Count || n.Role == Approximate) }); len(limit) > 0 {
		if a.takes("bySize lowest/highest") {
			a.said["highest"], a.said["lowest"] = 0, 0
		}
		return false
	}
	if a.bothEnds(f) {
		return true
	}
	by, at := a.bySize()
	if by == All || f.Measure == "" || f.Measure == Units || f.Measure == Contact {
		return false
	}
	a.takes("lowest/highest")
	a.said["lowest"], a.said["highest"] = 0, 0
	f.Presumed, f.Scope.Size = false, Filter{By: by, Flat: true}
	for _, x := range a.atoms[at+1:] {
		if n := x.number; n != nil && (n.Role == Count || n.Role == Other) && n.Value <= 100 {
			f.Scope.Size.N, a.used[x.from] = n.Value, true
			return true
		}
	}
	return true
}

// bothEnds takes that the largest and the smallest unit are set side by side: 最大的村和最小的村差几个点.
func (a *query) bothEnds(f *Frame) bool {
	first := slices.IndexFunc(a.atoms, func(at atom) bool { return at.does("registered") && at.does("highest") })
	last := slices.IndexFunc(a.atoms, func(at atom) bool { return at.does("registered") && at.does("lowest") })
	if first < 0 || last < 0 || !says(a.text, "个点|百分点|参选率|投票率|投|points|turnout") {
		return false
	}
	a.takesAll("lowest", "highest", "registered", "units", "which", "turnout", "votes", "compares")
	a.said["lowest"], a.said["highest"], a.said["registered"], a.said["which"], a.said["units"] = 0, 0, 0, 0, 0
	f.Measure, f.Presumed, f.Scope.Size = Turnout, false, Filter{By: Extremes, Flat: true}
	a.is("compares", true)
	return true
}

// bySize finds the word of the most or the fewest that stands with the voters, and where.
func (a *query) bySize() (by FilterKind, at int) {
	for i, x := range a.atoms {
		next := i
		if !x.does("registered") {
			continue
		}
		if !x.does("units") { // 选民最多的
			for next++; next < len(a.atoms) && a.atoms[next].senses == "passes"; next++ {
			}
		}
		if next >= len(a.atoms) {
			continue
		}
		switch word := a.atoms[next]; {
		case word.does("lowest"):
			return Lowest, next
		case word.does("highest"):
			return Highest, next
		}
	}
	return All, -1
}

// born reads the years of birth as ages, of several decades together: 90后, 80后90后.
func (a *query) born() bool {
	for _, at := range a.atoms {
		if !at.does("born") {
			continue
		}
		a.takes("born")
		first, _ := strconv.Atoi(at.id)
		young, old := a.today.Year-1900-first-9, a.today.Year-1900-first
		if a.age.By != All {
			young, old = min(young, a.age.N), max(old, a.age.To)
		}
		a.age = Filter{By: Between, Flat: true, N: young, To: old}
	}
	return a.age.By != All
}

// aged reads an age that is a limit: 40岁以下, 30到40岁.
func (a *query) aged() {
	if a.born() {
		return
	}
	for i, at := range a.atoms {
		n := at.number
		years := strings.Contains(at.text, "岁") || i+1 < len(a.atoms) && strings.HasPrefix(a.atoms[i+1].text, "岁")
		decade := n != nil && years && n.Value%10 == 0 && endsAny(strings.TrimSuffix(at.text, "岁"), "多", "几", "来") // 20多岁的
		if n == nil || !(n.Role == Age || n.Role == Range && years || decade) {
			continue
		}
		a.used[at.from] = true
		switch low := a.has("below"); {
		case decade && !low && !says(a.text, "以上|超过|大于"):
			a.age = Filter{By: Between, Flat: true, N: n.Value, To: n.Value + 9}
		case n.Role == Range:
			a.age = Filter{By: Between, Flat: true, N: n.Low, To: n.High}
		case low && says(a.text, "不到|不满|不足|小于|低于|under|below|younger than"):
			a.age = Filter{By: Below, Flat: true, N: n.Value - 1}
		case low:
			a.age = Filter{By: Below, Flat: true, N: n.Value}
		case says(a.text, "超过|大于|over|above|older than"):
			a.age = Filter{By: Above, Flat: true, N: n.Value + 1}
		default:
			a.age = Filter{By: Above, Flat: true, N: n.Value}
		}
	}
}
