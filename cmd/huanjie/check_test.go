package main

import (
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"huanjie/internal/redistest"
	"huanjie/internal/sandbox"
	"huanjie/internal/store"
)

// asks lets a town's settings name a Bot API server.
func (k kept) asks(url, token string) {
	k.t.Helper()
	settings, err := os.ReadFile(k.config)
	must(k.t, err)
	text := strings.Replace(string(settings), `token = "1000001:kept"`, `token = "`+token+"\"\napi_url = \""+url+`"`, 1)
	must(k.t, os.WriteFile(k.config, []byte(text), 0o600))
}

func TestStatus(t *testing.T) {
	t.Parallel()
	k := keepTown(t, redistest.Start(t))
	k.tool(done, "石桥镇（shiqiao）：2 个村，登记 0/3 人，还没有报告", "status", "-config", k.config)
	k.report()
	k.tool(done, "3 reports, the last 20", "status", "-lang", "en", "-config", k.config)

	if err := store.Know(t.Context(), k.redis, []*store.Store{k.store}); err != nil {
		t.Fatal(err)
	}
	must(t, k.redis.SAdd(t.Context(), "hj:towns", "shiqao").Err())
	k.tool(done, "Redis 里还有设置中没有的镇：shiqao", "status", "-config", k.config)
	must(t, k.redis.HSet(t.Context(), "hj:{shiqiao}:bound", "联络员甲", 7).Err())
	var says struct {
		Towns []struct {
			ID         string
			Registered int
			Reports    int
		}
		Others   []string `json:"other_towns"`
		Findings []string
	}
	must(t, json.Unmarshal([]byte(k.tool(done, "", "status", "-json", "-config", k.config)), &says))
	if len(says.Towns) != 1 || says.Towns[0].Reports != 3 || says.Towns[0].Registered != 1 || len(says.Others) != 1 || len(says.Findings) != 2 { // its polling day is far off
		t.Errorf("%+v", says)
	}
}

// TestCheck: each fault of Telegram and Redis has its sentence, and no check
// writes anything.
func TestCheck(t *testing.T) {
	t.Parallel()
	telegram, err := sandbox.Start(sandbox.Options{Token: testToken})
	must(t, err)
	t.Cleanup(telegram.Close)
	server := redistest.Start(t)
	k := keepTown(t, server)
	k.asks(telegram.URL, testToken)
	k.tool(done, "✓ Telegram：@", "check", "-config", k.config)
	k.tool(done, "aof-load-truncated yes", "check", "-lang", "en", "-config", k.config)
	must(t, k.redis.ConfigSet(t.Context(), "appendonly", "no").Err())
	k.tool(failed, "✗ Redis 可能丢数据：appendonly no", "check", "-config", k.config)
	must(t, k.redis.ConfigSet(t.Context(), "appendonly", "yes").Err())
	must(t, k.redis.HSet(t.Context(), "hj:{shiqiao}:bound", "联络员甲", 7).Err())
	k.tool(done, "登记了 1 人，账本却是空的", "check", "-config", k.config)
	must(t, store.StandDown(t.Context(), k.redis, time.Now()))
	k.tool(failed, "huanjie run -alone", "check", "-config", k.config)
	must(t, store.GoOn(t.Context(), k.redis))
	if n := k.redis.DBSize(t.Context()).Val(); n != 1 {
		t.Errorf("checking wrote %d keys", n-1)
	}

	wrong := keepTown(t, server)
	wrong.asks(telegram.URL, "1000002:wrong")
	wrong.tool(failed, "发 /token", "check", "-config", wrong.config)
	page := httptest.NewServer(http.NotFoundHandler())
	away := keepTown(t, strings.Replace(page.URL, "http", "redis", 1))
	away.asks("http://127.0.0.1:1", testToken)
	away.tool(failed, "答话的不是 Redis", "check", "-config", away.config)
	away.tool(failed, "proxy（代理）", "check", "-config", away.config)
	page.Close()
	away.tool(failed, "连不上 Redis", "check", "-config", away.config)
}

