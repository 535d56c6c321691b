package bot

import (
	"fmt"
	"testing"
	"time"

	"huanjie/flows"
	"huanjie/internal/election"
	"huanjie/internal/flow"
	"huanjie/internal/store"
)

// routed is a message that is heard and routed in a measurement.
type routed struct {
	name, text string
	most       float64 // allocations
}

func routedMessages() []routed {
	const line = "东河村选举情况汇报：登记选民1200人，参加投票1000人，发出选票1000张，收回选票990张，有效票980张，无效票10张；主任 赵大山 600票，钱小河 380票；委员 李二 700票，周三 650票，吴四 500票，另选他人 马六 3票。计票结果单照片稍后补，现场秩序正常，请领导审阅，汇报完毕，谢谢各位领导，大家辛苦了"
	return []routed{{"count line", line, 760}, {"turnout", "投票 640", 300}, {"not understood", "今天天气不错啊", 3250}}
}

// routing is what hears and routes a message in a town of so many villages, as desk.text does
// for every message; what is read from Redis beside that has been read before.
func routing(tb testing.TB, villages int) func(text string) {
	tb.Helper()
	town := election.Town{ID: "wide", Name: "石桥镇", Location: time.UTC, Elections: []election.Election{{ID: "v", Kind: election.Villagers, PollingDay: election.Date{Year: 2027, Month: 1, Day: 15}}}}
	add := func(name string, officer election.PersonID) {
		town.Units = append(town.Units, election.Unit{ID: election.UnitID("U" + name), Name: name, Registered: 1200, Election: "v", Officers: []election.PersonID{officer},
			Posts: []election.PostPlan{{Post: election.Chair, Seats: 1, Candidates: []string{"赵大山", "钱小河"}}, {Post: election.Member, Seats: 3, Candidates: []string{"李二", "周三", "吴四", "王五"}}}})
	}
	own := []string{"东河村", "东和村", "三河村", "八一村", "白沙村", "西岭村"}
	for i := len(own); i < villages; i++ {
		add(string([]rune{rune(0x5000 + i%4000), rune(0x6e00 + i/4000), rune(0x7e00 + i%41)})+"村", election.PersonID(fmt.Sprint("员", i/2)))
	}
	for _, name := range own { // last, as whoever looks through the roster finds them last
		add(name, "王勤")
	}
	made, err := election.NewTown(town)
	if err != nil {
		tb.Fatal(err)
	}
	s := store.Open(nil, made)
	bot := botOf(nil, s, time.Date(2027, 1, 15, 14, 0, 0, 0, time.UTC))
	bot.forms = flows.All
	person := made.Person("王勤")
	return func(text string) {
		ses := store.Session{User: 5000, Unit: "U东河村", Talk: flow.State{}}
		d := desk{bot: bot, store: s, turn: turn{update: 1000, chat: 5000, user: 5000}, ses: ses, person: person}
		d.commit = store.Commit{Update: 1000, Session: &d.ses}
		if err := d.text(tb.Context(), said{text: text, message: 7}); err != nil || len(d.commit.Messages) == 0 {
			tb.Fatal("nothing was said: ", err)
		}
	}
}

// BenchmarkRoute hears and routes messages in a small and in a large town.
func BenchmarkRoute(b *testing.B) {
	for _, villages := range []int{48, 30_000} {
		route := routing(b, villages)
		for _, m := range routedMessages() {
			b.Run(fmt.Sprintf("%s/villages=%d", m.name, villages), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					route(m.text)
				}
			})
		}
	}
}

// TestARouteAllocatesLittle counts what a message allocates until it is clear what it is for,
// and answered: the same in a town of any size.
func TestARouteAllocatesLittle(t *testing.T) {
	for _, villages := range []int{48, 1000} {
		route := routing(t, villages)
		for _, m := range routedMessages() {
			n := testing.AllocsPerRun(5, func() { route(m.text) })
			t.Logf("%s, %d villages: %.0f allocations", m.name, villages, n)
			if n > m.most {
				t.Errorf("%s, %d villages: %.0f allocations, at most %.0f", m.name, villages, n, m.most)
			}
		}
	}
}
