package reminders_test

import (
	"strings"
	"testing"

	"huanjie/internal/election"
	"huanjie/internal/redistest"
	"huanjie/internal/store"
)

// TestResultsOfPollingNight: at nine, with one village not counted, everybody who
// gets digests reads what there is; when the last count comes it rings again; and
// once all are confirmed, that message changes without a ring.
func TestResultsOfPollingNight(t *testing.T) {
	t.Parallel()
	town := demoTown(t)
	polling := town.Elections[0].PollingDay
	w := newWorld(t, redistest.Dial(t, redistest.Embedded(t)), town, polling.AddDays(-60))
	w.prologue()
	w.usual()
	w.clock.at = polling.At(18, 0, town.Location)
	w.jobs.Wake(t.Context())
	w.sent()
	w.polls(21)
	rows := demoRows(t, "polling.csv")
	last, _ := town.Unit(election.UnitID(rows[21][0]))
	got := results(w.atTime(polling, 20, 55))
	if len(got["高远"]) > 0 || len(got["陈立"]) != 1 { // the area of Chen Li has been counted
		t.Fatalf("before nine: %v", got)
	}
	got = results(w.atTime(polling, 21, 0))
	if text := one(t, got["高远"]); !strings.Contains(text, "已计票 21/22 个村") || !strings.Contains(text, "⏳ 还没有计票（1）</b>\n"+last.Name) ||
		!strings.Contains(text, "双桥村：另行选举，委员还缺 1 名") || !strings.Contains(text, "荷塘村：再次投票") || !strings.Contains(text, "东河村（未确认）：主任 冯棠；委员 ") {
		t.Errorf("at nine the leading group reads\n%s", text)
	}
	if got = results(w.atTime(polling, 21, 5)); len(got) > 0 {
		t.Errorf("again: %v", got)
	}
	w.report("LAST", last.ID, countOf(t, last, rows[21]))
	got = results(w.atTime(polling, 21, 10))
	if text := one(t, got["高远"]); !strings.Contains(text, "全部计票完毕（22 个村），都未确认") || got["高远"][0].Quiet {
		t.Errorf("after the last count the leading group reads\n%s", text)
	}
	for _, row := range rows {
		u, _ := town.Unit(election.UnitID(row[0]))
		w.reportAs(election.ReportID("K"+row[0]), u, u.Checkers[0], election.CountCheck{Tally: countOf(t, u, row)})
	}
	got = results(w.atTime(polling, 21, 20))
	if text := one(t, got["高远"]); !strings.Contains(text, "✅ 全部计票完毕，全部确认（22 个村）") || !got["高远"][0].Quiet || !got["高远"][0].Only {
		t.Errorf("when all is confirmed: %+v", got["高远"])
	}
}

// results are the results digests among what was sent.
func results(got map[election.PersonID][]store.Message) map[election.PersonID][]store.Message {
	return only("results", got)
}

func one(t *testing.T, all []store.Message) string {
	t.Helper()
	if len(all) != 1 {
		t.Fatalf("%d messages: %+v", len(all), all)
	}
	return all[0].Text
}
