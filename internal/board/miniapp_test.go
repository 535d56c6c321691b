package board

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"huanjie/internal/election"
	"huanjie/internal/store"
)

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
	if given, err := b.readInitData(known, time.Unix(1_800_000_100, 0)); err != nil || given.user != 700001 {
		t.Errorf("%+v, %v", given, err)
	}
}

// bind ties a Telegram account to a person of the demo.
func (r *rig) bind(user int64, p election.PersonID) {
	r.t.Helper()
	ses, err := r.store.Load().Session(r.t.Context(), user)
	must(r.t, err)
	r.names++
	must(r.t, r.store.Load().Commit(r.t.Context(), store.Commit{Update: int64(r.names), Session: &ses, Binding: &store.Binding{Person: p, Language: "en"}}))
	r.homes[user] = r.store.Load().Town().ID
}

// signed is what Telegram says of a user who opens the board now.
func (r *rig) signed(user int64) string {
	r.names++
	return initData(token, r.now(), "query_id", strconv.Itoa(r.names), "user", fmt.Sprintf(`{"id":%d,"first_name":"A+B 100%% \/ & 张"}`, user)).Encode()
}

// post opens the board with what Telegram says.
func (b browser) post(given string) (status int, body string) {
	b.r.t.Helper()
	answer, err := b.Post(b.r.http.URL+"/enter", "text/plain", strings.NewReader(given))
	must(b.r.t, err)
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	must(b.r.t, err)
	return answer.StatusCode, string(text)
}

func TestMiniApp(t *testing.T) {
	t.Parallel()
	r := serve(t, demo(t))
	r.bind(101, leader)

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
		"office":        {initData(token, r.now().Add(-4*time.Minute), user("700001")...).Encode(), 200},
		"old":           {initData(token, r.now().Add(-initDataOld-time.Second), user("101")...).Encode(), 401},
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
		if status, body := b.post(c.body); status != c.want || (c.want == 200) != strings.Contains(body, "session") {
			t.Errorf("%s: %d %s, want %d", name, status, body, c.want)
		}
		want := http.StatusUnauthorized
		if c.want == http.StatusOK {
			want = http.StatusOK
		}
		if status, _ := b.get("/unit?id=E1"); status != want {
			t.Errorf("%s: then %d, want %d", name, status, want)
		}
	}
}

// TestMiniAppOnce opens one launch more than once: whoever reloads the page goes
// on with their session; whoever has a copy gets none.
func TestMiniAppOnce(t *testing.T) {
	t.Parallel()
	r := serve(t, demo(t))
	r.bind(101, leader)
	r.bind(105, officer)
	given := r.signed(101)

	var opened atomic.Int64
	var own browser
	var all sync.WaitGroup
	var mu sync.Mutex
	for range 8 {
		b := r.browser()
		all.Go(func() {
			if status, _ := b.post(given); status == http.StatusOK {
				opened.Add(1)
				mu.Lock()
				own = b
				mu.Unlock()
			} else if status != http.StatusUnauthorized {
				t.Errorf("a copy: %d", status)
			}
		})
	}
	all.Wait()
	if opened.Load() != 1 {
		t.Fatalf("one launch opened %d sessions", opened.Load())
	}
	if status, body := own.post(given); status != http.StatusNoContent || body != "" {
		t.Errorf("a reload: %d %s", status, body)
	}
	if status, _ := own.get("/unit?id=E1"); status != http.StatusOK {
		t.Errorf("after a reload: %d", status)
	}
	other := r.browser()
	if status, _ := other.post(r.signed(105)); status != http.StatusOK {
		t.Fatalf("another person: %d", status)
	}
	if status, _ := other.post(given); status != http.StatusUnauthorized {
		t.Errorf("a copy in the browser of another person: %d", status)
	}
	if status, _ := own.post(r.signed(102)); status != http.StatusForbidden { // another account of that telephone
		t.Errorf("a stranger: %d", status)
	}
	if status, _ := own.get("/unit?id=E1"); status != http.StatusUnauthorized {
		t.Errorf("a stranger on a telephone where somebody looked before: %d", status)
	}
}

