package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"huanjie/internal/config"
	"huanjie/internal/redistest"
	"huanjie/internal/sandbox"
)

// rim is the way to Telegram, which may be down, or tell another time.
type rim struct {
	url  string
	down atomic.Bool
	off  atomic.Int64 // by how much Telegram's clock is ahead
}

func openRim(t *testing.T, telegram string) *rim {
	t.Helper()
	to, err := url.Parse(telegram)
	must(t, err)
	r := &rim{}
	way := httputil.NewSingleHostReverseProxy(to)
	way.ModifyResponse = func(resp *http.Response) error {
		resp.Header.Set("Date", time.Now().Add(time.Duration(r.off.Load())).UTC().Format(http.TimeFormat))
		return nil
	}
	way.ErrorLog = slog.NewLogLogger(slog.DiscardHandler, slog.LevelError)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		if r.down.Load() {
			w.WriteHeader(http.StatusBadGateway)
			return
		}
		way.ServeHTTP(w, q)
	}))
	t.Cleanup(server.CloseClientConnections)
	r.url = server.URL
	return r
}

// TestFailing: what is seen from outside under load, and while the clock is wrong, Telegram
// is away, and Redis has died, one after the other, of one and the same running bot.
func TestFailing(t *testing.T) {
	t.Parallel()
	telegram, err := sandbox.Start(sandbox.Options{Token: testToken, Limits: sandbox.Limits{Off: true}})
	must(t, err)
	t.Cleanup(telegram.Close)
	way, server := openRim(t, telegram.URL), redistest.Run(t)
	k := keepTown(t, server.URL())
	k.asks(way.url, testToken)
	cfg, err := config.Load(k.config, noEnv)
	must(t, err)
	options, err := redis.ParseURL(server.URL())
	must(t, err)
	c := redis.NewClient(options)
	t.Cleanup(func() { _ = c.Close() })
	ctx, cancel := context.WithTimeout(t.Context(), screenPatience)
	t.Cleanup(cancel)
	log := slog.New(slog.NewTextHandler(io.Discard, nil))
	l, err := openLookout(c, config.Admin{}, log)
	must(t, err)
	o, err := openOffice(ctx, cfg, c, officeOptions{now: time.Now, log: log, lookout: l, past: true})
	must(t, err)
	serving, stop := context.WithCancel(ctx)
	served := make(chan error, 1)
	go func() { served <- o.serve(serving) }()
	t.Cleanup(func() { stop(); <-served })
	l.serving.Store(o)

	page := func(path string) (int, string) {
		w := httptest.NewRecorder()
		l.handler().ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
		return w.Code, w.Body.String()
	}
	// shows waits until the three pages say what is the case.
	shows := func(status int, says, metric string) {
		t.Helper()
		tick := time.NewTicker(50 * time.Millisecond)
		defer tick.Stop()
		for {
			code, ready := page("/readyz")
			_, metrics := page("/metrics")
			if code == status && strings.Contains(ready, says) && strings.Contains(metrics, metric) {
				break
			}
			select {
			case <-ctx.Done():
				t.Fatalf("/readyz %d %s, want %d %q; %q in\n%s", code, ready, status, says, metric, metrics)
			case <-tick.C:
			}
		}
		if code, healthy := page("/healthz"); code != http.StatusOK || healthy != "ok\n" {
			t.Errorf("/healthz says %d %q: the process would be killed", code, healthy)
		}
	}
	shows(http.StatusOK, `"ready":true`, "huanjie_ready 1")

	const people = 40
	for i := range people {
		p := telegram.Phone(sandbox.Person{ID: int64(5000 + i), FirstName: "路人"})
		_, err := p.Start("")
		must(t, err)
		_, err = p.Say("你好")
		must(t, err)
	}
	shows(http.StatusOK, `"ready":true`, fmt.Sprintf("huanjie_updates_total %d", 2*people))

	way.off.Store(int64(-2 * time.Hour))
	_, err = telegram.Phone(sandbox.Person{ID: 6000, FirstName: "路人"}).Start("")
	must(t, err)
	shows(http.StatusServiceUnavailable, "对时", "huanjie_clock_off_seconds 7")
	way.off.Store(0)
	_, err = telegram.Phone(sandbox.Person{ID: 6001, FirstName: "路人"}).Start("")
	must(t, err)
	shows(http.StatusOK, `"ready":true`, "huanjie_clock_off_seconds 0")

	way.down.Store(true)
	_, err = telegram.Phone(sandbox.Person{ID: 6002, FirstName: "路人"}).Start("") // ends the request that is held open
	must(t, err)
	shows(http.StatusOK, `"ready":true`, `huanjie_telegram_requests_total{code="502",method="getUpdates"}`)
	l.begun = time.Now().Add(-time.Hour)
	l.wire.polled.Store(time.Now().Add(-10 * time.Minute).UnixNano()) // as if time had passed
	shows(http.StatusServiceUnavailable, "没有收到 Telegram 的回答", "huanjie_ready 0")
	way.down.Store(false)
	shows(http.StatusOK, `"ready":true`, "huanjie_ready 1")

	server.Kill()
	shows(http.StatusServiceUnavailable, "连不上 Redis", "huanjie_redis_errors_total")
	server.Restart()
	shows(http.StatusOK, `"ready":true`, "huanjie_ready 1")
}

// TestHeartbeat: the heartbeat's address is asked while all is well, and not otherwise.
func TestHeartbeat(t *testing.T) {
	t.Parallel()
	var asked atomic.Int64
	pulse := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked.Add(1) }))
	t.Cleanup(pulse.Close)
	options, err := redis.ParseURL(redistest.Start(t))
	must(t, err)
	c := redis.NewClient(options)
	l, err := openLookout(c, config.Admin{Heartbeat: pulse.URL}, slog.New(slog.DiscardHandler))
	must(t, err)
	if l.pulse(t.Context()); asked.Load() != 0 {
		t.Error("it beats although the towns are not open")
	}
	l.serving.Store(&office{config: config.Config{Telegram: config.Telegram{Mode: config.Webhook}}})
	if l.pulse(t.Context()); asked.Load() != 1 {
		t.Errorf("it beats %d times", asked.Load())
	}
	must(t, c.Close())
	if l.pulse(t.Context()); asked.Load() != 1 {
		t.Error("it beats without Redis")
	}
}
