package election

import "slices"

// News is what a digest is for its reader.
type News int

// The kinds of digest.
const (
	ByPlan      News = iota // no more than goes by plan: one line that does not ring
	SomethingIs             // something is worth a ring: with pictures
	AllIsDone               // the last thing has been done since: the closing digest
	Silence                 // all was done and said before: nothing is sent
)

// closeDays is how near the day of a stage is when every step towards it is news.
const closeDays = 2

// News says what a digest is. rest means that the office does not work on this
// day.
//
// A digest rings if it is the first or the closing one; if a stage is due today
// and owed; if votes, counts, cases or difficulties changed, or any figure fell;
// if lateness changed; if a stage was completed by all, or came closer to that
// within closeDays of its day. What else moves by plan is told in one line.
func (s Summary) News(rest bool) News {
	finished, first := s.Finished(), s.Before.At.IsZero()
	d := s.Figures.Minus(s.Before.Figures)
	troubled := s.Lists[ListTroubled].Count != s.Before.Troubled
	late := s.lateChanged()
	switch {
	case finished && !first && len(d) == 0 && !troubled && !late:
		return Silence
	case rest:
		return ByPlan
	case finished:
		return AllIsDone
	case first || troubled || late || s.dueToday() || s.rings(d):
		return SomethingIs
	}
	return ByPlan
}

// lateChanged reports whether another number of stages is late than in the digest
// before, or one that was not late then.
func (s Summary) lateChanged() bool {
	seen := DateOf(s.Before.At.In(s.AsOf.Location()))
	return s.LateCount() != s.Before.Late || slices.ContainsFunc(s.Late, func(l LateStage) bool { return !l.Stage.Due().Before(seen) })
}

// rings reports whether one of the changed figures is worth a ring.
func (s Summary) rings(d Figures) bool {
	for f, n := range d {
		if !f.planned() || n < 0 && !f.passing() {
			return true
		}
	}
	for _, st := range s.Election.Stages {
		done := StageFigure(st.ID, Done)
		left := st.Due().Sub(DateOf(s.AsOf))
		if d[done] > 0 && (s.Figures[done] >= s.Roll.Units || left >= 0 && left <= closeDays) {
			return true
		}
	}
	return false
}

// Finished reports whether nothing is left to be done in the area: every stage,
// every count confirmed, every round held, every case closed.
func (s Summary) Finished() bool {
	f := s.Figures
	for _, st := range s.Election.Stages {
		if st.ID != FurtherStage && f[StageFigure(st.ID, Done)] < s.Roll.Units {
			return false
		}
	}
	return f[UnitsFurther]+f[UnitsVoid] == 0 && f[UnitsConfirmed] == f[Counted] && s.Lists[ListOpen].Count == 0
}

// PollingNow reports whether it is polling day and some unit has not counted: the
// figures of its hours may be late, though no stage is.
func (s Summary) PollingNow() bool {
	return DateOf(s.AsOf) == s.Election.PollingDay && s.Figures[Counted] < s.Roll.Units
}

// dueToday reports whether this is polling day or the day of a stage that some unit
// owes.
func (s Summary) dueToday() bool {
	today := DateOf(s.AsOf)
	return s.Election.PollingDay == today || slices.ContainsFunc(s.Election.Stages, func(st Stage) bool {
		return st.ID != FurtherStage && st.Due() == today && s.Figures[StageFigure(st.ID, Done)] < s.Roll.Units
	})
}

// Lowest is the first stage in the order of the timetable that some unit of the
// area owes, and not only to be filled in, or the last of all if none does; and how many units have to do it.
func (s Summary) Lowest() (lowest Stage, units int) {
	for _, st := range s.Election.Stages {
		n := s.Roll.Units
		if st.ID == FurtherStage {
			if n = s.Figures[UnitsFurther]; n == 0 {
				continue
			}
		}
		lowest, units = st, n
		if s.Figures[StageFigure(st.ID, Done)]+s.Figures[StageFigure(st.ID, FillIn)] < n || st.ID == FurtherStage {
			break
		}
	}
	return lowest, units
}

// VotesMoved reports whether anything of the vote is new to the reader: turnout,
// counts, confirmations, who is elected, where people vote again.
func (s Summary) VotesMoved() bool {
	if s.Before.At.IsZero() {
		return true
	}
	d := s.Figures.Minus(s.Before.Figures)
	return slices.ContainsFunc([]Figure{Reporting, Voted, Counted, BallotsValid, UnitsConfirmed, UnitsRecount, Elected, ElectedConfirmed, SeatsLeft, UnitsFurther, UnitsVoid},
		func(f Figure) bool { return d[f] != 0 })
}
