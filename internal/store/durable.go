package store

import (
	"context"
	"fmt"
	"slices"

	"github.com/redis/go-redis/v9"
)

// Risk is a setting of the Redis server that may lose something confirmed.
type Risk struct {
	Setting string // as the server has it: "appendfsync everysec"
	Stake   Stake
	Grave   bool // the whole town may be lost, not just the last moment
}

// Stake is what a risk may lose, and when.
type Stake string

const (
	EverySnapshot Stake = "snapshot"  // whatever was reported since the last snapshot, or all of it, when Redis ends
	TwoSeconds    Stake = "seconds"   // up to two seconds of confirmed reports, when the machine loses power
	HalfMinute    Stake = "minute"    // up to half a minute of confirmed reports, when the machine loses power
	HalfCommit    Stake = "torn"      // half a commit may run at a later start, after a loss of power (restart.go)
	SeenUpdates   Stake = "seen"      // which updates are committed, when memory is full: digests come twice
	Everything    Stake = "evictable" // journals, conversations and messages, when memory is full
)

// Risks asks Redis whether it keeps what it confirms; of a cluster each master. unknown is why
// it could not be asked. Managed servers forbid CONFIG; embedded ones do not
// know it.
func Risks(ctx context.Context, c redis.UniversalClient) (risks []Risk, unknown error) {
	unknown = onMasters(ctx, c, func(server redis.UniversalClient) error {
		found, err := risksAt(ctx, server)
		for _, r := range found {
			if !slices.Contains(risks, r) {
				risks = append(risks, r)
			}
		}
		return err
	})
	return risks, unknown
}

func risksAt(ctx context.Context, c redis.UniversalClient) ([]Risk, error) {
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
		risks = append(risks, Risk{"appendonly " + settings["appendonly"], EverySnapshot, true})
	case sync == "everysec":
		risks = append(risks, Risk{"appendfsync everysec", TwoSeconds, false})
	case sync != "always":
		risks = append(risks, Risk{"appendfsync " + sync, HalfMinute, false})
	}
	if settings["appendonly"] == "yes" && settings["aof-load-truncated"] == "yes" {
		risks = append(risks, Risk{"aof-load-truncated yes", HalfCommit, false})
	}
	policy := settings["maxmemory-policy"]
	if settings["maxmemory"] == "0" || policy == "noeviction" {
		return risks
	}
	if policy == "volatile-lru" || policy == "volatile-lfu" || policy == "volatile-random" || policy == "volatile-ttl" {
		return append(risks, Risk{"maxmemory-policy " + policy, SeenUpdates, false})
	}
	return append(risks, Risk{"maxmemory-policy " + policy, Everything, true})
}
