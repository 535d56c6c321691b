package store

import (
	"errors"
	"testing"
	"time"

	"huanjie/internal/election"
)

// announced commits a new announcement.
func announced(t *testing.T, s *Store, update int64, a election.Announcement) {
	t.Helper()
	must(t, s.Commit(t.Context(), Commit{Update: update, Announcement: &a}))
}

func TestAnnouncements(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *Store) {
		ctx := t.Context()
		if all, err := s.Posted(ctx, 5); len(all) != 0 || err != nil {
			t.Errorf("before the first: %v, %v", all, err)
		}
		announced(t, s, 1, election.Announcement{ID: "N1", At: noon(-3), Text: "一"})
		announced(t, s, 2, election.Announcement{ID: "N2", At: noon(-2), Text: "二", State: election.Waiting})
		announced(t, s, 3, election.Announcement{ID: "N3", At: noon(-1), Text: "三"})
		all, err := s.Announcements(ctx, 2)
		must(t, err)
		if len(all) != 2 || all[0].ID != "N3" || all[1].ID != "N2" {
			t.Errorf("the last two are %+v", all)
		}
		posted, err := s.Posted(ctx, 5)
		must(t, err)
		if len(posted) != 2 || posted[0].ID != "N3" || posted[1].ID != "N1" {
			t.Errorf("posted are %+v", posted)
		}
		must(t, s.c.HSet(ctx, s.k.announcement(), "N3", "broken").Err())
		if posted, err = s.Posted(ctx, 5); len(posted) != 1 || err != nil {
			t.Errorf("with one that cannot be read: %+v, %v", posted, err)
		}
		if _, ok, err := s.Announcement(ctx, "N3"); ok || err != nil {
			t.Errorf("one that cannot be read was found (%v)", err)
		}
	})
}

// Of many who decide on one announcement at once the first one does.
func TestFirstDecisionWins(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *Store) {
		ctx := t.Context()
		announced(t, s, 1, election.Announcement{ID: "N1", At: noon(-3), State: election.Waiting})
		k, _, err := s.Announcement(ctx, "N1")
		must(t, err)
		all := together(8, func(i int) error {
			now := k.Announcement
			now.State, now.Decision = election.Returned, &election.Decision{By: election.OfficePerson(int64(i)), At: noon(-2)}
			return s.Commit(ctx, Commit{Update: int64(10 + i), Revised: []Revised{{Was: k, Now: now}}})
		})
		won := 0
		for _, err := range all {
			if err == nil {
				won++
			} else if !errors.Is(err, ErrConflict) {
				t.Error(err)
			}
		}
		if won != 1 {
			t.Errorf("%d decisions were taken", won)
		}
		if after, _, _ := s.Announcement(ctx, "N1"); after.State != election.Returned || after.At != k.At {
			t.Errorf("decided: %+v", after)
		}
	})
}

func TestAVillageConfirmsOnce(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *Store) {
		ctx := t.Context()
		a := election.Announcement{ID: "N1", At: noon(-3), Units: []election.UnitID{"A1", "A2", "B1"}}
		announced(t, s, 1, a)
		ack := func(update int64, by election.PersonID, revision int, u election.UnitID) error {
			return s.Commit(ctx, Commit{Update: update, Acks: []Ack{{Announcement: "N1", Revision: revision, Unit: u, By: by, At: noon(-2)}}})
		}
		must(t, ack(2, "白露", 0, "A1"))
		if err := ack(3, "谷雨", 0, "A1"); !errors.Is(err, ErrConflict) {
			t.Errorf("confirmed twice: %v", err)
		}
		must(t, ack(4, "谷雨", 1, "A1"))
		must(t, ack(5, "谷雨", 0, "B1"))
		acks, err := s.Acks(ctx, a)
		must(t, err)
		if len(acks) != 2 || acks["A1"].By != "白露" || !acks["A1"].At.Equal(noon(-2)) || acks["B1"].By != "谷雨" {
			t.Errorf("confirmed: %+v", acks)
		}
		a.Revision = 1
		if acks, err = s.Acks(ctx, a); err != nil || len(acks) != 1 || acks["A1"].By != "谷雨" {
			t.Errorf("confirmed of the changed one: %+v, %v", acks, err)
		}
	})
}

func TestAStepIsTakenOnce(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *Store) {
		ctx := t.Context()
		plan := func(update int64, step AnnouncementStep, at time.Time) {
			must(t, s.Commit(ctx, Commit{Update: update, Plan: []Planned{{Step: step, ID: "N1", At: at}}}))
		}
		plan(1, StepNudge, noon(1))
		plan(2, StepPost, noon(0))
		due, err := s.Planned(ctx, noon(0))
		must(t, err)
		if len(due) != 1 || due[0].Step != StepPost || due[0].ID != "N1" || !due[0].At.Equal(noon(0)) {
			t.Fatalf("due: %+v", due)
		}
		took := 0
		for _, err := range together(6, func(i int) error {
			return s.Commit(ctx, Commit{Done: due, Messages: []Message{{ID: "m", Chat: -7}}})
		}) {
			if err == nil {
				took++
			}
		}
		if took != 1 {
			t.Errorf("%d took the step", took)
		}
		plan(3, StepNudge, noon(2)) // put off
		if due, err = s.Planned(ctx, noon(1)); err != nil || len(due) != 0 {
			t.Errorf("put off, but due: %+v (%v)", due, err)
		}
	})
}
