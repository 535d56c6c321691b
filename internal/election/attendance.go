package election

import "slices"

// AttendanceRecord is who came to a Party organisation's meeting to elect, by the
// names in the form: members in all, of them excused, so many due, present, voted.
const AttendanceRecord RecordID = "attendance"

// The fields of an attendance.
const (
	AttendanceMembers = "members"
	AttendanceExcused = "excused"
	AttendanceDue     = "due"
	AttendancePresent = "present"
	AttendanceVoted   = "voted"
)

// attendance is the last one that was reported.
func (p Progress) attendance() (Entered, bool) {
	all := p.Records[AttendanceRecord]
	if len(all) == 0 {
		return Entered{}, false
	}
	return all[0], true
}

// PresentAt is how many were present where a round is counted on a day: by the
// attendance, unless that is the one of a count on an earlier day. 0 is not said.
func (p Progress) PresentAt(round Round, on Date) int {
	a, said := p.attendance()
	if !said || round.OfCommittee() || on.Before(a.On) {
		return 0
	}
	for _, c := range p.Counts {
		if !c.Round.OfCommittee() && !c.On.Before(a.On) && c.On.Before(on) {
			return 0
		}
	}
	return a.Numbers[AttendancePresent]
}

// attended takes an attendance into what a count is counted of: the members due, and
// those present at the counts that were reported before it.
func (p *Progress) attended(b Record) {
	if b.Of != AttendanceRecord {
		return
	}
	if due := b.Numbers[AttendanceDue]; due > 0 && len(p.Counts) == 0 {
		p.Stated = due
	}
	p.Counts = slices.Clone(p.Counts)
	for i, c := range p.Counts {
		if n := p.PresentAt(c.Round, c.On); c.On == b.On && n > 0 {
			p.Counts[i].Present = n
		}
	}
}

// came is how many the quorum counts: those present where that is said apart, or
// else those who took part.
func (t Tally) came() int {
	if t.Present > 0 {
		return t.Present
	}
	return t.Participants
}

// attendedBase is the base that came is the number of.
func (t Tally) attendedBase() Base {
	if t.Present > 0 {
		return OfPresent
	}
	return OfParticipants
}
