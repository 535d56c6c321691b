package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"

	"huanjie/internal/election"
)

// Message is something to be sent to a chat. Messages of one class to one chat
// leave in the order in which they were committed.
type Message struct {
	ID   string `json:"id"`   // receipt number: the same message keeps it however often it is tried
	Chat int64  `json:"chat"` // private chats are positive, groups negative
	// Key names the message in its chat. If one was sent under it before, that
	// one is edited; and of several that wait under one key only the last is
	// sent.
	Key      string     `json:"key,omitempty"`
	Text     string     `json:"text"` // Telegram HTML, at most 4096 UTF-16 units when parsed
	Buttons  [][]Button `json:"buttons,omitempty"`
	Move     bool       `json:"move,omitempty"`  // send anew at the end of the chat and delete the earlier one
	Last     bool       `json:"last,omitempty"`  // the key is not used again
	Only     bool       `json:"only,omitempty"`  // only to edit what was sent under the key; nothing, if nothing was
	Pin      bool       `json:"pin,omitempty"`   // pin silently once sent
	Unpin    bool       `json:"unpin,omitempty"` // unpin once edited
	Quiet    bool       `json:"quiet,omitempty"`
	Class    Class      `json:"class,omitempty"`
	Topic    int        `json:"topic,omitempty"`    // of a forum; 0 is none
	Photo    string     `json:"photo,omitempty"`    // file id; Text becomes its caption
	File     string     `json:"file,omitempty"`     // file id of a document; Text becomes its caption
	Location string     `json:"location,omitempty"` // "latitude,longitude"; Text and Buttons are not used then
	Contact  *Contact   `json:"contact,omitempty"`  // Text and Buttons are not used then

	// Broadcast names what it is a part of: what becomes of it is counted there
	// (Delivery). Of several messages to one chat only the last names it, so that
	// chats are counted.
	Broadcast string `json:"broadcast,omitempty"`
	// Of a Series only the newest Edition is sent: messages of an earlier one that
	// still wait are superseded by it. It is not edited in place of them, as one
	// under a Key would be.
	Series  string `json:"series,omitempty"`
	Edition string `json:"edition,omitempty"`

	Paper *Paper `json:"paper,omitempty"` // a document that is made when the message is sent

	// Pictures are drawn when the message is sent, and have a caption of their
	// own; Text and Buttons are not used then.
	Pictures *Pictures `json:"pictures,omitempty"`
}

// Contact is somebody whom one can ring up.
type Contact struct {
	Name  string `json:"name"`
	Phone string `json:"phone"`
}

// Pictures say what is to be drawn of an area: one chart is sent as a photo,
// several as an album. Equal Pictures are drawn and uploaded once for all who
// get them. They take a few bytes in every outbox, where a picture would take
// a hundred thousand.
type Pictures struct {
	Charts   []string            `json:"charts"` // as internal/document names them
	Election election.ElectionID `json:"election"`
	Area     election.Area       `json:"area,omitempty"`
	Language string              `json:"language"`
	At       time.Time           `json:"at"` // when they were wanted; of the past, what moment they show
	// Past says that they show how things stood at that moment, however late they
	// are drawn; else they show how things stand when they are drawn.
	Past bool `json:"past,omitempty"`
}

// Name tells Pictures apart.
func (p Pictures) Name() string {
	name := fmt.Sprintf("%s:%s:%s:%s:%d", p.Election, p.Area, strings.Join(p.Charts, "+"), p.Language, p.At.UnixNano())
	if p.Past {
		name += ":past"
	}
	return name
}

// Drawn is what became of Pictures that were uploaded.
type Drawn struct {
	Files   []string `json:"files"`   // file ids, one for each chart
	Caption string   `json:"caption"` // Telegram HTML: of when they are
}

// Button is a key of a message's keyboard. It carries data, or opens a link, or a
// page inside Telegram.
type Button struct {
	Label  string `json:"label"`
	Data   string `json:"data,omitempty"` // at most 64 bytes
	URL    string `json:"url,omitempty"`
	WebApp string `json:"web_app,omitempty"` // https address of a Mini App; in private chats alone
	Copy   string `json:"copy,omitempty"`    // a text that is copied, at most 256 characters
}

// Answer is what a tap is answered with. It is worth something only for
// seconds, so it is tried once and out of the chats' order.
type Answer struct {
	Query string `json:"query"`
	Text  string `json:"text,omitempty"` // at most 200 characters
}

// TakeAnswers takes the taps that are to be answered, at most so many.
func (s *Store) TakeAnswers(ctx context.Context, most int) ([]Answer, error) {
	lines, err := s.c.LPopCount(ctx, s.k.answers(), most).Result()
	if err != nil && !errors.Is(err, redis.Nil) {
		return nil, fmt.Errorf("take answers of town %s: %w", s.town.ID, err)
	}
	var answers []Answer
	for _, line := range lines {
		var a Answer
		if json.Unmarshal([]byte(line), &a) == nil { // else worth nothing by now
			answers = append(answers, a)
		}
	}
	return answers, nil
}

// Aside is how many messages were put aside because they cannot be read.
func (s *Store) Aside(ctx context.Context) (int64, error) {
	n, err := s.c.LLen(ctx, s.k.aside()).Result()
	return n, wrap(err, "count messages put aside in town %s", s.town.ID)
}

// Queued is how many chats have messages waiting; one with messages of several
// classes counts as several.
func (s *Store) Queued(ctx context.Context) (int64, error) {
	n, err := s.c.ZCard(ctx, s.k.ready()).Result()
	return n, wrap(err, "count messages of town %s", s.town.ID)
}

// SentAs finds the Telegram id of what was last sent to a chat under a key; 0
// if nothing was.
func (s *Store) SentAs(ctx context.Context, chat int64, key string) (int, error) {
	id, err := s.c.HGet(ctx, s.k.sent(), field(chat)+":"+key).Int()
	if errors.Is(err, redis.Nil) {
		return 0, nil
	}
	return id, wrap(err, "find message %s of chat %d", key, chat)
}

// Sent remembers the Telegram id of what was sent to a chat under a key.
func (s *Store) Sent(ctx context.Context, chat int64, key string, message int) error {
	return wrap(s.c.HSet(ctx, s.k.sent(), field(chat)+":"+key, message).Err(), "remember message %s of chat %d", key, chat)
}

// Forget drops what Sent remembered.
func (s *Store) Forget(ctx context.Context, chat int64, key string) error {
	return wrap(s.c.HDel(ctx, s.k.sent(), field(chat)+":"+key).Err(), "forget message %s of chat %d", key, chat)
}

// Unreachable remembers why Telegram refuses a chat; "" forgets it.
func (s *Store) Unreachable(ctx context.Context, chat int64, why string) error {
	if why == "" {
		return wrap(s.c.HDel(ctx, s.k.unreachable(), field(chat)).Err(), "mark chat %d", chat)
	}
	return wrap(s.c.HSet(ctx, s.k.unreachable(), field(chat), why).Err(), "mark chat %d", chat)
}

// AllUnreachable lists the chats that Telegram refuses, and why.
func (s *Store) AllUnreachable(ctx context.Context) (map[string]string, error) {
	all, err := s.c.HGetAll(ctx, s.k.unreachable()).Result()
	return all, wrap(err, "read unreachable chats of town %s", s.town.ID)
}
