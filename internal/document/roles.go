package document

import (
	"strings"

	"huanjie/internal/election"
)

// Roles says what a person is: 联络员（东河村）、领导（东片）.
func Roles(t *election.Town, p election.Person) election.Phrase {
	if p.Unknown {
		return say("未登记", "not registered")
	}
	var all []election.Phrase
	add := func(role election.Phrase) { all = append(all, role) }
	if p.Office {
		add(say("选举办", "Office"))
	}
	if p.Observer {
		add(say("监督员", "Observer"))
	}
	if len(p.Units) > 0 {
		add(say("联络员（%s）", "Officer (%s)").With(namedUnits(t, p.Units)))
	}
	if len(p.Checks) > 0 {
		add(say("复核人（%s）", "Checker (%s)").With(namedUnits(t, p.Checks)))
	}
	for _, a := range p.Areas {
		if a == election.WholeTown {
			add(say("领导小组", "Leading group"))
			continue
		}
		add(say("领导（%s）", "Leader (%s)").With(a.Name()))
	}
	return sideBySide(all)
}

// namedUnits names some units, or says how many they are.
func namedUnits(t *election.Town, ids []election.UnitID) election.Phrase {
	if len(ids) > 2 {
		return t.SayUnits(len(ids))
	}
	var names []string
	for _, id := range ids {
		u, _ := t.Unit(id)
		names = append(names, u.Name)
	}
	return say(strings.Join(names, "、"), strings.Join(names, ", "))
}
