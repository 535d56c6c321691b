package main

import (
	"cmp"
	"context"
	"flag"
	"fmt"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"huanjie/internal/election"
	"huanjie/internal/sandbox"
)

var (
	wholeSeason = flag.Bool("season", false, "play the whole season, 20 October to July, instead of its last weeks")
	seasonFile  = flag.String("season.file", "", "write everything that everybody got into this file")
)

// season plays an election of the demo's 22 villages by the town's clock: the
// people report through their telephones, to the real bot; and everything
// that the bot does in their chats is written down.
type season struct {
	*show
	t      *testing.T
	mu     sync.Mutex
	deeds  []deed
	acting map[int64]bool // they are writing to the bot just now, and get answers
	begun  bool           // everybody has registered
	plan   []event
}

// deed is something the bot did in a chat.
type deed struct {
	sandbox.Deed
	who    election.PersonID
	answer bool // to what the person just wrote
}

// text is what the deed says: a message's text, or what stands below its picture.
func (d deed) text() string { return cmp.Or(d.Message.Text, d.Message.Caption) }

// further reports whether a deed is another picture of an album, which people get
// as one message.
func (d deed) further(before deed) bool {
	album := d.Message.MediaGroupID
	return album != "" && album == before.Message.MediaGroupID && d.Message.Chat.ID == before.Message.Chat.ID
}

// event is something that people do at a time.
type event struct {
	at time.Time
	do func(ctx context.Context)
}

func (s *season) watch(d sandbox.Deed) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.deeds = append(s.deeds, deed{Deed: d, answer: s.acting[d.Message.Chat.ID] || !s.begun})
}

// says reports through a person's telephone. What the bot does there meanwhile
// is an answer.
func (s *season) says(ctx context.Context, id election.PersonID, line string, photo []byte) {
	s.answered(ctx, func(ctx context.Context) { s.reportWith(ctx, id, line, photo) }, id)
}

// answered lets some people, or all officers, do something. What the bot does in
// their chats meanwhile is an answer.
func (s *season) answered(ctx context.Context, do func(ctx context.Context), people ...election.PersonID) {
	if len(people) == 0 {
		for _, u := range s.town().Units {
			people = append(people, u.Officers...)
		}
	}
	for _, on := range []bool{true, false} {
		s.mu.Lock()
		for _, id := range people {
			s.acting[s.phone(id).ID()] = on
		}
		s.mu.Unlock()
		if on {
			do(ctx)
			s.heard(ctx)
			s.settle(ctx)
		}
	}
}

// phone is somebody's telephone.
func (s *season) phone(id election.PersonID) *sandbox.Phone {
	if phone := s.cast.phones[id]; phone != nil {
		return phone
	}
	return s.cast.office
}

// at plans what people do at an hour of a day.
func (s *season) at(day election.Date, hour, minute int, do func(ctx context.Context)) {
	s.plan = append(s.plan, event{day.At(hour, minute, s.town().Location), do})
}

func (s *season) town() *election.Town { return s.office.config.Towns[0] }

// stages plans the stages: most villages a few days early, some late, two in
// difficulty first. done are those reported before.
func (s *season) stages(from time.Time, done map[election.UnitID]map[election.StageID]bool, soon bool) {
	for i, u := range s.town().Units {
		for k, st := range s.town().Elections[0].Stages {
			if st.ID == election.PollingStage || st.ID == election.FurtherStage || done[u.ID][st.ID] {
				continue
			}
			n := i*7 + k*5
			days := []int{-1, -2, -4, 0, -3, -1, -5, -2, 0, -6}[n%10] // from its day
			switch {
			case n%23 == 0:
				days = 4
			case n%11 == 0:
				days = 1
			}
			day := st.Due().AddDays(days)
			if soon && st.Due().Sub(s.town().Elections[0].PollingDay) > 0 {
				day = s.town().Elections[0].PollingDay.AddDays(4 + n%3)
			}
			if early := election.DateOf(from).AddDays(1); day.Before(early) {
				day = early
			}
			line := fmt.Sprintf("进度 %s %s 完成", u.Name, st.Name.In(election.Chinese))
			s.at(day, 9+n%8, n*7%60, func(ctx context.Context) { s.says(ctx, u.Officers[0], line, nil) })
			if n%60 == 0 {
				trouble := fmt.Sprintf("进度 %s %s 有困难 有人对名单有意见", u.Name, st.Name.In(election.Chinese))
				s.at(day.AddDays(-1), 9+n%8, 30, func(ctx context.Context) { s.says(ctx, u.Officers[0], trouble, nil) })
			}
		}
	}
}

