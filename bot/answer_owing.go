package bot

import (
	"context"
	"slices"
	"strings"

	"huanjie/internal/document"
	"huanjie/internal/election"
	"huanjie/internal/speech"
)

// answerOwing answers 哪些村还没公布名单, and without a stage 谁还没报.
func (d *desk) answerOwing(ctx context.Context, q inquiry) error {
	if q.Stage == "" {
		return d.answerReports(ctx, q)
	}
	if q.Scope.EachArea || len(q.Scope.Areas) > 1 {
		return d.answerProgress(ctx, q)
	}
	was, err := d.before(ctx, &q)
	if err != nil {
		return err
	}
	return d.each(ctx, q, func(s scoped) (document.Answer, bool) {
		st, has := s.Stage(q.Stage)
		if !has {
			return document.Answer{}, false
		}
		a := d.begin(q, s, say("📋 %s", "📋 %s").With(document.StageName(st)))
		if was != nil {
			d.doneSince(q, s, st, was, &a)
		} else {
			d.owing(q, s, st, &a)
		}
		return a, true
	})
}

// owing says which units have done a stage, and which have not.
func (d *desk) owing(q inquiry, s scoped, st election.Stage, a *document.Answer) {
	owe, done := split(s.whole, func(u election.UnitState) bool { return s.Owes(u.Progress, st.ID) })
	all := s.Election.Units(len(s.whole))
	switch {
	case q.InTime:
		d.doneInTime(s, st, owe, done, a)
	case q.OnDay:
		d.doneOnDay(s, st, d.reportedOn(q), done, a)
	case len(q.Scope.Units) == 1 && len(s.whole) == 1:
		a.Lines = append(a.Lines, document.StageState(s.Election, s.whole[0], st, election.DateOf(s.at)))
	case q.Filter.By == speech.IsReported:
		a.Lines = append(a.Lines, say("已完成 %d/%s", "done in %d of %s").With(len(done), all))
		if q.Form == speech.AsShare && len(s.whole) > 0 {
			a.Lines = append(a.Lines, say("占 %s", "which is %s").With(hundredths((10000*len(done)+len(s.whole)/2)/len(s.whole))))
		}
		if q.Form != speech.AsCount {
			a.Units = append(a.Units, unitLines(done)...)
		} else if len(owe) > 0 {
			a.Lines = append(a.Lines, say("还没有：%s", "Not done: %s").With(document.Names(unitsIn(owe))))
		}
	case len(owe) == 0:
		a.Lines = append(a.Lines, wordsAllDone())
	default:
		a.Lines = append(a.Lines, say("还有 %d/%s没有完成：", "Not done yet in %d of %s:").With(len(owe), all))
		a.Units = append(a.Units, owers(q, s.Election, owe)...)
	}
}

// doneSince says how many units had done a stage at an earlier time, how many have now, and which are new.
func (d *desk) doneSince(q inquiry, s scoped, st election.Stage, was map[election.UnitID]election.UnitState, a *document.Answer) {
	than, _ := d.moment(q.Time.Than)
	a.Asked = say("%s · 比%s", "%s · since %s").With(a.Asked, momentName(than, a.Now))
	_, done := split(s.whole, func(u election.UnitState) bool { return s.Owes(u.Progress, st.ID) })
	fresh, before := split(done, func(u election.UnitState) bool { return s.Owes(was[u.Unit.ID].Progress, st.ID) })
	a.Lines = append(a.Lines, say("已完成 %d 个 → %d/%s，多了 %d 个", "done in %d → %d of %s, %d more").With(len(before), len(done), s.Election.Units(len(s.whole)), len(fresh)))
	if len(fresh) > 0 {
		a.Lines = append(a.Lines, say("新完成：%s", "New: %s").With(document.Names(unitsIn(fresh))))
	}
	if len(before) > 0 {
		a.Also = append(a.Also, say("以前就完成的：%s", "Done before: %s").With(document.Names(unitsIn(before))))
	}
}

// unitLines are some units, a line each.
func unitLines(units []election.UnitState) (lines []election.Phrase) {
	for _, u := range units {
		lines = append(lines, document.UnitLine(u.Unit, election.Phrase{}))
	}
	return lines
}

// doneOnDay says which units did a stage on one day.
func (d *desk) doneOnDay(s scoped, st election.Stage, day election.Date, done []election.UnitState, a *document.Answer) {
	then, _ := split(done, func(u election.UnitState) bool {
		return u.Progress.Stages[st.ID].Day(d.store.Town().Location) == day
	})
	a.Asked = say("%s · %s完成的", "%s · done on %s").With(a.Asked, d.dayName(day))
	a.Lines = append(a.Lines, s.Election.Units(len(then)))
	a.Units = append(a.Units, unitLines(then)...)
}

