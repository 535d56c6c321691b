package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"github.com/redis/go-redis/v9"

	"huanjie/internal/election"
)

// Towns are those that one program serves, with their rehearsals.
type Towns struct {
	all    []*Store // without rehearsals, in the order of the settings
	byID   map[election.TownID]*Store
	office map[int64][]*Store // whose office a user is in
}

// TownsOf returns some towns.
func TownsOf(all []*Store) Towns {
	t := Towns{byID: map[election.TownID]*Store{}, office: map[int64][]*Store{}}
	for _, s := range all {
		t.byID[s.town.ID] = s
		if _, is := s.town.ID.Rehearsed(); is {
			continue
		}
		t.all = append(t.all, s)
		for _, user := range s.town.Office {
			t.office[user] = append(t.office[user], s)
		}
	}
	return t
}

// All are the towns without rehearsals, in the order of the settings.
func (t Towns) All() []*Store { return t.all }

// Of is the store of a town or a rehearsal; nil if it is not served.
func (t Towns) Of(id election.TownID) *Store { return t.byID[id] }

// Offices are the towns whose office a user is in.
func (t Towns) Offices(user int64) []*Store { return t.office[user] }

// Home finds the town in which a chat is at home, also while its person rehearses: where
// it settled last, else the first whose office they are in. nil if there is none.
func (t Towns) Home(ctx context.Context, c redis.UniversalClient, chat int64) (*Store, error) {
	id, err := Home(ctx, c, chat)
	return t.At(id, chat), err
}

// At is the same of a chat whose home has been read.
func (t Towns) At(home election.TownID, chat int64) *Store {
	home, _ = home.Rehearsed()
	if s := t.byID[home]; s != nil {
		return s
	}
	if offices := t.office[chat]; len(offices) > 0 {
		return offices[0]
	}
	return nil
}

// Having are those of some towns in which a user is somebody: in the office, or
// registered as a person of the roster.
func (t Towns) Having(ctx context.Context, c redis.UniversalClient, user int64, among []*Store) ([]*Store, error) {
	if len(among) == 0 {
		return nil, nil
	}
	bound := make([]*redis.StringCmd, len(among))
	_, err := c.Pipelined(ctx, func(p redis.Pipeliner) error {
		for i, s := range among {
			bound[i] = p.HGet(ctx, s.k.person(), strconv.FormatInt(user, 10))
		}
		return nil
	})
	if err != nil && !errors.Is(err, redis.Nil) {
		return nil, fmt.Errorf("ask in which towns user %d is registered: %w", user, err)
	}
	var all []*Store
	for i, s := range among {
		var b Binding
		known := bound[i].Err() == nil && json.Unmarshal([]byte(bound[i].Val()), &b) == nil && !s.town.Person(b.Person).Unknown
		if known || slices.Contains(t.office[user], s) {
			all = append(all, s)
		}
	}
	return all, nil
}
