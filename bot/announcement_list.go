package bot

import (
	"context"
	"html"

	"huanjie/internal/announce"
	"huanjie/internal/election"
	"huanjie/internal/flow"
	"huanjie/internal/store"
)

// announcementsShown is how many announcements the list has.
const announcementsShown = 8

// announcements lists the last announcements: what waits, what is posted, how many
// villages have confirmed it.
func (d *desk) announcements(ctx context.Context) error {
	all, err := d.store.Announcements(ctx, announcementsShown)
	if err != nil {
		return err
	}
	groups, err := d.store.Groups(ctx)
	if err != nil {
		return err
	}
	m := plain(wordsAnnouncements(groups, len(all)).In(d.lang))
	m.Key, m.Move = "notices", true
	for _, k := range all {
		acks, err := d.store.Acks(ctx, k.Announcement)
		if err != nil {
			return err
		}
		m.Buttons = append(m.Buttons, []store.Button{announcementButton(wordsAnnouncement(k.Announcement, len(acks), d.now()), viewVerb, k.ID, d.lang)})
	}
	d.send(m)
	return nil
}

// announcement shows one announcement and what the person may do about it; leaving
// asks whether it is really to be withdrawn.
func (d *desk) announcement(ctx context.Context, k store.Kept, leaving bool) error {
	acks, err := d.store.Acks(ctx, k.Announcement)
	if err != nil {
		return err
	}
	groups, err := d.store.Groups(ctx)
	if err != nil {
		return err
	}
	town := d.store.Town()
	m := store.Message{Key: "notices", Text: "<b>" + html.EscapeString(wordsAnnouncement(k.Announcement, len(acks), d.now()).In(d.lang)) + "</b>\n<blockquote>" +
		html.EscapeString(k.Text) + "</blockquote>"}
	if k.State == election.Posted {
		m.Text += "\n" + announce.Status(town, k.Announcement, acks, groups, announce.Nudged(town, k.Announcement, d.bot.now()), d.lang).Text
	}
	lines, err := d.standing(ctx, k.Announcement)
	if err != nil {
		return err
	}
	for _, line := range lines {
		m.Text += "\n" + html.EscapeString(line.In(d.lang))
	}
	m.Buttons = d.announcementKeys(k.Announcement, leaving)
	if leaving && withdrawable(k.Announcement) {
		m.Text += "\n<b>" + html.EscapeString(wordsWithdrawing(k.Announcement).In(d.lang)) + "</b>"
	}
	d.send(m)
	return nil
}

// standing says of an announcement in the list what its status does not.
func (d *desk) standing(ctx context.Context, a election.Announcement) (lines []election.Phrase, err error) {
	town := d.store.Town()
	if a.State == election.Waiting || a.State == election.Scheduled || a.State == election.Merged {
		to, err := d.destination(ctx, a)
		if err != nil {
			return nil, err
		}
		lines = append(lines, to)
	}
	if before := announce.Before(town, a); !before.IsZero() {
		lines = append(lines, before)
	}
	if a.Decision != nil && a.State != election.Posted {
		lines = append(lines, announce.Decided(town, a))
	}
	if a.Alone && a.State == election.Withdrawn {
		lines = append(lines, wordsAlone())
	}
	return lines, nil
}

// withdrawable reports whether an announcement can still be taken back.
func withdrawable(a election.Announcement) bool {
	return a.State == election.Waiting || a.State == election.Scheduled || a.State == election.Posted
}

func (d *desk) announcementKeys(a election.Announcement, leaving bool) [][]store.Button {
	var keys [][]store.Button
	switch {
	case leaving && d.person.Office && withdrawable(a):
		return [][]store.Button{{announcementButton(wordsKeep(), viewVerb, a.ID, d.lang), announcementButton(wordsReally(), reallyVerb, a.ID, d.lang)}}
	case a.State == election.Waiting && a.MayDecide(d.person):
		keys = append(keys, []store.Button{announcementButton(wordsGiveBack(), giveBackVerb, a.ID, d.lang), announcementButton(wordsApprove(), approveVerb, a.ID, d.lang)})
	case a.State == election.Returned && d.person.MayAnnounce():
		keys = append(keys, []store.Button{announce.ReviseButton(a.ID, d.lang)})
	}
	last := []store.Button{announcementButton(wordsBackToList(), listVerb, "", d.lang)}
	if d.person.Office && withdrawable(a) {
		last = append(last, announcementButton(wordsWithdraw(), withdrawVerb, a.ID, d.lang))
	}
	return append(keys, last)
}

// withdraw takes an announcement back. Any one of the office may: to say less is
// safer than to say more.
func (d *desk) withdraw(ctx context.Context, k store.Kept) error {
	if !d.person.Office {
		d.answer(wordsNotYours())
		return nil
	}
	if !withdrawable(k.Announcement) {
		d.answer(announce.Decided(d.store.Town(), k.Announcement))
		return d.announcement(ctx, k, false)
	}
	waited := k.State == election.Waiting
	if err := announce.Withdraw(ctx, d.store, &d.commit, k, d.person.ID, d.bot.now()); err != nil {
		return err
	}
	gone := d.commit.Revised[len(d.commit.Revised)-1].Now
	d.answer(gone.State.Name())
	if err := d.announcement(ctx, store.Kept{Announcement: gone}, false); err != nil || !waited {
		return err
	}
	return d.closeDecision(ctx, gone)
}

// overviewAnnouncements adds to an overview what the forms of announcements look at: the
// last of them, how every unit is, and how many people can approve what this one
// writes.
func (d *desk) overviewAnnouncements(ctx context.Context, o *flow.Overview) error {
	kept, err := d.store.Announcements(ctx, announcementsRead)
	if err != nil {
		return err
	}
	for _, k := range kept {
		o.Announcements = append(o.Announcements, k.Announcement)
	}
	approvers, err := d.approvers(ctx, election.Announcement{By: d.person.ID})
	if err != nil {
		return err
	}
	o.Approvers = len(approvers)
	ids := make([]election.UnitID, len(d.store.Town().Units))
	for i, u := range d.store.Town().Units {
		ids[i] = u.ID
	}
	o.Units, err = d.store.States(ctx, ids)
	return err
}

// announcementsRead is how many of the last announcements a form may look at.
const announcementsRead = 100
