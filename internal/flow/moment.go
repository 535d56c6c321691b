package flow

import (
	"strconv"
	"strings"
	"time"

	"huanjie/internal/election"
)

// Moment asks for a point in time. It understands 14:00, 14点, 下午两点半, 今天18点,
// 明早9点, 10月21日 9:30, 1小时后, "2:30 pm". Without a day it is today's (see
// With.Ahead). The value is written in RFC 3339, in the town's own time.
func Moment[T any](id StepID, ask election.Phrase, field func(*T) *time.Time, with With[T]) Step[T] {
	return Step[T]{question: question{id: id, ask: ask}, with: with, takes: TakesClock,
		apply: func(t *T, v string) { *field(t), _ = time.Parse(time.RFC3339, v) },
		at: func(s Subject, with With[T]) clock {
			now := s.Now.In(s.Town.Location)
			return clock{
				scan: func(s string) (string, int, bool) {
					t, size := scanMoment(s, now, with.Ahead)
					return t.Format(time.RFC3339), size, true
				},
				parse: func(text string, _ []Option) (string, election.Phrase) { return parseMoment(text, now, with.Ahead) },
				show: func(v string, _ []Option) election.Phrase {
					t, _ := time.Parse(time.RFC3339, v)
					t = t.In(now.Location())
					return election.Say("%s %s", "%s %s").With(sayDate(election.DateOf(t), election.DateOf(now)), t.Format("15:04"))
				}}
		}}
}

func parseMoment(text string, now time.Time, ahead bool) (string, election.Phrase) {
	if t, err := time.Parse(time.RFC3339, strings.TrimSpace(text)); err == nil {
		return t.In(now.Location()).Format(time.RFC3339), election.Phrase{}
	}
	s := strings.Trim(lower(normal(text)), " .。!！,，")
	t, size := scanMoment(s, now, ahead)
	if size == 0 || size < len(s) {
		return "", election.Say("没看懂时间“%s”。请这样写：14:00、明天上午9点、1小时后。", "“%s” is not a time I know. Write e.g. 14:00, tomorrow 9:00 or “in 2 hours”.").With(short(text))
	}
	return t.Format(time.RFC3339), election.Phrase{}
}

// scanMoment reads a point in time at the beginning of normal, lower text.
func scanMoment(s string, now time.Time, ahead bool) (time.Time, int) {
	if t, left, ok := afterNow(s, now); ok {
		return t, len(s) - len(left)
	}
	today := election.DateOf(now)
	day, left, said := dayOf(s, today)
	left = strings.TrimLeft(left, " ")
	part, left := partOf(left)
	hour, minute, left, ok := clockTime(strings.TrimLeft(left, " "), &part)
	if !ok {
		return time.Time{}, 0
	}
	hour, ok = part.on(hour)
	if !ok {
		return time.Time{}, 0
	}
	t := day.At(hour, minute, now.Location())
	if ahead && !said && t.Before(now) {
		t = day.AddDays(1).At(hour, minute, now.Location())
	}
	left, _ = cutAny(left, "之前", "以前", "前", "左右", "整")
	return t, len(s) - len(left)
}

// dayOf reads the day before a time; said is false if there is none, and then
// it is today.
func dayOf(s string, today election.Date) (day election.Date, left string, said bool) {
	for i, day := range [...]string{"昨", "今", "明"} { // 明早
		if rest, ok := strings.CutPrefix(s, day); ok && (strings.HasPrefix(rest, "早") || strings.HasPrefix(rest, "晚")) {
			return today.AddDays(i - 1), rest, true
		}
	}
	if d, size, plain := scanDate(s, today); size > 0 && (plain || strings.ContainsAny(s[:size], "日号") || strings.HasPrefix(s[size:], " ")) {
		return d, strings.TrimPrefix(s[size:], "t"), true
	}
	return today, s, false
}

// part is a part of the day, by the hours it has.
type part struct{ from, to int }

// partOf reads 下午. Without one the hours are as they stand.
func partOf(s string) (part, string) {
	for _, w := range [...]struct {
		word string
		part part
	}{{"凌晨", part{0, 6}}, {"清早", part{4, 12}}, {"早上", part{4, 12}}, {"早晨", part{4, 12}}, {"上午", part{0, 12}}, {"早", part{4, 12}}, {"中午", part{11, 15}},
		{"下午", part{12, 19}}, {"傍晚", part{16, 21}}, {"晚上", part{17, 24}}, {"夜里", part{18, 28}}, {"晚", part{17, 24}}} {
		if rest, ok := strings.CutPrefix(s, w.word); ok {
			return w.part, rest
		}
	}
	return part{}, s
}

