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
// its answer, less most of the shortest way of late: what is left of the way after
// that moment, and the way of the next request up to it, are together no shorter.
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
//
// While one process sends alone it keeps all of that in memory (outbox_alone.go).
type Budget struct {
	c        redis.UniversalClient
	k        botKeys
	places   int
	name     string // prefix of this process's places
	numbered chan int64

	mu   sync.Mutex
	left []leaving // not yet said to Redis
	ways ways

	alone alone
}

// leaving is a place whose request was answered.
type leaving struct {
	name    string
	counted time.Time // by Telegram, as if it were just when the answer came
}

const (
	budgetWindow = time.Second
	budgetGuard  = 5 * time.Millisecond // for rounding of clocks
	unanswered   = time.Second
	fresh        = unanswered * 7 / 10 // the rest is for the way to Telegram
	heldMost     = unanswered + budgetWindow
	tidyEach     = 16 // places that one process takes for replies
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
	b := &Budget{c: c, k: keysOfBot(bot), places: places, name: rand.Text()[:10], numbered: make(chan int64, 1), alone: alone{known: newLedger()}}
	b.numbered <- 0
	return b
}

// leftOfWait is what the scripts have in common: keep keeps a wait under a key, and
// left is how much is left of it (ms), kept being what the key holds. If the clock was set
// back, more is left than there ever was: then the wait begins from now, and is kept so.
const leftOfWait = `
local function keep(key, till, now)
  redis.call('SET', key, string.format('%.0f', till), 'PX', string.format('%.0f', math.max(1, 2 * (till - now))))
end
local function left(key, kept, now)
  local wait = (tonumber(kept or '') or 0) - now
  if wait <= 0 then return 0 end
  local whole = math.max(1000, redis.call('PTTL', key) - wait)
  if wait <= whole then return wait end
  keep(key, now + whole, now)
  return whole
end
`

// givenBack is what the scripts that take places have in common. answered are places whose
// requests were answered, from the at-th argument on, each with how long it is still held (ms);
// they are put into one ZADD with what is taken. tidy drops those whose time is over, and lets
// none be held longer than a new one.
const givenBack = leftOfWait + `
local function score(at) return string.format('%.0f', at) end
local function answered(at, now)
  local all = {}
  for i = at, #ARGV, 2 do all[#all + 1], all[#all + 2] = score(now + tonumber(ARGV[i + 1])), ARGV[i] end
  return all
end
local function hold(key, all)
  if #all > 0 then redis.call('ZADD', key, unpack(all)) end
end
local function tidy(key, held, now)
  redis.call('ZREMRANGEBYSCORE', key, '-inf', score(now))
  local latest = score(now + held)
  for _, place in ipairs(redis.call('ZRANGEBYSCORE', key, '(' .. latest, '+inf')) do redis.call('ZADD', key, latest, place) end
end
local function taken(key, now) return redis.call('ZCOUNT', key, '(' .. score(now), '+inf') end
local function soonest(key, now)
  local first = redis.call('ZRANGEBYSCORE', key, '(' .. score(now), '+inf', 'WITHSCORES', 'LIMIT', 0, 1)
  return math.max(1, (tonumber(first[2] or '') or now) - now)
end
`

// enterBudget gives places back and takes others.
//
// KEYS     places, barred
// ARGV     how many at most, how many there are, how long they are held (ms),
//
//	name and number of the first, how many are given back unused, these, then those whose
//	requests were answered (givenBack)
//
// returns  how many were taken, how long until there is another (ms; 0 if there
//
//	is one now)
var enterBudget = redis.NewScript(givenBack + `
local t = redis.call('TIME')
local now = tonumber(t[1]) * 1000 + math.floor(tonumber(t[2]) / 1000)
local held, unused = tonumber(ARGV[3]), tonumber(ARGV[6])
if unused > 0 then redis.call('ZREM', KEYS[1], unpack(ARGV, 7, 6 + unused)) end
hold(KEYS[1], answered(7 + unused, now))
local wait = left(KEYS[2], redis.call('GET', KEYS[2]), now)
if wait > 0 then return {0, wait} end
tidy(KEYS[1], held, now)
local free = tonumber(ARGV[2]) - taken(KEYS[1], now)
local mine = {}
for i = 0, math.min(free, tonumber(ARGV[1])) - 1 do
  mine[#mine + 1], mine[#mine + 2] = score(now + held), ARGV[4] .. ':' .. score(tonumber(ARGV[5]) + i)
end
hold(KEYS[1], mine)
if free > #mine / 2 then return {#mine / 2, 0} end
return {#mine / 2, soonest(KEYS[1], now)}
`)

