package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
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
// what a script has written when a later command fails. So first come the writes
// that the script can take back itself if a key is not what it should be: they are
// the look at their keys. Every other key is looked at before the first write. A key
// that was read by a command of its kind is not asked for its type again.
//
// KEYS     every key that is named below by its place
// ARGV     how many marks;  each: key, seconds it lasts
//
//	how many fences; each: key, term. A term lower than the one that is
//	kept there is refused, a higher one is kept
//	how many guards; each: key, how many fields of the hash (0: the key is a
//	string), the fields, the values they must have ("" = absent)
//	how many writes; each: how many arguments, command, key, arguments.
//	CHAIN appends to the journal; its arguments: head (by its place), sum
//	of the report, report (chain.go). SWAP queues a line in the place of
//	others, unless their lane is being sent from: what is in flight is
//	settled by its place. Its arguments: tried (by its place), lane, the
//	line if one of the others still waits, the line if none does, the
//	others (card.go). COUNT adds one to a number; its
//	argument: seconds it then lasts. ADD adds to fields of a hash; its
//	arguments: the fields, then the numbers. HAND takes a lane for whoever
//	commits (outbox_hand.go)
//
// returns  "seen" if a mark is there, "fenced" if a term is over, "conflict" if
//
//	a guard fails, "apart" if the journal does not end where its head says,
//	"done" with the number that COUNT has come to (0 without
//	one) and what HAND says ("" without one), or
//
//	else the key that cannot be written to. What was committed before is
//	"seen", whatever has changed since
var apply = redis.NewScript(`
local at = 0
local function take() at = at + 1; return ARGV[at] end
local marks = {}
for i = 1, tonumber(take()) do
  marks[i] = {KEYS[tonumber(take())], take()}
  if i > 1 and redis.call('EXISTS', marks[i][1]) == 1 then return 'seen' end
end
local function no(why) return marks[1] and redis.call('EXISTS', marks[1][1]) == 1 and 'seen' or why end
local terms = {}
for i = 1, tonumber(take()) do
  local key, term = KEYS[tonumber(take())], take()
  local kept = redis.call('HGET', key, 'poller') or '0'
  if tonumber(kept) > tonumber(term) then return no('fenced') end
  if kept ~= term then terms[#terms + 1] = {key, term} end
end
local is, broken = {}, nil
local function read(kind, key, ...)
  local got = redis.pcall(...)
  if type(got) == 'table' and got.err then
    if not string.find(got.err, 'WRONGTYPE', 1, true) then error(got.err) end
    broken = broken or key
    return {}
  end
  is[key] = kind
  return got
end
local function suits(kind, key)
  is[key] = is[key] or redis.call('TYPE', key).ok
  if is[key] ~= 'none' and is[key] ~= kind then broken = broken or key end
end
for i = 1, tonumber(take()) do
  local key, n = KEYS[tonumber(take())], tonumber(take())
  local got = n > 0 and read('hash', key, 'HMGET', key, unpack(ARGV, at + 1, at + n)) or {read('string', key, 'GET', key)}
  if broken then return no(broken) end
  at = at + n
  for j = 1, math.max(n, 1) do
    if (got[j] or '') ~= take() then return no('conflict') end
  end
end
local kinds = {HSET = 'hash', HDEL = 'hash', RPUSH = 'list', ZADD = 'zset', ZREM = 'zset', XADD = 'stream'}
local heads, numbers, lengths, sentAs = {}, {}, {}, false
local looks = {}
function looks.CHAIN(journal, a)
  local head = KEYS[tonumber(ARGV[a])]
  local kept = read('hash', head, 'HMGET', head, 'n', 'hash')
  local last = read('stream', journal, 'XREVRANGE', journal, '+', '-', 'COUNT', 1)[1]
  if broken then return end
  local n, hash = '0', ''
  if last then
    n = ''
    for i = 1, #last[2], 2 do
      if last[2][i] == 'n' then n = last[2][i + 1] elseif last[2][i] == 'hash' then hash = last[2][i + 1] end
    end
  end
  if kept[1] and not string.match(kept[1], '^%d+$') then broken = head return end
  if (kept[1] or '0') ~= n or (kept[2] or '') ~= hash then return 'apart' end
  heads[head] = {tonumber(n), hash}
end
function looks.COUNT(key)
  local n = read('string', key, 'GET', key) or '0'
  if not broken and not string.match(n, '^%d+$') then broken = key end
  numbers[key] = tonumber(n)
end
function looks.ADD(key, a, n)
  numbers[key] = read('hash', key, 'HMGET', key, unpack(ARGV, a, a + n / 2 - 1))
  for _, v in ipairs(numbers[key]) do
    if v and not string.match(v, '^%-?%d+$') then broken = key end
  end
end
function looks.SWAP(key) suits('list', key) end
function looks.HAND(key, a)
  if is[key] then suits('zset', KEYS[tonumber(ARGV[a])]) end
  local sent = KEYS[tonumber(ARGV[a + 1])]
  sentAs = read('hash', sent, 'HGET', sent, ARGV[a + 6])
end
local triable = {XADD = true, RPUSH = true, HINCRBY = true, HSETNX = true}
local function tried(command, a) return triable[command] or command == 'ZADD' and ARGV[a] == 'NX' end
local first = at
for i = 1, tonumber(take()) do
  local n, command, key = tonumber(take()), take(), KEYS[tonumber(take())]
  local wrong
  if looks[command] then wrong = looks[command](key, at + 1, n) elseif not tried(command, at + 1) then suits(kinds[command], key) end
  if broken or wrong then return no(broken or wrong) end
  at = at + n
end
if marks[1] and not redis.call('SET', marks[1][1], '1', 'NX', 'EX', marks[1][2]) then return 'seen' end
local undo, failed = {}, nil
if marks[1] then undo[1] = function() redis.call('DEL', marks[1][1]) end end
local function try(kind, command, key, ...)
  local got = redis.pcall(command, key, ...)
  if type(got) == 'table' and got.err then failed = got.err return nil end
  is[key] = kind
  return got
end
local counted, handed = 0, ''
local tries = {}
function tries.XADD(key, a, n)
  local id = try('stream', 'XADD', key, unpack(ARGV, a, a + n - 1))
  return function()
    redis.call('XDEL', key, id)
    if redis.call('XLEN', key) == 0 then redis.call('DEL', key) end
  end
end
function tries.RPUSH(key, a, n)
  lengths[key] = try('list', 'RPUSH', key, unpack(ARGV, a, a + n - 1))
  return function() redis.call('LTRIM', key, 0, -(n + 1)) end
end
function tries.ZADD(key, a, n)
  local added = try('zset', 'ZADD', key, unpack(ARGV, a, a + n - 1))
  return function() if added == 1 then redis.call('ZREM', key, ARGV[a + 2]) end end
end
function tries.HINCRBY(key, a)
  local sum = try('hash', 'HINCRBY', key, ARGV[a], ARGV[a + 1])
  return function()
    local before = sum - tonumber(ARGV[a + 1])
    if before == 0 then redis.call('HDEL', key, ARGV[a]) else redis.call('HSET', key, ARGV[a], string.format('%.0f', before)) end
  end
end
function tries.HSETNX(key, a)
  if try('hash', 'HSETNX', key, ARGV[a], ARGV[a + 1]) == 0 then failed = 'conflict' end
  return function() redis.call('HDEL', key, ARGV[a]) end
end
function tries.HAND(key, a)
  local ready, lane = KEYS[tonumber(ARGV[a])], ARGV[a + 2]
  local added
  if lengths[key] ~= tonumber(ARGV[a + 3]) then
    added = try('zset', 'ZADD', ready, 'NX', ARGV[a + 4], lane)
  else
    added, handed = try('zset', 'ZADD', ready, ARGV[a + 5], lane), 'handed ' .. (sentAs or '')
  end
  return function() if added == 1 then redis.call('ZREM', ready, lane) end end
end
local does, left = {}, {}
at = first
for i = 1, tonumber(take()) do
  local n, command, key = tonumber(take()), take(), KEYS[tonumber(take())]
  if command == 'HINCRBY' or command == 'HSETNX' or command == 'HAND' and lengths[key] or not is[key] and tried(command, at + 1) then
    local back = tries[command](key, at + 1, n)
    if failed then
      for j = #undo, 1, -1 do undo[j]() end
      if failed == 'conflict' then return failed end
      if string.find(failed, 'WRONGTYPE', 1, true) or string.find(failed, 'not an integer', 1, true) then return key end
      return {err = failed}
    end
    undo[#undo + 1] = back
  else
    left[#left + 1] = {command, key, at + 1, n}
  end
  at = at + n
end
function does.CHAIN(journal, a)
  local head, sum = KEYS[tonumber(ARGV[a])], ARGV[a + 1]
  local n, prev = heads[head][1] + 1, heads[head][2]
  local hash = redis.sha1hex(prev .. ' ' .. n .. ' ' .. sum)
  redis.call('XADD', journal, '*', 'report', ARGV[a + 2], 'n', n, 'sum', sum, 'prev', prev, 'hash', hash)
  redis.call('HSET', head, 'n', n, 'hash', hash)
  heads[head] = {n, hash}
end
function does.SWAP(key, a, n)
  local taken = 0
  if redis.call('HEXISTS', KEYS[tonumber(ARGV[a])], ARGV[a + 1]) == 0 then
    for j = a + 4, a + n - 1 do taken = taken + redis.call('LREM', key, 0, ARGV[j]) end
  end
  lengths[key] = redis.call('RPUSH', key, taken > 0 and ARGV[a + 2] or ARGV[a + 3])
end
function does.COUNT(key, a)
  counted = numbers[key] + 1
  redis.call('SET', key, string.format('%.0f', counted), 'EX', ARGV[a])
end
function does.ADD(key, a, n)
  local fields = {}
  for j = 1, n / 2 do
    fields[2 * j - 1] = ARGV[a + j - 1]
    fields[2 * j] = string.format('%.0f', tonumber(numbers[key][j] or 0) + tonumber(ARGV[a + n / 2 + j - 1]))
  end
  redis.call('HSET', key, unpack(fields))
end
function does.RPUSH(key, a, n) lengths[key] = redis.call('RPUSH', key, unpack(ARGV, a, a + n - 1)) end
does.HAND = tries.HAND
for i = 2, #marks do redis.call('SET', marks[i][1], '1', 'EX', marks[i][2]) end
for _, f in ipairs(terms) do redis.call('HSET', f[1], 'poller', f[2]) end
for _, w in ipairs(left) do
  local command, key, a, n = w[1], w[2], w[3], w[4]
  if does[command] then does[command](key, a, n) else redis.call(command, key, unpack(ARGV, a, a + n - 1)) end
end
return 'done ' .. counted .. ' ' .. handed
`)

