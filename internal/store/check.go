package store

import (
	"context"
	"errors"
	"time"

	"huanjie/internal/election"
)

// ErrUnread means that an entry of the journal cannot be read.
var ErrUnread = errors.New("cannot be read")

// Check verifies the town and keeps what is amiss, for the digest and the
// messages about it. Once all is right again, nothing is kept. why is the
// first difference, for the log. An error means that the check failed; then what was
// kept stays.
func (s *Store) Check(ctx context.Context, now time.Time) (found election.Amiss, why, err error) {
	why = s.Verify(ctx)
	if amissOf(why) != "" {
		why = s.Verify(ctx) // another process may have rebuilt the sums meanwhile
	}
	kind := amissOf(why)
	switch {
	case why != nil && kind == "":
		return found, nil, why
	case why == nil:
		return found, nil, wrap(s.c.Del(ctx, s.k.amiss()).Err(), "keep that town %s is all right", s.town.ID)
	}
	pipe := s.c.Pipeline()
	pipe.HSetNX(ctx, s.k.amiss(), "since", now.Format(time.RFC3339))
	pipe.HSet(ctx, s.k.amiss(), "kind", string(kind))
	kept := pipe.HMGet(ctx, s.k.amiss(), "kind", "since")
	_, err = pipe.Exec(ctx)
	return s.readAmiss(kept.Val()), why, wrap(err, "keep what is amiss in town %s", s.town.ID)
}

// amissOf returns what is wrong according to an error of Verify; "" for other
// errors.
func amissOf(err error) election.AmissKind {
	switch {
	case isLost(err), errors.Is(err, ErrBroken):
		return election.AmissSealed
	case errors.Is(err, ErrChain):
		return election.AmissChain
	case errors.Is(err, ErrWrongSums):
		return election.AmissSums
	case errors.Is(err, ErrWrongRecords):
		return election.AmissKept
	case errors.Is(err, ErrUnread):
		return election.AmissUnread
	}
	return ""
}

// readAmiss reads the fields kind and since.
func (s *Store) readAmiss(fields []any) election.Amiss {
	if len(fields) != 2 {
		return election.Amiss{}
	}
	kind, _ := fields[0].(string)
	text, _ := fields[1].(string)
	since, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return election.Amiss{}
	}
	return election.Amiss{Kind: election.AmissKind(kind), Since: since.In(s.town.Location)}
}
