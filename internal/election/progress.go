package election

import (
	"maps"
	"slices"
	"time"
)

// Progress is all that a unit's reports add up to. It is derived: the journal
// of reports is the truth.
type Progress struct {
	Stages  map[StageID]StageState `json:"stages,omitempty"`
	Turnout *Turnout               `json:"turnout,omitempty"`
	Counts  []Count                `json:"counts,omitempty"` // in the order in which they were held
	Latest  map[string]ReportID    `json:"latest,omitempty"` // what a new report on the same matter corrects
	Reports int                    `json:"reports"`          // how many reports were folded in
	Last    time.Time              `json:"last"`             // when the last one was made
	By      PersonID               `json:"by,omitempty"`     // and who made it
}

// PollingStage is the stage that turnout and count reports move by themselves,
// so that nobody has to say twice that people are voting.
const PollingStage StageID = "polling"

// FurtherStage is owed only by units with seats left over.
const FurtherStage StageID = "further"

// Fold adds one report to a unit's progress.
func (e Election) Fold(p Progress, r Report) Progress {
	p.Stages, p.Latest = own(p.Stages), own(p.Latest)
	p.Reports++
	p.Last, p.By = r.At, r.By
	p.Latest[Matter(r.Body)] = r.ID
	switch b := r.Body.(type) {
	case StageReport:
		p.Stages[b.Stage] = StageState{Status: b.Status, Reason: b.Reason, At: r.At}
	case Turnout:
		p.Turnout = &b
		if p.Stages[PollingStage].Status == NotStarted { // a difficulty stays one
			e.pollingIs(&p, UnderWay, r.At)
		}
	case Tally:
		p.Counts = counted(p.Counts, r, b)
		e.countMoves(&p, b, r.At)
	}
	return p
}

// afterCount is how far a count brings the polling stage. One that does not
// hold in law leaves it open, also where it corrects one that did: people have
// to vote again.
func (e Election) afterCount(t Tally) StageStatus {
	if Judge(e, t).Outcome == ValidElection {
		return Done
	}
	return UnderWay
}

// Matter is what a report is about: two reports on the same matter of a unit
// say the same thing anew, and the later one corrects the earlier.
func Matter(b Body) string {
	switch b := b.(type) {
	case StageReport:
		return "stage/" + string(b.Stage)
	case Tally:
		return "count/" + string(b.Round)
	}
	return b.body()
}

// pollingIs sets the polling stage, in elections that have one.
func (e Election) pollingIs(p *Progress, s StageStatus, at time.Time) {
	if _, has := e.Stage(PollingStage); has {
		p.Stages[PollingStage] = StageState{Status: s, At: at}
	}
}

// Owes reports whether a unit still has to do a stage. The further election is
// owed only where a count left seats to be filled.
func (e Election) Owes(p Progress, stage StageID) bool {
	if p.Stages[stage].Status == Done {
		return false
	}
	if stage != FurtherStage || p.Stages[stage].Status != NotStarted {
		return true
	}
	return slices.ContainsFunc(e.OpenTasks(Unit{}, p), func(t Task) bool { return !t.Round.nominates() })
}

func own[K comparable, V any](m map[K]V) map[K]V {
	if m == nil {
		return map[K]V{}
	}
	return maps.Clone(m)
}
