package reminders

import (
	"context"
	"fmt"
	"slices"
	"time"

	"huanjie/internal/document"
	"huanjie/internal/election"
	"huanjie/internal/store"
)

// unopened tells the office, and the leaders of their units, once of people who are
// to be asked for something and have never opened the bot.
func (r *Reminders) unopened(ctx context.Context, all asking, readers []reader) error {
	var fresh []election.Person
	told, err := r.store.Unopened(ctx, election.WholeTown)
	if err != nil {
		return err
	}
	for _, id := range r.store.Town().People() {
		opened := slices.ContainsFunc(readers, func(to reader) bool { return to.person.ID == id })
		if opened || slices.Contains(told, id) {
			continue
		}
		p := r.store.Town().Person(id)
		if card, _ := all.card(r.store.Town(), reader{person: p}, election.Card{}); len(card.Owed) > 0 && !p.Unknown {
			fresh = append(fresh, p)
		}
	}
	if len(fresh) == 0 {
		return nil
	}
	var ids []election.PersonID
	for _, p := range fresh {
		ids = append(ids, p.ID)
	}
	for _, to := range readers {
		theirs := slices.DeleteFunc(slices.Clone(fresh), func(p election.Person) bool { return !r.minds(to.person, p) })
		if len(theirs) == 0 {
			continue
		}
		m := store.Message{Text: document.Unopened(r.store.Town(), theirs, to.person.Office, to.lang), Quiet: to.prefs.QuietOr(r.o.Quiet).At(all.now)}
		if err := r.enqueue(ctx, fmt.Sprint("unopened:", ids), time.Time{}, to.user, m); err != nil {
			return err
		}
	}
	r.o.Wake()
	return r.store.KeepUnopened(ctx, ids...)
}

// minds reports whether somebody is told that a person cannot be reached: the
// office, and the leaders of the person's units.
func (r *Reminders) minds(to, about election.Person) bool {
	return to.Office || slices.ContainsFunc(about.Units, func(id election.UnitID) bool {
		u, _ := r.store.Town().Unit(id)
		rung, ok := to.RungOf(u)
		return ok && rung == election.LeaderRung
	})
}
