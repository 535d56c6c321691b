package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/redis/go-redis/v9"

	"huanjie/internal/election"
)

// Message is something to be sent to a chat. Messages to one chat leave in the
// order in which they were committed.
type Message struct {
	ID   string `json:"id"`   // receipt number: the same message keeps it however often it is tried
	Chat int64  `json:"chat"` // private chats are positive, groups negative
	// Key names the message in its chat. If one was sent under it before, that
	// one is edited; and of several that wait under one key only the last is
	// sent.
	Key     string     `json:"key,omitempty"`
	Text    string     `json:"text"` // Telegram HTML, at most 4096 UTF-16 units when parsed
	Buttons [][]Button `json:"buttons,omitempty"`
	Move    bool       `json:"move,omitempty"` // send anew at the end of the chat and delete the earlier one
	Last    bool       `json:"last,omitempty"` // the key is not used again
	Pin     bool       `json:"pin,omitempty"`  // pin silently once sent
	Quiet   bool       `json:"quiet,omitempty"`
	Photo   string     `json:"photo,omitempty"` // file id; Text becomes its caption
	File    string     `json:"file,omitempty"`  // file id of a document; Text becomes its caption

	// Pictures are drawn when the message is sent, and have a caption of their
	// own; Text and Buttons are not used then.
	Pictures *Pictures `json:"pictures,omitempty"`
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
	At       time.Time           `json:"at"` // when they were wanted
}

// Name tells Pictures apart.
func (p Pictures) Name() string {
	return fmt.Sprintf("%s:%s:%s:%s:%d", p.Election, p.Area, strings.Join(p.Charts, "+"), p.Language, p.At.UnixNano())
}

// Drawn is what became of Pictures that were uploaded.
type Drawn struct {
	Files   []string `json:"files"`   // file ids, one for each chart
	Caption string   `json:"caption"` // Telegram HTML: of when they are
}

// Button is a key of a message's keyboard. It carries data, or opens a link.
type Button struct {
	Label string `json:"label"`
	Data  string `json:"data,omitempty"` // at most 64 bytes
	URL   string `json:"url,omitempty"`
}

// Answer is what a tap is answered with. It is worth something only for
// seconds, so it is tried once and out of the chats' order.
type Answer struct {
	Query string `json:"query"`
	Text  string `json:"text,omitempty"` // at most 200 characters
}

// Waiting are the messages to one chat, taken by one sender for the time of
// its lease.
type Waiting struct {
	Chat     int64
	Messages []Message // oldest first
}

// taken remembers the oldest message of every chat this process has taken, as
// it stands in the list.
type taken struct {
	mu     sync.Mutex
	oldest map[int64]string
}

func (t *taken) set(chat int64, line string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.oldest[chat] = line
}

func (t *taken) of(chat int64) string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.oldest[chat]
}

// forget drops a line, unless the chat has been taken anew since.
func (t *taken) forget(chat int64, line string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.oldest[chat] == line {
		delete(t.oldest, chat)
	}
}

// takeReady hands out chats that may be sent to, and hides them for a while.
//
// KEYS     ready
// ARGV     now and end of the lease (unix ms), how many at most
// returns  chat ids
var takeReady = redis.NewScript(`
local chats = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', ARGV[1], 'LIMIT', 0, ARGV[3])
for _, chat in ipairs(chats) do redis.call('ZADD', KEYS[1], ARGV[2], chat) end
return chats
`)

// settleChat takes what was sent off a chat's list and says when the chat may
// be sent to again; a chat with nothing left is forgotten once that moment has
// passed. If the list does not begin with what was taken, another sender has
// taken over and sent it; then nothing is settled, or a message nobody has sent
// would be lost.
//
// KEYS     out, ready
// ARGV     chat, how many messages are done, when the chat is free again and
//
//	now (unix ms), the message taken first
//
// returns  how many wait; -1 if another sender has taken over
var settleChat = redis.NewScript(`
local done = tonumber(ARGV[2])
if done > 0 and redis.call('LINDEX', KEYS[1], 0) ~= ARGV[5] then return -1 end
if done > 0 then redis.call('LTRIM', KEYS[1], done, -1) end
local left = redis.call('LLEN', KEYS[1])
if left == 0 and tonumber(ARGV[3]) <= tonumber(ARGV[4]) then
  redis.call('ZREM', KEYS[2], ARGV[1])
else
  redis.call('ZADD', KEYS[2], ARGV[3], ARGV[1])
end
return left
`)

