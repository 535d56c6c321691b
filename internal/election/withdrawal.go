package election

import "slices"

// Withdrawal 撤回 takes a report back: the one that its own report names in
// Replaces, with the reason in Why. Neither leaves the journal. What is taken back
// counts as if it had never been said, and what it took the place of stands again.
//
// Nobody takes back alone what two people have agreed on. A count that was
// confirmed goes, as the correction of one goes up at once; but whatever count
// stands in its place then, also an earlier one that was confirmed itself, has to
// be entered a second time again (Again), as every corrected count has
// (Count.Status). A count that nobody had confirmed leaves no such trace: what two
// people entered alike before it is as good as it was.
type Withdrawal struct {
	// With are the reports that were made of it and go with it: the second entry of
	// a count, the photo of its result sheet, who was elected by it, what its author
	// did about a case.
	With  []ReportID `json:"with,omitempty"`
	Again Round      `json:"again,omitempty"` // the count of this round is to be checked again
}

func (Withdrawal) body() string { return "withdrawal" }

// TakesBack are the reports that a report withdraws; none of any other.
func (r Report) TakesBack() []ReportID {
	w, ok := r.Body.(Withdrawal)
	if !ok || r.Replaces == "" {
		return nil
	}
	return append([]ReportID{r.Replaces}, w.With...)
}

// FoldAll adds up all reports of a unit, oldest first, without those that were
// withdrawn; one that stands there twice counts once. Fold alone cannot: it knows
// nothing of the reports before.
func (e Election) FoldAll(all []Report) Progress {
	gone := map[ReportID]bool{}
	for _, r := range all {
		for _, id := range r.TakesBack() {
			gone[id] = true
		}
	}
	var p Progress
	for _, r := range all {
		if !gone[r.ID] {
			p = e.Fold(p, r)
			gone[r.ID] = r.ID != ""
		}
	}
	return p
}

// withdrawn notes what was taken back of a progress that is folded without it. The
// withdrawal itself is no report of anything: how many there are, and when the last
// was made, is as before.
func (p Progress) withdrawn(r Report, w Withdrawal) Progress {
	p.Withdrawn = append(slices.Clone(p.Withdrawn), r.TakesBack()...)
	p.Withdrawals++
	p.Counts = slices.Clone(p.Counts)
	for i, c := range slices.Backward(p.Counts) {
		if w.Again != "" && c.Round == w.Again {
			p.Counts[i].Check, p.Counts[i].Again = nil, true
			break
		}
	}
	return p
}

// Withdraw says what the withdrawal of a report by its author would take back, or
// why it cannot be withdrawn. all are the unit's reports, oldest first, p what they
// add up to.
func (e Election) Withdraw(p Progress, all []Report, by PersonID, id ReportID) (w Withdrawal, no Phrase) {
	i := slices.IndexFunc(all, func(r Report) bool { return r.ID == id })
	if i < 0 {
		return w, Say("找不到这次上报。", "That report is not there.")
	}
	r := all[i]
	later := slices.DeleteFunc(slices.Clone(all[i+1:]), func(l Report) bool { return slices.Contains(p.Withdrawn, l.ID) })
	if no := p.mayWithdraw(r, later, by); !no.IsZero() {
		return w, no
	}
	for _, l := range later {
		if goesWith(r, l) {
			w.With = append(w.With, l.ID)
		}
	}
	t, counted := r.Body.(Tally)
	if !counted {
		return w, no
	}
	if c, ok := p.Count(t.Round); ok && c.Status() == Confirmed {
		w.Again = t.Round
	}
	own := Report{Replaces: id, Body: w}
	if !slices.Equal(e.Winners(p), e.Winners(e.FoldAll(append(slices.Clip(all), own)))) {
		for _, l := range later {
			if _, elected := l.Body.(Members); elected {
				w.With = append(w.With, l.ID)
			}
		}
	}
	return w, no
}

// mayWithdraw says why a report cannot be withdrawn by somebody, if it cannot.
// later are the reports after it that stand.
func (p Progress) mayWithdraw(r Report, later []Report, by PersonID) Phrase {
	if _, withdrawal := r.Body.(Withdrawal); withdrawal {
		return Say("撤回不能再撤回，请重新上报。", "A withdrawal cannot be withdrawn; please report again.")
	}
	matter := Matter(r.Body)
	switch newest := p.Latest[matter]; {
	case r.By != by:
		return Say("只能撤回自己上报的，请找%s。", "You can withdraw only what you reported yourself; please ask %s.").With(r.By.Name())
	case slices.Contains(p.Withdrawn, r.ID):
		return Say("这次上报已经撤回了。", "That report is withdrawn already.")
	case matter != "" && newest != r.ID:
		return Say("这一项后来又报过（回执 %s），要撤回的是那一次。", "The same was reported again since (receipt %s); that is the one to withdraw.").With(newest)
	}
	for _, l := range later {
		if no := holdsBack(r, l); !no.IsZero() {
			return no
		}
	}
	return Phrase{}
}

// holdsBack says why a later report keeps one from being withdrawn, if it does.
func holdsBack(r, later Report) Phrase {
	if _, withdrawal := later.Body.(Withdrawal); later.Replaces == r.ID && !withdrawal {
		return Say("这次上报后来更正过（回执 %s），要撤回的是那一次。", "That was corrected since (receipt %s); that is the one to withdraw.").With(later.ID)
	}
	switch b := r.Body.(type) {
	case Tally:
		if t, counted := later.Body.(Tally); counted && t.Round != b.Round {
			return Say("后面还有%s的计票（回执 %s），要先撤回那一次。", "The count of the %s comes after it (receipt %s); that has to be withdrawn first.").With(t.Round.Name(), later.ID)
		}
	case Case:
		if a, acted := later.Body.(Act); acted && a.Case == r.ID && later.By != r.By {
			return Say("%s已经在办理，不能撤回。没有事了请办结。", "%s has dealt with it; it cannot be withdrawn. If it is over, close it.").With(later.By.Name())
		}
	case Act:
		if a, acted := later.Body.(Act); acted && a.Case == b.Case {
			return Say("之后又有人办理过（回执 %s），不能撤回。", "It was dealt with again since (receipt %s); this cannot be withdrawn.").With(later.ID)
		}
	}
	return Phrase{}
}

// goesWith reports whether a later report was made of one, and means nothing
// without it.
func goesWith(r, later Report) bool {
	switch b := r.Body.(type) {
	case Tally:
		switch l := later.Body.(type) {
		case CountCheck:
			return l.Round == b.Round
		case ResultSheet:
			return l.Round == b.Round
		}
	case Case:
		a, acted := later.Body.(Act)
		return acted && a.Case == r.ID
	}
	return false
}
