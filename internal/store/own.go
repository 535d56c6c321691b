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

// OfficeWork returns what the office has reported of its own work (election.Town.OfficeWork).
func (s *Store) OfficeWork(ctx context.Context) (election.Progress, error) {
	all, err := s.Progress(ctx, election.TownWide)
	if err != nil {
		return election.Progress{}, err
	}
	return all[0], nil
}

// addOwn journals what the office wrote for its summary: each part takes the place of what
// was there.
func (s *Store) addOwn(ctx context.Context, t *transaction, c Commit) error {
	for _, w := range c.Own {
		r := w.Report(c.user())
		entry, err := s.sealReport(ctx, t, r)
		if err != nil {
			return err
		}
		kept, err := ownField(r)
		if err != nil {
			return err
		}
		t.guard(s.k.enrolled(), rosterField, s.print)
		t.guard(s.k.receipt(), string(r.ID), "")
		t.write("HSET", s.k.receipt(), string(r.ID), string(r.Unit))
		t.write("CHAIN", s.k.journal(), t.place(s.k.head()), sumOf(entry), entry)
		t.write("HSET", s.k.own(), string(w.Part), kept)
	}
	return nil
}

// ownField is what is kept of a report in the office's own words. The moment is that which
// the journal has, to the nanosecond and in UTC.
func ownField(r election.Report) (string, error) {
	w, _ := election.OwnTextOf(r)
	w.At = w.At.UTC()
	raw, err := json.Marshal(w)
	return string(raw), wrap(err, "write the office's own words")
}

// user is the Telegram account that makes the commit; 0 if none does.
func (c Commit) user() int64 {
	if c.Session == nil {
		return 0
	}
	return c.Session.User
}
