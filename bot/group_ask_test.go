package bot_test

import (
	"strings"
	"testing"
	"time"
)

func TestVotersAskInAGroup(t *testing.T) {
	t.Parallel()
	r := start(t, setting{})
	office, villager := r.phone("选举办"), r.stranger()
	g := r.groupOf(office, villager)
	unit := r.town.Units[0]
	ask := func(text string, want ...string) {
		t.Helper()
		if _, err := villager.SayIn(g.ID(), text); err != nil {
			t.Fatal(err)
		}
		m := r.groupSees(g, want...)
		for _, secret := range []string{"周明", "陈立", "登记选民"} {
			if strings.Contains(m.Text, secret) {
				t.Errorf("%s is answered with private %s: %s", text, secret, m.Text)
			}
		}
	}
	ask("@huanjie_demo_bot "+unit.Name+"哪里投票？", unit.Name+"：1月15日（周五）", unit.Place)
	ask("/when@huanjie_demo_bot 柳湾", "柳湾村：1月15日（周五）")
	ask("@Huanjie_Demo_Bot 要带什么", "请带本人身份证")
	ask("/where", "哪里的？", "@huanjie_demo_bot "+unit.Name)
	if _, err := villager.SayIn(g.ID(), unit.Name+"哪里投票？"); err != nil { // not to the bot: it does not even hear it
		t.Fatal(err)
	}
	r.sent()
	if n := count(g.Messages(), unit.Place); n != 1 {
		t.Errorf("the place was told %d times", n)
	}
	now := r.clock()
	r.stop()
	r.clock = func() time.Time { return now.AddDate(0, 0, 5) }
	r.run(r.bot.Poll)
	ask("/where@huanjie_demo_bot "+unit.Name, "投票已于1月15日（周五）结束")
}

func TestAGroupIsAnsweredSoManyTimesAMinute(t *testing.T) {
	t.Parallel()
	r := start(t, setting{limits: true})
	office, villager := r.phone("选举办"), r.stranger()
	g := r.groupOf(office, villager)
	r.sent()
	for range 40 {
		if _, err := villager.SayIn(g.ID(), "/bring@huanjie_demo_bot"); err != nil {
			t.Fatal(err)
		}
	}
	r.taken()
	eventually(t, r.ctx, "no answers", func() bool { return count(g.Messages(), "请带本人身份证") == 8 })
	r.stop()
	if n := count(g.Messages(), "请带本人身份证"); n != 8 {
		t.Errorf("answered %d times", n)
	}
}

func TestAGroupThatIsNotBoundLearnsNothing(t *testing.T) {
	t.Parallel()
	r := start(t, setting{})
	p := r.stranger()
	g := r.telegram.Group("别的群", p)
	if err := g.AddBot(p); err != nil {
		t.Fatal(err)
	}
	if _, err := p.SayIn(g.ID(), "/where@huanjie_demo_bot 东河村"); err != nil {
		t.Fatal(err)
	}
	r.groupSees(g, "请私聊我")
	r.sent()
	if n := count(g.Messages(), "小学"); n != 0 {
		t.Error("a group of nobody's was told where a village votes")
	}
}
