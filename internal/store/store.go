// Package store keeps a town in Redis: the journal of reports, their sums,
// conversations, people, and messages to be sent.
//
// Everything that one update changes is written by one script: completely or
// not at all, and only once (transaction.go). keys.go lists every key.
package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync/atomic"
	"time"

	"github.com/redis/go-redis/v9"

	"huanjie/internal/election"
)

// Store is one town's part of Redis.
type Store struct {
	c     redis.UniversalClient
	town  *election.Town
	k     keys
	print string // of the roster

	sealing atomic.Pointer[[]byte] // key that was read (sealingKey); nil: it is to be read
}

// LobbyID is the town of people who belong to none yet.
const LobbyID election.TownID = "-"

// Open returns the store of a town. It does not talk to Redis.
func Open(c redis.UniversalClient, town *election.Town) *Store {
	s := &Store{c: c, town: town, k: keysOf(town.ID)}
	s.print = s.fingerprint()
	return s
}

// Lobby returns the store for people who belong to no town.
func Lobby(c redis.UniversalClient) *Store {
	return Open(c, &election.Town{ID: LobbyID, Location: time.UTC})
}

// Town returns the town of this store.
func (s *Store) Town() *election.Town { return s.town }

// Home returns the town that a person or a group belongs to; LobbyID if none.
func Home(ctx context.Context, c redis.UniversalClient, chat int64) (election.TownID, error) {
	return homeOf(chat, c.HGet(ctx, homeKey, field(chat)))
}

func homeOf(chat int64, read *redis.StringCmd) (election.TownID, error) {
	id, err := read.Result()
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

// Bury puts aside an update of the town that cannot be decoded or always fails,
// or a message to somebody in it that Telegram refuses.
func (s *Store) Bury(ctx context.Context, update []byte, why string, at time.Time) error {
	letter, err := json.Marshal(dead{s.town.ID, string(update), why, at})
	if err != nil {
		return fmt.Errorf("bury update: %w", err)
	}
	if err := s.c.RPush(ctx, deadKey, letter).Err(); err != nil {
		return fmt.Errorf("bury update: %w", err)
	}
	return wrap(dropOldDead(ctx, s.c, at), "drop what was put aside long ago")
}

// dead is an update that was put aside. Those of earlier releases have no town.
type dead struct {
	Town   election.TownID `json:"town,omitempty"`
	Update string          `json:"update"`
	Why    string          `json:"why"`
	At     time.Time       `json:"at"`
}

// Dead returns how many updates were put aside.
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
