package bot

import (
	"testing"
	"time"

	"huanjie/flows"
	"huanjie/internal/election"
	"huanjie/internal/flow"
	"huanjie/internal/store"
)

// BenchmarkRoute hears a message and routes it to what it is for, as desk.text does for
// every message; what is read from Redis beside that has been read before.
func BenchmarkRoute(b *testing.B) {
	town := election.Town{ID: "wide", Name: "石桥镇", Location: time.UTC, Elections: []election.Election{{ID: "v", Kind: election.Villagers, PollingDay: election.Date{Year: 2027, Month: 1, Day: 15}}}}
	for _, name := range []string{"东河村", "东和村", "三河村", "八一村", "白沙村", "西岭村"} {
		town.Units = append(town.Units, election.Unit{ID: election.UnitID("U" + name), Name: name, Registered: 1200, Election: "v", Officers: []election.PersonID{"王勤"},
			Posts: []election.PostPlan{{Post: election.Chair, Seats: 1, Candidates: []string{"赵大山", "钱小河"}}, {Post: election.Member, Seats: 3, Candidates: []string{"李二", "周三", "吴四", "王五"}}}})
	}
	made, err := election.NewTown(town)
	if err != nil {
		b.Fatal(err)
	}
	s := store.Open(nil, made)
	bot := botOf(nil, s, time.Date(2027, 1, 15, 14, 0, 0, 0, time.UTC))
	bot.forms = flows.All
	const line = "东河村选举情况汇报：登记选民1200人，参加投票1000人，发出选票1000张，收回选票990张，有效票980张，无效票10张；主任 赵大山 600票，钱小河 380票；委员 李二 700票，周三 650票，吴四 500票，另选他人 马六 3票。计票结果单照片稍后补，现场秩序正常，请领导审阅，汇报完毕，谢谢各位领导，大家辛苦了"
	for _, m := range []struct{ name, text string }{{"count line", line}, {"turnout", "投票 640"}, {"several villages", "投票 东河380 东和290 三河210"}, {"not understood", "今天天气不错啊"}} {
		b.Run(m.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				ses := store.Session{User: 5000, Unit: "U东河村", Talk: flow.State{}}
				d := desk{bot: bot, store: s, turn: turn{update: 1000, chat: 5000, user: 5000}, ses: ses, person: made.Person("王勤")}
				d.commit = store.Commit{Update: 1000, Session: &d.ses}
				if err := d.text(b.Context(), said{text: m.text, message: 7}); err != nil || len(d.commit.Messages) == 0 {
					b.Fatal("nothing was said: ", err)
				}
			}
		})
	}
}
