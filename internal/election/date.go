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

// Say is the day for people, with its weekday: 1月15日（周五）.
func (d Date) Say() Phrase {
	w := d.At(0, 0, time.UTC).Weekday()
	return Say(
		fmt.Sprintf("%d月%d日（周%c）", d.Month, d.Day, []rune("日一二三四五六")[w]),
		fmt.Sprintf("%s %d %s", w.String()[:3], d.Day, d.Month.String()[:3]))
}

// Moment is a time for a label or a line of a list, where the weekday would take too
// much room: 1月15日 10:20.
func Moment(t time.Time) Phrase {
	return Say(t.Format("1月2日 15:04"), t.Format("Jan 2, 15:04"))
}

// SayFrom is the day as Say says it, with its year unless that is the year of
// today.
func (d Date) SayFrom(today Date) Phrase {
	if d.Year == today.Year {
		return d.Say()
	}
	return Say("%[2]d年%[1]s", "%[1]s %[2]d").With(d.Say(), d.Year)
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
