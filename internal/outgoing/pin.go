package outgoing

import (
	"context"
	"errors"
	"fmt"
	"html"

	tg "github.com/go-telegram/bot"

	"huanjie/internal/election"
	"huanjie/internal/store"
)

// hang does to a message that was edited what belongs to it: one that is to be
// unpinned is, and one that a sender may have been killed over before it was
// pinned is pinned. An error says that it is to be tried again, with the edit.
func (s *shift) hang(ctx context.Context, p *parcel, m store.Message, id int) error {
	ctx, cancel := context.WithTimeout(ctx, sendTime)
	defer cancel()
	switch {
	case m.Unpin:
		return s.unpin(ctx, p.store, m, id)
	case m.Pin && p.Tried > 0:
		s.pin(ctx, p.store, m, id)
	}
	return nil
}

// pin pins a message silently. The message itself is delivered: what fails here
// must not send it again.
func (s *shift) pin(ctx context.Context, st *store.Store, m store.Message, id int) {
	_, err := s.API.PinChatMessage(ctx, &tg.PinChatMessageParams{ChatID: m.Chat, MessageID: id, DisableNotification: true})
	if err == nil {
		return
	}
	s.Log.Warn("pin message", "chat", m.Chat, "error", s.clean(err))
	if mayNotPin(err) {
		s.tellOffice(ctx, st, m.Chat, fmt.Sprintf("pin:%d", m.Chat), wordsNoPin)
	}
}

// unpin takes the pin off a message. One that is not pinned, or not there any
// more, is as it is to be.
func (s *shift) unpin(ctx context.Context, st *store.Store, m store.Message, id int) error {
	_, err := s.API.UnpinChatMessage(ctx, &tg.UnpinChatMessageParams{ChatID: m.Chat, MessageID: id})
	switch {
	case mayNotPin(err):
		s.Log.Warn("unpin message", "chat", m.Chat, "error", s.clean(err))
		s.tellOffice(ctx, st, m.Chat, fmt.Sprintf("unpin:%d:%d", m.Chat, id), wordsNoUnpin)
		return nil
	case errors.Is(err, tg.ErrorBadRequest):
		s.Log.Debug("unpin message", "chat", m.Chat, "error", s.clean(err))
		return nil
	}
	return err
}

// mayNotPin reports that the group lets the bot write but not pin.
func mayNotPin(err error) bool {
	return errors.Is(err, tg.ErrorBadRequest) && told(err, "not enough rights", "chat_admin_required", "administrator rights")
}

// tellOffice says something about a group to the office, once.
func (s *shift) tellOffice(ctx context.Context, st *store.Store, chat int64, once string, words func(group string) election.Phrase) {
	g, _, err := st.Group(ctx, chat)
	if err != nil {
		s.complain(ctx, "read groups", err)
		return
	}
	languages, err := st.Languages(ctx, st.Town().Office...)
	if err != nil {
		s.complain(ctx, "read languages", err)
		return
	}
	c := store.Commit{Once: once}
	for i, user := range st.Town().Office {
		c.Messages = append(c.Messages, store.Message{ID: once, Chat: user, Class: store.ClassDigest, Quiet: true,
			Text: html.EscapeString(words(g.Title).In(languages[i]))})
	}
	if err := st.Commit(ctx, c); err != nil && !errors.Is(err, store.ErrSeen) {
		s.complain(ctx, "tell the office", err)
	}
}
