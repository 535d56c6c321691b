package reminders_test

import (
	"strings"
	"testing"

	"github.com/redis/go-redis/v9"

	"huanjie/internal/election"
	"huanjie/internal/redistest"
)

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
