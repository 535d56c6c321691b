package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/redis/go-redis/v9"

	"huanjie/internal/election"
)

// ErrRoster means that the town was enrolled with another roster since this
// process started. Its sums are made for that roster, and only processes with
// it may add to them.
var ErrRoster = errors.New("the roster was replaced by another process: restart this one")

// FoldVersion is raised by a release that folds reports or adds up figures
// differently. Then records and sums are rebuilt.
const FoldVersion = 9

const (
	rosterField = "roster"

	// turnField counts how often something kept was put right: sums are put right by what they lack, which
	// two processes must not do of one look at them.
	turnField = "turn"

	inTheMaking = " in the making" // follows the roster for which records and sums are being made
)

// Enroll upgrades what an earlier release kept, and fits records and sums to
// the roster. Units that moved to another area, joined or left are counted
// where they belong now. If they fit already, it does nothing. It must run
// before the town's first report.
//
// It returns ErrVersion if a newer release keeps the town, ErrKeyLost or
// ErrSealed if what is sealed does not open.
func (s *Store) Enroll(ctx context.Context) error {
	if isNew, err := s.enrollNew(ctx, newUnits); err != nil || isNew {
		return wrap(err, "enroll town %s", s.town.ID)
	}
	if err := s.upgrade(ctx); err != nil {
		return err
	}
	if err := s.ensureVeil(ctx); err != nil {
		return err
	}
	same, err := s.enrolled(ctx, s.c)
	if err != nil || same {
		return err
	}
	if closed, err := s.Closed(ctx); err != nil || !closed.IsZero() {
		return err // it stays as it is
	}
	if len(s.town.Units) > wholeUnits {
		return s.enrollPaged(ctx, pageUnits)
	}
	_, err = s.makeAnew(ctx, false)
	return err
}

// enrolled reports whether the sums are made for this roster.
func (s *Store) enrolled(ctx context.Context, c redis.Cmdable) (bool, error) {
	had, err := c.HGet(ctx, s.k.enrolled(), rosterField).Result()
	if err != nil && !errors.Is(err, redis.Nil) {
		return false, fmt.Errorf("read roster of town %s: %w", s.town.ID, err)
	}
	return had == s.print, nil
}

// Enrolled reports whether the town is kept with this roster, or with none yet.
func (s *Store) Enrolled(ctx context.Context) (bool, error) {
	had, err := s.c.HGet(ctx, s.k.enrolled(), rosterField).Result()
	if errors.Is(err, redis.Nil) {
		return true, nil
	}
	return had == s.print, wrap(err, "read roster of town %s", s.town.ID)
}

// Rebuild rebuilds records, receipts and sums from the journal, and returns
// what differed. The journal and its head stay as they are. The bot may run
// meanwhile with the same roster. Under another roster nothing is done,
// because that would stop it from reporting.
func (s *Store) Rebuild(ctx context.Context) ([]Difference, error) {
	if err := s.comparable(ctx); err != nil {
		return nil, err
	}
	if len(s.town.Units) > wholeUnits {
		return s.rebuildPaged(ctx, pageUnits, s.print, true)
	}
	return s.makeAnew(ctx, true)
}

// makeAnew rebuilds records, receipts and sums for this roster. It reads the journal once,
// then what came in meanwhile, and writes only what is not right: reports go on. If tell is set it returns what differed.
func (s *Store) makeAnew(ctx context.Context, tell bool) (found []Difference, err error) {
	all := followed{folded: newFolded()}
	for {
		found, err = s.rebuild(ctx, &all, tell)
		if !errors.Is(err, redis.TxFailedErr) { // otherwise the units that are put right have just reported
			break
		}
	}
	return append(found, entriesLeftOut(all.leftOut)...), wrap(err, "rebuild town %s", s.town.ID)
}

// entriesLeftOut are entries of the journal that cannot be read.
func entriesLeftOut(why map[string]string) (found []Difference) {
	for _, id := range slices.Sorted(maps.Keys(why)) {
		found = append(found, Difference{journalDifference, id, "left out, as it cannot be read: " + why[id], ""})
	}
	return found
}

