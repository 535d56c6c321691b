package bot

import (
	"context"
	"fmt"
	"html"
	"slices"

	"huanjie/internal/cards"
	"huanjie/internal/document"
	"huanjie/internal/election"
	"huanjie/internal/store"
)

// takenBackNews is a withdrawal, with the unit before and after it.
type takenBackNews struct {
	report election.Report
	was    election.Report
	name   election.Phrase // what it is about
	unit   election.Unit
	e      election.Election
	before election.Progress
	after  election.Progress
	all    []election.Report
}

// withdrawn tells everybody who was told of the withdrawn report, in place of
// what they were told. It also tells those who have seen it, and the office if
// something published rests on it.
func (d *desk) withdrawn(ctx context.Context, r election.Report) error {
	n := takenBackNews{report: r, before: d.ses.Progress, all: d.history}
	n.unit, _ = d.store.Town().Unit(r.Unit)
	n.e = d.store.Town().ElectionOf(n.unit)
	n.after = n.e.FoldAll(append(slices.Clip(d.history), r))
	for _, old := range d.history {
		if old.ID == r.Replaces {
			n.was, n.name = old, document.ReportName(d.store.Town(), old)
		}
	}
	if err := d.settled(ctx, n.unit, n.after); err != nil {
		return err
	}
	told, err := d.tellWithdrawn(ctx, n)
	if err != nil {
		return err
	}
	switch n.was.Body.(type) {
	case election.Case, election.Act: // known only to those who handle it
		return nil
	}
	err = d.tellWhoSaw(ctx, n.unit, n.text(), r, n.was.At, func(p election.PersonID, _ int64) bool { return p != r.By && !slices.Contains(told, p) })
	if err != nil {
		return err
	}
	return d.tellPublished(ctx, n)
}

// text returns what everybody reads of the withdrawal. It has no figure of a
// count, because those who are to check the count read it too.
func (n takenBackNews) text() election.Phrase {
	what := say("↩️ 已撤回：%s %s（回执 %s）", "↩️ Withdrawn: %s, %s (receipt %s)")
	text := withWhy(what.With(n.unit.Name, n.name, n.was.ID), n.report.Why)
	if t, turnout := n.was.Body.(election.Turnout); turnout {
		now := say("现在没有投票人数", "no turnout is reported now")
		if n.after.Turnout != nil {
			now = say("现在是 %s", "now %s").With(election.Thousands(n.after.Turnout.Voted))
		}
		text = say("%s\n参加投票 %s 不算数，%s。", "%s\nThe turnout of %s does not count; %s.").With(text, election.Thousands(t.Voted), now)
	}
	return say("%s\n撤回人 %s，回执 %s", "%s\nWithdrawn by %s, receipt %s").With(text, n.report.By.Name(), n.report.ID)
}

// tellWithdrawn tells those who had a message of what is withdrawn.
func (d *desk) tellWithdrawn(ctx context.Context, n takenBackNews) ([]election.PersonID, error) {
	switch b := n.was.Body.(type) {
	case election.Tally:
		return d.tellCountWithdrawn(ctx, n, b.Round)
	case election.CountCheck:
		return d.tellCountWithdrawn(ctx, n, b.Round)
	case election.ResultSheet:
		return nil, nil // no figure changes; those with the photo are told because they saw it
	case election.StageReport:
		return d.tellStageWithdrawn(ctx, n, b.Stage)
	case election.Case:
		return nil, d.tellCaseWithdrawn(ctx, n, n.was.ID)
	case election.Act:
		return nil, d.tellCaseWithdrawn(ctx, n, b.Case)
	}
	return nil, nil
}

// instead returns the message that replaces one that a person had, and rings.
func (n takenBackNews) instead(a addressee, key string, text election.Phrase) store.Message {
	return store.Message{ID: fmt.Sprintf("%s@%d", n.report.ID, a.user), Chat: a.user, Class: store.ClassAlert, Key: key,
		Text: html.EscapeString(text.In(a.lang)), Move: true, Only: true}
}

// tellStageWithdrawn tells those who heard of a difficulty. If an earlier
// difficulty stands again, everybody above is told of it.
func (d *desk) tellStageWithdrawn(ctx context.Context, n takenBackNews, stage election.StageID) ([]election.PersonID, error) {
	now := n.after.Stages[stage]
	again := now.Status == election.InDifficulty
	if !again && n.before.Stages[stage].Status != election.InDifficulty {
		return nil, nil
	}
	people := d.above(n.unit)
	to, err := d.addressees(ctx, people)
	for _, a := range to {
		m := n.instead(a, troubleKey(n.was), n.text())
		if again {
			st, _ := n.e.Stage(stage)
			text := say("%s\n🆘 %s · %s 仍有困难：%s", "%s\n🆘 %s · %s is still in difficulty: %s").With(n.text(), n.unit.Name, st.Name, now.Reason)
			m.Text, m.Only = html.EscapeString(text.In(a.lang)), false
		}
		d.commit.Messages = append(d.commit.Messages, m)
	}
	return people, err
}

