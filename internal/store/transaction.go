package store

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"
)

// ErrConflict says that somebody else changed what a commit was based on:
// read again and redo.
var ErrConflict = errors.New("changed by somebody else")

// ErrSeen says that the commit was made before; nothing was done again.
var ErrSeen = errors.New("committed before")

// ErrBroken says that a key holds what the product did not write, so that a
// commit which needs it cannot be made. Nothing was written.
var ErrBroken = errors.New("holds what does not belong there")

// ErrApart says that the last entry of the journal is not the one that its head
// names: something that is no commit wrote to one of them, or a file of Redis
// that was torn was read. Nothing was written, and no report is until somebody
// has looked into it (Store.MoveHead).
var ErrApart = errors.New("the last entry of the journal is not the one that its head names: look into it with huanjie verify, and see docs/reliability.md, Mending")

// apply is the one commit: either every write or none. Redis does not take back
// what a script has written when a later command fails, so every key is looked
// at before the first write.
//
// KEYS     every key that is named below by its place
// ARGV     how many marks;  each: key, seconds it lasts
//
//	how many fences; each: key, term. A term lower than the one that is
//	kept there is refused, a higher one is kept
//	how many guards; each: key, field, value it must have ("" = absent)
//	how many writes; each: how many arguments, command, key, arguments.
//	CHAIN appends to the journal; its arguments: head (by its place), sum
//	of the report, report (chain.go). SWAP queues a line in the place of
//	others, unless their lane is being sent from: what is in flight is
//	settled by its place. Its arguments: tried (by its place), lane, the
//	line if one of the others still waits, the line if none does, the
//	others (card.go). COUNT adds one to a number; its
//	argument: seconds it then lasts. HAND takes a lane for whoever commits
//	(outbox_hand.go)
//
// returns  "seen" if a mark is there, "fenced" if a term is over, "conflict" if
//
//	a guard fails, "apart" if the journal does not end where its head says,
//	"done" with the number that COUNT has come to (0 without
//	one) and what HAND says ("" without one), or
//
//	else the key that cannot be written to
var apply = redis.NewScript(`
local at = 0
local function take() at = at + 1; return ARGV[at] end
local marks = {}
for i = 1, tonumber(take()) do
  marks[i] = {KEYS[tonumber(take())], take()}
  if redis.call('EXISTS', marks[i][1]) == 1 then return 'seen' end
end
local terms = {}
for i = 1, tonumber(take()) do
  local key, term = KEYS[tonumber(take())], take()
  local kept = redis.call('HGET', key, 'poller') or '0'
  if tonumber(kept) > tonumber(term) then return 'fenced' end
  if kept ~= term then terms[#terms + 1] = {key, term} end
end
for i = 1, tonumber(take()) do
  local key, field, want = KEYS[tonumber(take())], take(), take()
  if (redis.call('HGET', key, field) or '') ~= want then return 'conflict' end
end
local kinds = {HSET = 'hash', HDEL = 'hash', HINCRBY = 'hash', RPUSH = 'list', SWAP = 'list', ZADD = 'zset', ZREM = 'zset', CHAIN = 'stream', XADD = 'stream', COUNT = 'string', HAND = 'list'}
local function chain(journal, head, sum, report)
  local n = tonumber(redis.call('HGET', head, 'n') or 0) + 1
  local prev = redis.call('HGET', head, 'hash') or ''
  local hash = redis.sha1hex(prev .. ' ' .. n .. ' ' .. sum)
  redis.call('XADD', journal, '*', 'report', report, 'n', n, 'sum', sum, 'prev', prev, 'hash', hash)
  redis.call('HSET', head, 'n', n, 'hash', hash)
end
local function ends(journal, head)
  local last, n, hash = redis.call('XREVRANGE', journal, '+', '-', 'COUNT', 1)[1], '0', ''
  if last then
    n = ''
    for i = 1, #last[2], 2 do
      if last[2][i] == 'n' then n = last[2][i + 1] elseif last[2][i] == 'hash' then hash = last[2][i + 1] end
    end
  end
  return (redis.call('HGET', head, 'n') or '0') == n and (redis.call('HGET', head, 'hash') or '') == hash
end
local function swap(w)
  local taken = 0
  if redis.call('HEXISTS', KEYS[tonumber(w[3])], w[4]) == 0 then
    for j = 7, #w do taken = taken + redis.call('LREM', w[2], 0, w[j]) end
  end
  redis.call('RPUSH', w[2], taken > 0 and w[5] or w[6])
end
local counted = 0
local function count(key, lasts)
  counted = redis.call('INCR', key)
  redis.call('EXPIRE', key, lasts)
end
local handed = ''
local function hand(w)
  local ready, tried, sent = KEYS[tonumber(w[3])], KEYS[tonumber(w[4])], KEYS[tonumber(w[5])]
  if redis.call('LLEN', w[2]) ~= tonumber(w[7]) then redis.call('ZADD', ready, 'NX', w[8], w[6]) return end
  redis.call('ZADD', ready, w[9], w[6])
  redis.call('HSET', tried, w[6], '1')
  handed = 'handed ' .. (redis.call('HGET', sent, w[10]) or '')
end
local writes, is = {}, {}
for i = 1, tonumber(take()) do
  local n, command, key = tonumber(take()), take(), KEYS[tonumber(take())]
  writes[i] = {command, key}
  for j = 1, n do writes[i][j + 2] = take() end
  is[key] = is[key] or redis.call('TYPE', key).ok
  if is[key] ~= 'none' and is[key] ~= kinds[command] then return key end
  if command == 'HINCRBY' then
    local n = redis.call('HGET', key, writes[i][3])
    if n and not string.match(n, '^%-?%d+$') then return key end
  end
  if command == 'COUNT' and is[key] == 'string' and not string.match(redis.call('GET', key), '^%d+$') then return key end
  if command == 'HAND' then
    for j, kind in ipairs({'zset', 'hash', 'hash'}) do
      local other = KEYS[tonumber(writes[i][j + 2])]
      local is = redis.call('TYPE', other).ok
      if is ~= 'none' and is ~= kind then return other end
    end
  end
  if command == 'CHAIN' then
    local head = KEYS[tonumber(writes[i][3])]
    local is = redis.call('TYPE', head).ok
    if is ~= 'none' and is ~= 'hash' then return head end
    local n = is == 'hash' and redis.call('HGET', head, 'n')
    if n and not string.match(n, '^%d+$') then return head end
    if not ends(key, head) then return 'apart' end
  end
end
for _, m in ipairs(marks) do redis.call('SET', m[1], '1', 'EX', m[2]) end
for _, f in ipairs(terms) do redis.call('HSET', f[1], 'poller', f[2]) end
for _, w in ipairs(writes) do
  if w[1] == 'CHAIN' then chain(w[2], KEYS[tonumber(w[3])], w[4], w[5])
  elseif w[1] == 'SWAP' then swap(w)
  elseif w[1] == 'COUNT' then count(w[2], w[3])
  elseif w[1] == 'HAND' then hand(w) else redis.call(unpack(w)) end
end
return 'done ' .. counted .. ' ' .. handed
`)

