package reminders_test

import (
	"strings"
	"testing"

	"github.com/redis/go-redis/v9"

	"huanjie/internal/redistest"
)

// Who checks the counts is told to the office and the leading group at the start,
// once for a roster, and not after the polling days.
func TestWhoChecksIsToldOnceAtTheStart(t *testing.T) {
	t.Parallel()
	redistest.Both(t, func(t *testing.T, c redis.UniversalClient) {
		ctx, day := t.Context(), rollDay()
		w := newWorld(t, c, smallTown(t), day)
		w.to(day, 9)
		for range 3 {
			w.jobs.Counters(ctx)
			w.replica("two").Counters(ctx)
		}
		got := w.sent()
		wantReaders(t, "who checks", got, "高处", "office:900")
		for who, messages := range got {
			if len(messages) != 1 || !strings.Contains(messages[0].Text, "选举办复核（名册里没有别人）") || !strings.Contains(messages[0].Text, "由领导小组复核") {
				t.Errorf("%s reads %+v", who, messages)
			}
		}
		w.to(w.town.Elections[0].PollingDay.AddDays(1), 9)
		must(t, c.FlushDB(ctx).Err())
		w.jobs.Counters(ctx)
		if got := w.sent(); len(got) != 0 {
			t.Errorf("after the polling day %v is sent", got)
		}
	})
}
