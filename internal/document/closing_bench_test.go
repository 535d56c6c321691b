package document_test

import (
	"fmt"
	"io"
	"testing"
	"time"

	"huanjie/internal/document"
	"huanjie/internal/election"
)

// sizes are the towns that papers are measured with, in units. read only
var sizes = []int{22, 1000, 30000}

// writes measures a paper of towns of several sizes: what is allocated must not grow faster
// than the town.
//
//	go test ./internal/document -run none -bench . -benchtime 1x -benchmem
func writes(b *testing.B, sizes []int, paper func(town *election.Town, states []election.UnitState) error) {
	for _, n := range sizes {
		town, states := townOf(b, n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := paper(town, states); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// townOf is a town of n villages that have counted.
func townOf(b *testing.B, n int) (*election.Town, []election.UnitState) {
	b.Helper()
	polling := election.Date{Year: 2027, Month: 1, Day: 15}
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
	return town, states
}

func pollingEvening() time.Time { return time.Date(2027, 1, 15, 18, 0, 0, 0, time.UTC) }

func BenchmarkClosing(b *testing.B) {
	writes(b, sizes, func(town *election.Town, states []election.UnitState) error {
		return document.Closing{Town: town, Of: town.Name, AsOf: pollingEvening(), Units: states}.Write(io.Discard)
	})
}

func BenchmarkLedger(b *testing.B) {
	writes(b, sizes, func(town *election.Town, states []election.UnitState) error {
		return document.Ledger{Town: town, AsOf: pollingEvening(), Units: states}.Write(io.Discard, election.Chinese)
	})
}

func BenchmarkNotices(b *testing.B) {
	writes(b, sizes, func(town *election.Town, states []election.UnitState) error {
		return document.Notice{Town: town, Kind: document.NoticeKinds()[0], Units: states}.Write(io.Discard)
	})
}

// BenchmarkPeople writes the 花名册 of 100,000 persons, five of each of 20,000 villages.
func BenchmarkPeople(b *testing.B) {
	writes(b, []int{20_000}, func(town *election.Town, states []election.UnitState) error {
		for i := range states {
			var five election.Members
			for k := range 5 {
				five.Persons = append(five.Persons, election.ElectedPerson{Name: fmt.Sprintf("赵%d", 5*i+k), Post: election.Member, Sex: election.Man,
					Born: election.Date{Year: 1980, Month: time.May, Day: 3}, Education: election.College, Party: election.Yes, Incumbent: election.Yes})
			}
			states[i].Progress.Members = &five
		}
		return document.Ledger{Town: town, AsOf: pollingEvening(), Units: states, People: true}.Write(io.Discard, election.Chinese)
	})
}
