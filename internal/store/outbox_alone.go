package store

import (
	"context"
	"fmt"
	"strconv"
	"sync"
	"time"

	"github.com/redis/go-redis/v9"
)

// A process that sends alone keeps the pace in memory: then a message costs no command for it,
// and nothing in the append-only file. It is alone while it has the lease of the budget. The lease
// is a bar for all others, so that a release that knows of no lease waits too.
//
// Nothing is given out that is not over when the lease ends. So when a process is killed, the next
// one waits for the end of its lease, and need not know what it has sent.
//
// The lease is taken by one that has seen nobody else send for as long as a lease: by then what
// others have sent is over. Until then, and whenever somebody else sends, Redis is asked, and the
// process notes what it sends itself. A lease is given up when somebody else comes, and what the
// ledger holds is then told to Redis at the same moment.
//
// A bar for one chat may last long. So it stands in Redis whatever is done in memory, and whoever
// takes the lease reads all of them.

// A process that has sent nothing for a while gives its lease up, and is not looked for any more.
const (
	aloneIdle  = 30 * time.Second
	aloneMost  = 5 * time.Second // a longer lease would hold up others for too long after a kill
	aloneSeen  = 3 * time.Second // for which a process that sends is known
	aloneSpare = 250 * time.Millisecond
)

// alone is how a process sends alone, or comes to do so.
type alone struct {
	mu    sync.Mutex
	lasts time.Duration // the lease; 0: this process always asks Redis
	known *ledger       // of what it sends; with the lease, of all that is sent
	until time.Time     // the end of the lease; zero: it has none
	since time.Time     // nobody else has been seen since; zero: somebody has
	used  time.Time     // when it was last asked for something
}

// SendAlone lets this process send alone, if it is: Stay is then called once in every period.
// fares are all that there are.
func (b *Budget) SendAlone(period time.Duration, fares ...Fare) {
	longest := heldMost
	for _, f := range fares {
		longest = max(longest, time.Duration(f.Burst)*f.Each)
	}
	if lasts := longest + period + aloneSpare; lasts <= aloneMost {
		b.alone.lasts = lasts
	}
}

// Alone reports whether this process sends alone now: no call of Enter, EnterTo or Admit then asks
// Redis.
func (b *Budget) Alone() bool {
	a := &b.alone
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.has(time.Now())
}

// May reports whether a chat could be sent to now, if this process sends alone.
func (b *Budget) May(p Passage) (may, alone bool) {
	alone = b.alone.use(func(l *ledger, now time.Time) {
		free, _, barred := l.free(b.places, now)
		a, _ := l.admission(p, now)
		may = free > 0 && barred == 0 && a.Wait == 0
	})
	return may, alone
}

// has reports whether there is a lease. One that was not renewed in time is over, and so is all
// that was given out under it.
func (a *alone) has(now time.Time) bool {
	if !a.until.IsZero() && !now.Before(a.until) {
		a.until, a.since = time.Time{}, time.Time{}
	}
	return !a.until.IsZero()
}

// use runs f on the ledger if this process sends alone.
func (a *alone) use(f func(l *ledger, now time.Time)) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	now := time.Now()
	a.used = now
	if !a.has(now) {
		return false
	}
	f(a.known, now)
	return true
}

// note runs f on the ledger of what this process sends.
func (a *alone) note(f func(l *ledger, now time.Time)) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.lasts > 0 {
		f(a.known, time.Now())
	}
}

// untilRenewed is after what time something is asked for again that the lease is too short for.
const untilRenewed = 20 * time.Millisecond

// enter is Enter in memory.
func (b *Budget) enter(l *ledger, now time.Time, most int, unused ...Place) (places []Place, next time.Duration) {
	l.drop(unused...)
	free, soonest, barred := l.free(b.places, now)
	switch {
	case barred > 0:
		return nil, barred
	case now.Add(heldMost).After(b.alone.until):
		return nil, untilRenewed
	}
	n := min(free, most)
	number := b.number(n)
	for i := range n {
		places = append(places, b.place(number+int64(i), now))
	}
	if l.take(places...); free > n {
		return places, 0
	}
	if soonest == 0 {
		soonest = heldMost
	}
	return places, soonest
}

