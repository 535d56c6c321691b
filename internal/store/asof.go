package store

import (
	"context"
	"fmt"
	"time"

	"github.com/redis/go-redis/v9"

	"huanjie/internal/election"
)

// Past is a town at a past moment, by the reports until then, with today's
// roster.
type Past struct {
	store *Store
	at    time.Time // in the town's location
	head  election.Head
	all   folded
	sums  sums
}

// AsOf folds the journal up to a moment. It reads the whole journal, at some
// 10 µs for each report.
func (s *Store) AsOf(ctx context.Context, at time.Time) (*Past, error) {
	p := &Past{store: s, at: at.In(s.town.Location), all: newFolded()}
	var head election.Head
	err := s.entries(ctx, s.c, func(m redis.XMessage, r election.Report, err error) error {
		head = follow(head, sumOf(value(m, "report")))
		if isLost(err) {
			return err
		}
		if err == nil && !r.At.After(at) { // unreadable ones are left out, as today
			p.all.add(s.town, r)
			p.head = head
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read town %s as of %v: %w", s.town.ID, at, err)
	}
	p.sums = s.sums(p.all.progress)
	return p, nil
}

// Empty reports whether nothing had been reported by then.
func (p *Past) Empty() bool { return p.head.Entries == 0 }

// Summary returns what a digest would have said of an area then.
func (p *Past) Summary(e election.Election, a election.Area) election.Summary {
	s := p.store
	sum := election.Summary{Town: s.town.Name, Election: e, Area: a, AsOf: p.at, Roll: s.town.RollOf(e.ID, a), Head: p.head,
		Figures: p.figures(e, a), Lists: map[election.List]election.ListedUnits{}, Records: s.town.Records}
	for _, b := range a.Below(s.town.Areas(e.ID)) {
		sum.Parts = append(sum.Parts, election.AreaFigures{Area: b, Roll: s.town.RollOf(e.ID, b), Figures: p.figures(e, b)})
	}
	for _, due := range e.Overdue(election.DateOf(p.at)) {
		if count, first := p.places(s.k.owing(e.ID, due.Stage.ID, a)); count > 0 {
			sum.Late = append(sum.Late, election.LateStage{Stage: due.Stage, Days: -due.Days, Count: count, Units: s.units(first)})
		}
	}
	for _, l := range shownLists(e, election.DateOf(p.at)) {
		count, first := p.places(s.k.list(l, e.ID, a))
		sum.Lists[l] = election.ListedUnits{Count: count, First: p.States(first)}
	}
	sum.Key = p.States(sum.Roll.Key[:min(len(sum.Roll.Key), shownMost)])
	return sum
}

// figures returns the sums of an area; it is never nil.
func (p *Past) figures(e election.Election, a election.Area) election.Figures {
	if f := p.sums.figures[p.store.k.figures(e.ID, a)]; f != nil {
		return f
	}
	return election.Figures{}
}

// places reads an index: how many units are in it, and the first few.
func (p *Past) places(key string) (count int, first []election.UnitID) {
	all := p.sums.places[key]
	for _, z := range all[:min(len(all), shownMost)] {
		first = append(first, election.UnitID(z.Member.(string)))
	}
	return len(all), first
}

// States returns units with their progress then.
func (p *Past) States(ids []election.UnitID) []election.UnitState {
	var states []election.UnitState
	for _, id := range ids {
		if u, ok := p.store.town.Unit(id); ok {
			states = append(states, election.UnitState{Unit: u, Progress: p.all.progress[id]})
		}
	}
	return states
}
