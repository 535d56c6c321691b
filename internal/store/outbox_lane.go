package store

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"
)

// Class is how urgent a message is. Messages of one class leave a chat in the
// order of their commits. More urgent classes go first, in a chat and among
// all chats.
type Class int

// The classes, the most urgent first. The zero value is a reply.
const (
	ClassReply        Class = iota // what a person waits for
	ClassAlert                     // what a leader must know at once
	ClassDigest                    // digests and reminders
	ClassAnnouncement              // what goes to groups and to many

	// ClassAnswer is the class of answers to taps, which are no messages.
	ClassAnswer Class = -1
)

// Classes lists the classes of messages, the most urgent first.
func Classes() []Class { return []Class{ClassReply, ClassAlert, ClassDigest, ClassAnnouncement} }

// Waiting is the messages of one class to one chat, taken by one sender for
// the time of its lease.
type Waiting struct {
	Chat     int64
	Class    Class
	Messages []Message // oldest first
	// Tried is how often the oldest was already tried and may have arrived: no
	// answer came, or the sender was killed.
	Tried int

	// Behind is how many lanes of the class were left waiting when it was taken.
	Behind int

	first  string      // the oldest, as stored
	before *sentBefore // nil: not read
	handed bool        // that it is tried is in the score of the lane
}

// lane returns the name of the list of a class in a chat.
func lane(chat int64, c Class) string {
	if c == ClassReply {
		return field(chat)
	}
	return field(chat) + ":" + strconv.Itoa(int(c))
}

// parseLane is the inverse of lane.
func parseLane(text string) (chat int64, c Class, ok bool) {
	number, class, of := strings.Cut(text, ":")
	chat, err := strconv.ParseInt(number, 10, 64)
	if err != nil || !of {
		return chat, ClassReply, err == nil
	}
	n, err := strconv.Atoi(class)
	return chat, Class(n), err == nil && n > 0 && n < len(Classes())
}

// laneScore returns the score of a lane that may be sent from at a moment.
func laneScore(c Class, at time.Time) string {
	return strconv.FormatInt(int64(c)*classSpan+at.UnixMilli(), 10)
}

// handedScore is half a millisecond more: the end of a lease under which the oldest message is
// being tried for the first time. So nothing else has to say that it is.
func handedScore(c Class, at time.Time) string { return laneScore(c, at) + ".5" }

// firstAhead is by how much the answer to a message goes before what else waits as a reply: the
// answers to taps, which know already that they were taken, and cards for others. Nobody waits
// longer than that for those who come later.
const firstAhead = 2 * time.Minute

// since is from when a message of a commit counts as waiting, beside others of its class.
func (c Commit) since(m Message, now time.Time) time.Time {
	if m.Class == ClassReply && c.Session != nil && c.Session.User == m.Chat && !c.Tap && len(c.Answers) == 0 {
		return now.Add(-firstAhead)
	}
	return now
}

// takeReady takes lanes of a class that may be sent from, and hides them for a
// while. It notes that their oldest messages are being tried, since nothing is
// written between here and the request. A lane comes a little later if its
// chat has something more urgent, waiting or being sent. One that would come
// only after a long time comes now, as the clock was set back.
//
// KEYS     ready, tried
// ARGV     lowest score of the class, that of now, that of the end of the lease,
//
//	highest of the class, how many at most, score of what comes later, score
//	after which nothing can be meant to come
//
// returns  score of what is ready next ("" if nothing is), how many lanes are left that are
//
//	ready now, then for each lane: its name, how often its oldest message has been tried
var takeReady = redis.NewScript(`
local function handed(score) return string.find(score, '.5', 1, true) end
local early = redis.call('ZRANGEBYSCORE', KEYS[1], '(' .. ARGV[7], ARGV[4], 'WITHSCORES', 'LIMIT', 0, 1000)
for i = 1, #early, 2 do redis.call('ZADD', KEYS[1], ARGV[2] .. (handed(early[i + 1]) and '.5' or ''), early[i]) end
local lanes = redis.call('ZRANGEBYSCORE', KEYS[1], ARGV[1], ARGV[2] .. '.5', 'WITHSCORES', 'LIMIT', 0, ARGV[5])
local out = {'', ''}
local function preceded(lane)
  local chat, class = string.match(lane, '^(-?%d+):(%d+)$')
  for c = 0, tonumber(class or 0) - 1 do
    if redis.call('ZSCORE', KEYS[1], c == 0 and chat or chat .. ':' .. c) then return true end
  end
end
for i = 1, #lanes, 2 do
  local lane = lanes[i]
  if preceded(lane) then
    redis.call('ZADD', KEYS[1], ARGV[6], lane)
  else
    redis.call('ZADD', KEYS[1], ARGV[3], lane)
    out[#out + 1] = lane
    out[#out + 1] = tostring(redis.call('HINCRBY', KEYS[2], lane, handed(lanes[i + 1]) and 2 or 1))
  end
end
local next = redis.call('ZRANGEBYSCORE', KEYS[1], ARGV[1], ARGV[4], 'WITHSCORES', 'LIMIT', 0, 1)
if next[2] then out[1] = next[2] end
out[2] = tostring(redis.call('ZCOUNT', KEYS[1], ARGV[1], ARGV[2] .. '.5'))
return out
`)

