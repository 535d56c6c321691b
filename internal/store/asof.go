package store

import (
	"context"
	"fmt"
	"time"

	"github.com/redis/go-redis/v9"

	"huanjie/internal/election"
)

// Past is a town at a past moment, by the reports until then, with today's
// roster, as a reader may know it today.
type Past struct {
	store *Store
	view  View
	at    time.Time // in the town's location
	head  election.Head
	all   folded
	now   map[election.UnitID]election.Progress // how the units are today
	left  []election.Unit                       // left out of sums and lists, in the roster's order
	sums  sums
}

// AsOf folds the journal up to a moment, without some units.
func (s *Store) AsOf(ctx context.Context, at time.Time, without []election.UnitID) (*Past, error) {
	p, err := s.asOf(ctx, at)
	if err != nil {
		return nil, err
	}
	p.leaveOut(without)
	return p, nil
}

// asOf reads the whole journal, at some 10 µs for each report.
func (s *Store) asOf(ctx context.Context, at time.Time) (*Past, error) {
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
	return p, nil
}

// addUp adds up what the reader may know of.
func (p *Past) addUp() {
	var hidden []election.UnitID
	for _, u := range p.store.town.Units {
		if len(p.state(u).Hidden) > 0 {
			hidden = append(hidden, u.ID)
		}
	}
	p.leaveOut(hidden)
}

// leaveOut adds up all but some units.
func (p *Past) leaveOut(without []election.UnitID) {
	p.left = p.store.units(without)
	p.sums = p.store.sums(p.all.progress, without...)
}

// state is a unit as it was, as the reader may know it.
func (p *Past) state(u election.Unit) election.UnitState {
	s := election.UnitState{Unit: u, Progress: p.all.progress[u.ID]}
	if p.now == nil {
		return s
	}
	return s.Then(p.now[u.ID], p.view.who, p.view.user)
}

// Empty reports whether nothing had been reported by then.
func (p *Past) Empty() bool { return p.head.Entries == 0 }

// Summary returns what a digest would have said of an area then.
func (p *Past) Summary(e election.Election, a election.Area) election.Summary {
	s := p.store
	sum := election.Summary{Town: s.town.Name, Whole: s.town.Whole, Election: e, Area: a, AsOf: p.at, Roll: p.roll(e, a), Head: p.head,
		Figures: p.figures(e, a), Lists: map[election.List]election.ListedUnits{}, Records: s.town.Records}
	for _, b := range a.Below(s.town.Areas(e.ID)) {
		if roll := p.roll(e, b); roll.Units > 0 {
			sum.Parts = append(sum.Parts, election.AreaFigures{Area: b, Roll: roll, Figures: p.figures(e, b)})
		}
	}
	for _, u := range p.left {
		if u.Election == e.ID && a.Holds(u.Area) {
			sum.Without = append(sum.Without, u)
		}
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

// roll returns what the roster says of an area, without the units left out.
func (p *Past) roll(e election.Election, a election.Area) election.Roll {
	return p.store.town.RollOf(e.ID, a).Without(e.ID, a, p.left)
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
			states = append(states, p.state(u))
		}
	}
	return states
}
