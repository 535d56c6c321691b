package bot_test

import (
	"fmt"
	"strings"
	"testing"

	"huanjie/internal/sandbox"
	"huanjie/internal/store"
)

// foreignTelegram opens a server whose answers the library cannot decode.
func foreignTelegram(t *testing.T) *sandbox.Server {
	t.Helper()
	telegram, err := sandbox.Start(sandbox.Options{Token: token, Limits: sandbox.Limits{Off: true}, Foreign: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(telegram.Close)
	return telegram
}

// What a server has answered with ok:true is sent, whatever else the answer
// holds: texts, cards that are edited, pictures, announcements come once.
func TestAForeignServerGetsEverythingOnce(t *testing.T) {
	t.Parallel()
	r := start(t, setting{telegram: foreignTelegram(t), town: withOffice(t, officeID)})
	office, officer, leader := r.phone("选举办"), r.phone("周明"), r.phone("陈立")
	g := r.groupOf(office, officer)
	r.announce(office, "十五日上午八点投票")
	posted := r.groupSees(g, "📢 十五日上午八点投票")
	r.pinned(g, posted.ID)
	r.say(officer, "投票 212")
	r.sees(officer, "212", "[✅ 确认上报]")
	r.tap(officer, "✅ 确认上报")
	r.sees(officer, "✅ 已上报")
	for i := range 20 {
		r.queue(fmt.Sprintf("once:%d", i), store.Message{ID: fmt.Sprint(i), Chat: leader.ID(), Text: fmt.Sprintf("第 %02d 条", i)})
	}
	r.digestTo(1, "heat", leader)
	r.sees(leader, "日报 1")
	r.digestTo(1, "heat", r.phone("高远"))
	r.sent()
	r.everythingOnce()
	if all, err := r.store.Outcomes(r.ctx); err != nil || all[store.Perhaps]+all[store.Refused] != 0 {
		t.Errorf("outcomes %v (%v)", all, err)
	}
	for i := range 20 {
		if n := count(leader.Messages(), fmt.Sprintf("第 %02d 条", i)); n != 1 {
			t.Errorf("message %d came %d times", i, n)
		}
	}
	if n := len(photos(leader.Messages())); n != 1 {
		t.Errorf("%d pictures", n)
	}
	for _, method := range []string{"getMe", "sendMessage", "sendPhoto"} {
		if n := strings.Count(r.log.String(), "method="+method); n != 1 {
			t.Errorf("what was not understood of %s is logged %d times, want once", method, n)
		}
	}
}

// everythingOnce fails if a call of sendMessage or sendPhoto was made twice.
func (r *rig) everythingOnce() {
	r.t.Helper()
	seen := map[string]int{}
	for _, q := range r.telegram.Requests("sendMessage", "sendPhoto", "sendMediaGroup") {
		seen[fmt.Sprintf("%s to %d: %s", q.Method, q.Chat, q.Text)]++
	}
	if len(seen) < 20 {
		r.t.Errorf("only %d messages were sent", len(seen))
	}
	for what, n := range seen {
		if n != 1 {
			r.t.Errorf("%d times %s", n, what)
		}
	}
	if strings.Contains(r.log.String(), "send again") || strings.Contains(r.log.String(), "perhaps sent") {
		r.t.Error("something was sent again")
	}
}
