package document

import (
	"slices"
	"time"

	"huanjie/internal/election"
)

// remindersRoom is the room for the lines of a reminder, in UTF-16 units.
const remindersRoom = 3000

// dueMost is how many lines of a reminder are made at most; fewer fit.
const dueMost = 100

// Asked returns the text of a card 催报卡: first what its reader is to report,
// then a list of what others have not reported. now is in the town's location.
func Asked(t *election.Town, c election.Card, l election.Language, now time.Time) string {
	p := &page{l: l}
	if len(c.Owed) == 0 {
		p.title(say("✅ 单子上的都报了", "✅ Everything on this list is reported"))
		goneLines(p, t, c.Gone, now)
		next := say("截至 %s。到下一个时限再提醒。", "As of %s. The next reminder comes with the next deadline.")
		if slices.ContainsFunc(c.Gone, func(g election.Gone) bool { return g.Rung > election.StandInRung }) {
			next = say("截至 %s。别的到期没报的先催联络员，还不报再列给您；随时看日报。",
				"As of %s. For anything else that is due, officers are asked first; you hear of it if they do not report. See the digest at any time.")
		}
		p.line(next.With(election.SayTime(now, now)))
		return p.String()
	}
	own, others := c.Own(), c.Others()
	room := remindersRoom
	if len(own) > 0 && len(others) > 0 {
		room /= 2
	}
	if len(own) > 0 {
		askedOf(p, t, own, lateIf(c.Late), askedAt{now, room})
	}
	if len(own) > 0 && len(others) > 0 {
		p.line(election.Phrase{})
	}
	if len(others) > 0 {
		askedOfOthers(p, t, others, lateIf(c.Late && len(own) == 0), askedAt{now, room})
	}
	goneLines(p, t, c.Gone, now)
	return p.String()
}

// goneRoom is what a card may say of what has left it, in UTF-16 units.
const goneRoom = 300

// goneLines says what has left a card since it last rang, and why: a line for
// each thing, with the units.
func goneLines(p *page, t *election.Town, gone []election.Gone, now time.Time) {
	var lines []election.Phrase
	for len(gone) > 0 {
		first, rest, units := gone[0], []election.Gone(nil), []election.Unit(nil)
		for _, g := range gone {
			if u, known := t.Unit(g.Unit); known && g.Stage == first.Stage && g.Count == first.Count && g.Replanned == first.Replanned && g.FillIn == first.FillIn {
				units = append(units, u)
			} else if known {
				rest = append(rest, g)
			}
		}
		if gone = rest; len(units) > 0 {
			lines = append(lines, goneLine(t, first, units, now))
		}
	}
	p.list(lines, len(lines), goneRoom, func(left int) election.Phrase { return say("……另有 %d 条", "… and %d more").With(left) })
}

func goneLine(t *election.Town, g election.Gone, units []election.Unit, now time.Time) election.Phrase {
	text := say("✅ %s 已报：%s", "✅ %s, reported: %s")
	if g.FillIn {
		text = say("📝 %s 只需补报，不再列为逾期：%s", "📝 %s is only to be filled in, no longer late: %s")
	}
	if g.Replanned {
		text = say("🗓 计划改了，%s 不再催：%s", "🗓 the plan has changed, no longer asked for %s: %s")
	}
	e := t.ElectionOf(units[0])
	what := owedName(e, g.Owed, now)
	if g.Stage == "" && !g.Count {
		what = say("投票人数", "turnout")
	}
	var names []string
	for _, u := range units[:min(len(units), owersMost)] {
		names = append(names, short(u.Name, nameMost))
	}
	list := joined(names)
	if more := len(units) - len(names); more > 0 {
		list = say("%s，另有 %d 个", "%s, and %d more").With(list, more)
	}
	return text.With(what, list)
}

// askedAt is the time when a card is read, and the room for one part of it.
type askedAt struct {
	now  time.Time
	room int // UTF-16 units
}

// lateIf returns a function that marks a text as late, if late is true.
func lateIf(late bool) func(election.Phrase) election.Phrase {
	if late {
		return sentLate
	}
	return func(s election.Phrase) election.Phrase { return s }
}