// precededWaits is when a lane is looked at again after something more urgent
// went first.
const precededWaits = 200 * time.Millisecond

// latestLane is longer than a lane ever waits, unless Telegram wants it: that is
// kept in the budget too. It is also how far the clocks of replicas may differ.
const latestLane = 10 * time.Minute

// waitingMost is how many messages of one lane are read together.
const waitingMost = 50

// Take takes messages of a class that may be sent now, the longest waiting
// chats first. It takes none of a chat with something more urgent waiting.
// They belong to the caller until they are settled or the lease ends. next is
// when there is more of the class; zero if there is none.
//
// A message that cannot be read is put aside, so that it does not hold up
// those after it.
func (s *Store) Take(ctx context.Context, class Class, now time.Time, lease time.Duration, most int) (all []Waiting, next time.Time, err error) {
	lowest, highest := strconv.FormatInt(int64(class)*classSpan, 10), strconv.FormatInt(int64(class+1)*classSpan-1, 10)
	got, err := takeReady.Run(ctx, s.c, []string{s.k.ready(), s.k.tried()},
		lowest, laneScore(class, now), laneScore(class, now.Add(lease)), highest, most, laneScore(class, now.Add(precededWaits)), laneScore(class, now.Add(latestLane))).StringSlice()
	if err != nil {
		return nil, time.Time{}, fmt.Errorf("take messages of town %s: %w", s.town.ID, err)
	}
	if score, err := strconv.ParseFloat(got[0], 64); err == nil {
		next = time.UnixMilli(int64(score) - int64(class)*classSpan)
	}
	if len(got) == 2 {
		return nil, next, nil
	}
	behind, err := strconv.Atoi(got[1])
	if err == nil {
		all, err = s.readLanes(ctx, got[2:])
	}
	for i := range all {
		all[i].Behind = behind
	}
	return all, next, err
}

