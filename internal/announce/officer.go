package announce

import (
	"context"
	"fmt"
	"html"
	"slices"
	"strconv"
	"strings"
	"time"

	"huanjie/internal/election"
	"huanjie/internal/store"
)

// Officer is an officer whom an announcement concerns, with their chat.
type Officer struct {
	Person   election.PersonID
	User     int64
	Language election.Language
	Units    []election.UnitID // their units that it concerns
}

// Officers returns the officers of some units of an announcement, in the
// roster's order. Those who cannot be reached are left out.
func Officers(ctx context.Context, s *store.Store, a election.Announcement, units ...election.UnitID) ([]Officer, error) {
	var people []election.PersonID
	for _, id := range units {
		u, _ := s.Town().Unit(id)
		for _, o := range u.Officers {
			if !slices.Contains(people, o) {
				people = append(people, o)
			}
		}
	}
	users, err := s.Bound(ctx, people...)
	if err != nil {
		return nil, err
	}
	languages, err := s.Languages(ctx, users...)
	if err != nil {
		return nil, err
	}
	var all []Officer
	for i, p := range people {
		if users[i] != 0 {
			all = append(all, Officer{p, users[i], languages[i], Own(a, s.Town().Person(p))})
		}
	}
	return all, nil
}

// Own returns the units of an announcement that a person is an officer of.
func Own(a election.Announcement, p election.Person) []election.UnitID {
	var own []election.UnitID
	for _, u := range a.Asked() {
		if slices.Contains(p.Units, u) {
			own = append(own, u)
		}
	}
	return own
}

// Everywhere, in a button, means all units of the person who taps it.
const Everywhere = "*"

// AckMark begins the data of an officer's button to confirm.
const AckMark = "ack:"

// AckTap returns the data of the button that confirms an announcement for one
// of an officer's units, or Everywhere. It is valid for the revision they were
// shown.
func AckTap(a election.Announcement, unit string) string {
	return AckMark + string(a.ID) + "." + strconv.Itoa(a.Revision) + ":" + unit
}

// ParseAckTap reads what AckTap wrote.
func ParseAckTap(data string) (id election.AnnouncementID, revision int, unit string, ok bool) {
	rest, mine := strings.CutPrefix(data, AckMark)
	what, unit, both := strings.Cut(rest, ":")
	of, n, dotted := strings.Cut(what, ".")
	revision, err := strconv.Atoi(n)
	return election.AnnouncementID(of), revision, unit, mine && both && dotted && err == nil && of != "" && unit != ""
}

// Card returns an announcement as an officer gets it privately: what concerns
// their own villages, which have confirmed it, and a button for each other.
func Card(t *election.Town, a election.Announcement, acks map[election.UnitID]store.Ack, o Officer) store.Message {
	l := o.Language
	m := store.Message{Key: "notice:" + string(a.ID), Chat: o.User}
	if a.State == election.Withdrawn {
		m.Text, m.Only = html.EscapeString(withdrawn(t, a).In(l)), true
		return m
	}
	m.Text = "<b>" + html.EscapeString(concerns(a, names(t, o.Units)).In(l)) + "</b>\n<blockquote>" + html.EscapeString(t.For(a, o.Units)) + "</blockquote>"
	var open []election.UnitID
	for _, id := range o.Units {
		ack, done := acks[id]
		if !done {
			open = append(open, id)
			continue
		}
		m.Text += "\n✅ " + html.EscapeString(confirmed(t, a, id, ack).In(l))
	}
	m.Buttons = ackButtons(t, a, open, l)
	if len(open) > 0 {
		m.Text += "\n" + html.EscapeString(pleaseConfirm(a).In(l))
	}
	return m
}

