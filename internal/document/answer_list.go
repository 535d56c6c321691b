package document

import (
	"slices"
	"time"

	"huanjie/internal/election"
)

// LateStages returns the stages past their day that some units owe, earliest
// first. today is the town's.
func LateStages(e election.Election, units []election.UnitState, today election.Date) (all []election.LateStage) {
	for _, due := range e.Overdue(today) {
		late := election.LateStage{Stage: due.Stage, Days: -due.Days}
		for _, u := range units {
			if e.Awaits(u.Progress, due.Stage.ID) {
				late.Count++
				late.Units = append(late.Units, u.Unit)
			}
		}
		if late.Count > 0 {
			all = append(all, late)
		}
	}
	return all
}

// LateLine returns a line about a late stage: how late it is, and who owes it.
func LateLine(e election.Election, late election.LateStage, today election.Date) election.Phrase {
	return lateLine(e, late, today)
}

// OwersLine names units with the officers who answer for them, grouped by
// officer.
func OwersLine(units []election.Unit) election.Phrase {
	return cut(owers(election.LateStage{Count: len(units), Units: units}), answerRoom/2)
}

// StageLine says what a stage is and by when it has to be done.
func StageLine(st election.Stage, today election.Date) election.Phrase {
	line := say("%s：计划 %s前完成", "%s: planned by %s").With(stageName(st), st.Planned.Say(today))
	if !st.Lawful.Last.IsZero() {
		line = say("%s，法定最迟 %s（%s）", "%s, by law at the latest %s (%s)").With(line, st.Lawful.Last.Say(st.Planned), st.Lawful.Article)
	}
	return line
}

// StageName returns the office's name of a stage.
func StageName(st election.Stage) election.Phrase { return stageName(st) }

// Trouble says which difficulties a unit has; zero if none.
func Trouble(e election.Election, u election.UnitState) election.Phrase {
	return TroubleWith(e, u, "")
}

// TroubleWith says the reasons why a unit is in difficulty with a stage; "" is any.
func TroubleWith(e election.Election, u election.UnitState, stage election.StageID) election.Phrase {
	var all []election.Phrase
	for _, st := range e.Stages {
		if state := u.Progress.Stages[st.ID]; state.Status == election.InDifficulty && (stage == "" || stage == st.ID) {
			all = append(all, say("%s：%s", "%s: %s").With(stageName(st), short(state.Reason, 60)))
		}
	}
	return sideBySide(all)
}

// Unconfirmed says what the counts of a unit still lack. It is zero if all are
// confirmed, or if there are none.
func Unconfirmed(u election.UnitState) election.Phrase {
	var all []election.Phrase
	if len(u.Hidden) > 0 {
		all = append(all, say("待您复核", "for you to check"))
	}
	for _, c := range u.Progress.Counts {
		if c.Status() != election.Confirmed {
			all = append(all, c.Missing()...)
		}
	}
	return sideBySide(all)
}

// UnitBrief says in a few words how far a unit is, and what it is late with.
func UnitBrief(e election.Election, u election.UnitState, at time.Time) election.Phrase {
	return brief(election.Summary{Election: e, AsOf: at}, u)
}

// DoneIn says how far the units of an area are with a stage.
func DoneIn(e election.Election, units []election.UnitState, st election.StageID) election.Phrase {
	n := map[election.StageStatus]int{}
	for _, u := range units {
		n[u.Progress.Stages[st].Status]++
	}
	line := say("完成 %d/%s", "done in %d of %s").With(n[election.Done], e.Units(len(units)))
	if under := n[election.UnderWay]; under > 0 {
		line = say("%s，进行中 %d", "%s, under way %d").With(line, under)
	}
	if trouble := n[election.InDifficulty]; trouble > 0 {
		line = say("%s，🆘 有困难 %d", "%s, 🆘 in difficulty %d").With(line, trouble)
	}
	return line
}

// CompositionLines say who the elected of some units are, with the plan's targets.
func CompositionLines(e election.Election, units []election.UnitState) []election.Phrase {
	f := election.Figures{}
	for _, u := range units {
		for k, n := range e.Figures(u.Progress) {
			f[k] += n
		}
	}
	c := f.Composition()
	lines := []election.Phrase{say("%d/%s已报", "%d of %s reporting").With(c.Units, e.Units(len(units)))}
	lines = append(lines, groups(e, c, describedIn(e, units))...)
	lines = append(lines, c.Shares()...)
	if age, n := meanAge(e, units); n > 0 {
		lines = append(lines, say("平均年龄 %.1f 岁（%d 名）", "mean age %.1f (of %d)").With(age, n))
	}
	if n := f[election.Elected] - c.People; n > 0 {
		lines = append(lines, say("另有 %d 名当选人的情况还没有报。", "Of %d more of the elected nothing is reported yet.").With(n))
	}
	for _, r := range election.Against(e.Targets, c, f[election.Elected]) {
		lines = append(lines, say("🎯 %s", "🎯 %s").With(r.Say(e)))
	}
	return lines
}

// meanAge returns the mean age on polling day of the elected whose year of
// birth is known, and their number.
func meanAge(e election.Election, units []election.UnitState) (mean float64, n int) {
	sum := 0
	for _, u := range units {
		for _, p := range e.Described(u.Progress) {
			if !p.Born.IsZero() {
				sum, n = sum+p.Age(e.PollingDay), n+1
			}
		}
	}
	return float64(sum) / float64(max(1, n)), n
}

