package bot

import (
	"context"
	"fmt"
	"html"
	"slices"

	"huanjie/internal/election"
	"huanjie/internal/store"
)

// alert tells the leaders above a unit at once what cannot wait for the digest:
// a stage in difficulty, a case, and what the law makes of a count.
func (d *desk) alert(ctx context.Context, r election.Report) error {
	switch b := r.Body.(type) {
	case election.Case, election.Act:
		return d.alertCase(ctx, r)
	case election.Tally, election.CountCheck, election.ResultSheet:
		return d.alertCount(ctx, r)
	case election.Turnout:
		return d.alertTurnout(ctx, r, b)
	}
	stage, ok := r.Body.(election.StageReport)
	if !ok {
		return nil
	}
	u, _ := d.store.Town().Unit(r.Unit)
	text, over := troubleText(d.store.Town().ElectionOf(u), u, r, stage, d.ses.Progress.Stages[stage.Stage].Status)
	if text.IsZero() {
		return nil
	}
	var people []election.PersonID
	for _, p := range d.store.Town().People() {
		leads := slices.ContainsFunc(d.store.Town().Person(p).Areas, func(a election.Area) bool { return a.Holds(u.Area) })
		if leads && p != d.person.ID {
			people = append(people, p)
		}
	}
	return d.tellTrouble(ctx, people, text, r, over)
}

// troubleKey names the one message about a stage of a unit that is in
// difficulty: what is said of it again takes its place.
func troubleKey(r election.Report) string {
	return "trouble." + string(r.Unit) + "." + string(r.Body.(election.StageReport).Stage)
}

// tellTrouble tells some people of a difficulty, each in their language, with
// the report's photos and documents; or, without ringing, those who were told
// of it that it is over.
func (d *desk) tellTrouble(ctx context.Context, people []election.PersonID, text election.Phrase, r election.Report, over bool) error {
	users, err := d.store.Bound(ctx, people...)
	if err != nil {
		return err
	}
	languages, err := d.store.Languages(ctx, users...)
	if err != nil {
		return err
	}
	for i, user := range users {
		if user == 0 {
			continue
		}
		m := store.Message{ID: fmt.Sprintf("%s@%d", r.ID, user), Chat: user, Class: store.ClassAlert, Key: troubleKey(r), Move: !over, Only: over, Quiet: over,
			Text: html.EscapeString(text.In(languages[i])), Buttons: registerButton(r, languages[i])}
		d.commit.Messages = append(d.commit.Messages, m)
		for n, f := range r.Files {
			if f.Kind == election.Location {
				continue
			}
			file := store.Message{ID: fmt.Sprintf("%s@%d.%d", r.ID, user, n), Chat: user, Class: store.ClassAlert, Quiet: true}
			if f.Kind == election.Photo {
				file.Photo = f.ID
			} else {
				file.File = f.ID
			}
			d.commit.Messages = append(d.commit.Messages, file)
		}
	}
	return nil
}

// troubleText says what leaders must know of a stage: that it is in difficulty,
// or that it is not any more; zero if they need not know.
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
