package reminders

import (
	"context"
	"errors"
	"slices"
	"time"

	"huanjie/internal/document"
	"huanjie/internal/election"
	"huanjie/internal/flow"
	"huanjie/internal/store"
)

// owing is a stage of an election that some units owe, and of which somebody is
// reminded.
type owing struct {
	election election.Election
	due      election.Due // counted to now
	late     bool         // on the planned day already
	units    []election.Unit
}

// due reminds of stages 催报: officers three days before, the day before, on
// the day, and every day after it; area leaders of what is overdue. What goes
// out is that of the planned day, however late; days are counted to now.
func (r *Reminders) due(ctx context.Context, planned time.Time, late bool) error {
	all, err := r.owing(ctx, r.store.Town().Today(planned), r.store.Town().Today(r.o.Now()))
	if err != nil || len(all) == 0 {
		return err
	}
	readers, err := r.readers(ctx)
	if err != nil {
		return err
	}
	var failed []error
	for _, to := range readers {
		messages := r.leaderReminders(all, to, late)
		if own := ofOfficer(all, to.person); len(own) > 0 {
			messages = slices.Insert(messages, 0, officerReminder(own, to.lang, late))
		}
		failed = append(failed, r.enqueue(ctx, "due", planned, to.user, messages...))
	}
	return errors.Join(failed...)
}

// owing reads which units owe a stage of which somebody is reminded on a day.
func (r *Reminders) owing(ctx context.Context, on, today election.Date) ([]owing, error) {
	var all []owing
	for _, e := range r.store.Town().Elections {
		for _, due := range e.DueOn(on) {
			_, ids, err := r.store.Owing(ctx, e.ID, due.Stage.ID, election.WholeTown, -1)
			if err != nil {
				return nil, err
			}
			o := owing{election: e, due: due, late: due.Days < 0}
			o.due.Days = due.Stage.Due().Sub(today)
			for _, id := range ids {
				if u, ok := r.store.Town().Unit(id); ok {
					o.units = append(o.units, u)
				}
			}
			all = append(all, o)
		}
	}
	return all, nil
}

// ofOfficer is what the units of an officer owe, stage by stage. The office,
// which may report for all, is not reminded.
func ofOfficer(all []owing, p election.Person) []document.Owed {
	var own []document.Owed
	if p.Office || len(p.Units) == 0 {
		return nil
	}
	mine := map[election.UnitID]bool{}
	for _, id := range p.Units {
		mine[id] = true
	}
	for _, o := range all {
		for _, u := range o.units {
			if mine[u.ID] {
				own = append(own, document.Owed{Unit: u, Due: o.due})
			}
		}
	}
	return own
}

// buttonsMost is how many buttons a reminder has.
const buttonsMost = 6

// officerReminder is one message with all that an officer owes, and a button
// for each of the first few.
func officerReminder(own []document.Owed, l election.Language, late bool) store.Message {
	var m store.Message
	for _, o := range own[:min(len(own), buttonsMost)] {
		label := election.Say("%s · %s", "%s · %s").With(o.Unit.Name, o.Due.Stage.Name).In(l)
		data := flow.Opening{Form: "stage", Unit: o.Unit.ID, Step: "stage", Value: string(o.Due.Stage.ID)}.String()
		m.Buttons = append(m.Buttons, []store.Button{{Label: label, Data: data}})
	}
	m.Text = document.Due(own, l, late)
	return m
}

// leaderReminders are, one for each election, what is overdue in the areas of a
// leader. The leading group reads it in the digest.
func (r *Reminders) leaderReminders(all []owing, to reader, late bool) []store.Message {
	now := r.o.Now().In(r.store.Town().Location)
	var messages []store.Message
	for _, e := range r.store.Town().Elections {
		var stages []election.LateStage
		for _, o := range all {
			units := inAreas(o.units, to.person)
			if o.election.ID == e.ID && o.late && len(units) > 0 {
				stages = append(stages, election.LateStage{Stage: o.due.Stage, Days: -o.due.Days, Count: len(units), Units: units})
			}
		}
		if len(stages) > 0 {
			messages = append(messages, store.Message{Text: document.Overdue(e, stages, now, to.lang, late)})
		}
	}
	return messages
}

// inAreas are the units in the areas that a leader leads as such, not as one of
// the leading group.
func inAreas(units []election.Unit, p election.Person) []election.Unit {
	var in []election.Unit
	for _, u := range units {
		if slices.ContainsFunc(p.Areas, func(a election.Area) bool { return a != election.WholeTown && a.Holds(u.Area) }) {
			in = append(in, u)
		}
	}
	return in
}
