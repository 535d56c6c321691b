package reminders

import (
	"hash/fnv"
	"slices"
	"time"

	"github.com/robfig/cron/v3"

	"huanjie/internal/election"
	"huanjie/internal/store"
)

// someDays is a schedule on a few days only.
type someDays struct {
	cron.Schedule
	days []election.Date // in order
}

// Next returns the next time after t on one of the days; zero if there is
// none.
func (s someDays) Next(t time.Time) time.Time {
	for _, d := range s.days {
		if d.Before(election.DateOf(t)) {
			continue
		}
		from := t
		if before := d.At(0, 0, t.Location()).Add(-time.Nanosecond); before.After(t) {
			from = before
		}
		if next := s.Schedule.Next(from); !next.IsZero() && election.DateOf(next) == d {
			return next
		}
	}
	return time.Time{}
}

// onPollingDays restricts schedules to the polling days of the town's
// elections.
func (r *Reminders) onPollingDays(all []cron.Schedule) []cron.Schedule { return r.onDays(all, 0) }

// onDays restricts schedules to the days that are this many days away from a
// polling day.
func (r *Reminders) onDays(all []cron.Schedule, away int) []cron.Schedule {
	var days []election.Date
	for _, e := range r.store.Town().Elections {
		if d := e.PollingDay.AddDays(away); !e.PollingDay.IsZero() && !slices.Contains(days, d) {
			days = append(days, d)
		}
	}
	slices.SortFunc(days, func(a, b election.Date) int { return a.Sub(b) })
	some := make([]cron.Schedule, len(all))
	for i, s := range all {
		some[i] = someDays{s, days}
	}
	return some
}

// later is a schedule with every time delayed.
type later struct {
	cron.Schedule
	by time.Duration
}

// Next returns the next time after t.
func (l later) Next(t time.Time) time.Time {
	next := l.Schedule.Next(t.Add(-l.by))
	if next.IsZero() {
		return next
	}
	return next.Add(l.by)
}

// spread delays schedules by a part of a window, in whole seconds. It comes from
// the town's id alone: it is the same every day and in every replica, and few
// towns share it.
func spread(id election.TownID, window time.Duration, all []cron.Schedule) []cron.Schedule {
	seconds := uint64(window / time.Second)
	if seconds == 0 {
		return all
	}
	h := fnv.New64a()
	_, _ = h.Write([]byte(id)) // it never fails
	by := time.Duration(h.Sum64()%seconds) * time.Second
	delayed := make([]cron.Schedule, len(all))
	for i, s := range all {
		delayed[i] = later{s, by}
	}
	return delayed
}

// climbing returns the schedules and, after each of their times, the times of
// the rungs.
func climbing(l election.Ladder, all []cron.Schedule) []cron.Schedule {
	var times []cron.Schedule
	for _, s := range all {
		for i, by := range l {
			if !slices.Contains(l[:i], by) {
				times = append(times, later{s, by})
			}
		}
	}
	return times
}

// daily is a time of every day.
type daily struct{ hour, minute int }

// Next returns the next time after t, in the location of t.
func (d daily) Next(t time.Time) time.Time {
	day := election.DateOf(t)
	if next := day.At(d.hour, d.minute, t.Location()); next.After(t) {
		return next
	}
	return day.AddDays(1).At(d.hour, d.minute, t.Location())
}

// ownTimes returns the times that people can choose for their digest.
func ownTimes() []cron.Schedule {
	var times []cron.Schedule
	for _, spec := range store.DigestTimes() {
		if t, err := time.Parse("15:04", spec); err == nil {
			times = append(times, daily{t.Hour(), t.Minute()})
		}
	}
	return times
}

// hours returns the times of some schedules after from and not after until, in
// order. from comes before them.
func hours(all []cron.Schedule, from, until time.Time) []time.Time {
	times := []time.Time{from}
	for _, s := range all {
		for t := s.Next(from); !t.IsZero() && !t.After(until); t = s.Next(t) {
			times = append(times, t)
		}
	}
	slices.SortFunc(times, time.Time.Compare)
	return slices.CompactFunc(times, time.Time.Equal)
}

// within reports whether a schedule has a time after since and not after
// until.
func within(all []cron.Schedule, since, until time.Time) bool {
	return slices.ContainsFunc(all, func(s cron.Schedule) bool {
		t := s.Next(since)
		return !t.IsZero() && !t.After(until)
	})
}
