package reminders_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/redis/go-redis/v9"

	"huanjie/internal/election"
	"huanjie/internal/store"
)

// TestWhoHasNeverOpenedTheBot is told to the office and the leader of their village
// once, when the first thing was to be asked of them. Their stand-in is asked at once,
// and the digest names them until they open the bot.
func TestWhoHasNeverOpenedTheBot(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, c redis.UniversalClient) {
		day := rollDay().AddDays(-4)
		w := newWorld(t, c, smallTown(t), day)
		next := *smallTown(t)
		next.Units = slices.Clone(next.Units)
		next.Units[0].Officers = []election.PersonID{"惊蛰", "白露"} // A1村
		changed, err := election.NewTown(next)
		must(t, err)
		w.town, w.store = changed, store.Open(c, changed)
		must(t, w.store.Enroll(t.Context()))
		w.jobs = w.replica("two")
		wantReaders(t, "nothing was due", only("unopened", w.at(day, 8)))

		got := w.at(day.AddDays(1), 8)
		told := only("unopened", got)
		wantReaders(t, "the first thing is due", told, "石远", election.OfficePerson(900))
		for p, want := range map[election.PersonID]string{"石远": "登记链接在选举办", election.OfficePerson(900): "发 /invite 取登记链接"} {
			if text := told[p][0].Text; !strings.Contains(text, "惊蛰 · 联络员（A1村）；A1村：改催替补联络员 白露") || !strings.Contains(text, want) || told[p][0].Quiet {
				t.Errorf("%s reads\n%s", p, text)
			}
		}
		if cards := got["白露"]; len(cards) == 0 || !strings.Contains(cards[0].Text, "A1村") {
			t.Errorf("the stand-in is asked\n%+v", cards)
		}
		if digest := only("digest", got)["石远"]; len(digest) == 0 || !strings.HasSuffix(digest[0].Text, "<b>📵 还没打开过机器人（1）</b>\n惊蛰") {
			t.Errorf("the digest of the area is\n%+v", digest)
		}
		if line := w.at(day.AddDays(2), 18)["石远"]; len(line) == 0 || !strings.HasSuffix(line[0].Text, "；📵 1 人还没打开过机器人") {
			t.Errorf("on a day without news they read\n%+v", line)
		}
		wantReaders(t, "told before", only("unopened", w.at(day.AddDays(3), 8)))
		w.bind(170, "惊蛰", "zh")
		w.report("R1", "B1", election.StageReport{Stage: "roll", Status: election.InDifficulty, Reason: "人手不够"})
		if digest := w.at(day.AddDays(3), 18)["高处"]; len(digest) == 0 || strings.Contains(digest[0].Text, "📵") {
			t.Errorf("after they opened it, the digest is\n%+v", digest)
		}
	})
}
