package store

import (
	"context"

	"github.com/redis/go-redis/v9"

	"huanjie/internal/election"
)

// Corrections calls f with every correction of the journal (Report.Corrects),
// oldest first, and with the report that it takes the place of, of the units that
// are wanted. It reads the whole journal, as AsOf does, and leaves out what it
// leaves out.
func (s *Store) Corrections(ctx context.Context, wanted func(election.UnitID) bool, f func(was, is election.Report)) error {
	all := map[election.ReportID]election.Report{}
	return s.entries(ctx, s.c, func(_ redis.XMessage, r election.Report, err error) error {
		if isLost(err) {
			return err
		}
		if err != nil || !wanted(r.Unit) {
			return nil
		}
		if was, found := all[r.Replaces]; found && r.Corrects(was) {
			f(was, r)
		}
		all[r.ID] = r
		return nil
	})
}