// transaction gathers the marks, guards and writes of one commit.
type transaction struct {
	names   []string
	places  map[string]int
	marks   []any
	fences  []any
	guards  []*guard
	writes  []*write
	latest  map[string]*write // by key
	sums    []*sum
	counted int    // what its count has come to, once it has run
	handed  string // what its HAND has said
}

// guard is what some fields of a hash must be, or, without fields, a string.
type guard struct {
	key           string
	fields, wants []any
}

// write is one command on one key.
type write struct {
	command, key string
	args         []any
}

// sum is what is added to the fields of a hash.
type sum struct {
	key    string
	fields []string
	add    map[string]int
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
	i := slices.IndexFunc(t.guards, func(g *guard) bool { return g.key == key })
	if i < 0 {
		i = len(t.guards)
		t.guards = append(t.guards, &guard{key: key})
	}
	t.guards[i].fields, t.guards[i].wants = append(t.guards[i].fields, field), append(t.guards[i].wants, want)
}

// holds makes the commit happen only if a string still is what it was.
func (t *transaction) holds(key, want string) {
	if !slices.ContainsFunc(t.guards, func(g *guard) bool { return g.key == key }) {
		t.guards = append(t.guards, &guard{key: key, wants: []any{want}})
	}
}

// argumentsMost is how many arguments of writes to one key are put into one command.
const argumentsMost = 500

