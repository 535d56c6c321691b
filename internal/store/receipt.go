package store

import (
	"context"
	"errors"
	"fmt"

	"github.com/redis/go-redis/v9"

	"huanjie/internal/election"
)

// emptyReceipt is a receipt in Redis without its report in the journal, as
// half a commit may leave it. It must not block the report forever. The zero
// value means that no receipt may exist.
type emptyReceipt struct {
	unit string // what the receipt says
	n    string // entries in the journal when it was searched
}

// findEmptyReceipt looks for a report's receipt without the report itself.
func (s *Store) findEmptyReceipt(ctx context.Context, r election.Report) (emptyReceipt, error) {
	n, err := s.c.HGet(ctx, s.k.head(), "n").Result() // before the journal is read
	if err != nil && !errors.Is(err, redis.Nil) {
		return emptyReceipt{}, fmt.Errorf("look for report %s: %w", r.ID, err)
	}
	unit, err := s.c.HGet(ctx, s.k.receipt(), string(r.ID)).Result()
	switch {
	case errors.Is(err, redis.Nil):
		return emptyReceipt{}, nil
	case err != nil:
		return emptyReceipt{}, fmt.Errorf("look for report %s: %w", r.ID, err)
	}
	there := false
	err = s.entries(ctx, s.c, func(_ redis.XMessage, known election.Report, unreadable error) error {
		there = there || known.ID == r.ID || unreadable != nil // an unreadable report may be this one
		return nil
	})
	if err != nil || there {
		return emptyReceipt{}, err
	}
	return emptyReceipt{unit, n}, nil
}

// write lets a commit happen only if the report's receipt does not exist, or
// still has no report, and writes it. One that is alone is looked at as it is written.
func (e emptyReceipt) write(t *transaction, k keys, r election.Report, alone bool) {
	if alone && e == (emptyReceipt{}) {
		t.write("HSETNX", k.receipt(), string(r.ID), string(r.Unit))
		return
	}
	t.guard(k.receipt(), string(r.ID), e.unit)
	if e != (emptyReceipt{}) {
		t.guard(k.head(), "n", e.n)
	}
	t.write("HSET", k.receipt(), string(r.ID), string(r.Unit))
}
