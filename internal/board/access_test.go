package board

import (
	"encoding/hex"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"huanjie/internal/election"
	"huanjie/internal/store"
)

func TestLinkOpensOnce(t *testing.T) {
	t.Parallel()
	r := serve(t, demo(t))
	link := r.Link("qinghe", leader, election.English, r.now())
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
	good := r.Link("qinghe", leader, election.Chinese, r.now())
	other := New(Options{URL: r.http.URL, Key: []byte("another key, of thirty-two bytes"), Store: r.opts.Store})
	defer other.Close()
	for name, link := range map[string]string{
		"expired":             r.Link("qinghe", leader, election.Chinese, r.now().Add(-LinkLasts)),
		"signed by another":   other.Link("qinghe", leader, election.Chinese, r.now()),
		"changed":             strings.Replace(good, "key=", "key=A", 1),
		"cut":                 good[:len(good)-4],
		"without a signature": good[:strings.LastIndexByte(good, '.')],
		"a session":           r.http.URL + "/enter?key=" + r.sign(claim{Use: sessionUse, Town: "qinghe", Person: leader, Expires: r.now().Unix() + 60}),
		"of a stranger":       r.Link("qinghe", "路人", election.Chinese, r.now()),
		"of no town":          r.Link("nowhere", leader, election.Chinese, r.now()),
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
	_, key, _ := strings.Cut(r.Link("qinghe", leader, election.Chinese, r.now()), "key=")
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
			proxy.ServeHTTP(w, httptest.NewRequest(http.MethodGet, b.Link("qinghe", leader, election.Chinese, r.now()), nil))
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

// initData signs fields as Telegram does; pairs are name, value.
func initData(token string, at time.Time, pairs ...string) url.Values {
	v := url.Values{"auth_date": {strconv.FormatInt(at.Unix(), 10)}}
	for i := 0; i < len(pairs); i += 2 {
		v.Set(pairs[i], pairs[i+1])
	}
	var lines []string
	for name := range v {
		lines = append(lines, name+"="+v.Get(name))
	}
	slices.Sort(lines)
	v.Set("hash", hex.EncodeToString(mac(mac([]byte("WebAppData"), token), strings.Join(lines, "\n"))))
	return v
}

// TestInitDataKnown checks against a value computed apart from this code, with
// Python's hmac, in Telegram's encoding.
func TestInitDataKnown(t *testing.T) {
	t.Parallel()
	const known = "query_id=AAE1&user=%7B%22id%22%3A700001%2C%22first_name%22%3A%22A%2BB%20100%25%20%5C%2F%22%7D&auth_date=1800000000&signature=c2ln-_&hash=adc3aa6d5d835016bef2e633aa9f602c428dc40220884142ffc0f68d2c009006"
	b := New(Options{Token: token})
	defer b.Close()
	if user, err := b.readInitData(known, time.Unix(1_800_000_100, 0)); err != nil || user != 700001 {
		t.Errorf("user %d, %v", user, err)
	}
}

func TestMiniApp(t *testing.T) {
	t.Parallel()
	r := serve(t, demo(t))
	ses, err := r.store.Load().Session(t.Context(), 101)
	must(t, err)
	must(t, r.store.Load().Commit(t.Context(), store.Commit{Update: 1, Session: &ses, Binding: &store.Binding{Person: leader, Language: "en"}}))

	user := func(id string) []string {
		return []string{"user", `{"id":` + id + `,"first_name":"A+B 100% \/ & 张"}`}
	}
	forged := initData(token, r.now(), user("101")...)
	forged.Set("user", `{"id":700001}`)
	twice := initData(token, r.now(), user("101")...)
	twice.Add("user", `{"id":700001}`)
	for name, c := range map[string]struct {
		body string
		want int
	}{
		"bound":         {initData(token, r.now(), user("101")...).Encode(), 200},
		"office":        {initData(token, r.now().Add(-59*time.Minute), user("700001")...).Encode(), 200},
		"old":           {initData(token, r.now().Add(-61*time.Minute), user("101")...).Encode(), 401},
		"ahead":         {initData(token, r.now().Add(5*time.Minute), user("101")...).Encode(), 401},
		"another bot's": {initData("700001:other", r.now(), user("101")...).Encode(), 401},
		"forged":        {forged.Encode(), 401},
		"twice":         {twice.Encode(), 401},
		"no user":       {initData(token, r.now()).Encode(), 401},
		"user 0":        {initData(token, r.now(), "user", `{"id":0}`).Encode(), 401},
		"no hash":       {"user=%7B%22id%22%3A101%7D&auth_date=1800000000", 401},
		"empty":         {"", 401},
		"stranger":      {initData(token, r.now(), user("102")...).Encode(), 403},
		"nowhere":       {initData(token, r.now(), user("103")...).Encode(), 403},
		"long":          {strings.Repeat("x", initDataMost+1), 413},
	} {
		b := r.browser()
		answer, err := b.Post(r.http.URL+"/enter", "text/plain", strings.NewReader(c.body))
		must(t, err)
		body, err := io.ReadAll(answer.Body)
		must(t, err)
		answer.Body.Close()
		if answer.StatusCode != c.want || (c.want == 200) != strings.Contains(string(body), "session") {
			t.Errorf("%s: %s, want %d", name, answer.Status, c.want)
		}
		if status, _ := b.get("/unit?id=E1"); c.want == 200 && status != 200 {
			t.Errorf("%s: then %d", name, status)
		}
	}
}

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
