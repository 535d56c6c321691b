package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/redis/go-redis/v9"

	"huanjie/internal/election"
)

// clocksLast is how long it is kept that a clock is wrong: hosts come and go.
const clocksLast = 30 * 24 * time.Hour

// ClockOff returns by how much the clock of this host is ahead of that of Redis
// at least; negative if it is behind.
func ClockOff(ctx context.Context, c redis.UniversalClient) (time.Duration, error) {
	server, err := masterOf(ctx, c, pollerKey) // whose leases go by its clock
	if err != nil {
		return 0, fmt.Errorf("ask Redis for the time: %w", err)
	}
	began := time.Now()
	at, err := server.Time(ctx).Result()
	return election.ClockOff(began, time.Now(), at, at), wrap(err, "ask Redis for the time")
}

// Clock returns the state in which a clock was last found, by its name, and
// since when.
func Clock(ctx context.Context, c redis.UniversalClient, name string) (is election.ClockState, since string, err error) {
	kept, err := c.HGet(ctx, clocksKey, name).Result()
	if errors.Is(err, redis.Nil) {
		return election.ClockRight, "", nil
	}
	if n, scanned := fmt.Sscanf(kept, "%q %s", &is, &since); err == nil && (n != 2 || scanned != nil) {
		return election.ClockRight, kept, nil
	}
	return is, since, wrap(err, "read the state of clock %s", name)
}

// KeepClock keeps the state of a clock.
func KeepClock(ctx context.Context, c redis.UniversalClient, name string, is election.ClockState, since time.Time) error {
	_, err := c.Pipelined(ctx, func(p redis.Pipeliner) error {
		p.HSet(ctx, clocksKey, name, fmt.Sprintf("%q %s", is, since.UTC().Format(time.RFC3339)))
		p.Expire(ctx, clocksKey, clocksLast)
		return nil
	})
	return wrap(err, "keep the state of clock %s", name)
}
