package bot

import (
	"context"
	"slices"
	"strings"

	"huanjie/internal/document"
	"huanjie/internal/election"
	"huanjie/internal/flow"
	"huanjie/internal/outgoing"
	"huanjie/internal/store"
)

// nothingOf reports whether a form took nothing of a message: no answer, no
// report. Then it may have been a question.
func (d *desk) nothingOf(out flow.Outcome) bool {
	if out.Ignored {
		return true
	}
	before, after := d.ses.Talk.Drafts, out.State.Drafts
	if out.Report != nil || out.Announcement != nil || len(after) < len(before) {
		return false
	}
	return !slices.ContainsFunc(after, func(now flow.Draft) bool {
		i := slices.IndexFunc(before, func(was flow.Draft) bool { return was.ID == now.ID })
		if i < 0 {
			return len(now.Answers) > 0 || now.Unit == "" && !d.asksNumbers(now.Form)
		}
		return !slices.Equal(before[i].Answers, now.Answers) || before[i].Unit != now.Unit
	})
}

// asksNumbers reports whether a form asks for numbers first, so that words that
// wait for its unit to be known need not be the beginning of a story.
func (d *desk) asksNumbers(id flow.FormID) bool {
	return slices.Contains([]flow.FormID{"turnout", "count", "roll"}, id) ||
		slices.ContainsFunc(d.store.Town().Records, func(k election.RecordKind) bool { return flow.FormID(k.ID) == id })
}

// tellsFigure reports whether a message begins with a form's word, perhaps behind a
// unit's name, and has a figure: then it tells one, and asks for none, whatever
// else it says.
func (d *desk) tellsFigure(text string) bool {
	town := d.store.Town()
	_, rest, opens := d.bot.forms.Opened(text)
	if !opens {
		_, rest, opens = d.bot.forms.Opened(behindUnit(text, town))
	}
	return opens && figured(rest, town)
}

// onlyBegins reports whether a message is a form's word and no more, perhaps with a
// unit's name: 东河村参选率. Who may report begins with it, who may not asks.
func (d *desk) onlyBegins(text string) bool {
	town := d.store.Town()
	_, rest, opens := d.bot.forms.Opened(text)
	if !opens {
		_, rest, opens = d.bot.forms.Opened(behindUnit(text, town))
	}
	return opens && (rest == "" || onlyNames(town, rest))
}

// behindUnit is what stands behind the name of a unit that begins a text, also
// without 村 or 社区; "" if none does.
func behindUnit(text string, t *election.Town) string {
	text, longest := strings.TrimSpace(text), 0
	for _, u := range t.Units {
		for _, name := range []string{u.Name, strings.TrimSuffix(u.Name, "村"), strings.TrimSuffix(u.Name, "社区")} {
			if len(name) > longest && len([]rune(name)) > 1 && strings.HasPrefix(text, name) {
				longest = len(name)
			}
		}
	}
	if longest == 0 {
		return ""
	}
	return strings.TrimLeft(text[longest:], " 　:：,，-")
}

// ask answers a question from sums and lists, within the asker's rights. done is
// false if it was no question.
func (d *desk) ask(ctx context.Context, text string) (done bool, err error) {
	q, ok := readQuestion(text, d.store.Town())
	if !ok {
		return false, nil
	}
	switch q.about {
	case aboutHow:
		d.howTo(text)
		return true, nil
	case aboutPlace:
		return true, d.placeOf(ctx, text)
	}
	if done, err := d.askOfUnits(ctx, text); done || err != nil {
		return done, err
	}
	own := q.area == election.WholeTown && d.onlyOwn()
	switch {
	case q.about == aboutUnit: // too many at once
		return false, nil
	case q.about == aboutToDo || q.about == aboutLate && own:
		return true, d.todo(ctx)
	case q.about == aboutProgress && own:
		return true, d.status(ctx, "")
	}
	return true, d.askOfAreas(ctx, q)
}

// onlyOwn reports whether the person answers for units and for no area.
func (d *desk) onlyOwn() bool {
	return len(d.areas()) == 0 && len(d.person.Units)+len(d.person.Checks) > 0
}

