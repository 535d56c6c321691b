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
	day := Date{2027, time.January, 15}
	for today, want := range map[Date][2]string{
		{2027, time.March, 1}:     {"1月15日（周五）", "Fri 15 Jan"},
		{2026, time.December, 31}: {"2027年1月15日（周五）", "Fri 15 Jan 2027"},
		{2028, time.January, 1}:   {"2027年1月15日（周五）", "Fri 15 Jan 2027"},
	} {
		if said := day.SayFrom(today); said.In(Chinese) != want[0] || said.In(English) != want[1] {
			t.Errorf("on %v it is %q, %q", today, said.In(Chinese), said.In(English))
		}
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
	if got := (Date{2027, time.January, 15}).Say(); got != Say("1月15日（周五）", "Fri 15 Jan") {
		t.Errorf("said %v", got)
	}
	if got := (Date{2027, time.January, 17}).Say().In(Chinese); got != "1月17日（周日）" {
		t.Errorf("said %s", got)
	}
}
