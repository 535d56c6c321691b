package store

import (
	"context"
	"time"

	"huanjie/internal/election"
)

// shownMost is how many units a summary names under one heading.
const shownMost = 12

// Summary reads what a digest says of an area. It reads sums and indices only,
// so its cost grows with the areas and the stages, not with the units.
func (s *Store) Summary(ctx context.Context, e election.Election, a election.Area, now time.Time) (election.Summary, error) {
	below := a.Below(s.town.Areas(e.ID))
	figures, err := s.Figures(ctx, e.ID, append([]election.Area{a}, below...)...)
	if err != nil {
		return election.Summary{}, err
	}
	sum := election.Summary{Town: s.town.Name, Election: e, Area: a, AsOf: now.In(s.town.Location),
		Roll: s.town.RollOf(e.ID, a), Figures: figures[0]}
	for i, b := range below {
		sum.Parts = append(sum.Parts, election.AreaFigures{Area: b, Roll: s.town.RollOf(e.ID, b), Figures: figures[i+1]})
	}
	if err := s.addLate(ctx, &sum, s.town.Today(now)); err != nil {
		return election.Summary{}, err
	}
	var troubled []election.UnitID
	if sum.Troubles, troubled, err = s.Troubled(ctx, e.ID, a, shownMost); err != nil {
		return election.Summary{}, err
	}
	if sum.Troubled, err = s.States(ctx, troubled); err != nil {
		return election.Summary{}, err
	}
	sum.Key, err = s.States(ctx, sum.Roll.Key)
	return sum, err
}

func (s *Store) addLate(ctx context.Context, sum *election.Summary, today election.Date) error {
	for _, due := range sum.Election.Overdue(today) {
		count, ids, err := s.Owing(ctx, sum.Election.ID, due.Stage.ID, sum.Area, shownMost)
		if err != nil {
			return err
		}
		if count == 0 {
			continue
		}
		late := election.LateStage{Stage: due.Stage, Days: -due.Days, Count: count}
		for _, id := range ids {
			if u, ok := s.town.Unit(id); ok {
				late.Units = append(late.Units, u)
			}
		}
		sum.Late = append(sum.Late, late)
	}
	return nil
}

// States reads units with their progress.
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
