package store

import (
	"context"
	"crypto/rand"
	"fmt"
	"strconv"
	"time"

	"github.com/redis/go-redis/v9"
)

// Budget is what one bot may still send. It is kept in Redis, by Redis's
// clock, for all processes and towns of the bot.
//
// Telegram counts a request at some time between its start and its answer. So
// a place is taken before the request starts, and given back one window after
// its answer.
//
// A request without an answer is taken as counted at the time unanswered after
// its place was asked for. Otherwise a few that hang would stop all the others.
// The places of a killed process come free in the same way. So a request starts
// only while its place is fresh: if Redis or this process is held up in between,
// another place has to be taken. If the answer comes late all the same, its place
// counts for one more window.
//
// If Redis's clock is set back, nobody waits until it is again what it was. A
// place is held at most as long as a new one. A wait is kept under a key that
// lasts twice as long; so how long it was in all can be told, and it begins
// from then.
type Budget struct {
	c        redis.UniversalClient
	k        botKeys
	places   int
	name     string // prefix of this process's places
	numbered chan int64
}

const (
	budgetWindow = time.Second
	budgetGuard  = 5 * time.Millisecond // for rounding of clocks
	unanswered   = time.Second
	fresh        = unanswered * 7 / 10 // the rest is for the way to Telegram
)

// Fare is how often one chat may be sent to: Burst messages at once, then one
// in every Each.
type Fare struct {
	Each  time.Duration
	Burst int
}

// Place is permission for one request. The zero Place is none.
type Place struct {
	name  string
	asked time.Time // by this process's clock
}

// Fresh reports whether a request with this place may still start.
func (p Place) Fresh() bool { return time.Since(p.asked) < fresh }

// OpenBudget returns the budget of a bot with this many places in any one
// second.
func OpenBudget(c redis.UniversalClient, bot string, places int) *Budget {
	b := &Budget{c: c, k: keysOfBot(bot), places: places, name: rand.Text(), numbered: make(chan int64, 1)}
	b.numbered <- 0
	return b
}

// leftOfWait is what the scripts have in common: keep keeps a wait under a key, and
// left is how much is left of it (ms). If the clock was set back, more is left than
// there ever was: then the wait begins from now, and is kept so.
const leftOfWait = `
local function keep(key, till, now)
  redis.call('SET', key, string.format('%.0f', till), 'PX', string.format('%.0f', math.max(1, 2 * (till - now))))
end
local function left(key, now)
  local wait = (tonumber(redis.call('GET', key) or '') or 0) - now
  if wait <= 0 then return 0 end
  local whole = math.max(1000, redis.call('PTTL', key) - wait)
  if wait <= whole then return wait end
  keep(key, now + whole, now)
  return whole
end
`

// enterBudget gives unused places back and takes others.
//
// KEYS     places, barred
// ARGV     how many at most, how many there are, how long they are held (ms),
//
//	name and number of the first, the unused places
//
// returns  how many were taken, how long until there is another (ms; 0 if there
//
//	is one now)
var enterBudget = redis.NewScript(leftOfWait + `
local t = redis.call('TIME')
local now = tonumber(t[1]) * 1000 + math.floor(tonumber(t[2]) / 1000)
for i = 6, #ARGV do redis.call('ZREM', KEYS[1], ARGV[i]) end
local wait = left(KEYS[2], now)
if wait > 0 then return {0, wait} end
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', string.format('%.0f', now))
local latest = string.format('%.0f', now + tonumber(ARGV[3]))
for _, place in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '(' .. latest, '+inf')) do redis.call('ZADD', KEYS[1], latest, place) end
local free = tonumber(ARGV[2]) - redis.call('ZCARD', KEYS[1])
local taken = math.max(0, math.min(free, tonumber(ARGV[1])))
for i = 0, taken - 1 do
  redis.call('ZADD', KEYS[1], string.format('%.0f', now + tonumber(ARGV[3])), ARGV[4] .. ':' .. string.format('%.0f', tonumber(ARGV[5]) + i))
end
redis.call('PEXPIRE', KEYS[1], 60000)
if free > taken then return {taken, 0} end
local first = redis.call('ZRANGE', KEYS[1], 0, 0, 'WITHSCORES')
return {taken, math.max(1, tonumber(first[2]) - now)}
`)

// Enter takes up to most places. It gives unused ones back in the same step, so
// that they can be had again, fresh. next is how long until there is another
// one; 0 if there is one now.
func (b *Budget) Enter(ctx context.Context, most int, unused ...Place) (places []Place, next time.Duration, err error) {
	number := <-b.numbered
	b.numbered <- number + int64(most)
	asked, held := time.Now(), unanswered+budgetWindow
	args := append([]any{most, b.places, held.Milliseconds(), b.name, number}, names(unused)...)
	got, err := enterBudget.Run(ctx, b.c, []string{b.k.places(), b.k.barred()}, args...).Int64Slice()
	if err != nil {
		return nil, 0, fmt.Errorf("take places to send: %w", err)
	}
	for i := range got[0] {
		places = append(places, Place{b.name + ":" + strconv.FormatInt(number+i, 10), asked})
	}
	return places, time.Duration(got[1]) * time.Millisecond, nil
}

