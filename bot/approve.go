package bot

import (
	"context"
	"errors"
	"fmt"
	"html"
	"strings"

	"huanjie/internal/election"
	"huanjie/internal/store"
)

const approveMark = "y:"

// waitingRequest is a request that the person may approve.
type waitingRequest struct {
	unit election.Unit
	one  election.CaseState
}

// approveAll 同意全部 shows a leader the requests that wait for them, to approve all but
// those that are left out with one tap: those of the units that but names, and whoever else is
// tapped.
func (d *desk) approveAll(ctx context.Context, but string) error {
	all, err := d.requests(ctx)
	if err != nil {
		return err
	}
	d.send(d.approveCard(all, d.leftOutOf(but, len(all), func(i int) election.Unit { return all[i].unit })))
	return nil
}

// requests lists the requests that wait for the person, in the roster's order.
func (d *desk) requests(ctx context.Context) (all []waitingRequest, err error) {
	town := d.store.Town()
	for _, e := range town.Elections {
		_, ids, err := d.store.List(ctx, election.ListOpen, e.ID, election.WholeTown, -1)
		if err != nil {
			return nil, err
		}
		states, err := d.store.States(ctx, ids)
		if err != nil {
			return nil, err
		}
		for _, s := range states {
			for _, c := range s.Progress.Cases {
				if c.Kind == election.Request && c.MayDo(d.person, s.Unit, election.Approve) {
					all = append(all, waitingRequest{s.Unit, c})
				}
			}
		}
	}
	return all, nil
}

// requestsPrint changes when the places of the requests on a card do.
func requestsPrint(all []waitingRequest) string {
	return listPrint(all, func(r waitingRequest) string { return string(r.one.ID) })
}

// approveCard lists the first requests, each of which can be left out.
func (d *desk) approveCard(all []waitingRequest, out leftOut) store.Message {
	m := store.Message{Key: "approve", Move: true}
	if len(all) == 0 {
		m.Text = html.EscapeString(wordsNoRequests().In(d.lang))
		return m
	}
	data := func(verb string, out leftOut) string {
		return fmt.Sprintf("%s%s.%s.%s", approveMark, verb, requestsPrint(all), out)
	}
	shown := all[:min(len(all), leftOutMost)]
	rows, n := out.buttons(len(shown), func(i int) string {
		return shown[i].unit.Name + " · " + shown[i].one.Kind.TopicName(shown[i].one.Topic).In(d.lang)
	}, func(out leftOut) string { return data("l", out) })
	m.Buttons = rows
	m.Text = html.EscapeString(wordsApproveMany(n, len(all)-len(shown)).In(d.lang))
	if n > 0 {
		m.Buttons = append(m.Buttons, []store.Button{{Label: wordsApproveAll(n).In(d.lang), Data: data("r", out)}})
	}
	return m
}

// approveTap takes a button of the card. One of a list that has changed shows the list as
// it is now, and approves nothing.
func (d *desk) approveTap(ctx context.Context, data string) error {
	all, err := d.requests(ctx)
	if err != nil {
		return err
	}
	verb, rest, _ := strings.Cut(strings.TrimPrefix(data, approveMark), ".")
	print, bits, _ := strings.Cut(rest, ".")
	out, bad := parseLeftOut(bits)
	switch {
	case bad != nil || requestsPrint(all) != print:
		d.answer(wordsRequestsChanged())
		out = nil
	case verb == "r":
		return d.approve(ctx, all, out)
	}
	m := d.approveCard(all, out)
	m.Move = false
	d.send(m)
	return nil
}

// approve approves the requests of a card without those left out, a report each, as if
// each had been approved by itself: everybody concerned is told.
func (d *desk) approve(ctx context.Context, all []waitingRequest, out leftOut) error {
	n, err := out.each(min(len(all), leftOutMost), func(i int) (bool, error) { return d.approveOne(ctx, all[i]) })
	if err != nil {
		return err
	}
	left := max(0, len(all)-leftOutMost)
	m := store.Message{Key: "approve", Text: html.EscapeString(wordsApproved(n, left).In(d.lang))}
	d.send(m)
	return nil
}

// approveOne commits one approval, unless somebody has answered the request in between.
func (d *desk) approveOne(ctx context.Context, of waitingRequest) (done bool, err error) {
	return d.reportBeside(ctx, of.unit, string(of.one.ID), func(p election.Progress) (election.Body, bool) {
		c, found := p.Case(of.one.ID)
		return election.Act{Case: of.one.ID, Deed: election.Approve}, found && c.MayDo(d.person, of.unit, election.Approve)
	})
}

// reportBeside commits one of several reports that a tap makes, as if it had been made by
// itself: everybody concerned is told. body says what is reported of a unit as it is, and
// whether that is still to be. What is what tells it from the others; a tap that comes
// again makes the same report.
func (d *desk) reportBeside(ctx context.Context, u election.Unit, what string, body func(election.Progress) (election.Body, bool)) (done bool, err error) {
	for range redoMost {
		own := *d
		own.commit, own.ses = store.Commit{}, store.Session{}
		if err := d.store.Focus(ctx, &own.ses, u.ID); err != nil {
			return false, err
		}
		b, open := body(own.ses.Progress)
		if !open {
			return false, nil
		}
		r := election.Report{ID: election.ReportID(fmt.Sprintf("%s-%s", incidentOf(d.turn), what)), Unit: u.ID, By: d.person.ID, User: d.turn.user,
			At: d.bot.now().In(d.store.Town().Location), Body: b}
		if err := own.alert(ctx, r); err != nil {
			return false, err
		}
		err := d.store.Commit(ctx, store.Commit{Session: &own.ses, Report: &r, Messages: own.commit.Messages})
		if !errors.Is(err, store.ErrConflict) {
			d.bot.Wake()
			return err == nil, err
		}
	}
	return false, fmt.Errorf("report %s of %s: %w", what, u.ID, store.ErrConflict)
}

func wordsNoRequests() election.Phrase {
	return say("没有等您批复的请示。", "No request waits for your reply.")
}

func wordsApproveMany(n, more int) election.Phrase {
	said := election.Many(n, "📮 等您批复的请示，将批复同意 %d 件。不同意的点一下去掉（▫️），再从“情况”里单独退回。", "📮 %d request to approve. Tap those you do not approve to leave them out (▫️); return them one by one from “cases”.",
		"📮 %d requests to approve. Tap those you do not approve to leave them out (▫️); return them one by one from “cases”.")
	if more == 0 {
		return said
	}
	return say("%s另有 %d 件，这些批完再发一次“同意全部”。", "%s %d more: send “approve all” again after these.").With(said, more)
}

func wordsApproveAll(n int) election.Phrase {
	return say("✅ 批复同意 %d 件", "✅ Approve %d").With(n)
}

func wordsRequestsChanged() election.Phrase {
	return say("请示有变化，没有批复，请再核对一次。", "The requests have changed; nothing was approved. Please look once more.")
}

func wordsApproved(n, left int) election.Phrase {
	if left > 0 {
		return say("✅ 已批复同意 %d 件，还有 %d 件，再发一次“同意全部”。", "✅ %d approved, %d to go: send “approve all” again.").With(n, left)
	}
	return say("✅ 已批复同意 %d 件，报请示的人都收到了批复。", "✅ %d approved; everybody who asked has been told.").With(n)
}
