package store

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"

	"huanjie/internal/election"
)

// ErrNotEmpty says that there is something where a town is to be imported.
var ErrNotEmpty = errors.New("is there already: a town is imported only where nothing is kept of it")

// ErrSum says that an export is not as it was written.
var ErrSum = errors.New("it is not as it was written: its content does not fit its sum")

var errNoSum = fmt.Errorf("%w: there is none in its last line, so that it was cut off or written to, or an earlier release wrote it", ErrSum)

// Export is an export that was read and checked.
type Export struct {
	Town election.TownID
	Head election.Head
	// Broken is why the chain of its journal does not hold; nil if it does. It
	// wraps ErrChain.
	Broken error
	// Unsummed is why nothing can be said of it but of its journal: it has no sum,
	// as those of releases before there was one; nil if it has. It wraps ErrSum.
	Unsummed error

	lines []exportLine
}

// ReadExport reads an export to its end, holds it against its sum and follows the
// chain of its journal. ErrVersion: a newer release wrote it. ErrSum: it is not
// as it was written.
func ReadExport(r io.Reader) (Export, error) {
	all, err := io.ReadAll(r)
	if err != nil {
		return Export{}, fmt.Errorf("read export: %w", err)
	}
	lines, unsummed := checkSum(all)
	if unsummed != nil && !errors.Is(unsummed, errNoSum) {
		return Export{}, fmt.Errorf("read export: %w", unsummed)
	}
	read, header := json.NewDecoder(bytes.NewReader(lines)), exportHeader{}
	read.DisallowUnknownFields()
	if err := read.Decode(&header); err != nil {
		return Export{}, fmt.Errorf("read export: its first line: %w", err)
	}
	switch {
	case header.Version > stateVersion:
		return Export{}, fmt.Errorf("read export: town %s %w (its version is %d, this release knows %d)", header.Town, ErrVersion, header.Version, stateVersion)
	case header.Version < 1 || header.Town == "":
		return Export{}, errors.New("read export: this is none: it does not begin with its version and its town")
	}
	e := Export{Town: header.Town, Head: election.Head{Entries: header.Entries, Hash: header.Head}, Unsummed: unsummed}
	if err := e.readLines(read); err != nil {
		return Export{}, err
	}
	if len(e.lines) != header.Lines {
		return Export{}, fmt.Errorf("read export: it has %d lines, not %d: it was cut off or written to", len(e.lines), header.Lines)
	}
	e.Broken = e.followChain()
	return e, nil
}

// checkSum takes the sum off an export. The error wraps ErrSum.
func checkSum(all []byte) (lines []byte, err error) {
	end := bytes.LastIndexByte(bytes.TrimSuffix(all, []byte("\n")), '\n') + 1
	lines, last := all[:end], string(all[end:])
	switch {
	case !strings.HasPrefix(last, sumBegins):
		return all, errNoSum
	case last != sumLine(lines):
		return lines, ErrSum
	}
	return lines, nil
}

// readLines reads what follows the header.
func (e *Export) readLines(read *json.Decoder) error {
	last, key := streamID{}, "" // of the stream that is being read
	for {
		var l exportLine
		err := read.Decode(&l)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if l.Key != key {
			last, key = streamID{}, l.Key
		}
		if err == nil {
			last, err = l.check(keysOf(e.Town), last)
		}
		if err != nil {
			return fmt.Errorf("read export: line %d: %w", len(e.lines)+2, err)
		}
		e.lines = append(e.lines, l)
	}
}

// check says why a line cannot be of an export, if it cannot: Redis takes back
// nothing of an import that fails at one of its lines. last is the id of the
// stream's entry before; the one after is returned.
func (l exportLine) check(k keys, last streamID) (streamID, error) {
	if want := k.exportType(l.Key); want == "" || l.Type != want {
		return last, fmt.Errorf("a key %s of type %q is none of a town's", l.Key, l.Type)
	}
	switch l.Type {
	case "zset":
		if f, err := strconv.ParseFloat(l.Value, 64); err != nil || math.IsNaN(f) {
			return last, fmt.Errorf("%s: %q is no score", l.Key, l.Value)
		}
	case "stream":
		id, ok := parseStreamID(l.Field)
		if !ok || !last.before(id) || len(l.Entry) == 0 {
			return last, fmt.Errorf("%s: an entry %q cannot stand here", l.Key, l.Field)
		}
		return id, nil
	}
	return last, nil
}

