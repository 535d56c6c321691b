package main

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/redis/go-redis/v9"
)

// server is a redis-server that keeps what it confirms, with the default that
// reads a torn file.
type server struct {
	folder  string
	port    string
	log     io.Writer
	run     *process
	client  *redis.Client // past every wire
	started int
	faked   bool // its clock can be moved
	more    []string
}

// open starts it at a port of its own.
func (s *server) open() (err error) {
	if err = os.MkdirAll(s.folder, 0o700); err != nil {
		return err
	}
	if s.port, err = freePort(); err != nil {
		return err
	}
	s.client = redis.NewClient(&redis.Options{Addr: s.address(), MaxRetries: -1, DialTimeout: time.Second})
	return s.start()
}

// freePort is a port where nobody listens. It is none of those from 32768 on, one of which the
// system might give to whoever connects somewhere while the server is down.
func freePort() (string, error) {
	for {
		port := strconv.Itoa(10_000 + rand.IntN(20_000))
		l, err := net.Listen("tcp", "127.0.0.1:"+port)
		if err == nil {
			return port, l.Close()
		}
		if !errors.Is(err, syscall.EADDRINUSE) {
			return "", err
		}
	}
}

func (s *server) address() string { return "127.0.0.1:" + s.port }

// start starts it, as often as whoever watches over it would: a file that was torn and
// could not be written anew on a full disk takes two tries (docs/reliability.md).
func (s *server) start() error {
	err := s.startWithin(0)
	if errors.Is(err, errEnded) {
		err = s.startWithin(0)
	}
	return err
}

var errEnded = errors.New("redis-server ended at once") // read only

// startWithin limits the size of its files, as a full disk does; 0 is no limit.
func (s *server) startWithin(limit int64) error {
	name, args := "redis-server", append([]string{"--port", s.port, "--bind", "127.0.0.1", "--dir", s.folder, "--appendonly", "yes", "--appendfsync", "always",
		"--save", "", "--loglevel", "notice", "--repl-diskless-sync-delay", "0"}, s.more...)
	if limit > 0 {
		name, args = "prlimit", append([]string{"--fsize=" + strconv.FormatInt(limit, 10), "redis-server"}, args...)
	}
	var env []string
	if s.faked {
		env = []string{"LD_PRELOAD=" + s.skewLibrary(), "SKEW_FILE=" + s.clock()}
	}
	run, err := startProcess(s.log, "", env, name, args...)
	if err != nil {
		return err
	}
	s.run = run
	s.started++
	return s.await(time.Minute)
}

// await waits until it answers.
func (s *server) await(most time.Duration) error {
	var err error
	for end := time.Now().Add(most); time.Now().Before(end); pause(10 * time.Millisecond) {
		if err = s.client.Ping(context.Background()).Err(); err == nil {
			return nil
		}
		if !s.run.runs() {
			return errEnded
		}
	}
	return fmt.Errorf("redis-server does not answer: %w", err)
}

// clock is the file that says by how many seconds its clock is moved.
func (s *server) clock() string { return filepath.Join(s.folder, "clock") }

// moveClock moves it, also while Redis runs: it has the file in its memory.
func (s *server) moveClock(by time.Duration) error {
	f, err := os.OpenFile(s.clock(), os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	err = binary.Write(f, binary.NativeEndian, int64(by/time.Second))
	return errors.Join(err, f.Close())
}

//go:embed skew/skew.c
var skewSource []byte

// skewLibrary is loaded into Redis to move its clock.
func (s *server) skewLibrary() string { return filepath.Join(s.folder, "skew.so") }

// skew makes the library.
func (s *server) skew() error {
	source := filepath.Join(s.folder, "skew.c")
	if err := os.WriteFile(source, skewSource, 0o600); err != nil {
		return err
	}
	if said, err := exec.Command("cc", "-shared", "-fPIC", "-O1", "-o", s.skewLibrary(), source).CombinedOutput(); err != nil {
		return fmt.Errorf("%w\n%s", err, said)
	}
	return s.moveClock(0)
}

// file is the append-only file that commands are being added to.
func (s *server) file() (string, error) {
	folder := filepath.Join(s.folder, "appendonlydir")
	manifest, err := os.ReadFile(filepath.Join(folder, "appendonly.aof.manifest"))
	if err != nil {
		return "", err
	}
	name := ""
	for line := range strings.Lines(string(manifest)) {
		if words := strings.Fields(line); len(words) == 6 && words[5] == "i" {
			name = words[1]
		}
	}
	if name == "" {
		return "", errors.New("no file is being added to")
	}
	return filepath.Join(folder, name), nil
}

func (s *server) fileSize() int64 {
	name, err := s.file()
	if err != nil {
		return 0
	}
	is, err := os.Stat(name)
	if err != nil {
		return 0
	}
	return is.Size()
}

const (
	begins = "*1\r\n$5\r\nMULTI\r\n"
	ends   = "*1\r\n$4\r\nEXEC\r\n"
)

// ends reports whether a transaction ends in the file, after a place in it.
func (s *server) ends(after int64) bool {
	name, err := s.file()
	if err != nil {
		return false
	}
	file, err := os.ReadFile(name)
	return err == nil && int64(bytes.LastIndex(file, []byte(ends))) > after
}

// tear cuts the file of a server that is down at a random byte of its last
// transaction, if that began after a place in the file. It reports whether it
// did.
func (s *server) tear(after int64) (bool, error) {
	name, err := s.file()
	if err != nil {
		return false, err
	}
	file, err := os.ReadFile(name)
	if err != nil {
		return false, err
	}
	at, end := bytes.LastIndex(file, []byte(begins)), bytes.LastIndex(file, []byte(ends))
	if at < 0 || int64(at) < after || end < at {
		return false, nil
	}
	cut := int64(at + len(begins) + rand.IntN(end+len(ends)-at-len(begins)))
	return true, os.Truncate(name, cut)
}
