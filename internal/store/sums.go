package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"github.com/redis/go-redis/v9"

	"huanjie/internal/election"
)

// sums are the figures and indices of all areas, derived from the units'
// records.
type sums struct {
	figures map[string]election.Figures
	places  map[string][]redis.Z // of the zsets
	keys    keyring
}

func (s *Store) newSums() sums {
	return sums{map[string]election.Figures{}, map[string][]redis.Z{}, s.keyring()}
}

// sums adds up the units of the roster, and the office's own work, without some.
func (s *Store) sums(progress map[election.UnitID]election.Progress, without ...election.UnitID) sums {
	all := s.newSums()
	for i, u := range s.town.All() {
		if !slices.Contains(without, u.ID) {
			all.count(s, u, progress[u.ID])
			all.place(i, u, progress[u.ID])
		}
	}
	return all
}

// count adds what a unit has reported to the figures.
func (all sums) count(s *Store, u election.Unit, p election.Progress) {
	reported := s.town.ElectionOf(u).Figures(p)
	for _, of := range all.keys.above(u) {
		if all.figures[of.figures] == nil {
			all.figures[of.figures] = election.Figures{}
		}
		for f, n := range reported {
			all.figures[of.figures][f] += n
		}
	}
}

// place enters a unit, which is at a place of the roster, in the indices.
func (all sums) place(at int, u election.Unit, p election.Progress) {
	for key := range all.keys.indices(u, p) {
		all.places[key] = append(all.places[key], redis.Z{Score: float64(at), Member: string(u.ID)})
	}
}

// write writes sums where there are none.
func (all sums) write(ctx context.Context, p redis.Pipeliner) {
	for key, figures := range all.figures {
		var values []any
		for f, n := range figures {
			if n != 0 {
				values = append(values, string(f), n)
			}
		}
		if len(values) > 0 {
			p.HSet(ctx, key, values...)
		}
	}
	for key, places := range all.places {
		p.ZAdd(ctx, key, places...)
	}
}

// addReports writes the reports of a commit, each of its unit as the reports before it
// leave it.
func (s *Store) addReports(ctx context.Context, t *transaction, c Commit, empty map[election.ReportID]emptyReceipt) error {
	standing := map[election.UnitID]UnitRecord{}
	for _, of := range c.Beside {
		standing[of.Unit] = of
	}
	if c.Session != nil {
		standing[c.Session.Unit] = c.Session.record()
	}
	all := c.reports()
	for _, r := range all {
		after, err := s.addReport(ctx, t, r, standing[r.Unit])
		if err != nil {
			return err
		}
		empty[r.ID].write(t, s.k, r, len(all) == 1)
		of := standing[r.Unit]
		of.Progress = after
		standing[r.Unit] = of
	}
	return nil
}

// addReport writes a report into the transaction: journal, the unit's
// record, and the sums and indices of every area around it. It returns the unit's
// progress with it.
func (s *Store) addReport(ctx context.Context, t *transaction, r election.Report, of UnitRecord) (after election.Progress, err error) {
	u, ok := s.town.Unit(r.Unit)
	if !ok {
		return after, fmt.Errorf("report %s: no unit %q in town %s", r.ID, r.Unit, s.town.ID)
	}
	if of.Unit != r.Unit {
		return after, fmt.Errorf("report %s: the session was not read for unit %s", r.ID, r.Unit)
	}
	e, before := s.town.ElectionOf(u), of.Progress
	if after, err = s.after(ctx, t, e, before, r); err != nil {
		return after, err
	}
	record, err := json.Marshal(after)
	if err != nil {
		return after, fmt.Errorf("write unit %s: %w", u.ID, err)
	}
	entry, err := s.sealReport(ctx, t, r)
	if err != nil {
		return after, err
	}
	t.guard(s.k.enrolled(), rosterField, s.print)
	t.guard(s.k.progress(), string(u.ID), of.progress)
	t.write("CHAIN", s.k.journal(), t.place(s.k.head()), sumOf(entry), entry)
	t.write("HSET", s.k.progress(), string(u.ID), record)
	if tally, ok := r.Body.(election.Tally); ok {
		t.write("HSET", s.k.like(e.ID), tally.Likeness(), string(u.ID))
	}
	for f, n := range e.Figures(after).Minus(e.Figures(before)) {
		for _, a := range u.Area.Above() {
			t.add(s.k.figures(e.ID, a), string(f), n)
		}
	}
	s.moveIndices(t, u, before, after)
	return after, nil
}

// after returns a unit's progress after a report. After a withdrawal it is
// folded from the journal. Other reports for the unit change its record, which
// the commit guards; so does every withdrawal (Progress.Withdrawn).
func (s *Store) after(ctx context.Context, t *transaction, e election.Election, before election.Progress, r election.Report) (election.Progress, error) {
	if len(r.TakesBack()) == 0 {
		return e.Fold(before, r), nil
	}
	all, err := s.History(ctx, r.Unit)
	if err != nil {
		return before, err
	}
	for _, old := range all {
		if !slices.Contains(r.TakesBack(), old.ID) {
			continue
		}
		if err := s.forgetLike(ctx, t, e.ID, old); err != nil {
			return before, err
		}
	}
	return e.FoldAll(append(all, r)), nil
}

