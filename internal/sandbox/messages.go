package sandbox

import (
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/go-telegram/bot/models"
)

// Sizes that Telegram allows, in UTF-16 units after the entities are parsed.
const (
	maxText    = 4096
	maxCaption = 1024
)

// Message is the Bot API's Message as far as the sandbox knows it, with Telegram's own JSON. It is a value: an edit
// makes a new one, so a Message in hand never changes.
type Message struct {
	ID               int                        `json:"message_id"`
	ThreadID         int                        `json:"message_thread_id,omitempty"`
	From             *models.User               `json:"from,omitempty"`
	Chat             models.Chat                `json:"chat"`
	Date             int64                      `json:"date"`
	EditDate         int64                      `json:"edit_date,omitempty"`
	IsTopicMessage   bool                       `json:"is_topic_message,omitempty"`
	ReplyTo          *Message                   `json:"reply_to_message,omitempty"`
	ForwardOrigin    *models.MessageOrigin      `json:"forward_origin,omitempty"`
	MediaGroupID     string                     `json:"media_group_id,omitempty"`
	Text             string                     `json:"text,omitempty"`
	Entities         []models.MessageEntity     `json:"entities,omitempty"`
	LinkPreview      *models.LinkPreviewOptions `json:"link_preview_options,omitempty"`
	Photo            []models.PhotoSize         `json:"photo,omitempty"`
	Document         *models.Document           `json:"document,omitempty"`
	Sticker          *models.Sticker            `json:"sticker,omitempty"`
	Voice            *models.Voice              `json:"voice,omitempty"`
	Caption          string                     `json:"caption,omitempty"`
	CaptionEntities  []models.MessageEntity     `json:"caption_entities,omitempty"`
	Contact          *models.Contact            `json:"contact,omitempty"`
	Location         *models.Location           `json:"location,omitempty"`
	NewChatMembers   []models.User              `json:"new_chat_members,omitempty"`
	LeftChatMember   *models.User               `json:"left_chat_member,omitempty"`
	GroupChatCreated bool                       `json:"group_chat_created,omitempty"`
	MigrateTo        int64                      `json:"migrate_to_chat_id,omitempty"`
	MigrateFrom      int64                      `json:"migrate_from_chat_id,omitempty"`
	Pinned           *Message                   `json:"pinned_message,omitempty"`
	ReplyMarkup      *Keyboard                  `json:"reply_markup,omitempty"`

	protect, silent bool
}

// Silent says whether the bot sent the message with disable_notification.
func (m Message) Silent() bool { return m.silent }

// service says whether the message tells of an event in the chat rather than being said by somebody.
func (m Message) service() bool {
	return len(m.NewChatMembers) > 0 || m.LeftChatMember != nil || m.GroupChatCreated || m.MigrateTo != 0 || m.MigrateFrom != 0 || m.Pinned != nil
}

func (m Message) media() bool { return len(m.Photo) > 0 || m.Document != nil || m.Voice != nil }

// post puts m into the chat, gives it its number and its date, and shows it.
func (s *Server) post(ch *chat, m Message) Message {
	m.Chat, m.Date = ch.Chat, s.now().Unix()
	m.IsTopicMessage = m.ThreadID != 0
	if ch.Type == models.ChatTypeSupergroup {
		ch.lastMessage++
		m.ID = ch.lastMessage
	} else {
		s.lastMessage++
		m.ID = s.lastMessage
	}
	ch.messages = append(ch.messages, m)
	s.publish(ch)
	return m
}

// replace puts an edited message in the place of the old one.
func (s *Server) replace(ch *chat, m Message) {
	if i, ok := ch.find(m.ID); ok {
		if old := ch.messages[i].ReplyMarkup; old != nil {
			ch.former[m.ID] = append(ch.former[m.ID], *old)
		}
		ch.messages[i] = m
		s.publish(ch)
	}
}

// message finds a message by its number.
func (ch *chat) message(id int) (Message, bool) {
	i, ok := ch.find(id)
	if !ok {
		return Message{}, false
	}
	return ch.messages[i], true
}

