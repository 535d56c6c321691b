// Package store keeps a town in Redis: the journal of reports, what they add
// up to, the conversations, the people, and the messages on their way out.
//
// Everything one update changes is written by one script, whole or not at all,
// once however often the update comes (transaction.go). keys.go lists every
// key.
package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/redis/go-redis/v9"

	"huanjie/internal/election"
)

// Store is one town's part of Redis.
type Store struct {
	c    redis.UniversalClient
	town *election.Town
	k    keys
}

// LobbyID is the town of people who belong to none yet.
const LobbyID election.TownID = "-"

// Open gives the store of a town. It does not talk to Redis.
func Open(c redis.UniversalClient, town *election.Town) *Store {
	return &Store{c, town, keysOf(town.ID)}
}

// Lobby gives the store for people who belong to no town.
func Lobby(c redis.UniversalClient) *Store {
	return Open(c, &election.Town{ID: LobbyID, Location: time.UTC})
}

// Town is the town that is kept here.
func (s *Store) Town() *election.Town { return s.town }

// Home is the town that a person or a group belongs to; LobbyID if none.
func Home(ctx context.Context, c redis.UniversalClient, chat int64) (election.TownID, error) {
	id, err := c.HGet(ctx, homeKey, field(chat)).Result()
	if errors.Is(err, redis.Nil) {
		return LobbyID, nil
	}
	if err != nil {
		return "", fmt.Errorf("find the town of chat %d: %w", chat, err)
	}
	return election.TownID(id), nil
}

// Settle makes a town the home of a person or a group. It gives no rights.
func (s *Store) Settle(ctx context.Context, chat int64) error {
	if err := s.c.HSet(ctx, homeKey, field(chat), string(s.town.ID)).Err(); err != nil {
		return fmt.Errorf("settle chat %d in town %s: %w", chat, s.town.ID, err)
	}
	return nil
}

// Enroll makes the sums fit the roster: units that moved to another area,
// joined or left are counted where they belong now. It does nothing if the
// roster is the one the sums were made for, and must run before the town's
// first commit.
func (s *Store) Enroll(ctx context.Context) error {
	print := s.fingerprint()
	if had, err := s.c.Get(ctx, s.k.enrolled()).Result(); err != nil && !errors.Is(err, redis.Nil) {
		return fmt.Errorf("enroll town %s: %w", s.town.ID, err)
	} else if had == print {
		return nil
	}
	enroll := func(tx *redis.Tx) error { return s.enroll(ctx, tx, print) }
	for {
		err := s.c.Watch(ctx, enroll, s.k.progress(), s.k.enrolled())
		if !errors.Is(err, redis.TxFailedErr) { // else a report came in between
			return wrap(err, "enroll town %s", s.town.ID)
		}
	}
}

func (s *Store) enroll(ctx context.Context, tx *redis.Tx, print string) error {
	records, err := tx.HGetAll(ctx, s.k.progress()).Result()
	if err != nil {
		return err
	}
	old, err := s.sumKeys(ctx, tx)
	if err != nil {
		return err
	}
	sums, err := s.sums(records)
	if err != nil {
		return err
	}
	_, err = tx.TxPipelined(ctx, func(p redis.Pipeliner) error {
		if len(old) > 0 {
			p.Del(ctx, old...)
		}
		sums.write(ctx, p)
		p.Set(ctx, s.k.enrolled(), print, 0)
		return nil
	})
	return err
}

// sumKeys lists the keys that hold sums, those of areas that are gone too.
func (s *Store) sumKeys(ctx context.Context, c redis.Cmdable) ([]string, error) {
	var all []string
	for _, kind := range []string{"figures:", "owing:", "troubled:"} {
		iter := c.Scan(ctx, 0, escapeGlob(s.k.prefix+kind)+"*", 1000).Iterator()
		for iter.Next(ctx) {
			all = append(all, iter.Val())
		}
		if err := iter.Err(); err != nil {
			return nil, err
		}
	}
	return all, nil
}

func escapeGlob(s string) string {
	var b []byte
	for i := range len(s) {
		switch s[i] {
		case '*', '?', '[', ']', '\\':
			b = append(b, '\\')
		}
		b = append(b, s[i])
	}
	return string(b)
}

// fingerprint tells whether the sums were made for this roster.
func (s *Store) fingerprint() string {
	h := sha256.New()
	for i, u := range s.town.Units {
		fmt.Fprintln(h, i, u.ID, u.Area, u.Election)
	}
	for _, e := range s.town.Elections {
		fmt.Fprintln(h, e.ID, e.Kind, e.Method, e.PollingDay)
		for _, st := range e.Stages {
			fmt.Fprintln(h, st.ID)
		}
	}
	return hex.EncodeToString(h.Sum(nil)[:12])
}

// BuryDead puts an update aside that cannot be decoded or always fails.
func BuryDead(ctx context.Context, c redis.UniversalClient, update []byte, why string, at time.Time) error {
	letter, err := json.Marshal(map[string]any{"update": string(update), "why": why, "at": at})
	if err != nil {
		return fmt.Errorf("bury update: %w", err)
	}
	return wrap(c.RPush(ctx, deadKey, letter).Err(), "bury update")
}

// Dead is how many updates were put aside.
func Dead(ctx context.Context, c redis.UniversalClient) (int64, error) {
	n, err := c.LLen(ctx, deadKey).Result()
	return n, wrap(err, "count updates put aside")
}

func wrap(err error, format string, args ...any) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", fmt.Sprintf(format, args...), err)
}
