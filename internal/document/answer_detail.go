package document

import "huanjie/internal/election"

// Detail is what some units reported in a field of a kind of record that is no number: how often
// each answer of a choice was given, and a line for each unit. known is how many said something.
func Detail(k election.RecordKind, f election.RecordField, units []election.UnitState, today election.Date) (lines, named []election.Phrase, known int) {
	times := map[string]int{}
	for _, u := range units {
		var said election.Phrase
		for _, r := range u.Progress.Records[k.ID] {
			v := fieldOf(f, r.Record, today)
			if v.IsZero() {
				continue
			}
			times[r.Words[f.ID]]++
			if said.IsZero() {
				said = v
				continue
			}
			said = say("%s；%s", "%s; %s").With(said, v)
		}
		if !said.IsZero() {
			known++
			named = append(named, UnitLine(u.Unit, said))
		}
	}
	for _, v := range f.Values {
		if times[v] > 0 {
			lines = append(lines, say("%s %d", "%s: %d").With(f.Name(v), times[v]))
		}
	}
	return lines, named, known
}
