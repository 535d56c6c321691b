package store

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/redis/go-redis/v9"

	"huanjie/internal/election"
)

// ErrWrongRecords says that bindings, groups or announcements contradict each
// other or cannot be read. They are not in the journal, so nothing makes them
// again: somebody has to look.
var ErrWrongRecords = errors.New("does not agree with what is kept beside it")

// verifyKept checks what is kept beside the journal: who is bound, the groups,
// the announcements. It is read at one moment.
func (s *Store) verifyKept(ctx context.Context) error {
	var person, bound, group, kept, planned, acks *redis.MapStringStringCmd
	var announced *redis.StringSliceCmd
	_, err := s.c.TxPipelined(ctx, func(p redis.Pipeliner) error {
		person, bound, group = p.HGetAll(ctx, s.k.person()), p.HGetAll(ctx, s.k.bound()), p.HGetAll(ctx, s.k.group())
		kept, planned, acks = p.HGetAll(ctx, s.k.announcement()), p.HGetAll(ctx, s.k.planned()), p.HGetAll(ctx, s.k.ack())
		announced = p.ZRange(ctx, s.k.announced(), 0, -1)
		return nil
	})
	if err != nil {
		return fmt.Errorf("read who is bound and what is announced: %w", err)
	}
	return cmp.Or(
		wrongBindings(person.Val(), bound.Val()),
		wrongGroups(group.Val()),
		wrongAnnouncements(kept.Val(), announced.Val()),
		unknownAnnouncements("planned", kept.Val(), slices.Sorted(maps.Keys(planned.Val())), stepOf),
		unknownAnnouncements("ack", kept.Val(), slices.Sorted(maps.Keys(acks.Val())), ackOf),
	)
}

func wrongRecord(key, field, why string) error {
	return fmt.Errorf("%s %s %w: %s", key, field, ErrWrongRecords, why)
}

// wrongBindings checks that accounts and people name each other.
func wrongBindings(person, bound map[string]string) error {
	for _, user := range slices.Sorted(maps.Keys(person)) {
		var b Binding
		if err := json.Unmarshal([]byte(person[user]), &b); err != nil {
			return wrongRecord("person", user, err.Error())
		}
		if b.Person != "" && bound[string(b.Person)] != user {
			return wrongRecord("person", user, fmt.Sprintf("it is bound as %s, whose account is %q", b.Person, bound[string(b.Person)]))
		}
	}
	for _, who := range slices.Sorted(maps.Keys(bound)) {
		var b Binding
		if err := json.Unmarshal([]byte(person[bound[who]]), &b); err != nil || string(b.Person) != who {
			return wrongRecord("bound", who, fmt.Sprintf("account %s is bound as %q", bound[who], b.Person))
		}
	}
	return nil
}

func wrongGroups(groups map[string]string) error {
	for _, chat := range slices.Sorted(maps.Keys(groups)) {
		var g Group
		if err := json.Unmarshal([]byte(groups[chat]), &g); err != nil {
			return wrongRecord("group", chat, err.Error())
		}
	}
	return nil
}

// wrongAnnouncements checks that each announcement can be read, is in the list,
// and was approved by another person than its author.
func wrongAnnouncements(kept map[string]string, announced []string) error {
	for _, id := range slices.Sorted(maps.Keys(kept)) {
		var a election.Announcement
		approved := func() bool { return a.State == election.Posted || a.State == election.Scheduled }
		switch err := json.Unmarshal([]byte(kept[id]), &a); {
		case err != nil:
			return wrongRecord("announcement", id, err.Error())
		case string(a.ID) != id:
			return wrongRecord("announcement", id, fmt.Sprintf("it is numbered %q", a.ID))
		case !slices.Contains(announced, id):
			return wrongRecord("announcement", id, "it is not in the list")
		case approved() && !a.Alone && a.Decision != nil && a.Decision.By == a.By:
			return wrongRecord("announcement", id, "it was approved by its author, "+string(a.By))
		}
	}
	for _, id := range announced {
		if _, has := kept[id]; !has {
			return wrongRecord("announced", id, "there is no such announcement")
		}
	}
	return nil
}

// unknownAnnouncements checks that the fields of a hash name announcements.
func unknownAnnouncements(key string, kept map[string]string, fields []string, of func(string) string) error {
	for _, field := range fields {
		if _, has := kept[of(field)]; !has {
			return wrongRecord(key, field, "there is no such announcement")
		}
	}
	return nil
}

// stepOf returns the announcement of a field of planned: "<step>:<id>".
func stepOf(field string) string { _, id, _ := strings.Cut(field, ":"); return id }

// ackOf returns that of a field of ack: "<id>.<revision>:<unit>".
func ackOf(field string) string { id, _, _ := strings.Cut(field, "."); return id }
