package bot

import (
	"context"

	"huanjie/internal/document"
	"huanjie/internal/election"
)

// answerDiffers answers 白沙两次录的哪几项对不上: in which figures the two entries of a count differ. The figures
// themselves are not said: whoever enters them again reads the sheet.
func (d *desk) answerDiffers(ctx context.Context, q inquiry) error {
	q.Scope.People = nil
	var failed error
	err := d.each(ctx, q, func(s scoped) (document.Answer, bool) {
		a := d.begin(q, s, say("🧮 两次录入不一致的几项", "🧮 Where the two entries differ"))
		var ids []election.UnitID
		for _, u := range s.whole {
			ids = append(ids, u.Unit.ID)
		}
		states, err := d.store.States(ctx, ids) // of the whole ones no figure is said
		if err != nil {
			failed = err
			return a, false
		}
		for _, u := range states {
			if line := differing(s.Election, u); !line.IsZero() && (len(states) == 1 || u.Progress.CountStatus() == election.Recount) {
				a.Units = append(a.Units, document.UnitLine(u.Unit, line))
			}
		}
		if len(a.Units) == 0 {
			a.Lines = append(a.Lines, wordsNone())
		} else {
			a.Also = append(a.Also, say("（只说是哪几项，不说数字：请看结果单，各自重录这几项。）", "(The figures are not said: please read the sheet and enter these again.)"))
		}
		return a, true
	})
	if failed != nil {
		return failed
	}
	return err
}

// differing says of the last count of a unit in which figures its two entries differ.
func differing(e election.Election, u election.UnitState) election.Phrase {
	counts := u.Progress.Counts
	if len(counts) == 0 {
		return say("还没计票", "not counted yet")
	}
	c := counts[len(counts)-1]
	switch {
	case c.Check == nil:
		return say("只录过一次，还没有第二次录入", "entered once, no second entry yet")
	case len(c.Differs()) == 0:
		return say("两次录入一致", "both entries agree")
	}
	return say("%d 项不一致：%s", "%d differ: %s").With(len(c.Differs()), c.DifferNames(e))
}
