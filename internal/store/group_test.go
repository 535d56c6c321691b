package store

import (
	"errors"
	"testing"
)

func TestGroups(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *Store) {
		ctx := t.Context()
		for i, chat := range []int64{-3, -1, -2} {
			must(t, s.Commit(ctx, Commit{Update: int64(i + 1), Group: &Group{Chat: chat, Title: "群", By: "office:900", Since: noon(-30)}}))
		}
		must(t, s.Commit(ctx, Commit{Update: 9, Unbind: -1}))
		must(t, s.c.HSet(ctx, s.k.group(), "-2", "broken").Err())
		groups, err := s.Groups(ctx)
		must(t, err)
		if len(groups) != 2 || groups[0].Chat != -3 || groups[1].Chat != -2 || groups[0].Title != "群" {
			t.Errorf("groups %+v", groups)
		}
	})
}

func TestMigrate(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *Store) {
		ctx, now := t.Context(), soon()
		must(t, s.Commit(ctx, Commit{Update: 1, Group: &Group{Chat: -5, Title: "工作群", By: "office:900", Since: noon(-30)}}))
		queue(t, s, -5, "a", "b")
		queue(t, s, -1005, "c")
		must(t, s.Sent(ctx, -5, "announcement:N1", 42))
		must(t, s.Sent(ctx, -55, "announcement:N1", 43))
		must(t, s.Commit(ctx, Commit{Messages: []Message{{ID: "n", Chat: -5, Class: ClassAnnouncement}}}))
		all := takeAll(t, s, now) // the sender learns of it while it sends
		must(t, errors.Join(together(4, func(int) error { return s.Migrate(ctx, -5, -1005) })...))
		for _, w := range all {
			sent(t, s, w, 0, now)
		}
		replies := one(t, s, now)
		if len(replies.Messages) != 3 || replies.Messages[0].ID != "a" || replies.Messages[2].ID != "c" {
			t.Errorf("taken were %v", replies.Messages)
		}
		sent(t, s, replies, 3, now)
		expect(t, take(t, s, now.Add(precededWaits)), "-1005:3[n]")
		groups, err := s.Groups(ctx)
		must(t, err)
		if len(groups) != 1 || groups[0].Chat != -1005 || groups[0].Title != "工作群" {
			t.Errorf("groups %+v", groups)
		}
		if home, err := Home(ctx, s.c, -1005); home != "linxi" || err != nil {
			t.Errorf("at home in %s, %v", home, err)
		}
		if id, _ := s.SentAs(ctx, -5, "announcement:N1"); id != 0 {
			t.Error("a message of the old group would be edited")
		}
		if id, _ := s.SentAs(ctx, -55, "announcement:N1"); id != 43 {
			t.Error("a message of another group was forgotten")
		}
		// Told again by another way, and by a chat that belongs to nobody.
		must(t, Lobby(s.c).Migrate(ctx, -5, -1005))
		if home, _ := Home(ctx, s.c, -1005); home != "linxi" {
			t.Errorf("at home in %s", home)
		}
	})
}
