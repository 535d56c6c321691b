package store

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/redis/go-redis/v9"

	"huanjie/internal/election"
)

// A large town is rebuilt as it is verified: a page of units at a time, so that a page of it is in
// memory. The records, receipts and places of a page are put right when its journal has been read,
// unless one of its units that are wrong has reported since: then that is read, and it is looked again.
//
// A report adds to the sums by what it changes in its unit's record. So sums are compared only when a
// look through all pages has found nothing wrong there: until then reports may have added what a
// wrong record made of them. They are put right by what they lack, so that reports go on.
//
// Under another roster what is kept is made anew in the same way. Until it is whole no process
// reports: those of the former roster must not add to its sums, and those of the new one have none yet.

// looksMost is how often all pages are looked through. The second time they are right, unless other processes put
// them right as well: then each may have to look again after each of the others.
const looksMost = 12

// errUnsettled says that what is kept is wrong again as soon as it was put right.
var errUnsettled = errors.New("something else writes to what is kept")

// enrollPaged fits what is kept to the roster. Another process may do the same: whichever is whole first
// has done it for both.
func (s *Store) enrollPaged(ctx context.Context, size int) error {
	making, made := s.print+inTheMaking, false
	err := s.c.Watch(ctx, func(tx *redis.Tx) (err error) {
		if made, err = s.enrolled(ctx, tx); made || err != nil {
			return err
		}
		_, err = tx.TxPipelined(ctx, func(p redis.Pipeliner) error { return p.HSet(ctx, s.k.enrolled(), rosterField, making).Err() })
		return err
	}, s.k.enrolled())
	switch {
	case errors.Is(err, redis.TxFailedErr): // another process has just begun, or is done
		return s.enrollPaged(ctx, size)
	case made || err != nil:
		return wrap(err, "enroll town %s", s.town.ID)
	}
	_, err = s.rebuildPaged(ctx, size, making, false)
	if !errors.Is(err, ErrRoster) {
		return err
	}
	if made, wrong := s.enrolled(ctx, s.c); made || wrong != nil {
		return wrong
	}
	return err
}

// rebuildPaged puts right what is kept as long as the town is enrolled under a name, and returns what
// differed if tell is set.
func (s *Store) rebuildPaged(ctx context.Context, size int, as string, tell bool) (found []Difference, err error) {
	leftOut, journal := map[string]string{}, s.dealt(size, false)
	for range looksMost {
		p := s.paged(journal)
		p.mends, p.leftOut = true, leftOut
		if err := p.readSums(ctx); err != nil {
			return found, err
		}
		right := true
		for i := range journal.pages {
			wrong, mended, err := p.page(i).mend(ctx, as)
			if err != nil {
				return found, wrap(err, "rebuild town %s", s.town.ID)
			}
			if right = right && !mended; tell {
				found = append(found, wrong...)
			}
			journal.sweep()
		}
		if !right {
			continue
		}
		p.addUp()
		wrong, done, err := p.mendSums(ctx, as)
		if tell {
			found = append(found, wrong...)
		}
		if done || err != nil {
			return append(found, entriesLeftOut(leftOut)...), wrap(err, "rebuild town %s", s.town.ID)
		}
	}
	return found, fmt.Errorf("rebuild town %s: %w", s.town.ID, errUnsettled)
}

// mend puts a page right.
func (v *page) mend(ctx context.Context, as string) (found []Difference, mended bool, err error) {
	veil, err := v.s.readVeil(ctx, v.s.c)
	if err != nil {
		return nil, false, err
	}
	for {
		if err := v.read(ctx, veil); err != nil {
			return nil, false, err
		}
		kept, err := v.snapshot(ctx, veil)
		if err != nil {
			return nil, false, err
		}
		journal, err := v.derive()
		if err != nil {
			return nil, false, err
		}
		found = v.s.differences(maps.Clone(kept), journal)
		m := v.s.mending(kept, journal, nil)
		if m.alone = false; !m.any() {
			return nil, false, nil
		}
		err = v.s.mendPart(ctx, m, v.all.last, as, nil)
		if !errors.Is(err, redis.TxFailedErr) {
			return found, true, err
		}
	}
}

// any reports whether anything is to be written.
func (m mending) any() bool {
	for _, key := range m.keys() {
		for range m.differing(key) {
			return true
		}
	}
	return len(m.drop) > 0
}

// mendPart writes what is not right, and what is to be written with it, unless reports that came in
// behind an entry make it wrong. It is a turn of its own: who has looked at the counts before it looks again.
func (s *Store) mendPart(ctx context.Context, m mending, last, as string, with func(context.Context, *redis.Tx, redis.Pipeliner) error) error {
	watched := []string{s.k.enrolled()}
	if len(m.units) > 0 {
		watched = append(watched, s.k.journal())
	}
	return s.c.Watch(ctx, func(tx *redis.Tx) error {
		had, err := tx.HGet(ctx, s.k.enrolled(), rosterField).Result()
		switch {
		case err != nil && !errors.Is(err, redis.Nil):
			return err
		case had != as:
			return ErrRoster
		}
		if len(m.units) > 0 {
			if err := s.undisturbed(ctx, tx, m, last); err != nil {
				return err
			}
		}
		_, err = tx.TxPipelined(ctx, func(p redis.Pipeliner) error {
			m.write(ctx, p, s)
			p.HIncrBy(ctx, s.k.enrolled(), turnField, 1)
			if with == nil {
				return nil
			}
			return with(ctx, tx, p)
		})
		return err
	}, watched...)
}