// exportType is the type of a key as an export names it; "" if none has it.
func (k keys) exportType(key string) string {
	kind, rest, _ := strings.Cut(key, ":")
	switch kind {
	case homeLines, "figures", "like":
		return "hash"
	case "owing":
		return "zset"
	case "out":
		if _, _, ok := parseLane(rest); !ok {
			return ""
		}
		return "list"
	}
	if slices.Contains(election.AllLists(), election.List(kind)) {
		return "zset"
	}
	return k.fixedKeys()[k.prefix+key]
}

// streamID is the id of a stream's entry: milliseconds, and a number within one.
type streamID struct{ ms, n uint64 }

func parseStreamID(text string) (id streamID, ok bool) {
	ms, n, _ := strings.Cut(text, "-")
	var err, err2 error
	id.ms, err = strconv.ParseUint(ms, 10, 64)
	id.n, err2 = strconv.ParseUint(n, 10, 64)
	return id, err == nil && err2 == nil
}

func (a streamID) before(b streamID) bool { return a.ms < b.ms || a.ms == b.ms && a.n < b.n }

// followChain follows the chain of the export's journal to its head.
func (e Export) followChain() error {
	at, head := election.Head{}, map[string]string{}
	for _, l := range e.lines {
		switch l.Key {
		case "head":
			head[l.Field] = l.text()
		case "journal":
			m := redis.XMessage{ID: l.Field, Values: map[string]any{}}
			for name, text := range l.Entry {
				m.Values[name] = text
			}
			var err error
			if at, err = check(at, m); err != nil {
				return err
			}
		}
	}
	if kept := readHead([]any{head["n"], head["hash"]}); at != kept || at != e.Head {
		return fmt.Errorf("%w: the journal ends with entry %d (%s), its head is %d (%s)", ErrChain,
			at.Entries, at.Fingerprint(), kept.Entries, kept.Fingerprint())
	}
	return nil
}

// importLasts is how long an import that was cut off can be told from others.
const importLasts = time.Hour

// Import writes an export of this town into a Redis that keeps nothing of it,
// whole or not at all; ErrNotEmpty otherwise. Whether the chain holds and the sum
// is there is for the caller to ask. The town is as it was: a bot that starts here
// goes on, and sends what was not sent when it was exported, so that the former
// one must not run.
func (s *Store) Import(ctx context.Context, e Export) error {
	if e.Town != s.town.ID {
		return fmt.Errorf("import town %s: this is an export of town %s", s.town.ID, e.Town)
	}
	var token [16]byte
	rand.Read(token[:]) // never fails (crypto/rand)
	mark := hex.EncodeToString(token[:])
	// Homes first: they lie in another slot, and without the town they do nothing.
	homes, err := s.importHomes(ctx, e)
	if err == nil {
		err = s.c.Watch(ctx, func(tx *redis.Tx) error { return s.importKeys(ctx, tx, e, mark) }, s.keysOf(e)...)
	}
	if errors.Is(err, redis.TxFailedErr) {
		err = ErrNotEmpty // somebody wrote to it at this moment
	}
	if err != nil {
		return wrap(errors.Join(err, s.takeAway(ctx, e, mark, homes)), "import town %s", s.town.ID)
	}
	s.c.Del(ctx, s.k.importing()) // else it expires
	return nil
}

// keysOf lists the keys that an import writes, and those that a town has in any
// case.
func (s *Store) keysOf(e Export) []string {
	all := s.k.fixedKeys()
	for _, key := range []string{s.k.ready(), s.k.importing()} {
		all[key] = ""
	}
	for _, l := range e.lines {
		if l.Key != homeLines {
			all[s.k.prefix+l.Key] = ""
		}
	}
	return slices.Sorted(maps.Keys(all))
}

