package election

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// told are reports of one village, one a minute, each naming what it takes the place
// of as the election says.
type told struct {
	e   Election
	all []Report
}

// by reports something for somebody.
func (d *told) by(p PersonID, id ReportID, b Body) {
	r := Report{ID: id, By: p, At: d.e.PollingDay.At(12, len(d.all), time.UTC), Body: b}
	r.Replaces = d.e.Corrects(Unit{}, d.e.FoldAll(d.all), b, Entry{By: p})
	d.all = append(d.all, r)
}

// back withdraws a report for its author, or says why not.
func (d *told) back(p PersonID, id, of ReportID) (Withdrawal, string) {
	w, no := d.e.Withdraw(d.e.FoldAll(d.all), d.all, p, of)
	if no.IsZero() {
		d.all = append(d.all, Report{ID: id, By: p, At: d.e.PollingDay.At(12, len(d.all), time.UTC), Replaces: of, Why: "报错", Body: w})
	}
	return w, no.In(Chinese)
}

func (d *told) count(t *testing.T) Count {
	t.Helper()
	c, _ := d.e.FoldAll(d.all).Count(FirstRound)
	return c
}

func countOf(votes int) Tally {
	return Tally{Round: FirstRound, Registered: 100, Participants: 90, Issued: 90, Returned: 90, Valid: 90,
		Posts: []PostTally{{Post: Chair, Seats: 1, Candidates: []CandidateVotes{{Name: "甲", Votes: votes}, {Name: "乙", Votes: 90 - votes}}}}}
}

// TestWithdrawnConfirmedCount: what two people agreed on nobody takes back alone.
func TestWithdrawnConfirmedCount(t *testing.T) {
	t.Parallel()
	first := func() *told {
		d := &told{e: Election{Kind: Villagers, PollingDay: polls()}}
		d.by("王勤", "C1", countOf(60))
		d.by("何静", "K1", CountCheck{countOf(60)})
		return d
	}
	d := first()
	if w, no := d.back("王勤", "W1", "C1"); no != "" || !slices.Equal(w.With, []ReportID{"K1"}) || w.Again != FirstRound {
		t.Errorf("a confirmed count is withdrawn with %+v, %s", w, no)
	}
	d.by("王勤", "C2", countOf(61))
	if c := d.count(t); c.Status() != Preliminary || c.Posts[0].Candidates[0].Votes != 61 {
		t.Errorf("counted anew it is %s", c.Status())
	}

	d = first() // a correction that nobody has checked leaves what they agreed on
	d.by("王勤", "C2", countOf(61))
	if w, _ := d.back("王勤", "W1", "C2"); w.Again != "" || d.count(t).Status() != Confirmed || d.count(t).Report != "C1" {
		t.Errorf("the earlier count is %s", d.count(t).Status())
	}

	d = first() // one that was checked in its turn does not
	d.by("王勤", "C2", countOf(61))
	d.by("何静", "K2", CountCheck{countOf(61)})
	if w, _ := d.back("王勤", "W1", "C2"); !slices.Equal(w.With, []ReportID{"K2"}) || w.Again != FirstRound {
		t.Errorf("withdrawn with %+v", w)
	}
	if c := d.count(t); c.Status() != Corrected || c.Report != "C1" || c.Check != nil {
		t.Errorf("the earlier count is %s, entered again by %+v", c.Status(), c.Check)
	}
	d.by("何静", "K3", CountCheck{countOf(60)})
	if d.count(t).Status() != Confirmed {
		t.Errorf("entered again it is %s", d.count(t).Status())
	}

	d = first() // the second entry alone
	if w, no := d.back("何静", "W1", "K1"); no != "" || w.Again != "" || d.count(t).Status() != Preliminary {
		t.Errorf("without the second entry it is %s, %s", d.count(t).Status(), no)
	}
}

// TestWithdrawnElected: who was elected by a count goes with it, unless the same are
// elected all the same.
func TestWithdrawnElected(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		votes int
		goes  bool
	}{{61, false}, {30, true}} {
		d := &told{e: Election{Kind: Villagers, PollingDay: polls()}}
		d.by("王勤", "C1", countOf(60))
		d.by("王勤", "C2", countOf(c.votes))
		d.by("王勤", "M1", Members{Persons: []ElectedPerson{{Name: "甲"}}})
		if w, _ := d.back("王勤", "W1", "C2"); slices.Contains(w.With, "M1") != c.goes {
			t.Errorf("%d votes: withdrawn with %v", c.votes, w.With)
		}
	}
}

