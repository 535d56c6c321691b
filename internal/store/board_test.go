package store

import (
	"slices"
	"testing"

	"huanjie/internal/election"
)

func TestReported(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *Store) {
		ctx := t.Context()
		_, empty, err := s.Reported(ctx, "")
		must(t, err)
		reports(t, s, stageReport("R1", "A1", "roll", election.Done))
		_, end, err := s.Reported(ctx, "")
		must(t, err)
		pipe := s.c.Pipeline()
		appendRaw(ctx, s, pipe, "{") // cannot be read: about no unit
		must1(pipe.Exec(ctx))
		reports(t, s, stageReport("R2", "B1", "roll", election.Done), stageReport("R3", "A1", "roll", election.UnderWay))

		var last string
		for after, want := range map[string][]election.UnitID{empty: {"A1", "B1", "A1"}, end: {"B1", "A1"}} {
			units, now, err := s.Reported(ctx, after)
			must(t, err)
			if !slices.Equal(units, want) {
				t.Errorf("after %s: %v, want %v", after, units, want)
			}
			last = now
		}
		if units, now, err := s.Reported(ctx, last); len(units) > 0 || now != last || err != nil {
			t.Errorf("after the last: %v %s %v", units, now, err)
		}
	})
}
