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

// resultsDays is how long after polling day a last count is waited for.
const resultsDays = 30

// occasion is why a results digest goes out.
type occasion string

const (
	atTheHour    occasion = "hour" // at the office's hour, whatever is counted
	allCounted   occasion = "all"
	allConfirmed occasion = "sure"
)

// results sends the results digest of each area when its last count is in, and
// at a set hour of polling day at the latest. When all counts are confirmed, it
// changes in its place.
func (r *Reminders) results(ctx context.Context, now time.Time) error {
	var failed []error
	var readers []reader
	for _, e := range r.store.Town().Elections {
		if days := election.DateOf(now).Sub(e.PollingDay); e.PollingDay.IsZero() || days < 0 || days > resultsDays {
			continue
		}
		if readers == nil {
			var err error
			if readers, err = r.readers(ctx); err != nil {
				return err
			}
		}
		for _, p := range r.resultPlaces(e, readers) {
			failed = append(failed, r.resultsOf(ctx, e, p, readers, now))
		}
	}
	return errors.Join(failed...)
}

// resultPlaces are the areas of an election that somebody gets the digest of.
func (r *Reminders) resultPlaces(e election.Election, readers []reader) (all []place) {
	for _, to := range readers {
		for _, p := range r.places(to.person) {
			if p.election == e.ID && !slices.Contains(all, p) {
				all = append(all, p)
			}
		}
	}
	return all
}

// resultsOf sends the results of one area, once on each occasion.
func (r *Reminders) resultsOf(ctx context.Context, e election.Election, p place, readers []reader, now time.Time) error {
	sure, err := r.store.RanUntil(ctx, p.job(allConfirmed))
	if err != nil || !sure.IsZero() {
		return err
	}
	figures, err := r.store.Figures(ctx, e.ID, p.area)
	if err != nil {
		return err
	}
	why := r.occasion(e, figures[0], r.store.Town().RollOf(e.ID, p.area).Units, now)
	if why == "" {
		return nil
	}
	if at, err := r.store.RanUntil(ctx, p.job(why)); err != nil || !at.IsZero() {
		return err
	}
	told, err := r.store.RanUntil(ctx, p.job(allCounted))
	if err != nil {
		return err
	}
	sum, err := r.store.Summary(ctx, e, p.area, now)
	if err != nil {
		return err
	}
	states, err := r.store.States(ctx, r.unitsOf(p))
	if err != nil {
		return err
	}
	news := resultsNews{place: p, why: why, only: why == allConfirmed && !told.IsZero(), sum: sum, states: states}
	for _, to := range readers {
		if slices.Contains(r.places(to.person), p) {
			if err := r.tellResults(ctx, e, news, to, now); err != nil {
				return err
			}
		}
	}
	r.o.Wake()
	return r.store.Ran(ctx, p.job(why), now)
}

// job is the name under which the results of an area are sent on an occasion.
func (p place) job(o occasion) string {
	return fmt.Sprintf("results:%s:%s:%s", p.election, p.area, o)
}

// resultsNews are the results of one area on one occasion.
type resultsNews struct {
	place
	why    occasion
	only   bool // the digest that its readers have changes; nobody gets a new one
	sum    election.Summary
	states []election.UnitState
}

// tellResults sends the results to one reader, with what this reader may know
// of each unit.
func (r *Reminders) tellResults(ctx context.Context, e election.Election, news resultsNews, to reader, now time.Time) error {
	var units []election.UnitState
	for _, s := range news.states {
		units = append(units, s.For(to.person, to.user))
	}
	if err := r.store.Saw(ctx, now, store.Sight{By: to.person.ID, Area: news.area, Through: "digest"}); err != nil {
		return err
	}
	m := store.Message{Text: document.Results(news.sum, units, to.lang, now), Key: fmt.Sprintf("results:%s:%s", news.election, news.area), Move: !news.only, Only: news.only,
		Quiet: news.only || to.prefs.QuietOr(r.o.Quiet).At(now), Buttons: cards.DigestButtons(news.sum, to.lang)}
	return r.enqueue(ctx, news.job(news.why), e.PollingDay.At(0, 0, now.Location()), to.user, m)
}

// occasion returns why the results of an area with so many units are to be sent now;
// "" if they are not.
func (r *Reminders) occasion(e election.Election, f election.Figures, units int, now time.Time) occasion {
	midnight := e.PollingDay.At(0, 0, now.Location())
	switch {
	case f[election.UnitsConfirmed] == units:
		return allConfirmed
	case f[election.Counted] == units:
		return allCounted
	case election.DateOf(now) == e.PollingDay && within(r.o.Results, midnight, now) && f[election.Counted] > 0:
		return atTheHour
	}
	return ""
}

// unitsOf are the units of an area.
func (r *Reminders) unitsOf(p place) (ids []election.UnitID) {
	for _, u := range r.store.Town().Units {
		if u.Election == p.election && p.area.Holds(u.Area) {
			ids = append(ids, u.ID)
		}
	}
	return ids
}
