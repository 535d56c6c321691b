package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"time"

	"github.com/redis/go-redis/v9"

	"huanjie/internal/config"
	"huanjie/internal/election"
	"huanjie/internal/ownredis"
	"huanjie/internal/store"
)

// connection is a Redis that the configuration names, or one of its own.
type connection struct {
	redis.UniversalClient
	begun <-chan struct{}  // receives a value at each new run of Redis
	own   *ownredis.Server // nil if the configuration names one
}

// Close closes it, and ends a Redis of its own.
func (c connection) Close() error {
	err := c.UniversalClient.Close()
	if c.own != nil {
		c.own.Stop()
	}
	return err
}

// dial makes the client of a Redis. It does not connect yet; a Redis of its own
// runs when it returns.
func dial(ctx context.Context, r config.Redis, log *slog.Logger) (connection, error) {
	var c connection
	address := r.URL
	if address == "" {
		var err error
		if c.own, err = ownRedis(ctx, r.Folder, log); err != nil {
			return c, err
		}
		address = c.own.URL()
	}
	at, err := store.ReadAddress(address)
	if err != nil { // what it says may hold the password
		return c, errors.New(both(badAddress))
	}
	c.UniversalClient, c.begun = at.Client(log)
	return c, nil
}

var badAddress = election.Say("读不懂 Redis 地址里的用户名、密码、端口或库号，请写成 redis://user:password@host:6379/0",
	"read the address of Redis: its user, password, port or database cannot be read; write redis://user:password@host:6379/0")

// ownRedis runs a redis-server in a folder.
func ownRedis(ctx context.Context, folder string, log *slog.Logger) (*ownredis.Server, error) {
	own, err := ownredis.Start(ctx, folder, log)
	if err != nil {
		return nil, fmt.Errorf("%s (%w)", both(noOwn(err)), err)
	}
	for _, copied := range own.Mended() {
		log.Warn("the file of Redis was mended Redis 的文件已修好", "copy of the torn one 原件备份", copied)
	}
	return own, nil
}

// noOwn is why there is no Redis of one's own, and what to do.
func noOwn(err error) election.Phrase {
	switch {
	case errors.Is(err, ownredis.ErrMissing):
		return noRedis
	case errors.Is(err, ownredis.ErrForgets):
		return election.Say("[redis] 的 folder 在内存里，关机就没了：换成磁盘上的文件夹",
			"folder under [redis] lies in memory and is gone when the machine stops: name one on a disk")
	}
	return election.Say("自带的 Redis 没有起来：看 [redis] 的 folder 能不能写、磁盘有没有空间，再看它说了什么",
		"the Redis of its own did not start: see whether folder under [redis] can be written and its disk has room, and what it said")
}

var noRedis = election.Say("这台机器上没有 redis-server：装一个（Debian、Ubuntu：apt install redis-server；其他：redis.io），本程序会自己运行它；或在 [redis] 写 url 指向已有的 Redis",
	"there is no redis-server on this machine: install it (Debian, Ubuntu: apt install redis-server; others: redis.io), and the bot runs it by itself; or let url under [redis] point to a Redis")

// reach waits for Redis, which may start a little later than the bot, and as
// long as it loads its file. The error says what to do.
func reach(ctx context.Context, c redis.UniversalClient, log *slog.Logger) error {
	for wait, left := 100*time.Millisecond, 6; ; wait = min(2*wait, 5*time.Second) {
		err := c.Ping(ctx).Err()
		if err == nil {
			return nil
		}
		why, passes := redisTrouble(err)
		if left--; !redis.IsLoadingError(err) && (!passes || left <= 0) {
			return fmt.Errorf("%s (%w)", both(why), err)
		}
		log.Warn("reach redis", "error", err, "again in", wait)
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(wait):
		}
	}
}

// redisTrouble is what an error of Redis means and what to do about it, and whether
// it may pass by itself.
func redisTrouble(err error) (what election.Phrase, passes bool) {
	if _, moved := redis.IsMovedError(err); moved || strings.Contains(err.Error(), "CLUSTERDOWN") {
		return cluster, false
	}
	switch text := err.Error(); {
	case redis.IsLoadingError(err):
		return election.Say("Redis 正在装载它的数据文件，稍候", "Redis is still loading its file; wait"), true
	case redis.IsAuthError(err), strings.Contains(text, "WRONGPASS"), strings.Contains(text, "NOAUTH"):
		return election.Say("Redis 要密码，或者密码不对：把 [redis] 的 url 写成 redis://用户名:密码@主机:6379/0（没有用户名就写 redis://:密码@主机:6379/0）",
			"Redis wants a password, or another one: write url under [redis] as redis://user:password@host:6379/0, or redis://:password@host:6379/0 without a user"), false
	case strings.Contains(text, "DB index is out of range"):
		return election.Say("Redis 没有这个库号：url 末尾写 /0 到 /15 之间的一个（Redis 的 databases 设置可以更多）",
			"Redis has no database of this number: end the url with one of /0 to /15 (its setting databases may allow more)"), false
	case strings.Contains(text, "invalid reply"), strings.Contains(text, "can't parse"), strings.Contains(text, "HTTP"):
		return election.Say("这个地址上答话的不是 Redis：检查 [redis] 的 url 里的主机和端口（Redis 通常是 6379）",
			"what answers there is no Redis: check host and port of url under [redis] (Redis is usually at 6379)"), false
	case redis.IsReadOnlyError(err), redis.IsMasterDownError(err):
		return onReplica, false
	case redis.IsOOMError(err):
		return full, false
	case redis.IsPermissionError(err):
		return election.Say("Redis 不许这个用户执行命令：给它 ~hj:* 的全部权限（ACL SETUSER 用户 on >密码 ~hj:* +@all）",
			"Redis forbids this user a command: allow it everything on ~hj:* (ACL SETUSER user on >password ~hj:* +@all)"), false
	}
	return election.Say("连不上 Redis：看它是否在运行（redis-cli ping），[redis] 的 url 里主机和端口是否写对",
		"Redis is not reached: see whether it runs (redis-cli ping), and check host and port of url under [redis]"), true
}