// forgetLike removes a withdrawn count from those that others are compared
// with, so that it can be reported for the right village.
func (s *Store) forgetLike(ctx context.Context, t *transaction, e election.ElectionID, old election.Report) error {
	tally, ok := old.Body.(election.Tally)
	if !ok {
		return nil
	}
	unit, err := s.Like(ctx, e, tally.Likeness())
	if err == nil && unit == old.Unit {
		t.guard(s.k.like(e), tally.Likeness(), string(unit))
		t.write("HDEL", s.k.like(e), tally.Likeness())
	}
	return err
}

// moveIndices moves a unit between the zsets that indices names, where a report moves it.
func (s *Store) moveIndices(t *transaction, u election.Unit, before, after election.Progress) {
	e := s.town.ElectionOf(u)
	if e.Kind == election.OfficeWork {
		return
	}
	move := func(in bool, key func(election.Area) string) {
		for _, a := range u.Area.Above() {
			if in {
				t.write("ZADD", key(a), strconv.Itoa(s.town.Place(u.ID)), string(u.ID))
			} else {
				t.write("ZREM", key(a), string(u.ID))
			}
		}
	}
	for _, st := range e.Stages {
		if is := e.Awaits(after, st.ID); is != e.Awaits(before, st.ID) {
			move(is, func(a election.Area) string { return s.k.owing(e.ID, st.ID, a) })
		}
	}
	was, is := e.Lists(before), e.Lists(after)
	for _, l := range slices.Concat(is, was) {
		if now := slices.Contains(is, l); now != slices.Contains(was, l) {
			move(now, func(a election.Area) string { return s.k.list(l, e.ID, a) })
		}
	}
}

// Progress returns the records of some units, in the order given.
func (s *Store) Progress(ctx context.Context, units ...election.UnitID) ([]election.Progress, error) {
	all, err := s.UnitRecords(ctx, units...)
	out := make([]election.Progress, len(all))
	for i := range all {
		out[i] = all[i].Progress
	}
	return out, err
}

// Figures returns the sums of some areas of an election. It takes one round
// trip, whatever the number of units.
func (s *Store) Figures(ctx context.Context, e election.ElectionID, areas ...election.Area) ([]election.Figures, error) {
	pipe := s.c.Pipeline()
	asked := s.askFigures(ctx, pipe, e, areas)
	if _, err := pipe.Exec(ctx); err != nil {
		return nil, fmt.Errorf("read figures of town %s: %w", s.town.ID, err)
	}
	out := make([]election.Figures, len(areas))
	for i := range asked {
		var err error
		if out[i], err = asked[i].read(); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// askedFigures are figures that a pipeline is about to read.
type askedFigures struct {
	key string
	cmd *redis.MapStringStringCmd
}

func (s *Store) askFigures(ctx context.Context, pipe redis.Pipeliner, e election.ElectionID, areas []election.Area) []askedFigures {
	all := make([]askedFigures, len(areas))
	for i, a := range areas {
		key := s.k.figures(e, a)
		all[i] = askedFigures{key, pipe.HGetAll(ctx, key)}
	}
	return all
}

func (a askedFigures) read() (election.Figures, error) {
	figures := election.Figures{}
	for f, v := range a.cmd.Val() {
		n, err := strconv.Atoi(v)
		if err != nil {
			return nil, fmt.Errorf("read figure %s of %s: %w", f, a.key, err)
		}
		figures[election.Figure(f)] = n
	}
	return figures, nil
}

// Owing returns the units of an area that still owe a stage: how many, and the
// first few in the roster's order (most < 1: all).
func (s *Store) Owing(ctx context.Context, e election.ElectionID, st election.StageID, a election.Area, most int) (int, []election.UnitID, error) {
	return s.index(ctx, s.k.owing(e, st, a), most)
}

// Like returns the unit that last reported a count with this Tally.Likeness in
// an election; "" if none did.
func (s *Store) Like(ctx context.Context, e election.ElectionID, likeness string) (election.UnitID, error) {
	unit, err := s.c.HGet(ctx, s.k.like(e), likeness).Result()
	if errors.Is(err, redis.Nil) {
		return "", nil
	}
	return election.UnitID(unit), wrap(err, "find a count like %s", likeness)
}

// List returns the units of an area that are in a list, as Owing does.
func (s *Store) List(ctx context.Context, l election.List, e election.ElectionID, a election.Area, most int) (int, []election.UnitID, error) {
	return s.index(ctx, s.k.list(l, e, a), most)
}

func (s *Store) index(ctx context.Context, key string, most int) (int, []election.UnitID, error) {
	pipe := s.c.Pipeline()
	asked := askPlaces(ctx, pipe, key, most)
	if _, err := pipe.Exec(ctx); err != nil {
		return 0, nil, fmt.Errorf("read %s: %w", key, err)
	}
	count, units := asked.read()
	return count, units, nil
}

// places are units of an index that a pipeline is about to read.
type places struct {
	count *redis.IntCmd
	first *redis.StringSliceCmd
}

func askPlaces(ctx context.Context, pipe redis.Pipeliner, key string, most int) places {
	return places{pipe.ZCard(ctx, key), pipe.ZRange(ctx, key, 0, int64(max(most-1, -1)))}
}

func (p places) read() (count int, first []election.UnitID) {
	for _, id := range p.first.Val() {
		first = append(first, election.UnitID(id))
	}
	return int(p.count.Val()), first
}
