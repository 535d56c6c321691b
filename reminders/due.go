package reminders

import (
	"context"
	"errors"
	"fmt"
	"slices"
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
		if all, err = r.asking(ctx, readers); err == nil {
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
func (r *Reminders) askOne(ctx context.Context, all asking, to reader, was store.Card, on asked) error {
	is, today := all.card(r.store.Town(), to.person)
	rings := is.Adds(was.Card) || on.daily && today
	if rings && to.prefs.QuietOr(r.o.Quiet).At(all.now) {
		return nil
	}
	if !rings && (len(was.Owed) == 0 || !on.daily && is.Equal(was.Card)) {
		return nil
	}
	is.Late = on.late && rings
	m := cards.Asked(r.store.Town(), is, to.lang, document.Asked(r.store.Town(), is, to.lang, all.now))
	m.Move, m.Quiet, m.Chat = rings, !rings, to.user
	c := store.Commit{Head: &all.head, Cards: []store.CardChange{{Person: to.person.ID, Was: was, Is: is}}}
	once := fmt.Sprintf("due:%s:%d", on.planned.Format(time.RFC3339), to.user)
	if m.ID = once; on.daily {
		c.Once = once
	}
	c.Cards[0].Message = m
	err := r.store.Commit(ctx, c)
	if err == nil {
		r.o.Wake()
	}
	return err
}

// asking is everything that is owed at one moment.
type asking struct {
	now    time.Time // in the town's location
	head   election.Head
	owed   []election.Owed           // Rung is the highest rung reached
	today  map[election.StageID]bool // stages with a reminder on this day
	vacant map[election.UnitID]bool  // units with an unreachable officer: the stand-in is asked at once
	units  map[election.UnitID]election.Unit
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
		for _, due := range e.DueOn(election.DateOf(all.now)) {
			all.today[due.Stage.ID] = true
		}
		figures := r.owedToday(e, all.now)
		if err := r.owedStages(ctx, e, &all, len(figures) > 0); err != nil {
			return all, err
		}
		all.owed = append(all.owed, figures...)
	}
	reachable := map[election.PersonID]bool{}
	for _, to := range readers {
		reachable[to.person.ID] = true
	}
	for _, u := range town.Units {
		all.vacant[u.ID] = len(u.Officers) > 0 && !reachable[u.Officers[0]]
	}
	return all, r.settle(ctx, &all)
}

// owedStages adds the stages that units of an election owe now or within a few
// days. The polling stage is left out while its figures are asked for.
func (r *Reminders) owedStages(ctx context.Context, e election.Election, all *asking, polling bool) error {
	for _, due := range e.Near(election.DateOf(all.now)) {
		if polling && due.Stage.ID == election.PollingStage {
			continue
		}
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

// owedToday returns the figures that the units of an election should have
// reported by now, if this is its polling day. It is the count, or else the
// turnout of the last hour that applies (turnoutHours).
func (r *Reminders) owedToday(e election.Election, now time.Time) []election.Owed {
	if election.DateOf(now) != e.PollingDay {
		return nil
	}
	midnight := e.PollingDay.At(0, 0, now.Location())
	count := hours(r.o.Count, midnight, now)
	var owed []election.Owed
	for _, u := range r.store.Town().Units {
		if u.Election != e.ID {
			continue
		}
		if len(count) > 1 {
			owed = append(owed, election.Owed{Unit: u.ID, By: count[1], Count: true})
		} else if h := r.turnoutHours(e, u, now); len(h) > 1 {
			owed = append(owed, election.Owed{Unit: u.ID, By: h[len(h)-1], Since: h[len(h)-2]})
		}
	}
	return owed
}

// turnoutHours returns the hours of polling day until now at which a unit must
// report its turnout. The beginning of the day comes before them. No hour
// follows the first one at which the unit's polling is over.
func (r *Reminders) turnoutHours(e election.Election, u election.Unit, now time.Time) []time.Time {
	h := hours(r.o.Turnout, election.DateOf(now).At(0, 0, now.Location()), now)
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
	all.units = map[election.UnitID]election.Unit{}
	progress := map[election.UnitID]election.Progress{}
	for _, s := range states {
		all.units[s.Unit.ID], progress[s.Unit.ID] = s.Unit, s.Progress
	}
	var owed []election.Owed
	for _, o := range all.owed {
		u, known := all.units[o.Unit]
		if !known || r.store.Town().ElectionOf(u).Settled(o, progress[o.Unit]) {
			continue
		}
		if o.Stage == "" {
			o = r.overdueToday(all, o, progress[o.Unit])
		}
		owed = append(owed, o.With(progress[o.Unit], all.now))
	}
	all.owed = owed
	return nil
}

// overdueToday returns a figure of polling day with the time since which it is
// late, and the rung reached.
func (r *Reminders) overdueToday(all *asking, o election.Owed, p election.Progress) election.Owed {
	if !o.Count {
		u := all.units[o.Unit]
		o = o.Missed(p, r.turnoutHours(r.store.Town().ElectionOf(u), u, all.now))
	}
	o.Rung = r.o.PollingClimb.Reached(all.now.Sub(o.Overdue()))
	return o
}

// card returns what one person is asked for. today reports whether any of it
// is to be reminded of on this day.
func (all asking) card(t *election.Town, p election.Person) (c election.Card, today bool) {
	for _, o := range all.owed {
		u := all.units[o.Unit]
		rung, ok := p.RungOf(u)
		if !ok || rung > o.Rung && !(rung == election.StandInRung && all.vacant[u.ID]) {
			continue
		}
		today = today || !o.Promised() && (o.Stage == "" || all.today[o.Stage])
		o.Rung = rung
		c.Owed = append(c.Owed, o)
	}
	return c, today
}
