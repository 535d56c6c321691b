package bot_test

import (
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// otherClock puts a proxy before the rig's Telegram, whose clock differs by what
// is set.
func otherClock(t *testing.T, target string, by *atomic.Int64) string {
	t.Helper()
	at, err := url.Parse(target)
	if err != nil {
		t.Fatal(err)
	}
	proxy := httputil.NewSingleHostReverseProxy(at)
	proxy.ModifyResponse = func(resp *http.Response) error {
		resp.Header.Set("Date", time.Now().Add(time.Duration(by.Load())).UTC().Format(http.TimeFormat))
		return nil
	}
	server := httptest.NewServer(proxy)
	t.Cleanup(server.Close)
	return server.URL
}

// The clock of the host is compared with Telegram's. Each change of its state is
// told once, in the log and to the office, also over a restart.
func TestTheClockIsComparedWithTelegrams(t *testing.T) {
	t.Parallel()
	var by atomic.Int64
	telegram := openTelegram(t, false)
	telegram.URL = otherClock(t, telegram.URL, &by)
	r := start(t, setting{telegram: telegram, town: withOffice(t, officeID)})
	office := r.phone("选举办")
	const wrong = "THE CLOCK OF THIS HOST IS WRONG"
	compare := func(ahead time.Duration) {
		by.Store(int64(ahead))
		r.say(office, "/whoami") // whose answer tells the time
		r.sent()
		if err := r.bot.CompareClocks(r.ctx); err != nil {
			t.Fatal(err)
		}
		r.sent()
	}
	for _, step := range []struct {
		by         time.Duration
		told       string
		logged, in int // how often the log and the chat have had something of it by then
	}{
		{0, "", 0, 0},
		{-95 * time.Second, "🕐 服务器的时钟比Telegram快 1m3", 1, 1},
		{-100 * time.Second, "", 1, 1},
		{-20 * time.Second, "", 1, 1}, // not well within the limit
		{0, "🕐 服务器的时钟与Telegram一致了", 1, 2},
		{3 * time.Hour, "⛔ 服务器的时钟比Telegram慢", 2, 3},
	} {
		compare(step.by)
		if n := strings.Count(r.log.String(), wrong); n != step.logged {
			t.Errorf("Telegram ahead by %v: logged %d times, want %d", step.by, n, step.logged)
		}
		if n := count(office.Messages(), "服务器的时钟"); n > step.in || step.told != "" && count(office.Messages(), step.told) == 0 {
			t.Errorf("Telegram ahead by %v: %d in the chat, want %q: %s", step.by, n, step.told, chat(office.Messages()))
		}
	}
	if off := r.bot.ClockOff(); off > -2*time.Hour-59*time.Minute || off < -3*time.Hour-time.Minute {
		t.Errorf("off by %v", off)
	}
}
