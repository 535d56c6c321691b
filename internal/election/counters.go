package election

import (
	"slices"
	"strings"
)

// Counters are those who enter a count beside the people who have entered it. No
// two of the three kinds are mixed: each sees other things of a town.
type Counters int

// The kinds, in the order in which they are asked.
const (
	RosterCounts       Counters = iota // the unit's checkers and its other officers
	OfficeCounts                       // the office
	LeadingGroupCounts                 // the leading group
)

// Seconds are those who can enter a count a second time that somebody entered
// first: the unit's checkers and its other officers. Where there are none, the
// office does, or the leading group (Unit.Second).
func (u Unit) Seconds(first ...PersonID) []PersonID {
	var people []PersonID
	for _, p := range slices.Concat(u.Checkers, u.Officers) {
		if !slices.Contains(first, p) && !slices.Contains(people, p) {
			people = append(people, p)
		}
	}
	return people
}

// Second is who makes the second entry of a count that somebody entered first.
// The office does where the roster names nobody, and not if the first entry came
// through it: then the leading group does.
func (u Unit) Second(first PersonID) Counters {
	switch {
	case len(u.Seconds(first)) > 0:
		return RosterCounts
	case !strings.HasPrefix(string(first), officePrefix):
		return OfficeCounts
	}
	return LeadingGroupCounts
}

// Third is who decides where two entries still differ after somebody has looked
// again. The office never does: it follows what is counted.
func (u Unit) Third(first, second PersonID) Counters {
	if len(u.Seconds(first, second)) > 0 {
		return RosterCounts
	}
	return LeadingGroupCounts
}

// among reports whether a person is one of those who enter a count of the unit.
func (k Counters) among(p Person, u Unit) bool {
	switch k {
	case RosterCounts:
		return slices.Contains(p.Checks, u.ID) || slices.Contains(p.Units, u.ID)
	case OfficeCounts:
		return p.Office
	}
	return slices.Contains(p.Areas, WholeTown)
}

// Counters names those whose entry of a count is waited for: the second, or the
// third once two differ twice. It is empty if the count is confirmed, or if it is
// for those who have entered it to look again.
func (t *Town) Counters(u Unit, c Count) []PersonID {
	kind, entered := u.Second(c.By), []PersonID{c.By}
	switch {
	case c.Status() == Confirmed || c.Check != nil && !c.Twice():
		return nil
	case c.Check != nil:
		kind, entered = u.Third(c.By, c.Check.By), append(entered, c.Check.By)
		if c.Third != nil {
			return nil
		}
	}
	switch kind {
	case RosterCounts:
		return u.Seconds(entered...)
	case OfficeCounts:
		var all []PersonID
		for _, user := range t.Office {
			all = append(all, OfficePerson(user))
		}
		return all
	}
	return slices.DeleteFunc(slices.Clone(t.LeadingGroup), func(p PersonID) bool { return slices.Contains(entered, p) })
}

// entered reports whether the first entry is a person's, under whatever role.
func (c Count) entered(p PersonID, user int64) bool { return c.By == p || user != 0 && c.User == user }

// of reports whether an entry is a person's, under whatever role; nil is nobody's.
func (e *Entry) of(p PersonID, user int64) bool {
	return e != nil && (e.By == p || user != 0 && e.User == user)
}

// Own is the second or the third entry if a person made it, else nil.
func (c Count) Own(p PersonID, user int64) *Entry {
	switch {
	case c.Check.of(p, user):
		return c.Check
	case c.Third.of(p, user):
		return c.Third
	}
	return nil
}

// Twice reports whether the two entries still differ after somebody has looked
// again.
func (c Count) Twice() bool { return c.Status() == Recount && c.Differed > 1 }

// counts reports whether a person is one of those who enter the count beside the
// first, as it stands: whatever they may enter, they may not have seen. It says
// nothing of who has done so.
func (c Count) counts(p Person, u Unit, user int64) bool {
	if c.entered(p.ID, user) {
		return false
	}
	return c.Check.of(p.ID, user) || c.Third.of(p.ID, user) || u.Second(c.By).among(p, u) ||
		c.Twice() && u.Third(c.By, c.Check.By).among(p, u)
}

// Asks reports whether the second or the third entry of a count is somebody's to
// make, or to mend.
func (c Count) Asks(p Person, u Unit, user int64) bool {
	switch {
	case !c.counts(p, u, user):
		return false
	case c.Check == nil, c.Check.of(p.ID, user), c.Third.of(p.ID, user):
		return true
	}
	return c.Twice() && c.Third == nil && u.Third(c.By, c.Check.By).among(p, u)
}

// Hidden reports whether the count's figures are kept from somebody, until two
// entries agree. user is their Telegram account, or 0.
func (c Count) Hidden(p Person, u Unit, user int64) bool {
	return c.Status() != Confirmed && c.counts(p, u, user)
}
