package reminders_test

import (
	"encoding/csv"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"huanjie/internal/config"
	"huanjie/internal/document"
	"huanjie/internal/election"
	"huanjie/internal/redistest"
)

// update writes what is sent into testdata: go test ./reminders -update.
var update = flag.Bool("update", false, "write what is sent into testdata")

const demoFolder = "../cmd/huanjie/demo"

func demoTown(t *testing.T) *election.Town {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(demoFolder, "config.toml"))
	must(t, err)
	c, err := config.Parse("config.toml", text, os.DirFS(demoFolder), func(name string) string {
		if name == config.TokenVariable {
			return "1:demo"
		}
		return ""
	})
	must(t, err)
	return c.Towns[0]
}

// demoRows are the rows of one of the demo's tables, without its header.
func demoRows(t *testing.T, name string) [][]string {
	t.Helper()
	f, err := os.Open(filepath.Join(demoFolder, name))
	must(t, err)
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	must(t, err)
	return rows[1:]
}

// prologue reports what was reported before the demo begins.
func (w *world) prologue() {
	for i, row := range demoRows(w.t, "progress.csv") {
		at, err := time.Parse(time.RFC3339, row[4])
		must(w.t, err)
		w.clock.at = at
		w.report(election.ReportID(fmt.Sprint("P", i)), election.UnitID(row[0]),
			election.StageReport{Stage: election.StageID(row[1]), Status: election.StageStatus(row[2]), Reason: row[3]})
	}
}

// countOf reads a row of polling.csv as the count of a unit.
func countOf(t *testing.T, u election.Unit, row []string) election.Tally {
	t.Helper()
	n := make([]int, 6)
	for i := range n {
		var err error
		n[i], err = strconv.Atoi(row[1+i])
		must(t, err)
	}
	votes := map[string]int{}
	for _, part := range strings.FieldsFunc(row[7], func(r rune) bool { return strings.ContainsRune(":;/", r) }) {
		if name, v, ok := strings.Cut(part, " "); ok {
			votes[name], _ = strconv.Atoi(v)
		}
	}
	c := election.Tally{Round: election.FirstRound, Registered: n[0], Participants: n[1], Issued: n[2], Returned: n[3], Valid: n[4], Invalid: n[5]}
	for _, p := range u.Posts {
		post := election.PostTally{Post: p.Post, Seats: p.Seats}
		for _, name := range p.Candidates {
			post.Candidates = append(post.Candidates, election.CandidateVotes{Name: name, Votes: votes[name]})
		}
		c.Posts = append(c.Posts, post)
	}
	return c
}

// polls reports the counts of the first so many villages of the demo, and a
// turnout of the next three.
func (w *world) polls(counted int) {
	for i, row := range demoRows(w.t, "polling.csv") {
		u, _ := w.town.Unit(election.UnitID(row[0]))
		c := countOf(w.t, u, row)
		switch {
		case i < counted:
			w.report(election.ReportID("C"+row[0]), u.ID, c)
		case i < counted+3:
			w.report(election.ReportID("T"+row[0]), u.ID, election.Turnout{Registered: c.Registered, Voted: c.Participants})
		}
	}
}

// laterRounds reports the later rounds of the demo: each fills one seat of one
// post.
func (w *world) laterRounds() {
	for _, row := range demoRows(w.t, "rounds.csv") {
		u, _ := w.town.Unit(election.UnitID(row[0]))
		c := countOf(w.t, u, row[1:])
		c.Round = election.Round(row[1])
		for i, p := range c.Posts {
			c.Posts[i].Candidates = slices.DeleteFunc(p.Candidates, func(v election.CandidateVotes) bool { return v.Votes == 0 })
		}
		c.Posts = slices.DeleteFunc(c.Posts, func(p election.PostTally) bool { return len(p.Candidates) == 0 })
		c.Posts[0].Seats = 1
		w.report(election.ReportID("L"+row[0]), u.ID, c)
	}
}

// TestWhatPeopleRead holds what officers, leaders and the leading group of the
// demo's town read at some moments against testdata, in both languages.
func TestWhatPeopleRead(t *testing.T) {
	t.Parallel()
	polling := demoTown(t).Elections[0].PollingDay
	for name, c := range map[string]struct {
		days, hour int // counted from polling day
		before     func(w *world)
	}{
		"1 evening of the first day": {-4, 18, func(w *world) {
			w.report("Q1", "W5", election.StageReport{Stage: election.CandidatesStage, Status: election.InDifficulty, Reason: "候选人正在联审"})
		}},
		"1 evening without news":   {-4, 18, func(*world) {}},
		"2 day before polling day": {-1, 8, func(*world) {}},
		"3 polling day":            {0, 18, func(w *world) { w.polls(9) }},
		"4 irregular": {0, 18, func(w *world) {
			w.polls(22)
			u, _ := w.town.Unit("W1")
			for i, v := range []election.Tally{
				{Participants: 280, Issued: 280, Returned: 279, Valid: 279},             // short of voters
				{Participants: 387, Issued: 387, Returned: 386, Valid: 382, Invalid: 4}, // nobody has a majority
			} {
				v.Round, v.Registered = election.FirstRound, 593
				v.Posts = countOf(w.t, u, demoRows(w.t, "polling.csv")[6]).Posts
				for p := range v.Posts {
					for j := range v.Posts[p].Candidates {
						v.Posts[p].Candidates[j].Votes = 60 + j
					}
				}
				w.report(election.ReportID(fmt.Sprint("I", i)), []election.UnitID{"W1", "W5"}[i], v)
			}
		}},
		"5 everything counted": {1, 18, func(w *world) { w.polls(22) }},
		"6 later rounds":       {9, 18, func(w *world) { w.polls(22); w.laterRounds() }},
	} {
		for _, l := range []election.Language{election.Chinese, election.English} {
			t.Run(name+"."+l.String(), func(t *testing.T) {
				t.Parallel()
				w := newWorld(t, redistest.Dial(t, redistest.Any(t)), demoTown(t), polling.AddDays(-60))
				for user, p := range w.users {
					w.bind(user, p, l.String())
				}
				w.prologue()
				w.at(polling.AddDays(c.days), c.hour-1) // what was due before
				c.before(w)
				compare(t, name+"."+l.String(), w.read(polling.AddDays(c.days), c.hour, l))
			})
		}
	}
}

// read is what some people get at a moment, and what two units look like then.
func (w *world) read(day election.Date, hour int, l election.Language) string {
	var all strings.Builder
	got := w.at(day, hour)
	for _, p := range []election.PersonID{"高远", "顾清", "周明", "李芳"} {
		for _, m := range got[p] {
			fmt.Fprintf(&all, "== %s\n%s\n", p, m.Text)
			for _, row := range m.Buttons {
				fmt.Fprintf(&all, "[%s]\n", row[0].Label)
			}
			all.WriteString("\n")
		}
	}
	states, err := w.store.States(w.t.Context(), []election.UnitID{"W1", "E1"})
	must(w.t, err)
	for _, s := range states {
		fmt.Fprintf(&all, "== %s\n%s\n\n", s.Unit.ID, document.UnitState(w.town, s, l, w.clock.now()))
	}
	return all.String()
}

func compare(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", strings.ReplaceAll(name, " ", "-")+".txt")
	if *update {
		must(t, os.MkdirAll("testdata", 0o755))
		must(t, os.WriteFile(file, []byte(got), 0o644))
	}
	want, err := os.ReadFile(file)
	must(t, err)
	if got != string(want) {
		t.Errorf("%s is no longer what people read; look at it, and go test ./reminders -update. Now:\n%s", file, got)
	}
}
