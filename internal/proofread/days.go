package proofread

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"huanjie/internal/election"
)

// Days and spans of days.
var (
	dayWords  = regexp.MustCompile(`(?:(\d{4})\s*年\s*)?(\d{1,2})\s*月\s*(\d{1,2})\s*[日号](?:\s*（?\s*(?:星期|周|礼拜)([一二三四五六日天]))?`)
	spanWords = regexp.MustCompile(`(?:(\d{4})\s*年\s*)?(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]?\s*(?:（[^）]*）)?\s*(?:起|开始)?[，,]?\s*(?:-|—|–|－|~|～|至|到|起至)+\s*(?:(\d{4})\s*年\s*)?(?:(\d{1,2})\s*月\s*)?(\d{1,2})\s*[日号]`)
	daysWords = regexp.MustCompile(`(不少于|至少|不得少于|不低于)?\s*(\d{1,2}|[一二两三四五六七八九十]+)\s*(?:个工作)?[天日]`)
	yearWords = regexp.MustCompile(`(?:19|20)\d\d`)
)

// days checks the days of a sentence: that they exist, fall on the weekday that
// is said, and that spans end after they begin and last as long as is said.
func (c *checker) days(i int) {
	line, at := c.of(i), c.sentences[i].at
	for _, m := range dayWords.FindAllStringSubmatchIndex(line, -1) {
		c.day(i, line, at, m)
	}
	spans := spanWords.FindAllStringSubmatchIndex(line, -1)
	for _, m := range spans {
		c.span(i, line, at, m, len(spans) == 1)
	}
}

// group reads a submatch as a number; 0 if it is not there.
func matched(line string, m []int, group int) int {
	if m[2*group] < 0 {
		return 0
	}
	n, _ := strconv.Atoi(line[m[2*group]:m[2*group+1]])
	return n
}

// day checks one day.
func (c *checker) day(i int, line string, at int, m []int) {
	year, month, day := matched(line, m, 1), matched(line, m, 2), matched(line, m, 3)
	known := year > 0
	if !known {
		year = c.yearBefore(at + m[0])
	}
	leap := year
	if leap == 0 {
		leap = 2024 // any leap year: 29 February may exist
	}
	date := time.Date(leap, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	if month < 1 || month > 12 || date.Month() != time.Month(month) {
		c.add(at+m[0], at+m[1], Dates, line[m[0]:m[1]], "", election.Say("没有这一天", "there is no such day"))
		return
	}
	if m[8] < 0 || !known {
		return
	}
	said := line[m[8]:m[9]]
	right := []string{"日", "一", "二", "三", "四", "五", "六"}[date.Weekday()]
	if strings.Replace(said, "天", "日", 1) != right {
		c.add(at+m[0], at+m[1], Dates, "星期"+said, "星期"+right, election.Say("这一天是星期%s", "the weekday is %s").With(right))
	}
}

// yearBefore is the last year written before a place, 0 if none is.
func (c *checker) yearBefore(at int) int {
	if c.years == nil {
		c.years = append([][]int{{0, 0}}, yearWords.FindAllStringIndex(c.s, -1)...)
	}
	k, _ := slices.BinarySearchFunc(c.years, at, func(y []int, at int) int { return y[1] - at - 1 })
	year, _ := strconv.Atoi(c.s[c.years[k-1][0]:c.years[k-1][1]])
	return year
}

// span checks one span of days.
func (c *checker) span(i int, line string, at int, m []int, alone bool) {
	y1, m1, d1 := matched(line, m, 1), matched(line, m, 2), matched(line, m, 3)
	y2, m2, d2 := matched(line, m, 4), matched(line, m, 5), matched(line, m, 6)
	if m2 == 0 {
		m2 = m1
	}
	year := y1
	if year == 0 {
		year = c.yearBefore(at + m[0])
	}
	if year == 0 {
		year = 2025
	}
	endYear := y2
	if endYear == 0 {
		endYear = year
		if y1 == 0 && m1 >= 10 && m2 <= 3 {
			endYear++ // from December into January
		}
	}
	from := time.Date(year, time.Month(m1), d1, 0, 0, 0, 0, time.UTC)
	to := time.Date(endYear, time.Month(m2), d2, 0, 0, 0, 0, time.UTC)
	if to.Before(from) {
		c.add(at+m[0], at+m[1], Dates, line[m[0]:m[1]], "", election.Say("结束的日子在开始之前", "it ends before it begins"))
		return
	}
	if alone {
		c.lasting(line, at, m, int(to.Sub(from).Hours()/24))
	}
}

// posting are the words of what is posted for some days. read only
var posting = []string{"公示", "公告", "张榜"}

// lastingNear is how long a span right before it lasts.
var lastingNear = regexp.MustCompile(`^(?:止|结束|完成)?，?(?:共|前后)?(?:历时|为期)`)

// lasting compares 公示5天（12月1日至12月5日） with its span.
func (c *checker) lasting(line string, at int, m []int, between int) {
	words := append([]string{}, posting...)
	if near := line[m[1]:]; lastingNear.MatchString(near) {
		words = append(words, "历时", "为期")
	}
	rest := line[:m[0]] + strings.Repeat(" ", m[1]-m[0]) + line[m[1]:]
	for _, word := range words {
		j := strings.Index(rest, word)
		if j < 0 {
			continue
		}
		d := daysWords.FindStringSubmatchIndex(rest[j:])
		if d == nil || d[0] > 40 && d[0] > m[1]-m[0]+30 || !isDuration(rest[j:], d) {
			continue
		}
		from, to := j+d[4], j+d[5]
		n, ok := ordinal(rest[from:to])
		if !ok {
			continue
		}
		if int(n) != between && int(n) != between+1 && (d[2] < 0 || int(n) > between) {
			right := strconv.Itoa(between + 1)
			c.add(at+from, at+j+d[1], Dates, rest[from:to], right, election.Say("从头到尾是 %s 天，文中写的是 %s 天", "the span has %s days, the text says %s").With(right, rest[from:to]))
		}
		return
	}
}

// isDuration reports whether days, matched in the words from 公示 on, say how long something is posted:
// not 选举日3天前公示, not working days.
func isDuration(s string, d []int) bool {
	before, after := s[:d[0]], s[d[1]:]
	return !strings.Contains(s[d[0]:d[1]], "工作") && !strings.Contains(before, "前") && !strings.Contains(before, "月") &&
		!strings.HasPrefix(after, "前") && !strings.HasPrefix(after, "内")
}
