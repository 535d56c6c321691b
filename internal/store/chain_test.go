package store

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"strings"
	"testing"

	"github.com/redis/go-redis/v9"

	"huanjie/internal/election"
)

// entry is the n-th entry of the journal, from 1.
func entry(t *testing.T, s *Store, n int) redis.XMessage {
	t.Helper()
	all, err := s.c.XRange(t.Context(), s.k.journal(), "-", "+").Result()
	must(t, err)
	return all[n-1]
}

// rewrite rewrites the journal with what edit makes of its entries.
func rewrite(t *testing.T, s *Store, edit func([]redis.XMessage) []redis.XMessage) {
	t.Helper()
	all, err := s.c.XRange(t.Context(), s.k.journal(), "-", "+").Result()
	must(t, err)
	must(t, s.c.Del(t.Context(), s.k.journal()).Err())
	for i, m := range edit(all) {
		must(t, s.c.XAdd(t.Context(), &redis.XAddArgs{Stream: s.k.journal(), ID: fmt.Sprint(i+1, "-0"), Values: m.Values}).Err())
	}
}

func TestChainNamesWhatWasChanged(t *testing.T) {
	t.Parallel()
	tampering := []struct {
		name string
		edit func([]redis.XMessage) []redis.XMessage
		says string
		end  bool // nothing is taken after it
	}{
		{"a report", func(all []redis.XMessage) []redis.XMessage {
			all[2].Values["report"] = strings.Replace(value(all[2], "report"), "prepare", "roll", 1)
			return all
		}, "entry 3 (3-0)", false},
		{"a report and its sum", func(all []redis.XMessage) []redis.XMessage {
			all[2].Values["report"] = strings.Replace(value(all[2], "report"), "prepare", "roll", 1)
			all[2].Values["sum"] = sumOf(value(all[2], "report"))
			return all
		}, "entry 3 (3-0)", false},
		{"a report, its sum and its hash", func(all []redis.XMessage) []redis.XMessage {
			all[2].Values["report"] = strings.Replace(value(all[2], "report"), "prepare", "roll", 1)
			all[2].Values["sum"] = sumOf(value(all[2], "report"))
			all[2].Values["hash"] = follow(election.Head{Entries: 2, Hash: value(all[1], "hash")}, value(all[2], "sum")).Hash
			return all
		}, "entry 4 (4-0)", false},
		{"one taken out", func(all []redis.XMessage) []redis.XMessage { return append(all[:4], all[5:]...) }, `entry 5 (5-0): the chain of the journal is broken: it is numbered "6"`, false},
		{"two changed places", func(all []redis.XMessage) []redis.XMessage {
			all[0], all[1] = all[1], all[0]
			return all
		}, "entry 1 (1-0)", false},
		{"the last taken off", func(all []redis.XMessage) []redis.XMessage { return all[:len(all)-1] }, "it ends with entry 10", true},
		{"one put in", func(all []redis.XMessage) []redis.XMessage {
			return append(all, redis.XMessage{Values: map[string]any{"report": "{}"}})
		}, "it was not written by a commit", true},
		{"all taken", func([]redis.XMessage) []redis.XMessage { return nil }, "it ends with entry 0", true},
	}
	both(t, func(t *testing.T, s *Store) {
		for _, c := range tampering {
			must(t, s.c.FlushDB(t.Context()).Err())
			must(t, s.Enroll(t.Context()))
			history(t, s)
			t.Log(c.name)
			rewrite(t, s, c.edit)
			wants(t, s.Verify(t.Context()), ErrChain, c.says)
			err := s.insist(t.Context(), 1, 101, stageReport("X", "A1", "roll", election.Done)) // polling day goes on
			if errors.Is(err, ErrApart) != c.end || err != nil && !c.end {
				t.Fatal(err)
			}
			wants(t, s.Verify(t.Context()), ErrChain, "") // and nothing mends it
			rebuild(t, s)
			wants(t, s.Verify(t.Context()), ErrChain, "")
		}
	})
}

