package document_test

import (
	"fmt"
	"io"
	"testing"
	"time"

	"huanjie/internal/document"
	"huanjie/internal/election"
)

// BenchmarkClosing writes summaries of towns of several sizes: what is allocated must not
// grow faster than the town.
//
//	go test ./internal/document -run none -bench Closing -benchtime 1x -benchmem
func BenchmarkClosing(b *testing.B) {
	polling := election.Date{Year: 2027, Month: 1, Day: 15}
	for _, n := range []int{22, 1000, 30000} {
		var units []election.Unit
		for i := range n {
			units = append(units, election.Unit{ID: election.UnitID(fmt.Sprint("E", i)), Name: fmt.Sprintf("第%d村", i), Area: election.Area(fmt.Sprintf("%d片", i%30)), Election: "v27",
				Registered: 400, Officers: []election.PersonID{"周明"}, Posts: []election.PostPlan{{Post: election.Chair, Seats: 1}, {Post: election.Member, Seats: 2}}})
		}
		town, err := election.NewTown(election.Town{ID: "big", Name: "清河镇", Location: time.UTC, Units: units,
			Elections: []election.Election{{ID: "v27", Kind: election.Villagers, PollingDay: polling, Stages: election.UsualStages(election.Villagers, polling)}}})
		if err != nil {
			b.Fatal(err)
		}
		e, states := town.Elections[0], make([]election.UnitState, n)
		for i, u := range town.Units {
			states[i].Unit = u
			for k, body := range []election.Body{election.StageReport{Stage: "roll", Status: election.Done}, ledgerTally(300, 200)} {
				states[i].Progress = e.Fold(states[i].Progress, election.Report{ID: election.ReportID(fmt.Sprint("R", i, k)), Unit: u.ID, By: "周明", Body: body})
			}
		}
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := (document.Closing{Town: town, Of: town.Name, AsOf: polling.At(18, 0, time.UTC), Units: states}).Write(io.Discard); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
