package store

import (
	"slices"
	"strings"
	"testing"

	"huanjie/internal/election"
)

// TestProxiesAreSealedAndDestroyed checks that the names of proxies are
// sealed, still reach the count, and are gone when the town is closed. The
// number of ballots stays.
func TestProxiesAreSealedAndDestroyed(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *Store) {
		ctx := t.Context()
		registered := election.Report{ID: "R1", Unit: "A1", By: "白露", At: noon(-3),
			Body: election.ProxiesOf([]election.ProxyHolder{{Name: "孟春", Ballots: 2}, {Name: "季夏", Ballots: 1}}, election.Date{})}
		reports(t, s, registered, countReport("R2", "A1", tally(300, 200, 100, 290, 280, 20)))
		if raw := inJournal(t, s); strings.Contains(raw, "孟春") || !strings.Contains(raw, `"ballots":3`) {
			t.Errorf("the journal has the names, or not the number: %s", raw)
		}
		unit := func() (election.Progress, election.Count) {
			var ses Session
			must(t, s.Focus(ctx, &ses, "A1"))
			c, _ := ses.Progress.Count(election.FirstRound)
			return ses.Progress, c
		}
		if p, c := unit(); len(p.Proxies()) != 2 || !slices.Equal(c.Proxies, p.Proxies()) {
			t.Errorf("the count has %v, registered are %v", c.Proxies, p.Proxies())
		}
		must(t, s.Verify(ctx))

		must(t, s.CloseOut(ctx, noon(180)))
		for key, text := range dump(t, s.c) {
			if strings.Contains(text, "孟春") || strings.Contains(text, "季夏") {
				t.Errorf("a name is left in %s: %s", key, text)
			}
		}
		if p, c := unit(); p.Proxies() != nil || c.Proxies != nil || p.Records[election.ProxiesRecord][0].Numbers[election.ProxyBallots] != 3 {
			t.Errorf("after the close %+v", p.Records)
		}
		must(t, s.Verify(ctx))
	})
}
