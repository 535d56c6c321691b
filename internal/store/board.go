package store

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"

	"huanjie/internal/election"
)

// Reported reads which units were reported of after an entry of the journal,
// and where the journal ends by then. It is one round trip however large the
// journal. After "" it names no units, only the end, from which to go on. A unit
// stands there once for each of its reports, at most a page of them: ask again
// from the end that was returned.
func (s *Store) Reported(ctx context.Context, after string) (units []election.UnitID, end string, err error) {
	if after == "" {
		end, err = s.journalEnd(ctx)
		return nil, cmp.Or(end, "0-0"), err
	}
	page, err := s.c.XRangeN(ctx, s.k.journal(), "("+after, "+", journalPage).Result()
	if err != nil {
		return nil, after, fmt.Errorf("read what is new in the journal of town %s: %w", s.town.ID, err)
	}
	end = after
	for _, entry := range page {
		var about struct{ Unit election.UnitID }
		if json.Unmarshal([]byte(value(entry, "report")), &about) == nil { // else nothing was folded from it either
			units = append(units, about.Unit)
		}
		end = entry.ID
	}
	return units, end, nil
}
