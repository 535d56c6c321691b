package bot

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"huanjie/internal/announce"
	"huanjie/internal/election"
	"huanjie/internal/speech"
	"huanjie/internal/store"
)

// The buttons by which the office binds a group, or lets it go.
const (
	bindGroup   = "g:bind" // of earlier releases; also the key of the message
	bindPublic  = "g:public"
	bindWorking = "g:working"
	unbindGroup = "g:off"
)

// bindWords ask for the buttons anew: in the topic in which announcements shall
// come, or to mark the group as another kind.
func bindWords() []string { return []string{"/bind", "绑定", "bind"} }

// inGroup takes what happens in a group. A group never sees a private answer:
// questions that anybody may ask are answered there, all else is sent to the
// private chat.
func (b *Bot) inGroup(ctx context.Context, s *store.Store, t turn) error {
	if m, ok := t.what.(migrated); ok {
		if err := s.Migrate(ctx, t.chat, m.to); err != nil {
			return err
		}
		return s.Commit(ctx, store.Commit{Update: t.update})
	}
	office, known := b.officeOf(t.user)
	if s == b.lobby && known {
		s = office
	}
	c := store.Commit{Update: t.update}
	_, isDown := b.down[s.Town().ID]
	if _, moved := t.what.(membership); isDown && !moved {
		return b.commit(ctx, s, t, c)
	}
	if err := b.groupTurn(ctx, &c, s, t); err != nil {
		return err
	}
	c.Said = b.recordOf(t, "in a group")
	err := b.commit(ctx, s, t, c)
	if errors.Is(err, store.ErrSeen) && c.Once != "" { // the way was shown in this minute, or it is this very update again
		c.Once, c.Messages = "", nil
		err = b.commit(ctx, s, t, c)
	}
	return err
}

// groupTurn does what a turn in a group asks for.
func (b *Bot) groupTurn(ctx context.Context, c *store.Commit, s *store.Store, t turn) error {
	switch w := t.what.(type) {
	case membership:
		switch {
		case !w.in:
			c.Unbind = t.chat
			return b.lostGroup(ctx, c, s, t, false)
		case w.was && w.mute:
			return b.lostGroup(ctx, c, s, t, true)
		case !w.was: // else its rights have changed
			b.greet(c, s, t)
		}
	case tapped:
		return b.bindTap(ctx, c, s, t, w)
	case said:
		if b.meant(w) {
			return b.heard(ctx, c, s, t, w)
		}
	}
	return nil
}

// meant reports whether a message in a group is for the bot: a command that is
// not another bot's, a mention, or a reply.
func (b *Bot) meant(w said) bool {
	name := strings.ToLower(b.name)
	word, _, _ := strings.Cut(strings.ToLower(strings.TrimSpace(w.text)), " ")
	if strings.HasPrefix(word, "/") {
		_, to, addressed := strings.Cut(word, "@")
		return !addressed || to == name
	}
	return strings.Contains(strings.ToLower(w.text), "@"+name) || w.to != "" && strings.EqualFold(w.to, b.name)
}

// heard answers what was said to the bot in a group.
func (b *Bot) heard(ctx context.Context, c *store.Commit, s *store.Store, t turn, w said) error {
	text := b.unaddressed(w.text)
	if slices.Contains(bindWords(), text) {
		b.greet(c, s, t)
		return nil
	}
	g, bound, err := s.Group(ctx, t.chat)
	if err != nil {
		return err
	}
	if speech.TellsEmergency(text) {
		b.passEmergencyOn(c, s, t, g, bound)
		return nil
	}
	q, ok := speech.VoterAsks(text)
	if !ok && b.onlyUnit(s.Town(), text) {
		q, ok = speech.VoterWhere, true
	}
	if bound && ok {
		return b.answerIn(ctx, c, s, t, q, text)
	}
	b.point(c, s, t, g, bound)
	return nil
}

// unaddressed is what was said without the bot's name in it, in small letters.
func (b *Bot) unaddressed(text string) string {
	return strings.TrimSpace(strings.ReplaceAll(strings.ToLower(text), "@"+strings.ToLower(b.name), " "))
}

// point says what can be asked here, at most once in every minute of the clock
// however often it is asked for. To the private chat it shows the way only where
// people are who can do something there: not in a public group.
func (b *Bot) point(c *store.Commit, s *store.Store, t turn, g store.Group, bound bool) {
	l := s.Town().Language
	c.Once = fmt.Sprintf("pointer:%d:%d", t.chat, b.now().Unix()/60)
	m := plain(wordsGroup(b.name, exampleIn(s.Town())).In(l))
	switch {
	case !bound:
		m = plain(wordsGroupNotBound().In(l))
	case audienceOf(g) == election.WorkingAudience:
		m = plain(wordsWorkingGroup().In(l))
	}
	if !bound || audienceOf(g) == election.WorkingAudience {
		m.Buttons = [][]store.Button{{{Label: wordsPrivately().In(l), URL: "https://t.me/" + b.name}}}
	}
	m.Quiet = true
	addTo(c, t, m)
}

