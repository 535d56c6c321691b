// Package reminders does what is done at set times: reminders of what is due,
// digests, and more. robfig/cron only wakes it. The store keeps which planned
// times have been served, so that each is served once, by one replica, even
// late.
package reminders

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"github.com/robfig/cron/v3"

	"huanjie/internal/election"
	"huanjie/internal/store"
)

// Options are the settings of a town's reminders.
type Options struct {
	Digest        []cron.Schedule // in the town's time, like all schedules here
	Spread        time.Duration   // digests begin up to so much later, each town at a time of its own
	PollingDigest []cron.Schedule // replaces Digest on polling day; none: no difference
	Due           []cron.Schedule
	Turnout       []cron.Schedule // on polling day: when every unit must report its turnout
	Count         []cron.Schedule // on polling day: when every unit must report its count
	Results       []cron.Schedule // on polling day: when the results are sent at the latest
	Outlook       []cron.Schedule
	Readiness     []cron.Schedule // on the day before polling day

	Climb        election.Ladder // after the day of a stage
	PollingClimb election.Ladder // after an hour of polling day
	Quiet        election.Quiet  // default hours when nothing rings
	Workdays     election.Workdays

	Now  func() time.Time
	Log  *slog.Logger
	Wake func() // tells the sender that there is something to send
	Who  string // this replica

	// Off returns by how much the clock of this host is known to be ahead of
	// the true time. nil: it is not compared.
	Off func() time.Duration

	// Lease is how long a replica that dies holds up a job; 0 means the
	// default.
	Lease time.Duration
}

// Reminders are the jobs of one town.
type Reminders struct {
	store *store.Store
	o     Options
	jobs  []job

	renewed atomic.Bool // announcements of the polling day are in line with the settings
	told    atomic.Bool // people know the duties of the roster
}

// job is something done at set times.
type job struct {
	name  string
	times []cron.Schedule
	run   func(ctx context.Context, s slot) error
	own   bool // is no part of the office's plan
}

// slot is a planned time that a job serves, together with the missed ones
// before it.
type slot struct {
	since   time.Time // served up to this time; the slot begins after it
	planned time.Time // in the town's location
	late    bool      // so late that the message says so
}

const (
	graceTime = 30 * time.Minute // messages sent later than this are marked late
	claimTime = 20 * time.Second // the longest that a dead replica holds up a job
)

// WakeEvery is how often Wake is called, besides at the planned times, for what
// was missed or failed. It must not be left to cron: after its clock was set
// back, cron sleeps until that has caught up.
const WakeEvery = 15 * time.Second

// verifyHour is when the night is over, in the town's time, and what is kept is checked
// whether or not there is a digest.
const verifyHour = 7

// New returns the reminders of a town.
func New(s *store.Store, o Options) *Reminders {
	o.Digest, o.PollingDigest = spread(s.Town().ID, o.Spread, o.Digest), spread(s.Town().ID, o.Spread, o.PollingDigest)
	r := &Reminders{store: s, o: o}
	r.jobs = []job{
		{name: "verify", times: spread(s.Town().ID, o.Spread, []cron.Schedule{daily{hour: verifyHour}}), run: r.nightly, own: true},
		{name: "due", times: o.Due, run: r.due},
		{name: "chase", times: r.onPollingDays(climbing(o.PollingClimb, append(slices.Clone(o.Turnout), o.Count...))), run: r.chase},
		{name: "digest", times: append(slices.Clone(o.Digest), r.onPollingDays(o.PollingDigest)...), run: r.digest},
		{name: "own digest", times: ownTimes(), run: r.ownDigest, own: true},
		{name: "outlook", times: o.Outlook, run: r.outlook},
		{name: "readiness", times: r.onDays(o.Readiness, -1), run: r.readiness},
		{name: "readiness again", times: r.readinessHours(), run: r.readinessAgain},
		{name: "readiness over", times: r.onPollingDays([]cron.Schedule{daily{hour: 12}}), run: r.readinessOver},
	}
	return r
}

// Schedule makes cron wake the jobs at their times.
func (r *Reminders) Schedule(ctx context.Context, c *cron.Cron) {
	for _, j := range r.jobs {
		for _, at := range j.times {
			c.Schedule(zoned{at, r.store.Town().Location}, cron.FuncJob(func() { r.Wake(ctx) }))
		}
	}
}

// zoned is a schedule in a town's own time.
type zoned struct {
	cron.Schedule
	in *time.Location
}

// Next returns the next time after t.
func (z zoned) Next(t time.Time) time.Time { return z.Schedule.Next(t.In(z.in)) }

// Wake serves every planned time up to now that was not served. Failures are
// retried at the next call. While the clock of this host is known to be far
// off, it does nothing.
func (r *Reminders) Wake(ctx context.Context) {
	if r.off().Abs() >= election.ClockFar {
		return
	}
	r.try(ctx, "put back what ran ahead of time", r.putBack)
	if r.closing(ctx) {
		return
	}
	r.try(ctx, "tell a moved polling day", r.moved)
	r.try(ctx, "tell changed duties", r.duties)
	r.try(ctx, "carry out announcements", r.announcements)
	for _, j := range r.jobs {
		r.try(ctx, "run job "+j.name, func(ctx context.Context) error { return r.serve(ctx, j) })
	}
	r.try(ctx, "look after unfinished incidents", r.unfinished)
	r.try(ctx, "ask for answers to cases", r.cases)
	r.try(ctx, "ask for final turnouts", r.final)
	r.try(ctx, "keep reminders up to date", r.tick)
}