// TestMiniAppRights enters as everybody there is.
func TestMiniAppRights(t *testing.T) {
	t.Parallel()
	town := *demo(t)
	town.Observers = append(town.Observers, "石远")
	units := slices.Clone(town.Units)
	units[0].Checkers = []election.PersonID{"万青"}
	town.Units = units
	with, err := election.NewTown(town)
	must(t, err)
	r := serve(t, with)
	u := r.unitOf(units[0].ID)
	r.report(u.ID, countOf(u, 200, 150, 40, 160, 150, 50)) // preliminary

	for user, c := range map[int64]struct {
		person election.PersonID
		units  int
		counts bool // of the unit that is counted, if they see it
	}{
		201: {leader, 6, true}, 202: {officer, 3, false}, 203: {group, 22, true}, 204: {"石远", 22, true}, 205: {"万青", 1, false},
		206: {"周明", 1, false}, office: {election.OfficePerson(office), 22, true},
	} {
		if user != office {
			r.bind(user, c.person)
		}
		b := r.browser()
		if status, _ := b.post(r.signed(user)); status != http.StatusOK {
			t.Errorf("%s: %d", c.person, status)
			continue
		}
		h := b.listen("").next()
		sees := with.Person(c.person).MaySee(u)
		if len(h.Units) != c.units && c.person != officer {
			t.Errorf("%s sees %d units, want %d", c.person, len(h.Units), c.units)
		}
		for _, row := range h.Units {
			if v, _ := with.Unit(row.ID); !with.Person(c.person).MaySee(v) {
				t.Errorf("%s reads of %s", c.person, row.ID)
			}
			if row.ID == u.ID && row.Counted != c.counts {
				t.Errorf("%s: the preliminary count of %s is shown: %v", c.person, u.ID, row.Counted)
			}
		}
		if status, text := b.get("/unit?id=" + string(u.ID)); (status == http.StatusOK) != sees || strings.Contains(text, `"votes":150`) != c.counts {
			t.Errorf("%s opens %s: %d %s", c.person, u.ID, status, text)
		}
	}
}

// TestMiniAppEnds takes the board away from whoever looks: the roster loses them,
// or their name is bound to another telephone.
func TestMiniAppEnds(t *testing.T) {
	t.Parallel()
	r := serve(t, demo(t))
	r.bind(101, leader)
	r.bind(105, officer)
	lost, gone := r.browser(), r.browser()
	for b, user := range map[browser]int64{lost: 101, gone: 105} {
		if status, _ := b.post(r.signed(user)); status != http.StatusOK {
			t.Fatalf("%d enters: %d", user, status)
		}
	}
	link := r.enter(leader) // a session by a link goes with the telephone, too
	r.bind(999, leader)
	for name, b := range map[string]browser{"a Mini App": lost, "a link": link} {
		if status, _ := b.get("/events"); status != http.StatusForbidden {
			t.Errorf("%s of a telephone that was lost: %d", name, status)
		}
	}
	shown := httptest.NewRecorder()
	w, leave := r.attend("qinghe")
	defer leave()
	w.ready(t.Context())
	p, _ := w.latest()
	s := stream{board: r.Board, watch: w, claim: claim{Town: "qinghe", Person: leader, User: 101, Expires: r.now().Unix() + 60}, store: r.store.Load(),
		w: shown, out: http.NewResponseController(shown), sent: fmt.Sprintf("%x-%d", p.epoch, p.version)}
	if err := s.push(t.Context(), p, true); err == nil || !strings.Contains(shown.Body.String(), "event: gone") {
		t.Errorf("a stream that was open goes on: %v %s", err, shown.Body)
	}

	stream := gone.listen("")
	stream.next()
	town := *r.store.Load().Town()
	town.Units = slices.Clone(town.Units)
	for i, u := range town.Units {
		if slices.Contains(u.Officers, officer) {
			town.Units[i].Officers = []election.PersonID{"顾清"}
		}
		town.Units[i].Checkers = nil
	}
	changed, err := election.NewTown(town)
	must(t, err)
	other := store.Open(r.redis, changed)
	must(t, other.Enroll(t.Context()))
	r.store.Store(other)
	if h := stream.next(); h.name != "gone" {
		t.Errorf("whoever left the roster hears %s", h.name)
	}
	if status, _ := gone.post(r.signed(105)); status != http.StatusForbidden {
		t.Errorf("and enters again: %d", status)
	}
}

