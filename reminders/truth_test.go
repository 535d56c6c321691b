package reminders_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"huanjie/internal/cards"
	"huanjie/internal/election"
	"huanjie/internal/redistest"
	"huanjie/internal/store"
)

// books are what a town's plan and journal say is owed, worked out apart from
// the product: no sums, no cards, no helper of package election.
type books struct {
	town    *election.Town
	turnout []string // hours of polling day
	count   string
	done    map[election.UnitID]map[election.StageID]bool
	told    map[election.UnitID]time.Time // the last turnout
	counted map[election.UnitID]bool
	until   map[election.UnitID]time.Time // the last promise
}

// debt is something that a unit owes, and since when.
type debt struct {
	unit  election.Unit
	stage election.StageID // "" is a figure of polling day
	since time.Time
}

// open reads the demo's plan and the reports before polling day.
func open(t *testing.T, town *election.Town) *books {
	t.Helper()
	b := &books{town: town, turnout: []string{"10:00", "12:00", "15:00"}, count: "20:00", done: map[election.UnitID]map[election.StageID]bool{},
		told: map[election.UnitID]time.Time{}, counted: map[election.UnitID]bool{}, until: map[election.UnitID]time.Time{}}
	for _, u := range town.Units {
		b.done[u.ID] = map[election.StageID]bool{}
	}
	for _, row := range demoRows(t, "progress.csv") {
		b.done[election.UnitID(row[0])][election.StageID(row[1])] = row[2] == string(election.Done)
	}
	return b
}

func (b *books) clock(day election.Date, hands string) time.Time {
	t, _ := time.Parse("15:04", hands)
	return day.At(t.Hour(), t.Minute(), b.town.Location)
}

// owed lists what is owed at a moment: stages whose day is over, and the
// figures of polling day whose hour is past.
func (b *books) owed(now time.Time) []debt {
	var all []debt
	e := b.town.Elections[0]
	for _, u := range b.town.Units {
		for _, s := range e.Stages {
			day := s.Planned
			if law := s.Lawful.Last; !law.IsZero() && law.Before(day) {
				day = law
			}
			over := day.AddDays(1).At(0, 0, b.town.Location)
			if s.ID != "polling" && s.ID != "further" && !b.done[u.ID][s.ID] && !now.Before(over) {
				all = append(all, debt{u, s.ID, over})
			}
		}
		if since := b.figureSince(e.PollingDay, u, now); !since.IsZero() {
			all = append(all, debt{u, "", since})
		}
	}
	return all
}

// figureSince is the hour since which a unit owes a figure of polling day; zero
// if it owes none. A turnout that came after the hour before will do, and no
// hour is asked for that follows the first one after the unit's polling.
func (b *books) figureSince(day election.Date, u election.Unit, now time.Time) time.Time {
	if b.counted[u.ID] {
		return time.Time{}
	}
	_, ends, _ := strings.Cut(u.Hours, "-")
	before := day.At(0, 0, b.town.Location)
	for _, hands := range b.turnout {
		hour := b.clock(day, hands)
		if now.Before(hour) {
			return time.Time{}
		}
		if !b.told[u.ID].After(before) {
			return hour
		}
		if before = hour; !hour.Before(b.clock(day, ends)) {
			break
		}
	}
	if hour := b.clock(day, b.count); !now.Before(hour) {
		return hour
	}
	return time.Time{}
}

// rung is where a person stands for a unit; -1 if nowhere.
func (b *books) rung(p election.Person, u election.Unit) int {
	switch {
	case p.Office, slices.Contains(b.town.LeadingGroup, p.ID):
		return 4
	case u.Officers[0] == p.ID:
		return 0
	case slices.Contains(u.Officers, p.ID):
		return 1
	case slices.Contains(u.Leaders, p.ID):
		return 3
	}
	return -1
}

