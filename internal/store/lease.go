package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/redis/go-redis/v9"
)

// Of several replicas, only the one with the lease in hj:poller asks Telegram
// for updates. A new term begins when the lease goes to another replica, or
// back to one that had lost it.
//
// A replica that was held up (by a slow disk, a suspended machine) may not
// know that its term is over. So its commits name their term, and every town
// remembers the latest term that committed there. The script of a commit
// refuses earlier terms.
//
// Terms only grow, even if hj:poller is lost, because they begin with the
// clock of Redis in milliseconds. If that clock is set back, a lease that would
// last longer than any lasts from then on.

// ErrFenced means that a later poller has committed here since. What is
// refused is not lost: the update is not confirmed to Telegram, and the later
// poller takes it.
var ErrFenced = errors.New("another replica asks for updates by now")

// lead takes or renews the lease. One that would last longer than any does was
// taken before the clock of Redis was set back; it lasts as long as a new one.
//
// KEYS     poller
// ARGV     who, how long it lasts (ms)
// returns  the term, 0 if somebody else has it; how long they still do (ms)
var lead = redis.NewScript(`
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local had = redis.call('HMGET', KEYS[1], 'who', 'term', 'until')
local term, till = tonumber(had[2] or '') or 0, tonumber(had[3] or '') or 0
if till > now + tonumber(ARGV[2]) then
  till = now + tonumber(ARGV[2])
  redis.call('HSET', KEYS[1], 'until', string.format('%.0f', till))
end
if till > now and had[1] ~= ARGV[1] then return {0, till - now} end
if till <= now or had[1] ~= ARGV[1] then term = math.max(term + 1, now) end
redis.call('HSET', KEYS[1], 'who', ARGV[1], 'term', string.format('%.0f', term), 'until', string.format('%.0f', now + tonumber(ARGV[2])))
return {term, 0}
`)

// stepDown gives the lease back, if it is still the caller's.
//
// KEYS     poller
// ARGV     who
// returns  1 if it was
var stepDown = redis.NewScript(`
if redis.call('HGET', KEYS[1], 'who') ~= ARGV[1] then return 0 end
redis.call('HSET', KEYS[1], 'until', '0')
return 1
`)

// Lead makes the caller the poller, or renews its lease, and returns the term.
// The term stays the same if the lease did not end in between. term is 0 if
// another replica is the poller, for at most left.
func Lead(ctx context.Context, c redis.UniversalClient, who string, lasts time.Duration) (term int64, left time.Duration, err error) {
	got, err := lead.Run(ctx, c, []string{pollerKey}, who, lasts.Milliseconds()).Int64Slice()
	if err != nil {
		return 0, 0, fmt.Errorf("become the poller: %w", err)
	}
	return got[0], time.Duration(got[1]) * time.Millisecond, nil
}

// StepDown lets another replica become the poller at once.
func StepDown(ctx context.Context, c redis.UniversalClient, who string) error {
	return wrap(stepDown.Run(ctx, c, []string{pollerKey}, who).Err(), "give up being the poller")
}

// term is the key of a poller's term in a context.
type term struct{}

// Fenced returns a context whose commits belong to the poller's term t.
func Fenced(ctx context.Context, t int64) context.Context { return context.WithValue(ctx, term{}, t) }

// termOf returns the term of a context; 0 if it has none.
func termOf(ctx context.Context) int64 {
	t, _ := ctx.Value(term{}).(int64)
	return t
}

// Polls reports whether a context belongs to the poller: then nobody else takes updates.
func Polls(ctx context.Context) bool { return termOf(ctx) != 0 }
