package outgoing

import (
	"context"
	"errors"
	"fmt"
	"html"
	"strings"
	"time"
	"unicode/utf16"

	tg "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"huanjie/internal/election"
	"huanjie/internal/store"
)

// The longest texts that Telegram takes, in UTF-16 units without markup.
const (
	longestText    = 4096
	longestCaption = 1024
)

// How a try to send ended if it failed without a clear answer.
var (
	errMaybe     = errors.New("perhaps sent, to be sent once more")
	errPerhaps   = errors.New("perhaps sent, and not to be sent again")
	errAway      = errors.New("perhaps sent, and Telegram is away")
	errElsewhere = errors.New("another replica draws the pictures")
)

// post sends one message, or edits the one sent under its key. It returns the
// message's number. If err is nil, the message was delivered.
func (s *shift) post(ctx context.Context, p *parcel, m store.Message) (number int, err error) {
	if m, err = s.worded(ctx, p.store, m); err != nil {
		return 0, err
	}
	if m.Pictures != nil {
		if err := s.pictures(ctx, p, m); m.Text == "" || !s.undrawable(p, m, err) {
			return 0, err
		}
		s.Log.Warn("text sent without its picture", "chat", m.Chat, "message", m.ID)
	}
	before, err := s.before(ctx, p, m)
	if err != nil {
		return 0, err
	}
	inPlace := before != 0 && !m.Move
	if inPlace {
		if err := s.change(ctx, p, before, m); !gone(err) {
			return before, err
		}
	}
	if m.Only && (inPlace || before == 0) {
		return 0, nil
	}
	id, err := s.fresh(ctx, p, m)
	if err != nil {
		return 0, err
	}
	s.placed(ctx, p, m, before, id)
	return id, nil
}

// townMark is what a message of a town begins with, if its reader's chat is at home in
// another one: they have to do with both.
func (s *shift) townMark(ctx context.Context, st *store.Store, m store.Message) (string, error) {
	own := st.Town()
	if _, rehearses := own.ID.Rehearsed(); len(s.all.All()) < 2 || m.Chat < 0 || m.Text == "" || own.ID == store.LobbyID || rehearses {
		return "", nil
	}
	var home *store.Store
	err := s.insist(ctx, "find the town of a chat", func() (err error) {
		home, err = s.all.Home(ctx, s.Redis, m.Chat)
		return err
	})
	if err != nil || home == nil || home.Town().ID == own.ID {
		return "", err
	}
	return html.EscapeString(election.TownMark(own.Name)), nil
}

// worded is a message as it is sent: with the town's name before it where somebody
// has several, and the mark of a rehearsal.
func (s *shift) worded(ctx context.Context, st *store.Store, m store.Message) (store.Message, error) {
	mark, err := s.townMark(ctx, st, m)
	if err != nil {
		return m, err
	}
	if m.Pictures == nil || m.Text != "" {
		m.Text = mark + marked(st, m.Text)
	}
	if m.Contact != nil {
		c := *m.Contact
		c.Name = marked(st, c.Name)
		m.Contact = &c
	}
	return m, nil
}

// change edits the message that was sent under the key of m.
func (s *shift) change(ctx context.Context, p *parcel, before int, m store.Message) error {
	err := s.edit(ctx, p, before, m)
	if err == nil {
		err = s.hang(ctx, p, m, before)
	}
	if err == nil && m.Last {
		p.key, p.number = m.Key, 0
	}
	return err
}

// marked is a text of a town as it is sent: one of a rehearsal says so.
func marked(st *store.Store, text string) string {
	if _, is := st.Town().ID.Rehearsed(); is {
		return election.RehearsalMark + text
	}
	return text
}

