package store

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/redis/go-redis/v9"

	"huanjie/internal/election"
)

// Journal calls f with every report, oldest first, until f returns an error.
// The error names the entry that cannot be read.
func (s *Store) Journal(ctx context.Context, f func(election.Report) error) error {
	return s.entries(ctx, s.c, func(m redis.XMessage, r election.Report, err error) error {
		if err != nil {
			return fmt.Errorf("read journal entry %s of town %s: %w", m.ID, s.town.ID, err)
		}
		return f(r)
	})
}

// journalPage is how many reports are read at once.
const journalPage = 500

// entries calls f with every entry of the journal, oldest first; err is why one
// cannot be read.
func (s *Store) entries(ctx context.Context, c redis.Cmdable, f taking) error {
	return s.entriesAfter(ctx, c, "", f)
}

// entriesAfter is entries from behind the one with an id on.
func (s *Store) entriesAfter(ctx context.Context, c redis.Cmdable, last string, f taking) error {
	veil, err := s.readVeil(ctx, c)
	if err != nil {
		return err
	}
	return s.rawEntriesAfter(ctx, c, last, func(m redis.XMessage) error {
		r, err := veil.open(m)
		return f(m, r, err)
	})
}

// rawEntries calls f with every entry of the journal as it stands, oldest first.
func (s *Store) rawEntries(ctx context.Context, c redis.Cmdable, f func(redis.XMessage) error) error {
	return s.rawEntriesAfter(ctx, c, "", f)
}

func (s *Store) rawEntriesAfter(ctx context.Context, c redis.Cmdable, last string, f func(redis.XMessage) error) error {
	for from := after(last); ; {
		page, err := c.XRangeN(ctx, s.k.journal(), from, "+", journalPage).Result()
		if err != nil {
			return fmt.Errorf("read journal of town %s: %w", s.town.ID, err)
		}
		for _, entry := range page {
			if err := f(entry); err != nil {
				return err
			}
		}
		if len(page) < journalPage {
			return nil
		}
		from = after(page[len(page)-1].ID)
	}
}

// folded is what a journal adds up to.
type folded struct {
	progress map[election.UnitID]election.Progress // of the units in the roster
	receipts map[election.ReportID]election.UnitID // of all reports
	leftOut  map[string]string                     // entries that cannot be read, and why
	reports  map[election.UnitID][]election.Report // of the units in the roster, to fold them again without what is withdrawn
	own      map[election.Own]election.Report      // the latest of each part in the office's own words
}

func newFolded() folded {
	return folded{map[election.UnitID]election.Progress{}, map[election.ReportID]election.UnitID{}, map[string]string{}, map[election.UnitID][]election.Report{}, map[election.Own]election.Report{}}
}

// fold folds the whole journal. The error names an entry whose sealed part does
// not open: without the key, sums would be made that lack it. Others that cannot
// be read, such as reports of a kind that only a later release knows, are left
// out and listed: one of them must not keep a town from working.
func (s *Store) fold(ctx context.Context, c redis.Cmdable) (folded, error) {
	all := newFolded()
	return all, s.entries(ctx, c, all.take(s.town))
}

// take folds entries in as fold does.
func (all folded) take(town *election.Town) taking {
	return func(m redis.XMessage, r election.Report, unread error) error {
		switch {
		case isLost(unread):
			return fmt.Errorf("journal entry %s (%s): %w", value(m, "n"), m.ID, unread)
		case unread != nil:
			all.leftOut[m.ID] = unread.Error()
			return nil
		}
		all.add(town, r)
		return nil
	}
}

// add folds one report in. Those of a unit that left the roster stay in the
// journal, and count again if it comes back. One that stands there twice counts
// once.
func (all folded) add(town *election.Town, r election.Report) {
	if _, twice := all.receipts[r.ID]; twice {
		return
	}
	all.receipts[r.ID] = r.Unit
	if w, own := election.OwnTextOf(r); own {
		all.own[w.Part] = r
		return
	}
	u, known := town.Unit(r.Unit)
	if !known {
		return
	}
	all.reports[u.ID] = append(all.reports[u.ID], r)
	if len(r.TakesBack()) > 0 {
		all.progress[u.ID] = town.ElectionOf(u).FoldAll(all.reports[u.ID])
		return
	}
	all.progress[u.ID] = town.ElectionOf(u).Fold(all.progress[u.ID], r)
}

// write writes records and receipts.
func (all folded) write(ctx context.Context, p redis.Pipeliner, k keys) error {
	for unit, progress := range all.progress {
		record, err := json.Marshal(progress)
		if err != nil {
			return fmt.Errorf("write unit %s: %w", unit, err)
		}
		p.HSet(ctx, k.progress(), string(unit), record)
	}
	for report, unit := range all.receipts {
		p.HSet(ctx, k.receipt(), string(report), string(unit))
	}
	return nil
}

// readProgress reads a unit's record; one that cannot be read is folded again
// from the journal, so that the unit's next report writes it anew.
func (s *Store) readProgress(ctx context.Context, unit election.UnitID, raw string) (p election.Progress, err error) {
	if raw == "" {
		return p, nil
	}
	if json.Unmarshal([]byte(raw), &p) == nil {
		return p, nil
	}
	all, err := s.fold(ctx, s.c)
	return all.progress[unit], err
}

// journalEnd is the id of the last report.
func (s *Store) journalEnd(ctx context.Context) (string, error) {
	last, err := s.c.XRevRangeN(ctx, s.k.journal(), "+", "-", 1).Result()
	if err != nil || len(last) == 0 {
		return "", wrap(err, "read journal of town %s", s.town.ID)
	}
	return last[0].ID, nil
}
