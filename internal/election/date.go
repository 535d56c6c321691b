package election

import (
	"fmt"
	"time"
)

// Date is a day of the calendar, without a time or a place. The zero Date
// means "not set".
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// DateOf is the day on which t falls in t's own location.
func DateOf(t time.Time) Date {
	y, m, d := t.Date()
	return Date{y, m, d}
}

// ParseDate reads "2027-01-15".
func ParseDate(s string) (Date, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return Date{}, fmt.Errorf("read date %q: write it as 2027-01-15", s)
	}
	return DateOf(t), nil
}

// At is the moment hour:minute of the day in a location.
func (d Date) At(hour, minute int, in *time.Location) time.Time {
	return time.Date(d.Year, d.Month, d.Day, hour, minute, 0, 0, in)
}

// AddDays is the day n days later; n may be negative.
func (d Date) AddDays(n int) Date { return DateOf(d.At(0, 0, time.UTC).AddDate(0, 0, n)) }

// Sub is the number of days from e to d.
func (d Date) Sub(e Date) int {
	return int(d.At(0, 0, time.UTC).Sub(e.At(0, 0, time.UTC)).Hours() / 24)
}

// Before reports whether d is earlier than e.
func (d Date) Before(e Date) bool { return d.Sub(e) < 0 }

// IsZero reports whether the day is not set.
func (d Date) IsZero() bool { return d == Date{} }

// String is the day as 2027-01-15; the zero Date is empty.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}

// Say is the day for people, with its weekday: 1月15日（周五）. Its year is said unless
// it is that of beside: today, or the day that the heading of a list names.
func (d Date) Say(beside Date) Phrase {
	w, day := d.At(0, 0, time.UTC).Weekday(), d.Short(d)
	return d.inYear(Say("%[1]s（周%[2]c）", "%[3]s %[1]s").With(day, []rune("日一二三四五六")[w], w.String()[:3]), beside)
}

// Short is Say without the weekday, for a label, a table or a paper: 1月15日.
func (d Date) Short(beside Date) Phrase {
	return d.inYear(Say(fmt.Sprintf("%d月%d日", d.Month, d.Day), fmt.Sprintf("%d %s", d.Day, d.Month.String()[:3])), beside)
}

// InFull is the day with its year, as a paper bears it: 2027年1月15日.
func (d Date) InFull() Phrase { return d.Short(Date{}) }

// SayTo is the days from d to last: 1月11日—1月17日. A year that is not that of beside
// is said, once if it is that of both.
func (d Date) SayTo(last, beside Date) Phrase {
	days := Say("%s—%s", "%s–%s")
	if d.Year == last.Year {
		return d.inYear(days.With(d.Short(d), last.Short(d)), beside)
	}
	return days.With(d.Short(beside), last.Short(beside))
}

// inYear puts the year to a day that is not of the year of beside.
func (d Date) inYear(day Phrase, beside Date) Phrase {
	if d.Year == beside.Year {
		return day
	}
	return Say("%[2]d年%[1]s", "%[1]s %[2]d").With(day, d.Year)
}

// SayTime is a moment for people, its day said as Say says it: 1月15日（周五） 10:20. It is
// given in the location of now, and so are those below.
func SayTime(t, now time.Time) Phrase {
	t = t.In(now.Location())
	return Say("%s %s", "%s, %s").With(DateOf(t).Say(DateOf(now)), t.Format("15:04"))
}

// Moment is SayTime for a label or a line of a list, where the weekday would take too
// much room: 1月15日 10:20.
func Moment(t, now time.Time) Phrase {
	t = t.In(now.Location())
	return Say("%s %s", "%s, %s").With(DateOf(t).Short(DateOf(now)), t.Format("15:04"))
}

// Clock is a time of today as the clock shows it, and any other as SayTime says it.
func Clock(t, now time.Time) Phrase {
	t = t.In(now.Location())
	if clock := t.Format("15:04"); DateOf(t) == DateOf(now) {
		return Say(clock, clock)
	}
	return SayTime(t, now)
}

// MarshalText writes the day as 2027-01-15.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads 2027-01-15, or nothing for the zero Date.
func (d *Date) UnmarshalText(b []byte) (err error) {
	if len(b) == 0 {
		*d = Date{}
		return nil
	}
	*d, err = ParseDate(string(b))
	return err
}
