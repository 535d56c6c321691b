package sandbox

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/go-telegram/bot/models"
)

// Person is somebody with a telephone.
type Person struct {
	ID           int64 // 0 for the next free one
	FirstName    string
	LastName     string
	Username     string // without @
	LanguageCode string // default zh-hans
	Role         Words  // what the demo says of that person
	Hidden       bool   // not on the page
}

type person struct {
	models.User
	role    Words
	hidden  bool
	started bool // has pressed Start at least once
	blocked bool
	answers []Answer
}

// Phone is a person's telephone. What it does reaches the bot as updates; what it shows is what the bot has sent.
type Phone struct {
	s  *Server
	id int64
}

var (
	errBlocked  = errors.New("sandbox: this person has blocked the bot; press Start first")
	errNoChat   = errors.New("sandbox: no such chat on this telephone")
	errNoPerson = errors.New("sandbox: no such person")
	errNotOwn   = errors.New("sandbox: only one's own messages can be edited")
)

// Phone gives a person a telephone; the same ID gets the same telephone again.
func (s *Server) Phone(who Person) *Phone {
	s.mu.Lock()
	defer s.mu.Unlock()
	if who.ID == 0 {
		who.ID = 500_001
		for s.people[who.ID] != nil {
			who.ID++
		}
	}
	if who.LanguageCode == "" {
		who.LanguageCode = "zh-hans"
	}
	if s.people[who.ID] == nil {
		user := models.User{ID: who.ID, FirstName: who.FirstName, LastName: who.LastName, Username: who.Username, LanguageCode: who.LanguageCode}
		s.people[who.ID] = &person{User: user, role: who.Role, hidden: who.Hidden}
		s.phones = append(s.phones, who.ID)
		s.addChat(models.Chat{ID: who.ID, Type: models.ChatTypePrivate, FirstName: who.FirstName, LastName: who.LastName, Username: who.Username}, who.ID)
		s.publishState()
	}
	return &Phone{s, who.ID}
}

// ID is the person's user ID, and that of the private chat.
func (p *Phone) ID() int64 { return p.id }

// User is the person as the bot sees them.
func (p *Phone) User() models.User {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	return p.s.people[p.id].User
}

// Start presses Start in the private chat, with the payload of a deep link if there is one. It unblocks the bot.
func (p *Phone) Start(payload string) (int, error) {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	return p.s.start(p.id, payload)
}

func (s *Server) start(user int64, payload string) (int, error) {
	if s.people[user] == nil {
		return 0, errNoPerson
	}
	if !validPayload(payload) {
		return 0, errors.New("sandbox: a start payload has at most 64 of A-Z a-z 0-9 _ -")
	}
	s.block(user, false)
	return s.say(user, user, strings.TrimSpace("/start "+payload), 0, 0)
}

