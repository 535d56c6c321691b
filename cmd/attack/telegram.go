package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"io"
	"mime"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"
)

const (
	token       = "1000001:attack"
	firstUpdate = 1000
)

// telegram is a Bot API server as small as the attack needs. It keeps updates
// until they are confirmed, and notes what was really sent to whom, and when.
type telegram struct {
	server *httptest.Server

	mu       sync.Mutex
	news     chan struct{} // closed at every change
	last     int64         // update
	waiting  []update      // not confirmed yet
	polls    chan struct{} // closed when another request for updates comes
	chats    map[int64]*chat
	mood     func(method string) mood
	fast     time.Duration // by which its clock is ahead of this machine's
	hookPath string        // "" until a webhook is set
	secret   string
	hooked   func() string // address of a process that takes updates
	inHand   map[int64]bool
	spoilt   int // requests, by an ill mood
}

// update is one that the bot has not confirmed.
type update struct {
	id, chat int64
	raw      json.RawMessage
}

// chat is what stands in a chat.
type chat struct {
	messages  []*message
	delivered []delivery
}

// message is what a person sees.
type message struct {
	id      int
	bot     bool
	text    string // without markup
	buttons []button
	gone    bool // deleted
}

// delivery is one request that had its effect.
type delivery struct {
	message int
	text    string
	edit    bool
}

type button struct {
	Text string `json:"text"`
	Data string `json:"callback_data"`
}

// mood is how a request is dealt with.
type mood int

const (
	well      mood = iota
	tooMany        // 429, with retry_after
	failing        // 500
	gateway        // 502 with a page instead of JSON
	cutBefore      // the connection ends, and nothing was done
	cutAfter       // it was done, and the connection ends
	odd            // it was done, and the answer begins with ok:true and is strange
	half           // it was done, and the answer ends in its middle
	held           // nothing is done and nothing answered until whoever asks is gone
)

func startTelegram() *telegram {
	t := &telegram{news: make(chan struct{}), polls: make(chan struct{}), chats: map[int64]*chat{}, inHand: map[int64]bool{}, last: firstUpdate - 1}
	t.server = httptest.NewServer(t)
	return t
}

// ServeHTTP answers one request of the bot.
func (t *telegram) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	method, ours := strings.CutPrefix(r.URL.Path, "/bot"+token+"/")
	if !ours {
		http.Error(w, `{"ok":false,"error_code":401,"description":"Unauthorized"}`, http.StatusUnauthorized)
		return
	}
	args, err := arguments(r)
	if err != nil {
		http.Error(w, `{"ok":false,"error_code":400,"description":"Bad Request: cannot be read"}`, http.StatusBadRequest)
		return
	}
	if method == "getUpdates" {
		t.getUpdates(w, r, args)
		return
	}
	how := t.feels(method)
	switch how {
	case tooMany:
		answer(w, http.StatusTooManyRequests, `{"ok":false,"error_code":429,"description":"Too Many Requests: retry after 1","parameters":{"retry_after":1}}`)
		return
	case failing:
		answer(w, http.StatusInternalServerError, `{"ok":false,"error_code":500,"description":"Internal Server Error"}`)
		return
	case gateway:
		answer(w, http.StatusBadGateway, `<html><body>502 Bad Gateway</body></html>`)
		return
	case cutBefore:
		cut(w)
		return
	case held:
		<-r.Context().Done()
		return
	}
	status, body := t.call(method, args)
	switch {
	case how == cutAfter:
		cut(w)
	case how == odd && status == http.StatusOK:
		answer(w, status, strings.Replace(body, `"date":`, `"business":[{"kind":7}],"sender_chat":"none","date":"soon","was":`, 1))
	case how == half && status == http.StatusOK:
		answer(w, status, body[:len(body)-2])
	default:
		answer(w, status, body)
	}
}

// feels is how the request is dealt with.
func (t *telegram) feels(method string) mood {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.mood == nil {
		return well
	}
	how := t.mood(method)
	if how != well {
		t.spoilt++
	}
	return how
}

func (t *telegram) setMood(how func(method string) mood) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.mood = how
}

func answer(w http.ResponseWriter, status int, body string) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_, _ = io.WriteString(w, body)
}

// cut ends the connection without an answer.
func cut(w http.ResponseWriter) {
	if c, _, err := http.NewResponseController(w).Hijack(); err == nil {
		c.Close()
	}
}

// arguments reads the arguments of a request, a form or JSON.
func arguments(r *http.Request) (map[string]string, error) {
	args := map[string]string{}
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	switch {
	case kind == "application/json":
		var raw map[string]json.RawMessage
		if err := json.NewDecoder(r.Body).Decode(&raw); err != nil {
			return nil, err
		}
		for name, value := range raw {
			var text string
			if json.Unmarshal(value, &text) != nil {
				text = string(value)
			}
			args[name] = text
		}
	case kind == "multipart/form-data":
		if err := r.ParseMultipartForm(1 << 20); err != nil && !errors.Is(err, io.EOF) { // a form without fields
			return nil, err
		}
		for name := range r.Form {
			args[name] = r.Form.Get(name)
		}
	}
	return args, nil
}

