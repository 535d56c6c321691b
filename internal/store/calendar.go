package store

import (
	"context"
	"errors"

	"github.com/redis/go-redis/v9"

	"huanjie/internal/election"
)

// ToldDay returns the polling day of an election that people were last told;
// zero if none is kept yet.
func (s *Store) ToldDay(ctx context.Context, e election.ElectionID) (election.Date, error) {
	text, err := s.c.HGet(ctx, s.k.told(), string(e)).Result()
	if errors.Is(err, redis.Nil) {
		return election.Date{}, nil
	}
	if err != nil {
		return election.Date{}, wrap(err, "read the polling day told of election %s", e)
	}
	day, err := election.ParseDate(text)
	return day, wrap(err, "read the polling day told of election %s", e)
}

// TellDay keeps the polling day that people were told now.
func (s *Store) TellDay(ctx context.Context, e election.ElectionID, day election.Date) error {
	return wrap(s.c.HSet(ctx, s.k.told(), string(e), day.String()).Err(), "keep the polling day told of election %s", e)
}
