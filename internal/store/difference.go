package store

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/redis/go-redis/v9"

	"huanjie/internal/election"
)

// Difference is one value that differs from what the journal adds up to.
type Difference struct {
	Key     string // of Redis, without the town's prefix
	Field   string // of a hash, or member of a zset
	Kept    string // "" if nothing is kept
	Journal string // "" if the journal has no such value
}

// LeftOut reports whether this is an entry of the journal that cannot be read
// and was skipped.
func (d Difference) LeftOut() bool { return d.Key == journalDifference }

const journalDifference = "journal"

func (d Difference) String() string {
	name := d.Key + " " + d.Field
	if d.Key == "progress" {
		name = "unit " + d.Field
	}
	return fmt.Sprintf("%s: kept %q, journal %q", name, d.Kept, d.Journal)
}

// derived is all that is derived from a journal: key -> field or member ->
// value or score.
type derived map[string]map[string]string

func (d derived) set(key, field, value string) {
	if d[key] == nil {
		d[key] = map[string]string{}
	}
	d[key][field] = value
}

// deriveRecords returns the records and receipts that a journal adds up to, as they must be kept.
func (s *Store) deriveRecords(all folded) (derived, error) {
	d := derived{}
	for unit, progress := range all.progress {
		record, err := json.Marshal(progress)
		if err != nil {
			return nil, fmt.Errorf("write unit %s: %w", unit, err)
		}
		d.set(s.k.progress(), string(unit), string(record))
	}
	for report, unit := range all.receipts {
		d.set(s.k.receipt(), string(report), string(unit))
	}
	return d, nil
}

// derive returns what a journal adds up to, as it must be kept.
func (s *Store) derive(all folded) (derived, error) {
	d, err := s.deriveRecords(all)
	if err != nil {
		return nil, err
	}
	for part, r := range all.own {
		kept, err := ownField(r)
		if err != nil {
			return nil, err
		}
		d.set(s.k.own(), string(part), kept)
	}
	sums := s.sums(all.progress)
	for key, figures := range sums.figures {
		for f, n := range figures {
			if n != 0 {
				d.set(key, string(f), strconv.Itoa(n))
			}
		}
	}
	for key, places := range sums.places {
		d.setAll(key, places)
	}
	return d, nil
}

// score formats the score of a zset's member.
func score(f float64) string { return strconv.FormatFloat(f, 'g', -1, 64) }

// readDerived reads what is kept under the keys of derived values. A key of
// the wrong type is read as a field "" that says so.
func (s *Store) readDerived(ctx context.Context, c redis.Cmdable, sumKeys []string) (derived, error) {
	pipe := c.Pipeline()
	read := s.askDerived(ctx, pipe, sumKeys)
	if _, err := pipe.Exec(ctx); err != nil && !otherType(err) {
		return nil, fmt.Errorf("read what is kept of town %s: %w", s.town.ID, err)
	}
	return read()
}

// askDerived asks in a pipeline for what is kept. The result reads the answers.
func (s *Store) askDerived(ctx context.Context, pipe redis.Pipeliner, sumKeys []string) (read func() (derived, error)) {
	hashes, zsets := map[string]*redis.MapStringStringCmd{}, map[string]*redis.ZSliceCmd{}
	for _, key := range append(sumKeys[:len(sumKeys):len(sumKeys)], s.k.progress(), s.k.receipt(), s.k.own()) {
		if hashes[key] != nil || zsets[key] != nil {
			continue // named twice
		}
		if s.hashed(key) {
			hashes[key] = pipe.HGetAll(ctx, key)
		} else {
			zsets[key] = pipe.ZRangeWithScores(ctx, key, 0, -1)
		}
	}
	return func() (derived, error) { return s.answers(hashes, zsets) }
}

// answers are the derived values that were asked for.
func (s *Store) answers(hashes map[string]*redis.MapStringStringCmd, zsets map[string]*redis.ZSliceCmd) (derived, error) {
	d := derived{}
	for key, cmd := range hashes {
		if err := d.note(key, cmd.Err()); err != nil {
			return nil, err
		}
		for field, value := range cmd.Val() {
			if value != "0" || !s.isFigures(key) { // a figure of 0 equals none
				d.set(key, field, value)
			}
		}
	}
	for key, cmd := range zsets {
		if err := d.note(key, cmd.Err()); err != nil {
			return nil, err
		}
		d.setAll(key, cmd.Val())
	}
	return d, nil
}

// hashed reports whether a derived value is kept in a hash; the others are zsets.
func (s *Store) hashed(key string) bool {
	return s.isFigures(key) || key == s.k.progress() || key == s.k.receipt() || key == s.k.own()
}

func (s *Store) isFigures(key string) bool { return strings.HasPrefix(key, s.k.prefix+"figures:") }

// setAll notes the members of a zset with their scores.
func (d derived) setAll(key string, members []redis.Z) {
	for _, z := range members {
		d.set(key, z.Member.(string), score(z.Score))
	}
}

// note records that a key is of another type; it returns any other error.
func (d derived) note(key string, err error) error {
	switch {
	case err == nil:
		return nil
	case !otherType(err):
		return fmt.Errorf("read %s: %w", key, err)
	}
	d.set(key, "", "something of another type")
	return nil
}

func otherType(err error) bool { return redis.HasErrorPrefix(err, "WRONGTYPE") }

// differences compares what is kept with what the journal adds up to: first
// receipts, then records, then sums.
func (s *Store) differences(kept, journal derived) []Difference {
	all := map[string]bool{}
	for key := range kept {
		all[key] = true
	}
	for key := range journal {
		all[key] = true
	}
	var found []Difference
	for _, key := range slices.SortedFunc(maps.Keys(all), s.byCause) {
		if maps.Equal(kept[key], journal[key]) {
			continue
		}
		fields := maps.Clone(kept[key])
		if fields == nil {
			fields = map[string]string{}
		}
		maps.Copy(fields, journal[key])
		for _, f := range slices.Sorted(maps.Keys(fields)) {
			had, has := kept[key][f]
			want, wanted := journal[key][f]
			if had != want || has != wanted {
				found = append(found, Difference{strings.TrimPrefix(key, s.k.prefix), f, had, want})
			}
		}
	}
	return slices.DeleteFunc(found, func(d Difference) bool { return d.Key == "progress" && sameProgress(d.Kept, d.Journal) })
}

func (s *Store) byCause(a, b string) int {
	rank := func(key string) int { return slices.Index([]string{s.k.progress(), s.k.receipt()}, key) }
	return cmp.Or(rank(b)-rank(a), cmp.Compare(a, b))
}

// sameProgress reports whether a record means the same although another
// release wrote it differently.
func sameProgress(kept, want string) bool {
	var p election.Progress
	if want == "" || json.Unmarshal([]byte(kept), &p) != nil {
		return false
	}
	again, err := json.Marshal(p)
	return err == nil && string(again) == want
}
