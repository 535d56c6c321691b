package store

import (
	"context"

	"huanjie/internal/election"
)

// fields reads some fields of a hash, in the order given; "" for those that it does not
// have.
func (s *Store) fields(ctx context.Context, key string, names []string) ([]string, error) {
	if len(names) == 0 {
		return nil, nil
	}
	found, err := s.c.HMGet(ctx, key, names...).Result()
	if err != nil {
		return nil, err
	}
	return texts(found), nil
}

// texts are fields as they were read; "" for those that the hash does not have.
func texts(found []any) []string {
	raw := make([]string, len(found))
	for i, f := range found {
		raw[i], _ = f.(string)
	}
	return raw
}

// fieldsOf are the fields under which units or people have something.
func fieldsOf[T election.UnitID | election.PersonID](ids []T) []string {
	names := make([]string, len(ids))
	for i, id := range ids {
		names[i] = string(id)
	}
	return names
}

// fieldsOfUsers are the fields under which Telegram users have something.
func fieldsOfUsers(users []int64) []string {
	names := make([]string, len(users))
	for i, u := range users {
		names[i] = field(u)
	}
	return names
}