// transaction gathers the marks, guards and writes of one commit.
type transaction struct {
	names                    []string
	places                   map[string]int
	marks                    []any
	fences                   []any
	guards                   []any
	writes                   []any
	nMarks, nGuards, nWrites int
	counted                  int    // what its count has come to, once it has run
	handed                   string // what its HAND has said
}

func (t *transaction) place(key string) string {
	if t.places == nil {
		t.places = map[string]int{}
	}
	if _, has := t.places[key]; !has {
		t.names = append(t.names, key)
		t.places[key] = len(t.names)
	}
	return strconv.Itoa(t.places[key])
}

// once makes the commit happen only if the key is not there, and sets it.
func (t *transaction) once(key string, lasts time.Duration) {
	t.marks = append(t.marks, t.place(key), strconv.Itoa(int(lasts.Seconds())))
	t.nMarks++
}

// fence makes the commit happen only if no later poller has committed; 0 is
// nobody's term and not fenced.
func (t *transaction) fence(key string, term int64) {
	if term != 0 {
		t.fences = append(t.fences, t.place(key), strconv.FormatInt(term, 10))
	}
}

// guard makes the commit happen only if a field of a hash still has a value.
func (t *transaction) guard(key, field, want string) {
	t.guards = append(t.guards, t.place(key), field, want)
	t.nGuards++
}

// write adds one command on one key.
func (t *transaction) write(command, key string, args ...any) {
	t.writes = append(t.writes, strconv.Itoa(len(args)), command, t.place(key))
	t.writes = append(t.writes, args...)
	t.nWrites++
}

// count adds one to a number that lasts for a while after that. A transaction
// counts one thing at most.
func (t *transaction) count(key string, lasts time.Duration) {
	t.write("COUNT", key, strconv.Itoa(int(lasts.Seconds())))
}

// ready has a lane sent from, at its turn if it is waiting for one. Pacing goes by
// the wall clock, whatever time the town is in.
func (t *transaction) ready(k keys, chat int64, class Class) {
	t.write("ZADD", k.ready(), "NX", laneScore(class, time.Now()), lane(chat, class))
}

// run applies the transaction. The error is ErrSeen, ErrFenced, ErrConflict,
// ErrApart, ErrBroken, or Redis's.
func (t *transaction) run(ctx context.Context, c redis.UniversalClient) error {
	args := append([]any{strconv.Itoa(t.nMarks)}, t.marks...)
	args = append(append(args, strconv.Itoa(len(t.fences)/2)), t.fences...)
	args = append(append(args, strconv.Itoa(t.nGuards)), t.guards...)
	args = append(append(args, strconv.Itoa(t.nWrites)), t.writes...)
	said, err := apply.Run(ctx, c, t.names, args...).Text()
	switch {
	case err != nil:
		return fmt.Errorf("commit: %w", err)
	case said == "seen":
		return ErrSeen
	case said == "fenced":
		return ErrFenced
	case said == "conflict":
		return ErrConflict
	case said == "apart":
		return ErrApart
	}
	said, done := strings.CutPrefix(said, "done ")
	if !done {
		return fmt.Errorf("commit: key %s %w", said, ErrBroken)
	}
	count, handed, _ := strings.Cut(said, " ")
	t.handed = handed
	t.counted, err = strconv.Atoi(count)
	return wrap(err, "commit")
}
