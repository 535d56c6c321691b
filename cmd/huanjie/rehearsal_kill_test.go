package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"huanjie/internal/config"
	"huanjie/internal/election"
	"huanjie/internal/outgoing"
	"huanjie/internal/redistest"
	"huanjie/internal/sandbox"
	"huanjie/internal/store"
)

// mortal is a client that dies after some of the commands that touch a town or its people,
// as a process does that is killed there: nothing reaches Redis from then on.
type mortal struct {
	left, passing atomic.Int64
	dead          chan struct{} // closed once nothing is on its way to Redis any more
	once          sync.Once

	hooked bool
}

var errDead = errors.New("the process was killed")

// pass lets commands through to Redis, or kills the process.
func (m *mortal) pass(send func() error, all ...redis.Cmder) error {
	m.passing.Add(1)
	defer func() {
		if m.passing.Add(-1) == 0 && m.left.Load() < 0 {
			m.once.Do(func() { close(m.dead) })
		}
	}()
	touches := slices.ContainsFunc(all, func(c redis.Cmder) bool {
		text := fmt.Sprint(c.Args()...)
		return strings.Contains(text, "hj:home") || strings.Contains(text, "{shiqiao")
	})
	if touches && m.left.Add(-1) < 0 || m.left.Load() < 0 {
		for _, c := range all {
			c.SetErr(errDead)
		}
		return errDead
	}
	return send()
}

// end is closed when the process is dead. One that is not to be killed is nil, and never is.
func (m *mortal) end() <-chan struct{} {
	if m == nil {
		return nil
	}
	return m.dead
}

func (m *mortal) DialHook(next redis.DialHook) redis.DialHook { return next }

func (m *mortal) ProcessHook(next redis.ProcessHook) redis.ProcessHook {
	return func(ctx context.Context, c redis.Cmder) error {
		return m.pass(func() error { return next(ctx, c) }, c)
	}
}

func (m *mortal) ProcessPipelineHook(next redis.ProcessPipelineHook) redis.ProcessPipelineHook {
	return func(ctx context.Context, all []redis.Cmder) error {
		return m.pass(func() error { return next(ctx, all) }, all...)
	}
}

// practice is a rehearsal in which 联络员甲 takes part, on telephones that wait for a bot.
type practice struct {
	kept
	telegram        *sandbox.Server
	officer, office *sandbox.Phone
}

const practiceOfficer, practiceOffice = 801, 900

func practise(t *testing.T) practice {
	t.Helper()
	telegram := telegramOf(t)
	p := practice{kept: keepTown(t, redistest.Embedded(t)), telegram: telegram}
	p.asks(telegram.URL, testToken)
	ctx := t.Context()
	must(t, p.store.Enroll(ctx))
	ses, err := p.store.Session(ctx, practiceOfficer)
	must(t, err)
	must(t, p.store.Settle(ctx, practiceOfficer))
	must(t, p.store.Commit(ctx, store.Commit{Session: &ses, Binding: &store.Binding{Person: "联络员甲", Language: "zh"}}))
	must(t, p.store.Rehearse(ctx, store.Rehearsal{Since: time.Now(), By: "office:900"}))
	town, err := p.store.Town().Rehearsal(p.store.Town().Today(time.Now()))
	must(t, err)
	p.officer, p.office = telegram.Phone(sandbox.Person{ID: practiceOfficer}), telegram.Phone(sandbox.Person{ID: practiceOffice})
	for _, phone := range []*sandbox.Phone{p.officer, p.office} {
		_, err := phone.Start("")
		must(t, err)
	}
	p.serves(nil)
	must(t, p.store.Join(ctx, store.Open(p.redis, town), practiceOfficer))
	return p
}

// serves runs the bot until it has taken all that waits, or until it is killed, and then
// as often as it has the towns opened again.
func (p practice) serves(killed *mortal) {
	p.t.Helper()
	cfg, err := config.Load(p.config, noEnv)
	must(p.t, err)
	options, err := redis.ParseURL(cfg.Redis.URL)
	must(p.t, err)
	c := redis.NewClient(options)
	defer c.Close()
	ctx, cancel := context.WithTimeout(p.t.Context(), screenPatience)
	defer cancel()
	live := &liveSettings{read: func() (config.Config, error) { return cfg, nil }, redis: c, past: true, config: cfg}
	for again := true; again; {
		serving, stop := context.WithCancel(ctx)
		live.renewBy(stop)
		o, err := openOffice(ctx, cfg, c, officeOptions{now: time.Now, log: slog.New(slog.DiscardHandler), past: true, settings: live,
			pace: outgoing.Pace{PerSecond: 10_000, Chat: time.Millisecond, Group: time.Millisecond}})
		if errors.Is(err, errDead) {
			stop()
			break
		}
		must(p.t, err)
		if killed != nil && !killed.hooked {
			killed.hooked = true
			c.AddHook(killed)
		}
		var both sync.WaitGroup
		both.Go(func() { _ = o.bot.Poll(serving) })
		both.Go(func() { _ = o.bot.Send(serving) })
		again = p.waits(ctx, serving, killed)
		stop()
		ended := make(chan struct{})
		go func() { both.Wait(); close(ended) }()
		select {
		case <-ended:
		case <-killed.end(): // what it still does reaches nothing, and it would try as long as a stop may take
			return
		}
	}
}

