package main

import (
	"context"
	"fmt"
	"strings"
	"sync"

	"huanjie/internal/election"
)

// describeElected lets the officers report who was elected, a line for each
// person, where all seats are filled.
func (s *show) describeElected(ctx context.Context) {
	rows, err := demoTable("elected.csv")
	if err != nil {
		s.office.log.Error("play the elected", "error", err)
		return
	}
	people := map[election.UnitID][]string{}
	for _, row := range rows {
		id := election.UnitID(row["unit"])
		people[id] = append(people[id], electedLine(row))
	}
	town, lines := s.office.config.Towns[0], map[election.PersonID][]string{}
	for _, u := range town.Units {
		state, err := s.office.stores[0].States(ctx, []election.UnitID{u.ID})
		if err != nil || len(people[u.ID]) == 0 || state[0].Progress.Members != nil {
			continue
		}
		e, p := town.ElectionOf(u), state[0].Progress
		if len(p.Counts) > 0 && len(e.OpenTasks(u, p)) == 0 {
			lines[u.Officers[0]] = append(lines[u.Officers[0]], fmt.Sprintf("当选人员 %s\n%s", u.Name, strings.Join(people[u.ID], "\n")))
		}
	}
	var officers sync.WaitGroup
	for id, said := range lines {
		officers.Go(func() {
			for _, line := range said {
				s.report(ctx, id, line)
			}
		})
	}
	officers.Wait()
}

// electedLine is a row of elected.csv as an officer types it.
func electedLine(row map[string]string) string {
	party, again := "党员", "连任"
	if row["party"] == "否" {
		party = "群众"
	}
	if row["re_elected"] == "否" {
		again = "新任"
	}
	return strings.TrimSpace(strings.Join([]string{row["name"], row["sex"], row["birth_year"], party, row["education"], again, row["party_post"]}, " "))
}
