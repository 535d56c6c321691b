package store

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/redis/go-redis/v9"

	"huanjie/internal/election"
)

// Group is a group chat that gets the town's announcements.
type Group struct {
	Chat  int64             `json:"chat"`
	Title string            `json:"title"`
	By    election.PersonID `json:"by"`
	Since time.Time         `json:"since"`
}

// Groups lists the bound groups, by chat id.
func (s *Store) Groups(ctx context.Context) ([]Group, error) {
	found, err := s.c.HGetAll(ctx, s.k.group()).Result()
	if err != nil {
		return nil, fmt.Errorf("read groups of town %s: %w", s.town.ID, err)
	}
	groups := make([]Group, 0, len(found))
	for chat, raw := range found {
		id, err := strconv.ParseInt(chat, 10, 64)
		if err != nil {
			return nil, fmt.Errorf("read group %q of town %s: %w", chat, s.town.ID, err)
		}
		groups = append(groups, readGroup(id, raw))
	}
	slices.SortFunc(groups, func(a, b Group) int { return cmp.Compare(a.Chat, b.Chat) })
	return groups, nil
}

// readGroup reads a group. One of which only the chat can be read is still told
// what is announced.
func readGroup(chat int64, raw string) Group {
	var g Group
	if json.Unmarshal([]byte(raw), &g) != nil {
		g = Group{}
	}
	g.Chat = chat
	return g
}

// Posted lists the last announcements, newest first, without any that cannot
// be read.
func (s *Store) Posted(ctx context.Context, most int) ([]election.Announcement, error) {
	ids, err := s.c.ZRevRange(ctx, s.k.announced(), 0, int64(most-1)).Result()
	if err != nil || len(ids) == 0 {
		return nil, wrap(err, "read announcements of town %s", s.town.ID)
	}
	found, err := s.c.HMGet(ctx, s.k.announcement(), ids...).Result()
	if err != nil {
		return nil, fmt.Errorf("read announcements of town %s: %w", s.town.ID, err)
	}
	var all []election.Announcement
	for _, f := range found {
		var a election.Announcement
		if raw, _ := f.(string); json.Unmarshal([]byte(raw), &a) == nil {
			all = append(all, a)
		}
	}
	return all, nil
}

// addGroups writes what changes about groups and announcements. An edit takes
// the place of the announcement it names.
func (s *Store) addGroups(t *transaction, c Commit) error {
	if c.Unbind != 0 {
		t.write("HDEL", s.k.group(), field(c.Unbind))
	}
	if c.Group != nil {
		g, err := json.Marshal(c.Group)
		if err != nil {
			return fmt.Errorf("write group %d: %w", c.Group.Chat, err)
		}
		t.write("HSET", s.k.group(), field(c.Group.Chat), g)
	}
	if c.Announcement == nil {
		return nil
	}
	kept := *c.Announcement
	if kept.Edits != "" {
		kept.ID, kept.Edits = kept.Edits, ""
	} else {
		t.write("ZADD", s.k.announced(), strconv.FormatInt(kept.At.Unix(), 10), string(kept.ID))
	}
	a, err := json.Marshal(kept)
	if err != nil {
		return fmt.Errorf("write announcement %s: %w", kept.ID, err)
	}
	t.write("HSET", s.k.announcement(), string(kept.ID), a)
	return nil
}

// Migrate moves a group that became a supergroup to its new id: its binding,
// and what waits to be sent to it. What was sent before cannot be edited under
// the new id, so it is forgotten. Moving it again does nothing.
func (s *Store) Migrate(ctx context.Context, from, to int64) error {
	move := func(tx *redis.Tx) error { return s.migrate(ctx, tx, from, to) }
	for {
		err := s.c.Watch(ctx, move, s.k.group(), s.k.out(from), s.k.out(to))
		if !errors.Is(err, redis.TxFailedErr) { // else somebody queued a message in between
			return wrap(err, "move group %d to %d", from, to)
		}
	}
}

func (s *Store) migrate(ctx context.Context, tx *redis.Tx, from, to int64) error {
	bound, err := tx.HMGet(ctx, s.k.group(), field(from)).Result()
	if err != nil {
		return err
	}
	waiting, err := tx.LRange(ctx, s.k.out(from), 0, -1).Result()
	if err != nil {
		return err
	}
	sent, err := s.sentTo(ctx, from)
	if err != nil {
		return err
	}
	raw, isBound := bound[0].(string)
	group, err := json.Marshal(readGroup(to, raw))
	if err != nil {
		return err
	}
	if isBound { // before the move, so that one interrupted here is done again
		if err := s.Settle(ctx, to); err != nil {
			return err
		}
	}
	_, err = tx.TxPipelined(ctx, func(p redis.Pipeliner) error {
		if isBound {
			p.HDel(ctx, s.k.group(), field(from))
			p.HSet(ctx, s.k.group(), field(to), group)
		}
		for _, line := range slices.Backward(waiting) { // they come before what waits under the new id
			p.LPush(ctx, s.k.out(to), line)
			p.ZAddNX(ctx, s.k.ready(), redis.Z{Score: 0, Member: field(to)})
		}
		if len(sent) > 0 {
			p.HDel(ctx, s.k.sent(), sent...)
		}
		p.Del(ctx, s.k.out(from))
		p.ZRem(ctx, s.k.ready(), field(from))
		return nil
	})
	return err
}

// sentTo lists the fields of what was sent to a chat.
func (s *Store) sentTo(ctx context.Context, chat int64) ([]string, error) {
	var fields []string
	iter := s.c.HScan(ctx, s.k.sent(), 0, field(chat)+":*", 1000).Iterator()
	for iter.Next(ctx) {
		fields = append(fields, iter.Val())
		iter.Next(ctx) // the value
	}
	return fields, iter.Err()
}
