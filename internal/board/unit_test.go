package board

import (
	"strings"
	"testing"
	"time"

	"huanjie/internal/election"
)

func TestStates(t *testing.T) {
	t.Parallel()
	town := demo(t)
	u, _ := town.Unit("E1") // 346 registered; one chair of two, two members of three; 8:00-12:00
	e := town.ElectionOf(u)
	at := func(day, hour, minute int) time.Time {
		return time.Date(2027, 1, day, hour, minute, 0, 0, town.Location)
	}
	turnout := election.Turnout{Registered: 346, Voted: 173}
	again := func(round election.Round, post election.PostTally) election.Tally {
		c := countOf(u, 200, 0, 0, 0, 0, 0)
		c.Round, c.Posts = round, []election.PostTally{post}
		return c
	}
	tied := countOf(u, 200, 150, 40, 160, 110, 110)
	short := countOf(u, 200, 150, 40, 160, 90, 50)
	fresh := countOf(u, 200, 150, 40, 160, 150, 50)
	fresh.Round = election.FreshRound
	refused := countOf(u, 200, 150, 40, 160, 150, 50)
	refused.Valid = 199
	void := countOf(u, 200, 150, 40, 160, 150, 50)
	void.Returned, void.Valid = 201, 201

	for name, c := range map[string]struct {
		now     time.Time
		bodies  []election.Body
		state   State
		next    election.Round
		elected int
		left    int
		enough  bool
	}{
		"nothing reported":           {at(15, 11, 0), nil, Unopened, "", 0, 0, false},
		"the day before":             {at(14, 23, 59), nil, Preparing, "", 0, 0, false},
		"before it opens":            {at(15, 0, 0), nil, Unopened, "", 0, 0, false},
		"nothing after the close":    {at(15, 12, 0), nil, Unheard, "", 0, 0, false},
		"nothing the day after":      {at(16, 9, 0), nil, Unheard, "", 0, 0, false},
		"only an earlier stage":      {at(15, 11, 0), []election.Body{election.StageReport{Stage: "roll", Status: election.Done}}, Unopened, "", 0, 0, false},
		"opened":                     {at(15, 9, 0), []election.Body{election.StageReport{Stage: "polling", Status: election.UnderWay}}, Voting, "", 0, 0, false},
		"half is not more than half": {at(15, 11, 59), []election.Body{turnout}, Voting, "", 0, 0, false},
		"one more than half":         {at(15, 11, 59), []election.Body{election.Turnout{Registered: 346, Voted: 174}}, Voting, "", 0, 0, true},
		"polling is over":            {at(15, 12, 0), []election.Body{turnout}, Counting, "", 0, 0, false},
		"said to be over":            {at(15, 10, 0), []election.Body{election.StageReport{Stage: "polling", Status: election.Done}}, Counting, "", 0, 0, false},
		"a count to be checked":      {at(15, 15, 0), []election.Body{refused}, Counting, "", 0, 0, true},
		"all elected":                {at(15, 15, 0), []election.Body{turnout, countOf(u, 200, 150, 40, 160, 150, 50)}, Counted, "", 3, 0, true},
		"too few took part":          {at(15, 15, 0), []election.Body{countOf(u, 173, 150, 10, 160, 150, 10)}, Void, election.FreshRound, 0, 3, false},
		"too many ballots":           {at(15, 15, 0), []election.Body{void}, Void, election.FreshRound, 0, 3, true},
		"held afresh":                {at(20, 15, 0), []election.Body{void, fresh}, Counted, "", 3, 0, true},
		"tied at the last seat":      {at(15, 15, 0), []election.Body{tied}, Further, election.RevoteRound, 2, 1, true},
		"a seat left over":           {at(15, 15, 0), []election.Body{short}, Further, election.FurtherRound, 2, 1, true},
		"filled by the re-vote": {at(16, 15, 0), []election.Body{tied, again(election.RevoteRound, election.PostTally{Post: election.Member, Seats: 1,
			Candidates: []election.CandidateVotes{{Name: "孙海川", Votes: 120}, {Name: "孔晓棠", Votes: 70}}})}, Counted, "", 3, 0, true},
		"left over again": {at(16, 15, 0), []election.Body{short, again(election.FurtherRound, election.PostTally{Post: election.Member, Seats: 1,
			Candidates: []election.CandidateVotes{{Name: "孙海川", Votes: 50}, {Name: "孔晓棠", Votes: 49}}})}, Further, election.FurtherRound, 2, 1, true},
	} {
		p := election.Progress{}
		for _, body := range c.bodies {
			p = e.Fold(p, election.Report{ID: "R", Unit: u.ID, At: c.now, Body: body})
		}
		r := rowOf(e, election.UnitState{Unit: u, Progress: p}, c.now)
		if r.State != c.state || r.Next != c.next || r.Elected != c.elected || r.Left != c.left || r.Enough != c.enough {
			t.Errorf("%s: %+v", name, r)
		}
	}
}

