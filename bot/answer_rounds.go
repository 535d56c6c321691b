package bot

import (
	"context"
	"slices"

	"huanjie/internal/document"
	"huanjie/internal/election"
	"huanjie/internal/speech"
)

// answerFurther answers 哪些村要另行选举, 哪些选举无效, 一次选举成功的村多少.
func (d *desk) answerFurther(ctx context.Context, q inquiry) error {
	defer func() {
		if q.Form == speech.AsMoment { // and until when it has to be, which is the law's
			q.Topic = string(election.OnFurther)
			d.answerLaw(q)
		}
	}()
	return d.each(ctx, q, func(s scoped) (document.Answer, bool) {
		a := d.begin(q, s, wordsAgain(q.Post))
		counted, not := split(s.units, func(u election.UnitState) bool { return len(u.Progress.Counts) > 0 })
		_, not = split(not, election.UnitState.Counted)
		switch q.Filter.By {
		case speech.AtOnce, speech.Complete:
			d.complete(q, s, counted, &a)
		case speech.Held:
			a.Asked = say("🔁 再投过票的%s", "🔁 %s that have voted again").With(s.Election.UnitNoun())
			for _, u := range counted {
				if rounds := laterRounds(u); !rounds.IsZero() {
					a.Units = append(a.Units, document.UnitLine(u.Unit, s.afterAgain(u, rounds, d.today())))
				}
			}
		default:
			d.tasks(q, s, counted, &a)
		}
		if len(a.Units) == 0 && len(a.Lines) == 0 {
			a.Lines = append(a.Lines, wordsNoRounds(q.Filter.By, len(counted)))
		}
		if len(not) > 0 {
			a.Also = append(a.Also, wordsAlsoUnknown(s.Election.Units(len(not)), say("还没计票", "not counted")))
		}
		d.partly(q, s, &a)
		return a, true
	})
}

// tasks lists the rounds that counts made necessary, a line each.
func (d *desk) tasks(q inquiry, s scoped, counted []election.UnitState, a *document.Answer) {
	var all, void []election.Phrase
	var then []election.Unit // those whose round is planned for the day that is asked about
	units := 0
	for _, u := range counted {
		open := s.openTasks(u, q.Post)
		if len(open) > 0 {
			units++
		}
		if day := q.Time.At.Day; slices.ContainsFunc(open, func(t election.Task) bool { return t.Planned == day }) {
			then = append(then, u.Unit)
		}
		for _, task := range open {
			line := document.UnitLine(u.Unit, task.Say(d.today()))
			all = append(all, line)
			if task.Round == election.FreshRound {
				void = append(void, line)
			}
		}
	}
	a.Units = all
	if day := q.Time.At.Day; election.DateOf(a.Now).Before(day) {
		a.Also = append(a.Also, d.plannedOn(day, then))
	}
	if q.Filter.By == speech.Void {
		a.Asked = say("⚠️ 选举无效", "⚠️ Not valid")
		if a.Units = void; len(void) == 0 && len(counted) > 0 {
			a.Lines, a.Units = append(a.Lines, wordsNoneVoid()), all
		}
		return
	}
	if len(all) == 0 {
		for _, u := range counted {
			if rounds := laterRounds(u); !rounds.IsZero() {
				a.Also = append(a.Also, say("已经再投过票的 · %s：%s", "Has voted again · %s: %s").With(u.Unit.Name, s.afterAgain(u, rounds, d.today())))
			}
		}
	}
	if units > 0 {
		a.Lines = append(a.Lines, wordsSomeOf(units, s.Election.Units(len(counted))))
	}
}

// plannedOn says which units have a round planned for a day.
func (d *desk) plannedOn(day election.Date, units []election.Unit) election.Phrase {
	if len(units) == 0 {
		return say("🗓 计划定在%s的：没有。", "🗓 Planned for that day (%s): none.").With(d.dayName(day))
	}
	return say("🗓 计划定在%s的：%s", "🗓 Planned for that day (%s): %s").With(d.dayName(day), document.Names(units))
}

// wordsNoRounds says that no unit has held a later round, or has to.
func wordsNoRounds(by speech.FilterKind, counted int) election.Phrase {
	if by == speech.Held {
		return say("没有再投过票的。", "None has voted again.")
	}
	return wordsNoneCounted(counted)
}

// openTasks are the rounds that a unit has to hold; only those for a post, and of them
// only that post, if one is given.
func (s scoped) openTasks(u election.UnitState, post election.Post) (all []election.Task) {
	for _, t := range s.OpenTasks(u.Unit, u.Progress) {
		if post != "" {
			t.Posts = slices.DeleteFunc(slices.Clone(t.Posts), func(p election.TaskPost) bool { return p.Post != post })
		}
		if len(t.Posts) > 0 || post == "" {
			all = append(all, t)
		}
	}
	return all
}

// complete counts and names the units that have filled every seat, or did at the first
// attempt.
func (d *desk) complete(q inquiry, s scoped, counted []election.UnitState, a *document.Answer) {
	a.Asked = say("✅ 全部选齐的%s", "✅ %s that have filled every seat").With(s.Election.UnitNoun())
	if q.Post != "" {
		a.Asked = say("✅ %[2]s选齐的%[1]s", "✅ %[1]s that have filled every seat of: %[2]s").With(s.Election.UnitNoun(), q.Post.Name())
	}
	if q.Filter.By == speech.AtOnce {
		a.Asked = say("✅ 第一次投票就选齐的%s", "✅ %s that filled every seat at the first attempt").With(s.Election.UnitNoun())
	}
	yes, no := split(counted, func(u election.UnitState) bool {
		return len(s.openTasks(u, q.Post)) == 0 && (q.Filter.By == speech.Complete || laterRounds(u).IsZero())
	})
	a.Lines = append(a.Lines, wordsSomeOf(len(yes), s.Election.Units(len(counted))))
	for _, u := range yes {
		a.Units = append(a.Units, document.UnitLine(u.Unit, election.Phrase{}))
	}
	if len(no) > 0 {
		a.Also = append(a.Also, say("其余 %s：%s", "The other %s: %s").With(s.Election.Units(len(no)), document.Names(unitsIn(no))))
	}
}

// afterAgain says which rounds a unit has held after the first, and whether a seat is left.
func (s scoped) afterAgain(u election.UnitState, rounds election.Phrase, today election.Date) election.Phrase {
	if open := s.OpenTasks(u.Unit, u.Progress); len(open) > 0 {
		return say("%s，还没选齐：%s", "%s, seats are left: %s").With(rounds, open[0].Say(today))
	}
	last := u.Progress.Counts[len(u.Progress.Counts)-1]
	return say("%s，已全部选齐（参加投票 %s）", "%s, every seat is filled (turnout %s)").With(rounds, election.Ratio{Part: last.Participants, Whole: last.Registered})
}

// laterRounds names the rounds after the first that a unit has held.
func laterRounds(u election.UnitState) election.Phrase {
	var all []election.Phrase
	for _, c := range u.Progress.Counts {
		if c.Round != election.FirstRound && !c.Round.OfCommittee() {
			all = append(all, c.Round.Name())
		}
	}
	return document.SideBySide(all)
}
