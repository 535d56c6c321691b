package store

import (
	"iter"

	"huanjie/internal/election"
)

// keyring makes the keys of areas' sums, each once for all units of an area.
type keyring struct {
	s  *Store
	of map[counted][]areaKeys
}

// counted is where a unit is counted.
type counted struct {
	election election.ElectionID
	area     election.Area
}

// areaKeys are the keys of one area in one election.
type areaKeys struct {
	figures string
	lists   map[election.List]string
	owing   map[election.StageID]string
}

func (s *Store) keyring() keyring { return keyring{s, map[counted][]areaKeys{}} }

// above are the keys of a unit's area and of those it lies in.
func (r keyring) above(u election.Unit) []areaKeys {
	at := counted{u.Election, u.Area}
	all, known := r.of[at]
	if !known {
		e := r.s.town.ElectionOf(u)
		for _, a := range u.Area.Above() {
			k := areaKeys{r.s.k.figures(e.ID, a), map[election.List]string{}, map[election.StageID]string{}}
			for _, l := range election.AllLists() {
				k.lists[l] = r.s.k.list(l, e.ID, a)
			}
			for _, st := range e.Stages {
				k.owing[st.ID] = r.s.k.owing(e.ID, st.ID, a)
			}
			all = append(all, k)
		}
		r.of[at] = all
	}
	return all
}

// indices are the zsets that contain a unit.
func (r keyring) indices(u election.Unit, p election.Progress) iter.Seq[string] {
	return func(yield func(string) bool) {
		e := r.s.town.ElectionOf(u)
		if e.Kind == election.OfficeWork { // nobody waits for it
			return
		}
		areas := r.above(u)
		for _, st := range e.Stages {
			if !e.Awaits(p, st.ID) {
				continue
			}
			for _, a := range areas {
				if !yield(a.owing[st.ID]) {
					return
				}
			}
		}
		for _, l := range e.Lists(p) {
			for _, a := range areas {
				if !yield(a.lists[l]) {
					return
				}
			}
		}
	}
}