// TestSeparateBallots: where the posts stand on ballots of their own, one kind may be void and the other not;
// the sums are those of all ballots, and the unit's text tells each kind apart.
func TestSeparateBallots(t *testing.T) {
	t.Parallel()
	town := demo(t)
	u, _ := town.Unit("E1")
	e, now := town.ElectionOf(u), time.Date(2027, 1, 15, 15, 0, 0, 0, town.Location)
	apart := func(returned int) election.Tally {
		c := countOf(u, 200, 150, 40, 160, 150, 50)
		c.Returned, c.Valid = returned, returned
		c.Others = []election.OtherBallot{{Posts: []election.Post{election.Member}, Issued: 200, Returned: 190, Valid: 180, Invalid: 10}}
		return c
	}
	fresh := election.Tally{Round: election.FreshRound, Registered: u.Registered, Participants: 190, Issued: 190, Returned: 190, Valid: 190,
		Posts: []election.PostTally{{Post: election.Chair, Seats: 1, Candidates: []election.CandidateVotes{{Name: "冯棠", Votes: 120}, {Name: "卫青", Votes: 60}}}}}
	for name, c := range map[string]struct {
		counts               []election.Body
		state                State
		elected, left, valid int
	}{
		"both are good":               {[]election.Body{apart(200)}, Counted, 3, 0, 380},
		"the chair's are too many":    {[]election.Body{apart(201)}, Void, 2, 1, 381},
		"the chair's are held afresh": {[]election.Body{apart(201), fresh}, Counted, 3, 0, 381},
	} {
		p := election.Progress{}
		for _, body := range c.counts {
			p = e.Fold(p, election.Report{ID: "R", Unit: u.ID, At: now, Body: body})
		}
		s := election.UnitState{Unit: u, Progress: p}
		if r := rowOf(e, s, now); r.State != c.state || r.Elected != c.elected || r.Left != c.left || r.Valid != c.valid || r.Invalid != 10 {
			t.Errorf("%s: %+v", name, r)
		}
		if page := pageOf(town, s, election.Chinese, now); !strings.Contains(page.Text, "委员选票：发出 200，收回 190，有效 180，无效 10") || len(page.Counts) < 2 {
			t.Errorf("%s: %s\n%v", name, page.Text, page.Counts)
		}
	}
}

// TestLateStages: what is owed and past its day is late, as in the digest; what is
// done, or of today, is not.
func TestLateStages(t *testing.T) {
	t.Parallel()
	town := demo(t)
	u := town.Units[0]
	e, now := town.ElectionOf(u), time.Date(2027, 1, 15, 11, 0, 0, 0, town.Location)
	overdue := e.Overdue(election.DateOf(now))
	s := election.UnitState{Unit: u, Progress: e.Fold(election.Progress{}, election.Report{ID: "R", At: now, Body: election.StageReport{Stage: overdue[0].Stage.ID, Status: election.Done}})}
	s.Progress = e.Fold(s.Progress, election.Report{ID: "S", At: now, Body: election.StageReport{Stage: overdue[1].Stage.ID, Status: election.UnderWay}})
	if r := rowOf(e, s, now); len(r.Late) != len(overdue)-1 || r.Late[0] != overdue[1].Stage.ID {
		t.Errorf("late with %v of %d", r.Late, len(overdue))
	}
}

// TestRowsAddUpToTheSums holds what the page adds up against the sums that the
// digest shows.
func TestRowsAddUpToTheSums(t *testing.T) {
	t.Parallel()
	r := serve(t, demo(t))
	for i, u := range r.store.Load().Town().Units {
		switch i % 4 {
		case 1:
			r.report(u.ID, election.Turnout{Registered: u.Registered + 1, Voted: 40 + i})
		case 2:
			r.report(u.ID, countOf(u, u.Registered-i, 200-i, 90, 180, 170+i, i))
		case 3:
			r.report(u.ID, countOf(u, u.Registered/3, 100, 10, 90, 80, 10))
		}
	}
	f, err := r.store.Load().Figures(t.Context(), "villages-2027", election.WholeTown)
	must(t, err)
	got := election.Figures{}
	for _, u := range r.enter(group).listen("").next().Units {
		got[election.Elected] += u.Elected
		if u.Reporting {
			got[election.Reporting]++
			got[election.Voted] += u.Voted
			got[election.ReportingRegistered] += u.Registered
		}
		if u.Counted {
			got[election.Counted]++
		}
		switch u.State {
		case Further:
			got[election.UnitsFurther]++
			got[election.SeatsLeft] += u.Left
		case Void:
			got[election.UnitsVoid]++
		}
	}
	for figure, n := range got {
		if f[0][figure] != n {
			t.Errorf("%s: the rows say %d, the digest %d", figure, n, f[0][figure])
		}
	}
}

