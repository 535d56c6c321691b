package bot

import (
	"context"
	"fmt"
	"html"
	"slices"
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
		switch {
		case !w.in:
			c.Unbind = t.chat
		case !w.was: // else its rights have changed
			b.greet(&c, s, t)
		}
	case tapped:
		if err := b.bindTap(ctx, &c, s, t, w); err != nil {
			return err
		}
	case said:
		if b.meant(w) {
			b.point(&c, s, t)
		}
	}
	return s.Commit(ctx, c)
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

// point shows the way to the private chat, at most once in every minute of the
// clock however often it is asked for.
func (b *Bot) point(c *store.Commit, s *store.Store, t turn) {
	l := s.Town().Language
	c.Once = fmt.Sprintf("pointer:%d:%d", t.chat, b.now().Unix()/60)
	m := plain(wordsGroup().In(l))
	m.Buttons = [][]store.Button{{{Label: wordsPrivately().In(l), URL: "https://t.me/" + b.name}}}
	m.Quiet = true
	addTo(c, t, m)
}

// officeOf finds the town whose office a user works in.
func (b *Bot) officeOf(user int64) (*store.Store, bool) {
	if s := b.office[user]; s != nil {
		return s, true
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

// bindTap binds a group when somebody of the office confirms it there. What was
// announced last is posted there too.
func (b *Bot) bindTap(ctx context.Context, c *store.Commit, s *store.Store, t turn, w tapped) error {
	l := s.Town().Language
	office, known := b.officeOf(t.user)
	switch {
	case w.data != bindGroup:
		c.Answers = []store.Answer{{Query: w.query, Text: wordsDeadButton().In(l)}}
		return nil
	case !known || office != s:
		c.Answers = []store.Answer{{Query: w.query, Text: wordsOnlyOffice().In(l)}}
		return nil
	}
	groups, err := s.Groups(ctx)
	if err != nil {
		return err
	}
	if slices.ContainsFunc(groups, func(g store.Group) bool { return g.Chat == t.chat }) {
		c.Answers = []store.Answer{{Query: w.query, Text: wordsGroupWasBound().In(l)}}
		return nil
	}
	return b.bindHere(ctx, c, s, t, w)
}

func (b *Bot) bindHere(ctx context.Context, c *store.Commit, s *store.Store, t turn, w tapped) error {
	if err := s.Settle(ctx, t.chat); err != nil {
		return err
	}
	if err := s.Sent(ctx, t.chat, bindGroup, w.message); err != nil { // it may have been asked by the lobby
		return err
	}
	posted, err := s.Posted(ctx, 1)
	if err != nil {
		return err
	}
	bound := wordsGroupBound(s.Town()).In(s.Town().Language)
	c.Answers = []store.Answer{{Query: w.query, Text: bound}}
	c.Group = &store.Group{Chat: t.chat, Title: t.title, By: election.OfficePerson(t.user), Since: b.now()}
	m := plain("✅ " + bound)
	m.Key, m.Last = bindGroup, true
	addTo(c, t, m)
	for _, a := range posted {
		addTo(c, t, posting(a))
	}
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
	for _, g := range groups {
		m := posting(a)
		m.ID, m.Chat = fmt.Sprintf("%s@%d", a.ID, g.Chat), g.Chat
		d.commit.Messages = append(d.commit.Messages, m)
	}
	return nil
}

// posting is an announcement as a group sees it. It is pinned when it is posted
// and edited where it stands later; posted anew, where it had been deleted, it
// is pinned again.
func posting(a election.Announcement) store.Message {
	id := a.ID
	if a.Edits != "" {
		id = a.Edits
	}
	return store.Message{Key: "announcement:" + string(id), Text: "📢 " + html.EscapeString(a.Text), Pin: true}
}
