package bot

import (
	"context"
	"slices"

	"huanjie/internal/document"
	"huanjie/internal/election"
	"huanjie/internal/flow"
	"huanjie/internal/store"
)

const (
	unitsMost   = 200 // whose open items are looked up for one list
	buttonsMost = 8   // of a list of open items
)

// todo shows what the person still has to do, the soonest first, each answered
// with one tap; to a leader and the office, what units below them have to do.
func (d *desk) todo(ctx context.Context) error {
	town := d.store.Town()
	var ids []election.UnitID
	for _, u := range town.Units {
		if d.person.MaySee(u) && len(ids) < unitsMost {
			ids = append(ids, u.ID)
		}
	}
	states, err := d.store.States(ctx, ids)
	if err != nil {
		return err
	}
	var items []election.ToDo
	for _, s := range states {
		items = append(items, town.ElectionOf(s.Unit).ToDos(s.Unit, s.Progress, town.Today(d.bot.now()))...)
	}
	slices.SortStableFunc(items, func(a, b election.ToDo) int { return a.By.Sub(b.By) })
	m := store.Message{Text: document.ToDo(items, d.lang)}
	for _, item := range items {
		if d.person.MayReport(item.Unit) && len(m.Buttons) < buttonsMost {
			m.Buttons = append(m.Buttons, []store.Button{toDoButton(item, d.lang)})
		}
	}
	d.send(m)
	return nil
}

// toDoButton opens the form that settles an item.
func toDoButton(item election.ToDo, l election.Language) store.Button {
	if item.Task != nil {
		return store.Button{Label: say("%s · %s", "%s · %s").With(item.Unit.Name, item.Task.Round.Name()).In(l),
			Data: flow.Opening{Form: "count", Unit: item.Unit.ID, Step: "round", Value: string(item.Task.Round)}.String()}
	}
	return store.Button{Label: say("%s · %s", "%s · %s").With(item.Unit.Name, item.Due.Stage.Name).In(l),
		Data: flow.Opening{Form: "stage", Unit: item.Unit.ID, Step: "stage", Value: string(item.Due.Stage.ID)}.String()}
}

// rules shows the rules and deadlines of every election the person has to do
// with; of one unit's, if it is named.
func (d *desk) rules(name string) {
	town := d.store.Town()
	var only election.ElectionID
	if name != "" {
		u, ok := d.unitNamed(name)
		if !ok {
			d.say(wordsNoUnit(name))
			return
		}
		only = u.Election
	}
	for _, e := range town.Elections {
		concerned := slices.ContainsFunc(town.Units, func(u election.Unit) bool { return u.Election == e.ID && d.person.MaySee(u) })
		if concerned && (only == "" || only == e.ID) {
			d.send(store.Message{Text: document.Rules(e, d.lang)})
		}
	}
}