func validPayload(payload string) bool {
	return len(payload) <= 64 && strings.Trim(payload, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-") == ""
}

// Say writes to the bot and returns the number of the message.
func (p *Phone) Say(text string) (int, error) { return p.SayIn(p.id, text) }

// Forward sends the bot a message that somebody else wrote.
func (p *Phone) Forward(text, author string) (int, error) {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	from := &models.MessageOrigin{Type: models.MessageOriginTypeHiddenUser, MessageOriginHiddenUser: &models.MessageOriginHiddenUser{SenderUserName: author}}
	return p.s.speak(p.id, p.id, Message{Text: text, Entities: findEntities(text, nil), ForwardOrigin: from}, 0)
}

// SayIn writes in a chat.
func (p *Phone) SayIn(chat int64, text string) (int, error) { return p.ReplyIn(chat, 0, text) }

// ReplyIn writes in a chat in reply to a message.
func (p *Phone) ReplyIn(chat int64, to int, text string) (int, error) {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	return p.s.say(p.id, chat, text, to, 0)
}

// TopicIn writes in a topic of a supergroup that is a forum.
func (p *Phone) TopicIn(chat int64, topic int, text string) (int, error) {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	return p.s.say(p.id, chat, text, 0, topic)
}

func (s *Server) say(user, chatID int64, text string, replyTo, thread int) (int, error) {
	text = strings.TrimSpace(text)
	if text == "" {
		return 0, errors.New("sandbox: nothing was written")
	}
	if utf16Length(text) > maxText {
		return 0, errors.New("sandbox: a message has at most 4096 characters")
	}
	return s.speak(user, chatID, Message{Text: text, Entities: findEntities(text, nil), ThreadID: thread}, replyTo)
}

// speak posts a message of a person and tells the bot, if the bot may hear it.
func (s *Server) speak(user, chatID int64, m Message, replyTo int) (int, error) {
	p, ch, err := s.inside(user, chatID)
	if err != nil {
		return 0, err
	}
	if ch.id() == user {
		if p.blocked {
			return 0, errBlocked
		}
		p.started = true
	}
	if replyTo != 0 {
		to, ok := ch.message(replyTo)
		if !ok {
			return 0, errors.New("sandbox: the message to reply to is gone")
		}
		to.ReplyTo = nil
		m.ReplyTo = &to
	}
	m.From = new(p.User)
	m = s.post(ch, m)
	s.tell(ch, m)
	return m.ID, nil
}

// inside finds a person and a chat that the person is in.
func (s *Server) inside(user, chatID int64) (*person, *chat, error) {
	p := s.people[user]
	if p == nil {
		return nil, nil, errNoPerson
	}
	ch := s.chats[chatID]
	if ch == nil || ch.movedTo != 0 || !slices.Contains(ch.members, user) {
		return nil, nil, errNoChat
	}
	return p, ch, nil
}

// Tap taps the newest button with that label in the private chat.
func (p *Phone) Tap(label string) error { return p.TapIn(p.id, label) }

// TapIn taps the newest button with that label in a chat.
func (p *Phone) TapIn(chat int64, label string) error {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	return p.s.tapLabel(p.id, chat, label)
}

// TapOn taps a button of a certain message of the private chat, also one that an edit has taken away since.
func (p *Phone) TapOn(message int, label string) error {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	return p.s.tapOn(p.id, p.id, message, label)
}

// TapData sends forged data: the message need not have such a button, nor exist.
func (p *Phone) TapData(message int, data string) error { return p.TapDataIn(p.id, message, data) }

// TapDataIn sends forged data from a chat.
func (p *Phone) TapDataIn(chat int64, message int, data string) error {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	_, err := p.s.tap(p.id, chat, message, data)
	return err
}

// Edit changes a message that the person wrote in the private chat.
func (p *Phone) Edit(message int, text string) error {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	return p.s.editSaid(p.id, p.id, message, text)
}

func (s *Server) editSaid(user, chatID int64, message int, text string) error {
	_, ch, err := s.inside(user, chatID)
	if err != nil {
		return err
	}
	m, ok := ch.message(message)
	if !ok || m.From.ID != user || m.Text == "" {
		return errNotOwn
	}
	text = strings.TrimSpace(text)
	if text == "" || utf16Length(text) > maxText {
		return errors.New("sandbox: a message has 1 to 4096 characters")
	}
	m.Text, m.Entities, m.EditDate = text, findEntities(text, nil), s.now().Unix()
	s.replace(ch, m)
	if s.hears(ch) && (ch.private() || s.meant(ch, m)) {
		s.enqueue("edited_message", ch.id(), s.opts.Limits.UpdateLife, m)
	}
	return nil
}

// Location sends the place where the person is.
func (p *Phone) Location(latitude, longitude float64) (int, error) {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	return p.s.speak(p.id, p.id, Message{Location: &models.Location{Latitude: latitude, Longitude: longitude}}, 0)
}

// Contact sends the person's own telephone number.
func (p *Phone) Contact(number string) (int, error) {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	who := p.s.people[p.id]
	return p.s.speak(p.id, p.id, Message{Contact: &models.Contact{PhoneNumber: number, FirstName: who.FirstName, LastName: who.LastName, UserID: p.id}}, 0)
}

// Sticker sends a sticker, which says nothing to a form.
func (p *Phone) Sticker(emoji string) (int, error) {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	f := p.s.keep(fileSticker, upload{name: "sticker.webp", mime: "image/webp", bytes: []byte("RIFF....WEBP")})
	return p.s.speak(p.id, p.id, Message{Sticker: &models.Sticker{FileID: f.id, FileUniqueID: f.unique, Type: "regular", Width: 512, Height: 512, Emoji: emoji}}, 0)
}

// Voice sends a voice message of so many seconds.
func (p *Phone) Voice(seconds int) (int, error) {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	f := p.s.keep(fileVoice, upload{name: "voice.oga", mime: "audio/ogg", bytes: []byte("OggS")})
	return p.s.speak(p.id, p.id, Message{Voice: &models.Voice{FileID: f.id, FileUniqueID: f.unique, Duration: seconds, MimeType: "audio/ogg", FileSize: 4}}, 0)
}

// Photo sends a picture: PNG, JPEG or GIF.
func (p *Phone) Photo(content []byte, caption string) (int, error) {
	return p.send(fileAsPhoto, caption, upload{name: "photo.jpg", bytes: content})
}

// Document sends a file.
func (p *Phone) Document(name string, content []byte, caption string) (int, error) {
	return p.send(fileAsDocument, caption, upload{name: name, bytes: content})
}

// Album sends two to ten pictures at once: as many messages, the caption on the first.
func (p *Phone) Album(caption string, pictures ...[]byte) (int, error) {
	var files []upload
	for _, content := range pictures {
		files = append(files, upload{name: "photo.jpg", bytes: content})
	}
	return p.send(fileAsPhoto, caption, files...)
}

func (p *Phone) send(as fileAs, caption string, files ...upload) (int, error) {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	ids, err := p.s.speakFiles(p.id, p.id, as, caption, files)
	if err != nil {
		return 0, err
	}
	return ids[0], nil
}

// Block stops the bot: it is told, and every message to this person fails from now on.
func (p *Phone) Block() {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	p.s.block(p.id, true)
}

// Unblock lets the bot write again.
func (p *Phone) Unblock() {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	p.s.block(p.id, false)
}

func (s *Server) block(user int64, blocked bool) {
	p := s.people[user]
	if p.blocked == blocked {
		return
	}
	p.blocked = blocked
	before, after := statusKicked, statusMember
	if blocked {
		before, after = statusMember, statusKicked
	}
	ch := s.chats[user]
	s.enqueue("my_chat_member", user, s.opts.Limits.UpdateLife, s.membership(ch, p.User, s.bot, before, after))
	s.publish(ch)
}

// Messages is the private chat, oldest first.
func (p *Phone) Messages() []Message { return p.s.messages(p.id) }

func (s *Server) messages(chat int64) []Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	if ch := s.chats[chat]; ch != nil {
		return slices.Clone(ch.messages)
	}
	return nil
}

// Last is the newest message of the private chat, or an empty one.
func (p *Phone) Last() Message {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	messages := p.s.chats[p.id].messages
	if len(messages) == 0 {
		return Message{}
	}
	return messages[len(messages)-1]
}

// Answers are what the bot answered this person's taps, oldest first.
func (p *Phone) Answers() []Answer {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	return slices.Clone(p.s.people[p.id].answers)
}

// Wait returns when the private chat is as wanted, or with the error of ctx. The condition is looked at whenever the
// chat changes, a tap of this person is answered, or the bot begins or stops typing.
func (p *Phone) Wait(ctx context.Context, wanted func([]Message) bool) error {
	return p.s.wait(ctx, func() int64 { return p.id }, wanted)
}

// wait looks the chat up each time, because a group may have become a supergroup.
func (s *Server) wait(ctx context.Context, chat func() int64, wanted func([]Message) bool) error {
	return s.until(ctx, func() (bool, <-chan struct{}) {
		id := chat()
		s.mu.Lock()
		ch := s.chats[id]
		messages, change := slices.Clone(ch.messages), ch.change
		s.mu.Unlock()
		return wanted(messages), change
	})
}
