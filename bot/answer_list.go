package bot

import (
	"cmp"
	"context"
	"slices"
	"strings"

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

// answerMembers answers 东片女委员几个: those of the posts of members, and with the chairs and vice-chairs.
func (d *desk) answerMembers(ctx context.Context, q inquiry) error {
	return d.each(ctx, q, func(s scoped) (document.Answer, bool) {
		m := document.TraitMeasure(q.Trait, election.Member, q.With...)
		all := document.TraitMeasure(q.Trait, "", q.With...)
		a := d.begin(q, s, m.Name)
		d.summed(s, m, m.Rows(s.Election, s.units), &a)
		if sum, known := document.Sum(all.Rows(s.Election, s.units)); known > 0 {
			a.Lines = append(a.Lines, say("连主任、副主任在内：%s", "with chairs and vice-chairs: %s").With(all.Say(sum)))
		}
		d.partly(q, s, &a)
		return a, true
	})
}

// answerComposition answers 女的当选多少, and with no trait who all of them are.
func (d *desk) answerComposition(ctx context.Context, q inquiry) error {
	if q.Trait == election.TraitCross || q.Trait == election.TraitCombined {
		if answered, err := d.answerPairs(ctx, q); answered || err != nil {
			return err
		}
	}
	if speech.SaysNewlyElected(q.text) && (q.Trait == "new" || slices.Contains(q.With, "new")) {
		q.also = append(q.also, say("（“新当选”按首次当选的新任算；问全部当选的，说“当选的”。）", "(“Newly elected” is taken as those elected for the first time.)"))
	}
	if q.Age.By != speech.All {
		if q.Form == speech.AsList && !q.Scope.EachUnit || q.Form == speech.AsNames {
			q.Form = speech.AsFigure // 三十岁以下的有没有
		}
		return d.numbers(ctx, q, func(scoped) document.Measure {
			return document.AgedMeasure(q.Age.From(), q.Age.Until(), q.Post, traitsOf(q)...)
		})
	}
	if q.Trait != "" {
		return d.answerTrait(ctx, q)
	}
	return d.each(ctx, q, func(s scoped) (document.Answer, bool) {
		a := d.begin(q, s, say("👥 当选人员结构", "👥 Who was elected"))
		a.Lines = document.CompositionLines(s.Election, s.units)
		if q.Form == speech.AsNames || q.Filter.By != speech.All { // 年龄最大的是谁
			a.Lines = append(a.Lines, wordsNotByName())
		}
		d.partly(q, s, &a)
		return a, true
	})
}

// answerTrait answers 女的当选多少.
func (d *desk) answerTrait(ctx context.Context, q inquiry) error {
	plain := q.Filter.By == speech.All && !q.OfAll && q.Time.Than.IsZero() && !q.Scope.EachArea
	if plain && q.Whole && q.Post == "" && (q.Form == speech.AsFigure || q.Form == speech.AsShare) {
		return d.answerMembers(ctx, q)
	}
	if q.Whole && q.Post == "" {
		q.also = append(q.also, say("（主任、副主任里的也算在内。）", "(Chairs and vice-chairs are counted too.)"))
	}
	if q.Form == speech.AsNames {
		q.Form = speech.AsList
		q.also = append(q.also, wordsNotByName())
	}
	return d.numbers(ctx, q, func(scoped) document.Measure { return document.TraitMeasure(q.Trait, q.Post, q.With...) })
}

func wordsNotByName() election.Phrase {
	return say("🔒 各人的情况不列名，只有人数。", "🔒 Facts about persons are not listed by name, only their number.")
}

// traitsOf are all traits that a question names.
func traitsOf(q inquiry) []election.Trait {
	if q.Trait == "" {
		return nil
	}
	return append([]election.Trait{q.Trait}, q.With...)
}

// answerPairs answers 交叉任职多少 by name, where the committees and the Party organisations of
// the same places are both elected; false if no place has both.
func (d *desk) answerPairs(ctx context.Context, q inquiry) (bool, error) {
	units, of, _ := d.meant(&q)
	town := d.store.Town()
	ids := make([]election.UnitID, 0, len(units))
	for _, u := range units {
		ids = append(ids, u.ID)
		if branch, ok := town.PartyUnit(u); ok && d.person.MaySee(branch) && !slices.ContainsFunc(units, func(o election.Unit) bool { return o.ID == branch.ID }) {
			ids = append(ids, branch.ID)
		}
	}
	states, err := d.view().States(ctx, ids)
	if err != nil {
		return false, err
	}
	lines := document.PairLines(election.Pairs(town, states))
	if len(lines) == 0 {
		return false, nil
	}
	now := d.now().In(town.Location)
	d.reply(document.Answer{Asked: say("👥 交叉任职、一肩挑（按姓名对照）", "👥 On both bodies, and heads of both, by name"), Of: of, AsOf: now, Now: now, Lines: lines})
	return true, nil
}

// answerAges answers 平均年龄最大的村.
func (d *desk) answerAges(ctx context.Context, q inquiry) error {
	if q.One {
		return d.each(ctx, q, func(s scoped) (document.Answer, bool) { return d.extremeAge(q, s), true })
	}
	return d.numbers(ctx, q, func(scoped) document.Measure { return document.AgeMeasure(q.Post) })
}

// extremeAge says how old the youngest or the oldest of the elected are on polling day, and
// not who they are.
func (d *desk) extremeAge(q inquiry, s scoped) document.Answer {
	oldest := q.Filter.By == speech.Highest
	a := d.begin(q, s, say("👥 最年轻的当选人", "👥 The youngest of the elected"))
	if oldest {
		a.Asked = say("👥 年龄最大的当选人", "👥 The oldest of the elected")
	}
	age, n, known := 0, 0, 0
	var where []string
	for _, u := range s.units {
		for _, p := range s.Described(u.Progress) {
			if p.Born.IsZero() || q.Post != "" && p.Post != q.Post {
				continue
			}
			old := p.Age(s.PollingDay)
			if known++; known == 1 || oldest && old > age || !oldest && old < age {
				age, n, where = old, 0, nil
			}
			if old == age {
				n, where = n+1, append(where, u.Unit.Name)
			}
		}
	}
	if known == 0 {
		a.Lines = append(a.Lines, wordsNothingReported())
		return a
	}
	if q.Form == speech.AsList || q.Form == speech.AsRanking { // 年龄最大的当选人是哪个村的
		a.Units = append(a.Units, say("· %s", "· %s").With(document.Joined(where)))
	}
	a.Lines = append(a.Lines, say("%d 岁（%d 名；知道年龄的共 %d 名）", "%d years (%d people, of %d whose age is known)").With(age, n, known),
		wordsNotByName())
	return a
}

// answerRecords answers 横幅多少, and of a whole kind of record its sums and choices.
func (d *desk) answerRecords(ctx context.Context, q inquiry) error {
	if err := d.fieldMeant(ctx, &q); err != nil {
		return err
	}
	kinds := d.store.Town().Records
	i := slices.IndexFunc(kinds, func(k election.RecordKind) bool { return k.ID == q.Record })
	if i < 0 {
		d.say(wordsNothingKnown())
		return nil
	}
	k := kinds[i]
	if f, ok := detailAsked(q, k); ok {
		return d.answerDetail(ctx, q, k, f)
	}
	if i := slices.IndexFunc(k.Fields, isReason); q.Why && i >= 0 && q.Field != "" { // 请假的有几个，什么原因
		q.Why = false
		if err := d.answerDetail(ctx, q, k, k.Fields[i]); err != nil {
			return err
		}
	}
	q.within(k)
	if err := d.besideOffice(ctx, &q, k); err != nil {
		return err
	}
	for _, places := range q.SideBySide { // each by itself: 应到多少实到多少
		at := slices.IndexFunc(places, func(p speech.RecordPlace) bool { return p.Record == q.Record && p.Field != q.Field })
		if at < 0 {
			continue
		}
		one := q
		one.Field, one.SideBySide, one.also = places[at].Field, nil, nil
		if err := d.numbers(ctx, one, func(scoped) document.Measure { return document.RecordMeasure(k, one.Field) }); err != nil {
			return err
		}
	}
	if q.ofNumbers() {
		return d.numbers(ctx, q, func(scoped) document.Measure { return document.RecordMeasure(k, q.Field) })
	}
	return d.each(ctx, q, func(s scoped) (document.Answer, bool) {
		a := d.begin(q, s, say("🗂 %s", "🗂 %s").With(k.Title))
		m := document.RecordMeasure(k, "")
		_, unknown := m.Sorted(m.Rows(s.Election, s.whole), true)
		n := len(s.whole) - len(unknown)
		a.Lines = append(a.Lines, wordsReporting(m, n, s.Election.Units(len(s.whole))))
		if n == 0 {
			return a, true
		}
		a.Lines = append(a.Lines, document.RecordLines(k, s.whole)...)
		if q.Filter.By == speech.IsReported {
			for _, u := range s.whole {
				if len(u.Progress.Records[k.ID]) > 0 {
					a.Units = append(a.Units, document.UnitLine(u.Unit, election.Phrase{}))
				}
			}
		}
		return a, true
	})
}

// isReason reports whether a field of a record says why.
func isReason(f election.RecordField) bool {
	return !f.Number && strings.HasSuffix(f.Label.In(election.Chinese), "原因")
}

// within takes a number that is asked for beside an answer of the same kind of record for the number of the
// reports with this answer: 业务培训多少人参加.
func (q *inquiry) within(k election.RecordKind) {
	answer := ""
	is := func(p speech.RecordPlace) bool { return p.Record == k.ID && strings.Contains(p.Field, "=") }
	if here := (speech.RecordPlace{Record: k.ID, Field: q.Field}); is(here) {
		answer = q.Field
	}
	for _, places := range q.SideBySide {
		if at := slices.IndexFunc(places, is); at >= 0 {
			answer = places[at].Field
		}
	}
	if answer == "" || !k.Each {
		return
	}
	number := func(field string) bool { _, ok := k.Number(field); return ok }
	if number(q.Field) {
		q.Field = document.Within(q.Field, answer)
	}
	q.SideBySide = slices.Clone(q.SideBySide)
	for i, places := range q.SideBySide {
		if at := slices.IndexFunc(places, func(p speech.RecordPlace) bool { return p.Record == k.ID && number(p.Field) }); at >= 0 {
			q.SideBySide[i] = []speech.RecordPlace{{Record: k.ID, Field: document.Within(places[at].Field, answer)}}
		}
	}
}

// ofNumbers reports whether a question about a kind of record is answered with numbers, of one of its fields or of
// several units side by side, and not with all that its reports say.
func (q inquiry) ofNumbers() bool {
	some := q.Filter.By != speech.All && q.Filter.By != speech.IsReported
	return q.Field != "" || q.Form == speech.AsRanking || q.Form == speech.AsCompare || some || q.Has()&(speech.PartThan|speech.PartPeople|speech.PartMean) != 0
}

// ofWholeTown takes the office's own meetings for those that are asked for, where no unit has reported
// one and no unit is named.
func (d *desk) ofWholeTown(ctx context.Context, q *inquiry) error {
	work := d.store.Town().OfficeWork()
	if len(q.Scope.Units)+len(q.Scope.Areas) > 0 || q.Scope.Own || !d.person.MaySee(work) {
		return nil
	}
	p, err := d.store.OfficeWork(ctx)
	if err != nil || len(p.Records["office_meeting"]) == 0 {
		return err
	}
	of := *q
	of.also = nil
	units, _, _ := d.meant(&of)
	all, err := d.statesOf(ctx, units, d.now(), func(*scoped, []election.Unit) {})
	if err != nil || slices.ContainsFunc(all, func(s scoped) bool {
		return slices.ContainsFunc(s.units, func(u election.UnitState) bool { return len(u.Progress.Records[q.Record]) > 0 })
	}) {
		return err
	}
	q.Record = "office_meeting"
	return nil
}

// fieldMeant chooses, where several kinds of record have a number of the name that is asked
// for, the first of which anything is reported.
func (d *desk) fieldMeant(ctx context.Context, q *inquiry) error {
	if q.Record == "training" && q.Field == "" {
		return d.ofWholeTown(ctx, q)
	}
	if len(q.Fields) < 2 {
		return nil
	}
	atMeeting := func(p speech.RecordPlace) bool { return p.Record == election.AttendanceRecord }
	slices.SortStableFunc(q.Fields, func(a, b speech.RecordPlace) int { // that elects, rather than another
		if atMeeting(a) == atMeeting(b) {
			return 0
		} else if atMeeting(a) {
			return -1
		}
		return 1
	})
	for _, p := range q.Fields {
		of := *q
		of.Record, of.also = p.Record, nil
		units, _, _ := d.meant(&of)
		all, err := d.statesOf(ctx, units, d.now(), func(*scoped, []election.Unit) {})
		if err != nil {
			return err
		}
		for _, s := range all {
			if slices.ContainsFunc(s.units, func(u election.UnitState) bool { return len(u.Progress.Records[p.Record]) > 0 }) {
				q.Record, q.Field = p.Record, p.Field
				return nil
			}
		}
	}
	return nil
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
			for _, u := range no {
				a.Units = append(a.Units, document.Owers(u.Unit))
			}
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

// split parts units by what is so of them.
func split(units []election.UnitState, is func(election.UnitState) bool) (yes, no []election.UnitState) {
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
		for _, u := range s.whole {
			if why := document.Trouble(s.Election, u); !why.IsZero() {
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
