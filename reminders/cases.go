package reminders

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"huanjie/internal/cards"
	"huanjie/internal/document"
	"huanjie/internal/election"
	"huanjie/internal/store"
)

// conflictsMost is how often cases are read again because a report came in.
const conflictsMost = 5

// cases asks for answers that are overdue: first those who were told of the
// case, once, later also the leading group. At night only grave cases ring. If
// an answer comes in meanwhile, nobody is asked.
func (r *Reminders) cases(ctx context.Context) error {
	var err error
	for range conflictsMost {
		if err = r.lateCases(ctx); !errors.Is(err, store.ErrConflict) {
			return err
		}
	}
	return err
}

// lateCases reads only the units that have an open case.
func (r *Reminders) lateCases(ctx context.Context) error {
	head, err := r.store.Head(ctx)
	if err != nil {
		return err
	}
	now := r.o.Now().In(r.store.Town().Location)
	for _, e := range r.store.Town().Elections {
		_, open, err := r.store.List(ctx, election.ListOpen, e.ID, election.WholeTown, -1)
		if err != nil || len(open) == 0 {
			if err != nil {
				return err
			}
			continue
		}
		states, err := r.store.States(ctx, open)
		if err != nil {
			return err
		}
		for _, c := range document.CasesOf(states) {
			if !c.Case.Late(now) || r.o.Quiet.At(now) && c.Case.Severity != election.Grave {
				continue
			}
			if err := r.askForAnswer(ctx, c, head); err != nil {
				return err
			}
		}
	}
	return nil
}

// askForAnswer sends a message about a late case, once for each step.
func (r *Reminders) askForAnswer(ctx context.Context, c document.UnitCase, head election.Head) error {
	now := r.o.Now().In(r.store.Town().Location)
	people := r.store.Town().CasePeople(c.Unit, c.Case)
	to, step := append(slices.Clone(people.Told), c.Case.Owner), "told"
	if !now.Before(c.Case.Climb()) {
		to, step = append(to, people.Above...), "above"
	}
	once := fmt.Sprintf("case:%s:%d:%s", c.Case.ID, c.Case.Due.Unix(), step)
	if done, err := r.store.Once(ctx, once); done || err != nil {
		return err
	}
	readers, err := r.readers(ctx)
	if err != nil {
		return err
	}
	commit := store.Commit{Once: once, Head: &head}
	for _, who := range readers {
		if !slices.Contains(to, who.person.ID) {
			continue
		}
		commit.Messages = append(commit.Messages, store.Message{
			ID: fmt.Sprintf("%s:%d", once, who.user), Chat: who.user, Class: store.ClassAlert, Key: cards.CaseKey(c.Case.ID), Move: true,
			Quiet:   c.Case.Severity != election.Grave && who.prefs.QuietOr(r.o.Quiet).At(now), // the quiet hours they chose
			Text:    document.LateCase(c, step == "above", who.lang, now),
			Buttons: cards.CaseButtons(c.Unit, c.Case, who.person, who.lang)})
	}
	if err = r.store.Commit(ctx, commit); errors.Is(err, store.ErrSeen) {
		return nil
	}
	r.o.Wake()
	return err
}
