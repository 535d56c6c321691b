package store

import (
	"context"
	"errors"
	"fmt"

	"github.com/redis/go-redis/v9"

	"huanjie/internal/election"
)

// ErrWrongSums says that a record or a sum is not what the journal makes it.
var ErrWrongSums = errors.New("differs from the journal")

// verifyTries is how often Verify begins anew because reports came in.
const verifyTries = 5

// Verify follows the chain of the journal, folds the whole of it again and
// compares every record, receipt, figure and index with what is kept. It checks
// that bindings, groups and announcements agree with each other. The error
// names the first difference and wraps ErrChain, ErrWrongSums or ErrWrongRecords; ErrConflict
// says that reports came in all the time. Of a town that was closed only the
// chain can be followed.
func (s *Store) Verify(ctx context.Context) error {
	for range verifyTries {
		before, err := s.journalEnd(ctx)
		if err != nil {
			return err
		}
		found := s.verify(ctx)
		after, err := s.journalEnd(ctx)
		if err != nil || before == after {
			return errors.Join(found, err)
		}
	}
	return fmt.Errorf("verify town %s: %w", s.town.ID, ErrConflict)
}

// journalEnd is the id of the last report.
func (s *Store) journalEnd(ctx context.Context) (string, error) {
	last, err := s.c.XRevRangeN(ctx, s.k.journal(), "+", "-", 1).Result()
	if err != nil || len(last) == 0 {
		return "", wrap(err, "read journal of town %s", s.town.ID)
	}
	return last[0].ID, nil
}

func (s *Store) verify(ctx context.Context) error {
	closed, err := s.Closed(ctx)
	if err != nil {
		return err
	}
	if closed.IsZero() {
		err = s.comparable(ctx)
	}
	if err != nil {
		return err
	}
	all, err := s.verifyJournal(ctx)
	if err != nil {
		return fmt.Errorf("verify town %s: %w", s.town.ID, err)
	}
	if !closed.IsZero() {
		return nil // records and sums rest on what was destroyed
	}
	journal, err := s.derive(all)
	if err != nil {
		return err
	}
	old, err := s.c.SMembers(ctx, s.k.sums()).Result()
	if err != nil {
		return fmt.Errorf("verify town %s: %w", s.town.ID, err)
	}
	kept, err := s.readDerived(ctx, s.c, append(s.sumKeys(), old...))
	if err != nil {
		return err
	}
	if found := s.differences(kept, journal); len(found) > 0 {
		return fmt.Errorf("verify town %s: %v: %w (%d differences)", s.town.ID, found[0], ErrWrongSums, len(found))
	}
	return wrap(s.verifyKept(ctx), "verify town %s", s.town.ID)
}

// comparable says why what is kept cannot be compared with what this process
// would make of the journal, if it cannot.
func (s *Store) comparable(ctx context.Context) error {
	version, err := s.keptVersion(ctx)
	if err != nil {
		return err
	}
	closed, err := s.Closed(ctx)
	if err != nil {
		return err
	}
	if !closed.IsZero() {
		return fmt.Errorf("town %s: %w", s.town.ID, ErrClosed)
	}
	same, err := s.enrolled(ctx, s.c)
	switch {
	case err != nil:
		return err
	case version < stateVersion || !same:
		return fmt.Errorf("town %s: what is kept was made for another roster, other rules or by an earlier release: "+
			"start the bot with this configuration, which makes it anew", s.town.ID)
	}
	return nil
}

// verifyJournal folds the journal while following its chain to the head.
func (s *Store) verifyJournal(ctx context.Context) (folded, error) {
	all, at := newFolded(), election.Head{}
	err := s.entries(ctx, s.c, func(m redis.XMessage, r election.Report, unreadable error) (err error) {
		if at, err = check(at, m); err != nil {
			return err
		}
		if unreadable != nil {
			return fmt.Errorf("journal entry %d (%s) %w: %w", at.Entries, m.ID, ErrUnread, unreadable)
		}
		if _, twice := all.receipts[r.ID]; twice {
			return fmt.Errorf("journal entry %d (%s): %w: report %s stands there twice", at.Entries, m.ID, ErrWrongSums, r.ID)
		}
		all.add(s.town, r)
		return nil
	})
	if err != nil {
		return folded{}, err
	}
	head, err := s.Head(ctx)
	if err == nil && head != at {
		err = fmt.Errorf("%w: it ends with entry %d (%s), but %d (%s) was the last", ErrChain,
			at.Entries, at.Fingerprint(), head.Entries, head.Fingerprint())
	}
	return all, err
}
