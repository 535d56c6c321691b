package bot

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"huanjie/flows"
	"huanjie/internal/election"
	"huanjie/internal/redistest"
	"huanjie/internal/store"
)

// BenchmarkQuestion asks questions of somebody who leads the whole town, in towns of every size in which each village
// has reported its turnout: from the text to the answer, with what is read from Redis, without what is written.
func BenchmarkQuestion(b *testing.B) {
	questions := []struct{ name, text string }{
		{"sum", "全镇参选率多少"},
		{"area", "3片投了多少"},
		{"village", "东河村投了多少"},
		{"owing", "哪些村还没报计票结果"},
		{"order", "参选率最低的5个村"},
		{"below", "参选率低于30%的村有几个"},
	}
	for _, villages := range []int{22, 300, 3000, 30_000} {
		ask := questioned(b, villages)
		for _, q := range questions {
			b.Run(fmt.Sprintf("%s/villages=%d", q.name, villages), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					ask(q.text)
				}
			})
		}
	}
}

func questioned(b *testing.B, villages int) (ask func(text string)) {
	b.Helper()
	c := redistest.Dial(b, redistest.Start(b))
	s := store.Open(c, questionedTown(b, villages))
	if err := s.Enroll(b.Context()); err != nil {
		b.Fatal(err)
	}
	turnouts(b, s)
	now := time.Date(2027, 1, 15, 14, 0, 0, 0, time.UTC)
	bot := botOf(c, s, now)
	bot.forms = flows.All
	return func(text string) {
		ses := store.Session{User: 5000}
		d := desk{bot: bot, store: s, turn: turn{update: 1000, chat: 5000, user: 5000}, ses: ses, person: s.Town().Person("高远")}
		d.commit = store.Commit{Update: 1000, Session: &d.ses}
		if err := d.text(b.Context(), said{text: text, message: 7}); err != nil || len(d.commit.Messages) == 0 {
			b.Fatal("nothing was said: ", err)
		}
		if testing.Verbose() {
			b.Log(d.commit.Messages[0].Text)
		}
	}
}

// questionedTown is a town of so many villages in eight areas.
func questionedTown(b *testing.B, villages int) *election.Town {
	b.Helper()
	e := election.Election{ID: "v", Kind: election.Villagers, PollingDay: election.Date{Year: 2027, Month: 1, Day: 15}}
	e.Stages = election.UsualStages(e.Kind, e.PollingDay)
	town := election.Town{ID: "wide", Name: "石桥镇", Location: time.UTC, Elections: []election.Election{e}, LeadingGroup: []election.PersonID{"高远"}}
	for i := range villages {
		name := "东河村"
		if i > 0 {
			name = string([]rune{rune(0x5000 + i%4000), rune(0x6e00 + i/4000), rune(0x7e00 + i%41)}) + "村"
		}
		town.Units = append(town.Units, election.Unit{ID: election.UnitID("U" + name), Name: name, Area: election.Area(fmt.Sprintf("%d片", i%8)), Registered: 1200, Election: "v",
			Officers: []election.PersonID{election.PersonID(fmt.Sprint("员", i/2))}, Posts: []election.PostPlan{{Post: election.Chair, Seats: 1, Candidates: []string{"赵大山", "钱小河"}}}})
	}
	made, err := election.NewTown(town)
	if err != nil {
		b.Fatal(err)
	}
	return made
}

// turnouts reports the turnout of each village.
func turnouts(b *testing.B, s *store.Store) {
	b.Helper()
	units := make(chan int)
	var reporting sync.WaitGroup
	for range 16 {
		reporting.Go(func() {
			for i := range units {
				if err := turnoutOf(b.Context(), s, i); err != nil {
					b.Error(err)
				}
			}
		})
	}
	for i := range s.Town().Units {
		units <- i
	}
	close(units)
	reporting.Wait()
}

func turnoutOf(ctx context.Context, s *store.Store, i int) error {
	id, ses := election.ReportID(fmt.Sprint("T", i)), store.Session{}
	if err := s.Focus(ctx, &ses, s.Town().Units[i].ID); err != nil {
		return err
	}
	at := time.Date(2027, 1, 15, 10, 0, 0, 0, time.UTC)
	r := election.Report{ID: id, Unit: s.Town().Units[i].ID, By: "员0", At: at, Body: election.Turnout{Registered: 1200, Voted: 200 + i%900}}
	return s.Commit(ctx, store.Commit{Once: string(id), Session: &ses, Report: &r})
}
