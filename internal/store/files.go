package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/redis/go-redis/v9"
)

const (
	filesTime = time.Minute // how long Redis may take to write its files anew
	filesLook = 50 * time.Millisecond
)

// ErrFiles means that the files of Redis may still hold what was deleted.
var ErrFiles = errors.New("the files of Redis may still hold what was deleted: run BGREWRITEAOF and BGSAVE there")

// writeFiles has Redis write its append-only file and its snapshot anew, so that
// they hold nothing of what was deleted, and waits until that is done. An
// embedded Redis has no files. The error wraps ErrFiles.
func writeFiles(ctx context.Context, c redis.UniversalClient) error {
	state, err := filesOf(ctx, c)
	if err != nil || state == nil {
		return err
	}
	if state["aof_enabled"] == "1" {
		if err := written(ctx, c, "BGREWRITEAOF", "aof_last_bgrewrite_status"); err != nil {
			return err
		}
	}
	return written(ctx, c, "BGSAVE", "rdb_last_bgsave_status")
}

// filesOf returns what Redis says of its files; nil if it is embedded.
func filesOf(ctx context.Context, c redis.UniversalClient) (map[string]string, error) {
	state, err := c.InfoMap(ctx, "persistence").Result()
	var answer redis.Error
	switch {
	case err == nil && len(state["Persistence"]) > 0:
		return state["Persistence"], nil
	case err == nil, errors.As(err, &answer) && !redis.IsPermissionError(err) && !NotNow(err):
		return nil, nil
	}
	return nil, fmt.Errorf("%w (%w)", ErrFiles, err)
}

// written gives one of the two commands once nothing is being written, for what
// is under way may have been begun before, and waits until it is carried out.
func written(ctx context.Context, c redis.UniversalClient, command, status string) error {
	ctx, cancel := context.WithTimeout(ctx, filesTime)
	defer cancel()
	if _, err := atRest(ctx, c); err != nil {
		return err
	}
	if err := c.Do(ctx, command).Err(); err != nil {
		return fmt.Errorf("%w (%s: %w)", ErrFiles, command, err)
	}
	state, err := atRest(ctx, c)
	if err == nil && state[status] != "ok" {
		err = fmt.Errorf("%w (%s: %s)", ErrFiles, command, state[status])
	}
	return err
}

// atRest waits until Redis writes none of its files.
func atRest(ctx context.Context, c redis.UniversalClient) (map[string]string, error) {
	tick := time.NewTicker(filesLook)
	defer tick.Stop()
	for {
		state, err := filesOf(ctx, c)
		if err != nil {
			return nil, err
		}
		if state["aof_rewrite_in_progress"] != "1" && state["aof_rewrite_scheduled"] != "1" && state["rdb_bgsave_in_progress"] != "1" {
			return state, nil
		}
		select {
		case <-ctx.Done():
			return nil, fmt.Errorf("%w (%w)", ErrFiles, ctx.Err())
		case <-tick.C:
		}
	}
}
