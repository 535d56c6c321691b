package reminders_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/redis/go-redis/v9"

	"huanjie/internal/election"
)

// The office moves the polling day in the settings and restarts. Everybody
// concerned is told once, by one replica, with the deadlines that move along.
// People bound later have never seen the old day and are not told.
func TestAMovedPollingDayIsToldOnce(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, c redis.UniversalClient) {
		day := rollDay().AddDays(-10)
		w := newWorld(t, c, smallTown(t), day)
		wantReaders(t, "before", only("moved", w.at(day, 9)))
		w.town = movedTown(t, 5)
		w.jobs = w.replica("two")
		other := w.replica("three")
		got := only("moved", w.at(day, 10))
		wantReaders(t, "moved", got, slices.Concat(w.town.People(), []election.PersonID{election.OfficePerson(900)})...)
		text := got["白露"][0].Text
		for _, want := range []string{"原定 2027年1月15日（周五），改为 1月20日（周三）", "选民名单公布：12月26日（周六） → 12月31日（周四）", "工作移交：2027年1月25日（周一） → 1月30日（周六）"} {
			if !strings.Contains(text, want) {
				t.Errorf("%q is not said in\n%s", want, text)
			}
		}
		if office := got[election.OfficePerson(900)][0].Text; !strings.Contains(office, "自己写的公告要自己改") {
			t.Errorf("the office is not told of the posted announcements:\n%s", office)
		}
		other.Wake(t.Context())
		if again := only("moved", w.sent()); len(again) > 0 {
			t.Errorf("told again: %v", again)
		}
	})
}

// movedTown is smallTown with its polling day some days later.
func movedTown(t *testing.T, days int) *election.Town {
	t.Helper()
	town := *smallTown(t)
	town.Elections = []election.Election{town.Elections[0].On(town.Elections[0].PollingDay.AddDays(days))}
	moved, err := election.NewTown(town)
	must(t, err)
	return moved
}
