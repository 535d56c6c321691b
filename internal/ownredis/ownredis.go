// Package ownredis runs a redis-server for one small town: on a socket in a
// folder of its own, writing every command to disk before it answers. The
// server ends with the process that started it, and is started again if it
// ends by itself.
//
// Several processes may use one folder (huanjie run, and huanjie verify beside
// it). One of them holds the folder's lock and runs the server; when it ends,
// another takes over.
package ownredis

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"time"
)

// ErrMissing means that there is no redis-server on this machine.
var ErrMissing = errors.New("no redis-server on the PATH")

// ErrForgets means that the folder lies in memory: whatever is written there is
// gone when the machine stops.
var ErrForgets = errors.New("the folder lies in memory")

const (
	look    = 50 * time.Millisecond // how often a starting server is asked
	watch   = time.Second           // how often a running one is
	calm    = 10 * time.Second      // see Server.calm
	endTime = 20 * time.Second      // how long a server may take to end
)

// Server is the redis-server of a folder.
type Server struct {
	folder string
	log    *slog.Logger
	calm   time.Duration // a server that ran so long is started again at once
	stop   context.CancelFunc
	done   sync.WaitGroup
	lock   *os.File // nil while another process runs the server
	child  *child   // nil while another process runs it
	mended []string
}

// Start starts the redis-server of a folder, or finds it running, and waits
// until it answers. A file that ends in half a command is copied and mended
// first; Mended tells so.
func Start(ctx context.Context, folder string, log *slog.Logger) (*Server, error) {
	return startCalm(ctx, folder, log, calm)
}

// startCalm is Start with another calm.
func startCalm(ctx context.Context, folder string, log *slog.Logger, calm time.Duration) (*Server, error) {
	folder, err := filepath.Abs(folder)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return nil, fmt.Errorf("make the folder of Redis: %w", err)
	}
	if err := Inherit(folder); err != nil {
		return nil, fmt.Errorf("give the folder of Redis to its user: %w", err)
	}
	if inMemory(folder) {
		return nil, fmt.Errorf("%s: %w", folder, ErrForgets)
	}
	s := &Server{folder: folder, log: log, calm: calm}
	if err := s.ready(ctx); err != nil {
		s.end()
		return nil, err
	}
	watching, stop := context.WithCancel(context.WithoutCancel(ctx))
	s.stop = stop
	s.done.Go(func() { s.supervise(watching) })
	return s, nil
}

// Look reports whether a server runs in a folder, and where it listens. If none
// runs, the error is why Start would not start one. It changes nothing.
func Look(folder string) (address string, runs bool, err error) {
	if folder, err = filepath.Abs(folder); err != nil {
		return "", false, err
	}
	s := &Server{folder: folder}
	if s.answers() {
		return s.URL(), true, nil
	}
	if _, err := exec.LookPath("redis-server"); err != nil {
		return "", false, ErrMissing
	}
	if inMemory(folder) {
		return "", false, fmt.Errorf("%s: %w", folder, ErrForgets)
	}
	return "", false, nil
}

// URL is where the server listens.
func (s *Server) URL() string { return (&url.URL{Scheme: "unix", Path: s.socket()}).String() }

// Mended returns the folders into which torn files were copied before Start
// mended them.
func (s *Server) Mended() []string { return s.mended }

// Stop ends the server, unless another process runs it.
func (s *Server) Stop() {
	s.stop()
	s.done.Wait()
	s.end()
}

// longestSocket is how long the path of a unix socket may be, with room to
// spare.
const longestSocket = 100

func (s *Server) socket() string {
	if path := filepath.Join(s.folder, "redis.sock"); len(path) <= longestSocket {
		return path
	}
	sum := sha256.Sum256([]byte(s.folder))
	return filepath.Join(os.TempDir(), "huanjie-"+hex.EncodeToString(sum[:8])+".sock")
}

// ready waits until the server answers, and starts it if this process gets the
// lock.
func (s *Server) ready(ctx context.Context) error {
	for {
		if s.answers() {
			return nil
		}
		if s.child == nil && s.takeLock() {
			if err := s.start(); err != nil {
				return err
			}
		}
		if s.child != nil {
			if err := s.child.failed(); err != nil {
				if err := s.mend(err); err != nil {
					return err
				}
			}
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(look):
		}
	}
}

// supervise starts the server again whenever it ends.
func (s *Server) supervise(ctx context.Context) {
	began := time.Now()
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.After(watch):
		}
		if s.answers() {
			continue
		}
		if s.child != nil {
			if s.child.running() { // busy, or still loading
				continue
			}
			s.log.Error("redis-server has ended and is started again", "it said", s.child.last())
			s.child = nil
		}
		if lasted := time.Since(began); lasted < s.calm {
			wait(ctx, s.calm-lasted)
		}
		began = time.Now()
		if err := s.ready(ctx); err != nil && ctx.Err() == nil {
			s.log.Error("start redis-server", "error", err)
			s.child = nil
		}
	}
}

func wait(ctx context.Context, d time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(d):
	}
}

