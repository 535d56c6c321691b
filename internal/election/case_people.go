package election

import (
	"slices"
	"time"
)

// CasePeople are the people who have to do with one case.
type CasePeople struct {
	Told  []PersonID // who hears of it at once, and again when its clock has run out
	Above []PersonID // the leading group, where it is told only later
	Unit  []PersonID // the unit's officers, and whoever reported, took or dealt with the case
}

// All are all of them.
func (c CasePeople) All() []PersonID { return union(c.Told, c.Above, c.Unit) }

// CasePeople says who has to do with a case of a unit. An incident goes to the
// leaders of the area and the office, a grave one also to the leading group, and to
// the unit's officers if somebody of elsewhere reports it; a
// request to the leaders of the area and the leading group; an objection to the
// unit's officers, who decide it for the election committee, to the leaders of
// the area and the office.
func (t *Town) CasePeople(u Unit, c CaseState) CasePeople {
	var area, group, office []PersonID
	for _, id := range t.LeadersOf(u) {
		if t.Person(id).leadsPartOf(u) {
			area = append(area, id)
		} else {
			group = append(group, id)
		}
	}
	for _, user := range t.Office {
		office = append(office, OfficePerson(user))
	}
	people := CasePeople{Above: group, Unit: union(u.Officers, present(c.By), present(c.Owner))}
	for _, a := range c.Log {
		people.Unit = union(people.Unit, present(a.By), present(a.To))
	}
	switch {
	case c.Kind == Request:
		people.Told, people.Above = union(area, group), nil
	case c.Kind == Objection:
		people.Told = union(u.Officers, area, office)
	case c.Severity == Grave:
		people.Told, people.Above = union(area, office, group), nil
	default:
		people.Told = union(area, office)
	}
	if by := t.Person(c.By); c.Kind == Incident && !by.Unknown && !by.Handles(u) && !by.MayCheck(u) { // somebody of elsewhere has seen it
		people.Told = union(u.Officers, people.Told)
	}
	return people
}

// Handles reports whether the person has to do with the cases of a unit: its
// officers, the leaders above it and the office.
func (p Person) Handles(u Unit) bool { return p.Leads(u) || p.MayReport(u) }

// Private reports whether the words of a case are only for those who handle it:
// an objection names who objects and whose entry it is about.
func (c Case) Private() bool { return c.Kind == Objection }

// For is the case as somebody may see it: one that is Private without its words
// and files, unless they handle the unit's cases.
func (c CaseState) For(p Person, u Unit) CaseState {
	if !c.Private() || p.Handles(u) {
		return c
	}
	c.Words, c.Files, c.Log = "", nil, slices.Clone(c.Log)
	for i := range c.Log {
		c.Log[i].Words, c.Log[i].Files = "", nil
	}
	return c
}

// Hands lists who an incident of a unit can be assigned to: its officers, the
// leaders above it and the office.
func (t *Town) Hands(u Unit) []PersonID {
	people := t.CasePeople(u, CaseState{Case: Case{Kind: Incident, Severity: Grave}})
	return union(u.Officers, people.Told)
}

// Climb is when a case that is still waiting is told to the leading group: half
// its clock after its time, or for objections and requests a day after.
func (c CaseState) Climb() time.Time {
	if c.Kind == Incident {
		return c.Due.Add(c.Severity.Clock() / 2)
	}
	return c.Due.AddDate(0, 0, 1)
}

// Decision is the deed that closed the case or sent it back; ok is false while
// it is open.
func (c CaseState) Decision() (a CaseAct, ok bool) {
	if c.Open() {
		return CaseAct{}, false
	}
	return c.Last()
}

func present(id PersonID) []PersonID {
	if id == "" {
		return nil
	}
	return []PersonID{id}
}

// union is everybody of some lists once, in their order.
func union(lists ...[]PersonID) []PersonID {
	var all []PersonID
	for _, id := range slices.Concat(lists...) {
		if !slices.Contains(all, id) {
			all = append(all, id)
		}
	}
	return all
}
