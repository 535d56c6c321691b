package reminders

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"huanjie/internal/cards"
	"huanjie/internal/document"
	"huanjie/internal/election"
	"huanjie/internal/flow"
	"huanjie/internal/store"
)

// An unfinished urgent report rings for its author after the first time. After
// the second it goes out as it is.
const (
	ringAfter  = 5 * time.Minute
	goOutAfter = 10 * time.Minute
)

// unfinished handles urgent incidents that somebody began and did not confirm.
// Each step is taken once, by one replica. Authors who continue meanwhile are
// not disturbed.
func (r *Reminders) unfinished(ctx context.Context) error {
	now := r.o.Now()
	users, err := r.store.LeftSince(ctx, now.Add(-ringAfter))
	failed := []error{err}
	for _, user := range users {
		ses, err := r.store.Session(ctx, user)
		failed = append(failed, err)
		for _, d := range ses.Talk.Drafts {
			if err != nil || d.Left == nil || now.Sub(d.Left.Since) < ringAfter {
				continue
			}
			failed = append(failed, r.leftUnfinished(ctx, ses, d))
		}
	}
	return errors.Join(failed...)
}

// leftUnfinished takes the step that is due for one draft.
func (r *Reminders) leftUnfinished(ctx context.Context, ses store.Session, d flow.Draft) error {
	step, take := "ring", r.ringAuthor
	if r.o.Now().Sub(d.Left.Since) >= goOutAfter {
		step, take = "out", r.goOut
		if d.Left.Report == nil {
			take = r.tellNowhere
		}
	}
	once := fmt.Sprintf("left:%s:%d:%s", d.ID, d.Left.Since.Unix(), step)
	if done, err := r.store.Once(ctx, once); done || err != nil {
		return err
	}
	readers, err := r.readers(ctx)
	if err != nil {
		return err
	}
	c := store.Commit{Once: once, Session: &ses, State: ses.Talk}
	if err := take(ctx, &c, d, readers); err != nil {
		return err
	}
	err = r.store.Commit(ctx, c)
	if errors.Is(err, store.ErrSeen) || errors.Is(err, store.ErrConflict) { // they continued just now; the next call looks again
		return nil
	}
	r.o.Wake()
	return err
}

// ringAuthor reminds the author.
func (r *Reminders) ringAuthor(_ context.Context, c *store.Commit, d flow.Draft, readers []reader) error {
	for _, who := range readers {
		if who.user == c.Session.User {
			resume := flow.Tap{Draft: d.ID, Revision: d.Revision, Verb: flow.Resume}
			c.Messages = append(c.Messages, store.Message{ID: c.Once, Chat: who.user, Class: store.ClassAlert, Key: "left." + string(d.ID), Move: true,
				Text:    document.LeftUnfinished(d.Left.Words, goOutAfter-ringAfter, who.lang),
				Buttons: [][]store.Button{{{Label: election.Say("接着报", "Go on").In(who.lang), Data: resume.String()}}}})
		}
	}
	return nil
}

// goOut reports the incident as it is, marked as unfinished. It tells those
// who must answer it, and its author.
func (r *Reminders) goOut(ctx context.Context, c *store.Commit, d flow.Draft, readers []reader) error {
	town, now := r.store.Town(), r.o.Now().In(r.store.Town().Location)
	report := *d.Left.Report
	u, known := town.Unit(report.Unit)
	if !known || town.Person(report.By).Unknown {
		return nil
	}
	if err := r.store.Focus(ctx, c.Session, u.ID); err != nil {
		return err
	}
	report.At = now
	c.Report, c.State = &report, c.Session.Talk.GoneOut(d.ID, now)
	state, ok := town.ElectionOf(u).Fold(c.Session.Progress, report).Case(report.ID)
	if !ok {
		return nil
	}
	told := town.CasePeople(u, state).Told
	for _, who := range readers {
		m := store.Message{ID: fmt.Sprintf("%s@%d", report.ID, who.user), Chat: who.user, Class: store.ClassAlert, Move: true}
		switch {
		case who.user == c.Session.User:
			m.Key, m.Last = "card:"+string(d.ID), true
			m.Text = document.WentOutUnfinished(document.UnitCase{Unit: u, Case: state}, who.lang)
			m.Buttons = [][]store.Button{{{Label: election.Say("✏️ 补充、更正", "✏️ Add, correct").In(who.lang), Data: "fix:" + string(d.ID)}}}
		case slices.Contains(told, who.person.ID):
			m.Key, m.Text = cards.CaseKey(state.ID), document.Case(document.UnitCase{Unit: u, Case: state}, who.lang, now)
			m.Buttons = cards.CaseButtons(u, state, who.person, who.lang)
		default:
			continue
		}
		c.Messages = append(c.Messages, m)
	}
	return nil
}

// tellNowhere tells the leaders and the office of an emergency without a known
// place. Nothing is reported; they have to telephone.
func (r *Reminders) tellNowhere(_ context.Context, c *store.Commit, d flow.Draft, readers []reader) error {
	town := r.store.Town()
	author := town.Person(c.Session.Binding.Person)
	var told []election.PersonID
	for _, u := range town.Units {
		if author.Handles(u) {
			told = append(told, town.CasePeople(u, election.CaseState{Case: election.Case{Kind: election.Incident, Severity: election.Serious}}).Told...)
		}
	}
	for _, who := range readers {
		if slices.Contains(told, who.person.ID) && who.user != c.Session.User {
			c.Messages = append(c.Messages, store.Message{ID: fmt.Sprintf("%s@%d", c.Once, who.user), Chat: who.user, Class: store.ClassAlert, Key: "left." + string(d.ID), Move: true,
				Text: document.LeftNowhere(author.ID, d.Left.Words, who.lang)})
		}
	}
	return nil
}
