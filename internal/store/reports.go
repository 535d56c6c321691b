package store

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"huanjie/internal/election"
)

// Reported is a report with its place in the journal.
type Reported struct {
	Entry string // id of the stream's entry
	election.Report
}

// Reports returns at most most reports of a unit, newest first, older than an
// entry; "" begins with the newest. left is how many older reports the unit
// has, so that reading stops at the last of them.
//
// There is no index. The journal is read backwards, at some 5 µs an entry,
// until enough are found. With 50 villages and 3,000 reports, the last eight
// of a village take 3 ms, and the whole journal 14 ms (BenchmarkReports).
//
// That is enough for an occasional tap on a button. An index would be one more
// write in every commit, and one more thing that can differ from the journal.
// A town of thousands of villages would want one.
func (s *Store) Reports(ctx context.Context, unit election.UnitID, older string, most, left int) ([]Reported, error) {
	var found []Reported
	err := s.backwards(ctx, unit, older, func(r Reported) bool {
		found = append(found, r)
		return len(found) < min(most, left)
	})
	return found, err
}

// History returns all readable reports of a unit, oldest first. It reads the
// whole journal: some 14 ms with 3,000 reports, which is rarely needed.
func (s *Store) History(ctx context.Context, unit election.UnitID) ([]election.Report, error) {
	var all []election.Report
	err := s.backwards(ctx, unit, "", func(r Reported) bool {
		all = append(all, r.Report)
		return true
	})
	slices.Reverse(all)
	return all, err
}

// Report returns one report of a unit by its entry in the journal. ok is false
// if the unit has no such report.
func (s *Store) Report(ctx context.Context, unit election.UnitID, entry string) (r Reported, ok bool, err error) {
	if _, well := parseStreamID(entry); !well {
		return r, false, nil
	}
	found, err := s.c.XRangeN(ctx, s.k.journal(), entry, entry, 1).Result()
	if err != nil || len(found) == 0 {
		return r, false, wrap(err, "read entry %s of the journal of town %s", entry, s.town.ID)
	}
	veil, err := s.readVeil(ctx, s.c)
	if err != nil {
		return r, false, err
	}
	report, err := veil.open(found[0])
	if err != nil || report.Unit != unit {
		return r, false, wrap(err, "read entry %s of the journal of town %s", entry, s.town.ID)
	}
	return Reported{entry, report}, true, nil
}

// Receipt returns a report of a unit by its receipt number. ok is false if the
// unit has no such report or it cannot be read.
func (s *Store) Receipt(ctx context.Context, unit election.UnitID, id election.ReportID) (found Reported, ok bool, err error) {
	err = s.backwards(ctx, unit, "", func(r Reported) bool {
		if r.ID == id {
			found, ok = r, true
		}
		return !ok
	})
	return found, ok, err
}

// Replaced returns the report that a correction replaces. ok is false if c
// corrects none, or if that report cannot be read.
func (s *Store) Replaced(ctx context.Context, c Reported) (old Reported, ok bool, err error) {
	if c.Replaces == "" {
		return old, false, nil
	}
	err = s.backwards(ctx, c.Unit, c.Entry, func(r Reported) bool {
		if r.ID == c.Replaces {
			old, ok = r, true
		}
		return !ok
	})
	return old, ok, err
}

// backwards calls f with the reports of a unit older than an entry, newest
// first, until f returns false. Unreadable reports are skipped. A report with
// a sealed part that does not open is an error.
func (s *Store) backwards(ctx context.Context, unit election.UnitID, older string, f func(Reported) bool) error {
	veil, err := s.readVeil(ctx, s.c)
	if err != nil {
		return err
	}
	from, mark := "+", `"unit":"`+string(unit)+`"` // ids contain nothing that JSON escapes
	if older != "" {
		from = "(" + older
	}
	for {
		page, err := s.c.XRevRangeN(ctx, s.k.journal(), from, "-", journalPage).Result()
		if err != nil {
			return fmt.Errorf("read the reports of unit %s: %w", unit, err)
		}
		for _, entry := range page {
			text := value(entry, "report")
			if !strings.Contains(text, mark) {
				continue
			}
			r, err := veil.open(entry)
			if isLost(err) {
				return fmt.Errorf("read entry %s of the journal of town %s: %w", entry.ID, s.town.ID, err)
			}
			if err == nil && r.Unit == unit && !f(Reported{entry.ID, r}) {
				return nil
			}
		}
		if len(page) < journalPage {
			return nil
		}
		from = "(" + page[len(page)-1].ID
	}
}
