package store

import (
	"context"
	"crypto/rand"
	"fmt"
	"slices"
	"strconv"
	"sync"
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

	mu   sync.Mutex
	left []leaving // not yet said to Redis
}

// leaving is a place whose request was answered.
type leaving struct {
	name     string
	answered time.Time
}

const (
	budgetWindow = time.Second
	budgetGuard  = 5 * time.Millisecond // for rounding of clocks
	unanswered   = time.Second
	fresh        = unanswered * 7 / 10 // the rest is for the way to Telegram
	heldMost     = unanswered + budgetWindow
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

// givenBack is what the scripts that take places have in common. back gives places back, from
// the at-th argument on: how many were not used, these; then those whose requests were
// answered, each with how long it is still held (ms). free is how many there are.
const givenBack = leftOfWait + `
local function back(key, at, now)
  for i = at + 1, at + tonumber(ARGV[at]) do redis.call('ZREM', key, ARGV[i]) end
  for i = at + 1 + tonumber(ARGV[at]), #ARGV, 2 do redis.call('ZADD', key, string.format('%.0f', now + tonumber(ARGV[i + 1])), ARGV[i]) end
end
local function free(key, most, held, now)
  redis.call('ZREMRANGEBYSCORE', key, '-inf', string.format('%.0f', now))
  local latest = string.format('%.0f', now + held)
  for _, place in ipairs(redis.call('ZRANGEBYSCORE', key, '(' .. latest, '+inf')) do redis.call('ZADD', key, latest, place) end
  return most - redis.call('ZCARD', key)
end
local function soonest(key, now)
  local first = redis.call('ZRANGE', key, 0, 0, 'WITHSCORES')
  return math.max(1, (tonumber(first[2] or '') or now) - now)
end
`

// enterBudget gives places back and takes others.
//
// KEYS     places, barred
// ARGV     how many at most, how many there are, how long they are held (ms),
//
//	name and number of the first, what is given back (givenBack)
//
// returns  how many were taken, how long until there is another (ms; 0 if there
//
//	is one now)
var enterBudget = redis.NewScript(givenBack + `
local t = redis.call('TIME')
local now = tonumber(t[1]) * 1000 + math.floor(tonumber(t[2]) / 1000)
local held = tonumber(ARGV[3])
back(KEYS[1], 6, now)
local wait = left(KEYS[2], now)
if wait > 0 then return {0, wait} end
local free = free(KEYS[1], tonumber(ARGV[2]), held, now)
local taken = math.max(0, math.min(free, tonumber(ARGV[1])))
for i = 0, taken - 1 do
  redis.call('ZADD', KEYS[1], string.format('%.0f', now + held), ARGV[4] .. ':' .. string.format('%.0f', tonumber(ARGV[5]) + i))
end
redis.call('PEXPIRE', KEYS[1], 60000)
if free > taken then return {taken, 0} end
return {taken, soonest(KEYS[1], now)}
`)

// Enter takes up to most places. It gives unused ones back in the same step, so
// that they can be had again, fresh. next is how long until there is another
// one; 0 if there is one now.
func (b *Budget) Enter(ctx context.Context, most int, unused ...Place) (places []Place, next time.Duration, err error) {
	number, asked := b.number(most), time.Now()
	args := append([]any{most, b.places, heldMost.Milliseconds(), b.name, number}, b.givesBack(unused)...)
	got, err := enterBudget.Run(ctx, b.c, []string{b.k.places(), b.k.barred()}, args...).Int64Slice()
	if err != nil {
		return nil, 0, fmt.Errorf("take places to send: %w", err)
	}
	for i := range got[0] {
		places = append(places, b.place(number+i, asked))
	}
	return places, time.Duration(got[1]) * time.Millisecond, nil
}

// number numbers so many places.
func (b *Budget) number(most int) int64 {
	number := <-b.numbered
	b.numbered <- number + int64(most)
	return number
}

func (b *Budget) place(number int64, asked time.Time) Place {
	return Place{b.name + ":" + strconv.FormatInt(number, 10), asked}
}

// givesBack are the arguments that give back unused places, and those whose requests were
// answered since Redis was asked last. If that fails they come free by themselves.
func (b *Budget) givesBack(unused []Place) []any {
	args := append([]any{len(unused)}, names(unused)...)
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, l := range b.left {
		if still := budgetWindow + budgetGuard - time.Since(l.answered); still > -budgetWindow {
			args = append(args, l.name, still.Milliseconds())
		}
	}
	b.left = nil
	return args
}

// enterTo takes one place for messages to one chat, if that may be sent to now.
//
// KEYS     places, barred, paid
// ARGV     how many places there are, how long they are held (ms), name of the place,
//
//	each (ms), burst, how many messages, what is given back (givenBack)
//
// returns  how long until there is a place (ms), and until it is the chat's turn (0 and 0: the
//
//	place is taken and the messages are counted), and how long until the chat may be
//	sent to after that (ms)
var enterTo = redis.NewScript(givenBack + `
local t = redis.call('TIME')
local now = tonumber(t[1]) * 1000 + math.floor(tonumber(t[2]) / 1000)
local held, each, burst = tonumber(ARGV[2]), tonumber(ARGV[4]), tonumber(ARGV[5])
back(KEYS[1], 7, now)
local paid = now + left(KEYS[3], now)
local full, wait = left(KEYS[2], now), math.max(0, paid - (burst - 1) * each - now)
if full == 0 and free(KEYS[1], tonumber(ARGV[1]), held, now) <= 0 then full = soonest(KEYS[1], now) end
if full > 0 or wait > 0 then return {full, wait, 0} end
redis.call('ZADD', KEYS[1], string.format('%.0f', now + held), ARGV[3])
redis.call('PEXPIRE', KEYS[1], 60000)
paid = paid + each * tonumber(ARGV[6])
keep(KEYS[3], paid, now)
return {0, 0, math.max(0, paid - (burst - 1) * each - now)}
`)

// EnterTo is Enter and Admit in one for a single chat: it takes a place if there is one and the
// chat may be sent to now. next is how long until there is another place; 0 if there is one.
func (b *Budget) EnterTo(ctx context.Context, p Passage) (place Place, a Admission, next time.Duration, err error) {
	mine := b.place(b.number(1), time.Now())
	args := append([]any{b.places, heldMost.Milliseconds(), mine.name, p.Fare.Each.Milliseconds(), p.Fare.Burst, p.N}, b.givesBack(nil)...)
	got, err := enterTo.Run(ctx, b.c, []string{b.k.places(), b.k.barred(), b.k.paid(p.Chat)}, args...).Int64Slice()
	if err != nil {
		return Place{}, Admission{}, 0, fmt.Errorf("take a place to send: %w", err)
	}
	next, a = time.Duration(got[0])*time.Millisecond, Admission{time.Duration(got[1]) * time.Millisecond, time.Duration(got[2]) * time.Millisecond}
	if next == 0 && a.Wait == 0 {
		place = mine
	}
	return place, a, next, nil
}

// names are what places are called in Redis.
func names(places []Place) (all []any) {
	for _, p := range places {
		all = append(all, p.name)
	}
	return all
}

// Leave notes that the requests of some places were answered: they are free one window from
// now, also those whose time was over. Redis is told when it is asked next; until then they are
// held as if no answer had come.
func (b *Budget) Leave(places ...Place) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, p := range places {
		b.left = append(b.left, leaving{p.name, time.Now()})
	}
}

// Drop gives unused places back.
func (b *Budget) Drop(ctx context.Context, places ...Place) error {
	places = slices.DeleteFunc(places, func(p Place) bool { return p == Place{} })
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
