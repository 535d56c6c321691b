package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/redis/go-redis/v9"

	"huanjie/internal/election"
)

// ErrWrongSums says that a record or a sum is not what the journal makes it.
var ErrWrongSums = errors.New("differs from the journal")

// verifyTries is how often Verify begins anew because reports came in.
const verifyTries = 5

// Verify folds the whole journal again and compares every record, receipt,
// figure and index with what is kept. The error wraps ErrWrongSums and names
// the first difference; ErrConflict says that reports came in all the time.
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
	all := folded{map[election.UnitID]election.Progress{}, map[election.ReportID]election.UnitID{}}
	err := s.Journal(ctx, func(r election.Report) error {
		if _, twice := all.receipts[r.ID]; twice {
			return fmt.Errorf("verify report %s: %w: it stands there twice", r.ID, ErrWrongSums)
		}
		all.add(s.town, r)
		return nil
	})
	if err != nil {
		return err
	}
	if err := s.verifyReceipts(ctx, all.receipts); err != nil {
		return err
	}
	if err := s.verifyRecords(ctx, all.progress); err != nil {
		return err
	}
	return s.verifySums(ctx, s.sums(all.progress))
}

func (s *Store) verifyReceipts(ctx context.Context, want map[election.ReportID]election.UnitID) error {
	kept, err := s.c.HGetAll(ctx, s.k.receipt()).Result()
	if err != nil {
		return fmt.Errorf("verify receipts of town %s: %w", s.town.ID, err)
	}
	for id, unit := range want {
		if kept[string(id)] != string(unit) {
			return fmt.Errorf("verify receipt %s: %w: kept for unit %q, journal %q", id, ErrWrongSums, kept[string(id)], unit)
		}
		delete(kept, string(id))
	}
	for _, id := range slices.Sorted(maps.Keys(kept)) {
		return fmt.Errorf("verify receipt %s: %w: no such report", id, ErrWrongSums)
	}
	return nil
}

func (s *Store) verifyRecords(ctx context.Context, want map[election.UnitID]election.Progress) error {
	kept, err := s.c.HGetAll(ctx, s.k.progress()).Result()
	if err != nil {
		return fmt.Errorf("verify records of town %s: %w", s.town.ID, err)
	}
	for id := range want {
		kept[string(id)] += "" // one that is missing is looked at too
	}
	for _, id := range slices.Sorted(maps.Keys(kept)) {
		p, reported := want[election.UnitID(id)]
		record := []byte{}
		if reported {
			if record, err = json.Marshal(p); err != nil {
				return fmt.Errorf("verify unit %s: %w", id, err)
			}
		}
		if kept[id] != string(record) && !sameProgress(kept[id], record) {
			return fmt.Errorf("verify unit %s: %w: kept %q, journal %q", id, ErrWrongSums, kept[id], record)
		}
	}
	return nil
}

// sameProgress reports whether a record that is written otherwise, by another
// release, says the same.
func sameProgress(kept string, want []byte) bool {
	var p election.Progress
	if json.Unmarshal([]byte(kept), &p) != nil {
		return false
	}
	again, err := json.Marshal(p)
	return err == nil && string(again) == string(want)
}

func (s *Store) verifySums(ctx context.Context, want sums) error {
	for _, e := range s.town.Elections {
		areas := s.town.Areas(e.ID)
		kept, err := s.Figures(ctx, e.ID, areas...)
		if err != nil {
			return err
		}
		for i, a := range areas {
			if diff := want.figures[s.k.figures(e.ID, a)].Minus(kept[i]); len(diff) > 0 {
				return fmt.Errorf("verify area %q of election %s: %w: journal minus kept is %v", a, e.ID, ErrWrongSums, diff)
			}
			if err := s.verifyPlaces(ctx, want, e, a); err != nil {
				return err
			}
		}
	}
	return nil
}

// verifyPlaces compares the indices of one area, empty ones too.
func (s *Store) verifyPlaces(ctx context.Context, want sums, e election.Election, a election.Area) error {
	indices := []string{s.k.troubled(e.ID, a)}
	for _, st := range e.Stages {
		indices = append(indices, s.k.owing(e.ID, st.ID, a))
	}
	pipe, reads := s.c.Pipeline(), make([]*redis.ZSliceCmd, len(indices))
	for i, key := range indices {
		reads[i] = pipe.ZRangeWithScores(ctx, key, 0, -1)
	}
	if _, err := pipe.Exec(ctx); err != nil {
		return fmt.Errorf("verify area %q of election %s: %w", a, e.ID, err)
	}
	for i, key := range indices {
		if kept := reads[i].Val(); !slices.Equal(kept, want.places[key]) {
			return fmt.Errorf("verify %s: %w: kept %v, journal %v", key, ErrWrongSums, kept, want.places[key])
		}
	}
	return nil
}
