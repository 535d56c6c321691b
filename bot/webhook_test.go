package bot_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"huanjie/internal/redistest"
)

const secret = "a-secret-of-sixteen"

func TestTheWebhookWantsItsSecret(t *testing.T) {
	t.Parallel()
	r := start(t, setting{idle: true})
	p := r.phone("周明")
	r.say(p, "投票 212")
	server := httptest.NewServer(r.bot.Webhook(secret))
	t.Cleanup(server.Close)
	r.run(func(ctx context.Context) error { return r.bot.Attend(ctx, server.URL, secret) })
	r.sees(p, "212", "[✅ 确认上报]")
	r.taken()

	forged := fmt.Sprintf(`{"update_id": 77, "message": {"message_id": 1, "chat": {"id": %[1]d, "type": "private"}, "from": {"id": %[1]d}, "text": "确认"}}`, p.ID())
	for _, c := range []struct {
		name, method, secret, body string
		want                       int
	}{
		{"no secret", http.MethodPost, "", forged, http.StatusUnauthorized},
		{"a wrong one", http.MethodPost, secret + "x", forged, http.StatusUnauthorized},
		{"not posted", http.MethodGet, secret, forged, http.StatusMethodNotAllowed},
		{"too large", http.MethodPost, secret, strings.Repeat(" ", 2<<20) + forged, http.StatusRequestEntityTooLarge},
		{"no JSON", http.MethodPost, secret, "hello", http.StatusOK}, // put aside: Telegram must not send it for ever
	} {
		if got := knock(r.bot.Webhook(secret), c.method, c.secret, c.body); got != c.want {
			t.Errorf("%s: %d, want %d", c.name, got, c.want)
		}
	}
	if got := knock(r.bot.Webhook(""), http.MethodPost, "", forged); got != http.StatusUnauthorized {
		t.Errorf("without a secret everybody is let in: %d", got)
	}
	if n := len(r.journalOf()); n != 0 {
		t.Errorf("a forged update reported %d times", n)
	}
}

// knock makes one request of a webhook and returns the status of its answer.
func knock(hook http.Handler, method, secret, body string) int {
	q := httptest.NewRequest(method, "/", strings.NewReader(body))
	if secret != "" {
		q.Header.Set("X-Telegram-Bot-Api-Secret-Token", secret)
	}
	w := httptest.NewRecorder()
	hook.ServeHTTP(w, q)
	return w.Code
}

// The answer to a tap goes with the answer to the webhook, and takes no request of its own.
func TestATapIsAnsweredWithTheWebhook(t *testing.T) {
	t.Parallel()
	r := start(t, setting{idle: true})
	p := r.phone("周明")
	server := httptest.NewServer(r.bot.Webhook(secret))
	t.Cleanup(server.Close)
	r.run(func(ctx context.Context) error { return r.bot.Attend(ctx, server.URL, secret) })
	r.say(p, "投票 212")
	r.sees(p, "212", "[✅ 确认上报]")
	r.tap(p, "✅ 确认上报")
	r.sees(p, "✅ 已上报")
	r.taken()
	taps := r.telegram.Requests("answerCallbackQuery")
	if len(taps) != 1 || !taps[0].Hooked || !taps[0].Applied {
		t.Errorf("taps were answered by %+v", taps)
	}
}

func TestTwoReplicasOnOneWebhook(t *testing.T) {
	t.Parallel()
	const people = 20
	town, url := countyTown(t, people), redistest.Start(t)
	one := start(t, setting{town: town, redisURL: url, idle: true})
	two := start(t, setting{town: town, redisURL: url, idle: true, telegram: one.telegram})
	server := httptest.NewServer(between(one.bot.Webhook(secret), two.bot.Webhook(secret)))
	t.Cleanup(server.Close)
	one.run(func(ctx context.Context) error { return one.bot.Attend(ctx, server.URL, secret) })
	two.run(func(context.Context) error { return nil }) // sends too
	phones := one.everybody(people)
	for i, p := range phones {
		one.say(p, fmt.Sprintf("投票 %d", 500+i))
	}
	for i, p := range phones {
		one.sees(p, fmt.Sprint(500+i), "[✅ 确认上报]")
		one.tap(p, "✅ 确认上报")
	}
	for _, p := range phones {
		one.sees(p, "✅ 已上报")
	}
	one.taken()
	if n := len(one.journalOf()); n != people {
		t.Errorf("%d reports of %d people", n, people)
	}
	for _, p := range phones {
		cards := 0
		for _, m := range p.Messages() {
			if strings.Contains(m.Text, "已上报") && m.From.IsBot {
				cards++
			}
		}
		if cards != 1 {
			t.Errorf("%d cards:\n%s", cards, chat(p.Messages()))
		}
	}
}

// between hands requests to two replicas in turn; the answer to every seventh
// does not arrive although it is committed, so Telegram delivers that again.
func between(hooks ...http.Handler) http.Handler {
	var calls atomic.Int64
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		n := calls.Add(1)
		hook := hooks[n%int64(len(hooks))]
		if n%7 != 0 {
			hook.ServeHTTP(w, r)
			return
		}
		hook.ServeHTTP(httptest.NewRecorder(), r)
		w.WriteHeader(http.StatusBadGateway)
	})
}
