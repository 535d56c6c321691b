package document

import "huanjie/internal/election"

// LastTerm are the figures of the last term that units are compared with: those of the settings, which are
// of the whole town, and what the list of its members says, if it has those of all the units.
func LastTerm(t *election.Town, e election.Election, states []election.UnitState) election.Term {
	last := e.LastTerm
	if len(states) < t.RollOf(e.ID, election.WholeTown).Units {
		last = election.Term{}
	}
	if people, known := t.LastOf(states); known {
		listed := election.TermOf(people, e.LastDay())
		last.Elected, last.Parts = listed.Elected, listed.Parts
	}
	return last
}

// LastTermLines say what is known of the last term, beside what is reported of this one.
func LastTermLines(last election.Term, e election.Election, states []election.UnitState) (lines []election.Phrase) {
	add := func(m Measure, before Value) {
		now, known := Sum(m.Rows(e, states))
		line := say("%s：上届 %s", "%s: last term %s").With(m.Name, m.Say(before))
		if known > 0 && (m.Unknown.IsZero() || known == len(states)) {
			line = say("%s，本届 %s", "%s, this term %s").With(line, m.Say(now))
		}
		lines = append(lines, line)
	}
	if last.Registered > 0 {
		add(RegisteredMeasure(), Value{Part: last.Registered, Known: true})
	}
	if r := last.Turnout(); r.Part > 0 && r.Whole > 0 {
		add(TurnoutMeasure(), Value{Part: r.Part, Whole: r.Whole, Known: true})
	}
	if last.Elected > 0 {
		m := ElectedMeasure("")
		m.Show = func(v Value) election.Phrase { return persons(v.Part) }
		add(m, Value{Part: last.Elected, Known: true})
	}
	for _, t := range election.Traits() {
		if n, known := last.Parts[t]; known && last.Elected > 0 {
			add(TraitMeasure(t, ""), Value{Part: n, Whole: last.Elected, Known: true})
		}
	}
	return lines
}
