// Package redistest gives a test a Redis of its own: a real redis-server, or
// the embedded one that the demo uses.
//
// A real server of a test's own keeps what it confirms, as an installation's must:
// it writes every command to disk before it answers. It can be killed and started
// again in the middle of a test. Where no redis-server is installed such tests are
// skipped, except where CI=true says that everything has to run.
//
// REDISTEST_CLUSTER=1 makes every real server a Redis Cluster of one node, which
// refuses what a cluster of many would: commands, transactions and scripts whose
// keys lie in several slots. Starting one takes two seconds longer.
package redistest

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"math/rand/v2"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/alicebob/miniredis/v2"
	"github.com/redis/go-redis/v9"
)

// Start runs a redis-server for the length of a test and returns its URL.
func Start(t testing.TB) (url string) {
	t.Helper()
	return Run(t).URL()
}

// Cluster runs a Redis Cluster of one node for the length of a test and returns
// its URL.
func Cluster(t testing.TB) (url string) {
	t.Helper()
	return RunCluster(t).URL()
}

// Embedded runs an embedded Redis for the length of a test and returns its
// URL. Keys expire with the clock, as in a server.
func Embedded(t testing.TB) (url string) {
	t.Helper()
	m := miniredis.RunT(t)
	stop, stopped := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(stopped)
		expire(m, stop)
	}()
	t.Cleanup(func() {
		close(stop)
		<-stopped
	})
	return "redis://" + m.Addr()
}

// expire moves the embedded server's time to live along, which it does not by
// itself.
func expire(m *miniredis.Miniredis, stop <-chan struct{}) {
	tick := time.NewTicker(200 * time.Millisecond)
	defer tick.Stop()
	for last := time.Now(); ; {
		select {
		case <-stop:
			return
		case now := <-tick.C:
			m.FastForward(now.Sub(last))
			last = now
		}
	}
}

// Both runs one test against the embedded Redis and against a real one, side
// by side and after the calling test has returned, as parallel subtests do.
func Both(t *testing.T, f func(t *testing.T, c redis.UniversalClient)) {
	t.Helper()
	t.Run("embedded", func(t *testing.T) {
		t.Parallel()
		f(t, Dial(t, Embedded(t)))
	})
	t.Run("real", func(t *testing.T) {
		t.Parallel()
		need(t)
		f(t, Dial(t, Any(t)))
	})
}

// Dial is a client that is closed at the end of the test.
func Dial(t testing.TB, url string) redis.UniversalClient {
	t.Helper()
	if strings.Contains(url, "?addr=") {
		return dialShards(t, url)
	}
	o, err := redis.ParseURL(url)
	if err != nil {
		t.Fatalf("read the address of Redis: %v", err)
	}
	c := redis.NewClient(o)
	t.Cleanup(func() { c.Close() })
	return c
}

// Server is a real redis-server on a unix socket, with a folder of its own. It
// ends with the test, and with the process if that is killed.
type Server struct {
	t       testing.TB
	folder  string
	cluster bool          // a Redis Cluster of one node
	port    string        // where it listens too, as a node of several does (shards.go); "" on its socket only
	more    []string      // arguments of redis-server
	cmd     *exec.Cmd     // nil while it is down
	ended   chan struct{} // closed when cmd has ended
	said    *bytes.Buffer // what it printed; read it once ended
}

// Run starts a redis-server for the length of a test, with more arguments if some
// are given, such as "--aof-load-truncated", "no".
func Run(t testing.TB, more ...string) *Server {
	t.Helper()
	return run(t, os.Getenv("REDISTEST_CLUSTER") == "1", more...)
}

// RunCluster starts a Redis Cluster of one node for the length of a test.
func RunCluster(t testing.TB) *Server {
	t.Helper()
	return run(t, true)
}

func run(t testing.TB, cluster bool, more ...string) *Server {
	t.Helper()
	s := launch(t, cluster, more...)
	t.Cleanup(s.end)
	return s
}

// need skips a test where no redis-server is installed.
func need(t testing.TB) {
	t.Helper()
	if _, err := exec.LookPath("redis-server"); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("redis-server is not installed, and CI=true asks for every test: apt-get install redis-server")
		}
		t.Skip("redis-server is not installed: apt-get install redis-server runs this test too")
	}
}

// launch starts a server, which somebody has to end.
func launch(t testing.TB, cluster bool, more ...string) *Server {
	t.Helper()
	s := place(t, more...)
	s.cluster = cluster
	s.start()
	return s
}

// place makes the folder of a server, which has not been started.
func place(t testing.TB, more ...string) *Server {
	t.Helper()
	need(t)
	// Not t.TempDir: a path made of a long test name is too long for a socket.
	folder, err := os.MkdirTemp("", "redis")
	if err != nil {
		t.Fatalf("make a folder for redis-server: %v", err)
	}
	return &Server{t: t, folder: folder, more: more}
}

