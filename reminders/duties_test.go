package reminders_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/redis/go-redis/v9"

	"huanjie/internal/election"
	"huanjie/internal/store"
)

// TestAChangedRosterIsTold to whom it concerns, once, by one replica: an officer is
// replaced, a village is gone, another is new. The next digest says so and compares
// nothing with sums of other villages.
func TestAChangedRosterIsTold(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, c redis.UniversalClient) {
		day := rollDay().AddDays(-10)
		w := newWorld(t, c, smallTown(t), day)
		w.report("R1", "B1", done())
		w.at(day, 18)
		w.at(day.AddDays(1), 9)

		next := *smallTown(t)
		next.Units = slices.Clone(next.Units)
		next.Units[0].Officers = []election.PersonID{"惊蛰"}
		next.Units[2].ID, next.Units[2].Name = "B2", "B2村"
		changed, err := election.NewTown(next)
		must(t, err)
		w.town = changed
		w.store = store.Open(c, changed)
		must(t, w.store.Enroll(t.Context()))
		w.jobs = w.replica("two")
		other := w.replica("three")
		got := only("duties", w.at(day.AddDays(1), 10))
		wantReaders(t, "changed", got, "白露", "谷雨", "石远", "方圆", "高处", election.OfficePerson(900))
		for p, want := range map[election.PersonID][]string{
			"白露":                       {"名册里不再有您的村"},
			"谷雨":                       {"现在由您上报的：A2村、B2村"},
			"石远":                       {"名册改了：1 处", "A1村：联络员 白露 → 惊蛰"},
			"方圆":                       {"名册改了：2 处", "新增 B2村（西片），联络员 谷雨", "撤销 B1村（西片）：它报过的数不再计入合计", "下一期日报不与以前的比"},
			"高处":                       {"名册改了：3 处"},
			election.OfficePerson(900): {"名册改了：3 处", "还没登记机器人、收不到通知的：惊蛰", "/invite"},
		} {
			for _, text := range want {
				if !strings.Contains(got[p][0].Text, text) {
					t.Errorf("%s does not read %q in\n%s", p, text, got[p][0].Text)
				}
			}
		}
		other.Wake(t.Context())
		if again := only("duties", w.sent()); len(again) > 0 {
			t.Errorf("told again: %v", again)
		}
		digest := w.at(day.AddDays(1), 18)["方圆"]
		if len(digest) != 1 || strings.Contains(digest[0].Text, "📈") || strings.Contains(digest[0].Text, "−") {
			t.Errorf("the next digest compares: %+v", digest)
		}
	})
}
