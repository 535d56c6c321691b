package board

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"huanjie/internal/election"
)

func TestLinkOpensOnce(t *testing.T) {
	t.Parallel()
	r := serve(t, demo(t))
	link := r.Link("qinghe", leader, 0, election.English, r.now())
	first, second := r.browser(), r.browser()

	for what, header := range map[string][2]string{"prefetch": {"Sec-Purpose", "prefetch;prerender"}, "preview": {"User-Agent", "TelegramBot (like TwitterBot)"}} {
		q, err := http.NewRequest(http.MethodGet, link, nil)
		must(t, err)
		q.Header.Set(header[0], header[1])
		answer, err := second.Do(q)
		must(t, err)
		answer.Body.Close()
		if answer.StatusCode != http.StatusForbidden || len(answer.Cookies()) > 0 {
			t.Errorf("a %s gets %s", what, answer.Status)
		}
	}
	if status, _ := first.get(link); status != http.StatusOK {
		t.Fatalf("first opening: %d", status)
	}
	if h := first.listen("").next(); h.name != "state" || len(h.Units) != 6 || !strings.Contains(h.text, `"language":"en"`) {
		t.Errorf("the leader of 东片 hears %s of %d units", h.name, len(h.Units))
	}
	if status, page := second.get(link); status != http.StatusForbidden || !strings.Contains(page, "board.js") {
		t.Errorf("second opening: %d", status)
	}
	if status, _ := second.get("/events"); status != http.StatusUnauthorized {
		t.Errorf("after a used link: %d", status)
	}
}

func TestLinkRefused(t *testing.T) {
	t.Parallel()
	r := serve(t, demo(t))
	good := r.Link("qinghe", leader, 0, election.Chinese, r.now())
	other := New(Options{URL: r.http.URL, Key: []byte("another key, of thirty-two bytes"), Store: r.opts.Store})
	defer other.Close()
	for name, link := range map[string]string{
		"expired":             r.Link("qinghe", leader, 0, election.Chinese, r.now().Add(-LinkLasts)),
		"signed by another":   other.Link("qinghe", leader, 0, election.Chinese, r.now()),
		"changed":             strings.Replace(good, "key=", "key=A", 1),
		"cut":                 good[:len(good)-4],
		"without a signature": good[:strings.LastIndexByte(good, '.')],
		"a session":           r.http.URL + "/enter?key=" + r.sign(claim{Use: sessionUse, Town: "qinghe", Person: leader, Expires: r.now().Unix() + 60}),
		"of a stranger":       r.Link("qinghe", "路人", 0, election.Chinese, r.now()),
		"of no town":          r.Link("nowhere", leader, 0, election.Chinese, r.now()),
		"empty":               r.http.URL + "/enter",
	} {
		b := r.browser()
		if status, _ := b.get(link); status != http.StatusForbidden {
			t.Errorf("a link %s: %d", name, status)
		}
		if status, _ := b.get("/events"); status != http.StatusUnauthorized {
			t.Errorf("after a link %s: %d", name, status)
		}
	}
	if status, _ := r.browser().get(good); status != http.StatusOK {
		t.Error("the good link does not open")
	}
}

func TestLinkIsNoSession(t *testing.T) {
	t.Parallel()
	r := serve(t, demo(t))
	_, key, _ := strings.Cut(r.Link("qinghe", leader, 0, election.Chinese, r.now()), "key=")
	q, err := http.NewRequest(http.MethodGet, r.http.URL+"/unit?id=E1", nil)
	must(t, err)
	q.Header.Set("Authorization", "Bearer "+key)
	answer, err := http.DefaultClient.Do(q)
	must(t, err)
	answer.Body.Close()
	if answer.StatusCode != http.StatusUnauthorized {
		t.Errorf("a link in place of a session: %s", answer.Status)
	}
}

func TestSessionEnds(t *testing.T) {
	t.Parallel()
	r := serve(t, demo(t))
	b := r.enter(leader)
	if status, _ := b.get("/unit?id=E1"); status != http.StatusOK {
		t.Errorf("a fresh session: %d", status)
	}
	r.ahead.Store(int64(SessionLasts))
	if status, _ := b.get("/unit?id=E1"); status != http.StatusUnauthorized {
		t.Errorf("after %v: %d", SessionLasts, status)
	}
}

// TestBehindAProxy enters boards whose address the outside knows differently.
func TestBehindAProxy(t *testing.T) {
	t.Parallel()
	r := serve(t, demo(t))
	for address, want := range map[string]string{"https://board.example.org/town": "Path=/town; Max-Age=43200; HttpOnly; Secure; SameSite=Lax", "http://127.0.0.1:8090": "Path=/; Max-Age=43200; HttpOnly; SameSite=Lax"} {
		b := New(Options{URL: address, Store: r.opts.Store, Now: r.now, Log: r.opts.Log})
		defer b.Close()
		outside, err := url.Parse(address)
		must(t, err)
		for name, proxy := range map[string]http.Handler{"leaves the path": b.Handler(), "takes it away": http.StripPrefix(outside.Path, b.Handler())} {
			w := httptest.NewRecorder()
			proxy.ServeHTTP(w, httptest.NewRequest(http.MethodGet, b.Link("qinghe", leader, 0, election.Chinese, r.now()), nil))
			if w.Code != http.StatusSeeOther || w.Header().Get("Location") != address+"/" || !strings.HasSuffix(w.Header().Get("Set-Cookie"), want) {
				t.Errorf("%s behind a proxy that %s: %d %v", address, name, w.Code, w.Header())
			}
		}
	}
}

// headers keeps the head of an answer apart.
type headers struct {
	http.ResponseWriter
	h http.Header
}

func (w *headers) Header() http.Header         { return w.h }
func (w *headers) Unwrap() http.ResponseWriter { return w.ResponseWriter }

func TestMethodsAndHeaders(t *testing.T) {
	t.Parallel()
	r := serve(t, demo(t))
	for _, c := range []struct {
		method, path string
		want         int
	}{
		{"GET", "/", 200}, {"GET", "/board.js", 200}, {"GET", "/board.css", 200}, {"GET", "/page", 404}, {"GET", "/page/", 404}, {"GET", "/../board.go", 404},
		{"POST", "/", 405}, {"DELETE", "/events", 405}, {"PUT", "/unit", 405}, {"GET", "/events", 401}, {"GET", "/unit?id=E1", 401}, {"HEAD", "/enter", 403},
	} {
		q, err := http.NewRequest(c.method, r.http.URL+c.path, nil)
		must(t, err)
		answer, err := http.DefaultClient.Do(q)
		must(t, err)
		answer.Body.Close()
		if answer.StatusCode != c.want {
			t.Errorf("%s %s: %s, want %d", c.method, c.path, answer.Status, c.want)
		}
		policy := answer.Header.Get("Content-Security-Policy")
		if !strings.Contains(policy, "default-src 'none'") || strings.Contains(policy, "unsafe") || answer.Header.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s %s: headers %v", c.method, c.path, answer.Header)
		}
	}
	q, err := http.NewRequest(http.MethodPost, r.http.URL+"/enter", strings.NewReader(initData(token, r.now(), "user", `{"id":700001}`).Encode()))
	must(t, err)
	q.Header.Set("Origin", "https://elsewhere.example")
	q.Header.Set("Sec-Fetch-Site", "cross-site")
	answer, err := http.DefaultClient.Do(q)
	must(t, err)
	answer.Body.Close()
	if answer.StatusCode != http.StatusForbidden {
		t.Errorf("a login from another site: %s", answer.Status)
	}
}
