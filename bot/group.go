package bot

import (
	"context"
	"fmt"
	"html"
	"strings"

	"huanjie/internal/election"
	"huanjie/internal/store"
)

const bindGroup = "g:bind"

// inGroup takes what happens in a group. A group never sees a private answer:
// commands are sent to the private chat.
func (b *Bot) inGroup(ctx context.Context, s *store.Store, t turn) error {
	if m, ok := t.what.(migrated); ok {
		return s.Migrate(ctx, t.chat, m.to)
	}
	office, known := b.officeOf(t.user)
	if s == b.lobby && known {
		s = office
	}
	c := store.Commit{Update: t.update}
	switch w := t.what.(type) {
	case membership:
		if w.in {
			b.greet(&c, s, t)
		} else {
			c.Unbind = t.chat
		}
	case tapped:
		if err := b.bindTap(ctx, &c, s, t, w); err != nil {
			return err
		}
	case said:
		if strings.HasPrefix(w.text, "/") {
			m := plain(wordsGroup().In(s.Town().Language))
			m.Buttons = [][]store.Button{{{Label: wordsPrivately().In(s.Town().Language), URL: "https://t.me/" + b.name}}}
			addTo(&c, t, m)
		}
	}
	return s.Commit(ctx, c)
}

// officeOf finds the town whose office a user works in.
func (b *Bot) officeOf(user int64) (*store.Store, bool) {
	for _, s := range b.towns {
		if !s.Town().Person(election.OfficePerson(user)).Unknown {
			return s, true
		}
	}
	return b.lobby, false
}

// greet asks the office to confirm a group the bot was added to.
func (b *Bot) greet(c *store.Commit, s *store.Store, t turn) {
	l := s.Town().Language
	m := plain(wordsGreetGroup().In(l))
	m.Key = bindGroup
	m.Buttons = [][]store.Button{{{Label: wordsBindGroup().In(l), Data: bindGroup}}}
	addTo(c, t, m)
}

// bindTap binds a group when somebody of the office confirms it there.
func (b *Bot) bindTap(ctx context.Context, c *store.Commit, s *store.Store, t turn, w tapped) error {
	office, known := b.officeOf(t.user)
	c.Answers = []store.Answer{{Query: w.query, Text: wordsOnlyOffice().In(s.Town().Language)}}
	if w.data != bindGroup || !known || office != s {
		return nil
	}
	if err := s.Settle(ctx, t.chat); err != nil {
		return err
	}
	l := s.Town().Language
	c.Answers[0].Text = wordsGroupBound(s.Town()).In(l)
	c.Group = &store.Group{Chat: t.chat, Title: t.title, By: election.OfficePerson(t.user), Since: b.now()}
	m := plain("✅ " + wordsGroupBound(s.Town()).In(l))
	m.Key, m.Last = bindGroup, true
	addTo(c, t, m)
	return nil
}

// addTo queues a message to the chat of the turn.
func addTo(c *store.Commit, t turn, m store.Message) {
	m.Chat = t.chat
	m.ID = fmt.Sprintf("%d.%d", t.update, len(c.Messages))
	c.Messages = append(c.Messages, m)
}

// announce queues an announcement to every group: a new one is posted and
// pinned, a changed one is edited where it stands.
func (d *desk) announce(ctx context.Context, a election.Announcement) error {
	groups, err := d.store.Groups(ctx)
	if err != nil {
		return err
	}
	id := a.ID
	if a.Edits != "" {
		id = a.Edits
	}
	for _, g := range groups {
		d.commit.Messages = append(d.commit.Messages, store.Message{
			ID: fmt.Sprintf("%s@%d", a.ID, g.Chat), Chat: g.Chat, Key: "announcement:" + string(id),
			Text: "📢 " + html.EscapeString(a.Text), Pin: a.Edits == ""})
	}
	return nil
}
