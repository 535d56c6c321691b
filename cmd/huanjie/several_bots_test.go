package main

import (
	"os"
	"strings"
	"testing"

	"huanjie/internal/redistest"
	"huanjie/internal/sandbox"
)

// TestSeveralBotsOnOneRedis: two bots with a database each on one Redis work side by side;
// one in the database of the other is refused, until it is said that the other is gone.
func TestSeveralBotsOnOneRedis(t *testing.T) {
	t.Parallel()
	server := redistest.Start(t)
	at := func(database int) string { return server + map[int]string{0: "?db=0", 1: "?db=1"}[database] }
	bots := map[string]kept{}
	run := func(token string, database int) (running, *sandbox.Server) {
		telegram, err := sandbox.Start(sandbox.Options{Token: token, Limits: sandbox.Limits{Off: true}})
		must(t, err)
		t.Cleanup(telegram.Close)
		k := keepTown(t, at(database))
		k.asks(telegram.URL, token)
		bots[token] = k
		r := runTown(t, k)
		r.logs("running")
		return r, telegram
	}
	first, one := run("1000001:first", 0)
	_, two := run("1000002:second", 1)
	for _, telegram := range []*sandbox.Server{one, two} {
		office := telegram.Phone(sandbox.Person{ID: 900})
		_, err := office.Start("")
		must(t, err)
		says(t, office, "/invite", "名册 3 人，已登记 0 人")
	}

	k := bots["1000002:second"]
	settings, err := os.ReadFile(k.config)
	must(t, err)
	must(t, os.WriteFile(k.config, []byte(strings.Replace(string(settings), "db=1", "db=0", 1)), 0o600))
	k.tool(failed, "这个 Redis 库属于另一个机器人（编号 1000001，这里的是 1000002）", "run", "-past", "-config", k.config)
	k.tool(failed, "每个机器人用自己的库", "check", "-lang", "zh", "-config", k.config)
	first.stop()
	<-first.ended
	r := runTown(t, k, "-alone")
	r.logs("running")
}
