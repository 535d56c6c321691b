package bot

import (
	"context"

	"huanjie/internal/document"
	"huanjie/internal/election"
	"huanjie/internal/store"
)

// ask answers a question from sums and lists, within the asker's rights. done is
// false if it was no question.
func (d *desk) ask(ctx context.Context, text string) (done bool, err error) {
	q, ok := readQuestion(text, d.store.Town())
	if !ok {
		return false, nil
	}
	if u, named := d.unitNamedIn(text); named {
		return true, d.unitState(ctx, u)
	}
	for _, e := range d.store.Town().Elections {
		scopes, err := d.scopes(ctx, e, q)
		if err != nil {
			return true, err
		}
		for _, s := range scopes {
			d.send(store.Message{Text: s.answer(q, d.lang)})
		}
	}
	if len(d.commit.Messages) == 0 {
		d.say(wordsNotYours())
	}
	return true, nil
}

// unitNamedIn finds the one unit of the person's whose name is part of a text.
func (d *desk) unitNamedIn(text string) (election.Unit, bool) {
	var found []election.Unit
	for _, u := range d.store.Town().Units {
		if d.person.MaySee(u) && mentions(text, u.Name) {
			found = append(found, u)
		}
	}
	if len(found) != 1 {
		return election.Unit{}, false
	}
	return found[0], true
}

// scope is what one answer is about: an area of an election, or the units of an
// officer.
type scope struct{ document.Scope }

func (s scope) answer(q question, l election.Language) string {
	switch q.about {
	case aboutTurnout:
		return document.AnswerTurnout(s.Scope, l)
	case aboutElected:
		return document.AnswerElected(s.Scope, l)
	case aboutComposition:
		return document.AnswerComposition(s.Scope, l)
	case aboutRegistered:
		return document.AnswerRegistered(s.Scope, l)
	case aboutRecord:
		return document.AnswerRecord(s.Scope, q.record, l)
	case aboutWhen:
		return document.AnswerWhen(s.Scope, q.stage, l)
	case aboutOwing:
		return document.AnswerOwing(s.Scope, q.stage, l)
	}
	return document.AnswerList(s.Scope, listOf(q.about), l)
}

// listOf is the list of units that answers a question.
func listOf(about topic) election.List {
	switch about {
	case aboutUnconfirmed:
		return election.ListUnconfirmed
	case aboutCases:
		return election.ListOpen
	}
	return election.ListTroubled
}

// scopes are what a question is answered of in one election: the area it names,
// or all areas of the person; of somebody who answers for no area, their own
// units.
func (d *desk) scopes(ctx context.Context, e election.Election, q question) ([]scope, error) {
	areas := d.person.Areas
	if d.person.Office {
		areas = []election.Area{election.WholeTown}
	}
	if q.area != election.WholeTown && d.person.MayRead(q.area) {
		areas = []election.Area{q.area}
	}
	if len(areas) == 0 {
		return d.ownScope(ctx, e, q)
	}
	var all []scope
	for _, a := range areas {
		if d.store.Town().RollOf(e.ID, a).Units == 0 {
			continue
		}
		s, err := d.areaScope(ctx, e, a, q)
		if err != nil {
			return nil, err
		}
		all = append(all, s)
	}
	return all, nil
}

func (d *desk) areaScope(ctx context.Context, e election.Election, a election.Area, q question) (scope, error) {
	sum, err := d.store.Summary(ctx, e, a, d.bot.now())
	if err != nil {
		return scope{}, err
	}
	s := scope{document.Scope{Election: e, Area: a, AsOf: sum.AsOf, Roll: sum.Roll, Figures: sum.Figures, Lists: sum.Lists, Records: d.store.Town().Records}}
	if q.about == aboutOwing {
		const most = 60
		count, ids, err := d.store.Owing(ctx, e.ID, q.stage, a, most)
		if err != nil {
			return scope{}, err
		}
		s.Owing = document.Owing{Count: count}
		for _, id := range ids {
			if u, ok := d.store.Town().Unit(id); ok {
				s.Owing.First = append(s.Owing.First, u)
			}
		}
	}
	return s, nil
}

// ownScope adds up the units of an officer, in one election.
func (d *desk) ownScope(ctx context.Context, e election.Election, q question) ([]scope, error) {
	var ids []election.UnitID
	for _, id := range append(d.person.Units[:len(d.person.Units):len(d.person.Units)], d.person.Checks...) {
		if u, ok := d.store.Town().Unit(id); ok && u.Election == e.ID {
			ids = append(ids, id)
		}
	}
	if len(ids) == 0 {
		return nil, nil
	}
	states, err := d.store.States(ctx, ids)
	if err != nil {
		return nil, err
	}
	s := document.Scope{Election: e, Own: true, AsOf: d.bot.now().In(d.store.Town().Location), Figures: election.Figures{},
		Lists: map[election.List]election.ListedUnits{}, Records: d.store.Town().Records}
	for _, u := range states {
		s.Add(u, q.stage)
	}
	return []scope{{s}}, nil
}

// records shows what the records of each area that the person answers for add
// up to.
func (d *desk) records(ctx context.Context) error {
	areas := d.person.Areas
	if d.person.Office {
		areas = []election.Area{election.WholeTown}
	}
	if len(areas) == 0 {
		return d.status(ctx, "")
	}
	for _, e := range d.store.Town().Elections {
		for _, a := range areas {
			sum, err := d.store.Summary(ctx, e, a, d.bot.now())
			if err != nil {
				return err
			}
			d.send(store.Message{Text: document.Records(sum, d.lang)})
		}
	}
	return nil
}
