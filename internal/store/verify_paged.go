package store

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"runtime"
	"runtime/metrics"
	"slices"
	"strconv"

	"github.com/redis/go-redis/v9"

	"huanjie/internal/election"
)

// A large town is verified a page of units at a time, so that a page of it is in memory and not
// all. The journal is dealt to the pages (dealt), so that each entry is read twice, however many there are.
//
// The records, receipts and places of a page are compared at the moment when its journal has been
// read to the end. The sums, and how many there are of everything, are compared at one moment
// before all pages: each page counts what it has when it passes the entry that was the last then.

const (
	wholeUnits = 1200 // units of a town that is looked through at once, and not by pages
	pageUnits  = 300  // of a page; each leaves some eighty kilobytes of garbage
)

// garbageMost is how much garbage may lie beside a large roster, in bytes, and so many parts of what is in use; the collector
// would wait until it is as much as that.
const (
	garbageMost  = 16 << 20
	garbageParts = 16
)

// paged is the verification of a town page by page.
type paged struct {
	s      *Store
	dealt  *dealt
	keys   keyring
	at     election.Head // when the sums were read
	last   string        // the id of the last entry then; "" before the first
	passed bool          // that entry was dealt
	turn   string        // how often sums had been mended by then
	old    []string      // keys of sums as they were listed
	kept   derived       // sums, and the number of members of each list, then
	sums   derived       // the same from the journal, as far as pages have been counted

	figures map[string]election.Figures
	members map[string]int

	mends   bool              // what is wrong is put right: entries that cannot be read are left out
	leftOut map[string]string // these, and why
}

// page is one by its number.
func (p *paged) page(number int) *page {
	from, size := number*p.dealt.size, p.dealt.size
	v := &page{paged: p, number: number, from: from, all: followed{folded: newFolded()}}
	units := p.s.town.Units
	v.units = slices.Clip(units[from:min(from+size, len(units))])
	if from+size > len(units) {
		v.units = append(v.units, p.s.town.OfficeWork())
	}
	return v
}

// membersField is the field of how many members there are, where members are not compared one by one.
const membersField = "(members)"

func (s *Store) verifyPages(ctx context.Context, size int) error {
	p := s.paged(s.dealt(size, true))
	if err := p.readSums(ctx); err != nil {
		return err
	}
	for i := range p.dealt.pages {
		if err := p.page(i).verify(ctx); err != nil {
			return err
		}
		p.dealt.sweep()
	}
	p.addUp()
	return s.firstOf(s.differences(p.kept, p.sums))
}

// sweeper has garbage collected when there is much of it beside what is in use.
func sweeper() (sweep func()) {
	runtime.GC()
	most := heapLimit()
	return func() {
		if heapNow() > most {
			runtime.GC()
			most = heapLimit()
		}
	}
}

func heapLimit() uint64 { return heapNow()*(garbageParts+1)/garbageParts + garbageMost }

// heapNow is how many bytes of the heap are in use or garbage.
func heapNow() uint64 {
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}

func (s *Store) paged(d *dealt) *paged {
	return &paged{s: s, dealt: d, keys: s.keyring(), figures: map[string]election.Figures{}, members: map[string]int{}, sums: derived{}}
}

// addUp makes sums of what the pages have counted.
func (p *paged) addUp() {
	for key, figures := range p.figures {
		for f, n := range figures {
			if n != 0 {
				p.sums.set(key, string(f), strconv.Itoa(n))
			}
		}
	}
	for key, n := range p.members {
		p.sums.set(key, membersField, strconv.Itoa(n))
	}
}

// firstOf is the error that names the first difference.
func (s *Store) firstOf(found []Difference) error {
	if len(found) == 0 {
		return nil
	}
	return fmt.Errorf("%v: %w (%d differences)", found[0], ErrWrongSums, len(found))
}

