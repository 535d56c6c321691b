package bot

import (
	"cmp"
	"context"
	"slices"

	"huanjie/internal/document"
	"huanjie/internal/election"
	"huanjie/internal/speech"
)

// answerElected answers 当选多少, and by name 谁当选.
func (d *desk) answerElected(ctx context.Context, q inquiry) error {
	if q.Form != speech.AsNames && len(q.Scope.Units) != 1 {
		return d.numbers(ctx, q, func(scoped) document.Measure { return document.ElectedMeasure(q.Post) })
	}
	return d.each(ctx, q, func(s scoped) (document.Answer, bool) {
		a := d.begin(q, s, say("👥 当选人", "👥 Who is elected"))
		none := 0
		for _, u := range s.units {
			if names := electedNames(s.Election, u, q.Post); !names.IsZero() {
				a.Units = append(a.Units, document.UnitLine(u.Unit, names))
			} else if len(u.Hidden) > 0 {
				continue // said below
			} else if len(u.Progress.Counts) == 0 {
				none++
			} else {
				a.Units = append(a.Units, document.UnitLine(u.Unit, say("没有人当选", "nobody is elected")))
			}
			if len(q.Scope.Units) > 0 {
				a.Units = append(a.Units, leftIn(s.Election, u, d.today())...)
			}
		}
		if none > 0 {
			a.Also = append(a.Also, wordsAlsoUnknown(s.Election.Units(none), say("还没计票", "not counted")))
		}
		d.partly(q, s, &a)
		return a, true
	})
}

// leftIn are the rounds that a unit still has to hold, a line each.
func leftIn(e election.Election, u election.UnitState, today election.Date) (lines []election.Phrase) {
	for _, task := range e.OpenTasks(u.Unit, u.Progress) {
		lines = append(lines, say("📌 %s", "📌 %s").With(task.Say(today)))
	}
	return lines
}

// electedNames names who is elected in a unit, post by post.
func electedNames(e election.Election, u election.UnitState, only election.Post) election.Phrase {
	var all []election.Phrase
	for _, p := range e.PostsNow(u.Unit, u.Progress) {
		var names []string
		for _, w := range e.Winners(u.Progress) {
			if w.Post == p.Post && (only == "" || only == p.Post) {
				names = append(names, w.Name)
			}
		}
		if len(names) > 0 {
			all = append(all, say("%s %s", "%s %s").With(p.Post.Name(), document.Joined(names)))
		}
	}
	return document.SideBySide(all)
}

// answerCandidates answers 候选人是哪些人, and how many there are.
func (d *desk) answerCandidates(ctx context.Context, q inquiry) error {
	if q.Stage == election.FirstListStage && q.Trait == "" {
		return d.answerFirstLists(ctx, q)
	}
	if q.Contests && (q.Contest == speech.Contest{} && len(q.Scope.Units) != 1 || len(q.Scope.Units) == 0) {
		return d.answerContests(ctx, q)
	}
	if q.Trait != "" || q.Form != speech.AsNames && len(q.Scope.Units) == 0 {
		if q.Trait != "" && q.Post != "" {
			q.also = append(q.also, say("（候选人的情况没有分职务报，这里是全部候选人。）", "(Candidates are not described by post; these are all of them.)"))
			q.Post = ""
		}
		return d.numbers(ctx, q, func(scoped) document.Measure { return document.CandidatesMeasure(q.Trait, q.Post) })
	}
	return d.each(ctx, q, func(s scoped) (document.Answer, bool) {
		a := d.begin(q, s, say("🙋 候选人", "🙋 Candidates"))
		for _, u := range s.whole {
			if len(s.whole) > 1 {
				a.Lines = append(a.Lines, say("%s：", "%s:").With(u.Unit.Name))
			}
			if q.Contest.Stand > 0 {
				a.Lines = append(a.Lines, wordsContest(q, contestsOf(s.Election, u, q.Post)))
			}
			a.Lines = append(a.Lines, candidateLines(s.Election, u, q.Post)...)
		}
		return a, true
	})
}