var (
	onReplica = election.Say("这个 Redis 是从库，不能写：把 url 指向主库，或在它上面执行 REPLICAOF NO ONE 使它成为主库",
		"this Redis is a replica, which accepts no writes: let url point to its master, or make it one with REPLICAOF NO ONE")
	full = election.Say("Redis 的内存满了，什么也记不下：调大 maxmemory，或给机器加内存；已确认的都在",
		"the memory of Redis is full, and nothing can be recorded: raise maxmemory, or add memory; what was confirmed is kept")
	cluster = election.Say("这是分片的 Redis Cluster：url 里写上它的几个节点，redis://主机1:端口?addr=主机2:端口&addr=主机3:端口；提示 CLUSTERDOWN 时它还缺分片，用 redis-cli --cluster check 看",
		"this is a Redis Cluster of several shards: name some of its nodes in the url, redis://host1:port?addr=host2:port&addr=host3:port; if it says CLUSTERDOWN, shards are missing: see redis-cli --cluster check")
)

// both says a phrase in both languages, for the operator.
func both(p election.Phrase) string {
	return p.In(election.Chinese) + " / " + p.In(election.English)
}

// stakes are what Redis may lose, and what to set against it.
var stakes = map[store.Stake]election.Phrase{
	store.EverySnapshot: election.Say("Redis 一停，上次快照以后报的（甚至全部）就没了；请设 appendonly yes 和 appendfsync always",
		"whatever was reported since the last snapshot, or all of it, is lost when Redis ends; set appendonly yes and appendfsync always"),
	store.TwoSeconds: election.Say("断电会丢最多两秒内已确认的报告；请设 appendfsync always",
		"up to two seconds of confirmed reports are lost when the machine loses power; set appendfsync always"),
	store.HalfMinute: election.Say("断电会丢最多半分钟内已确认的报告；请设 appendfsync always",
		"up to half a minute of confirmed reports is lost when the machine loses power; set appendfsync always"),
	store.HalfCommit: election.Say("断电时写到一半的，Redis 以后启动可能只执行半截；本程序在 Redis 每次启动后让它重写文件，所以不会；仍请设 aof-load-truncated no",
		"when the machine loses power in the middle of a commit, half of it may run at a later start of Redis; "+
			"the bot has the file written anew at every start of Redis, which prevents it; set aof-load-truncated no all the same"),
	store.SeenUpdates: election.Say("内存满了，Redis 会忘掉哪些消息已处理，日报会发两次；请设 maxmemory-policy noeviction",
		"when memory is full Redis forgets which updates are committed, and digests come twice; set maxmemory-policy noeviction"),
	store.Everything: election.Say("内存满了，Redis 会丢掉账本、对话和消息；请设 maxmemory-policy noeviction",
		"when memory is full Redis drops journals, conversations and messages; set maxmemory-policy noeviction"),
}

// durable warns of what Redis may lose, and refuses if that may be all.
func durable(ctx context.Context, c redis.UniversalClient, allowLoss bool, log *slog.Logger) error {
	risks, unknown := store.Risks(ctx, c)
	if unknown != nil {
		log.Warn("REDIS MAY LOSE REPORTS: whether it keeps what it confirms could not be checked; see to it that it runs with appendonly yes, "+
			"appendfsync always and maxmemory-policy noeviction", "error", unknown)
	}
	for _, r := range risks {
		log.Error("REDIS MAY LOSE REPORTS", "setting", r.Setting, "stake", both(stakes[r.Stake]))
		if r.Grave && !allowLoss {
			return fmt.Errorf("redis may lose the town: %s: %s; 明知如此仍要运行 / or, to run all the same: huanjie run -allow-loss", r.Setting, both(stakes[r.Stake]))
		}
	}
	return nil
}

// sparing is the log of the Redis library: a line a minute, as it says the same
// for each connection.
type sparing struct {
	mu   sync.Mutex
	next time.Time
	log  *slog.Logger // as the settings want it, once they are read
}

type sparingKey struct{}

// withSparing is a context whose run lets the Redis library log as the settings want it.
func withSparing(ctx context.Context, s *sparing) context.Context {
	return context.WithValue(ctx, sparingKey{}, s)
}

// logsTo has the library of a context log to a logger. Tests have none.
func logsTo(ctx context.Context, log *slog.Logger) {
	if s, ok := ctx.Value(sparingKey{}).(*sparing); ok {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.log = log
	}
}

// Printf implements redis.Logging.
func (s *sparing) Printf(_ context.Context, format string, v ...any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if now := time.Now(); now.After(s.next) {
		s.next = now.Add(time.Minute)
		cmp.Or(s.log, slog.Default()).Warn("redis", "says", fmt.Sprintf(format, v...))
	}
}