// call does what a method says, and returns the answer.
func (t *telegram) call(method string, args map[string]string) (status int, body string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	defer t.changed()
	id, _ := strconv.ParseInt(args["chat_id"], 10, 64)
	switch {
	case method == "getMe":
		return http.StatusOK, `{"ok":true,"result":{"id":1000001,"is_bot":true,"first_name":"换届","username":"attack_bot"}}`
	case method == "getWebhookInfo":
		return http.StatusOK, `{"ok":true,"result":{"url":"","has_custom_certificate":false,"pending_update_count":0}}`
	case method == "setWebhook":
		_, path, _ := strings.Cut(strings.TrimPrefix(args["url"], "https://"), "/")
		t.hookPath, t.secret = "/"+path, args["secret_token"]
		return http.StatusOK, `{"ok":true,"result":true}`
	case method == "deleteWebhook":
		t.hookPath = ""
		return http.StatusOK, `{"ok":true,"result":true}`
	case method == "editMessageText":
		return t.edit(id, args)
	case method == "deleteMessage":
		if m := t.chat(id).find(args["message_id"]); m != nil {
			m.gone = true
		}
		return http.StatusOK, `{"ok":true,"result":true}`
	case strings.HasPrefix(method, "send"):
		return http.StatusOK, t.send(id, args)
	default:
		return http.StatusOK, `{"ok":true,"result":true}`
	}
}

func (t *telegram) chat(id int64) *chat {
	if t.chats[id] == nil {
		t.chats[id] = &chat{}
	}
	return t.chats[id]
}

func (c *chat) find(id string) *message {
	for _, m := range c.messages {
		if strconv.Itoa(m.id) == id && !m.gone {
			return m
		}
	}
	return nil
}

// send puts a message into a chat.
func (t *telegram) send(id int64, args map[string]string) string {
	c := t.chat(id)
	m := &message{id: len(c.messages) + 1, bot: true, text: plain(args["text"] + args["caption"]), buttons: keyboard(args["reply_markup"])}
	c.messages = append(c.messages, m)
	c.delivered = append(c.delivered, delivery{m.id, m.text, false})
	return t.shown(id, m)
}

// edit changes a message of the bot.
func (t *telegram) edit(id int64, args map[string]string) (status int, body string) {
	c := t.chat(id)
	m := c.find(args["message_id"])
	if m == nil || !m.bot {
		return http.StatusBadRequest, `{"ok":false,"error_code":400,"description":"Bad Request: message to edit not found"}`
	}
	text, buttons := plain(args["text"]), keyboard(args["reply_markup"])
	if text == m.text && fmt.Sprint(buttons) == fmt.Sprint(m.buttons) {
		return http.StatusBadRequest, `{"ok":false,"error_code":400,"description":"Bad Request: message is not modified"}`
	}
	m.text, m.buttons = text, buttons
	c.delivered = append(c.delivered, delivery{m.id, m.text, true})
	return http.StatusOK, t.shown(id, m)
}

// shown is the answer to a message that was sent or edited.
func (t *telegram) shown(chat int64, m *message) string {
	text, err := json.Marshal(m.text)
	if err != nil {
		text = []byte(`""`)
	}
	kind := "private"
	if chat < 0 {
		kind = "supergroup"
	}
	return fmt.Sprintf(`{"ok":true,"result":{"message_id":%d,"date":%d,"chat":{"id":%d,"type":%q},"text":%s}}`, m.id, t.now().Unix(), chat, kind, text)
}

func (t *telegram) now() time.Time { return time.Now().Add(t.fast) }

var tag = regexp.MustCompile(`<[^>]*>`)

// plain is a text without its markup.
func plain(text string) string { return html.UnescapeString(tag.ReplaceAllString(text, "")) }

// keyboard returns all buttons of a reply markup.
func keyboard(raw string) (all []button) {
	var k struct {
		Rows [][]button `json:"inline_keyboard"`
	}
	if raw == "" || json.Unmarshal([]byte(raw), &k) != nil {
		return nil
	}
	for _, row := range k.Rows {
		all = append(all, row...)
	}
	return all
}

// changed tells everybody who waits; mu is held.
func (t *telegram) changed() {
	close(t.news)
	t.news = make(chan struct{})
}

// await waits until something holds, or until it is too late at one of the
// moments at which that is asked.
func (t *telegram) await(late func() bool, holds func() bool) bool {
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for {
		t.mu.Lock()
		ok, news := holds(), t.news
		t.mu.Unlock()
		if ok {
			return true
		}
		select {
		case <-news:
		case <-tick.C:
			if late() {
				return false
			}
		}
	}
}

// unconfirmed is how many updates the bot has not taken.
func (t *telegram) unconfirmed() int {
	t.mu.Lock()
	defer t.mu.Unlock()
	return len(t.waiting)
}

