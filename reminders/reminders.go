// Package reminders does what is done at set times: reminding of what is due,
// and the daily digest. robfig/cron only wakes it; which planned times have
// been served is kept in the store, so that each is served once, by one
// replica, and one that was missed is caught up.
package reminders

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"github.com/robfig/cron/v3"

	"huanjie/internal/election"
	"huanjie/internal/store"
)

// Options are what the reminders of a town need besides its store.
type Options struct {
	Digest []cron.Schedule // in the town's time
	Due    []cron.Schedule
	Now    func() time.Time
	Log    *slog.Logger
	Wake   func() // tells the sender that there is something to send
	Who    string // this replica
}

// Reminders are the jobs of one town.
type Reminders struct {
	store *store.Store
	o     Options
	jobs  []job
}

// job is something done at set times. run is told the planned time and whether
// it is served late.
type job struct {
	name  string
	times []cron.Schedule
	run   func(ctx context.Context, planned time.Time, late bool) error
}

const (
	graceTime = 30 * time.Minute // after its planned time, what is sent is marked late
	claimTime = 2 * time.Minute  // a replica that dies holds a job up for no longer
)

// New makes the reminders of a town.
func New(s *store.Store, o Options) *Reminders {
	r := &Reminders{store: s, o: o}
	r.jobs = []job{{"due", o.Due, r.due}, {"digest", o.Digest, r.digest}}
	return r
}

// Schedule has cron wake the jobs: at their times, and every minute for what
// was missed or failed.
func (r *Reminders) Schedule(ctx context.Context, c *cron.Cron) {
	for _, j := range r.jobs {
		for _, at := range j.times {
			c.Schedule(zoned{at, r.store.Town().Location}, cron.FuncJob(func() { r.Wake(ctx) }))
		}
	}
	c.Schedule(cron.Every(time.Minute), cron.FuncJob(func() { r.Wake(ctx) }))
}

// zoned is a schedule in a town's own time.
type zoned struct {
	cron.Schedule
	in *time.Location
}

// Next is the next time after t.
func (z zoned) Next(t time.Time) time.Time { return z.Schedule.Next(t.In(z.in)) }

// Wake serves every planned time up to now that was not served. What fails is
// tried again at the next waking.
func (r *Reminders) Wake(ctx context.Context) {
	if err := r.moved(ctx); err != nil && ctx.Err() == nil {
		r.o.Log.Error("tell a moved polling day", "town", r.store.Town().ID, "error", err)
	}
	for _, j := range r.jobs {
		if err := r.serve(ctx, j); err != nil && ctx.Err() == nil {
			r.o.Log.Error("run job", "town", r.store.Town().ID, "job", j.name, "error", err)
		}
	}
}

// Next is the next planned time of any job after t; zero if there is none.
func (r *Reminders) Next(t time.Time) time.Time {
	var next time.Time
	for _, j := range r.jobs {
		if n := j.next(t.In(r.store.Town().Location)); !n.IsZero() && (next.IsZero() || n.Before(next)) {
			next = n
		}
	}
	return next
}

func (j job) next(t time.Time) time.Time {
	var next time.Time
	for _, at := range j.times {
		if n := at.Next(t); !n.IsZero() && (next.IsZero() || n.Before(next)) {
			next = n
		}
	}
	return next
}

// serve runs a job for its last planned time if that has not been served.
// Of several that were missed only the last is worth serving: it says all that
// the earlier ones would have said.
func (r *Reminders) serve(ctx context.Context, j job) error {
	if planned, err := r.planned(ctx, j); err != nil || planned.IsZero() {
		return err
	}
	mine, err := r.store.Claim(ctx, j.name, r.o.Who, claimTime)
	if err != nil || !mine {
		return err
	}
	err = r.serveClaimed(ctx, j)
	return errors.Join(err, r.store.Release(context.WithoutCancel(ctx), j.name, r.o.Who))
}

// serveClaimed looks again, because another replica may have served the time
// before the claim, and runs the job.
func (r *Reminders) serveClaimed(ctx context.Context, j job) error {
	planned, err := r.planned(ctx, j)
	if err != nil || planned.IsZero() {
		return err
	}
	err = j.run(ctx, planned, r.o.Now().Sub(planned) > graceTime)
	r.o.Wake() // also for what was queued before it failed
	if err != nil {
		return fmt.Errorf("serve %s: %w", planned.Format(time.RFC3339), err)
	}
	return r.store.Ran(ctx, j.name, planned)
}

// planned is the last planned time of a job that was not served yet; zero if
// there is none. At the first start nothing was missed.
func (r *Reminders) planned(ctx context.Context, j job) (time.Time, error) {
	now := r.o.Now().In(r.store.Town().Location)
	until, err := r.store.RanUntil(ctx, j.name)
	if err != nil {
		return time.Time{}, err
	}
	if until.IsZero() {
		return time.Time{}, r.store.Ran(ctx, j.name, now)
	}
	return j.last(until.In(now.Location()), now), nil
}

// last is the last planned time after from and not after now; zero if none.
func (j job) last(from, now time.Time) time.Time {
	var last time.Time
	for t := j.next(from); !t.IsZero() && !t.After(now); t = j.next(t) {
		last = t
	}
	return last
}

// enqueue queues messages to one person once for a planned time, however often
// the job runs for it.
func (r *Reminders) enqueue(ctx context.Context, job string, planned time.Time, user int64, messages ...store.Message) error {
	if len(messages) == 0 {
		return nil
	}
	once := fmt.Sprintf("%s:%s:%d", job, planned.Format(time.RFC3339), user)
	for i := range messages {
		messages[i].Chat, messages[i].ID = user, fmt.Sprintf("%s:%d", once, i)
		messages[i].Quiet = r.atNight()
	}
	err := r.store.Commit(ctx, store.Commit{Once: once, Messages: messages})
	if err == nil || errors.Is(err, store.ErrSeen) {
		return nil
	}
	return fmt.Errorf("queue %s: %w", once, err)
}

// atNight reports whether a message would wake people up: something caught up
// after downtime.
func (r *Reminders) atNight() bool {
	hour := r.o.Now().In(r.store.Town().Location).Hour()
	return hour < 7 || hour >= 22
}

// reader is somebody of the roster, or of the office, whom messages reach.
type reader struct {
	person election.Person
	user   int64
	lang   election.Language
}

// readers are all people who can be reached. A member of the office who is
// bound as somebody else too reads as the office.
func (r *Reminders) readers(ctx context.Context) ([]reader, error) {
	town := r.store.Town()
	people := town.People()
	users, err := r.store.Bound(ctx, people...)
	if err != nil {
		return nil, err
	}
	var all []reader
	for i, p := range people {
		if users[i] != 0 && !slices.Contains(town.Office, users[i]) {
			all = append(all, reader{person: town.Person(p), user: users[i]})
		}
	}
	for _, user := range town.Office {
		all = append(all, reader{person: town.Person(election.OfficePerson(user)), user: user})
	}
	ids := make([]int64, len(all))
	for i := range all {
		ids[i] = all[i].user
	}
	languages, err := r.store.Languages(ctx, ids...)
	if err != nil {
		return nil, err
	}
	for i := range all {
		all[i].lang = languages[i]
	}
	return all, nil
}