// waitingMost is how many messages of one chat are looked at together.
const waitingMost = 50

// Take hands out chats with messages that may be sent now. A chat is nobody
// else's until it is settled or the lease is over. A message that cannot be
// read is put aside: it must not hold up those behind it.
func (s *Store) Take(ctx context.Context, now time.Time, lease time.Duration, most int) ([]Waiting, error) {
	chats, err := takeReady.Run(ctx, s.c, []string{s.k.ready()}, now.UnixMilli(), now.Add(lease).UnixMilli(), most).StringSlice()
	if err != nil || len(chats) == 0 {
		return nil, wrap(err, "take messages of town %s", s.town.ID)
	}
	pipe := s.c.Pipeline()
	var all []Waiting
	var lists []*redis.StringSliceCmd
	for _, chat := range chats {
		id, err := strconv.ParseInt(chat, 10, 64)
		if err != nil {
			pipe.ZRem(ctx, s.k.ready(), chat) // no chat at all
			continue
		}
		all = append(all, Waiting{Chat: id})
		lists = append(lists, pipe.LRange(ctx, s.k.out(id), 0, waitingMost-1))
	}
	if _, err := pipe.Exec(ctx); err != nil {
		return nil, fmt.Errorf("read messages of town %s: %w", s.town.ID, err)
	}
	for i, l := range lists {
		if all[i].Messages, err = s.readMessages(ctx, all[i].Chat, l.Val()); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// readMessages reads the lines of a chat's list, and takes those that cannot be
// read off it.
func (s *Store) readMessages(ctx context.Context, chat int64, lines []string) ([]Message, error) {
	var all []Message
	var unread []string
	first := ""
	for _, line := range lines {
		var m Message
		if json.Unmarshal([]byte(line), &m) != nil {
			unread = append(unread, line)
			continue
		}
		if m.Chat = chat; len(all) == 0 { // a group may have moved since
			first = line
		}
		all = append(all, m)
	}
	s.taken.set(chat, first)
	if len(unread) == 0 {
		return all, nil
	}
	_, err := s.c.TxPipelined(ctx, func(p redis.Pipeliner) error {
		for _, line := range unread {
			p.LRem(ctx, s.k.out(chat), 1, line)
			p.RPush(ctx, s.k.aside(), line)
		}
		return nil
	})
	return all, wrap(err, "put aside a message to chat %d", chat)
}

// SettleChat is told that the first done messages of a chat are dealt with, as
// Take of this Store last handed them out, and when the chat may be sent to
// again. It does nothing if another sender has dealt with them since the lease
// was over.
func (s *Store) SettleChat(ctx context.Context, chat int64, done int, free, now time.Time) error {
	first := s.taken.of(chat)
	err := settleChat.Run(ctx, s.c, []string{s.k.out(chat), s.k.ready()}, field(chat),
		done, free.UnixMilli(), now.UnixMilli(), first).Err()
	if err != nil {
		return fmt.Errorf("settle chat %d: %w", chat, err)
	}
	if done > 0 {
		s.taken.forget(chat, first)
	}
	return nil
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

// Queued is how many chats have messages waiting or were just sent to.
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

// drawnLasts is how long pictures that were uploaded are remembered: as long as
// a message may have to wait for somebody.
const drawnLasts = 48 * time.Hour

// Drawn finds pictures that were uploaded before; no Files if they were not.
func (s *Store) Drawn(ctx context.Context, p Pictures) (d Drawn, err error) {
	raw, err := s.c.Get(ctx, s.k.drawn(p)).Bytes()
	if errors.Is(err, redis.Nil) {
		return Drawn{}, nil
	}
	if err == nil {
		err = json.Unmarshal(raw, &d)
	}
	return d, wrap(err, "find pictures %s", p.Name())
}

// Draw remembers pictures that were uploaded.
func (s *Store) Draw(ctx context.Context, p Pictures, d Drawn) error {
	raw, err := json.Marshal(d)
	if err == nil {
		err = s.c.Set(ctx, s.k.drawn(p), raw, drawnLasts).Err()
	}
	return wrap(err, "remember pictures %s", p.Name())
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
