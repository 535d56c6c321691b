package bot

import (
	"slices"

	"huanjie/internal/document"
	"huanjie/internal/election"
	"huanjie/internal/speech"
)

// group is some units together: one unit, those of an area, or those of a person.
type group struct {
	name  election.Phrase
	area  election.Area
	units []election.UnitState
}

// value is what the units of a group have of a measure together.
func (g group) value(m document.Measure, e election.Election) document.Value {
	if len(g.units) == 1 {
		return m.Of(e, g.units[0])
	}
	sum, _ := document.Sum(m.Rows(e, g.units))
	return sum
}

// units are the units of a scope, each by itself.
func (d *desk) units(s scoped) (all []group) {
	for _, u := range s.units {
		all = append(all, group{name: say("%s", "%s").With(u.Unit.Name), units: []election.UnitState{u}})
	}
	return all
}

// areaGroups are the areas that are compared.
func (d *desk) areaGroups(q inquiry, s scoped) (all []group) {
	for _, area := range d.areasOf(q, s) {
		all = append(all, group{name: d.areaName(area), area: area, units: within(area, s.units)})
	}
	return all
}

// personGroups are the officers of the units of a scope, each with their units.
func personGroups(s scoped) (all []group) {
	for _, u := range s.units {
		for _, p := range u.Unit.Officers {
			i := slices.IndexFunc(all, func(g group) bool { return g.name.In(election.Chinese) == p.Name().In(election.Chinese) })
			if i < 0 {
				i, all = len(all), append(all, group{name: p.Name()})
			}
			all[i].units = append(all[i].units, u)
		}
	}
	return all
}

// together takes the units of a scope together by area or by officer, where a question asks which of
// those pass a filter: a row for each, called so.
func (d *desk) together(q inquiry, s scoped, m document.Measure, rows []document.Row) (scoped, []document.Row) {
	var groups []group
	switch q.Filter.By {
	case speech.NotReported, speech.IsReported, speech.NotVoted, speech.ShortOf:
		return s, rows
	}
	switch placed := q.Filter.Placed(); {
	case q.Scope.EachPerson:
		groups, s.Noun = personGroups(s), election.Noun{Chinese: "联络员", One: "officer", Several: "officers"}
	case q.Scope.EachArea && q.Filter.By != speech.All && !placed:
		groups, s.Noun = d.areaGroups(q, s), election.Noun{Chinese: "片", One: "area", Several: "areas"}
	default:
		return s, rows
	}
	rows = nil
	for _, g := range groups {
		r := document.Row{Unit: election.Unit{Name: g.name.In(d.lang)}, Value: g.value(m, s.Election)}
		if _, known := document.Sum(m.Rows(s.Election, g.units)); known < len(g.units) && known > 0 {
			r.Note = say("已知 %d/%d 个", "%d of %d known").With(known, len(g.units))
		}
		rows = append(rows, r)
	}
	return s, rows
}
