package bot

import (
	"fmt"
	"strconv"
	"strings"

	"huanjie/internal/election"
	"huanjie/internal/store"
)

// recordOf puts a turn on record, with what became of it. Of what was only
// overheard in a group, nothing is.
func (b *Bot) recordOf(t turn, became string) *store.Said {
	if b.overheard(t) {
		return nil
	}
	m := &store.Said{ID: strconv.FormatInt(t.update, 10), Chat: t.chat, User: t.user, Became: became}
	switch w := t.what.(type) {
	case said:
		m.Kind, m.Text, m.Message = "text", w.text, w.message
		if _, _, link := startPayload(t); link { // it may still let somebody in
			m.Text = "/start …"
		}
	case tapped:
		m.Kind, m.Text, m.Message = "tap", w.data, w.message
	case sent:
		m.Kind, m.Text, m.Message = string(w.file.Kind), strings.TrimSpace(w.file.ID+" "+w.file.Caption), w.message
	case edited:
		m.Kind, m.Text, m.Message = "edit", w.text, w.message
	case unread:
		m.Kind = "unread"
	case membership:
		m.Kind = "membership"
	default:
		return nil // nobody said anything
	}
	return m
}

// record puts the turn on record with the commit that takes it.
func (d *desk) record() {
	m := d.bot.recordOf(d.turn, d.became())
	if m == nil {
		return
	}
	if !d.person.Unknown {
		m.Person = d.person.ID
	}
	m.Unit, m.Clock = d.commit.State.Unit, d.bot.now()
	if r := d.commit.Report; r != nil {
		m.Unit = r.Unit
	}
	d.commit.Said = m
}

// became says in a word or two what the turn has led to.
func (d *desk) became() string {
	c := d.commit
	switch {
	case c.Report != nil && len(c.Further) > 0:
		return fmt.Sprintf("report %s and %d more", c.Report.ID, len(c.Further))
	case c.Report != nil:
		return "report " + string(c.Report.ID)
	case len(c.Own) > 0:
		return "own words"
	case c.Announcement != nil:
		return "announcement " + string(c.Announcement.ID)
	case c.Token != "":
		return "registered"
	case d.person.Unknown:
		return "stranger"
	case d.sends("card:"):
		return "card"
	}
	return d.answered()
}

// answered says in a word or two what a turn without a report was answered with.
func (d *desk) answered() string {
	if w, ok := d.turn.what.(said); ok {
		if command, _, ok := d.bot.commands().find(w.text); ok {
			return "command " + string(command)
		}
		if d.sends("menu") { // that is what whoever is not understood is shown
			return "not understood"
		}
	}
	if w, ok := d.turn.what.(tapped); ok {
		if command, ok := strings.CutPrefix(w.data, menuMark); ok {
			return "command " + command
		}
		if len(d.commit.Messages) == 0 {
			return "no effect"
		}
	}
	if d.sends("unread") {
		return "not understood"
	}
	return "answered"
}

// sends reports whether the person is sent a message under a key that begins so.
func (d *desk) sends(key string) bool {
	for _, m := range d.commit.Messages {
		if m.Chat == d.turn.chat && m.Key != "" && strings.HasPrefix(m.Key, key) {
			return true
		}
	}
	return false
}

// saw notes that the commit shows the person a unit, or, without one, an area.
func (d *desk) saw(through string, u election.UnitID, a election.Area) {
	d.commit.Saw = append(d.commit.Saw, store.Sight{By: d.person.ID, Unit: u, Area: a, Through: through})
	d.commit.SawAt = d.bot.now()
}
