package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/redis/go-redis/v9"

	"huanjie/internal/election"
)

// ErrNotEmpty says that there is something where a town is to be imported.
var ErrNotEmpty = errors.New("is there already: a town is imported only where nothing is kept of it")

// Export is an export that was read and checked.
type Export struct {
	Town election.TownID
	Head election.Head
	// Broken is why the chain of its journal does not hold; nil if it does. It
	// wraps ErrChain.
	Broken error

	lines []exportLine
}

// ReadExport reads an export to its end and follows the chain of its journal.
// ErrVersion: a newer release wrote it.
func ReadExport(r io.Reader) (Export, error) {
	read, header := json.NewDecoder(r), exportHeader{}
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
	e := Export{Town: header.Town, Head: election.Head{Entries: header.Entries, Hash: header.Head}}
	if err := e.readLines(read); err != nil {
		return Export{}, err
	}
	if len(e.lines) != header.Lines {
		return Export{}, fmt.Errorf("read export: it has %d lines, not %d: it was cut off or written to", len(e.lines), header.Lines)
	}
	e.Broken = e.followChain()
	return e, nil
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

// Import writes an export of this town into a Redis that keeps nothing of it,
// whole or not at all; ErrNotEmpty otherwise. Whether the chain holds is for the
// caller to ask. The town is as it was: a bot that starts here goes on, and sends
// what was not sent when it was exported, so that the former one must not run.
func (s *Store) Import(ctx context.Context, e Export) error {
	if e.Town != s.town.ID {
		return fmt.Errorf("import town %s: this is an export of town %s", s.town.ID, e.Town)
	}
	// Homes first: they lie in another slot, and without the town they do nothing.
	for _, l := range e.lines {
		if l.Key == homeLines {
			if err := s.c.HSetNX(ctx, homeKey, l.Field, string(s.town.ID)).Err(); err != nil {
				return fmt.Errorf("import town %s: %w", s.town.ID, err)
			}
		}
	}
	fixed := append(slices.Sorted(maps.Keys(s.k.fixedKeys())), s.k.ready())
	err := s.c.Watch(ctx, func(tx *redis.Tx) error { return s.importKeys(ctx, tx, e, fixed) }, fixed...)
	if errors.Is(err, redis.TxFailedErr) {
		err = ErrNotEmpty // somebody wrote to it at this moment
	}
	return wrap(err, "import town %s", s.town.ID)
}

func (s *Store) importKeys(ctx context.Context, tx *redis.Tx, e Export, fixed []string) error {
	there, err := tx.Exists(ctx, fixed...).Result()
	if err != nil {
		return err
	}
	if there > 0 {
		return ErrNotEmpty
	}
	_, err = tx.TxPipelined(ctx, func(p redis.Pipeliner) error {
		for _, l := range e.lines {
			if l.Key != homeLines {
				s.importLine(ctx, p, l)
			}
		}
		return nil
	})
	return err
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
