package speech

import (
	"strings"
	"time"
	"unicode/utf8"

	"huanjie/internal/election"
)

// moment is a point in time as it was said.
type moment struct {
	day   day           // zero if no day was said
	clock time.Duration // since midnight
	size  int           // bytes; 0 is no time
	half  bool          // it may be that of the evening as well
	about bool          // it is not exact
}

// momentIn reads the point in time that begins a folded text: 10:30, 下午3点, 15日10时,
// 明早9点, 1小时后. What says until when is a part of it: 12点前.
// d is the day that begins it, if one does.
func momentIn(s string, now time.Time, d day) moment {
	if hour, size := atHour(s); size > 0 {
		return moment{day: d, clock: time.Duration(hour) * time.Hour, size: size}
	}
	if t, left, ok := afterNow(s, now); ok {
		return moment{day: day{on: election.DateOf(t), size: 1, plain: true}, clock: sinceMidnight(t), size: len(s) - len(left)}
	}
	left := strings.TrimLeft(s[d.size:], " t的")
	if d.size > 0 && !d.plain && len(left) == len(s)-d.size && !strings.ContainsAny(s[:d.size], "日号") { // 10.21 is no day before a time
		d, left = day{}, s
	}
	p, left := partOf(left)
	hour, minute, left, ok := clockTime(strings.TrimLeft(left, " "), &p)
	if !ok {
		return moment{}
	}
	hour, ok = p.on(hour)
	if !ok {
		return moment{}
	}
	m := moment{day: d, clock: time.Duration(hour)*time.Hour + time.Duration(minute)*time.Minute}
	if left, m.about = aboutThen(left); !m.about {
		left, _ = cutAny(left, "之前", "以前", "前", "整", "为止", "止", "才能", "才", "再")
	}
	m.size = len(s) - len(left)
	m.half = p == (part{}) && hour > 5 && hour < 12 && !strings.Contains(s[:m.size], ":")
	return m
}

// aboutThen reads what makes the time before it inexact: 左右, 多一点; 多 only at the end of its clause.
func aboutThen(left string) (rest string, about bool) {
	if rest, about = cutAny(left, "左右", "前后", "上下", "许", "多一点", "多点", "过一点", "过点", "来钟", "的样子", "多钟"); about {
		return rest, true
	}
	rest, about = strings.CutPrefix(left, "多")
	if next := firstRune(rest); !about || rest != "" && next != '吧' && !Separates(next) {
		return left, false
	}
	return rest, true
}

// atHour reads an hour in the English way that nothing counts: "at 10:", "by 12, 640 voted".
func atHour(s string) (hour, size int) {
	rest, ok := cutAny(s, "at ", "by ", "as of ")
	if !ok {
		return 0, 0
	}
	hour, left, found := small(rest)
	ends := left == "" || strings.ContainsRune(":,;", firstRune(left)) && (len(left) == 1 || !digit(rune(left[1]))) || len(left) > 1 && left[0] == ' ' && digit(rune(left[1]))
	if !found || hour == 0 || hour > 24 || !ends {
		return 0, 0
	}
	return hour, len(s) - len(left)
}

func sinceMidnight(t time.Time) time.Duration {
	return time.Duration(t.Hour())*time.Hour + time.Duration(t.Minute())*time.Minute
}

// part is a part of the day, by the hours it has.
type part struct{ from, to int }

// dayParts are the parts of the day; read only.
var dayParts = leadsOf([]lead[part]{{"凌晨", part{0, 6}}, {"清早", part{4, 12}}, {"早上", part{4, 12}}, {"早晨", part{4, 12}}, {"上午", part{0, 12}}, {"早", part{4, 12}}, {"中午", part{11, 15}},
	{"下午", part{12, 19}}, {"傍晚", part{16, 21}}, {"晚上", part{17, 24}}, {"夜里", part{18, 28}}, {"晚", part{17, 24}}}...)

