package flow

import (
	"strings"
	"time"

	"huanjie/internal/election"
	"huanjie/internal/speech"
)

// Moment asks for a point in time. It understands 14:00, 14点, 下午两点半, 今天18点,
// 明早9点, 10月21日 9:30, 1小时后, "2:30 pm". Without a day it is today's (see
// With.Ahead). The value is written in RFC 3339, in the town's own time.
func Moment[T any](id StepID, ask election.Phrase, field func(*T) *time.Time, with With[T]) Step[T] {
	return Step[T]{question: question{id: id, ask: ask}, with: with, takes: TakesClock,
		apply: func(t *T, v string) { *field(t), _ = time.Parse(time.RFC3339, v) },
		at: func(s Subject, with With[T]) clock {
			now := s.Local()
			return clock{
				when:  func(n speech.Number) string { return momentOf(n, now, with.Ahead) },
				parse: func(text string, _ []Option) (string, election.Phrase) { return parseMoment(text, now, with.Ahead) },
				show: func(v string, _ []Option) election.Phrase {
					t, _ := time.Parse(time.RFC3339, v)
					t = t.In(now.Location())
					return election.Say("%s %s", "%s %s").With(election.DateOf(t).Say(election.DateOf(now)), t.Format("15:04"))
				}}
		}}
}

// answeredBy is the day or the time that all of a message says, or that the button of which it says the
// words carries.
func (r *row) answeredBy(m message) (value string, ok bool) {
	if v, complaint := r.parse(m.text, nil); complaint.IsZero() { // "10.21" is a day there, and no number
		return v, true
	}
	if m.opening {
		return "", false
	}
	return r.replied(m.text)
}

// replied is the offered time that a reply names by what its button says: 就现在, 按公告的.
func (r *row) replied(text string) (value string, ok bool) {
	for _, o := range r.likely {
		if speech.Reply(text) == speech.Reply(strings.TrimRight(o.Label.In(election.Chinese), "0123456789: ")) {
			return o.Value, true
		}
	}
	return "", false
}

func parseMoment(text string, now time.Time, ahead bool) (string, election.Phrase) {
	if t, err := time.Parse(time.RFC3339, strings.TrimSpace(text)); err == nil {
		return t.In(now.Location()).Format(time.RFC3339), election.Phrase{}
	}
	for _, t := range []string{text, text + "后"} { // 再给我半个钟头: that long from now
		n, only := onlyToken(t, now)
		if !only || n.About && !ahead || t != text && (!ahead || n.Role != speech.Clock) {
			continue
		}
		if v := momentOf(n, now, ahead); v != "" {
			return v, election.Phrase{}
		}
	}
	return "", election.Say("没看懂时间“%s”。请这样写：14:00、明天上午9点、1小时后。", "“%s” is not a time I know. Write e.g. 14:00, tomorrow 9:00 or “in 2 hours”.").With(short(text))
}

// momentOf is the point in time that a number is, or "". Without a day it is today's,
// or the next such time if it lies ahead. A day alone that lies ahead ends at midnight.
func momentOf(n speech.Number, now time.Time, ahead bool) string {
	if while := speech.While(n); ahead && while > 0 { // 等我二十分钟
		return now.Add(while).Truncate(time.Minute).Format(time.RFC3339)
	}
	switch {
	case n.Role == speech.Date && ahead && (!n.Next.IsZero() || !election.DateOf(n.Day).Before(election.DateOf(now))):
		n.Clock = 24*time.Hour - time.Minute
	case n.Role != speech.Clock:
		return ""
	}
	day := election.DateOf(now)
	switch {
	case !n.Day.IsZero() && ahead && !n.Next.IsZero():
		day = election.DateOf(n.Next)
	case !n.Day.IsZero():
		day = election.DateOf(n.Day)
	}
	at := func(d election.Date) time.Time {
		return d.At(int(n.Clock/time.Hour), int(n.Clock%time.Hour/time.Minute), now.Location())
	}
	t := at(day)
	if n.Day.IsZero() && ahead && t.Before(now) {
		t = laterThan(now, n, t, at(day.AddDays(1)))
	}
	return t.Format(time.RFC3339)
}

// laterThan is the next time after now that a clock may mean which was today: in the evening, 七点补报 said at six,
// or tomorrow.
func laterThan(now time.Time, n speech.Number, today, tomorrow time.Time) time.Time {
	if evening := today.Add(12 * time.Hour); n.Half && evening.After(now) {
		return evening
	}
	return tomorrow
}

// timed is a day or a time that is offered, as a person reads it.
func (r *row) timed(value string) election.Phrase {
	if _, err := time.Parse(time.RFC3339, value); err == nil {
		return r.show(value, nil)
	}
	return election.Say(short(value), short(value))
}
