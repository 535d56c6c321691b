package sandbox

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"mime/multipart"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"
)

// press is what the page does: a POST of JSON to its own API.
func press(t *testing.T, s *Server, path string, body any) (int, map[string]any) {
	t.Helper()
	raw, _ := json.Marshal(body)
	response, err := http.Post(s.URL+"/api/"+path, "application/json", bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	var out map[string]any
	if err := json.NewDecoder(response.Body).Decode(&out); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return response.StatusCode, out
}

func pressed(t *testing.T, s *Server, path string, body any) map[string]any {
	t.Helper()
	status, out := press(t, s, path, body)
	if status != 200 {
		t.Fatalf("%s: %d %v", path, status, out)
	}
	return out
}

// follow is a page that reads the events; next returns the data of the next event of that name.
func follow(t *testing.T, s *Server) (next func(name string) string) {
	t.Helper()
	r, err := http.NewRequestWithContext(soon(t), http.MethodGet, s.URL+"/api/events", nil)
	if err != nil {
		t.Fatal(err)
	}
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = response.Body.Close() })
	lines := bufio.NewReader(response.Body)
	return func(name string) string {
		t.Helper()
		event := ""
		for {
			line, err := lines.ReadString('\n')
			if err != nil {
				t.Fatalf("waiting for %s: %v", name, err)
			}
			line = strings.TrimSpace(line)
			if e, ok := strings.CutPrefix(line, "event: "); ok {
				event = e
			}
			if data, ok := strings.CutPrefix(line, "data: "); ok && event == name {
				return data
			}
		}
	}
}

