package store

import (
	"bytes"
	"compress/flate"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"github.com/redis/go-redis/v9"
)

// The record of messages is many times the journal, and is hardly ever read. So what is older
// than two days is packed: blocks of entries, compressed, in one hash. Nothing else changes; the
// record is read, exported, imported and destroyed with them as if they still stood in the stream.

const (
	saidLoose  = 48 * time.Hour // after which an entry may be packed
	packedMost = 1000           // entries in a block
)

// packSaid moves the oldest entries of the record into a block. If another replica has packed
// them, or the town is closed, it does nothing.
//
// KEYS     said, packed, closed
// ARGV     id of the first entry, id of the last, how many they are, the block
// returns  1 if it was done
var packSaid = redis.NewScript(`
local first = redis.call('XRANGE', KEYS[1], '-', '+', 'COUNT', 1)[1]
if not first or first[1] ~= ARGV[1] or redis.call('EXISTS', KEYS[3]) == 1 then return 0 end
redis.call('HSET', KEYS[2], ARGV[2], ARGV[4])
redis.call('XTRIM', KEYS[1], 'MAXLEN', redis.call('XLEN', KEYS[1]) - tonumber(ARGV[3]))
return 1
`)

// PackRecord packs what is on record since more than two days, by the clock of Redis.
func (s *Store) PackRecord(ctx context.Context, now time.Time) error {
	if s.town.ID == LobbyID {
		return nil // its record is cut
	}
	until := fmt.Sprintf("(%d", now.Add(-saidLoose).UnixMilli())
	for {
		page, err := s.c.XRangeN(ctx, s.k.said(), "-", until, packedMost).Result()
		if err != nil || len(page) == 0 {
			return wrap(err, "read the record of town %s", s.town.ID)
		}
		block, err := packed(page)
		if err != nil {
			return fmt.Errorf("pack the record of town %s: %w", s.town.ID, err)
		}
		done, err := packSaid.Run(ctx, s.c, []string{s.k.said(), s.k.packed(), s.k.closed()}, page[0].ID, page[len(page)-1].ID, len(page), block).Int()
		if err != nil || done == 0 {
			return wrap(err, "pack the record of town %s", s.town.ID)
		}
	}
}

// packed returns a block: for each entry its id, how many fields it has, their names and values,
// each with its length before it.
func packed(entries []redis.XMessage) ([]byte, error) {
	var plain []byte
	add := func(text string) { plain = append(binary.AppendUvarint(plain, uint64(len(text))), text...) }
	for _, m := range entries {
		add(m.ID)
		plain = binary.AppendUvarint(plain, uint64(len(m.Values)))
		for name := range m.Values {
			add(name)
			add(value(m, name))
		}
	}
	var b bytes.Buffer
	to, err := flate.NewWriter(&b, flate.BestCompression)
	if err != nil {
		return nil, err
	}
	if _, err := to.Write(plain); err != nil {
		return nil, err
	}
	err = to.Close()
	return b.Bytes(), err
}

var errBlock = errors.New("a block of the record cannot be read")

// unpacked is the inverse of packed.
func unpacked(block string) (entries []redis.XMessage, err error) {
	plain, err := io.ReadAll(flate.NewReader(bytes.NewReader([]byte(block))))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errBlock, err)
	}
	number := func() uint64 {
		n, size := binary.Uvarint(plain)
		if size <= 0 {
			err, size = errBlock, len(plain)
		}
		plain = plain[size:]
		return n
	}
	text := func() string {
		n := number()
		if n > uint64(len(plain)) {
			err, n = errBlock, 0
		}
		t := string(plain[:n])
		plain = plain[n:]
		return t
	}
	for len(plain) > 0 && err == nil {
		m := redis.XMessage{ID: text(), Values: map[string]any{}}
		for n := number(); n > 0 && err == nil; n-- {
			name := text()
			m.Values[name] = text()
		}
		entries = append(entries, m)
	}
	return entries, err
}

// recordReader reads the record, packed and not, in its order.
type recordReader struct {
	s      *Store
	since  streamID
	last   streamID // that was read
	from   string   // where the stream is read on
	blocks int64    // that there were when they were read last
	each   func(redis.XMessage) error
}

// read reads all of it. What is packed meanwhile is looked for in the blocks: a page of the
// stream counts only if no block came since they were read.
func (r *recordReader) read(ctx context.Context) error {
	for {
		pipe := r.s.c.TxPipeline()
		blocks, loose := pipe.HLen(ctx, r.s.k.packed()), pipe.XRangeN(ctx, r.s.k.said(), r.from, "+", journalPage)
		if _, err := pipe.Exec(ctx); err != nil {
			return fmt.Errorf("read the record of town %s: %w", r.s.town.ID, err)
		}
		if blocks.Val() > r.blocks {
			if err := r.readBlocks(ctx); err != nil {
				return fmt.Errorf("read the record of town %s: %w", r.s.town.ID, err)
			}
			r.blocks = blocks.Val()
			continue
		}
		for _, m := range loose.Val() {
			if err := r.give(m); err != nil {
				return err
			}
		}
		if len(loose.Val()) < journalPage {
			return nil
		}
	}
}

// readBlocks reads the blocks that have something which was not read.
func (r *recordReader) readBlocks(ctx context.Context) error {
	names, err := r.s.c.HKeys(ctx, r.s.k.packed()).Result()
	if err != nil {
		return err
	}
	slices.SortFunc(names, func(a, b string) int {
		x, _ := parseStreamID(a)
		y, _ := parseStreamID(b)
		if x.before(y) {
			return -1
		}
		return 1
	})
	for _, name := range names {
		if id, ok := parseStreamID(name); !ok || id.before(r.since) || !r.last.before(id) {
			continue
		}
		block, err := r.s.c.HGet(ctx, r.s.k.packed(), name).Result()
		if errors.Is(err, redis.Nil) {
			continue // the town was closed
		}
		var entries []redis.XMessage
		if err == nil {
			entries, err = unpacked(block)
		}
		if err != nil {
			return fmt.Errorf("block up to %s: %w", name, err)
		}
		for _, m := range entries {
			if err := r.give(m); err != nil {
				return err
			}
		}
	}
	return nil
}

// give passes an entry on, unless it was read already or is older than what is asked for.
func (r *recordReader) give(m redis.XMessage) error {
	id, ok := parseStreamID(m.ID)
	if !ok || id.before(r.since) || !r.last.before(id) {
		return nil
	}
	r.last, r.from = id, "("+m.ID
	return r.each(m)
}
