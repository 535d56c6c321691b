package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/redis/go-redis/v9"
)

// Shown is what a bot shows in Telegram's own menu, so that it is not told again at each start.
type Shown struct {
	Bot  string // its number
	What string // such as the commands in a language
	Is   string // a hash of it
}

// shownLasts is after what time it is told again: somebody else may have changed it.
const shownLasts = 24 * time.Hour

func (s Shown) key() string { return keysOfBot(s.Bot).shown(s.What) }

// Already reports whether the same was shown within a day.
func (s Shown) Already(ctx context.Context, c redis.UniversalClient) (bool, error) {
	is, err := c.Get(ctx, s.key()).Result()
	if err != nil && !errors.Is(err, redis.Nil) {
		return false, fmt.Errorf("look for what is shown as %s: %w", s.What, err)
	}
	return is == s.Is, nil
}

// Keep notes that it is shown.
func (s Shown) Keep(ctx context.Context, c redis.UniversalClient) error {
	return wrap(c.Set(ctx, s.key(), s.Is, shownLasts).Err(), "note what is shown as %s", s.What)
}
