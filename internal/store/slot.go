package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/redis/go-redis/v9"
)

// RanUntil is the planned time up to which a job has run; zero if it never did.
func (s *Store) RanUntil(ctx context.Context, job string) (time.Time, error) {
	text, err := s.c.HGet(ctx, s.k.slot(), job).Result()
	if errors.Is(err, redis.Nil) {
		return time.Time{}, nil
	}
	if err != nil {
		return time.Time{}, fmt.Errorf("read slot of %s: %w", job, err)
	}
	t, err := time.Parse(time.RFC3339, text)
	return t, wrap(err, "read slot of %s", job)
}

// Ran says that a job has run for a planned time.
func (s *Store) Ran(ctx context.Context, job string, planned time.Time) error {
	return wrap(s.c.HSet(ctx, s.k.slot(), job, planned.Format(time.RFC3339)).Err(), "keep slot of %s", job)
}

// Claim makes the caller the only one who runs a job, until the lease ends or
// it is released. ok is false if somebody else has it.
func (s *Store) Claim(ctx context.Context, job, who string, lease time.Duration) (ok bool, err error) {
	ok, err = s.c.SetNX(ctx, s.k.claim(job), who, lease).Result()
	return ok, wrap(err, "claim %s", job)
}

// release gives a claim back, if it is still the caller's.
//
// KEYS     claim
// ARGV     who
// returns  how many claims were given back
var release = redis.NewScript(`
if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
return 0
`)

// Release gives a claim back.
func (s *Store) Release(ctx context.Context, job, who string) error {
	return wrap(release.Run(ctx, s.c, []string{s.k.claim(job)}, who).Err(), "release %s", job)
}
