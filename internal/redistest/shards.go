package redistest

import (
	"context"
	"fmt"
	"net"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"
)

// Shards is a Redis Cluster of several masters with a replica each, on this machine.
// It ends with the test.
type Shards struct {
	t     testing.TB
	nodes []*Server       // the masters at first, then their replicas in the same order
	ask   []*redis.Client // one of each node alone
	of    int             // how many shards
}

// nodeTimeout is how long a node may not answer until the others think it has failed.
const nodeTimeout = 1500 * time.Millisecond

// slotsAll is how many slots a cluster has.
const slotsAll = 16384

// RunShards starts a Redis Cluster of so many shards for the length of a test.
func RunShards(t testing.TB, shards int) *Shards {
	t.Helper()
	s := &Shards{t: t, of: shards}
	for range 2 * shards {
		n := place(t)
		n.port = freePort(t)
		n.more = []string{"--bind", "127.0.0.1", "--cluster-enabled", "yes", "--cluster-port", freePort(t),
			"--cluster-node-timeout", strconv.Itoa(int(nodeTimeout.Milliseconds())), "--cluster-replica-validity-factor", "0", "--repl-diskless-sync-delay", "0"}
		n.start()
		t.Cleanup(n.end)
		c := redis.NewClient(&redis.Options{Network: "unix", Addr: n.socket()})
		t.Cleanup(func() { c.Close() })
		s.nodes, s.ask = append(s.nodes, n), append(s.ask, c)
	}
	s.join()
	return s
}

// URL names two of the nodes, as a configuration does.
func (s *Shards) URL() string {
	return "redis://" + s.address(0) + "?addr=" + s.address(1)
}

// dialShards is a client of a cluster that is closed at the end of the test.
func dialShards(t testing.TB, url string) redis.UniversalClient {
	t.Helper()
	o, err := redis.ParseClusterURL(url)
	if err != nil {
		t.Fatalf("read the address of the cluster: %v", err)
	}
	o.ClusterStateReloadInterval = time.Second
	c := redis.NewClusterClient(o)
	t.Cleanup(func() { c.Close() })
	return c
}

// Kill kills the node that is the master of a key, and waits until its replica has taken over.
func (s *Shards) Kill(key string) (killed *Server) {
	s.t.Helper()
	was := s.masterOf(key)
	s.nodes[was].Kill()
	s.until("a replica takes over", func(ctx context.Context) bool {
		now := s.masterOf(key)
		return now >= 0 && now != was
	})
	return s.nodes[was]
}

// Move gives the slot of a key to another master, key by key as resharding does, with a pause
// after each, and returns how many keys it moved.
func (s *Shards) Move(key string, pause time.Duration) (moved int) {
	s.t.Helper()
	ctx := s.t.Context()
	from := s.masterOf(key)
	to := s.otherMaster(from)
	source, target := s.ask[from], s.ask[to]
	slot := source.ClusterKeySlot(ctx, key).Val()
	s.must(target.Do(ctx, "CLUSTER", "SETSLOT", slot, "IMPORTING", s.id(from)).Err())
	s.must(source.Do(ctx, "CLUSTER", "SETSLOT", slot, "MIGRATING", s.id(to)).Err())
	tick := time.NewTicker(pause)
	defer tick.Stop()
	for {
		keys, err := source.ClusterGetKeysInSlot(ctx, int(slot), 10).Result()
		s.must(err)
		if len(keys) == 0 {
			break
		}
		for _, k := range keys {
			s.must(source.Migrate(ctx, "127.0.0.1", s.nodes[to].port, k, 0, 10*time.Second).Err())
			moved++
			<-tick.C
		}
	}
	for _, n := range []int{to, from} {
		s.must(s.ask[n].Do(ctx, "CLUSTER", "SETSLOT", slot, "NODE", s.id(to)).Err())
	}
	s.until("all nodes know of it", func(context.Context) bool { // else a replica that takes over does not claim the slot
		return !slices.ContainsFunc(s.living(), func(n int) bool { return s.masterSaid(n, slot) != to })
	})
	s.Whole()
	return moved
}

