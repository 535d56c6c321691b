package bot_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"huanjie/internal/sandbox"
	"huanjie/internal/store"
)

// stoppedTelegram is one whose clock stands still, so that all that is sent is
// sent in one minute.
func stoppedTelegram(t *testing.T) *sandbox.Server {
	t.Helper()
	now := time.Now()
	telegram, err := sandbox.Start(sandbox.Options{Token: token, Limits: sandbox.Limits{Off: true}, Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(telegram.Close)
	return telegram
}

// looked is how many stickers of 周明 were looked at.
func (r *rig) looked() (n int) {
	r.t.Helper()
	for _, s := range r.heard(r.store) {
		if hasAll(s, "unread|周明|") {
			n++
		}
	}
	return n
}

// Two replicas behind a webhook that each get every other update let through
// what one would, and one more at the most.
func TestAFloodIsCountedOverAllReplicas(t *testing.T) {
	t.Parallel()
	one := start(t, setting{idle: true, telegram: stoppedTelegram(t)})
	two := start(t, setting{idle: true, telegram: one.telegram, redisURL: one.redisURL})
	var calls atomic.Int64
	hooks := []http.Handler{one.bot.Webhook(secret), two.bot.Webhook(secret)}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		hooks[calls.Add(1)%2].ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	p := one.phone("周明") // that he presses Start counts too
	for range 200 {
		if _, err := p.Sticker("👍"); err != nil {
			t.Fatal(err)
		}
	}
	one.run(func(ctx context.Context) error { return one.bot.Attend(ctx, server.URL, secret) })
	one.sees(p, "您发得太快了")
	one.sent()
	if n := one.looked(); n < 59 || n > 60 {
		t.Errorf("%d of 200 were looked at besides the first, want 59 or 60", n)
	}
	if calls.Load() != 201 {
		t.Errorf("%d updates were delivered", calls.Load())
	}
}

// Whoever floods the bot is told once; what they confirm counts all the same, and
// nobody else waits.
func TestAFloodIsToldOnceAndConfirmsAreTaken(t *testing.T) {
	t.Parallel()
	r := start(t, setting{idle: true, telegram: stoppedTelegram(t)})
	p, other := r.phone("周明"), r.phone("李芳")
	r.run(r.bot.Poll)
	r.say(p, "投票 212")
	r.sees(p, "212", "[✅ 确认上报]")
	r.sent()
	for range 200 {
		if _, err := p.Sticker("👍"); err != nil {
			t.Fatal(err)
		}
	}
	r.tap(p, "✅ 确认上报")
	r.say(other, "/whoami")
	r.sees(other, "李芳", "保存的内容")
	r.sees(p, "✅ 已上报")
	r.sees(p, "您发得太快了")
	r.sent()
	told := 0
	for _, text := range said(p.Messages()) {
		if strings.Contains(text, "您发得太快了") {
			told++
		}
	}
	if told != 1 {
		t.Errorf("told %d times", told)
	}
	if n := r.looked(); n != 58 { // and Start and what he typed before
		t.Errorf("%d of 200 were looked at, want 58", n)
	}
	if n := len(r.journalOf()); n != 1 {
		t.Errorf("%d reports, want the one that was confirmed", n)
	}
	if dead, err := store.Dead(r.ctx, r.redis); err != nil || dead != 0 {
		t.Errorf("%d put aside, %v", dead, err)
	}
}