func (s *Store) rebuild(ctx context.Context, all *followed, tell bool) (found []Difference, err error) {
	if err := s.follow(ctx, all, all.take(s.town)); err != nil {
		return nil, err
	}
	turn, err := s.turn(ctx, s.c)
	if err != nil {
		return nil, err
	}
	old, err := s.c.SMembers(ctx, s.k.sums()).Result()
	if err != nil {
		return nil, err
	}
	keys := append(s.sumKeys(), old...)
	if len(old) == 0 && all.last == "" { // nothing was ever added up: there are hundreds of keys to look for
		keys = nil
	}
	kept, _, err := s.snapshot(ctx, all, keys, all.take(s.town))
	if err != nil {
		return nil, err
	}
	journal, err := s.derive(all.folded)
	if err != nil {
		return nil, err
	}
	if tell {
		found = s.differences(kept, journal)
	}
	m := s.mending(kept, journal, old)
	for {
		err := s.c.Watch(ctx, func(tx *redis.Tx) error { return s.mend(ctx, tx, m, all.last, turn) }, s.k.journal(), s.k.enrolled())
		if err == nil || !errors.Is(err, redis.TxFailedErr) || errors.Is(err, errDisturbed) {
			return found, err
		}
	}
}

// errDisturbed says that a unit that is put right reported, or that another process put sums right,
// since it was looked at.
var errDisturbed = fmt.Errorf("disturbed: %w", redis.TxFailedErr)

// turn is how often sums were put right. What they lacked may be added to them only once.
func (s *Store) turn(ctx context.Context, c redis.Cmdable) (string, error) {
	n, err := c.HGet(ctx, s.k.enrolled(), turnField).Result()
	if errors.Is(err, redis.Nil) {
		err = nil
	}
	return n, err
}

// mend writes what is not right, unless reports that came in behind an entry, or another process since
// a turn, make it wrong.
func (s *Store) mend(ctx context.Context, tx *redis.Tx, m mending, last, turn string) error {
	now, err := s.turn(ctx, tx)
	switch {
	case err != nil:
		return err
	case now != turn:
		return errDisturbed
	}
	had, err := s.enrolled(ctx, tx)
	if err != nil {
		return err
	}
	m.alone = m.alone || !had
	if err = s.undisturbed(ctx, tx, m, last); err != nil {
		return err
	}
	_, err = tx.TxPipelined(ctx, func(p redis.Pipeliner) error {
		m.write(ctx, p, s)
		p.Del(ctx, s.k.sums())
		p.SAdd(ctx, s.k.sums(), s.sumKeys())
		p.HSet(ctx, s.k.enrolled(), rosterField, s.print)
		p.HIncrBy(ctx, s.k.enrolled(), turnField, 1)
		return nil
	})
	return err
}

// undisturbed is errDisturbed if a report that came in behind an entry makes wrong what is to be written.
func (s *Store) undisturbed(ctx context.Context, tx *redis.Tx, m mending, last string) error {
	return s.entriesAfter(ctx, tx, last, func(_ redis.XMessage, r election.Report, unread error) error {
		if unread != nil || m.disturbed(r) {
			return errDisturbed
		}
		return nil
	})
}

// sumKeys returns every key that may hold sums of this roster.
func (s *Store) sumKeys() []string {
	all := []string{s.k.figures(election.ElectionID(election.TownWide), election.WholeTown)}
	for _, e := range s.town.Elections {
		for _, a := range s.town.Areas(e.ID) {
			all = append(all, s.k.figures(e.ID, a))
			for _, l := range election.AllLists() {
				all = append(all, s.k.list(l, e.ID, a))
			}
			for _, st := range e.Stages {
				all = append(all, s.k.owing(e.ID, st.ID, a))
			}
		}
	}
	return all
}

// fingerprint identifies the roster for which records and sums are made.
func (s *Store) fingerprint() string {
	h := sha256.New()
	fmt.Fprintln(h, FoldVersion, stateVersion)
	for i, u := range s.town.Units {
		fmt.Fprintf(h, "%d %q %q %q %q\n", i, u.ID, u.Area, u.Election, u.Method)
	}
	for _, e := range s.town.Elections {
		fmt.Fprintf(h, "%q %q %q %v %+v\n", e.ID, e.Kind, e.Method, e.PollingDay, e.Profile)
		for _, st := range e.Stages {
			fmt.Fprintf(h, "%q\n", st.ID)
		}
	}
	return hex.EncodeToString(h.Sum(nil)[:12])
}
