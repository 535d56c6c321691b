package document

import (
	"fmt"
	"io"
	"slices"

	"huanjie/internal/election"
)

// The names of the pictures before the text of a digest, as used in waiting
// messages.
const (
	heatChart    = "heat"
	turnoutChart = "turnout"
	areasChart   = "areas"
	lowestChart  = "lowest"
)

// DigestCharts returns the charts at the beginning of a digest. Before polling
// day they show how far the units are, and afterwards too when only stages move;
// otherwise, how many voted. For the whole town they also show how far its areas
// are. There are none if the area has no units.
func DigestCharts(s election.Summary, on Occasion) []string {
	switch {
	case s.Roll.Units == 0:
		return nil
	case election.DateOf(s.AsOf).Before(s.Election.PollingDay) || on.told(s):
		return []string{heatChart}
	case s.Area == election.WholeTown && len(s.Parts) > 0:
		return []string{turnoutChart, areasChart}
	}
	return []string{turnoutChart}
}

// LowestCharts returns the chart of the turnout, unit by unit, the lowest first.
func LowestCharts() []string { return []string{lowestChart} }

// UnitsOf is how many units some charts draw one by one at most; with more, they
// are drawn by area.
func UnitsOf(charts []string) int {
	if slices.Contains(charts, lowestChart) {
		return unitsRanked
	}
	return unitsDrawn
}

const (
	unitsDrawn  = 60
	unitsRanked = 600 // the lowest of them are listed
)

// DrawDigest draws one of the charts named by DigestCharts or LowestCharts, as PNG. units and
// the error are as in HeatMap. An unknown chart is an error.
func DrawDigest(w io.Writer, chart string, s election.Summary, units []election.UnitState, l election.Language) error {
	switch chart {
	case heatChart:
		return HeatMap(w, s, units, l)
	case turnoutChart:
		return TurnoutBars(w, s, units, l)
	case lowestChart:
		return LowestTurnout(w, s, units, l)
	case areasChart:
		return AreaBars(w, s, l)
	}
	return fmt.Errorf("there is no chart %q", chart)
}

// DigestCaption returns the text below a digest's pictures: the area and the
// time.
func DigestCaption(s election.Summary, l election.Language) string {
	p := &page{l: l}
	digestHead(p, s, false)
	return p.String()
}