// readLanes reads lanes that were taken. Each is followed by how often its
// oldest message has been tried, this time included.
func (s *Store) readLanes(ctx context.Context, taken []string) ([]Waiting, error) {
	pipe := s.c.Pipeline()
	var all []Waiting
	var lists []*redis.StringSliceCmd
	for i := 0; i < len(taken); i += 2 {
		chat, class, ok := parseLane(taken[i])
		if !ok {
			pipe.ZRem(ctx, s.k.ready(), taken[i]) // not the name of a lane
			pipe.HDel(ctx, s.k.tried(), taken[i])
			continue
		}
		tries, err := strconv.Atoi(taken[i+1])
		if err != nil {
			return nil, fmt.Errorf("read messages to chat %d: %w", chat, err)
		}
		all = append(all, Waiting{Chat: chat, Class: class, Tried: tries - 1})
		lists = append(lists, pipe.LRange(ctx, s.k.lane(chat, class), 0, waitingMost-1))
	}
	if _, err := pipe.Exec(ctx); err != nil {
		return nil, fmt.Errorf("read messages of town %s: %w", s.town.ID, err)
	}
	for i, l := range lists {
		if err := s.readMessages(ctx, &all[i], l.Val()); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// readMessages parses the lines of a lane. Lines that cannot be read are
// removed from it.
func (s *Store) readMessages(ctx context.Context, w *Waiting, lines []string) error {
	var unread []string
	for _, line := range lines {
		var m Message
		if json.Unmarshal([]byte(line), &m) != nil {
			unread = append(unread, line)
			continue
		}
		if m.Chat = w.Chat; len(w.Messages) == 0 { // the group may have moved since
			w.first = line
		}
		w.Messages = append(w.Messages, m)
	}
	if len(unread) == 0 {
		return nil
	}
	_, err := s.c.TxPipelined(ctx, func(p redis.Pipeliner) error {
		for _, line := range unread {
			p.LRem(ctx, s.k.lane(w.Chat, w.Class), 1, line)
			p.RPush(ctx, s.k.aside(), line)
		}
		return nil
	})
	return wrap(err, "put aside a message to chat %d", w.Chat)
}

// Renew renews the lease of lanes that are being sent from.
func (s *Store) Renew(ctx context.Context, until time.Time, all ...Waiting) error {
	pipe := s.c.Pipeline()
	for _, w := range all {
		score := float64(int64(w.Class)*classSpan + until.UnixMilli())
		if w.handed {
			score += 0.5
		}
		pipe.ZAddXX(ctx, s.k.ready(), redis.Z{Score: score, Member: lane(w.Chat, w.Class)})
	}
	_, err := pipe.Exec(ctx)
	return wrap(err, "keep chats of town %s", s.town.ID)
}

// Settlement is the result of sending from a lane.
type Settlement struct {
	Endings []Ending  // of the first messages, in order; they are done
	Free    time.Time // when the next may be sent
	Tries   int       // of the message that is then first, if it may have arrived

	// Key is that of the message that was sent, and Number the number under which it is
	// remembered, 0 to forget it. Without a key nothing is remembered.
	Key    string
	Number int
}

// settleLane removes what is done from a lane, puts it on record, counts it,
// and says when the lane may be sent from again. If the lane no longer begins
// with the message taken, another sender has dealt with it. Then nothing is
// settled, or an unsent message would be lost.
//
// KEYS     out, ready, tried, outcome, delivery, said, sent
// ARGV     lane, the message taken first, how many are done, score from which
//
//	the lane is free, tries of the next, how many entries said is cut to (0:
//	none), field under which a message was sent ("": none) and its number
//	(0: to be forgotten), both also if another sender has taken over; score of the
//	end of the lease if the caller goes on with what is left ("": it does not; handedScore), how
//	many of those it reads; for each that is done: outcome, broadcast ("" = none), chat, why
//	it did not arrive, how many fields the record has, the fields
//
// returns  how many wait (-1 if another sender has taken over), how many of them follow
//
//	at the end, then the broadcasts that this completed
var settleLane = redis.NewScript(`
local lane, done = ARGV[1], tonumber(ARGV[3])
if ARGV[7] ~= '' then
  if ARGV[8] == '0' then redis.call('HDEL', KEYS[7], ARGV[7]) else redis.call('HSET', KEYS[7], ARGV[7], ARGV[8]) end
end
local first = done > 0 and redis.call('LPOP', KEYS[1], done + 1) or {}
local left = done > 0 and #first <= done and 0
if not left and done > 0 then redis.call('LPUSH', KEYS[1], first[done + 1]) end
if done > 0 and first[1] ~= ARGV[2] then
  for i = math.min(done, #first), 1, -1 do redis.call('LPUSH', KEYS[1], first[i]) end
  return {'-1', '0'}
end
left = left or redis.call('LLEN', KEYS[1])
local again, free, tries = {}, ARGV[4], ARGV[5]
if left > 0 and ARGV[9] ~= '' then
  again, free, tries = redis.call('LRANGE', KEYS[1], 0, tonumber(ARGV[10]) - 1), ARGV[9], '0'
end
if left == 0 then redis.call('ZREM', KEYS[2], lane) else redis.call('ZADD', KEYS[2], free, lane) end
if left == 0 or tries == '0' then redis.call('HDEL', KEYS[3], lane) else redis.call('HSET', KEYS[3], lane, tries) end
local at, touched, names = 11, {}, {}
for i = 1, done do
  local outcome, broadcast, chat, why, n = ARGV[at], ARGV[at + 1], ARGV[at + 2], ARGV[at + 3], tonumber(ARGV[at + 4])
  if outcome ~= 'sent' then redis.call('HINCRBY', KEYS[4], outcome, 1) end
  if broadcast ~= '' then
    redis.call('HINCRBY', KEYS[5], outcome .. '|' .. broadcast, 1)
    if outcome == 'sent' and string.sub(chat, 1, 1) == '-' then redis.call('HINCRBY', KEYS[5], 'groups|' .. broadcast, 1) end
    if why ~= '' then redis.call('HSET', KEYS[5], 'why|' .. chat .. '|' .. broadcast, why) end
    if not touched[broadcast] then touched[broadcast], names[#names + 1] = true, broadcast end
  end
  local entry = {'XADD', KEYS[6]}
  if ARGV[6] ~= '0' then entry = {'XADD', KEYS[6], 'MAXLEN', '~', ARGV[6]} end
  entry[#entry + 1] = '*'
  for j = 1, n do entry[#entry + 1] = ARGV[at + 4 + j] end
  redis.call(unpack(entry))
  at = at + 5 + n
end
local out = {tostring(left), tostring(#again)}
for _, name in ipairs(names) do
  local function count(field) return tonumber(redis.call('HGET', KEYS[5], field .. '|' .. name) or '0') end
  if count('closed') == 1 and count('sent') + count('perhaps') + count('refused') + count('superseded') >= count('queued') then out[#out + 1] = name end
end
for _, line in ipairs(again) do out[#out + 1] = line end
return out
`)

// SettleLane settles messages that were taken. It does nothing if another
// sender has dealt with them since the lease ended. left is how many wait
// after them. complete names the broadcasts that this completed.
func (s *Store) SettleLane(ctx context.Context, w Waiting, how Settlement) (left int, complete []string, err error) {
	left, complete, _, err = s.SettleOn(ctx, w, how, time.Time{})
	return left, complete, err
}

// SettleOn is SettleLane for a sender who goes on with what waits after them: that is taken
// until the end of its lease. again is nil if nothing waits, or it was not asked for.
func (s *Store) SettleOn(ctx context.Context, w Waiting, how Settlement, until time.Time) (left int, complete []string, again *Waiting, err error) {
	cut, leased := 0, ""
	if s.town.ID == LobbyID {
		cut = lobbyKept
	}
	if !until.IsZero() {
		leased = handedScore(w.Class, until)
	}
	args := []any{lane(w.Chat, w.Class), w.first, len(how.Endings), laneScore(w.Class, how.Free), how.Tries, cut, sentField(w.Chat, how.Key), how.Number, leased, waitingMost}
	for _, e := range how.Endings {
		said := saidFields(e.Message.onRecord(e.Number, e.inWords()))
		args = append(args, string(e.Outcome), e.Message.Broadcast, field(w.Chat), e.Why, len(said))
		args = append(args, said...)
	}
	keys := []string{s.k.lane(w.Chat, w.Class), s.k.ready(), s.k.tried(), s.k.outcome(), s.k.delivery(), s.k.said(), s.k.sent()}
	got, err := settleLane.Run(ctx, s.c, keys, args...).StringSlice()
	if err != nil {
		return 0, nil, nil, fmt.Errorf("settle chat %d: %w", w.Chat, err)
	}
	if left, err = strconv.Atoi(got[0]); err != nil {
		return 0, nil, nil, fmt.Errorf("settle chat %d: %w", w.Chat, err)
	}
	lines, err := strconv.Atoi(got[1])
	if err == nil && lines > 0 {
		again = &Waiting{Chat: w.Chat, Class: w.Class, handed: true}
		err = s.readMessages(ctx, again, got[len(got)-lines:])
	}
	return max(left, 0), got[2 : len(got)-lines], again, err
}

// SettleAll settles everything in a taken lane as sent.
func (s *Store) SettleAll(ctx context.Context, w Waiting) error {
	var how Settlement
	for _, m := range w.Messages {
		how.Endings = append(how.Endings, Ending{Message: m, Outcome: Sent})
	}
	_, _, err := s.SettleLane(ctx, w, how)
	return err
}

// moveLanes moves the messages of one chat to another, before those already
// there. The caller watches the lists.
func (s *Store) moveLanes(ctx context.Context, tx *redis.Tx, from, to int64) (write func(redis.Pipeliner), err error) {
	waiting := make([][]string, len(Classes()))
	for _, c := range Classes() {
		if waiting[c], err = tx.LRange(ctx, s.k.lane(from, c), 0, -1).Result(); err != nil {
			return nil, err
		}
	}
	return func(p redis.Pipeliner) {
		for _, c := range Classes() {
			for _, line := range slices.Backward(waiting[c]) {
				p.LPush(ctx, s.k.lane(to, c), line)
				p.ZAddNX(ctx, s.k.ready(), redis.Z{Score: float64(int64(c) * classSpan), Member: lane(to, c)})
			}
			p.Del(ctx, s.k.lane(from, c))
			p.ZRem(ctx, s.k.ready(), lane(from, c))
			p.HDel(ctx, s.k.tried(), lane(from, c))
		}
	}, nil
}
