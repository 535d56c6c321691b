package bot

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"huanjie/internal/document"
	"huanjie/internal/election"
	"huanjie/internal/store"
)

// startPayload reads "/start <town>_<token>".
func startPayload(t turn) (election.TownID, string, bool) {
	w, ok := t.what.(said)
	if !ok || t.group || !strings.HasPrefix(strings.TrimSpace(w.text), "/") {
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
	if !ok || b.all.Of(town) == nil {
		return home, nil
	}
	if _, _, ok, err := b.all.Of(town).Invited(ctx, token, b.now()); err != nil || !ok {
		return home, err
	}
	return b.all.Of(town), nil
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
	before, err := d.store.Bound(ctx, person.ID)
	if err != nil {
		return err
	}
	if before[0] != 0 && before[0] != d.turn.user {
		return d.claim(ctx, link{invite, token, raw}, before[0])
	}
	two, err := d.settle(ctx, person)
	if err != nil {
		return err
	}
	d.person = person
	d.commit.Binding = &store.Binding{Person: person.ID, Language: d.lang.String(), Since: d.bot.now()}
	d.commit.Token, d.commit.Invite = token, raw
	d.say(wordsWelcome(town, person))
	if !two.IsZero() {
		d.say(two)
	}
	d.menu()
	return nil
}

// link is an invite as it is kept.
type link struct {
	store.Invite
	token, raw string
}

// claim asks the office whether an account may take the place of the one that a
// person has in use. A link reaches whoever it is forwarded to: only they can say
// whether that is the person. Until then the account in use goes on.
func (d *desk) claim(ctx context.Context, l link, before int64) error {
	end := store.AccountEnd(d.turn.user)
	switch l.User {
	case d.turn.user: // asked already
		d.say(wordsClaimed(l.Person, end))
		return nil
	case 0:
	default: // somebody else's by now
		d.say(wordsDeadLink(d.turn.user))
		return nil
	}
	if err := d.store.Settle(ctx, d.turn.user); err != nil {
		return err
	}
	d.commit.Token, d.commit.Invite = l.token, l.raw
	l.User = d.turn.user
	d.commit.Opened = &l.Invite
	d.say(wordsClaimed(l.Person, end))
	return d.tellClaim(ctx, before, wordsOtherAccount(l.Person, end), func(lang election.Language) [][]store.Button {
		data := takeoverMark + strconv.FormatInt(d.turn.user, 10)
		return [][]store.Button{{{Label: wordsAgree(end).In(lang), Data: data + ":y"}}, {{Label: wordsDisagree().In(lang), Data: data + ":n"}}}
	}, wordsTakeover(l.Person, end, store.AccountEnd(before)))
}

// tellClaim tells the account that a person has in use, and the office.
func (d *desk) tellClaim(ctx context.Context, before int64, their election.Phrase, buttons func(election.Language) [][]store.Button, office election.Phrase) error {
	users := append([]int64{before}, d.store.Town().Office...)
	languages, err := d.store.Languages(ctx, users...)
	if err != nil {
		return err
	}
	for i, user := range users {
		m := plain(their.In(languages[i]))
		if i > 0 {
			m = plain(office.In(languages[i]))
			m.Buttons = buttons(languages[i])
		}
		m.Class = store.ClassAlert
		d.sendTo(user, m)
	}
	return nil
}

// takeoverTap takes the office's word on an account that wants to take the place of
// the one in use.
func (d *desk) takeoverTap(ctx context.Context, data string) error {
	number, verb, _ := strings.Cut(strings.TrimPrefix(data, takeoverMark), ":")
	user, _ := strconv.ParseInt(number, 10, 64)
	invite, token, raw, ok, err := d.store.Claimed(ctx, user, d.bot.now())
	if err != nil {
		return err
	}
	if !ok || verb != "y" && verb != "n" {
		d.answer(wordsClaimOver())
		return nil
	}
	if verb == "n" {
		if _, err := d.store.Uninvite(ctx, invite.Person, d.bot.now()); err != nil {
			return err
		}
		d.answer(wordsDisagreed())
		d.sendTo(user, plain(wordsTakeoverRefused(invite.Person).In(d.lang)))
		return nil
	}
	return d.takeover(ctx, link{invite, token, raw})
}

// takeover lets an account take the place of the one in use. The commit is about the
// conversation of that account, and the office's own stays as it is.
func (d *desk) takeover(ctx context.Context, l link) error {
	before, err := d.store.Bound(ctx, l.Person)
	if err != nil {
		return err
	}
	ses, err := d.store.Session(ctx, l.User)
	if err != nil {
		return err
	}
	languages, err := d.store.Languages(ctx, l.User, before[0])
	if err != nil {
		return err
	}
	town := d.store.Town()
	d.commit.Session, d.commit.State = &ses, ses.Talk
	d.commit.Binding = &store.Binding{Person: l.Person, Language: languages[0].String(), Since: d.bot.now()}
	d.commit.Token, d.commit.Invite, d.commit.Before = l.token, l.raw, before[0]
	d.answer(wordsAgreed())
	end := store.AccountEnd(l.User)
	d.sendTo(l.User, plain(wordsWelcome(town, town.Person(l.Person)).In(languages[0])))
	if before[0] != 0 && before[0] != l.User {
		m := plain(wordsMovedAway(l.Person, end).In(languages[1]))
		m.Class = store.ClassAlert
		d.sendTo(before[0], m)
	}
	d.say(wordsMoved(l.Person, end))
	return nil
}

const (
	inviteMark   = "i:"
	invitesMark  = "I:" // another page of the list
	uninviteMark = "u:" // ends a person's link
	takeoverMark = "t:" // the account that is to take another's place, and whether it may
	invitesRows  = 8
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

// inviteStand is how somebody stands in the list of the roster, in its order.
type inviteStand int

const (
	inviteLost   inviteStand = iota // has blocked the bot
	inviteWaited                    // has never opened it, though something was to be asked of them
	inviteNew                       // has not opened it yet
	inviteBound
	inviteStands
)

func inviteStandOf(p election.PersonID, user int64, refused map[string]string, unopened []election.PersonID) inviteStand {
	_, refuses := refused[strconv.FormatInt(user, 10)]
	switch {
	case user != 0 && refuses:
		return inviteLost
	case user != 0:
		return inviteBound
	case slices.Contains(unopened, p):
		return inviteWaited
	}
	return inviteNew
}

func (s inviteStand) mark() string {
	return [inviteStands]string{"⚠️ ", "⚠️ ", "🔗 ", "✅ "}[s]
}

// invites lists the people of the roster, a button each. Those who are not bound
// yet come first, after those who have blocked the bot and those of whom something
// was to be asked.
func (d *desk) invites(ctx context.Context, page int) error {
	people := d.store.Town().People()
	users, err := d.store.Bound(ctx, people...)
	if err != nil {
		return err
	}
	refused, err := d.store.AllUnreachable(ctx)
	if err != nil {
		return err
	}
	unopened, err := d.store.Unopened(ctx, election.WholeTown)
	if err != nil {
		return err
	}
	var rows [inviteStands][][]store.Button
	for i, p := range people {
		stands := inviteStandOf(p, users[i], refused, unopened)
		label := stands.mark() + string(p) + " · " + document.Roles(d.store.Town(), d.store.Town().Person(p)).In(d.lang)
		rows[stands] = append(rows[stands], []store.Button{{Label: label, Data: inviteMark + string(p)}})
	}
	lost := len(rows[inviteLost])
	m := plain(wordsInvites(len(people), len(rows[inviteBound])+lost, lost, len(rows[inviteWaited])).In(d.lang))
	m.Key = "invites"
	w, _ := d.turn.what.(tapped)
	m.Move = !strings.HasPrefix(w.data, invitesMark) // the pages are turned where they stand
	m.Buttons = d.pageOf(slices.Concat(rows[:]...), page)
	d.send(m)
	return nil
}

// invitations sends links for all who are not registered yet, as a workbook.
func (d *desk) invitations() {
	paper := store.InvitationsPaperOf(d.person.ID, d.lang, d.bot.name)
	d.commit.Traces = append(d.commit.Traces, store.Trace{By: d.person.ID, Did: store.Exported, Of: "invitations", Note: "xlsx"})
	d.send(store.Message{Text: wordsInvitations().In(d.lang), Paper: &paper})
}

func wordsInvitations() election.Phrase {
	return say("🔗 邀请表（Excel）：没有登记的每人一个链接和二维码，只能用一次，7 天内有效；以前发给他们的链接不再能用。剪开交给本人，整张表不要转发。",
		"🔗 Invitations as a workbook: a link and a QR code for each who is not registered. They work once, for 7 days; links sent to them before end. Cut it up and hand each to that person; never pass on the whole.")
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
	m := plain(said.In(d.lang))
	m.Buttons = [][]store.Button{{{Label: wordsUninvite().In(d.lang), Data: uninviteMark + string(p)}}}
	d.send(m)
	return nil
}

// uninviteTap takes the button that ends a person's link.
func (d *desk) uninviteTap(ctx context.Context, data string) error {
	p := election.PersonID(strings.TrimPrefix(data, uninviteMark))
	ended, err := d.store.Uninvite(ctx, p, d.bot.now())
	if err != nil {
		return err
	}
	d.answer(wordsUninvited(ended))
	return nil
}

func wordsUninvite() election.Phrase { return say("🚫 收回链接", "🚫 Withdraw the link") }

func wordsUninvited(n int) election.Phrase {
	if n == 0 {
		return say("这个链接已经不能用了。", "This link can no longer be used.")
	}
	return say("链接已收回，谁也不能再用。", "The link is withdrawn; nobody can use it.")
}

// wordsClaimed answers an account that opened the link of somebody who has another
// one in use.
func wordsClaimed(p election.PersonID, account string) election.Phrase {
	return say("%s 已在另一个账号登记，那个账号在用。已请选举办向本人核实；选举办同意后，这里（账号尾号 %s）会收到消息。请不要再转发链接。",
		"%s is registered with another account, which is in use. The office is asked to make sure that it is you; once it agrees you will hear of it here (account ending in %s). Please do not forward the link.").With(p, account)
}

// wordsOtherAccount tells the account in use.
func wordsOtherAccount(p election.PersonID, account string) election.Phrase {
	return say("⚠️ %s 的登记链接在另一个账号（尾号 %s）打开了。选举办同意以前，这里照常可用。不是您本人换手机，请马上告诉选举办。",
		"⚠️ The link of %s was opened with another account (ending in %s). Until the office agrees, this one goes on. If it was not you, please tell the office at once.").With(p, account)
}

// wordsTakeover asks the office.
func wordsTakeover(p election.PersonID, account, before string) election.Phrase {
	return say("⚠️ %s 的登记链接在另一个账号（尾号 %s）打开，本人现在用的账号是尾号 %s。请打电话向本人核实，是本人换手机再同意；同意后原来的账号停用。",
		"⚠️ The link of %s was opened with another account (ending in %s); the one in use ends in %s. Please telephone them, and agree only if it was they; then the former account is shut out.").With(p, account, before)
}

func wordsAgree(account string) election.Phrase {
	return say("✅ 同意换到尾号 %s", "✅ Agree to …%s").With(account)
}

func wordsDisagree() election.Phrase {
	return say("🚫 不同意，收回链接", "🚫 No, withdraw the link")
}

func wordsAgreed() election.Phrase { return say("已换账号。", "The account is changed.") }

func wordsDisagreed() election.Phrase {
	return say("没有换账号，链接已收回。", "Nothing is changed; the link is withdrawn.")
}

func wordsTakeoverRefused(p election.PersonID) election.Phrase {
	return say("选举办没有同意把 %s 换到这个账号，链接已收回。", "The office has not agreed to register %s with this account; the link is withdrawn.").With(p)
}

func wordsClaimOver() election.Phrase {
	return say("这件事已经处理过，或链接已过期。", "This has been settled, or the link has expired.")
}

// wordsBoundAlready warns of a link for somebody who has a telephone registered.
func wordsBoundAlready(p election.PersonID, account string) election.Phrase {
	return say("⚠️ %s 已登记（账号尾号 %s）。新链接在另一个账号打开时，先问您同不同意，同意后原来的账号停用；不是本人要换手机，请不要转发。",
		"⚠️ %s is registered already (account ending in %s). If another account opens the new link, you are asked first; once you agree, the former one is shut out. Unless they want to change telephones, do not forward it.").With(p, account)
}

// wordsMoved tells the office that somebody has another account now.
func wordsMoved(p election.PersonID, account string) election.Phrase {
	return say("%s 已换到账号尾号 %s，原来的账号停用。", "%s is registered with the account ending in %s now; the former one is shut out.").With(p, account)
}

// wordsMovedAway tells somebody's earlier telephone.
func wordsMovedAway(p election.PersonID, account string) election.Phrase {
	return say("⚠️ %s 已在另一个账号（尾号 %s）登记，这里不能再上报和查看。不是您本人换的手机，请马上告诉选举办。",
		"⚠️ %s is registered with another account now (ending in %s); this one can report and see nothing any more. If it was not you, please tell the election office at once.").With(p, account)
}

// unreachable names the people and groups among some chats.
func (d *desk) unreachable(ctx context.Context, chats map[string]string) (names []string, err error) {
	people := d.store.Town().People()
	users, err := d.store.Bound(ctx, people...)
	if err != nil {
		return nil, err
	}
	for i, p := range people {
		if _, lost := chats[strconv.FormatInt(users[i], 10)]; lost && users[i] != 0 {
			names = append(names, string(p))
		}
	}
	groups, err := d.store.Groups(ctx)
	if err != nil {
		return nil, err
	}
	for _, g := range groups {
		if _, lost := chats[strconv.FormatInt(g.Chat, 10)]; lost {
			names = append(names, g.Title)
		}
	}
	return names, nil
}
