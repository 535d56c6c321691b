package speech

import (
	"slices"
	"strings"
	"time"

	"huanjie/internal/election"
)

// day is a day as it was said.
type day struct {
	on    election.Date
	next  election.Date // if it may lie ahead as well: the next such day; else zero
	size  int           // bytes; 0 is no day
	plain bool          // it can be nothing else
}

// lunar is how many bytes of a folded text are a day of the farmers' calendar, of which nobody knows here which
// day it is: 农历十一月十五.
func lunar(s string, today election.Date) int {
	rest, ok := cutAny(s, "农历", "阴历", "旧历", "老历")
	if !ok {
		return 0
	}
	if d := dayIn(rest, today); d.size > 0 {
		return len(s) - len(rest) + d.size
	}
	return 0
}

// dayIn reads the day that begins a folded text.
func dayIn(s string, today election.Date) day {
	d := day{}
	for _, read := range readersOf(firstRune(s)) {
		if d = read(s, today); d.size > 0 {
			d.size += weekdayNote(s[d.size:])
			break
		}
	}
	return d
}

type dayReader = func(string, election.Date) day

// readersOf are the ways of writing a day that may begin with a character.
func readersOf(first rune) []dayReader {
	switch {
	case digit(first):
		return byDigits
	case Letter(first):
		return byLetters
	case numeral(first):
		return byNumerals
	}
	return byWords
}

// The ways of writing a day, by what it begins with; read only.
var (
	byDigits   = []dayReader{chineseDate, dottedDate, englishDate}
	byLetters  = []dayReader{relativeDay, weekday, englishDate}
	byNumerals = []dayReader{chineseDate}
	byWords    = []dayReader{relativeDay, weekday, january}
)

// relativeDays are the words for days, by how many days from today; read only.
var relativeDays = leadsOf([]lead[int]{
	{"大前天", -3}, {"大前日", -3}, {"大前儿", -3}, {"大后天", 3}, {"昨儿个", -1}, {"昨儿", -1}, {"今儿个", 0}, {"今儿", 0}, {"明儿个", 1}, {"明儿", 1}, {"后儿个", 2}, {"后儿", 2}, {"前儿个", -2}, {"前儿", -2}, {"昨个", -1}, {"明个", 1}, {"前天", -2}, {"前日", -2}, {"昨天", -1}, {"昨日", -1}, {"今天", 0}, {"今日", 0}, {"当天", 0}, {"明天", 1}, {"明日", 1}, {"后天", 2}, {"后日", 2},
	{"the day before yesterday", -2}, {"the day after tomorrow", 2}, {"yesterday", -1}, {"today", 0}, {"tomorrow", 1}}...)

// relativeDay reads 昨天, 前日, tomorrow.
func relativeDay(s string, today election.Date) day {
	if w, days := relativeDays.of(s); w != "" {
		return day{on: today.AddDays(days), size: len(w), plain: true}
	}
	for i, d := range [...]string{"昨", "今", "明"} { // 明早, 昨晚
		for _, part := range [...]string{"早", "晚"} {
			if rest, ok := strings.CutPrefix(s, d+part); ok {
				size := len(d)
				if r := firstRune(strings.TrimLeft(rest, " ")); !digit(r) && !numeral(r) && !strings.ContainsRune("上点些晨", r) { // 昨晚开了个会
					size += len(part)
				}
				return day{on: today.AddDays(i - 1), size: size, plain: true}
			}
		}
	}
	return day{}
}

// weekday reads 上周五, 这周二, 下星期天, 周一, last Friday. Of a weekday alone both the
// last one and the next one are meant: a report looks back, a promise forward.
func weekday(s string, today election.Date) day {
	if d := chineseWeekday(s, today); d.size > 0 {
		return d
	}
	left, week := s, 0
	for i, w := range [...]string{"last ", "this ", "next "} {
		if rest, ok := strings.CutPrefix(left, w); ok {
			left, week = rest, i-1
			size := letters(left)
			if on, ok := weekdayNamed(left[:size]); ok {
				d := thatWeek(today, on, week)
				if week < 0 && today.Sub(d) > 7 { // the last one there was
					d = d.AddDays(7)
				}
				return day{on: d, size: len(s) - len(left) + size, plain: true}
			}
		}
	}
	size := letters(s)
	if size < 6 { // mon, sun and sat are other words as well
		return day{}
	}
	on, ok := weekdayNamed(s[:size])
	if !ok || englishDate(s, today).size > size {
		return day{}
	}
	d := eitherWay(today, on)
	d.size, d.plain = size, true
	return d
}

