package config

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/pelletier/go-toml/v2"
	"github.com/robfig/cron/v3"
)

// Reminders is when reminders are due, in the time of each town.
type Reminders struct {
	Digest Times // the daily digest 日报; default 18:00
	Due    Times // what is due or late 催报; default 08:00
}

// Times are the times at which something comes; none means never.
type Times []Time

// Time is a time that comes again and again.
type Time struct {
	Spec string // as it was written: "18:00" or "0 18 * * 1-5"

	// Schedule knows no place of its own: Next of a time in a town's Location is
	// the next time there. It always has a next one.
	Schedule cron.Schedule
}

var clock = regexp.MustCompile(`^(\d{1,2}):(\d{2})$`)

// ParseTime reads "18:00" or a cron line of five fields: minute, hour, day of
// the month, month, day of the week. Full-width digits will do. The error says
// what to write.
func ParseTime(spec string) (t Time, err error) {
	spec = fold(spec)
	defer func() { // the parser panics on some texts, "TZ=Asia/Shanghai" for one
		if recover() != nil {
			t, err = Time{}, fmt.Errorf(`%q is not a time: %s`, spec, timeForms)
		}
	}()
	if strings.Contains(spec, "TZ=") {
		return Time{}, fmt.Errorf("%q names a time zone: leave it out, times are those of the town (timezone under [[town]])", spec)
	}
	line := spec
	if hands := clock.FindStringSubmatch(spec); hands != nil {
		hour, _ := strconv.Atoi(hands[1])
		minute, _ := strconv.Atoi(hands[2])
		line = fmt.Sprintf("%d %d * * *", minute, hour)
	}
	schedule, err := cron.NewParser(cron.Minute | cron.Hour | cron.Dom | cron.Month | cron.Dow).Parse(line)
	if err != nil {
		return Time{}, fmt.Errorf("%q is not a time (%v): %s", spec, err, timeForms)
	}
	if schedule.Next(time.Unix(0, 0).UTC()).IsZero() {
		return Time{}, fmt.Errorf("%q never comes: write a day that its month has", spec)
	}
	return Time{Spec: spec, Schedule: schedule}, nil
}

const timeForms = `write "18:00", or a cron line of minute, hour, day, month, weekday such as "0 18 * * 1-5"`

func (r *reader) reminders(raw remindersTOML) Reminders {
	return Reminders{
		Digest: r.times("reminders.digest", raw.Digest, "18:00"),
		Due:    r.times("reminders.due", raw.Due, "08:00"),
	}
}

// times reads one time or a list of them. An empty list switches the reminder
// off; no setting at all is the usual time.
func (r *reader) times(key string, raw any, usual string) Times {
	if raw == nil {
		raw = usual
	}
	list, several := raw.([]any)
	if !several {
		return r.time(key, raw, nil)
	}
	var all Times
	for i, one := range list {
		all = r.time(join(key, strconv.Itoa(i)), one, all)
	}
	return all
}

// time reads one time and adds it to those before it.
func (r *reader) time(key string, raw any, before Times) Times {
	var spec string
	switch raw := raw.(type) {
	case string:
		spec = raw
	case toml.LocalTime: // 18:00:00 without quotes
		spec = fmt.Sprintf("%02d:%02d", raw.Hour, raw.Minute)
	default:
		r.wrong(key, "%v is not a time: %s", raw, timeForms)
		return before
	}
	t, err := ParseTime(spec)
	if err != nil {
		r.wrong(key, "%v", err)
		return before
	}
	return append(before, t)
}
