package document

import "huanjie/internal/election"

// Meetings says of each record of a kind with a value of a choice on which day it was, and its numbers; sums are those of
// all of them.
func Meetings(k election.RecordKind, choice, value string, units []election.UnitState, today election.Date) (lines, sums []election.Phrase) {
	all := map[string]int{}
	for _, u := range units {
		for _, r := range u.Progress.Records[k.ID] {
			if r.Words[choice] == value {
				lines = append(lines, UnitLine(u.Unit, meeting(k, r.Record, today)))
				for field, n := range r.Numbers {
					all[field] += n
				}
			}
		}
	}
	for _, f := range k.Fields {
		if n := all[f.ID]; f.Number && n > 0 {
			sums = append(sums, say("%s合计 %s %s", "%s in all %s%s").With(f.Label, election.Thousands(n), f.Unit))
		}
	}
	return lines, sums
}

// meeting says on which day a meeting was, and its numbers.
func meeting(k election.RecordKind, r election.Record, today election.Date) election.Phrase {
	said := say("没有报日期", "no day given")
	for _, f := range k.Fields {
		if day, err := election.ParseDate(r.Words[f.ID]); f.Day && err == nil {
			said = day.Say(today)
		}
	}
	for _, f := range k.Fields {
		if n, known := r.Numbers[f.ID]; f.Number && known {
			said = say("%s，%s %s %s", "%s, %s %s%s").With(said, f.Label, election.Thousands(n), f.Unit)
		}
	}
	return said
}