func (ch *chat) find(id int) (int, bool) {
	return slices.BinarySearchFunc(ch.messages, id, func(m Message, id int) int { return m.ID - id })
}

// outgoing reads what every sending method shares: where to, in reply to what, which keyboard.
func (s *Server) outgoing(c *call) (*chat, Message, error) {
	m := Message{From: new(s.bot), ThreadID: int(c.integer("message_thread_id")), silent: c.flag("disable_notification"), protect: c.flag("protect_content")}
	markup, err := readMarkup(c.params)
	if err != nil {
		return nil, m, err
	}
	ch, err := s.writable(c)
	if err != nil {
		return nil, m, err
	}
	if m.ThreadID != 0 && ch.Type != models.ChatTypeSupergroup {
		return nil, m, badRequest("message thread not found")
	}
	m.ReplyMarkup = markup.inline
	if markup.reply != nil {
		ch.replyKeyboard = markup.reply
	}
	return ch, m, s.readReply(c, ch, &m)
}

func (s *Server) readReply(c *call, ch *chat, m *Message) error {
	var reply struct {
		MessageID int  `json:"message_id"`
		Allow     bool `json:"allow_sending_without_reply"`
	}
	if _, err := c.read("reply_parameters", &reply); err != nil {
		return badRequest("can't parse reply parameters JSON object")
	}
	if reply.MessageID == 0 {
		reply.MessageID = int(c.integer("reply_to_message_id"))
		reply.Allow = c.flag("allow_sending_without_reply")
	}
	if reply.MessageID == 0 {
		return nil
	}
	to, ok := ch.message(reply.MessageID)
	if !ok && !reply.Allow {
		return badRequest("message to be replied not found")
	}
	if ok {
		to.ReplyTo = nil
		m.ReplyTo = &to
	}
	return nil
}

// deliver counts the messages against the limits and posts them; several are an album.
func (s *Server) deliver(c *call, ch *chat, messages ...Message) ([]Message, error) {
	if err := s.spend(ch, sending{n: len(messages), paid: c.flag("allow_paid_broadcast")}); err != nil {
		return nil, err
	}
	for i, m := range messages {
		messages[i] = s.post(ch, m)
		s.watch(DidSend, messages[i])
	}
	c.effect(messages[0])
	s.setTyping(ch, false)
	return messages, nil
}

func (s *Server) sendOne(c *call, ch *chat, m Message) (any, error) {
	sent, err := s.deliver(c, ch, m)
	if err != nil {
		return nil, err
	}
	return sent[0], nil
}

func sendMessage(s *Server, c *call) (any, error) {
	text, entities, err := s.formatted(c.params, "text", "entities", maxText)
	if err != nil {
		return nil, err
	}
	ch, m, err := s.outgoing(c)
	if err != nil {
		return nil, err
	}
	m.Text, m.Entities = text, entities
	if m.LinkPreview, err = readPreview(c.params); err != nil {
		return nil, err
	}
	return s.sendOne(c, ch, m)
}

func readPreview(p params) (*models.LinkPreviewOptions, error) {
	var options models.LinkPreviewOptions
	ok, err := p.read("link_preview_options", &options)
	if err != nil {
		return nil, badRequest("can't parse link preview options JSON object")
	}
	if !ok && p.flag("disable_web_page_preview") {
		options.IsDisabled, ok = new(true), true
	}
	if !ok {
		return nil, nil
	}
	return &options, nil
}

// formatted reads a text with its parse mode or entities. Texts are required, captions are not.
func (s *Server) formatted(p params, name, entitiesName string, limit int) (string, []models.MessageEntity, error) {
	text, entities, err := s.parseText(p.text(name), p.text("parse_mode"), p.text(entitiesName))
	if err != nil {
		return "", nil, err
	}
	if name == "text" && text == "" {
		return "", nil, badRequest("message text is empty")
	}
	if utf16Length(text) > limit {
		if name == "text" {
			return "", nil, badRequest("message is too long")
		}
		return "", nil, badRequest("message caption is too long")
	}
	return text, entities, nil
}

