package reminders

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"huanjie/internal/cards"
	"huanjie/internal/document"
	"huanjie/internal/election"
	"huanjie/internal/store"
)

// due asks once a day for what is due or late 催报: officers from three days
// before, then rung after rung.
func (r *Reminders) due(ctx context.Context, s slot) error { return r.ask(ctx, s, true) }

// chase asks on polling day for missing figures of an hour, rung after rung.
func (r *Reminders) chase(ctx context.Context, s slot) error { return r.ask(ctx, s, false) }

// redoMost is how often cards are made again because reports came in
// meanwhile.
const redoMost = 20

// ask updates everybody's card to what is owed now. If daily is true, all of
// it rings; otherwise only what is newly asked for.
func (r *Reminders) ask(ctx context.Context, s slot, daily bool) error {
	readers, err := r.readers(ctx)
	for try := 0; err == nil && len(readers) > 0; try++ {
		if try == redoMost {
			return fmt.Errorf("bring reminders up to date: %w", store.ErrConflict)
		}
		var all asking
		if all, err = r.asking(ctx, readers); err == nil && try == 0 {
			err = r.unopened(ctx, all, readers)
		}
		if err == nil {
			readers, err = r.askEach(ctx, all, readers, asked{s, daily})
		}
	}
	return err
}

// asked is the occasion for which cards are made.
type asked struct {
	slot
	daily bool
}

// askEach changes the cards that are out of date. It returns the readers for
// whom a report came in first.
func (r *Reminders) askEach(ctx context.Context, all asking, readers []reader, on asked) (again []reader, err error) {
	ids := make([]election.PersonID, len(readers))
	for i, to := range readers {
		ids[i] = to.person.ID
	}
	was, err := r.store.Cards(ctx, ids...)
	if err != nil {
		return nil, err
	}
	var failed []error
	for i, to := range readers {
		switch err := r.askOne(ctx, all, to, was[i], on); {
		case errors.Is(err, store.ErrConflict):
			again = append(again, to)
		case err != nil && !errors.Is(err, store.ErrSeen):
			failed = append(failed, fmt.Errorf("ask %s: %w", to.person.ID, err))
		}
	}
	return again, errors.Join(failed...)
}

// askOne changes one card if it is out of date. Nothing rings in the quiet
// hours of its reader; it rings when they are over.
func (r *Reminders) askOne(ctx context.Context, all asking, to reader, was store.Card, on asked) (err error) {
	is, today := all.card(r.store.Town(), to, was.Card)
	rings := is.Adds(was.Card, all.now) || on.daily && today
	if rings && to.prefs.QuietOr(r.o.Quiet).At(all.now) {
		return nil
	}
	if !rings && (len(was.Owed) == 0 || !on.daily && is.Equal(was.Card)) {
		return nil
	}
	if is.Gone, err = r.left(ctx, was.Card, is, to); err != nil {
		return err
	}
	if !rings {
		is.Gone = append(slices.Clip(was.Gone), is.Gone...)
	}
	is = is.Rung(was.Card, rings)
	is.Late = on.late && rings
	m := cards.Asked(r.store.Town(), is, to.lang, document.Asked(r.store.Town(), is, to.lang, all.now))
	m.Move, m.Quiet, m.Chat = rings, !rings, to.user
	c := store.Commit{Head: &all.head, Cards: []store.CardChange{{Person: to.person.ID, Was: was, Is: is}}}
	once := fmt.Sprintf("due:%s:%d", on.planned.Format(time.RFC3339), to.user)
	if m.ID = once; on.daily {
		c.Once = once
	}
	c.Cards[0].Message = m
	if err = r.store.Commit(ctx, c); err == nil {
		r.o.Wake()
	}
	return err
}

// left returns what leaves a card now, and why. Reports take their own things
// off the cards, so there is rarely anything to be read.
func (r *Reminders) left(ctx context.Context, was, is election.Card, to reader) ([]election.Gone, error) {
	gone := was.Left(is, func(*election.Owed) bool { return true }, r.store.Town())
	if len(gone) == 0 {
		return nil, nil
	}
	var ids []election.UnitID
	for _, g := range gone {
		ids = append(ids, g.Unit)
	}
	states, err := r.store.States(ctx, ids)
	known := map[election.UnitID]election.UnitState{}
	for _, s := range states {
		known[s.Unit.ID] = s
	}
	settled := func(o *election.Owed) bool {
		u := known[o.Unit]
		e := r.store.Town().ElectionOf(u.Unit)
		o.FillIn = e.FillsIn(u.Progress, o.Stage)
		if e.SettledFor(*o, u, to.person, to.user) {
			return true
		}
		voting := o.Stage == election.PollingStage && election.DateOf(u.Progress.TurnoutAt.In(r.store.Town().Location)) == e.PollingDay
		if voting { // asked for by the hour now, and the turnout of this hour is there
			*o = election.Owed{Unit: o.Unit, Rung: o.Rung}
		}
		return voting
	}
	return was.Left(is, settled, r.store.Town()), err
}

