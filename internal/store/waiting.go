package store

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"github.com/redis/go-redis/v9"
)

// Backlog is what waits to be sent in one class.
type Backlog struct {
	Chats  int64     // that have messages waiting
	Oldest time.Time // since when the first of them may be sent; zero if none waits
}

// Backlogs returns what waits to be sent, by class. It writes nothing.
func (s *Store) Backlogs(ctx context.Context) (map[Class]Backlog, error) {
	chats, first := map[Class]*redis.IntCmd{}, map[Class]*redis.ZSliceCmd{}
	p := s.c.Pipeline()
	for _, c := range Classes() {
		lowest, highest := strconv.FormatInt(int64(c)*classSpan, 10), strconv.FormatInt(int64(c+1)*classSpan-1, 10)
		chats[c] = p.ZCount(ctx, s.k.ready(), lowest, highest)
		first[c] = p.ZRangeByScoreWithScores(ctx, s.k.ready(), &redis.ZRangeBy{Min: lowest, Max: highest, Count: 1})
	}
	if _, err := p.Exec(ctx); err != nil {
		return nil, fmt.Errorf("read what waits to be sent in town %s: %w", s.town.ID, err)
	}
	all := map[Class]Backlog{}
	for _, c := range Classes() {
		b := Backlog{Chats: chats[c].Val()}
		for _, z := range first[c].Val() {
			b.Oldest = time.UnixMilli(int64(z.Score) - int64(c)*classSpan)
		}
		all[c] = b
	}
	return all, nil
}
