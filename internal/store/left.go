package store

import (
	"context"
	"strconv"
	"time"

	"huanjie/internal/flow"
)

// addLeft notes since when a user has left something urgent unfinished, or
// that nothing is left.
func (s *Store) addLeft(t *transaction, user string, before, after flow.State) {
	_, had := before.Urgent()
	since, has := after.Urgent()
	switch {
	case has:
		t.write("HSET", s.k.left(), user, strconv.FormatInt(since.Unix(), 10))
	case had:
		t.write("HDEL", s.k.left(), user)
	}
}

// LeftSince returns the users who left something urgent unfinished at or
// before a moment.
func (s *Store) LeftSince(ctx context.Context, at time.Time) ([]int64, error) {
	all, err := s.c.HGetAll(ctx, s.k.left()).Result()
	if err != nil {
		return nil, wrap(err, "read what lies unfinished")
	}
	var users []int64
	for user, since := range all {
		id, err := strconv.ParseInt(user, 10, 64)
		seconds, bad := strconv.ParseInt(since, 10, 64)
		if err == nil && bad == nil && seconds <= at.Unix() {
			users = append(users, id)
		}
	}
	return users, nil
}