// importHomes makes the town the home of whoever has none, and returns who had
// none.
func (s *Store) importHomes(ctx context.Context, e Export) (homeless []string, err error) {
	var chats []string
	for _, l := range e.lines {
		if l.Key == homeLines {
			chats = append(chats, l.Field)
		}
	}
	if len(chats) == 0 {
		return nil, nil
	}
	had, err := s.c.HMGet(ctx, homeKey, chats...).Result()
	if err != nil {
		return nil, err
	}
	for i, chat := range chats {
		if had[i] == nil {
			homeless = append(homeless, chat)
		}
	}
	_, err = s.c.Pipelined(ctx, func(p redis.Pipeliner) error {
		for _, chat := range homeless {
			p.HSetNX(ctx, homeKey, chat, string(s.town.ID))
		}
		return nil
	})
	return homeless, err
}

// importKeys writes all keys at one moment, with the mark of this import.
func (s *Store) importKeys(ctx context.Context, tx *redis.Tx, e Export, mark string) error {
	for some := range slices.Chunk(s.keysOf(e), 500) {
		there, err := tx.Exists(ctx, some...).Result()
		if err != nil {
			return err
		}
		if there > 0 {
			return ErrNotEmpty
		}
	}
	_, err := tx.TxPipelined(ctx, func(p redis.Pipeliner) error {
		p.Set(ctx, s.k.importing(), mark, importLasts)
		for _, l := range e.lines {
			if l.Key != homeLines {
				s.importLine(ctx, p, l)
			}
		}
		return nil
	})
	return err
}

// takeAway deletes what an import has written that failed: Redis takes back
// nothing of a transaction in which one command fails, and one whose answer did
// not come may have been carried out. Without the mark of this import, none of it
// was.
func (s *Store) takeAway(ctx context.Context, e Export, mark string, homes []string) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
	defer cancel()
	kept, err := s.c.Get(ctx, s.k.importing()).Result()
	if err != nil && !errors.Is(err, redis.Nil) {
		return fmt.Errorf("what it may have written could not be taken away: %w", err)
	}
	if kept == mark {
		for some := range slices.Chunk(s.keysOf(e), 500) {
			if err := s.c.Del(ctx, some...).Err(); err != nil {
				return fmt.Errorf("what it has written could not be taken away: %w", err)
			}
		}
	}
	if len(homes) == 0 {
		return nil
	}
	return wrap(s.c.HDel(ctx, homeKey, homes...).Err(), "what it has written could not be taken away")
}

// importLine writes one element. A chat whose messages wait may be sent to at
// once.
func (s *Store) importLine(ctx context.Context, p redis.Pipeliner, l exportLine) {
	key := s.k.prefix + l.Key
	switch l.Type {
	case "hash":
		p.HSet(ctx, key, l.Field, l.text())
	case "list":
		p.RPush(ctx, key, l.text())
		if name, isOut := strings.CutPrefix(l.Key, "out:"); isOut {
			_, class, _ := parseLane(name) // it was read before
			p.ZAdd(ctx, s.k.ready(), redis.Z{Score: float64(int64(class) * classSpan), Member: name})
		}
	case "set":
		p.SAdd(ctx, key, l.Field)
	case "zset":
		score, _ := strconv.ParseFloat(l.Value, 64) // it was read before
		p.ZAdd(ctx, key, redis.Z{Score: score, Member: l.Field})
	case "stream":
		p.XAdd(ctx, &redis.XAddArgs{Stream: key, ID: l.Field, Values: entryFields(l.Entry)})
	case "string":
		p.Set(ctx, key, l.text(), 0)
	}
}

// entryFields lists the fields of a journal's entry in the order in which a
// commit writes them.
func entryFields(entry map[string]string) []string {
	var all []string
	known := []string{"report", "n", "sum", "prev", "hash"}
	for _, name := range known {
		if text, has := entry[name]; has {
			all = append(all, name, text)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(entry)) {
		if !slices.Contains(known, name) {
			all = append(all, name, entry[name])
		}
	}
	return all
}
