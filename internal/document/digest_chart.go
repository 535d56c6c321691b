package document

import (
	"fmt"
	"io"

	"huanjie/internal/election"
)

// Chart is a picture that comes before the text of a digest.
type Chart string

// The charts, as messages that wait to be sent name them.
const (
	HeatMapChart Chart = "heat"
	TurnoutChart Chart = "turnout"
	AreasChart   Chart = "areas"
)

// DigestCharts are those a digest begins with: before polling day how far the
// units are, from that day on how many voted, and for the whole town how far its
// areas are. None, if the area has no units.
func DigestCharts(s election.Summary) []Chart {
	switch {
	case s.Roll.Units == 0:
		return nil
	case election.DateOf(s.AsOf).Before(s.Election.PollingDay):
		return []Chart{HeatMapChart}
	case s.Area == election.WholeTown && len(s.Parts) > 0:
		return []Chart{TurnoutChart, AreasChart}
	}
	return []Chart{TurnoutChart}
}

// Draw draws the chart as PNG. units and the error are as for HeatMap.
func (c Chart) Draw(w io.Writer, s election.Summary, units []election.UnitState, l election.Language) error {
	switch c {
	case HeatMapChart:
		return HeatMap(w, s, units, l)
	case TurnoutChart:
		return TurnoutBars(w, s, units, l)
	case AreasChart:
		return AreaBars(w, s, l)
	}
	return fmt.Errorf("there is no chart %q", string(c))
}

// DigestCaption is the text below a digest's pictures: of what and of when they
// are.
func DigestCaption(s election.Summary, l election.Language) string {
	p := &page{l: l}
	digestHead(p, s, false)
	return p.String()
}
