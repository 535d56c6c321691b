package main

import (
	"context"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"huanjie/internal/config"
	"huanjie/internal/redistest"
	"huanjie/internal/sandbox"
	"huanjie/internal/store"
)

// fetch gets a page and its status.
func fetch(t *testing.T, address string) (int, string) {
	t.Helper()
	resp, err := http.Get(address)
	must(t, err)
	defer resp.Body.Close()
	page, err := io.ReadAll(resp.Body)
	must(t, err)
	return resp.StatusCode, string(page)
}

// TestLookout: what is shown of a bot that runs, and of one whose Redis has gone.
func TestLookout(t *testing.T) {
	t.Parallel()
	telegram, k := settled(t, func(settings string) string { return "[admin]\nlisten = \"127.0.0.1:0\"\nlog = \"json\"\n" + settings })
	r := runTown(t, k)
	ready := r.logs(`"at":"(http://[^"]*)/readyz"`)
	r.logs(`"msg":"running"`)
	office := telegram.Phone(sandbox.Person{ID: 900})
	_, err := office.Start("")
	must(t, err)
	says(t, office, "/invite", "名册 3 人")
	for page, wants := range map[string][]string{
		"/healthz": {"ok"},
		"/readyz":  {`"ready":true`},
		"/metrics": {"huanjie_ready 1", "huanjie_updates_total 2", `huanjie_outbox_oldest_seconds{class="reply",town="shiqiao"}`, `huanjie_telegram_requests_total{code="200",method="sendMessage"}`,
			`huanjie_redis_seconds_count{kind="script"}`, "huanjie_towns_stopped 0", "go_goroutines"},
	} {
		status, body := fetch(t, ready+page)
		for _, want := range wants {
			if status != http.StatusOK || !strings.Contains(body, want) {
				t.Errorf("%s: %d, %q is missing in\n%s", page, status, want, body)
			}
		}
		if strings.Contains(body, testToken) {
			t.Errorf("%s shows the token", page)
		}
	}
}

// TestTrouble: what /readyz says when something is amiss.
func TestTrouble(t *testing.T) {
	t.Parallel()
	k := keepTown(t, redistest.Start(t))
	c, ok := k.redis.(*redis.Client)
	if !ok {
		t.Fatal("not a client of one server")
	}
	l, err := openLookout(c, config.Admin{}, slog.New(slog.DiscardHandler))
	must(t, err)
	wants := func(what, says string) {
		t.Helper()
		if got := l.trouble(t.Context()); !strings.Contains(got[what], says) || says == "" && len(got) > 0 {
			t.Errorf("%v, want %q of %s", got, says, what)
		}
	}
	wants("towns", "各镇还没有打开")
	must(t, store.StandDown(t.Context(), k.redis, time.Now()))
	wants("token", "huanjie run -alone")
	must(t, store.GoOn(t.Context(), k.redis))
	must(t, k.store.Commit(t.Context(), store.Commit{Messages: []store.Message{{ID: "m", Chat: 101, Text: "回执"}}}))
	all := map[string]string{}
	l.late(t.Context(), k.store, all)
	if len(all) > 0 {
		t.Errorf("a message that waits for a moment is late: %v", all)
	}
	must(t, k.redis.ZAdd(t.Context(), "hj:{shiqiao}:ready", redis.Z{Score: float64(time.Now().Add(-time.Hour).UnixMilli()), Member: "101"}).Err())
	l.begun = time.Now().Add(-2 * time.Hour)
	must(t, k.store.Plan(t.Context(), map[string]time.Time{"digest": time.Now().Add(-time.Hour)}))
	l.late(t.Context(), k.store, all)
	if !strings.Contains(all["outbox shiqiao"], "60 分钟没有发出") || !strings.Contains(all["job shiqiao"], "digest 应在") {
		t.Errorf("an hour late: %v", all)
	}
	must(t, c.Close())
	wants("redis", "连不上 Redis")
	status := httptest.NewRecorder()
	l.handler().ServeHTTP(status, httptest.NewRequest(http.MethodGet, "/readyz", nil))
	if status.Code != http.StatusServiceUnavailable {
		t.Errorf("/readyz answers %d without Redis", status.Code)
	}
}

// TestNotify: systemd hears of the start, that all is well, and of the end.
func TestNotify(t *testing.T) {
	name := filepath.Join(t.TempDir(), "s")
	l, err := net.ListenUnixgram("unixgram", &net.UnixAddr{Name: name, Net: "unixgram"})
	must(t, err)
	defer l.Close()
	t.Setenv("NOTIFY_SOCKET", name)
	t.Setenv("WATCHDOG_USEC", "2000000")
	if got := watchdogEvery(os.Getenv); got != time.Second {
		t.Errorf("every %v", got)
	}
	c := redis.NewClient(&redis.Options{Addr: "127.0.0.1:1"})
	defer c.Close()
	look, err := openLookout(c, config.Admin{}, slog.New(slog.DiscardHandler))
	must(t, err)
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	ended := make(chan struct{})
	go func() { look.beat(ctx); close(ended) }()
	for _, want := range []string{"READY=1", "WATCHDOG=1", "STOPPING=1"} {
		var said [64]byte
		n, err := l.Read(said[:])
		must(t, err)
		if got := string(said[:n]); got != want {
			t.Fatalf("systemd hears %q, want %q", got, want)
		}
		if want == "WATCHDOG=1" {
			stop()
		}
	}
	<-ended
}

// TestDashboard: what dashboard and alerts ask for is measured.
func TestDashboard(t *testing.T) {
	t.Parallel()
	source, err := os.ReadFile("lookout.go")
	must(t, err)
	for _, name := range []string{"dashboard.json", "alerts.yml"} {
		text, err := os.ReadFile(filepath.Join("../../docs/deploy", name))
		must(t, err)
		found := regexp.MustCompile(`huanjie_([a-z_]+?)(_bucket)?\b`).FindAllStringSubmatch(string(text), -1)
		if len(found) < 5 {
			t.Errorf("%s asks for %d metrics", name, len(found))
		}
		for _, m := range found {
			if !strings.Contains(string(source), `"`+m[1]+`"`) && !strings.Contains(string(source), `"huanjie_`+m[1]+`"`) {
				t.Errorf("%s asks for %s, which is not measured", name, m[0])
			}
		}
	}
}
