package main

import (
	"context"
	"log/slog"
	"sync"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"huanjie/internal/election"
	"huanjie/internal/redistest"
	"huanjie/internal/store"
	"huanjie/reminders"
)

// TestItVerifiesAtTheStartAndWhenRedisStarts: what is amiss is found at the start
// of the bot, and after each start of Redis.
func TestItVerifiesAtTheStartAndWhenRedisStarts(t *testing.T) {
	t.Parallel()
	server := redistest.Run(t)
	k := keepTown(t, server.URL())
	k.report()
	options, err := redis.ParseURL(server.URL())
	must(t, err)
	log := slog.New(slog.DiscardHandler)
	c, runs := store.NewClient(options, log)
	defer c.Close()
	o := &office{begun: runs.Begun(), log: log, reminders: []*reminders.Reminders{
		reminders.New(store.Open(c, k.store.Town()), reminders.Options{Now: time.Now, Log: log, Wake: func() {}})}}
	ctx, stop := context.WithTimeout(t.Context(), time.Minute)
	defer stop()
	var verifying sync.WaitGroup
	verifying.Go(func() { o.verify(ctx) })

	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	finds := func(when string, wanted bool) {
		for k.redis.Exists(ctx, "hj:{shiqiao}:amiss").Val() == 1 != wanted {
			select {
			case <-tick.C:
				c.Ping(ctx) // somebody is always about
			case <-ctx.Done():
				t.Fatalf("%s: found amiss: %v, want %v", when, !wanted, wanted)
			}
		}
	}
	const figures = "hj:{shiqiao}:figures:villages:东片"
	must(t, k.redis.HIncrBy(ctx, figures, "voted", 5).Err())
	server.Restart()
	finds("after a start of Redis", true)
	must(t, k.redis.HIncrBy(ctx, figures, "voted", -5).Err())
	server.Restart()
	finds("after another", false)
	stop()
	verifying.Wait()

	must(t, k.redis.HIncrBy(t.Context(), figures, "voted", 5).Err())
	ctx, stop = context.WithTimeout(t.Context(), time.Minute)
	defer stop()
	verifying.Go(func() { o.verify(ctx) })
	finds("at the start of the bot", true)
	stop()
	verifying.Wait()
}

// Without the key that the journal was sealed with, the tools say so.
func TestWithoutTheKeyTheToolsFail(t *testing.T) {
	t.Parallel()
	k := keepTown(t, redistest.Embedded(t))
	k.report()
	k.tool(0, "all right", "verify", "-config", k.config)
	var ses store.Session
	must(t, k.store.Focus(t.Context(), &ses, "V1"))
	must(t, k.store.Commit(t.Context(), store.Commit{Session: &ses, Report: &election.Report{ID: "S", Unit: "V1", By: "联络员甲", User: 101,
		At: time.Date(2027, time.January, 15, 14, 0, 0, 0, time.UTC), Body: election.Turnout{Registered: 400, Voted: 200}}}))
	must(t, k.redis.Del(t.Context(), "hj:{shiqiao}:veil").Err())
	for _, args := range [][]string{{"verify"}, {"rebuild"}} {
		k.tool(1, "the key (veil) of what is sealed in the journal is gone", append(args, "-config", k.config)...)
	}
	k.tool(0, "given up in 1 reports", "rebuild", "-give-up-sealed", "-config", k.config)
	k.tool(0, "all right", "verify", "-config", k.config)
	k.tool(0, "the head of the journal was 4", "rebuild", "-head", "-config", k.config)
}