// before returns the number of the message sent under the key of m; 0 if there
// is none.
func (s *shift) before(ctx context.Context, p *parcel, m store.Message) (id int, err error) {
	if m.Key == "" {
		return 0, nil
	}
	waited := false
	for ; ctx.Err() == nil && s.underway(p, m.Key); waited = true {
		Pause(ctx, underwayAgain)
	}
	if id, known := p.SentAs(m.Key); known && !waited {
		return id, nil
	}
	err = s.insist(ctx, "find message", func() (err error) {
		id, err = p.store.SentAs(ctx, m.Chat, m.Key)
		return err
	})
	return id, err
}

// underwayAgain is after what time it is looked again whether a message is still on its way.
const underwayAgain = 5 * time.Millisecond

// underway reports whether a message under a key is just being sent to the same chat from a less
// urgent lane: somebody may tap a card before its number is known here.
func (s *shift) underway(p *parcel, key string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	for l, other := range s.held {
		if l.town != p.lane.town || l.chat != p.lane.chat || l.class <= p.lane.class {
			continue
		}
		if _, m, ok := next(other.Messages[superseded(other.Waiting, s.queue.isLong()):]); ok && m.Key == key {
			return true
		}
	}
	return false
}

// placed remembers a sent message, pins it, and deletes the one it replaces.
// Failures are only logged: the message is delivered and must not be sent
// again. A message whose number the answer did not tell (id is 0) can be
// neither edited nor pinned later. If nothing else is to be done it is remembered
// when it is settled.
func (s *shift) placed(ctx context.Context, p *parcel, m store.Message, before, id int) {
	if p.key, p.number = m.Key, id; m.Last {
		p.number = 0
	}
	pins := m.Pin && !m.Unpin && id != 0
	if before == 0 && !pins {
		return
	}
	if m.Key != "" && p.number != 0 {
		s.insist(ctx, "remember message", func() error { return p.store.Sent(ctx, m.Chat, m.Key, id) })
		p.key = ""
	}
	ctx, cancel := context.WithTimeout(ctx, sendTime)
	defer cancel()
	if before != 0 {
		if _, err := s.API.DeleteMessage(ctx, &tg.DeleteMessageParams{ChatID: m.Chat, MessageID: before}); err != nil {
			s.Log.Debug("delete message", "chat", m.Chat, "error", s.clean(err))
			s.retire(ctx, p.store, m.Chat, before)
		}
	}
	if pins {
		s.pin(ctx, p.store, m, id)
	}
}

// retire leaves one line without buttons of a message that has been replaced.
// Telegram deletes nothing that is older than 48 hours, but edits it.
func (s *shift) retire(ctx context.Context, st *store.Store, chat int64, id int) {
	languages, err := st.Languages(ctx, chat)
	if err != nil {
		s.Log.Debug("retire message", "chat", chat, "error", err)
		return
	}
	text := marked(st, wordsReplaced().In(languages[0]))
	_, err = s.API.EditMessageText(ctx, &tg.EditMessageTextParams{ChatID: chat, MessageID: id, Text: text, LinkPreviewOptions: noPreview()})
	if err != nil && !gone(err) {
		s.Log.Debug("retire message", "chat", chat, "error", s.clean(err))
	}
}

// fresh sends a new message. If Telegram cannot parse it, it is sent as plain
// text: better without bold letters than not at all. If its topic is closed or
// gone, it goes to the group's general topic.
func (s *shift) fresh(ctx context.Context, p *parcel, m store.Message) (id int, err error) {
	err = s.once(ctx, p, m, func() (err error) {
		if id, err = s.send(ctx, p, m, models.ParseModeHTML); m.Topic != 0 && topicGone(err) {
			s.Log.Warn("topic is gone", "chat", m.Chat, "topic", m.Topic, "error", s.clean(err))
			topic, why := m.Topic, err
			m.Topic = 0
			if id, err = s.send(ctx, p, m, models.ParseModeHTML); err == nil {
				s.tellTopic(ctx, p.store, m.Chat, topic, why)
			}
		}
		if malformed(err) {
			s.Log.Error("message sent plain", "chat", m.Chat, "message", m.ID, "error", s.clean(err))
			id, err = s.send(ctx, p, plainly(m, err), "")
		}
		return err
	})
	return id, err
}

