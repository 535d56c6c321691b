package election

import (
	"fmt"
	"slices"
	"testing"
	"time"
)

// TestWhoHasToDoWhat: everybody their own, and only that.
func TestWhoHasToDoWhat(t *testing.T) {
	t.Parallel()
	town, u, e := caseTown(t, Villagers)
	u.Officers, u.Checkers = []PersonID{"周明", "何静"}, []PersonID{"王琴"}
	p := Progress{}
	for i, b := range []Body{
		Case{Kind: Incident, Topic: "order", Severity: Serious}, Case{Kind: Request, Topic: "plan"}, Case{Kind: Objection, Topic: "missing"},
		Case{Kind: Incident, Topic: "other", Severity: Ordinary},
	} {
		p = e.Fold(p, caseReport(ReportID(fmt.Sprint("C", i)), "周明", caseAt(9, i), b))
	}
	p = e.Fold(p, caseReport("A", "陈立", caseAt(9, 10), Act{Case: "C3", Deed: Assign, To: "何静"}))
	lists := func(who Person, now time.Time) (own []string) {
		for _, item := range e.ToDos(UnitState{Unit: u, Progress: p}, who, 0, now) {
			if item.Own && item.Case != nil {
				own = append(own, string(item.Case.ID))
			}
		}
		return own
	}
	for _, c := range []struct {
		who  Person
		now  time.Time
		want []string
	}{
		{town.Person("周明"), caseAt(9, 20), []string{"C2"}},
		{town.Person("何静"), caseAt(9, 20), []string{"C3", "C2"}},
		{town.Person("陈立"), caseAt(9, 20), []string{"C0", "C1"}},
		{town.Person("高远"), caseAt(9, 20), []string{"C1"}},
		{town.Person("高远"), caseAt(11, 1), []string{"C0", "C1"}}, // it has climbed
		{town.Person("office:7"), caseAt(9, 20), []string{"C0"}},
		{town.Person("office:7"), caseAt(9, 20).AddDate(0, 0, 5), []string{"C0", "C2"}}, // the objection is late
		{town.Person("顾清"), caseAt(9, 20), nil},
	} {
		if got := lists(c.who, c.now); !slices.Equal(got, c.want) {
			t.Errorf("%s at %s: %v, want %v", c.who.ID, c.now.Format("01-02 15:04"), got, c.want)
		}
	}
}

func TestReturnedRequestsAreToBeMadeAnewOnce(t *testing.T) {
	t.Parallel()
	town, u, e := caseTown(t, Party)
	waits := func(p Progress) bool {
		return slices.ContainsFunc(e.ToDos(UnitState{Unit: u, Progress: p}, town.Person("周明"), 0, caseAt(10, 0)), func(item ToDo) bool { return item.Case != nil })
	}
	p := e.Fold(Progress{}, caseReport("C", "周明", caseAt(9, 0), Case{Kind: Request, Topic: "plan"}))
	if waits(p) {
		t.Error("a request that waits for its reply is on its author's list")
	}
	p = e.Fold(p, caseReport("A", "陈立", caseAt(9, 1), Act{Case: "C", Deed: Return, Words: "缺预算"}))
	if !waits(p) {
		t.Error("a returned request is not on the list")
	}
	if p = e.Fold(p, caseReport("D", "周明", caseAt(9, 2), Case{Kind: Request, Topic: "plan", Again: "C"})); waits(p) {
		t.Error("a request that was made anew is still on the list")
	}
}

func TestCountsToCheckAndSheetsToBring(t *testing.T) {
	t.Parallel()
	town, u, e := caseTown(t, Villagers)
	tally := Tally{Round: FirstRound, Registered: 300, Participants: 250, Issued: 250, Returned: 250, Valid: 250,
		Posts: []PostTally{{Post: Chair, Seats: 1, Candidates: []CandidateVotes{{Name: "甲", Votes: 200}, {Name: "乙", Votes: 50}}}}}
	p := e.Fold(Progress{}, caseReport("T", "周明", caseAt(9, 0), tally))
	what := func(p Progress, who PersonID) (s string) {
		for _, item := range e.ToDos(UnitState{Unit: u, Progress: p}, town.Person(who), 0, caseAt(9, 30)) {
			switch {
			case item.Check != nil && item.Mend:
				s += "mend "
			case item.Check != nil:
				s += "check "
			case item.Sheet != nil:
				s += "sheet "
			}
		}
		return s
	}
	wrong := tally
	wrong.Valid, wrong.Invalid = 249, 1
	for _, c := range []struct {
		p    Progress
		who  PersonID
		want string
	}{
		{p, "周明", "sheet "}, {p, "何静", "check sheet "}, {p, "office:7", ""}, {p, "陈立", ""},
		{e.Fold(p, caseReport("K", "何静", caseAt(9, 5), CountCheck{Tally: wrong})), "周明", "mend sheet "},
		{e.Fold(p, caseReport("K", "何静", caseAt(9, 5), CountCheck{Tally: wrong})), "何静", "check sheet "},
		{e.Fold(p, caseReport("K", "何静", caseAt(9, 5), CountCheck{Tally: tally})), "何静", "sheet "},
	} {
		if got := what(c.p, c.who); got != c.want {
			t.Errorf("%s: %q, want %q", c.who, got, c.want)
		}
	}
	u.Officers = []PersonID{"周明"} // with nobody else in the village the office checks
	if got := what(p, "office:7"); got != "check " {
		t.Errorf("the office: %q", got)
	}
}