// names are what places are called in Redis.
func names(places []Place) (all []any) {
	for _, p := range places {
		all = append(all, p.name)
	}
	return all
}

// leaveBudget frees places one window from now, also those whose time was over.
//
// KEYS     places
// ARGV     how long until they are free (ms), the places
var leaveBudget = redis.NewScript(`
local t = redis.call('TIME')
local free = string.format('%.0f', tonumber(t[1]) * 1000 + math.ceil(tonumber(t[2]) / 1000) + tonumber(ARGV[1]))
for i = 2, #ARGV do redis.call('ZADD', KEYS[1], free, ARGV[i]) end
redis.call('PEXPIRE', KEYS[1], 60000)
return 0
`)

// Leave says that the requests of some places were answered.
func (b *Budget) Leave(ctx context.Context, places ...Place) error {
	args := append([]any{(budgetWindow + budgetGuard).Milliseconds()}, names(places)...)
	return wrap(leaveBudget.Run(ctx, b.c, []string{b.k.places()}, args...).Err(), "give places back")
}

// Drop gives unused places back.
func (b *Budget) Drop(ctx context.Context, places ...Place) error {
	if len(places) == 0 {
		return nil
	}
	return wrap(b.c.ZRem(ctx, b.k.places(), names(places)...).Err(), "give unused places back")
}

// admit asks whether chats may be sent to now, and counts the messages if so.
// A chat's key holds the moment when everything sent to it is paid for.
//
// KEYS     paid, one for each chat
// ARGV     for each chat: each (ms), burst, how many
// returns  for each chat: how long it has to wait (ms; 0 if it is admitted), and
//
//	how long until it may be sent to after that (ms)
var admit = redis.NewScript(leftOfWait + `
local t = redis.call('TIME')
local now = tonumber(t[1]) * 1000 + math.floor(tonumber(t[2]) / 1000)
local out = {}
for i, key in ipairs(KEYS) do
  local each, burst, n = tonumber(ARGV[3 * i - 2]), tonumber(ARGV[3 * i - 1]), tonumber(ARGV[3 * i])
  local paid = now + left(key, now)
  local wait = math.max(0, paid - (burst - 1) * each - now)
  if wait == 0 then
    paid = paid + each * n
    keep(key, paid, now)
  end
  out[2 * i - 1], out[2 * i] = wait, math.max(0, paid - (burst - 1) * each - now)
end
return out
`)

// Passage is a chat and how many messages are to be sent to it.
type Passage struct {
	Chat int64
	Fare Fare
	N    int
}

// Admission says whether a chat may be sent to now: then Wait is 0, and the
// messages are counted. After is when it may be sent to again.
type Admission struct{ Wait, After time.Duration }

// Admit asks whether some chats may be sent to now.
func (b *Budget) Admit(ctx context.Context, all ...Passage) ([]Admission, error) {
	if len(all) == 0 {
		return nil, nil
	}
	var keys []string
	var args []any
	for _, p := range all {
		keys = append(keys, b.k.paid(p.Chat))
		args = append(args, p.Fare.Each.Milliseconds(), p.Fare.Burst, p.N)
	}
	got, err := admit.Run(ctx, b.c, keys, args...).Int64Slice()
	if err != nil {
		return nil, fmt.Errorf("ask whether chats may be sent to: %w", err)
	}
	out := make([]Admission, len(all))
	for i := range out {
		out[i] = Admission{time.Duration(got[2*i]) * time.Millisecond, time.Duration(got[2*i+1]) * time.Millisecond}
	}
	return out, nil
}

// bar stops all sending for a while, unless a longer bar is set already.
//
// KEYS     paid of a chat, or barred
// ARGV     how long (ms)
var bar = redis.NewScript(leftOfWait + `
local t = redis.call('TIME')
local now = tonumber(t[1]) * 1000 + math.ceil(tonumber(t[2]) / 1000)
if left(KEYS[1], now) < tonumber(ARGV[1]) then keep(KEYS[1], now + tonumber(ARGV[1]), now) end
return 0
`)

// Bar obeys a retry_after for one chat.
func (b *Budget) Bar(ctx context.Context, chat int64, f Fare, d time.Duration) error {
	d += time.Duration(f.Burst-1) * f.Each
	return wrap(bar.Run(ctx, b.c, []string{b.k.paid(chat)}, d.Milliseconds()).Err(), "wait with chat %d", chat)
}

// BarAll obeys a retry_after for the whole bot.
func (b *Budget) BarAll(ctx context.Context, d time.Duration) error {
	return wrap(bar.Run(ctx, b.c, []string{b.k.barred()}, d.Milliseconds()).Err(), "wait with all chats")
}
