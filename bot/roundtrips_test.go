package bot_test

import (
	"context"
	"fmt"
	"slices"
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

// Of one officer alone, who waits for each answer: what is known of them; the commit and,
// beside it, a place in the budget; and what became of the answer. Only the commit and the place
// are waited for, side by side, if each write waits for the disk.
func TestAStepTakesFewRoundTrips(t *testing.T) {
	t.Parallel()
	r := start(t, setting{redisURL: redistest.Start(t)})
	zhou := r.phone("周明")
	r.sent()
	r.say(zhou, "东河村 计票")
	r.sent()
	var asked asks
	r.redis.AddHook(&asked)
	few, fewest := 100, ""
	step := func(name string, do func()) {
		n, all := asked.of(func() {
			do()
			r.sent()
		})
		t.Logf("%s: %d round trips", name, n)
		if n < few {
			few, fewest = n, all
		}
	}
	for _, text := range []string{"发1000", "收990", "有效980", "无效10"} {
		step(text, func() { r.say(zhou, text) })
	}
	step("a tap", func() { r.tap(zhou, "✏️ 修改") })
	if few > 5 { // on a busy machine a step may take more: a place comes late, and the sender looks after it
		t.Errorf("%d round trips at the least\n%s", few, fewest)
	}
}
