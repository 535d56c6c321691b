package election

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// TownID names a town: letters, digits and "-", at most 16.
type TownID string

// Town 镇 is one office with its elections, units and people. Make it with
// NewTown; it does not change afterwards.
type Town struct {
	ID           TownID
	Name         string
	Whole        string // what all of it is called, 全县机关; empty is as the name says
	Location     *time.Location
	Language     Language
	Office       []int64          // Telegram ids of the 选举办
	OfficeNames  map[int64]string // of members of the office, for the audit; of some perhaps
	Phone        string           // the office's telephone, told to voters; may be empty
	LeadingGroup []PersonID       // 领导小组
	Observers    []PersonID       // 监督员
	CloseOut     Date             // the day on which personal data are destroyed; zero is never
	Elections    []Election
	Units        []Unit                     // in the roster's order
	Items        []Item                     // of the office's own publicity
	Records      []RecordKind               // what its records are called; set by whoever knows the forms
	LastMembers  map[UnitID][]ElectedPerson // 上届成员, of the units whose are known

	unitAt   map[UnitID]int
	personAt map[PersonID]int // the place in people and persons
	people   []PersonID
	persons  []Person
	leaders  map[Area][]int // the places of those who lead an area
	areas    map[ElectionID][]Area
	rolls    map[place]Roll
	within   map[Area][]int // the places of the units of an area and its parts
	general  []int          // the places of the general branches
	paired   paired
}

// WithOffice is the town with another office.
func (t *Town) WithOffice(users []int64) (*Town, error) {
	next := *t
	next.Office = users
	return NewTown(next)
}

// NewTown checks a town and indexes it. The error names the unit, election or
// person that is wrong.
func NewTown(t Town) (*Town, error) {
	t.people, t.persons, t.unitAt, t.personAt, t.leaders = nil, nil, map[UnitID]int{}, map[PersonID]int{}, map[Area][]int{}
	t.areas, t.rolls, t.within = map[ElectionID][]Area{}, map[place]Roll{}, map[Area][]int{}
	t.general = nil
	for _, e := range t.Elections {
		t.areas[e.ID] = []Area{WholeTown}
	}
	t.Units = slices.Clone(t.Units)
	leads := leading{}
	for i, u := range t.Units {
		if _, twice := t.unitAt[u.ID]; twice {
			return nil, fmt.Errorf("unit %s stands twice in the roster", u.ID)
		}
		if _, known := t.Election(u.Election); !known {
			return nil, fmt.Errorf("unit %s: no election %q in town %s", u.ID, u.Election, t.ID)
		}
		t.unitAt[u.ID] = i
		t.Units[i].Kind = t.ElectionOf(u).Kind
		t.enter(i, u)
		for _, name := range u.Officers {
			p := t.add(name)
			p.Units = append(p.Units, u.ID)
		}
		for _, name := range u.Checkers {
			p := t.add(name)
			p.Checks = append(p.Checks, u.ID)
		}
		if u.Contact != "" {
			t.add(u.Contact)
		}
		for _, name := range u.Leaders {
			t.lead(name, u.Area, leads)
		}
	}
	for _, name := range t.LeadingGroup {
		t.lead(name, WholeTown, leads)
	}
	for i := range t.persons {
		p := &t.persons[i]
		p.Areas = slices.DeleteFunc(p.Areas, func(a Area) bool { return leads.around(p.ID, a) })
		for _, a := range p.Areas {
			t.leaders[a] = append(t.leaders[a], i)
		}
	}
	for _, name := range t.Observers {
		t.add(name).Observer = true
	}
	t.nameUnits()
	t.paired = pairedIn(t.Units)
	return &t, nil
}

// nameUnits says what the units of each election are called where the office does not.
func (t *Town) nameUnits() {
	units, general := map[ElectionID]int{}, map[ElectionID]int{}
	for i, u := range t.Units {
		if units[u.Election]++; u.IsGeneral() {
			general[u.Election]++
			t.general = append(t.general, i)
		}
	}
	t.Elections = slices.Clone(t.Elections)
	for i, e := range t.Elections {
		if e.Noun == (Noun{}) {
			t.Elections[i].Noun = nounOf(e.Kind, units[e.ID], general[e.ID])
		}
	}
}

// add returns somebody of the roster, who is entered if this is the first time.
func (t *Town) add(id PersonID) *Person {
	i, known := t.personAt[id]
	if !known {
		i = len(t.people)
		t.personAt[id] = i
		t.people, t.persons = append(t.people, id), append(t.persons, Person{ID: id})
	}
	return &t.persons[i]
}