// askedOf lists what the reader is to report.
func askedOf(p *page, t *election.Town, own []election.Owed, mark func(election.Phrase) election.Phrase, at askedAt) {
	var groups []ownGroup
	waiting, shown := 0, 0
	for _, o := range own {
		if !o.Promised() {
			waiting++
		}
		if u, ok := t.Unit(o.Unit); ok && shown < dueMost {
			shown++
			groups = ownTogether(groups, t.ElectionOf(u), u, o, at.now)
		}
	}
	var lines []election.Phrase
	for _, g := range groups {
		lines = append(lines, g.line())
	}
	head := say("⏰ 催报：%d 项待上报", "⏰ To be reported: %d").With(waiting)
	if waiting == 0 {
		head = say("🤝 已约好补报", "🤝 Promised for later")
	}
	p.title(mark(head))
	p.list(lines, len(lines), at.room, func(left int) election.Phrase {
		for _, g := range groups[:len(lines)-left] {
			shown -= len(g.units)
		}
		return say("……另有 %d 项", "… and %d more").With(shown)
	})
	if waiting > 0 {
		p.line(say("点按钮上报；报了就不再提醒。", "Tap a button to report; then the reminders stop."))
	}
}

// ownGroup is one thing to report for one or several units, and how its time stands.
type ownGroup struct {
	election  election.Election
	what, how election.Phrase
	units     []election.Unit
}

// ownTogether adds something to report to those of which the same is said, or after
// them.
func ownTogether(groups []ownGroup, e election.Election, u election.Unit, o election.Owed, now time.Time) []ownGroup {
	g := ownGroup{election: e, what: owedName(e, o, now), how: ownHow(e, u, o, now), units: []election.Unit{u}}
	i := slices.IndexFunc(groups, func(h ownGroup) bool { return h.election.ID == e.ID && h.what == g.what && h.how == g.how })
	if i < 0 {
		return append(groups, g)
	}
	groups[i].units = append(groups[i].units, u)
	return groups
}

// line names the units: 东河村 · 组织准备, or 组织准备 · 2 个村：梨坪村、古渡村.
func (g ownGroup) line() election.Phrase {
	if len(g.units) == 1 {
		return say("%s · %s%s", "%s · %s%s").With(short(g.units[0].Name, nameMost), g.what, g.how)
	}
	return say("%s · %s：%s%s", "%s · %s: %s%s").With(g.what, g.election.Units(len(g.units)), Names(g.units), g.how)
}

// ownHow says how the time of something to report stands, on lines of their own below
// it.
func ownHow(e election.Election, u election.Unit, o election.Owed, now time.Time) (lines election.Phrase) {
	below := func(what election.Phrase) { lines = say("%s\n　%s", "%s\n  %s").With(lines, what) }
	st, stage := e.Stage(o.Stage)
	switch when := awaited(o, now); {
	case o.Promised():
		below(promised(o, now))
		return lines
	case o.FillIn:
		below(say("📝 补报：选举已确认，这一项还没有报完成", "📝 to be filled in: the election is confirmed, this was not reported done"))
		return lines
	case stage && o.Stage == election.PollingStage && election.DateOf(now) == e.PollingDay:
		below(say("%s 今天投票：先按点报投票人数，计好票报计票结果", "%s polling is today: report the turnout by the hour, then the count").With(officeMark))
		return lines
	case stage:
		below(deadline(election.Due{Stage: st, Days: st.Due().Sub(election.DateOf(now))}))
		return lines
	case !when.IsZero():
		below(say("%s %s", "%s %s").With(officeMark, when))
	}
	if end, known := e.PollingEnds(u, now.Location()); known && !o.Count && !now.Before(end) {
		below(say("投票 %s 已结束，计好票直接报计票", "polling ended at %s; once counted, report the count").With(end.Format("15:04")))
	}
	return lines
}

// owedName says what is to be reported; on polling day with its hour. It does
// not say how long ago that was, so that it stays true until the card changes.
func owedName(e election.Election, o election.Owed, now time.Time) election.Phrase {
	if st, ok := e.Stage(o.Stage); ok {
		return stageName(st)
	}
	if o.Stage != "" { // the office has taken it out of the timetable
		return plain(short(string(o.Stage), nameMost))
	}
	if o.Count {
		return say("计票结果", "the count")
	}
	by, first := o.By.In(now.Location()).Format("15:04"), o.Overdue().In(now.Location()).Format("15:04")
	if first != by {
		return say("投票人数：%s 到 %s 都没报", "turnout: nothing from %s to %s").With(first, by)
	}
	return say("%s 投票人数", "turnout at %s").With(by)
}