// TestMiniAppCookie looks at what a board with https gives a browser.
func TestMiniAppCookie(t *testing.T) {
	t.Parallel()
	r := serve(t, demo(t))
	b := New(Options{URL: "https://board.example.org/town", Token: token, Store: r.opts.Store, Home: r.opts.Home, Now: r.now, Log: r.opts.Log})
	defer b.Close()
	w := httptest.NewRecorder()
	b.Handler().ServeHTTP(w, httptest.NewRequest(http.MethodPost, "/town/enter", strings.NewReader(r.signed(office))))
	if got := w.Header().Get("Set-Cookie"); w.Code != http.StatusOK || !strings.HasSuffix(got, "Path=/town; Max-Age=43200; HttpOnly; Secure; SameSite=None; Partitioned") {
		t.Errorf("%d, cookie %s", w.Code, got)
	}
	if policy := w.Header().Get("Content-Security-Policy"); !strings.Contains(policy, "frame-ancestors https://web.telegram.org;") || w.Header().Get("X-Frame-Options") != "" {
		t.Errorf("Telegram's web client cannot show it: %v", w.Header())
	}
	for address, want := range map[string]string{"https://board.example.org/town": "https://board.example.org/town/", "http://192.168.1.20:8090": ""} {
		if got := MiniApp(address); got != want {
			t.Errorf("the button of %s opens %q", address, got)
		}
	}
}

// TestMiniAppTellsNobody enters and looks for what was given in the log, in the
// answers and in Redis.
func TestMiniAppTellsNobody(t *testing.T) {
	t.Parallel()
	r := serve(t, demo(t))
	var log bytes.Buffer
	r.opts.Log = slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	given := initData(token, r.now(), "user", `{"id":700001,"first_name":"王秘密"}`)
	stale := initData(token, r.now().Add(-time.Hour), "user", `{"id":700001,"first_name":"王秘密"}`)
	b := r.browser()
	status, body := b.post(given.Encode())
	if status != http.StatusOK {
		t.Fatalf("enter: %d", status)
	}
	_, again := r.browser().post(given.Encode())
	_, old := r.browser().post(stale.Encode())
	kept, err := r.redis.Keys(t.Context(), "*").Result()
	must(t, err)
	var session struct{ Session string }
	must(t, json.Unmarshal([]byte(body), &session))
	for where, text := range map[string]string{"log": log.String(), "answer": body + again + old, "keys": strings.Join(kept, " ")} {
		for _, secret := range []string{given.Get("hash"), stale.Get("hash"), "王秘密", "auth_date", token} {
			if strings.Contains(text, secret) {
				t.Errorf("%q is in the %s: %s", secret, where, text)
			}
		}
	}
	if !strings.Contains(log.String(), "somebody enters") || strings.Contains(log.String(), session.Session) {
		t.Errorf("the log says %s", log.String())
	}
}

// TestOnlyThePageAsks has another site make a browser ask.
func TestOnlyThePageAsks(t *testing.T) {
	t.Parallel()
	r := serve(t, demo(t))
	b := r.enter(group)
	for site, want := range map[string]int{"same-origin": 200, "cross-site": 403, "same-site": 403, "none": 403} {
		q, err := http.NewRequest(http.MethodGet, r.http.URL+"/unit?id=E1", nil)
		must(t, err)
		q.Header.Set("Sec-Fetch-Site", site)
		answer, err := b.Do(q)
		must(t, err)
		answer.Body.Close()
		if answer.StatusCode != want {
			t.Errorf("%s: %s, want %d", site, answer.Status, want)
		}
	}
}
