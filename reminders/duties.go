package reminders

import (
	"context"
	"fmt"
	"slices"

	"huanjie/internal/document"
	"huanjie/internal/election"
	"huanjie/internal/store"
)

// duties tells whom it concerns, once, that another roster holds than when they were
// last told: who reports, checks or leads elsewhere now; leaders of the areas, the
// leading group and the office, what has changed. It is looked at once in a process,
// which has one roster.
func (r *Reminders) duties(ctx context.Context) error {
	if r.told.Load() {
		return nil
	}
	told, err := r.store.ToldDuties(ctx)
	if err != nil {
		return err
	}
	now := r.store.Town().Duties()
	changes := election.DutyChanges(told.Duties, now)
	if !told.At.IsZero() {
		if err := r.tellDuties(ctx, told, changes); err != nil {
			return err
		}
	}
	if told.At.IsZero() || len(changes) > 0 {
		counted := slices.ContainsFunc(changes, election.DutyChange.Counted)
		if err := r.store.TellDuties(ctx, store.ToldDuties{At: r.o.Now(), Duties: now}, counted); err != nil {
			return err
		}
	}
	r.told.Store(true)
	return nil
}

// tellDuties tells of the changes since people were last told.
func (r *Reminders) tellDuties(ctx context.Context, told store.ToldDuties, changes []election.DutyChange) error {
	if len(changes) == 0 {
		return nil
	}
	readers, err := r.withFormer(ctx, changes)
	if err != nil {
		return err
	}
	missing, err := r.missing(ctx, changes)
	if err != nil {
		return err
	}
	town := r.store.Town()
	for _, to := range readers {
		var messages []store.Message
		if to.person.Office || len(to.person.Areas) > 0 {
			theirs := slices.DeleteFunc(slices.Clone(changes), func(c election.DutyChange) bool { return !to.person.Office && !ofTheirs(to.person, c) })
			if len(theirs) > 0 {
				of := missing
				if !to.person.Office {
					of = nil
				}
				messages = append(messages, store.Message{Text: document.DutiesChanged(town.Name, theirs, of, to.lang)})
			}
		} else if slices.ContainsFunc(changes, func(c election.DutyChange) bool { return dutyOf(to.person.ID, c.Was) != dutyOf(to.person.ID, c.Is) }) {
			messages = append(messages, store.Message{Text: document.DutiesOf(town.Name, town.Duties(), to.person.ID, to.lang)})
		}
		if err := r.enqueue(ctx, fmt.Sprintf("duties:%d", told.At.Unix()), told.At.In(town.Location), to.user, messages...); err != nil {
			return err
		}
	}
	return nil
}

// ofTheirs reports whether a leader has, or had, to do with a unit.
func ofTheirs(p election.Person, c election.DutyChange) bool {
	return c.Concerns(p.ID) || slices.ContainsFunc(p.Areas, c.In)
}

// duty is what somebody does in a unit.
type duty struct{ reports, checks, contact, leads bool }

func dutyOf(p election.PersonID, d election.Duties) duty {
	return duty{slices.Contains(d.Officers, p), slices.Contains(d.Checkers, p), d.Contact == p, slices.Contains(d.Leaders, p)}
}

// withFormer are the readers, and those who have left the roster with the changes and
// whose chats are known.
func (r *Reminders) withFormer(ctx context.Context, changes []election.DutyChange) ([]reader, error) {
	readers, err := r.readers(ctx)
	if err != nil {
		return nil, err
	}
	var former []election.PersonID
	for _, c := range changes {
		for _, p := range c.Was.People() {
			if r.store.Town().Person(p).Unknown && !slices.Contains(former, p) {
				former = append(former, p)
			}
		}
	}
	users, err := r.store.Bound(ctx, former...)
	if err != nil {
		return nil, err
	}
	languages, err := r.store.Languages(ctx, users...)
	if err != nil {
		return nil, err
	}
	for i, p := range former {
		if users[i] != 0 {
			readers = append(readers, reader{person: r.store.Town().Person(p), user: users[i], lang: languages[i]})
		}
	}
	return readers, nil
}

// missing are the people whom the changes give a duty, and whom the bot cannot reach.
func (r *Reminders) missing(ctx context.Context, changes []election.DutyChange) (names []string, err error) {
	var fresh []election.PersonID
	for _, c := range changes {
		for _, p := range c.Is.People() {
			if !slices.Contains(c.Was.People(), p) && !slices.Contains(fresh, p) {
				fresh = append(fresh, p)
			}
		}
	}
	users, err := r.store.Bound(ctx, fresh...)
	for i, p := range fresh {
		if err == nil && users[i] == 0 {
			names = append(names, string(p))
		}
	}
	return names, err
}
