package bot_test

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/redis/go-redis/v9"

	"huanjie/internal/redistest"
)

// asks notes what is asked of Redis: the command and its first key, one for each round trip.
type asks struct {
	mu  sync.Mutex
	all []string
}

func (a *asks) note(cmds ...redis.Cmder) {
	var names []string
	for _, c := range cmds {
		args, at := c.Args(), 1
		if name := c.Name(); name == "evalsha" || name == "eval" {
			at = 3
		}
		key := ""
		if len(args) > at {
			key = fmt.Sprint(args[at])
		}
		names = append(names, c.Name()+" "+key)
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	a.all = append(a.all, strings.Join(names, " + "))
}

// DialHook implements redis.Hook.
func (a *asks) DialHook(next redis.DialHook) redis.DialHook { return next }

// ProcessHook implements redis.Hook.
func (a *asks) ProcessHook(next redis.ProcessHook) redis.ProcessHook {
	return func(ctx context.Context, cmd redis.Cmder) error { a.note(cmd); return next(ctx, cmd) }
}

// ProcessPipelineHook implements redis.Hook.
func (a *asks) ProcessPipelineHook(next redis.ProcessPipelineHook) redis.ProcessPipelineHook {
	return func(ctx context.Context, cmds []redis.Cmder) error { a.note(cmds...); return next(ctx, cmds) }
}

// of counts the round trips that a step takes: all but those of what runs all the time, and of
// the test.
func (a *asks) of(step func()) (n int, all string) {
	a.mu.Lock()
	a.all = nil
	a.mu.Unlock()
	step()
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, asked := range a.all {
		steady := slices.ContainsFunc([]string{"evalsha hj:ready", "evalsha hj:poller", "zcard hj:", "hello ", "client "}, func(s string) bool { return strings.HasPrefix(asked, s) })
		if !steady {
			n++
		}
	}
	return n, strings.Join(a.all, "\n")
}

// Of one officer alone, who waits for each answer: what is known of them; the commit and a place
// in the budget; and what became of the answer. Only the second is waited for if each write waits
// for the disk.
func TestAStepTakesFewRoundTrips(t *testing.T) {
	t.Parallel()
	r := start(t, setting{redisURL: redistest.Start(t)})
	zhou := r.phone("周明")
	r.sent()
	var asked asks
	r.redis.AddHook(&asked)
	kinds := map[string]int{}
	step := func(kind, text string, do func()) {
		n, all := asked.of(func() {
			do()
			r.sent()
		})
		t.Logf("%s, %s: %d round trips\n%s", kind, text, n, all)
		if few, had := kinds[kind]; !had || n < few {
			kinds[kind] = n
		}
	}
	for n := 201; n <= 204 || n <= 220 && (kinds["a report begins"] > 3 || kinds["it is confirmed"] > 3); n++ {
		text := strconv.Itoa(n)
		step("a report begins", text, func() { r.say(zhou, "东河村 投票 "+text) })
		step("it is confirmed", text, func() { r.tap(zhou, "✅ 确认上报") })
	}
	r.say(zhou, "东河村 计票")
	r.sent()
	for _, text := range []string{"发1000", "收990", "有效980", "无效10"} {
		step("a value", text, func() { r.say(zhou, text) })
	}
	for range 2 {
		step("a button", "修改", func() { r.tap(zhou, "✏️ 修改") })
		step("a button", "返回", func() { r.tap(zhou, "↩ 返回") })
	}
	for kind, few := range kinds { // on a busy machine a step may take more: a place comes late, and the sender looks after it
		if few > 3 {
			t.Errorf("%s: %d round trips at the least", kind, few)
		}
	}
}