// waits until nothing is left to be taken or sent, and reports whether the towns are to be
// opened again.
func (p practice) waits(ctx, serving context.Context, killed *mortal) (again bool) {
	p.t.Helper()
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			p.t.Fatalf("%d updates are not taken", p.telegram.Pending())
		case <-killed.end():
			return false
		case <-serving.Done():
			return true
		case <-tick.C:
			waiting, err := p.redis.Keys(ctx, "hj:{shiqiao*:out:*").Result()
			must(p.t, err)
			if p.telegram.Pending() == 0 && len(waiting) == 0 && serving.Err() == nil {
				return false
			}
		}
	}
}

// TestARehearsalKilledAnywhere: an officer reports in a rehearsal while the office ends
// it, or leaves it meanwhile, and the bot is killed after every single command that it
// gives Redis. Started again, it takes the same updates once more: what was typed for the
// rehearsal opens nothing in the town, and no card of it comes without its mark.
func TestARehearsalKilledAnywhere(t *testing.T) {
	t.Parallel()
	says := func(p *sandbox.Phone, text string) { _, err := p.Say(text); must(t, err) }
	presses := func(p *sandbox.Phone, verb string) { must(t, p.TapData(p.Last().ID, "R:"+verb)) }
	for name, acts := range map[string]func(p practice){
		"the office ends it":        func(p practice) { presses(p.office, "gone"); says(p.officer, "投票 120") },
		"the officer reports first": func(p practice) { says(p.officer, "投票 120"); presses(p.office, "gone") },
		"the officer leaves, then an end": func(p practice) {
			says(p.officer, "投票 120")
			says(p.officer, "退出演练")
			presses(p.office, "gone")
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			const whole = 1_000_000 // commands, more than there are
			all := whole - killAfter(t, whole, acts)
			if all < 10 {
				t.Fatalf("only %d commands", all)
			}
			for n := range all {
				t.Run(fmt.Sprint("command ", n), func(t *testing.T) { t.Parallel(); killAfter(t, n, acts) })
			}
		})
	}
}

// killAfter kills the bot after some commands, has another one take what is left, and
// returns how many commands the first would still have given.
func killAfter(t *testing.T, commands int64, acts func(p practice)) (left int64) {
	p, m := practise(t), &mortal{dead: make(chan struct{})}
	acts(p)
	m.left.Store(commands)
	p.serves(m)
	p.leasesEnd()
	p.serves(nil)
	p.isClean(commands)
	return m.left.Load()
}

// leasesEnd ends what the dead one had taken for a while: the updates, the calls of
// towns and the chats.
func (p practice) leasesEnd() {
	p.t.Helper()
	ctx := p.t.Context()
	must(p.t, p.redis.Del(ctx, "hj:poller").Err())
	taken, err := p.redis.Keys(ctx, "hj:*ready").Result()
	must(p.t, err)
	for _, key := range taken {
		members, err := p.redis.ZRange(ctx, key, 0, -1).Result()
		must(p.t, err)
		for _, m := range members {
			must(p.t, p.redis.ZIncrBy(ctx, key, -float64(time.Minute.Milliseconds()), m).Err())
		}
	}
}

// isClean fails if something of a rehearsal got into the town.
func (p practice) isClean(n int64) {
	p.t.Helper()
	ses, err := p.store.Session(p.t.Context(), practiceOfficer)
	must(p.t, err)
	if ses.Talk.HasOpen() {
		p.t.Errorf("killed after %d commands: what was typed in the rehearsal is open in the town", n)
	}
	for _, m := range p.officer.Messages() {
		if m.From.IsBot && strings.Contains(m.Text, "120") && !strings.HasPrefix(m.Text, election.RehearsalMark) {
			p.t.Errorf("killed after %d commands: not marked: %s", n, m.Text)
		}
	}
	if _, on, err := p.store.Rehearsal(p.t.Context()); err != nil || on {
		p.t.Errorf("killed after %d commands: the rehearsal is still on, %v", n, err)
	}
}
