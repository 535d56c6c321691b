package document

import (
	"fmt"
	"strings"

	"huanjie/internal/election"
)

// ballotsSaid writes the sums of the counted units' ballots; of each kind, where posts stand
// on ballots of their own.
func (w *closing) ballotsSaid(b *strings.Builder, e election.Election, states []election.UnitState, f election.Figures) {
	fmt.Fprintf(b, "已计票%s，%s。", unitsOf(e, f[election.Counted]), ballotsWritten("选票",
		f[election.BallotsIssued], f[election.BallotsReturned], f[election.BallotsValid], f[election.BallotsInvalid]))
	for _, s := range []struct {
		figure election.Figure
		what   string
	}{{election.BallotsIssued, "发出选票"}, {election.BallotsReturned, "收回选票"}, {election.BallotsValid, "有效票"}, {election.BallotsInvalid, "无效票"}} {
		w.source(s.figure, f[s.figure], w.named(e, s.what))
	}
	var kinds []string
	for _, t := range ballotKinds(states) {
		kinds = append(kinds, ballotsWritten(t.BallotName().In(election.Chinese), t.Issued, t.Returned, t.Valid, t.Invalid))
	}
	if len(kinds) > 0 {
		fmt.Fprintf(b, "按选票分：%s。", strings.Join(kinds, "；"))
	}
}

// ballotsWritten is how many of some ballots were issued, returned, valid and invalid.
func ballotsWritten(of string, issued, returned, valid, invalid int) string {
	return fmt.Sprintf("发出%[1]s%[2]s张，收回%[1]s%[3]s张，其中有效票%[4]s张、无效票%[5]s张", of,
		election.Thousands(issued), election.Thousands(returned), election.Thousands(valid), election.Thousands(invalid))
}

// ballotKinds are the ballots of all units added up by the posts that stand on them; none
// where each unit has one kind only.
func ballotKinds(states []election.UnitState) (all []election.Tally) {
	at, apart := map[string]int{}, false
	for _, u := range states {
		t, counted := u.Progress.WholeCount()
		if !counted {
			continue
		}
		apart = apart || len(t.Others) > 0
		for _, b := range t.Ballots() {
			name := b.BallotName().In(election.Chinese)
			i, known := at[name]
			if !known {
				i, at[name] = len(all), len(all)
				all = append(all, election.Tally{Posts: b.Posts})
			}
			sum := &all[i]
			sum.Issued, sum.Returned, sum.Valid, sum.Invalid = sum.Issued+b.Issued, sum.Returned+b.Returned, sum.Valid+b.Valid, sum.Invalid+b.Invalid
		}
	}
	if !apart {
		return nil
	}
	return all
}
