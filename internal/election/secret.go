package election

import "slices"

// What a reader may know of a unit now
//
// Whoever may still enter a count a second time, or decide as the third, knows
// nothing of it but their own entry (Count.Hidden). For is all that they may read
// of the unit by itself; of sums with others it is left out whole (store.View), so
// that two sums cannot be compared. Everybody else reads preliminary figures.

// For is the unit as somebody may see it: as if the counts that are Hidden from
// them, and what came of these, had not been reported. That the vote was held is no
// secret.
func (s UnitState) For(p Person, user int64) UnitState { return s.Then(s.Progress, p, user) }

// Then returns the unit as it was, as somebody may see it now: without the counts
// that are hidden from them now. A count that was confirmed since is no secret. One
// that was withdrawn is, because the next count may well be the same.
func (s UnitState) Then(now Progress, p Person, user int64) UnitState {
	hidden := func(c Count) bool {
		standing, counted := now.Count(c.Round)
		if counted && standing.Status() == Confirmed {
			return false
		}
		return c.counts(p, s.Unit, user) || counted && standing.counts(p, s.Unit, user)
	}
	s.Hidden = nil
	for _, c := range s.Progress.Counts {
		if hidden(c) {
			s.Hidden = append(s.Hidden, c.Round)
		}
	}
	if len(s.Hidden) > 0 {
		s.Progress = s.Progress.without(s.Hidden)
	}
	return s
}

// Public is the unit as everybody may know it: without counts that two people have
// not confirmed.
func (s UnitState) Public() UnitState {
	for _, c := range s.Progress.Counts {
		if c.Status() != Confirmed {
			s.Hidden = append(slices.Clip(s.Hidden), c.Round)
		}
	}
	if len(s.Hidden) > 0 {
		s.Progress = s.Progress.without(s.Hidden)
	}
	return s
}

// without is a progress without the counts of some rounds, and without what came
// of them: the number of voters that they stated, the stages that they moved,
// reasons for what was odd in them, who was elected by them.
func (p Progress) without(rounds []Round) Progress {
	p.Counts = slices.DeleteFunc(slices.Clone(p.Counts), func(c Count) bool { return slices.Contains(rounds, c.Round) })
	p.Stated, p.Members = p.StatedWithout(), nil
	p.Stages, p.Stands = own(p.Stages), own(p.Stands)
	for _, r := range rounds {
		delete(p.Stands, Matter(Tally{Round: r}))
		delete(p.Stands, Matter(CountCheck{Tally{Round: r}}))
	}
	if slices.ContainsFunc(rounds, Round.nominates) {
		delete(p.Stages, FurtherStage)
		if st, moved := p.Stages[PollingStage]; moved && st.Status != InDifficulty {
			p.Stages[PollingStage] = StageState{Status: Done, At: st.At}
		}
		return p
	}
	if st, moved := p.Stages[FurtherStage]; moved && st.Status != InDifficulty {
		p.Stages[FurtherStage] = StageState{Status: Done, At: st.At}
	}
	return p
}

// StatedWithout is the number of registered voters that was stated apart from
// the counts; 0 if nobody stated one.
func (p Progress) StatedWithout() int {
	attendance, _ := p.attendance()
	switch due := attendance.Numbers[AttendanceDue]; {
	case due > 0:
		return due
	case p.Turnout != nil:
		return p.Turnout.Registered
	case p.Roll != nil:
		return p.Roll.Registered()
	}
	return 0
}

// Counted reports whether the unit has a count, be it one that is not shown.
func (s UnitState) Counted() bool { return len(s.Progress.Counts)+len(s.Hidden) > 0 }

// Secret reports whether the content of one of the unit's reports is kept from
// somebody. A Private case is kept from those who do not handle it. An entry of a
// count is kept from the others who enter that count, also where it is read in the
// journal. The state is the whole one, not that of For. user is their Telegram
// account, or 0.
func (s UnitState) Secret(p Person, user int64, r Report) bool {
	return s.Private(p, r) || s.blind(p, user, r)
}

// Private reports whether a report is about a Case that is Private and that the
// person does not handle.
func (s UnitState) Private(p Person, r Report) bool {
	private := false
	switch b := r.Body.(type) {
	case Case:
		private = b.Private()
	case Act:
		c, _ := s.Progress.Case(b.Case)
		private = c.Private()
	}
	return private && !p.Handles(s.Unit)
}

// blind reports whether a report is somebody else's entry of a count, or comes of
// one, that the person enters too and that is not confirmed.
func (s UnitState) blind(p Person, user int64, r Report) bool {
	if r.By == p.ID || user != 0 && r.User == user {
		return false
	}
	first := Count{By: r.By, User: r.User}
	switch b := r.Body.(type) {
	case Tally:
		first.Tally = b
	case CountCheck:
		first.Tally = b.Tally
		if c, ok := s.Progress.Count(b.Round); ok && c.Status() != Confirmed && c.entered(p.ID, user) {
			return true
		}
	case Members:
		return len(s.For(p, user).Hidden) > 0
	default:
		return false
	}
	is := UnitState{Unit: s.Unit, Progress: Progress{Counts: []Count{first}}}
	return len(is.Then(s.Progress, p, user).Hidden) > 0
}
