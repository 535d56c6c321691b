package store

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"huanjie/internal/election"
)

// accept opens a link as a user, as the bot does.
func (s *Store) accept(ctx context.Context, update, user int64, payload string, now time.Time) error {
	_, token, _ := strings.Cut(payload, "_")
	invite, raw, ok, err := s.Invited(ctx, token, now)
	if err != nil {
		return err
	}
	if !ok {
		return errNotInvited
	}
	ses, err := s.Session(ctx, user)
	if err != nil {
		return err
	}
	return s.Commit(ctx, Commit{Update: update, Session: &ses, State: ses.Talk, Token: token, Invite: raw,
		Binding: &Binding{Person: invite.Person, Language: "zh", Since: now}})
}

var errNotInvited = errors.New("not invited")

func TestInviteWorksOnce(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *Store) {
		ctx := t.Context()
		payload, err := s.Invite(ctx, "白露", noon(-30))
		must(t, err)
		if len(payload) > 64 || !strings.HasPrefix(payload, "linxi_") {
			t.Errorf("payload %q", payload)
		}
		applied := 0
		for _, err := range together(8, func(i int) error { return s.accept(ctx, int64(i+1), int64(101+i), payload, noon(-29)) }) {
			switch {
			case err == nil:
				applied++
			case !errors.Is(err, ErrConflict) && !errors.Is(err, errNotInvited):
				t.Error(err)
			}
		}
		if applied != 1 {
			t.Errorf("one link bound %d users", applied)
		}
		wants(t, s.accept(ctx, 90, 190, payload, noon(-29)), errNotInvited, "")
		if n := s.c.HLen(ctx, s.k.person()).Val(); n != 1 {
			t.Errorf("%d users are bound", n)
		}
	})
}

func TestInviteEnds(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *Store) {
		ctx := t.Context()
		old, err := s.Invite(ctx, "白露", noon(-30))
		must(t, err)
		wants(t, s.accept(ctx, 1, 101, old, noon(-30).Add(InviteLasts)), errNotInvited, "")
		wants(t, s.accept(ctx, 2, 101, old+"x", noon(-30)), errNotInvited, "")

		gone, err := s.Invite(ctx, "谷雨", noon(-29))
		must(t, err)
		units := roster()
		for i := range units {
			units[i].Officers = []election.PersonID{"白露"}
		}
		without := Open(s.c, townOf(t, units...)) // 谷雨 has left
		wants(t, without.accept(ctx, 3, 101, gone, noon(-29)), errNotInvited, "")

		_, err = s.Invite(ctx, "白露", noon(-30).Add(InviteLasts)) // a new link sweeps out the dead ones
		must(t, err)
		if n := s.c.HLen(ctx, s.k.invite()).Val(); n != 2 {
			t.Errorf("%d links are kept, want the living two", n)
		}
		wants(t, s.accept(ctx, 4, 101, old, noon(-30).Add(time.Hour)), errNotInvited, "") // swept, whatever the clock says
	})
}

// TestLinksOfAWorkbookEndTheOlder: links that are made for many at once end those that
// each of them had, and nobody else's.
func TestLinksOfAWorkbookEndTheOlder(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *Store) {
		ctx := t.Context()
		old, err := s.Invite(ctx, "白露", noon(-30))
		must(t, err)
		other, err := s.Invite(ctx, "谷雨", noon(-30))
		must(t, err)
		all, err := s.InviteAll(ctx, []election.PersonID{"白露"}, noon(-29))
		must(t, err)
		wants(t, s.accept(ctx, 1, 101, old, noon(-29)), errNotInvited, "")
		must(t, s.accept(ctx, 2, 101, all[0], noon(-29)))
		must(t, s.accept(ctx, 3, 102, other, noon(-29)))
	})
}

func TestNewTelephoneTakesThePlaceOfTheOld(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *Store) {
		ctx := t.Context()
		must(t, s.bind(ctx, 1, 101, "白露"))
		ses, err := s.Session(ctx, 101)
		must(t, err)
		must(t, s.Commit(ctx, Commit{Update: 2, Session: &ses, State: draft("A1")}))
		under, err := s.Session(ctx, 101) // a turn of the old telephone that is under way
		must(t, err)
		must(t, s.Focus(ctx, &under, "A1"))

		must(t, s.bind(ctx, 3, 102, "白露"))
		users, err := s.Bound(ctx, "白露", "谷雨")
		must(t, err)
		if users[0] != 102 || users[1] != 0 {
			t.Errorf("bound: %v", users)
		}
		r := stageReport("R1", "A1", "roll", election.Done)
		wants(t, s.Commit(ctx, Commit{Update: 4, Session: &under, State: under.Talk, Report: &r}), ErrConflict, "")
		old, err := s.Session(ctx, 101)
		must(t, err)
		if old.Binding.Person != "" || old.Talk.HasOpen() {
			t.Errorf("the old telephone still has %+v", old)
		}

		// One user who becomes somebody else is not the first any more.
		must(t, s.bind(ctx, 5, 102, "谷雨"))
		users, err = s.Bound(ctx, "白露", "谷雨")
		must(t, err)
		if users[0] != 0 || users[1] != 102 {
			t.Errorf("bound: %v", users)
		}
		// Two new telephones at once: one of them has it, and only one.
		errs := together(6, func(i int) error {
			for {
				if err := s.bind(ctx, int64(20+i), int64(201+i), "白露"); !errors.Is(err, ErrConflict) {
					return err
				}
			}
		})
		must(t, errors.Join(errs...))
		users, err = s.Bound(ctx, "白露")
		must(t, err)
		people := s.c.HGetAll(ctx, s.k.person()).Val()
		if len(people) != 2 || !strings.Contains(people[field(users[0])], "白露") {
			t.Errorf("白露 is %d; bound are %v", users[0], people)
		}
	})
}

func TestLanguages(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *Store) {
		ses, err := s.Session(t.Context(), 101)
		must(t, err)
		must(t, s.Commit(t.Context(), Commit{Update: 1, Session: &ses, Binding: &Binding{Person: "白露", Language: "en"}}))
		must(t, s.c.HSet(t.Context(), s.k.person(), "102", "broken").Err())
		got, err := s.Languages(t.Context(), 101, 102, 103)
		must(t, err)
		if got[0] != election.English || got[1] != election.Chinese || got[2] != election.Chinese {
			t.Errorf("languages %v", got)
		}
	})
}
