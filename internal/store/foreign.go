package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/redis/go-redis/v9"
)

// StandDown notes that somebody who does not share this Redis asks Telegram for
// updates with the same token. No replica asks from then on, until GoOn.
func StandDown(ctx context.Context, c redis.UniversalClient, at time.Time) error {
	return wrap(c.Set(ctx, foreignKey, at.UTC().Format(time.RFC3339), 0).Err(), "note a foreign poller")
}

// StandsDown returns since when nobody asks for updates; zero if that is not so.
func StandsDown(ctx context.Context, c redis.UniversalClient) (since time.Time, err error) {
	kept, err := c.Get(ctx, foreignKey).Result()
	if errors.Is(err, redis.Nil) {
		return time.Time{}, nil
	}
	if err != nil {
		return time.Time{}, fmt.Errorf("look for a foreign poller: %w", err)
	}
	if since, err = time.Parse(time.RFC3339, kept); err != nil { // nobody asks all the same
		return time.Unix(0, 0), nil
	}
	return since, nil
}

// GoOn lets the replicas ask for updates again.
func GoOn(ctx context.Context, c redis.UniversalClient) error {
	return wrap(c.Del(ctx, foreignKey).Err(), "forget a foreign poller")
}