// readSums reads the sums at one moment, and how many records, receipts and members of lists
// there are.
func (p *paged) readSums(ctx context.Context) (err error) {
	if p.old, err = p.s.c.SMembers(ctx, p.s.k.sums()).Result(); err != nil {
		return err
	}
	pipe := p.s.c.TxPipeline()
	head, last, turn := pipe.HMGet(ctx, p.s.k.head(), "n", "hash"), pipe.XRevRangeN(ctx, p.s.k.journal(), "+", "-", 1), pipe.HGet(ctx, p.s.k.enrolled(), turnField)
	figures, counts := map[string]*redis.MapStringStringCmd{p.s.k.own(): pipe.HGetAll(ctx, p.s.k.own())}, map[string]*redis.IntCmd{}
	for _, key := range append(p.s.sumKeys(), p.old...) {
		switch {
		case figures[key] != nil || counts[key] != nil:
		case p.s.hashed(key):
			figures[key] = pipe.HGetAll(ctx, key)
		default:
			counts[key] = pipe.ZCard(ctx, key)
		}
	}
	counts[p.s.k.progress()], counts[p.s.k.receipt()] = pipe.HLen(ctx, p.s.k.progress()), pipe.HLen(ctx, p.s.k.receipt())
	if _, err := pipe.Exec(ctx); err != nil && !otherType(err) && !errors.Is(err, redis.Nil) {
		return fmt.Errorf("read the sums of town %s: %w", p.s.town.ID, err)
	}
	p.at, p.turn = readHead(head.Val()), turn.Val()
	for _, m := range last.Val() {
		p.last = m.ID
	}
	p.passed = p.last == p.dealt.last
	p.kept, err = p.s.answers(figures, nil)
	for key, n := range counts {
		if wrong := p.kept.note(key, n.Err()); wrong != nil {
			return wrong
		}
		if n.Val() > 0 {
			p.kept.set(key, membersField, strconv.FormatInt(n.Val(), 10))
		}
	}
	return err
}

// page is some units of a town that is verified. The first also has what belongs to no unit of the roster.
type page struct {
	*paged
	number  int
	units   []election.Unit
	from    int // the place of the first
	all     followed
	counted bool
}

func (v *page) verify(ctx context.Context) error {
	veil, err := v.s.readVeil(ctx, v.s.c)
	if err != nil {
		return err
	}
	if err := v.read(ctx, veil); err != nil {
		return err
	}
	kept, err := v.snapshot(ctx, veil)
	if err != nil {
		return err
	}
	journal, err := v.derive()
	if err != nil {
		return err
	}
	return v.s.firstOf(v.s.differences(kept, journal))
}

// read takes in what the journal has of the page and was not taken in yet.
func (v *page) read(ctx context.Context, veil veil) error {
	if err := v.dealt.deal(ctx, func(id string) { v.passed = v.passed || id == v.paged.last }); err != nil {
		return err
	}
	if err := v.dealt.entries(ctx, v.number, v.all.last, func(m redis.XMessage) error { return v.take(veil, m) }); err != nil {
		return err
	}
	v.all.last = v.dealt.last
	if !v.passed {
		return fmt.Errorf("%w: %s, which was the last entry, is not among them", ErrChain, v.paged.last)
	}
	v.count()
	return nil
}

// take takes in an entry that was dealt to the page.
func (v *page) take(veil veil, m redis.XMessage) error {
	if isLater(m.ID, v.paged.last) {
		v.count()
	}
	r, unread := veil.open(m)
	switch {
	case unread != nil && v.mends && !isLost(unread):
		v.leftOut[m.ID] = unread.Error()
	case unread != nil:
		return fmt.Errorf("journal entry %s (%s) %w: %w", value(m, "n"), m.ID, ErrUnread, unread)
	case v.has(r.Unit):
		if _, twice := v.all.receipts[r.ID]; twice && !v.mends {
			return fmt.Errorf("journal entry %s (%s): %w: report %s stands there twice", value(m, "n"), m.ID, ErrWrongSums, r.ID)
		}
		v.all.add(v.s.town, r)
	}
	return nil
}

// has reports whether a report of a unit belongs to the page.
func (v *page) has(u election.UnitID) bool {
	at, known := v.s.placeOf(u)
	return known && at >= v.from && at < v.from+v.dealt.size || !known && v.number == 0
}

// count counts what the page adds to the sums when its journal has come to where they were read.
func (v *page) count() {
	if v.counted {
		return
	}
	v.counted = true
	for _, u := range v.units {
		p := v.all.progress[u.ID]
		reported := v.s.town.ElectionOf(u).Figures(p)
		for _, of := range v.keys.above(u) {
			if v.figures[of.figures] == nil {
				v.figures[of.figures] = election.Figures{}
			}
			for f, n := range reported {
				v.figures[of.figures][f] += n
			}
		}
		for key := range v.keys.indices(u, p) {
			v.members[key]++
		}
	}
	if n := len(v.all.progress); n > 0 {
		v.members[v.s.k.progress()] += n
	}
	if n := len(v.all.receipts); n > 0 {
		v.members[v.s.k.receipt()] += n
	}
	for part, r := range v.all.own {
		if kept, err := ownField(r); err == nil {
			v.sums.set(v.s.k.own(), string(part), kept)
		}
	}
}