// reached is whether a debt has come to a rung.
func (d debt) reached(rung int, now time.Time) bool {
	const day = 24 * time.Hour
	ladder := []time.Duration{0, 30 * time.Minute, time.Hour, time.Hour, 2 * time.Hour}
	if d.stage != "" { // counted from its day, not from the end of it
		ladder = []time.Duration{0, 0, day, 2 * day, 4 * day}
	}
	return now.Sub(d.since) >= ladder[rung]
}

// listed reports whether a card asks for the debt: a line names what is owed,
// and it or the line below names the unit; or a promise of the unit stands there.
func (d debt) listed(card string, e election.Election) bool {
	lines := strings.Split(card, "\n")
	what := []string{"投票人数", "计票结果"}
	if st, ok := e.Stage(d.stage); ok {
		what = []string{st.Name.In(election.Chinese)}
	}
	for i, line := range lines {
		block := line
		for _, next := range lines[i+1:] {
			if !strings.HasPrefix(next, "　") {
				break
			}
			block += next
		}
		asks := slices.ContainsFunc(what, func(w string) bool { return strings.Contains(line, w) }) || strings.Contains(block, "🤝")
		if asks && strings.Contains(block, d.unit.Name) && !strings.Contains(line, " 已报：") {
			return true
		}
	}
	return false
}

// chat is the card as somebody sees it.
type chat map[election.PersonID]string

// see takes in what was sent.
func (c chat) see(got map[election.PersonID][]store.Message) {
	for p, messages := range got {
		for _, m := range messages {
			if _, has := c[p]; m.Key == cards.AskedKey && (has || !m.Only) {
				c[p] = m.Text
			}
		}
	}
}

// TestNeverAFalseAllClear walks through polling day and the week after it, with
// 22 villages of which some are late with everything. At each moment at which
// anything can change, every reader's card is compared with the books: what
// is owed and has come to the reader's rung is on it, nobody reads that
// all is reported while anything is owed in their area, and what a leader
// once read goes only if it was reported or promised.
func TestNeverAFalseAllClear(t *testing.T) {
	t.Parallel()
	for _, seed := range [...]uint64{1, 3, 6} { // in 3 and 6 the lists of leaders are empty while officers are still asked
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			walkTheWeek(t, rand.New(rand.NewPCG(seed, 2027)))
		})
	}
}

func walkTheWeek(t *testing.T, dice *rand.Rand) {
	town := demoTown(t)
	polling := town.Elections[0].PollingDay
	w := newWorld(t, redistest.Dial(t, redistest.Any(t)), town, polling.AddDays(-60))
	w.prologue()
	w.usual()
	b, seen := open(t, town), chat{}
	w.clock.at = polling.AddDays(-5).At(19, 0, town.Location)
	w.jobs.Wake(t.Context())
	w.sent()
	events := b.events(t, w, dice)
	before := map[election.PersonID][]debt{}
	for _, now := range moments(b, w, events) {
		w.clock.mu.Lock()
		w.clock.at = now
		w.clock.mu.Unlock()
		for _, do := range events[now] {
			do()
		}
		w.jobs.Wake(t.Context())
		seen.see(w.sent())
		owed := b.owed(now)
		for _, p := range w.users {
			before[p] = b.compare(t, now, town.Person(p), seen[p], owed, before[p])
		}
		if t.Failed() {
			return
		}
	}
}

