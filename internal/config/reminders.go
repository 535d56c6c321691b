package config

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/pelletier/go-toml/v2"
	"github.com/robfig/cron/v3"

	"huanjie/internal/election"
)

// Reminders is when reminders are due, in the time of each town.
type Reminders struct {
	Digest        Times // the daily digest 日报; default 18:00
	PollingDigest Times // instead of it on polling day; default 10:30, 12:30, 15:30, 18:30
	Due           Times // what is due or late 催报; default 08:00
	Turnout       Times // on polling day, by when units say how many have voted; default 10:00, 12:00, 15:00
	Count         Times // and by when what was counted; default 20:00
	Results       Times // when the results are sent at the latest on polling day; default 21:00
	Outlook       Times // what is due this week and next 周历; default Monday 08:30
	Readiness     Times // on the day before polling day, what units lack 选前检查; default 09:00

	// Spread is within how long the towns' digests begin, each at a time of its
	// own; default 0.
	Spread time.Duration

	Climb        election.Ladder   // days after a stage's day; default 1, 2, 3, 5
	PollingClimb election.Ladder   // minutes after Turnout and Count; default 30, 60, 60, 120
	Quiet        election.Quiet    // when nobody is rung; default 21:30-7:00
	Workdays     election.Workdays // when digests ring; default Monday to Friday
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
			t, err = Time{}, &fault{said: say("%q 不是时刻：%s", "%q is not a time: %s").With(spec, timeForms)}
		}
	}()
	if strings.Contains(spec, "TZ=") {
		return Time{}, &fault{said: say("%q 写了时区：去掉它，时刻按各镇的时区（[[town]] 下的 timezone）", "%q names a time zone: leave it out, times are those of the town (timezone under [[town]])").With(spec)}
	}
	line := spec
	if hands := clock.FindStringSubmatch(spec); hands != nil {
		hour, _ := strconv.Atoi(hands[1])
		minute, _ := strconv.Atoi(hands[2])
		line = fmt.Sprintf("%d %d * * *", minute, hour)
	}
	schedule, err := cron.NewParser(cron.Minute | cron.Hour | cron.Dom | cron.Month | cron.Dow).Parse(line)
	if err != nil {
		return Time{}, &fault{said: say("%q 不是时刻（%v）：%s", "%q is not a time (%v): %s").With(spec, err, timeForms)}
	}
	if schedule.Next(time.Unix(0, 0).UTC()).IsZero() {
		return Time{}, &fault{said: say("%q 永远不会到：写那个月有的日子", "%q never comes: write a day that its month has").With(spec)}
	}
	return Time{Spec: spec, Schedule: onTheWall{schedule}}, nil
}

// onTheWall is a schedule by what a clock on the wall shows. Where the clock is
// put forward, a time that is left out comes an hour later; where it is put
// back, a time that comes twice counts once. cron would leave out the one, and
// take the other twice.
type onTheWall struct{ cron.Schedule }

// Next returns the next time after t, in the location of t; zero if there is
// none.
func (w onTheWall) Next(t time.Time) time.Time {
	shown := time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), t.Nanosecond(), time.UTC)
	for {
		if shown = w.Schedule.Next(shown); shown.IsZero() {
			return time.Time{}
		}
		next := time.Date(shown.Year(), shown.Month(), shown.Day(), shown.Hour(), shown.Minute(), shown.Second(), 0, t.Location())
		if next.After(t) {
			return next
		}
	}
}

// always reports whether the time, put off by so much, always lies in the quiet
// hours.
func (t Time) always(q election.Quiet, by time.Duration) bool {
	const tries = 50 // a time that comes so often within quiet hours alone is meant for them
	at := time.Unix(0, 0).UTC()
	for range tries {
		if at = t.Schedule.Next(at); at.IsZero() || !q.At(at.Add(by)) {
			return false
		}
	}
	return true
}

var timeForms = say(`写 "18:00"，或 cron 的五段（分 时 日 月 周），如 "0 18 * * 1-5"`,
	`write "18:00", or a cron line of minute, hour, day, month, weekday such as "0 18 * * 1-5"`)

func (r *reader) reminders(raw remindersTOML) Reminders {
	before := len(r.all)
	all := Reminders{
		Digest:        r.times("reminders.digest", raw.Digest, "18:00"),
		PollingDigest: r.times("reminders.polling_digest", raw.PollingDigest, "10:30", "12:30", "15:30", "18:30"),
		Due:           r.times("reminders.due", raw.Due, "08:00"),
		Turnout:       r.times("reminders.turnout", raw.Turnout, "10:00", "12:00", "15:00"),
		Count:         r.times("reminders.count", raw.Count, "20:00"),
		Results:       r.times("reminders.results", raw.Results, "21:00"),
		Outlook:       r.times("reminders.outlook", raw.Outlook, "30 8 * * 1"),
		Readiness:     r.times("reminders.readiness", raw.Readiness, "09:00"),
		Spread:        r.spread("reminders.spread", raw.Spread),
		Climb:         r.ladder("reminders.climb", raw.Climb, 24*time.Hour, 1, 2, 3, 5),
		PollingClimb:  r.ladder("reminders.polling_climb", raw.PollingClimb, time.Minute, 30, 60, 60, 120),
		Quiet:         r.quiet("reminders.quiet", raw.Quiet),
		Workdays:      r.workdays(raw),
	}
	if len(r.all) == before {
		r.awake(raw, all)
		r.timely(raw.Spread, all)
	}
	return all
}