// once calls send, which leaves a second message if it is called twice. A
// message that may have arrived is sent once more when Telegram answers. One
// that somebody waits for, or that has a key, is sent up to four times more: a
// process that is killed has tried every message that it took, also those that
// never left, and two of a card do no harm.
func (s *shift) once(ctx context.Context, p *parcel, m store.Message, send func() error) error {
	most := resendsMost
	if p.Class <= store.ClassAlert || m.Key != "" {
		most = resendsWait
	}
	if p.Tried > most {
		return errPerhaps
	}
	if p.Tried > 0 && !s.alive(ctx) {
		return errAway
	}
	err := send()
	switch {
	case !unsure(err):
		return err
	case p.Tried < most:
		return fmt.Errorf("%w: %w", errMaybe, err)
	}
	return fmt.Errorf("%w: %w", errPerhaps, err)
}

func (s *shift) send(ctx context.Context, p *parcel, m store.Message, mode models.ParseMode) (id int, err error) {
	drawn, err := s.paper(ctx, p.store, m)
	if err != nil {
		return 0, err
	}
	if m.Text = drawn.text; drawn.plain {
		m.Buttons = nil
	}
	paper := drawn.file
	err = s.request(ctx, &p.permit, 1, sendTime+drawn.slow, func(ctx context.Context) error {
		var sent *models.Message
		var err error
		switch keys := keyboard(m); {
		case paper != nil:
			sent, err = s.API.SendDocument(ctx, &tg.SendDocumentParams{ChatID: m.Chat, AllowPaidBroadcast: s.Pace.Paid, MessageThreadID: m.Topic, Document: paper, Caption: m.Text, ParseMode: mode,
				DisableNotification: m.Quiet, ReplyMarkup: keys})
		case m.Location != "":
			sent, err = s.location(ctx, m)
		case m.Contact != nil:
			sent, err = s.API.SendContact(ctx, &tg.SendContactParams{ChatID: m.Chat, AllowPaidBroadcast: s.Pace.Paid, PhoneNumber: m.Contact.Phone, FirstName: m.Contact.Name,
				DisableNotification: m.Quiet})
		case m.Photo != "":
			sent, err = s.API.SendPhoto(ctx, &tg.SendPhotoParams{ChatID: m.Chat, AllowPaidBroadcast: s.Pace.Paid, MessageThreadID: m.Topic, Photo: &models.InputFileString{Data: m.Photo},
				Caption: m.Text, ParseMode: mode, DisableNotification: m.Quiet, ReplyMarkup: keys})
		case m.File != "":
			sent, err = s.API.SendDocument(ctx, &tg.SendDocumentParams{ChatID: m.Chat, AllowPaidBroadcast: s.Pace.Paid, MessageThreadID: m.Topic, Document: &models.InputFileString{Data: m.File},
				Caption: m.Text, ParseMode: mode, DisableNotification: m.Quiet, ReplyMarkup: keys})
		default:
			sent, err = s.API.SendMessage(ctx, &tg.SendMessageParams{ChatID: m.Chat, AllowPaidBroadcast: s.Pace.Paid, MessageThreadID: m.Topic, Text: m.Text, ParseMode: mode,
				DisableNotification: m.Quiet, LinkPreviewOptions: noPreview(), ReplyMarkup: keys})
		}
		if err == nil {
			id = sent.ID
		}
		return err
	})
	return id, err
}