// weeksOfDays say of which week a weekday is; read only.
var weeksOfDays = leadsOf([]lead[int]{{"上上个", -2}, {"上上", -2}, {"上个", -1}, {"上", -1}, {"下下", 2}, {"下个", 1}, {"下", 1}, {"这个", 0}, {"这", 0}, {"本", 0}}...)

func chineseWeekday(s string, today election.Date) day {
	which, week := weeksOfDays.of(s)
	said := which != ""
	left, ok := cutAny(s[len(which):], "星期", "礼拜", "周")
	if !ok {
		return day{}
	}
	for i, w := range [...][]string{{"日", "天", "7"}, {"一", "1"}, {"二", "2"}, {"三", "3"}, {"四", "4"}, {"五", "5"}, {"六", "6"}} {
		rest, ok := cutAny(left, w...)
		if !ok {
			continue
		}
		if r := firstRune(rest); digit(r) || unitOf(r) > 0 { // 周12
			return day{}
		}
		if !said {
			d := eitherWay(today, time.Weekday(i))
			d.size = len(s) - len(rest)
			d.plain = true
			return d
		}
		return day{on: thatWeek(today, time.Weekday(i), week), size: len(s) - len(rest), plain: true}
	}
	return day{}
}

// thatWeek is a weekday of a week from this one, which begins on Monday.
func thatWeek(today election.Date, on time.Weekday, week int) election.Date {
	from := (int(weekdayOf(today)) + 6) % 7
	to := (int(on) + 6) % 7
	return today.AddDays(to - from + 7*week)
}

// eitherWay is the last such weekday, today included, and the next one.
func eitherWay(today election.Date, on time.Weekday) day {
	back := (int(weekdayOf(today)) - int(on) + 7) % 7
	d := day{on: today.AddDays(-back)}
	d.next = d.on.AddDays(7)
	if back == 0 {
		d.next = d.on
	}
	return d
}

// chineseDate reads 2026年10月21日, 10月21号, 十月二十一, 21日.
func chineseDate(s string, today election.Date) day {
	n, left := ordinal(s)
	year := 0
	if rest, ok := cutAny(left, "年"); ok {
		if year = n; year < 100 { // 26年
			year += 2000
		}
		n, left = ordinal(rest)
	}
	if n == 0 {
		return day{}
	}
	if rest, ok := cutAny(left, "月份", "月"); ok {
		d, after := ordinal(rest)
		if r := firstRune(after); unitOf(r) > 0 && d > 31 || d == 0 {
			return day{}
		}
		after, _ = cutAny(after, "日", "号")
		return dated(election.Date{Year: year, Month: time.Month(n), Day: d}, today, len(s)-len(after), true)
	}
	if rest, ok := cutAny(left, "日", "号"); ok && year == 0 {
		if last, next := suchDays(n, today); !last.IsZero() {
			return day{on: last, next: next, size: len(s) - len(rest)}
		}
	}
	return day{}
}

// january reads 元月二号.
func january(s string, today election.Date) day {
	rest, ok := strings.CutPrefix(s, "元月")
	if !ok {
		return day{}
	}
	d := chineseDate("1月"+rest, today)
	if d.size > 0 {
		d.size += len("元") - len("1")
	}
	return d
}

// dottedDate reads 2026-10-21, 10/21, 10.21. Only with its year can it be nothing
// else.
func dottedDate(s string, today election.Date) day {
	text := strings.TrimRight(s[:spanOf(s, "0123456789-/.")], "-/.")
	if digitRun(text) == len(text) {
		return day{}
	}
	for _, mark := range [...]string{"-", "/", "."} {
		n, parts := partsOf(text, mark)
		switch parts {
		case 2:
			return dated(election.Date{Month: time.Month(n[0]), Day: n[1]}, today, len(text), false)
		case 3:
			return dated(election.Date{Year: n[0], Month: time.Month(n[1]), Day: n[2]}, today, len(text), true)
		}
	}
	return day{}
}

// partsOf reads the numbers of a date: how many there are, or 0 if it is none.
func partsOf(text, mark string) (n [3]int, parts int) {
	for more := true; more; parts++ {
		var p string
		p, text, more = strings.Cut(text, mark)
		k, left := ordinal(p)
		if left != "" || k == 0 || parts == len(n) {
			return n, 0
		}
		n[parts] = k
	}
	return n, parts
}

