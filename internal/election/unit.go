package election

import (
	"strings"
)

// UnitID names a unit in the roster: letters, digits, "-" and "_", at most 16.
type UnitID string

// Unit is what votes for itself: a village 村, community 社区, constituency 选区
// or branch 支部. A village with two elections is two units.
type Unit struct {
	ID         UnitID
	Name       string
	Area       Area
	Key        bool // KeyVillage 重点村
	Election   ElectionID
	Kind       Kind     // of that election; NewTown sets it
	Method     Method   // 选举方式, residents only, where it is not its election's; see Town.ElectionOf
	Separate   [][]Post // 选票, where posts share ballots in another way than its election says
	Registered int      // as the roster says; reports may correct it
	Posts      []PostPlan
	Among      []PostPlan // of a Party organisation: what its committee chooses from its own members; no seats of their own
	Place      string     // where polling takes place
	Hours      string     // and when: "8:00-12:00"
	Officers   []PersonID
	Checkers   []PersonID // Checker 复核人: enter counts a second time, beside the other officers
	Leaders    []PersonID
	Contact    PersonID            // somebody in the village who can see to it that a report is made 村联系人; may be empty
	Phones     map[PersonID]string // telephone numbers of these people, as far as the roster has them
}

// PostPlan is what a unit will elect to one post.
type PostPlan struct {
	Post       Post
	Seats      int
	Candidates []string
}

// Seats is the number of seats of all posts of the unit.
func (u Unit) Seats() int {
	n := 0
	for _, p := range u.Posts {
		n += p.Seats
	}
	return n
}

// IsGeneral reports whether a Party organisation is a general branch 总支, as its name
// says, whose committee may be larger than a branch's.
func (u Unit) IsGeneral() bool { return u.Kind == Party && strings.Contains(u.Name, "总支") }

// Area 片 is a part of a town, as a path: "东片" or "东片/沿河". The empty Area is
// the whole town.
type Area string

// WholeTown is the area of everything.
const WholeTown Area = ""

// Name is the area's own name, without those above it.
func (a Area) Name() string { return string(a[strings.LastIndexByte(string(a), '/')+1:]) }

// Above lists the area itself and all areas it lies in, smallest first,
// ending with WholeTown.
func (a Area) Above() []Area {
	all := []Area{}
	for a != WholeTown {
		all = append(all, a)
		a = a[:max(strings.LastIndexByte(string(a), '/'), 0)]
	}
	return append(all, WholeTown)
}

// Holds reports whether b is a or lies in a.
func (a Area) Holds(b Area) bool {
	return a == WholeTown || a == b || strings.HasPrefix(string(b), string(a)+"/")
}
