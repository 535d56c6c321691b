package store

import (
	"testing"

	"huanjie/internal/redistest"
)

func TestRisksOfSettings(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		aof, sync, memory, policy string
		grave, light              int
		stake                     Stake
	}{
		{"yes", "always", "0", "noeviction", 0, 0, ""},
		{"yes", "always", "0", "allkeys-lru", 0, 0, ""}, // without a limit nothing is dropped
		{"yes", "always", "1073741824", "noeviction", 0, 0, ""},
		{"yes", "everysec", "0", "noeviction", 0, 1, TwoSeconds},
		{"yes", "no", "0", "noeviction", 0, 1, HalfMinute},
		{"no", "always", "0", "noeviction", 1, 0, EverySnapshot},
		{"yes", "always", "1", "allkeys-lfu", 1, 0, Everything},
		{"yes", "always", "1", "volatile-ttl", 0, 1, SeenUpdates},
		{"no", "everysec", "1", "allkeys-random", 2, 0, ""},
	} {
		grave, light, has := 0, 0, c.stake == ""
		for _, r := range risksOf(map[string]string{"appendonly": c.aof, "appendfsync": c.sync, "maxmemory": c.memory, "maxmemory-policy": c.policy}) {
			has = has || r.Stake == c.stake
			if r.Grave {
				grave++
			} else {
				light++
			}
		}
		if grave != c.grave || light != c.light || !has {
			t.Errorf("%+v: %d grave and %d other risks", c, grave, light)
		}
	}
}

func TestRisksOfServers(t *testing.T) {
	t.Parallel()
	if _, unknown := Risks(t.Context(), redistest.Dial(t, redistest.Embedded(t))); unknown == nil {
		t.Error("the embedded server, which has no CONFIG, was taken to be checked")
	}
	c := redistest.Dial(t, redistest.Start(t))
	if risks, unknown := Risks(t.Context(), c); len(risks) != 1 || unknown != nil || risks[0].Stake != HalfCommit {
		t.Errorf("a server that starts with a torn file: %v, %v", risks, unknown)
	}
	must(t, c.ConfigSet(t.Context(), "aof-load-truncated", "no").Err())
	if risks, unknown := Risks(t.Context(), c); len(risks) != 0 || unknown != nil {
		t.Errorf("a server that keeps everything: %v, %v", risks, unknown)
	}
	must(t, c.ConfigSet(t.Context(), "appendfsync", "everysec").Err())
	if risks, unknown := Risks(t.Context(), c); len(risks) != 1 || unknown != nil {
		t.Errorf("appendfsync everysec: %v, %v", risks, unknown)
	}
}
