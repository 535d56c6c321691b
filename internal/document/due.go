package document

import (
	"fmt"
	"time"

	"huanjie/internal/election"
)

// Owed is a stage that a unit owes.
type Owed struct {
	Unit election.Unit
	Due  election.Due
}

// remindersRoom is what the lines of a reminder may take, in UTF-16 units.
const remindersRoom = 3000

// dueMost is how many stages of a reminder are written at all; fewer fit.
const dueMost = 100

// Due is the text of a reminder 催报 to an officer: all that they owe. late says
// that it is sent after its time.
func Due(owed []Owed, l election.Language, late bool) string {
	p := &page{l: l}
	head := say("⏰ 催报：%d 项待上报", "⏰ To be reported: %d").With(len(owed))
	if late {
		head = sentLate(head)
	}
	p.title(head)
	var lines []election.Phrase
	for _, o := range owed[:min(len(owed), dueMost)] {
		lines = append(lines, say("· %s %s：%s", "· %s, %s: %s").With(short(o.Unit.Name, nameMost), stageName(o.Due.Stage), deadline(o.Due)))
	}
	p.list(lines, len(owed), remindersRoom, func(left int) election.Phrase {
		return say("……另有 %d 项", "… and %d more").With(left)
	})
	p.line(say("点按钮上报；报“已完成”后不再提醒。", "Tap a button to report; once done, the reminders stop."))
	return p.String()
}

// deadline says how a stage's day stands to today, and the law that sets it.
func deadline(d election.Due) election.Phrase {
	day := d.Stage.Due().Say()
	text := say("还有 %s，%s截止", "%s left, due %s").With(days(d.Days), day)
	switch {
	case d.Days == 1:
		text = say("明天截止，%s", "due tomorrow, %s").With(day)
	case d.Days == 0:
		text = say("今天截止", "due today")
	case d.Days < 0:
		text = say("已逾期 %s，应于 %s完成", "%s overdue, was due %s").With(days(-d.Days), day)
	}
	law := d.Stage.Lawful
	if law.Last.IsZero() {
		return text
	}
	article := say("（%s）", " (%s)").With(law.Article)
	switch today := d.Stage.Due().AddDays(-d.Days); {
	case law.Last.Before(today):
		return say("%s；⚠️ 已过法定时限%s", "%s; ⚠️ the lawful time limit is over%s").With(text, article)
	case law.Last == d.Stage.Due():
		return say("%s；法定时限%s", "%s; the lawful time limit%s").With(text, article)
	}
	return say("%s；法定最迟 %s%s", "%s; by law at the latest %s%s").With(text, law.Last.Say(), article)
}

// Overdue is the text of a reminder to a leader: what is overdue in their areas,
// stage by stage, and who owes it. late says that it is sent after its time.
func Overdue(e election.Election, stages []election.LateStage, now time.Time, l election.Language, late bool) string {
	p := &page{l: l}
	all := 0
	for _, st := range stages {
		all += st.Count
	}
	head := say("⏰ 逾期未报：%d 项", "⏰ Overdue: %d").With(all)
	if late {
		head = sentLate(head)
	}
	p.title(head)
	p.line(e.Kind.Name())
	listLates(p, e, now, stages, remindersRoom)
	return p.String()
}

// listLates lists stages past their day with who owes them.
func listLates(p *page, e election.Election, now time.Time, stages []election.LateStage, room int) {
	var lines []election.Phrase
	for _, st := range stages {
		lines = append(lines, lateLine(e, st, election.DateOf(now)))
	}
	p.list(lines, len(lines), room, func(left int) election.Phrase {
		return say("……另有 %d 个阶段逾期", "… and %d more stages late").With(left)
	})
}

// lateLine is one stage: how late it is, and who owes it.
func lateLine(e election.Election, st election.LateStage, today election.Date) election.Phrase {
	mark := election.Phrase{}
	if law := st.Stage.Lawful.Last; !law.IsZero() && law.Before(today) {
		mark = say("（超法定时限）", " (against the law)")
	}
	return say("【%s】逾期 %s%s，%d 个%s：\n　%s", "%s: %s late%s, %d %s:\n  %s").With(
		stageName(st.Stage), days(st.Days), mark, st.Count, e.Kind.UnitNoun(), owers(st))
}

// owersMost is how many units are named under one stage.
const owersMost = 12

// owers names the units and who answers for them, one officer after the other:
// 西岭村、枣园村（李芳）；柳湾村（何静）.
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

// officers names who answers for a unit.
func officers(u election.Unit) election.Phrase {
	var names []string
	for _, id := range u.Officers[:min(len(u.Officers), officersMost)] {
		names = append(names, short(string(id), nameMost))
	}
	return joined(names)
}

// days says a number of days.
func days(n int) election.Phrase {
	if n == 1 {
		return say("1 天", "1 day")
	}
	return say(fmt.Sprintf("%d 天", n), fmt.Sprintf("%d days", n))
}
