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
	ask("/where@huanjie_demo_bot "+unit.Name, unit.Name+"：1月15日（周五）已投票，结果确认后公布", "还要不要再投票，请看村里的公告")
}

// TestAfterThePollingDay: a public group hears of a vote that has to follow, and of
// a result, only once two people have confirmed the count, or it was announced.
func TestAfterThePollingDay(t *testing.T) {
	t.Parallel()
	r := start(t, setting{town: withOffice(t, officeID)})
	office, first, second, villager := r.phone("选举办"), r.phone("周明"), r.phone("李芳"), r.stranger()
	g := r.groupOf(office, villager)
	now := r.clock()
	r.stop()
	r.clock = func() time.Time { return now.AddDate(0, 0, 5) }
	r.run(r.bot.Poll)
	ask := func(text string, want ...string) {
		t.Helper()
		if _, err := villager.SayIn(g.ID(), "@huanjie_demo_bot "+text); err != nil {
			t.Fatal(err)
		}
		r.groupSees(g, want...)
	}
	r.reports(first, "计票 "+countLine("117"), "另行选举")
	ask("东河村 哪里投票", "东河村：1月15日（周五）已投票，结果确认后公布")
	r.sent()
	if n := count(g.Messages(), "另行"); n != 0 {
		t.Error("a public group hears of a preliminary count")
	}
	r.reports(second, "计票 "+countLine("117"), "复核")
	ask("东河村", "东河村：1月15日（周五）投票以后，还要另行选举（主任），时间和地点以村里公告为准")

	good := "计票 西岭村 发387 收386 有效382 无效4 主任 卜森 52 范禾丰 325 委员 蒋平 160 郝松年 302 曹晓棠 273"
	r.reports(second, good, "范禾丰")
	r.reports(r.phone("唐素文"), good, "复核")
	ask("西岭村几点投票", "西岭村：1月15日（周五）已投票，结果确认后公布")
	r.say(office, "公告")
	r.sees(office, "用哪个模板？")
	r.tap(office, "选举结果")
	r.sees(office, "[✅ 提交]")
	r.tap(office, "✅ 提交")
	r.groupSees(g, "📢", "西岭村", "范禾丰")
	ask("西岭村什么时候投票", "西岭村：1月15日（周五）已投票，结果已在1月16日（周六）公布")
	if _, err := villager.Start(""); err != nil {
		t.Fatal(err)
	}
	r.say(villager, "东河村哪里投票")
	r.sees(villager, "还要另行选举（主任）")
}

// TestWhatTheVillageHasToAnswer: in a public group the way to the private chat,
// where a villager can do no more, is not shown; in a working group it is.
func TestWhatTheVillageHasToAnswer(t *testing.T) {
	t.Parallel()
	r := start(t, setting{})
	office, villager := r.phone("选举办"), r.stranger()
	g := r.groupOf(office, villager)
	ask := func(text string) {
		t.Helper()
		if _, err := villager.SayIn(g.ID(), "@huanjie_demo_bot "+text); err != nil {
			t.Fatal(err)
		}
	}
	ask("我的选民证丢了怎么办")
	if m := r.groupSees(g, "其他事请问村里或选举办"); len(m.Buttons()) > 0 || strings.Contains(m.Text, "私聊") {
		t.Errorf("a public group is shown the way to the private chat: %s", looks(m))
	}
	ask("西岭村") // the name alone
	r.groupSees(g, "西岭村：1月15日（周五）", "西岭村小学")
	ask("要带身份证吗")
	r.groupSees(g, "请带本人身份证")
}

// TestStrangersMayAskWhatVotersAsk, and nothing else.
func TestStrangersMayAskWhatVotersAsk(t *testing.T) {
	t.Parallel()
	r := start(t, setting{})
	p := r.stranger()
	r.press(p, "")
	r.sees(p, "您还没有登记", "村民可以在这里问投票的地点")
	for text, want := range map[string]string{
		"东河村哪里投票": "东河村：1月15日（周五） 8:00-12:00 东河村小学",
		"柳湾":      "柳湾村：1月15日（周五）",
		"几点投票":    "哪里的？请写上名称，例如“东河村 哪里投票”",
		"要带什么":    "请带本人身份证",
	} {
		r.say(p, text)
		r.sees(p, want)
	}
	for _, text := range []string{"东河村进度", "投票 东河村 212", "现在参选率", "谁是候选人", "名单在哪里看"} {
		r.sent()
		r.say(p, text)
		r.sent()
		if all := said(p.Messages()); !strings.Contains(all[len(all)-1], "您还没有登记") {
			t.Errorf("%s is answered %q", text, all[len(all)-1])
		}
	}
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
	r.eventually("no answers", func() bool { return count(g.Messages(), "请带本人身份证") == 8 })
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