// join makes a cluster of the nodes.
func (s *Shards) join() {
	s.t.Helper()
	ctx := s.t.Context()
	for i, n := range s.nodes {
		s.must(s.ask[i].Do(ctx, "CLUSTER", "SET-CONFIG-EPOCH", i+1).Err())
		s.must(s.ask[0].Do(ctx, "CLUSTER", "MEET", "127.0.0.1", n.port, n.more[5]).Err())
	}
	s.until("all nodes know each other", func(ctx context.Context) bool {
		for i := range s.nodes {
			if known := s.ask[i].ClusterNodes(ctx).Val(); strings.Count(known, "connected") != len(s.nodes) || strings.Contains(known, "handshake") {
				return false
			}
		}
		return true
	})
	for i := range s.of {
		s.must(s.ask[i].ClusterAddSlotsRange(ctx, i*slotsAll/s.of, (i+1)*slotsAll/s.of-1).Err())
		s.must(s.ask[s.of+i].ClusterReplicate(ctx, s.id(i)).Err())
	}
	s.Whole()
}

// Whole waits until all slots are served and every replica is in step.
func (s *Shards) Whole() {
	s.t.Helper()
	s.until("all slots are served and the replicas in step", func(ctx context.Context) bool {
		for _, c := range s.ask {
			replication := c.InfoMap(ctx, "replication").Val()["Replication"]
			if !strings.Contains(c.ClusterInfo(ctx).Val(), "cluster_state:ok") || replication["role"] != "master" && replication["master_link_status"] != "up" {
				return false
			}
		}
		return true
	})
}

// living are the nodes that run.
func (s *Shards) living() (all []int) {
	for i, n := range s.nodes {
		if n.cmd != nil {
			all = append(all, i)
		}
	}
	return all
}

// masterOf is the node that serves a key, as a node that lives says; -1 if it does not.
func (s *Shards) masterOf(key string) int {
	i := s.living()[0]
	return s.masterSaid(i, s.ask[i].ClusterKeySlot(context.Background(), key).Val())
}

// masterSaid is the node that lives and serves a slot as a node says; -1 if none does.
func (s *Shards) masterSaid(by int, slot int64) int {
	for _, shard := range s.ask[by].ClusterShards(context.Background()).Val() {
		if !slices.ContainsFunc(shard.Slots, func(r redis.SlotRange) bool { return r.Start <= slot && slot <= r.End }) {
			continue
		}
		for _, node := range shard.Nodes {
			j := slices.IndexFunc(s.nodes, func(m *Server) bool { return strconv.FormatInt(node.Port, 10) == m.port })
			if node.Role == "master" && j >= 0 && s.nodes[j].cmd != nil {
				return j
			}
		}
	}
	return -1
}

// otherMaster is the next node that serves slots.
func (s *Shards) otherMaster(but int) int {
	for i := 1; ; i++ {
		n := (but + i) % len(s.nodes)
		if s.nodes[n].cmd != nil && s.ask[n].InfoMap(s.t.Context(), "replication").Val()["Replication"]["role"] == "master" {
			return n
		}
	}
}

// id is the name of a node within its cluster.
func (s *Shards) id(node int) string {
	return s.ask[node].Do(s.t.Context(), "CLUSTER", "MYID").Val().(string)
}

func (s *Shards) address(node int) string { return net.JoinHostPort("127.0.0.1", s.nodes[node].port) }

// until waits for something that the nodes agree on after a while.
func (s *Shards) until(what string, is func(context.Context) bool) {
	s.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	for !is(ctx) {
		select {
		case <-ctx.Done():
			s.t.Fatalf("wait until %s: not within %v", what, patience)
		case <-time.After(20 * time.Millisecond):
		}
	}
}

func (s *Shards) must(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(fmt.Errorf("set up a cluster of shards: %w", err))
	}
}
