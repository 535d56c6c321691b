package bot_test

import (
	"context"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"huanjie/internal/redistest"
	"huanjie/internal/store"
)

const nothingTaken = "NOTHING IS TAKEN"

// Somebody with the token and no lease asks for updates: the bot stops, says
// so, also after a restart, and goes on when it is told.
func TestAForeignPollerStopsTheBot(t *testing.T) {
	t.Parallel()
	r := start(t, setting{town: withOffice(t, officeID)})
	office, p := r.phone("选举办"), r.phone("周明")
	r.sees(p, "请选择")
	r.sees(office, "请选择")
	r.sent()
	end := askForUpdates(t, r.telegram.URL)
	r.logged(nothingTaken)
	end()
	r.sees(office, "⛔ 另有一个程序在用同一个机器人令牌")
	r.say(p, "投票 212")
	r.stop()
	said := strings.Count(r.log.String(), nothingTaken)
	r.run(r.bot.Poll)
	r.eventually("nothing said after a restart", func() bool { return strings.Count(r.log.String(), nothingTaken) > said })
	if n := r.telegram.Pending(); n != 1 {
		t.Errorf("%d updates wait, want the one that was said while nothing was taken", n)
	}
	if err := store.GoOn(r.ctx, r.redis); err != nil {
		t.Fatal(err)
	}
	r.sees(p, "212", "[✅ 确认上报]")
	if n := count(office.Messages(), "⛔"); n != 1 {
		t.Errorf("the office was told %d times", n)
	}
}

// Two bots with one token and two Redises: one stops, or both. From then on, one
// journal at most grows.
func TestTwoBotsWithOneToken(t *testing.T) {
	t.Parallel()
	town := withOffice(t, officeID)
	one := start(t, setting{town: town})
	two := start(t, setting{town: town, telegram: one.telegram, redisURL: redistest.Any(t)})
	stopped := func(r *rig) bool { return strings.Contains(r.log.String(), nothingTaken) }
	one.eventually("neither stops", func() bool { return stopped(one) || stopped(two) })
	stranger := one.stranger()
	if _, err := stranger.Start(""); err != nil {
		t.Fatal(err)
	}
	for _, r := range []*rig{one, two} {
		if since, err := store.StandsDown(r.ctx, r.redis); err != nil || since.IsZero() == stopped(r) {
			t.Errorf("it stands down since %v (%v)", since, err)
		}
	}
	t.Logf("stopped: the first %v, the second %v", stopped(one), stopped(two))
}

// One replica after another has one request ended by the other's: that proves
// nothing.
func TestAFewConflictsProveNothing(t *testing.T) {
	t.Parallel()
	r := start(t, setting{})
	p := r.phone("周明")
	r.sees(p, "请选择")
	for range 3 {
		if err := askOnce(r.ctx, r.telegram.URL); err != nil {
			t.Fatal(err)
		}
		r.say(p, "/whoami")
		r.taken()
	}
	if since, err := store.StandsDown(r.ctx, r.redis); err != nil || !since.IsZero() {
		t.Errorf("it stands down since %v (%v)", since, err)
	}
}

// askForUpdates asks for updates as a foreign poller does, which takes none, until end.
func askForUpdates(t *testing.T, url string) (end func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	var asking sync.WaitGroup
	asking.Go(func() {
		for ctx.Err() == nil {
			_ = ask(ctx, url, "25")
			select {
			case <-ctx.Done():
			case <-time.After(50 * time.Millisecond):
			}
		}
	})
	return func() { cancel(); asking.Wait() }
}

func askOnce(ctx context.Context, url string) error { return ask(ctx, url, "0") }

func ask(ctx context.Context, url, hold string) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, url+"/bot"+token+"/getUpdates?timeout="+hold, nil)
	if err != nil {
		return err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	_, err = io.Copy(io.Discard, resp.Body)
	return err
}