// askOfAreas answers a question of the areas that it names, or that the person
// answers for.
func (d *desk) askOfAreas(ctx context.Context, q question) error {
	if q.area != election.WholeTown && !d.person.MayRead(q.area) {
		d.say(wordsNotToSee(q.area.Name()))
		return nil
	}
	for _, e := range d.store.Town().Elections {
		q := q
		if q.stage == "" {
			q.stage = e.StageAt(d.store.Town().Today(d.bot.now())).ID
		}
		scopes, err := d.scopes(ctx, e, q)
		if err != nil {
			return err
		}
		for _, s := range scopes {
			if said := s.answer(q, d.lang); said != "" { // not every election has the stage
				d.send(store.Message{Text: said})
			}
		}
	}
	if len(d.commit.Messages) == 0 {
		d.say(wordsNothingKnown())
	}
	return nil
}

// placeOf says where and when people vote: in the units that are named, which is
// no secret, or else in the person's own.
func (d *desk) placeOf(ctx context.Context, text string) error {
	town := d.store.Town()
	units := named(town, strings.ToLower(text))
	if len(units) == 0 {
		for _, id := range slices.Concat(d.person.Units, d.person.Checks) {
			if u, ok := town.Unit(id); ok {
				units = append(units, u)
			}
		}
	}
	if len(units) == 0 {
		d.say(wordsWhichPlace(exampleOf(town, d.person)))
		return nil
	}
	all, err := d.bot.pollingPlaces(ctx, d.store, units)
	if err == nil {
		d.say(all)
	}
	return err
}

// askMost is how many units that a question names are shown.
const askMost = 3

// askOfUnits answers a question that names units: what is known of each stands
// on its page. Of a unit that is not the asker's it says just that.
func (d *desk) askOfUnits(ctx context.Context, text string) (done bool, err error) {
	named := unitsNamedIn(text, d.store.Town())
	for _, u := range named {
		if !d.person.MaySee(u) {
			d.say(wordsNotToSee(u.Name))
			return true, nil
		}
	}
	if len(named) > askMost {
		return false, nil
	}
	for _, u := range named {
		if err := d.unitState(ctx, u); err != nil {
			return true, err
		}
	}
	return len(named) > 0, nil
}

// askByName answers a message that is nothing but the name of a unit. done is false
// if it is none, or if the open form may be asking which unit is meant.
func (d *desk) askByName(ctx context.Context, text string) (done bool, err error) {
	if drafts := d.ses.Talk.Drafts; d.ses.Talk.HasOpen() && drafts[len(drafts)-1].Unit == "" && len(d.person.Units) > 0 {
		return false, nil
	}
	if u, ok := d.unitNamed(text); ok {
		return true, d.unitState(ctx, u)
	}
	for _, u := range d.store.Town().Units {
		if u.Name == strings.TrimSpace(text) {
			d.say(wordsNotToSee(u.Name))
			return true, nil
		}
	}
	return false, nil
}

