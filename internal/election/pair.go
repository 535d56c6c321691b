package election

import (
	"slices"
	"strings"
)

// Pair is who sits on two bodies of one place: the committee of villagers or residents
// and the committee of the Party organisation there, compared by name.
type Pair struct {
	Kind     Kind // of the committees
	Units    int  // places in which both are elected
	People   int  // elected to the committees there
	Cross    int  // of them, also elected in the Party organisation: 交叉任职
	Combined int  // places whose chair is the secretary: 一肩挑
}

// PartyUnit is the Party organisation of a village or community, among those of its town:
// the one whose name begins with the place's, 茶山村党支部 of 茶山村. ok is false if there
// is none, or more than one.
func (t *Town) PartyUnit(u Unit) (branch Unit, ok bool) {
	if u.Kind == Party {
		return Unit{}, false
	}
	branches := t.paired.branches
	from, _ := slices.BinarySearchFunc(branches, u.Name, func(i int, name string) int { return strings.Compare(t.Units[i].Name, name) })
	begins := func(i int) bool { return i < len(branches) && strings.HasPrefix(t.Units[branches[i]].Name, u.Name) }
	if !begins(from) || begins(from+1) {
		return Unit{}, false
	}
	return t.Units[branches[from]], true
}

// HasCommitteeOf reports whether a committee of the town is that of a Party organisation's place
// (PartyUnit).
func (t *Town) HasCommitteeOf(branch Unit) bool {
	for end := 1; end <= len(branch.Name); end++ {
		if name := branch.Name[:end]; t.paired.others[name] {
			if of, ok := t.PartyUnit(Unit{Name: name}); ok && of.ID == branch.ID {
				return true
			}
		}
	}
	return false
}

// paired is how the Party organisations of a town are found by the names of their places.
type paired struct {
	branches []int           // the places of the Party organisations, by their names
	others   map[string]bool // the names of the other units, if there are any branches
}

func pairedIn(units []Unit) (p paired) {
	for i, u := range units {
		if u.Kind == Party {
			p.branches = append(p.branches, i)
		}
	}
	if len(p.branches) == 0 {
		return p
	}
	slices.SortStableFunc(p.branches, func(i, j int) int { return strings.Compare(units[i].Name, units[j].Name) })
	p.others = make(map[string]bool, len(units)-len(p.branches))
	for _, u := range units {
		if u.Kind != Party {
			p.others[u.Name] = true
		}
	}
	return p
}

// Pairs compares who was elected in the committees with who was in the Party organisations
// of the same places, where both are settled. Two people of one name are two where the office
// wrote them differently, or where what is known of them differs (SamePerson).
func Pairs(t *Town, states []UnitState) []Pair {
	var all []Pair
	t.eachPlace(states, func(u, _ Unit, mine, theirs []ElectedPerson) {
		if len(mine) == 0 || len(theirs) == 0 {
			return
		}
		i := slices.IndexFunc(all, func(p Pair) bool { return p.Kind == u.Kind })
		if i < 0 {
			all, i = append(all, Pair{Kind: u.Kind}), len(all)
		}
		all[i].add(mine, theirs)
	})
	return all
}

// BothHeads are the heads of a committee who are the secretary of the Party organisation there, by place, and the units
// of such places that are not all elected yet.
func BothHeads(t *Town, states []UnitState) (heads []HeadOfBoth, missing []Unit) {
	t.eachPlace(states, func(u, branch Unit, mine, theirs []ElectedPerson) {
		if len(mine) == 0 {
			missing = append(missing, u)
		}
		if len(theirs) == 0 {
			missing = append(missing, branch)
		}
		for _, w := range mine {
			if w.Post == Chair && slices.ContainsFunc(theirs, func(o ElectedPerson) bool { return o.Post == Secretary && SamePerson(w, o) }) {
				heads = append(heads, HeadOfBoth{Unit: u, Name: w.Name})
			}
		}
	})
	return heads, missing
}

// eachPlace goes through the units among some that have a Party organisation among them, with who was elected in both;
// nobody where that is not settled.
func (t *Town) eachPlace(states []UnitState, do func(u, branch Unit, mine, theirs []ElectedPerson)) {
	byID := map[UnitID]UnitState{}
	for _, s := range states {
		byID[s.Unit.ID] = s
	}
	for _, s := range states {
		branch, found := t.PartyUnit(s.Unit)
		if party, has := byID[branch.ID]; found && has {
			do(s.Unit, branch, t.settledWinners(s), t.settledWinners(party))
		}
	}
}

// HeadOfBoth is a head of a committee who is the secretary as well.
type HeadOfBoth struct {
	Unit Unit
	Name string
}

// Together is all pairs as one.
func Together(all []Pair) (sum Pair) {
	for _, p := range all {
		sum.Units, sum.People, sum.Cross, sum.Combined = sum.Units+p.Units, sum.People+p.People, sum.Cross+p.Cross, sum.Combined+p.Combined
	}
	return sum
}

// settledWinners are the elected of a unit whose seats are all filled, with what is known of
// them.
func (t *Town) settledWinners(s UnitState) []ElectedPerson {
	e := t.ElectionOf(s.Unit)
	if _, open := e.CommitteeTask(s.Unit, s.Progress); open || len(e.OpenTasks(s.Unit, s.Progress)) > 0 {
		return nil
	}
	return e.Seated(s.Progress)
}

// SamePerson reports whether two of the elected of one place, in two of its elections, are
// one: they have the same name, nothing that is known of both differs, and nobody reported
// that the first is not in the Party's committee.
func SamePerson(committee, party ElectedPerson) bool {
	apart := committee.Sex != "" && party.Sex != "" && committee.Sex != party.Sex ||
		committee.Born.Year != 0 && party.Born.Year != 0 && committee.Born.Year != party.Born.Year
	return committee.Name == party.Name && !apart && committee.OnBoth != No
}

// add adds a place.
func (p *Pair) add(committee, party []ElectedPerson) {
	p.Units++
	p.People += len(committee)
	for _, w := range committee {
		i := slices.IndexFunc(party, func(other ElectedPerson) bool { return SamePerson(w, other) })
		if i < 0 {
			continue
		}
		p.Cross++
		if w.Post == Chair && party[i].Post == Secretary {
			p.Combined++
		}
	}
}