// mendSums puts the sums right, and takes out what belongs to no unit. done: nothing is left to be
// looked at again.
func (p *paged) mendSums(ctx context.Context, as string) (found []Difference, done bool, err error) {
	found, err = p.takeOut(ctx, as)
	if errors.Is(err, redis.TxFailedErr) { // another process has just mended
		return found, false, nil
	}
	if err != nil || len(found) > 0 {
		return found, false, err
	}
	kept, sums := p.without(p.kept), p.without(p.sums)
	found = p.s.differences(maps.Clone(kept), sums)
	m := p.s.mending(kept, sums, p.old)
	m.alone = false
	err = p.s.mendPart(ctx, m, p.last, as, func(ctx context.Context, tx *redis.Tx, pipe redis.Pipeliner) error {
		turn, err := p.s.turn(ctx, tx)
		if err != nil {
			return err
		}
		if turn != p.turn {
			return errDisturbed
		}
		pipe.Del(ctx, p.s.k.sums())
		pipe.SAdd(ctx, p.s.k.sums(), p.s.sumKeys())
		pipe.HSet(ctx, p.s.k.enrolled(), rosterField, p.s.print)
		return nil
	})
	if errors.Is(err, redis.TxFailedErr) {
		return nil, false, nil
	}
	return found, err == nil, err
}

// without are derived values without those that are only counted.
func (p *paged) without(d derived) derived {
	d = maps.Clone(d)
	for key, fields := range d {
		if _, counted := fields[membersField]; counted {
			delete(d, key)
		}
	}
	return d
}

// takeOut takes out what is kept beside what the pages have: records of units that left the roster,
// receipts of no report, and places in lists to which a unit does not belong. It looks where there is
// more than the pages have.
func (p *paged) takeOut(ctx context.Context, as string) (found []Difference, err error) {
	for _, key := range slices.Sorted(maps.Keys(p.kept)) {
		if p.kept[key][membersField] == p.sums[key][membersField] || !slices.Contains(p.countedKeys(), key) {
			continue
		}
		wrong, err := p.takeOutOf(ctx, key, as)
		if err != nil {
			return found, err
		}
		found = append(found, wrong...)
	}
	return found, nil
}

// countedKeys are the keys of which it is only counted how many there are.
func (p *paged) countedKeys() (all []string) {
	for _, key := range append(p.s.sumKeys(), p.s.k.progress(), p.s.k.receipt()) {
		if key == p.s.k.progress() || key == p.s.k.receipt() || !p.s.hashed(key) {
			all = append(all, key)
		}
	}
	return all
}

// takeOutMost is how many fields are looked at in one go.
const takeOutMost = 50_000

func (p *paged) takeOutOf(ctx context.Context, key, as string) (found []Difference, err error) {
	some := map[string]string{}
	flush := func() error {
		wrong, err := p.strange(ctx, key, some)
		some = map[string]string{}
		if err != nil || len(wrong) == 0 {
			return err
		}
		m := mending{kept: derived{key: wrong}, journal: derived{}, units: map[election.UnitID]bool{}}
		for f, had := range wrong {
			found = append(found, Difference{strings.TrimPrefix(key, p.s.k.prefix), f, had, ""})
		}
		return p.s.mendPart(ctx, m, "", as, nil)
	}
	for cursor := uint64(0); ; {
		var page []string
		if p.s.hashed(key) {
			page, cursor, err = p.s.c.HScan(ctx, key, cursor, "", journalPage).Result()
		} else {
			page, cursor, err = p.s.c.ZScan(ctx, key, cursor, "", journalPage).Result()
		}
		if err != nil {
			return found, err
		}
		for i := 0; i+1 < len(page); i += 2 {
			some[page[i]] = page[i+1]
		}
		if cursor == 0 || len(some) >= takeOutMost {
			if err := flush(); err != nil || cursor == 0 {
				return found, err
			}
		}
	}
}

// strange are those of some fields or members of a key that belong to no unit or report.
func (p *paged) strange(ctx context.Context, key string, some map[string]string) (map[string]string, error) {
	if key == p.s.k.receipt() {
		return some, p.s.entries(ctx, p.s.c, func(_ redis.XMessage, r election.Report, unread error) error {
			if unread == nil {
				delete(some, string(r.ID))
			}
			return nil
		})
	}
	maps.DeleteFunc(some, func(f, _ string) bool {
		u, known := p.s.town.Unit(election.UnitID(f))
		return known && (key == p.s.k.progress() || p.s.mayStandIn(u, key))
	})
	return some, nil
}

// mayStandIn reports whether a key is of a list in which a unit may stand.
func (s *Store) mayStandIn(u election.Unit, key string) bool {
	e := s.town.ElectionOf(u)
	for _, a := range u.Area.Above() {
		for _, l := range election.AllLists() {
			if key == s.k.list(l, e.ID, a) {
				return true
			}
		}
		for _, st := range e.Stages {
			if key == s.k.owing(e.ID, st.ID, a) {
				return true
			}
		}
	}
	return false
}
