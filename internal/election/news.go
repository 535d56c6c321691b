package election

// News is what a digest is for its reader.
type News int

// The kinds of digest.
const (
	NothingNew  News = iota // one line that does not ring
	SomethingIs             // something is new, late or due: it rings, with pictures
	AllIsDone               // the last thing has been done since: the closing digest
	Silence                 // all was done and said before: nothing is sent
)

// News says what a digest is. changed means that something differs from the
// digest before it; rest that the office does not work on this day.
func (s Summary) News(changed, rest bool) News {
	finished := s.Finished()
	switch {
	case finished && !changed && !s.Before.At.IsZero():
		return Silence
	case rest:
		return NothingNew
	case finished:
		return AllIsDone
	case changed || len(s.Late) > 0 || s.dueToday():
		return SomethingIs
	}
	return NothingNew
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

// dueToday reports whether this is the day of a stage that some unit owes.
func (s Summary) dueToday() bool {
	for _, st := range s.Election.Stages {
		if st.ID != FurtherStage && st.Due() == DateOf(s.AsOf) && s.Figures[StageFigure(st.ID, Done)] < s.Roll.Units {
			return true
		}
	}
	return false
}

// Lowest is the first stage in the order of the timetable that some unit of the
// area owes, or the last of all if none does; and how many units have to do it.
func (s Summary) Lowest() (lowest Stage, units int) {
	for _, st := range s.Election.Stages {
		n := s.Roll.Units
		if st.ID == FurtherStage {
			if n = s.Figures[UnitsFurther]; n == 0 {
				continue
			}
		}
		lowest, units = st, n
		if s.Figures[StageFigure(st.ID, Done)] < n || st.ID == FurtherStage {
			break
		}
	}
	return lowest, units
}
