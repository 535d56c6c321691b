package store

import (
	"context"
	"encoding/json"
	"strconv"
	"time"

	"github.com/redis/go-redis/v9"

	"huanjie/internal/election"
)

// A loose file came while no form was open. It waits for a while until its
// sender says which report it belongs to; then it is dropped.
const (
	LooseLasts = 10 * time.Minute
	LooseMost  = 10 // of one person: as many as a report can have
)

// KeepLoose keeps a file that a user sent, dropping the oldest if there are
// too many. It returns all that wait, oldest first. Keeping a file again
// changes nothing.
func (s *Store) KeepLoose(ctx context.Context, user int64, f election.File, now time.Time) ([]election.File, error) {
	raw, err := json.Marshal(f)
	if err != nil {
		return nil, wrap(err, "keep a file of user %d", user)
	}
	key := s.k.loose(user)
	_, err = s.c.TxPipelined(ctx, func(p redis.Pipeliner) error {
		p.ZAddNX(ctx, key, redis.Z{Score: float64(now.UnixMilli()), Member: string(raw)})
		p.ZRemRangeByScore(ctx, key, "-inf", looseUntil(now))
		p.ZRemRangeByRank(ctx, key, 0, -LooseMost-1)
		p.Expire(ctx, key, LooseLasts)
		return nil
	})
	if err != nil {
		return nil, wrap(err, "keep a file of user %d", user)
	}
	return s.Loose(ctx, user, now)
}

// Loose returns the waiting files of a user, oldest first.
func (s *Store) Loose(ctx context.Context, user int64, now time.Time) ([]election.File, error) {
	found, err := s.c.ZRangeByScore(ctx, s.k.loose(user), &redis.ZRangeBy{Min: "(" + looseUntil(now), Max: "+inf"}).Result()
	if err != nil {
		return nil, wrap(err, "find the files of user %d", user)
	}
	var files []election.File
	for _, raw := range found {
		var f election.File
		if json.Unmarshal([]byte(raw), &f) == nil { // unreadable ones are dropped
			files = append(files, f)
		}
	}
	return files, nil
}

// looseUntil returns the time in unix ms up to which files have expired.
func looseUntil(now time.Time) string {
	return strconv.FormatInt(now.Add(-LooseLasts).UnixMilli(), 10)
}

// addLoose deletes the session user's files that have been added to their
// report.
func (s *Store) addLoose(t *transaction, c Commit) error {
	if len(c.Placed) == 0 || c.Session == nil {
		return nil
	}
	var members []any
	for _, f := range c.Placed {
		raw, err := json.Marshal(f)
		if err != nil {
			return wrap(err, "forget a file of user %d", c.Session.User)
		}
		members = append(members, string(raw))
	}
	t.write("ZREM", s.k.loose(c.Session.User), members...)
	return nil
}