// TestOwnRedis: without an address the tools run a redis-server in a folder
// beside the settings, and find there what was kept.
func TestOwnRedis(t *testing.T) {
	t.Parallel()
	server := redistest.Start(t) // or the test is skipped
	k := keepTown(t, server)
	settings, err := os.ReadFile(k.config)
	must(t, err)
	must(t, os.WriteFile(k.config, []byte(strings.Replace(string(settings), "url = \""+server+`"`, "", 1)), 0o600))
	k.report()
	exported := filepath.Join(t.TempDir(), "town.jsonl")
	from := keepTown(t, server)
	from.tool(done, "exported", "export", "-config", from.config, "-o", exported)

	k.asks("http://127.0.0.1:1", testToken)
	k.tool(failed, "run 自己运行 redis-server", "check", "-config", k.config) // there is no Telegram
	k.tool(done, "imported", "import", "-config", k.config, exported)
	k.tool(done, "3 条报告", "status", "-config", k.config)
	k.tool(done, "all right", "verify", "-config", k.config)
}

// TestServers: what a Redis server is decides whether the bot can run on it.
func TestServers(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		server store.Server
		grave  bool
		says   string
	}{
		{store.Server{Version: "7.2.4"}, false, ""},
		{store.Server{}, false, ""}, // an embedded one
		{store.Server{Version: "7.2.4", Shards: 1}, false, ""},
		{store.Server{Version: "7.2.4", Shards: 3}, false, ""},
		{store.Server{Version: "7.2.4", Shards: 3, Alone: true}, true, "cluster of 3 shards"},
		{store.Server{Version: "7.2.4", Replica: true}, true, "REPLICAOF NO ONE"},
		{store.Server{Version: "5.0.14"}, true, "of version 5.0.14"},
		{store.Server{Version: "7.2.4", Used: 900, Limit: 1000}, false, "90%"},
		{store.Server{Version: "7.2.4", Used: 1000, Limit: 1000}, true, "raise maxmemory, or add memory"},
		{store.Server{Version: "7.2.4", Used: 700, Limit: 1000}, false, ""},
	} {
		all := ofServer(c.server)
		if c.says == "" {
			if len(all) > 0 {
				t.Errorf("%+v: %v", c.server, all)
			}
			continue
		}
		if len(all) != 1 || all[0].grave != c.grave || !strings.Contains(all[0].Error(), c.says) {
			t.Errorf("%+v: %v, want %q", c.server, all, c.says)
		}
	}
}

// TestRedisTrouble: each error of Redis has a sentence of its own in both
// languages.
func TestRedisTrouble(t *testing.T) {
	t.Parallel()
	for text, says := range map[string]string{
		"LOADING Redis is loading the dataset in memory":                                   "装载",
		"NOAUTH Authentication required.":                                                  "密码",
		"WRONGPASS invalid username-password pair or user is disabled.":                    "密码",
		"ERR DB index is out of range":                                                     "库号",
		`redis: invalid reply: "<!DOCTYPE HTML>"`:                                          "不是 Redis",
		"READONLY You can't write against a read only replica.":                            "从库",
		"OOM command not allowed when used memory > 'maxmemory'.":                          "内存满",
		"CLUSTERDOWN Hash slot not served":                                                 "Cluster",
		"MOVED 3999 127.0.0.1:6381":                                                        "Cluster",
		"NOPERM this user has no permissions to run the 'set' command":                     "ACL",
		"dial tcp 127.0.0.1:6379: connect: connection refused":                             "连不上",
		"MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to 'no'.": "从库",
		"dial tcp: lookup redis.example.org: no such host":                                 "连不上",
	} {
		what, _ := redisTrouble(errors.New(text))
		if !strings.Contains(both(what), says) {
			t.Errorf("%s: %s, want %q", text, both(what), says)
		}
	}
}
