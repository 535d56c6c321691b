package bot

import (
	"context"
	"fmt"

	"huanjie/internal/cards"
	"huanjie/internal/document"
	"huanjie/internal/election"
	"huanjie/internal/store"
)

// settled takes what a report settles, or promises, off the cards of everybody
// who was asked for it, in the commit of the report itself: a reminder that still
// waits is not sent any more, one that was sent is edited. progress is the unit's
// with the report.
func (d *desk) settled(ctx context.Context, u election.Unit, progress election.Progress) error {
	town := d.store.Town()
	people := concerned(town, u)
	all, err := d.store.CardsWith(ctx, &d.ses, people...)
	if err != nil {
		return err
	}
	now := d.bot.now().In(town.Location)
	e := town.ElectionOf(u)
	for i, was := range all {
		card, _ := d.cardOf(people[i], was)
		is, changed := card.After(e, election.UnitState{Unit: u, Progress: progress}, town.Person(people[i]), was.User, now)
		if !changed {
			d.commit.Kept = append(d.commit.Kept, store.CardKept{Person: people[i], Was: was}) // or a card made meanwhile would ask for what is reported
			continue
		}
		if err := d.recard(ctx, people[i], was, is); err != nil {
			return err
		}
	}
	return nil
}

// concerned are all who may have been asked for something of a unit.
func concerned(t *election.Town, u election.Unit) []election.PersonID {
	people := t.AskedOf(u)
	for _, user := range t.Office {
		people = append(people, election.OfficePerson(user))
	}
	return people
}

// recard changes the card of one person, without a sound.
func (d *desk) recard(ctx context.Context, p election.PersonID, was store.Card, is election.Card) error {
	languages, err := d.store.Languages(ctx, was.User)
	if err != nil {
		return err
	}
	town, l := d.store.Town(), languages[0]
	m := cards.Asked(town, is, l, document.Asked(town, is, l, d.bot.now().In(town.Location)))
	m.Chat, m.Quiet, m.ID = was.User, true, fmt.Sprintf("%d.card%d", d.turn.update, len(d.commit.Cards))
	change := store.CardChange{Person: p, Was: was, Is: is, Message: m}
	if _, at := d.cardOf(p, was); at >= 0 {
		change.Message.ID = d.commit.Cards[at].Message.ID
		d.commit.Cards[at] = change
		return nil
	}
	d.commit.Cards = append(d.commit.Cards, change)
	return nil
}
