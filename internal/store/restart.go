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

// A loss of power may tear the append-only file in the middle of a commit. With
// aof-load-truncated yes, which is its default, Redis then cuts off the torn
// command and leaves the MULTI before it open. The bot redoes the commit, and
// whatever is written next goes into the open transaction, so that the half of
// the first commit runs after all when Redis starts once more.
//
// Therefore no command reaches a run of Redis that may have read a torn file
// before the file is written anew from what is in memory (BGREWRITEAOF). Each
// start of Redis has a run id, and closes all connections, so that it is enough
// to look when a connection is made.

// Runs sees to it that a client's connections reach a run of Redis only when its
// file is whole.
type Runs struct {
	log     *slog.Logger
	whole   atomic.Pointer[string] // id of the run whose file is
	working chan struct{}          // holds one while a connection sees to it
	begun   chan struct{}          // holds one when a run was seen that is new
}

const (
	rewriteTime = 20 * time.Second // that a connection waits; the next goes on waiting
	rewriteLook = 20 * time.Millisecond
)

// errRewrite says that Redis could not write its file anew.
var errRewrite = errors.New("Redis could not write its append-only file anew (BGREWRITEAOF), and this one may end in half a commit: see its log and the room on its disk")

// NewClient makes a client of a Redis server. It does not connect yet.
func NewClient(o *redis.Options, log *slog.Logger) (*redis.Client, *Runs) {
	r := &Runs{log: log, working: make(chan struct{}, 1), begun: make(chan struct{}, 1)}
	o.OnConnect = r.connected
	return redis.NewClient(o), r
}

// Begun has something to receive when the client has reached a run of Redis that
// it did not know, the first among them.
func (r *Runs) Begun() <-chan struct{} { return r.begun }

// connected lets a connection through when the file of its run is whole. One
// connection sees to it, the others wait for it.
func (r *Runs) connected(ctx context.Context, c *redis.Conn) error {
	run, err := c.InfoMap(ctx, "server").Result()
	id := run["Server"]["run_id"]
	switch {
	case err != nil && redis.IsLoadingError(err):
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

// makeWhole has Redis write its file anew, unless another process has had it do
// so in this run. With aof-load-truncated no a torn file was not read, so that a
// failure is no reason to wait.
func (r *Runs) makeWhole(ctx context.Context, c *redis.Conn, id string) error {
	kept, err := c.Get(ctx, runKey).Result()
	if err != nil && !errors.Is(err, redis.Nil) {
		return err
	}
	state, err := persistence(ctx, c)
	if kept == id || err == nil && state["aof_enabled"] == "0" {
		return nil
	}
	began := time.Now()
	if err == nil {
		err = writeAnew(ctx, c)
	}
	switch {
	case err == nil:
		r.log.Info("a new run of Redis: its file is written anew", "run", id, "took", time.Since(began))
		if err := c.Set(ctx, runKey, id, 0).Err(); err != nil { // it is written anew once more at the next start
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

// refuses reports whether Redis does not know a command or forbids it, as managed
// servers do.
func refuses(err error) bool {
	said := strings.ToLower(err.Error())
	return strings.Contains(said, "unknown command") || redis.IsPermissionError(err) || strings.Contains(said, "not allowed")
}

// writeAnew has Redis write its append-only file anew and waits until it has.
func writeAnew(ctx context.Context, c *redis.Conn) error {
	err := c.BgRewriteAOF(ctx).Err()
	if err != nil && !strings.Contains(err.Error(), "already in progress") { // for another process, and of this run
		return fmt.Errorf("%w: %w", errRewrite, err)
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

// persistence is what Redis says of its files.
func persistence(ctx context.Context, c *redis.Conn) (map[string]string, error) {
	state, err := c.InfoMap(ctx, "persistence").Result()
	if err != nil {
		return nil, fmt.Errorf("ask Redis for its files: %w", err)
	}
	return state["Persistence"], nil
}