// on is an hour as it is meant in a part of the day: 2 in the afternoon is 14.
func (p part) on(hour int) (int, bool) {
	if p == (part{}) {
		return hour, hour <= 24
	}
	for _, h := range [...]int{hour, hour + 12} {
		if h >= p.from && h <= p.to && h <= 24 {
			return h, true
		}
	}
	return hour % 12, hour == 12 && p.from == 0 // 凌晨12点
}

// clockTime reads 14:00, 14点, 两点半, "2:30 pm". An hour from 1 to 5 in the
// Chinese way and without a part of the day is one of the afternoon: nobody
// reports at night.
func clockTime(s string, p *part) (hour, minute int, left string, ok bool) {
	hour, left, found := small(s)
	if !found || hour > 24 {
		return 0, 0, s, false
	}
	if rest, colon := strings.CutPrefix(left, ":"); colon {
		digits := spanOf(rest, "0123456789")
		if digits != 2 || rest[0] > '5' {
			return 0, 0, s, false
		}
		minute, left, _ = small(rest)
		if seconds, ok := strings.CutPrefix(left, ":"); ok && spanOf(seconds, "0123456789") == 2 {
			left = seconds[2:]
		}
		left = amPm(left, p)
		return hour, minute, left, true
	}
	if rest := amPm(left, p); len(rest) < len(left) {
		return hour, 0, rest, hour <= 12
	}
	left, ok = cutAny(left, "点钟", "点", "时")
	if !ok {
		return 0, 0, s, false
	}
	if *p == (part{}) && hour >= 1 && hour <= 5 {
		*p = part{12, 19}
	}
	minute, left = minutes(left)
	return hour, minute, left, minute < 60
}

// minutes reads what may follow an hour: 半, 一刻, 05分, 20.
func minutes(s string) (int, string) {
	for _, w := range [...]struct {
		word string
		n    int
	}{{"半", 30}, {"一刻", 15}, {"三刻", 45}, {"整", 0}} {
		if rest, ok := strings.CutPrefix(s, w.word); ok {
			return w.n, rest
		}
	}
	n, left, found := small(s)
	if !found || n >= 60 {
		return 0, s
	}
	left, _ = cutAny(left, "分钟", "分")
	return n, left
}

// amPm reads the English parts of the day.
func amPm(s string, p *part) string {
	t := strings.TrimLeft(s, " ")
	for _, w := range [...]struct {
		word string
		part part
	}{{"am", part{0, 11}}, {"pm", part{12, 23}}} {
		if strings.HasPrefix(t, w.word) && bounded(t, w.word) {
			*p = w.part
			return t[len(w.word):]
		}
	}
	return s
}

// small reads a number of at most two digits, 0 included.
func small(s string) (n int, left string, ok bool) {
	size := spanOf(s, "0123456789")
	if size > 0 {
		n, _ = strconv.Atoi(s[:min(size, 2)])
		return n, s[size:], size <= 2
	}
	size = spanOf(s, "〇零一二两三四五六七八九十")
	if size == 0 || size > len("五十九") {
		return 0, s, false
	}
	n, ok = chinese(s[:size])
	return n, s[size:], ok
}

// afterNow reads 1小时后, 半小时后, 两个半小时后, 30分钟后, "in 2 hours".
func afterNow(s string, now time.Time) (t time.Time, left string, ok bool) {
	now = now.Truncate(time.Minute)
	if rest, half := cutAny(s, "半个小时后", "半小时后", "半个钟头后"); half {
		return now.Add(30 * time.Minute), rest, true
	}
	english := strings.TrimPrefix(s, "in ")
	n, rest, found := small(english)
	if !found {
		return now, s, false
	}
	rest = strings.TrimLeft(rest, " ")
	if english != s {
		if after, ok := cutAny(rest, "hours", "hour", "h"); ok {
			return now.Add(time.Duration(n) * time.Hour), after, true
		}
		after, ok := cutAny(rest, "minutes", "minute", "min")
		return now.Add(time.Duration(n) * time.Minute), after, ok
	}
	for _, w := range [...]struct {
		word       string
		unit, more time.Duration
	}{{"个半小时后", time.Hour, 30 * time.Minute}, {"小时半后", time.Hour, 30 * time.Minute}, {"个小时后", time.Hour, 0}, {"小时后", time.Hour, 0},
		{"小时以后", time.Hour, 0}, {"小时之后", time.Hour, 0}, {"个钟头后", time.Hour, 0}, {"分钟后", time.Minute, 0}, {"分钟以后", time.Minute, 0}} {
		if after, ok := strings.CutPrefix(rest, w.word); ok {
			return now.Add(time.Duration(n)*w.unit + w.more), after, true
		}
	}
	return now, s, false
}
