package store

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/redis/go-redis/v9"

	"huanjie/internal/election"
)

// Found is what Redis keeps of a town, at a glance.
type Found struct {
	Head        election.Head // of the journal; Head.Entries is the number of reports
	Last        time.Time     // when the last report was committed, by the clock of Redis; zero if there is none
	People      int64         // who opened their link
	Groups      int64
	Waiting     int64     // chats with messages that are still to be sent
	Aside       int64     // messages that cannot be read
	Unreachable int64     // chats that Telegram refuses
	Closed      time.Time // zero if it is open
}

// Found looks at what is kept of the town. It writes nothing.
func (s *Store) Found(ctx context.Context) (Found, error) {
	p := s.c.Pipeline()
	head, last := p.HMGet(ctx, s.k.head(), "n", "hash"), p.XRevRangeN(ctx, s.k.journal(), "+", "-", 1)
	people, groups := p.HLen(ctx, s.k.bound()), p.HLen(ctx, s.k.group())
	waiting, aside, refused := p.ZCard(ctx, s.k.ready()), p.LLen(ctx, s.k.aside()), p.HLen(ctx, s.k.unreachable())
	if _, err := p.Exec(ctx); err != nil {
		return Found{}, fmt.Errorf("look at town %s: %w", s.town.ID, err)
	}
	closed, err := s.Closed(ctx)
	f := Found{Head: readHead(head.Val()), People: people.Val(), Groups: groups.Val(), Waiting: waiting.Val(), Aside: aside.Val(),
		Unreachable: refused.Val(), Closed: closed}
	for _, entry := range last.Val() {
		f.Last = momentOf(entry.ID)
	}
	return f, err
}

// Know notes which towns are kept here.
func Know(ctx context.Context, c redis.UniversalClient, towns []*Store) error {
	own := make([]any, len(towns))
	for i, s := range towns {
		own[i] = string(s.town.ID)
	}
	return wrap(c.SAdd(ctx, townsKey, own...).Err(), "note the towns")
}

// Others returns the towns that were noted here and are not among these: other
// installations share this Redis, or a town was given another id.
func Others(ctx context.Context, c redis.UniversalClient, towns []*Store) ([]election.TownID, error) {
	kept, err := c.SMembers(ctx, townsKey).Result()
	if err != nil {
		return nil, fmt.Errorf("read which towns are kept: %w", err)
	}
	slices.Sort(kept)
	var others []election.TownID
	for _, id := range kept {
		if !slices.ContainsFunc(towns, func(s *Store) bool { return string(s.town.ID) == id }) {
			others = append(others, election.TownID(id))
		}
	}
	return others, nil
}

// Server is what a Redis server says of itself. What it does not say is zero.
type Server struct {
	Version string
	Replica bool // it accepts no writes
	Shards  int  // of its cluster; 0 if it is in none
	Alone   bool // of these only this one is reached, as the address names a server

	Used, Limit int64 // memory, bytes; Limit 0 is no limit; of a cluster that of its fullest master
	Folder      string
	Clock       time.Time
}

// AskServer asks Redis what it is. An embedded one says little. Of a cluster each master is asked,
// and the fullest is told of.
func AskServer(ctx context.Context, c redis.UniversalClient) (Server, error) {
	var v Server
	err := onMasters(ctx, c, func(server redis.UniversalClient) error {
		is, err := askServer(ctx, server)
		if err == nil && (v.Version == "" || is.fuller(v)) {
			v = is
		}
		return err
	})
	if err != nil {
		return Server{}, err
	}
	if _, is := c.(*redis.ClusterClient); !is {
		v.Alone = v.Shards > 1
	}
	if server, err := masterOf(ctx, c, pollerKey); err == nil {
		v.Clock, _ = server.Time(ctx).Result()
	}
	return v, nil
}

// fuller reports whether a server has less room than another.
func (v Server) fuller(than Server) bool {
	return float64(v.Used)/float64(max(v.Limit, 1)) > float64(than.Used)/float64(max(than.Limit, 1))
}

func askServer(ctx context.Context, c redis.UniversalClient) (v Server, err error) {
	if err := c.Ping(ctx).Err(); err != nil {
		return v, err
	}
	info, _ := c.InfoMap(ctx).Result() // empty where it is forbidden
	v.Version, v.Replica = info["Server"]["redis_version"], info["Replication"]["role"] == "slave"
	v.Used, _ = strconv.ParseInt(info["Memory"]["used_memory"], 10, 64)
	v.Limit, _ = strconv.ParseInt(info["Memory"]["maxmemory"], 10, 64)
	if info["Cluster"]["cluster_enabled"] == "1" {
		shards, err := c.ClusterShards(ctx).Result()
		if err != nil {
			return v, err
		}
		v.Shards = len(shards)
	}
	if folder, err := c.ConfigGet(ctx, "dir").Result(); err == nil {
		v.Folder = folder["dir"]
	}
	return v, nil
}
