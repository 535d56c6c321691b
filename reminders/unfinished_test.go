package reminders_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"huanjie/flows"
	"huanjie/internal/election"
	"huanjie/internal/flow"
	"huanjie/internal/redistest"
	"huanjie/internal/store"
)

// types has the first officer of A1 type a message, as the bot would take it.
func (w *world) types(update int64, text string) {
	w.t.Helper()
	u, _ := w.town.Unit("A1")
	var user int64
	for id, who := range w.users {
		if who == u.Officers[0] {
			user = id
		}
	}
	ses, err := w.store.Session(w.t.Context(), user)
	must(w.t, err)
	out := flow.Outcome{Need: flow.Need{Unit: ses.Unit}}
	for range 5 {
		sc := flow.Scene{Town: w.town, Person: w.town.Person(u.Officers[0]), User: user, Unit: ses.Unit, Progress: ses.Progress, Now: w.clock.now()}
		out = flows.All.Advance(ses.Talk, sc, flow.Turn{Update: update, Message: int(update), Input: flow.Text(text)})
		if out.Need.Unit == "" {
			break
		}
		must(w.t, w.store.Focus(w.t.Context(), &ses, out.Need.Unit))
	}
	must(w.t, w.store.Commit(w.t.Context(), store.Commit{Update: update, Session: &ses, State: out.State, Report: out.Report}))
}

// heard returns who got what at a time: "left" the ring, "card" that it went
// out, "case" the case.
func (w *world) heard(hour, minute int) string {
	w.t.Helper()
	var got []string
	for p, messages := range w.atTime(caseDay(), hour, minute) {
		for _, m := range messages {
			if kind, _, _ := strings.Cut(strings.NewReplacer(":", ".").Replace(m.Key), "."); slices.Contains([]string{"left", "card", "case"}, kind) {
				got = append(got, fmt.Sprintf("%s %s", kind, p))
			}
		}
	}
	slices.Sort(got)
	return strings.Join(got, ", ")
}

// TestAnUrgentIncidentLeftUnfinished checks that it rings its author after
// five minutes and goes out after ten, once, marked as unfinished. Nothing
// happens if it is finished, given up, said to be over, or not urgent.
func TestAnUrgentIncidentLeftUnfinished(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ said, then, after5, after10 string }{
		{"有人打架 紧急", "", "left 白露", "card 白露, case office:900, case 石远"},
		{"老人晕倒了", "", "left 白露", "card 白露, case office:900, case 石远, case 高处"},
		{"选票不够了", "", "", ""}, // nobody said that it is urgent
		{"有人打架 紧急", "确认", "", ""},
		{"有人打架 紧急", "已经劝开了", "", ""},
	} {
		w := newWorld(t, redistest.Dial(t, redistest.Any(t)), smallTown(t), caseDay())
		other := w.replica("two")
		w.heard(9, 0)
		w.types(4001, "突发 A1 "+c.said)
		if c.then != "" {
			w.types(4002, c.then)
		}
		early, late := w.heard(9, 4), w.heard(9, 6)
		other.Wake(t.Context())
		again := w.heard(9, 8)
		out := w.heard(9, 11)
		other.Wake(t.Context())
		more := w.heard(9, 12)
		if early != "" || late != c.after5 || again != "" || out != c.after10 || more != "" {
			t.Errorf("%s, %s:\n 9:04 %q 9:06 %q 9:08 %q 9:11 %q 9:12 %q\nwant %q, %q", c.said, c.then, early, late, again, out, more, c.after5, c.after10)
		}
		states, err := w.store.States(t.Context(), []election.UnitID{"A1"})
		must(t, err)
		cases := states[0].Progress.Cases
		if reported := c.after10 != "" || c.then == "确认"; (len(cases) == 1) != reported || reported && cases[0].Unfinished != (c.then == "") {
			t.Errorf("%s, %s: the journal has %+v", c.said, c.then, cases)
		}
	}
}
