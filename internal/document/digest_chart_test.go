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
	e := election.Election{ID: "v27", Kind: election.Villagers, PollingDay: polling}
	parts := []election.AreaFigures{{Area: "东片"}, {Area: "西片"}}
	for name, c := range map[string]struct {
		days  int
		units int
		area  election.Area
		parts []election.AreaFigures
		want  []string
	}{
		"the eve":                     {-1, 22, election.WholeTown, parts, []string{"heat"}},
		"polling day":                 {0, 22, election.WholeTown, parts, []string{"turnout", "areas"}},
		"after it":                    {30, 22, election.WholeTown, parts, []string{"turnout", "areas"}},
		"an area on polling day":      {0, 6, "东片", parts, []string{"turnout"}},
		"a town without areas":        {0, 6, election.WholeTown, nil, []string{"turnout"}},
		"an area without such units":  {0, 0, "东片", nil, nil},
		"a town without such, before": {-9, 0, election.WholeTown, nil, nil},
	} {
		s := election.Summary{Town: "云溪镇", Election: e, Area: c.area, AsOf: polling.AddDays(c.days).At(18, 0, time.FixedZone("CST", 8*3600)), Roll: election.Roll{Units: c.units}, Parts: c.parts}
		got := DigestCharts(s)
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