// answers reports whether a server answers at the socket, with anything: one
// that loads its file answers too.
func (s *Server) answers() bool {
	c, err := net.DialTimeout("unix", s.socket(), watch)
	if err != nil {
		return false
	}
	defer c.Close()
	c.SetDeadline(time.Now().Add(watch))
	answer := make([]byte, 5)
	if _, err := c.Write([]byte("PING\r\n")); err != nil {
		return false
	}
	n, err := c.Read(answer)
	return err == nil && n > 0 && bytes.HasPrefix([]byte("+PONG"), answer[:n])
}

// takeLock takes the folder, if no other process has it.
func (s *Server) takeLock() bool {
	if s.lock != nil {
		return true
	}
	f, err := os.OpenFile(filepath.Join(s.folder, "lock"), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return false
	}
	if !lockFile(f) || Inherit(f.Name()) != nil {
		f.Close()
		return false
	}
	s.lock = f
	return true
}

// start starts the server. It forgets nothing: every command is on disk before
// it is answered, and a torn file is never read.
func (s *Server) start() error {
	path, err := exec.LookPath("redis-server")
	if err != nil {
		return ErrMissing
	}
	_ = os.Remove(s.socket()) // one left behind by a killed server
	cmd := exec.Command(path, "--port", "0", "--unixsocket", s.socket(), "--unixsocketperm", "600", "--dir", s.folder, "--daemonize", "no",
		"--appendonly", "yes", "--appendfsync", "always", "--no-appendfsync-on-rewrite", "no", "--aof-load-truncated", "no", "--save", "",
		"--maxmemory-policy", "noeviction", "--logfile", "")
	cmd.Dir = s.folder
	s.child, err = run(cmd)
	return err
}

// mend mends the append-only file if it was torn by a loss of power, after
// copying it, and starts the server again. Other failures are returned.
func (s *Server) mend(failure error) error {
	files := filepath.Join(s.folder, "appendonlydir")
	manifest := filepath.Join(files, "appendonly.aof.manifest")
	if !strings.Contains(failure.Error(), "redis-check-aof") || len(s.mended) > 0 {
		return failure
	}
	if _, err := os.Stat(manifest); errors.Is(err, fs.ErrNotExist) { // Redis before version 7
		files, manifest = filepath.Join(s.folder, "appendonly.aof"), filepath.Join(s.folder, "appendonly.aof")
	}
	copied := files + ".torn-" + time.Now().Format("20060102-150405")
	if err := copyAll(files, copied); err != nil {
		return fmt.Errorf("copy the torn file of Redis: %w", err)
	}
	fix := exec.Command("redis-check-aof", "--fix", manifest)
	fix.Stdin = strings.NewReader("y\n")
	if said, err := fix.CombinedOutput(); err != nil {
		return fmt.Errorf("mend the torn file of Redis (copied to %s): %w: %s", copied, err, said)
	}
	s.mended = append(s.mended, copied)
	s.log.Warn("the file of Redis ended in half a command, as after a loss of power; it was mended, nothing confirmed is lost", "copied to", copied)
	return s.start()
}

// copyAll copies a file, or a folder with its files.
func copyAll(from, to string) error {
	info, err := os.Stat(from)
	if err != nil {
		return err
	}
	if info.IsDir() {
		return os.CopyFS(to, os.DirFS(from))
	}
	data, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	return os.WriteFile(to, data, 0o600)
}

// end ends what this process runs.
func (s *Server) end() {
	if s.child != nil {
		s.child.end()
	}
	if s.lock != nil {
		s.lock.Close()
	}
}

// child is a running redis-server.
type child struct {
	cmd   *exec.Cmd
	ended chan struct{}
	said  *tail
}

// run starts a server that ends with this process.
func run(cmd *exec.Cmd) (*child, error) {
	c := &child{cmd, make(chan struct{}), &tail{}}
	cmd.SysProcAttr = endsWithParent(cmd.Dir)
	cmd.Stdout, cmd.Stderr = c.said, c.said
	started := make(chan error)
	go func() {
		// The kernel ends the child when the thread that started it ends.
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		err := cmd.Start()
		started <- err
		if err == nil {
			_ = cmd.Wait() // what it said is asked for
		}
		close(c.ended)
	}()
	if err := <-started; err != nil {
		return nil, fmt.Errorf("start redis-server: %w", err)
	}
	return c, nil
}

func (c *child) running() bool {
	select {
	case <-c.ended:
		return false
	default:
		return true
	}
}

// failed is why the server has ended, nil while it runs.
func (c *child) failed() error {
	if c.running() {
		return nil
	}
	return fmt.Errorf("redis-server has ended: %s", c.last())
}

func (c *child) last() string { return c.said.String() }

// end has the server end as it wants, and kills it if it does not.
func (c *child) end() {
	_ = terminate(c.cmd.Process) // it may have ended
	select {
	case <-c.ended:
	case <-time.After(endTime):
		_ = c.cmd.Process.Kill()
		<-c.ended
	}
}

// tail keeps the end of what a server prints.
type tail struct {
	mu   sync.Mutex
	text []byte
}

const tailMost = 2000 // bytes

func (t *tail) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.text = append(t.text, p...)
	t.text = t.text[max(0, len(t.text)-tailMost):]
	return len(p), nil
}

func (t *tail) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return strings.TrimSpace(string(t.text))
}
