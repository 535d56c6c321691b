package flow

import (
	"strings"
	"time"

	"huanjie/internal/election"
)

// clock reads and shows the values of a step for which it matters what day it
// is and where.
type clock struct {
	// scan reads a value at the beginning of normal, lower text; size is how
	// many bytes it took, 0 if there is none. plain says that it can be nothing
	// else, also without the step's word before it.
	scan  func(s string) (value string, size int, plain bool)
	parse parser
	show  func(value string, options []Option) election.Phrase
}

// Date asks for a day. It understands 今天, 昨天, 前天, 明天, 10月21日, 10-21, 10/21,
// 10.21, 2026-10-21, 21日 and Chinese numerals. A day without a year is the one
// nearest to today; a day without a month the last such day. The value is
// written 2026-10-21.
func Date[T any](id StepID, ask election.Phrase, field func(*T) *election.Date, with With[T]) Step[T] {
	return Step[T]{question: question{id: id, ask: ask}, with: with, takes: TakesDay,
		options: func(s Subject, _ T) []Option { return lately(s.Town.Today(s.Now)) },
		apply:   func(t *T, v string) { *field(t), _ = election.ParseDate(v) },
		at: func(s Subject, _ With[T]) clock {
			today := s.Town.Today(s.Now)
			return clock{
				scan: func(s string) (string, int, bool) {
					d, size, plain := scanDate(s, today)
					return d.String(), size, plain
				},
				parse: func(text string, _ []Option) (string, election.Phrase) { return parseDate(text, today) },
				show: func(v string, _ []Option) election.Phrase {
					d, _ := election.ParseDate(v)
					return sayDate(d, today)
				}}
		}}
}

// lately are the days on the buttons.
func lately(today election.Date) []Option {
	return []Option{
		{Value: today.String(), Label: election.Say("今天", "Today")},
		{Value: today.AddDays(-1).String(), Label: election.Say("昨天", "Yesterday")},
	}
}

// sayDate is a day for people, with its year unless that is this year.
func sayDate(d, today election.Date) election.Phrase {
	if d.Year == today.Year {
		return d.Say()
	}
	return election.Say("%[2]d年%[1]s", "%[1]s %[2]d").With(d.Say(), d.Year)
}

// ReadDay reads a day as a Date step does: 昨天, 10月21日, 2026-10-21. ok is false
// if the text is anything else.
func ReadDay(text string, today election.Date) (d election.Date, ok bool) {
	s := strings.Trim(lower(normal(text)), " .。!！,，")
	d, size, _ := scanDate(s, today)
	return d, size > 0 && size == len(s)
}

func parseDate(text string, today election.Date) (string, election.Phrase) {
	d, ok := ReadDay(text, today)
	if !ok {
		return "", election.Say("没看懂日期“%s”。请这样写：10月21日，或“昨天”。", "“%s” is not a day I know. Write e.g. 2026-10-21, Oct 21 or “yesterday”.").With(short(text))
	}
	return d.String(), election.Phrase{}
}

// scanDate reads a day at the beginning of normal, lower text.
func scanDate(s string, today election.Date) (d election.Date, size int, plain bool) {
	for _, read := range [...]func(string, election.Date) (election.Date, int, bool){relativeDay, chineseDate, dottedDate, englishDate} {
		if d, size, plain = read(s, today); size > 0 {
			return d, size + weekday(s[size:]), plain
		}
	}
	return election.Date{}, 0, false
}

// relativeDay reads 昨天.
func relativeDay(s string, today election.Date) (election.Date, int, bool) {
	for _, w := range [...]struct {
		word string
		days int
	}{{"大前天", -3}, {"大后天", 3}, {"前天", -2}, {"昨天", -1}, {"昨日", -1}, {"今天", 0}, {"今日", 0}, {"明天", 1}, {"明日", 1}, {"后天", 2},
		{"yesterday", -1}, {"today", 0}, {"tomorrow", 1}} {
		if strings.HasPrefix(s, w.word) && bounded(s, w.word) {
			return today.AddDays(w.days), len(w.word), true
		}
	}
	return election.Date{}, 0, false
}

// chineseDate reads 2026年10月21日, 10月21号, 十月二十一, 21日.
func chineseDate(s string, today election.Date) (election.Date, int, bool) {
	n, left := ordinal(s)
	year := 0
	if rest, ok := cutAny(left, "年"); ok {
		if year = n; year < 100 { // 26年
			year += 2000
		}
		n, left = ordinal(rest)
	}
	if n == 0 {
		return election.Date{}, 0, false
	}
	if rest, ok := cutAny(left, "月份", "月"); ok {
		day, after := ordinal(rest)
		after, _ = cutAny(after, "日", "号")
		return dated(election.Date{Year: year, Month: time.Month(n), Day: day}, today, len(s)-len(after), true)
	}
	if rest, ok := cutAny(left, "日", "号"); ok && year == 0 {
		if d := lastSuch(n, today); !d.IsZero() {
			return d, len(s) - len(rest), false
		}
	}
	return election.Date{}, 0, false
}

