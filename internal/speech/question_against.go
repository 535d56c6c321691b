package speech

import "strings"

// against reads that something is set against the whole town: 东河比全镇低多少, 西片垫底的那个村和全镇差几个点. With
// a word of which units are meant, 比全镇平均还低的村, the figure of the town is a limit. An area alone is
// set beside the others as well.
func (a *query) against(f *Frame) {
	i := a.townCompared()
	if i < 0 {
		return
	}
	after := a.text[a.atoms[i].to:]
	low, high := says(after, "低|差|少|慢|落后|不如|below|lower|worse"), says(after, "高|多|好|快|强|above|higher|better")
	asked := says(after, "多少|几个点|几个百分点|多大|怎么样|咋样|怎样|差距|差几|差多|高还是低|是高是低|高吗|低吗|高不高|低不低|how much|how far") || f.Scope.oneNamed() && !says(after, "的村|的片|哪")
	switch {
	case f.Scope.oneArea() && !a.has("lowest/highest/first/last/units/whose/average"): // with the other areas
	case asked:
		f.Versus = true
		a.passComparison(i)
	case low || high:
		f.OfTown = true
		a.limitOfTown(low)
	}
	a.is("versus", f.Versus || f.OfTown)
}

// passComparison makes the words say nothing else with which something is set against the town that an
// atom names: 离全镇平均差多少.
func (a *query) passComparison(town int) {
	for _, sense := range [...]string{"town", "average", "compares", "not", "below", "above", "short", "either", "changes"} {
		a.takes(sense)
		if sense != "compares" {
			a.said[sense] = 0
		}
	}
	for j := max(0, town-1); j < len(a.atoms); j++ {
		if at := a.atoms[j]; at.does("daysLeft") || at.does("not") || at.does("town") || at.does("average") {
			a.said["daysLeft"] = 0
			a.atoms[j].questionWord = questionWord{senses: "passes"}
		}
	}
}

// limitOfTown makes what is set against the town a limit: 比全镇平均还低的村.
func (a *query) limitOfTown(low bool) {
	a.takes("town")
	a.is("average", a.has("-average"))
	a.is("below", low && a.has("-below"))
	a.is("above", !low && a.has("-above"))
	a.takes("compares/not/lowest/highest")
	for _, sense := range [...]string{"town", "compares", "not", "lowest", "highest"} {
		a.said[sense] = 0
	}
}

// townCompared is the atom of the whole town that something is set against; -1 if there is none.
func (a *query) townCompared() int {
	for i, at := range a.atoms {
		if !at.does("town") {
			continue
		}
		before, after := strings.TrimRight(a.text[:at.from], " "), a.text[at.to:]
		switch {
		case endsAny(before, "比", "比起", "对比", "相比", "低于", "高于", "少于", "较", "than"):
			return i
		case endsAny(before, "跟", "和", "与", "同", "离", "距", "with", "from") && says(after, "比|差|高|低|相距"):
			return i
		}
	}
	return -1
}

// oneNamed reports whether one unit or area is named.
func (s Scope) oneNamed() bool { return len(s.Units)+len(s.Areas) == 1 }

// oneArea reports whether one area is named and no unit.
func (s Scope) oneArea() bool { return len(s.Areas) == 1 && len(s.Units) == 0 }
