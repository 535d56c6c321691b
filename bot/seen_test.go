package bot_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"huanjie/internal/store"
)

// deliver brings an update to the webhook, as often as Telegram may.
func (r *rig) deliver(times int, update string) {
	r.t.Helper()
	for range times {
		req := httptest.NewRequestWithContext(r.ctx, http.MethodPost, "/", strings.NewReader(update))
		req.Header.Set("X-Telegram-Bot-Api-Secret-Token", secret)
		answer := httptest.NewRecorder()
		r.bot.Webhook(secret).ServeHTTP(answer, req)
		if answer.Code != http.StatusOK {
			r.t.Fatalf("status %d for %s", answer.Code, update)
		}
	}
}

// seen is how many updates are marked as seen, wherever.
func (r *rig) seen() int {
	r.t.Helper()
	keys, err := r.redis.Keys(r.ctx, "hj:*:seen:*").Result()
	if err != nil {
		r.t.Fatal(err)
	}
	return len(keys)
}

// Every update in a group is marked as seen, also one that finds the way shown in
// this minute, one that moves the group, and one that cannot be decoded.
func TestEveryUpdateInAGroupIsMarked(t *testing.T) {
	t.Parallel()
	r := start(t, setting{town: withOffice(t, officeID), idle: true})
	in := func(n int, rest string) string {
		return fmt.Sprintf(`{"update_id":%d,"message":{"message_id":%d,"date":%d,"chat":{"id":-77,"type":"group","title":"群"},"from":{"id":%d,"first_name":"甲"},%s}}`,
			n, n, r.clock().Unix(), officeID, rest)
	}
	updates := []string{
		in(1, `"text":"@huanjie_demo_bot 你好"`), in(2, `"text":"@huanjie_demo_bot 你好"`), in(3, `"text":"/help"`), in(4, `"text":"随便说说"`),
		in(5, `"text":"@huanjie_demo_bot","forward_origin":{"type":"of_a_later_version"}`), in(6, `"new_chat_title":"新群名"`),
		in(7, `"migrate_to_chat_id":-1007`),
		fmt.Sprintf(`{"update_id":8,"my_chat_member":{"chat":{"id":-77,"type":"group"},"from":{"id":%d,"first_name":"甲"},"date":1,"old_chat_member":{"status":"member","user":{"id":1}},"new_chat_member":{"status":"left","user":{"id":1}}}}`, officeID),
	}
	for i, update := range updates {
		r.deliver(2, update)
		if n := r.seen(); n != i+1 {
			t.Errorf("%d updates are marked after %s", n, update)
		}
	}
	if n := strings.Count(fmt.Sprint(r.heard(r.store)), "你好"); n != 2 {
		t.Errorf("%d of the two messages are on record", n)
	}
	if dead, err := store.Dead(r.ctx, r.redis); err != nil || dead != 1 {
		t.Errorf("%d put aside (%v), want the one, once", dead, err)
	}
}

// What Telegram delivers again is no flood.
func TestWhatIsDeliveredAgainIsNoFlood(t *testing.T) {
	t.Parallel()
	r := start(t, setting{idle: true})
	p := r.phone("周明")
	said := func(n int, text string) string {
		return fmt.Sprintf(`{"update_id":%d,"message":{"message_id":%d,"date":%d,"chat":{"id":%d,"type":"private"},"from":{"id":%d,"first_name":"甲"},"text":%q}}`,
			n, n, time.Now().Unix()/60*60, p.ID(), p.ID(), text)
	}
	for n := 1; n <= 5; n++ {
		r.deliver(40, said(1000+n, "/whoami"))
	}
	r.deliver(1, said(1100, "投票 212"))
	if all := fmt.Sprint(r.heard(r.store)); !strings.Contains(all, "投票 212|") || strings.Contains(all, "too many") || !strings.Contains(all, "card") {
		t.Errorf("on record: %s", all)
	}
}

// Strangers who press links that they made up leave nothing in a town.
func TestStrangersLeaveNothingInATown(t *testing.T) {
	t.Parallel()
	r := start(t, setting{})
	r.phone("周明")
	r.sent()
	before := r.allKept()
	for i := range 30 {
		p := r.stranger()
		r.press(p, fmt.Sprintf("qinghe_made-up-%d", i))
		r.sees(p, "链接")
		r.say(p, "/start qinghe_"+strings.Repeat("x", 3000))
	}
	r.sent()
	for key, value := range r.allKept() {
		if strings.HasPrefix(key, "hj:{qinghe}:") && value != before[key] {
			t.Errorf("%s was %q, is %q", key, before[key], value)
		}
	}
	p := r.stranger()
	r.press(p, r.link("李芳"))
	r.sees(p, "李芳")
}
