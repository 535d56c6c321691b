package election

import "slices"

// Duties 分工 is who answers for a unit, and where it belongs, as the roster has it.
type Duties struct {
	Unit     UnitID     `json:"unit"`
	Name     string     `json:"name"`
	Area     Area       `json:"area,omitempty"`
	Election ElectionID `json:"election"`
	Officers []PersonID `json:"officers,omitempty"`
	Checkers []PersonID `json:"checkers,omitempty"`
	Contact  PersonID   `json:"contact,omitempty"`
	Leaders  []PersonID `json:"leaders,omitempty"`
}

// Duties lists the duties of all units, in the roster's order.
func (t *Town) Duties() []Duties {
	all := make([]Duties, len(t.Units))
	for i, u := range t.Units {
		all[i] = Duties{u.ID, u.Name, u.Area, u.Election, u.Officers, u.Checkers, u.Contact, u.Leaders}
	}
	return all
}

// People lists everybody who has a duty, each once.
func (d Duties) People() []PersonID {
	all := slices.Concat(d.Officers, d.Checkers, d.Leaders, []PersonID{d.Contact})
	slices.Sort(all)
	return slices.DeleteFunc(slices.Compact(all), func(p PersonID) bool { return p == "" })
}

// DutyChange is a unit whose duties another roster has changed. Was is zero for a
// new unit, Is for one that is no longer in the roster.
type DutyChange struct{ Was, Is Duties }

// Counted reports whether the unit is counted in other sums than before.
func (c DutyChange) Counted() bool {
	return c.Was.Unit != c.Is.Unit || c.Was.Area != c.Is.Area || c.Was.Election != c.Is.Election
}

// In reports whether the unit lies, or lay, in an area.
func (c DutyChange) In(a Area) bool {
	return c.Is.Unit != "" && a.Holds(c.Is.Area) || c.Was.Unit != "" && a.Holds(c.Was.Area)
}

// Concerns reports whether a person had or has a duty in the unit.
func (c DutyChange) Concerns(p PersonID) bool {
	return slices.Contains(c.Was.People(), p) || slices.Contains(c.Is.People(), p)
}

// DutyChanges holds the duties of two rosters against each other: first the units of
// the later one, in its order, then those that are gone.
func DutyChanges(was, is []Duties) (all []DutyChange) {
	before := map[UnitID]Duties{}
	for _, d := range was {
		before[d.Unit] = d
	}
	for _, d := range is {
		if !d.equal(before[d.Unit]) {
			all = append(all, DutyChange{before[d.Unit], d})
		}
		delete(before, d.Unit)
	}
	for _, d := range was {
		if _, gone := before[d.Unit]; gone {
			all = append(all, DutyChange{Was: d})
		}
	}
	return all
}

func (d Duties) equal(o Duties) bool {
	return d.Unit == o.Unit && d.Name == o.Name && d.Area == o.Area && d.Election == o.Election && d.Contact == o.Contact &&
		slices.Equal(d.Officers, o.Officers) && slices.Equal(d.Checkers, o.Checkers) && slices.Equal(d.Leaders, o.Leaders)
}