// Reminder returns the card again, at the end of the chat.
func Reminder(t *election.Town, a election.Announcement, acks map[election.UnitID]store.Ack, o Officer) store.Message {
	m := Card(t, a, acks, o)
	m.Text = "🔔 " + html.EscapeString(say("还没有您的确认。", "You have not confirmed this yet.").In(o.Language)) + "\n" + m.Text
	m.Move, m.ID = true, fmt.Sprintf("%s.%d.again@%d", a.ID, a.Revision, o.User)
	return m
}

// ackButtonsMost is how many villages have a button of their own.
const ackButtonsMost = 6

// ackButtons returns a button for each village that has not confirmed, and one
// for all if there are several.
func ackButtons(t *election.Town, a election.Announcement, open []election.UnitID, l election.Language) [][]store.Button {
	var rows [][]store.Button
	if len(open) == 1 {
		return [][]store.Button{{{Label: confirm(a).In(l), Data: AckTap(a, string(open[0]))}}}
	}
	for _, id := range open[:min(len(open), ackButtonsMost)] {
		u, _ := t.Unit(id)
		rows = append(rows, []store.Button{{Label: say("%s %s", "%s %s").With(u.Name, confirm(a)).In(l), Data: AckTap(a, string(id))}})
	}
	if len(open) > 1 {
		rows = append(rows, []store.Button{{Label: say("全部：%s", "All: %s").With(confirm(a)).In(l), Data: AckTap(a, Everywhere)}})
	}
	return rows
}

// StatusKey returns the Message.Key of the message that tells the author how
// an announcement stands.
func StatusKey(id election.AnnouncementID) string { return "announced:" + string(id) }

// The data of buttons about an announcement: TapMark, what they do, ":", its id.
const (
	TapMark = "a:"
	Revise  = "r"
)

// Status tells the author of an announcement what became of it: where it is
// posted, who decided, which villages have confirmed it and which not. A
// returned one comes with its text, to be copied, and a button to revise it.
func Status(t *election.Town, a election.Announcement, acks map[election.UnitID]store.Ack, groups []store.Group, nudged bool, l election.Language) store.Message {
	m := store.Message{Key: StatusKey(a.ID)}
	lines := []election.Phrase{standing(t, a, groups)}
	if a.Decision != nil && a.State != election.Reworked && !(a.State == election.Withdrawn && a.Decision.By == a.By) {
		lines = append(lines, Decided(t, a))
	}
	if len(a.Asked()) > 0 && a.State == election.Posted {
		var missing []election.UnitID
		for _, id := range a.Units {
			if _, done := acks[id]; !done {
				missing = append(missing, id)
			}
		}
		lines = append(lines, say("✅ 已确认 %d/%d", "✅ Confirmed: %d of %d").With(len(a.Units)-len(missing), len(a.Units)))
		if len(missing) > 0 {
			lines = append(lines, say("⏳ 还没有：%s", "⏳ Not yet: %s").With(withOfficers(t, missing)))
		}
		if nudged && len(missing) > 0 {
			lines = append(lines, say("🔔 已再提醒一次，不再自动提醒，请打电话。", "🔔 They have been asked once more and will not be again; please telephone."))
		}
	}
	for i, p := range lines {
		if i > 0 {
			m.Text += "\n"
		}
		m.Text += html.EscapeString(p.In(l))
	}
	if a.State == election.Returned {
		m.Text += "\n<code>" + html.EscapeString(a.Text) + "</code>"
		m.Buttons = [][]store.Button{{ReviseButton(a.ID, l)}}
	}
	return m
}

// ReviseButton returns the button that opens the form with a returned
// announcement.
func ReviseButton(id election.AnnouncementID, l election.Language) store.Button {
	return store.Button{Label: say("✏️ 修改后再报", "✏️ Revise").In(l), Data: TapMark + Revise + ":" + string(id)}
}

// Nudged reports whether the villages have been asked again by now, after an
// announcement was posted or changed.
func Nudged(t *election.Town, a election.Announcement, now time.Time) bool {
	since := a.PostedAt
	if a.Changed.After(since) {
		since = a.Changed
	}
	return !now.Before(nudgeAt(t, since))
}