// candidateLines are the candidates of a unit, for one post or for all. Of a post for which
// nobody is named that is said, with those for the others.
func candidateLines(e election.Election, u election.UnitState, only election.Post) (lines []election.Phrase) {
	n := 0
	posts, _ := e.Posts(u.Unit, u.Progress)
	for _, p := range posts {
		if only != "" && p.Post != only || len(p.Candidates) == 0 {
			continue
		}
		n += len(p.Candidates)
		lines = append(lines, say("%s（应选 %d 名）：%s", "%s (seats: %d): %s").With(p.Post.Name(), p.Seats, document.Joined(p.Candidates)))
	}
	if n == 0 && only != "" {
		none := say("%s没有单列的候选人。", "Nobody is named for %s.").With(only.Name())
		return append([]election.Phrase{none}, candidateLines(e, u, "")...)
	}
	return append(lines, say("共 %d 人", "%d in all").With(n))
}

// answerCounted answers 哪些村没计票, and 计票结果汇总.
func (d *desk) answerCounted(ctx context.Context, q inquiry) error {
	return d.each(ctx, q, func(s scoped) (document.Answer, bool) {
		a := d.begin(q, s, say("🧮 计票", "🧮 Counts"))
		yes, no := split(s.whole, election.UnitState.Counted)
		a.Lines = append(a.Lines, say("已计票 %d/%s", "counted in %d of %s").With(len(yes), s.Election.Units(len(s.whole))))
		switch {
		case q.Filter.By == speech.NotReported:
			a.Asked = say("🧮 还没计票的%s", "🧮 %s without a count").With(s.Election.UnitNoun())
			a.Lines = append(a.Lines, wordsStillUnknown(len(no), s.Election.Units(len(s.whole))))
			if len(no) == 0 {
				a.Lines = []election.Phrase{wordsAllReported()}
			}
			a.Units = append(a.Units, owers(q, s.Election, no)...)
			return a, true
		case q.Filter.By == speech.IsReported && q.Form != speech.AsCount:
			a.Asked = say("🧮 已计票的%s", "🧮 %s that have counted").With(s.Election.UnitNoun())
			for _, u := range yes {
				a.Units = append(a.Units, document.UnitLine(u.Unit, election.Phrase{}))
			}
		case len(yes) > 0:
			a.Lines = append(a.Lines, document.CountLines(s.Election, s.units)...)
			if len(q.Scope.Units) == 1 {
				a.Lines = append(a.Lines, document.VoteLines(s.units[0])...)
			}
		}
		if q.Form == speech.AsMoment { // 几点能出结果
			a.Also = append(a.Also, wordsResultsCome(s.PollingDay, d.today()))
		}
		d.partly(q, s, &a)
		return a, true
	})
}

// owers are the units that owe something, a line each, or together by who answers for them.
func owers(q inquiry, e election.Election, owe []election.UnitState) (lines []election.Phrase) {
	if q.Scope.EachPerson {
		for _, g := range personGroups(scoped{Election: e, units: owe}) {
			lines = append(lines, say("· %s（%d）：%s", "· %s (%d): %s").With(g.name, len(g.units), document.Names(unitsIn(g.units))))
		}
		return lines
	}
	for _, u := range owe {
		lines = append(lines, document.Owers(u.Unit))
	}
	return lines
}

// split parts units by what is so of them.
func split[T any](units []T, is func(T) bool) (yes, no []T) {
	for _, u := range units {
		if is(u) {
			yes = append(yes, u)
		} else {
			no = append(no, u)
		}
	}
	return yes, no
}

// answerConfirmed answers 哪些村没确认. Whose counts are to be checked is no secret.
func (d *desk) answerConfirmed(ctx context.Context, q inquiry) error {
	if q.Topic == "checker" && len(q.Scope.People) == 1 { // 何静核了几个村: those that they check
		p := d.store.Town().Person(q.Scope.People[0])
		q.Scope.People, q.Scope.Units = nil, slices.Clone(p.Checks)
		if len(p.Checks) == 0 {
			d.say(say("名册里没有%s复核的村。", "The roster has nothing that %s checks.").With(p.ID.Name()))
			return nil
		}
	}
	if q.Topic == "differs" {
		return d.answerDiffers(ctx, q)
	}
	return d.each(ctx, q, func(s scoped) (document.Answer, bool) {
		counted, _ := split(s.whole, election.UnitState.Counted)
		yes, no := split(counted, func(u election.UnitState) bool {
			return len(u.Hidden) == 0 && u.Progress.CountStatus() == election.Confirmed
		})
		a := d.begin(q, s, say("🧮 待确认的计票", "🧮 Counts to be confirmed"))
		if q.Filter.By == speech.IsReported {
			a.Asked = say("🧮 已确认的计票", "🧮 Confirmed counts")
			for _, u := range yes {
				a.Units = append(a.Units, document.UnitLine(u.Unit, election.Phrase{}))
			}
		} else {
			for _, u := range no {
				a.Units = append(a.Units, document.UnitLine(u.Unit, document.Unconfirmed(u)))
			}
			if len(no) == 0 {
				a.Lines = append(a.Lines, wordsNoneCounted(len(counted)))
			}
		}
		a.Lines = append(a.Lines, say("已计票 %d/%s，已确认 %d", "counted in %d of %s, confirmed in %d").With(len(counted), s.Election.Units(len(s.whole)), len(yes)))
		return a, true
	})
}

