package main

import (
	"archive/zip"
	"fmt"
	"io"
	"testing"
	"time"

	"huanjie/internal/election"
)

// BenchmarkArchive packs the documents of towns of several sizes, a summary for each unit
// among them; the journal, which is copied page by page, is not in it.
//
//	go test ./cmd/huanjie -run none -bench Archive -benchtime 1x -benchmem
func BenchmarkArchive(b *testing.B) {
	for _, n := range []int{22, 1000, 30000} {
		town, states := countedTown(b, n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				p := &packed{zip: zip.NewWriter(io.Discard)}
				must(b, p.documents(town, states, election.Head{}, time.Date(2027, 2, 20, 9, 0, 0, 0, time.UTC)))
				must(b, p.zip.Close())
			}
		})
	}
}

// countedTown is a town of n villages that have counted.
func countedTown(b *testing.B, n int) (*election.Town, []election.UnitState) {
	b.Helper()
	polling := election.Date{Year: 2027, Month: 1, Day: 15}
	var units []election.Unit
	for i := range n {
		units = append(units, election.Unit{ID: election.UnitID(fmt.Sprint("E", i)), Name: fmt.Sprintf("第%d村", i), Area: election.Area(fmt.Sprintf("%d片", i%30)), Election: "v",
			Registered: 400, Officers: []election.PersonID{"周明"}, Posts: []election.PostPlan{{Post: election.Chair, Seats: 1}}})
	}
	town, err := election.NewTown(election.Town{ID: "big", Name: "清河镇", Location: time.UTC, Units: units,
		Elections: []election.Election{{ID: "v", Kind: election.Villagers, PollingDay: polling, Stages: election.UsualStages(election.Villagers, polling)}}})
	must(b, err)
	count := election.Tally{Round: election.FirstRound, Registered: 400, Issued: 300, Returned: 300, Participants: 300, Valid: 296, Invalid: 4,
		Posts: []election.PostTally{{Post: election.Chair, Seats: 1, Candidates: []election.CandidateVotes{{Name: "甲", Votes: 200}, {Name: "乙", Votes: 96}}}}}
	e, states := town.Elections[0], make([]election.UnitState, n)
	for i, u := range town.Units {
		states[i].Unit = u
		for k, body := range []election.Body{election.StageReport{Stage: "roll", Status: election.Done}, count} {
			states[i].Progress = e.Fold(states[i].Progress, election.Report{ID: election.ReportID(fmt.Sprint("R", i, k)), Unit: u.ID, By: "周明", Body: body})
		}
	}
	return town, states
}
