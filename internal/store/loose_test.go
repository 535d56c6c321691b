package store

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"huanjie/internal/election"
)

// TestLooseFiles: the last few of each user wait, in their order, each for its own
// ten minutes; those that are placed are gone with the commit that places them.
func TestLooseFiles(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *Store) {
		ctx := t.Context()
		file := func(i int) election.File { return election.File{Kind: election.Photo, ID: fmt.Sprint("f", i)} }
		for i := range LooseMost + 3 {
			for range 2 { // a repeated turn keeps its file once
				_, err := s.KeepLoose(ctx, 7, file(i), noon(0).Add(time.Duration(i)*time.Second))
				must(t, err)
			}
		}
		_, err := s.KeepLoose(ctx, 8, file(99), noon(0))
		must(t, err)
		waiting := func(at time.Time) []election.File {
			files, err := s.Loose(ctx, 7, at)
			must(t, err)
			return files
		}
		all := waiting(noon(0).Add(time.Minute))
		if len(all) != LooseMost || all[0] != file(3) || all[LooseMost-1] != file(LooseMost+2) {
			t.Errorf("%v wait", all)
		}
		if left := s.c.TTL(ctx, s.k.loose(7)).Val(); left <= 0 || left > LooseLasts {
			t.Errorf("they are kept for %v", left)
		}
		if late := waiting(noon(0).Add(LooseLasts + 5*time.Second)); len(late) != LooseMost-3 {
			t.Errorf("%d of them are not too old", len(late))
		}
		ses, err := s.Session(ctx, 7)
		must(t, err)
		must(t, s.Commit(ctx, Commit{Update: 1, Session: &ses, State: ses.Talk, Placed: all[:LooseMost-1]}))
		if left := waiting(noon(0).Add(time.Minute)); !slices.Equal(left, all[LooseMost-1:]) {
			t.Errorf("%v are left", left)
		}
		if other, err := s.Loose(ctx, 8, noon(0)); err != nil || len(other) != 1 {
			t.Errorf("of another user %v wait, %v", other, err)
		}
	})
}