// end ends the server for good.
func (s *Server) end() {
	s.Kill()
	os.RemoveAll(s.folder)
}

// URL is where the server listens; it stays the same after a restart.
func (s *Server) URL() string { return "unix://" + s.socket() }

func (s *Server) socket() string { return filepath.Join(s.folder, "redis.sock") }

// Kill ends the server at once, as kill -9 does, and waits until it is gone.
// Killing it twice does nothing.
func (s *Server) Kill() {
	if s.cmd == nil {
		return
	}
	s.cmd.Process.Kill() // fails only if it has ended already
	<-s.ended
	s.cmd = nil
}

// Restart starts the server again, after killing it if it runs, with all that
// it has confirmed.
func (s *Server) Restart() {
	s.t.Helper()
	s.Kill()
	s.start()
}

func (s *Server) start() {
	s.t.Helper()
	s.said = &bytes.Buffer{}
	s.cmd = exec.Command("redis-server", s.arguments()...)
	s.cmd.SysProcAttr = endsWithParent()
	s.cmd.Stdout, s.cmd.Stderr = s.said, s.said
	s.ended = make(chan struct{})
	started := make(chan error)
	go func() {
		// The kernel ends the child when the thread that started it ends, so the
		// thread has to stay as long as the child.
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		err := s.cmd.Start()
		started <- err
		if err == nil {
			s.cmd.Wait() // a killed server is no error here
		}
		close(s.ended)
	}()
	if err := <-started; err != nil {
		s.cmd = nil
		s.t.Fatalf("start redis-server: %v", err)
	}
	s.await()
}

// File is the append-only file that commands are being added to, of a Redis from
// version 7 on. Each start goes on with it; writing it anew begins another one.
func (s *Server) File() string {
	s.t.Helper()
	folder := filepath.Join(s.folder, "appendonlydir")
	manifest, err := os.ReadFile(filepath.Join(folder, "appendonly.aof.manifest"))
	if err != nil {
		s.t.Skipf("this redis-server keeps its file in another way: %v", err)
	}
	name := ""
	for line := range strings.Lines(string(manifest)) {
		if words := strings.Fields(line); len(words) == 6 && words[5] == "i" {
			name = words[1]
		}
	}
	return filepath.Join(folder, name)
}

// arguments are those of redis-server. A node of a cluster listens for others at
// a port, though there are none here.
func (s *Server) arguments() []string {
	all := []string{"--port", cmp.Or(s.port, "0"), "--unixsocket", s.socket(), "--unixsocketperm", "700",
		"--dir", s.folder, "--appendonly", "yes", "--appendfsync", "always", "--save", "", "--loglevel", "warning"}
	if s.cluster {
		all = append(all, "--cluster-enabled", "yes", "--bind", "127.0.0.1", "--cluster-port", s.freePort())
	}
	return append(all, s.more...)
}

// freePort is a port where nobody listens. It is none of those from 32768 on, which the
// system gives to whoever connects somewhere.
func (s *Server) freePort() string {
	s.t.Helper()
	return freePort(s.t)
}

func freePort(t testing.TB) string {
	t.Helper()
	for {
		port := strconv.Itoa(10_000 + rand.IntN(20_000))
		l, err := net.Listen("tcp", "127.0.0.1:"+port)
		if err == nil {
			l.Close()
			return port
		}
		if !errors.Is(err, syscall.EADDRINUSE) {
			t.Fatalf("find a port for redis-server: %v", err)
		}
	}
}

// patience is how long a server may take to start and to read its file.
const patience = 2 * time.Minute

// await waits until the server answers.
func (s *Server) await() {
	s.t.Helper()
	c := redis.NewClient(&redis.Options{Network: "unix", Addr: s.socket(), MaxRetries: -1})
	defer c.Close()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for {
		err := s.answers(ctx, c)
		if err == nil {
			return
		}
		select {
		case <-tick.C:
		case <-s.ended:
			s.t.Fatalf("redis-server ended at once:\n%s", s.said)
		case <-ctx.Done():
			s.Kill()
			s.t.Fatalf("redis-server does not answer after %v (%v):\n%s", patience, err, s.said)
		}
	}
}

// errNotReady says that a cluster has slots nobody serves yet.
var errNotReady = errors.New("the cluster is not ready")

// answers reports whether the server takes commands. A cluster has to be told
// once which slots are its node's, and takes two seconds to believe it.
func (s *Server) answers(ctx context.Context, c *redis.Client) error {
	if !s.cluster {
		return c.Ping(ctx).Err()
	}
	state, err := c.ClusterInfo(ctx).Result()
	switch {
	case err != nil:
		return err
	case strings.Contains(state, "cluster_slots_assigned:0\r"):
		return errors.Join(errNotReady, c.ClusterAddSlotsRange(ctx, 0, 16383).Err())
	case !strings.Contains(state, "cluster_state:ok"):
		return errNotReady
	}
	return nil
}
