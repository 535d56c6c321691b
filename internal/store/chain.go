package store

import (
	"context"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"

	"github.com/redis/go-redis/v9"

	"huanjie/internal/election"
)

// The journal is a chain. Besides its report, every entry has:
//
//	n     its number, from 1
//	sum   SHA-256 of the report as it stands there
//	prev  hash of the entry before; "" in the first
//	hash  SHA-1 of prev, n and sum, with a space between them
//
// The commit script writes them, so the chain needs no retry when reports come
// in at the same time. Redis scripts have no better hash than SHA-1.
//
// That is enough here. It hashes only a number and two hexadecimal hashes, so
// the known collisions of SHA-1, which need bytes of their own choice, cannot be
// brought into it. Another journal with the fingerprint of a digest would take
// some 2^128 tries, or 2^64 if the same person also prepares the first one. The
// report itself is under SHA-256. The stream's entry id is not in the chain; the
// report's time is.

// ErrChain means that the journal is not as it was written: an entry was
// changed, inserted, removed or moved.
var ErrChain = errors.New("the chain of the journal is broken")

// sumOf returns the sum of a report.
func sumOf(report string) string {
	h := sha256.Sum256([]byte(report))
	return hex.EncodeToString(h[:])
}

// follow returns the head after one more entry with this sum.
func follow(h election.Head, sum string) election.Head {
	n := h.Entries + 1
	hash := sha1.Sum([]byte(h.Hash + " " + strconv.Itoa(n) + " " + sum))
	return election.Head{Entries: n, Hash: hex.EncodeToString(hash[:])}
}

// value returns a field of a journal's entry.
func value(m redis.XMessage, name string) string {
	text, _ := m.Values[name].(string)
	return text
}

// check checks an entry against the head before it, and returns the head after
// it. Its error wraps ErrChain.
func check(before election.Head, m redis.XMessage) (election.Head, error) {
	sum := sumOf(value(m, "report"))
	after := follow(before, sum)
	wrong := ""
	switch n := value(m, "n"); {
	case value(m, "hash") == "":
		wrong = "it was not written by a commit"
	case n != strconv.Itoa(after.Entries):
		wrong = "it is numbered " + strconv.Quote(n)
	case value(m, "prev") != before.Hash:
		wrong = "it does not follow the entry before it"
	case value(m, "sum") != sum:
		wrong = "its report is not the one that was written"
	case value(m, "hash") != after.Hash:
		wrong = "its hash is not that of its content"
	default:
		return after, nil
	}
	return after, fmt.Errorf("journal entry %d (%s): %w: %s", after.Entries, m.ID, ErrChain, wrong)
}

// Head returns the journal's last entry.
func (s *Store) Head(ctx context.Context) (election.Head, error) {
	fields, err := s.c.HMGet(ctx, s.k.head(), "n", "hash").Result()
	return readHead(fields), wrap(err, "read where the journal of town %s stands", s.town.ID)
}

// readHead reads the fields n and hash.
func readHead(fields []any) election.Head {
	if len(fields) != 2 {
		return election.Head{}
	}
	n, _ := fields[0].(string)
	hash, _ := fields[1].(string)
	entries, err := strconv.Atoi(n)
	if err != nil {
		return election.Head{}
	}
	return election.Head{Entries: entries, Hash: hash}
}

// MoveHead makes the last entry of the journal its head, so that reports are
// accepted again after ErrApart. Somebody must have looked into the cause
// first. Entries cut off the end are then noticed only by an earlier
// fingerprint. The audit records the old head.
func (s *Store) MoveHead(ctx context.Context) (from, to election.Head, err error) {
	err = s.c.Watch(ctx, func(tx *redis.Tx) error {
		fields, err := tx.HMGet(ctx, s.k.head(), "n", "hash").Result()
		if err != nil {
			return err
		}
		last, err := tx.XRevRangeN(ctx, s.k.journal(), "+", "-", 1).Result()
		if err != nil {
			return err
		}
		from, to = readHead(fields), election.Head{}
		if len(last) > 0 {
			to = readHead([]any{value(last[0], "n"), value(last[0], "hash")})
			if to == (election.Head{}) {
				return fmt.Errorf("the last entry of the journal (%s) was not written by a commit: take it out first: XDEL %s %s", last[0].ID, s.k.journal(), last[0].ID)
			}
		}
		if from == to {
			return nil
		}
		_, err = tx.TxPipelined(ctx, func(p redis.Pipeliner) error {
			p.Del(ctx, s.k.head())
			if to.Entries > 0 {
				p.HSet(ctx, s.k.head(), "n", to.Entries, "hash", to.Hash)
			}
			p.XAdd(ctx, &redis.XAddArgs{Stream: s.k.audit(), Values: Trace{Did: Changed, Of: "head",
				Note: fmt.Sprintf("%d (%s) -> %d (%s)", from.Entries, from.Fingerprint(), to.Entries, to.Fingerprint())}.fields()})
			return nil
		})
		return err
	}, s.k.journal(), s.k.head())
	return from, to, wrap(err, "move the head of the journal of town %s", s.town.ID)
}

// Witness checks the journal against a digest: whether an entry has the
// fingerprint that the digest gave. The error wraps ErrChain if it has another
// one or does not exist. Other entries are not checked; Verify checks all.
func (s *Store) Witness(ctx context.Context, entry int, fingerprint string) error {
	found := election.Head{}
	err := s.entries(ctx, s.c, func(m redis.XMessage, _ election.Report, _ error) error {
		if found.Entries < entry {
			found = follow(found, sumOf(value(m, "report")))
		}
		return nil
	})
	switch {
	case err != nil:
		return err
	case found.Entries < entry || entry < 1:
		return fmt.Errorf("town %s: %w: there is no entry %d, the journal has %d", s.town.ID, ErrChain, entry, found.Entries)
	case !found.Matches(fingerprint):
		return fmt.Errorf("town %s: %w: the fingerprint of entry %d is %s, not %s", s.town.ID, ErrChain, entry, found.Fingerprint(), fingerprint)
	}
	return nil
}
