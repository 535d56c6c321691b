package election

import (
	"encoding/json"
	"reflect"
	"slices"
	"testing"
	"time"
)

// timetable is an election with the stages the fold knows by name, and one more.
func timetable() Election {
	return Election{ID: "v27", Kind: Villagers, PollingDay: polls(), Stages: UsualStages(Villagers, polls())}
}

func at(hour int) time.Time { return polls().At(hour, 0, time.UTC) }

// three elects one of two; so many took part.
func three(participants int, votes ...int) Tally {
	return Tally{Round: FirstRound, Registered: 400, Participants: participants, Issued: participants, Returned: participants, Valid: participants,
		Posts: []PostTally{postOf(Chair, 1, votes...)}}
}

// fold folds bodies as reports of one unit, an hour apart.
func fold(e Election, bodies ...Body) Progress {
	var p Progress
	for i, b := range bodies {
		p = e.Fold(p, Report{ID: ReportID('A' + rune(i)), By: "白露", At: at(8 + i), Body: b})
	}
	return p
}

func TestPollingStageMovesByItself(t *testing.T) {
	t.Parallel()
	valid, void := three(300, 200, 100), three(150, 100, 50)
	further := valid
	further.Round = FurtherRound
	difficulty, done := StageReport{PollingStage, InDifficulty, "停电", Date{}}, StageReport{Stage: PollingStage, Status: Done}
	for name, c := range map[string]struct {
		reports []Body
		want    StageStatus
	}{
		"turnout":                    {[]Body{Turnout{400, 100}}, UnderWay},
		"count":                      {[]Body{valid}, Done},
		"count, then a late turnout": {[]Body{valid, Turnout{400, 310}}, Done},
		"count without a quorum":     {[]Body{void}, UnderWay},
		"corrected to be void":       {[]Body{valid, void}, UnderWay},
		"corrected to be valid":      {[]Body{void, valid}, Done},
		"said to be done, then void": {[]Body{done, void}, UnderWay},
		"turnout in difficulty":      {[]Body{difficulty, Turnout{400, 100}}, InDifficulty},
		"count after a difficulty":   {[]Body{difficulty, valid}, Done},
		"further round only":         {[]Body{void, further}, UnderWay},
	} {
		if got := fold(timetable(), c.reports...).Stages[PollingStage].Status; got != c.want {
			t.Errorf("%s: polling is %q, want %q", name, got, c.want)
		}
	}
	without := Election{Kind: Villagers, PollingDay: polls(), Stages: []Stage{{ID: "roll"}}}
	if p := fold(without, valid, Turnout{400, 1}); len(p.Stages) != 0 {
		t.Errorf("an election without a polling stage has %v", p.Stages)
	}
}

func TestFoldKeepsTheLatestOfEachMatter(t *testing.T) {
	t.Parallel()
	p := fold(timetable(), StageReport{"roll", UnderWay, "", Date{}}, Turnout{400, 100}, three(300, 200, 100), StageReport{"roll", Done, "", Date{}}, Turnout{400, 200})
	want := map[string]ReportID{"stage/roll": "D", "turnout": "E", "count/first": "C"}
	if !reflect.DeepEqual(p.Latest, want) || p.Reports != 5 || !p.Last.Equal(at(12)) || p.By != "白露" || p.Turnout.Voted != 200 {
		t.Errorf("folded to %+v", p)
	}
	if s := p.Stages["roll"]; s.Status != Done || !s.At.Equal(at(11)) {
		t.Errorf("the roll is %+v", s)
	}
}

// TestFoldDoesNotTouchWhatItIsGiven: the store compares before and after.
func TestFoldDoesNotTouchWhatItIsGiven(t *testing.T) {
	t.Parallel()
	before := fold(timetable(), StageReport{"roll", UnderWay, "", Date{}}, Turnout{400, 100}, three(300, 200, 100))
	was, err := json.Marshal(before)
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range []Body{StageReport{"roll", Done, "", Date{}}, Turnout{400, 399}, three(100, 50, 50)} {
		timetable().Fold(before, Report{ID: "Z", At: at(20), Body: b})
	}
	is, err := json.Marshal(before)
	if err != nil || string(is) != string(was) {
		t.Errorf("was %s, is %s, %v", was, is, err)
	}
}

func TestOwes(t *testing.T) {
	t.Parallel()
	e := timetable()
	tied, void := three(300, 150, 150), three(150, 100, 50)
	for name, c := range map[string]struct {
		p    Progress
		owes []StageID // of polling and further
	}{
		"nothing":         {Progress{}, []StageID{PollingStage}},
		"counted":         {fold(e, three(300, 200, 100)), nil},
		"a seat left":     {fold(e, tied), []StageID{FurtherStage}},
		"void":            {fold(e, void), []StageID{PollingStage}},
		"further begun":   {fold(e, three(300, 200, 100), StageReport{FurtherStage, UnderWay, "", Date{}}), []StageID{FurtherStage}},
		"further done":    {fold(e, tied, StageReport{FurtherStage, Done, "", Date{}}), nil},
		"further is hard": {fold(e, tied, StageReport{FurtherStage, InDifficulty, "无人参选", Date{}}), []StageID{FurtherStage}},
	} {
		var owes []StageID
		for _, st := range []StageID{PollingStage, FurtherStage} {
			if e.Owes(c.p, st) {
				owes = append(owes, st)
			}
		}
		if !slices.Equal(owes, c.owes) {
			t.Errorf("%s: owes %v, want %v", name, owes, c.owes)
		}
	}
}

func TestFiguresOfAUnit(t *testing.T) {
	t.Parallel()
	e := timetable()
	pollingDone, pollingUnderWay := StageFigure(PollingStage, Done), StageFigure(PollingStage, UnderWay)
	refused := three(300, 200, 100)
	refused.Valid = 10 // a typing error that got past the form: no verdict, so it is no void election
	for name, c := range map[string]struct {
		p    Progress
		want Figures
	}{
		"nothing": {Progress{}, Figures{}},
		"turnout": {fold(e, Turnout{400, 120}), Figures{Reporting: 1, ReportingRegistered: 400, Voted: 120, pollingUnderWay: 1}},
		"the count speaks": {fold(e, Turnout{390, 120}, three(300, 200, 100)), Figures{Reporting: 1, ReportingRegistered: 400, Voted: 300, Counted: 1, UnitsNoSheet: 1,
			BallotsIssued: 300, BallotsReturned: 300, BallotsValid: 300, Elected: 1, pollingDone: 1}},
		"a seat left": {fold(e, three(300, 150, 150)), Figures{Reporting: 1, ReportingRegistered: 400, Voted: 300, Counted: 1, UnitsNoSheet: 1,
			BallotsIssued: 300, BallotsReturned: 300, BallotsValid: 300, SeatsLeft: 1, UnitsFurther: 1, pollingDone: 1}},
		"void": {fold(e, three(150, 100, 50)), Figures{Reporting: 1, ReportingRegistered: 400, Voted: 150, Counted: 1, UnitsNoSheet: 1,
			BallotsIssued: 150, BallotsReturned: 150, BallotsValid: 150, UnitsVoid: 1, pollingUnderWay: 1}},
		"refused": {fold(e, refused), Figures{Reporting: 1, ReportingRegistered: 400, Voted: 300, Counted: 1, UnitsNoSheet: 1,
			BallotsIssued: 300, BallotsReturned: 300, BallotsValid: 10, pollingUnderWay: 1}},
	} {
		if diff := c.want.Minus(e.Figures(c.p)); len(diff) > 0 {
			t.Errorf("%s: want minus got is %v", name, diff)
		}
	}
}
