package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"

	"huanjie/internal/election"
)

// ErrClosed means that the town is closed. Its personal data are destroyed,
// and nothing more can be reported.
var ErrClosed = errors.New("the town is closed")

// Closed returns when the town was closed; zero if it is open.
func (s *Store) Closed(ctx context.Context) (time.Time, error) {
	text, err := s.c.Get(ctx, s.k.closed()).Result()
	if errors.Is(err, redis.Nil) {
		return time.Time{}, nil
	}
	if err != nil {
		return time.Time{}, fmt.Errorf("ask whether town %s is closed: %w", s.town.ID, err)
	}
	at, err := time.Parse(time.RFC3339, text)
	return at, wrap(err, "ask whether town %s is closed", s.town.ID)
}

// outlasts returns the kinds of keys that stay when a town is closed: the
// journal, what is derived from it, the announcements (they were public), the
// audit, and marks that name nobody. All others are deleted, including those
// that later releases add.
func outlasts() []string {
	kept := []string{"version", "journal", "head", "receipt", "progress", "enrolled", "sums", "figures", "owing", "like", "announcement", "announced",
		"audit", "slot", "told", "begun", "closed", "unsealed", "seen", "once", "claim", "fence"}
	for _, l := range election.AllLists() {
		kept = append(kept, string(l))
	}
	return kept
}

const (
	closedRoster = "closed" // in place of the roster's fingerprint, so that no process can report
	deadLasts    = 90 * 24 * time.Hour
)

// CloseOut closes the town for good. It destroys the key of what is sealed in
// the journal, and rebuilds the records of units without what was sealed. It
// deletes bindings, links, conversations, the record of messages, waiting
// messages, and all else that does not outlast the town.
//
// The journal, its chain and the sums stay as they are. The audit records it.
// Closing again only deletes what has gathered since.
//
// Redis then writes its files anew. If it is not known to have done so, the
// error is ErrFiles, and the town is closed all the same. Out of reach are
// replicas, exports, copies of the disk, the roster's file, and Telegram.
func (s *Store) CloseOut(ctx context.Context, now time.Time) error {
	closed, err := s.Closed(ctx)
	for closed.IsZero() && err == nil {
		err = s.c.Watch(ctx, func(tx *redis.Tx) error { return s.destroy(ctx, tx, now) }, s.k.journal(), s.k.enrolled(), s.k.closed())
		if !errors.Is(err, redis.TxFailedErr) { // otherwise a report came in between
			break
		}
		closed, err = s.Closed(ctx)
	}
	if err == nil {
		err = s.sweep(ctx, s.c, outlasts())
	}
	if err == nil {
		err = s.EndRehearsal(ctx, now)
	}
	if err == nil {
		err = s.leaveHomes(ctx)
	}
	if err == nil {
		err = s.clearDead(ctx, true)
	}
	if err == nil {
		err = onMasters(ctx, s.c, func(server redis.UniversalClient) error { return writeFiles(ctx, server) })
	}
	return wrap(err, "close town %s", s.town.ID)
}

// destroy does the part of CloseOut that must be atomic.
func (s *Store) destroy(ctx context.Context, tx *redis.Tx, now time.Time) error {
	veiled, err := s.foldVeiled(ctx, tx)
	if err != nil {
		return err
	}
	_, err = tx.TxPipelined(ctx, func(p redis.Pipeliner) error {
		p.Set(ctx, s.k.closed(), now.Format(time.RFC3339), 0)
		p.HSet(ctx, s.k.enrolled(), rosterField, closedRoster)
		p.Del(ctx, s.k.veil(), s.k.progress(), s.k.receipt())
		p.XAdd(ctx, &redis.XAddArgs{Stream: s.k.audit(),
			Values: Trace{Did: Closed, Of: "town", Name: string(s.town.ID), Note: fmt.Sprintf("%d reports", len(veiled.receipts))}.fields()})
		return veiled.write(ctx, p, s.k)
	})
	return err
}

