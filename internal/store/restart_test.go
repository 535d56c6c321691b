package store

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"huanjie/internal/redistest"
)

// startedWith is a client as the bot has it, and what it says in the log.
func startedWith(t *testing.T, url string) (c *redis.Client, r *Runs, said *strings.Builder) {
	t.Helper()
	o, err := redis.ParseURL(url)
	must(t, err)
	said = &strings.Builder{}
	c, r = NewClient(o, slog.New(slog.NewTextHandler(said, nil)))
	t.Cleanup(func() { c.Close() })
	return c, r, said
}

// begins reports whether a run was seen that is new.
func begins(r *Runs) bool {
	select {
	case <-r.Begun():
		return true
	default:
		return false
	}
}

func TestEachRunOfRedisWritesItsFileAnewOnce(t *testing.T) {
	t.Parallel()
	server := redistest.Run(t)
	c, r, said := startedWith(t, server.URL())
	for run := range 3 {
		if run > 0 {
			server.Restart()
		}
		before := server.File()
		for range 8 {
			together(8, func(int) error { return c.Ping(t.Context()).Err() })
		}
		must(t, c.Ping(t.Context()).Err())
		if !begins(r) || begins(r) || server.File() == before || strings.Count(said.String(), "written anew") != run+1 {
			t.Errorf("run %d: the file was %s, is %s; the log says %s", run, before, server.File(), said)
		}
		other, _, said := startedWith(t, server.URL()) // another process finds it done
		must(t, other.Ping(t.Context()).Err())
		if said.String() != "" {
			t.Errorf("another process: %s", said)
		}
	}
}

func TestARedisThatForbidsIt(t *testing.T) {
	t.Parallel()
	server := redistest.Run(t)
	must(t, redistest.Dial(t, server.URL()).Do(context.Background(), "ACL", "SETUSER", "default", "-bgrewriteaof").Err())
	c, _, said := startedWith(t, server.URL())
	must(t, c.Ping(t.Context()).Err())
	if !strings.Contains(said.String(), "forbids BGREWRITEAOF") {
		t.Errorf("the log says %s", said)
	}
	must(t, redistest.Dial(t, server.URL()).Do(context.Background(), "ACL", "SETUSER", "default", "-info").Err())
	c, _, said = startedWith(t, server.URL())
	must(t, c.Ping(t.Context()).Err())
	if !strings.Contains(said.String(), "forbids INFO") {
		t.Errorf("the log says %s", said)
	}
}

// A connection that breaks while it asks is not let through.
func TestAConnectionThatBreaksWhileItAsks(t *testing.T) {
	t.Parallel()
	server := redistest.Run(t)
	o := must1(redis.ParseURL(server.URL()))
	dial, broken := (&net.Dialer{}).DialContext, 0
	o.Dialer = func(ctx context.Context, network, address string) (net.Conn, error) {
		c, err := dial(ctx, network, address)
		if err == nil && broken < 3 {
			broken++
			return &mute{c}, nil
		}
		return c, err
	}
	o.MaxRetries = -1
	c, r := NewClient(o, slog.New(slog.DiscardHandler))
	t.Cleanup(func() { c.Close() })
	for range 3 {
		if err := c.Set(t.Context(), "x", 1, 0).Err(); err == nil {
			t.Error("a command went through")
		}
	}
	must(t, c.Set(t.Context(), "x", 1, 0).Err())
	if !begins(r) {
		t.Error("the file was not written anew")
	}
}

// mute is a connection that breaks when it is to ask for INFO.
type mute struct{ net.Conn }

func (m *mute) Write(b []byte) (int, error) {
	if strings.Contains(strings.ToLower(string(b)), "info\r\n$6\r\nserver") {
		return 0, net.ErrClosed
	}
	return m.Conn.Write(b)
}

func TestARedisWithoutAFile(t *testing.T) {
	t.Parallel()
	for _, url := range []string{redistest.Embedded(t), redistest.Run(t, "--appendonly", "no").URL()} {
		c, r, said := startedWith(t, url)
		must(t, c.Ping(t.Context()).Err())
		if said.String() != "" {
			t.Errorf("%s: the log says %s", url, said)
		}
		if begins(r) != strings.HasPrefix(url, "unix") {
			t.Errorf("%s: whether a run was seen is wrong", url)
		}
	}
}

// A rewrite may take longer than a connection waits: the next one goes on waiting
// for the same.
func TestAConnectionThatDoesNotWait(t *testing.T) {
	t.Parallel()
	server := redistest.Run(t)
	plain := redistest.Dial(t, server.URL())
	must(t, plain.Set(t.Context(), "much", strings.Repeat("x", 1<<20), 0).Err())
	must(t, plain.ConfigSet(t.Context(), "rdb-key-save-delay", "300000").Err()) // µs for each key
	must(t, plain.MSet(t.Context(), "{a}1", 1, "{a}2", 2, "{a}3", 3).Err())
	c, r, said := startedWith(t, server.URL())
	for tries := 1; ; tries++ {
		ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
		err := c.Ping(ctx).Err()
		cancel()
		if err == nil {
			if tries < 3 {
				t.Errorf("it took %d tries: nothing was slow", tries)
			}
			break
		}
	}
	if n := plain.Info(t.Context(), "persistence").Val(); !begins(r) || !strings.Contains(n, "aof_rewrites:1\r") || strings.Count(said.String(), "written anew") != 1 {
		t.Errorf("the log says %s, Redis %s", said, n)
	}
}

// While the disk is full, each rewrite that is begun leaves another file behind.
func TestAFullDiskIsNotFilledWithFiles(t *testing.T) {
	t.Parallel()
	prlimit, err := exec.LookPath("prlimit")
	if err != nil { // not on Linux
		return
	}
	server := redistest.Run(t)
	plain := redistest.Dial(t, server.URL())
	must(t, plain.ConfigSet(t.Context(), "rdbcompression", "no").Err())
	must(t, plain.Set(t.Context(), "much", strings.Repeat("x", 1<<16), 0).Err())
	limit := func(to string) {
		t.Helper()
		is, err := plain.InfoMap(t.Context(), "server").Result()
		must(t, err)
		must(t, exec.Command(prlimit, "--pid", is["Server"]["process_id"], "--fsize="+to).Run())
	}
	limit("20000:unlimited")
	c, r, _ := startedWith(t, server.URL())
	for end := time.Now().Add(rewriteGap / 2); time.Now().Before(end); {
		if err := c.Ping(t.Context()).Err(); !errors.Is(err, errRewrite) {
			t.Fatalf("a full disk: %v", err)
		}
	}
	files, err := filepath.Glob(filepath.Join(filepath.Dir(server.File()), "*.incr.aof"))
	if err != nil || len(files) > 2 {
		t.Errorf("%d files are left behind (%v)", len(files), err)
	}
	limit("unlimited:unlimited")
	for c.Ping(t.Context()).Err() != nil {
		<-time.After(rewriteLook)
	}
	if !begins(r) {
		t.Error("the file is not written anew")
	}
}
