package bot

import (
	"context"
	"errors"
	"fmt"
	"html"
	"slices"

	"huanjie/internal/cards"
	"huanjie/internal/document"
	"huanjie/internal/election"
	"huanjie/internal/store"
)

// reported is a report with the unit as it is with it.
type reported struct {
	report   election.Report
	unit     election.Unit
	election election.Election
	after    election.Progress
}

// alert brings the cards of those who were asked for a report up to date, and
// tells the leaders above its unit and the office what cannot wait for the
// digest: a stage in difficulty, a case, and what the law makes of a count. The
// session is read for the unit of the report.
func (d *desk) alert(ctx context.Context, r election.Report) error {
	u, known := d.store.Town().Unit(r.Unit)
	if !known {
		return nil
	}
	e := d.store.Town().ElectionOf(u)
	t := reported{r, u, e, e.Fold(d.ses.Progress, r)}
	if err := d.settled(ctx, u, t.after); err != nil {
		return err
	}
	switch b := r.Body.(type) {
	case election.Case, election.Act:
		return d.alertCase(ctx, t)
	case election.Tally:
		return errors.Join(d.alertCount(ctx, t), d.alertQuorum(ctx, t))
	case election.CountCheck, election.ResultSheet:
		return d.alertCount(ctx, t)
	case election.Turnout:
		return errors.Join(d.alertTurnout(ctx, t, b), d.alertQuorum(ctx, t))
	case election.StageReport:
		return d.alertTrouble(ctx, t, b)
	case election.Nomination:
		return d.alertStanding(ctx, t)
	}
	return nil
}

// alertStanding tells those above a unit, and the office, once of each officer or
// checker who bears the name of a candidate there.
func (d *desk) alertStanding(ctx context.Context, t reported) error {
	before := t.election.Standing(t.unit, d.ses.Progress)
	both := slices.DeleteFunc(t.election.Standing(t.unit, t.after), func(p election.PersonID) bool { return slices.Contains(before, p) })
	if len(both) == 0 {
		return nil
	}
	to, err := d.addressees(ctx, d.above(t.unit))
	for _, a := range to {
		text := say("⚠️ %s · %s", "⚠️ %s · %s").With(t.unit.Name, election.StandingSaid(both))
		d.sendTo(a.user, store.Message{Class: store.ClassAlert, Text: html.EscapeString(text.In(a.lang))})
	}
	return err
}

// alertTrouble tells of a stage that is in difficulty, or no longer is. What has only
// to be put on record is no difficulty.
func (d *desk) alertTrouble(ctx context.Context, t reported, stage election.StageReport) error {
	if stage.Status == election.InDifficulty && t.election.FillsIn(d.ses.Progress, stage.Stage) {
		return nil
	}
	text, over := troubleText(t.election, t.unit, t.report, stage, d.ses.Progress.Stages[stage.Stage].Status)
	if text.IsZero() {
		return nil
	}
	return d.tellTrouble(ctx, d.above(t.unit), text, t.report, over)
}

// above returns the leaders above a unit, including the leading group, and the
// office. The person who is writing is left out.
func (d *desk) above(u election.Unit) (people []election.PersonID) {
	town := d.store.Town()
	for _, p := range town.LeadersOf(u) {
		if p != d.person.ID {
			people = append(people, p)
		}
	}
	for _, user := range town.Office {
		if p := election.OfficePerson(user); p != d.person.ID {
			people = append(people, p)
		}
	}
	return people
}

// troubleKey returns the Message.Key for a stage of a unit in difficulty.
// There is one such message; a later one replaces it.
func troubleKey(r election.Report) string {
	return "trouble." + string(r.Unit) + "." + string(r.Body.(election.StageReport).Stage)
}

// tellTrouble tells people of a difficulty, each in their language, with the
// report's photos and documents. If it is over, only those who were told of it
// are told, without ringing.
func (d *desk) tellTrouble(ctx context.Context, people []election.PersonID, text election.Phrase, r election.Report, over bool) error {
	to, err := d.addressees(ctx, people)
	if err != nil {
		return err
	}
	for _, a := range to {
		m := store.Message{ID: fmt.Sprintf("%s@%d", r.ID, a.user), Chat: a.user, Class: store.ClassAlert, Key: troubleKey(r), Move: !over, Only: over, Quiet: over,
			Text: html.EscapeString(text.In(a.lang)), Buttons: registerButton(r, a.lang)}
		d.commit.Messages = append(d.commit.Messages, m)
		if !over {
			files := slices.DeleteFunc(slices.Clone(r.Files), func(f election.File) bool { return f.Kind == election.Location })
			d.commit.Messages = append(d.commit.Messages, cards.Files(files, a.user, m.ID, d.fileOf(r, a.lang))...)
		}
	}
	return nil
}

// fileOf returns the caption of a photo or a document: 东河村 · 计票：第一次投票 ·
// TRGB04. People may see the file long after its message, or forwarded alone.
func (d *desk) fileOf(r election.Report, l election.Language) string {
	u, _ := d.store.Town().Unit(r.Unit)
	return fileWords(u, document.ReportName(d.store.Town(), r), r.ID).In(l)
}

func fileWords(u election.Unit, what election.Phrase, number election.ReportID) election.Phrase {
	return say("%s · %s · %s", "%s · %s · %s").With(u.Name, what, number)
}

// troubleText returns what leaders must know of a stage: that it is in
// difficulty, or no longer is. It is zero if there is nothing to tell.
func troubleText(e election.Election, u election.Unit, r election.Report, b election.StageReport, before election.StageStatus) (text election.Phrase, over bool) {
	st, _ := e.Stage(b.Stage)
	switch {
	case b.Status == election.InDifficulty:
		return election.Say("🆘 %s · %s 有困难：%s\n上报人 %s，回执 %s", "🆘 %s · %s in difficulty: %s\nReported by %s, receipt %s").
			With(u.Name, st.Name, b.Reason, r.By.Name(), r.ID), false
	case before == election.InDifficulty:
		return election.Say("✅ %s · %s 困难已解决：%s\n上报人 %s，回执 %s", "✅ %s · %s no longer in difficulty: %s\nReported by %s, receipt %s").
			With(u.Name, st.Name, b.Status.Name(), r.By.Name(), r.ID), true
	}
	return election.Phrase{}, false
}
