package reminders_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/redis/go-redis/v9"

	"huanjie/internal/cards"
	"huanjie/internal/election"
	"huanjie/internal/store"
)

// TestTheDigestLeadsOn checks that readers who chose the ledger get it after
// the digest, with their own rights, and nobody else does. The digest has
// buttons that lead on. It says what is new since the one before, the same to
// all readers of one time.
func TestTheDigestLeadsOn(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, c redis.UniversalClient) {
		town := wideTown(t)
		day := town.Elections[0].PollingDay.AddDays(-3)
		w := newWorld(t, c, town, day)
		w.choose("石远", store.Prefs{Ledger: true})
		first := w.atTime(day, 18, 0)
		w.report("R1", "A1", done())
		second := w.atTime(day.AddDays(1), 18, 0)
		for p, messages := range second {
			ledger, compared, leads := false, false, false
			for _, m := range messages {
				if m.Paper != nil {
					ledger = m.Paper.Kind == store.LedgerPaper && m.Paper.Reader == p && m.Paper.User == m.Chat && m.Quiet
				}
				compared = compared || strings.Contains(m.Text, "📈 比昨天 18:00：\n· 完成：选民登记公布 +1 个村")
				for _, row := range m.Buttons {
					way, ok := cards.ParseWay(row[len(row)-1].Data, town)
					leads = leads || ok && way.To == cards.ToUnits && len(row[0].Data) <= 64
				}
			}
			reads := slices.Contains([]election.PersonID{"石远", "高处", "office:900"}, p)
			if ledger != (p == "石远") || compared != reads || reads && !leads {
				t.Errorf("%s: ledger %v, changes %v, buttons %v: %+v", p, ledger, compared, leads, messages)
			}
		}
		for p, messages := range first {
			for _, m := range messages {
				if strings.Contains(m.Text, "📈") {
					t.Errorf("the first digest to %s compares itself: %s", p, m.Text)
				}
			}
		}
	})
}
