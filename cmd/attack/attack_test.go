package main

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"huanjie/internal/redistest"
)

func TestMain(m *testing.M) { redistest.Main(m, 8) }

// built is the bot's program.
func built(t *testing.T) string {
	t.Helper()
	redistest.Start(t) // skips where there is no redis-server
	bot := filepath.Join(t.TempDir(), "huanjie")
	if said, err := exec.Command("go", "build", "-o", bot, "huanjie/cmd/huanjie").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	return bot
}

func small(bot string) options {
	return options{bot: bot, people: 4, times: 1, seed: uint64(time.Now().UnixNano()), patience: 2 * time.Minute}
}

// A little of the attack; all of it takes an hour: go run ./cmd/attack.
func TestAttack(t *testing.T) {
	t.Parallel()
	bot := built(t)
	t.Run("the checker", func(t *testing.T) {
		t.Parallel()
		findsWhatIsWrong(t, bot)
	})
	for _, name := range []string{"kill", "torn", "stop", "webhook", "lease"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			i := slices.IndexFunc(attacks(), func(a attack) bool { return a.name == name })
			var table strings.Builder
			failed, err := attacks()[i].run(small(bot), &table)
			if err != nil {
				t.Fatal(err)
			}
			t.Log(table.String())
			if failed {
				t.Error("it does not hold: go run ./cmd/attack -keep -only " + name)
			}
		})
	}
}

// A checker that finds nothing must be able to find something.
func findsWhatIsWrong(t *testing.T, bot string) {
	t.Helper()
	s, err := openSite(small(bot), setup{replicas: 1})
	defer func() { s.close(false) }()
	if err != nil {
		t.Fatal(err)
	}
	s.quietly(t)
	if v := s.check(); v.fails(attack{}) || v.reports == 0 || v.answers == 0 {
		t.Fatalf("nothing happened, and it says %+v", v)
	}
	ctx, c := context.Background(), s.redis.client
	all := c.XRange(ctx, key("journal"), "-", "+").Val()
	last := all[len(all)-1]
	said := c.XRange(ctx, key("said"), "-", "+").Val()
	update := said[slices.IndexFunc(said, func(m redis.XMessage) bool { return incoming(m) != "" })] // a message of the bot may stand before it
	for _, wrong := range []struct {
		what string
		do   func()
		undo func()
		seen func(verdict) []string
	}{
		{"a sum that is too high", func() { c.HIncrBy(ctx, key("figures:"+election+":东片"), "voted", 1) },
			func() { c.HIncrBy(ctx, key("figures:"+election+":东片"), "voted", -1) }, func(v verdict) []string { return v.wrong }},
		{"a receipt that reached nobody", func() { s.forget(true) }, func() { s.forget(false) }, func(v verdict) []string { return v.stuck }},
		{"messages in another order", s.reverse, s.reverse, func(v verdict) []string { return v.disordered }},
		{"an update that is not on record", func() { c.XDel(ctx, key("said"), update.ID) },
			func() { c.XAdd(ctx, &redis.XAddArgs{Stream: key("said"), Values: update.Values}) }, func(v verdict) []string { return v.lost }},
		{"a report that stands there twice", func() { c.XAdd(ctx, &redis.XAddArgs{Stream: key("journal"), ID: "*", Values: last.Values}) },
			func() { s.dropLast(ctx) }, func(v verdict) []string { return v.doubled }},
		{"a report that is gone", func() { s.dropLast(ctx) }, func() {}, func(v verdict) []string { return v.lost }},
	} {
		wrong.do()
		if v := s.check(); len(wrong.seen(v)) == 0 || !v.fails(attack{}) {
			t.Errorf("%s is not seen: %+v", wrong.what, v)
		}
		wrong.undo()
	}
}

// quietly has the officers work for a moment, with nothing happening to them.
func (s *site) quietly(t *testing.T) {
	t.Helper()
	s.calm.Store(time.Now().UnixMilli())
	var working sync.WaitGroup
	for _, o := range s.officers {
		working.Go(o.work)
	}
	if !s.waitFor(2*time.Minute, func() bool {
		pause(50 * time.Millisecond)
		asked := 0
		for _, o := range s.officers {
			asked += len(s.receipts(o.user))
		}
		n, err := s.redis.client.XLen(context.Background(), key("said")).Result()
		return asked > 8 && n > 100 && s.answered() || err != nil
	}) {
		t.Error("the officers did nothing")
	}
	close(s.over)
	working.Wait()
	if left := s.settle(time.Minute); len(left) > 0 {
		t.Error(left)
	}
	if _, err := os.Stat(s.log.Name()); err != nil {
		t.Error(err)
	}
}

// answered reports whether a question of an officer has been answered.
func (s *site) answered() bool {
	s.telegram.mu.Lock()
	defer s.telegram.mu.Unlock()
	return slices.ContainsFunc(s.officers, func(o *officer) bool {
		return slices.ContainsFunc(s.telegram.chat(o.user).delivered, func(d delivery) bool { return answered.MatchString(d.text) })
	})
}

// forget hides what one chat has got, or shows it again.
func (s *site) forget(hide bool) {
	s.telegram.mu.Lock()
	defer s.telegram.mu.Unlock()
	from, to := s.officers[0].user, int64(1)
	if !hide {
		from, to = to, from
	}
	s.telegram.chats[to] = s.telegram.chats[from]
	delete(s.telegram.chats, from)
}

// reverse turns what every chat has got round.
func (s *site) reverse() {
	s.telegram.mu.Lock()
	defer s.telegram.mu.Unlock()
	for _, c := range s.telegram.chats {
		slices.Reverse(c.delivered)
	}
}

// dropLast removes the last entry of the journal.
func (s *site) dropLast(ctx context.Context) {
	c := s.redis.client
	if last := c.XRevRangeN(ctx, key("journal"), "+", "-", 1).Val(); len(last) > 0 {
		c.XDel(ctx, key("journal"), last[0].ID)
	}
}