// doneInTime says of a stage which units did it by its day, which later, and which have not.
func (d *desk) doneInTime(s scoped, st election.Stage, owe, done []election.UnitState, a *document.Answer) {
	late, inTime := split(done, func(u election.UnitState) bool {
		return st.Due().Before(u.Progress.Stages[st.ID].Day(d.store.Town().Location))
	})
	a.Asked = say("%s · 按时完成的（%s前）", "%s · done in time (by %s)").With(a.Asked, st.Due().Say(d.today()))
	a.Lines = append(a.Lines, say("按时 %d/%s", "in time %d of %s").With(len(inTime), s.Election.Units(len(s.whole))))
	a.Units = append(a.Units, unitLines(inTime)...)
	for _, other := range []struct {
		name  election.Phrase
		units []election.UnitState
	}{{say("晚了才完成：%s", "Done late: %s"), late}, {say("还没有：%s", "Not done: %s"), owe}} {
		if len(other.units) > 0 {
			a.Also = append(a.Also, other.name.With(document.Names(unitsIn(other.units))))
		}
	}
}

// answerReports answers who has reported and who has not, if nobody says what: on
// polling day the turnout, or the count once all is over; else what is late, and the
// stage that the timetable has reached.
func (d *desk) answerReports(ctx context.Context, q inquiry) error {
	if left := q.Words(speech.PartThan); len(left) > 0 && !q.Time.Than.IsZero() {
		q.also = append(q.also, wordsPassedOver(strings.Join(left, "”“")))
	}
	if d.onlyOwn() && q.Scope.IsZero() && q.Filter.By == speech.NotReported && !d.ownUnitsAsked(q) {
		return d.todo(ctx)
	}
	if !d.pollingNow(q) {
		return d.answerStageReports(ctx, q)
	}
	if q.Time.Hour > 0 {
		return d.answerHour(ctx, q)
	}
	if q.Scope.EachArea && q.Filter.By != speech.NotReported {
		q.Form, q.Filter = speech.AsCompare, speech.Filter{}
		return d.numbers(ctx, q, func(scoped) document.Measure { return document.TurnoutMeasure() })
	}
	if len(q.Scope.Units) == 1 || q.Filter.By != speech.NotReported {
		return d.reporting(ctx, withForm(q))
	}
	return d.answerSilent(ctx, q)
}

// ownUnitsAsked reports whether somebody who reports for several units asks which of these have not reported: 我哪几个村还没报.
func (d *desk) ownUnitsAsked(q inquiry) bool {
	listed := q.Form == speech.AsList || q.Form == speech.AsCount || q.Form == speech.AsNames && q.Scope.Own
	return listed && len(d.person.Units) > 1 && d.pollingNow(q)
}

// answerSilent answers which units have not reported the turnout, and what else they owe.
func (d *desk) answerSilent(ctx context.Context, q inquiry) error {
	return d.each(ctx, q, func(s scoped) (document.Answer, bool) {
		m := document.TurnoutMeasure()
		a := d.begin(q, s, m.Name)
		d.notReported(q, s, m, m.Rows(s.Election, s.units), &a)
		if uncounted := d.uncounted(s); len(uncounted) > 0 {
			a.Also = append(a.Also, wordsUncounted(len(uncounted), document.OwersLine(uncounted)))
		}
		if late := document.LateStages(s.Election, s.whole, election.DateOf(s.at)); len(late) > 0 {
			a.Also = append(a.Also, wordsAlsoLate(len(late)))
		}
		d.partly(q, s, &a)
		return a, true
	})
}

// answerStageReports answers who has reported, or has not, when nobody votes.
func (d *desk) answerStageReports(ctx context.Context, q inquiry) error {
	if len(q.Scope.Units) > 0 {
		return d.answerPage(ctx, q)
	}
	if q.Filter.By == speech.NotReported && q.Form != speech.AsCount {
		return d.answerLate(ctx, q)
	}
	if q.Filter.By == speech.IsReported && (q.Time.Today || !q.Time.At.IsZero() || q.Time.Weeks == speech.ThisWeek) {
		return d.answerReportedOn(ctx, q)
	}
	return d.each(ctx, q, func(s scoped) (document.Answer, bool) {
		st := s.StageAt(election.DateOf(s.at))
		a := d.begin(q, s, say("📋 %s", "📋 %s").With(document.StageName(st)))
		a.Lines = append(a.Lines, document.DoneIn(s.Election, s.whole, st.ID))
		owe, _ := split(s.whole, func(u election.UnitState) bool { return s.Owes(u.Progress, st.ID) })
		a.Lines = append(a.Lines, say("还差 %s，%s前完成", "%s to go, by %s").With(s.Election.Units(len(owe)), st.Due().Say(election.DateOf(a.Now))))
		return a, true
	})
}