// awaited says when a report of polling day was due, if its name does not say
// so.
func awaited(o election.Owed, now time.Time) election.Phrase {
	by := o.By.In(now.Location())
	var text election.Phrase
	switch {
	case election.DateOf(by) != election.DateOf(now):
		text = say("应于 %s 前报", "was due at %s").With(election.SayTime(by, now))
	case o.Count:
		text = say("应于 %s 报", "due at %s").With(by.Format("15:04"))
	}
	if o.Count && !o.First.IsZero() {
		return say("%s，投票人数 %s 起就没报", "%s, no turnout since %s").With(text, o.First.In(now.Location()).Format("15:04"))
	}
	return text
}

// promised says until when a report is promised, and why it is delayed.
func promised(o election.Owed, now time.Time) election.Phrase {
	text := say("🤝 %s 前补报", "🤝 promised by %s").With(election.Clock(o.Until, now))
	if o.Why == "" {
		return text
	}
	return say("%s，%s", "%s: %s").With(text, short(o.Why, 40))
}

// askedOfOthers writes the list of those who have not reported, the longest
// late first, and of promised reports.
func askedOfOthers(p *page, t *election.Town, others []election.Owed, mark func(election.Phrase) election.Phrase, at askedAt) {
	var waiting, later []election.Owed
	units := map[election.UnitID]bool{}
	for _, o := range others {
		if o.Promised() {
			later = append(later, o)
			continue
		}
		units[o.Unit] = true
		waiting = append(waiting, o)
	}
	head := say("⏰ 未报：%s，%d 项", "⏰ Not reported: %s, %d in all").With(t.SayUnits(len(units)), len(waiting))
	if len(waiting) == 0 {
		head = say("🤝 已约好补报", "🤝 Promised for later")
	}
	p.title(mark(head))
	lines := append(othersLines(t, waiting, at.now), promiseLines(t, later, at.now)...)
	p.list(lines, len(lines), at.room, func(left int) election.Phrase {
		return say("……另有 %d 条", "… and %d more").With(left)
	})
	if slices.ContainsFunc(waiting, func(o election.Owed) bool { return o.Rung == election.ContactRung }) {
		p.line(say("请提醒联络员上报；联系不上的，请告诉选举办。", "Please remind the officer, or tell the office if they cannot be reached."))
	}
}

// othersLines returns a line for each thing not reported, with the units that
// owe it.
func othersLines(t *election.Town, waiting []election.Owed, now time.Time) []election.Phrase {
	var lines []election.Phrase
	for len(waiting) > 0 {
		first, rest := waiting[0], []election.Owed(nil)
		u, _ := t.Unit(first.Unit)
		e := t.ElectionOf(u)
		var units []election.Unit
		for _, o := range waiting {
			if v, ok := t.Unit(o.Unit); ok && v.Election == e.ID && o.Stage == first.Stage && o.Count == first.Count && o.Overdue().Equal(first.Overdue()) {
				units = append(units, v)
			} else if ok {
				rest = append(rest, o)
			}
		}
		lines = append(lines, othersLine(t, e, first, units, now))
		waiting = rest
	}
	return lines
}

func othersLine(t *election.Town, e election.Election, o election.Owed, units []election.Unit, now time.Time) election.Phrase {
	shown := election.LateStage{Count: len(units), Units: units}
	what := owedName(e, o, now)
	if len(t.Elections) > 1 {
		what = say("%s · %s", "%s · %s").With(e.UnitNoun(), what)
	}
	if st, ok := e.Stage(o.Stage); ok {
		shown.Stage, shown.Days = st, election.DateOf(now).Sub(st.Due())
		return lateLine(e, shown, election.DateOf(now))
	}
	if when := awaited(o, now); !when.IsZero() {
		what = say("%s，%s", "%s, %s").With(what, when)
	}
	return say("%s %s · %s\n　%s", "%s %s · %s\n  %s").With(officeMark, what, e.Units(len(units)), owers(shown))
}

// promiseLines returns a line for each unit that promised to report later.
func promiseLines(t *election.Town, later []election.Owed, now time.Time) []election.Phrase {
	var lines []election.Phrase
	said := map[election.UnitID]bool{}
	for _, o := range later {
		if u, ok := t.Unit(o.Unit); ok && !said[o.Unit] {
			said[o.Unit] = true
			lines = append(lines, say("%s（%s）\n　%s", "%s (%s)\n  %s").With(short(u.Name, nameMost), officers(u), promised(o, now)))
		}
	}
	return lines
}

