package sandbox

import (
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/go-telegram/bot/models"
)

// query is a tap on a button that the bot may answer once, for a while.
type query struct {
	user  int64
	since time.Time
}

// Answer is what the bot let a person see in answer to a tap.
type Answer struct {
	Query string
	Text  string
	Alert bool
	URL   string
}

// callbackQuery has Telegram's JSON; Message is a Message or an inaccessible one.
type callbackQuery struct {
	ID           string      `json:"id"`
	From         models.User `json:"from"`
	Message      any         `json:"message"`
	ChatInstance string      `json:"chat_instance"`
	Data         string      `json:"data"`
}

var (
	errNoButton  = errors.New("sandbox: no message has a button with that label")
	errNotAction = errors.New("sandbox: that button opens a page, it does not call the bot")
)

// tap tells the bot of a tap with data on a message, whether or not that message has such a button: what comes back
// from a telephone is not to be trusted, and the sandbox does not vouch for it either.
func (s *Server) tap(user int64, chatID int64, messageID int, data string) (string, error) {
	p, ch, err := s.inside(user, chatID)
	if err != nil {
		return "", err
	}
	if p.blocked && ch.id() == user {
		return "", errBlocked
	}
	if data == "" || len(data) > 64 {
		return "", errors.New("sandbox: the data of a tap has 1 to 64 bytes")
	}
	id := strconv.FormatUint(s.nextID(), 10)
	content := callbackQuery{ID: id, From: p.User, ChatInstance: strconv.FormatInt(ch.id()*7919, 10), Data: data}
	if m, ok := ch.message(messageID); ok {
		content.Message = m
	} else {
		content.Message = models.InaccessibleMessage{Chat: ch.Chat, MessageID: messageID}
	}
	if s.hears(ch) {
		s.queries[id] = &query{user: user, since: s.now()}
		s.enqueue("callback_query", ch.id(), s.opts.Limits.QueryLife, content)
	}
	return id, nil
}

// tapLabel taps the newest button with that label.
func (s *Server) tapLabel(user, chatID int64, label string) error {
	_, ch, err := s.inside(user, chatID)
	if err != nil {
		return err
	}
	for i := len(ch.messages) - 1; i >= 0; i-- {
		b, ok := ch.messages[i].Button(label)
		if !ok {
			continue
		}
		if b.Data == "" {
			return errNotAction
		}
		_, err := s.tap(user, chatID, ch.messages[i].ID, b.Data)
		return err
	}
	return fmt.Errorf("%w: %s", errNoButton, label)
}

// tapOn taps a button that the message has or once had, as somebody does whose screen is behind.
func (s *Server) tapOn(user, chatID int64, messageID int, label string) error {
	_, ch, err := s.inside(user, chatID)
	if err != nil {
		return err
	}
	keyboards := ch.former[messageID]
	if m, ok := ch.message(messageID); ok && m.ReplyMarkup != nil {
		keyboards = append(keyboards[:len(keyboards):len(keyboards)], *m.ReplyMarkup)
	}
	for i := len(keyboards) - 1; i >= 0; i-- {
		if b, ok := keyboards[i].button(label); ok && b.Data != "" {
			_, err := s.tap(user, chatID, messageID, b.Data)
			return err
		}
	}
	return fmt.Errorf("%w: %s", errNoButton, label)
}

func answerCallbackQuery(s *Server, c *call) (any, error) {
	if utf16Length(c.text("text")) > 200 {
		return nil, badRequest("MESSAGE_TOO_LONG")
	}
	id := c.text("callback_query_id")
	q := s.queries[id]
	if q != nil && s.now().Sub(q.since) > s.opts.Limits.AnswerWithin {
		q = nil
	}
	delete(s.queries, id)
	if q == nil {
		return nil, badRequest("query is too old and response timeout expired or query ID is invalid")
	}
	answer := Answer{Query: id, Text: c.text("text"), Alert: c.flag("show_alert"), URL: c.text("url")}
	c.record.Chat, c.record.Text = q.user, answer.Text
	p := s.people[q.user]
	p.answers = append(p.answers, answer)
	s.publishAnswer(q.user, answer)
	if ch := s.chats[q.user]; ch != nil {
		ch.changed()
	}
	return true, nil
}
