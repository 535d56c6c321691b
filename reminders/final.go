package reminders

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"huanjie/internal/document"
	"huanjie/internal/election"
	"huanjie/internal/store"
)

// final tells leaders, the leading group and the office, an hour after the close
// of polling, which units have reported no final turnout, unless the last one
// meets the quorum. It is said once for each hour of closing.
func (r *Reminders) final(ctx context.Context) error {
	now := r.o.Now().In(r.store.Town().Location)
	var failed []error
	for _, e := range r.store.Town().Elections {
		if election.DateOf(now) != e.PollingDay || r.o.Quiet.At(now) {
			continue
		}
		for _, end := range r.closings(e, now) {
			failed = append(failed, r.finalOf(ctx, e, end, now))
		}
	}
	return errors.Join(failed...)
}

// closings are the hours at which polling ended somewhere so long ago that a
// final turnout should be there.
func (r *Reminders) closings(e election.Election, now time.Time) (ends []time.Time) {
	for _, u := range r.store.Town().Units {
		c, over := e.Closing(u, election.Progress{}, now)
		if u.Election == e.ID && over && c.Unsaid(now) && !slices.Contains(ends, c.End) {
			ends = append(ends, c.End)
		}
	}
	return ends
}

// finalOf tells of the units whose polling ended at one time.
func (r *Reminders) finalOf(ctx context.Context, e election.Election, end, now time.Time) error {
	job := fmt.Sprintf("final:%s:%s", e.ID, end.Format("15:04"))
	if at, err := r.store.RanUntil(ctx, job); err != nil || election.DateOf(at.In(now.Location())) == e.PollingDay {
		return err
	}
	states, err := r.unsaid(ctx, e, end, now)
	if err != nil {
		return err
	}
	readers, err := r.readers(ctx)
	if err != nil {
		return err
	}
	for _, to := range readers {
		theirs := slices.DeleteFunc(slices.Clone(states), func(s election.UnitState) bool { return !to.person.Office && !to.person.Leads(s.Unit) })
		if len(theirs) > 0 {
			m := store.Message{Text: document.Unsaid(e, theirs, to.lang, now), Quiet: to.prefs.QuietOr(r.o.Quiet).At(now)}
			if err := r.enqueue(ctx, job, end, to.user, m); err != nil {
				return err
			}
		}
	}
	r.o.Wake()
	return r.store.Ran(ctx, job, now)
}

// unsaid returns the units whose polling ended at one time and whose final
// turnout is missing or short of the quorum.
func (r *Reminders) unsaid(ctx context.Context, e election.Election, end, now time.Time) ([]election.UnitState, error) {
	var ids []election.UnitID
	for _, u := range r.store.Town().Units {
		if at, known := e.PollingEnds(u, now.Location()); u.Election == e.ID && known && at.Equal(end) {
			ids = append(ids, u.ID)
		}
	}
	states, err := r.store.States(ctx, ids)
	return slices.DeleteFunc(states, func(s election.UnitState) bool {
		c, over := e.Closing(s.Unit, s.Progress, now)
		return !over || c.Final || s.Progress.Turnout != nil && c.Short == 0
	}), err
}
