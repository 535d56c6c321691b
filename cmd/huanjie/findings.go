package main

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"

	"huanjie/internal/config"
	"huanjie/internal/election"
	"huanjie/internal/store"
)

// finding is something about an installation that its operator has to know: what
// is the case, and what to do.
type finding struct {
	grave  bool // the bot does not work like this
	what   election.Phrase
	remedy election.Phrase
}

func (f finding) Error() string { return both(f.what) + "\n" + both(f.remedy) }

// inventory is what Redis keeps.
type inventory struct {
	server store.Server
	stores []*store.Store
	found  []store.Found // of each town
	others []election.TownID
}

// takeInventory looks at a Redis and its towns, besides those that are stopped. It
// writes nothing.
func takeInventory(ctx context.Context, c redis.UniversalClient, stores []*store.Store, stopped []config.Stopped) (inventory, error) {
	all := inventory{stores: stores}
	var err error
	if all.server, err = store.AskServer(ctx, c); err != nil {
		return all, err
	}
	if all.others, err = store.Others(ctx, c, stores); err != nil {
		return all, err
	}
	all.others = slices.DeleteFunc(all.others, func(id election.TownID) bool {
		return slices.ContainsFunc(stopped, func(s config.Stopped) bool { return s.Town.ID == id })
	})
	for _, s := range stores {
		found, err := s.Found(ctx)
		if err != nil {
			return all, err
		}
		all.found = append(all.found, found)
	}
	return all, nil
}

// findings are what has to be said of it.
func (all inventory) findings() []finding { return append(ofServer(all.server), all.ofTowns()...) }

// ofTowns are the findings about towns.
func (all inventory) ofTowns() []finding {
	var findings []finding
	for i, s := range all.stores {
		findings = append(findings, ofTown(s.Town(), all.found[i])...)
	}
	return append(findings, all.ofOthers()...)
}

// oldest is the first release of Redis with all that the scripts use.
const oldest = 6

func ofServer(v store.Server) []finding {
	var all []finding
	if v.Alone {
		all = append(all, finding{true, election.Say("Redis 是 %d 个分片的 Cluster", "Redis is a cluster of %d shards").With(v.Shards), cluster})
	}
	if v.Replica {
		all = append(all, finding{true, election.Say("Redis 是从库", "Redis is a replica"), onReplica})
	}
	major, _, _ := strings.Cut(v.Version, ".")
	var number int
	if n, err := fmt.Sscan(major, &number); n == 1 && err == nil && number < oldest {
		all = append(all, finding{true, election.Say("Redis 的版本是 %s", "Redis is of version %s").With(v.Version),
			election.Say("请升级到 %d 或更新的版本", "upgrade it to %d or newer").With(oldest)})
	}
	switch {
	case v.Limit > 0 && v.Used >= v.Limit:
		all = append(all, finding{true, election.Say("Redis 的内存已用 %d%%", "Redis uses %d%% of its memory").With(v.Used * 100 / v.Limit), full})
	case v.Limit > 0 && v.Used > v.Limit/10*8:
		all = append(all, finding{false, election.Say("Redis 的内存已用 %d%%", "Redis uses %d%% of its memory").With(v.Used * 100 / v.Limit),
			election.Say("调大 maxmemory：满了就什么也记不下", "raise maxmemory: once it is full, nothing can be recorded")})
	}
	return all
}

// ofOwner is that a database belongs to another bot than the one with the token.
func ofOwner(owner string, own config.Telegram) (all []finding) {
	if owner == "" || owner == own.Bot() {
		return nil
	}
	return []finding{{true, election.Say("这个 Redis 库属于另一个机器人（编号 %s，这里的是 %s）", "this database of Redis belongs to another bot (number %s, and this one is %s)").With(owner, own.Bot()),
		election.Say("每个机器人用自己的库：在 [redis] 的 url 末尾换一个库号（/1、/2……）；真的换了机器人，停掉原来的，用 huanjie run -alone 启动一次",
			"each bot has its own: end url under [redis] with another number (/1, /2 …); if the bot was replaced by this one, stop the old one and start once with huanjie run -alone")}}
}

// farAhead is how far ahead a polling day lies that is probably a slip, in years.
const farAhead = 6

func ofTown(t *election.Town, f store.Found) (all []finding) {
	name := election.Say("%s（%s）", "%s (%s)").With(t.Name, t.ID)
	for _, e := range t.Elections {
		if e.PollingDay.Year > time.Now().Year()+farAhead {
			all = append(all, finding{false, election.Say("%s的选举日是 %s", "the polling day of %s is %s").With(name, e.PollingDay),
				election.Say("年份写错了就改 polling_day", "if the year is wrong, change polling_day")})
		}
	}
	switch {
	case !f.Closed.IsZero():
		return append(all, finding{false, election.Say("%s的个人信息已在 %s 销毁", "the personal data of %s were destroyed on %s").With(name, f.Closed.In(t.Location).Format(time.DateOnly)),
			election.Say("新的一届请用新的代号（id）；这一届的设置可以删掉", "give the next term a new id; the settings of this one can be deleted")})
	case f.Head.Entries == 0 && f.People > 0:
		return append(all, finding{false, election.Say("%s登记了 %d 人，账本却是空的", "%s has %d registered people and an empty journal").With(name, f.People),
			election.Say("还没有人报过就没事；报过的话，这不是原来的 Redis，或者它丢了数据：停下，找回原来的 Redis 或用 huanjie import 恢复",
				"all right if nobody has reported yet; otherwise this is another Redis, or one that lost its data: stop, and find the right one or restore with huanjie import")})
	}
	return all
}

// ofOthers are the towns that are kept, but not in the settings.
func (all inventory) ofOthers() []finding {
	if len(all.others) == 0 {
		return nil
	}
	ids := make([]string, len(all.others))
	for i, id := range all.others {
		ids[i] = string(id)
	}
	return []finding{{false, election.Say("Redis 里还有设置中没有的镇：%s", "Redis keeps towns that the settings do not name: %s").With(strings.Join(ids, ", ")),
		election.Say("另一套程序共用这个 Redis 就没事；要是改过镇的代号（id），改回去：数据都按代号存，改了就像丢了",
			"all right if another installation shares this Redis; if the id of a town was changed, change it back: everything is kept under it, and seems lost under another")}}
}
