package main

import (
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"
	"time"

	"huanjie/internal/election"
	"huanjie/internal/sandbox"
	"huanjie/internal/store"
)

// cast are the people of the demo. Those in front have a telephone on the page;
// the others report by themselves on polling day.
type cast struct {
	office *sandbox.Phone
	phones map[election.PersonID]*sandbox.Phone
	hands  map[election.PersonID]*sync.Mutex // one report at a time on each telephone
	group  *sandbox.Group
}

const demoOffice = 700001 // as the demo's config.toml says

// inFront are the people whose telephones are on the page.
func inFront() []election.PersonID {
	return []election.PersonID{"周明", "李芳", "陈立", "高远"}
}

// prologue brings the people to the morning on which the demo begins: everybody
// bound by their link, the group confirmed.
func (s *show) prologue(ctx context.Context) error {
	st := s.office.stores[0]
	s.cast.phones, s.cast.hands = map[election.PersonID]*sandbox.Phone{}, map[election.PersonID]*sync.Mutex{}
	for i, id := range s.sorted(st.Town().People()) {
		s.cast.hands[id] = &sync.Mutex{}
		s.cast.phones[id] = s.telegram.Phone(sandbox.Person{ID: int64(700_101 + i), FirstName: string(id), Role: s.role(id), LanguageCode: s.languageOf(id), Hidden: !slices.Contains(s.front, id)})
		payload, err := st.Invite(ctx, id, s.clock.now())
		if err != nil {
			return err
		}
		if _, err := s.cast.phones[id].Start(payload); err != nil {
			return fmt.Errorf("bind %s in the demo: %w", id, err)
		}
	}
	s.cast.office = s.telegram.Phone(sandbox.Person{ID: st.Town().Office[0], FirstName: "选举办", LanguageCode: st.Town().Language.String(), Role: sandbox.Words{ZH: "镇选举办", EN: "Election office"}})
	if _, err := s.cast.office.Start(""); err != nil {
		return fmt.Errorf("start the office's telephone: %w", err)
	}
	members := []*sandbox.Phone{}
	for _, id := range s.front {
		members = append(members, s.cast.phones[id])
	}
	s.cast.group = s.telegram.Group(st.Town().Name+"换届工作群", s.cast.office, members...)
	if err := s.cast.group.AddBot(s.cast.office); err != nil {
		return fmt.Errorf("add the bot to the demo's group: %w", err)
	}
	s.done.Go(func() { s.confirmGroup(ctx) })
	return nil
}

// languageOf is the language of somebody's telephone: those in front have the
// viewer's.
func (s *show) languageOf(id election.PersonID) string {
	if slices.Contains(s.front, id) {
		return s.office.config.Towns[0].Language.String()
	}
	return "zh"
}

// sorted puts those in front first, in their order.
func (s *show) sorted(people []election.PersonID) []election.PersonID {
	all := slices.Clone(s.front)
	for _, p := range people {
		if !slices.Contains(all, p) {
			all = append(all, p)
		}
	}
	return all
}

// role is what the page says of somebody.
func (s *show) role(id election.PersonID) sandbox.Words {
	p, town := s.person(id), s.office.config.Towns[0]
	if slices.Contains(p.Areas, election.WholeTown) {
		return sandbox.Words{ZH: "领导小组", EN: "Leading group"}
	}
	if len(p.Areas) > 0 {
		return sandbox.Words{ZH: "包片领导 · " + p.Areas[0].Name(), EN: "Leader, " + p.Areas[0].Name()}
	}
	var names []string
	for _, id := range p.Units {
		u, _ := town.Unit(id)
		names = append(names, u.Name)
	}
	return sandbox.Words{ZH: "联络员 · " + strings.Join(names, "、"), EN: "Officer, " + strings.Join(names, ", ")}
}

// confirmGroup is the office confirming the group, as soon as the bot asks.
func (s *show) confirmGroup(ctx context.Context) {
	label := election.Say("🏢 绑定为工作群", "🏢 Bind as working group").In(s.office.config.Towns[0].Language)
	asked := func(messages []sandbox.Message) bool {
		return slices.ContainsFunc(messages, func(m sandbox.Message) bool {
			_, has := m.Button(label)
			return has
		})
	}
	if err := s.cast.group.Wait(ctx, asked); err == nil {
		_ = s.cast.office.TapIn(s.cast.group.ID(), label)
	}
}