// asking is everything that is owed at one moment.
type asking struct {
	now    time.Time // in the town's location
	head   election.Head
	owed   []election.Owed           // Rung is the highest rung reached
	today  map[election.StageID]bool // stages whose reminder rings on this day
	vacant map[election.UnitID]bool  // units with an unreachable officer: the stand-in is asked at once
	units  map[election.UnitID]election.UnitState
}

// asking reads what is owed now. Reports that come in later make the commits
// based on it fail.
func (r *Reminders) asking(ctx context.Context, readers []reader) (asking, error) {
	town := r.store.Town()
	all := asking{now: r.o.Now().In(town.Location), today: map[election.StageID]bool{}, vacant: map[election.UnitID]bool{}}
	var err error
	if all.head, err = r.store.Head(ctx); err != nil {
		return all, err
	}
	for _, e := range town.Elections {
		for _, due := range r.rungOn(e, election.DateOf(all.now)) {
			all.today[due.Stage.ID] = true
		}
		figures, err := r.owedFigures(ctx, e, all.now)
		if err != nil {
			return all, err
		}
		if err := errors.Join(r.owedStages(ctx, e, &all), r.owedFillIns(ctx, e, &all)); err != nil {
			return all, err
		}
		all.owed = append(all.owed, figures...)
	}
	refused, err := r.store.AllUnreachable(ctx)
	if err != nil {
		return all, err
	}
	reachable := map[election.PersonID]bool{}
	for _, to := range readers {
		_, lost := refused[strconv.FormatInt(to.user, 10)]
		reachable[to.person.ID] = !lost
	}
	for _, u := range town.Units {
		all.vacant[u.ID] = len(u.Officers) > 0 && !reachable[u.Officers[0]]
	}
	return all, r.settle(ctx, &all)
}

// rungOn lists the stages whose reminder rings on a day. On a day off those alone
// that are due on it ring; the others ring on the next workday.
func (r *Reminders) rungOn(e election.Election, day election.Date) []election.Due {
	due := e.DueOn(day)
	if r.rests(e, day) {
		due = slices.DeleteFunc(due, func(d election.Due) bool { return d.Days != 0 })
	}
	return due
}

// rests reports whether a day is a day off: the office does not work on it, and
// nobody votes on it or has voted on the day before.
func (r *Reminders) rests(e election.Election, day election.Date) bool {
	voting := day == e.PollingDay || day == e.PollingDay.AddDays(1)
	return !voting && !r.o.Workdays.Works(day)
}

// owedStages adds the stages that units of an election owe now or within a few
// days.
func (r *Reminders) owedStages(ctx context.Context, e election.Election, all *asking) error {
	for _, due := range e.Near(election.DateOf(all.now)) {
		_, ids, err := r.store.Owing(ctx, e.ID, due.Stage.ID, election.WholeTown, -1)
		if err != nil {
			return err
		}
		reached := r.o.Climb.Reached(time.Duration(-due.Days) * 24 * time.Hour)
		for _, id := range ids {
			all.owed = append(all.owed, election.Owed{Unit: id, Stage: due.Stage.ID, Rung: reached})
		}
	}
	return nil
}

// owedFillIns adds the stages that units have only to put on record. Officers alone
// are asked, and rung once.
func (r *Reminders) owedFillIns(ctx context.Context, e election.Election, all *asking) error {
	_, ids, err := r.store.List(ctx, election.ListFillIn, e.ID, election.WholeTown, -1)
	if err != nil || len(ids) == 0 {
		return err
	}
	states, err := r.store.States(ctx, ids)
	for _, u := range states {
		for _, st := range e.Stages {
			if e.FillsIn(u.Progress, st.ID) {
				all.owed = append(all.owed, election.Owed{Unit: u.Unit.ID, Stage: st.ID})
			}
		}
	}
	return err
}

// owedFigures returns the figures that the units of an election should have
// reported by now: the count, or else the turnout of the last hour that applies
// (turnoutHours). After polling day the count stays owed until it comes.
func (r *Reminders) owedFigures(ctx context.Context, e election.Election, now time.Time) ([]election.Owed, error) {
	late := e.PollingDay.Before(election.DateOf(now))
	if e.PollingDay.IsZero() || election.DateOf(now).Before(e.PollingDay) {
		return nil, nil
	}
	count := hours(r.o.Count, e.PollingDay.At(0, 0, now.Location()), dayEnd(e, now))
	if late && len(count) == 1 {
		count = append(count, dayEnd(e, now)) // the office asks at no hour
	}
	var units []election.Unit
	for _, u := range r.store.Town().Units {
		if u.Election == e.ID {
			units = append(units, u)
		}
	}
	if late {
		_, ids, err := r.store.Owing(ctx, e.ID, election.PollingStage, election.WholeTown, -1)
		if err != nil {
			return nil, err
		}
		units = r.units(ids)
	}
	var owed []election.Owed
	for _, u := range units {
		if len(count) > 1 {
			owed = append(owed, election.Owed{Unit: u.ID, By: count[1], Count: true})
		} else if h := r.turnoutHours(e, u, now); len(h) > 1 {
			owed = append(owed, election.Owed{Unit: u.ID, By: h[len(h)-1], Since: h[len(h)-2]})
		}
	}
	return owed, nil
}

