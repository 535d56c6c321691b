package bot

import (
	"context"
	"fmt"
	"strings"

	"huanjie/internal/election"
	"huanjie/internal/store"
)

// startPayload reads "/start <town>_<token>".
func startPayload(t turn) (election.TownID, string, bool) {
	w, ok := t.what.(said)
	if !ok || t.group {
		return "", "", false
	}
	c, payload, ok := findCommand(w.text)
	if !ok || c != cmdStart {
		return "", "", false
	}
	town, token, ok := strings.Cut(payload, "_")
	return election.TownID(town), token, ok && token != ""
}

// bind uses up a link: the user becomes the person it was made for.
func (d *desk) bind(ctx context.Context, payload string) error {
	_, token, _ := strings.Cut(payload, "_")
	invite, raw, ok, err := d.store.Invited(ctx, token, d.bot.now())
	if err != nil {
		return err
	}
	town := d.store.Town()
	person := town.Person(invite.Person)
	if !ok || person.Unknown {
		if d.person.Unknown {
			d.say(wordsDeadLink(d.turn.user))
			return nil
		}
		d.menu() // their own used link, pressed again
		return nil
	}
	if err := d.store.Settle(ctx, d.turn.user); err != nil {
		return err
	}
	d.person = person
	d.commit.Binding = &store.Binding{Person: person.ID, Language: d.lang.String(), Since: d.bot.now()}
	d.commit.Token, d.commit.Invite = token, raw
	d.say(wordsWelcome(town, person))
	d.menu()
	return nil
}

const inviteMark = "i:"

// inviteTap reads the button for one person's link.
func inviteTap(data string) (election.PersonID, bool) {
	p, ok := strings.CutPrefix(data, inviteMark)
	return election.PersonID(p), ok
}

// invites lists the people who are not bound yet, a button each.
func (d *desk) invites(ctx context.Context) error {
	if !d.person.Office {
		d.say(wordsNotYours())
		return nil
	}
	people := d.store.Town().People()
	users, err := d.store.Bound(ctx, people...)
	if err != nil {
		return err
	}
	m := plain(wordsInvites(len(people), users).In(d.lang))
	for i, p := range people {
		mark := "🔗 "
		if users[i] != 0 {
			mark = "✅ "
		}
		label := mark + string(p) + " · " + rolesOf(d.store.Town().Person(p)).In(d.lang)
		m.Buttons = append(m.Buttons, []store.Button{{Label: label, Data: inviteMark + string(p)}})
	}
	for _, page := range pages(m, 30) {
		d.send(page)
	}
	return nil
}

// pages parts a message with many buttons into several.
func pages(m store.Message, rows int) []store.Message {
	var all []store.Message
	for {
		part := m
		part.Buttons = m.Buttons[:min(rows, len(m.Buttons))]
		all = append(all, part)
		if m.Buttons = m.Buttons[len(part.Buttons):]; len(m.Buttons) == 0 {
			return all
		}
		m.Text = "⋯"
	}
}

// invite makes a one-time link for a person, to be forwarded to them.
func (d *desk) invite(ctx context.Context, p election.PersonID) error {
	person := d.store.Town().Person(p)
	if !d.person.Office || person.Unknown {
		d.answer(wordsDeadButton())
		return nil
	}
	payload, err := d.store.Invite(ctx, p, d.bot.now())
	if err != nil {
		return err
	}
	link := fmt.Sprintf("https://t.me/%s?start=%s", d.bot.name, payload)
	d.say(wordsInvite(d.store.Town(), person, link))
	return nil
}
