package reminders_test

import (
	"strings"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"huanjie/internal/election"
	"huanjie/internal/redistest"
)

// The office is told a week before, then the town is closed, once, and nothing is
// sent after that.
func TestTheTownIsClosedOnItsDay(t *testing.T) {
	t.Parallel()
	redistest.Both(t, func(t *testing.T, c redis.UniversalClient) {
		town := smallTown(t)
		town.CloseOut = rollDay().AddDays(200)
		w := newWorld(t, c, town, town.CloseOut.AddDays(-20))
		at := func(days, hour int) string {
			t.Helper()
			w.clock.mu.Lock()
			w.clock.at = town.CloseOut.AddDays(days).At(hour, 30, town.Location)
			w.clock.mu.Unlock()
			w.jobs.Wake(t.Context())
			w.replica("two").Wake(t.Context())
			return strings.Join(w.toOffice(), "\n")
		}
		if got := at(-8, 12); strings.Contains(got, "销毁") {
			t.Errorf("eight days before: %s", got)
		}
		if got := at(-7, 12); strings.Count(got, "个人信息将在") != 1 {
			t.Errorf("a week before: %s", got)
		}
		if got := at(-1, 12) + at(0, 8); strings.Contains(got, "销毁") {
			t.Errorf("before its hour: %s", got)
		}
		if got := at(0, 9); strings.Count(got, "个人信息已经销毁") != 1 {
			t.Errorf("at its hour: %s", got)
		}
		if n := c.Exists(t.Context(), "hj:{linxi}:person", "hj:{linxi}:bound").Val(); n != 0 {
			t.Error("somebody is still bound")
		}
		if got := at(0, 18) + at(1, 18) + at(3, 18); got != "" {
			t.Errorf("after the close: %s", got)
		}
	})
}

// If nothing ran when the office was to be told, it is told late and still has
// its week.
func TestNoTownIsClosedUnannounced(t *testing.T) {
	t.Parallel()
	town := smallTown(t)
	w := newWorld(t, redistest.Dial(t, redistest.Embedded(t)), town, rollDay())
	town.CloseOut = rollDay().AddDays(-3)
	for range 2 {
		w.jobs.Wake(t.Context())
	}
	closed := func() bool {
		t.Helper()
		at, err := w.store.Closed(t.Context())
		must(t, err)
		return !at.IsZero()
	}
	if closed() || !strings.Contains(strings.Join(w.toOffice(), "\n"), "个人信息将在") {
		t.Fatal("it was closed without a word, or nothing was said")
	}
	w.clock.mu.Lock()
	w.clock.at = w.clock.at.Add(6*24*time.Hour + time.Hour)
	w.clock.mu.Unlock()
	w.jobs.Wake(t.Context())
	if !closed() {
		t.Error("a week later it is still open")
	}
}

// toOffice is what the office was sent since it was last asked.
func (w *world) toOffice() (texts []string) {
	w.t.Helper()
	for _, m := range w.sent()[election.OfficePerson(900)] {
		texts = append(texts, m.Text)
	}
	return texts
}
