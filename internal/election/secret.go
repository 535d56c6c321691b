package election

import "slices"

// Secret reports whether the content of one of the unit's reports is kept from
// somebody: of a case that is Private, from whoever does not handle it; and of two
// who enter a count neither sees the other's entry before both agree
// (Count.Hidden), also not as it stands in the journal. The state is the whole
// one, not that of For. user is their Telegram account, or 0.
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

// blind reports whether a report is an entry of a count that the person may make
// a second time without having seen it.
func (s UnitState) blind(p Person, user int64, r Report) bool {
	var round Round
	second := false
	switch b := r.Body.(type) {
	case Tally:
		round = b.Round
	case CountCheck:
		round, second = b.Round, true
	default:
		return false
	}
	if !p.MayCheck(s.Unit) || r.By == p.ID || user != 0 && r.User == user {
		return false
	}
	c, ok := s.Progress.Count(round)
	if slices.Contains(s.Progress.Withdrawn, r.ID) { // what is counted anew may well be the same
		return !ok || c.Status() != Confirmed
	}
	return ok && c.Status() != Confirmed && (second || c.Hidden(p, s.Unit, user))
}

// Reader is the reader of a ledger, or of an answer, as far as one unit goes. The office may enter
// any count a second time, but is asked to only where the unit has nobody else who
// could. Where it has, it reads like a leader, as it does on the board and in
// digests; else, and where it has made one of the two entries, it stays blind
// until both agree.
func (s UnitState) Reader(reader Person, user int64) Person {
	own := func(p PersonID, u int64) bool { return p == reader.ID || user != 0 && u == user }
	reader.Office = reader.Office && slices.ContainsFunc(s.Progress.Counts, func(c Count) bool {
		return len(s.Unit.Seconds(c.By)) == 0 || own(c.By, c.User) || c.Check != nil && own(c.Check.By, c.Check.User)
	})
	return reader
}
