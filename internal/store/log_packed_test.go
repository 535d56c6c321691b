package store

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"huanjie/internal/redistest"
)

// tell puts so many messages on record.
func tell(t *testing.T, s *Store, n int) {
	t.Helper()
	pipe := s.c.Pipeline()
	for i := range n {
		m := Said{ID: fmt.Sprint(800000000 + i), Chat: 5000000000 + int64(i%50), User: 5000000000 + int64(i%50), Message: i, Person: "白露", Unit: "A1",
			Kind: "text", Text: fmt.Sprintf("计票 东河村 发1200 收1180 有效1150 无效30 甲 800 乙 350 第%d次", i), Became: "card"}
		if i%2 == 1 {
			m.Out, m.ID, m.Text = true, m.ID+".0", strings.Repeat(fmt.Sprintf("发出选票：1,200\n收回选票：1,%d\n", i%1000), 10)
		}
		pipe.Do(t.Context(), append([]any{"XADD", s.k.said(), "*"}, saidFields(m)...)...)
	}
	_, err := pipe.Exec(t.Context())
	must(t, err)
}

// What is packed is read as it was, in its order, once, also while it is being packed.
func TestThePackedRecordIsReadAsItWas(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *Store) {
		ctx, later := t.Context(), time.Now().Add(2*saidLoose)
		tell(t, s, 2*packedMost+300)
		must(t, s.c.XAdd(ctx, &redis.XAddArgs{Stream: s.k.said(), Values: []any{"way", "in", "id", "7", "chat", "101", "user", "102", "text", "a\xffb\tc", "became", "card"}}).Err())
		before := spoken(t, s)
		must(t, s.PackRecord(ctx, time.Now())) // nothing is old
		if n := s.c.HLen(ctx, s.k.packed()).Val(); n != 0 || len(before) != 2*packedMost+301 {
			t.Fatalf("%d blocks of %d entries", n, len(before))
		}
		var meanwhile []Said
		must(t, s.Spoken(ctx, time.Time{}, func(m Said) error {
			if meanwhile = append(meanwhile, m); len(meanwhile) == 700 {
				return s.PackRecord(ctx, later)
			}
			return nil
		}))
		if !slices.Equal(meanwhile, before) {
			t.Errorf("%d entries are read while they are packed, of %d", len(meanwhile), len(before))
		}
		if n, left := s.c.HLen(ctx, s.k.packed()).Val(), s.c.XLen(ctx, s.k.said()).Val(); n != 3 || left != 0 {
			t.Errorf("%d blocks, and %d entries left", n, left)
		}
		tell(t, s, 10)
		after := spoken(t, s)
		if len(after) != len(before)+10 || !slices.Equal(after[:len(before)], before) {
			t.Errorf("%d entries, of %d", len(after), len(before))
		}
		var since []Said
		must(t, s.Spoken(ctx, before[1500].At, func(m Said) error { since = append(since, m); return nil }))
		at := slices.IndexFunc(after, func(m Said) bool { return !m.At.Before(before[1500].At) })
		if !slices.Equal(since, after[at:]) {
			t.Errorf("%d entries since then, of %d", len(since), len(after)-at)
		}
	})
}

// Replicas that pack at once lose nothing and put nothing there twice; a town that is closed
// keeps nothing packed; and a block that is damaged is an error.
func TestPackingTheRecordOnce(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *Store) {
		ctx, later := t.Context(), time.Now().Add(2*saidLoose)
		tell(t, s, 3*packedMost)
		before := spoken(t, s)
		must(t, errors.Join(together(4, func(int) error { return s.PackRecord(ctx, later) })...))
		must(t, s.PackRecord(ctx, later))
		if after := spoken(t, s); !slices.Equal(after, before) {
			t.Errorf("%d entries, of %d", len(after), len(before))
		}
		must(t, s.c.Set(ctx, s.k.closed(), "2027-07-14T00:00:00Z", 0).Err())
		tell(t, s, 5)
		must(t, s.PackRecord(ctx, later))
		if n := s.c.XLen(ctx, s.k.said()).Val(); n != 5 {
			t.Errorf("%d entries left in a closed town", n)
		}
		name := s.c.HKeys(ctx, s.k.packed()).Val()[0]
		block := s.c.HGet(ctx, s.k.packed(), name).Val()
		must(t, s.c.HSet(ctx, s.k.packed(), name, block[:len(block)/2]).Err())
		wants(t, s.Spoken(ctx, time.Time{}, func(Said) error { return nil }), errBlock, name)
	})
}

// TestSizeOfThePackedRecord prints what a thousand messages cost once they are packed.
func TestSizeOfThePackedRecord(t *testing.T) {
	t.Parallel()
	s := open(t, redistest.Dial(t, redistest.Start(t)))
	tell(t, s, 5000)
	loose := s.c.MemoryUsage(t.Context(), s.k.said(), 0).Val()
	must(t, s.PackRecord(t.Context(), time.Now().Add(2*saidLoose)))
	packed := s.c.MemoryUsage(t.Context(), s.k.packed(), 0).Val()
	t.Logf("1,000 messages on record take %d KB, packed %d KB", loose/5/1024, packed/5/1024)
	if packed > loose/5 {
		t.Errorf("%d bytes, of %d", packed, loose)
	}
}
