package reminders

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/robfig/cron/v3"

	"huanjie/internal/document"
	"huanjie/internal/election"
	"huanjie/internal/flow"
	"huanjie/internal/store"
)

// outlook sends once a week what is due this week and next 周历: to officers for
// their units, to leaders for their areas. It rings those who have something to
// do this week and were not reminded of it today. If nothing is due in either
// week, it is not sent.
func (r *Reminders) outlook(ctx context.Context, s slot) error {
	readers, err := r.readers(ctx)
	if err != nil {
		return err
	}
	now := r.o.Now().In(r.store.Town().Location)
	due := map[election.ElectionID][]election.LateStage{}
	states, err := r.unconfirmed(ctx)
	if err != nil {
		return err
	}
	for _, e := range r.store.Town().Elections {
		if due[e.ID], err = r.dueUntil(ctx, e, now, outlookDays); err != nil {
			return err
		}
	}
	var failed []error
	for _, to := range readers {
		var messages []store.Message
		for _, e := range r.store.Town().Elections {
			for _, w := range r.weeks(e, to, r.known(e, due[e.ID], states, to)) {
				if !w.Empty(now) {
					messages = append(messages, store.Message{Text: document.Outlook(w, to.lang, now, s.late), Quiet: !w.Rings(now, r.rungOn(e, election.DateOf(now)))})
				}
			}
		}
		failed = append(failed, r.enqueue(ctx, "outlook", s.planned, to.user, messages...))
	}
	return errors.Join(failed...)
}

// unconfirmed returns the units with a count that is not confirmed.
func (r *Reminders) unconfirmed(ctx context.Context) ([]election.UnitState, error) {
	var all []election.UnitID
	for _, e := range r.store.Town().Elections {
		_, ids, err := r.store.List(ctx, election.ListUnconfirmed, e.ID, election.WholeTown, -1)
		if err != nil {
			return nil, err
		}
		all = append(all, ids...)
	}
	return r.store.States(ctx, all)
}

// known returns the stages without what a reader may not know to be open, as it
// comes of a count that they are to enter.
func (r *Reminders) known(e election.Election, due []election.LateStage, states []election.UnitState, to reader) []election.LateStage {
	var all []election.LateStage
	for _, st := range due {
		some := only([]election.LateStage{st}, func(u election.Unit) bool {
			i := slices.IndexFunc(states, func(s election.UnitState) bool { return s.Unit.ID == u.ID })
			return i < 0 || !e.SettledFor(election.Owed{Unit: u.ID, Stage: st.Stage.ID}, states[i], to.person, to.user)
		})
		all = append(all, some...)
	}
	return all
}

// outlookDays is how far an outlook looks ahead: from any day of this week to
// the end of the next.
const outlookDays = 14

// dueUntil returns the stages of an election that are late or due within some
// days, with the units that owe them.
func (r *Reminders) dueUntil(ctx context.Context, e election.Election, now time.Time, days int) ([]election.LateStage, error) {
	today := election.DateOf(now)
	var due []election.LateStage
	for _, st := range e.Stages {
		left := st.Due().Sub(today)
		if left >= days {
			continue
		}
		_, ids, err := r.store.Owing(ctx, e.ID, st.ID, election.WholeTown, -1)
		if err != nil {
			return nil, err
		}
		stage := election.LateStage{Stage: st, Days: -left}
		for _, id := range ids {
			if u, ok := r.store.Town().Unit(id); ok {
				stage.Units = append(stage.Units, u)
			}
		}
		due = append(due, stage)
	}
	slices.SortStableFunc(due, func(a, b election.LateStage) int { return a.Stage.Due().Sub(b.Stage.Due()) })
	return due, nil
}

// weeks returns the outlooks that one person gets of an election: for the
// units they report for, and for the areas they lead.
func (r *Reminders) weeks(e election.Election, to reader, due []election.LateStage) []document.Weeks {
	var all []document.Weeks
	if own := only(due, func(u election.Unit) bool { return slices.Contains(to.person.Units, u.ID) }); len(own) > 0 && !to.person.Office {
		all = append(all, document.Weeks{Election: e, Own: true, Title: election.Say("您负责的", "yours"), Due: own})
	}
	for _, p := range r.places(to.person) {
		if p.election != e.ID {
			continue
		}
		title := election.WholeOf(r.store.Town().Name, r.store.Town().Whole)
		if p.area != election.WholeTown {
			title = election.Say(p.area.Name(), p.area.Name())
		}
		all = append(all, document.Weeks{Election: e, Area: p.area, Title: title, Areas: p.area.Below(r.store.Town().Areas(e.ID)),
			Due: only(due, func(u election.Unit) bool { return p.area.Holds(u.Area) })})
	}
	return all
}

