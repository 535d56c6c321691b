package store

import (
	"bufio"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/redis/go-redis/v9"

	"huanjie/internal/election"
)

// An export is a town as text: newline-delimited JSON, a header and then a line
// for each element of each key, in an order that depends on nothing but what is
// kept. The same state gives the same bytes. The last line is the SHA-256 of all
// bytes before it: {"sha256":"..."}.
//
// Left out is what means nothing elsewhere or later: the marks of committed
// updates and of queued reminders, the claims of jobs and the file ids of
// pictures, which expire; the
// leases of chats that are being sent to, which are made anew from the messages;
// the answers to taps, which are worth something only for seconds; what was found
// wrong, which is found again; and hj:dead,
// which is of no town. It holds personal data and links that can still be used.

// exportHeader is the first line of an export.
type exportHeader struct {
	Version int             `json:"huanjie"` // of the state
	Town    election.TownID `json:"town"`
	Lines   int             `json:"lines"` // that follow
	Entries int             `json:"entries"`
	Head    string          `json:"head"`
}

// exportLine is one element of a key.
type exportLine struct {
	Key   string            `json:"key"` // without the town's prefix; "home" is this town's part of hj:home
	Type  string            `json:"type"`
	Field string            `json:"field,omitempty"` // of a hash; member of a zset or set; id of a stream's entry
	Value string            `json:"value,omitempty"` // score of a zset's member
	Raw   []byte            `json:"raw,omitempty"`   // the value, if it is not UTF-8
	Entry map[string]string `json:"entry,omitempty"` // of a stream
}

// text is the value.
func (l exportLine) text() string { return cmp.Or(string(l.Raw), l.Value) }

// homeLines is the key under which an export has the people and groups whose
// home the town is.
const homeLines = "home"

// fixedKeys are the keys an export reads whatever the roster, and their types.
func (k keys) fixedKeys() map[string]string {
	return map[string]string{
		k.version(): "string", k.journal(): "stream", k.head(): "hash", k.receipt(): "hash", k.progress(): "hash",
		k.enrolled(): "hash", k.sums(): "set", k.office(): "set", k.person(): "hash", k.bound(): "hash", k.invite(): "hash", k.talk(): "hash",
		k.group(): "hash", k.announcement(): "hash", k.own(): "hash", k.announced(): "zset", k.planned(): "hash", k.ack(): "hash", k.aside(): "list", k.sent(): "hash",
		k.unreachable(): "hash", k.told(): "hash", k.duties(): "string", k.unopened(): "set", k.slot(): "hash", k.said(): "stream", k.packed(): "hash", k.audit(): "stream", k.saw(): "hash", k.veil(): "string", k.unsealed(): "string", k.begun(): "string", k.closeOut(): "hash", k.closed(): "string", k.outcome(): "hash", k.delivery(): "hash", k.tried(): "hash",
		k.card(): "hash", k.prefs(): "hash", k.before(): "hash", k.left(): "hash",
	}
}

// exportTries is how often Export begins anew because something changed.
const exportTries = 20

// Export writes the town as it is at one moment. The bot may run; what it does
// afterwards is not in it. The head is that of the export's journal. ErrConflict:
// there was no quiet moment.
func (s *Store) Export(ctx context.Context, w io.Writer) (election.Head, error) {
	version, err := s.keptVersion(ctx)
	if err == nil && version < stateVersion {
		err = errors.New("nothing is kept of it, or an earlier release keeps it: start the bot with this configuration first")
	}
	if err != nil {
		return election.Head{}, fmt.Errorf("export town %s: %w", s.town.ID, err)
	}
	for range exportTries {
		var lines []exportLine
		err := s.c.Watch(ctx, func(tx *redis.Tx) (err error) {
			lines, err = s.exportKeys(ctx, tx)
			return err
		}, s.k.sums(), s.k.ready())
		if errors.Is(err, redis.TxFailedErr) {
			continue
		}
		if err != nil {
			return election.Head{}, fmt.Errorf("export town %s: %w", s.town.ID, err)
		}
		return s.writeExport(ctx, w, lines)
	}
	return election.Head{}, fmt.Errorf("export town %s: %w", s.town.ID, ErrConflict)
}

// exportKeys reads every key of the town at one moment: the names of those that
// differ from town to town are watched while the rest is read.
func (s *Store) exportKeys(ctx context.Context, tx *redis.Tx) ([]exportLine, error) {
	types := s.k.fixedKeys()
	sums, err := tx.SMembers(ctx, s.k.sums()).Result()
	if err != nil {
		return nil, err
	}
	for _, key := range sums {
		types[key] = "zset"
		if strings.HasPrefix(key, s.k.prefix+"figures:") {
			types[key] = "hash"
		}
	}
	for _, e := range s.town.Elections {
		types[s.k.like(e.ID)] = "hash"
	}
	chats, err := tx.ZRange(ctx, s.k.ready(), 0, -1).Result()
	if err != nil {
		return nil, err
	}
	for _, chat := range chats {
		types[s.k.prefix+"out:"+chat] = "list"
	}
	order := slices.Sorted(maps.Keys(types))
	reads := make([]redis.Cmder, len(order))
	_, err = tx.TxPipelined(ctx, func(p redis.Pipeliner) error {
		for i, key := range order {
			reads[i] = readWhole(ctx, p, key, types[key])
		}
		return nil
	})
	if err != nil && !errors.Is(err, redis.Nil) {
		return nil, err
	}
	var lines []exportLine
	for i, key := range order {
		lines = append(lines, elements(strings.TrimPrefix(key, s.k.prefix), reads[i])...)
	}
	return lines, nil
}

