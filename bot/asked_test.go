package bot_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"huanjie/internal/cards"
	"huanjie/internal/document"
	"huanjie/internal/election"
	"huanjie/internal/sandbox"
	"huanjie/internal/store"
)

// ask gives somebody a card that asks for a stage of some units.
func (r *rig) ask(p *sandbox.Phone, who election.PersonID, stage election.StageID, units ...election.UnitID) {
	r.t.Helper()
	var c election.Card
	for _, id := range units {
		u, _ := r.town.Unit(id)
		rung, _ := r.town.Person(who).RungOf(u)
		c.Owed = append(c.Owed, election.Owed{Unit: id, Stage: stage, Rung: rung})
	}
	was, err := r.store.Cards(r.ctx, who)
	if err != nil {
		r.t.Fatal(err)
	}
	m := cards.Asked(r.town, c, election.Chinese, document.Asked(r.town, c, election.Chinese, r.clock().In(r.town.Location)))
	m.ID, m.Chat, m.Move = fmt.Sprint("due:", who), p.ID(), true
	if err := r.store.Commit(r.ctx, store.Commit{Cards: []store.CardChange{{Person: who, Was: was[0], Is: c, Message: m}}}); err != nil {
		r.t.Fatal(err)
	}
	r.bot.Wake()
}

// TestAReportStopsItsReminder: with the report the card of the officer and the
// list of the leader change where they stand, in the same commit; of what is left
// the card goes on asking.
func TestAReportStopsItsReminder(t *testing.T) {
	t.Parallel()
	r := start(t, setting{})
	officer, leader := r.phone("李芳"), r.phone("顾清")
	var mine []election.UnitID
	for _, u := range r.town.Units {
		if slices.Contains(u.Officers, "李芳") {
			mine = append(mine, u.ID)
		}
	}
	r.ask(officer, "李芳", "candidates", mine[:2]...)
	r.ask(leader, "顾清", "candidates", mine[:2]...)
	card := r.sees(officer, "⏰ 催报：2 项待上报")
	list := r.sees(leader, "⏰ 未报：2 个村，2 项")
	first, _ := r.town.Unit(mine[0])
	second, _ := r.town.Unit(mine[1])
	r.sees(leader, "⏰ 未报：2 个村，2 项", "[🔎 "+second.Name+"]", "[☎ 电话]", "[🔔 催一次]")
	r.tap(leader, "🔔 催一次") // of the first
	r.sees(officer, "🔔 顾清提醒您", first.Name, "提名联审公示")
	r.sees(leader, "🔔 已提醒 1 位：李芳")
	r.tap(leader, "🔔 催一次") // again
	r.taken()
	r.sent()
	if n := count(officer.Messages(), "🔔 顾清提醒您"); n != 1 {
		t.Errorf("a second tap reminds %d times:\n%s", n, chat(officer.Messages()))
	}
	r.say(officer, "进度 "+first.Name+" 提名联审公示 完成")
	r.sees(officer, "确认")
	r.tap(officer, "✅ 确认上报")
	if after := r.sees(officer, "⏰ 催报：1 项待上报", second.Name); after.ID != card.ID {
		t.Errorf("the card is message %d now, and was %d", after.ID, card.ID)
	}
	if after := r.sees(leader, "⏰ 未报：1 个村，1 项"); after.ID != list.ID || !strings.Contains(after.Text, "✅ 提名联审公示 已报："+first.Name) {
		t.Errorf("the leader's list is message %d now, and was %d:\n%s", after.ID, list.ID, after.Text)
	}
	r.say(officer, "进度 "+second.Name+" 提名联审公示 完成")
	r.sees(officer, "确认", second.Name)
	r.tap(officer, "✅ 确认上报")
	r.sees(officer, "✅ 单子上的都报了")
	r.sees(leader, "✅ 单子上的都报了")
	if left, err := r.store.Cards(r.ctx, "李芳", "顾清"); err != nil || len(left[0].Owed)+len(left[1].Owed) > 0 {
		t.Errorf("cards are kept: %+v, %v", left, err)
	}
}

