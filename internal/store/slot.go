package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/redis/go-redis/v9"
)

// RanUntil returns the planned time up to which a job has run; zero if it
// never has.
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

// Ahead returns the jobs that have run for times after a moment, and those
// times.
func (s *Store) Ahead(ctx context.Context, of time.Time) (map[string]time.Time, error) {
	kept, err := s.c.HGetAll(ctx, s.k.slot()).Result()
	if err != nil {
		return nil, fmt.Errorf("read until when jobs have run: %w", err)
	}
	ahead := map[string]time.Time{}
	for job, text := range kept {
		if at, err := time.Parse(time.RFC3339, text); err == nil && at.After(of) {
			ahead[job] = at
		}
	}
	return ahead, nil
}

// PutBack records that a job has run until an earlier time than it was thought
// to. Nothing changes if another process has done so.
func (s *Store) PutBack(ctx context.Context, job string, from, to time.Time) error {
	var t transaction
	t.guard(s.k.slot(), job, from.Format(time.RFC3339))
	t.write("HSET", s.k.slot(), job, to.Format(time.RFC3339))
	err := t.run(ctx, s.c, nil)
	if errors.Is(err, ErrConflict) {
		return nil
	}
	return wrap(err, "put back slot of %s", job)
}

// Ran records that a job has run for a planned time.
func (s *Store) Ran(ctx context.Context, job string, planned time.Time) error {
	return wrap(s.c.HSet(ctx, s.k.slot(), job, planned.Format(time.RFC3339)).Err(), "keep slot of %s", job)
}

// Claim makes the caller the only one to run a job, until the lease ends or is
// released. ok is false if somebody else has it.
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

// Plan keeps the next times of the jobs, for people to read. Jobs without a
// next time are forgotten.
func (s *Store) Plan(ctx context.Context, coming map[string]time.Time) error {
	kept, err := s.c.HGetAll(ctx, s.k.coming()).Result()
	if err != nil {
		return fmt.Errorf("read when jobs come: %w", err)
	}
	_, err = s.c.Pipelined(ctx, func(p redis.Pipeliner) error {
		for job := range kept {
			if _, comes := coming[job]; !comes {
				p.HDel(ctx, s.k.coming(), job)
			}
		}
		for job, at := range coming {
			if text := at.Format(time.RFC3339); kept[job] != text {
				p.HSet(ctx, s.k.coming(), job, text)
			}
		}
		return nil
	})
	return wrap(err, "keep when jobs come")
}

// Coming returns the next times of the jobs.
func (s *Store) Coming(ctx context.Context) (map[string]time.Time, error) {
	kept, err := s.c.HGetAll(ctx, s.k.coming()).Result()
	if err != nil {
		return nil, fmt.Errorf("read when jobs come: %w", err)
	}
	coming := map[string]time.Time{}
	for job, text := range kept {
		if t, err := time.Parse(time.RFC3339, text); err == nil { // otherwise it is rewritten within minutes
			coming[job] = t
		}
	}
	return coming, nil
}
