package main

import (
	"slices"
	"strings"
	"testing"
	"time"

	"huanjie/internal/election"
	"huanjie/internal/redistest"
	"huanjie/internal/sandbox"
	"huanjie/internal/store"
)

// TestRehearsal: the office begins a rehearsal on the running bot; one officer takes part,
// the other works on in earnest. Nothing of the one gets into the town, nothing of the
// other into the rehearsal, and one tap throws it away.
func TestRehearsal(t *testing.T) {
	t.Parallel()
	telegram, err := sandbox.Start(sandbox.Options{Token: testToken, Limits: sandbox.Limits{Off: true}})
	must(t, err)
	t.Cleanup(telegram.Close)
	k := keepTown(t, redistest.Start(t))
	k.asks(telegram.URL, testToken)
	r := runTown(t, k)
	r.logs("running")
	phone := func(id int64, name election.PersonID) *sandbox.Phone {
		p, link := telegram.Phone(sandbox.Person{ID: id, FirstName: string(name)}), ""
		if name != "" {
			link, err = k.store.Invite(t.Context(), name, time.Now())
			must(t, err)
		}
		_, err = p.Start(link)
		must(t, err)
		hears(t, p, "请选择")
		return p
	}
	office, first, second, leader := phone(900, ""), phone(801, "联络员甲"), phone(802, "联络员乙"), phone(803, "领导甲")

	says(t, first, "演练", "现在没有演练")
	says(t, office, "演练", "用自己的村练一遍")
	taps(t, office, "🎭 开始演练")
	r.logs("a rehearsal is held")
	r.logs("running")
	town, err := k.store.Town().Rehearsal(k.store.Town().Today(time.Now()))
	must(t, err)
	rehearsal := store.Open(k.redis, town)
	hears(t, first, "请您演练选举日")
	taps(t, first, "🎭 进入演练")
	hears(t, first, "【演练】🎭 演练单：0/7")
	taps(t, leader, "🎭 进入演练")
	hears(t, leader, "【演练】🎭 演练单：0/1")
	joined := len(first.Messages())
	reports := func(p *sandbox.Phone, text, then string) {
		t.Helper()
		says(t, p, text, "")
		taps(t, p, "✅ 确认上报")
		hears(t, p, then)
	}
	reports(first, "投票 河湾村 120", "演练单：1/7")
	reports(first, "计票 河湾村 发240 收238 有效234 无效4 主任 赵大山 105 钱小河 105", "演练单：3/7")
	reports(first, "突发 有人反映没领到选票，紧急", "演练单：4/7")
	hears(t, leader, "【演练】")
	taps(t, leader, "🙋 我来处理")
	taps(t, leader, "✅ 确认办理")
	hears(t, leader, "【演练】🎉 1 项全部通过")
	reports(second, "进度 松岭村 组织准备 完成", "已上报")
	for _, m := range first.Messages()[joined:] {
		if m.From.IsBot && !strings.HasPrefix(m.Text+m.Caption, election.RehearsalMark) {
			t.Errorf("a message of the rehearsal is not marked: %s", m.Text)
		}
	}
	for _, m := range append(second.Messages(), office.Messages()...) {
		if m.From.IsBot && strings.Contains(m.Text, election.RehearsalMark+"🎭") {
			t.Errorf("somebody who does not take part reads of it: %s", m.Text)
		}
	}
	kept := func(s *store.Store, want int) {
		t.Helper()
		n := 0
		must(t, s.Journal(t.Context(), func(election.Report) error { n++; return nil }))
		if n != want {
			t.Errorf("the journal of %s has %d reports, want %d", s.Town().ID, n, want)
		}
	}
	kept(k.store, 1)
	kept(rehearsal, 4)
	says(t, office, "演练", "联络员甲 4/7，还差：打错了再更正、收回多于发出、没信号")
	hears(t, office, "⬜ 没进来 1 人：联络员乙")
	says(t, first, "/reload", "演练里不做这个")
	says(t, first, "退出演练", "您退出了演练")
	reports(first, "进度 河湾村 组织准备 完成", "下一步：离任审计")
	kept(k.store, 2)

	taps(t, office, "⏹ 结束并销毁")
	taps(t, office, "🗑 全部销毁")
	hears(t, office, "演练结束，数据已销毁")
	hears(t, leader, "⏹ 演练结束，演练里报的都销毁了")
	r.logs("opened again")
	r.logs("running")
	left, err := k.redis.Keys(t.Context(), "*shiqiao~*").Result()
	must(t, err)
	left = slices.DeleteFunc(left, func(key string) bool { return strings.Contains(key, ":seen:") }) // numbers of updates, for two days
	if len(left) > 0 {
		t.Errorf("of the rehearsal is left: %v", left)
	}
	kept(k.store, 2)
	must(t, k.store.Verify(t.Context()))
	must(t, leader.Tap("⏹ 退出演练"))
	says(t, leader, "演练", "刚才这条是演练里发的，没有记下")
	says(t, first, "投票 河湾村 130", "上报投票进展") // who left before is not kept waiting
}