// passEmergencyOn says of an emergency that was told in a group where it has to be told:
// nothing that is said in a group is reported. At most once in every minute of the clock.
func (b *Bot) passEmergencyOn(c *store.Commit, s *store.Store, t turn, g store.Group, bound bool) {
	l := s.Town().Language
	c.Once = fmt.Sprintf("emergency:%d:%d", t.chat, b.now().Unix()/60)
	m := plain(wordsEmergencyInGroup(s.Town().Phone).In(l))
	if !bound || audienceOf(g) == election.WorkingAudience {
		m.Buttons = [][]store.Button{{{Label: wordsPrivately().In(l), URL: "https://t.me/" + b.name}}}
	}
	addTo(c, t, m)
}

// exampleIn is a unit's name for an example; "" in a town that has none.
func exampleIn(t *election.Town) string {
	if len(t.Units) == 0 {
		return ""
	}
	return t.Units[0].Name
}

// officeOf finds the town whose office a user works in.
func (b *Bot) officeOf(user int64) (*store.Store, bool) {
	if all := b.all.Offices(user); len(all) > 0 {
		return all[0], true
	}
	return b.lobby, false
}

// greet asks the office what kind of group this is.
func (b *Bot) greet(c *store.Commit, s *store.Store, t turn) {
	l := s.Town().Language
	m := plain(wordsGreetGroup().In(l))
	m.Key, m.Move = bindGroup, true
	m.Buttons = [][]store.Button{
		{{Label: wordsBindPublic().In(l), Data: bindPublic}},
		{{Label: wordsBindWorking().In(l), Data: bindWorking}},
		{{Label: wordsUnbind().In(l), Data: unbindGroup}}}
	addTo(c, t, m)
}

// boundAs reads what a button binds the group as.
func boundAs(data string) (a election.Audience, ok bool) {
	switch data {
	case bindPublic, bindGroup:
		return election.PublicAudience, true
	case bindWorking:
		return election.WorkingAudience, true
	}
	return "", data == unbindGroup
}

// bindTap binds a group, in the topic of the button, when somebody of the office
// confirms it there. What was announced last is posted there too.
func (b *Bot) bindTap(ctx context.Context, c *store.Commit, s *store.Store, t turn, w tapped) error {
	l := s.Town().Language
	office, known := b.officeOf(t.user)
	as, ok := boundAs(w.data)
	switch {
	case !ok:
		c.Answers = []store.Answer{{Query: w.query, Text: wordsDeadButton().In(l)}}
		return nil
	case !known || office != s:
		c.Answers = []store.Answer{{Query: w.query, Text: wordsOnlyOffice().In(l)}}
		return nil
	}
	before, bound, err := s.Group(ctx, t.chat)
	switch {
	case err != nil:
		return err
	case w.data == unbindGroup:
		return b.unbindHere(ctx, c, s, t, w)
	case bound && before.Topic == t.topic && (before.Audience == as || before.Audience == "" && as == election.PublicAudience):
		c.Answers = []store.Answer{{Query: w.query, Text: wordsGroupWasBound().In(l)}}
		return nil
	}
	return b.bindHere(ctx, c, s, t, w, store.Group{Chat: t.chat, Title: t.title, By: election.OfficePerson(t.user), Since: b.now(), Audience: as, Topic: t.topic})
}

func (b *Bot) bindHere(ctx context.Context, c *store.Commit, s *store.Store, t turn, w tapped, g store.Group) error {
	if err := s.Settle(ctx, t.chat); err != nil {
		return err
	}
	if err := s.Sent(ctx, t.chat, bindGroup, w.message); err != nil { // it may have been asked by the lobby
		return err
	}
	posted, err := s.Posted(ctx, lookedAt)
	if err != nil {
		return err
	}
	bound := wordsGroupBound(s.Town(), g).In(s.Town().Language)
	c.Answers = []store.Answer{{Query: w.query, Text: bound}}
	c.Group = &g
	b.closeGreeting(c, t, "✅ "+bound)
	if i := slices.IndexFunc(posted, func(a election.Announcement) bool { return a.Reaches(g.Audience) }); i >= 0 {
		addTo(c, t, announce.ToGroup(posted[i], s.Town(), g))
	}
	return nil
}

// lookedAt is among how many announcements a new group's first one is looked for.
const lookedAt = 20

func (b *Bot) unbindHere(ctx context.Context, c *store.Commit, s *store.Store, t turn, w tapped) error {
	if err := s.Sent(ctx, t.chat, bindGroup, w.message); err != nil {
		return err
	}
	said := wordsGroupUnbound().In(s.Town().Language)
	c.Answers = []store.Answer{{Query: w.query, Text: said}}
	c.Unbind = t.chat
	b.closeGreeting(c, t, said)
	return nil
}

// closeGreeting puts what was decided in the place of the buttons.
func (b *Bot) closeGreeting(c *store.Commit, t turn, text string) {
	m := plain(text)
	m.Key, m.Last = bindGroup, true
	addTo(c, t, m)
}

// addTo queues a message to the chat, and topic, of the turn.
func addTo(c *store.Commit, t turn, m store.Message) {
	m.Chat, m.Topic = t.chat, t.topic
	m.ID = fmt.Sprintf("%d.%d", t.update, len(c.Messages))
	c.Messages = append(c.Messages, m)
}
