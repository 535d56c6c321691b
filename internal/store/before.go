package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/redis/go-redis/v9"

	"huanjie/internal/election"
)

// lastDigest is what is kept of a reader's last digest of an area.
type lastDigest struct {
	Planned time.Time       `json:"planned"` // when it was planned
	Now     election.Before `json:"now"`     // what it said
	Then    election.Before `json:"then"`    // what it was compared with
}

// DigestOf is whose digest of which area.
type DigestOf struct {
	Reader   election.PersonID
	Election election.ElectionID
	Area     election.Area
}

// LastDigest returns how an area stood at a reader's last digest by the clock
// that said something new; zero if there was none.
func (s *Store) LastDigest(ctx context.Context, of DigestOf) (election.Before, error) {
	last, err := s.lastDigest(ctx, of)
	return last.Now, err
}

// DigestBefore returns what the digest planned for a time is compared with. It
// is the same before and after KeepDigest, so that a restarted job says the same.
func (s *Store) DigestBefore(ctx context.Context, of DigestOf, planned time.Time) (election.Before, error) {
	last, err := s.lastDigest(ctx, of)
	if last.Planned.Equal(planned) {
		return last.Then, err
	}
	return last.Now, err
}

// KeepDigest keeps what the digest planned for a time says, so that the next one
// is compared with it.
func (s *Store) KeepDigest(ctx context.Context, of DigestOf, sum election.Summary, planned time.Time) error {
	line, err := json.Marshal(lastDigest{Planned: planned, Now: sum.AsBefore(), Then: sum.Before})
	if err == nil {
		err = s.c.HSet(ctx, s.k.before(), of.field(), line).Err()
	}
	return wrap(err, "keep the digest of area %q of town %s", of.Area, s.town.ID)
}

// lastDigest reads what is kept. If it cannot be read, there is none.
func (s *Store) lastDigest(ctx context.Context, of DigestOf) (last lastDigest, err error) {
	line, err := s.c.HGet(ctx, s.k.before(), of.field()).Result()
	if errors.Is(err, redis.Nil) {
		return last, nil
	}
	if err != nil {
		return last, fmt.Errorf("read the last digest of area %q of town %s: %w", of.Area, s.town.ID, err)
	}
	if json.Unmarshal([]byte(line), &last) != nil {
		return lastDigest{}, nil
	}
	last.Now.At, last.Then.At = last.Now.At.In(s.town.Location), last.Then.At.In(s.town.Location)
	return last, nil
}

func (of DigestOf) field() string {
	return string(of.Reader) + ":" + string(of.Election) + ":" + string(of.Area)
}