// edit changes a message in place. A message that needs no change counts as
// changed.
func (s *shift) edit(ctx context.Context, p *parcel, id int, m store.Message) error {
	change := func(m store.Message, mode models.ParseMode) error {
		return s.request(ctx, &p.permit, 1, sendTime, func(ctx context.Context) error {
			_, err := s.API.EditMessageText(ctx, &tg.EditMessageTextParams{ChatID: m.Chat, MessageID: id, Text: m.Text,
				ParseMode: mode, LinkPreviewOptions: noPreview(), ReplyMarkup: keyboard(m)})
			if told(err, "message is not modified") {
				return nil
			}
			return err
		})
	}
	err := change(m, models.ParseModeHTML)
	if malformed(err) {
		s.Log.Error("message edited plain", "chat", m.Chat, "message", m.ID, "error", s.clean(err))
		return change(plainly(m, err), "")
	}
	return err
}

// gone reports whether the message to edit no longer exists.
func gone(err error) bool {
	return told(err, "message to edit not found", "message can't be edited", "message_id_invalid")
}

// malformed reports whether Telegram refuses the message itself, not the chat.
func malformed(err error) bool {
	return errors.Is(err, tg.ErrorBadRequest) && !gone(err) && !unreachable(err) && !topicGone(err)
}

// unreachable reports whether Telegram refuses the chat, whatever is sent to
// it.
func unreachable(err error) bool {
	return errors.Is(err, tg.ErrorForbidden) ||
		told(err, "chat not found", "user is deactivated", "not enough rights", "chat_write_forbidden", "have no rights to send", "group chat was deactivated", "group chat was deleted", "peer_id_invalid", "chat_restricted")
}

// topicGone reports whether Telegram refuses the topic of a forum, not the
// group.
func topicGone(err error) bool {
	return told(err, "message thread not found", "topic_closed", "topic_deleted", "topic_id_invalid")
}

// told reports whether Telegram's error text contains one of the phrases.
func told(err error, phrases ...string) bool {
	for _, p := range phrases {
		if err != nil && strings.Contains(strings.ToLower(err.Error()), p) {
			return true
		}
	}
	return false
}

// plainly returns m without anything that Telegram could refuse: no markup,
// not too long, and no buttons if they were the reason.
func plainly(m store.Message, why error) store.Message {
	tags := strings.NewReplacer("<b>", "", "</b>", "", "<i>", "", "</i>", "", "<code>", "", "</code>", "", "<blockquote>", "", "<blockquote expandable>", "", "</blockquote>", "")
	longest := longestText
	if m.Photo != "" || m.File != "" {
		longest = longestCaption
	}
	m.Text = shortened(html.UnescapeString(tags.Replace(m.Text)), longest)
	if told(why, "button", "markup", "keyboard") {
		m.Buttons = nil
	}
	return m
}

// shortened cuts a text to so many UTF-16 units.
func shortened(text string, most int) string {
	units := utf16.Encode([]rune(text))
	if len(units) <= most {
		return text
	}
	end := most - 1
	if utf16.IsSurrogate(rune(units[end-1])) && units[end-1] < 0xdc00 { // not in the middle of a character
		end--
	}
	return string(utf16.Decode(units[:end])) + "…"
}

func noPreview() *models.LinkPreviewOptions {
	off := true
	return &models.LinkPreviewOptions{IsDisabled: &off}
}

// keyboard returns a message's inline keyboard; nil if it has none.
func keyboard(m store.Message) models.ReplyMarkup {
	if len(m.Buttons) == 0 {
		return nil
	}
	keys := make([][]models.InlineKeyboardButton, len(m.Buttons))
	for i, row := range m.Buttons {
		for _, b := range row {
			key := models.InlineKeyboardButton{Text: b.Label, CallbackData: b.Data, URL: b.URL}
			if b.WebApp != "" {
				key.WebApp = &models.WebAppInfo{URL: b.WebApp}
			}
			if b.Copy != "" {
				key.CopyText = models.CopyTextButton{Text: b.Copy}
			}
			keys[i] = append(keys[i], key)
		}
	}
	return &models.InlineKeyboardMarkup{InlineKeyboard: keys}
}
