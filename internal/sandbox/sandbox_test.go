package sandbox

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"
)

// clock is a movable clock.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func newClock() *clock {
	return &clock{now: time.Date(2027, 1, 12, 18, 0, 0, 0, time.FixedZone("UTC+8", 8*3600))}
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) Add(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// start makes a sandbox with a movable clock; the tests that are not about limits have none.
func start(t *testing.T, o Options) (*Server, *clock) {
	t.Helper()
	at := newClock()
	o.Now = at.Now
	s, err := Start(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	return s, at
}

func free(t *testing.T) (*Server, *clock) {
	t.Helper()
	return start(t, Options{Limits: Limits{Off: true}})
}

// soon is a context for things that should happen at once.
func soon(t *testing.T) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	t.Cleanup(cancel)
	return ctx
}

// args are parameters of a call in JSON.
type args map[string]any

// reply is the envelope of every answer.
type reply struct {
	OK          bool            `json:"ok"`
	Result      json.RawMessage `json:"result"`
	Code        int             `json:"error_code"`
	Description string          `json:"description"`
	Parameters  struct {
		RetryAfter int   `json:"retry_after"`
		MigrateTo  int64 `json:"migrate_to_chat_id"`
	} `json:"parameters"`
}

// try makes a call and returns whatever comes of it.
func try(ctx context.Context, s *Server, method string, a args) (reply, error) {
	body, err := json.Marshal(a)
	if err != nil {
		return reply{}, err
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, s.URL+"/bot"+s.Token+"/"+method, bytes.NewReader(body))
	if err != nil {
		return reply{}, err
	}
	r.Header.Set("Content-Type", "application/json")
	return send(r)
}

func send(r *http.Request) (reply, error) {
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		return reply{}, err
	}
	defer response.Body.Close()
	var out reply
	if err := json.NewDecoder(response.Body).Decode(&out); err != nil {
		return reply{Code: response.StatusCode}, err
	}
	if !out.OK && out.Code != response.StatusCode {
		return out, fmt.Errorf("status %d with error_code %d", response.StatusCode, out.Code)
	}
	return out, nil
}

// call makes a call that must succeed.
func do[T any](t *testing.T, s *Server, method string, a args) T {
	t.Helper()
	var result T
	out, err := try(soon(t), s, method, a)
	if err != nil || !out.OK {
		t.Fatalf("%s: %v %d %s", method, err, out.Code, out.Description)
	}
	if err := json.Unmarshal(out.Result, &result); err != nil {
		t.Fatalf("%s: %v in %s", method, err, out.Result)
	}
	return result
}

// refused makes a call that must fail with exactly these words.
func refused(t *testing.T, s *Server, method string, a args, words string) reply {
	t.Helper()
	out, err := try(soon(t), s, method, a)
	if err != nil {
		t.Fatalf("%s: %v", method, err)
	}
	if out.Description != words {
		t.Fatalf("%s\n got %q\nwant %q", method, out.Description, words)
	}
	return out
}

// met gives a phone that has pressed Start, with the bot's queue empty.
func met(t *testing.T, s *Server, name string) *Phone {
	t.Helper()
	p := s.Phone(Person{FirstName: name})
	must(t)(p.Start(""))
	drain(t, s)
	return p
}

func must(t *testing.T) func(int, error) int {
	return func(id int, err error) int {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return id
	}
}

// seen is an update as far as the tests look at it.
type seen struct {
	ID      int64    `json:"update_id"`
	Message *Message `json:"message"`
	Edited  *Message `json:"edited_message"`
	Query   *struct {
		ID      string  `json:"id"`
		Data    string  `json:"data"`
		Message Message `json:"message"`
	} `json:"callback_query"`
	Mine   *seenMember `json:"my_chat_member"`
	Member *seenMember `json:"chat_member"`
}

type seenMember struct {
	Chat struct{ ID int64 }
	Old  struct{ Status string } `json:"old_chat_member"`
	New  struct{ Status string } `json:"new_chat_member"`
}

// drain takes every waiting update and confirms it.
func drain(t *testing.T, s *Server) []seen {
	t.Helper()
	updates := do[[]seen](t, s, "getUpdates", args{})
	if n := len(updates); n > 0 {
		do[[]seen](t, s, "getUpdates", args{"offset": updates[n-1].ID + 1})
	}
	return updates
}