// dottedDate reads 2026-10-21, 10/21, 10.21. Only with its year can it be
// nothing else.
func dottedDate(s string, today election.Date) (election.Date, int, bool) {
	size := spanOf(s, "0123456789-/.")
	text := strings.TrimRight(s[:size], "-/.")
	for _, mark := range []string{"-", "/", "."} {
		var n []int
		for p := range strings.SplitSeq(text, mark) {
			k, left := ordinal(p)
			if left != "" || k == 0 {
				n = nil
				break
			}
			n = append(n, k)
		}
		switch len(n) {
		case 2:
			return dated(election.Date{Month: time.Month(n[0]), Day: n[1]}, today, len(text), false)
		case 3:
			return dated(election.Date{Year: n[0], Month: time.Month(n[1]), Day: n[2]}, today, len(text), true)
		}
	}
	return election.Date{}, 0, false
}

// englishDate reads "Oct 21", "21 October 2026"; a weekday may stand before it.
func englishDate(s string, today election.Date) (election.Date, int, bool) {
	left := s
	if size := letters(left); size >= 3 && dayNamed(left[:size]) {
		left = strings.TrimLeft(left[size:], " ,.")
	}
	day, left := ordinal(left)
	left = strings.TrimLeft(left, " ")
	size := letters(left)
	month := monthNamed(left[:size])
	if month == 0 {
		return election.Date{}, 0, false
	}
	left = left[size:]
	if day == 0 {
		day, left = ordinal(strings.TrimLeft(left, " "))
	}
	year, after := ordinal(strings.TrimLeft(left, " ,"))
	if year >= 1900 {
		left = after
	} else {
		year = 0
	}
	return dated(election.Date{Year: year, Month: month, Day: day}, today, len(s)-len(left), true)
}

func letters(s string) int { return spanOf(s, "abcdefghijklmnopqrstuvwxyz") }

func dayNamed(word string) bool {
	for d := time.Sunday; d <= time.Saturday; d++ {
		if name := strings.ToLower(d.String()); word == name || word == name[:3] {
			return true
		}
	}
	return false
}

func monthNamed(word string) time.Month {
	for m := time.January; m <= time.December; m++ {
		name := strings.ToLower(m.String())
		if word == name || word == name[:3] {
			return m
		}
	}
	return 0
}

// dated is a day if the calendar has it: without a year that nearest to today.
func dated(d, today election.Date, size int, plain bool) (election.Date, int, bool) {
	years := []int{d.Year}
	if d.Year == 0 {
		years = []int{today.Year, today.Year - 1, today.Year + 1, today.Year - 2, today.Year + 2, today.Year - 3, today.Year + 3, today.Year - 4, today.Year + 4}
	}
	best := election.Date{}
	for _, y := range years {
		e := election.Date{Year: y, Month: d.Month, Day: d.Day}
		if exists(e) && (best.IsZero() || apart(e, today) < apart(best, today)) {
			best = e
		}
	}
	if best.IsZero() {
		return election.Date{}, 0, false
	}
	return best, size, plain
}

func apart(d, e election.Date) int { return max(d.Sub(e), e.Sub(d)) }

func exists(d election.Date) bool {
	return d.Year >= 1900 && d.Year < 2200 && election.DateOf(d.At(0, 0, time.UTC)) == d
}

// lastSuch is the last day with a number in its month, today included.
func lastSuch(day int, today election.Date) election.Date {
	for back := range 62 {
		if d := today.AddDays(-back); d.Day == day {
			return d
		}
	}
	return election.Date{}
}

// ordinal reads a small number in digits or Chinese characters, and what is
// left of the text. 0 means that there is none.
func ordinal(s string) (int, string) {
	size := spanOf(s, "0123456789")
	if size == 0 {
		size = spanOf(s, "〇零○一二三四五六七八九十")
	}
	if size == 0 || size > len("二十〇〇二") {
		return 0, s
	}
	n, used, complaint := scanNumber(s[:size])
	if used != size || !complaint.IsZero() {
		return 0, s
	}
	return n, s[size:]
}

func cutAny(s string, words ...string) (string, bool) {
	for _, w := range words {
		if rest, ok := strings.CutPrefix(s, w); ok {
			return rest, true
		}
	}
	return s, false
}

// weekday passes the weekday after a day: 10月21日（周三）.
func weekday(s string) int {
	rest := strings.TrimLeft(s, "( ")
	rest, ok := cutAny(rest, "星期", "周")
	if !ok {
		return 0
	}
	after, ok := cutAny(rest, "一", "二", "三", "四", "五", "六", "日", "天")
	if !ok {
		return 0
	}
	return len(s) - len(strings.TrimPrefix(after, ")"))
}
