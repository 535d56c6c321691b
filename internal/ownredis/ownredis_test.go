package ownredis

import (
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"huanjie/internal/redistest"
)

// folder is a place on disk for a server. Without a redis-server the test is
// skipped.
func folder(t *testing.T) string {
	t.Helper()
	redistest.Start(t)
	if dir := t.TempDir(); !inMemory(dir) {
		return dir
	}
	dir, err := os.MkdirTemp(".", "redis")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	return dir
}

// comes waits until a server has what was said.
func comes(t *testing.T, c *redis.Client) {
	t.Helper()
	tick := time.NewTicker(look)
	defer tick.Stop()
	for left := 3600; c.Get(t.Context(), "k").Val() != "said"; left-- {
		if left == 0 {
			t.Fatal("no server was started again")
		}
		<-tick.C
	}
}

func begin(t *testing.T, dir string) (*Server, *redis.Client) {
	t.Helper()
	s, err := startCalm(t.Context(), dir, slog.New(slog.DiscardHandler), 0)
	if err != nil {
		t.Fatal(err)
	}
	o, err := redis.ParseURL(s.URL())
	if err != nil {
		t.Fatal(err)
	}
	c := redis.NewClient(o)
	t.Cleanup(func() { c.Close() })
	return s, c
}

func get(t *testing.T, c *redis.Client) string {
	t.Helper()
	v, err := c.Get(t.Context(), "k").Result()
	if err != nil && !errors.Is(err, redis.Nil) {
		t.Fatal(err)
	}
	return v
}

func TestKeepsWhatItConfirms(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	s, c := begin(t, dir)
	for setting, want := range map[string]string{"appendonly": "yes", "appendfsync": "always", "aof-load-truncated": "no", "maxmemory-policy": "noeviction"} {
		if got := c.ConfigGet(t.Context(), setting).Val()[setting]; got != want {
			t.Errorf("%s is %q, want %q", setting, got, want)
		}
	}
	c.Set(t.Context(), "k", "said", 0)
	s.child.cmd.Process.Kill()
	comes(t, c)
	s.Stop()
	if s.answers() {
		t.Error("a stopped server answers")
	}
	again, c := begin(t, dir)
	defer again.Stop()
	if get(t, c) != "said" {
		t.Error("a new start has forgotten")
	}
}

// TestMendsATornFile: the end of the file is cut in the middle of a command.
func TestMendsATornFile(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	s, c := begin(t, dir)
	c.Set(t.Context(), "k", "kept", 0)
	c.Set(t.Context(), "torn", strings.Repeat("x", 100), 0)
	s.child.cmd.Process.Kill()
	<-s.child.ended
	s.Stop()
	files, err := filepath.Glob(filepath.Join(dir, "appendonlydir", "*.incr.aof"))
	if err != nil || len(files) != 1 {
		t.Fatalf("files %v, %v", files, err)
	}
	info, err := os.Stat(files[0])
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(files[0], info.Size()-30); err != nil {
		t.Fatal(err)
	}
	again, c := begin(t, dir)
	defer again.Stop()
	if get(t, c) != "kept" || c.Exists(t.Context(), "torn").Val() != 0 {
		t.Error("what was whole is lost, or what was torn is there")
	}
	if len(again.Mended()) != 1 {
		t.Fatalf("mended %v", again.Mended())
	}
	if copied, err := filepath.Glob(filepath.Join(again.Mended()[0], "*.incr.aof")); err != nil || len(copied) != 1 {
		t.Errorf("no copy of the torn file: %v, %v", copied, err)
	}
}

// TestTakesOver: two processes use a folder; when the one that runs the server
// ends, the other goes on.
func TestTakesOver(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	first, c := begin(t, dir)
	second, _ := begin(t, dir)
	defer second.Stop()
	if second.child != nil {
		t.Fatal("two servers on one folder")
	}
	c.Set(t.Context(), "k", "said", 0)
	first.Stop()
	comes(t, c)
}

func TestSaysWhyNot(t *testing.T) {
	folder(t)
	if shm := "/dev/shm"; inMemory(shm) {
		dir, err := os.MkdirTemp(shm, "ownredis")
		if err != nil {
			t.Fatal(err)
		}
		defer os.RemoveAll(dir)
		if _, err := Start(t.Context(), dir, slog.Default()); !errors.Is(err, ErrForgets) {
			t.Errorf("in memory: %v", err)
		}
	}
	broken := t.TempDir()
	if err := os.MkdirAll(filepath.Join(broken, "appendonlydir"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(broken, "appendonlydir", "appendonly.aof.manifest"), []byte("nonsense"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Start(t.Context(), broken, slog.Default()); err == nil || !strings.Contains(err.Error(), "manifest") {
		t.Errorf("a broken manifest: %v", err)
	}
	t.Setenv("PATH", t.TempDir())
	if _, err := Start(t.Context(), t.TempDir(), slog.Default()); !errors.Is(err, ErrMissing) {
		t.Errorf("without redis-server: %v", err)
	}
}

// TestLongPath: the socket of a folder with a long path lies elsewhere.
func TestLongPath(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(folder(t), strings.Repeat("long-name-", 12))
	s, c := begin(t, dir)
	defer s.Stop()
	c.Set(t.Context(), "k", "said", 0)
	if get(t, c) != "said" {
		t.Error("not kept")
	}
	if err := s.child.cmd.Process.Signal(syscall.Signal(0)); err != nil {
		t.Error(err)
	}
}
