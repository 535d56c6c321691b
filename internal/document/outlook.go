package document

import (
	"slices"
	"time"

	"huanjie/internal/election"
)

// Weeks is what one person reads of an election on Monday: what their units
// owe, by due day.
type Weeks struct {
	Election election.Election
	Own      bool          // of the units that the reader reports for
	Area     election.Area // zero if Own
	Title    election.Phrase
	Areas    []election.Area      // the areas directly below, by which many units are counted
	Due      []election.LateStage // stages due within two weeks, or late; earliest first
}

// Rings reports whether the reader has something to do in the week of now, which
// is in the town's location, and no reminder of it has rung on this day.
func (w Weeks) Rings(now time.Time, reminded []election.Due) bool {
	today, monday := election.DateOf(now), mondayOf(now)
	rang := func(s election.LateStage) bool {
		return slices.ContainsFunc(reminded, func(d election.Due) bool { return d.Stage.ID == s.Stage.ID })
	}
	return w.Own && !slices.ContainsFunc(w.Due, rang) && slices.ContainsFunc(w.Due, func(s election.LateStage) bool {
		return !s.Stage.Due().Before(today) && s.Stage.Due().Before(monday.AddDays(7))
	})
}

// Empty reports whether nothing is due this week or next. What is late already is
// in the digest and the reminders.
func (w Weeks) Empty(now time.Time) bool {
	return !slices.ContainsFunc(w.Due, func(s election.LateStage) bool { return !s.Stage.Due().Before(election.DateOf(now)) })
}

// mondayOf is the first day of the week.
func mondayOf(now time.Time) election.Date {
	return election.DateOf(now).AddDays(-int(now.Weekday()+6) % 7)
}

// weeksRoom is the room for one week, in UTF-16 units.
const weeksRoom = 1500

// Outlook returns the text of the weekly outlook 周历: what is due this week and
// next, and from whom. now is in the town's location. late means that it is
// sent after its time.
func Outlook(w Weeks, l election.Language, now time.Time, late bool) string {
	p := &page{l: l}
	title := say("🗓 本周和下周 · %s", "🗓 This week and next · %s").With(w.Title)
	if late {
		title = sentLate(title)
	}
	p.title(title)
	p.line(say("%s · 选举日 %s", "%s · polling day %s").With(w.Election.Kind.Name(), w.Election.PollingDay.Say(election.DateOf(now))))
	today, monday := election.DateOf(now), mondayOf(now)
	before := func(s election.LateStage, d election.Date) bool { return s.Stage.Due().Before(d) }
	var overdue, this, next []election.LateStage
	for _, s := range w.Due {
		switch {
		case before(s, today):
			overdue = append(overdue, s)
		case before(s, monday.AddDays(7)):
			this = append(this, s)
		case before(s, monday.AddDays(14)):
			next = append(next, s)
		}
	}
	if len(overdue) > 0 {
		p.heading(say("⏰ 已逾期", "⏰ Late"))
		var lines []election.Phrase
		for _, s := range overdue {
			lines = append(lines, say("%s · %s\n　%s", "%s · %s\n  %s").With(stageName(s.Stage), w.Election.Units(s.Count), whose(w, s)))
		}
		p.list(lines, len(lines), weeksRoom/3, func(left int) election.Phrase { return say("……另有 %d 项", "… and %d more").With(left) })
	}
	outlookWeek(p, w, week{say("本周", "This week"), monday, this}, today)
	outlookWeek(p, w, week{say("下周", "Next week"), monday.AddDays(7), next}, today)
	return p.String()
}

// week is a week of the outlook: what it is called, its first day, and what is due.
type week struct {
	name   election.Phrase
	monday election.Date
	due    []election.LateStage
}

// outlookWeek lists what is due in one week.
func outlookWeek(p *page, w Weeks, week week, today election.Date) {
	p.heading(say("%s（%s）", "%s (%s)").With(week.name, week.monday.SayTo(week.monday.AddDays(6), today)))
	if len(week.due) == 0 {
		p.line(say("✅ 没有要办的", "✅ Nothing is due"))
		return
	}
	var lines []election.Phrase
	for _, s := range week.due {
		mark := officeMark
		if s.Stage.Lawful.Last == s.Stage.Due() {
			mark = lawMark
		}
		lines = append(lines, say("%s %s %s · %s\n　%s", "%s %s %s · %s\n  %s").With(mark, s.Stage.Due().Say(week.monday), stageName(s.Stage),
			w.Election.Units(s.Count), whose(w, s)))
	}
	p.list(lines, len(lines), weeksRoom, func(left int) election.Phrase { return say("……另有 %d 项", "… and %d more").With(left) })
}

// whose names those who owe a stage: the units, with their officers unless the reader
// is the officer, or, if they are too many to read, the number in each area.
func whose(w Weeks, s election.LateStage) election.Phrase {
	if w.Own {
		return Names(s.Units)
	}
	if s.Count <= owersMost || len(w.Areas) == 0 {
		return owers(s)
	}
	var areas []election.Phrase
	for _, a := range w.Areas {
		n := 0
		for _, u := range s.Units {
			if a.Holds(u.Area) {
				n++
			}
		}
		if n > 0 {
			areas = append(areas, say("%s %d", "%s %d").With(short(a.Name(), nameMost), n))
		}
	}
	return election.Joined(areas, "、", ", ")
}