// write adds one command on one key; to the one before on that key, if they are alike and
// can be one.
func (t *transaction) write(command, key string, args ...any) {
	if w := t.latest[key]; w != nil && w.command == command && joins(command, w.args, args) {
		w.args = append(w.args, args...)
		return
	}
	w := &write{command, key, slices.Clip(args)}
	t.writes = append(t.writes, w)
	if t.latest == nil {
		t.latest = map[string]*write{}
	}
	t.latest[key] = w
}

// joins reports whether two commands on one key can be one, the arguments of the second
// after those of the first.
func joins(command string, first, second []any) bool {
	return len(first)+len(second) <= argumentsMost && slices.Contains([]string{"HSET", "HDEL", "RPUSH", "ZREM"}, command)
}

// add adds to a number in a field of a hash.
func (t *transaction) add(key, field string, n int) {
	i := slices.IndexFunc(t.sums, func(s *sum) bool { return s.key == key })
	if i < 0 {
		i = len(t.sums)
		t.sums = append(t.sums, &sum{key: key, add: map[string]int{}})
	}
	s := t.sums[i]
	if _, has := s.add[field]; !has {
		s.fields = append(s.fields, field)
	}
	s.add[field] += n
}

// count adds one to a number that lasts for a while after that. A transaction
// counts one thing at most.
func (t *transaction) count(key string, lasts time.Duration) {
	t.write("COUNT", key, strconv.Itoa(int(lasts.Seconds())))
}