// admit is Admit in memory of one chat.
func (b *Budget) admit(l *ledger, now time.Time, p Passage) Admission {
	a, paid := l.admission(p, now)
	if a.Wait == 0 && p.N > 0 && paid.After(b.alone.until) {
		return Admission{untilRenewed, untilRenewed}
	}
	l.admit(p, now)
	return a
}

// enterTo is EnterTo in memory.
func (b *Budget) enterTo(l *ledger, now time.Time, p Passage) (e Entered) {
	free, soonest, barred := l.free(b.places, now)
	if e.Next = barred; barred == 0 && free == 0 {
		e.Next = soonest
	}
	if e.Next == 0 && now.Add(heldMost).After(b.alone.until) {
		e.Next = untilRenewed
	}
	if e.Next > 0 {
		return e
	}
	if e.Admission = b.admit(l, now, p); e.Wait > 0 {
		return e
	}
	e.Place = b.place(b.number(1), now)
	l.take(e.Place)
	return e
}

// stay says that a process sends, and takes or renews its lease.
//
// KEYS     pacer, barred, places, bars
// ARGV     name of the process, for how long it is known, how long the lease lasts (ms), whether
//
//	it is to be taken (0 or 1)
//
// returns  "others" send, "free" (nobody does, and nobody has the lease), "yield" (others send, and
//
//	this process has the lease), "kept", or "taken" with how long all are barred (ms),
//	how many places are held, for each its name and how long (ms), then for each barred
//	chat how long (ms)
var stay = redis.NewScript(leftOfWait + `
local t = redis.call('TIME')
local now = tonumber(t[1]) * 1000 + math.floor(tonumber(t[2]) / 1000)
local function score(at) return string.format('%.0f', at) end
local who, lasts = ARGV[1], tonumber(ARGV[3])
local kept, others, holder, till = redis.call('HGETALL', KEYS[1]), false, '', 0
for i = 1, #kept, 2 do
  local name, at = kept[i], tonumber(kept[i + 1]) or 0
  if name == 'lease' then
    holder, till = string.match(kept[i + 1], '^(%S+) (%d+)$')
    till = math.min(tonumber(till or '') or 0, now + 2 * lasts)
  elseif at <= now or at > now + 10 * tonumber(ARGV[2]) then redis.call('HDEL', KEYS[1], name)
  elseif name ~= who then others = true end
end
redis.call('HSET', KEYS[1], who, score(now + tonumber(ARGV[2])))
local barred = left(KEYS[2], redis.call('GET', KEYS[2]), now)
local function lease()
  redis.call('HSET', KEYS[1], 'lease', who .. ' ' .. score(now + lasts))
  if barred < lasts then keep(KEYS[2], now + lasts, now) end
end
if till > now and holder == who then
  if others then return {'yield'} end
  lease()
  return {'kept'}
end
if others or till > now then return {'others'} end
local places = redis.call('ZRANGEBYSCORE', KEYS[3], '(' .. score(now), '+inf', 'WITHSCORES')
for i = 1, #places, 2 do
  if string.match(places[i], '^[^:]*') ~= who then return {'others'} end
end
if ARGV[4] == '0' then return {'free'} end
local out = {'taken', score(barred), score(#places / 2)}
for i = 1, #places, 2 do out[#out + 1], out[#out + 2] = places[i], score(tonumber(places[i + 1]) - now) end
redis.call('ZREMRANGEBYSCORE', KEYS[4], '-inf', score(now))
local bars = redis.call('ZRANGE', KEYS[4], 0, -1, 'WITHSCORES')
for i = 1, #bars, 2 do out[#out + 1], out[#out + 2] = bars[i], score(tonumber(bars[i + 1]) - now) end
lease()
return out
`)

