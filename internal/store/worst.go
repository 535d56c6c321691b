package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"huanjie/internal/election"
)

// Standing is how a unit stands according to the indices, without its record.
type Standing struct {
	Unit     election.Unit
	Troubled bool
	Open     bool // a case that is not closed
	Further  bool // a round that a count made necessary
	Late     int  // stages past their day

	unconfirmed bool // a count that is not confirmed
}

// bad returns how urgently a unit needs attention.
func (w Standing) bad() int {
	n := 10 * w.Late
	if w.Troubled {
		n += 2000
	}
	if w.Further {
		n += 1000
	}
	if w.Open {
		n++
	}
	return n
}

// worst returns how the units of an area stand, in the roster's order. It takes
// one round trip.
func (s *Store) worst(ctx context.Context, e election.Election, a election.Area, now time.Time) ([]Standing, error) {
	pipe, late := s.c.Pipeline(), e.Overdue(s.town.Today(now))
	all := func(l election.List) places { return askPlaces(ctx, pipe, s.k.list(l, e.ID, a), -1) }
	troubled, open, further, unconfirmed := all(election.ListTroubled), all(election.ListOpen), all(election.ListFurther), all(election.ListUnconfirmed)
	owing := make([]places, len(late))
	for i, due := range late {
		owing[i] = askPlaces(ctx, pipe, s.k.owing(e.ID, due.Stage.ID, a), -1)
	}
	if _, err := pipe.Exec(ctx); err != nil {
		return nil, fmt.Errorf("read how the units of area %q of town %s stand: %w", a, s.town.ID, err)
	}
	found := map[election.UnitID]Standing{}
	note := func(p places, how func(*Standing)) {
		_, ids := p.read()
		for _, id := range ids {
			w := found[id]
			how(&w)
			found[id] = w
		}
	}
	note(troubled, func(w *Standing) { w.Troubled = true })
	note(open, func(w *Standing) { w.Open = true })
	note(further, func(w *Standing) { w.Further = true })
	note(unconfirmed, func(w *Standing) { w.unconfirmed = true })
	for _, o := range owing {
		note(o, func(w *Standing) { w.Late++ })
	}
	var units []Standing
	for _, u := range s.town.Units {
		if u.Election == e.ID && a.Holds(u.Area) {
			w := found[u.ID]
			w.Unit = u
			units = append(units, w)
		}
	}
	return units, nil
}

// sorted puts first the units in difficulty, then those that must vote again, then
// late ones (by number of late stages), then those with an open case. Otherwise
// they keep their order.
func sorted(units []Standing) []Standing {
	slices.SortStableFunc(units, func(x, y Standing) int { return cmp.Compare(y.bad(), x.bad()) })
	return units
}
