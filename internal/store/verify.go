package store

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	"github.com/redis/go-redis/v9"

	"huanjie/internal/election"
)

// ErrWrongSums says that a record or a sum is not what the journal makes it.
var ErrWrongSums = errors.New("differs from the journal")

// Verify follows the chain of the journal, folds the whole of it again and
// compares every record, receipt, figure and index with what is kept. It checks
// that bindings, groups and announcements agree with each other. The error
// names the first difference and wraps ErrChain, ErrWrongSums or ErrWrongRecords. Reports may
// come in meanwhile. Of a town that was closed only the chain can be followed.
func (s *Store) Verify(ctx context.Context) error {
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
	if units := len(s.town.Units); closed.IsZero() && units > wholeUnits {
		return wrap(cmp.Or(s.verifyPages(ctx, pageUnits), s.verifyKept(ctx)), "verify town %s", s.town.ID)
	}
	old, err := s.c.SMembers(ctx, s.k.sums()).Result()
	if err != nil {
		return fmt.Errorf("verify town %s: %w", s.town.ID, err)
	}
	all, kept, err := s.verifyJournal(ctx, append(s.sumKeys(), old...))
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

// verifyJournal folds the journal while following its chain to the head, and reads what is
// kept at that moment.
func (s *Store) verifyJournal(ctx context.Context, sumKeys []string) (folded, derived, error) {
	all := followed{folded: newFolded()}
	take := func(m redis.XMessage, r election.Report, unreadable error) (err error) {
		if all.at, err = check(all.at, m); err != nil {
			return err
		}
		if unreadable != nil {
			return fmt.Errorf("journal entry %d (%s) %w: %w", all.at.Entries, m.ID, ErrUnread, unreadable)
		}
		if _, twice := all.receipts[r.ID]; twice {
			return fmt.Errorf("journal entry %d (%s): %w: report %s stands there twice", all.at.Entries, m.ID, ErrWrongSums, r.ID)
		}
		all.add(s.town, r)
		return nil
	}
	if err := s.follow(ctx, &all, take); err != nil {
		return folded{}, nil, err
	}
	kept, head, err := s.snapshot(ctx, &all, sumKeys, take)
	if err == nil && head != all.at {
		err = fmt.Errorf("%w: it ends with entry %d (%s), but %d (%s) was the last", ErrChain,
			all.at.Entries, all.at.Fingerprint(), head.Entries, head.Fingerprint())
	}
	return all.folded, kept, err
}
