package bot

import (
	"context"
	"fmt"
	"strings"

	"huanjie/internal/cards"
	"huanjie/internal/document"
	"huanjie/internal/election"
	"huanjie/internal/store"
)

const (
	caseMark  = "k:" // a case of a list: its unit and number
	filesMark = "K:" // its files
)

// caseButton shows a case of a list.
func caseButton(u document.UnitCase, l election.Language) store.Button {
	label := say("%s · %s", "%s · %s").With(u.Unit.Name, u.Case.Kind.TopicName(u.Case.Topic))
	return store.Button{Label: label.In(l), Data: caseMark + string(u.Unit.ID) + ":" + string(u.Case.ID)}
}

// cases lists the open cases of all that the person may see, a button each.
func (d *desk) cases(ctx context.Context) error {
	town := d.store.Town()
	var ids []election.UnitID
	for _, e := range town.Elections {
		_, open, err := d.store.List(ctx, election.ListOpen, e.ID, election.WholeTown, -1)
		if err != nil {
			return err
		}
		for _, id := range open {
			if u, ok := town.Unit(id); ok && d.person.MaySee(u) {
				ids = append(ids, id)
			}
		}
	}
	states, err := d.store.States(ctx, ids)
	if err != nil {
		return err
	}
	all := document.CasesOf(states)
	m := store.Message{Text: document.CaseList(all, d.lang, d.bot.now().In(town.Location)), Key: "cases", Move: true}
	for _, c := range all[:min(len(all), buttonsMost)] {
		m.Buttons = append(m.Buttons, []store.Button{caseButton(c, d.lang)})
	}
	d.send(m)
	return nil
}

// caseTap takes a button of a list of cases.
func (d *desk) caseTap(ctx context.Context, data string) error {
	return d.withCase(ctx, strings.TrimPrefix(data, caseMark), d.caseCard)
}

// caseFilesTap takes the button for the files of a case.
func (d *desk) caseFilesTap(ctx context.Context, data string) error {
	return d.withCase(ctx, strings.TrimPrefix(data, filesMark), func(u election.Unit, c election.CaseState) {
		d.commit.Messages = append(d.commit.Messages, cards.Files(caseFiles(c), d.turn.chat, fmt.Sprintf("%d.file", d.turn.update), fileWords(u, c.Title(), c.ID).In(d.lang))...)
	})
}

// withCase shows something of a case that the person may see; of is its unit and
// number.
func (d *desk) withCase(ctx context.Context, of string, show func(election.Unit, election.CaseState)) error {
	unit, id, _ := strings.Cut(of, ":")
	u, known := d.store.Town().Unit(election.UnitID(unit))
	if !known || !d.person.MaySee(u) {
		d.answer(wordsDeadButton())
		return nil
	}
	states, err := d.store.States(ctx, []election.UnitID{u.ID})
	if err != nil {
		return err
	}
	c, found := states[0].Progress.Case(election.ReportID(id))
	if !found {
		d.answer(wordsDeadButton())
		return nil
	}
	show(u, c.For(d.person, u))
	return nil
}

// caseCard shows a case with what the person may do about it.
func (d *desk) caseCard(u election.Unit, c election.CaseState) {
	d.saw("unit", u.ID, "")
	m := store.Message{Text: document.Case(document.UnitCase{Unit: u, Case: c}, d.lang, d.bot.now().In(d.store.Town().Location)),
		Key: cards.CaseKey(c.ID), Move: true, Buttons: cards.CaseButtons(u, c, d.person, d.lang)}
	if n := len(caseFiles(c)); n > 0 {
		m.Buttons = append(m.Buttons, []store.Button{{Label: wordsFiles(n).In(d.lang), Data: filesMark + string(u.ID) + ":" + string(c.ID)}})
	}
	d.send(m)
}

// caseFiles are all files of a case and of what was done about it.
func caseFiles(c election.CaseState) []election.File {
	files := c.Files[:len(c.Files):len(c.Files)]
	for _, a := range c.Log {
		files = append(files, a.Files...)
	}
	return files
}
