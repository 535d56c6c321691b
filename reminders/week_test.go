package reminders_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"huanjie/internal/document"
	"huanjie/internal/election"
	"huanjie/internal/redistest"
)

// diary is what some people got in a week.
type diary struct {
	t       *testing.T
	w       *world
	people  []election.PersonID
	lines   []string
	rings   map[election.PersonID]int
	changes map[election.PersonID]int
	most    map[election.PersonID]int // rings in one day
	today   map[election.PersonID]int
	all     int           // messages to everybody
	ticks   election.Date // the day on which also what lies between the jobs' times is looked at
}

// note writes down what was sent at a moment.
func (d *diary) note() {
	d.t.Helper()
	now := d.w.clock.now()
	got := d.w.sent()
	for _, messages := range got {
		d.all += len(messages)
	}
	for _, p := range d.people {
		for _, m := range got[p] {
			mark := "🔔"
			if m.Quiet {
				mark = "✏️"
				d.changes[p]++
			} else {
				d.rings[p]++
				d.today[p]++
				d.most[p] = max(d.most[p], d.today[p])
			}
			title, _, _ := strings.Cut(markup.ReplaceAllString(m.Text, ""), "\n")
			d.lines = append(d.lines, fmt.Sprintf("%s %s %s %s", now.Format("01-02 15:04"), mark, p, title))
		}
	}
}

// until lets the clock run to a moment, waking the jobs when they are planned.
func (d *diary) until(t time.Time) {
	d.t.Helper()
	for {
		now := d.w.clock.now()
		next := d.w.jobs.Next(now)
		if tick := now.Truncate(15 * time.Minute).Add(15 * time.Minute); d.ticks == election.DateOf(now) && tick.Before(next) {
			next = tick
		}
		if next.IsZero() || next.After(t) {
			next = t
		}
		if election.DateOf(next) != election.DateOf(now) {
			clear(d.today)
		}
		d.w.clock.mu.Lock()
		d.w.clock.at = next
		d.w.clock.mu.Unlock()
		d.w.jobs.Wake(d.t.Context())
		d.note()
		if !next.Before(t) {
			return
		}
	}
}

// TestWeek plays the week of the polling day in the demo's town by its clock.
// It compares what five people got, and when, with testdata/week.txt.
// Everybody reports except Li Fang, who promises once and is late.
func TestWeek(t *testing.T) {
	t.Parallel()
	town := demoTown(t)
	polling := town.Elections[0].PollingDay
	w := newWorld(t, redistest.Dial(t, redistest.Any(t)), town, polling.AddDays(-60))
	w.prologue()
	w.usual()
	d := &diary{t: t, w: w, people: []election.PersonID{"周明", "李芳", "顾清", "高远", "office:700001"}, rings: map[election.PersonID]int{},
		changes: map[election.PersonID]int{}, most: map[election.PersonID]int{}, today: map[election.PersonID]int{}, ticks: polling}
	at := func(day, hour, minute int) time.Time { return polling.AddDays(day).At(hour, minute, town.Location) }
	w.clock.at = at(-5, 19, 0)
	w.jobs.Wake(t.Context())
	w.sent()

	late := func(u election.Unit) bool { return slices.Contains(u.Officers, "李芳") }
	n := 0
	report := func(unit election.UnitID, b election.Body) {
		n++
		w.reportWithCards(election.ReportID(fmt.Sprint("W", n)), unit, b)
	}
	turnout := func(share int, of func(election.Unit) bool) {
		for _, row := range demoRows(t, "polling.csv") {
			if u, _ := town.Unit(election.UnitID(row[0])); of(u) {
				c := countOf(t, u, row)
				report(u.ID, election.Turnout{Registered: c.Registered, Voted: c.Participants * share / 100})
			}
		}
	}
	count := func(of func(election.Unit) bool) {
		for _, row := range demoRows(t, "polling.csv") {
			if u, _ := town.Unit(election.UnitID(row[0])); of(u) {
				report(u.ID, countOf(t, u, row))
			}
		}
	}
	others := func(u election.Unit) bool { return !late(u) }
	d.until(at(0, 9, 40))
	turnout(40, others)
	d.until(at(0, 10, 20))
	for _, u := range town.Units {
		if late(u) {
			report(u.ID, election.Promise{Until: at(0, 11, 30), Why: "没有信号"})
		}
	}
	d.until(at(0, 11, 50))
	turnout(70, others)
	d.until(at(0, 13, 20))
	turnout(60, late)
	d.until(at(0, 14, 50))
	turnout(100, others)
	d.until(at(0, 17, 0))
	count(others)
	d.until(at(0, 20, 40))
	count(func(u election.Unit) bool { return late(u) && u.ID != "W1" })
	d.until(at(1, 9, 30))
	count(func(u election.Unit) bool { return u.ID == "W1" })
	d.until(at(2, 22, 0))

	var text strings.Builder
	for _, p := range d.people {
		fmt.Fprintf(&text, "%s：一周 %d 条，另改 %d 次，一天最多 %d 条\n", p, d.rings[p], d.changes[p], d.most[p])
		for _, line := range d.lines {
			if strings.Contains(line, " "+string(p)+" ") {
				fmt.Fprintln(&text, "  ", strings.Replace(line, " "+string(p)+" ", " ", 1))
			}
		}
	}
	t.Logf("%d messages to %d people in 7 days", d.all, len(w.users))
	compare(t, "week", text.String())
	if d.most["李芳"] > 12 || d.rings["周明"] > 7 {
		t.Errorf("a flood: %v, in one day %v", d.rings, d.most)
	}
}

