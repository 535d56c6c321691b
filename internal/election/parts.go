package election

import (
	"cmp"
	"slices"
)

// Percents are the percentages, with two places, of parts that make up a whole and are
// printed together. They add up to exactly 100: each is cut, and what is missing goes a
// hundredth each to the largest remainders, of equal ones to the first. They are "—" where
// all the parts are nothing.
func Percents(parts ...int) []string {
	said := make([]string, len(parts))
	for i, n := range hundredsOf(parts) {
		said[i] = percentOf(n)
	}
	if sum(parts) == 0 {
		for i := range said {
			said[i] = Ratio{}.Percent()
		}
	}
	return said
}

// hundredsOf are the percentages of parts in hundredths, which add up to 10,000; all 0 if
// the parts are.
func hundredsOf(parts []int) []int64 {
	whole := int64(sum(parts))
	cut := make([]int64, len(parts))
	if whole == 0 {
		return cut
	}
	left := int64(10_000)
	byRemainder := make([]int, len(parts))
	for i, n := range parts {
		cut[i] = int64(n) * 10_000 / whole
		left -= cut[i]
		byRemainder[i] = i
	}
	slices.SortStableFunc(byRemainder, func(i, j int) int {
		return cmp.Compare(int64(parts[j])*10_000%whole, int64(parts[i])*10_000%whole)
	})
	for _, i := range byRemainder[:left] {
		cut[i]++
	}
	return cut
}

func sum(parts []int) (whole int) {
	for _, n := range parts {
		whole += n
	}
	return whole
}

// Part is one part of a whole, as it is printed beside the others.
type Part struct {
	Name    Phrase
	N       int
	Percent string // see Percents
}

// Parts are parts that make up the people of whom the fact is known.
type Parts struct {
	Of      []Part
	Known   int
	Unknown int // how many more people there are
}

// partsOf are parts with their percentages; what they leave of the known is a part named
// rest.
func partsOf(of []Part, known, people int, rest Phrase) Parts {
	counts := make([]int, len(of))
	for i, p := range of {
		counts[i] = p.N
	}
	if left := known - sum(counts); left > 0 {
		of, counts = append(of, Part{Name: rest, N: left}), append(counts, left)
	}
	for i, percent := range Percents(counts...) {
		of[i].Percent = percent
	}
	return Parts{Of: of, Known: known, Unknown: people - known}
}

// Groups are the parts of a composition, group by group: the ages by the office's own bands,
// if it has any and the people are given, and the circles 界别 of those who have one.
func (e Election) Groups(c Composition, people []ElectedPerson) (all []Parts) {
	missing := c.Unknown()
	for _, group := range TraitGroups() {
		if group[0] == TraitTo35 && len(e.Bands) > 0 && len(people) > 0 {
			all = append(all, e.bandsOf(people))
			continue
		}
		of := make([]Part, len(group))
		for i, t := range group {
			of[i] = Part{Name: t.Name(), N: c.Part(t)}
		}
		all = append(all, partsOf(of, c.People-missing[group[0]], c.People, Phrase{}))
	}
	if circles := e.circlesOf(people); circles.Known > 0 {
		all = append(all, circles)
	}
	return all
}

// UnitLines says the composition of one unit's elected in words, as Composition.Lines does, with
// their ages by the office's own bands if it has any.
func (e Election) UnitLines(people []ElectedPerson) []Phrase {
	c := CompositionOf(people, e.PollingDay)
	if len(e.Bands) == 0 {
		return c.Lines()
	}
	var own []Phrase
	ages := e.bandsOf(people)
	for _, p := range ages.Of {
		if p.N > 0 {
			own = append(own, Say("%s %d", "%s: %d").With(p.Name, p.N))
		}
	}
	if ages.Unknown > 0 && ages.Known > 0 {
		own = append(own, notEntered(ages.Unknown))
	}
	return c.lines(joined(Say(" · ", " · "), own))
}

func (e Election) bandsOf(people []ElectedPerson) Parts {
	of, known := make([]Part, len(e.Bands)), 0
	for i, b := range e.Bands {
		of[i].Name = b.Name()
		of[i].N, known = InBand(people, b, e.PollingDay)
	}
	return partsOf(of, known, len(people), Say("其他年龄", "other ages"))
}

func (e Election) circlesOf(people []ElectedPerson) Parts {
	of, known := make([]Part, len(e.Circles)), 0
	for i, name := range e.Circles {
		of[i].Name = Say(name, name)
	}
	for _, p := range people {
		if p.Circle == "" {
			continue
		}
		known++
		if i := slices.Index(e.Circles, p.Circle); i >= 0 {
			of[i].N++
		}
	}
	return partsOf(of, known, len(people), Say("其他界别", "other circles"))
}

// Line says the parts that have anybody, with their percentages and of how many more
// nothing is known: 女 22（33.33%） · 男 44（66.67%）. It is zero if nothing is known.
func (p Parts) Line() Phrase {
	var parts []Phrase
	for _, of := range p.Of {
		if of.N > 0 {
			parts = append(parts, Say("%s %d（%s）", "%s: %d (%s)").With(of.Name, of.N, of.Percent))
		}
	}
	if p.Known > 0 && p.Unknown > 0 {
		parts = append(parts, notEntered(p.Unknown))
	}
	return joined(Say(" · ", " · "), parts)
}

func notEntered(n int) Phrase { return Say("未填 %d", "not entered: %d").With(n) }

// Rounded says which parts are printed with another percentage than each has by itself, and
// which that is; zero if none is.
func Rounded(all []Parts) Phrase {
	var moved []Phrase
	for _, p := range all {
		for _, of := range p.Of {
			if own := (Ratio{of.N, p.Known}).Percent(); own != of.Percent {
				moved = append(moved, Say("%s %s", "%s %s").With(of.Name, own))
			}
		}
	}
	if len(moved) == 0 {
		return Phrase{}
	}
	return Say("同类各项比例按最大余数取整，相加为100%%；单独四舍五入的：%s", "The parts of a group are rounded by largest remainder and make 100%%; by itself: %s").
		With(joined(Say("、", ", "), moved))
}