// history commits what was reported before the demo begins.
func (s *show) history(ctx context.Context) error {
	rows, err := demoTable("progress.csv")
	if err != nil {
		return err
	}
	st := s.office.stores[0]
	for i, row := range rows {
		at, err := time.Parse(time.RFC3339, row["at"])
		if err != nil {
			return fmt.Errorf("read progress.csv row %d: %w", i+2, err)
		}
		u, ok := st.Town().Unit(election.UnitID(row["unit"]))
		if !ok {
			return fmt.Errorf("read progress.csv row %d: no unit %q", i+2, row["unit"])
		}
		r := election.Report{ID: election.ReportID(fmt.Sprintf("P%03d", i+1)), Unit: u.ID, By: u.Officers[0], At: at,
			Body: election.StageReport{Stage: election.StageID(row["stage"]), Status: election.StageStatus(row["status"]), Reason: row["reason"]}}
		ses := store.Session{}
		if err := st.Focus(ctx, &ses, u.ID); err != nil {
			return err
		}
		if err := st.Commit(ctx, store.Commit{Once: string(r.ID), Session: &ses, Report: &r}); err != nil {
			return err
		}
	}
	return nil
}

// demoTable reads one of the demo's tables; each row by its column names.
func demoTable(name string) ([]map[string]string, error) {
	f, err := demoFiles.Open("demo/" + name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	rows, err := readTable(f)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	return rows, nil
}

// readTable reads a CSV file, each row by its columns.
func readTable(r io.Reader) (rows []map[string]string, err error) {
	lines, err := csv.NewReader(r).ReadAll()
	if err != nil {
		return nil, err
	}
	for _, line := range lines[1:] {
		row := map[string]string{}
		for i, column := range lines[0] {
			row[column] = line[i]
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// pollingDay plays the polling day: the villages report turnout and count
// through their officers' telephones, as real updates, while the clock goes
// from the morning to the last digest of the day.
func (s *show) pollingDay(ctx context.Context, everybody bool) {
	s.moving.Lock()
	defer s.moving.Unlock()
	town := s.office.config.Towns[0]
	day := town.Elections[0].PollingDay
	s.advance(ctx, day.At(8, 30, town.Location))
	reports, err := s.counts(ctx, everybody)
	if err != nil {
		s.office.log.Error("play polling day", "error", err)
		return
	}
	var officers sync.WaitGroup
	for id, lines := range reports {
		officers.Go(func() { s.play(ctx, id, lines) })
	}
	digests := s.office.config.Reminders.PollingDigest
	s.passTime(ctx, digests[len(digests)-1].Schedule.Next(day.At(0, 0, town.Location)), &officers)
}

// laterRounds plays what the verdicts of the polling day made necessary, three
// days later: the further election of one village and the re-vote of another.
func (s *show) laterRounds(ctx context.Context) {
	s.moving.Lock()
	defer s.moving.Unlock()
	town := s.office.config.Towns[0]
	day := town.Elections[0].PollingDay.AddDays(3)
	s.advance(ctx, day.At(10, 0, town.Location))
	rows, err := demoTable("rounds.csv")
	if err != nil {
		s.office.log.Error("play later rounds", "error", err)
		return
	}
	for _, row := range rows {
		u, _ := town.Unit(election.UnitID(row["unit"]))
		state, err := s.office.stores[0].States(ctx, []election.UnitID{u.ID})
		if err == nil && len(town.Elections[0].OpenTasks(u, state[0].Progress)) > 0 {
			s.report(ctx, u.Officers[0], countLine(u.Name, row))
			s.report(ctx, u.Checkers[0], checkLine(u.Name, row))
		}
	}
	s.describeElected(ctx)
	s.advance(ctx, day.At(18, 0, town.Location))
}

// passTime lets the day pass at the demo's speed, and does not let it end before
// the officers have finished.
func (s *show) passTime(ctx context.Context, end time.Time, officers *sync.WaitGroup) {
	tick := time.NewTicker(s.day.every)
	defer tick.Stop()
	for next := s.clock.now(); next.Before(end); next = s.clock.now().Add(s.day.step) {
		s.advance(ctx, next)
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
	officers.Wait()
	s.advance(ctx, end)
}

// until waits for a moment of the demo's clock.
func (s *show) until(ctx context.Context, t time.Time) {
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	for s.clock.now().Before(t) {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}
