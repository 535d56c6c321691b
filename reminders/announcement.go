package reminders

import (
	"context"
	"errors"
	"fmt"

	"huanjie/internal/announce"
	"huanjie/internal/election"
	"huanjie/internal/store"
)

// announcements takes the steps about announcements that are due. It posts
// what is approved, asks villages once more to confirm, tells the office who
// has, and updates announcements of the polling day from the settings. Each
// step is taken once, by one replica, because the commit that takes it also
// deletes it.
func (r *Reminders) announcements(ctx context.Context) error {
	failed := []error{r.renew(ctx)}
	due, err := r.store.Planned(ctx, r.o.Now())
	failed = append(failed, err)
	for _, p := range due {
		err := r.step(ctx, p)
		if err != nil && !errors.Is(err, store.ErrConflict) { // otherwise another replica was faster, or a village just confirmed
			failed = append(failed, fmt.Errorf("%s announcement %s: %w", p.Step, p.ID, err))
		}
	}
	if len(due) > 0 {
		r.o.Wake()
	}
	return errors.Join(failed...)
}

func (r *Reminders) step(ctx context.Context, p store.Planned) error {
	c := store.Commit{Done: []store.Planned{p}}
	k, ok, err := r.store.Announcement(ctx, p.ID)
	if err != nil {
		return err
	}
	switch {
	case !ok:
	case p.Step == store.StepPost && k.State == election.Scheduled:
		err = announce.Post(ctx, r.store, &c, k, r.o.Now())
	case p.Step == store.StepNudge && k.State == election.Posted:
		err = r.nudge(ctx, &c, k.Announcement)
	case p.Step == store.StepCheck && k.State == election.Posted:
		err = r.check(ctx, &c, k)
	case p.Step == store.StepStatus:
		err = r.status(ctx, &c, k.Announcement)
	}
	if err != nil {
		return err
	}
	return r.store.Commit(ctx, c)
}

// nudge asks the officers of villages that have not confirmed an announcement
// once more. At night it waits until morning.
func (r *Reminders) nudge(ctx context.Context, c *store.Commit, a election.Announcement) error {
	now := r.o.Now()
	if announce.AtNight(r.store.Town(), now) {
		c.Plan = append(c.Plan, store.Planned{Step: store.StepNudge, ID: a.ID, At: announce.Morning(r.store.Town(), now)})
		return nil
	}
	acks, err := r.store.Acks(ctx, a)
	if err != nil {
		return err
	}
	var missing []election.UnitID
	for _, u := range a.Asked() {
		if _, done := acks[u]; !done {
			missing = append(missing, u)
		}
	}
	officers, err := announce.Officers(ctx, r.store, a, missing...)
	if err != nil {
		return err
	}
	for _, o := range officers {
		c.Messages = append(c.Messages, announce.Reminder(r.store.Town(), a, acks, o))
	}
	if len(missing) > 0 {
		c.Plan = append(c.Plan, store.Planned{Step: store.StepStatus, ID: a.ID, At: now})
	}
	return nil
}

// check tells the office, once, that posted results have been corrected since, or that
// later rounds have come to their end.
// The office decides what to do: posted results never change by themselves.
func (r *Reminders) check(ctx context.Context, c *store.Commit, k store.Kept) error {
	is, grown, err := announce.Stands(ctx, r.store, k)
	if err != nil {
		return err
	}
	now := r.o.Now()
	if is == announce.Holds {
		if now.Sub(k.PostedAt) < announce.CheckFor {
			c.Plan = append(c.Plan, store.Planned{Step: store.StepCheck, ID: k.ID, At: now.Add(announce.CheckEvery)})
		}
		return nil
	}
	readers, err := r.readers(ctx)
	if err != nil {
		return err
	}
	for _, to := range readers {
		if to.person.Office {
			m := announce.Overtaken(k.Announcement, to.lang)
			if is == announce.Grown {
				m = announce.Grew(r.store.Town(), k.Announcement, grown, to.lang)
			}
			m.Chat, m.ID = to.user, fmt.Sprintf("%s.%d.check:%d", k.ID, k.Revision, to.user)
			c.Messages = append(c.Messages, m)
		}
	}
	return nil
}

// status tells the author of an announcement what became of it, in place. What
// others decided about it comes as a new message and rings.
func (r *Reminders) status(ctx context.Context, c *store.Commit, a election.Announcement) error {
	readers, err := r.readers(ctx)
	if err != nil {
		return err
	}
	acks, err := r.store.Acks(ctx, a)
	if err != nil {
		return err
	}
	groups, err := r.store.Groups(ctx)
	if err != nil {
		return err
	}
	now := r.o.Now()
	for _, to := range readers {
		if to.person.ID != a.By {
			continue
		}
		m := announce.Status(r.store.Town(), a, acks, groups, announce.Nudged(r.store.Town(), a, now), to.lang)
		m.Chat, m.ID, m.Quiet = to.user, fmt.Sprintf("%s.%d.status:%d", a.ID, a.Revision, now.UnixMilli()), true
		if a.State == election.Returned || a.State == election.Withdrawn && a.Decision.By != a.By {
			m.Move, m.Quiet = true, announce.AtNight(r.store.Town(), now)
		}
		c.Messages = append(c.Messages, m)
	}
	return nil
}

// renewedMost is how many of the last announcements are searched for those of
// a future polling day.
const renewedMost = 100

// renew brings the announcements of the polling day in line with the settings.
// Settings change only at a restart, so it runs once in a process.
func (r *Reminders) renew(ctx context.Context) error {
	if r.renewed.Load() {
		return nil
	}
	all, err := r.store.Announcements(ctx, renewedMost)
	if err != nil {
		return err
	}
	for _, k := range all {
		var c store.Commit
		changed, err := announce.Renew(ctx, r.store, &c, k, r.o.Now())
		if err == nil && changed {
			err = r.store.Commit(ctx, c)
		}
		if err != nil && !errors.Is(err, store.ErrConflict) { // otherwise another replica renews it
			return fmt.Errorf("renew announcement %s: %w", k.ID, err)
		}
	}
	r.renewed.Store(true)
	return nil
}