// ready has a lane sent from, at its turn if it is waiting for one, as if it had waited since
// then. Pacing goes by the wall clock, whatever time the town is in.
func (t *transaction) ready(k keys, chat int64, class Class, since time.Time) {
	t.write("ZADD", k.ready(), "NX", laneScore(class, since), lane(chat, class))
}

// arguments are those of apply.
func (t *transaction) arguments() []any {
	n := 4 + len(t.marks) + len(t.fences)
	for _, g := range t.guards {
		n += 2 + len(g.fields) + len(g.wants)
	}
	for _, w := range t.writes {
		n += 3 + len(w.args)
	}
	for _, s := range t.sums {
		n += 3 + 2*len(s.fields)
	}
	args := append(append(make([]any, 0, n), strconv.Itoa(len(t.marks)/2)), t.marks...)
	args = append(append(args, strconv.Itoa(len(t.fences)/2)), t.fences...)
	args = append(args, strconv.Itoa(len(t.guards)))
	for _, g := range t.guards {
		args = append(append(append(args, t.place(g.key), strconv.Itoa(len(g.fields))), g.fields...), g.wants...)
	}
	args = append(args, strconv.Itoa(len(t.writes)+len(t.sums)))
	for _, w := range t.writes {
		args = append(append(args, strconv.Itoa(len(w.args)), w.command, t.place(w.key)), w.args...)
	}
	for _, s := range t.sums {
		if len(s.fields) == 1 {
			args = append(args, "2", "HINCRBY", t.place(s.key), s.fields[0], strconv.Itoa(s.add[s.fields[0]]))
			continue
		}
		args = append(args, strconv.Itoa(2*len(s.fields)), "ADD", t.place(s.key))
		for _, f := range s.fields {
			args = append(args, f)
		}
		for _, f := range s.fields {
			args = append(args, strconv.Itoa(s.add[f]))
		}
	}
	return args
}

// run applies the transaction, with a place for what is handed. The error is ErrSeen, ErrFenced, ErrConflict,
// ErrApart, ErrBroken, or Redis's.
func (t *transaction) run(ctx context.Context, c redis.UniversalClient, h *Hand) error {
	args := t.arguments() // which names the keys
	said, err := h.beside(ctx, c, apply, t.names, args).Text()
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