// The marks of a deadline: set by law, by the office, or by custom.
const (
	lawMark    = "⚖️"
	officeMark = "🗓"
	usualMark  = "🔸"
)

// deadline says how far today is from a stage's day, and who sets that day:
// the law, with its article, or the office.
func deadline(d election.Due) election.Phrase {
	text := dayLeft(d)
	law, today := d.Stage.Lawful, d.Stage.Due().AddDays(-d.Days)
	switch {
	case law.Last.IsZero():
		return say("%s 计划：%s", "%s the office's day: %s").With(officeMark, text)
	case law.Last == d.Stage.Due():
		return say("%s 法定：%s（%s）", "%s by law: %s (%s)").With(lawMark, text, law.Article)
	case law.Last.Before(today):
		return say("%s 计划：%s\n　%s 已过法定最后一天 %s（%s）", "%s the office's day: %s\n  %s past the lawful day %s (%s)").With(officeMark, text, lawMark, law.Last.Say(today), law.Article)
	}
	return say("%s 计划：%s\n　%s 法定最迟 %s（%s）", "%s the office's day: %s\n  %s by law until %s (%s)").
		With(officeMark, text, lawMark, law.Last.Say(today), law.Article)
}

// dayLeft says how far today is from a stage's day.
func dayLeft(d election.Due) election.Phrase {
	day := d.Stage.Due().Say(d.Stage.Due().AddDays(-d.Days))
	switch {
	case d.Days == 1:
		return say("明天截止，%s", "due tomorrow, %s").With(day)
	case d.Days == 0:
		return say("今天截止", "due today")
	case d.Days < 0:
		return say("已逾期 %s，应于 %s完成", "%s overdue, was due %s").With(election.Days(-d.Days), day)
	}
	return say("还有 %s，%s截止", "%s left, due %s").With(election.Days(d.Days), day)
}

// listLates lists late stages with those who owe them.
func listLates(p *page, e election.Election, now time.Time, stages []election.LateStage, room int) {
	var lines []election.Phrase
	for _, st := range stages {
		lines = append(lines, lateLine(e, st, election.DateOf(now)))
	}
	p.list(lines, len(lines), room, func(left int) election.Phrase {
		return election.Many(left, "……另有 %d 个阶段逾期", "… and %d more stage late", "… and %d more stages late")
	})
}

// lateLine returns a line about one stage: who set its day, how late it is,
// and who owes it.
func lateLine(e election.Election, st election.LateStage, today election.Date) election.Phrase {
	mark, when := officeMark, say("逾期 %s", "%s late").With(election.Days(st.Days))
	if st.Days <= 0 {
		when = dayLeft(election.Due{Stage: st.Stage, Days: -st.Days})
	}
	if law := st.Stage.Lawful.Last; law == st.Stage.Due() {
		mark = lawMark
	} else if !law.IsZero() && law.Before(today) {
		mark, when = lawMark, say("%s，超法定时限（%s）", "%s, past the lawful day (%s)").With(when, st.Stage.Lawful.Article)
	}
	return say("%s %s %s · %s\n　%s", "%s %s, %s · %s\n  %s").With(
		mark, stageName(st.Stage), when, e.Units(st.Count), owers(st))
}

// owersMost is how many units are named under one stage.
const owersMost = 24

// owers names the units and the officers who answer for them, grouped by
// officer: 西岭村、枣园村（李芳）；柳湾村（何静）.
func owers(st election.LateStage) election.Phrase {
	var text election.Phrase
	units := st.Units[:min(len(st.Units), owersMost)]
	for len(units) > 0 {
		who, names, others := officers(units[0]), []string{}, []election.Unit{}
		for _, u := range units {
			if officers(u) == who {
				names = append(names, short(u.Name, nameMost))
			} else {
				others = append(others, u)
			}
		}
		group := say("%s（%s）", "%s (%s)").With(joined(names), who)
		if text.IsZero() {
			text = group
		} else {
			text = say("%s；%s", "%s; %s").With(text, group)
		}
		units = others
	}
	if more := st.Count - min(len(st.Units), owersMost); more > 0 {
		text = say("%s，另有 %d 个", "%s, and %d more").With(text, more)
	}
	return text
}

// officersMost is how many officers of a unit are named.
const officersMost = 3

// officers names the officers of a unit.
func officers(u election.Unit) election.Phrase {
	var names []string
	for _, id := range u.Officers[:min(len(u.Officers), officersMost)] {
		names = append(names, short(string(id), nameMost))
	}
	return joined(names)
}