// Enter takes up to most places. It gives unused ones back in the same step, so
// that they can be had again, fresh. next is how long until there is another
// one; 0 if there is one now.
func (b *Budget) Enter(ctx context.Context, most int, unused ...Place) (places []Place, next time.Duration, err error) {
	if b.alone.use(func(l *ledger, now time.Time) { places, next = b.enter(l, now, most, unused...) }) {
		return places, next, nil
	}
	number, asked := b.number(most), time.Now()
	args := append([]any{most, b.places, heldMost.Milliseconds(), b.name, number, len(unused)}, names(unused)...)
	args = append(args, b.answered()...)
	got, err := enterBudget.Run(ctx, b.c, []string{b.k.places(), b.k.barred()}, args...).Int64Slice()
	if err != nil {
		return nil, 0, fmt.Errorf("take places to send: %w", err)
	}
	for i := range got[0] {
		places = append(places, b.place(number+i, asked))
	}
	b.alone.note(func(l *ledger, _ time.Time) { l.drop(unused...); l.take(places...) })
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

// answered are the arguments that give back the places whose requests were answered since
// Redis was asked last. If that fails they come free by themselves.
func (b *Budget) answered() (args []any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, l := range b.left {
		if still := budgetWindow + budgetGuard - time.Since(l.counted); still > -budgetWindow {
			args = append(args, l.name, still.Milliseconds())
		}
	}
	b.left = nil
	return args
}

// enterTo takes one place for messages to one chat, if that may be sent to now. It tidies the
// places now and then, and when they seem to be all taken.
//
// KEYS     places, barred, paid
// ARGV     how many places there are, how long they are held (ms), name of the place,
//
//	each (ms), burst, how many messages, whether to tidy, those whose requests were
//	answered (givenBack)
//
// returns  how long until there is a place (ms), and until it is the chat's turn (0 and 0: the
//
//	place is taken and the messages are counted), and how long until the chat may be
//	sent to after that (ms)
var enterTo = redis.NewScript(givenBack + `
local t = redis.call('TIME')
local now = tonumber(t[1]) * 1000 + math.floor(tonumber(t[2]) / 1000)
local places, held, each, burst = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[4]), tonumber(ARGV[5])
if ARGV[7] == '1' then tidy(KEYS[1], held, now) end
local kept, all = redis.call('MGET', KEYS[2], KEYS[3]), answered(8, now)
local paid = now + left(KEYS[3], kept[2], now)
local full, wait = left(KEYS[2], kept[1], now), math.max(0, paid - (burst - 1) * each - now)
local enters = full == 0 and wait == 0
if enters then all[#all + 1], all[#all + 2] = score(now + held), ARGV[3] end
hold(KEYS[1], all)
if full == 0 and taken(KEYS[1], now) > places - (enters and 0 or 1) then
  tidy(KEYS[1], held, now)
  if enters then redis.call('ZREM', KEYS[1], ARGV[3]) end
  full = soonest(KEYS[1], now)
end
if full > 0 or wait > 0 then return {full, wait, 0} end
paid = paid + each * tonumber(ARGV[6])
keep(KEYS[3], paid, now)
return {0, 0, math.max(0, paid - (burst - 1) * each - now)}
`)

// Entered is what became of asking for a place, if there was one and the chat could be sent to.
type Entered struct {
	Place Place // zero: none was taken
	Admission
	Next time.Duration // until there is another place; 0 if there is one
	Err  error
}

// asks are the arguments of enterTo.
type asks struct {
	budget  *Budget
	passage Passage
	place   Place
	keys    []string
	args    []any
}

func (b *Budget) asks(p Passage) asks {
	n := b.number(1)
	place, tidy := b.place(n, time.Now()), 0
	if n%tidyEach == 0 {
		tidy = 1
	}
	args := []any{b.places, heldMost.Milliseconds(), place.name, p.Fare.Each.Milliseconds(), p.Fare.Burst, p.N, tidy}
	return asks{b, p, place, []string{b.k.places(), b.k.barred(), b.k.paid(p.Chat)}, append(args, b.answered()...)}
}

// read returns what enterTo has said.
func (a asks) read(cmd *redis.Cmd) Entered {
	got, err := cmd.Int64Slice()
	if err != nil {
		return Entered{Err: fmt.Errorf("take a place to send: %w", err)}
	}
	e := Entered{Next: time.Duration(got[0]) * time.Millisecond, Admission: Admission{time.Duration(got[1]) * time.Millisecond, time.Duration(got[2]) * time.Millisecond}}
	if e.Next == 0 && e.Wait == 0 {
		e.Place = a.place
		a.budget.alone.note(func(l *ledger, now time.Time) { l.take(e.Place); l.admit(a.passage, now) })
	}
	return e
}

// EnterTo is Enter and Admit in one for a single chat: it takes a place if there is one and the
// chat may be sent to now.
func (b *Budget) EnterTo(ctx context.Context, p Passage) (e Entered) {
	if b.alone.use(func(l *ledger, now time.Time) { e = b.enterTo(l, now, p) }) {
		return e
	}
	a := b.asks(p)
	return a.read(enterTo.Run(ctx, b.c, a.keys, a.args...))
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
func (b *Budget) Leave(places ...Place) { b.LeaveAfter(0, places...) }

// LeaveAfter is Leave for a request that took so long, from its start to its answer.
func (b *Budget) LeaveAfter(took time.Duration, places ...Place) {
	b.mu.Lock()
	counted := time.Now().Add(-b.ways.spared(took, time.Now()))
	b.mu.Unlock()
	leave := func(l *ledger, _ time.Time) {
		for _, p := range places {
			l.leave(p.name, counted.Add(budgetWindow+budgetGuard))
		}
	}
	if b.alone.use(leave) {
		return
	}
	b.alone.note(leave)
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, p := range places {
		b.left = append(b.left, leaving{p.name, counted})
	}
}

// ways are the shortest ways to Telegram and back of this span of time and of the one before.
type ways struct {
	since           time.Time
	shortest, older time.Duration // 0: none is known
}

const (
	waysSpan   = 10 * time.Second
	waysSpared = 8 // tenths of the shortest that are spared
)

// spared is how much earlier a place is free than a window after the answer that came after a
// while. Nothing is until a whole span has been seen.
func (w *ways) spared(took time.Duration, now time.Time) time.Duration {
	if now.Sub(w.since) > waysSpan {
		w.since, w.older, w.shortest = now, w.shortest, 0
	}
	if took > 0 && (w.shortest == 0 || took < w.shortest) {
		w.shortest = took
	}
	if w.older == 0 || w.shortest == 0 {
		return 0
	}
	return min(w.older, w.shortest, budgetWindow/2) * waysSpared / 10
}

// Drop gives unused places back.
func (b *Budget) Drop(ctx context.Context, places ...Place) error {
	places = slices.DeleteFunc(places, func(p Place) bool { return p == Place{} })
	if len(places) == 0 || b.alone.use(func(l *ledger, _ time.Time) { l.drop(places...) }) {
		return nil
	}
	b.alone.note(func(l *ledger, _ time.Time) { l.drop(places...) })
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
  local paid = now + left(key, redis.call('GET', key), now)
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
	out := make([]Admission, len(all))
	each := func(l *ledger, now time.Time) {
		for i, p := range all {
			out[i] = b.admit(l, now, p)
		}
	}
	if b.alone.use(each) {
		return out, nil
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
	for i := range out {
		out[i] = Admission{time.Duration(got[2*i]) * time.Millisecond, time.Duration(got[2*i+1]) * time.Millisecond}
		if out[i].Wait == 0 {
			b.alone.note(func(l *ledger, now time.Time) { l.admit(all[i], now) })
		}
	}
	return out, nil
}

// bar stops sending for a while, unless a longer bar is set already.
//
// KEYS     paid of a chat, or barred; bars, if it is a chat
// ARGV     how long (ms), chat
var bar = redis.NewScript(leftOfWait + `
local t = redis.call('TIME')
local now = tonumber(t[1]) * 1000 + math.ceil(tonumber(t[2]) / 1000)
if left(KEYS[1], redis.call('GET', KEYS[1]), now) < tonumber(ARGV[1]) then
  keep(KEYS[1], now + tonumber(ARGV[1]), now)
  if KEYS[2] then redis.call('ZADD', KEYS[2], string.format('%.0f', now + tonumber(ARGV[1])), ARGV[2]) end
end
return 0
`)

// Bar obeys a retry_after for one chat.
func (b *Budget) Bar(ctx context.Context, chat int64, f Fare, d time.Duration) error {
	d += time.Duration(f.Burst-1) * f.Each
	b.alone.note(func(l *ledger, now time.Time) { l.bar(chat, now.Add(d)) })
	return wrap(bar.Run(ctx, b.c, []string{b.k.paid(chat), b.k.bars()}, d.Milliseconds(), chat).Err(), "wait with chat %d", chat)
}

// BarAll obeys a retry_after for the whole bot.
func (b *Budget) BarAll(ctx context.Context, d time.Duration) error {
	b.alone.note(func(l *ledger, now time.Time) { l.bar(0, now.Add(d)) })
	return wrap(bar.Run(ctx, b.c, []string{b.k.barred()}, d.Milliseconds()).Err(), "wait with all chats")
}
