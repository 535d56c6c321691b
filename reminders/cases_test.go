package reminders_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"huanjie/internal/election"
	"huanjie/internal/redistest"
	"huanjie/internal/store"
)

// caseDay is a day on which nothing else is due.
func caseDay() election.Date { return rollDay().AddDays(-20) }

// rung returns the people whose cards of cases were sent again at a time,
// given as HH:MM of the day.
func (w *world) rung(day election.Date, hour, minute int) []election.PersonID {
	w.t.Helper()
	w.clock.mu.Lock()
	w.clock.at = day.At(hour, minute, w.town.Location)
	w.clock.mu.Unlock()
	w.jobs.Wake(w.t.Context())
	var people []election.PersonID
	for p, messages := range w.sent() {
		if slices.ContainsFunc(messages, func(m store.Message) bool { return strings.HasPrefix(m.Key, "case.") && m.Move }) {
			people = append(people, p)
		}
	}
	slices.Sort(people)
	return people
}

// act commits a deed of somebody about a case of A1.
func (w *world) act(id election.ReportID, by election.PersonID, a election.Act) {
	w.t.Helper()
	ses := store.Session{}
	must(w.t, w.store.Focus(w.t.Context(), &ses, "A1"))
	must(w.t, w.store.Commit(w.t.Context(), store.Commit{Session: &ses,
		Report: &election.Report{ID: id, Unit: "A1", By: by, At: w.clock.now(), Body: a}}))
}

// TestALateCaseClimbs checks that people told of a case are asked when its
// time is up, and the leading group half that time later. Each is asked once,
// by one replica, and nobody after an answer.
func TestALateCaseClimbs(t *testing.T) {
	t.Parallel()
	office := election.OfficePerson(900)
	for _, c := range []struct {
		severity election.Severity
		at       [2]int // when it is reported
		steps    string // HH:MM and who is rung
		answered string // after which step somebody answers
	}{
		{election.Serious, [2]int{9, 0}, "10:59 [], 11:00 [], 11:01 [" + string(office) + " 石远], 11:02 [], 12:00 [" + string(office) + " 石远 高处], 12:01 [], 15:00 []", ""},
		{election.Serious, [2]int{9, 0}, "11:01 [" + string(office) + " 石远], 12:00 [], 13:00 []", "11:01"},
		{election.Grave, [2]int{2, 0}, "2:29 [], 2:31 [" + string(office) + " 石远 高处], 2:45 [" + string(office) + " 石远 高处]", ""},
		{election.Serious, [2]int{2, 0}, "4:30 [], 5:30 [], 7:00 [" + string(office) + " 石远 高处]", ""}, // not at night
	} {
		w := newWorld(t, redistest.Dial(t, redistest.Any(t)), smallTown(t), caseDay())
		other := w.replica("two")
		w.rung(caseDay(), c.at[0], c.at[1])
		w.report("C", "A1", election.Case{Kind: election.Incident, Topic: "order", Severity: c.severity, Words: "有人堵门"})
		var got []string
		for step := range strings.SplitSeq(c.steps, ", ") {
			var hour, minute int
			_, err := fmt.Sscanf(step, "%d:%d", &hour, &minute)
			must(t, err)
			people := w.rung(caseDay(), hour, minute)
			other.Wake(t.Context())
			if again := w.sent(); slices.ContainsFunc(again[office], func(m store.Message) bool { return strings.HasPrefix(m.Key, "case.") }) {
				t.Errorf("%s: the other replica rang again", step)
			}
			at := fmt.Sprintf("%d:%02d", hour, minute)
			got = append(got, fmt.Sprintf("%s %s", at, people))
			if c.answered == at {
				w.act("A", "石远", election.Act{Case: "C", Deed: election.Reply, Words: "马上到"})
			}
		}
		if strings.Join(got, ", ") != c.steps {
			t.Errorf("severity %d at %v:\n got %s\nwant %s", c.severity, c.at, strings.Join(got, ", "), c.steps)
		}
	}
}

// TestAReopenedCaseIsAskedForAgain checks that a reopened case has its own
// clock.
func TestAReopenedCaseIsAskedForAgain(t *testing.T) {
	t.Parallel()
	w := newWorld(t, redistest.Dial(t, redistest.Any(t)), smallTown(t), caseDay())
	w.rung(caseDay(), 9, 0)
	w.report("C", "A1", election.Case{Kind: election.Incident, Topic: "order", Severity: election.Serious, Words: "有人堵门"})
	if got := w.rung(caseDay(), 11, 1); len(got) != 2 {
		t.Fatalf("rung: %v", got)
	}
	w.act("A", "石远", election.Act{Case: "C", Deed: election.Close, Words: "散了"})
	w.act("B", "白露", election.Act{Case: "C", Deed: election.Reopen, Words: "又来了"})
	if got := w.rung(caseDay(), 12, 30); len(got) != 0 {
		t.Errorf("before its new time: %v", got)
	}
	if got := w.rung(caseDay(), 13, 2); len(got) != 2 {
		t.Errorf("at its new time: %v", got)
	}
}

// TestAnObjectionIsAskedForOnItsDay checks that its officers and leaders are
// asked, and the leading group a day later.
func TestAnObjectionIsAskedForOnItsDay(t *testing.T) {
	t.Parallel()
	w := newWorld(t, redistest.Dial(t, redistest.Any(t)), smallTown(t), caseDay())
	w.rung(caseDay(), 9, 0)
	w.report("C", "A1", election.Case{Kind: election.Objection, Topic: "missing", Words: "漏登一人"})
	if got := w.rung(caseDay().AddDays(3), 21, 0); len(got) != 0 {
		t.Errorf("in time: %v", got)
	}
	if got := w.rung(caseDay().AddDays(4), 8, 0); len(got) != 3 || slices.Contains(got, "高处") {
		t.Errorf("the day after: %v", got)
	}
	if got := w.rung(caseDay().AddDays(5), 8, 0); !slices.Contains(got, "高处") {
		t.Errorf("two days after: %v", got)
	}
}
