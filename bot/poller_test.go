package bot_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"huanjie/internal/redistest"
	"huanjie/internal/store"
)

// Of two replicas one asks Telegram for updates. When it stops, the other goes on
// at once.
func TestTwoReplicasPollInTurn(t *testing.T) {
	t.Parallel()
	const people = 10
	town, url := countyTown(t, people), redistest.Start(t)
	one := start(t, setting{town: town, redisURL: url})
	phones := one.everybody(people)
	one.sees(phones[0], "请选择")
	two := start(t, setting{town: town, redisURL: url, telegram: one.telegram})
	for i, p := range phones {
		one.say(p, fmt.Sprintf("投票 %d", 500+i))
		one.sees(p, fmt.Sprint(500+i), "[✅ 确认上报]")
	}
	if strings.Contains(two.log.String(), "asking for updates") || strings.Contains(one.log.String(), "Conflict") {
		t.Error("both ask for updates")
	}
	one.stop()
	began := time.Now()
	for _, p := range phones {
		two.tap(p, "✅ 确认上报")
		two.sees(p, "✅ 已上报")
	}
	two.logged("asking for updates")
	t.Logf("after the poller stopped, the other replica confirmed %d reports within %v", people, time.Since(began).Round(time.Millisecond))
	two.taken()
	if n := len(two.journalOf()); n != people {
		t.Errorf("%d reports of %d people", n, people)
	}
}

// A poller that was killed holds its lease for three seconds more.
func TestAKilledPollerIsReplacedSoon(t *testing.T) {
	t.Parallel()
	r := start(t, setting{idle: true})
	p := r.phone("周明")
	led := time.Now()
	if term, _, err := store.Lead(r.ctx, r.redis, "somebody who was killed", 3*time.Second); err != nil || term == 0 {
		t.Fatalf("term %d, %v", term, err)
	}
	r.say(p, "投票 212")
	r.run(r.bot.Poll)
	r.sees(p, "212", "[✅ 确认上报]")
	took := time.Since(led)
	t.Logf("the killed poller was replaced after %v", took.Round(time.Millisecond))
	if took < 3*time.Second {
		t.Errorf("it was replaced after %v; its lease was for three seconds", took)
	}
}

// A poller that loses its lease stops asking, and what it had not confirmed is
// taken once, whoever takes it.
func TestAPollerThatLostItsLeaseStops(t *testing.T) {
	t.Parallel()
	r := start(t, setting{})
	p := r.phone("周明")
	r.sees(p, "请选择")
	r.sent()
	var term int64
	for err := error(nil); term == 0; { // the bot may be faster once
		if err = r.redis.HSet(r.ctx, "hj:poller", "until", "0").Err(); err == nil {
			term, _, err = store.Lead(r.ctx, r.redis, "a later one", 3*time.Second)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := r.store.Commit(store.Fenced(r.ctx, term), store.Commit{Once: "later"}); err != nil {
		t.Fatal(err)
	}
	r.say(p, "投票 212")
	r.logged("another replica may ask")
	if n := r.telegram.Pending(); n != 1 {
		t.Errorf("%d updates wait: one was confirmed that is not committed", n)
	}
	r.sees(p, "212", "[✅ 确认上报]") // once the later one has gone too
	cards := 0
	for _, text := range said(p.Messages()) {
		if strings.Contains(text, "212") {
			cards++
		}
	}
	if cards != 1 {
		t.Errorf("%d cards:\n%s", cards, chat(p.Messages()))
	}
}
