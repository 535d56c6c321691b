package election

import (
	"fmt"
	"slices"
	"testing"
	"time"
)

// TestRecords: a record that says how things stand takes the place of the one
// before, and keeps its photo; one that stands for itself is added.
func TestRecords(t *testing.T) {
	t.Parallel()
	polling := Date{2027, 1, 15}
	e := Election{Kind: Villagers, PollingDay: polling, Stages: UsualStages(Villagers, polling)}
	photo := []File{{Kind: Photo, ID: "one"}}
	banners := func(id ReportID, n int, files []File) Report {
		return Report{ID: id, Unit: "E1", At: time.Unix(1, 0), Files: files, Body: Record{Of: "publicity", Stage: "publicity", Numbers: map[string]int{"banners": n}}}
	}
	meeting := func(id ReportID, people int, done bool) Report {
		return Report{ID: id, Unit: "E1", At: time.Unix(1, 0), Body: Record{Of: "training", Stage: "publicity", Each: true, Done: done, Numbers: map[string]int{"people": people}}}
	}
	p := e.Fold(Progress{}, banners("1", 12, photo))
	p = e.Fold(p, banners("2", 15, nil))
	before := p
	p = e.Fold(p, meeting("3", 40, false))
	p = e.Fold(p, meeting("4", 20, true))
	p = e.Fold(p, banners("5", 16, nil))
	if got := p.Records["publicity"]; len(got) != 1 || got[0].Numbers["banners"] != 16 || !slices.Equal(got[0].Files, photo) {
		t.Errorf("publicity is %+v", got)
	}
	f := e.Figures(p)
	got := fmt.Sprint(f[RecordFigure("publicity", "banners")], f[RecordFigure("publicity", "")], f[RecordFigure("training", "people")], f[RecordsFigure("training")], f[RecordFigure("training", "")])
	if got != "16 1 60 2 1" {
		t.Errorf("banners, units, people, meetings, units: %s", got)
	}
	if len(before.Records["training"]) != 0 || before.Records["publicity"][0].Numbers["banners"] != 15 {
		t.Errorf("folding changed what was folded before: %+v", before.Records)
	}
	if s := p.Stages["publicity"]; s.Status != Done {
		t.Errorf("the stage is %v; what is done stays done", s.Status)
	}
	changed := meeting("6", 25, false)
	changed.Replaces = "4"
	if got := e.Fold(p, changed).Records["training"]; len(got) != 2 || got[1].Numbers["people"] != 25 {
		t.Errorf("after the correction of one meeting: %+v", got)
	}
}
