package store

import (
	"io"
	"testing"

	"github.com/redis/go-redis/v9"

	"huanjie/internal/election"
)

func TestNewerVersionIsRefused(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *Store) {
		must(t, s.c.Set(t.Context(), s.k.version(), stateVersion+1, 0).Err())
		wants(t, s.Enroll(t.Context()), ErrVersion, "town linxi is kept by a newer release")
		wants(t, s.Verify(t.Context()), ErrVersion, "")
		_, err := s.Rebuild(t.Context())
		wants(t, err, ErrVersion, "")
		must(t, s.c.Set(t.Context(), s.k.version(), "one", 0).Err())
		wants(t, s.Enroll(t.Context()), ErrBroken, "version")
	})
}

// asBefore makes of a town what the releases before version 1 kept.
func asBefore(t *testing.T, s *Store) {
	t.Helper()
	rewrite(t, s, func(all []redis.XMessage) []redis.XMessage {
		for i, m := range all {
			all[i].Values = map[string]any{"report": m.Values["report"]}
		}
		return all
	})
	must(t, s.c.Del(t.Context(), s.k.version(), s.k.head()).Err())
}

func TestOlderVersionIsBroughtUp(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *Store) {
		ctx := t.Context()
		history(t, s)
		before := journal(t, s)
		asBefore(t, s)
		id := entry(t, s, 1).ID
		if err := s.Verify(ctx); err == nil {
			t.Error("Verify took a town of an earlier release")
		}
		if _, err := s.Export(ctx, io.Discard); err == nil {
			t.Error("Export took a town of an earlier release")
		}
		for _, err := range together(3, func(int) error { return s.Enroll(ctx) }) {
			must(t, err)
		}
		must(t, s.Verify(ctx))
		after := journal(t, s)
		if len(after) != len(before) || after[0] != before[0] || entry(t, s, 1).ID != id {
			t.Errorf("the journal was %v, is %v", before, after)
		}
		reports(t, s, stageReport("X", "A1", "roll", election.Done))
		must(t, s.Verify(ctx))
		if version := s.c.Get(ctx, s.k.version()).Val(); version != "2" {
			t.Errorf("the version is %q", version)
		}
	})
}

// A town from before sealing keeps its journal as it is, and seals new
// reports. A process of that release can no longer report.
func TestSealingBeginsWithVersionTwo(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *Store) {
		ctx := t.Context()
		history(t, s)
		must(t, s.c.Set(ctx, s.k.version(), 1, 0).Err())
		before := inJournal(t, s)
		must(t, s.upgrade(ctx))
		wants(t, s.commit(ctx, 700, 101, stageReport("old", "A1", "roll", election.Done)), ErrRoster, "") // enrolled by nobody yet
		must(t, s.Enroll(ctx))
		must(t, s.Verify(ctx))
		if inJournal(t, s) != before {
			t.Error("the journal has changed")
		}
		reports(t, s, members("R900", "A1"))
		must(t, s.Verify(ctx))
	})
}
