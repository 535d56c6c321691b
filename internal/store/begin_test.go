package store

import (
	"errors"
	"testing"
	"time"

	"huanjie/internal/election"
)

// A town whose polling days are all over at its first start is refused, and so
// is a polling day that is moved into the past later.
func TestPollingDaysThatAreOver(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *Store) {
		ctx := t.Context()
		before, after := noon(-100), polling().AddDays(1).At(0, 0, s.town.Location)
		if err := s.Begin(ctx, after, false); !errors.Is(err, ErrPast) {
			t.Errorf("begun after its polling day: %v", err)
		}
		if at := must1(s.Begun(ctx)); !at.IsZero() {
			t.Errorf("it is begun all the same: %v", at)
		}
		must(t, s.Begin(ctx, before, false))
		must(t, s.Begin(ctx, after, false)) // it has simply gone on
		if at := must1(s.Begun(ctx)); !at.Equal(before) {
			t.Errorf("begun %v, want %v", at, before)
		}
		must(t, s.TellDay(ctx, village, polling().AddDays(365)))
		if err := s.Begin(ctx, after, false); !errors.Is(err, ErrPast) {
			t.Errorf("moved a year back: %v", err)
		}
		must(t, s.Begin(ctx, after, true))
		must(t, s.TellDay(ctx, village, polling().AddDays(-365)))
		must(t, s.Begin(ctx, before, false)) // moved to a day that is to come
	})
}

// A polling day that is moved after counts came is asked about; the office's word
// holds for that day alone.
func TestAPollingDayMovedAfterCounts(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *Store) {
		ctx := t.Context()
		must(t, s.Begin(ctx, noon(-100), false))
		must(t, s.TellDay(ctx, village, polling().AddDays(-7)))
		must(t, s.CheckDays(ctx, noon(-100)))
		must(t, s.insist(ctx, 1, 101, countReport("R1", "A1", tally(300, 200, 100, 290, 280, 20))))
		if moved, is := errors.AsType[MovedCounted](s.CheckDays(ctx, noon(-100))); !is || moved.Units != 1 || moved.Was != polling().AddDays(-7) || moved.Is != polling() {
			t.Errorf("moved after a count: %+v", moved)
		}
		must(t, s.AgreeToDays(ctx))
		must(t, s.CheckDays(ctx, noon(-100)))
		must(t, s.TellDay(ctx, agreedDay(village), polling().AddDays(1)))
		if _, is := errors.AsType[MovedCounted](s.CheckDays(ctx, noon(-100))); !is {
			t.Error("another day is agreed to as well")
		}
	})
}

// -past is for an archive: it says that the days are meant.
func TestATownMayBeBegunLate(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *Store) {
		after := polling().AddDays(9).At(0, 0, s.town.Location)
		must(t, s.Begin(t.Context(), after, true))
		must(t, s.Begin(t.Context(), after.Add(time.Hour), false))
	})
}

// A town of an earlier release was begun with its first report.
func TestATownOfAnEarlierReleaseWasBegun(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *Store) {
		must(t, s.insist(t.Context(), 1, 101, stageReport("R1", "B1", "roll", election.Done)))
		if at := must1(s.Begun(t.Context())); time.Since(at).Abs() > time.Minute {
			t.Errorf("begun %v", at)
		}
		must(t, s.Begin(t.Context(), polling().AddDays(9).At(0, 0, s.town.Location), false))
	})
}
