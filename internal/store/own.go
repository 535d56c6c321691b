package store

import (
	"context"
	"encoding/json"
	"fmt"

	"huanjie/internal/election"
)

// OwnTexts returns what the office wrote for its summary, in the order of its parts.
func (s *Store) OwnTexts(ctx context.Context) (all []election.OwnText, err error) {
	kept, err := s.c.HGetAll(ctx, s.k.own()).Result()
	if err != nil {
		return nil, fmt.Errorf("read the office's own words of town %s: %w", s.town.ID, err)
	}
	for _, part := range election.Owns() {
		var w election.OwnText
		if raw, ok := kept[string(part)]; ok && json.Unmarshal([]byte(raw), &w) == nil {
			all = append(all, w)
		}
	}
	return all, nil
}

// addOwn writes what the office wrote for its summary: each part takes the place of what
// was there.
func (s *Store) addOwn(t *transaction, c Commit) error {
	for _, w := range c.Own {
		raw, err := json.Marshal(w)
		if err != nil {
			return fmt.Errorf("write the office's own words: %w", err)
		}
		t.write("HSET", s.k.own(), string(w.Part), raw)
	}
	return nil
}