// A journal that was rewritten from some entry on, head included, is
// consistent. Only a fingerprint held by somebody else shows it.
func TestWitness(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *Store) {
		ctx := t.Context()
		history(t, s)
		e, _ := s.town.Election(village)
		digest, err := s.Summary(ctx, e, election.WholeTown, noon(0))
		must(t, err)
		head, err := s.Head(ctx)
		must(t, err)
		if digest.Head != head || head.Entries != 11 || len(head.Fingerprint()) != 39 {
			t.Fatalf("the digest says %+v, the journal stands at %+v", digest.Head, head)
		}
		reports(t, s, stageReport("X", "A1", "roll", election.Done))
		must(t, s.Witness(ctx, head.Entries, head.Fingerprint()))
		must(t, s.Witness(ctx, head.Entries, head.Fingerprint()[:19])) // of a digest of an earlier release
		wants(t, s.Witness(ctx, head.Entries, head.Fingerprint()[:24]), ErrChain, "fingerprint of entry 11")
		wants(t, s.Witness(ctx, head.Entries, head.Fingerprint()[:20]+"0000"+head.Fingerprint()[24:]), ErrChain, "fingerprint of entry 11")
		wants(t, s.Witness(ctx, 13, head.Fingerprint()), ErrChain, "no entry 13")
		wants(t, s.Witness(ctx, 10, head.Fingerprint()), ErrChain, "fingerprint of entry 10")

		all, err := s.c.XRange(ctx, s.k.journal(), "-", "+").Result()
		must(t, err)
		must(t, s.c.Del(ctx, s.k.journal(), s.k.head()).Err())
		for i, m := range all {
			report := value(m, "report")
			if i == 5 {
				report = strings.Replace(report, "noone", "", 1) + " "
			}
			pipe := s.c.Pipeline()
			appendRaw(ctx, s, pipe, report)
			_, err := pipe.Exec(ctx)
			must(t, err)
		}
		must(t, s.Verify(ctx))
		wants(t, s.Witness(ctx, head.Entries, head.Fingerprint()), ErrChain, "")
	})
}

func TestChainFromManySides(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *Store) {
		units := roster()
		for _, err := range together(len(units), func(who int) error {
			for i := range 10 {
				r := stageReport(election.ReportID(fmt.Sprintf("R%d-%d", who, i)), units[who].ID, "prepare", election.Statuses()[1+i%3])
				if err := s.insist(t.Context(), int64(100*who+i+1), int64(who+1), r); err != nil {
					return err
				}
			}
			return nil
		}) {
			must(t, err)
		}
		must(t, s.Verify(t.Context()))
		head, err := s.Head(t.Context())
		must(t, err)
		if last := entry(t, s, 10*len(units)); head.Entries != 10*len(units) || value(last, "hash") != head.Hash {
			t.Errorf("the head is %+v, the last entry %v", head, last)
		}
	})
}

func TestBrokenHeadWritesNothing(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *Store) {
		ctx := t.Context()
		for name, smash := range map[string]func(context.Context) error{
			"type":   func(ctx context.Context) error { return s.c.Set(ctx, s.k.head(), "x", 0).Err() },
			"number": func(ctx context.Context) error { return s.c.HSet(ctx, s.k.head(), "n", "many").Err() },
		} {
			must(t, s.c.Del(ctx, s.k.head()).Err())
			must(t, smash(ctx))
			t.Log(name)
			wants(t, s.commit(ctx, 1, 101, stageReport("R1", "A1", "roll", election.Done)), ErrBroken, "head")
		}
		if n := len(journal(t, s)); n != 0 {
			t.Errorf("%d reports in the journal", n)
		}
	})
}

// A head that no longer fits the journal lets nothing be reported until
// somebody moves it.
func TestTheHeadIsMovedToTheLastEntry(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *Store) {
		ctx := t.Context()
		history(t, s)
		head := must1(s.Head(ctx))
		must(t, s.c.HSet(ctx, s.k.head(), "n", 10, "hash", value(entry(t, s, 10), "hash")).Err())
		before := dump(t, s.c)
		wants(t, s.commit(ctx, 1, 101, stageReport("X", "A1", "roll", election.Done)), ErrApart, "huanjie verify")
		if !maps.Equal(before, dump(t, s.c)) {
			t.Error("something was written")
		}
		wants(t, s.Verify(ctx), ErrChain, "it ends with entry 11")
		if from, to, err := s.MoveHead(ctx); from.Entries != 10 || to != head || err != nil {
			t.Errorf("moved from %+v to %+v, %v", from, to, err)
		}
		if from, to, err := s.MoveHead(ctx); from != to || err != nil {
			t.Errorf("moved again from %+v to %+v, %v", from, to, err)
		}
		must(t, s.Verify(ctx))
		must(t, s.commit(ctx, 1, 101, stageReport("X", "A1", "roll", election.Done)))
		must(t, s.Verify(ctx))

		rewrite(t, s, func(all []redis.XMessage) []redis.XMessage {
			return append(all, redis.XMessage{Values: map[string]any{"report": "{}"}})
		})
		_, _, err := s.MoveHead(ctx)
		if err == nil || !strings.Contains(err.Error(), "XDEL hj:{linxi}:journal 13-0") {
			t.Errorf("an entry that no commit wrote: %v", err)
		}
	})
}