func TestUnitPage(t *testing.T) {
	t.Parallel()
	r := serve(t, demo(t))
	u := r.unitOf("E1")
	r.report("E1", election.StageReport{Stage: "roll", Status: election.InDifficulty, Reason: "<b>名单</b> & 照片"})
	r.report("E1", countOf(u, 200, 150, 40, 160, 90, 50))
	_, zh := r.enter(leader).get("/unit?id=E1")
	_, en := r.enter(leader).get("/unit?id=E1&lang=en")
	for text, wants := range map[string][]string{
		zh: {"第一次投票（初步）· 主任，应选 1 名", "另行选举", `"name":"贺小满","votes":150,"elected":true`, "东河村小学", "周明", "名单", "\\u0026 照片"},
		en: {"First round (preliminary) · Chair, 1 to elect", "further election"},
	} {
		for _, want := range wants {
			if !strings.Contains(text, want) {
				t.Errorf("%q is not in %s", want, text)
			}
		}
	}
}

// TestIncidents counts what is open, by severity, and what nobody answered in
// time; requests and what is closed are none of it.
func TestIncidents(t *testing.T) {
	t.Parallel()
	town := demo(t)
	u, _ := town.Unit("E1")
	e := town.ElectionOf(u)
	noon := time.Date(2027, 1, 15, 12, 0, 0, 0, town.Location)
	var p election.Progress
	for i, body := range []election.Body{
		election.Case{Kind: election.Incident, Topic: "ballots", Severity: election.Grave, Words: "票箱进水"},
		election.Case{Kind: election.Incident, Topic: "order", Severity: election.Serious},
		election.Case{Kind: election.Incident, Topic: "other", Severity: election.Ordinary},
		election.Case{Kind: election.Request, Topic: "plan"},
		election.Case{Kind: election.Incident, Topic: "order", Severity: election.Grave},
		election.Act{Case: "e", Deed: election.Close},
	} {
		p = e.Fold(p, election.Report{ID: election.ReportID(rune('a' + i)), Unit: u.ID, At: noon, By: "周明", Body: body})
	}
	for minutes, late := range map[int]int{29: 0, 31: 1, 121: 2} {
		r := rowOf(e, election.UnitState{Unit: u, Progress: p}, noon.Add(time.Duration(minutes)*time.Minute))
		if r.Incidents != (incidents{Grave: 1, Serious: 1, Ordinary: 1, Late: late}) {
			t.Errorf("after %d minutes: %+v", minutes, r.Incidents)
		}
	}
}

// TestSeenBlind: whoever may check a count gets the unit without it until two
// entries agree; the author, the leader and the office get all of it.
func TestSeenBlind(t *testing.T) {
	t.Parallel()
	u := election.Unit{ID: "E1", Area: "东片", Officers: []election.PersonID{"周明"}, Checkers: []election.PersonID{"何静"}}
	count := election.Count{Tally: election.Tally{Round: election.FirstRound, Issued: 200}, By: "周明"}
	l := line{unit: u, row: []byte("all"), blind: []byte("blind"), counts: []election.Count{count}}
	for name, c := range map[string]struct {
		who  election.Person
		want string
	}{
		"author":  {election.Person{ID: "周明", Units: []election.UnitID{"E1"}}, "all"},
		"checker": {election.Person{ID: "何静", Checks: []election.UnitID{"E1"}}, "blind"},
		"leader":  {election.Person{ID: "陈立", Areas: []election.Area{"东片"}}, "all"},
		"office":  {election.Person{ID: election.OfficePerson(1), Office: true}, "all"},
	} {
		if got := string(l.seen(c.who, 0)); got != c.want {
			t.Errorf("%s sees %s, want %s", name, got, c.want)
		}
	}
	l.unit.Checkers = nil // then the office checks
	if got := string(l.seen(election.Person{ID: election.OfficePerson(1), Office: true}, 0)); got != "blind" {
		t.Errorf("the office, which is to check, sees %s", got)
	}
}
