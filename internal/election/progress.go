package election

import (
	"maps"
	"slices"
	"time"
)

// Progress is all that a unit's reports add up to. It is derived: the journal
// of reports is the truth.
type Progress struct {
	Stages      map[StageID]StageState `json:"stages,omitempty"`
	Turnout     *Turnout               `json:"turnout,omitempty"`
	TurnoutAt   time.Time              `json:"turnout_at,omitzero"` // when it was reported
	Counts      []Count                `json:"counts,omitempty"`    // in the order in which they were held
	Roll        *RollReport            `json:"roll,omitempty"`
	Stated      int                    `json:"stated,omitempty"` // registered voters, as last stated
	Nomination  *Nomination            `json:"nomination,omitempty"`
	Review      *Review                `json:"review,omitempty"`
	Members     *Members               `json:"members,omitempty"`
	Records     map[RecordID][]Entered `json:"records,omitempty"`
	Cases       []CaseState            `json:"cases,omitempty"`
	Promise     *Promise               `json:"promise,omitempty"`
	Stands      map[string][]Stand     `json:"stands,omitempty"`      // by the matter of the report: warnings that were let stand
	Latest      map[string]ReportID    `json:"latest,omitempty"`      // what a new report on the same matter corrects
	Withdrawn   []ReportID             `json:"withdrawn,omitempty"`   // what was taken back, in that order
	Withdrawals int                    `json:"withdrawals,omitempty"` // how often that was done
	Reports     int                    `json:"reports"`               // how many reports were folded in
	Last        time.Time              `json:"last"`                  // when the last one was made
	By          PersonID               `json:"by,omitempty"`          // and who made it
}

// Fold adds one report to a unit's progress. Of a Withdrawal it takes a progress that
// is folded without what was withdrawn (FoldAll).
func (e Election) Fold(p Progress, r Report) Progress {
	switch b := r.Body.(type) {
	case Withdrawal:
		return p.withdrawn(r, b)
	case OwnText: // of no unit
		return p
	}
	p.Stages, p.Latest, p.Stands = own(p.Stages), own(p.Latest), own(p.Stands)
	p.Reports++
	p.Last, p.By = r.At, r.By
	if m := Matter(r.Body); m != "" {
		p.Latest[m] = r.ID
		delete(p.Stands, m)
		if len(r.Stands) > 0 {
			p.Stands[m] = r.Stands
		}
	}
	switch b := r.Body.(type) {
	case StageReport:
		p.Stages[b.Stage] = StageState{Status: b.Status, Reason: b.Reason, At: r.At, On: b.On}
	case Turnout:
		p.Turnout, p.TurnoutAt, p.Stated = &b, r.At, b.Registered
		if p.Stages[PollingStage].Status == NotStarted { // a difficulty stays one
			e.pollingIs(&p, UnderWay, r.At)
		}
	case Tally:
		b.Voters = e.voters()
		p.Counts = p.counted(r, b)
		if b.Round.nominates() {
			p.Stated = b.Registered
		}
		e.countMoves(&p, b, r)
	case CountCheck:
		b.Tally.Voters = e.voters()
		p.Counts = checked(p.Counts, r, b.Tally)
	default:
		e.foldFact(&p, r)
	}
	return p
}

// voters is who votes in a residents' committee election, which stays with each count:
// units of one election may differ.
func (e Election) voters() Method {
	if e.Kind != Residents {
		return ""
	}
	return e.Method
}

// Entries is how many reports of the unit stand in the journal, withdrawn ones and
// withdrawals among them.
func (p Progress) Entries() int { return p.Reports + len(p.Withdrawn) + p.Withdrawals }

// foldFact adds a report that is neither of a stage nor of votes.
func (e Election) foldFact(p *Progress, r Report) {
	switch b := r.Body.(type) {
	case RollReport:
		p.Roll, p.Stated = &b, b.Registered()
		e.moves(p, RollStage, !b.Published.IsZero(), b.Published, r)
	case Nomination:
		p.Nomination = &b
		e.moves(p, e.nominationStage(b), !b.Noticed.IsZero(), b.Noticed, r)
	case Review:
		p.Review = &b
		e.moves(p, CandidatesStage, false, Date{}, r)
	case Members:
		p.Members = &b
	case Record:
		e.record(p, r, b)
		p.proxiesMended(r, b)
		p.attended(b)
	case Case:
		e.opened(p, r, b)
	case Act:
		e.acted(p, r, b)
	case Promise:
		p.Promise = &b
	case ResultSheet:
		p.Counts = sheeted(p.Counts, r, b.Round)
	}
}

// afterCount is how far a count brings the polling stage. One that does not
// hold in law leaves it open, also where it corrects one that did: people have
// to vote again.
func (e Election) afterCount(t Tally) StageStatus {
	if v := Judge(e, t); v.Outcome == ValidElection && v.Fresh == nil {
		return Done
	}
	return UnderWay
}

// Matter is what a report is about: of two reports on the same matter of a unit
// the later one corrects the earlier. It is "" for a report that stands for itself:
// a case, a deed, one meeting of several.
func Matter(b Body) string {
	switch b := b.(type) {
	case StageReport:
		return "stage/" + string(b.Stage)
	case Tally:
		return "count/" + string(b.Round)
	case CountCheck:
		return "check/" + string(b.Round)
	case ResultSheet:
		return "sheet/" + string(b.Round)
	case Record:
		if b.Each {
			return ""
		}
		return "record/" + string(b.Of)
	case Case, Act, Withdrawal:
		return ""
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

// FillsIn reports whether a stage that a unit owes has only to be put on record
// 补报: it belongs before the vote, the count is confirmed and holds, and the law
// wanted nothing of it before polling day. It is neither late nor a difficulty.
func (e Election) FillsIn(p Progress, stage StageID) bool {
	st, has := e.Stage(stage)
	return has && st.Lawful.Last.IsZero() && !e.followsPolling(stage) && p.Stages[stage].Status != Done &&
		p.Stages[PollingStage].Status == Done && p.CountStatus() == Confirmed
}

// Awaits reports whether a unit owes a stage by its day: from then on it is late.
func (e Election) Awaits(p Progress, stage StageID) bool {
	return e.Owes(p, stage) && !e.FillsIn(p, stage)
}

// StageOf returns how a stage of a unit stands.
func (e Election) StageOf(p Progress, stage StageID) StageState {
	s := p.Stages[stage]
	if e.FillsIn(p, stage) {
		s.Status, s.Reason = FillIn, ""
	}
	return s
}

func own[K comparable, V any](m map[K]V) map[K]V {
	if m == nil {
		return map[K]V{}
	}
	return maps.Clone(m)
}
