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
	u, _ := d.store.Town().Unit(r.Unit)
	text, serious := alertText(d.store.Town().ElectionOf(u), u, r)
	if text.IsZero() {
		return nil
	}
	var people []election.PersonID
	for _, p := range d.store.Town().People() {
		for _, a := range d.store.Town().Person(p).Areas {
			if a.Holds(u.Area) && (serious || a != election.WholeTown) && p != d.person.ID && !slices.Contains(people, p) {
				people = append(people, p)
			}
		}
	}
	return d.tell(ctx, people, text, r)
}

// tell queues a message, and the first photo of the report, to some people,
// each in their language.
func (d *desk) tell(ctx context.Context, people []election.PersonID, text election.Phrase, r election.Report) error {
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
		m := store.Message{ID: fmt.Sprintf("%s@%d", r.ID, user), Chat: user, Class: store.ClassAlert, Text: html.EscapeString(text.In(languages[i])), Buttons: registerButton(r, languages[i])}
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

// alertText says what leaders must know of a stage; zero if they need not. serious
// is what the leading group must know too.
func alertText(e election.Election, u election.Unit, r election.Report) (text election.Phrase, serious bool) {
	b, ok := r.Body.(election.StageReport)
	if !ok || b.Status != election.InDifficulty {
		return election.Phrase{}, false
	}
	st, _ := e.Stage(b.Stage)
	return election.Say("🆘 %s · %s 有困难：%s\n上报人 %s，回执 %s", "🆘 %s · %s in difficulty: %s\nReported by %s, receipt %s").
		With(u.Name, st.Name, b.Reason, r.By, r.ID), true
}
