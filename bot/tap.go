package bot

import (
	"context"
	"slices"
	"strings"

	"huanjie/internal/announce"
	"huanjie/internal/cards"
	"huanjie/internal/election"
	"huanjie/internal/flow"
	"huanjie/internal/store"
)

// tap is a kind of button. Buttons stay on telephones for months: a mark and what
// follows it keep their meaning in every release.
type tap struct {
	mark string // begins the data of its buttons
	may  right
	take func(d *desk, ctx context.Context, data string) error
}

// taps are the kinds of buttons that are drawn in private chats; those of groups
// are in group.go. No mark begins another.
func taps() []tap {
	return []tap{
		{menuMark, anybody, (*desk).menuTap},
		{groupMark, registered, (*desk).groupTap},
		{languageMark, anybody, (*desk).languageTap},
		{flow.TapMark, registered, (*desk).cardTap},
		{flow.OpeningMark, registered, (*desk).openingTap},
		{correctMark, registered, (*desk).correctTap},
		{looseMark, registered, (*desk).looseTap},
		{caseMark, registered, (*desk).caseTap},
		{filesMark, registered, (*desk).caseFilesTap},
		{approveMark, registered, (*desk).approveTap},
		{allDoneMark, registered, (*desk).allDoneTap},
		{cards.DrillMark, registered, (*desk).drillTap},
		{cards.GuideMark, registered, (*desk).guideTap},
		{askMark, registered, (*desk).askTap},
		{toldMark, registered, (*desk).toldTap},
		{cards.RemindMark, registered, (*desk).remindTap},
		{announce.AckMark, registered, (*desk).ackTap},
		{announcementMark, registered, (*desk).announcementTap},
		{inviteMark, registered, (*desk).inviteTap},
		{invitesMark, inOffice, (*desk).invitesTap},
		{uninviteMark, inOffice, (*desk).uninviteTap},
		{takeoverMark, inOffice, (*desk).takeoverTap},
		{rehearsalMark, registered, (*desk).rehearsalTap},
		{townMark, registered, (*desk).townTap},
		{midwayMark, inOffice, (*desk).midwayTap},
		{rosterMark, inOffice, (*desk).rosterTap},
		{tableMark, registered, (*desk).tableTap},
		{cards.CloseOutMark, inOffice, (*desk).closeOutTap},
		{auditMark, election.Person.MayAudit, (*desk).auditTap},
	}
}

// tapOf finds the kind of a button by its data.
func tapOf(data string) (tap, bool) {
	all := taps()
	i := slices.IndexFunc(all, func(t tap) bool { return strings.HasPrefix(data, t.mark) })
	if i < 0 {
		return tap{}, false
	}
	return all[i], true
}

// tap takes a pressed button; every tap is answered.
func (d *desk) tap(ctx context.Context, w tapped) error {
	d.commit.Answers = append(d.commit.Answers, store.Answer{Query: w.query})
	t, ok := tapOf(w.data)
	switch {
	case w.rehearsal && !d.rehearsing():
		d.answer(wordsRehearsalOver())
	case ok && t.may(d.person):
		return t.take(d, ctx, w.data)
	case d.person.Unknown:
		d.answer(wordsStrangerTap())
	case ok:
		d.say(wordsNotYours())
	default:
		d.answer(wordsDeadButton())
	}
	return nil
}

// cardTap takes a button of a form's card.
func (d *desk) cardTap(ctx context.Context, data string) error {
	t, ok := flow.ParseTap(data)
	if !ok {
		d.answer(wordsDeadButton())
		return nil
	}
	return d.press(ctx, t)
}

// openingTap takes a button that begins a form.
func (d *desk) openingTap(ctx context.Context, data string) error {
	o, ok := flow.ParseOpening(data)
	if !ok {
		d.answer(wordsDeadButton())
		return nil
	}
	return d.press(ctx, o)
}

// press gives the forms what a button says.
func (d *desk) press(ctx context.Context, in flow.Input) error {
	out, err := d.advance(ctx, func(sc flow.Scene) flow.Outcome {
		return d.forms().Advance(d.ses.Talk, sc, flow.Turn{Update: d.turn.update, Input: in})
	})
	switch {
	case err != nil:
		return err
	case out.Answer != "":
		d.commit.Answers[0].Text = out.Answer
	case out.Ignored:
		d.answer(wordsDeadButton())
	}
	return nil
}
