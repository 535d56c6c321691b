package store

import (
	"context"
	"fmt"

	"github.com/redis/go-redis/v9"

	"huanjie/internal/election"
)

// followed is the journal folded up to an entry. It goes on from there, so that reports
// that come in meanwhile are not a reason to begin again.
type followed struct {
	folded
	at   election.Head // of that entry, if the chain was followed
	last string        // its id in Redis; "" before the first
}

// taking takes one entry of the journal into what is folded.
type taking func(m redis.XMessage, r election.Report, unread error) error

// follow takes in all entries that were not taken in yet.
func (s *Store) follow(ctx context.Context, f *followed, take taking) error {
	return s.entriesAfter(ctx, s.c, f.last, func(m redis.XMessage, r election.Report, unread error) error {
		f.last = m.ID
		return take(m, r, unread)
	})
}

// snapshot reads what is kept, and takes in what came in up to that very moment: no report
// lies between the two. It also returns the head of the journal as it is then.
func (s *Store) snapshot(ctx context.Context, f *followed, sumKeys []string, take taking) (derived, election.Head, error) {
	veil, err := s.readVeil(ctx, s.c)
	if err != nil {
		return nil, election.Head{}, err
	}
	pipe := s.c.TxPipeline()
	since := pipe.XRange(ctx, s.k.journal(), after(f.last), "+")
	head := pipe.HMGet(ctx, s.k.head(), "n", "hash")
	kept := s.askDerived(ctx, pipe, sumKeys)
	if _, err := pipe.Exec(ctx); err != nil && !otherType(err) {
		return nil, election.Head{}, fmt.Errorf("read what is kept of town %s: %w", s.town.ID, err)
	}
	if err := since.Err(); err != nil {
		return nil, election.Head{}, fmt.Errorf("read journal of town %s: %w", s.town.ID, err)
	}
	for _, m := range since.Val() {
		f.last = m.ID
		r, unread := veil.open(m)
		if err := take(m, r, unread); err != nil {
			return nil, election.Head{}, err
		}
	}
	d, err := kept()
	return d, readHead(head.Val()), err
}

// after is where entries behind one begin, for XRANGE.
func after(last string) string {
	if last == "" {
		return "-"
	}
	return "(" + last
}
