package bot

import (
	"context"

	"huanjie/internal/document"
	"huanjie/internal/election"
)

// before are the units that are asked of as they were at the moment that they are
// compared with; nil if they are compared with nothing.
func (d *desk) before(ctx context.Context, q *inquiry) (map[election.UnitID]election.UnitState, error) {
	if q.Time.Than.IsZero() {
		return nil, nil
	}
	than, err := d.moment(q.Time.Than)
	if err != nil {
		return nil, err
	}
	probe := *q
	units, _, _ := d.meant(&probe)
	was := map[election.UnitID]election.UnitState{}
	states, err := d.statesOf(ctx, units, than, func(*scoped, []election.Unit) {})
	for _, s := range states {
		for _, u := range s.units {
			was[u.Unit.ID] = u
		}
	}
	return was, err
}

// changed sets the sum against the earlier one.
func (d *desk) changed(q inquiry, s scoped, m document.Measure, was map[election.UnitID]election.UnitState, a *document.Answer) {
	than, _ := d.moment(q.Time.Than)
	var old []election.UnitState
	for _, u := range s.units {
		old = append(old, was[u.Unit.ID])
	}
	a.Asked = wordsChange(m, than, a.Now)
	then, knew := document.Sum(m.Rows(s.Election, old))
	now, known := document.Sum(m.Rows(s.Election, s.units))
	switch {
	case known == 0:
		a.Lines = append(a.Lines, wordsNothingReported())
		return
	case knew == 0:
		a.Lines = append(a.Lines, wordsNothingThen(than, a.Now))
	}
	a.Lines = append(a.Lines, wordsGrown(m, then, now), wordsReporting(m, known, s.Election.Units(len(s.units))))
	d.partly(q, s, a)
}