// rungsAbove is how many rungs a ladder has above the officer.
const rungsAbove = int(election.GroupRung)

// ladder reads after how long each rung is asked; usual is without a setting.
func (r *reader) ladder(key string, raw []int64, unit time.Duration, usual ...int64) election.Ladder {
	forms := say("写四个数，每个不小于前一个，依次是替补联络员、村联系人、包片领导、领导小组",
		"write four numbers, each at least the one before, for the stand-in, the village contact, the area's leaders, the leading group")
	if raw == nil {
		raw = usual
	}
	var l election.Ladder
	if len(raw) != rungsAbove {
		r.wrong(key, say("这里有 %d 个数：%s", "%d numbers: %s").With(len(raw), forms))
		return l
	}
	const longest = 10_000 // days or minutes
	for i, n := range raw {
		if n < 0 || n > longest || i > 0 && n < raw[i-1] {
			r.wrong(join(key, strconv.Itoa(i)), say("%d 不对：%s", "%d does not fit: %s").With(n, forms))
			return l
		}
		l[i+1] = time.Duration(n) * unit
	}
	return l
}

// mostSpread still lets a digest come before the next one of polling day.
const mostSpread = time.Hour

// spread reads within how long the towns' digests begin.
func (r *reader) spread(key string, raw any) time.Duration {
	if raw == nil {
		return 0
	}
	text, _ := raw.(string)
	d, err := time.ParseDuration(fold(text))
	if err != nil || d < 0 || d > mostSpread {
		r.wrong(key, say(`spread = %v：写成 "10m"（10分钟）这样，最多 "1h"；各镇同时发就删掉这一行`, `spread = %v: write it as "10m", ten minutes, at most "1h"; delete the line if all towns send at once`).With(raw))
		return 0
	}
	return d
}

// workdays reads the days on which digests ring.
func (r *reader) workdays(raw remindersTOML) (w election.Workdays) {
	spec := "1-5"
	if raw.Workdays != nil {
		spec = fold(*raw.Workdays)
	}
	var err error
	if w.Weekdays, err = election.ParseWeekdays(spec); err != nil {
		r.wrong("reminders.workdays", phraseOf(err))
	}
	days := func(key string, all []string) (days []election.Date) {
		for i, one := range all {
			some, err := election.ParseDays(fold(one))
			if err != nil {
				r.wrong(join("reminders."+key, strconv.Itoa(i)), phraseOf(err))
			}
			days = append(days, some...)
		}
		return days
	}
	w.Off, w.On = days("holidays", raw.Holidays), days("makeup_days", raw.MakeupDays)
	return w
}

// quiet reads the quiet hours.
func (r *reader) quiet(key string, raw *string) election.Quiet {
	spec := "21:30-7:00"
	if raw != nil {
		spec = fold(*raw)
	}
	q, err := election.ParseQuiet(spec)
	if err != nil {
		r.wrong(key, say(`quiet %q：写成 "21:30-7:00"，0:00 到 24:00 之间；不要免打扰就写 ""`, `quiet %q: write it as "21:30-7:00", between 0:00 and 24:00, or "" for none`).With(spec))
	}
	return q
}

// awake sees to it that nothing is planned for the quiet hours, in which it would
// wait: reminders of an hour for the next day.
func (r *reader) awake(raw remindersTOML, all Reminders) {
	for _, setting := range []struct {
		key     string
		written any
		times   Times
	}{{"digest", raw.Digest, all.Digest}, {"polling_digest", raw.PollingDigest, all.PollingDigest}, {"due", raw.Due, all.Due}, {"turnout", raw.Turnout, all.Turnout},
		{"count", raw.Count, all.Count}, {"results", raw.Results, all.Results}, {"outlook", raw.Outlook, all.Outlook}, {"readiness", raw.Readiness, all.Readiness}} {
		for i, t := range setting.times {
			if !t.always(all.Quiet, 0) {
				continue
			}
			key := "reminders." + setting.key
			if _, several := setting.written.([]any); several {
				key = join(key, strconv.Itoa(i))
			}
			if setting.written == nil {
				key = "reminders.quiet"
			}
			r.wrong(key, say("%s = %q 在免打扰时段 %v 内，那时什么也不发：换个时刻，或改免打扰时段", "%s = %q lies in the quiet hours %v, in which nothing is sent: choose another time, or other quiet hours").With(setting.key, t.Spec, all.Quiet))
		}
	}
}

// timely sees to it that no town's digest is put off into the quiet hours.
func (r *reader) timely(written any, all Reminders) {
	most := max(0, all.Spread-time.Second)
	for _, t := range slices.Concat(all.Digest, all.PollingDigest) {
		if !t.always(all.Quiet, 0) && t.always(all.Quiet, most) {
			r.wrong("reminders.spread", say("spread = %v：%q 的日报，有的镇会推到免打扰时段 %v 里，那时什么也不发：写短些，或把日报提前", "spread = %v: digests of %q would be put off into the quiet hours %v, in which nothing is sent: write less, or an earlier time").With(written, t.Spec, all.Quiet))
		}
	}
}

// times reads one time or a list of them. An empty list switches the reminder
// off; no setting at all is the usual time.
func (r *reader) times(key string, raw any, usual ...any) Times {
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
		r.wrong(key, say("%v 不是时刻：%s", "%v is not a time: %s").With(raw, timeForms))
		return before
	}
	t, err := ParseTime(spec)
	if err != nil {
		r.wrong(key, phraseOf(err))
		return before
	}
	return append(before, t)
}
