package store

import (
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
		var g Group
		if err := json.Unmarshal([]byte(raw), &g); err != nil {
			return nil, fmt.Errorf("read group %s: %w", chat, err)
		}
		groups = append(groups, g)
	}
	slices.SortFunc(groups, func(a, b Group) int { return int(min(max(a.Chat-b.Chat, -1), 1)) })
	return groups, nil
}

// Posted lists the last announcements, newest first.
func (s *Store) Posted(ctx context.Context, most int) ([]election.Announcement, error) {
	ids, err := s.c.ZRevRange(ctx, s.k.announced(), 0, int64(most-1)).Result()
	if err != nil {
		return nil, fmt.Errorf("read announcements of town %s: %w", s.town.ID, err)
	}
	var all []election.Announcement
	for _, id := range ids {
		raw, err := s.c.HGet(ctx, s.k.announcement(), id).Result()
		if err != nil {
			return nil, fmt.Errorf("read announcement %s: %w", id, err)
		}
		var a election.Announcement
		if err := json.Unmarshal([]byte(raw), &a); err != nil {
			return nil, fmt.Errorf("read announcement %s: %w", id, err)
		}
		all = append(all, a)
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

// Migrate rewrites the id of a group that became a supergroup, everywhere.
func (s *Store) Migrate(ctx context.Context, from, to int64) error {
	move := func(tx *redis.Tx) error { return s.migrate(ctx, tx, from, to) }
	for {
		err := s.c.Watch(ctx, move, s.k.group(), s.k.out(from), s.k.sent())
		if !errors.Is(err, redis.TxFailedErr) {
			return wrap(err, "move group %d to %d", from, to)
		}
	}
}

func (s *Store) migrate(ctx context.Context, tx *redis.Tx, from, to int64) error {
	raw, err := tx.HGet(ctx, s.k.group(), field(from)).Result()
	if err != nil && !errors.Is(err, redis.Nil) {
		return err
	}
	waiting, err := tx.LRange(ctx, s.k.out(from), 0, -1).Result()
	if err != nil {
		return err
	}
	var g Group
	if raw != "" {
		if err := json.Unmarshal([]byte(raw), &g); err != nil {
			return err
		}
	}
	g.Chat = to
	group, err := json.Marshal(g)
	if err != nil {
		return err
	}
	_, err = tx.TxPipelined(ctx, func(p redis.Pipeliner) error {
		if raw != "" {
			p.HDel(ctx, s.k.group(), field(from))
			p.HSet(ctx, s.k.group(), field(to), group)
		}
		p.Del(ctx, s.k.out(from))
		p.ZRem(ctx, s.k.ready(), field(from))
		for _, line := range waiting {
			var m Message
			if err := json.Unmarshal([]byte(line), &m); err != nil {
				return err
			}
			m.Chat = to
			moved, err := json.Marshal(m)
			if err != nil {
				return err
			}
			p.RPush(ctx, s.k.out(to), moved)
			p.ZAddNX(ctx, s.k.ready(), redis.Z{Score: 0, Member: field(to)})
		}
		return nil
	})
	if err != nil {
		return err
	}
	return s.Settle(ctx, to)
}
