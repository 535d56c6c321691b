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

	Audience election.Audience `json:"audience,omitempty"` // WorkingAudience if it was marked as one
	Topic    int               `json:"topic,omitempty"`    // of a forum, where it was bound; 0 is none
}

// Groups returns the bound groups, by chat id.
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

// Group returns a bound group.
func (s *Store) Group(ctx context.Context, chat int64) (g Group, bound bool, err error) {
	groups, err := s.Groups(ctx)
	if err != nil {
		return Group{}, false, err
	}
	if i := slices.IndexFunc(groups, func(g Group) bool { return g.Chat == chat }); i >= 0 {
		return groups[i], true, nil
	}
	return Group{}, false, nil
}

// readGroup reads a group. If only its chat can be read, the group still gets
// announcements.
func readGroup(chat int64, raw string) Group {
	var g Group
	if json.Unmarshal([]byte(raw), &g) != nil {
		g = Group{}
	}
	g.Chat = chat
	return g
}

// addGroups writes a commit's changes to groups.
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
	return s.addAnnouncements(t, c)
}

// AskedIn counts a question in a group. It returns how many there were in the
// same minute of the clock, this one included.
func (s *Store) AskedIn(ctx context.Context, chat int64, now time.Time) (int64, error) {
	key := s.k.asked(chat, now.Unix()/60)
	var n *redis.IntCmd
	_, err := s.c.TxPipelined(ctx, func(p redis.Pipeliner) error {
		n = p.Incr(ctx, key)
		p.Expire(ctx, key, 2*time.Minute)
		return nil
	})
	return n.Val(), wrap(err, "count questions in group %d", chat)
}

// Migrate moves a group that became a supergroup to its new id, with its
// binding and waiting messages. Sent messages cannot be edited under the new
// id, so they are forgotten. Moving it again does nothing.
func (s *Store) Migrate(ctx context.Context, from, to int64) error {
	move := func(tx *redis.Tx) error { return s.migrate(ctx, tx, from, to) }
	for {
		err := s.c.Watch(ctx, move, append(s.k.lanes(from, to), s.k.group())...)
		if errors.Is(err, redis.TxFailedErr) { // somebody queued a message in between
			continue
		}
		if err != nil {
			return fmt.Errorf("move group %d to %d: %w", from, to, err)
		}
		return s.Ring(ctx, time.Now(), Classes()...)
	}
}

func (s *Store) migrate(ctx context.Context, tx *redis.Tx, from, to int64) error {
	bound, err := tx.HMGet(ctx, s.k.group(), field(from)).Result()
	if err != nil {
		return err
	}
	moveLanes, err := s.moveLanes(ctx, tx, from, to)
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
	if isBound { // before the move, so that a move interrupted here is repeated
		if err := s.Settle(ctx, to); err != nil {
			return err
		}
	}
	_, err = tx.TxPipelined(ctx, func(p redis.Pipeliner) error {
		if isBound {
			p.HDel(ctx, s.k.group(), field(from))
			p.HSet(ctx, s.k.group(), field(to), group)
		}
		moveLanes(p)
		if len(sent) > 0 {
			p.HDel(ctx, s.k.sent(), sent...)
		}
		return nil
	})
	return err
}

// sentTo returns the fields of messages sent to a chat.
func (s *Store) sentTo(ctx context.Context, chat int64) ([]string, error) {
	var fields []string
	iter := s.c.HScan(ctx, s.k.sent(), 0, field(chat)+":*", 1000).Iterator()
	for iter.Next(ctx) {
		fields = append(fields, iter.Val())
		iter.Next(ctx) // the value
	}
	return fields, iter.Err()
}
