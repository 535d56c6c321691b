package store

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"huanjie/internal/election"
)

// Verify folds the whole journal again and compares every record, figure and
// index with what is kept. The error wraps ErrWrongSums and names the first
// difference. It must not run while reports come in.
func (s *Store) Verify(ctx context.Context) error {
	folded := map[election.UnitID]election.Progress{}
	err := s.Journal(ctx, func(r election.Report) error {
		u, known := s.town.Unit(r.Unit)
		if !known {
			return nil // left the roster; its reports stay in the journal
		}
		folded[r.Unit] = s.town.ElectionOf(u).Fold(folded[r.Unit], r)
		return nil
	})
	if err != nil {
		return err
	}
	records := map[string]string{}
	for _, id := range slices.Sorted(maps.Keys(folded)) {
		want, err := json.Marshal(folded[id])
		if err != nil {
			return fmt.Errorf("verify unit %s: %w", id, err)
		}
		records[string(id)] = string(want)
		if got := s.c.HGet(ctx, s.k.progress(), string(id)).Val(); got != string(want) {
			return fmt.Errorf("verify unit %s: %w: kept %s, journal %s", id, ErrWrongSums, got, want)
		}
	}
	return s.verifySums(ctx, records)
}

func (s *Store) verifySums(ctx context.Context, records map[string]string) error {
	all, err := s.sums(records)
	if err != nil {
		return err
	}
	for _, e := range s.town.Elections {
		areas := s.town.Areas(e.ID)
		kept, err := s.Figures(ctx, e.ID, areas...)
		if err != nil {
			return err
		}
		for i, a := range areas {
			if diff := all.figures[s.k.figures(e.ID, a)].Minus(kept[i]); len(diff) > 0 {
				return fmt.Errorf("verify area %q of election %s: %w: journal minus kept is %v", a, e.ID, ErrWrongSums, diff)
			}
		}
	}
	for key, want := range all.places {
		kept, err := s.c.ZRangeWithScores(ctx, key, 0, -1).Result()
		if err != nil {
			return fmt.Errorf("verify %s: %w", key, err)
		}
		if !slices.Equal(kept, want) {
			return fmt.Errorf("verify %s: %w: kept %v, journal %v", key, ErrWrongSums, kept, want)
		}
	}
	return nil
}