// tellCaseWithdrawn changes the card of a case for everybody who has one, and
// rings for those who had to look.
func (d *desk) tellCaseWithdrawn(ctx context.Context, n takenBackNews, id election.ReportID) error {
	was, had := n.before.Case(id)
	if !had {
		return nil
	}
	now, left := n.after.Case(id)
	people := d.store.Town().CasePeople(n.unit, was)
	to, err := d.addressees(ctx, people.All())
	for _, a := range to {
		m := n.instead(a, cards.CaseKey(id), n.text())
		if left {
			at := d.bot.now().In(d.store.Town().Location)
			m.Text = html.EscapeString(n.text().In(a.lang)) + "\n\n" + document.Case(document.UnitCase{Unit: n.unit, Case: now}, a.lang, at)
			m.Buttons = cards.CaseButtons(n.unit, now, a.person, a.lang)
		}
		rings := a.person.ID != n.report.By && (slices.Contains(people.Told, a.person.ID) || a.person.ID == was.By || a.person.ID == was.Owner)
		m.Move, m.Quiet = rings, !rings
		d.commit.Messages = append(d.commit.Messages, m)
	}
	return err
}

// tellCountWithdrawn replaces the leaders' message about the count, with the
// count that stands again, if any. It tells those whose own entry is withdrawn
// with it. It also tells those who were, or are now, asked to check it.
func (d *desk) tellCountWithdrawn(ctx context.Context, n takenBackNews, round election.Round) ([]election.PersonID, error) {
	was, _ := n.before.Count(round)
	now, left := n.after.Count(round)
	c := countNews{election: n.e, unit: n.unit, report: n.report, now: now, stands: n.after.Stands[election.Matter(now.Tally)]}
	gone := countNews{unit: n.unit, now: was}
	gone.election = n.e
	var told []election.PersonID
	to, err := d.addressees(ctx, d.above(n.unit))
	if err != nil {
		return nil, err
	}
	for _, a := range to {
		text := n.text()
		if left && !now.Hidden(a.person, n.unit, 0) {
			text = say("%s\n\n%s", "%s\n\n%s").With(text, c.leaderText())
		}
		m := n.instead(a, gone.key("counted"), text)
		if (gone.isNear(a.person) || gone.serious()) && !was.Hidden(a.person, n.unit, 0) {
			told = append(told, a.person.ID)
		} else { // had no message, but may have seen the count
			m.Move, m.Quiet = false, true
		}
		d.commit.Messages = append(d.commit.Messages, m)
	}
	others, err := d.tellEntered(ctx, n, gone)
	if err != nil || !left {
		return append(told, others...), err
	}
	return append(told, others...), d.tellCounters(ctx, c)
}

// tellEntered tells the person who made the other entry of a count, and those
// asked for it, that there is nothing to compare any more.
func (d *desk) tellEntered(ctx context.Context, n takenBackNews, gone countNews) ([]election.PersonID, error) {
	people := append(append(d.store.Town().Counters(n.unit, gone.now), n.unit.Seconds()...), gone.entries()...)
	for _, r := range n.all {
		if slices.Contains(n.report.TakesBack(), r.ID) {
			people = append(people, r.By)
		}
	}
	slices.Sort(people)
	people = slices.DeleteFunc(slices.Compact(people), func(p election.PersonID) bool { return p == n.report.By })
	to, err := d.addressees(ctx, people)
	for _, a := range to {
		text := n.text()
		mine := slices.ContainsFunc(n.all, func(r election.Report) bool {
			return r.By == a.person.ID && r.ID != n.was.ID && slices.Contains(n.report.TakesBack(), r.ID)
		})
		if mine {
			text = say("%s\n您为它报的（复核、照片等）也一并撤回了，有新的计票再请您录。", "%s\nWhat you reported for it (the second entry, a photo) is withdrawn with it; you will be asked again.").With(text)
		}
		m := n.instead(a, gone.key("check"), text)
		m.ID += ".check"
		if mine { // the next request must not replace it
			m.Key, m.Move, m.Only = "", false, false
		}
		d.commit.Messages = append(d.commit.Messages, m)
	}
	return people, err
}