// answerDifficulties answers 哪些村有困难, with the reasons.
func (d *desk) answerDifficulties(ctx context.Context, q inquiry) error {
	return d.each(ctx, q, func(s scoped) (document.Answer, bool) {
		a := d.begin(q, s, say("🆘 有困难", "🆘 In difficulty"))
		if st, has := s.Stage(q.Stage); has {
			a.Asked = say("%s · %s", "%s · %s").With(a.Asked, document.StageName(st))
		} else if q.Stage != "" {
			return a, false
		}
		for _, u := range s.whole {
			if why := document.TroubleWith(s.Election, u, q.Stage); !why.IsZero() {
				a.Units = append(a.Units, document.UnitLine(u.Unit, why))
			}
		}
		if len(a.Units) == 0 {
			a.Lines = append(a.Lines, wordsNone())
			return a, true
		}
		a.Lines = append(a.Lines, wordsSomeOf(len(a.Units), s.Election.Units(len(s.whole))))
		return a, true
	})
}

// answerUnits answers 东片有几个村, 重点村有哪些.
func (d *desk) answerUnits(ctx context.Context, q inquiry) error {
	if q.Scope.Where == speech.ByEach {
		return d.answerWays(ctx, q)
	}
	day := cmp.Or(q.Time.At.Day, d.today())
	if q.Polling {
		q.Time = speech.Span{} // the day is no moment of which anything is asked
	}
	return d.each(ctx, q, func(s scoped) (document.Answer, bool) {
		a := d.begin(q, s, say("🏘 %s", "🏘 %s").With(s.Election.AllUnits(unitsIn(s.whole))))
		switch polls := s.PollingDay; {
		case !q.Polling:
		case polls != day && (polls.Day != day.Day || polls.Sub(day) < 0 || polls.Sub(day) > 31): // 15号 may be that of next month
			a.Asked = say("🗳 %s没有投票的%s；选举日是%s", "🗳 %s: no %s votes; polling day is %s").With(day.Say(election.DateOf(a.Now)), s.Election.UnitNoun(), polls.Say(election.DateOf(a.Now)))
			return a, true
		default:
			a.Asked = say("🗳 %s投票：%s", "🗳 Polling on %s: %s").With(polls.Say(election.DateOf(a.Now)), s.Election.Units(len(s.whole)))
		}
		if q.Form == speech.AsCount && !q.Scope.EachArea && !q.Scope.EachPerson {
			if q.Scope.Where != speech.Anywhere && len(s.whole) <= reportedMost { // 北片几个社区是户代表选举: which they are
				a.Lines = append(a.Lines, document.Names(unitsIn(s.whole)))
			}
			return a, true
		}
		groups := d.areaGroups(q, scoped{Election: s.Election, area: s.area, inArea: s.inArea, units: s.whole})
		if q.Scope.EachPerson {
			groups = personGroups(s)
		}
		if by := q.Filter.By; by == speech.Highest || by == speech.Lowest {
			slices.SortStableFunc(groups, func(x, y group) int {
				if by == speech.Lowest {
					return len(x.units) - len(y.units)
				}
				return len(y.units) - len(x.units)
			})
		}
		for _, g := range groups {
			mine := unitsIn(g.units)
			a.Lines = append(a.Lines, say("%s %s：%s", "%s, %s: %s").With(g.name, s.Election.AllUnits(mine), document.Names(mine)))
		}
		return a, true
	})
}
