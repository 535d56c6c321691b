package bot

import (
	"cmp"
	"context"

	"huanjie/internal/document"
	"huanjie/internal/election"
	"huanjie/internal/speech"
)

// townSum is what all units of an election have of a measure together.
type townSum struct {
	of     election.Phrase // what they are called together
	sum    document.Value
	known  int
	all    int  // how many units there are
	hidden bool // it is not of the town, which the asker may not see
}

// line says it.
func (t townSum) line(e election.Election, m document.Measure) election.Phrase {
	return say("%s　%s（%s）", "%s: %s (%s)").With(t.of, m.Say(t.sum), wordsReporting(m, t.known, e.Units(t.all)))
}

// ofTown is what the whole town has of a measure, election by election. Of whoever may not see the town
// it is what they may see, and that is said.
func (d *desk) ofTown(ctx context.Context, q *inquiry, of func(scoped) document.Measure) (map[election.ElectionID]townSum, error) {
	every := *q
	every.Scope, every.also = speech.Scope{Town: true}, nil
	scopes, err := d.scopes(ctx, &every)
	if err != nil {
		return nil, err
	}
	q.also = append(q.also, lacking(q.also, every.also)...)
	all := map[election.ElectionID]townSum{}
	for _, s := range scopes {
		sum, known := document.Sum(of(s).Rows(s.Election, s.units))
		all[s.Election.ID] = townSum{s.of, sum, known, len(s.units), len(every.also) > 0}
	}
	return all, nil
}

// against says by how much what is asked of is above or below the whole town: 东河比全镇低多少. Of a number
// that is no share it is the town's mean of a unit.
func (d *desk) against(q inquiry, s scoped, m document.Measure, rows []document.Row, town townSum, a *document.Answer) {
	if town.known == 0 || town.hidden {
		return
	}
	a.Lines = append(a.Lines, town.line(s.Election, m))
	mean := (town.sum.Part + town.known/2) / town.known
	if !m.Rate {
		a.Lines = append(a.Lines, say("平均每个%s %s", "on the average of the %s: %s").With(s.Election.UnitNoun(), m.Noun(mean)))
	}
	for _, x := range d.setAgainst(q, s, m, rows) {
		c, by := m.Compare(x.sum, town.sum), say("%[1]s 个百分点", "%[1]s points").With(points(x.sum, town.sum))
		if !m.Rate {
			c, by = x.sum.Part-mean, m.Noun(max(x.sum.Part-mean, mean-x.sum.Part))
		}
		line := say("%s比%s低 %s", "%s is below the %s by %s")
		switch {
		case c == 0:
			a.Lines = append(a.Lines, say("%s跟%s一样", "%s is as the %s").With(x.name, town.of))
			continue
		case c > 0:
			line = say("%s比%s高 %s", "%s is above the %s by %s")
		}
		a.Lines = append(a.Lines, line.With(x.name, town.of, by))
	}
}

// apart is what is set against the whole town.
type apart struct {
	name election.Phrase
	sum  document.Value
}

// setAgainst are the units that an answer names, the areas that it compares, or all that it adds up.
func (d *desk) setAgainst(q inquiry, s scoped, m document.Measure, rows []document.Row) (all []apart) {
	placed := q.Filter.Placed()
	switch {
	case q.Form == speech.AsCompare && len(q.Scope.Units) == 0:
		for _, x := range d.areaSums(q, s, m) {
			if x.known > 0 {
				all = append(all, apart{d.areaName(x.area), x.sum})
			}
		}
	case placed, q.Form == speech.AsList, len(q.Scope.Units) > 1:
		known, _ := m.Sorted(rows, q.Filter.By != speech.Lowest)
		if placed {
			known = known[:min(cmp.Or(q.Filter.N, lowestMost), len(known))]
		}
		for _, r := range known {
			all = append(all, apart{say("%[1]s", "%[1]s").With(r.Unit.Name), r.Value})
		}
	default:
		if sum, known := document.Sum(rows); known > 0 {
			all = append(all, apart{s.of, sum})
		}
	}
	return all
}
