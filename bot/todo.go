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

// todo shows the person what they still have to do themselves, the soonest
// first, each answered with one tap; to a leader and the office besides, which
// rounds units below them have to hold.
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
	now := d.bot.now().In(town.Location)
	for _, s := range states {
		items = append(items, town.ElectionOf(s.Unit).ToDos(s, d.person, d.turn.user, now)...)
	}
	election.SortToDos(items)
	m := store.Message{Text: document.ToDo(items, d.lang, now), Key: "todo", Move: true}
	for _, item := range items {
		if item.Own && len(m.Buttons) < buttonsMost {
			m.Buttons = append(m.Buttons, []store.Button{toDoButton(item, d.person, d.lang)})
		}
	}
	if later, ok := laterButton(items, d.lang); ok {
		m.Buttons = append(m.Buttons, []store.Button{later})
	}
	d.send(m)
	return nil
}

// toDoButton opens the form that settles an item, or shows the case.
func toDoButton(item election.ToDo, p election.Person, l election.Language) store.Button {
	key := func(what election.Phrase, o flow.Opening) store.Button {
		o.Unit = item.Unit.ID
		return store.Button{Label: say("%s · %s", "%s · %s").With(item.Unit.Name, what).In(l), Data: o.String()}
	}
	switch {
	case item.Task != nil:
		return key(item.Task.Round.Name(), flow.Opening{Form: "count", Step: "round", Value: string(item.Task.Round)})
	case item.Due != nil:
		return key(item.Due.Stage.Name, flow.Opening{Form: "stage", Step: "stage", Value: string(item.Due.Stage.ID)})
	case item.Check != nil:
		return key(say("复核计票", "check the count"), countOpening(p, item.Unit, checkedRound(item)))
	case item.Proxies != nil:
		return key(say("委托投票", "proxies"), flow.Opening{Form: "proxies"})
	case item.Sheet != nil:
		return key(say("补结果单", "result sheet"), flow.Opening{Form: "sheet", Step: "round", Value: string(item.Sheet.Round)})
	case item.Case.Status == election.CaseReturned:
		return key(say("重报", "make anew"), flow.Opening{Form: "request", Step: "again", Value: string(item.Case.ID)})
	}
	return caseButton(document.UnitCase{Unit: item.Unit, Case: *item.Case}, l)
}

// checkedRound is the round that the form of the count is to open: of a second
// entry, or of one's own that differs from it.
func checkedRound(item election.ToDo) string {
	if item.Mend {
		return string(item.Check.Round)
	}
	return "check:" + string(item.Check.Round)
}

// laterButton offers to promise a report: of the unit that owes one soonest.
func laterButton(items []election.ToDo, l election.Language) (store.Button, bool) {
	i := slices.IndexFunc(items, func(t election.ToDo) bool { return t.Own && (t.Due != nil || t.Task != nil) })
	if i < 0 {
		return store.Button{}, false
	}
	return store.Button{Label: wordsLaterButton().In(l), Data: flow.Opening{Form: "promise", Unit: items[i].Unit.ID}.String()}, true
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
			d.send(store.Message{Text: document.Rules(e, d.lang, d.today())})
		}
	}
}
