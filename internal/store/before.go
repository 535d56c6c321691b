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

// lastDigest is what is kept of an area's last digest.
type lastDigest struct {
	Planned time.Time       `json:"planned"` // when it was planned
	Now     election.Before `json:"now"`     // what it said
	Then    election.Before `json:"then"`    // what it was compared with
}

// LastDigest returns how an area stood at its last digest by the clock; zero
// if there was none.
func (s *Store) LastDigest(ctx context.Context, e election.ElectionID, a election.Area) (election.Before, error) {
	last, err := s.lastDigest(ctx, e, a)
	return last.Now, err
}

// NextDigest keeps what the digest planned for a time says. It returns the
// digest before, with which it is compared. All digests of one time have the
// same comparison, even if their job is restarted or two jobs share the time.
func (s *Store) NextDigest(ctx context.Context, sum election.Summary, planned time.Time) (election.Before, error) {
	last, err := s.lastDigest(ctx, sum.Election.ID, sum.Area)
	if err != nil || last.Planned.Equal(planned) {
		return last.Then, err
	}
	line, err := json.Marshal(lastDigest{Planned: planned, Now: sum.AsBefore(), Then: last.Now})
	if err == nil {
		err = s.c.HSet(ctx, s.k.before(), beforeField(sum.Election.ID, sum.Area), line).Err()
	}
	return last.Now, wrap(err, "keep the digest of area %q of town %s", sum.Area, s.town.ID)
}

// lastDigest reads what is kept. If it cannot be read, there is none.
func (s *Store) lastDigest(ctx context.Context, e election.ElectionID, a election.Area) (last lastDigest, err error) {
	line, err := s.c.HGet(ctx, s.k.before(), beforeField(e, a)).Result()
	if errors.Is(err, redis.Nil) {
		return last, nil
	}
	if err != nil {
		return last, fmt.Errorf("read the last digest of area %q of town %s: %w", a, s.town.ID, err)
	}
	if json.Unmarshal([]byte(line), &last) != nil {
		return lastDigest{}, nil
	}
	last.Now.At, last.Then.At = last.Now.At.In(s.town.Location), last.Then.At.In(s.town.Location)
	return last, nil
}

func beforeField(e election.ElectionID, a election.Area) string { return string(e) + ":" + string(a) }
