package election

import (
	"testing"
	"time"
)

func TestHowFarAPromiseReaches(t *testing.T) {
	t.Parallel()
	_, _, e := caseTown(t, Villagers) // polling day 15 January: the roll is due by law on 26 December
	roll := func(day int) time.Time { return time.Date(2026, 12, day, 10, 0, 0, 0, caseAt(0, 0).Location()) }
	done := e.Fold(Progress{}, caseReport("S", "周明", roll(20), StageReport{Stage: "roll", Status: Done}))
	for _, c := range []struct {
		name string
		p    Progress
		now  time.Time
		till time.Time
		code string
	}{
		{"within the day", Progress{}, roll(20), roll(20).Add(time.Hour), ""},
		{"end of tomorrow", Progress{}, roll(20), roll(22).Add(-10 * time.Hour), ""},
		{"the day after tomorrow", Progress{}, roll(20), roll(22), "promise_late"},
		{"past", Progress{}, roll(20), roll(20), "promise_past"},
		{"the day before the lawful day, until it", Progress{}, roll(25), roll(26), ""},
		{"the day before the lawful day, beyond it", Progress{}, roll(25), roll(27), "promise_law"},
		{"on the lawful day", Progress{}, roll(26), roll(26).Add(13 * time.Hour), ""},
		{"on the lawful day, beyond it", Progress{}, roll(26), roll(27), "promise_law"},
		{"on the lawful day, done", done, roll(26), roll(27), ""},
		{"after the lawful day", Progress{}, roll(27), roll(28), ""},
	} {
		code := ""
		for _, problem := range (Promise{Until: c.till}).Problems(e, c.p, c.now) {
			code = problem.Code
		}
		if code != c.code {
			t.Errorf("%s: %q, want %q", c.name, code, c.code)
		}
	}
	p := e.Fold(Progress{}, caseReport("P", "周明", roll(20), Promise{Until: roll(21), Why: "没有信号"}))
	if !p.Promise.Holds(roll(20)) || p.Promise.Holds(roll(21)) || (*Promise)(nil).Holds(roll(20)) {
		t.Error("a promise holds until its time, and no longer")
	}
}
