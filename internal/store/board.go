package store

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"

	"huanjie/internal/election"
)

// Reported returns the units that were reported on after an entry of the
// journal, and the end of the journal, from which to go on. After "", it
// returns no units, only the end. It takes one round trip, however large the
// journal.
//
// A unit appears once for each of its reports. At most one page is read; ask
// again from the returned end.
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
		if json.Unmarshal([]byte(value(entry, "report")), &about) == nil { // otherwise it was not folded either
			units = append(units, about.Unit)
		}
		end = entry.ID
	}
	return units, end, nil
}