// leading are the areas that people were named for.
type leading map[led]bool

type led struct {
	who PersonID
	of  Area
}

// around reports whether somebody leads an area that this one is a part of. The whole town
// is none: who leads an area does so also as one of the leading group.
func (l leading) around(who PersonID, a Area) bool {
	return slices.ContainsFunc(a.Above(), func(outer Area) bool {
		return outer != a && outer != WholeTown && l[led{who, outer}]
	})
}

// lead makes somebody the leader of an area. Who leads an area leads its parts, which are
// not named beside it in the end.
func (t *Town) lead(id PersonID, a Area, l leading) {
	p := t.add(id)
	if !l[led{id, a}] {
		l[led{id, a}] = true
		p.Areas = append(p.Areas, a)
	}
}

// OfficeWork is what stands in the place of a unit where the office reports of its own work.
// It is none of Units, and has no part in the sums of an election.
func (t *Town) OfficeWork() Unit {
	return Unit{ID: TownWide, Name: t.Name, Election: ElectionID(TownWide), Kind: OfficeWork}
}

// All are the units, in the roster's order, and after them the office itself: whatever
// there may be reports of.
func (t *Town) All() []Unit { return append(slices.Clip(t.Units), t.OfficeWork()) }

// Unit finds a unit by its ID; of TownWide the office's own work.
func (t *Town) Unit(id UnitID) (Unit, bool) {
	if id == TownWide {
		return t.OfficeWork(), true
	}
	i, ok := t.unitAt[id]
	if !ok {
		return Unit{}, false
	}
	return t.Units[i], true
}

// OnlyGeneral is the general branch 总支 of a town that has one and no more.
func (t *Town) OnlyGeneral() (branch Unit, ok bool) {
	if len(t.general) != 1 {
		return Unit{}, false
	}
	return t.Units[t.general[0]], true
}

// Place is the unit's place in the roster, from 0; -1 if it is not there.
func (t *Town) Place(id UnitID) int {
	if i, ok := t.unitAt[id]; ok {
		return i
	}
	return -1
}

// UnitsOf lists the units of a person, in the roster's order: those they report or check,
// and those of the areas they lead. The office, the leading group and observers have all.
// Nobody may change the list.
func (t *Town) UnitsOf(p Person) []Unit {
	if p.MayRead(WholeTown) {
		return t.Units
	}
	var places []int
	for _, a := range p.Areas {
		places = append(places, t.within[a]...)
	}
	for _, id := range slices.Concat(p.Units, p.Checks) {
		if i, ok := t.unitAt[id]; ok {
			places = append(places, i)
		}
	}
	return atPlaces(t.Units, places)
}

// UnitsIn lists the units of an area and its parts, in the roster's order. Nobody may change the list.
func (t *Town) UnitsIn(a Area) []Unit {
	if a == WholeTown {
		return slices.Clip(t.Units)
	}
	return atPlaces(t.Units, slices.Clone(t.within[a]))
}

// Election finds an election by its ID.
func (t *Town) Election(id ElectionID) (Election, bool) {
	for _, e := range t.Elections {
		if e.ID == id {
			e.Records = t.Records
			return e, true
		}
	}
	return Election{}, false
}

// ElectionOf is the election a unit takes part in. NewTown saw to it that
// there is one. What is the unit's own, who votes there and how large its committee
// may be, is in it.
func (t *Town) ElectionOf(u Unit) Election {
	if u.ID == TownWide {
		return Election{ID: u.Election, Kind: OfficeWork, Records: t.Records}
	}
	e, _ := t.Election(u.Election)
	if u.Method != "" {
		e.Method = u.Method
	}
	if u.Separate != nil {
		e.Separate = u.Separate
	}
	e.General = u.IsGeneral()
	return e
}

// People lists everybody in the roster, in its order, the leading group last.
func (t *Town) People() []PersonID { return t.people }

// LeadersOf lists who leads an area of the unit, and the leading group, in the order of
// People.
func (t *Town) LeadersOf(u Unit) []PersonID { return atPlaces(t.people, t.leadersOf(u)) }

