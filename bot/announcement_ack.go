package bot

import (
	"context"

	"huanjie/internal/announce"
	"huanjie/internal/election"
	"huanjie/internal/store"
)

// ackTap takes the button by which an officer confirms an announcement.
func (d *desk) ackTap(ctx context.Context, data string) error {
	id, revision, unit, ok := announce.ParseAckTap(data)
	if !ok {
		d.answer(wordsDeadButton())
		return nil
	}
	return d.ack(ctx, id, revision, unit)
}

// ack takes a village's confirmation. The first officer of a village confirms
// for it; the others see who did.
func (d *desk) ack(ctx context.Context, id election.AnnouncementID, revision int, unit string) error {
	k, known, err := d.store.Announcement(ctx, id)
	own := announce.Own(k.Announcement, d.person)
	switch {
	case err != nil:
		return err
	case !known || k.State != election.Posted:
		d.answer(wordsDeadButton())
		return nil
	case len(own) == 0:
		d.answer(wordsNotYours())
		return nil
	}
	acks, err := d.store.Acks(ctx, k.Announcement)
	if err != nil {
		return err
	}
	if revision != k.Revision {
		d.answer(wordsChangedMeanwhile())
		return d.ackCards(ctx, k.Announcement, acks, nil)
	}
	return d.acknowledge(ctx, k.Announcement, acks, own, unit)
}

func (d *desk) acknowledge(ctx context.Context, a election.Announcement, acks map[election.UnitID]store.Ack, own []election.UnitID, unit string) error {
	now := d.bot.now()
	var confirmed []election.UnitID
	for _, u := range own {
		if _, done := acks[u]; done || unit != announce.Everywhere && string(u) != unit {
			continue
		}
		ack := store.Ack{Announcement: a.ID, Revision: a.Revision, Unit: u, By: d.person.ID, At: now}
		acks[u] = ack
		confirmed = append(confirmed, u)
		d.commit.Acks = append(d.commit.Acks, ack)
	}
	if len(confirmed) == 0 {
		d.answer(wordsDeadButton())
		if before, done := acks[election.UnitID(unit)]; done {
			d.answer(wordsAckedBefore(before.By, before.At, d.now()))
		}
		return d.ackCards(ctx, a, acks, nil)
	}
	d.answer(wordsThanks())
	d.commit.Plan = append(d.commit.Plan, store.Planned{Step: store.StepStatus, ID: a.ID, At: now})
	return d.ackCards(ctx, a, acks, confirmed)
}

// ackCards shows the card as it is now to the person, and to the other officers
// of villages that were just confirmed.
func (d *desk) ackCards(ctx context.Context, a election.Announcement, acks map[election.UnitID]store.Ack, confirmed []election.UnitID) error {
	own := announce.Own(a, d.person)
	d.sendTo(d.turn.user, announce.Card(d.store.Town(), a, acks, announce.Officer{Person: d.person.ID, User: d.turn.user, Language: d.lang, Units: own}))
	others, err := announce.Officers(ctx, d.store, a, confirmed...)
	if err != nil {
		return err
	}
	for _, o := range others {
		if o.User != d.turn.user {
			m := announce.Card(d.store.Town(), a, acks, o)
			m.Only = true
			d.sendTo(o.User, m)
		}
	}
	return nil
}
