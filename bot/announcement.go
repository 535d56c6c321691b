package bot

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"huanjie/internal/announce"
	"huanjie/internal/election"
	"huanjie/internal/flow"
	"huanjie/internal/store"
)

// announce takes a written announcement: it waits for a second person. Where there
// is none it is posted with a note of that. One that only returns another does
// nothing else.
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

// released lets an announcement take its course and tells its author what became of
// it. The author may be somebody else than the person of the turn.
func (d *desk) released(ctx context.Context, k store.Kept) error {
	first := len(d.commit.Revised)
	if err := announce.Release(ctx, d.store, &d.commit, k, d.person.ID, d.bot.now()); err != nil {
		return err
	}
	return d.tellAuthor(ctx, d.commit.Revised[first].Now)
}

// officeUser is the Telegram id of a member of the office.
func officeUser(p election.PersonID) (int64, bool) {
	_, id, ok := strings.Cut(string(p), ":")
	user, err := strconv.ParseInt(id, 10, 64)
	return user, ok && err == nil && p == election.OfficePerson(user)
}

// tellAuthor tells the author of an announcement how it stands now, in place of what
// they were told before.
func (d *desk) tellAuthor(ctx context.Context, a election.Announcement) error {
	user, ok := officeUser(a.By)
	if !ok {
		return nil
	}
	languages, err := d.store.Languages(ctx, user)
	if err != nil {
		return err
	}
	m := plain(wordsOutcome(d.store.Town(), a, d.now()).In(languages[0]))
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

const announcementMark = announce.TapMark

// What the buttons about an announcement do.
const (
	approveVerb  = "y"
	giveBackVerb = "n"
	viewVerb     = "v"
	withdrawVerb = "w" // asks once more
	reallyVerb   = "W"
	listVerb     = "l"
	reviseVerb   = announce.Revise
)

func announcementButton(label election.Phrase, verb string, id election.AnnouncementID, l election.Language) store.Button {
	return store.Button{Label: label.In(l), Data: announcementMark + verb + ":" + string(id)}
}

// announcementTap takes a button about an announcement.
func (d *desk) announcementTap(ctx context.Context, data string) error {
	verb, id, _ := strings.Cut(strings.TrimPrefix(data, announcementMark), ":")
	if verb == listVerb {
		return d.run(ctx, cmdAnnouncements, "")
	}
	k, known, err := d.store.Announcement(ctx, election.AnnouncementID(id))
	switch {
	case err != nil:
		return err
	case !known:
		d.answer(wordsDeadButton())
	case verb == approveVerb || verb == giveBackVerb:
		return d.decideOn(ctx, k, verb == approveVerb)
	case !readsAnnouncements(d.person):
		d.answer(wordsNotYours())
	case verb == viewVerb:
		return d.announcement(ctx, k, false)
	case verb == withdrawVerb:
		return d.announcement(ctx, k, true)
	case verb == reallyVerb:
		return d.withdraw(ctx, k)
	case verb == reviseVerb:
		return d.revise(ctx, k)
	default:
		d.answer(wordsDeadButton())
	}
	return nil
}

// readsAnnouncements reports whether the person may see what the office writes: the
// office itself, and the leading group.
func readsAnnouncements(p election.Person) bool { return p.Office || p.MayRead(election.WholeTown) }

// fillIn opens a form with an answer.
func (d *desk) fillIn(ctx context.Context, o flow.Opening) error {
	out, err := d.advance(ctx, func(sc flow.Scene) flow.Outcome {
		return d.forms().Advance(d.ses.Talk, sc, flow.Turn{Update: d.turn.update, Input: o})
	})
	if err == nil && out.Ignored {
		d.answer(wordsDeadButton())
	}
	return err
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

// rework notes that a returned announcement was written again; that is done once.
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