// AskedOf lists everybody who may be asked for a report of the unit (RungOf), in the order
// of People.
func (t *Town) AskedOf(u Unit) []PersonID {
	places := t.leadersOf(u)
	for _, id := range append(present(u.Contact), u.Officers...) {
		if i, ok := t.personAt[id]; ok {
			places = append(places, i)
		}
	}
	return atPlaces(t.people, places)
}

func (t *Town) leadersOf(u Unit) (places []int) {
	for _, a := range u.Area.Above() {
		places = append(places, t.leaders[a]...)
	}
	return places
}

// atPlaces are those of a list that stand at some places, each once and in the list's order.
func atPlaces[T any](list []T, places []int) []T {
	slices.Sort(places)
	places = slices.Compact(places)
	some := make([]T, len(places))
	for i, place := range places {
		some[i] = list[place]
	}
	return some
}

// Person finds somebody by ID. Somebody who is no longer in the roster has no
// rights.
func (t *Town) Person(id PersonID) Person {
	if i, ok := t.personAt[id]; ok {
		return t.persons[i]
	}
	if n, ok := strings.CutPrefix(string(id), officePrefix); ok {
		if user, err := strconv.ParseInt(n, 10, 64); err == nil && slices.Contains(t.Office, user) {
			return Person{ID: id, Office: true}
		}
	}
	return Person{ID: id, Unknown: true}
}

// OfficePerson is the member of the office with a Telegram id.
func OfficePerson(user int64) PersonID { return PersonID(officePrefix + strconv.FormatInt(user, 10)) }

// Named is a person's name; of a member of the office also who of them it is, if the
// settings say so.
func (t *Town) Named(id PersonID) Phrase {
	user, office := strings.CutPrefix(string(id), officePrefix)
	number, err := strconv.ParseInt(user, 10, 64)
	if name := t.OfficeNames[number]; office && err == nil && name != "" {
		return Say("%s %s", "%s %s").With(id.Name(), name)
	}
	return id.Name()
}

// WholeOf is what all of a town is called: what the settings say, or else as its name
// does: 全镇, 全街道, 全县.
func WholeOf(town, set string) Phrase {
	if set != "" {
		return Say(set, "whole town")
	}
	for _, kind := range []string{"街道", "开发区", "县机关", "区机关", "市机关", "机关", "乡", "县", "区", "市"} {
		if strings.HasSuffix(town, kind) {
			return Say("全"+kind, "whole town")
		}
	}
	return Say("全镇", "whole town")
}

// Areas lists the areas of an election with all their parts, whole town first,
// each in the order in which the roster first names it.
func (t *Town) Areas(e ElectionID) []Area { return t.areas[e] }

// Roll is what the roster says of an area of an election.
type Roll struct {
	Units, Registered, Seats int
	Key                      []UnitID // key villages 重点村
}

// RollOf is what the roster says of an area of an election.
func (t *Town) RollOf(e ElectionID, a Area) Roll { return t.rolls[place{e, a}] }

// Without is the roll of an area without some units, of whatever election.
func (r Roll) Without(e ElectionID, a Area, units []Unit) Roll {
	for _, u := range units {
		if u.Election != e || !a.Holds(u.Area) {
			continue
		}
		r.Units, r.Registered, r.Seats = r.Units-1, r.Registered-u.Registered, r.Seats-u.Seats()
		r.Key = slices.DeleteFunc(slices.Clone(r.Key), func(id UnitID) bool { return id == u.ID })
	}
	return r
}

// place is an area of an election.
type place struct {
	election ElectionID
	area     Area
}

// enter counts a unit, by its place, in every area it lies in.
func (t *Town) enter(at int, u Unit) {
	above := u.Area.Above()
	slices.Reverse(above)
	for _, a := range above {
		if a != WholeTown {
			t.within[a] = append(t.within[a], at)
		}
		r, known := t.rolls[place{u.Election, a}]
		if !known && a != WholeTown {
			t.areas[u.Election] = append(t.areas[u.Election], a)
		}
		r.Units++
		r.Registered += u.Registered
		r.Seats += u.Seats()
		if u.Key {
			r.Key = append(r.Key, u.ID)
		}
		t.rolls[place{u.Election, a}] = r
	}
}

// LastPollingDay is the last polling day of its elections; zero if none is
// known.
func (t *Town) LastPollingDay() (last Date) {
	for _, e := range t.Elections {
		if last.Before(e.PollingDay) {
			last = e.PollingDay
		}
	}
	return last
}

// Today is the day in the town.
func (t *Town) Today(now time.Time) Date { return DateOf(now.In(t.Location)) }
