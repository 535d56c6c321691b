package bot

import (
	"context"
	"fmt"
	"html"
	"slices"
	"strconv"

	"huanjie/internal/announce"
	"huanjie/internal/election"
	"huanjie/internal/flow"
	"huanjie/internal/store"
)

// approver is somebody who may decide on an announcement and can be reached.
type approver struct {
	person election.PersonID
	user   int64
	lang   election.Language
}

// approvers are the others of the office and the leading group, without those
// whom Telegram is known not to reach.
func (d *desk) approvers(ctx context.Context, a election.Announcement) ([]approver, error) {
	town := d.store.Town()
	people := slices.DeleteFunc(slices.Clone(town.People()), func(p election.PersonID) bool { return !a.MayDecide(town.Person(p)) })
	users, err := d.store.Bound(ctx, people...)
	if err != nil {
		return nil, err
	}
	for _, user := range town.Office {
		if p := election.OfficePerson(user); p != a.By {
			people, users = append(people, p), append(users, user)
		}
	}
	lost, err := d.store.AllUnreachable(ctx)
	if err != nil {
		return nil, err
	}
	languages, err := d.store.Languages(ctx, users...)
	if err != nil {
		return nil, err
	}
	author, _ := officeUser(a.By)
	var all []approver
	for i, p := range people {
		_, refuses := lost[strconv.FormatInt(users[i], 10)]
		known := slices.ContainsFunc(all, func(o approver) bool { return o.user == users[i] })
		if users[i] != 0 && users[i] != author && !refuses && !known {
			all = append(all, approver{p, users[i], languages[i]})
		}
	}
	return all, nil
}

// decideOn approves an announcement, or asks why it is returned. The first
// decision holds; later ones are told whose it was.
func (d *desk) decideOn(ctx context.Context, k store.Kept, approve bool) error {
	switch {
	case k.By == d.person.ID:
		d.answer(wordsOwnAnnouncement())
		return nil
	case !k.MayDecide(d.person):
		d.answer(wordsNotYours())
		return nil
	case k.State != election.Waiting:
		return d.tooLate(ctx, k.Announcement)
	case !approve:
		return d.fillIn(ctx, flow.Opening{Form: "return", Step: "notice", Value: string(k.ID)})
	}
	first := len(d.commit.Revised)
	if err := d.released(ctx, k); err != nil {
		return err
	}
	decided := d.commit.Revised[first].Now
	d.answer(announce.Decided(d.store.Town(), decided))
	return d.closeDecision(ctx, decided)
}

// tooLate tells somebody who decides late whose the decision was.
func (d *desk) tooLate(ctx context.Context, a election.Announcement) error {
	to, err := d.destination(ctx, a)
	if err != nil {
		return err
	}
	d.answer(announce.Decided(d.store.Town(), a))
	d.sendTo(d.turn.user, d.decisionCard(a, to, d.lang))
	return nil
}

// sendBack returns an announcement to its author, with the reason. If somebody
// has decided since the form looked, the form looks again and says so.
func (d *desk) sendBack(ctx context.Context, a election.Announcement) error {
	k, known, err := d.store.Announcement(ctx, a.Returns)
	if err != nil {
		return err
	}
	if !known || k.State != election.Waiting || !k.MayDecide(d.person) {
		return fmt.Errorf("return announcement %s: %w", a.Returns, store.ErrConflict)
	}
	back := k.Announcement
	back.State, back.Decision = election.Returned, &election.Decision{By: d.person.ID, At: d.bot.now(), Why: a.Text}
	d.commit.Announcement = nil
	d.commit.Revised = append(d.commit.Revised, store.Revised{Was: k, Now: back})
	if err := d.tellAuthor(ctx, back); err != nil {
		return err
	}
	return d.closeDecision(ctx, back)
}

// closeDecision takes the buttons from everybody who was asked, and says who
// decided.
func (d *desk) closeDecision(ctx context.Context, a election.Announcement) error {
	approvers, err := d.approvers(ctx, a)
	if err != nil {
		return err
	}
	to, err := d.destination(ctx, a)
	if err != nil {
		return err
	}
	for _, p := range approvers {
		m := d.decisionCard(a, to, p.lang)
		m.Only = true
		d.sendTo(p.user, m)
	}
	return nil
}

// destination says where an announcement goes: to groups, or in the place of one
// that is posted.
func (d *desk) destination(ctx context.Context, a election.Announcement) (election.Phrase, error) {
	if a.Edits == "" {
		return wordsDestination(a, d.now()), nil
	}
	posted, _, err := d.store.Announcement(ctx, a.Edits)
	return wordsReplaces(posted.Announcement, d.now()), err
}

// decisionCard is an announcement, and where it goes, as those see it who decide
// on it.
func (d *desk) decisionCard(a election.Announcement, to election.Phrase, l election.Language) store.Message {
	town := d.store.Town()
	m := store.Message{Key: "decide:" + string(a.ID)}
	m.Text = "<b>" + html.EscapeString(wordsToDecide(a, d.now()).In(l)) + "</b>\n<blockquote>" + html.EscapeString(a.Text) + "</blockquote>\n" +
		html.EscapeString(to.In(l))
	if before := announce.Before(town, a); !before.IsZero() {
		m.Text += "\n" + html.EscapeString(before.In(l))
	}
	if a.State != election.Waiting {
		m.Text += "\n<b>" + html.EscapeString(announce.Decided(town, a).In(l)) + "</b>"
		return m
	}
	m.Buttons = [][]store.Button{{announcementButton(wordsGiveBack(), giveBackVerb, a.ID, l), announcementButton(wordsApprove(), approveVerb, a.ID, l)}}
	return m
}
