// Package cards draws what the bot and the reminders both send: cards and
// their buttons, as values for the outbox. Their texts come from
// internal/document.
package cards

import (
	"huanjie/internal/election"
	"huanjie/internal/flow"
	"huanjie/internal/store"
)

// AskedKey is the Message.Key of everybody's card of what they are asked for.
const AskedKey = "asked"

// askedMost is how many things a card has a button for.
const askedMost = 6

// Asked returns the message of a card with the given text. It replaces the
// card before. It has a button for each of the first few things that its
// reader is to report, and for those whom others owe, ways to look, to call and to
// remind.
func Asked(town *election.Town, c election.Card, l election.Language, text string) store.Message {
	m := store.Message{Key: AskedKey, Class: store.ClassDigest, Text: text, Only: len(c.Owed) == 0}
	later := election.UnitID("") // the unit whose report can be promised with one tap
	var guide []store.Button
	for _, o := range c.Own() {
		u, ok := town.Unit(o.Unit)
		if !ok || o.Promised() || len(m.Buttons) == askedMost {
			continue
		}
		what, opening := election.Say("投票人数", "turnout"), flow.Opening{Form: "turnout", Unit: u.ID}
		switch {
		case o.Stage != "":
			stage, _ := town.ElectionOf(u).Stage(o.Stage)
			what, opening = stage.Name, flow.Opening{Form: "stage", Unit: u.ID, Step: "stage", Value: string(o.Stage)}
			if guide == nil {
				guide = []store.Button{GuideButton(u.Election, o.Stage, l)}
			}
		case o.Count:
			what, opening = election.Say("计票", "count"), flow.Opening{Form: "count", Unit: u.ID}
		}
		label := election.Say("%s · %s", "%s · %s").With(u.Name, what).In(l)
		m.Buttons = append(m.Buttons, []store.Button{{Label: label, Data: opening.String()}})
		if later == "" {
			later = u.ID
		}
	}
	if later != "" {
		m.Buttons = append(m.Buttons, append([]store.Button{{Label: election.Say("⏳ 稍后补报", "⏳ Report later").In(l), Data: flow.Opening{Form: "promise", Unit: later}.String()}}, guide...))
	}
	m.Buttons = append(m.Buttons, others(town, c, l)...)
	return m
}

// RemindMark begins the data of a button that reminds: of whom, and of what.
const RemindMark = "rm:"

// others returns a row for each of the first few units that others have not
// reported for: its page, its telephones, and one reminder in the reader's name.
func others(town *election.Town, c election.Card, l election.Language) (rows [][]store.Button) {
	had := map[election.UnitID]bool{}
	for _, o := range c.Others() {
		u, ok := town.Unit(o.Unit)
		if !ok || had[u.ID] || o.Promised() || o.Rung < election.LeaderRung || len(rows) == askedMost {
			continue
		}
		had[u.ID] = true
		data := RemindMark + "u" + string(u.ID)
		if o.Stage != "" {
			data += ",s" + string(o.Stage)
		}
		rows = append(rows, []store.Button{
			Way{To: ToUnit, Unit: u.ID}.Button(election.Say("🔎 %s", "🔎 %s").With(u.Name), l),
			Way{To: ToContact, Unit: u.ID}.Button(election.Say("☎ 电话", "☎ Call"), l),
			{Label: election.Say("🔔 催一次", "🔔 Remind").In(l), Data: data},
		})
	}
	return rows
}
