package store

import (
	"context"
	"fmt"

	"github.com/redis/go-redis/v9"
)

// Risk is a setting of the Redis server that may lose something confirmed.
type Risk struct {
	Setting string // as the server has it: "appendfsync everysec"
	Stake   string // what is lost, and when
	Grave   bool   // the whole town may be lost, not just the last moment
}

func (r Risk) String() string { return r.Setting + ": " + r.Stake }

// Risks asks a Redis server whether it keeps what it confirms. unknown is why
// it could not be asked. Managed servers forbid CONFIG; embedded ones do not
// know it.
func Risks(ctx context.Context, c redis.UniversalClient) (risks []Risk, unknown error) {
	settings := map[string]string{}
	for _, name := range []string{"appendonly", "appendfsync", "maxmemory", "maxmemory-policy"} {
		found, err := c.ConfigGet(ctx, name).Result()
		if err != nil {
			return nil, fmt.Errorf("ask Redis for %s: %w", name, err)
		}
		if _, has := found[name]; !has {
			return nil, fmt.Errorf("ask Redis for %s: it does not say", name)
		}
		settings[name] = found[name]
	}
	if found, err := c.ConfigGet(ctx, "aof-load-truncated").Result(); err == nil { // not every server has it
		settings["aof-load-truncated"] = found["aof-load-truncated"]
	}
	return risksOf(settings), nil
}

// risksOf returns the risks in a server's settings.
func risksOf(settings map[string]string) []Risk {
	var risks []Risk
	switch sync := settings["appendfsync"]; {
	case settings["appendonly"] != "yes":
		risks = append(risks, Risk{"appendonly " + settings["appendonly"],
			"whatever was reported since the last snapshot, or all of it, is lost when Redis ends; set appendonly yes and appendfsync always", true})
	case sync == "everysec":
		risks = append(risks, Risk{"appendfsync everysec", "up to two seconds of confirmed reports are lost when the machine loses power; set appendfsync always", false})
	case sync != "always":
		risks = append(risks, Risk{"appendfsync " + sync, "up to half a minute of confirmed reports is lost when the machine loses power; set appendfsync always", false})
	}
	if settings["appendonly"] == "yes" && settings["aof-load-truncated"] == "yes" {
		risks = append(risks, Risk{"aof-load-truncated yes",
			"when the machine loses power in the middle of a commit, half of it may run at a later start of Redis; " +
				"the bot has the file written anew at every start of Redis, which prevents it; set aof-load-truncated no all the same", false})
	}
	policy := settings["maxmemory-policy"]
	if settings["maxmemory"] == "0" || policy == "noeviction" {
		return risks
	}
	if policy == "volatile-lru" || policy == "volatile-lfu" || policy == "volatile-random" || policy == "volatile-ttl" {
		return append(risks, Risk{"maxmemory-policy " + policy,
			"when memory is full Redis forgets which updates are committed, and digests come twice; set maxmemory-policy noeviction", false})
	}
	return append(risks, Risk{"maxmemory-policy " + policy,
		"when memory is full Redis drops journals, conversations and messages; set maxmemory-policy noeviction", true})
}
