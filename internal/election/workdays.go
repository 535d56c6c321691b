package election

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Workdays 工作日 are the days on which the office works. On other days a digest
// does not ring, and a reminder only for what is due on them.
type Workdays struct {
	Weekdays [7]bool // by time.Weekday; the zero value is every day
	Off      []Date  // holidays 节假日
	On       []Date  // days worked in their place 调休补班
}

// Works reports whether the office works on a day.
func (w Workdays) Works(d Date) bool {
	switch {
	case slices.Contains(w.On, d):
		return true
	case slices.Contains(w.Off, d):
		return false
	}
	return w.Weekdays == [7]bool{} || w.Weekdays[d.At(0, 0, time.UTC).Weekday()]
}

// ParseWeekdays reads "1-5" or "1,2,3,4,5,6": Monday is 1, Sunday is 7.
func ParseWeekdays(s string) (days [7]bool, err error) {
	wrong := fmt.Errorf(`%q are not weekdays: write "1-5" or "1,2,3,4,5,6" (1 is Monday, 7 is Sunday)`, s)
	for part := range strings.SplitSeq(s, ",") {
		from, to, several := strings.Cut(strings.TrimSpace(part), "-")
		if !several {
			to = from
		}
		first, err1 := strconv.Atoi(from)
		last, err2 := strconv.Atoi(to)
		if err1 != nil || err2 != nil || first < 1 || last > 7 || first > last {
			return days, wrong
		}
		for d := first; d <= last; d++ {
			days[d%7] = true
		}
	}
	return days, nil
}

// ParseDays reads "2027-02-05" or "2027-02-05..2027-02-11".
func ParseDays(s string) (days []Date, err error) {
	const longest = 60 // days of one holiday
	from, to, several := strings.Cut(s, "..")
	if !several {
		to = from
	}
	first, err := ParseDate(strings.TrimSpace(from))
	if err != nil {
		return nil, err
	}
	last, err := ParseDate(strings.TrimSpace(to))
	if err != nil {
		return nil, err
	}
	if n := last.Sub(first); n < 0 || n > longest {
		return nil, fmt.Errorf("%q: the last day comes before the first, or more than %d days after it", s, longest)
	}
	for d := first; !last.Before(d); d = d.AddDays(1) {
		days = append(days, d)
	}
	return days, nil
}
