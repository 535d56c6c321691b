package election

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// caseTown has one village with an officer, a leader of its area, a leading group
// and an office.
func caseTown(t *testing.T, k Kind) (*Town, Unit, Election) {
	t.Helper()
	day := Date{2027, 1, 15}
	town, err := NewTown(Town{ID: "t", Location: time.FixedZone("CST", 8*3600), Office: []int64{7}, LeadingGroup: []PersonID{"高远"},
		Elections: []Election{{ID: "e", Kind: k, PollingDay: day, Stages: UsualStages(k, day)}},
		Units: []Unit{{ID: "E1", Name: "东河村", Area: "东片", Election: "e", Registered: 300, Officers: []PersonID{"周明", "何静"}, Leaders: []PersonID{"陈立"}},
			{ID: "W1", Name: "西岭村", Area: "西片", Election: "e", Officers: []PersonID{"李芳"}, Leaders: []PersonID{"顾清"}}}})
	if err != nil {
		t.Fatal(err)
	}
	u, _ := town.Unit("E1")
	return town, u, town.Elections[0]
}

func caseAt(hour, minute int) time.Time {
	return time.Date(2027, 1, 11, hour, minute, 0, 0, time.FixedZone("CST", 8*3600))
}

func caseReport(id ReportID, by PersonID, when time.Time, b Body) Report {
	return Report{ID: id, Unit: "E1", By: by, At: when, Body: b}
}

func TestWhoMayDoWhat(t *testing.T) {
	t.Parallel()
	town, u, e := caseTown(t, Villagers)
	open := func(k CaseKind, by PersonID) CaseState {
		return e.Fold(Progress{}, caseReport("C", by, caseAt(9, 0), Case{Kind: k, Topic: "other", Severity: Serious})).Cases[0]
	}
	for _, c := range []struct {
		kind CaseKind
		by   PersonID
		who  PersonID
		may  []Deed
	}{
		{Incident, "周明", "周明", []Deed{Reply, Close}},
		{Incident, "周明", "陈立", []Deed{Assign, Reply, Refer, Close}},
		{Incident, "周明", "高远", []Deed{Assign, Reply, Refer, Close}},
		{Incident, "周明", "office:7", []Deed{Assign, Reply, Refer, Close}},
		{Incident, "周明", "顾清", nil}, // of the other area
		{Incident, "周明", "李芳", nil},
		{Request, "周明", "陈立", []Deed{Approve, Return}},
		{Request, "周明", "高远", []Deed{Approve, Return}},
		{Request, "陈立", "陈立", nil}, // their own
		{Request, "周明", "office:7", nil},
		{Request, "周明", "周明", nil},
		{Objection, "周明", "周明", []Deed{Uphold, Reject}},
		{Objection, "周明", "陈立", nil},
		{Objection, "周明", "office:7", []Deed{Uphold, Reject}},
		{Incident, "周明", "路人", nil},
	} {
		var may []Deed
		state := open(c.kind, c.by)
		for _, d := range []Deed{Assign, Reply, Refer, Close, Reopen, Approve, Return, Uphold, Reject} {
			if state.MayDo(town.Person(c.who), u, d) {
				may = append(may, d)
			}
		}
		if !slices.Equal(may, c.may) {
			t.Errorf("%s of %s: %s may %v, want %v", c.kind, c.by, c.who, may, c.may)
		}
	}
}

func TestWhoIsTold(t *testing.T) {
	t.Parallel()
	town, u, _ := caseTown(t, Villagers)
	for _, c := range []struct {
		what        Case
		told, above []PersonID
	}{
		{Case{Kind: Incident, Severity: Ordinary}, []PersonID{"陈立", "office:7"}, []PersonID{"高远"}},
		{Case{Kind: Incident, Severity: Grave}, []PersonID{"陈立", "office:7", "高远"}, nil},
		{Case{Kind: Request}, []PersonID{"陈立", "高远"}, nil},
		{Case{Kind: Objection}, []PersonID{"周明", "何静", "陈立", "office:7"}, []PersonID{"高远"}},
	} {
		got := town.CasePeople(u, CaseState{Case: c.what, By: "周明"})
		if !slices.Equal(got.Told, c.told) || !slices.Equal(got.Above, c.above) {
			t.Errorf("%+v: told %v, above %v; want %v, %v", c.what, got.Told, got.Above, c.told, c.above)
		}
		if all := got.All(); slices.Contains(all, "顾清") || slices.Contains(all, "李芳") || !slices.Contains(all, "周明") {
			t.Errorf("%+v: all are %v", c.what, all)
		}
	}
}

