package bot

import (
	"fmt"
	"strings"

	"github.com/go-telegram/bot/models"

	"huanjie/internal/election"
	"huanjie/internal/flow"
)

// turn is one update as the bot sees it.
type turn struct {
	update int64
	chat   int64
	user   int64
	group  bool
	topic  int    // of a forum, in which it was done; 0 is none
	title  string // of the group
	code   string // language of the user's telephone
	sent   int64  // when, unix time; 0 if Telegram does not say (receive.go)
	what   what

	late bool // meant for a rehearsal that is over
}

// what was done: said, tapped, sent, edited, membership, migrated, unread, nothing
// or undecoded.
type what interface{ what() }

type (
	said struct {
		text    string
		to      string // user name of whoever wrote the message it replies to
		message int

		forwarded bool // somebody else wrote it
	}
	tapped struct {
		query, data string
		message     int    // that has the button
		file        string // the document of that message
		text        string // and what it says
		rehearsal   bool   // that message is one of a rehearsal
		town        string // that it is marked with
	}
	sent struct {
		file    flow.File
		message int
		name    string // of a document
		bytes   int64  // of a document

		forwarded bool
	}
	// edited is a message of the person as it is now: its text, or the words
	// under its file.
	edited struct {
		message int
		text    string
	}
	// membership is the bot's own in a chat.
	membership struct {
		was, in bool
		mute    bool // it may not write any more
	}
	migrated struct{ to int64 }
	// unread is a message of a kind the bot has no use for: a sticker, a voice.
	unread  struct{}
	nothing struct{}
	// undecoded is an update that this release cannot decode.
	undecoded struct {
		raw []byte
		why error
	}
)

func (said) what()       {}
func (tapped) what()     {}
func (sent) what()       {}
func (edited) what()     {}
func (membership) what() {}
func (migrated) what()   {}
func (unread) what()     {}
func (nothing) what()    {}
func (undecoded) what()  {}

// decode makes a turn of an update. It is pure.
func decode(u *models.Update) turn {
	t := turn{update: u.ID, what: nothing{}}
	switch {
	case u.Message != nil:
		t.from(u.Message.Chat, u.Message.From)
		t.topic = topicOf(u.Message)
		t.what, t.sent = message(u.Message), int64(u.Message.Date)
	case u.EditedMessage != nil:
		t.from(u.EditedMessage.Chat, u.EditedMessage.From)
		if u.EditedMessage.Location == nil { // a live location changes by itself
			t.what = edited{u.EditedMessage.ID, u.EditedMessage.Text + u.EditedMessage.Caption}
		}
	case u.CallbackQuery != nil:
		t.tap(u.CallbackQuery)
	case u.MyChatMember != nil:
		m := u.MyChatMember
		t.from(m.Chat, &m.From)
		t.what = membership{was: inChat(m.OldChatMember), in: inChat(m.NewChatMember), mute: mayWrite(m.OldChatMember) && !mayWrite(m.NewChatMember)}
	}
	return t
}

func (t *turn) from(c models.Chat, u *models.User) {
	t.chat, t.title, t.group = c.ID, c.Title, c.Type != models.ChatTypePrivate
	if u != nil {
		t.user, t.code = u.ID, u.LanguageCode
	}
}

// tap reads a callback query. Telegram leaves the message out when it is old;
// then the tap came from the private chat, as only cards there have old taps
// that matter.
func (t *turn) tap(q *models.CallbackQuery) {
	chat, message, file, text := models.Chat{ID: q.From.ID, Type: models.ChatTypePrivate}, 0, "", ""
	switch m := q.Message; {
	case m.Message != nil:
		chat, message = m.Message.Chat, m.Message.ID
		text = m.Message.Text + m.Message.Caption
		if m.Message.Document != nil {
			file = m.Message.Document.FileID
		}
	case m.InaccessibleMessage != nil:
		chat, message = m.InaccessibleMessage.Chat, m.InaccessibleMessage.MessageID
	}
	t.from(chat, &q.From)
	t.topic = topicOf(q.Message.Message)
	t.what = tapped{q.ID, q.Data, message, file, text, strings.HasPrefix(text, election.RehearsalMark), election.MarkedTown(text)}
}

// topicOf is the topic of a forum that a message stands in. Replies in other
// groups have a thread too, which is none.
func topicOf(m *models.Message) int {
	if m == nil || !m.IsTopicMessage {
		return 0
	}
	return m.MessageThreadID
}

func message(m *models.Message) what {
	switch {
	case m.MigrateToChatID != 0:
		return migrated{m.MigrateToChatID}
	case len(m.Photo) > 0:
		return sentFile(m, election.Photo, m.Photo[len(m.Photo)-1].FileID)
	case m.Document != nil:
		f := sentFile(m, election.Document, m.Document.FileID)
		f.name, f.bytes = m.Document.FileName, m.Document.FileSize
		return f
	case m.Location != nil:
		return sentFile(m, election.Location, fmt.Sprintf("%.6f,%.6f", m.Location.Latitude, m.Location.Longitude))
	case m.Text != "":
		return said{m.Text, repliedTo(m), m.ID, m.ForwardOrigin != nil}
	case len(m.NewChatMembers) > 0, m.LeftChatMember != nil, m.PinnedMessage != nil, m.GroupChatCreated, m.SupergroupChatCreated,
		m.MigrateFromChatID != 0, m.NewChatTitle != "", m.WriteAccessAllowed != nil, m.MessageAutoDeleteTimerChanged != nil, m.ChatBackgroundSet != nil:
		return nothing{} // Telegram tells of something, nobody said it
	}
	return unread{}
}

func repliedTo(m *models.Message) string {
	if m.ReplyToMessage == nil || m.ReplyToMessage.From == nil {
		return ""
	}
	return m.ReplyToMessage.From.Username
}

func sentFile(m *models.Message, kind election.FileKind, id string) sent {
	return sent{file: flow.File{File: election.File{Kind: kind, ID: id}, Caption: m.Caption, Album: m.MediaGroupID}, message: m.ID, forwarded: m.ForwardOrigin != nil}
}

// mayWrite reports whether a member of a group may write there.
func mayWrite(m models.ChatMember) bool {
	return m.Type != models.ChatMemberTypeRestricted || m.Restricted == nil || m.Restricted.CanSendMessages
}

func inChat(m models.ChatMember) bool {
	switch m.Type {
	case models.ChatMemberTypeLeft, models.ChatMemberTypeBanned:
		return false
	}
	return true
}
