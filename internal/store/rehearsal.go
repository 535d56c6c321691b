package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/redis/go-redis/v9"

	"huanjie/internal/election"
)

// Rehearsal 演练 is one that a town holds now. What it keeps stands under the keys of
// election.TownID.Rehearsal, and of nobody else.
type Rehearsal struct {
	Since time.Time         `json:"since"`
	By    election.PersonID `json:"by"`
}

// Rehearsal returns the rehearsal that the town holds; ok is false if it holds none.
func (s *Store) Rehearsal(ctx context.Context) (r Rehearsal, ok bool, err error) {
	raw, err := s.c.Get(ctx, s.k.rehearsal()).Result()
	if errors.Is(err, redis.Nil) {
		return r, false, nil
	}
	if err == nil {
		err = json.Unmarshal([]byte(raw), &r)
	}
	return r, err == nil, wrap(err, "ask whether town %s rehearses", s.town.ID)
}

// Rehearse begins a rehearsal. It does nothing if one is held already.
func (s *Store) Rehearse(ctx context.Context, r Rehearsal) error {
	raw, err := json.Marshal(r)
	if err == nil {
		err = s.c.SetNX(ctx, s.k.rehearsal(), raw, 0).Err()
	}
	return wrap(err, "begin a rehearsal of town %s", s.town.ID)
}

// Join lets a person of the town take part in its rehearsal, whose store is given: what
// they say is a rehearsal's until they leave.
func (s *Store) Join(ctx context.Context, rehearsal *Store, user int64) error {
	own, err := s.Session(ctx, user)
	if err != nil {
		return err
	}
	ses, err := rehearsal.Session(ctx, user)
	if err != nil {
		return err
	}
	if own.Binding.Person != "" && ses.Binding != own.Binding {
		c := Commit{Session: &ses, State: ses.Talk, Binding: &own.Binding}
		if err := rehearsal.Commit(ctx, c); err != nil {
			return err
		}
	}
	return rehearsal.Settle(ctx, user)
}

// EndRehearsal ends the town's rehearsal and deletes all that was kept of it. It may be
// called again: what was written in between goes then.
func (s *Store) EndRehearsal(ctx context.Context) error {
	of := Open(s.c, &election.Town{ID: s.town.ID.Rehearsal(), Location: s.town.Location})
	return wrap(errors.Join(
		of.homesTo(ctx, s.town.ID),
		s.c.Del(ctx, s.k.rehearsal()).Err(),
		of.clearDead(ctx, false),
		of.sweep(ctx, s.c, nil),
		of.unring(ctx),
	), "end the rehearsal of town %s", s.town.ID)
}

// Remains reports whether something is kept of a rehearsal.
func (s *Store) Remains(ctx context.Context) (bool, error) {
	k := keysOf(s.town.ID.Rehearsal())
	n, err := s.c.Exists(ctx, k.enrolled(), k.said(), k.ready(), k.sent()).Result()
	return n > 0, wrap(err, "look for the rehearsal of town %s", s.town.ID)
}

// homesTo makes another town the home of those whose home is this one.
func (s *Store) homesTo(ctx context.Context, town election.TownID) error {
	here, err := s.homes(ctx)
	for some := range slices.Chunk(here, 500) {
		moved := make([]any, 0, 2*len(some))
		for _, chat := range some {
			moved = append(moved, chat, string(town))
		}
		if err := s.c.HSet(ctx, homeKey, moved...).Err(); err != nil {
			return fmt.Errorf("settle in town %s: %w", town, err)
		}
	}
	return err
}

// unring takes the town's calls off the bell.
func (s *Store) unring(ctx context.Context) error {
	var calls []any
	for _, c := range append(Classes(), ClassAnswer) {
		calls = append(calls, Call{Town: s.town.ID, Class: c}.member())
	}
	return s.c.ZRem(ctx, bellKey, calls...).Err()
}