// pollingDay is what each village reports on it, and the day.
func (s *season) pollingDay() (rows []map[string]string, day election.Date) {
	s.t.Helper()
	rows, err := demoTable("polling.csv")
	if err != nil {
		s.t.Fatal(err)
	}
	return rows, s.town().Elections[0].PollingDay
}

// votes plans polling day: three turnouts, a final one, the count with its
// sheet, and the second entry. One village counts the next morning.
func (s *season) votes() {
	rows, day := s.pollingDay()
	for i, row := range rows {
		u, _ := s.town().Unit(election.UnitID(row["unit"]))
		lines, err := s.linesOf(u, row)
		if err != nil {
			s.t.Fatal(err)
		}
		voted, _ := strconv.Atoi(row["voted"])
		for k, hour := range []int{9, 11, 12, 14} {
			line := fmt.Sprintf("投票 %s %d", u.Name, voted*[]int{40, 70, 100, 100}[k]/100)
			late := i%9 == 4 && k == 0 // not heard of at ten
			end, _ := s.town().Elections[0].PollingEnds(u, s.town().Location)
			if !late && hour <= end.Hour() {
				s.at(day, hour, 20+i*37%38, func(ctx context.Context) { s.says(ctx, u.Officers[0], line, nil) })
			}
		}
		counted, hour := day, 16+i%4
		if i == len(rows)-2 {
			counted, hour = day.AddDays(1), 9
		}
		s.at(counted, hour, i*13%60, func(ctx context.Context) { s.says(ctx, u.Officers[0], lines.count, lines.sheet) })
		s.at(counted, hour+1, i*13%60, func(ctx context.Context) {
			for _, check := range lines.checks {
				s.says(ctx, lines.checker, check, nil)
			}
		})
	}
	s.rounds(day)
}

// rounds plans what the counts make necessary, three days later, and who was
// elected.
func (s *season) rounds(day election.Date) {
	rows, err := demoTable("rounds.csv")
	if err != nil {
		s.t.Fatal(err)
	}
	for _, row := range rows {
		u, _ := s.town().Unit(election.UnitID(row["unit"]))
		s.at(day.AddDays(3), 10, 0, func(ctx context.Context) { s.says(ctx, u.Officers[0], countLine(u.Name, row), nil) })
		s.at(day.AddDays(3), 10, 30, func(ctx context.Context) { s.says(ctx, u.Checkers[0], checkLine(u.Name, row), nil) })
	}
	s.at(day.AddDays(4), 15, 0, func(ctx context.Context) { s.answered(ctx, s.describeElected) })
}

// play lets the time pass until a moment, with everything that people do on
// the way. On polling day and the day after the clock is looked at at every tenth minute.
func (s *season) play(ctx context.Context, until time.Time) {
	slices.SortStableFunc(s.plan, func(a, b event) int { return a.at.Compare(b.at) })
	polling := s.town().Elections[0].PollingDay
	for _, e := range append(s.plan, event{at: until, do: func(context.Context) {}}) {
		for next := s.tenth(polling); next.Before(e.at) && election.DateOf(next).Sub(polling) < 2; next = s.tenth(polling) {
			s.advance(ctx, next)
			s.settle(ctx)
		}
		s.advance(ctx, e.at)
		s.settle(ctx)
		e.do(ctx)
	}
	s.plan = nil
}

// tenth is the next tenth minute, on polling day at the earliest.
func (s *season) tenth(polling election.Date) time.Time {
	next := s.clock.now().In(s.town().Location).Truncate(10 * time.Minute).Add(10 * time.Minute)
	if morning := polling.At(7, 0, s.town().Location); next.Before(morning) {
		return morning
	}
	return next
}

// role is what somebody is to the town.
func (s *season) roleOf(id election.PersonID) string {
	p := s.town().Person(id)
	switch {
	case id == workGroup:
		return string(workGroup)
	case p.Office:
		return "选举办"
	case slices.Contains(p.Areas, election.WholeTown):
		return "领导小组"
	case len(p.Areas) > 0:
		return "包片领导"
	}
	return "联络员"
}

