package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/redis/go-redis/v9"
)

// sentinel watches over a Redis and its replica, and has the replica take over.
type sentinel struct {
	run    *process
	client *redis.Client
}

// watch starts a Sentinel of one, and a replica for it to promote.
func (s *site) watch() error {
	replica, err := s.newRedis("redis1", "--replicaof", "127.0.0.1 "+s.redis.port)
	if err != nil {
		return err
	}
	s.others = append(s.others, replica)
	if err := replica.inStep(); err != nil {
		return err
	}
	port, err := freePort()
	if err != nil {
		return err
	}
	name := filepath.Join(s.folder, "sentinel.conf")
	settings := fmt.Sprintf("port %s\nbind 127.0.0.1\ndir %s\nsentinel monitor town 127.0.0.1 %s 1\nsentinel down-after-milliseconds town 800\n"+
		"sentinel failover-timeout town 2000\n", port, s.folder, s.redis.port)
	if err := os.WriteFile(name, []byte(settings), 0o600); err != nil {
		return err
	}
	run, err := startProcess(s.log, "", nil, "redis-server", name, "--sentinel")
	if err != nil {
		return err
	}
	s.guard = &sentinel{run, redis.NewClient(&redis.Options{Addr: "127.0.0.1:" + port, MaxRetries: -1})}
	if !s.waitFor(20*time.Second, s.guard.sees) {
		return fmt.Errorf("the sentinel does not find the replica")
	}
	return nil
}

// sees reports whether Sentinel knows a replica.
func (g *sentinel) sees() bool {
	pause(50 * time.Millisecond)
	all, err := g.client.Do(context.Background(), "SENTINEL", "REPLICAS", "town").Slice()
	return err == nil && len(all) > 0
}

func (g *sentinel) close() {
	g.run.kill()
	g.client.Close()
}

// failOver kills the Redis that is written to, and waits until Sentinel has
// promoted the other. Who stands between bot and Redis, as a proxy that asks
// Sentinel does, then leads to that one.
func failOver(s *site) error {
	if s.guard == nil {
		if err := s.watch(); err != nil {
			return err
		}
	}
	pause(between(time.Second, 3*time.Second))
	was := s.redis
	was.run.kill()
	s.kills++
	other := s.others[0]
	took := s.waitFor(40*time.Second, func() bool {
		pause(50 * time.Millisecond)
		at, err := s.guard.client.Do(context.Background(), "SENTINEL", "GET-MASTER-ADDR-BY-NAME", "town").StringSlice()
		if err != nil || len(at) != 2 || at[1] != other.port {
			return false
		}
		role, err := other.client.Do(context.Background(), "ROLE").Slice()
		return err == nil && len(role) > 0 && role[0] == "master"
	})
	if !took {
		return fmt.Errorf("the sentinel did not fail over")
	}
	s.use(other)
	s.others[0] = was
	s.promoted++
	if err := s.revive(); err != nil {
		return err
	}
	if err := was.start(); err != nil {
		return err
	}
	if !s.waitFor(40*time.Second, func() bool {
		state, err := was.client.InfoMap(context.Background(), "replication").Result()
		pause(50 * time.Millisecond)
		return err == nil && state["Replication"]["role"] == "slave" && state["Replication"]["master_link_status"] == "up"
	}) {
		return fmt.Errorf("what was the master does not become a replica")
	}
	return nil
}

// use has the bots reach another Redis.
func (s *site) use(r *server) {
	s.redis = r
	s.current.Store(r)
	s.toRedis.cut()
}

// foreignComes starts a second bot with the same token and a Redis of its own,
// and gives both the time to notice, while nobody reports.
func foreignComes(s *site) error {
	other, err := s.newRedis("foreign")
	if err != nil {
		return err
	}
	s.others = append(s.others, other)
	s.stranger = &replica{config: filepath.Join(s.folder, "foreign.toml")}
	if err := s.writeConfig(s.stranger.config, "", other.address()); err != nil {
		return err
	}
	if err := s.begin(s.stranger); err != nil {
		return err
	}
	pause(25 * time.Second)
	return nil
}

// foreignGoes lets people report for a while; both bots must not take what they
// say. Then the second bot is gone, and the first goes on.
func foreignGoes(s *site) error {
	said := [2]int64{s.heard(s.redis), s.heard(s.others[0])}
	for i := range 80 {
		o := s.officers[i%len(s.officers)]
		s.updates.Add(1)
		s.telegram.say(o.user, o.name, "/whoami")
		pause(250 * time.Millisecond)
	}
	ours, theirs := s.heard(s.redis)-said[0], s.heard(s.others[0])-said[1]
	if ours > 0 && theirs > 0 {
		s.split = fmt.Sprintf("of two bots with one token, one has taken and sent %d messages and the other %d, 25 s after both were there", ours, theirs)
	}
	s.stranger.run.kill()
	for _, r := range s.bots {
		r.run.kill()
		if err := s.begin(r, "-alone"); err != nil { // an earlier release has no such flag
			if err := s.again(r); err != nil {
				return err
			}
		}
	}
	return nil
}

// heard is how many messages in and out are on record in a Redis, also those of
// strangers.
func (s *site) heard(r *server) int64 {
	ctx := context.Background()
	return r.client.XLen(ctx, key("said")).Val() + r.client.XLen(ctx, "hj:{-}:said").Val()
}