// reporting answers how many have reported the turnout, what it is, and who has not.
func (d *desk) reporting(ctx context.Context, q inquiry) error {
	return d.each(ctx, q, func(s scoped) (document.Answer, bool) {
		m := document.TurnoutMeasure()
		a, rows := d.begin(q, s, m.Name), m.Rows(s.Election, s.units)
		known, unknown := m.Sorted(rows, true)
		a.Lines = append(a.Lines, wordsReporting(m, len(known), s.Election.Units(len(rows))))
		if sum, _ := document.Sum(rows); len(known) > 0 {
			a.Lines = append(a.Lines, m.Say(sum))
		}
		for _, r := range unknown {
			a.Units = append(a.Units, say("%s 还没报", "%s not reported").With(document.Owers(r.Unit)))
		}
		d.partly(q, s, &a)
		return a, true
	})
}

// withForm asks for a number where a count of units was asked for: the answer has both.
func withForm(q inquiry) inquiry {
	if q.Form == speech.AsCount || q.Form == speech.AsAnswer || q.Form == speech.AsNames {
		q.Form = speech.AsFigure
	}
	if q.Filter.By == speech.IsReported {
		q.Filter.By = speech.All
	}
	return q
}

// pollingNow reports whether the moment that is asked about is on the polling day of
// an election in which the asker has units.
func (d *desk) pollingNow(q inquiry) bool {
	at, _ := d.moment(q.Time.At)
	units, _, _ := d.meant(&q)
	return slices.ContainsFunc(units, func(u election.Unit) bool {
		return d.store.Town().ElectionOf(u).PollingDay == election.DateOf(at)
	})
}

// uncounted are the units whose polling is over, and that have not counted.
func (d *desk) uncounted(s scoped) (all []election.Unit) {
	if election.DateOf(s.at) != s.PollingDay {
		return nil
	}
	for _, u := range s.whole {
		end, known := s.PollingEnds(u.Unit, s.at.Location())
		if known && !s.at.Before(end) && !u.Counted() {
			all = append(all, u.Unit)
		}
	}
	return all
}

// answerLate answers 谁逾期了: the stages past their day, on polling day who has reported
// nothing of the vote or no count, and how far the stage is that the timetable has
// reached.
func (d *desk) answerLate(ctx context.Context, q inquiry) error {
	if d.onlyOwn() && q.Scope.IsZero() {
		return d.todo(ctx)
	}
	if q.Filter.By == speech.None {
		return d.answerInTime(ctx, q)
	}
	return d.each(ctx, q, func(s scoped) (document.Answer, bool) {
		a := d.begin(q, s, say("⏰ 逾期", "⏰ Late"))
		today := election.DateOf(s.at)
		late := document.LateStages(s.Election, s.whole, today)
		for _, st := range late {
			a.Units = append(a.Units, document.LateLine(s.Election, st, today))
		}
		var silent []election.Unit
		for _, u := range s.whole {
			if today == s.PollingDay && u.Progress.Silent() && !u.Counted() {
				silent = append(silent, u.Unit)
			}
		}
		uncounted := d.uncounted(s)
		if len(late)+len(silent)+len(uncounted) == 0 {
			a.Lines = append(a.Lines, say("✅ 没有逾期。", "✅ Nothing is late."))
		}
		if len(silent) > 0 {
			a.Also = append(a.Also, say("🔕 今天还没报投票人数（%d）：%s", "🔕 No turnout reported today (%d): %s").With(len(silent), document.OwersLine(silent)))
		}
		if len(uncounted) > 0 {
			a.Also = append(a.Also, wordsUncounted(len(uncounted), document.OwersLine(uncounted)))
		}
		d.presentStage(s, late, &a)
		return a, true
	})
}

