package store

import (
	"context"
	"iter"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/redis/go-redis/v9"

	"huanjie/internal/election"
)

// mending is what has to be written so that what is kept is what the journal made it at
// some moment.
type mending struct {
	kept, journal derived
	drop          []string                 // keys of an earlier roster, and such as hold something else
	units         map[election.UnitID]bool // whose records or places are not right
	alone         bool                     // right only if nothing was reported since
}

// mending compares what is kept with what the journal makes it. old are the keys of sums
// as they were listed.
func (s *Store) mending(kept, journal derived, old []string) mending {
	m := mending{kept: kept, journal: journal, units: map[election.UnitID]bool{}}
	now := map[string]bool{}
	for _, key := range s.sumKeys() {
		now[key] = true
	}
	for _, key := range old {
		if !now[key] {
			m.drop, m.alone = append(m.drop, key), true
			delete(m.kept, key)
		}
	}
	for key, fields := range kept {
		if _, other := fields[""]; other {
			m.drop, m.alone = append(m.drop, key), true
			delete(m.kept, key)
		}
	}
	for _, key := range m.keys() {
		if key == s.k.receipt() || s.isFigures(key) {
			continue
		}
		for f := range m.differing(key) {
			if key == s.k.own() {
				f = string(election.TownWide)
			}
			m.units[election.UnitID(f)] = true
		}
	}
	return m
}

func (m mending) keys() []string {
	all := map[string]bool{}
	for key := range m.kept {
		all[key] = true
	}
	for key := range m.journal {
		all[key] = true
	}
	return slices.Sorted(maps.Keys(all))
}

// differing are the fields or members of a key that differ.
func (m mending) differing(key string) iter.Seq[string] {
	kept, journal := m.kept[key], m.journal[key]
	return func(yield func(string) bool) {
		for f, v := range journal {
			if had, has := kept[f]; (!has || had != v) && !yield(f) {
				return
			}
		}
		for f := range kept {
			if _, wanted := journal[f]; !wanted && !yield(f) {
				return
			}
		}
	}
}

// disturbed reports whether a report that came in since makes it wrong. A figure is put
// right by how much it is wrong, whatever was reported since.
func (m mending) disturbed(r election.Report) bool { return m.alone || m.units[r.Unit] }

// write writes what differs.
func (m mending) write(ctx context.Context, p redis.Pipeliner, s *Store) {
	if len(m.drop) > 0 {
		p.Del(ctx, m.drop...)
	}
	for _, key := range m.keys() {
		if s.hashed(key) {
			m.writeHash(ctx, p, key, s.isFigures(key))
		} else {
			m.writePlaces(ctx, p, key)
		}
	}
}

func (m mending) writeHash(ctx context.Context, p redis.Pipeliner, key string, figures bool) {
	for f := range m.differing(key) {
		had, want := m.kept[key][f], m.journal[key][f]
		by, number := wrongBy(had, want)
		switch {
		case figures && number:
			p.HIncrBy(ctx, key, f, by)
		case want == "":
			p.HDel(ctx, key, f)
		default:
			p.HSet(ctx, key, f, want)
		}
	}
}

// wrongBy is what a figure lacks; "" is 0.
func wrongBy(had, want string) (int64, bool) {
	h, err := strconv.ParseInt("0"+had, 10, 64)
	if strings.HasPrefix(had, "-") {
		h, err = strconv.ParseInt(had, 10, 64)
	}
	if err != nil {
		return 0, false
	}
	w, err := strconv.ParseInt("0"+want, 10, 64)
	if strings.HasPrefix(want, "-") {
		w, err = strconv.ParseInt(want, 10, 64)
	}
	return w - h, err == nil
}

func (m mending) writePlaces(ctx context.Context, p redis.Pipeliner, key string) {
	var in []redis.Z
	var out []any
	for f := range m.differing(key) {
		if want, wanted := m.journal[key][f]; wanted {
			score, _ := strconv.ParseFloat(want, 64)
			in = append(in, redis.Z{Score: score, Member: f})
		} else {
			out = append(out, f)
		}
	}
	if len(in) > 0 {
		p.ZAdd(ctx, key, in...)
	}
	if len(out) > 0 {
		p.ZRem(ctx, key, out...)
	}
}
