package reminders_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"huanjie/internal/election"
	"huanjie/internal/redistest"
)

// TestWhatTheClockSendsTellsNothingOfACount lets the clock run for two weeks in towns that
// differ in one count alone: all are elected, nobody has a majority, too few have voted. Who
// is still to enter it gets the same messages and pictures in all of them; a leader does not.
func TestWhatTheClockSendsTellsNothingOfACount(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		officers, checkers []election.PersonID
		first, blind       election.PersonID
	}{
		"a checker of the roster": {[]election.PersonID{"周明"}, []election.PersonID{"李芳"}, "周明", "李芳"},
		"another officer":         {[]election.PersonID{"何静", "周明"}, nil, "何静", "周明"},
		"the office":              {[]election.PersonID{"周明"}, nil, "周明", election.OfficePerson(700001)},
		"the leading group":       {nil, nil, election.OfficePerson(700001), "高远"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			town := *demoTown(t)
			town.Units = slices.Clone(town.Units)
			i := slices.IndexFunc(town.Units, func(u election.Unit) bool { return u.ID == "E1" })
			town.Units[i].Officers, town.Units[i].Checkers = c.officers, c.checkers
			made, err := election.NewTown(town)
			must(t, err)
			var all [3]map[election.PersonID][]string
			for k, count := range countsOfE1(t, made.Units[i]) {
				all[k] = fortnight(t, made, made.Units[i], c.first, count)
			}
			for k, got := range all[1:] {
				if a, b := all[0][c.blind], got[c.blind]; !slices.Equal(a, b) {
					t.Errorf("%s can tell count 0 from count %d:\n%s\nand\n%s", c.blind, k+1, strings.Join(without(a, b), "\n"), strings.Join(without(b, a), "\n"))
				}
				if slices.Equal(all[0]["陈立"], got["陈立"]) {
					t.Errorf("陈立 reads the same of count 0 and of count %d", k+1)
				}
			}
			if n := len(all[0][c.blind]); n < 5 {
				t.Errorf("%s got %d messages", c.blind, n)
			}
			t.Logf("%s got %d messages, 陈立 %d", c.blind, len(all[0][c.blind]), len(all[0]["陈立"]))
		})
	}
}

// countsOfE1 are three counts of a village with different consequences.
func countsOfE1(t *testing.T, u election.Unit) [3]election.Tally {
	t.Helper()
	row := demoRows(t, "polling.csv")[0]
	won := countOf(t, u, row)
	open := countOf(t, u, row)
	open.Posts[0].Candidates[0].Votes, open.Posts[0].Candidates[1].Votes = 120, 115
	void := countOf(t, u, row)
	void.Participants, void.Issued, void.Returned, void.Valid, void.Invalid = 150, 150, 149, 147, 2
	for p := range void.Posts {
		for v := range void.Posts[p].Candidates {
			void.Posts[p].Candidates[v].Votes = 40 + v
		}
	}
	return [3]election.Tally{won, open, void}
}

// byChance, read only, are the fingerprints of a journal.
var byChance = regexp.MustCompile(`(指纹|fingerprint) [0-9a-f-]+`)

// fortnight is what everybody gets from the evening of the polling day on, when one village
// has been counted.
func fortnight(t *testing.T, town *election.Town, u election.Unit, first election.PersonID, count election.Tally) map[election.PersonID][]string {
	t.Helper()
	polling := town.Elections[0].PollingDay
	w := newWorld(t, redistest.Dial(t, redistest.Any(t)), town, polling.AddDays(-60))
	w.prologue()
	w.usual()
	w.clock.set(polling.At(17, 0, town.Location))
	w.jobs.Wake(t.Context())
	w.sent()
	for _, row := range demoRows(t, "polling.csv") {
		other, _ := town.Unit(election.UnitID(row[0]))
		if other.ID != u.ID && other.ID != "N5" { // which is counted on the next day
			w.report(election.ReportID("C"+row[0]), other.ID, countOf(t, other, row))
		}
	}
	w.reportAs("SECRET", u, first, count)
	all := map[election.PersonID][]string{}
	for now, end := w.clock.now(), polling.AddDays(14).At(22, 0, town.Location); now.Before(end); now = w.clock.now() {
		if next := w.jobs.Next(now); !next.After(now) || next.After(end) {
			w.clock.set(end)
		} else {
			w.clock.set(next)
		}
		if election.DateOf(now) == polling && election.DateOf(w.clock.now()) != polling {
			rows := demoRows(t, "polling.csv")
			last, _ := town.Unit("N5")
			w.report("LAST", last.ID, countOf(t, last, rows[len(rows)-1]))
		}
		w.jobs.Wake(t.Context())
		for p, messages := range w.sent() {
			for _, m := range messages {
				text := fmt.Sprint(now.Format("01-02 15:04 "), m.Text, m.Quiet, m.Move, m.Only)
				for _, row := range m.Buttons {
					for _, b := range row {
						text += fmt.Sprintf("[%s %s]", b.Label, b.Data)
					}
				}
				all[p] = append(all[p], byChance.ReplaceAllString(text, ""))
			}
			for _, drawn := range w.drawn[p] {
				all[p] = append(all[p], fmt.Sprintf("%+v", drawn))
			}
		}
	}
	return all
}

// without are the texts that others do not have.
func without(texts, others []string) []string {
	return slices.DeleteFunc(slices.Clone(texts), func(s string) bool { return slices.Contains(others, s) })
}
