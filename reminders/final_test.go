package reminders_test

import (
	"strings"
	"testing"

	"huanjie/internal/election"
	"huanjie/internal/redistest"
)

// TestNoFinalTurnout: an hour after the close, leaders, the leading group and the
// office hear once of the villages that reported nothing since, unless the last
// figure meets the quorum.
func TestNoFinalTurnout(t *testing.T) {
	t.Parallel()
	town := *wideTown(t)
	for i, hours := range []string{"8:00-12:00", "8:00-12:00", "8:00-12:00"} {
		town.Units[i].Hours = hours
	}
	short, err := election.NewTown(town)
	must(t, err)
	day := short.Elections[0].PollingDay
	w := newWorld(t, redistest.Dial(t, redistest.Any(t)), short, day)
	w.polling = pollingTimes(t)
	w.jobs = w.replica("polling")
	w.jobs.Wake(t.Context())
	w.atTime(day, 11, 30)
	w.report("T1", "A1", election.Turnout{Registered: 400, Voted: 200}) // exactly half
	w.report("T2", "A2", election.Turnout{Registered: 400, Voted: 201})
	wantReaders(t, "12:59", only("final", w.atTime(day, 12, 59)))
	got := only("final", w.atTime(day, 13, 0))
	wantReaders(t, "13:00", got, "石远", "方圆", "高处", "office:900")
	if text := got["高处"][0].Text; !strings.Contains(text, "2 个村还没有最终参选人数") || !strings.Contains(text, "A1村（白露、秋分）12:00 结束\n　11:30 报的：参选 200/400 = 50.00%，还差 1 人") ||
		!strings.Contains(text, "B1村（谷雨）12:00 结束\n　一次也没有报") || strings.Contains(text, "A2村") {
		t.Errorf("the leading group reads\n%s", text)
	}
	wantReaders(t, "again", only("final", w.atTime(day, 14, 0)))
}