// englishDate reads "Oct 21", "21 October 2026"; a weekday may stand before it.
func englishDate(s string, today election.Date) day {
	left := s
	if size := letters(left); size >= 3 {
		if _, ok := weekdayNamed(left[:size]); ok {
			left = strings.TrimLeft(left[size:], " ,.")
		}
	}
	d, left := ordinal(left)
	left = strings.TrimLeft(left, " ")
	size := letters(left)
	month := monthNamed(left[:size])
	if month == 0 {
		return day{}
	}
	left = left[size:]
	if d == 0 {
		d, left = ordinal(strings.TrimLeft(left, " "))
	}
	year, after := ordinal(strings.TrimLeft(left, " ,"))
	if year >= 1900 {
		left = after
	} else {
		year = 0
	}
	if d == 0 {
		return day{}
	}
	return dated(election.Date{Year: year, Month: month, Day: d}, today, len(s)-len(left), true)
}

func letters(s string) int { return spanOf(s, "abcdefghijklmnopqrstuvwxyz") }

func weekdayNamed(word string) (time.Weekday, bool) {
	if len(word) < 3 {
		return 0, false
	}
	for i, name := range [...]string{"sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"} {
		if word == name || word == name[:3] {
			return time.Weekday(i), true
		}
	}
	return 0, false
}

func monthNamed(word string) time.Month {
	if len(word) < 3 {
		return 0
	}
	for i, name := range [...]string{"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"} {
		if word == name || word == name[:3] {
			return time.Month(i + 1)
		}
	}
	return 0
}

// dated is a day if the calendar has it: without a year that nearest to today.
func dated(d, today election.Date, size int, plain bool) day {
	best := election.Date{}
	for _, back := range [...]int{0, -1, 1, -2, 2, -3, 3, -4, 4} {
		e := d
		if d.Year == 0 {
			e.Year = today.Year + back
		}
		if exists(e) && (best.IsZero() || apart(e, today) < apart(best, today)) {
			best = e
		}
	}
	if best.IsZero() {
		return day{}
	}
	return day{on: best, size: size, plain: plain}
}

func apart(d, e election.Date) int { return max(d.Sub(e), e.Sub(d)) }

func exists(d election.Date) bool {
	return d.Year >= 1900 && d.Year < 2200 && election.DateOf(d.At(0, 0, time.UTC)) == d
}

// suchDays are the last and the next day with a number in its month, today
// included.
func suchDays(n int, today election.Date) (last, next election.Date) {
	for i := range 62 {
		if d := today.AddDays(-i); d.Day == n && last.IsZero() {
			last = d
		}
		if d := today.AddDays(i); d.Day == n && next.IsZero() {
			next = d
		}
	}
	return last, next
}

// weekdayNote passes the weekday after a day: 10月21日（周三）.
func weekdayNote(s string) int {
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

func weekdayOf(d election.Date) time.Weekday { return d.At(0, 0, time.UTC).Weekday() }

// OnlyNumbered reports whether a day is named by no more than its number in the month: 三号, which may
// number something else as well.
func (t Token) OnlyNumbered() bool {
	return t.Number.Role == Date && strings.HasSuffix(t.Text, "号") && !strings.Contains(t.Text, "月")
}

// set are words before the day for which something is set, and meantFor those before one for which it is only meant; read
// only.
var (
	set      = []string{"定在", "定于", "安排在", "安排到", "拟于", "将于"}
	meantFor = []string{"打算", "计划", "准备"}
)

// lookAhead lets a day that may lie behind or ahead lie ahead where something is set for it: 提名大会定在30号.
func lookAhead(text string, tokens []Token) {
	if !containsAny(text, set...) && !containsAny(text, meantFor...) {
		return
	}
	for i := range tokens {
		n := &tokens[i].Number
		if n.Role != Date || n.Next.IsZero() {
			continue
		}
		before, behind := lastRunes(text[:tokens[i].From], 8), firstRunes(text[tokens[i].To:], 8)
		before = strings.ReplaceAll(before, "组织准备", "")
		if endsAny(strings.TrimRight(before, " "), set...) || endsAny(strings.TrimSuffix(strings.TrimRight(before, " "), "在"), meantFor...) || startsWithAny(strings.TrimLeft(behind, " "), "准备开", "打算", "计划") {
			n.Day, n.Next = n.Next, time.Time{}
		}
	}
}

// SetsAhead reports whether a text sets something for a day after today, and gives no figure: 提名会定在1月4号上午九点.
func SetsAhead(h Heard, now time.Time) bool {
	if h.HasCount() || h.Mood.Asks || !containsAny(h.Text, set...) {
		return false
	}
	return slices.ContainsFunc(h.Tokens, func(t Token) bool { return !t.Number.Day.IsZero() && t.Number.Day.After(now) })
}
