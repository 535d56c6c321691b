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
	for _, other := range t.Units {
		if other.Kind != Party || u.Kind == Party || !strings.HasPrefix(other.Name, u.Name) {
			continue
		}
		if ok {
			return Unit{}, false
		}
		branch, ok = other, true
	}
	return branch, ok
}

// Pairs compares who was elected in the committees with who was in the Party organisations
// of the same places, where both are settled. Two people of one name are told apart in the
// roster.
func Pairs(t *Town, states []UnitState) []Pair {
	byID := map[UnitID]UnitState{}
	for _, s := range states {
		byID[s.Unit.ID] = s
	}
	var all []Pair
	for _, s := range states {
		branch, found := t.PartyUnit(s.Unit)
		party, has := byID[branch.ID]
		if !found || !has {
			continue
		}
		mine, theirs := t.settledWinners(s), t.settledWinners(party)
		if len(mine) == 0 || len(theirs) == 0 {
			continue
		}
		i := slices.IndexFunc(all, func(p Pair) bool { return p.Kind == s.Unit.Kind })
		if i < 0 {
			all, i = append(all, Pair{Kind: s.Unit.Kind}), len(all)
		}
		all[i].add(mine, theirs)
	}
	return all
}

// settledWinners are the elected of a unit whose seats are all filled.
func (t *Town) settledWinners(s UnitState) []Winner {
	e := t.ElectionOf(s.Unit)
	if _, open := e.CommitteeTask(s.Unit, s.Progress); open || len(e.OpenTasks(s.Unit, s.Progress)) > 0 {
		return nil
	}
	return e.Winners(s.Progress)
}

// add adds a place.
func (p *Pair) add(committee, party []Winner) {
	p.Units++
	p.People += len(committee)
	for _, w := range committee {
		i := slices.IndexFunc(party, func(other Winner) bool { return other.Name == w.Name })
		if i < 0 {
			continue
		}
		p.Cross++
		if w.Post == Chair && party[i].Post == Secretary {
			p.Combined++
		}
	}
}
