package store

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"huanjie/internal/election"
)

// heard are the calls that are due, as "town/class".
func heard(t *testing.T, s *Store, now time.Time, upTo Class) (all []string, calls []Call) {
	t.Helper()
	calls, err := Hear(t.Context(), s.c, now, upTo, 100)
	must(t, err)
	for _, c := range calls {
		all = append(all, fmt.Sprintf("%s/%d", c.Town, c.Class))
	}
	return all, calls
}

func TestBell(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *Store) {
		ctx, now, other := t.Context(), soon(), Lobby(s.c)
		must(t, s.Commit(ctx, Commit{Messages: []Message{{ID: "1", Chat: 7, Class: ClassDigest}, {ID: "2", Chat: 7, Class: ClassDigest}}}))
		must(t, other.Commit(ctx, Commit{Messages: []Message{{ID: "3", Chat: 8}}, Answers: []Answer{{Query: "q"}}}))
		got, _ := heard(t, s, now, ClassAlert)
		expect(t, got, "-/-1", "-/0") // the urgent first, in all towns, and no class beyond the one asked for
		got, calls := heard(t, s, now, ClassAnnouncement)
		expect(t, got, "linxi/2")
		later := now.Add(10 * time.Second)
		must(t, Heed(ctx, s.c, Heeded{Call: calls[0], Next: later}))
		got, _ = heard(t, s, now.Add(2*claimCall), ClassAnnouncement)
		expect(t, got, "-/-1", "-/0") // the sender that heard them has not come back
		got, calls = heard(t, s, later, ClassAnnouncement)
		expect(t, got, "-/-1", "-/0", "linxi/2")
		must(t, s.Ring(ctx, later, ClassDigest)) // something more, while it is being looked after
		for _, c := range calls {
			must(t, Heed(ctx, s.c, Heeded{Call: c}))
		}
		got, calls = heard(t, s, later, ClassAnnouncement)
		expect(t, got, "linxi/2")
		must(t, Heed(ctx, s.c, Heeded{Call: calls[0]}))
		if n := s.c.Exists(ctx, bellKey).Val(); n != 0 {
			t.Error("the bell is not quiet")
		}
	})
}

func TestOverlooked(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *Store) {
		ctx, now := t.Context(), soon()
		must(t, s.Commit(ctx, Commit{Messages: []Message{{ID: "1", Chat: 7, Class: ClassAnnouncement, Broadcast: "n"}}, Answers: []Answer{{Query: "q"}}}))
		must(t, s.c.Del(ctx, bellKey).Err()) // the ring was lost
		towns := []*Store{s, Lobby(s.c)}
		for i := range 30 {
			towns = append(towns, Open(s.c, &election.Town{ID: election.TownID(fmt.Sprintf("quiet%d", i)), Location: time.UTC}))
		}
		broadcasting, err := Overlooked(ctx, s.c, towns, now)
		must(t, err)
		if !slices.Equal(broadcasting, []*Store{s}) {
			t.Errorf("%d have broadcasts", len(broadcasting))
		}
		got, _ := heard(t, s, now, ClassAnnouncement)
		expect(t, got, "linxi/-1", "linxi/0", "linxi/1", "linxi/2", "linxi/3")
	})
}
