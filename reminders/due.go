package reminders

import (
	"context"
	"html"
	"strings"
	"time"

	"huanjie/internal/election"
	"huanjie/internal/flow"
	"huanjie/internal/store"
)

// owed is a stage of a unit that somebody is reminded of.
type owed struct {
	election election.Election
	unit     election.Unit
	due      election.Due
}

// due reminds of stages 催报: officers three days before, the day before, on
// the day, and every day after it; area leaders of what is overdue.
func (r *Reminders) due(ctx context.Context, planned time.Time, late bool) error {
	all, err := r.owed(ctx, r.store.Town().Today(planned))
	if err != nil || len(all) == 0 {
		return err
	}
	readers, err := r.readers(ctx)
	if err != nil {
		return err
	}
	for _, to := range readers {
		var messages []store.Message
		if own := ofOfficer(all, to.person); len(own) > 0 {
			messages = append(messages, officerReminder(own, to.lang, late))
		}
		if theirs := ofLeader(all, to.person); len(theirs) > 0 {
			messages = append(messages, leaderReminder(theirs, to.lang, late))
		}
		if len(messages) == 0 {
			continue
		}
		if err := r.enqueue(ctx, "due", planned, to.user, messages...); err != nil {
			return err
		}
	}
	return nil
}

// owed reads which units owe a stage of which somebody is reminded today.
func (r *Reminders) owed(ctx context.Context, today election.Date) ([]owed, error) {
	var all []owed
	for _, e := range r.store.Town().Elections {
		for _, due := range e.DueOn(today) {
			_, units, err := r.store.Owing(ctx, e.ID, due.Stage.ID, election.WholeTown, -1)
			if err != nil {
				return nil, err
			}
			for _, id := range units {
				if u, ok := r.store.Town().Unit(id); ok {
					all = append(all, owed{e, u, due})
				}
			}
		}
	}
	return all, nil
}

func ofOfficer(all []owed, p election.Person) []owed {
	var own []owed
	for _, o := range all {
		if !p.Office && p.MayReport(o.unit) {
			own = append(own, o)
		}
	}
	return own
}

// ofLeader is what is overdue in the areas of a leader. The leading group reads
// it in the digest.
func ofLeader(all []owed, p election.Person) []owed {
	var theirs []owed
	for _, o := range all {
		for _, a := range p.Areas {
			if o.due.Days < 0 && a != election.WholeTown && a.Holds(o.unit.Area) {
				theirs = append(theirs, o)
				break
			}
		}
	}
	return theirs
}

const (
	linesMost   = 20 // of one reminder
	buttonsMost = 6
)

// officerReminder is one message with all that an officer owes, and a button
// for each of the first few.
func officerReminder(own []owed, l election.Language, late bool) store.Message {
	lines := []string{"<b>" + html.EscapeString(heading(say("⏰ 催报", "⏰ Due"), late).In(l)) + "</b>"}
	m := store.Message{}
	for i, o := range own {
		if i == linesMost {
			lines = append(lines, say("……另有 %d 项", "… and %d more").With(len(own)-i).In(l))
			break
		}
		line := say("· %s %s：%s", "· %s, %s: %s").With(o.unit.Name, o.due.Stage.Name, deadline(o.due))
		lines = append(lines, html.EscapeString(line.In(l)))
		if i < buttonsMost {
			label := say("%s · %s", "%s · %s").With(o.unit.Name, o.due.Stage.Name).In(l)
			data := flow.Opening{Form: "stage", Unit: o.unit.ID, Step: "stage", Value: string(o.due.Stage.ID)}.String()
			m.Buttons = append(m.Buttons, []store.Button{{Label: label, Data: data}})
		}
	}
	m.Text = strings.Join(append(lines, html.EscapeString(say("点按钮上报，报完就不再提醒。", "Tap to report; the reminders stop then.").In(l))), "\n")
	return m
}

// deadline says how a stage's day stands to today, and the law that sets it.
func deadline(d election.Due) election.Phrase {
	text := say("还有 %d 天（%s）", "%d days left (%s)").With(d.Days, d.Stage.Due().Say())
	switch {
	case d.Days == 1:
		text = say("明天截止", "due tomorrow")
	case d.Days == 0:
		text = say("今天截止", "due today")
	case d.Days < 0:
		text = say("已逾期 %d 天", "%d days overdue").With(-d.Days)
	}
	if d.Stage.Lawful.Last.IsZero() {
		return text
	}
	return say("%s，法定 %s 前（%s）", "%s; by law until %s (%s)").With(text, d.Stage.Lawful.Last.Say(), d.Stage.Lawful.Article)
}

// leaderReminder is one message with all that is overdue in a leader's areas,
// stage by stage, with who owes it.
func leaderReminder(theirs []owed, l election.Language, late bool) store.Message {
	lines := []string{"<b>" + html.EscapeString(heading(say("⏰ 逾期未报", "⏰ Overdue"), late).In(l)) + "</b>"}
	var stage election.StageID
	for i, o := range theirs {
		if i == linesMost {
			lines = append(lines, say("……另有 %d 项", "… and %d more").With(len(theirs)-i).In(l))
			break
		}
		if o.due.Stage.ID != stage {
			stage = o.due.Stage.ID
			lines = append(lines, html.EscapeString(say("%s（%s）", "%s (%s)").With(o.due.Stage.Name, deadline(o.due)).In(l)))
		}
		lines = append(lines, html.EscapeString(say("　%s：%s", "  %s: %s").With(o.unit.Name, officers(o.unit)).In(l)))
	}
	return store.Message{Text: strings.Join(lines, "\n")}
}

func officers(u election.Unit) string {
	names := make([]string, len(u.Officers))
	for i, p := range u.Officers {
		names[i] = string(p)
	}
	return strings.Join(names, "、")
}

func heading(h election.Phrase, late bool) election.Phrase {
	if late {
		return say("%s（迟发）", "%s (sent late)").With(h)
	}
	return h
}

func say(zh, en string) election.Phrase { return election.Say(zh, en) }