// unitsNamedIn finds the units whose names are part of a text. A name that is
// part of another one there, 东河 in 东河口村, is not meant.
func unitsNamedIn(text string, t *election.Town) []election.Unit {
	var found []election.Unit
	for _, u := range t.Units {
		if mentions(text, u.Name) {
			found = append(found, u)
		}
	}
	return slices.DeleteFunc(slices.Clone(found), func(u election.Unit) bool {
		rest := text
		for _, other := range found {
			if other.Name != u.Name && strings.Contains(other.Name, u.Name) {
				rest = strings.ReplaceAll(rest, other.Name, "")
			}
		}
		return !mentions(rest, u.Name)
	})
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
	case aboutLate:
		return document.AnswerLate(s.Scope, q.stage, l)
	case aboutFurther:
		return document.AnswerFurther(s.Scope, q.void, l)
	case aboutProgress:
		return document.AnswerProgress(s.Scope, q.stage, l)
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
	areas := d.areas()
	if q.area != election.WholeTown {
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

// areas are those that the person answers for, or may watch.
func (d *desk) areas() []election.Area {
	if d.person.Office || d.person.Observer {
		return []election.Area{election.WholeTown}
	}
	return d.person.Areas
}

func (d *desk) areaScope(ctx context.Context, e election.Election, a election.Area, q question) (scope, error) {
	sum, err := d.store.Summary(ctx, e, a, d.bot.now())
	if err != nil {
		return scope{}, err
	}
	d.saw("answer:"+string(q.about), "", a)
	s := scope{document.Scope{Election: e, Area: a, AsOf: sum.AsOf, Roll: sum.Roll, Figures: sum.Figures, Lists: sum.Lists, Records: d.store.Town().Records,
		Late: sum.Late, Parts: sum.Parts}}
	switch q.about {
	case aboutOwing, aboutLate:
		s.Owing, err = d.owing(ctx, e, q.stage, a)
	case aboutFurther:
		_, ids, read := d.store.List(ctx, election.ListFurther, e.ID, a, -1)
		if read != nil {
			return scope{}, read
		}
		var states []election.UnitState
		if states, err = d.store.States(ctx, ids); err == nil {
			s.addTasks(d, states)
		}
	}
	if err == nil && q.about == aboutLate && election.DateOf(sum.AsOf) == e.PollingDay {
		s.Uncounted, err = d.uncounted(ctx, e, a)
	}
	return s, err
}

// owing are the units of an area that owe a stage.
func (d *desk) owing(ctx context.Context, e election.Election, st election.StageID, a election.Area) (document.Owing, error) {
	const most = 60
	count, ids, err := d.store.Owing(ctx, e.ID, st, a, most)
	all := document.Owing{Count: count}
	for _, id := range ids {
		if u, ok := d.store.Town().Unit(id); ok {
			all.First = append(all.First, u)
		}
	}
	return all, err
}

// uncounted are the units of an area that have not been counted, although their
// polling is over.
func (d *desk) uncounted(ctx context.Context, e election.Election, a election.Area) (document.Owing, error) {
	_, ids, err := d.store.Owing(ctx, e.ID, election.PollingStage, a, -1)
	var all document.Owing
	now := d.bot.now().In(d.store.Town().Location)
	for _, id := range ids {
		u, _ := d.store.Town().Unit(id)
		if end, known := e.PollingEnds(u, now.Location()); known && !now.Before(end) {
			all.Count++
			all.First = append(all.First, u)
		}
	}
	return all, err
}

// addTasks adds the rounds that units owe, without those of counts that the reader
// is still to check.
func (s *scope) addTasks(d *desk, states []election.UnitState) {
	for _, u := range states {
		for _, task := range s.Election.OpenTasks(u.Unit, u.For(d.person, d.turn.user).Progress) {
			s.Tasks = append(s.Tasks, election.ToDo{Unit: u.Unit, Task: &task})
		}
	}
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
		d.saw("answer:"+string(q.about), u.Unit.ID, "")
		s.Add(u, u.For(d.person, d.turn.user), q.stage)
	}
	own := scope{s}
	own.addTasks(d, states)
	return []scope{own}, nil
}

// records shows what the records of each area that the person answers for add
// up to.
func (d *desk) records(ctx context.Context) error {
	areas := d.areas()
	if len(areas) == 0 {
		return d.status(ctx, "")
	}
	for _, e := range d.store.Town().Elections {
		for _, a := range areas {
			if d.store.Town().RollOf(e.ID, a).Units == 0 {
				continue
			}
			sum, err := d.store.Summary(ctx, e, a, d.bot.now())
			if err != nil {
				return err
			}
			d.saw("records", "", a)
			d.send(store.Message{Text: document.Records(sum, d.lang)})
			if sum.Figures[election.MembersUnits] == 0 {
				continue
			}
			var units []election.UnitState
			if len(e.Targets) > 0 {
				if units, err = d.store.States(ctx, outgoing.UnitsDrawn(d.store, sum)); err != nil {
					return err
				}
			}
			d.send(store.Message{Text: document.Composition(sum, units, d.lang)})
		}
	}
	return nil
}

// candidates shows the paper with the candidates of a unit in the order of the
// ballot, ready to be posted; of all the person's own units if none is named.
func (d *desk) candidates(ctx context.Context, name string) error {
	ids := d.person.Units
	if u, ok := d.unitNamed(name); ok {
		ids = []election.UnitID{u.ID}
	} else if name != "" {
		d.say(wordsNoUnit(name))
		return nil
	}
	if len(ids) == 0 {
		d.say(wordsWhichUnit(exampleOf(d.store.Town(), d.person)))
		return nil
	}
	states, err := d.store.States(ctx, ids)
	if err != nil {
		return err
	}
	for _, u := range states {
		d.saw("unit", u.Unit.ID, "")
		d.send(store.Message{Text: document.Candidates(d.store.Town().ElectionOf(u.Unit), u, d.lang)})
	}
	return nil
}
