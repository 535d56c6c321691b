package store

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"

	"huanjie/internal/election"
)

// Message is something to send to a chat. Messages of one class to one chat
// are sent in the order of their commits.
type Message struct {
	ID   string `json:"id"`   // receipt number, the same in every try
	Chat int64  `json:"chat"` // private chats are positive, groups negative
	// Key names the message in its chat. If a message was already sent under
	// it, that one is edited. If several wait under one key, only the last is
	// sent.
	Key      string     `json:"key,omitempty"`
	Text     string     `json:"text"` // Telegram HTML, at most 4096 UTF-16 units when parsed
	Buttons  [][]Button `json:"buttons,omitempty"`
	Move     bool       `json:"move,omitempty"`  // send again at the end of the chat and delete the earlier one
	Last     bool       `json:"last,omitempty"`  // the key is not used again
	Only     bool       `json:"only,omitempty"`  // only edit the message sent under the key; do nothing if there is none
	Pin      bool       `json:"pin,omitempty"`   // pin silently when sent
	Unpin    bool       `json:"unpin,omitempty"` // unpin when edited
	Quiet    bool       `json:"quiet,omitempty"`
	Class    Class      `json:"class,omitempty"`
	Topic    int        `json:"topic,omitempty"`    // of a forum; 0 is none
	Photo    string     `json:"photo,omitempty"`    // file id; Text becomes its caption
	File     string     `json:"file,omitempty"`     // file id of a document; Text becomes its caption
	Location string     `json:"location,omitempty"` // "latitude,longitude"; Text and Buttons are not used then
	Contact  *Contact   `json:"contact,omitempty"`  // Text and Buttons are not used then

	// Broadcast names the broadcast that the message belongs to; its outcome
	// is counted there (Delivery). Of several messages to one chat only the
	// last names it, so that chats are counted.
	Broadcast string `json:"broadcast,omitempty"`
	// Of a Series, only the newest Edition is sent. It supersedes waiting
	// messages of an earlier edition. Unlike messages under one Key, it is not
	// sent in their place.
	Series  string `json:"series,omitempty"`
	Edition string `json:"edition,omitempty"`

	Paper *Paper `json:"paper,omitempty"` // a document that is made when the message is sent

	// Pictures are drawn when the message is sent. If there is a Text, one picture
	// has it below, with the Buttons, and if it cannot be drawn, the text goes out
	// alone. Without a text, they have their own caption and are silent.
	Pictures *Pictures `json:"pictures,omitempty"`
}

// line is the message as it waits: JSON in which the tags of its text stand as they are.
func (m Message) line() ([]byte, error) {
	var b bytes.Buffer
	to := json.NewEncoder(&b)
	to.SetEscapeHTML(false)
	err := to.Encode(m)
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), err
}

// Contact is a person who can be called by telephone.
type Contact struct {
	Name  string `json:"name"`
	Phone string `json:"phone"`
}

// Pictures say what to draw of an area. One chart is sent as a photo, several
// as an album. Equal Pictures are drawn and uploaded once for all receivers.
// They take a few bytes in every outbox, where an image would take a hundred
// thousand.
type Pictures struct {
	Charts   []string            `json:"charts"` // as internal/document names them
	Election election.ElectionID `json:"election"`
	Area     election.Area       `json:"area,omitempty"`
	Language string              `json:"language"`
	At       time.Time           `json:"at"` // the moment they show, however late they are drawn
	// Without are units that they leave out, because the reader is to enter a
	// count of theirs.
	Without []election.UnitID `json:"without,omitempty"`
}

// PicturesOf returns pictures of what a summary says, at its moment; nil without
// charts.
func PicturesOf(sum election.Summary, charts []string, l election.Language, at time.Time) *Pictures {
	if charts == nil {
		return nil
	}
	p := Pictures{Charts: charts, Election: sum.Election.ID, Area: sum.Area, Language: l.String(), At: at}
	for _, u := range sum.Without {
		p.Without = append(p.Without, u.ID)
	}
	return &p
}