// tally is what one person got.
type tally struct{ rings, days, silent, edits, deleted, refused, live int }

// table sums up the deeds by person, and then by role.
func (s *season) table() (text string, byRole map[string][]tally) {
	people := map[int64]election.PersonID{demoOffice: election.OfficePerson(demoOffice), s.cast.group.ID(): workGroup}
	for id, phone := range s.cast.phones {
		people[phone.ID()] = id
	}
	all, days := map[election.PersonID]*tally{}, map[string]bool{}
	for i, d := range s.deeds {
		who, known := people[d.Message.Chat.ID]
		if !known {
			continue
		}
		s.deeds[i].who = who
		n := all[who]
		if n == nil {
			n = &tally{}
			all[who] = n
		}
		switch {
		case d.Did == sandbox.MayNotDelete:
			n.refused++
		case d.answer || i > 0 && d.further(s.deeds[i-1]):
		case d.Did == sandbox.DidSend && d.Message.Silent():
			n.silent++
		case d.Did == sandbox.DidSend:
			n.rings++
			if key := string(who) + d.At.Format("0102"); !days[key] {
				days[key] = true
				n.days++
			}
		case d.Did == sandbox.DidEdit:
			n.edits++
		case d.Did == sandbox.DidDelete:
			n.deleted++
		}
	}
	byRole = map[string][]tally{}
	for who, n := range all {
		n.live = len(s.live(who))
		byRole[s.roleOf(who)] = append(byRole[s.roleOf(who)], *n)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%-8s %4s %10s %10s %10s %10s %8s %10s\n", "角色", "人", "响(均/最多)", "响的天数", "静(均/最多)", "改(均/最多)", "删不掉", "活按钮")
	for _, role := range slices.Sorted(maps.Keys(byRole)) {
		of := byRole[role]
		both := func(f func(tally) int) string {
			sum, most := 0, 0
			for _, n := range of {
				sum, most = sum+f(n), max(most, f(n))
			}
			return fmt.Sprintf("%d/%d", sum/len(of), most)
		}
		refused := 0
		for _, n := range of {
			refused += n.refused
		}
		fmt.Fprintf(&b, "%-8s %4d %10s %10s %10s %10s %8d %10s\n", role, len(of), both(func(n tally) int { return n.rings }), both(func(n tally) int { return n.days }),
			both(func(n tally) int { return n.silent }), both(func(n tally) int { return n.edits }), refused, both(func(n tally) int { return n.live }))
	}
	return b.String(), byRole
}

// live are the messages of the bot in somebody's chat that ask for a report and
// still have buttons.
func (s *season) live(who election.PersonID) (left []sandbox.Message) {
	if who == workGroup {
		return nil // announcements keep their buttons
	}
	for _, m := range s.phone(who).Messages() {
		if m.From.IsBot && m.ReplyMarkup != nil && (strings.Contains(m.Text, "催报") || strings.Contains(m.Text, "⏰ 未报") || strings.Contains(m.Text, "选前检查") || strings.Contains(m.Text, "请复核") || strings.Contains(m.Text, "稍后补报")) {
			left = append(left, m)
		}
	}
	return left
}

// list is everything that some people got, except answers.
func (s *season) list(of func(election.PersonID) bool) string {
	var b strings.Builder
	marks := map[sandbox.Did]string{sandbox.DidEdit: "✏️", sandbox.DidDelete: "🗑", sandbox.MayNotDelete: "⛔"}
	deeds := slices.Clone(s.deeds)
	slices.SortStableFunc(deeds, func(x, y deed) int { return cmp.Compare(x.who, y.who) })
	for _, d := range deeds {
		if d.who == "" || !of(d.who) || d.answer {
			continue
		}
		mark := cmp.Or(marks[d.Did], "🔔")
		if d.Did == sandbox.DidSend && d.Message.Silent() {
			mark = "🔕"
		}
		text := cmp.Or(d.text(), "（文件）")
		fmt.Fprintf(&b, "%s %s %s\n", d.who, d.At.In(s.town().Location).Format("01-02 15:04"), mark)
		if d.Did == sandbox.DidSend || d.Did == sandbox.DidEdit {
			fmt.Fprintf(&b, "    %s\n", strings.ReplaceAll(text, "\n", "\n    "))
		}
	}
	return b.String()
}

// TestSeason plays the last weeks of the demo's election, and with -season all
// of it, from 20 October to July, and checks how often people are rung:
//
//	go test ./cmd/huanjie -run TestSeason -season -season.file /tmp/season.txt -v -timeout 30m
func TestSeason(t *testing.T) {
	t.Parallel()
	start, end := time.Date(2027, time.January, 9, 20, 0, 0, 0, time.FixedZone("", 8*60*60)), election.Date{Year: 2027, Month: time.February, Day: 1}
	if *wholeSeason {
		start, end = time.Date(2026, time.October, 20, 7, 30, 0, 0, start.Location()), election.Date{Year: 2027, Month: time.July, Day: 1}
	}
	s := &season{t: t, acting: map[int64]bool{}}
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	as := atOnce()
	as.at, as.empty, as.watch, as.stderr = start, *wholeSeason, s.watch, os.Stderr
	var err error
	if s.show, err = stage(ctx, as); err != nil {
		t.Fatal(err)
	}
	defer s.close()
	served := make(chan error, 1)
	go func() { served <- s.office.serve(ctx) }()
	s.settle(ctx)
	s.mu.Lock()
	s.begun = true
	s.mu.Unlock()
	s.stages(start, s.reported(), !*wholeSeason)
	s.votes()
	s.announcements(start)
	begun := time.Now()
	s.play(ctx, end.At(7, 0, s.town().Location))
	s.settle(ctx)
	cancel()
	<-served
	table, byRole := s.table()
	t.Logf("played in %v\n%s", time.Since(begun).Round(time.Second), table)
	if *seasonFile != "" {
		text := table + "\n" + s.list(func(election.PersonID) bool { return true })
		if err := os.WriteFile(*seasonFile, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	s.check(byRole)
}

// reported are the stages that the demo's history has done.
func (s *season) reported() map[election.UnitID]map[election.StageID]bool {
	done := map[election.UnitID]map[election.StageID]bool{}
	for _, u := range s.town().Units {
		states, err := s.office.stores[0].States(s.t.Context(), []election.UnitID{u.ID})
		if err != nil {
			s.t.Fatal(err)
		}
		done[u.ID] = map[election.StageID]bool{}
		for id, st := range states[0].Progress.Stages {
			done[u.ID][id] = st.Status == election.Done
		}
	}
	return done
}

// check compares the sums with what people are promised: nobody is left with a
// button for what is done, and when everything is done nothing more is sent.
func (s *season) check(byRole map[string][]tally) {
	most := map[string]tally{"包片领导": {rings: 24, silent: 18}, "领导小组": {rings: 24, silent: 18}, "选举办": {rings: 24, silent: 18}, "联络员": {rings: 15, silent: 12}, string(workGroup): {rings: 3, silent: 3}}
	if *wholeSeason {
		most = map[string]tally{"包片领导": {rings: 48, silent: 40}, "领导小组": {rings: 56, silent: 40}, "选举办": {rings: 56, silent: 40}, "联络员": {rings: 45, silent: 20}, string(workGroup): {rings: 3, silent: 3}}
	}
	for role, people := range byRole {
		for _, n := range people {
			if n.live > 0 || n.rings > most[role].rings || n.silent > most[role].silent {
				s.t.Errorf("%s: %d rings and %d silent, at most %d and %d wanted; %d old messages with buttons", role, n.rings, n.silent, most[role].rings, most[role].silent, n.live)
			}
		}
	}
	var last deed
	closings := 0
	for _, d := range s.deeds {
		if d.who == "" || d.answer {
			continue
		}
		last = d
		if strings.Contains(d.text(), "这是最后一期日报") && d.Did == sandbox.DidSend {
			closings++
		}
	}
	if !strings.Contains(last.text(), "这是最后一期日报") && !strings.Contains(last.text(), "📬") {
		s.t.Errorf("after the last digest, at %s:\n%s", last.At.In(s.town().Location).Format("01-02 15:04"), last.text())
	}
	if want := len(byRole["包片领导"]) + len(byRole["领导小组"]) + len(byRole["选举办"]); closings != want {
		s.t.Errorf("%d closing digests, want one for each of %d readers", closings, want)
	}
}
