package bot

import (
	"context"
	"fmt"
	"strings"

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

// caseTap takes a button of a list of cases; done is false if it is none.
func (d *desk) caseTap(ctx context.Context, data string) (done bool, err error) {
	rest, card := strings.CutPrefix(data, caseMark)
	if !card {
		rest, done = strings.CutPrefix(data, filesMark)
	}
	if !card && !done {
		return false, nil
	}
	unit, id, _ := strings.Cut(rest, ":")
	u, known := d.store.Town().Unit(election.UnitID(unit))
	if !known || !d.person.MaySee(u) {
		d.answer(wordsDeadButton())
		return true, nil
	}
	states, err := d.store.States(ctx, []election.UnitID{u.ID})
	if err != nil {
		return true, err
	}
	c, found := states[0].Progress.Case(election.ReportID(id))
	c = c.For(d.person, u)
	switch {
	case !found:
		d.answer(wordsDeadButton())
	case card:
		d.caseCard(u, c)
	default:
		d.commit.Messages = append(d.commit.Messages, store.CaseFiles(caseFiles(c), d.turn.chat, fmt.Sprintf("%d.file", d.turn.update), fileWords(u, c.Title(), c.ID).In(d.lang))...)
	}
	return true, nil
}

// caseCard shows a case with what the person may do about it.
func (d *desk) caseCard(u election.Unit, c election.CaseState) {
	d.saw("unit", u.ID, "")
	m := store.Message{Text: document.Case(document.UnitCase{Unit: u, Case: c}, d.lang, d.bot.now().In(d.store.Town().Location)),
		Key: store.CaseKey(c.ID), Move: true, Buttons: store.CaseButtons(u, c, d.person, d.lang)}
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