// usual makes the jobs come at the times that an office has without settings.
func (w *world) usual() {
	w.t.Helper()
	w.polling = times{digest: daily(w.t, "30 10 * * *", "30 12 * * *", "30 15 * * *", "30 18 * * *"), turnout: daily(w.t, "0 10 * * *", "0 12 * * *", "0 15 * * *"),
		count: daily(w.t, "0 20 * * *"), results: daily(w.t, "0 21 * * *"), outlook: daily(w.t, "30 8 * * 1"), readiness: daily(w.t, "0 9 * * *")}
	w.jobs = w.replica("usual")
}

// TestWhatTheClockSends compares with testdata, in both languages, the outlook
// of a Monday, the readiness of the eve, and the cards of a polling day. On
// that day one village has promised to report later.
func TestWhatTheClockSends(t *testing.T) {
	t.Parallel()
	polling := demoTown(t).Elections[0].PollingDay
	for _, l := range []election.Language{election.Chinese, election.English} {
		t.Run(l.String(), func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, redistest.Dial(t, redistest.Any(t)), demoTown(t), polling.AddDays(-60))
			for user, p := range w.users {
				w.bind(user, p, l.String())
			}
			w.prologue()
			w.usual()
			var text strings.Builder
			read := func(job string, day, hour, minute int) {
				w.atTime(polling.AddDays(day), hour, minute-1)
				got := only(job, w.atTime(polling.AddDays(day), hour, minute))
				for _, p := range []election.PersonID{"李芳", "顾清", "高远"} {
					for _, m := range got[p] {
						fmt.Fprintf(&text, "== %s %02d:%02d %s\n%s\n", polling.AddDays(day), hour, minute, p, m.Text)
						for _, row := range m.Buttons {
							fmt.Fprintf(&text, "[%s]\n", row[0].Label)
						}
						text.WriteString("\n")
					}
				}
			}
			w.atTime(polling.AddDays(-5), 20, 0)
			read("outlook", -4, 8, 30)
			w.report("B1", "W1", election.Record{Of: document.BallotsRecord, Numbers: map[string]int{"printed": 600}})
			w.report("B2", "W1", election.Record{Of: document.PlanRecord, Numbers: map[string]int{"staff": 5}, Words: map[string]string{"ready": "yes"}})
			read("readiness", -1, 9, 0)
			w.atTime(polling, 9, 30)
			for i, u := range w.town.Units {
				if !slices.Contains(u.Officers, "李芳") {
					w.report(election.ReportID(fmt.Sprint("T", i)), u.ID, election.Turnout{Registered: 400, Voted: 100})
				}
			}
			read("due", 0, 10, 0)
			w.report("Q1", "W1", election.Promise{Until: polling.At(14, 0, w.town.Location), Why: "没有信号"})
			read("due", 0, 11, 0)
			read("due", 0, 12, 0)
			compare(t, "clock."+l.String(), text.String())
		})
	}
}
