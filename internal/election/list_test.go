package election

import (
	"slices"
	"testing"
	"time"
)

// TestLists: a count is in one of the lists of what it lacks, and a unit is silent
// until something of its vote is known.
func TestLists(t *testing.T) {
	t.Parallel()
	e := Election{Kind: Villagers, PollingDay: polls()}
	tally := village(postOf(Member, 3, 500, 401, 400, 390))
	report := func(by PersonID, b Body, sheet bool) Report {
		r := Report{ID: ReportID(by), Unit: "v07", By: by, At: polls().At(14, 0, time.UTC), Body: b}
		if sheet {
			r.Files = []File{{Photo, "f"}}
		}
		return r
	}
	whole := village(postOf(Member, 3, 500, 402, 401, 390))
	for _, c := range []struct {
		name string
		all  []Report
		want []List
	}{
		{"nothing", nil, []List{ListSilent}},
		{"turnout", []Report{report("a", Turnout{Registered: 400, Voted: 10}, false)}, nil},
		{"entered once", []Report{report("a", whole, false)}, []List{ListUnconfirmed}},
		{"entered once, with the photo", []Report{report("a", whole, true)}, []List{ListUnconfirmed}},
		{"confirmed, without the photo", []Report{report("a", whole, false), report("b", CountCheck{whole}, false)}, []List{ListSheetless}},
		{"confirmed", []Report{report("a", whole, true), report("b", CountCheck{whole}, false)}, nil},
		{"a seat is left", []Report{report("a", tally, true), report("b", CountCheck{tally}, false)}, []List{ListFurther}},
	} {
		var p Progress
		for _, r := range c.all {
			p = e.Fold(p, r)
		}
		if got := e.Lists(p); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

// TestWhatCorrects: the next turnout and the next status correct nothing, a
// smaller turnout does; so does whatever says why.
func TestWhatCorrects(t *testing.T) {
	t.Parallel()
	voted := func(n int) Report { return Report{Replaces: "R", Body: Turnout{Registered: 400, Voted: n}} }
	because := func(b Body, why string) Report { return Report{Replaces: "R", Why: why, Body: b} }
	for name, c := range map[string]struct {
		was, is Report
		want    bool
	}{
		"more voted":              {voted(100), voted(200), false},
		"fewer voted":             {voted(200), voted(100), true},
		"more voted, with reason": {voted(100), because(Turnout{Registered: 400, Voted: 200}, "看错"), true},
		"the next status":         {because(StageReport{Stage: "roll", Status: UnderWay}, ""), because(StageReport{Stage: "roll", Status: Done}, ""), false},
		"a count that was mended": {because(Tally{}, ""), because(Tally{Valid: 1}, ""), false},
		"a count that was wrong":  {because(Tally{}, ""), because(Tally{Valid: 1}, "看错"), true},
		"what replaces nothing":   {Report{}, Report{Why: "x", Body: Tally{}}, false},
	} {
		if got := c.is.Corrects(c.was); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