func TestTheClockStopsWhenSomebodyElseAnswers(t *testing.T) {
	t.Parallel()
	_, _, e := caseTown(t, Villagers)
	for _, c := range []struct {
		severity Severity
		due      time.Time
	}{{Grave, caseAt(9, 30)}, {Serious, caseAt(11, 0)}, {Ordinary, caseAt(9, 0).AddDate(0, 0, 1)}} {
		p := e.Fold(Progress{}, caseReport("C", "周明", caseAt(9, 0), Case{Kind: Incident, Topic: "order", Severity: c.severity}))
		if s := p.Cases[0]; !s.Due.Equal(c.due) || s.Late(c.due) || !s.Late(c.due.Add(time.Second)) || !s.Climb().Equal(c.due.Add(c.severity.Clock()/2)) {
			t.Errorf("severity %d: due %s, climbs %s", c.severity, s.Due, s.Climb())
		}
		own := e.Fold(p, caseReport("A", "周明", caseAt(9, 5), Act{Case: "C", Deed: Reply, Words: "还在等"}))
		if !own.Cases[0].Waiting() {
			t.Errorf("severity %d: whoever reported it stopped the clock", c.severity)
		}
		for _, deed := range []Act{{Case: "C", Deed: Reply}, {Case: "C", Deed: Assign, To: "陈立"}, {Case: "C", Deed: Refer, Words: "县民政局"}, {Case: "C", Deed: Close}} {
			if answered := e.Fold(own, caseReport("B", "陈立", caseAt(9, 10), deed)).Cases[0]; answered.Waiting() || answered.Late(caseAt(23, 0).AddDate(0, 0, 9)) {
				t.Errorf("severity %d: %s does not stop the clock", c.severity, deed.Deed)
			}
		}
	}
}

// TestTheDaysOfAnObjection: received + 3, the first day not counted.
func TestTheDaysOfAnObjection(t *testing.T) {
	t.Parallel()
	_, _, e := caseTown(t, Villagers)
	p := e.Fold(Progress{}, caseReport("C", "周明", caseAt(9, 0), Case{Kind: Objection, Topic: "missing", On: Date{2027, 1, 10}}))
	if got := p.Cases[0].Due.Format("01-02 15:04"); got != "01-13 23:59" {
		t.Errorf("received on 10 January, to be decided by %s", got)
	}
	p = e.Fold(p, caseReport("A", "周明", caseAt(10, 0), Act{Case: "C", Deed: Uphold, Registered: 301}))
	if p.Stated != 301 || p.Cases[0].Status != CaseClosed {
		t.Errorf("upheld: %d registered, %s", p.Stated, p.Cases[0].Status)
	}
	if q := e.Fold(p, caseReport("B", "何静", caseAt(10, 1), Act{Case: "C", Deed: Reject})); q.Cases[0].Log[len(q.Cases[0].Log)-1].Deed != Uphold {
		t.Error("a second decision took the place of the first")
	}
}

func TestApprovalMovesTheStagesOfTheParty(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		kind  Kind
		topic string
		stage StageID
	}{{Party, "plan", "prepare"}, {Party, "candidates", "candidates"}, {Party, "result", "record"}, {Party, "other", ""}, {Villagers, "plan", ""}} {
		_, _, e := caseTown(t, c.kind)
		p := e.Fold(Progress{}, caseReport("C", "周明", caseAt(9, 0), Case{Kind: Request, Topic: c.topic}))
		returned := e.Fold(p, caseReport("R", "陈立", caseAt(9, 10), Act{Case: "C", Deed: Return, Words: "缺预算"}))
		again := e.Fold(returned, caseReport("D", "周明", caseAt(9, 20), Case{Kind: Request, Topic: c.topic, Again: "C"}))
		approved := e.Fold(again, caseReport("A", "陈立", caseAt(9, 30), Act{Case: "D", Deed: Approve}))
		if c.stage == "" {
			if len(approved.Stages) != 0 {
				t.Errorf("%s %s moved %v", c.kind, c.topic, approved.Stages)
			}
			continue
		}
		if p.Stages[c.stage].Status != UnderWay || returned.Stages[c.stage].Status != UnderWay || approved.Stages[c.stage].Status != Done {
			t.Errorf("%s %s: %v, returned %v, approved %v", c.kind, c.topic, p.Stages, returned.Stages, approved.Stages)
		}
		if !again.Remade("C") || returned.Remade("C") || approved.Stages[c.stage].Day(caseAt(0, 0).Location()) != (Date{2027, 1, 11}) {
			t.Errorf("%s %s: remade %v", c.kind, c.topic, again.Remade("C"))
		}
	}
}

