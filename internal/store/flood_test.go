package store

import (
	"testing"
	"time"

	"github.com/alicebob/miniredis/v2"

	"huanjie/internal/redistest"
)

// An update is counted once however often it is delivered, to whichever replica.
func TestFloodIsCountedOnce(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *Store) {
		ctx, minute := t.Context(), noon(0).Unix()/60
		count := func(update, user, minute int64) (int, error) {
			f := Flood{User: user, Minute: minute}
			err := s.Commit(ctx, Commit{Update: update, Flood: &f})
			return f.N, err
		}
		for n := 1; n <= 3; n++ {
			if got, err := count(int64(n), 101, minute); got != n || err != nil {
				t.Errorf("update %d makes %d (%v)", n, got, err)
			}
		}
		_, err := count(3, 101, minute)
		wants(t, err, ErrSeen, "")
		if got, err := count(4, 101, minute); got != 4 || err != nil {
			t.Errorf("after one that came again it makes %d (%v)", got, err)
		}
		if got, err := count(5, 101, minute+1); got != 1 || err != nil {
			t.Errorf("in the next minute it makes %d (%v)", got, err)
		}
		if got, err := count(6, 102, minute); got != 1 || err != nil {
			t.Errorf("of somebody else it makes %d (%v)", got, err)
		}
		must(t, s.c.Set(ctx, s.k.flood(Flood{User: 103, Minute: minute}), "many", 0).Err())
		_, err = count(7, 103, minute)
		wants(t, err, ErrBroken, "")
	})
}

func TestFloodIsForgotten(t *testing.T) {
	t.Parallel()
	m := miniredis.RunT(t)
	s := open(t, redistest.Dial(t, "redis://"+m.Addr()))
	f := Flood{User: 101, Minute: 7}
	must(t, s.Commit(t.Context(), Commit{Update: 1, Flood: &f}))
	m.FastForward(floodLasts - time.Second)
	must(t, s.Commit(t.Context(), Commit{Update: 2, Flood: &f}))
	m.FastForward(floodLasts - time.Second)
	if !m.Exists(s.k.flood(f)) {
		t.Error("it is forgotten while updates of the minute still come")
	}
	m.FastForward(time.Second)
	if m.Exists(s.k.flood(f)) {
		t.Error("it is kept for ever")
	}
}