func TestStateAndEvents(t *testing.T) {
	t.Parallel()
	at := newClock()
	pressedControl := make(chan struct{})
	s, err := Start(Options{Now: at.Now, Title: "演示", Limits: Limits{Off: true}, Controls: []Control{{
		ID: "tomorrow", Label: Words{"快进到明天 08:00", "On to tomorrow 08:00"}, Group: "clock",
		Press: func() { <-pressedControl; at.Add(14 * time.Hour) },
	}}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	p := s.Phone(Person{ID: 501, FirstName: "周明", Role: Words{"联络员", "Officer"}})
	first, second := follow(t, s), follow(t, s)
	var state viewState
	if err := json.Unmarshal([]byte(first("state")), &state); err != nil {
		t.Fatal(err)
	}
	if state.Label != "2027-01-12 周二 18:00" || state.Now != "2027-01-12T18:00:00+08:00" || state.Title != "演示" || state.Language != "zh" ||
		len(state.Phones) != 1 || !slices.Equal(state.Phones[0].Chats, []int64{501}) || len(state.Chats) != 1 || state.Chats[0].Bot || len(state.Controls) != 1 {
		t.Errorf("state: %+v", state)
	}
	second("state")

	pressed(t, s, "start", args{"user": 501, "payload": "bind"})
	var ch viewChat
	for _, next := range []func(string) string{first, second} {
		if err := json.Unmarshal([]byte(next("chat")), &ch); err != nil || len(ch.Messages) != 1 || ch.Messages[0].Text != "/start bind" || !ch.Bot {
			t.Errorf("chat: %v %+v", err, ch)
		}
	}
	do[Message](t, s, "sendMessage", args{"chat_id": 501, "text": "选", "reply_markup": buttons("上报", "r", "返回", "b")})
	m := p.Last()
	tapped := pressed(t, s, "tap", args{"user": 501, "chat": 501, "message_id": m.ID, "row": 0, "col": 1})
	do[bool](t, s, "answerCallbackQuery", args{"callback_query_id": tapped["callback_id"], "text": "好"})
	if got := first("answer"); got != `{"user":501,"text":"好","alert":false}` {
		t.Errorf("answer: %s", got)
	}
	at.Add(time.Hour)
	s.ClockMoved()
	if got := second("clock"); got != `{"label":"2027-01-12 周二 19:00","now":"2027-01-12T19:00:00+08:00"}` {
		t.Errorf("clock: %s", got)
	}
	pressed(t, s, "control", args{"id": "tomorrow"})
	if got := first("state"); !strings.Contains(got, `"running":true`) {
		t.Errorf("the pressed control does not run: %s", got)
	}
	close(pressedControl)
	if got := first("state"); !strings.Contains(got, `"running":false`) || !strings.Contains(got, "2027-01-13 周三 09:00") {
		t.Errorf("after the press: %s", got)
	}
	s.SetControls(Control{ID: "x", Press: func() {}})
	s.SetRunning("x", true)
	if status, out := press(t, s, "control", args{"id": "tomorrow"}); status != 404 || out["error"] != "no such control" {
		t.Errorf("a control that is gone: %d %v", status, out)
	}
}

func TestThePagesWishes(t *testing.T) {
	t.Parallel()
	s, _ := free(t)
	p := met(t, s, "周明")
	said := pressed(t, s, "say", args{"user": p.ID(), "chat": p.ID(), "text": "发1200"})
	id := int(said["message_id"].(float64))
	pressed(t, s, "edit", args{"user": p.ID(), "chat": p.ID(), "message_id": id, "text": "发1201"})
	pressed(t, s, "say", args{"user": p.ID(), "chat": p.ID(), "text": "对", "reply_to": id})
	pressed(t, s, "location", args{"user": p.ID(), "chat": p.ID(), "latitude": 30.5, "longitude": 120.5})
	group := int64(pressed(t, s, "group", args{"user": p.ID(), "title": "新群"})["chat"].(float64))
	pressed(t, s, "group/bot", args{"user": p.ID(), "chat": group, "present": true})
	pressed(t, s, "group/bot", args{"user": p.ID(), "chat": group, "present": false})
	got := drain(t, s)
	if len(got) != 7 || got[1].Edited.Text != "发1201" || got[2].Message.ReplyTo.ID != id || got[3].Message.Location == nil || got[4].Mine == nil || got[6].Mine.New.Status != "left" {
		t.Errorf("updates: %+v", got)
	}
	for path, c := range map[string]struct {
		body   any
		status int
		words  string
	}{
		"say":       {args{"user": p.ID(), "chat": 42, "text": "x"}, 404, "no such chat on this telephone"},
		"start":     {args{"user": 42}, 404, "no such person"},
		"tap":       {args{"user": p.ID(), "chat": p.ID(), "message_id": id, "row": 0}, 400, "that button is gone"},
		"edit":      {args{"user": p.ID(), "chat": p.ID(), "message_id": 4711, "text": "x"}, 400, "only one's own messages can be edited"},
		"group":     {args{"user": p.ID()}, 400, "a group's title has 1 to 128 characters"},
		"group/bot": {args{"user": p.ID(), "chat": p.ID(), "present": true}, 400, "the bot is in every private chat already"},
		"location":  {"nowhere", 400, "the request is not the expected JSON"},
	} {
		if status, out := press(t, s, path, c.body); status != c.status || out["error"] != c.words {
			t.Errorf("%s: %d %v, want %d %s", path, status, out, c.status, c.words)
		}
	}
}

func TestUploadsAndFilesOfThePage(t *testing.T) {
	t.Parallel()
	s, _ := free(t)
	p := met(t, s, "周明")
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	_ = form.WriteField("user", "500001")
	_ = form.WriteField("chat", "500001")
	_ = form.WriteField("as", "photo")
	_ = form.WriteField("caption", "两张")
	for _, name := range []string{"a.png", "b.png"} {
		w, _ := form.CreateFormFile("files", name)
		_, _ = w.Write(Picture(20, 10))
	}
	_ = form.Close()
	response, err := http.Post(s.URL+"/api/upload", form.FormDataContentType(), &body)
	if err != nil || response.StatusCode != 200 {
		t.Fatalf("upload: %v %v", err, response)
	}
	_ = response.Body.Close()
	got := p.Messages()[1:]
	if len(got) != 2 || got[0].MediaGroupID == "" || got[0].Caption != "两张" {
		t.Fatalf("album: %+v", got)
	}
	must(t)(p.Document("页 面.html", []byte("<script>alert(1)</script>"), ""))
	for id, want := range map[string][3]string{
		got[0].Photo[0].FileID:   {"200", "image/png", ""},
		p.Last().Document.FileID: {"200", "text/html", "attachment; filename*=UTF-8''%E9%A1%B5%20%E9%9D%A2.html"},
		"unknown":                {"404", "application/json", ""},
	} {
		r, err := http.Get(s.URL + "/api/file/" + id)
		if err != nil {
			t.Fatal(err)
		}
		_, _ = io.Copy(io.Discard, r.Body)
		_ = r.Body.Close()
		if !strings.HasPrefix(r.Status, want[0]) || r.Header.Get("Content-Type") != want[1] || r.Header.Get("Content-Disposition") != want[2] {
			t.Errorf("%s: %s %v", id, r.Status, r.Header)
		}
	}
}

func TestThePageItself(t *testing.T) {
	t.Parallel()
	s, _ := free(t)
	for path, kind := range map[string]string{"/": "text/html; charset=utf-8", "/api/state": "application/json"} {
		r, err := http.Get(s.URL + path)
		if err != nil {
			t.Fatal(err)
		}
		_ = r.Body.Close()
		if r.StatusCode != 200 || r.Header.Get("Content-Type") != kind {
			t.Errorf("%s: %s %s", path, r.Status, r.Header.Get("Content-Type"))
		}
	}
	r, _ := http.NewRequest(http.MethodPost, s.URL+"/api/start", strings.NewReader(`{"user":1}`))
	r.Header.Set("Origin", "https://elsewhere.example")
	response, err := http.DefaultClient.Do(r)
	if err != nil || response.StatusCode != http.StatusForbidden {
		t.Errorf("another site pressed a button: %v %v", err, response)
	}
	_ = response.Body.Close()
}
