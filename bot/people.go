package bot

import (
	"context"
	"fmt"
	"slices"
	"strconv"
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

// invited returns the store of the town whose link a turn opens, and otherwise
// that of its chat: strangers cannot fill a town's record with links that they
// made up.
func (b *Bot) invited(ctx context.Context, home *store.Store, t turn) (*store.Store, error) {
	town, token, ok := startPayload(t)
	if !ok || b.byID[town] == nil {
		return home, nil
	}
	if _, _, ok, err := b.byID[town].Invited(ctx, token, b.now()); err != nil || !ok {
		return home, err
	}
	return b.byID[town], nil
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
	if d.person.Office { // a tap too many on a link that was to be forwarded
		d.say(wordsLinkOfOther(person))
		return nil
	}
	if err := d.store.Settle(ctx, d.turn.user); err != nil {
		return err
	}
	if err := d.moved(ctx, person); err != nil {
		return err
	}
	d.person = person
	d.commit.Binding = &store.Binding{Person: person.ID, Language: d.lang.String(), Since: d.bot.now()}
	d.commit.Token, d.commit.Invite = token, raw
	d.say(wordsWelcome(town, person))
	d.menu()
	return nil
}

// moved tells a person's earlier telephone, and the office, that another one has
// taken its place. A link can be forwarded to anybody: only they can say whether it
// was the person who opened it.
func (d *desk) moved(ctx context.Context, p election.Person) error {
	before, err := d.store.Bound(ctx, p.ID)
	if err != nil || before[0] == 0 || before[0] == d.turn.user {
		return err
	}
	d.commit.Before = before[0]
	users := append([]int64{before[0]}, d.store.Town().Office...)
	languages, err := d.store.Languages(ctx, users...)
	if err != nil {
		return err
	}
	end := store.AccountEnd(d.turn.user)
	for i, user := range users {
		m := plain(wordsMoved(p.ID, end).In(languages[i]))
		m.Buttons = [][]store.Button{{{Label: wordsInviteAgain().In(languages[i]), Data: inviteMark + string(p.ID)}}}
		if i == 0 {
			m = plain(wordsMovedAway(p.ID, end).In(languages[i]))
		}
		m.Class = store.ClassAlert
		d.sendTo(user, m)
	}
	return nil
}

const (
	inviteMark  = "i:"
	invitesMark = "I:" // another page of the list
	invitesRows = 8
)

// inviteTap takes the button for one person's link.
func (d *desk) inviteTap(ctx context.Context, data string) error {
	return d.invite(ctx, election.PersonID(strings.TrimPrefix(data, inviteMark)))
}

// invitesTap takes the button for a page of the list.
func (d *desk) invitesTap(ctx context.Context, data string) error {
	page, err := strconv.Atoi(strings.TrimPrefix(data, invitesMark))
	if err != nil {
		d.answer(wordsDeadButton())
		return nil
	}
	return d.invites(ctx, page)
}

// invitesFirst shows the list from its first page.
func (d *desk) invitesFirst(ctx context.Context) error { return d.invites(ctx, 0) }

// invites lists the people of the roster, a button each. Those who are not bound
// yet come first.
func (d *desk) invites(ctx context.Context, page int) error {
	people := d.store.Town().People()
	users, err := d.store.Bound(ctx, people...)
	if err != nil {
		return err
	}
	var waiting, bound [][]store.Button
	for i, p := range people {
		label := string(p) + " · " + rolesOf(d.store.Town(), d.store.Town().Person(p)).In(d.lang)
		key := store.Button{Label: "🔗 " + label, Data: inviteMark + string(p)}
		if users[i] == 0 {
			waiting = append(waiting, []store.Button{key})
			continue
		}
		key.Label = "✅ " + label
		bound = append(bound, []store.Button{key})
	}
	m := plain(wordsInvites(len(people), len(bound)).In(d.lang))
	m.Key = "invites"
	w, _ := d.turn.what.(tapped)
	m.Move = !strings.HasPrefix(w.data, invitesMark) // the pages are turned where they stand
	m.Buttons = d.pageOf(append(waiting, bound...), page)
	d.send(m)
	return nil
}

// pageOf is one page of a list of buttons, with those that turn it.
func (d *desk) pageOf(rows [][]store.Button, page int) [][]store.Button {
	last := max(0, (len(rows)-1)/invitesRows)
	page = min(max(page, 0), last)
	shown := slices.Clone(rows[page*invitesRows : min((page+1)*invitesRows, len(rows))])
	var turn []store.Button
	if page > 0 {
		turn = append(turn, store.Button{Label: wordsPrevious().In(d.lang), Data: invitesMark + strconv.Itoa(page-1)})
	}
	if page < last {
		turn = append(turn, store.Button{Label: wordsNext().In(d.lang), Data: invitesMark + strconv.Itoa(page+1)})
	}
	if turn != nil {
		shown = append(shown, turn)
	}
	return shown
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
	bound, err := d.store.Bound(ctx, p)
	if err != nil {
		return err
	}
	said := wordsInvite(d.store.Town(), person, fmt.Sprintf("https://t.me/%s?start=%s", d.bot.name, payload))
	if bound[0] != 0 {
		said = say("%s\n\n%s", "%s\n\n%s").With(wordsBoundAlready(p, store.AccountEnd(bound[0])), said)
	}
	d.say(said)
	return nil
}

// wordsBoundAlready warns of a link for somebody who has a telephone registered.
func wordsBoundAlready(p election.PersonID, account string) election.Phrase {
	return say("⚠️ %s 已登记（账号尾号 %s）。新链接一打开，原来的账号就不能用了；不是本人要换手机，请不要转发。",
		"⚠️ %s is registered already (account ending in %s). Once the new link is opened that account is shut out; unless they want to change telephones, do not forward it.").With(p, account)
}

// wordsMoved tells the office that somebody's link was opened with another account.
func wordsMoved(p election.PersonID, account string) election.Phrase {
	return say("⚠️ %s 刚用登记链接在另一个账号（尾号 %s）登记，原来的账号已不能用。请向本人核实；不是本人，请马上给本人重发链接：新链接一打开，那个账号就停用。",
		"⚠️ A link has just registered %s with another account (ending in %s); the former account is shut out. Please ask them whether it was they; if not, send them a new link at once: when they open it that account is shut out.").With(p, account)
}

func wordsInviteAgain() election.Phrase { return say("🔗 重发链接", "🔗 New link") }

// wordsMovedAway tells somebody's earlier telephone.
func wordsMovedAway(p election.PersonID, account string) election.Phrase {
	return say("⚠️ %s 已在另一个账号（尾号 %s）登记，这里不能再上报和查看。不是您本人换的手机，请马上告诉选举办。",
		"⚠️ %s is registered with another account now (ending in %s); this one can report and see nothing any more. If it was not you, please tell the election office at once.").With(p, account)
}
