package bot

import (
	"context"
	"fmt"
	"html"
	"slices"
	"strconv"
	"strings"

	"huanjie/internal/announce"
	"huanjie/internal/election"
	"huanjie/internal/flow"
	"huanjie/internal/store"
)

// announce takes an announcement that was written: it waits for a second
// person, or, where there is none, is posted with a note of that. One that only
// returns another does no more than that.
func (d *desk) announce(ctx context.Context, a election.Announcement) error {
	if a.Returns != "" {
		return d.sendBack(ctx, a)
	}
	if a.Revises != "" {
		if err := d.rework(ctx, a.Revises); err != nil {
			return err
		}
	}
	approvers, err := d.approvers(ctx, a)
	if err != nil {
		return err
	}
	d.commit.Announcement = nil
	k := store.Kept{Announcement: a}
	if len(approvers) == 0 {
		k.Alone = true
		return d.released(ctx, k)
	}
	k.State = election.Waiting
	d.commit.Revised = append(d.commit.Revised, store.Revised{Now: k.Announcement})
	to, err := d.destination(ctx, a)
	if err != nil {
		return err
	}
	var names []election.Phrase
	for _, p := range approvers {
		names = append(names, announce.Who(p.person))
		d.sendTo(p.user, d.decisionCard(k.Announcement, to, p.lang))
	}
	m := plain(wordsWaits(names).In(d.lang))
	m.Key = announce.StatusKey(a.ID)
	d.send(m)
	return nil
}

// released lets an announcement take its course and tells its author, who may
// be somebody else, what became of it.
func (d *desk) released(ctx context.Context, k store.Kept) error {
	first := len(d.commit.Revised)
	if err := announce.Release(ctx, d.store, &d.commit, k, d.person.ID, d.bot.now()); err != nil {
		return err
	}
	return d.tellAuthor(ctx, d.commit.Revised[first].Now)
}

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

// officeUser is the Telegram id of a member of the office.
func officeUser(p election.PersonID) (int64, bool) {
	_, id, ok := strings.Cut(string(p), ":")
	user, err := strconv.ParseInt(id, 10, 64)
	return user, ok && err == nil && p == election.OfficePerson(user)
}

// tellAuthor says to whoever wrote an announcement how it stands now, in the
// place of what they were told before.
func (d *desk) tellAuthor(ctx context.Context, a election.Announcement) error {
	user, ok := officeUser(a.By)
	if !ok {
		return nil
	}
	languages, err := d.store.Languages(ctx, user)
	if err != nil {
		return err
	}
	m := plain(wordsOutcome(d.store.Town(), a).In(languages[0]))
	if a.State == election.Returned || a.State == election.Reworked {
		m = announce.Status(d.store.Town(), a, nil, nil, false, languages[0])
	}
	m.Key, m.Only = announce.StatusKey(a.ID), a.State == election.Reworked
	m.Move = !m.Only && a.Decision.Cause == "" // else it rings when the status is told
	d.sendTo(user, m)
	return nil
}

// sendTo queues a message to somebody else.
func (d *desk) sendTo(user int64, m store.Message) {
	m.Chat = user
	m.ID = fmt.Sprintf("%d.%d@%d", d.turn.update, len(d.commit.Messages), user)
	d.commit.Messages = append(d.commit.Messages, m)
}

const noticeMark = announce.TapMark

// What the buttons about an announcement do.
const (
	noticeApprove  = "y"
	noticeGiveBack = "n"
	noticeView     = "v"
	noticeWithdraw = "w" // asks once more
	noticeReally   = "W"
	noticeList     = "l"
	noticeRevise   = announce.Revise
)

func noticeButton(label election.Phrase, verb string, id election.AnnouncementID, l election.Language) store.Button {
	return store.Button{Label: label.In(l), Data: noticeMark + verb + ":" + string(id)}
}

// ackTap takes the button by which an officer confirms an announcement.
func (d *desk) ackTap(ctx context.Context, data string) error {
	id, revision, unit, ok := announce.ParseAckTap(data)
	if !ok {
		d.answer(wordsDeadButton())
		return nil
	}
	return d.ack(ctx, id, revision, unit)
}

