package bot

import (
	"cmp"
	"slices"

	"huanjie/internal/document"
	"huanjie/internal/election"
	"huanjie/internal/speech"
)

// areaSum is what the units of an area have of a measure together.
type areaSum struct {
	area  election.Area
	sum   document.Value
	known int // of how many units it is known
	all   int
}

// areaSums are the sums of the areas that are compared, in the order that is asked for.
func (d *desk) areaSums(q inquiry, s scoped, m document.Measure) (all []areaSum) {
	for _, area := range d.areasOf(q, s) {
		mine := within(area, s.units)
		sum, known := document.Sum(m.Rows(s.Election, mine))
		all = append(all, areaSum{area, sum, known, len(mine)})
	}
	if q.Filter.By == speech.All && q.Form != speech.AsRanking && !q.Ranks && len(all) != 2 {
		return all
	}
	slices.SortStableFunc(all, func(x, y areaSum) int {
		if q.Filter.By == speech.Lowest || q.Rising {
			return m.Compare(x.sum, y.sum)
		}
		return m.Compare(y.sum, x.sum)
	})
	return all
}

// byArea compares the areas: those that are named, or those right below.
func (d *desk) byArea(q inquiry, s scoped, m document.Measure, a *document.Answer) {
	a.Asked = wordsByArea(m)
	all := d.areaSums(q, s, m)
	for _, x := range all {
		line := say("· %s　%s", "· %s: %s").With(d.areaName(x.area), m.Say(x.sum))
		if !m.Unknown.IsZero() {
			line = say("%s（%s）", "%s (%s)").With(line, wordsReporting(m, x.known, s.Election.Units(x.all)))
		}
		if leaders := d.leadersIn(x.area); q.Leaders && len(leaders) > 0 {
			line = say("%s，包片领导 %s", "%s, led by %s").With(line, document.Joined(leaders))
		}
		a.Lines = append(a.Lines, line)
	}
	if q.Scope.Town && s.inArea && s.area == election.WholeTown { // 东片跟全镇比
		sum, known := document.Sum(m.Rows(s.Election, s.units))
		a.Lines = append(a.Lines, say("%s　%s（%s）", "%s: %s (%s)").With(d.wholeTown(), m.Say(sum), wordsReporting(m, known, s.Election.Units(len(s.units)))))
	}
	if len(all) == 1 && q.Ranks {
		a.Also = append(a.Also, wordsNoPlace())
	}
	if last := len(all) - 1; (last == 1 || last > 1 && q.Filter.By == speech.Extremes) && all[0].known > 0 && all[last].known > 0 {
		a.Lines = append(a.Lines, wordsApart(m, d.areaName(all[0].area).In(d.lang), all[0].sum, all[last].sum))
	}
}

// ofEachArea names the first or last units of each area: one, if nobody says how many.
func (d *desk) ofEachArea(q inquiry, s scoped, m document.Measure, a *document.Answer) {
	n := cmp.Or(q.Filter.N, 1)
	a.Asked = say("%s · 按片", "%s · by area").With(wordsFew(m, q.Filter.By, n, s.Election))
	unknown := 0
	for _, area := range d.areasOf(q, s) {
		known, not := m.Sorted(m.Rows(s.Election, within(area, s.units)), q.Filter.By == speech.Highest)
		unknown += len(not)
		if len(known) == 0 {
			a.Units = append(a.Units, say("· %s：%s", "· %s: %s").With(d.areaName(area), noneOf(m)))
			continue
		}
		last := known[min(n, len(known))-1]
		for i, r := range known {
			if i < n || m.Compare(r.Value, last.Value) == 0 { // as low as the last
				a.Units = append(a.Units, say("%s（%s）", "%s (%s)").With(m.Line(r, 0), d.areaName(area)))
			}
		}
	}
	if unknown > 0 && !m.Unknown.IsZero() {
		a.Also = append(a.Also, wordsAlsoUnknown(s.Election.Units(unknown), m.Unknown))
	}
}

// leadersIn are who leads an area.
func (d *desk) leadersIn(area election.Area) (all []string) {
	for _, u := range d.store.Town().Units {
		for _, p := range u.Leaders {
			if area.Holds(u.Area) && !slices.Contains(all, string(p)) {
				all = append(all, string(p))
			}
		}
	}
	return all
}

// areasOf are the areas that are compared: those that are named, those right below
// what is asked of, or else the one.
func (d *desk) areasOf(q inquiry, s scoped) []election.Area {
	if len(q.Scope.Areas) > 1 {
		return slices.DeleteFunc(slices.Clone(q.Scope.Areas), func(a election.Area) bool { return !d.person.MayRead(a) }) // what is not to be seen is said
	}
	var all []election.Area
	for _, area := range d.store.Town().Areas(s.ID) {
		if s.inArea && len(area.Above()) == len(s.area.Above())+1 && s.area.Holds(area) {
			all = append(all, area)
		}
	}
	if len(all) > 0 {
		return all
	}
	for _, u := range s.units {
		if !slices.Contains(all, u.Unit.Area) {
			all = append(all, u.Unit.Area)
		}
	}
	return all
}