// Choices says how often each choice of a kind of record was taken, and where.
func Choices(k election.RecordKind, units []election.UnitState) (lines []election.Phrase) {
	for _, f := range k.Fields {
		if f.Name == nil || f.Number || f.Personal {
			continue
		}
		where := map[string][]election.Unit{}
		var values []string
		for _, u := range units {
			for _, r := range u.Progress.Records[k.ID] {
				v := r.Words[f.ID]
				if v == "" {
					continue
				}
				if len(where[v]) == 0 {
					values = append(values, v)
				}
				where[v] = append(where[v], u.Unit)
			}
		}
		slices.Sort(values)
		for _, v := range values {
			lines = append(lines, say("· %s %s：%d（%s）", "· %s %s: %d (%s)").With(f.Label, f.Name(v), len(where[v]), Names(where[v])))
		}
	}
	return lines
}

// Changed says in at most four lines what changed in some units between two
// moments.
func Changed(e election.Election, was, is []election.UnitState, from, to time.Time) []election.Phrase {
	before, now := sumsAt(e, was, from), sumsAt(e, is, to)
	now.Before = before.AsBefore()
	d := now.Figures.Minus(before.Figures)
	var lines []election.Phrase
	for _, group := range [][]election.Phrase{stagesSince(now, d), votesSince(now, d), troublesSince(now, d)} {
		if len(group) > 0 {
			lines = append(lines, say("· %s", "· %s").With(sideBySide(group)))
		}
	}
	return lines
}

// sumsAt returns the sums of some units at a moment.
func sumsAt(e election.Election, units []election.UnitState, at time.Time) election.Summary {
	s := election.Summary{Election: e, AsOf: at, Figures: election.Figures{}, Lists: map[election.List]election.ListedUnits{}}
	for _, u := range units {
		for k, n := range e.Figures(u.Progress) {
			s.Figures[k] += n
		}
		for _, l := range e.Lists(u.Progress) {
			s.Lists[l] = election.ListedUnits{Count: s.Lists[l].Count + 1}
		}
	}
	s.Late = LateStages(e, units, election.DateOf(at))
	return s
}

// RecordLines returns the sums and the choices of a kind of record.
func RecordLines(k election.RecordKind, units []election.UnitState) (lines []election.Phrase) {
	n, sums := 0, map[string]int{}
	for _, u := range units {
		for _, r := range u.Progress.Records[k.ID] {
			n++
			for field, v := range r.Numbers {
				sums[field] += v
			}
		}
	}
	if k.Each {
		lines = append(lines, say("· 共 %d 次", "· %d in all").With(n))
	}
	for _, f := range k.Fields {
		if v := sums[f.ID]; f.Number && v > 0 {
			lines = append(lines, say("· %s %s %s", "· %s %s%s").With(f.Label, election.Thousands(v), f.Unit))
		}
	}
	figures := election.Figures{}
	for field, v := range sums {
		figures[election.RecordFigure(k.ID, field)] = v
	}
	for _, line := range k.Derived(figures) {
		lines = append(lines, say("· %s", "· %s").With(line))
	}
	return append(lines, Choices(k, units)...)
}

// CountLines returns the sums of the counts of some units, and their results.
func CountLines(e election.Election, units []election.UnitState) []election.Phrase {
	f := election.Figures{}
	seatsOfAll := 0
	for _, u := range units {
		seatsOfAll += u.Unit.Seats()
		for k, n := range e.Figures(u.Progress) {
			f[k] += n
		}
	}
	if f[election.Counted] == 0 {
		return nil
	}
	lines := []election.Phrase{
		say("已确认 %s", "confirmed: %s").With(e.Units(f[election.UnitsConfirmed])),
		say("参选 %s", "turnout %s").With(f.Turnout()),
		say("发出 %s，收回 %s，有效 %s，无效 %s 张", "issued %s, returned %s, valid %s, invalid %s").With(election.Thousands(f[election.BallotsIssued]),
			election.Thousands(f[election.BallotsReturned]), election.Thousands(f[election.BallotsValid]), election.Thousands(f[election.BallotsInvalid])),
		say("当选 %d/%s", "elected %d of %s").With(f[election.Elected], seats(seatsOfAll)),
	}
	if n := f[election.UnitsFurther] + f[election.UnitsVoid]; n > 0 {
		lines = append(lines, say("⚠️ %s还要再投票，缺 %s", "⚠️ to vote again: %s, %s left").With(e.Units(n), seats(f[election.SeatsLeft])))
	}
	return lines
}

// VoteLines returns the votes of each candidate in the counts of a unit, the
// most votes first.
func VoteLines(u election.UnitState) (lines []election.Phrase) {
	for _, c := range u.Progress.Counts {
		for _, p := range c.Posts {
			var all []election.Phrase
			most := slices.SortedStableFunc(slices.Values(p.Candidates), func(a, b election.CandidateVotes) int { return b.Votes - a.Votes })
			for _, v := range most {
				all = append(all, say("%s %d", "%s %d").With(v.Name, v.Votes))
			}
			lines = append(lines, say("%s · %s：%s", "%s · %s: %s").With(c.Round.Name(), p.Post.Name(), sideBySide(all)))
		}
	}
	return lines
}

// SideBySide joins phrases on one line.
func SideBySide(all []election.Phrase) election.Phrase { return sideBySide(all) }

// Joined joins names on one line.
func Joined(names []string) election.Phrase { return joined(names) }

// StageState says how far one unit is with a stage.
func StageState(e election.Election, u election.UnitState, st election.Stage, today election.Date) election.Phrase {
	return stageLine(e.StageOf(u.Progress, st.ID), st, today)
}
