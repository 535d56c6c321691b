package bot

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"time"

	tg "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"huanjie/internal/store"
)

// Telegram's limits, with a guard of 25 ms against the jitter of the way.
const (
	guard        = 25 * time.Millisecond
	betweenSends = time.Second/30 + 2*time.Millisecond // 30 a second in all, spread out
	betweenChat  = time.Second + guard                 // 1 a second to one chat
	betweenGroup = 3*time.Second + guard               // 20 a minute to one group
	lease        = 20 * time.Second                    // a taken chat is this sender's for so long
	sendTime     = 12 * time.Second                    // for one request; less than the lease
	sendsAside   = 48                                  // requests under way at once
	lookAgain    = 200 * time.Millisecond              // for what other replicas queued
)

// Send sends what the outboxes hold, until ctx ends; what is under way then is
// finished. It is the only part of the bot that talks to chats.
func (b *Bot) Send(ctx context.Context) error {
	s := &sender{bot: b, room: make(chan struct{}, sendsAside)}
	tick := time.NewTicker(lookAgain)
	defer tick.Stop()
	for ctx.Err() == nil {
		for _, st := range slices.Concat(b.towns, []*store.Store{b.lobby}) {
			s.look(ctx, st)
		}
		select {
		case <-ctx.Done():
		case <-tick.C:
		case <-b.wake:
		}
	}
	s.under.Wait()
	return nil
}

type sender struct {
	bot   *Bot
	room  chan struct{}
	under sync.WaitGroup
	mu    sync.Mutex
	next  time.Time // when the next request may start
}

// look takes what one town has to send and starts sending it.
func (s *sender) look(ctx context.Context, st *store.Store) {
	answers, err := st.TakeAnswers(ctx, batchMost)
	if err != nil && ctx.Err() == nil {
		s.bot.log.Error("take answers", "town", st.Town().ID, "error", err)
	}
	for _, a := range answers {
		s.start(func() { s.answer(ctx, a) })
	}
	chats, err := st.Take(ctx, time.Now(), lease, sendsAside)
	if err != nil {
		if ctx.Err() == nil {
			s.bot.log.Error("take messages", "town", st.Town().ID, "error", err)
		}
		return
	}
	for _, w := range chats {
		s.start(func() { s.deliver(context.WithoutCancel(ctx), st, w) })
	}
}

func (s *sender) start(f func()) {
	s.room <- struct{}{}
	s.under.Go(func() {
		defer func() { <-s.room }()
		f()
	})
}

// turn waits until one more request may start.
func (s *sender) turn() {
	s.mu.Lock()
	now := time.Now()
	at := s.next
	if at.Before(now) {
		at = now
	}
	s.next = at.Add(betweenSends)
	s.mu.Unlock()
	pause(context.Background(), time.Until(at))
}

// answer answers a tap. It counts for no limit and is worth one try.
func (s *sender) answer(ctx context.Context, a store.Answer) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), sendTime)
	defer cancel()
	if _, err := s.bot.api.AnswerCallbackQuery(ctx, &tg.AnswerCallbackQueryParams{CallbackQueryID: a.Query, Text: a.Text}); err != nil {
		s.bot.log.Debug("answer tap", "query", a.Query, "error", s.bot.clean(err))
	}
}

// deliver sends the next message of a chat and settles what is done.
func (s *sender) deliver(ctx context.Context, st *store.Store, w store.Waiting) {
	skip, m, ok := next(w.Messages)
	if !ok {
		s.settle(ctx, st, w.Chat, 0, 0)
		return
	}
	s.turn()
	sending, cancel := context.WithTimeout(ctx, sendTime)
	err := s.post(sending, st, m)
	cancel()
	done, wait := s.judge(ctx, st, w, m, skip, err)
	s.settle(ctx, st, w.Chat, done, wait)
}

// next finds the first message that is not overtaken by a later one under the
// same key, and how many are done with it.
func next(waiting []store.Message) (done int, m store.Message, ok bool) {
	for i, m := range waiting {
		overtaken := false
		for j := i + 1; j < len(waiting) && m.Key != ""; j++ {
			if waiting[j].Key == m.Key {
				overtaken = true
				waiting[j].Move = waiting[j].Move || m.Move
				waiting[j].Pin = waiting[j].Pin || m.Pin
			}
		}
		if !overtaken {
			return i + 1, m, true
		}
	}
	return 0, store.Message{}, false
}

// judge decides what a reply of Telegram means: how many messages are dealt
// with, and how long the chat has to wait.
func (s *sender) judge(ctx context.Context, st *store.Store, w store.Waiting, m store.Message, skip int, err error) (done int, wait time.Duration) {
	between := betweenChat
	if w.Chat < 0 {
		between = betweenGroup
	}
	var many *tg.TooManyRequestsError
	var moved *tg.MigrateError
	switch {
	case err == nil:
		return skip, between
	case errors.As(err, &many):
		return 0, time.Duration(many.RetryAfter)*time.Second + guard
	case errors.As(err, &moved):
		if err := st.Migrate(ctx, w.Chat, int64(moved.MigrateToChatID)); err != nil {
			s.bot.log.Error("move group", "chat", w.Chat, "error", err)
			return 0, retryLate
		}
		return 0, between // the list has moved with the group
	case errors.Is(err, tg.ErrorForbidden), unreachable(err):
		s.bot.log.Warn("chat refuses messages", "chat", w.Chat, "dropped", len(w.Messages), "error", s.bot.clean(err))
		if err := st.Unreachable(ctx, w.Chat, s.bot.clean(err).Error()); err != nil {
			s.bot.log.Error("mark chat", "chat", w.Chat, "error", err)
		}
		return len(w.Messages), between
	case errors.Is(err, tg.ErrorBadRequest):
		s.bot.log.Error("message refused", "chat", w.Chat, "message", m.ID, "error", s.bot.clean(err))
		return skip, between
	}
	s.bot.log.Warn("send again", "chat", w.Chat, "message", m.ID, "error", s.bot.clean(err))
	return 0, retryLate
}

