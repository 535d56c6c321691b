package redistest_test

import (
	"strconv"
	"testing"
	"time"

	"huanjie/internal/redistest"
)

// Shards keep what was written while a slot moves and a master is killed.
func TestShards(t *testing.T) {
	t.Parallel()
	s := redistest.RunShards(t, 3)
	c, ctx := redistest.Dial(t, s.URL()), t.Context()
	for i := range 30 {
		if err := c.Set(ctx, "{a}"+strconv.Itoa(i), i, 0).Err(); err != nil {
			t.Fatal(err)
		}
	}
	holds := func(when string) {
		for i := range 30 {
			if v, err := c.Get(ctx, "{a}"+strconv.Itoa(i)).Int(); v != i || err != nil {
				t.Errorf("%s: of %d there is %d, %v", when, i, v, err)
			}
		}
	}
	if n := s.Move("{a}", time.Millisecond); n != 30 {
		t.Errorf("%d keys were moved", n)
	}
	holds("moved")
	killed := s.Kill("{a}")
	holds("taken over")
	killed.Restart()
	s.Whole()
	holds("back")
}