// derive returns the records, receipts and places of the page as they must be kept.
func (v *page) derive() (derived, error) {
	d, err := v.s.deriveRecords(v.all.folded)
	if err != nil {
		return nil, err
	}
	for i, u := range v.units {
		place := score(float64(v.from + i))
		for key := range v.keys.indices(u, v.all.progress[u.ID]) {
			d.set(key, string(u.ID), place)
		}
	}
	return d, nil
}

// lists are the lists in which units of the page may stand, and which.
func (v *page) lists() map[string][]any {
	in := map[string][]any{}
	for _, u := range v.units {
		for _, of := range v.keys.above(u) {
			for _, key := range of.lists {
				in[key] = append(in[key], string(u.ID))
			}
			for _, key := range of.owing {
				in[key] = append(in[key], string(u.ID))
			}
		}
	}
	return in
}

// snapshot reads what is kept of the page, and takes in what came in up to that moment.
func (v *page) snapshot(ctx context.Context, veil veil) (derived, error) {
	ids, reports, lists := fieldsOfUnits(v.units), []string{}, v.lists()
	for r := range maps.Keys(v.all.receipts) {
		reports = append(reports, string(r))
	}
	pipe := v.s.c.TxPipeline()
	since := pipe.XRange(ctx, v.s.k.journal(), after(v.all.last), "+")
	head := pipe.HMGet(ctx, v.s.k.head(), "n", "hash")
	records := pipe.HMGet(ctx, v.s.k.progress(), ids...)
	var receipts *redis.SliceCmd
	if len(reports) > 0 {
		receipts = pipe.HMGet(ctx, v.s.k.receipt(), reports...)
	}
	scores := map[string]*redis.Cmd{}
	for key, members := range lists {
		scores[key] = pipe.Do(ctx, append([]any{"ZMSCORE", key}, members...)...)
	}
	if _, err := pipe.Exec(ctx); err != nil && !otherType(err) {
		return nil, fmt.Errorf("read what is kept of town %s: %w", v.s.town.ID, err)
	}
	if err := errors.Join(since.Err(), records.Err()); err != nil {
		return nil, fmt.Errorf("read what is kept of town %s: %w", v.s.town.ID, err)
	}
	d := derived{}
	d.setFields(v.s.k.progress(), ids, records.Val())
	if receipts != nil {
		d.setFields(v.s.k.receipt(), reports, receipts.Val())
	}
	for key, cmd := range scores {
		if err := d.note(key, cmd.Err()); err != nil {
			return nil, err
		}
		got, _ := cmd.Slice()
		d.setScores(key, lists[key], got)
	}
	return d, v.takeSince(veil, since.Val(), head.Val(), d)
}

// takeSince takes in what came in up to the moment of a snapshot. Its receipts are as new, and are
// looked at another time.
func (v *page) takeSince(veil veil, since []redis.XMessage, head []any, d derived) error {
	before, at := maps.Clone(v.all.receipts), v.dealt.at
	for _, m := range since {
		if v.dealt.follows {
			var err error
			if at, err = check(at, m); err != nil {
				return err
			}
		}
		v.all.last = m.ID
		if !slices.Contains(v.dealt.pagesOf(veil, m), v.number) {
			continue
		}
		if err := v.take(veil, m); err != nil {
			return err
		}
	}
	for r, unit := range v.all.receipts {
		if _, had := before[r]; !had {
			d.set(v.s.k.receipt(), string(r), string(unit))
		}
	}
	if is := readHead(head); v.dealt.follows && is != at {
		return fmt.Errorf("%w: it ends with entry %d (%s), but %d (%s) was the last", ErrChain, at.Entries, at.Fingerprint(), is.Entries, is.Fingerprint())
	}
	return nil
}

func fieldsOfUnits(units []election.Unit) []string {
	all := make([]string, len(units))
	for i, u := range units {
		all[i] = string(u.ID)
	}
	return all
}

// setFields notes the fields of a hash that are there.
func (d derived) setFields(key string, fields []string, values []any) {
	for i, v := range values {
		if text, has := v.(string); has {
			d.set(key, fields[i], text)
		}
	}
}

// setScores notes the members of a zset that are there.
func (d derived) setScores(key string, members, scores []any) {
	for i, v := range scores {
		switch v := v.(type) {
		case string:
			d.set(key, members[i].(string), v)
		case float64:
			d.set(key, members[i].(string), score(v))
		}
	}
}
