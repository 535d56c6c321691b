package reminders_test

import (
	"strings"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"huanjie/internal/election"
	"huanjie/internal/redistest"
)

// The clock leaps a year ahead, the jobs run, and it is set right again. The
// office is told, and the next digest comes at its time, once.
func TestAClockThatWasAYearAhead(t *testing.T) {
	t.Parallel()
	redistest.Both(t, func(t *testing.T, c redis.UniversalClient) {
		w := newWorld(t, c, smallTown(t), rollDay().AddDays(-10))
		day := rollDay().AddDays(-10)
		if got := w.at(day, 18)["石远"]; len(got) == 0 {
			t.Fatal("no digest before the leap")
		}
		w.at(day.AddDays(365), 19)
		w.to(day, 20)
		w.jobs.Wake(t.Context())
		w.replica("two").Wake(t.Context())
		if told := strings.Join(w.toOffice(), "\n"); strings.Count(told, "时钟快过") != 1 || strings.Contains(told, "📊") {
			t.Errorf("the office was told: %s", told)
		}
		if !strings.Contains(w.log.String(), "lies ahead") {
			t.Error("the log does not say so")
		}
		if got := w.at(day.AddDays(1), 18)["石远"]; len(got) != 1 {
			t.Errorf("the next digest came %d times", len(got))
		}
		if got := strings.Join(w.toOffice(), "\n"); strings.Contains(got, "时钟快过") {
			t.Errorf("told again: %s", got)
		}
	})
}

// What was missed while the clock was wrong is done when it is right.
func TestWhatIsPlannedWhileTheClockIsFarOff(t *testing.T) {
	t.Parallel()
	w := newWorld(t, redistest.Dial(t, redistest.Any(t)), smallTown(t), rollDay())
	w.off.Store(int64(-5 * time.Hour))
	if got := w.at(rollDay(), 18); len(got) != 0 {
		t.Errorf("sent by a clock that is known to be wrong: %v", got)
	}
	w.off.Store(int64(-5 * time.Minute))
	if got := w.at(rollDay(), 19)["石远"]; len(got) != 1 {
		t.Errorf("%d digests when it is right again", len(got))
	}
	if got := w.sent()[election.OfficePerson(900)]; len(got) != 0 {
		t.Errorf("the office was told twice: %v", got)
	}
}
