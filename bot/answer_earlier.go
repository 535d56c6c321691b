package bot

import (
	"cmp"
	"context"
	"slices"
	"time"

	"huanjie/internal/document"
	"huanjie/internal/election"
	"huanjie/internal/speech"
	"huanjie/internal/store"
)

// grown is the turnout of a unit by its last report, and by the one before.
type grown struct {
	unit     election.UnitState
	was, is  document.Value
	wasAt    time.Time // of the report before; zero if there is none
	reported time.Time // of the last one
}

// more is how many have voted between the two.
func (g grown) more() int { return g.is.Part - g.was.Part }

// answerEarlier answers 比上次多了多少: the turnout of the last report against that of the report before it, unit by unit.
func (d *desk) answerEarlier(ctx context.Context, q inquiry) error {
	var failed error
	err := d.each(ctx, q, func(s scoped) (document.Answer, bool) {
		m := document.TurnoutMeasure()
		a := d.begin(q, s, say("%s · 比各自的上一次上报", "%s · since the report before the last of each").With(m.Name))
		all, err := d.grown(ctx, s, m)
		failed = cmp.Or(failed, err)
		if d.beforePolling() {
			a.Also = append(a.Also, say("投票还没有开始。别的跟哪天比，请说哪天，例如“登记完成的比昨天多几个”。", "Nobody votes yet. To compare anything else please name the day: “how many more than yesterday”."))
		}
		twice, once := split(all, func(g grown) bool { return !g.wasAt.IsZero() })
		switch {
		case len(all) == 0:
			a.Lines = append(a.Lines, wordsNothingReported())
		case len(twice) == 0:
			sum, _ := document.Sum(m.Rows(s.Election, s.units))
			a.Lines = append(a.Lines, say("没有报过两次的，现在 %s", "None has reported twice; now %s").With(m.Say(sum)))
		default:
			d.sayGrown(q, s, m, twice, &a)
		}
		d.reportedOnce(m, once, &a)
		if silent := len(s.units) - len(all); silent > 0 {
			a.Also = append(a.Also, wordsAlsoUnknown(s.Election.Units(silent), m.Unknown))
		}
		d.partly(q, s, &a)
		return a, true
	})
	return cmp.Or(err, failed)
}

// reportedOnce says which units have nothing to be set against, and of a few what they reported.
func (d *desk) reportedOnce(m document.Measure, once []grown, a *document.Answer) {
	if len(once) > lowestMost {
		var units []election.Unit
		for _, g := range once {
			units = append(units, g.unit.Unit)
		}
		a.Also = append(a.Also, say("只报过一次，没有上一次可比（%d）：%s", "Reported only once, so nothing to compare with (%d): %s").With(len(once), document.Names(units)))
		return
	}
	for _, g := range once {
		a.Units = append(a.Units, say("· %s：只报过一次（%s），%s", "· %s: reported only once (%s), %s").With(g.unit.Unit.Name, election.Clock(g.reported, d.now()), m.Say(g.is)))
	}
}

// sayGrown says what those that reported twice have grown by: together, by area where areas are asked for, and each, in
// the order that is asked for.
func (d *desk) sayGrown(q inquiry, s scoped, m document.Measure, twice []grown, a *document.Answer) {
	if q.Filter.By == speech.None { // 哪些村比上次没动
		a.Asked = say("%s · 没有增加的", "%s · none more").With(a.Asked)
		if twice, _ = split(twice, func(g grown) bool { return g.more() <= 0 }); len(twice) == 0 {
			a.Lines = append(a.Lines, wordsNone())
			return
		}
	}
	if len(twice) > 1 {
		a.Lines = append(a.Lines, together(m, twice, s.Election.Units(len(twice))))
	}
	if q.Scope.EachArea || len(q.Scope.Areas) > 1 {
		for _, area := range d.areasOf(q, s) {
			if mine, _ := split(twice, func(g grown) bool { return area.Holds(g.unit.Unit.Area) }); len(mine) > 0 {
				a.Lines = append(a.Lines, together(m, mine, d.areaName(area)))
			}
		}
	}
	if q.Filter.Placed() || q.Ranks || q.Rising {
		slices.SortStableFunc(twice, func(x, y grown) int {
			if q.Filter.By == speech.Lowest || q.Rising {
				return x.more() - y.more()
			}
			return y.more() - x.more()
		})
	}
	if q.Filter.Placed() && q.Filter.N > 0 {
		twice = twice[:min(q.Filter.N, len(twice))]
	}
	for _, g := range twice {
		a.Units = append(a.Units, say("· %s：%s（%s → %s）", "· %s: %s (%s → %s)").With(g.unit.Unit.Name, wordsGrown(m, g.was, g.is), election.Clock(g.wasAt, d.now()), election.Clock(g.reported, d.now())))
	}
}

// together says what some units have grown by together.
func together(m document.Measure, all []grown, name election.Phrase) election.Phrase {
	was, is := document.Value{Known: true}, document.Value{Known: true}
	for _, g := range all {
		was.Part, was.Whole = was.Part+g.was.Part, was.Whole+g.was.Whole
		is.Part, is.Whole = is.Part+g.is.Part, is.Whole+g.is.Whole
	}
	return say("%s：%s", "%s: %s").With(name, wordsGrown(m, was, is))
}

// grown are the units of a scope that have reported a turnout, with the report before the last one. One that was taken
// back or put right is none.
func (d *desk) grown(ctx context.Context, s scoped, m document.Measure) (all []grown, err error) {
	for _, u := range s.units {
		is := m.Of(s.Election, u)
		if !is.Known {
			continue
		}
		reports, err := d.store.Reports(ctx, u.Unit.ID, "", dayMost, u.Progress.Entries())
		if err != nil {
			return nil, err
		}
		g, standing := grown{unit: u, is: is, reported: u.Progress.TurnoutAt}, standingTurnouts(u.Progress, reports)
		if _, counted := u.Progress.WholeCount(); counted { // the count is the last word on it
			g.reported = u.Progress.Last
		} else if len(standing) > 0 {
			g.reported, standing = standing[0].At, standing[1:]
		}
		if len(standing) > 0 {
			t := standing[0].Body.(election.Turnout)
			g.was, g.wasAt = document.Value{Part: t.Voted, Whole: t.Registered, Known: true}, standing[0].At
		}
		all = append(all, g)
	}
	return all, nil
}

// standingTurnouts are the turnouts of some reports, the newest first, that were neither taken back nor put right by the next.
func standingTurnouts(p election.Progress, newestFirst []store.Reported) (all []election.Report) {
	var next election.Report
	for _, r := range newestFirst {
		if _, turnout := r.Body.(election.Turnout); !turnout || slices.Contains(p.Withdrawn, r.ID) {
			continue
		}
		if next.ID == "" || !next.Corrects(r.Report) {
			all = append(all, r.Report)
		}
		next = r.Report
	}
	return all
}
