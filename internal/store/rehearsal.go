package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
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

// Rehearse begins a rehearsal, in which nobody takes part yet. It does nothing if one is
// held already.
func (s *Store) Rehearse(ctx context.Context, r Rehearsal) error {
	if _, is, err := s.Rehearsal(ctx); err != nil || is {
		return err
	}
	if err := s.rehearsed().homesTo(ctx, s.town.ID); err != nil { // of the last one
		return err
	}
	raw, err := json.Marshal(r)
	if err == nil {
		err = s.c.SetNX(ctx, s.k.rehearsal(), raw, 0).Err()
	}
	return wrap(err, "begin a rehearsal of town %s", s.town.ID)
}

// rehearsed is the store of the town's rehearsal, as far as its keys are concerned.
func (s *Store) rehearsed() *Store {
	return Open(s.c, &election.Town{ID: s.town.ID.Rehearsal(), Location: s.town.Location})
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

// EndRehearsal ends the town's rehearsal and deletes all that was kept of it, but for the
// numbers of the updates that were committed there: none that comes again is taken for
// the town's. Whoever took part still does until they are settled in the town, so that
// what they were typing meanwhile is known (JustRehearsed). It may be called again: what
// was written in between goes then.
func (s *Store) EndRehearsal(ctx context.Context, now time.Time) error {
	if err := s.c.Set(ctx, s.k.rehearsalEnd(), now.Unix(), seenLasts).Err(); err != nil {
		return fmt.Errorf("end the rehearsal of town %s: %w", s.town.ID, err)
	}
	of := s.rehearsed()
	return wrap(errors.Join(
		s.c.Del(ctx, s.k.rehearsal()).Err(),
		of.clearDead(ctx, false),
		of.sweep(ctx, s.c, []string{"seen"}),
		of.unring(ctx),
	), "end the rehearsal of town %s", s.town.ID)
}

// RehearsalEnd is when the last rehearsal ended; zero if none did in the last two days.
func (s *Store) RehearsalEnd(ctx context.Context) (time.Time, error) {
	at, err := s.c.Get(ctx, s.k.rehearsalEnd()).Int64()
	if errors.Is(err, redis.Nil) {
		return time.Time{}, nil
	}
	return time.Unix(at, 0), wrap(err, "ask when town %s rehearsed", s.town.ID)
}

// SeenRehearsing reports whether an update was committed in a rehearsal of the town, which
// may be over.
func (s *Store) SeenRehearsing(ctx context.Context, update int64) (bool, error) {
	return s.rehearsed().Seen(ctx, update)
}

// Rehearsing returns who takes part in the town's rehearsal.
func (s *Store) Rehearsing(ctx context.Context) (users []int64, err error) {
	chats, err := s.rehearsed().homes(ctx)
	for _, chat := range chats {
		if user, err := strconv.ParseInt(chat, 10, 64); err == nil {
			users = append(users, user)
		}
	}
	return users, wrap(err, "ask who rehearses in town %s", s.town.ID)
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
