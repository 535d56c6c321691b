package store

import (
	"context"
	"errors"
	"testing"
)

// enrollByTwos enrolls the town as Enroll does a large one, with parts of two units.
func enrollByTwos(ctx context.Context, s *Store) error {
	if isNew, err := s.enrollNew(ctx, 2); err != nil || isNew {
		return err
	}
	return s.enrollPaged(ctx, 2)
}

// A new town that is entered by parts is whole whatever is killed, takes no report before it is, and may be given another
// roster instead.
func TestANewTownKilledAnywhere(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *Store) {
		for n := int64(0); ; n++ {
			must(t, s.c.FlushDB(t.Context()).Err())
			err := enrollByTwos(t.Context(), cutAfter(t, s, s.town, n))
			if err != nil && !errors.Is(err, errCut) {
				t.Fatalf("after %d commands: %v", n, err)
			}
			refused := s.insist(t.Context(), 1000+n, 101, stageReport("K", "A2", "roll", "done"))
			if whole := err == nil; whole != (refused == nil) {
				t.Fatalf("killed after %d commands (%v), a report is told: %v", n, err, refused)
			}
			again := s
			if n%2 == 1 {
				again = Open(s.c, movedRoster(t))
			}
			must(t, enrollByTwos(t.Context(), again))
			if wrong := again.Verify(t.Context()); wrong != nil {
				t.Fatalf("killed after %d commands, then enrolled: %v", n, wrong)
			}
			if err == nil {
				t.Logf("killed %d times", n)
				return
			}
		}
	})
}

// Several processes begin with a new town at once.
func TestANewTownOfSeveralProcesses(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *Store) {
		for range 8 {
			must(t, s.c.FlushDB(t.Context()).Err())
			must(t, errors.Join(together(4, func(int) error { return enrollByTwos(t.Context(), Open(s.c, s.town)) })...))
			must(t, s.Verify(t.Context()))
			same, err := s.enrolled(t.Context(), s.c)
			if err != nil || !same {
				t.Fatalf("enrolled: %v, %v", same, err)
			}
		}
	})
}