// partOf reads 下午. Without one the hours are as they stand.
func partOf(s string) (part, string) {
	w, p := dayParts.of(s)
	return p, s[len(w):]
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

// clockTime reads 14:00, 14点, 两点半, "2:30 pm", "2 o'clock". An hour from 1 to 5 in the Chinese way
// and without a part of the day is one of the afternoon: nobody reports at night.
func clockTime(s string, p *part) (hour, minute int, left string, ok bool) {
	hour, left, found := small(s)
	if !found || hour > 24 {
		return 0, 0, s, false
	}
	if rest, colon := strings.CutPrefix(left, ":"); colon {
		return colonTime(hour, rest, p)
	}
	if rest := amPm(left, p); len(rest) < len(left) {
		return hour, 0, rest, hour <= 12
	}
	left, ok = cutAny(left, "点钟", "点", "时", " o'clock", "o'clock")
	if !ok || strings.HasPrefix(left, "候") {
		return 0, 0, s, false
	}
	if *p == (part{}) && hour >= 1 && hour <= 5 {
		*p = part{12, 19}
	}
	minute, left = minutes(left)
	return hour, minute, left, minute < 60
}

// colonTime reads what follows an hour and a colon.
func colonTime(hour int, rest string, p *part) (int, int, string, bool) {
	digits := digitRun(rest)
	if digits != 2 || rest[0] > '5' {
		return 0, 0, rest, false
	}
	minute, left, _ := small(rest)
	if seconds, ok := strings.CutPrefix(left, ":"); ok && digitRun(seconds) == 2 {
		left = seconds[2:]
	}
	if rest, ok := strings.CutPrefix(left, "分"); ok && !startsWithAny(rest, "别", "组", "批", "区") {
		left = rest
	}
	return hour, minute, amPm(left, p), true
}

// minutes reads what may follow an hour: 半, 一刻, 05分, 20. What is counted with a
// measure word is no minute: 10点40人.
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
	if rest, ok := cutAny(left, "分钟", "分"); ok {
		return n, rest
	}
	r, _ := utf8.DecodeRuneInString(left)
	if strings.ContainsRune(measures, r) || numeral(r) || digit(r) {
		return 0, s
	}
	return n, left
}

// amPm reads the English parts of the day.
func amPm(s string, p *part) string {
	t := strings.TrimLeft(s, " ")
	for _, w := range [...]struct {
		word string
		part part
	}{{"am", part{0, 11}}, {"pm", part{12, 23}}, {"a.m.", part{0, 11}}, {"p.m.", part{12, 23}}} {
		if strings.HasPrefix(t, w.word) && Bounded(t, w.word) {
			*p = w.part
			return t[len(w.word):]
		}
	}
	return s
}

// While is how long a number of minutes or hours is; 0 of any other number.
func While(n Number) time.Duration {
	switch strings.TrimPrefix(n.Unit, "个") {
	case "分钟", "minutes":
		return time.Duration(n.Value) * time.Minute
	case "小时", "钟头", "hours":
		return time.Duration(n.Value) * time.Hour
	}
	return 0
}

// whiles are how long something takes, longer ones first; read only.
var whiles = [...]struct {
	word       string
	unit, more time.Duration
}{{"个半小时", time.Hour, 30 * time.Minute}, {"小时半", time.Hour, 30 * time.Minute}, {"个小时", time.Hour, 0}, {"小时", time.Hour, 0},
	{"个钟头", time.Hour, 0}, {"钟头", time.Hour, 0}, {"分钟", time.Minute, 0}, {"刻钟", 15 * time.Minute, 0}}

// afterNow reads 1小时后, 半小时后, 两个半小时后, 30分钟后, 过半个小时, "in 2 hours".
func afterNow(s string, now time.Time) (t time.Time, left string, ok bool) {
	now = now.Truncate(time.Minute)
	if english, in := strings.CutPrefix(s, "in "); in {
		return inEnglish(english, now)
	}
	s, ahead := cutAny(s, "再过", "过")
	if rest, half := cutAny(s, "半个小时", "半小时", "半个钟头"); half {
		rest, behind := cutAny(rest, "以后", "之后", "后")
		return now.Add(30 * time.Minute), rest, ahead || behind
	}
	n, rest, found := small(s)
	if !found {
		return now, s, false
	}
	rest = strings.TrimLeft(rest, " ")
	for _, w := range whiles {
		if after, ok := strings.CutPrefix(rest, w.word); ok {
			after, behind := cutAny(after, "以后", "之后", "后")
			return now.Add(time.Duration(n)*w.unit + w.more), after, ahead || behind
		}
	}
	return now, s, false
}

// inEnglish reads what follows "in": 2 hours, 30 min.
func inEnglish(s string, now time.Time) (t time.Time, left string, ok bool) {
	n, rest, found := small(s)
	if !found {
		return now, s, false
	}
	rest = strings.TrimLeft(rest, " ")
	if after, ok := cutAny(rest, "hours", "hour", "h"); ok {
		return now.Add(time.Duration(n) * time.Hour), after, true
	}
	after, ok := cutAny(rest, "minutes", "minute", "min")
	return now.Add(time.Duration(n) * time.Minute), after, ok
}
