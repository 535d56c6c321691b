package store

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	"github.com/redis/go-redis/v9"

	"huanjie/internal/election"
)

// stateVersion is the version of what is kept of a town. It is raised by a
// release that earlier ones could not run beside; upgrade then takes the step.
// A change of folding is not such a step (FoldVersion).
//
//	0  without a version: the journal was no chain
//	1  the journal is a chain
//	2  what is personal in a report is sealed (veil.go); what stands in the
//	   journal already stays as it is, as it is under the chain
const stateVersion = 2

// ErrVersion means that a later release keeps the town in a newer way.
var ErrVersion = errors.New("is kept by a newer release: run that one, or a newer one")

// keptVersion returns the version of what is kept; 0 if there is none, as in
// an empty town.
func (s *Store) keptVersion(ctx context.Context) (int, error) {
	text, err := s.c.Get(ctx, s.k.version()).Result()
	if errors.Is(err, redis.Nil) {
		return 0, nil
	}
	if err != nil {
		return 0, fmt.Errorf("read version of town %s: %w", s.town.ID, err)
	}
	version, err := strconv.Atoi(text)
	if err != nil {
		return 0, fmt.Errorf("read version of town %s: key %s %w", s.town.ID, s.k.version(), ErrBroken)
	}
	if version > stateVersion {
		return version, fmt.Errorf("town %s %w (its version is %d, this release knows %d)", s.town.ID, ErrVersion, version, stateVersion)
	}
	return version, nil
}

// upgrade brings what is kept to this release's version, in place.
func (s *Store) upgrade(ctx context.Context) error {
	for {
		version, err := s.keptVersion(ctx)
		if err != nil || version == stateVersion {
			return err
		}
		step := s.chainJournal
		if version == 1 {
			step = s.beginSealing
		}
		err = s.c.Watch(ctx, func(tx *redis.Tx) error { return step(ctx, tx) }, s.k.version(), s.k.journal())
		if err != nil && !errors.Is(err, redis.TxFailedErr) { // otherwise a report came in between
			return wrap(err, "bring town %s to version %d", s.town.ID, stateVersion)
		}
	}
}

// beginSealing upgrades version 1 to 2. The sums are rebuilt, so that no
// process of an earlier release can add an unsealed report.
func (s *Store) beginSealing(ctx context.Context, tx *redis.Tx) error {
	_, err := tx.TxPipelined(ctx, func(p redis.Pipeliner) error {
		p.Set(ctx, s.k.version(), 2, 0)
		p.HDel(ctx, s.k.enrolled(), rosterField)
		return nil
	})
	return err
}

// chainJournal makes the journal a chain: version 0 to 2. Processes of an
// earlier release can no longer report, because the sums are not of their
// roster.
func (s *Store) chainJournal(ctx context.Context, tx *redis.Tx) error {
	var reports []redis.XMessage
	err := s.entries(ctx, tx, func(m redis.XMessage, _ election.Report, _ error) error {
		reports = append(reports, m)
		return nil
	})
	if err != nil {
		return err
	}
	_, err = tx.TxPipelined(ctx, func(p redis.Pipeliner) error {
		p.Set(ctx, s.k.version(), stateVersion, 0)
		p.Del(ctx, s.k.journal(), s.k.head())
		p.HDel(ctx, s.k.enrolled(), rosterField)
		head := election.Head{}
		for _, m := range reports {
			report := value(m, "report")
			prev, sum := head.Hash, sumOf(report)
			head = follow(head, sum)
			p.XAdd(ctx, &redis.XAddArgs{Stream: s.k.journal(), ID: m.ID,
				Values: []any{"report", report, "n", head.Entries, "sum", sum, "prev", prev, "hash", head.Hash}})
		}
		if head.Entries > 0 {
			p.HSet(ctx, s.k.head(), "n", head.Entries, "hash", head.Hash)
		}
		return nil
	})
	return err
}