// getUpdates is one request for updates, held open until there are some.
func (t *telegram) getUpdates(w http.ResponseWriter, r *http.Request, args map[string]string) {
	offset, _ := strconv.ParseInt(args["offset"], 10, 64)
	hold, _ := strconv.Atoi(args["timeout"])
	t.mu.Lock()
	if t.hookPath != "" {
		t.mu.Unlock()
		answer(w, http.StatusConflict, `{"ok":false,"error_code":409,"description":"Conflict: can't use getUpdates method while webhook is active"}`)
		return
	}
	close(t.polls)
	t.polls = make(chan struct{})
	another := t.polls
	t.mu.Unlock()
	end := time.NewTimer(time.Duration(hold) * time.Second)
	defer end.Stop()
	for {
		t.mu.Lock()
		batch, news := t.batch(offset), t.news
		t.mu.Unlock()
		if len(batch) > 0 {
			body, _ := json.Marshal(map[string]any{"ok": true, "result": batch}) // raw JSON of ours
			answer(w, http.StatusOK, string(body))
			return
		}
		select {
		case <-news:
		case <-end.C:
			answer(w, http.StatusOK, `{"ok":true,"result":[]}`)
			return
		case <-another:
			answer(w, http.StatusConflict, `{"ok":false,"error_code":409,"description":"Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"}`)
			return
		case <-r.Context().Done():
			return
		}
	}
}

// batch forgets what an offset confirms, and returns what is next; mu is held.
func (t *telegram) batch(offset int64) (batch []json.RawMessage) {
	kept := t.waiting[:0:0]
	for _, u := range t.waiting {
		if offset > 0 && u.id < offset {
			continue
		}
		kept = append(kept, u)
		if len(batch) < 100 {
			batch = append(batch, u.raw)
		}
	}
	t.waiting = kept
	return batch
}

// caused puts an update into the queue; mu is held.
func (t *telegram) caused(chat int64, what string, v any) {
	t.last++
	raw, err := json.Marshal(map[string]any{"update_id": t.last, what: v})
	if err != nil {
		panic(err) // of values that this program made
	}
	t.waiting = append(t.waiting, update{t.last, chat, raw})
	t.changed()
	t.hook()
}

// say types a text into a private chat and returns the message's number.
func (t *telegram) say(user int64, name, text string) int {
	t.mu.Lock()
	defer t.mu.Unlock()
	c := t.chat(user)
	m := &message{id: len(c.messages) + 1, text: text}
	c.messages = append(c.messages, m)
	v := map[string]any{"message_id": m.id, "date": t.now().Unix(), "chat": map[string]any{"id": user, "type": "private", "first_name": name},
		"from": person(user, name), "text": text}
	if strings.HasPrefix(text, "/") {
		command, _, _ := strings.Cut(text, " ")
		v["entities"] = []any{map[string]any{"type": "bot_command", "offset": 0, "length": len(command)}}
	}
	t.caused(user, "message", v)
	return m.id
}

func person(user int64, name string) map[string]any {
	return map[string]any{"id": user, "is_bot": false, "first_name": name, "language_code": "zh-hans"}
}

// press presses a button of a message.
func (t *telegram) press(user int64, name string, m message, data string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.caused(user, "callback_query", map[string]any{"id": strconv.FormatInt(t.last+1, 10), "from": person(user, name), "chat_instance": "1", "data": data,
		"message": map[string]any{"message_id": m.id, "date": t.now().Unix(), "chat": map[string]any{"id": user, "type": "private"}, "text": m.text,
			"from": map[string]any{"id": 1000001, "is_bot": true, "first_name": "换届", "username": "attack_bot"}}})
}

// hook hands the first update of every chat to the webhook; mu is held.
func (t *telegram) hook() {
	if t.hookPath == "" || t.hooked == nil {
		return
	}
	busy := map[int64]bool{}
	for _, u := range t.waiting {
		if busy[u.chat] || t.inHand[u.chat] {
			continue
		}
		busy[u.chat] = true
		t.inHand[u.chat] = true
		go t.deliver(u, t.hookPath, t.secret)
	}
}

// deliver calls the webhook with one update until it answers 200.
func (t *telegram) deliver(u update, path, secret string) {
	client := http.Client{Timeout: 30 * time.Second}
	for wait := 50 * time.Millisecond; ; wait = min(2*wait, time.Second) {
		address := t.hooked()
		if address == "" { // the attack is over
			return
		}
		if req, err := http.NewRequest(http.MethodPost, "http://"+address+path, strings.NewReader(string(u.raw))); err == nil {
			req.Header.Set("Content-Type", "application/json")
			req.Header.Set("X-Telegram-Bot-Api-Secret-Token", secret)
			resp, err := client.Do(req)
			if err == nil {
				resp.Body.Close()
				if resp.StatusCode == http.StatusOK {
					break
				}
			}
		}
		pause(wait)
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	for i, w := range t.waiting {
		if w.id == u.id {
			t.waiting = append(t.waiting[:i:i], t.waiting[i+1:]...)
			break
		}
	}
	delete(t.inHand, u.chat)
	t.changed()
	t.hook()
}
