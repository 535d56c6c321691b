package document

import (
	"fmt"
	"io"

	"huanjie/internal/election"
)

// The pictures that come before the text of a digest, as messages that wait to
// be sent name them.
const (
	heatChart    = "heat"
	turnoutChart = "turnout"
	areasChart   = "areas"
)

// DigestCharts are those a digest begins with: before polling day how far the
// units are, from that day on how many voted, and for the whole town how far its
// areas are. None, if the area has no units.
func DigestCharts(s election.Summary) []string {
	switch {
	case s.Roll.Units == 0:
		return nil
	case election.DateOf(s.AsOf).Before(s.Election.PollingDay):
		return []string{heatChart}
	case s.Area == election.WholeTown && len(s.Parts) > 0:
		return []string{turnoutChart, areasChart}
	}
	return []string{turnoutChart}
}

// DrawDigest draws one of the charts that DigestCharts names, as PNG. units and
// the error are as for HeatMap; a chart that it does not know is an error.
func DrawDigest(w io.Writer, chart string, s election.Summary, units []election.UnitState, l election.Language) error {
	switch chart {
	case heatChart:
		return HeatMap(w, s, units, l)
	case turnoutChart:
		return TurnoutBars(w, s, units, l)
	case areasChart:
		return AreaBars(w, s, l)
	}
	return fmt.Errorf("there is no chart %q", chart)
}

// DigestCaption is the text below a digest's pictures: of what and of when they
// are.
func DigestCaption(s election.Summary, l election.Language) string {
	p := &page{l: l}
	digestHead(p, s, false)
	return p.String()
}