func (s *sender) settle(ctx context.Context, st *store.Store, chat int64, done int, wait time.Duration) {
	now := time.Now()
	if err := st.SettleChat(ctx, chat, done, now.Add(wait), now); err != nil {
		s.bot.log.Error("settle chat", "chat", chat, "error", err)
	}
	if wait > 0 {
		time.AfterFunc(wait, s.bot.Wake)
	}
}

func unreachable(err error) bool { return told(err, "chat not found", "user is deactivated") }

// told reports whether Telegram's words have one of some phrases in them.
func told(err error, phrases ...string) bool {
	for _, p := range phrases {
		if err != nil && strings.Contains(strings.ToLower(err.Error()), p) {
			return true
		}
	}
	return false
}

// post sends one message, or edits the one that was sent under its key.
func (s *sender) post(ctx context.Context, st *store.Store, m store.Message) error {
	if m.Key == "" {
		_, err := s.fresh(ctx, m)
		return err
	}
	before, err := st.SentAs(ctx, m.Chat, m.Key)
	if err != nil {
		return err
	}
	if before != 0 && !m.Move {
		err := s.edit(ctx, before, m)
		if err == nil && m.Last {
			return st.Forget(ctx, m.Chat, m.Key)
		}
		if err == nil || !told(err, "message to edit not found", "message can't be edited") {
			return err
		}
	}
	id, err := s.fresh(ctx, m)
	if err != nil {
		return err
	}
	return s.placed(ctx, st, m, before, id)
}

// placed remembers a message that was sent, pins it, and takes away the one it
// replaces.
func (s *sender) placed(ctx context.Context, st *store.Store, m store.Message, before, id int) error {
	if m.Last {
		if err := st.Forget(ctx, m.Chat, m.Key); err != nil {
			return err
		}
	} else if err := st.Sent(ctx, m.Chat, m.Key, id); err != nil {
		return err
	}
	if before != 0 {
		if _, err := s.bot.api.DeleteMessage(ctx, &tg.DeleteMessageParams{ChatID: m.Chat, MessageID: before}); err != nil {
			s.bot.log.Debug("delete message", "chat", m.Chat, "error", s.bot.clean(err))
		}
	}
	if m.Pin {
		if _, err := s.bot.api.PinChatMessage(ctx, &tg.PinChatMessageParams{ChatID: m.Chat, MessageID: id, DisableNotification: true}); err != nil {
			s.bot.log.Warn("pin message", "chat", m.Chat, "error", s.bot.clean(err))
		}
	}
	return nil
}

// fresh sends a message anew. Text that Telegram cannot parse goes out plain.
func (s *sender) fresh(ctx context.Context, m store.Message) (id int, err error) {
	var sent *models.Message
	switch keys := keyboard(m); {
	case m.Photo != "":
		sent, err = s.bot.api.SendPhoto(ctx, &tg.SendPhotoParams{ChatID: m.Chat, Photo: &models.InputFileString{Data: m.Photo},
			Caption: m.Text, ParseMode: models.ParseModeHTML, DisableNotification: m.Quiet, ReplyMarkup: keys})
	case m.File != "":
		sent, err = s.bot.api.SendDocument(ctx, &tg.SendDocumentParams{ChatID: m.Chat, Document: &models.InputFileString{Data: m.File},
			Caption: m.Text, ParseMode: models.ParseModeHTML, DisableNotification: m.Quiet, ReplyMarkup: keys})
	default:
		p := &tg.SendMessageParams{ChatID: m.Chat, Text: m.Text, ParseMode: models.ParseModeHTML, DisableNotification: m.Quiet,
			LinkPreviewOptions: noPreview(), ReplyMarkup: keys}
		if sent, err = s.bot.api.SendMessage(ctx, p); told(err, "can't parse entities") {
			p.ParseMode = ""
			sent, err = s.bot.api.SendMessage(ctx, p)
		}
	}
	if err != nil {
		return 0, err
	}
	return sent.ID, nil
}

func (s *sender) edit(ctx context.Context, id int, m store.Message) error {
	_, err := s.bot.api.EditMessageText(ctx, &tg.EditMessageTextParams{ChatID: m.Chat, MessageID: id, Text: m.Text,
		ParseMode: models.ParseModeHTML, LinkPreviewOptions: noPreview(), ReplyMarkup: keyboard(m)})
	if told(err, "message is not modified") {
		return nil
	}
	return err
}

func noPreview() *models.LinkPreviewOptions {
	off := true
	return &models.LinkPreviewOptions{IsDisabled: &off}
}

// keyboard is a message's inline keyboard; nil if it has none.
func keyboard(m store.Message) models.ReplyMarkup {
	if len(m.Buttons) == 0 {
		return nil
	}
	keys := make([][]models.InlineKeyboardButton, len(m.Buttons))
	for i, row := range m.Buttons {
		for _, b := range row {
			keys[i] = append(keys[i], models.InlineKeyboardButton{Text: b.Label, CallbackData: b.Data, URL: b.URL})
		}
	}
	return &models.InlineKeyboardMarkup{InlineKeyboard: keys}
}
