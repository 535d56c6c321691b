package document

import (
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"huanjie/internal/election"
)

// TestDigestCharts holds which pictures a digest begins with, on both sides of
// polling day, and that each can be drawn.
func TestDigestCharts(t *testing.T) {
	t.Parallel()
	polling := election.Date{Year: 2027, Month: 1, Day: 15}
	e := election.Election{ID: "v27", Kind: election.Villagers, PollingDay: polling, Stages: []election.Stage{{ID: election.ArchiveStage}}}
	parts := []election.AreaFigures{{Area: "东片"}, {Area: "西片"}}
	for name, c := range map[string]struct {
		days  int
		since int // days since the digest before, in which no vote changed
		units int
		area  election.Area
		parts []election.AreaFigures
		want  []string
	}{
		"the eve":                     {days: -1, units: 22, area: election.WholeTown, parts: parts, want: []string{"heat"}},
		"polling day":                 {days: 0, units: 22, area: election.WholeTown, parts: parts, want: []string{"turnout", "areas"}},
		"after it":                    {days: 30, units: 22, area: election.WholeTown, parts: parts, want: []string{"turnout", "areas"}},
		"only stages moved":           {days: 30, since: 1, units: 22, area: election.WholeTown, parts: parts, want: []string{"heat"}},
		"an area on polling day":      {days: 0, units: 6, area: "东片", parts: parts, want: []string{"turnout"}},
		"a town without areas":        {days: 0, units: 6, area: election.WholeTown, parts: nil, want: []string{"turnout"}},
		"an area without such units":  {days: 0, units: 0, area: "东片", parts: nil, want: nil},
		"a town without such, before": {days: -9, units: 0, area: election.WholeTown, parts: nil, want: nil},
	} {
		s := election.Summary{Town: "云溪镇", Election: e, Area: c.area, AsOf: polling.AddDays(c.days).At(18, 0, time.FixedZone("CST", 8*3600)), Roll: election.Roll{Units: c.units}, Parts: c.parts}
		if c.since > 0 {
			s.Before.At = s.AsOf.AddDate(0, 0, -c.since)
		}
		got := DigestCharts(s, OnTime)
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
		for _, chart := range got {
			if err := DrawDigest(io.Discard, chart, s, nil, election.Chinese); err != nil {
				t.Errorf("%s, %s: %v", name, chart, err)
			}
		}
	}
	if err := DrawDigest(io.Discard, "pie", election.Summary{}, nil, election.Chinese); err == nil || !strings.Contains(err.Error(), "pie") {
		t.Errorf("an unknown chart: %v", err)
	}
}

// TestDigestCaption holds a caption to what Telegram takes, whatever the names.
func TestDigestCaption(t *testing.T) {
	t.Parallel()
	s := election.Summary{Town: strings.Repeat("云<&", 400), Area: election.Area(strings.Repeat("片", 900)), Election: election.Election{Kind: election.Villagers},
		AsOf: election.Date{Year: 2027, Month: 1, Day: 15}.At(18, 0, time.FixedZone("CST", 8*3600))}
	for _, l := range []election.Language{election.Chinese, election.English} {
		if got := DigestCaption(s, l); width(got) > 1024 || strings.Contains(got, "云<") || strings.Count(got, "\n") != 1 {
			t.Errorf("%v: %d units: %s", l, width(got), got)
		}
	}
}
