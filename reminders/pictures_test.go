package reminders_test

import (
	"bytes"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"testing"
	"time"

	"huanjie/internal/document"
	"huanjie/internal/election"
	"huanjie/internal/redistest"
)

// TestPicturesOfTheDocs holds the digests' pictures in docs against what is drawn of
// the demo's town. With -update it writes them.
func TestPicturesOfTheDocs(t *testing.T) {
	t.Parallel()
	w := newWorld(t, redistest.Dial(t, redistest.Any(t)), demoTown(t), demoTown(t).Elections[0].PollingDay.AddDays(-60))
	polling := w.town.Elections[0].PollingDay
	w.prologue()
	w.report("Q1", "W5", election.StageReport{Stage: election.CandidatesStage, Status: election.InDifficulty, Reason: "候选人正在联审"})
	w.picture("digest-before", "heat", polling.AddDays(-4), 18)
	w.to(polling, 18)
	w.polls(17)
	w.confirm(12)
	w.picture("digest-polling", "turnout", polling, 18)
	w.picture("digest-areas", "areas", polling, 18)
}

// confirm enters the counts of the first so many villages of the demo a second time.
func (w *world) confirm(some int) {
	for _, row := range demoRows(w.t, "polling.csv")[:some] {
		u, _ := w.town.Unit(election.UnitID(row[0]))
		w.reportAs(election.ReportID("D"+row[0]), u, election.OfficePerson(w.town.Office[0]), election.CountCheck{Tally: countOf(w.t, u, row)})
	}
}

// picture compares one picture of the whole town, as it is at an hour, with that in docs.
func (w *world) picture(name, chart string, day election.Date, hour int) {
	w.t.Helper()
	w.to(day, hour)
	e := w.town.Elections[0]
	sum, err := w.store.Summary(w.t.Context(), e, election.WholeTown, w.clock.now().In(time.FixedZone("", 8*60*60)))
	must(w.t, err)
	var ids []election.UnitID
	for _, u := range w.town.Units {
		ids = append(ids, u.ID)
	}
	states, err := w.store.States(w.t.Context(), ids)
	must(w.t, err)
	var drawn bytes.Buffer
	must(w.t, document.DrawDigest(&drawn, chart, sum, states, election.Chinese))
	file := filepath.Join("..", "docs", name+".png")
	if *update {
		must(w.t, os.WriteFile(file, drawn.Bytes(), 0o644))
	}
	kept, err := os.ReadFile(file)
	must(w.t, err)
	if !same(w.t, drawn.Bytes(), kept) {
		w.t.Errorf("%s is not what a digest shows now: look at it after go test ./reminders -run TestPicturesOfTheDocs -update", file)
	}
}

// same reports whether two pictures have the same dots.
func same(t *testing.T, a, b []byte) bool {
	t.Helper()
	read := func(data []byte) image.Image {
		i, err := png.Decode(bytes.NewReader(data))
		must(t, err)
		return i
	}
	x, y := read(a), read(b)
	if x.Bounds() != y.Bounds() {
		return false
	}
	for v := x.Bounds().Min.Y; v < x.Bounds().Max.Y; v++ {
		for u := x.Bounds().Min.X; u < x.Bounds().Max.X; u++ {
			if r, g, b, _ := x.At(u, v).RGBA(); [3]uint32{r, g, b} != rgb(y, u, v) {
				return false
			}
		}
	}
	return true
}

func rgb(i image.Image, x, y int) [3]uint32 {
	r, g, b, _ := i.At(x, y).RGBA()
	return [3]uint32{r, g, b}
}