func TestParametersComeInEveryForm(t *testing.T) {
	t.Parallel()
	s, _ := free(t)
	p := met(t, s, "周明")
	values := url.Values{"chat_id": {fmt.Sprint(p.ID())}, "text": {"收到 & <1> +2"}}
	at := s.URL + "/bot" + s.Token + "/sendMessage"

	var form bytes.Buffer
	w := multipart.NewWriter(&form)
	_ = w.WriteField("chat_id", fmt.Sprint(p.ID()))
	_ = w.WriteField("text", "收到 & <1> +2")
	_ = w.Close()
	asJSON := fmt.Sprintf(`{"chat_id":%d,"text":"收到 & <1> +2","parse_mode":null}`, p.ID())

	for name, request := range map[string]struct {
		method, url, kind string
		body              io.Reader
	}{
		"query string": {"GET", at + "?" + values.Encode(), "", nil},
		"urlencoded":   {"POST", at, "application/x-www-form-urlencoded", strings.NewReader(values.Encode())},
		"multipart":    {"POST", at, w.FormDataContentType(), bytes.NewReader(form.Bytes())},
		"chunked":      {"POST", at, w.FormDataContentType(), io.MultiReader(bytes.NewReader(form.Bytes()))},
		"JSON":         {"POST", at, "application/json; charset=utf-8", strings.NewReader(asJSON)},
		"JSON chunked": {"POST", at, "application/json", io.MultiReader(strings.NewReader(asJSON))},
	} {
		r, err := http.NewRequest(request.method, request.url, request.body)
		if err != nil {
			t.Fatal(err)
		}
		if request.kind != "" {
			r.Header.Set("Content-Type", request.kind)
		}
		out, err := send(r)
		if err != nil || !out.OK || p.Last().Text != "收到 & <1> +2" {
			t.Errorf("%s: %v %+v, last message %q", name, err, out, p.Last().Text)
		}
	}
	if got := len(s.Requests("sendMessage")); got != 6 {
		t.Errorf("%d calls recorded, want 6", got)
	}
}

func TestWhoMayCallWhat(t *testing.T) {
	t.Parallel()
	s, _ := free(t)
	if out := refused(t, s, "sendTelepathy", nil, "Not Found"); out.Code != 404 {
		t.Errorf("unknown method: %d", out.Code)
	}
	r, _ := http.NewRequest("POST", s.URL+"/bot1000001:wrong/getMe", nil)
	if out, err := send(r); err != nil || out.Code != 401 || out.Description != "Unauthorized" {
		t.Errorf("wrong token: %v %+v", err, out)
	}
	type me struct {
		ID       int64
		Username string
		ReadAll  *bool `json:"can_read_all_group_messages"`
	}
	if got := do[me](t, s, "GETME", nil); got.ID != 1000001 || got.Username != "huanjie_demo_bot" || got.ReadAll == nil || *got.ReadAll {
		t.Errorf("getMe: %+v", got)
	}
	if _, err := New(Options{Token: "secret"}); err == nil {
		t.Error("a token without a number was accepted")
	}
}

func TestDownCutsAndKeepsWhatIsSaid(t *testing.T) {
	t.Parallel()
	s, _ := free(t)
	p := met(t, s, "周明")
	polled := make(chan error, 1)
	go func() {
		_, err := try(soon(t), s, "getUpdates", args{"timeout": 50})
		polled <- err
	}()
	waitForPoll(t, s)
	s.Down(true)
	if err := <-polled; err == nil {
		t.Error("the waiting poll got an answer from a Telegram that is away")
	}
	if _, err := try(soon(t), s, "getMe", nil); err == nil {
		t.Error("getMe got an answer from a Telegram that is away")
	}
	must(t)(p.Say("在吗"))
	s.Down(false)
	if got := drain(t, s); len(got) != 1 || got[0].Message.Text != "在吗" {
		t.Errorf("after the outage: %+v", got)
	}
}

// waitForPoll returns when a getUpdates waits.
func waitForPoll(t *testing.T, s *Server) {
	t.Helper()
	for {
		s.mu.Lock()
		polling := s.polling != nil
		s.mu.Unlock()
		if polling {
			return
		}
		if soon(t).Err() != nil {
			t.Fatal("no poll came")
		}
		runtime.Gosched()
	}
}

// Not parallel: it counts all goroutines of the process.
func TestCloseLeavesNothingBehind(t *testing.T) {
	before := runtime.NumGoroutine()
	for range 3 {
		s, err := Start(Options{WebhookRetry: time.Hour})
		if err != nil {
			t.Fatal(err)
		}
		client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
		var clients sync.WaitGroup
		get := func(path string) {
			clients.Go(func() {
				if r, err := client.Get(s.URL + path); err == nil {
					_, _ = io.Copy(io.Discard, r.Body)
					_ = r.Body.Close()
				}
			})
		}
		get("/api/events")
		get("/bot" + s.Token + "/getUpdates?timeout=50")
		waitForPoll(t, s)
		p := s.Phone(Person{FirstName: "周明"})
		s.Fail(Fault{Method: "getMe", Delay: time.Hour})
		get("/bot" + s.Token + "/getMe")
		s.mu.Lock()
		s.setTyping(s.chats[p.ID()], true)
		s.hook = &webhook{url: "http://127.0.0.1:1", most: 3, client: client}
		s.hook.ctx, s.hook.stop = context.WithCancel(context.Background())
		s.mu.Unlock()
		must(t)(p.Say("你好"))
		s.Close()
		s.Close()
		clients.Wait()
		if err := p.Wait(t.Context(), func([]Message) bool { return false }); !errors.Is(err, errClosed) {
			t.Errorf("waiting on a closed sandbox: %v", err)
		}
	}
	for deadline := time.Now().Add(time.Minute); runtime.NumGoroutine() > before; runtime.Gosched() {
		if time.Now().After(deadline) {
			stacks := make([]byte, 1<<16)
			t.Fatalf("%d goroutines before, %d after:\n%s", before, runtime.NumGoroutine(), stacks[:runtime.Stack(stacks, true)])
		}
	}
}
