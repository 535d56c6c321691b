package reminders_test

import (
	"slices"
	"testing"

	"github.com/redis/go-redis/v9"

	"huanjie/internal/election"
)

// TestPicturesOfTheDay checks which pictures come before a digest: the heat
// map until the eve of polling day, from then on turnout, and the areas for
// readers of the whole town. Readers of the same area get the same pictures.
func TestPicturesOfTheDay(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, c redis.UniversalClient) {
		polling := rollDay().AddDays(20)
		w := newWorld(t, c, smallTown(t), polling.AddDays(-1))
		w.pictures(polling.AddDays(-1), map[election.PersonID][]string{"石远": {"heat"}, "方圆": {"heat"}, "高处": {"heat"}, "office:900": {"heat"}})
		w.pictures(polling, map[election.PersonID][]string{"石远": {"turnout"}, "方圆": {"turnout"},
			"高处": {"turnout", "areas"}, "office:900": {"turnout", "areas"}})
	})
}

func (w *world) pictures(day election.Date, want map[election.PersonID][]string) {
	w.t.Helper()
	w.at(day, 18)
	for who, charts := range want {
		got := w.drawn[who]
		if len(got) != 1 || !slices.Equal(got[0].Charts, charts) || got[0].Election != "v27" || got[0].Language != "zh" {
			w.t.Errorf("%v: %s gets %+v, want %v", day, who, got, charts)
		}
	}
	if len(w.drawn) != len(want) {
		w.t.Errorf("%v: pictures to %d people, want %d", day, len(w.drawn), len(want))
	}
	if group, office := w.drawn["高处"][0], w.drawn["office:900"][0]; group.Name() != office.Name() {
		w.t.Errorf("%v: %s and %s would be drawn twice", day, group.Name(), office.Name())
	}
}
