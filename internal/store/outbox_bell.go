package store

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"

	"huanjie/internal/election"
)

// The bell, hj:ready, says which towns have something to send. A sender thus
// asks one question, however many towns there are.
//
// It lies in another slot than the towns and is rung after their commits. A
// ring may be lost; nothing depends on it, because Overlooked checks all towns
// in turn.

// Call is a town that has rung: it has messages of a class to send, or taps to
// answer.
type Call struct {
	Town  election.TownID
	Class Class

	claim string
}

// claimCall is how long a call belongs to the sender that took it. If that
// sender dies, others get the call afterwards.
const claimCall = time.Second

// classSpan keeps classes apart in a score. It is larger than any unix time in
// milliseconds.
const classSpan = 1e13

// bellScore returns the score in the bell of a class at a moment.
func bellScore(c Class, ms int64) string { return strconv.FormatInt(int64(c+1)*classSpan+ms, 10) }

func (c Call) member() string { return strconv.Itoa(int(c.Class)) + ":" + string(c.Town) }

// Ring says that messages of some classes may be sent from a moment on.
func (s *Store) Ring(ctx context.Context, at time.Time, classes ...Class) error {
	if len(classes) == 0 {
		return nil
	}
	members := make([]redis.Z, len(classes))
	for i, c := range classes {
		members[i] = redis.Z{Score: float64(int64(c+1)*classSpan + at.UnixMilli()), Member: Call{Town: s.town.ID, Class: c}.member()}
	}
	return wrap(s.c.ZAddArgs(ctx, bellKey, redis.ZAddArgs{LT: true, Members: members}).Err(), "ring for town %s", s.town.ID)
}

// ringFor rings for what was just committed. Errors are ignored, since the
// commit is done and Overlooked makes up for a lost ring.
func (s *Store) ringFor(ctx context.Context, c Commit) {
	since := time.Now()
	for _, m := range c.Messages {
		if from := c.since(m, since); from.Before(since) && !c.Hand.has(m) {
			since = from
			break
		}
	}
	_ = s.Ring(ctx, since, c.rings()...)
}

// Rings reports whether a commit that was made has queued something for a sender.
func (c Commit) Rings() bool { return len(c.rings()) > 0 }

// rings are the classes of what a sender has to be told of.
func (c Commit) rings() (classes []Class) {
	if len(c.Answers) > 0 {
		classes = append(classes, ClassAnswer)
	}
	add := func(m Message) {
		if !c.Hand.has(m) && !slices.Contains(classes, m.Class) {
			classes = append(classes, m.Class)
		}
	}
	for _, m := range c.Messages {
		add(m)
	}
	for _, change := range c.Cards {
		add(change.Message)
	}
	return classes
}

// hear takes the calls that are due, the most urgent class first, and hides
// them until the claim ends.
//
// KEYS     the bell
// ARGV     now and end of the claim (unix ms), the last class (from 0: answers),
//
//	how many at most
//
// returns  the calls
var hear = redis.NewScript(`
local found = {}
for rank = 0, tonumber(ARGV[3]) do
  local base, most = rank * 1e13, tonumber(ARGV[4]) - #found
  if most <= 0 then break end
  local calls = redis.call('ZRANGEBYSCORE', KEYS[1], string.format('%.0f', base), string.format('%.0f', base + tonumber(ARGV[1])), 'LIMIT', 0, most)
  for _, call in ipairs(calls) do
    redis.call('ZADD', KEYS[1], string.format('%.0f', base + tonumber(ARGV[2])), call)
    found[#found + 1] = call
  end
end
return found
`)

// Hear takes the calls of classes up to upTo, the most urgent first.
func Hear(ctx context.Context, c redis.UniversalClient, now time.Time, upTo Class, most int) ([]Call, error) {
	claim := now.Add(claimCall).UnixMilli()
	found, err := hear.Run(ctx, c, []string{bellKey}, now.UnixMilli(), claim, int(upTo+1), most).StringSlice()
	if err != nil {
		return nil, fmt.Errorf("ask which towns have something to send: %w", err)
	}
	var calls []Call
	for _, f := range found {
		class, town, _ := strings.Cut(f, ":")
		if n, err := strconv.Atoi(class); err == nil {
			calls = append(calls, Call{election.TownID(town), Class(n), bellScore(Class(n), claim)})
		}
	}
	return calls, nil
}

// heed says when a call comes again. If it has been rung meanwhile, it comes
// at the earlier of the two moments.
//
// KEYS     the bell
// ARGV     for each call: call, score it has while nobody rings, score ("" =
//
//	nothing is left)
var heed = redis.NewScript(`
for i = 1, #ARGV, 3 do
  local score = redis.call('ZSCORE', KEYS[1], ARGV[i])
  local unrung = score and tonumber(score) == tonumber(ARGV[i + 1])
  if ARGV[i + 2] == '' then
    if unrung then redis.call('ZREM', KEYS[1], ARGV[i]) end
  elseif unrung or not score or tonumber(ARGV[i + 2]) < tonumber(score) then
    redis.call('ZADD', KEYS[1], ARGV[i + 2], ARGV[i])
  end
end
return 0
`)

// Heeded is a call that was answered. Next is when it comes again; zero if
// nothing is left.
type Heeded struct {
	Call Call
	Next time.Time
}

// Heed gives calls back.
func Heed(ctx context.Context, c redis.UniversalClient, all ...Heeded) error {
	if len(all) == 0 {
		return nil
	}
	var args []any
	for _, h := range all {
		next := ""
		if !h.Next.IsZero() {
			next = bellScore(h.Call.Class, h.Next.UnixMilli())
		}
		args = append(args, h.Call.member(), h.Call.claim, next)
	}
	return wrap(heed.Run(ctx, c, []string{bellKey}, args...).Err(), "answer the towns that have something to send")
}

// Overlooked rings for those of the towns that have something to send, in case
// a ring was lost. It takes two round trips. It returns the towns with
// broadcasts under way.
func Overlooked(ctx context.Context, c redis.UniversalClient, towns []*Store, now time.Time) (broadcasting []*Store, err error) {
	pipe := c.Pipeline()
	waiting, taps, deliveries := make([]*redis.IntCmd, len(towns)), make([]*redis.IntCmd, len(towns)), make([]*redis.IntCmd, len(towns))
	for i, s := range towns {
		waiting[i], taps[i], deliveries[i] = pipe.ZCard(ctx, s.k.ready()), pipe.LLen(ctx, s.k.answers()), pipe.HLen(ctx, s.k.delivery())
	}
	if _, err := pipe.Exec(ctx); err != nil {
		return nil, fmt.Errorf("look for what waits to be sent: %w", err)
	}
	var rings []redis.Z
	for i, s := range towns {
		ring := func(c Class) {
			rings = append(rings, redis.Z{Score: float64(int64(c+1)*classSpan + now.UnixMilli()), Member: Call{Town: s.town.ID, Class: c}.member()})
		}
		if taps[i].Val() > 0 {
			ring(ClassAnswer)
		}
		if waiting[i].Val() > 0 {
			for _, c := range Classes() {
				ring(c)
			}
		}
		if deliveries[i].Val() > 0 {
			broadcasting = append(broadcasting, s)
		}
	}
	if len(rings) == 0 {
		return broadcasting, nil
	}
	err = c.ZAddArgs(ctx, bellKey, redis.ZAddArgs{LT: true, Members: rings}).Err()
	return broadcasting, wrap(err, "ring for what waits to be sent")
}
