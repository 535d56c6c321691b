package bot

import (
	"context"
	"slices"

	"huanjie/internal/document"
	"huanjie/internal/election"
)

// besideOffice adds to the answer about a number that units report what the office has reported of the same
// name itself: 公开信发了多少 of the villages, and of the office. Who asks of some units alone is not told.
func (d *desk) besideOffice(ctx context.Context, q *inquiry, k election.RecordKind) error {
	work := d.store.Town().OfficeWork()
	f, ok := k.Number(q.Field)
	if !ok || k.Of(election.OfficeWork) || !d.person.MaySee(work) || !q.Scope.IsZero() && !q.Scope.Town {
		return nil
	}
	p, err := d.store.OfficeWork(ctx)
	if err != nil || len(p.Records) == 0 {
		return err
	}
	for _, own := range d.store.Town().Records {
		i := slices.IndexFunc(own.Numbers(), func(o election.RecordField) bool {
			label := f.Label.In(election.Chinese)
			return o.Label.In(election.Chinese) == label || slices.Contains(o.Words, label)
		})
		if !own.Of(election.OfficeWork) || i < 0 || len(p.Records[own.ID]) == 0 {
			continue
		}
		m := document.RecordMeasure(own, own.Numbers()[i].ID)
		if v := m.Of(d.store.Town().ElectionOf(work), election.UnitState{Unit: work, Progress: p}); v.Known {
			q.also = append(q.also, say("（%s另有“%s”：%s）", "(%s, besides: %s: %s)").With(election.OfficeWork.Name(), own.Numbers()[i].Label, m.Say(v)))
		}
	}
	return nil
}
