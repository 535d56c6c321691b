package store

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync/atomic"
	"time"

	"github.com/redis/go-redis/v9"
)

// A loss of power may tear the append-only file in the middle of a commit.
// With aof-load-truncated yes, the default, Redis cuts off the torn command
// and leaves the MULTI before it open. The bot repeats the commit, and later
// writes go into the open transaction. At the next start of Redis, the half of
// the first commit would then run after all.
//
// Therefore no command reaches a run of Redis that may have read a torn file,
// until the file has been rewritten from memory (BGREWRITEAOF). Each start of
// Redis has a run id and closes all connections. So it is enough to check when
// a connection is made.

// Runs lets the connections to one server reach a run of it only when its file is
// whole.
type Runs struct {
	log     *slog.Logger
	whole   atomic.Pointer[string] // id of the run whose file is whole
	working chan struct{}          // holds one value while a connection makes the file whole
	asked   string                 // id of the run that was asked to rewrite its file; of who holds working
	failed  time.Time              // when it could not; of who holds working
	begun   chan struct{}          // holds one value when a new run was seen; the nodes of a cluster have one
}

const (
	rewriteTime = 20 * time.Second // how long one connection waits; the next one goes on waiting
	rewriteLook = 20 * time.Millisecond
	rewriteGap  = 2 * time.Second // after one that failed: each begins another file
)

// errRewrite means that Redis could not rewrite its file.
var errRewrite = errors.New("rewrite the append-only file of Redis (BGREWRITEAOF): it failed, and the file may end in half a commit: see its log and the room on its disk")

// connected lets a connection through when the file of its run is whole. One
// connection makes it so; the others wait.
func (r *Runs) connected(ctx context.Context, c *redis.Conn) error {
	run, err := c.InfoMap(ctx, "server").Result()
	id := run["Server"]["run_id"]
	var answer redis.Error
	switch {
	case redis.IsPermissionError(err):
		r.log.Warn("whether Redis was started again cannot be seen: it forbids INFO; see to it that it runs with aof-load-truncated no", "error", err)
		return nil
	case err != nil && (!errors.As(err, &answer) || NotNow(err)): // it did not answer, or is not ready
		return err
	case err != nil || id == "": // an embedded Redis, which has no file
		return nil
	case r.is(id):
		return nil
	}
	select {
	case r.working <- struct{}{}:
		defer func() { <-r.working }()
	case <-ctx.Done():
		return ctx.Err()
	}
	if r.is(id) {
		return nil
	}
	if err := r.makeWhole(ctx, c, id); err != nil {
		return fmt.Errorf("begin with run %s of Redis: %w", id, err)
	}
	r.whole.Store(&id)
	select {
	case r.begun <- struct{}{}:
	default:
	}
	return nil
}

func (r *Runs) is(id string) bool {
	whole := r.whole.Load()
	return whole != nil && *whole == id
}

// makeWhole makes Redis rewrite its file, unless another process has done so
// in this run. With aof-load-truncated no, Redis never reads a torn file, so a
// failure does not hold up the connection.
func (r *Runs) makeWhole(ctx context.Context, c *redis.Conn, id string) error {
	kept, err := c.Get(ctx, runKey).Result()
	_, elsewhere := redis.IsMovedError(err) // a node of a cluster: only this process remembers then
	if err != nil && !errors.Is(err, redis.Nil) && !elsewhere {
		return err
	}
	state, err := persistence(ctx, c)
	if kept == id || err == nil && state["aof_enabled"] == "0" {
		return nil
	}
	began := time.Now()
	if err == nil {
		err = r.writeAnew(ctx, c, id)
	}
	switch {
	case err == nil:
		r.log.Info("a new run of Redis: its file is written anew", "run", id, "took", time.Since(began))
		if elsewhere {
			return nil
		}
		if err := c.Set(ctx, runKey, id, 0).Err(); err != nil { // it is rewritten once more at the next start
			r.log.Warn("keep which run of Redis has a new file", "error", err)
		}
		return nil
	case ctx.Err() != nil, errors.Is(err, redis.ErrClosed):
		return err
	case refuses(err):
		r.log.Warn("whether Redis cut off the end of its file cannot be made sure of: it forbids BGREWRITEAOF; see to it that it runs with aof-load-truncated no", "error", err)
		return nil
	}
	if no, unknown := c.ConfigGet(ctx, "aof-load-truncated").Result(); unknown == nil && no["aof-load-truncated"] == "no" {
		r.log.Warn("a new run of Redis: its file is not written anew", "error", err)
		return nil
	}
	return err
}

// refuses reports whether Redis does not know a command, or forbids it as
// managed servers do.
func refuses(err error) bool {
	said := strings.ToLower(err.Error())
	return strings.Contains(said, "unknown command") || redis.IsPermissionError(err) || strings.Contains(said, "not allowed")
}

// writeAnew makes Redis rewrite its append-only file and waits until it has. It
// asks once in a run: with much to write, the connection that asked may give up.
func (r *Runs) writeAnew(ctx context.Context, c *redis.Conn, id string) error {
	if r.asked != id {
		if time.Since(r.failed) < rewriteGap {
			return errRewrite
		}
		var answer redis.Error
		err := c.BgRewriteAOF(ctx).Err()
		switch {
		case err != nil && !errors.As(err, &answer): // it did not answer
			return err
		case err != nil && !strings.Contains(err.Error(), "already in progress"): // started by another process, in this run
			return fmt.Errorf("%w: %w", errRewrite, err)
		}
		r.asked = id
	}
	ctx, cancel := context.WithTimeout(ctx, rewriteTime)
	defer cancel()
	tick := time.NewTicker(rewriteLook)
	defer tick.Stop()
	for {
		state, err := persistence(ctx, c)
		switch {
		case err != nil:
			return err
		case state["aof_rewrite_in_progress"] == "1" || state["aof_rewrite_scheduled"] == "1":
		case state["aof_last_bgrewrite_status"] != "ok":
			r.asked, r.failed = "", time.Now()
			return fmt.Errorf("%w: it says %q", errRewrite, state["aof_last_bgrewrite_status"])
		default:
			return nil
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("%w: not within %v", errRewrite, rewriteTime)
		case <-tick.C:
		}
	}
}

// persistence returns what Redis says of its files.
func persistence(ctx context.Context, c *redis.Conn) (map[string]string, error) {
	state, err := c.InfoMap(ctx, "persistence").Result()
	if err != nil {
		return nil, fmt.Errorf("ask Redis for its files: %w", err)
	}
	return state["Persistence"], nil
}
