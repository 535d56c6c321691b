package redistest_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"huanjie/internal/redistest"
)

func TestBothKeepAndForget(t *testing.T) {
	t.Parallel()
	redistest.Both(t, func(t *testing.T, c redis.UniversalClient) {
		ctx := t.Context()
		if err := c.Set(ctx, "kept", "12670", time.Hour).Err(); err != nil {
			t.Fatal(err)
		}
		if err := c.Set(ctx, "forgotten", "9700", 60*time.Millisecond).Err(); err != nil {
			t.Fatal(err)
		}
		gone := func() bool { return errors.Is(c.Get(ctx, "forgotten").Err(), redis.Nil) }
		eventually(t, "a key with a time to live never went", gone)
		if got := c.Get(ctx, "kept").Val(); got != "12670" {
			t.Errorf("kept is %q", got)
		}
	})
}

func TestKilledServerKeepsWhatItConfirmed(t *testing.T) {
	t.Parallel()
	s := redistest.Run(t)
	c := redistest.Dial(t, s.URL())
	ctx := t.Context()
	for i := range 200 {
		if err := c.RPush(ctx, "journal", i).Err(); err != nil {
			t.Fatal(err)
		}
	}
	s.Kill()
	s.Kill()
	if err := c.Ping(ctx).Err(); err == nil {
		t.Fatal("a killed server answers")
	}
	s.Restart()
	if n, err := c.LLen(ctx, "journal").Result(); n != 200 || err != nil {
		t.Errorf("%d of 200 confirmed entries are left (%v)", n, err)
	}
}

func TestServersAreApart(t *testing.T) {
	t.Parallel()
	a, b := redistest.Dial(t, redistest.Start(t)), redistest.Dial(t, redistest.Start(t))
	if err := a.Set(t.Context(), "x", 1, 0).Err(); err != nil {
		t.Fatal(err)
	}
	if n := b.DBSize(t.Context()).Val(); n != 0 {
		t.Errorf("another test's server holds %d keys", n)
	}
}

// parentVariable makes the test binary a process that starts a server and is
// killed.
const parentVariable = "REDISTEST_PARENT"

// TestServerEndsWithItsParent kills a process that has started a server.
func TestServerEndsWithItsParent(t *testing.T) {
	if os.Getenv(parentVariable) != "" {
		fmt.Println("url", redistest.Start(t))
		bufio.NewReader(os.Stdin).ReadString('\n') // until killed
		return
	}
	t.Parallel()
	redistest.Start(t) // skips where there is no redis-server
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	parent := exec.CommandContext(ctx, os.Args[0], "-test.run=^TestServerEndsWithItsParent$")
	parent.Env = append(os.Environ(), parentVariable+"=1")
	if _, err := parent.StdinPipe(); err != nil { // holds it open
		t.Fatal(err)
	}
	out, err := parent.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := parent.Start(); err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	url, ok := strings.CutPrefix(strings.TrimSpace(line), "url ")
	if !ok {
		t.Fatalf("the process said %q (%v)", line, err)
	}
	t.Cleanup(func() { os.RemoveAll(strings.TrimSuffix(strings.TrimPrefix(url, "unix://"), "/redis.sock")) })
	c := redistest.Dial(t, url)
	if err := c.Ping(ctx).Err(); err != nil {
		t.Fatal(err)
	}
	parent.Process.Kill()
	parent.Wait()
	eventually(t, "the server outlives its parent", func() bool { return c.Ping(ctx).Err() != nil })
}

// eventually waits until something holds.
func eventually(t *testing.T, otherwise string, holds func() bool) {
	t.Helper()
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	patience := time.After(2 * time.Minute)
	for !holds() {
		select {
		case <-tick.C:
		case <-patience:
			t.Fatal(otherwise)
		}
	}
}

// A cluster of one node refuses what a cluster of many would, also after a
// restart.
func TestClusterRefusesWhatCrossesSlots(t *testing.T) {
	t.Parallel()
	s := redistest.RunCluster(t)
	c := redistest.Dial(t, s.URL())
	ctx := t.Context()
	for range 2 {
		if err := c.MSet(ctx, "{a}x", 1, "{a}y", 2).Err(); err != nil {
			t.Fatal(err)
		}
		if err := c.MSet(ctx, "{a}x", 1, "{b}y", 2).Err(); err == nil || !strings.Contains(err.Error(), "CROSSSLOT") {
			t.Errorf("it says %v", err)
		}
		s.Restart()
	}
}
