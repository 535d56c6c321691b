package store

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"huanjie/internal/flow"
)

// closing is a state in which one more draft is closed, as flow closes it.
func closing(st flow.State, n int) flow.State {
	kept := flow.Draft{ID: flow.DraftID(fmt.Sprint("D", n)), Form: "turnout", Unit: "A1", Answers: []flow.Answer{{Step: "voted", Value: fmt.Sprint(n)}}}
	st.Closed = append(append([]flow.Closed{}, st.Closed...), flow.Closed{ID: kept.ID, Submitted: true, At: noon(0).UTC(), Draft: &kept})
	if len(st.Closed) > flow.ClosedMost {
		st.Closed = st.Closed[1:]
	}
	return st
}

// What is closed is read as it was written, however much of it there was, and is not written
// again with the next step.
func TestTalkIsWrittenSmall(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *Store) {
		ctx, want := t.Context(), flow.State{}
		step := func(update int, next flow.State) {
			t.Helper()
			ses, err := s.Session(ctx, 101)
			must(t, err)
			if next.Closed != nil && len(ses.Talk.Closed) == len(next.Closed) && reflect.DeepEqual(ses.Talk.Closed, next.Closed) {
				next.Closed = ses.Talk.Closed // flow does not touch them
			}
			must(t, s.Commit(ctx, Commit{Update: int64(update), Session: &ses, State: next}))
			ses, err = s.Session(ctx, 101)
			must(t, err)
			if !reflect.DeepEqual(ses.Talk, next) {
				t.Fatalf("update %d: read %+v, not %+v", update, ses.Talk, next)
			}
			if line := s.c.HGet(ctx, s.k.talk(), "101").Val(); strings.Contains(line, "voted") && len(next.Drafts) == 0 {
				t.Errorf("what is closed is written with every step: %s", line)
			}
		}
		for n := range 2*flow.ClosedMost + 3 {
			want.Unit, want.Drafts = "A1", []flow.Draft{{ID: flow.DraftID(fmt.Sprint("D", n)), Form: "turnout", Unit: "A1"}}
			step(2*n+1, want)
			want.Unit, want.Drafts = "", nil
			want = closing(want, n)
			if n == 5 || n == 20 { // the oldest are no longer kept whole
				want.Closed[1].Draft = nil
			}
			step(2*n+2, want)
		}
		want.Closed = want.Closed[3:5] // not as flow has it: no numbers tell where these belong
		step(1001, want)
		step(1002, closing(want, 99))
		step(1003, flow.State{Unit: `A"1`, Drafts: []flow.Draft{{ID: "E", Form: "turnout", Unit: `A"1`}}})
		if n := s.c.HLen(ctx, s.k.talk()).Val(); n != 1+flow.ClosedMost {
			t.Errorf("%d fields", n)
		}
		ses, err := s.Session(ctx, 101)
		must(t, err)
		if ses.Unit != `A"1` {
			t.Errorf("the unit is read as %q", ses.Unit)
		}
	})
}

// An earlier release keeps what is closed in the state. It is read, and moves to its places when
// something is next written; also where both releases run side by side for a while.
func TestTalkOfAnEarlierRelease(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *Store) {
		ctx, old := t.Context(), closing(closing(flow.State{Missed: 3}, 1), 2)
		for range 2 {
			text, err := json.Marshal(old)
			must(t, err)
			must(t, s.c.HSet(ctx, s.k.talk(), "101", text).Err())
			ses, err := s.Session(ctx, 101)
			must(t, err)
			if !reflect.DeepEqual(ses.Talk, old) {
				t.Errorf("read %+v", ses.Talk)
			}
			next := closing(ses.Talk, 7)
			must(t, s.Commit(ctx, Commit{Session: &ses, State: next}))
			again, err := s.Session(ctx, 101)
			must(t, err)
			if !reflect.DeepEqual(again.Talk, next) || again.ended != len(next.Closed) {
				t.Errorf("then read %+v", again)
			}
			wants(t, s.Commit(ctx, Commit{Session: &ses, State: flow.State{}}), ErrConflict, "changed")
			old = closing(closing(old, 4), 5)
		}
	})
}

// A person with another telephone leaves nothing of the conversation behind.
func TestTalkGoesWithTheTelephone(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *Store) {
		ctx := t.Context()
		must(t, s.bind(ctx, 1, 101, "白露"))
		ses, err := s.Session(ctx, 101)
		must(t, err)
		must(t, s.Commit(ctx, Commit{Session: &ses, State: closing(flow.State{}, 1)}))
		must(t, s.bind(ctx, 2, 102, "白露"))
		if left := s.c.HKeys(ctx, s.k.talk()).Val(); len(left) > 0 {
			t.Errorf("left: %v", left)
		}
	})
}

// What was read of the places before is not read again, and what has changed since is.
func TestPlacesAreReadOnce(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *Store) {
		ctx := t.Context()
		ses, err := s.Session(ctx, 101)
		must(t, err)
		for n := range flow.ClosedMost + 3 {
			before := ses
			must(t, s.Commit(ctx, Commit{Session: &ses, State: closing(ses.Talk, n)}))
			_, read, err := s.Foresee(ctx, 101, Guess{Places: before.Places()})
			must(t, err)
			fresh, err := s.Session(ctx, 101)
			must(t, err)
			if ses = fresh; read == nil { // Redis did not know the script yet
				continue
			}
			if !reflect.DeepEqual(read.Talk, fresh.Talk) {
				t.Fatalf("%d closed: read %+v, not %+v", n+1, read.Talk, fresh.Talk)
			}
			for _, c := range read.Talk.Closed {
				i := slices.IndexFunc(before.Talk.Closed, func(b flow.Closed) bool { return b.ID == c.ID })
				if i >= 0 && c.Draft != before.Talk.Closed[i].Draft {
					t.Errorf("%d closed: %s was read again", n+1, c.ID)
				}
			}
		}
	})
}
