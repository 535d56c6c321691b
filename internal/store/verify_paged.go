package store

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"runtime"
	"strconv"
	"strings"

	"github.com/redis/go-redis/v9"

	"huanjie/internal/election"
)

// A large town is verified a page of units at a time, so that a page of it is in memory and not
// all. The journal is read once for each page; of entries about other units only the chain is
// looked at, and that once.
//
// The records, receipts and places of a page are compared at the moment when its journal has been
// read to the end. The sums, and how many there are of everything, are compared at one moment
// before all pages: each page counts what it has when it passes the entry that was the last then.
//
// After each page its garbage is collected: it would lie beside the next one, which is as large.

// A page has so many units, of about twenty kilobytes each with what is read of them; in a town for
// which that would be very many pages, a larger part of it.
const (
	pageUnits = 1200
	pagesMost = 32
)

// pageSize is how many units of so many a page has.
func pageSize(units int) int { return max(pageUnits, (units+pagesMost-1)/pagesMost) }

// paged is the verification of a town page by page.
type paged struct {
	s    *Store
	at   election.Head // when the sums were read
	last string        // the id of the last entry then; "" before the first
	turn string        // how often sums had been mended by then
	old  []string      // keys of sums as they were listed
	kept derived       // sums, and the number of members of each list, then
	sums derived       // the same from the journal, as far as pages have been counted

	figures map[string]election.Figures
	members map[string]int
	places  map[election.UnitID]int // in the roster

	mends   bool              // what is wrong is put right: entries that cannot be read are left out
	leftOut map[string]string // these, and why
}

// page is the one that begins with the i-th of all units.
func (p *paged) page(all []election.Unit, i, size int) *page {
	v := &page{paged: p, units: all[i:min(i+size, len(all))], first: i == 0, in: map[election.UnitID]bool{}, all: followed{folded: newFolded()}}
	for _, u := range v.units {
		v.in[u.ID] = true
	}
	return v
}

// begin counts what a page has at once if the journal was empty when the sums were read.
func (v *page) begin() {
	if v.paged.last == "" {
		v.count()
	}
}

// membersField is the field of how many members there are, where members are not compared one by one.
const membersField = "(members)"

func (s *Store) verifyPages(ctx context.Context, size int) error {
	p, all := s.paged(), s.town.All()
	if err := p.readSums(ctx); err != nil {
		return err
	}
	for i := 0; i < len(all); i += size {
		if err := p.page(all, i, size).verify(ctx); err != nil {
			return err
		}
		runtime.GC()
	}
	p.addUp()
	return s.firstOf(s.differences(p.kept, p.sums))
}

func (s *Store) paged() *paged {
	p := &paged{s: s, figures: map[string]election.Figures{}, members: map[string]int{}, sums: derived{}, places: map[election.UnitID]int{}}
	for i, u := range s.town.All() {
		p.places[u.ID] = i
	}
	return p
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

// page is some units of a town that is verified.
type page struct {
	*paged
	units   []election.Unit
	first   bool // it also follows the chain, and has what belongs to no unit of the roster
	in      map[election.UnitID]bool
	all     followed
	entries int // that were passed
	counted bool
}

func (v *page) verify(ctx context.Context) error {
	veil, err := v.s.readVeil(ctx, v.s.c)
	if err != nil {
		return err
	}
	v.begin()
	err = v.s.rawEntriesAfter(ctx, v.s.c, "", func(m redis.XMessage) error { return v.take(veil, m) })
	if err != nil {
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

// take takes an entry in, if it is about a unit of the page.
func (v *page) take(veil veil, m redis.XMessage) (err error) {
	v.entries++
	v.all.last = m.ID
	if v.first && !v.mends {
		if v.all.at, err = check(v.all.at, m); err != nil {
			return err
		}
	}
	if v.first || v.mayConcern(value(m, "report")) {
		r, unread := veil.open(m)
		switch {
		case unread != nil && v.mends && !isLost(unread):
			v.leftOut[m.ID] = unread.Error()
		case unread != nil:
			return fmt.Errorf("journal entry %d (%s) %w: %w", v.entries, m.ID, ErrUnread, unread)
		case v.has(r.Unit):
			if _, twice := v.all.receipts[r.ID]; twice && !v.mends {
				return fmt.Errorf("journal entry %d (%s): %w: report %s stands there twice", v.entries, m.ID, ErrWrongSums, r.ID)
			}
			v.all.add(v.s.town, r)
		}
	}
	if m.ID == v.paged.last {
		v.count()
	}
	return nil
}

// has reports whether a report of a unit belongs to the page.
func (v *page) has(u election.UnitID) bool {
	_, known := v.places[u]
	return v.in[u] || v.first && !known
}

// mayConcern reports whether a report may be of a unit of the page. It looks at all that the
// report calls a unit, as its own stands among them.
func (v *page) mayConcern(report string) bool {
	const mark = `"unit":"`
	found := false
	for rest := report; ; {
		_, after, more := strings.Cut(rest, mark)
		if !more {
			return !found
		}
		unit, end, closed := strings.Cut(after, `"`)
		if !closed || v.in[election.UnitID(unit)] {
			return true
		}
		found, rest = true, end
	}
}

// count counts what the page adds to the sums when its journal has come to where they were read.
func (v *page) count() {
	for _, u := range v.units {
		p, e := v.all.progress[u.ID], v.s.town.ElectionOf(u)
		for _, a := range u.Area.Above() {
			key := v.s.k.figures(e.ID, a)
			if v.figures[key] == nil {
				v.figures[key] = election.Figures{}
			}
			for f, n := range e.Figures(p) {
				v.figures[key][f] += n
			}
		}
		for key := range v.s.indices(u, p) {
			v.members[key]++
		}
	}
	if n := len(v.all.progress); n > 0 {
		v.members[v.s.k.progress()] += n
	}
	if n := len(v.all.receipts); n > 0 {
		v.members[v.s.k.receipt()] += n
	}
	v.counted = true
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
	for _, u := range v.units {
		for key := range v.s.indices(u, v.all.progress[u.ID]) {
			d.set(key, string(u.ID), score(float64(v.places[u.ID])))
		}
	}
	return d, nil
}

// lists are the lists in which units of the page may stand, and which.
func (v *page) lists() map[string][]any {
	in := map[string][]any{}
	for _, u := range v.units {
		e := v.s.town.ElectionOf(u)
		for _, a := range u.Area.Above() {
			for _, l := range election.AllLists() {
				key := v.s.k.list(l, e.ID, a)
				in[key] = append(in[key], string(u.ID))
			}
			for _, st := range e.Stages {
				key := v.s.k.owing(e.ID, st.ID, a)
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
	before := maps.Clone(v.all.receipts)
	for _, m := range since {
		if err := v.take(veil, m); err != nil {
			return err
		}
	}
	for r, unit := range v.all.receipts {
		if _, had := before[r]; !had {
			d.set(v.s.k.receipt(), string(r), string(unit))
		}
	}
	if at := readHead(head); v.first && !v.mends && at != v.all.at {
		return fmt.Errorf("%w: it ends with entry %d (%s), but %d (%s) was the last", ErrChain, v.all.at.Entries, v.all.at.Fingerprint(), at.Entries, at.Fingerprint())
	}
	if !v.counted {
		return fmt.Errorf("%w: it has %d entries, and %s, which was the last, is not among them", ErrChain, v.entries, v.paged.last)
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
