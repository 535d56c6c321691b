package reminders_test

import (
	"slices"
	"strings"
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

// TestOneDigestOfSeveralElections: who leads places of two elections gets one digest, with
// both and without pictures; who leads places of one gets that.
func TestOneDigestOfSeveralElections(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, c redis.UniversalClient) {
		town := smallTown(t)
		communities := town.Elections[0]
		communities.ID, communities.Kind = "c27", election.Residents
		town.Elections = append(town.Elections, communities)
		more := town.Units[0]
		more.ID, more.Name, more.Area, more.Election = "C1", "新街社区", "社区片", "c27"
		town.Units = append(town.Units, more)
		town, err := election.NewTown(*town)
		must(t, err)
		w := newWorld(t, c, town, rollDay().AddDays(-3))
		w.report("R1", "A1", election.StageReport{Stage: "roll", Status: election.InDifficulty, Reason: "人手不够"})
		w.report("R2", "C1", election.StageReport{Stage: "roll", Status: election.InDifficulty, Reason: "没有场地"})
		sent := w.at(rollDay().AddDays(-3), 18)
		var leader, other []string
		for _, text := range sent["石远"] {
			leader = append(leader, text.Text)
		}
		for _, text := range sent["方圆"] {
			other = append(other, text.Text)
		}
		if len(leader) != 1 || !strings.Contains(leader[0], "村民委员会换届选举") || !strings.Contains(leader[0], "居民委员会换届选举") || !strings.Contains(leader[0], "没有场地") {
			t.Errorf("the leader of two elections gets %d: %q", len(leader), leader)
		}
		if len(other) != 1 || strings.Contains(other[0], "居民委员会") {
			t.Errorf("the leader of one gets %q", other)
		}
		if n := len(w.drawn["石远"]); n != 0 {
			t.Errorf("%d pictures come with the digest of two elections", n)
		}
	})
}
