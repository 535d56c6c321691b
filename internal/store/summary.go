package store

import (
	"context"
	"fmt"
	"time"

	"huanjie/internal/election"
)

// shownMost is how many units a summary names under one heading; warnedMost of
// those with odd figures, of which it names the ones that are new.
const (
	shownMost  = 12
	warnedMost = 60
)

// Summary reads what a digest says of an area, in two round trips. It reads
// only sums and indices, so its cost grows with areas and stages, not with
// units.
func (s *Store) Summary(ctx context.Context, e election.Election, a election.Area, now time.Time) (election.Summary, error) {
	below, late := a.Below(s.town.Areas(e.ID)), e.Overdue(s.town.Today(now))
	pipe := s.c.TxPipeline() // at one moment: View asks whether the sums have counts that nobody confirmed
	figures := s.askFigures(ctx, pipe, e.ID, append([]election.Area{a}, below...))
	head := pipe.HMGet(ctx, s.k.head(), "n", "hash")
	amiss := pipe.HMGet(ctx, s.k.amiss(), "kind", "since")
	shown := shownLists(e, s.town.Today(now))
	lists := make([]places, len(shown))
	for i, l := range shown {
		most := shownMost
		if l == election.ListWarned {
			most = warnedMost
		}
		lists[i] = askPlaces(ctx, pipe, s.k.list(l, e.ID, a), most)
	}
	owing := make([]places, len(late))
	for i, due := range late {
		owing[i] = askPlaces(ctx, pipe, s.k.owing(e.ID, due.Stage.ID, a), shownMost)
	}
	if _, err := pipe.Exec(ctx); err != nil {
		return election.Summary{}, fmt.Errorf("read summary of area %q of town %s: %w", a, s.town.ID, err)
	}
	sum := election.Summary{Town: s.town.Name, Whole: s.town.Whole, Election: e, Area: a, AsOf: now.In(s.town.Location), Roll: s.town.RollOf(e.ID, a),
		Head: readHead(head.Val()), Amiss: s.readAmiss(amiss.Val())}
	for i, b := range append([]election.Area{a}, below...) {
		f, err := figures[i].read()
		if err != nil {
			return election.Summary{}, err
		}
		if i == 0 {
			sum.Figures = f
			continue
		}
		sum.Parts = append(sum.Parts, election.AreaFigures{Area: b, Roll: s.town.RollOf(e.ID, b), Figures: f})
	}
	for i, due := range late {
		if count, units := owing[i].read(); count > 0 {
			sum.Late = append(sum.Late, election.LateStage{Stage: due.Stage, Days: -due.Days, Count: count, Units: s.units(units)})
		}
	}
	return sum, s.addStates(ctx, &sum, shown, lists)
}

// units returns units of the roster.
func (s *Store) units(ids []election.UnitID) []election.Unit {
	var all []election.Unit
	for _, id := range ids {
		if u, ok := s.town.Unit(id); ok {
			all = append(all, u)
		}
	}
	return all
}

// shownLists returns the lists whose first units a summary of that day names.
// Silent units are named only from polling day on; before, all are silent.
func shownLists(e election.Election, today election.Date) []election.List {
	shown := []election.List{election.ListTroubled, election.ListOpen, election.ListUnconfirmed, election.ListSheetless, election.ListWarned, election.ListFillIn, election.ListFurther}
	if !today.Before(e.PollingDay) {
		shown = append(shown, election.ListSilent)
	}
	return shown
}

// addStates reads the units that a summary names: the first few of each list
// and of the key villages.
func (s *Store) addStates(ctx context.Context, sum *election.Summary, shown []election.List, lists []places) error {
	ids, named := sum.Roll.Key[:min(len(sum.Roll.Key), shownMost)], make([][]election.UnitID, len(lists))
	keys := ids
	sum.Lists, sum.Records = map[election.List]election.ListedUnits{}, s.town.Records
	for i, l := range lists {
		count, first := l.read()
		sum.Lists[shown[i]] = election.ListedUnits{Count: count}
		named[i], ids = first, append(ids[:len(ids):len(ids)], first...)
	}
	states, err := s.States(ctx, ids)
	if err != nil {
		return err
	}
	known := map[election.UnitID]election.UnitState{}
	for _, u := range states {
		known[u.Unit.ID] = u
	}
	find := func(ids []election.UnitID) (found []election.UnitState) {
		for _, id := range ids {
			if u, ok := known[id]; ok {
				found = append(found, u)
			}
		}
		return found
	}
	sum.Key = find(keys)
	for i, l := range shown {
		sum.Lists[l] = election.ListedUnits{Count: sum.Lists[l].Count, First: find(named[i])}
	}
	return nil
}

// States returns units with their progress.
func (s *Store) States(ctx context.Context, ids []election.UnitID) ([]election.UnitState, error) {
	records, err := s.Progress(ctx, ids...)
	if err != nil {
		return nil, err
	}
	states := make([]election.UnitState, 0, len(ids))
	for i, id := range ids {
		if u, ok := s.town.Unit(id); ok {
			states = append(states, election.UnitState{Unit: u, Progress: records[i]})
		}
	}
	return states, nil
}
