package election

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// plainCount is a count about which nothing is odd.
func plainCount() Tally {
	return Tally{Round: FirstRound, Registered: 1000, Participants: 811, Issued: 811, Returned: 801, Valid: 790, Invalid: 11,
		Posts: []PostTally{postOf(Chair, 1, 500, 290)}}
}

func codesOf(ws []Warning) []string {
	var codes []string
	for _, w := range ws {
		codes = append(codes, w.Code)
	}
	return codes
}

// openedAt is a unit whose polling was opened at a time of the polling day.
func openedAt(hour, minute int) Progress {
	at := polls().At(hour, minute, time.UTC).Format(time.RFC3339)
	return Progress{Records: map[RecordID][]Entered{OpeningRecord: {{Record: Record{Of: OpeningRecord, Words: map[string]string{"at": at}}}}}}
}

// TestCountWarnings stands on both sides of every threshold.
func TestCountWarnings(t *testing.T) {
	t.Parallel()
	day := func(hour, minute int) time.Time { return polls().At(hour, minute, time.UTC) }
	voted := func(n int) Progress { return Progress{Turnout: &Turnout{Registered: 1000, Voted: n}} }
	for name, c := range map[string]struct {
		change func(*Tally, *Around)
		want   []string
	}{
		"nothing odd":              {func(*Tally, *Around) {}, nil},
		"turnout of 90 percent":    {func(c *Tally, _ *Around) { c.Participants = 900 }, nil},
		"turnout over it":          {func(c *Tally, _ *Around) { c.Participants = 901 }, []string{WarnTurnoutOver}},
		"as many as before":        {func(_ *Tally, a *Around) { a.Progress = voted(811) }, nil},
		"fewer than before":        {func(_ *Tally, a *Around) { a.Progress = voted(812) }, []string{WarnTurnoutFalling}},
		"fewer, another round":     {func(c *Tally, a *Around) { c.Round, a.Progress = FurtherRound, voted(812) }, nil},
		"invalid 3 percent":        {func(c *Tally, _ *Around) { c.Returned, c.Invalid = 800, 24 }, nil},
		"invalid over it":          {func(c *Tally, _ *Around) { c.Returned, c.Invalid = 800, 25 }, []string{WarnInvalidOver}},
		"returned 90 percent":      {func(c *Tally, _ *Around) { c.Issued, c.Returned = 810, 729 }, nil},
		"returned under it":        {func(c *Tally, _ *Around) { c.Issued, c.Returned = 810, 728 }, []string{WarnReturnedApart}},
		"like another":             {func(_ *Tally, a *Around) { a.Like = "西岭村" }, []string{WarnIdentical}},
		"round numbers":            {func(c *Tally, _ *Around) { c.Issued, c.Returned, c.Valid = 850, 800, 750 }, []string{WarnRound}},
		"round, but for one":       {func(c *Tally, _ *Around) { c.Issued, c.Returned, c.Valid = 850, 800, 751 }, nil},
		"no ballots at all":        {func(c *Tally, _ *Around) { c.Issued, c.Returned, c.Valid, c.Invalid = 0, 0, 0, 0 }, nil},
		"an hour after opening":    {func(_ *Tally, a *Around) { a.Progress, a.Now = openedAt(13, 0), day(14, 0) }, nil},
		"59 minutes after opening": {func(_ *Tally, a *Around) { a.Progress, a.Now = openedAt(13, 1), day(14, 0) }, []string{WarnTooSoon}},
		"at the end of the hours":  {func(_ *Tally, a *Around) { a.Unit.Hours, a.Now = "8:00-12:00", day(12, 0) }, nil},
		"before the end":           {func(_ *Tally, a *Around) { a.Unit.Hours, a.Now = "8:00-12:00", day(11, 59) }, []string{WarnTooSoon}},
		"before it, later round":   {func(c *Tally, a *Around) { c.Round, a.Unit.Hours, a.Now = FurtherRound, "8:00-12:00", day(11, 59) }, nil},
		"on another day":           {func(_ *Tally, a *Around) { a.Unit.Hours, a.Now = "8:00-12:00", day(11, 59).AddDate(0, 0, 1) }, nil},
		"several": {func(c *Tally, a *Around) { c.Participants, a.Like, c.Invalid = 950, "西岭村", 90 },
			[]string{WarnTurnoutOver, WarnInvalidOver, WarnIdentical}},
	} {
		tally, around := plainCount(), Around{Unit: Unit{Name: "东河村"}, Now: day(15, 0)}
		c.change(&tally, &around)
		ws := timetable().CountWarnings(tally, around)
		if got := codesOf(ws); !slices.Equal(got, c.want) {
			t.Errorf("%s: warned of %v, want %v", name, got, c.want)
		}
		for _, w := range ws {
			if w.Text.IsZero() || w.Office.IsZero() || w.Text == w.Office {
				t.Errorf("%s: %s tells officer and office the same", name, w.Code)
			}
		}
	}
}

func TestTurnoutWarnings(t *testing.T) {
	t.Parallel()
	before := &Turnout{Registered: 1000, Voted: 500}
	for name, c := range map[string]struct {
		voted  int
		before *Turnout
		want   []string
	}{
		"first":           {500, nil, nil},
		"as many":         {500, before, nil},
		"fewer":           {499, before, []string{WarnTurnoutFalling}},
		"90 percent":      {900, before, nil},
		"over 90 percent": {901, before, []string{WarnTurnoutOver}},
	} {
		if got := codesOf(Turnout{Registered: 1000, Voted: c.voted}.Warnings(Election{Kind: Villagers}, c.before)); !slices.Equal(got, c.want) {
			t.Errorf("%s: warned of %v, want %v", name, got, c.want)
		}
	}
}

// Whatever the figures, each warning comes once, says something to officer and
// office, and the same figures give the same warnings.
func TestPropertyCountWarnings(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		e, tally := drawElection(t), drawTally(t, 1)
		a := Around{Now: polls().At(rapid.IntRange(0, 23).Draw(t, "hour"), 0, time.UTC), Unit: Unit{Hours: rapid.SampledFrom([]string{"", "8:00-12:00", "全天"}).Draw(t, "hours")}}
		if rapid.Bool().Draw(t, "voted") {
			a.Progress.Turnout = &Turnout{Registered: tally.Registered, Voted: rapid.IntRange(0, 60).Draw(t, "before")}
		}
		ws := e.CountWarnings(tally, a)
		codes := codesOf(ws)
		if unique := slices.Compact(slices.Sorted(slices.Values(codes))); len(unique) != len(codes) {
			t.Fatalf("twice the same: %v", codes)
		}
		if !slices.Equal(codes, codesOf(e.CountWarnings(tally, a))) {
			t.Fatal("not the same again")
		}
	})
}