// answerInTime answers 哪些村都按时, 几个村全部完成: the units that have done every stage whose
// day is past.
func (d *desk) answerInTime(ctx context.Context, q inquiry) error {
	return d.each(ctx, q, func(s scoped) (document.Answer, bool) {
		a := d.begin(q, s, say("✅ 到期的阶段都已完成的%s", "✅ %s with every due stage done").With(s.Election.UnitNoun()))
		yes, no := split(s.whole, func(u election.UnitState) bool {
			return !slices.ContainsFunc(s.Overdue(election.DateOf(s.at)), func(due election.Due) bool { return s.Owes(u.Progress, due.Stage.ID) })
		})
		a.Lines = append(a.Lines, say("%d/%s", "%d of %s").With(len(yes), s.Election.Units(len(s.whole))))
		if len(no) > 0 {
			a.Lines = append(a.Lines, say("还没有的：%s", "Not yet: %s").With(document.Names(unitsIn(no))))
			for _, late := range document.LateStages(s.Election, s.whole, election.DateOf(s.at)) {
				a.Also = append(a.Also, document.LateLine(s.Election, late, election.DateOf(s.at)))
			}
		}
		for _, u := range yes {
			a.Units = append(a.Units, document.UnitLine(u.Unit, election.Phrase{}))
		}
		d.presentStage(s, nil, &a)
		return a, true
	})
}

// presentStage says how far the stage is that the timetable has reached, unless it is
// late.
func (d *desk) presentStage(s scoped, late []election.LateStage, a *document.Answer) {
	st := s.StageAt(election.DateOf(s.at))
	owe, _ := split(s.whole, func(u election.UnitState) bool { return s.Owes(u.Progress, st.ID) })
	past := slices.ContainsFunc(late, func(l election.LateStage) bool { return l.Stage.ID == st.ID })
	if len(owe) > 0 && !past {
		a.Also = append(a.Also, say("📋 现在的阶段：%s，%s前完成，还有 %d/%s没有完成。", "📋 The present stage is %s, to be done by %s: not done yet in %d of %s.").
			With(document.StageName(st), st.Due().Say(election.DateOf(a.Now)), len(owe), s.Election.Units(len(s.whole))))
	}
}

// answerProgress answers 各片进度: how far the areas have come with a stage. Ranked, it
// is how many of their stages units have done.
func (d *desk) answerProgress(ctx context.Context, q inquiry) error {
	if q.Form == speech.AsRanking || len(q.Scope.Units) > 1 || len(q.Scope.People) > 1 || q.Scope.EachUnit {
		if q.Form != speech.AsRanking {
			q.Form = speech.AsList
		}
		return d.numbers(ctx, q, func(scoped) document.Measure { return document.StagesMeasure() })
	}
	if d.onlyOwn() && q.Scope.IsZero() && q.Stage == "" {
		return d.status(ctx, "")
	}
	return d.each(ctx, q, func(s scoped) (document.Answer, bool) {
		st, has := s.StageAt(election.DateOf(s.at)), true
		if q.Stage != "" {
			st, has = s.Stage(q.Stage)
		}
		if !has {
			return document.Answer{}, false
		}
		a := d.begin(q, s, say("📋 进度", "📋 Progress"))
		a.Lines = append(a.Lines, say("%s，%s前完成", "%s, to be done by %s").With(document.StageName(st), st.Due().Say(election.DateOf(a.Now))))
		d.progressOf(q, s, st, &a)
		if st.ID == election.PollingStage { // 马知远的片选完了吗
			again, _ := split(s.units, func(u election.UnitState) bool { return len(s.OpenTasks(u.Unit, u.Progress)) > 0 })
			if len(again) > 0 {
				a.Also = append(a.Also, wordsAlsoAgain(unitsIn(again)))
			}
		}
		return a, true
	})
}

// progressOf says how many units of each area have done a stage, and which have not where that is asked; of somebody's own
// few units each by itself.
func (d *desk) progressOf(q inquiry, s scoped, st election.Stage, a *document.Answer) {
	if d.onlyOwn() && q.Stage != "" && len(s.whole) > 1 {
		for _, u := range s.whole {
			a.Units = append(a.Units, document.UnitLine(u.Unit, u.Progress.Stages[st.ID].Status.Name()))
		}
		return
	}
	areas, named := d.areasOf(q, s), q.Filter.By != speech.All // 提名没搞完的 按片列
	for _, area := range areas {
		line := document.DoneIn(s.Election, within(area, s.whole), st.ID)
		if owe, _ := split(within(area, s.whole), func(u election.UnitState) bool { return s.Owes(u.Progress, st.ID) }); named && len(owe) > 0 {
			line = say("%s，还没有：%s", "%s, not done: %s").With(line, document.Names(unitsIn(owe)))
		}
		if len(areas) > 1 {
			line = say("· %s：%s", "· %s: %s").With(d.areaName(area), line)
		}
		a.Lines = append(a.Lines, line)
	}
}