// only returns the stages with only the wanted units. Stages without such
// units are left out.
func only(due []election.LateStage, wanted func(election.Unit) bool) []election.LateStage {
	var some []election.LateStage
	for _, s := range due {
		units := s.Units
		s.Units = nil
		for _, u := range units {
			if wanted(u) {
				s.Units = append(s.Units, u)
			}
		}
		if s.Count = len(s.Units); s.Count > 0 {
			some = append(some, s)
		}
	}
	return some
}

// readiness sends, on the day before polling day, what every unit still lacks
// 选前检查. Officers get it for their units, leaders for their areas, the office
// for all.
func (r *Reminders) readiness(ctx context.Context, s slot) error {
	return r.eves(ctx, s, func(e election.Election, m store.Message, to reader) error {
		return r.enqueue(ctx, "readiness:"+string(e.ID), s.planned, to.user, m)
	})
}

// readinessAgain brings the readiness that people have up to date, in its place, until
// the morning of polling day.
func (r *Reminders) readinessAgain(ctx context.Context, s slot) error {
	return r.eves(ctx, s, func(e election.Election, m store.Message, to reader) error {
		m.Only, m.Quiet = true, true
		return r.enqueue(ctx, "readiness-again:"+string(e.ID), s.planned, to.user, m)
	})
}

// readinessHours are when the readiness is brought up to date: on the day before
// polling day, and before people vote.
func (r *Reminders) readinessHours() []cron.Schedule {
	eve := r.onDays([]cron.Schedule{daily{hour: 12}, daily{hour: 15}, daily{hour: 18}, daily{hour: 21}}, -1)
	return append(eve, r.onPollingDays([]cron.Schedule{daily{hour: 7, minute: 30}})...)
}

// eves makes the readiness of every reader for the elections whose polling day is that of
// the slot or the next.
func (r *Reminders) eves(ctx context.Context, s slot, send func(election.Election, store.Message, reader) error) error {
	readers, err := r.readers(ctx)
	if err != nil {
		return err
	}
	now := r.o.Now().In(r.store.Town().Location)
	var failed []error
	for _, e := range r.store.Town().Elections {
		if left := e.PollingDay.Sub(election.DateOf(s.planned)); e.PollingDay.IsZero() || left < 0 || left > 1 {
			continue
		}
		var ids []election.UnitID
		for _, u := range r.store.Town().Units {
			if u.Election == e.ID {
				ids = append(ids, u.ID)
			}
		}
		states, err := r.store.States(ctx, ids)
		if err != nil {
			return err
		}
		for _, to := range readers {
			if eve := eveOf(e, states, to); len(eve.Units) > 0 {
				m := store.Message{Text: document.Readiness(eve, to.lang, now, s.late), Buttons: remedies(eve, to), Key: readinessKey(e)}
				failed = append(failed, send(e, m, to))
			}
		}
	}
	return errors.Join(failed...)
}

func readinessKey(e election.Election) string { return "readiness:" + string(e.ID) }

// readinessOver leaves one line of the readiness, without buttons, once people
// vote.
func (r *Reminders) readinessOver(ctx context.Context, s slot) error {
	readers, err := r.readers(ctx)
	failed := []error{err}
	for _, e := range r.store.Town().Elections {
		if e.PollingDay != election.DateOf(s.planned) {
			continue
		}
		for _, to := range readers {
			m := store.Message{Text: document.ReadinessOver(e, election.DateOf(s.planned)).In(to.lang), Key: readinessKey(e), Only: true, Last: true, Quiet: true}
			failed = append(failed, r.enqueue(ctx, "readiness-over", s.planned, to.user, m))
		}
	}
	return errors.Join(failed...)
}

// eveOf returns what one person reads on the eve of an election.
func eveOf(e election.Election, states []election.UnitState, to reader) document.Eve {
	p := to.person
	eve := document.Eve{Election: e, Own: true}
	for _, u := range states {
		if p.MayReport(u.Unit) || p.MayRead(u.Unit.Area) {
			eve.Units = append(eve.Units, u.For(p, to.user))
			eve.Own = eve.Own && slices.Contains(p.Units, u.Unit.ID)
		}
	}
	return eve
}

// remediesMost is how many buttons a readiness has.
const remediesMost = 6

// remedies returns buttons for the forms that report what an officer's units
// lack.
func remedies(eve document.Eve, to reader) [][]store.Button {
	var rows [][]store.Button
	for _, u := range eve.Units {
		if !slices.Contains(to.person.Units, u.Unit.ID) {
			continue
		}
		for _, m := range document.Remedies(eve.Election, u) {
			o := flow.Opening{Form: flow.FormID(m.Form), Unit: u.Unit.ID}
			if m.Stage != "" {
				o.Step, o.Value = "stage", string(m.Stage)
			}
			label := election.Say("%s · %s", "%s · %s").With(u.Unit.Name, m.Label).In(to.lang)
			if rows = append(rows, []store.Button{{Label: label, Data: o.String()}}); len(rows) == remediesMost {
				return rows
			}
		}
	}
	return rows
}