// foldVeiled folds the journal without its sealed parts.
func (s *Store) foldVeiled(ctx context.Context, c redis.Cmdable) (folded, error) {
	all := newFolded()
	err := s.rawEntries(ctx, c, func(m redis.XMessage) error {
		if r, err := openReport(nil, value(m, "report")); err == nil {
			all.add(s.town, r)
		}
		return nil
	})
	return all, err
}

// sweep deletes every key of the town but those of some kinds.
func (s *Store) sweep(ctx context.Context, c redis.UniversalClient, but []string) error {
	var gone []string
	err := onMasters(ctx, c, func(server redis.UniversalClient) error {
		all := server.Scan(ctx, 0, escaped(s.k.prefix)+"*", 1000).Iterator()
		for all.Next(ctx) {
			kind, _, _ := strings.Cut(strings.TrimPrefix(all.Val(), s.k.prefix), ":")
			if !slices.Contains(but, kind) {
				gone = append(gone, all.Val())
			}
		}
		return all.Err()
	})
	if err != nil {
		return err
	}
	for some := range slices.Chunk(gone, 500) {
		if err := c.Del(ctx, some...).Err(); err != nil {
			return err
		}
	}
	return nil
}

// escaped returns a text so that SCAN matches it literally.
func escaped(text string) string {
	return strings.NewReplacer("[", `\[`, "]", `\]`, "*", `\*`, "?", `\?`).Replace(text)
}

// leaveHomes forgets the people and groups whose home is the town.
func (s *Store) leaveHomes(ctx context.Context) error {
	gone, err := s.homes(ctx)
	if err != nil {
		return err
	}
	for some := range slices.Chunk(gone, 500) {
		if err := s.c.HDel(ctx, homeKey, some...).Err(); err != nil {
			return err
		}
	}
	return nil
}

// homes returns the chats of people and groups whose home is the town, also while they
// rehearse.
func (s *Store) homes(ctx context.Context) (chats []string, err error) {
	all := s.c.HScan(ctx, homeKey, 0, "*", 1000).Iterator()
	for all.Next(ctx) {
		chat := all.Val()
		if all.Next(ctx) && s.isHome(all.Val()) {
			chats = append(chats, chat)
		}
	}
	return chats, all.Err()
}

// isHome reports whether somebody whose home is kept as given is at home in the town.
func (s *Store) isHome(kept string) bool {
	id := election.TownID(kept)
	return id == s.town.ID || id == s.town.ID.Rehearsal()
}

// clearDead takes off the list what was put aside of the town. Where an earlier
// release put it, the town is not known; with unnamed, that goes too.
func (s *Store) clearDead(ctx context.Context, unnamed bool) error {
	letters, err := s.c.LRange(ctx, deadKey, 0, -1).Result()
	if err != nil {
		return err
	}
	for _, text := range letters {
		var letter dead
		if json.Unmarshal([]byte(text), &letter) == nil && letter.Town != s.town.ID && (letter.Town != "" || !unnamed) {
			continue
		}
		if err := s.c.LRem(ctx, deadKey, 0, text).Err(); err != nil {
			return err
		}
	}
	return nil
}

// dropOldDead takes updates off the list that were put aside long ago: they hold
// what people wrote. What cannot be read is nothing of ours.
func dropOldDead(ctx context.Context, c redis.UniversalClient, now time.Time) error {
	for {
		oldest, err := c.LIndex(ctx, deadKey, 0).Result()
		if errors.Is(err, redis.Nil) {
			return nil
		}
		if err != nil {
			return err
		}
		var letter dead
		if json.Unmarshal([]byte(oldest), &letter) == nil && now.Sub(letter.At) < deadLasts {
			return nil
		}
		if err := c.LRem(ctx, deadKey, 1, oldest).Err(); err != nil {
			return err
		}
	}
}