// Name returns a name that is equal for equal Pictures only.
func (p Pictures) Name() string {
	name := fmt.Sprintf("%s:%s:%s:%s:%d", p.Election, p.Area, strings.Join(p.Charts, "+"), p.Language, p.At.UnixNano())
	if len(p.Without) > 0 {
		name += fmt.Sprint(":", p.Without)
	}
	return name
}

// Drawn is the result of uploading Pictures.
type Drawn struct {
	Files   []string `json:"files"`   // file ids, one for each chart
	Caption string   `json:"caption"` // Telegram HTML; says which moment they show
}

// Button is a button of a message's keyboard. It carries data, or opens a link
// or a page inside Telegram.
type Button struct {
	Label  string `json:"label"`
	Data   string `json:"data,omitempty"` // at most 64 bytes
	URL    string `json:"url,omitempty"`
	WebApp string `json:"web_app,omitempty"` // https address of a Mini App; in private chats only
	Copy   string `json:"copy,omitempty"`    // a text to copy, at most 256 characters
}

// Answer is the answer to a tap. It is useful for seconds only, so it is tried
// once and not in the order of the chat.
type Answer struct {
	Query string `json:"query"`
	Text  string `json:"text,omitempty"` // at most 200 characters
}

// TakeAnswers takes taps that are to be answered, at most most.
func (s *Store) TakeAnswers(ctx context.Context, most int) ([]Answer, error) {
	lines, err := s.c.LPopCount(ctx, s.k.answers(), most).Result()
	if err != nil && !errors.Is(err, redis.Nil) {
		return nil, fmt.Errorf("take answers of town %s: %w", s.town.ID, err)
	}
	var answers []Answer
	for _, line := range lines {
		var a Answer
		if json.Unmarshal([]byte(line), &a) == nil { // otherwise it is useless by now
			answers = append(answers, a)
		}
	}
	return answers, nil
}

// Aside returns how many messages were put aside because they cannot be read.
func (s *Store) Aside(ctx context.Context) (int64, error) {
	n, err := s.c.LLen(ctx, s.k.aside()).Result()
	return n, wrap(err, "count messages put aside in town %s", s.town.ID)
}

// Queued returns how many chats have messages waiting. A chat counts once for
// each class.
func (s *Store) Queued(ctx context.Context) (int64, error) {
	n, err := s.c.ZCard(ctx, s.k.ready()).Result()
	return n, wrap(err, "count messages of town %s", s.town.ID)
}

// SentAs returns the Telegram id of the last message sent to a chat under a
// key; 0 if there is none.
func (s *Store) SentAs(ctx context.Context, chat int64, key string) (int, error) {
	id, err := s.c.HGet(ctx, s.k.sent(), sentField(chat, key)).Int()
	if errors.Is(err, redis.Nil) {
		return 0, nil
	}
	return id, wrap(err, "find message %s of chat %d", key, chat)
}

// Sent remembers the Telegram id of a message sent to a chat under a key. What the sender
// sends is remembered when it is settled.
func (s *Store) Sent(ctx context.Context, chat int64, key string, message int) error {
	return wrap(s.c.HSet(ctx, s.k.sent(), sentField(chat, key), message).Err(), "remember message %s of chat %d", key, chat)
}

// sentField is the field of a message that was sent to a chat under a key; "" without one.
func sentField(chat int64, key string) string {
	if key == "" {
		return ""
	}
	return field(chat) + ":" + key
}

// Unreachable remembers why Telegram refuses a chat; "" forgets it.
func (s *Store) Unreachable(ctx context.Context, chat int64, why string) error {
	if why == "" {
		return wrap(s.c.HDel(ctx, s.k.unreachable(), field(chat)).Err(), "mark chat %d", chat)
	}
	return wrap(s.c.HSet(ctx, s.k.unreachable(), field(chat), why).Err(), "mark chat %d", chat)
}

// AllUnreachable returns the chats that Telegram refuses, with the reasons.
func (s *Store) AllUnreachable(ctx context.Context) (map[string]string, error) {
	all, err := s.c.HGetAll(ctx, s.k.unreachable()).Result()
	return all, wrap(err, "read unreachable chats of town %s", s.town.ID)
}
