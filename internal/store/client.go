package store

import (
	"context"
	"log/slog"
	"net/url"
	"sync"
	"time"

	"github.com/redis/go-redis/v9"
	"github.com/redis/go-redis/v9/maintnotifications"
)

// Address is where Redis is: a server, or a Redis Cluster of several shards.
type Address struct {
	server  *redis.Options
	cluster *redis.ClusterOptions // nil: a server
}

// ReadAddress reads redis://, rediss:// and unix:// for a server, and
// redis://host:port?addr=host:port&addr=... for a cluster of which these are some nodes.
// What an error says may hold the password.
func ReadAddress(text string) (a Address, err error) {
	if u, wrong := url.Parse(text); wrong == nil && u.Query().Has("addr") {
		a.cluster, err = redis.ParseClusterURL(text)
		return a, err
	}
	a.server, err = redis.ParseURL(text)
	return a, err
}

// Look returns a client that writes nothing by itself. It does not connect yet.
func (a Address) Look() redis.UniversalClient {
	if a.cluster != nil {
		return redis.NewClusterClient(a.cluster)
	}
	return redis.NewClient(a.server)
}

// Client returns a client that reaches a run of a server only when its file is whole. It does
// not connect yet. begun receives a value when it reaches a new run, including the first.
func (a Address) Client(log *slog.Logger) (c redis.UniversalClient, begun <-chan struct{}) {
	if a.cluster == nil {
		c, r := NewClient(a.server, log)
		return c, r.Begun()
	}
	runs := make(chan struct{}, 1)
	a.cluster.NewClient = func(o *redis.Options) *redis.Client {
		return newClient(o, &Runs{log: log, working: make(chan struct{}, 1), begun: runs})
	}
	a.cluster.ClusterStateReloadInterval = time.Second // or it asks for a master that is gone for a minute, though another has taken over
	return redis.NewClusterClient(a.cluster), runs
}

// NewClient returns a client of a Redis server. It does not connect yet.
func NewClient(o *redis.Options, log *slog.Logger) (*redis.Client, *Runs) {
	r := &Runs{log: log, working: make(chan struct{}, 1), begun: make(chan struct{}, 1)}
	return newClient(o, r), r
}

// Begun returns a channel that receives a value when the client reaches a new
// run of Redis, including the first.
func (r *Runs) Begun() <-chan struct{} { return r.begun }

func newClient(o *redis.Options, r *Runs) *redis.Client {
	o.OnConnect = r.connected
	if o.Protocol == 0 { // nothing here is pushed, and with 3 every reply is searched for it first
		o.Protocol = 2
	}
	o.MaintNotificationsConfig = &maintnotifications.Config{Mode: maintnotifications.ModeDisabled}
	o.PipelinePoolSize = -1 // a pool of its own for pipelines, with large buffers, is 3 MB more and no faster
	return redis.NewClient(o)
}

// onMasters does something on each server that is written to: of a cluster on one after the
// other, so that f need not be ready to run twice at once. The first error ends it.
func onMasters(ctx context.Context, c redis.UniversalClient, f func(redis.UniversalClient) error) error {
	shards, is := c.(*redis.ClusterClient)
	if !is {
		return f(c)
	}
	var one sync.Mutex
	var failed error
	err := shards.ForEachMaster(ctx, func(_ context.Context, node *redis.Client) error {
		one.Lock()
		defer one.Unlock()
		if failed == nil {
			failed = f(node)
		}
		return failed
	})
	return err
}

// masterOf is the server that is written to for a key.
func masterOf(ctx context.Context, c redis.UniversalClient, key string) (redis.UniversalClient, error) {
	if shards, is := c.(*redis.ClusterClient); is {
		return shards.MasterForKey(ctx, key)
	}
	return c, nil
}