// TestAnObjectionIsForWhoHandlesIt: nobody else is given its words or papers, as a
// case or as a report. Other cases are for whoever sees the unit.
func TestAnObjectionIsForWhoHandlesIt(t *testing.T) {
	t.Parallel()
	town, u, e := caseTown(t, Villagers)
	u.Checkers = []PersonID{"李芳"}
	for _, kind := range []CaseKind{Objection, Incident, Request} {
		opened := caseReport("C", "周明", caseAt(9, 0), Case{Kind: kind, Topic: "missing", Words: "麦冬生：漏登"})
		opened.Files = []File{{Kind: Photo, ID: "p"}}
		acted := caseReport("A", "周明", caseAt(10, 0), Act{Case: "C", Deed: map[CaseKind]Deed{Objection: Uphold, Incident: Close, Request: Return}[kind], Words: "查实麦冬生漏登"})
		acted.Files = opened.Files
		s := UnitState{Unit: u, Progress: e.Fold(e.Fold(Progress{}, opened), acted)}
		for id, handles := range map[PersonID]bool{"周明": true, "何静": true, "陈立": true, "高远": true, "office:7": true, "李芳": false, "顾清": false, "谁": false} {
			p := town.Person(id)
			if id == "李芳" {
				p.Checks = []UnitID{u.ID}
			}
			want := handles || kind != Objection
			seen := s.Progress.Cases[0].For(p, u)
			if got := strings.Contains(fmt.Sprint(seen), "麦冬生"); got != want || (len(seen.Files) > 0) != want || (len(seen.Log[0].Files) > 0) != want {
				t.Errorf("%s, %s: sees %+v", kind, id, seen)
			}
			if s.Secret(p, 0, opened) == want || s.Secret(p, 0, acted) == want {
				t.Errorf("%s, %s: the reports are secret: %v, %v", kind, id, s.Secret(p, 0, opened), s.Secret(p, 0, acted))
			}
		}
		if !strings.Contains(fmt.Sprint(s.Progress.Cases), "查实麦冬生漏登") {
			t.Errorf("%s: the unit's own state has lost the words", kind)
		}
	}
}

func TestFiguresOfCases(t *testing.T) {
	t.Parallel()
	_, _, e := caseTown(t, Villagers)
	p := Progress{}
	for i, c := range []Case{{Kind: Incident, Topic: "petition"}, {Kind: Incident, Topic: "complaint"}, {Kind: Request, Topic: "plan"}} {
		p = e.Fold(p, caseReport(ReportID(fmt.Sprint("C", i)), "周明", caseAt(9, i), c))
	}
	p = e.Fold(p, caseReport("A", "陈立", caseAt(10, 0), Act{Case: "C0", Deed: Close}))
	f := e.Figures(p)
	for _, want := range []struct {
		kind  CaseKind
		topic string
		open  bool
		n     int
	}{{Incident, "", false, 2}, {Incident, "", true, 1}, {Incident, "petition", false, 1}, {Incident, "petition", true, 0}, {Request, "", true, 1}} {
		if got := f[CasesFigure(want.kind, want.topic, want.open)]; got != want.n {
			t.Errorf("%s %q open %v: %d, want %d", want.kind, want.topic, want.open, got, want.n)
		}
	}
	if !slices.Contains(e.Lists(p), ListOpen) {
		t.Error("not on the list of open cases")
	}
}

// TestOneDecision plays any deeds in any order, also twice and of cases that are
// not there: a request or objection is decided once, by the first; what is
// closed is reopened before anything else happens; and nothing is lost of the log.
func TestOneDecision(t *testing.T) {
	t.Parallel()
	_, _, e := caseTown(t, Party)
	deeds := []Deed{Assign, Reply, Refer, Close, Reopen, Approve, Return, Uphold, Reject}
	rapid.Check(t, func(rt *rapid.T) {
		kind := rapid.SampledFrom([]CaseKind{Incident, Objection, Request}).Draw(rt, "kind")
		p := e.Fold(Progress{}, caseReport("C", "周明", caseAt(9, 0), Case{Kind: kind, Topic: "plan", Severity: Ordinary}))
		decisions := 0
		for i := range rapid.IntRange(1, 12).Draw(rt, "deeds") {
			deed := rapid.SampledFrom(deeds).Draw(rt, "deed")
			id := rapid.SampledFrom([]ReportID{"C", "C", "C", "X"}).Draw(rt, "case")
			before := p.Cases[0]
			p = e.Fold(p, caseReport(ReportID(fmt.Sprint("A", i)), "陈立", caseAt(9, i+1), Act{Case: id, Deed: deed, To: "周明"}))
			now := p.Cases[0]
			possible := id == "C" && slices.Contains(before.Deeds(), deed)
			if possible != (len(now.Log) == len(before.Log)+1) {
				rt.Fatalf("%s of a case that is %s: possible %v, log %d -> %d", deed, before.Status, possible, len(before.Log), len(now.Log))
			}
			if !possible && now.Status != before.Status {
				rt.Fatalf("%s moved a case from %s to %s", deed, before.Status, now.Status)
			}
			if _, decided := now.Decision(); decided && before.Open() {
				decisions++
			}
		}
		if kind != Incident && decisions > 1 {
			rt.Fatalf("%s decided %d times", kind, decisions)
		}
	})
}
