package election

import (
	"fmt"
	"testing"
)

func TestDaysOfReminders(t *testing.T) {
	t.Parallel()
	e := Election{Stages: []Stage{{ID: "roll", Planned: polls()}, {ID: "polling", Planned: polls().AddDays(2)}}}
	for days, want := range map[int]string{-5: "", -4: "", -3: "roll 3", -2: "", -1: "roll 1", 0: "roll 0", 1: "roll -1", 2: "roll -2 polling 0", 9: "roll -9 polling -7"} {
		due, overdue := e.DueOn(polls().AddDays(days)), e.Overdue(polls().AddDays(days))
		got, late := "", 0
		for _, d := range due {
			got += fmt.Sprintf(" %s %d", d.Stage.ID, d.Days)
			if d.Days < 0 {
				late++
			}
		}
		if got != "" {
			got = got[1:]
		}
		if got != want || late != len(overdue) {
			t.Errorf("%d days: %q with %d overdue, want %q", days, got, len(overdue), want)
		}
	}
}