// TestAReminderThatWaitsIsNotSentAfterTheReport queues a reminder while nothing
// is sent, and has the report committed before it could be.
func TestAReminderThatWaitsIsNotSentAfterTheReport(t *testing.T) {
	t.Parallel()
	r := start(t, setting{})
	officer := r.phone("周明")
	u := r.town.Units[slices.IndexFunc(r.town.Units, func(u election.Unit) bool { return slices.Contains(u.Officers, "周明") })]
	r.say(officer, "进度 "+u.Name+" 投票选举 完成")
	r.sees(officer, "✅ 确认上报")
	r.sent()
	r.stop() // Telegram's way out is shut
	r.ask(officer, "周明", election.PollingStage, u.ID)
	r.tap(officer, "✅ 确认上报")
	again := start(t, setting{telegram: r.telegram, redisURL: r.redisURL, idle: true})
	ctx, cancel := context.WithCancel(again.ctx)
	received := make(chan struct{})
	go func() { // receives, and does not send
		defer close(received)
		_ = again.bot.Poll(ctx)
	}()
	again.taken()
	cancel()
	<-received
	again.run(again.bot.Poll)
	again.sees(officer, "已上报")
	again.sent()
	for _, m := range officer.Messages() {
		if strings.Contains(m.Text, "催报") {
			t.Errorf("after the report came\n%s", m.Text)
		}
	}
}

// TestSettings chooses times, a short digest and quiet hours on a card that stays
// in its place.
func TestSettings(t *testing.T) {
	t.Parallel()
	r := start(t, setting{})
	leader := r.phone("陈立")
	r.say(leader, "设置")
	card := r.sees(leader, "⚙️ 我的设置", "按选举办的时间")
	r.tap(leader, "12:00")
	r.sees(leader, "日报：12:00", "✅ 12:00")
	r.tap(leader, "20:30")
	r.sees(leader, "日报：12:00、20:30")
	r.tap(leader, "日报只要数字")
	r.sees(leader, "只要数字。选举日")
	r.tap(leader, "🌙 20:00-08:00")
	if after := r.sees(leader, "免打扰：🌙 20:00-08:00"); after.ID != card.ID {
		t.Errorf("the card is message %d now, and was %d", after.ID, card.ID)
	}
	prefs, err := r.store.Prefs(r.ctx, leader.ID())
	if err != nil || !slices.Equal(prefs[0].Digest, []string{"12:00", "20:30"}) || !prefs[0].Brief || prefs[0].Quiet != "20:00-08:00" {
		t.Errorf("kept is %+v, %v", prefs, err)
	}
	officer := r.phone("周明")
	r.say(officer, "/settings")
	if m := r.sees(officer, "⚙️ 我的设置"); strings.Contains(looks(m), "日报") {
		t.Errorf("who gets no digest is asked about it: %s", looks(m))
	}
}

// TestCalendarAndSchedule: a calendar file comes as a document, and the office
// sees what comes next.
func TestCalendarAndSchedule(t *testing.T) {
	t.Parallel()
	r := start(t, setting{})
	officer, office := r.phone("周明"), r.phone("选举办")
	r.say(officer, "日历")
	m := r.sees(officer, "📅 村民委员会换届选举时限")
	if m.Document == nil || !strings.HasSuffix(m.Document.FileName, ".ics") {
		t.Fatalf("no calendar came: %+v", m)
	}
	r.say(officer, "/schedule")
	r.sees(officer, "不在您的权限内")
	at := r.clock().Add(time.Hour)
	if err := r.store.Plan(r.ctx, map[string]time.Time{"digest": at.Add(8 * time.Hour), "due": at}); err != nil {
		t.Fatal(err)
	}
	r.say(office, "/schedule")
	r.sees(office, "⏱ 定时任务", "· 催报　1月11日（周一） 10:00\n· 日报　1月11日（周一） 18:00", "Asia/Shanghai")
}
