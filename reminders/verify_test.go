package reminders_test

import (
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"huanjie/internal/election"
	"huanjie/internal/redistest"
	"huanjie/reminders"
)

// Where the office wants no digest, what is kept is checked once a night all the same.
func TestItVerifiesEveryNight(t *testing.T) {
	t.Parallel()
	w := newWorld(t, redistest.Dial(t, redistest.Embedded(t)), smallTown(t), rollDay())
	w.to(rollDay(), 6)
	must(t, w.redis.HSet(t.Context(), "hj:{linxi}:figures:v27:", "voted", 4711).Err())
	w.jobs = reminders.New(w.store, reminders.Options{Now: w.clock.now, Log: slog.New(slog.NewTextHandler(w.log, nil)), Wake: func() {}, Who: "one",
		Off: func() time.Duration { return 0 }})
	if got := w.at(rollDay(), 6); len(got) > 0 {
		t.Errorf("before it is time: %v", got)
	}
	wantReaders(t, "the alarm", w.at(rollDay(), verifyHour), "高处", "office:900")
}

// verifyHour is when that is.
const verifyHour = 7

// If what is kept and the journal do not agree, the office and the leading
// group are told once. Every digest says so without a figure, and says nothing
// when all is well.
func TestWhatIsAmissIsToldOnceAndStandsInTheDigest(t *testing.T) {
	t.Parallel()
	redistest.Both(t, func(t *testing.T, c redis.UniversalClient) {
		ctx, day := t.Context(), rollDay()
		w := newWorld(t, c, smallTown(t), day)
		w.to(day, 9)
		w.report("R1", w.town.Units[0].ID, election.StageReport{Stage: "prepare", Status: election.Done})
		w.jobs.Verify(ctx)
		if got := w.sent(); len(got) != 0 {
			t.Fatalf("all is well, and %v is sent", got)
		}
		e := w.town.Elections[0].ID
		figures := "hj:{linxi}:figures:" + string(e) + ":"
		must(t, c.HSet(ctx, figures, "voted", 4711).Err())
		for range 3 {
			w.jobs.Verify(ctx)
			w.replica("two").Verify(ctx)
		}
		got := w.sent()
		wantReaders(t, "the alarm", got, "高处", "office:900")
		for who, messages := range got {
			if len(messages) != 1 || !strings.Contains(messages[0].Text, "账本核对不符（12月26日") || strings.Contains(messages[0].Text, "4711") {
				t.Errorf("%s reads %+v", who, messages)
			}
		}
		if !strings.Contains(w.log.String(), "4711") {
			t.Errorf("the log does not name it: %s", w.log)
		}
		for who, messages := range only("digest", w.at(day, 18)) {
			if !strings.Contains(messages[0].Text, "记录或合计与账本不一致") {
				t.Errorf("the digest of %s is silent: %s", who, messages[0].Text)
			}
		}

		if _, err := w.store.Rebuild(ctx); err != nil {
			t.Fatal(err)
		}
		for who, messages := range only("digest", w.at(day.AddDays(1), 18)) {
			if strings.Contains(messages[0].Text, "核对不符") {
				t.Errorf("all is well again, and the digest of %s says: %s", who, messages[0].Text)
			}
		}
		must(t, c.HSet(ctx, figures, "voted", 4711).Err()) // once more is told once more
		w.jobs.Verify(ctx)
		wantReaders(t, "the second alarm", w.sent(), "高处", "office:900")
	})
}
