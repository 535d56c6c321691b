package election

import (
	"strconv"
	"time"
)

// A day of birth is entered as one number, as exactly as it is known: 1980, 198005 or 19800512.

// BornNumber is a day of birth as such a number; the first of January is a year alone, the
// first of another month a month. 0 if it is not known.
func BornNumber(d Date) int {
	switch {
	case d.IsZero():
		return 0
	case d.Month == time.January && d.Day == 1:
		return d.Year
	case d.Day == 1:
		return d.Year*100 + int(d.Month)
	}
	return (d.Year*100+int(d.Month))*100 + d.Day
}

// BornOn is the day that such a number says; of a year or a month its first. False if
// there is no such day.
func BornOn(n int) (Date, bool) {
	d := Date{Year: n, Month: time.January, Day: 1}
	switch {
	case n >= 1_000_000:
		d = Date{Year: n / 10_000, Month: time.Month(n / 100 % 100), Day: n % 100}
	case n >= 10_000:
		d = Date{Year: n / 100, Month: time.Month(n % 100), Day: 1}
	}
	return d, d.Year > 0 && d.Year < 10_000 && d == d.AddDays(0)
}

// SayBorn says such a number: 1980, 1980年5月, 1980年5月12日.
func SayBorn(n int) Phrase {
	d, ok := BornOn(n)
	switch {
	case !ok || n < 10_000:
		return Say(strconv.Itoa(n), strconv.Itoa(n))
	case n < 1_000_000:
		return Say("%d年%d月", "%d-%02d").With(d.Year, int(d.Month))
	}
	return Say("%d年%d月%d日", "%d-%02d-%02d").With(d.Year, int(d.Month), d.Day)
}