// yield gives the lease up and tells Redis what was kept in memory.
//
// KEYS     pacer, barred, places, paid of each chat
// ARGV     name of the process, whether it sends no more (0 or 1), how long all are barred (ms; 0:
//
//	they are not), how long each chat is paid for (ms), then names of places and
//	how long they are held (ms)
var yield = redis.NewScript(givenBack + `
local t = redis.call('TIME')
local now = tonumber(t[1]) * 1000 + math.floor(tonumber(t[2]) / 1000)
local who = ARGV[1]
if ARGV[2] == '1' then redis.call('HDEL', KEYS[1], who) end
local holder = string.match(redis.call('HGET', KEYS[1], 'lease') or '', '^%S+')
if holder ~= who then return 0 end
redis.call('HDEL', KEYS[1], 'lease')
redis.call('DEL', KEYS[2])
if ARGV[3] ~= '0' then keep(KEYS[2], now + tonumber(ARGV[3]), now) end
for i = 4, #KEYS do
  local till = now + tonumber(ARGV[i])
  if till > now + left(KEYS[i], redis.call('GET', KEYS[i]), now) then keep(KEYS[i], till, now) end
end
hold(KEYS[3], answered(#KEYS + 1, now))
return 1
`)

// Stay says that this process sends, if it does. It takes and renews the lease, or gives it up.
func (b *Budget) Stay(ctx context.Context) error {
	a := &b.alone
	a.mu.Lock()
	now := time.Now()
	has, idle := a.has(now), now.Sub(a.used) > aloneIdle
	take := !a.since.IsZero() && now.Sub(a.since) >= a.lasts
	a.mu.Unlock()
	switch {
	case a.lasts == 0 || idle && !has:
		return nil
	case idle:
		return b.Yield(ctx, true)
	}
	wants := 0
	if take {
		wants = 1
	}
	got, err := stay.Run(ctx, b.c, []string{b.k.pacer(), b.k.barred(), b.k.places(), b.k.bars()}, b.name, aloneSeen.Milliseconds(), a.lasts.Milliseconds(), wants).StringSlice()
	if err != nil {
		return fmt.Errorf("keep the pace: %w", err)
	}
	if got[0] == "yield" {
		return b.Yield(ctx, false)
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	a.stayed(got, now)
	return nil
}

// stayed notes what Redis has said to a process that asked at a moment.
func (a *alone) stayed(got []string, asked time.Time) {
	switch got[0] {
	case "kept":
		a.until = asked.Add(a.lasts)
	case "taken":
		a.until = asked.Add(a.lasts)
		a.read(got[1:], time.Now())
	case "free":
		if a.since.IsZero() {
			a.since = time.Now()
		}
	default:
		a.until, a.since = time.Time{}, time.Time{}
	}
}

// read takes what Redis has kept into the ledger.
func (a *alone) read(kept []string, now time.Time) {
	in := func(ms string) time.Time {
		n, _ := strconv.ParseInt(ms, 10, 64) // the script writes numbers
		return now.Add(time.Duration(n) * time.Millisecond)
	}
	a.known.bar(0, in(kept[0]))
	places, _ := strconv.Atoi(kept[1])
	rest := kept[2:]
	for i := 0; i < len(rest); i += 2 {
		if i < 2*places {
			a.known.leave(rest[i], in(rest[i+1]))
			continue
		}
		chat, _ := strconv.ParseInt(rest[i], 10, 64)
		a.known.bar(chat, in(rest[i+1]))
	}
}

// Yield gives the lease up, if this process has it. leaves says that it sends no more.
func (b *Budget) Yield(ctx context.Context, leaves bool) error {
	a := &b.alone
	if a.lasts == 0 {
		return nil
	}
	a.mu.Lock()
	now := time.Now()
	a.until, a.since = time.Time{}, time.Time{}
	held, owing := a.known.still(now)
	barred := max(0, a.known.barred.Sub(now))
	keys, args := []string{b.k.pacer(), b.k.barred(), b.k.places()}, []any{b.name, 0, barred.Milliseconds()}
	if leaves {
		args[1] = 1
	}
	for _, chat := range owing {
		keys, args = append(keys, b.k.paid(chat)), append(args, 1+a.known.paid[chat].Sub(now).Milliseconds())
	}
	for _, h := range held {
		args = append(args, h.name, 1+h.free.Sub(now).Milliseconds())
	}
	a.mu.Unlock()
	return wrap(yield.Run(ctx, b.c, keys, args...).Err(), "give up the pace")
}