// announcementTap takes a button about an announcement.
func (d *desk) announcementTap(ctx context.Context, data string) error {
	verb, id, _ := strings.Cut(strings.TrimPrefix(data, noticeMark), ":")
	if verb == noticeList {
		return d.run(ctx, cmdNotices, "")
	}
	k, known, err := d.store.Announcement(ctx, election.AnnouncementID(id))
	switch {
	case err != nil:
		return err
	case !known:
		d.answer(wordsDeadButton())
	case verb == noticeApprove || verb == noticeGiveBack:
		return d.decideOn(ctx, k, verb == noticeApprove)
	case !readsNotices(d.person):
		d.answer(wordsNotYours())
	case verb == noticeView:
		return d.notice(ctx, k, false)
	case verb == noticeWithdraw:
		return d.notice(ctx, k, true)
	case verb == noticeReally:
		return d.withdraw(ctx, k)
	case verb == noticeRevise:
		return d.revise(ctx, k)
	default:
		d.answer(wordsDeadButton())
	}
	return nil
}

// readsNotices reports whether the person may see what the office writes: the
// office itself, and the leading group.
func readsNotices(p election.Person) bool { return p.Office || p.MayRead(election.WholeTown) }

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

// fillIn opens a form with an answer.
func (d *desk) fillIn(ctx context.Context, o flow.Opening) error {
	out, err := d.advance(ctx, func(sc flow.Scene) flow.Outcome {
		return d.bot.forms.Advance(d.ses.Talk, sc, flow.Turn{Update: d.turn.update, Input: o})
	})
	if err == nil && out.Ignored {
		d.answer(wordsDeadButton())
	}
	return err
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

// revise opens the form with what was returned, for its author or another one of
// the office.
func (d *desk) revise(ctx context.Context, k store.Kept) error {
	switch {
	case !d.person.MayAnnounce():
		d.answer(wordsNotYours())
		return nil
	case k.State != election.Returned:
		d.answer(k.State.Name())
		return nil
	}
	return d.fillIn(ctx, flow.Opening{Form: "announcement", Step: "edits", Value: string(k.ID)})
}

// rework notes that a returned announcement was written anew, which is done once.
func (d *desk) rework(ctx context.Context, id election.AnnouncementID) error {
	k, known, err := d.store.Announcement(ctx, id)
	if err != nil {
		return err
	}
	if !known || k.State != election.Returned {
		return fmt.Errorf("revise announcement %s: %w", id, store.ErrConflict)
	}
	now := k.Announcement
	now.State = election.Reworked
	d.commit.Revised = append(d.commit.Revised, store.Revised{Was: k, Now: now})
	return d.tellAuthor(ctx, now)
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
		return wordsDestination(d.store.Town(), a), nil
	}
	posted, _, err := d.store.Announcement(ctx, a.Edits)
	return wordsReplaces(d.store.Town(), posted.Announcement), err
}

// decisionCard is an announcement, and where it goes, as those see it who decide
// on it.
func (d *desk) decisionCard(a election.Announcement, to election.Phrase, l election.Language) store.Message {
	town := d.store.Town()
	m := store.Message{Key: "decide:" + string(a.ID)}
	m.Text = "<b>" + html.EscapeString(wordsToDecide(town, a).In(l)) + "</b>\n<blockquote>" + html.EscapeString(a.Text) + "</blockquote>\n" +
		html.EscapeString(to.In(l))
	if before := announce.Before(town, a); !before.IsZero() {
		m.Text += "\n" + html.EscapeString(before.In(l))
	}
	if a.State != election.Waiting {
		m.Text += "\n<b>" + html.EscapeString(announce.Decided(town, a).In(l)) + "</b>"
		return m
	}
	m.Buttons = [][]store.Button{{noticeButton(wordsGiveBack(), noticeGiveBack, a.ID, l), noticeButton(wordsApprove(), noticeApprove, a.ID, l)}}
	return m
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
			d.answer(wordsAckedBefore(before.By, before.At.In(d.store.Town().Location)))
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