// compare compares one reader's card with the books, and returns what it lists.
func (b *books) compare(t *testing.T, now time.Time, p election.Person, card string, owed, before []debt) (listed []debt) {
	t.Helper()
	for _, d := range owed {
		rung := b.rung(p, d.unit)
		if rung < 0 {
			continue
		}
		if strings.Contains(card, "都报齐了") || strings.Contains(card, "催报停止") {
			t.Errorf("%s: %s owes %q since %s, and %s reads\n%s", now.Format("01-02 15:04"), d.unit.Name, d.stage, d.since.Format("01-02 15:04"), p.ID, card)
			return nil
		}
		was := slices.ContainsFunc(before, func(o debt) bool { return o.unit.ID == d.unit.ID && o.stage == d.stage })
		named := d.listed(card, b.town.Elections[0])
		quiet := now.Hour() < 8 || now.Hour() > 21 || now.Hour() == 21 && now.Minute() >= 30
		if !named && (was || !quiet && !now.Before(b.until[d.unit.ID]) && d.reached(rung, now)) {
			t.Errorf("%s: %s owes %q since %s (was on the card: %v), and %s reads\n%s", now.Format("01-02 15:04"), d.unit.Name, d.stage, d.since.Format("01-02 15:04"), was, p.ID, card)
			return nil
		}
		if named && d.reached(rung, now) { // a promise stands there for all that a unit owes
			listed = append(listed, d)
		}
	}
	return listed
}

// moments are all moments at which anything can change: the jobs' times, the
// looks in between, the reports, and the minute after each.
func moments(b *books, w *world, events map[time.Time][]func()) []time.Time {
	polling := b.town.Elections[0].PollingDay
	var all []time.Time
	for day := range 8 {
		step := 30 * time.Minute
		if day == 0 {
			step = 5 * time.Minute
		}
		end := polling.AddDays(day+1).At(0, 0, b.town.Location)
		for at := polling.AddDays(day).At(0, 0, b.town.Location); at.Before(end); at = at.Add(step) {
			all = append(all, at)
		}
	}
	for at := all[0]; at.Before(all[len(all)-1]); at = w.jobs.Next(at) {
		all = append(all, at)
	}
	for at := range events {
		all = append(all, at, at.Add(time.Minute))
	}
	slices.SortFunc(all, time.Time.Compare)
	return slices.CompactFunc(all, time.Time.Equal)
}

// events are what the villages do, and when: some are in time, some miss hours,
// some promise, some count at night or days later, and one never reports.
func (b *books) events(t *testing.T, w *world, dice *rand.Rand) map[time.Time][]func() {
	t.Helper()
	all, n := map[time.Time][]func(){}, 0
	polling := b.town.Elections[0].PollingDay
	at := func(day, from, to int, do func()) { // at some minute between two hours
		when := polling.AddDays(day).At(from, 0, b.town.Location).Add(time.Duration(dice.IntN((to-from)*60)) * time.Minute)
		all[when] = append(all[when], do)
	}
	report := func(u election.Unit, body election.Body) {
		n++
		w.reportWithCards(election.ReportID(fmt.Sprint("E", n)), u.ID, body)
	}
	for i, row := range demoRows(t, "polling.csv") {
		u, _ := b.town.Unit(election.UnitID(row[0]))
		c := countOf(t, u, row)
		turnout := func() {
			report(u, election.Turnout{Registered: c.Registered, Voted: c.Participants / 2})
			b.told[u.ID] = w.clock.now()
		}
		count := func() {
			report(u, c)
			b.counted[u.ID] = true
		}
		promise := func(by time.Duration) func() {
			return func() {
				b.until[u.ID] = w.clock.now().Add(by).Truncate(5 * time.Minute)
				report(u, election.Promise{Until: b.until[u.ID], Why: "没有信号"})
			}
		}
		switch (i + dice.IntN(3)) % 8 {
		case 0: // never
		case 1: // silent all day, counted the next morning or later
			at(1+dice.IntN(4), 7, 20, count)
		case 2: // the first hour missed, counted at night
			at(0, 10, 13, turnout)
			at(0, 22, 24, count)
		case 3: // promises, and is late
			at(0, 10, 11, promise(time.Hour))
			at(0, 13, 15, turnout)
			at(0, 20, 21, promise(10*time.Hour))
			at(1, 9, 22, count)
		case 4: // misses the last hours
			at(0, 8, 10, turnout)
			at(0, 18, 22, count)
		default:
			at(0, 8, 10, turnout)
			at(0, 11, 12, turnout)
			at(0, 13, 15, turnout)
			at(0, 16, 20, count)
		}
	}
	return all
}
