package store

import (
	"context"
	"slices"

	"huanjie/internal/election"
)

// KeepUnopened keeps that something was to be asked of people who had never opened
// the bot.
func (s *Store) KeepUnopened(ctx context.Context, people ...election.PersonID) error {
	if len(people) == 0 {
		return nil
	}
	ids := make([]any, len(people))
	for i, p := range people {
		ids[i] = string(p)
	}
	return wrap(s.c.SAdd(ctx, s.k.unopened(), ids...).Err(), "keep who has not opened the bot in town %s", s.town.ID)
}

// Unopened returns the people kept by KeepUnopened who still have not opened the bot
// and are in the roster, in its order: those with units in the area, or of the whole
// town all.
func (s *Store) Unopened(ctx context.Context, area election.Area) (left []election.PersonID, err error) {
	kept, err := s.c.SMembers(ctx, s.k.unopened()).Result()
	if err != nil || len(kept) == 0 {
		return nil, wrap(err, "read who has not opened the bot in town %s", s.town.ID)
	}
	people := slices.DeleteFunc(slices.Clone(s.town.People()), func(p election.PersonID) bool { return !slices.Contains(kept, string(p)) || !s.in(area, p) })
	users, err := s.Bound(ctx, people...)
	for i, p := range people {
		if err == nil && users[i] == 0 {
			left = append(left, p)
		}
	}
	return left, err
}

// in reports whether a person has units in an area.
func (s *Store) in(area election.Area, p election.PersonID) bool {
	return area == election.WholeTown || slices.ContainsFunc(s.town.Person(p).Units, func(id election.UnitID) bool {
		u, _ := s.town.Unit(id)
		return area.Holds(u.Area)
	})
}
