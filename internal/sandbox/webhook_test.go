package sandbox

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync"
	"testing"
	"time"
)

func TestWebhook(t *testing.T) {
	t.Parallel()
	s, _ := start(t, Options{WebhookRetry: time.Millisecond, Limits: Limits{Off: true}})
	p, q := met(t, s, "周明"), met(t, s, "李芳")
	var mu sync.Mutex
	var got []string
	tries := map[string]int{}
	hook := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var u seen
		if r.Header.Get("X-Telegram-Bot-Api-Secret-Token") != "s3cret" || json.NewDecoder(r.Body).Decode(&u) != nil {
			t.Error("a delivery without secret or update")
		}
		mu.Lock()
		defer mu.Unlock()
		if tries[u.Message.Text]++; u.Message.Text == "甲1" && tries[u.Message.Text] < 3 {
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		got = append(got, u.Message.Text)
	}))
	t.Cleanup(hook.Close)
	must(t)(p.Say("甲0"))
	do[bool](t, s, "setWebhook", args{"url": hook.URL, "secret_token": "s3cret", "max_connections": 2})
	for i := 1; i < 6; i++ {
		must(t)(p.Say(fmt.Sprint("甲", i)))
		must(t)(q.Say(fmt.Sprint("乙", i)))
	}
	if err := s.Wait(soon(t), func() bool { return s.Pending() == 0 }); err != nil {
		t.Fatal(err)
	}
	mu.Lock()
	defer mu.Unlock()
	var first, second []string
	for _, text := range got {
		if text[:len("甲")] == "甲" {
			first = append(first, text)
		} else {
			second = append(second, text)
		}
	}
	if !slices.Equal(first, []string{"甲0", "甲1", "甲2", "甲3", "甲4", "甲5"}) || !slices.Equal(second, []string{"乙1", "乙2", "乙3", "乙4", "乙5"}) || tries["甲1"] != 3 {
		t.Errorf("order within the chats: %v, %v; tries %v", first, second, tries)
	}
	refused(t, s, "getUpdates", nil, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first")
	type info struct {
		URL     string
		Pending int    `json:"pending_update_count"`
		Error   string `json:"last_error_message"`
	}
	if got := do[info](t, s, "getWebhookInfo", nil); got.URL != hook.URL || got.Error != "Wrong response from the webhook: 503 Service Unavailable" {
		t.Errorf("info: %+v", got)
	}
	do[bool](t, s, "deleteWebhook", nil)
	must(t)(p.Say("不再投递"))
	if got := do[info](t, s, "getWebhookInfo", nil); got.URL != "" || got.Pending != 1 {
		t.Errorf("info: %+v", got)
	}
	do[bool](t, s, "deleteWebhook", args{"drop_pending_updates": true})
	if s.Pending() != 0 {
		t.Error("pending updates were not dropped")
	}
}

func TestWebhookEndsThePoll(t *testing.T) {
	t.Parallel()
	s, _ := free(t)
	poll := make(chan reply, 1)
	go func() {
		out, _ := try(soon(t), s, "getUpdates", args{"timeout": 50})
		poll <- out
	}()
	waitForPoll(t, s)
	do[bool](t, s, "setWebhook", args{"url": "http://127.0.0.1:1/"})
	if out := <-poll; out.Description != "Conflict: terminated by setWebhook request" {
		t.Errorf("poll: %+v", out)
	}
	for url, words := range map[string]string{
		"http://example.org/hook": "Bad Request: bad webhook: An HTTPS URL must be provided for webhook",
		"not a url":               "Bad Request: bad webhook: invalid webhook URL specified",
	} {
		refused(t, s, "setWebhook", args{"url": url}, words)
	}
	refused(t, s, "setWebhook", args{"url": "https://example.org", "secret_token": "口令"}, "Bad Request: secret token contains unallowed characters")
}