func sendLocation(s *Server, c *call) (any, error) {
	latitude, ok := c.float("latitude")
	if !ok || latitude < -90 || latitude > 90 {
		return nil, badRequest("latitude is empty or invalid")
	}
	longitude, ok := c.float("longitude")
	if !ok || longitude < -180 || longitude > 180 {
		return nil, badRequest("longitude is empty or invalid")
	}
	ch, m, err := s.outgoing(c)
	if err != nil {
		return nil, err
	}
	m.Location = &models.Location{Latitude: latitude, Longitude: longitude}
	return s.sendOne(c, ch, m)
}

func sendContact(s *Server, c *call) (any, error) {
	contact := models.Contact{PhoneNumber: c.text("phone_number"), FirstName: c.text("first_name"), LastName: c.text("last_name")}
	if contact.PhoneNumber == "" {
		return nil, badRequest("contact phone number is empty")
	}
	if contact.FirstName == "" {
		return nil, badRequest("contact first name is empty")
	}
	ch, m, err := s.outgoing(c)
	if err != nil {
		return nil, err
	}
	m.Contact = &contact
	return s.sendOne(c, ch, m)
}

func sendChatAction(s *Server, c *call) (any, error) {
	actions := []string{"typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice",
		"upload_document", "choose_sticker", "find_location", "record_video_note", "upload_video_note"}
	if !slices.Contains(actions, strings.ToLower(c.text("action"))) {
		return nil, badRequest("wrong parameter action in request")
	}
	ch, err := s.writable(c)
	if err != nil {
		return nil, err
	}
	s.setTyping(ch, true)
	return true, nil
}

// setTyping shows "typing ..." for five seconds or until the bot's next message, as Telegram does.
func (s *Server) setTyping(ch *chat, on bool) {
	if ch.typing == nil && !on {
		return
	}
	if ch.typing != nil {
		ch.typing.Stop()
		ch.typing = nil
	}
	if on {
		ch.typing = time.AfterFunc(5*time.Second, func() {
			s.mu.Lock()
			defer s.mu.Unlock()
			s.setTyping(ch, false)
		})
	}
	s.publish(ch)
}

// editable finds the message that an editing method names; it must be the bot's own.
func (s *Server) editable(c *call) (*chat, Message, error) {
	ch, err := s.writable(c)
	if err != nil {
		return nil, Message{}, err
	}
	m, ok := ch.message(int(c.integer("message_id")))
	if !ok {
		return nil, m, badRequest("message to edit not found")
	}
	if m.From.ID != s.bot.ID || m.service() {
		return nil, m, badRequest("message can't be edited")
	}
	return ch, m, nil
}

// edit replaces the message after change has altered it. The keyboard that comes with the call replaces the old one:
// no keyboard in the call means no keyboard on the message.
func (s *Server) edit(c *call, change func(*Message) error) (any, error) {
	markup, err := readMarkup(c.params)
	if err != nil {
		return nil, err
	}
	if markup.reply != nil {
		return nil, badRequest("inline keyboard expected")
	}
	ch, old, err := s.editable(c)
	if err != nil {
		return nil, err
	}
	m := old
	m.ReplyMarkup = markup.inline
	if err := change(&m); err != nil {
		return nil, err
	}
	if reflect.DeepEqual(m, old) {
		return nil, badRequest("message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message")
	}
	if err := s.spend(ch, sending{n: 1, edit: true}); err != nil {
		return nil, err
	}
	m.EditDate = s.now().Unix()
	s.replace(ch, m)
	s.watch(DidEdit, m)
	c.effect(m)
	return m, nil
}

func editMessageText(s *Server, c *call) (any, error) {
	text, entities, err := s.formatted(c.params, "text", "entities", maxText)
	if err != nil {
		return nil, err
	}
	return s.edit(c, func(m *Message) error {
		if m.Text == "" {
			return badRequest("there is no text in the message to edit")
		}
		m.Text, m.Entities = text, entities
		m.LinkPreview, err = readPreview(c.params)
		return err
	})
}

func editMessageCaption(s *Server, c *call) (any, error) {
	caption, entities, err := s.formatted(c.params, "caption", "caption_entities", maxCaption)
	if err != nil {
		return nil, err
	}
	return s.edit(c, func(m *Message) error {
		if !m.media() {
			return badRequest("there is no caption in the message to edit")
		}
		m.Caption, m.CaptionEntities = caption, entities
		return nil
	})
}

