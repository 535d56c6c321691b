package store

import (
	"context"
	"encoding/binary"
	"fmt"
	"iter"
	"slices"
	"strconv"
	"strings"

	"github.com/redis/go-redis/v9"

	"huanjie/internal/election"
)

// dealt is the journal of a town that is looked through by pages of its units. It is read once, and it is noted
// which entries each page needs: some five bytes an entry. A page then reads those, and no others. What
// comes in meanwhile is dealt before the next page.
type dealt struct {
	s       *Store
	size    int           // units of a page
	follows bool          // the chain is followed
	pages   []entryIDs    // of each page
	last    string        // the entry up to which it is dealt; "" before the first
	at      election.Head // of that entry, if the chain is followed
	sweep   func()        // garbage
}

func (s *Store) dealt(size int, follows bool) *dealt {
	return &dealt{s: s, size: size, follows: follows, pages: make([]entryIDs, len(s.town.Units)/size+1), sweep: sweeper()}
}

// deal deals the entries that came in since the last time, and calls passed with the id of each.
func (d *dealt) deal(ctx context.Context, passed func(id string)) error {
	veil, err := d.s.readVeil(ctx, d.s.c)
	if err != nil {
		return err
	}
	n := 0
	return d.s.rawEntriesAfter(ctx, d.s.c, d.last, func(m redis.XMessage) (err error) {
		if n++; n%journalPage == 0 {
			d.sweep()
		}
		if d.follows {
			if d.at, err = check(d.at, m); err != nil {
				return err
			}
		}
		for _, page := range d.pagesOf(veil, m) {
			if err := d.pages[page].add(m.ID); err != nil {
				return err
			}
		}
		d.last = m.ID
		passed(m.ID)
		return nil
	})
}

// pagesOf are the pages that have to open an entry. Its unit stands among all that its report calls a unit; the first page
// has what belongs to no unit of the roster, and what cannot be read.
func (d *dealt) pagesOf(veil veil, m redis.XMessage) (pages []int) {
	units, sure := unitsCalled(value(m, "report"))
	if !sure {
		r, err := veil.open(m)
		if err != nil {
			return []int{0}
		}
		units = []election.UnitID{r.Unit}
	}
	for _, u := range units {
		page := 0
		if at, known := d.s.placeOf(u); known {
			page = at / d.size
		}
		if !slices.Contains(pages, page) {
			pages = append(pages, page)
		}
	}
	return pages
}

// unitsCalled are all that a report calls a unit. sure is false if that cannot be seen without opening it.
func unitsCalled(report string) (units []election.UnitID, sure bool) {
	const mark = `"unit":"`
	for rest := report; ; {
		_, after, more := strings.Cut(rest, mark)
		if !more {
			return units, len(units) > 0
		}
		unit, end, closed := strings.Cut(after, `"`)
		if !closed || strings.Contains(unit, `\`) {
			return nil, false
		}
		units, rest = append(units, election.UnitID(unit)), end
	}
}

// placeOf is the place of a unit among all that reports may be of: those of the roster, then the office itself.
func (s *Store) placeOf(u election.UnitID) (place int, known bool) {
	if u == election.TownWide {
		return len(s.town.Units), true
	}
	place = s.town.Place(u)
	return place, place >= 0
}

// entries calls f with the entries of a page that came in after one and were dealt, oldest first.
func (d *dealt) entries(ctx context.Context, page int, last string, f func(redis.XMessage) error) error {
	pipe, asked := d.s.c.Pipeline(), []*redis.XMessageSliceCmd{}
	read := func() error {
		if _, err := pipe.Exec(ctx); err != nil {
			return fmt.Errorf("read journal of town %s: %w", d.s.town.ID, err)
		}
		for _, one := range asked {
			for _, m := range one.Val() {
				if err := f(m); err != nil {
					return err
				}
			}
		}
		asked = asked[:0]
		d.sweep()
		return nil
	}
	for id := range d.pages[page].after(last) {
		if asked = append(asked, pipe.XRange(ctx, d.s.k.journal(), id, id)); len(asked) == journalPage {
			if err := read(); err != nil {
				return err
			}
		}
	}
	if len(asked) == 0 {
		return nil
	}
	return read()
}

// entryIDs are ids of a stream's entries, in their order: of each only by how much it is later than the one before.
type entryIDs struct {
	raw     []byte
	ms, seq uint64 // the last
}

func (l *entryIDs) add(id string) error {
	ms, seq, err := readID(id)
	if err != nil {
		return err
	}
	if later := ms - l.ms; later > 0 {
		l.raw = binary.AppendUvarint(binary.AppendUvarint(l.raw, later), seq)
	} else {
		l.raw = binary.AppendUvarint(binary.AppendUvarint(l.raw, 0), seq-l.seq)
	}
	l.ms, l.seq = ms, seq
	return nil
}

// after are those later than one; "" is before the first.
func (l *entryIDs) after(last string) iter.Seq[string] {
	fromMS, fromSeq, _ := readID(last)
	return func(yield func(string) bool) {
		ms, seq := uint64(0), uint64(0)
		for raw := l.raw; len(raw) > 0; {
			later, n := binary.Uvarint(raw)
			by, m := binary.Uvarint(raw[n:])
			if raw = raw[n+m:]; later == 0 {
				by += seq
			}
			ms, seq = ms+later, by
			if past := ms > fromMS || ms == fromMS && seq > fromSeq; past || last == "" {
				if !yield(strconv.FormatUint(ms, 10) + "-" + strconv.FormatUint(seq, 10)) {
					return
				}
			}
		}
	}
}

// readID reads the id of a stream's entry.
func readID(id string) (ms, seq uint64, err error) {
	before, after, _ := strings.Cut(id, "-")
	if ms, err = strconv.ParseUint(before, 10, 64); err == nil {
		seq, err = strconv.ParseUint(after, 10, 64)
	}
	return ms, seq, wrap(err, "read the id %s of a journal entry", id)
}

// isLater reports whether an entry of a stream is later than another.
func isLater(id, than string) bool {
	ms, seq, _ := readID(id)
	thanMS, thanSeq, _ := readID(than)
	return ms > thanMS || ms == thanMS && seq > thanSeq
}
