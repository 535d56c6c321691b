package redistest

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"sync"
	"testing"

	"github.com/redis/go-redis/v9"
)

// databases is how many tests may share a server at once.
const databases = 1024

// pool is the server that the tests of a process share: the first of them starts it, and
// the last ends it.
type pool struct {
	mu     sync.Mutex
	server *Server
	users  int
	next   int
}

// together is where the tests of a package, which run in one process, find their server.
// The variable is read only; what it points to is guarded.
var together = &pool{}

// Any gives a test a Redis that it neither kills nor fills, and returns its URL: a database
// of a real server that the tests of a package share. That costs a small part of what a
// server for each of them does, or an embedded one. The server keeps nothing on disk.
// Where none is installed, and in a cluster, which has one database, it is a Redis of the
// test's own.
func Any(t testing.TB) (url string) {
	t.Helper()
	if os.Getenv("REDISTEST_CLUSTER") == "1" {
		return Start(t)
	}
	if _, err := exec.LookPath("redis-server"); err != nil && os.Getenv("CI") != "true" {
		return Embedded(t)
	}
	return together.database(t)
}

// database is one that nobody else uses until the test has ended.
func (p *pool) database(t testing.TB) (url string) {
	t.Helper()
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.server == nil {
		p.server = launch(t, false, "--appendonly", "no", "--databases", fmt.Sprint(databases))
	}
	url = fmt.Sprintf("%s?db=%d", p.server.URL(), p.next%databases)
	p.users++
	p.next++
	t.Cleanup(func() { p.leave(t, url) })
	return url
}

// leave empties a database, and ends the server after the last one.
func (p *pool) leave(t testing.TB, url string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.users--; p.users == 0 {
		p.server.end()
		p.server = nil
		return
	}
	o, err := redis.ParseURL(url)
	if err != nil {
		t.Errorf("read the address of Redis: %v", err)
		return
	}
	c := redis.NewClient(o)
	defer c.Close()
	if err := c.FlushDBAsync(context.Background()).Err(); err != nil {
		t.Errorf("empty a database: %v", err)
	}
}
