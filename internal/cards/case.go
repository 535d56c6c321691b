package cards

import (
	"html"
	"slices"

	"huanjie/internal/election"
	"huanjie/internal/flow"
	"huanjie/internal/store"
)

// CaseKey returns the Message.Key of a case's card. It is the same in every
// chat, so that all cards show the present state.
func CaseKey(id election.ReportID) string { return "case." + string(id) }

// CaseButtons returns the buttons of a case's card: what the person may do
// about it. Each opens a form in which case and deed are already answered.
func CaseButtons(u election.Unit, c election.CaseState, p election.Person, l election.Language) [][]store.Button {
	var keys []store.Button
	add := func(label election.Phrase, o flow.Opening) {
		o.Unit = u.ID
		keys = append(keys, store.Button{Label: label.In(l), Data: o.String()})
	}
	for _, d := range c.Deeds() {
		if !c.MayDo(p, u, d) {
			continue
		}
		if d == election.Assign && c.Owner == "" {
			add(election.Say("🙋 我来处理", "🙋 I take it"), flow.Opening{Form: "act", Step: "case", Value: string(c.ID), Step2: "deed", Value2: "take"})
		}
		add(deedLabel(d), flow.Opening{Form: "act", Step: "case", Value: string(c.ID), Step2: "deed", Value2: string(d)})
	}
	if c.Status == election.CaseReturned && p.MayReport(u) {
		add(election.Say("📮 改好重报", "📮 Make it anew"), flow.Opening{Form: "request", Step: "again", Value: string(c.ID)})
	}
	return slices.Collect(slices.Chunk(keys, 2))
}

// deedLabel returns the label of a deed's button.
func deedLabel(d election.Deed) election.Phrase {
	mark := map[election.Deed]string{election.Assign: "👤", election.Reply: "💬", election.Refer: "↪️", election.Close: "✅", election.Reopen: "🔁",
		election.Approve: "✅", election.Return: "↩️", election.Uphold: "✅", election.Reject: "✖️"}[d]
	return election.Say("%s %s", "%s %s").With(mark, d.Name())
}

// Files returns messages with the files of a report for one person. They are
// Quiet, since another message rings. id begins their receipt numbers. caption
// is plain text that says what they belong to; a location has none.
func Files(files []election.File, chat int64, id, caption string) []store.Message {
	var all []store.Message
	for i, f := range files {
		m := store.Message{ID: id + "." + string(rune('a'+i%26)), Chat: chat, Quiet: true, Class: store.ClassAlert}
		if f.Kind != election.Location {
			m.Text = html.EscapeString(caption)
		}
		switch f.Kind {
		case election.Photo:
			m.Photo = f.ID
		case election.Document:
			m.File = f.ID
		case election.Location:
			m.Location = f.ID
		}
		all = append(all, m)
	}
	return all
}
