package store

import (
	"context"
	"slices"
	"time"

	"huanjie/internal/election"
)

// View reads a town as one person may know it now. It is the only way to figures
// that people read: a unit by itself is as election.UnitState.For has it; sums and
// lists leave out units with a count that is hidden from the reader, and say so.
type View struct {
	store *Store
	who   election.Person
	user  int64
}

// View is the town as a person, with their Telegram account or 0, may know it.
func (s *Store) View(who election.Person, user int64) View { return View{s, who, user} }

// States returns units with their progress.
func (v View) States(ctx context.Context, ids []election.UnitID) ([]election.UnitState, error) {
	states, err := v.store.States(ctx, ids)
	for i := range states {
		states[i] = states[i].For(v.who, v.user)
	}
	return states, err
}

// Summary reads what a digest says of an area. If some of its counts are hidden
// from the reader, it reads all units at one moment and adds them up without
// these.
func (v View) Summary(ctx context.Context, e election.Election, a election.Area, now time.Time) (election.Summary, error) {
	sum, err := v.store.Summary(ctx, e, a, now)
	if err != nil || sum.Lists[election.ListUnconfirmed].Count == 0 || !v.who.MayCount() {
		return sum, err
	}
	p := &Past{store: v.store, view: v, at: now.In(v.store.town.Location), head: sum.Head}
	if p.now, err = v.store.all(ctx); err != nil {
		return sum, err
	}
	p.all.progress = p.now
	p.addUp()
	some := p.Summary(e, a)
	some.Amiss = sum.Amiss
	return some, nil
}

// all returns the progress of all units at one moment.
func (s *Store) all(ctx context.Context) (map[election.UnitID]election.Progress, error) {
	units := s.town.All()
	ids := make([]election.UnitID, len(units))
	for i, u := range units {
		ids[i] = u.ID
	}
	records, err := s.Progress(ctx, ids...)
	if err != nil {
		return nil, err
	}
	all := make(map[election.UnitID]election.Progress, len(ids))
	for i, id := range ids {
		all[id] = records[i]
	}
	return all, nil
}

// Withheld returns the units with a count that is hidden from the reader now.
func (v View) Withheld(ctx context.Context) (units []election.Unit, err error) {
	if !v.who.MayCount() {
		return nil, nil
	}
	for _, e := range v.store.town.Elections {
		_, ids, err := v.store.List(ctx, election.ListUnconfirmed, e.ID, election.WholeTown, -1)
		if err != nil {
			return nil, err
		}
		states, err := v.States(ctx, ids)
		if err != nil {
			return nil, err
		}
		for _, u := range states {
			if len(u.Hidden) > 0 {
				units = append(units, u.Unit)
			}
		}
	}
	return units, nil
}

// AsOf folds the journal up to a moment, as the reader may know it now.
func (v View) AsOf(ctx context.Context, at time.Time) (*Past, error) {
	p, err := v.store.asOf(ctx, at)
	if err != nil {
		return nil, err
	}
	p.view = v
	if p.now, err = v.store.all(ctx); err != nil {
		return nil, err
	}
	p.addUp()
	return p, nil
}

// Worst returns all units of an area, those first that need attention, by what the
// reader may know of them.
func (v View) Worst(ctx context.Context, e election.Election, a election.Area, now time.Time) ([]Standing, error) {
	all, err := v.store.worst(ctx, e, a, now)
	if err != nil || !v.who.MayCount() {
		return sorted(all), err
	}
	var ids []election.UnitID
	for _, w := range all {
		if w.unconfirmed {
			ids = append(ids, w.Unit.ID)
		}
	}
	states, err := v.States(ctx, ids)
	for _, u := range states {
		if len(u.Hidden) == 0 {
			continue
		}
		i := slices.IndexFunc(all, func(w Standing) bool { return w.Unit.ID == u.Unit.ID })
		in := e.Lists(u.Progress)
		all[i].Further, all[i].Late = slices.Contains(in, election.ListFurther), 0
		for _, due := range e.Overdue(v.store.town.Today(now)) {
			if e.Awaits(u.Progress, due.Stage.ID) {
				all[i].Late++
			}
		}
	}
	return sorted(all), err
}
