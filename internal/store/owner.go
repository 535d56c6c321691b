package store

import (
	"context"
	"errors"

	"github.com/redis/go-redis/v9"
)

// A database of Redis belongs to one bot: who asks for updates, and where a chat is at
// home, is kept once for all of its towns. Several bots have a database each.

// Owner returns the number of the bot that a database belongs to; empty if it is none's
// yet.
func Owner(ctx context.Context, c redis.UniversalClient) (bot string, err error) {
	bot, err = c.Get(ctx, ownerKey).Result()
	if errors.Is(err, redis.Nil) {
		return "", nil
	}
	return bot, wrap(err, "ask whose database it is")
}

// Own makes a database that of a bot.
func Own(ctx context.Context, c redis.UniversalClient, bot string) error {
	return wrap(c.Set(ctx, ownerKey, bot, 0).Err(), "note whose database it is")
}
