package bot

import (
	"slices"
	"strings"

	"huanjie/internal/document"
	"huanjie/internal/election"
	"huanjie/internal/flow"
	"huanjie/internal/store"
)

// guideMark begins the data of a button that shows the page of a stage:
// "g:<election>:<stage>".
const guideMark = "g:"

// guide shows how a stage is done: the one that is named, or else the one that
// the timetable of each of the person's elections has reached.
func (d *desk) guide(name string) {
	town := d.store.Town()
	stage, named := stageIn(name, town)
	shown := false
	for _, e := range town.Elections {
		if !d.concerns(e) {
			continue
		}
		id := stage
		if !named {
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
		m.Buttons = d.guideForms(e, id, g)
	}
	var turn []store.Button
	i := slices.IndexFunc(e.Stages, func(s election.Stage) bool { return s.ID == id })
	if i > 0 {
		turn = append(turn, store.Button{Label: say("◀ %s", "◀ %s").With(e.Stages[i-1].Name).In(l), Data: guideData(e, e.Stages[i-1].ID)})
	}
	if i >= 0 && i+1 < len(e.Stages) {
		turn = append(turn, store.Button{Label: say("%s ▶", "%s ▶").With(e.Stages[i+1].Name).In(l), Data: guideData(e, e.Stages[i+1].ID)})
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
		rows = append(rows, []store.Button{{Label: d.bot.forms.Title(o.Form).In(d.lang), Data: o.String()}})
	}
	return rows
}

func guideData(e election.Election, id election.StageID) string {
	return guideMark + string(e.ID) + ":" + string(id)
}

// guideTap reads the data of a button that opens the page of a stage.
func guideTap(data string, t *election.Town) (e election.Election, id election.StageID, ok bool) {
	rest, found := strings.CutPrefix(data, guideMark)
	if !found {
		return e, "", false
	}
	for _, e := range t.Elections {
		if id, mine := strings.CutPrefix(rest, string(e.ID)+":"); mine {
			_, has := e.Stage(election.StageID(id))
			return e, election.StageID(id), has
		}
	}
	return e, "", false
}
