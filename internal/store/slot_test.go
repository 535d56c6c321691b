package store

import (
	"testing"
	"time"

	"github.com/alicebob/miniredis/v2"

	"huanjie/internal/redistest"
)

func TestSlots(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *Store) {
		ctx := t.Context()
		until, err := s.RanUntil(ctx, "digest")
		if !until.IsZero() || err != nil {
			t.Errorf("before the first: %v, %v", until, err)
		}
		must(t, s.Ran(ctx, "digest", noon(-2)))
		if until, err = s.RanUntil(ctx, "digest"); !until.Equal(noon(-2)) || err != nil {
			t.Errorf("ran until %v, %v", until, err)
		}
		if other, err := s.RanUntil(ctx, "due"); !other.IsZero() || err != nil {
			t.Errorf("another job ran until %v, %v", other, err)
		}
	})
}

func TestClaimIsOneReplicas(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *Store) {
		ctx := t.Context()
		claim := func(who string, want bool) {
			t.Helper()
			if ok, err := s.Claim(ctx, "digest", who, time.Minute); ok != want || err != nil {
				t.Errorf("%s: %v, %v", who, ok, err)
			}
		}
		claim("one", true)
		claim("two", false)
		must(t, s.Release(ctx, "digest", "two"))
		claim("two", false)
		must(t, s.Release(ctx, "digest", "one"))
		claim("two", true)
	})
}

func TestClaimAndMarksEnd(t *testing.T) {
	t.Parallel()
	m := miniredis.RunT(t)
	s := open(t, redistest.Dial(t, "redis://"+m.Addr()))
	if ok, err := s.Claim(t.Context(), "digest", "one", time.Minute); !ok || err != nil {
		t.Fatal(ok, err)
	}
	must(t, s.Commit(t.Context(), Commit{Update: 1}))
	must(t, s.Commit(t.Context(), Commit{Once: "digest"}))
	m.FastForward(time.Minute)
	if ok, err := s.Claim(t.Context(), "digest", "two", time.Minute); !ok || err != nil {
		t.Errorf("a dead replica's claim is not taken over: %v, %v", ok, err)
	}
	must(t, s.Release(t.Context(), "digest", "one")) // it was not dead, only slow
	if ok, _ := s.Claim(t.Context(), "digest", "three", time.Minute); ok {
		t.Error("a claim that was lost was given back")
	}
	m.FastForward(47 * time.Hour)
	wants(t, s.Commit(t.Context(), Commit{Update: 1}), ErrSeen, "")
	m.FastForward(time.Hour)
	must(t, s.Commit(t.Context(), Commit{Update: 1}))
	wants(t, s.Commit(t.Context(), Commit{Once: "digest"}), ErrSeen, "")
	m.FastForward(onceLasts)
	must(t, s.Commit(t.Context(), Commit{Once: "digest"}))
}