// readWhole reads a key of a type.
func readWhole(ctx context.Context, p redis.Pipeliner, key, kind string) redis.Cmder {
	switch kind {
	case "hash":
		return p.HGetAll(ctx, key)
	case "list":
		return p.LRange(ctx, key, 0, -1)
	case "set":
		return p.SMembersMap(ctx, key)
	case "zset":
		return p.ZRangeWithScores(ctx, key, 0, -1)
	case "stream":
		return p.XRange(ctx, key, "-", "+")
	default:
		return p.Get(ctx, key)
	}
}

// elements are the lines of one key.
func elements(key string, read redis.Cmder) []exportLine {
	var lines []exportLine
	switch r := read.(type) {
	case *redis.MapStringStringCmd:
		for _, field := range slices.Sorted(maps.Keys(r.Val())) {
			lines = append(lines, valueLine(key, "hash", field, r.Val()[field]))
		}
	case *redis.StringSliceCmd:
		for _, value := range r.Val() {
			lines = append(lines, valueLine(key, "list", "", value))
		}
	case *redis.StringStructMapCmd:
		for _, member := range slices.Sorted(maps.Keys(r.Val())) {
			lines = append(lines, exportLine{Key: key, Type: "set", Field: member})
		}
	case *redis.ZSliceCmd:
		for _, z := range r.Val() {
			lines = append(lines, exportLine{Key: key, Type: "zset", Field: z.Member.(string), Value: score(z.Score)})
		}
	case *redis.XMessageSliceCmd:
		for _, m := range r.Val() {
			entry := map[string]string{}
			for name := range m.Values {
				entry[name] = value(m, name)
			}
			lines = append(lines, exportLine{Key: key, Type: "stream", Field: m.ID, Entry: entry})
		}
	case *redis.StringCmd:
		if r.Err() == nil {
			lines = append(lines, valueLine(key, "string", "", r.Val()))
		}
	}
	return lines
}

func valueLine(key, kind, field, value string) exportLine {
	l := exportLine{Key: key, Type: kind, Field: field, Value: value}
	if !utf8.ValidString(value) {
		l.Value, l.Raw = "", []byte(value)
	}
	return l
}

// writeExport writes lines below their header. Homes come last: the key is of
// all towns, so that it can be read only by itself.
func (s *Store) writeExport(ctx context.Context, w io.Writer, lines []exportLine) (election.Head, error) {
	homes, err := s.c.HGetAll(ctx, homeKey).Result()
	if err != nil {
		return election.Head{}, fmt.Errorf("export town %s: %w", s.town.ID, err)
	}
	for _, chat := range slices.Sorted(maps.Keys(homes)) {
		if s.isHome(homes[chat]) {
			lines = append(lines, exportLine{Key: homeLines, Type: "hash", Field: chat})
		}
	}
	header := exportHeader{Version: stateVersion, Town: s.town.ID, Lines: len(lines)}
	head := map[string]string{}
	for _, l := range lines {
		if l.Key == strings.TrimPrefix(s.k.head(), s.k.prefix) {
			head[l.Field] = l.Value
		}
	}
	at := readHead([]any{head["n"], head["hash"]})
	header.Entries, header.Head = at.Entries, at.Hash
	out, sum := bufio.NewWriter(w), sha256.New()
	write := json.NewEncoder(io.MultiWriter(out, sum))
	write.SetEscapeHTML(false)
	if err := write.Encode(header); err != nil {
		return at, fmt.Errorf("write export: %w", err)
	}
	for _, l := range lines {
		if !utf8.ValidString(l.Field) {
			return at, fmt.Errorf("export town %s: a field of %s %w", s.town.ID, l.Key, ErrBroken)
		}
		if err := write.Encode(l); err != nil {
			return at, fmt.Errorf("write export: %w", err)
		}
	}
	if _, err := out.WriteString(sumLineOf(sum)); err != nil {
		return at, fmt.Errorf("write export: %w", err)
	}
	return at, wrap(out.Flush(), "write export")
}

const sumBegins = `{"sha256":"`

// sumLineOf is the last line of an export whose lines were written into a hash.
func sumLineOf(sum hash.Hash) string { return sumBegins + hex.EncodeToString(sum.Sum(nil)) + "\"}\n" }

// sumLine is the last line of an export with these lines before it.
func sumLine(lines []byte) string {
	sum := sha256.New()
	sum.Write(lines)
	return sumLineOf(sum)
}
