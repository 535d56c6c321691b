package bot_test

import (
	"strings"
	"testing"

	"huanjie/internal/store"
)

// Whoever floods the bot is told once; what they confirm counts all the same, and
// nobody else waits.
func TestAFloodIsToldOnceAndConfirmsAreTaken(t *testing.T) {
	t.Parallel()
	r := start(t, setting{idle: true})
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
	looked := 0
	for _, s := range r.heard(r.store) {
		if hasAll(s, "unread|周明|") {
			looked++
		}
	}
	if looked < 50 || looked > 130 { // a minute of the clock may have passed in between
		t.Errorf("%d of 200 were looked at", looked)
	}
	if n := len(r.journalOf()); n != 1 {
		t.Errorf("%d reports, want the one that was confirmed", n)
	}
	if dead, err := store.Dead(r.ctx, r.redis); err != nil || dead != 0 {
		t.Errorf("%d put aside, %v", dead, err)
	}
}
