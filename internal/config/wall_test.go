package config_test

import (
	"testing"
	"time"

	"huanjie/internal/config"
)

// Where the clock is put forward and back, a time comes once each day.
func TestATimeComesOnceADay(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		zone, spec string
		from       time.Time
		want       []string
	}{
		{"Europe/Berlin", "02:30", time.Date(2027, 3, 27, 12, 0, 0, 0, time.UTC), []string{"28 03:30 CEST", "29 02:30 CEST", "30 02:30 CEST"}},
		{"Europe/Berlin", "02:30", time.Date(2027, 10, 30, 12, 0, 0, 0, time.UTC), []string{"31 02:30 CET", "01 02:30 CET", "02 02:30 CET"}},
		{"Europe/Berlin", "18:00", time.Date(2027, 3, 27, 20, 0, 0, 0, time.UTC), []string{"28 18:00 CEST", "29 18:00 CEST"}},
		{"Africa/Cairo", "00:00", time.Date(2027, 4, 29, 12, 0, 0, 0, time.UTC), []string{"30 01:00 EEST", "01 00:00 EEST"}},
		{"Asia/Shanghai", "0 18 * * 1-5", time.Date(2027, 1, 15, 2, 0, 0, 0, time.UTC), []string{"15 18:00 CST", "18 18:00 CST"}},
	} {
		zone, err := time.LoadLocation(c.zone)
		if err != nil {
			t.Fatal(err)
		}
		at, err := config.ParseTime(c.spec)
		if err != nil {
			t.Fatal(err)
		}
		now := c.from.In(zone)
		for _, want := range c.want {
			if now = at.Schedule.Next(now); now.Format("02 15:04 MST") != want {
				t.Errorf("%s in %s: %s, want %s", c.spec, c.zone, now.Format("02 15:04 MST"), want)
			}
		}
	}
}

// From any moment, the next time is later, and is what the clock shows.
func TestTheNextTimeIsLater(t *testing.T) {
	t.Parallel()
	zone, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	at, err := config.ParseTime("*/30 1-3 * * *")
	if err != nil {
		t.Fatal(err)
	}
	for now := time.Date(2027, 10, 30, 0, 0, 0, 0, zone); now.Before(time.Date(2027, 11, 2, 0, 0, 0, 0, zone)); now = now.Add(7 * time.Minute) {
		next := at.Schedule.Next(now)
		if !next.After(now) || next.Sub(now) > 24*time.Hour || next.Minute()%30 != 0 {
			t.Errorf("after %v comes %v", now, next)
		}
	}
}
