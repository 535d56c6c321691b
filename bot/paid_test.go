package bot_test

import (
	"fmt"
	"strings"
	"testing"

	"huanjie/internal/outgoing"
	"huanjie/internal/redistest"
	"huanjie/internal/sandbox"
	"huanjie/internal/store"
)

// TestPaidBroadcast: a bot that pays sends faster than the 30 messages a second
// that are free. Telegram refuses none of them, as all ask for it, whatever they
// are made of.
func TestPaidBroadcast(t *testing.T) {
	t.Parallel()
	const people = 120
	telegram, err := sandbox.Start(sandbox.Options{Token: token})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(telegram.Close)
	c := &crowd{rig: start(t, setting{telegram: telegram, town: countyTown(t, 1), redisURL: redistest.Start(t), idle: true, pace: outgoing.Pace{PerSecond: 500, Paid: true}})}
	for i := range people {
		p := telegram.Phone(sandbox.Person{FirstName: fmt.Sprintf("收件人%d", i)})
		c.press(p, "")
		c.phones, c.chats = append(c.phones, p), append(c.chats, p.ID())
	}
	c.broadcast("日报", 1)
	c.queue("others", store.Message{ID: "place", Chat: c.chats[0], Location: "30.5,120.1"},
		store.Message{ID: "no place", Chat: c.chats[1], Location: "村部"},
		store.Message{ID: "contact", Chat: c.chats[2], Contact: &store.Contact{Name: "联络员", Phone: "0571-0000000"}})
	c.run(nobody)
	c.drained()
	c.stop()
	got, methods := c.got("日报"), map[string]int{}
	for _, r := range telegram.Requests() {
		if !strings.HasPrefix(r.Method, "send") {
			continue
		}
		if methods[r.Method]++; !r.Paid {
			t.Errorf("%s %q is not paid for", r.Method, r.Text)
		}
	}
	if len(got) != people || len(methods) != 3 {
		t.Errorf("%d of %d people got it; sent %v", len(got), people, methods)
	}
	if refused := telegram.Refusals(); refused.Limits > 0 {
		t.Errorf("%d messages were refused", refused.Limits)
	}
}
