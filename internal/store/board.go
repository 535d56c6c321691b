package store

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/redis/go-redis/v9"

	"huanjie/internal/election"
)

// sessionsMost is how many browsers one person may look with. A new one ends the
// session of the oldest.
const sessionsMost = 5

// AddSession begins a session of the board for a person, for as long as it lasts.
func (s *Store) AddSession(ctx context.Context, p election.PersonID, session string, lasts time.Duration) error {
	key := s.k.sessions(p)
	_, err := s.c.TxPipelined(ctx, func(pipe redis.Pipeliner) error {
		pipe.LPush(ctx, key, session)
		pipe.LTrim(ctx, key, 0, sessionsMost-1)
		pipe.Expire(ctx, key, lasts)
		return nil
	})
	return wrap(err, "begin a session of %s", p)
}

// HasSession reports whether a session of the board goes on: it is one of the
// person's last, and they are bound to the account that it began with, 0 of the
// office.
func (s *Store) HasSession(ctx context.Context, p election.PersonID, user int64, session string) (bool, error) {
	open, err := s.c.LRange(ctx, s.k.sessions(p), 0, -1).Result()
	if err != nil {
		return false, fmt.Errorf("find a session of %s: %w", p, err)
	}
	users, err := s.Bound(ctx, p)
	return err == nil && users[0] == user && slices.Contains(open, session), err
}

// Reported returns the units that were reported on after an entry of the
// journal, and the end of the journal, from which to go on. After "", it
// returns no units, only the end. It takes one round trip, however large the
// journal.
//
// A unit appears once for each of its reports. At most one page is read; ask
// again from the returned end.
func (s *Store) Reported(ctx context.Context, after string) (units []election.UnitID, end string, err error) {
	if after == "" {
		end, err = s.journalEnd(ctx)
		return nil, cmp.Or(end, "0-0"), err
	}
	page, err := s.c.XRangeN(ctx, s.k.journal(), "("+after, "+", journalPage).Result()
	if err != nil {
		return nil, after, fmt.Errorf("read what is new in the journal of town %s: %w", s.town.ID, err)
	}
	end = after
	for _, entry := range page {
		var about struct{ Unit election.UnitID }
		if json.Unmarshal([]byte(value(entry, "report")), &about) == nil { // otherwise it was not folded either
			units = append(units, about.Unit)
		}
		end = entry.ID
	}
	return units, end, nil
}
