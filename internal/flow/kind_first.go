package flow

import (
	"slices"
	"strings"

	"huanjie/internal/election"
	"huanjie/internal/speech"
)

// kindsInFull is a message that reports of a village and, in a clause of its own, of its branch, or of
// both so, with the names of the units where it only says what they are: 望江村502，支部晚上8点补报.
func (c *chat) kindsInFull(h speech.Heard) string {
	if len(c.scene.Town.Elections) < 2 { // all are of one kind
		return h.Text
	}
	if len(c.scene.Person.Units) < 2 || !slices.ContainsFunc(h.Tokens, func(t speech.Token) bool { return t.Kind == speech.Mark }) {
		return h.Text
	}
	var full []string
	var units []election.UnitID
	called := false
	for _, clause := range h.Clauses() {
		if u, ok := c.onlyUnitNamed(clause); ok {
			units = append(units, u.ID)
		} else if u, rest, ok := c.kindFirst(clause, h); ok {
			clause, called, units = u.Name+" "+strings.TrimPrefix(rest, "的"), true, append(units, u.ID)
		}
		full = append(full, clause)
	}
	slices.Sort(units)
	if !called || len(slices.Compact(units)) < 2 {
		return h.Text
	}
	return strings.Join(full, "，")
}

// onlyUnitNamed is the first of the person's own units that a clause names.
func (c *chat) onlyUnitNamed(clause string) (election.Unit, bool) {
	units := c.unitsIn(c.hear(clause))
	if len(units) == 0 {
		return election.Unit{}, false
	}
	return units[0], true
}

// kindFirst is the only one of the person's own units of the kind with whose word a clause begins, of the
// places that the message names if it names any.
func (c *chat) kindFirst(clause string, h speech.Heard) (unit election.Unit, rest string, ok bool) {
	named := c.unitsIn(h)
	for _, u := range c.ofPerson() {
		about, first := speech.KindFirst(clause, u.Kind)
		elsewhere := len(named) > 0 && !slices.ContainsFunc(named, func(o election.Unit) bool { return speech.SamePlace(c.scene.Town, o, u) })
		if !first || elsewhere {
			continue
		}
		if ok {
			return election.Unit{}, "", false
		}
		unit, rest, ok = u, about, true
	}
	return unit, rest, ok
}