func editMessageReplyMarkup(s *Server, c *call) (any, error) {
	return s.edit(c, func(*Message) error { return nil })
}

func deleteMessage(s *Server, c *call) (any, error) {
	ch, err := s.writable(c)
	if err != nil {
		return nil, err
	}
	m, ok := ch.message(int(c.integer("message_id")))
	if !ok {
		return nil, badRequest("message to delete not found")
	}
	if err := s.deletable(ch, m); err != nil {
		s.watch(MayNotDelete, m)
		return nil, err
	}
	s.remove(ch, m.ID)
	s.watch(DidDelete, m)
	return true, nil
}

// deleteMessages passes over what is not there or not to be deleted, as Telegram does.
func deleteMessages(s *Server, c *call) (any, error) {
	var ids []int
	if ok, err := c.read("message_ids", &ids); !ok || err != nil || len(ids) == 0 {
		return nil, badRequest("message identifiers are not specified")
	}
	if len(ids) > 100 {
		return nil, badRequest("too many message identifiers specified")
	}
	ch, err := s.writable(c)
	if err != nil {
		return nil, err
	}
	for _, id := range ids {
		if m, ok := ch.message(id); ok && s.deletable(ch, m) == nil {
			s.remove(ch, id)
		}
	}
	return true, nil
}

// deletable: the bot's own messages for 48 hours, others' only in a private chat or as an administrator.
func (s *Server) deletable(ch *chat, m Message) error {
	if m.From.ID != s.bot.ID && ch.Type != models.ChatTypePrivate && ch.status != statusAdministrator {
		return badRequest("message can't be deleted")
	}
	if s.now().Sub(time.Unix(m.Date, 0)) > 48*time.Hour && ch.status != statusAdministrator {
		return badRequest("message can't be deleted for everyone")
	}
	return nil
}

func (s *Server) remove(ch *chat, id int) {
	if i, ok := ch.find(id); ok {
		ch.messages = slices.Delete(ch.messages, i, i+1)
		ch.pinned = slices.DeleteFunc(ch.pinned, func(p int) bool { return p == id })
		s.publish(ch)
	}
}

func pinChatMessage(s *Server, c *call) (any, error) {
	ch, err := s.pinnable(c)
	if err != nil {
		return nil, err
	}
	m, ok := ch.message(int(c.integer("message_id")))
	if !ok {
		return nil, badRequest("message to pin not found")
	}
	ch.pinned = append(slices.DeleteFunc(ch.pinned, func(p int) bool { return p == m.ID }), m.ID)
	s.publish(ch)
	if ch.Type != models.ChatTypePrivate {
		m.ReplyTo = nil
		// Telegram shows this one event to the bot although the bot itself made it.
		s.tell(ch, s.post(ch, Message{From: new(s.bot), Pinned: &m, silent: c.flag("disable_notification")}))
	}
	return true, nil
}

func unpinChatMessage(s *Server, c *call) (any, error) {
	ch, err := s.pinnable(c)
	if err != nil {
		return nil, err
	}
	id := int(c.integer("message_id"))
	if id == 0 && len(ch.pinned) > 0 {
		id = ch.pinned[len(ch.pinned)-1]
	}
	if !slices.Contains(ch.pinned, id) {
		return nil, badRequest("message to unpin not found")
	}
	ch.pinned = slices.DeleteFunc(ch.pinned, func(p int) bool { return p == id })
	s.publish(ch)
	return true, nil
}

func unpinAllChatMessages(s *Server, c *call) (any, error) {
	ch, err := s.pinnable(c)
	if err != nil {
		return nil, err
	}
	ch.pinned = nil
	s.publish(ch)
	return true, nil
}

func (s *Server) pinnable(c *call) (*chat, error) {
	ch, err := s.writable(c)
	if err != nil {
		return nil, err
	}
	if ch.noPins && ch.status != statusAdministrator {
		return nil, badRequest("not enough rights to manage pinned messages in the chat")
	}
	return ch, nil
}
