package bot

import (
	"context"
	"html"
	"slices"
	"strings"

	"huanjie/internal/cards"
	"huanjie/internal/document"
	"huanjie/internal/election"
	"huanjie/internal/flow"
	"huanjie/internal/speech"
	"huanjie/internal/store"
)

// guide shows how a stage is done: the one that is named, or else the one that
// the timetable of each of the person's elections has reached.
func (d *desk) guide(name string) {
	stage, named := d.bot.ear(d.store.Town()).questions.StageIn(name)
	if name == "" || !named {
		stage = ""
	}
	d.guideOf(stage)
}

// guideOf shows how a stage is done; with "" the present one.
func (d *desk) guideOf(stage election.StageID) {
	town, shown := d.store.Town(), false
	for _, e := range town.Elections {
		if !d.concerns(e) {
			continue
		}
		id := stage
		if stage == "" {
			id = e.StageAt(town.Today(d.bot.now())).ID
		}
		if _, has := e.Stage(id); has {
			d.guidePage(e, id)
			shown = true
		}
	}
	if !shown {
		d.say(wordsNoGuide())
	}
}

// howTo answers how something is done: the page of the stage that is named; of a
// form, if that is what is to be filled in, how it is begun; or else the help. 怎么做
// alone is about the present stage.
func (d *desk) howTo(q inquiry) {
	form, word, named := d.formIn(q.text)
	switch {
	case q.Topic == "correct":
		d.say(wordsHowToCorrect())
	case q.Topic == "photo":
		d.say(say("📷 照片都可以稍后补，不传也能上报；只有请示文件和补发的计票结果单要有照片。计票结果单的照片没传，“待办”里会留着。", "📷 Photos may always follow later; only the paper of a request and a result sheet that is sent later need one. A missing photo of a result sheet stays in /todo."))
	case named && (q.Stage == "" || q.Reporting):
		d.howForm(form, word, q.Stage)
	case q.Stage != "" && !q.Ruling:
		d.guideOf(q.Stage)
	case q.Bare:
		d.guide("")
	case q.Ruling:
		d.rules("")
	default:
		d.say(wordsHelp(d.store.Town(), d.person))
		d.menu()
	}
}

// formIn finds the form that a text names and that the person may fill in for
// some unit; the longest word decides.
func (d *desk) formIn(s string) (id flow.FormID, word string, ok bool) {
	for _, f := range d.forms().Declared() {
		for _, w := range f.Words {
			if len(w) > len(word) && speech.Says(s, w) && !f.OfTown && len(d.unitsFor(f.ID)) > 0 {
				id, word, ok = f.ID, w, true
			}
		}
	}
	return id, word, ok
}

// howForm says how a form is filled in, with the button that begins it and, if it
// reports a stage, the one for the stage's page.
func (d *desk) howForm(id flow.FormID, word string, stage election.StageID) {
	town, units := d.store.Town(), d.unitsFor(id)
	m := plain(wordsHowForm(d.forms().Title(id), word, exampleOfForm(id, town, units[0])).In(d.lang))
	o := store.Button{Label: d.forms().Title(id).In(d.lang), Data: menuMark + string(id)}
	if len(units) == 1 {
		o.Data = flow.Opening{Form: id, Unit: units[0].ID}.String()
	}
	m.Buttons = [][]store.Button{{o}}
	e := town.ElectionOf(units[0])
	if _, has := e.Stage(stage); has {
		m.Buttons = append(m.Buttons, []store.Button{cards.GuideButton(e.ID, stage, d.lang)})
	}
	d.send(m)
}

// concerns reports whether the person has to do with an election.
func (d *desk) concerns(e election.Election) bool {
	return slices.ContainsFunc(d.store.Town().Units, func(u election.Unit) bool { return u.Election == e.ID && d.person.MaySee(u) })
}

// guidePage shows the page of a stage, with the forms that report it and the
// pages around it.
func (d *desk) guidePage(e election.Election, id election.StageID) {
	town, l := d.store.Town(), d.lang
	m := store.Message{Key: "guide." + string(e.ID), Move: true, Text: document.GuidePage(e, id, l, d.bot.now().In(town.Location))}
	g, _ := document.GuideOf(e, id)
	if d.person.Office || len(d.person.Units) > 0 {
		if m.Buttons = d.guideForms(e, id, g); m.Buttons != nil {
			m.Text += "\n" + html.EscapeString(wordsGuideForms().In(l))
		}
	}
	var turn []store.Button
	i := slices.IndexFunc(e.Stages, func(s election.Stage) bool { return s.ID == id })
	if i > 0 {
		turn = append(turn, turnTo(e, e.Stages[i-1], say("◀ %s", "◀ %s"), l))
	}
	if i >= 0 && i+1 < len(e.Stages) {
		turn = append(turn, turnTo(e, e.Stages[i+1], say("%s ▶", "%s ▶"), l))
	}
	m.Buttons = append(m.Buttons, turn)
	d.send(m)
}

// guideForms are the buttons of the forms that report a stage; for somebody with
// one unit they open for that one.
func (d *desk) guideForms(e election.Election, id election.StageID, g document.Guide) [][]store.Button {
	var unit election.UnitID
	if own := d.person.Units; len(own) == 1 {
		unit = own[0]
	}
	var rows [][]store.Button
	for _, form := range g.Forms {
		o := flow.Opening{Form: flow.FormID(form), Unit: unit}
		if form == "stage" && unit != "" {
			o.Step, o.Value = "stage", string(id)
		}
		rows = append(rows, []store.Button{{Label: d.forms().Title(o.Form).In(d.lang), Data: o.String()}})
	}
	return rows
}

// turnTo is the button of the page before or after.
func turnTo(e election.Election, to election.Stage, label election.Phrase, l election.Language) store.Button {
	b := cards.GuideButton(e.ID, to.ID, l)
	b.Label = label.With(to.Name).In(l)
	return b
}

// whatIsNext says on the card of a report that ends a stage what the unit has to
// do next, and by when.
func (d *desk) whatIsNext(r election.Report) {
	u, known := d.store.Town().Unit(r.Unit)
	if !known || len(d.commit.Messages) == 0 {
		return
	}
	e := d.store.Town().ElectionOf(u)
	seen := election.UnitState{Unit: u, Progress: d.ses.Progress}.For(d.person, d.turn.user)
	next, ended := e.Ends(seen.Progress, r)
	if !ended || next.ID == "" {
		return
	}
	m := &d.commit.Messages[len(d.commit.Messages)-1] // the card
	m.Text += "\n" + html.EscapeString(wordsNextStage(next, d.today()).In(d.lang))
	m.Buttons = append(m.Buttons, []store.Button{cards.GuideButton(e.ID, next.ID, d.lang)})
}

// guideTap takes a button that opens the page of a stage.
func (d *desk) guideTap(_ context.Context, data string) error {
	rest := strings.TrimPrefix(data, cards.GuideMark)
	for _, e := range d.store.Town().Elections {
		id, of := strings.CutPrefix(rest, string(e.ID)+":")
		if _, has := e.Stage(election.StageID(id)); of && has {
			d.guidePage(e, election.StageID(id))
			return nil
		}
	}
	d.answer(wordsDeadButton())
	return nil
}
