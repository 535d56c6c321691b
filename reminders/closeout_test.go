package reminders_test

import (
	"strings"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"huanjie/internal/election"
	"huanjie/internal/redistest"
	"huanjie/internal/store"
)

// closingWorld is a small town that is to be closed on a day, long after it was
// begun.
type closingWorld struct{ *world }

func newClosing(t *testing.T, c redis.UniversalClient) closingWorld {
	town := smallTown(t)
	town.CloseOut = rollDay().AddDays(200)
	return closingWorld{newWorld(t, c, town, town.CloseOut.AddDays(-20))}
}

// at returns what the office is told on a day, counted from that of the
// closing. What is sent arrives.
func (w closingWorld) at(days, hour int) string {
	w.t.Helper()
	w.to(w.town.CloseOut.AddDays(days), hour)
	w.jobs.Wake(w.t.Context())
	w.replica("two").Wake(w.t.Context())
	told := strings.Join(w.toOffice(), "\n")
	w.jobs.Wake(w.t.Context()) // finds that it has arrived
	return told
}

// through wakes the jobs on every day between two, and counts the notices.
func (w closingWorld) through(from, until int) (notices int) {
	w.t.Helper()
	for day := from; day <= until; day++ {
		notices += strings.Count(w.at(day, 12), "个人信息将在")
	}
	return notices
}

func (w closingWorld) closed() bool {
	w.t.Helper()
	at, err := w.store.Closed(w.t.Context())
	must(w.t, err)
	return !at.IsZero()
}

// answer answers the notice as somebody of the office.
func (w closingWorld) answer(a election.CloseOutAnswer) {
	w.t.Helper()
	c, err := w.store.CloseOutOn(w.t.Context(), w.town.CloseOut)
	must(w.t, err)
	c.CloseOut = c.Answered(a, election.OfficePerson(900), w.clock.now())
	must(w.t, w.store.Commit(w.t.Context(), store.Commit{CloseOut: &c}))
}

// The office is told a week before and reminded, then the town is closed, once,
// and nothing is sent after that.
func TestTheTownIsClosedOnItsDay(t *testing.T) {
	t.Parallel()
	redistest.Both(t, func(t *testing.T, c redis.UniversalClient) {
		w := newClosing(t, c)
		if got := w.at(-8, 12); strings.Contains(got, "销毁") {
			t.Errorf("eight days before: %s", got)
		}
		if got := w.at(-7, 12); strings.Count(got, "个人信息将在") != 1 || !strings.Contains(got, "最后一个选举日：2027年1月15日") {
			t.Errorf("a week before: %s", got)
		}
		if n := w.through(-6, -1); n != 3 {
			t.Errorf("reminded %d times, want 3", n)
		}
		if got := w.at(0, 8); strings.Contains(got, "销毁") {
			t.Errorf("before its hour: %s", got)
		}
		if got := w.at(0, 9); strings.Count(got, "个人信息已经销毁") != 1 {
			t.Errorf("at its hour: %s", got)
		}
		if n := c.Exists(t.Context(), "hj:{linxi}:person", "hj:{linxi}:bound").Val(); n != 0 {
			t.Error("somebody is still bound")
		}
		if got := w.at(0, 18) + w.at(1, 18) + w.at(3, 18); got != "" {
			t.Errorf("after the close: %s", got)
		}
	})
}

// Notices that reach nobody destroy nothing, however long they have waited;
// those that then arrive begin the week.
func TestNoTownIsClosedUnannounced(t *testing.T) {
	t.Parallel()
	w := newClosing(t, redistest.Dial(t, redistest.Any(t)))
	w.lost = true
	w.through(-7, 40)
	if w.closed() {
		t.Fatal("it was closed, and nobody was told")
	}
	if !strings.Contains(w.log.String(), "has reached nobody in the office") {
		t.Error("the log does not say that nobody was reached")
	}
	w.lost = false
	w.through(41, 45)
	if w.closed() {
		t.Error("it was closed in the week after the first notice arrived")
	}
	w.through(46, 50)
	if !w.closed() {
		t.Error("ten days after notices arrive it is still open")
	}
}

// The office may confirm the day, and may object.
func TestTheOfficeAnswersTheNotice(t *testing.T) {
	t.Parallel()
	w := newClosing(t, redistest.Dial(t, redistest.Any(t)))
	w.through(-7, -4)
	w.answer(election.CloseOutHeld)
	if n := w.through(-3, 60); w.closed() || n != 0 {
		t.Errorf("after an objection: closed %v, %d notices of the day", w.closed(), n)
	}
	w.answer(election.CloseOutConfirmed)
	if w.at(60, 20); w.closed() {
		t.Error("it was closed on the day of the confirmation")
	}
	if w.at(61, 13); !w.closed() {
		t.Error("a day after the confirmation it is still open")
	}
}

// A polling day that was typed a year too early, in a town that is begun with it
// or gets it later, destroys nothing. The office is told, once.
func TestADayBeforeTheTownWasBegunDestroysNothing(t *testing.T) {
	t.Parallel()
	w := closingWorld{newWorld(t, redistest.Dial(t, redistest.Any(t)), smallTown(t), rollDay())}
	w.town.CloseOut = rollDay().AddDays(-10)
	told := w.at(10, 12)
	for day := 11; day < 60; day++ {
		told += w.at(day, 12)
	}
	if w.closed() || strings.Count(told, "不会自动销毁") != 1 || strings.Contains(told, "个人信息将在") {
		t.Errorf("closed %v; the office was told: %s", w.closed(), told)
	}
}

// While the clock is known to be wrong nothing is destroyed.
func TestAWrongClockDestroysNothing(t *testing.T) {
	t.Parallel()
	w := newClosing(t, redistest.Dial(t, redistest.Any(t)))
	w.through(-7, -1)
	w.off.Store(int64(time.Minute))
	if w.at(0, 12); w.closed() {
		t.Fatal("closed by a clock that is a minute ahead")
	}
	w.off.Store(int64(48 * time.Hour))
	if w.at(2, 12); w.closed() {
		t.Fatal("closed by a clock that is two days ahead")
	}
	w.off.Store(0)
	if w.at(2, 13); !w.closed() {
		t.Error("it is not closed although the clock is right again")
	}
}

// toOffice is what the office was sent since it was last asked. It is noted as
// sent, unless messages are lost.
func (w *world) toOffice() (texts []string) {
	w.t.Helper()
	for _, m := range w.sent()[election.OfficePerson(900)] {
		texts = append(texts, m.Text)
		if m.Key != "" && !w.lost {
			must(w.t, w.store.Sent(w.t.Context(), 900, m.Key, 7))
		}
	}
	return texts
}
