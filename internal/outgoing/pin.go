package outgoing

import (
	"context"
	"errors"
	"fmt"

	tg "github.com/go-telegram/bot"

	"huanjie/internal/store"
)

// hang pins or unpins a message after an edit. It pins only if an earlier try
// may have died before pinning. On an error, the edit and the pin are to be
// tried again.
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

// pin pins a message silently. A failure is only logged: the message is
// already delivered and must not be sent again.
func (s *shift) pin(ctx context.Context, st *store.Store, m store.Message, id int) {
	_, err := s.API.PinChatMessage(ctx, &tg.PinChatMessageParams{ChatID: m.Chat, MessageID: id, DisableNotification: true})
	if err == nil {
		return
	}
	s.Log.Warn("pin message", "chat", m.Chat, "error", s.clean(err))
	if mayNotPin(err) {
		s.tellOffice(ctx, st, m.Chat, notice{once: fmt.Sprintf("pin:%d", m.Chat), words: wordsNoPin})
	}
}

// unpin unpins a message. It succeeds if the message is not pinned or no
// longer exists.
func (s *shift) unpin(ctx context.Context, st *store.Store, m store.Message, id int) error {
	_, err := s.API.UnpinChatMessage(ctx, &tg.UnpinChatMessageParams{ChatID: m.Chat, MessageID: id})
	switch {
	case mayNotPin(err):
		s.Log.Warn("unpin message", "chat", m.Chat, "error", s.clean(err))
		s.tellOffice(ctx, st, m.Chat, notice{once: fmt.Sprintf("unpin:%d:%d", m.Chat, id), words: wordsNoUnpin})
		return nil
	case errors.Is(err, tg.ErrorBadRequest):
		s.Log.Debug("unpin message", "chat", m.Chat, "error", s.clean(err))
		return nil
	}
	return err
}

// mayNotPin reports whether the group lets the bot write but not pin.
func mayNotPin(err error) bool {
	return errors.Is(err, tg.ErrorBadRequest) && told(err, "not enough rights", "chat_admin_required", "administrator rights")
}
