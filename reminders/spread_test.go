package reminders_test

import (
	"log/slog"
	"testing"
	"time"

	"huanjie/internal/election"
	"huanjie/internal/redistest"
	"huanjie/internal/store"
	"huanjie/reminders"
)

// TestSpread: with a window the digests of many towns begin one after the other
// within it. A town's moment is the same every day and in every replica.
func TestSpread(t *testing.T) {
	t.Parallel()
	const towns, window = 200, 10 * time.Minute
	c := redistest.Dial(t, redistest.Any(t))
	next := func(id election.TownID, day election.Date) time.Duration {
		town := *smallTown(t)
		town.ID = id
		jobs := reminders.New(store.Open(c, &town), reminders.Options{Digest: daily(t, "0 18 * * *"), Spread: window, Now: time.Now, Log: slog.New(slog.DiscardHandler), Wake: func() {}})
		six := day.At(18, 0, town.Location)
		return jobs.Next(six.Add(-time.Second)).Sub(six)
	}
	minutes := map[int]int{}
	for n := range towns {
		id := election.TownID("town-" + string(rune('a'+n/26)) + string(rune('a'+n%26)))
		after := next(id, rollDay())
		if after < 0 || after >= window {
			t.Errorf("%s sends %v after six", id, after)
		}
		if again := next(id, rollDay().AddDays(1)); again != after {
			t.Errorf("%s sends %v after six, the next day %v", id, after, again)
		}
		minutes[int(after/time.Minute)]++
	}
	for m := range int(window / time.Minute) {
		if n := minutes[m]; n == 0 || n > towns/4 {
			t.Errorf("%d of %d towns send in minute %d", n, towns, m)
		}
	}
}

// TestSpreadDigest: a town with a window sends one digest a day, at its own
// moment, and on polling day one for each time of that day.
func TestSpreadDigest(t *testing.T) {
	t.Parallel()
	polling := rollDay().AddDays(20)
	w := newWorld(t, redistest.Dial(t, redistest.Any(t)), smallTown(t), polling.AddDays(-1))
	w.spread, w.polling.digest = 30*time.Minute, daily(t, "30 10 * * *", "30 18 * * *")
	w.jobs = w.replica("one")
	for _, c := range []struct {
		day  election.Date
		want int
	}{{polling.AddDays(-1), 1}, {polling, 2}, {polling.AddDays(1), 1}} {
		got, sharp := 0, 0
		for at := c.day.At(9, 0, w.town.Location); at.Before(c.day.At(21, 0, w.town.Location)); at = at.Add(time.Minute) {
			w.clock.set(at)
			w.jobs.Wake(t.Context())
			n := len(only("digest", w.sent())["方圆"])
			if got += n; at.Minute()%30 == 0 {
				sharp += n
			}
		}
		if got != c.want || sharp != 0 {
			t.Errorf("%v: %d digests, %d of them on the hour; want %d", c.day, got, sharp, c.want)
		}
	}
}
