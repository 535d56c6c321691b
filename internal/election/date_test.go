package election

import (
	"encoding/json"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestDateIsADayOfTheCalendar(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		d := Date{2000, time.January, 1}.AddDays(rapid.IntRange(-40000, 40000).Draw(t, "from"))
		n := rapid.IntRange(-4000, 4000).Draw(t, "days")
		e := d.AddDays(n)
		if e.Sub(d) != n || e.AddDays(-n) != d || e.Before(d) != (n < 0) {
			t.Fatalf("%v and %d days is %v, which is %d days later", d, n, e, e.Sub(d))
		}
		if got, err := ParseDate(d.String()); err != nil || got != d {
			t.Fatalf("%v reads back as %v, %v", d, got, err)
		}
	})
}

// TestTheYearIsSaidUnlessItIsThisOne: a season begins in the year before its vote.
func TestTheYearIsSaidUnlessItIsThisOne(t *testing.T) {
	t.Parallel()
	day := Date{2027, time.January, 17}
	at := day.At(9, 5, time.UTC)
	for today, want := range map[Date][6]string{
		{2026, time.December, 31}: {"2027年1月17日（周日）", "2027年1月17日", "2027年1月17日（周日） 09:05", "2027年1月17日 09:05", "2027年1月17日（周日） 09:05", "2027年1月17日—1月23日"},
		{2027, time.January, 1}:   {"1月17日（周日）", "1月17日", "1月17日（周日） 09:05", "1月17日 09:05", "1月17日（周日） 09:05", "1月17日—1月23日"},
		{2027, time.January, 17}:  {"1月17日（周日）", "1月17日", "1月17日（周日） 09:05", "1月17日 09:05", "09:05", "1月17日—1月23日"},
		{2028, time.January, 1}:   {"2027年1月17日（周日）", "2027年1月17日", "2027年1月17日（周日） 09:05", "2027年1月17日 09:05", "2027年1月17日（周日） 09:05", "2027年1月17日—1月23日"},
	} {
		now := today.At(12, 0, time.UTC)
		said := []Phrase{day.Say(today), day.Short(today), SayTime(at, now), Moment(at, now), Clock(at, now), day.SayTo(day.AddDays(6), today)}
		for i, p := range said {
			if got := p.In(Chinese); got != want[i] {
				t.Errorf("on %v it is %q, want %q", today, got, want[i])
			}
		}
	}
	december := Date{2026, time.December, 31}
	for said, want := range map[Phrase]string{
		day.Say(december):                               "Sun 17 Jan 2027",
		day.Say(day):                                    "Sun 17 Jan",
		day.InFull():                                    "17 Jan 2027",
		SayTime(at, december.At(0, 0, time.UTC)):        "Sun 17 Jan 2027, 09:05",
		Moment(at, day.At(0, 0, time.UTC)):              "17 Jan, 09:05",
		december.SayTo(day, december):                   "31 Dec–17 Jan 2027",
		day.SayTo(day.AddDays(6), december):             "17 Jan–23 Jan 2027",
		Date{2026, 12, 28}.SayTo(Date{2027, 1, 3}, day): "28 Dec 2026–3 Jan",
	} {
		if got := said.In(English); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	if got := day.InFull().In(Chinese); got != "2027年1月17日" {
		t.Errorf("in full %s", got)
	}
}

func TestDateReadsAndWrites(t *testing.T) {
	t.Parallel()
	for _, bad := range []string{"", "2027-02-29", "2027-1-5", "15.1.2027", "2027-01-15T00:00:00Z"} {
		if got, err := ParseDate(bad); err == nil {
			t.Errorf("%q was read as %v", bad, got)
		}
	}
	for d, want := range map[Date]string{{}: `""`, {2027, 1, 5}: `"2027-01-05"`} {
		text, err := json.Marshal(d)
		var back Date
		if err != nil || string(text) != want || json.Unmarshal(text, &back) != nil || back != d || d.IsZero() != (want == `""`) {
			t.Errorf("%v is written %s and read %v, %v", d, text, back, err)
		}
	}
}