// try does one of the things that are looked after. If it fails, the others are done all
// the same.
func (r *Reminders) try(ctx context.Context, what string, do func(context.Context) error) {
	if err := do(ctx); err != nil && ctx.Err() == nil {
		r.o.Log.Error(what, "town", r.store.Town().ID, "error", err)
	}
}

// tickEvery is how often cards are checked between their times, because a
// promise may have ended or a setting changed.
const tickEvery = 5 // minutes

// tick updates cards between their times, and keeps when the jobs come next.
// Any replica may do it, since a card changes only once.
func (r *Reminders) tick(ctx context.Context) error {
	now := r.o.Now().In(r.store.Town().Location)
	if now.Minute()%tickEvery != 0 {
		return nil
	}
	coming := map[string]time.Time{}
	for _, j := range r.jobs {
		if next := j.next(now); !j.own && !next.IsZero() {
			coming[j.name] = next
		}
	}
	err := errors.Join(r.store.Plan(ctx, coming), r.results(ctx, now))
	if r.o.Quiet.At(now) {
		return err
	}
	return errors.Join(err, r.ask(ctx, slot{planned: now.Truncate(time.Minute)}, false))
}

// Next returns the next planned time of any job after t; zero if there is
// none.
func (r *Reminders) Next(t time.Time) time.Time {
	var next time.Time
	for _, j := range r.jobs {
		if n := j.next(t.In(r.store.Town().Location)); !j.own && !n.IsZero() && (next.IsZero() || n.Before(next)) {
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
// Earlier missed times are skipped, since the last one says all that they
// would have said.
func (r *Reminders) serve(ctx context.Context, j job) error {
	if s, err := r.planned(ctx, j); err != nil || s.planned.IsZero() {
		return err
	}
	mine, err := r.store.Claim(ctx, j.name, r.o.Who, cmp.Or(r.o.Lease, claimTime))
	if err != nil || !mine {
		return err
	}
	err = r.serveClaimed(ctx, j)
	return errors.Join(err, r.store.Release(context.WithoutCancel(ctx), j.name, r.o.Who))
}

// serveClaimed runs the job after checking again, because another replica may
// have served the time before the claim.
func (r *Reminders) serveClaimed(ctx context.Context, j job) error {
	s, err := r.planned(ctx, j)
	if err != nil || s.planned.IsZero() {
		return err
	}
	err = j.run(ctx, s)
	r.o.Wake() // also for messages queued before a failure
	if err != nil {
		return fmt.Errorf("serve %s: %w", s.planned.Format(time.RFC3339), err)
	}
	if err := r.store.CloseBroadcasts(ctx, j.name+":"); err != nil {
		return err
	}
	return r.store.Ran(ctx, j.name, s.planned)
}

// planned returns the last planned time of a job that was not served yet; zero
// if there is none. At the first start nothing counts as missed. In quiet
// hours there is none: missed times wait until the hours are over.
func (r *Reminders) planned(ctx context.Context, j job) (slot, error) {
	now := r.o.Now().In(r.store.Town().Location)
	until, err := r.store.RanUntil(ctx, j.name)
	if err != nil {
		return slot{}, err
	}
	if until.IsZero() {
		return slot{}, r.store.Ran(ctx, j.name, now)
	}
	s := slot{since: until.In(now.Location())}
	if s.planned = j.last(s.since, now); s.planned.IsZero() || r.o.Quiet.At(now) && !j.own {
		return slot{}, nil
	}
	s.late = now.Sub(s.planned) > graceTime
	return s, nil
}

// last returns the last planned time after from and not after now; zero if
// there is none.
func (j job) last(from, now time.Time) time.Time {
	var last time.Time
	for t := j.next(from); !t.IsZero() && !t.After(now); t = j.next(t) {
		last = t
	}
	return last
}

// enqueue queues messages to one person, once for a planned time, however
// often the job runs.
func (r *Reminders) enqueue(ctx context.Context, job string, planned time.Time, user int64, messages ...store.Message) error {
	if len(messages) == 0 {
		return nil
	}
	once := fmt.Sprintf("%s:%s:%d", job, planned.Format(time.RFC3339), user)
	for i := range messages {
		messages[i].Chat, messages[i].ID = user, fmt.Sprintf("%s:%d", once, i)
		messages[i].Class = store.ClassDigest
		messages[i].Quiet = messages[i].Quiet || r.o.Quiet.At(r.o.Now().In(r.store.Town().Location))
	}
	if r.broadcasts(job) {
		messages[len(messages)-1].Broadcast = job + ":" + planned.Format(time.RFC3339)
	}
	err := r.store.Commit(ctx, store.Commit{Once: once, Messages: messages, More: true})
	if err == nil || errors.Is(err, store.ErrSeen) {
		return nil
	}
	return fmt.Errorf("queue %s: %w", once, err)
}

// broadcasts reports whether messages queued under a name are a broadcast of a
// job, which ends with the job.
func (r *Reminders) broadcasts(name string) bool {
	name, _, _ = strings.Cut(name, ":")
	return slices.ContainsFunc(r.jobs, func(j job) bool { return j.name == name })
}

// reader is a person of the roster or the office who can be reached.
type reader struct {
	person election.Person
	user   int64
	lang   election.Language
	prefs  store.Prefs
}

// readers returns all people who can be reached. Members of the office who are
// also bound as somebody else read as the office.
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
	prefs, err := r.store.Prefs(ctx, ids...)
	if err != nil {
		return nil, err
	}
	for i := range all {
		all[i].lang, all[i].prefs = languages[i], prefs[i]
	}
	return all, nil
}