// TestCannotWithdraw lists what cannot be taken back, and what is said of it.
func TestCannotWithdraw(t *testing.T) {
	t.Parallel()
	further := countOf(60)
	further.Round = FurtherRound
	incident := Case{Kind: Incident, Topic: "order", Severity: Ordinary, Words: "争吵"}
	for name, c := range map[string]struct {
		tell func(*told)
		by   PersonID
		want string
	}{
		"it is there":           {func(d *told) { d.by("王勤", "R1", Turnout{100, 50}) }, "王勤", ""},
		"it is another's":       {func(d *told) { d.by("王勤", "R1", Turnout{100, 50}) }, "刘洋", "请找王勤"},
		"it is not there":       {func(*told) {}, "王勤", "找不到"},
		"it was reported again": {func(d *told) { d.by("王勤", "R1", Turnout{100, 50}); d.by("刘洋", "R2", Turnout{100, 60}) }, "王勤", "回执 R2"},
		"that was withdrawn": {func(d *told) {
			d.by("王勤", "R1", Turnout{100, 50})
			d.by("刘洋", "R2", Turnout{100, 60})
			d.back("刘洋", "W1", "R2")
		}, "王勤", ""},
		"a second time": {func(d *told) { d.by("王勤", "R1", Turnout{100, 50}); d.back("王勤", "W1", "R1") }, "王勤", "已经撤回"},
		"a later round": {func(d *told) { d.by("王勤", "R1", countOf(60)); d.by("王勤", "R2", further) }, "王勤", "先撤回"},
		"a case":        {func(d *told) { d.by("王勤", "R1", incident); d.by("王勤", "A1", Act{Case: "R1", Deed: Reply}) }, "王勤", ""},
		"somebody has dealt": {func(d *told) {
			d.by("王勤", "R1", incident)
			d.by("陈立", "A1", Act{Case: "R1", Deed: Assign, To: "陈立"})
		}, "王勤", "陈立已经在办理"},
		"a deed": {func(d *told) { d.by("王勤", "R0", incident); d.by("王勤", "R1", Act{Case: "R0", Deed: Reply}) }, "王勤", ""},
		"a deed before another": {func(d *told) {
			d.by("王勤", "R0", incident)
			d.by("王勤", "R1", Act{Case: "R0", Deed: Reply})
			d.by("陈立", "A2", Act{Case: "R0", Deed: Close})
		}, "王勤", "不能撤回"},
		"what was once reported": {func(d *told) {
			d.by("王勤", "R1", Record{Of: "visit", Each: true})
			d.by("王勤", "R2", Record{Of: "visit", Each: true})
		}, "王勤", ""},
	} {
		d := &told{e: Election{Kind: Villagers, PollingDay: polls()}}
		c.tell(d)
		if _, no := d.back(c.by, "W9", "R1"); no != c.want && (c.want == "" || !strings.Contains(no, c.want)) {
			t.Errorf("%s: %q", name, no)
		}
	}
	d := &told{e: Election{Kind: Villagers, PollingDay: polls()}}
	d.by("王勤", "R1", Turnout{100, 50})
	d.back("王勤", "W1", "R1")
	if _, no := d.back("王勤", "W2", "W1"); !strings.Contains(no, "撤回不能再撤回") {
		t.Errorf("a withdrawal: %q", no)
	}
}

// TestWithdrawnIsSecret: whoever is to enter a count a second time does not read it in
// the journal meanwhile, once it is withdrawn.
func TestWithdrawnIsSecret(t *testing.T) {
	t.Parallel()
	d := &told{e: Election{Kind: Villagers, PollingDay: polls()}}
	d.by("王勤", "C1", countOf(60))
	d.back("王勤", "W1", "C1")
	s := UnitState{Unit: Unit{ID: "E1", Officers: []PersonID{"王勤"}, Checkers: []PersonID{"何静"}}}
	for _, more := range []func(){func() {}, func() { d.by("王勤", "C2", countOf(60)) }} {
		more()
		s.Progress = d.e.FoldAll(d.all)
		if !s.Secret(Person{ID: "何静", Checks: []UnitID{"E1"}}, 0, d.all[0]) || s.Secret(Person{ID: "王勤", Units: []UnitID{"E1"}}, 0, d.all[0]) {
			t.Errorf("with %d counts it can be read", len(s.Progress.Counts))
		}
	}
	d.by("何静", "K2", CountCheck{countOf(60)})
	if s.Progress = d.e.FoldAll(d.all); s.Secret(Person{ID: "何静", Checks: []UnitID{"E1"}}, 0, d.all[0]) {
		t.Error("two agree, and it is still secret")
	}
}