// units returns those of the roster with some ids.
func (r *Reminders) units(ids []election.UnitID) []election.Unit {
	var units []election.Unit
	for _, id := range ids {
		if u, known := r.store.Town().Unit(id); known {
			units = append(units, u)
		}
	}
	return units
}

// dayEnd is the present moment, or the end of polling day if that has passed.
func dayEnd(e election.Election, now time.Time) time.Time {
	if end := e.PollingDay.AddDays(1).At(0, 0, now.Location()).Add(-time.Nanosecond); now.After(end) {
		return end
	}
	return now
}

// turnoutHours returns the hours of polling day until now at which a unit must
// report its turnout. The beginning of the day comes before them. No hour
// follows the first one at which the unit's polling is over.
func (r *Reminders) turnoutHours(e election.Election, u election.Unit, now time.Time) []time.Time {
	h := hours(r.o.Turnout, e.PollingDay.At(0, 0, now.Location()), dayEnd(e, now))
	end, known := e.PollingEnds(u, now.Location())
	if !known {
		return h
	}
	if i := slices.IndexFunc(h[1:], func(t time.Time) bool { return !t.Before(end) }); i >= 0 {
		return h[:i+2]
	}
	return h
}

// settle removes what is reported, and marks what is promised.
func (r *Reminders) settle(ctx context.Context, all *asking) error {
	var ids []election.UnitID
	seen := map[election.UnitID]bool{}
	for _, o := range all.owed {
		if !seen[o.Unit] {
			seen[o.Unit] = true
			ids = append(ids, o.Unit)
		}
	}
	states, err := r.store.States(ctx, ids)
	if err != nil {
		return err
	}
	all.units = map[election.UnitID]election.UnitState{}
	for _, s := range states {
		all.units[s.Unit.ID] = s
	}
	figures := map[election.UnitID]election.Owed{} // of polling day
	for _, o := range all.owed {
		if o.Stage == "" {
			figures[o.Unit] = o
		}
	}
	var owed []election.Owed
	for _, o := range all.owed {
		u, known := all.units[o.Unit]
		if !known || r.store.Town().ElectionOf(u.Unit).Settled(o, u.Progress) {
			continue
		}
		if f, asked := figures[o.Unit]; asked && o.Stage == election.PollingStage && all.inFigures(f, u.Progress) {
			continue
		}
		if o.Stage == "" {
			o = r.overdueToday(all, o, u.Progress)
		}
		owed = append(owed, o.With(r.store.Town().ElectionOf(u.Unit), u.Progress, all.now))
	}
	all.owed = owed
	return nil
}

// inFigures reports whether the polling stage is asked for by a figure of polling day: on
// that day, and afterwards until there is a count. A count that does not hold
// leaves the stage to be done again.
func (all asking) inFigures(figure election.Owed, p election.Progress) bool {
	_, counted := p.WholeCount()
	return !counted || election.DateOf(figure.By.In(all.now.Location())) == election.DateOf(all.now)
}

// overdueToday returns a figure of polling day with the time since which it is
// late, and the rung reached.
func (r *Reminders) overdueToday(all *asking, o election.Owed, p election.Progress) election.Owed {
	u := all.units[o.Unit].Unit
	o = o.Missed(p, r.turnoutHours(r.store.Town().ElectionOf(u), u, all.now))
	o.Rung = r.o.PollingClimb.Reached(all.now.Sub(o.Overdue()))
	return o
}

// card returns what one person is asked for. today reports whether any of it
// is to be reminded of on this day. Those who answer for others are rung once for a
// stage that is late, the officers on every workday.
func (all asking) card(t *election.Town, to reader, was election.Card) (c election.Card, today bool) {
	told := was.Told()
	for _, o := range all.owed {
		u := all.units[o.Unit]
		rung, ok := to.person.RungOf(u.Unit)
		if !ok || rung > o.Rung && !(rung == election.StandInRung && all.vacant[o.Unit]) {
			continue
		}
		if t.ElectionOf(u.Unit).SettledFor(o, u, to.person, to.user) {
			continue
		}
		once := rung >= election.LeaderRung || o.FillIn
		rings := o.Stage == "" || (all.today[o.Stage] || o.FillIn) && (!once || !told.Has(o))
		today = today || !o.Promised() && rings
		o.Rung = rung
		c.Owed = append(c.Owed, o)
	}
	return c, today
}
