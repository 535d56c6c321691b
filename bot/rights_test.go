package bot_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"huanjie/internal/election"
	"huanjie/internal/flow"
	"huanjie/internal/sandbox"
	"huanjie/internal/store"
)

func TestAStrangerLearnsNothingButHowToGetIn(t *testing.T) {
	t.Parallel()
	r := start(t, setting{})
	p := r.stranger()
	for _, text := range []string{"/start", "/digest", "/status 东河村", "计票 东河村 发259", "/progress", "东河村怎么样", "/invite", "/help"} {
		r.say(p, text)
	}
	m := r.sees(p, "您还没有登记")
	for _, data := range []string{"m:digest", "m:invite", "i:周明", "I:1", "o:stage:E1:stage:roll", "d:1:1:y", "g:bind"} {
		if err := p.TapData(m.ID, data); err != nil {
			t.Fatal(err)
		}
	}
	r.answered(p, "您没有登记，不能操作")
	if _, err := p.Photo(sandbox.Picture(20, 20), "计票 东河村"); err != nil {
		t.Fatal(err)
	}
	r.say(p, "/whoami")
	r.sees(p, "您还没有登记。您的编号")
	r.sent()
	for _, m := range p.Messages() {
		if m.From.IsBot && (strings.Contains(m.Text, "东河") || strings.Contains(m.Text, "清河") || len(m.Buttons()) > 0) {
			t.Errorf("a stranger was shown: %s", looks(m))
		}
	}
	if n := len(r.journalOf()); n != 0 {
		t.Errorf("%d reports of a stranger", n)
	}
}

func TestAFloodOfAStrangerIsAnsweredOnceASecond(t *testing.T) {
	t.Parallel()
	r := start(t, setting{idle: true, limits: true})
	p := r.stranger()
	for range 60 {
		r.say(p, "你好")
	}
	begun := time.Now()
	r.run(r.bot.Poll)
	r.sent()
	answers := slices.DeleteFunc(p.Messages(), func(m sandbox.Message) bool { return !m.From.IsBot })
	if len(answers) != 1 {
		t.Errorf("%d answers stand in the chat, want the last alone", len(answers))
	}
	took := time.Since(begun) // a loaded machine needs longer, and more is sent meanwhile
	if n := len(r.telegram.Requests("sendMessage")); n > 2+int(took.Seconds()) || n > 40 {
		t.Errorf("60 messages were answered %d times in %v", n, took)
	}
}

func TestAnOfficerReachesOnlyTheirOwnVillage(t *testing.T) {
	t.Parallel()
	r := start(t, setting{})
	p := r.phone("周明")
	r.say(p, "/status 柳湾村")
	r.sees(p, "没有找到您负责的“柳湾村”")
	r.say(p, "柳湾村")
	r.sees(p, "“柳湾村”不在您的查看范围内")
	r.say(p, "投票 柳湾村 300")
	m := r.sees(p, "⚠️")
	for _, data := range []string{"o:turnout:E2:voted:300", "o:announcement::text:你好", "m:announcement", "i:李芳", "m:invite"} {
		if err := p.TapData(m.ID, data); err != nil {
			t.Fatal(err)
		}
	}
	r.sees(p, "这项操作不在您的权限内")
	r.taken()
	r.say(p, "确认")
	r.sent()
	if all := r.journalOf(); len(all) != 0 {
		t.Errorf("the journal has %+v", all)
	}
	if posted, err := r.store.Posted(r.ctx, 1); err != nil || len(posted) != 0 {
		t.Errorf("an officer announced %v (%v)", posted, err)
	}
}

func TestForgedStaleAndForeignButtons(t *testing.T) {
	t.Parallel()
	r := start(t, setting{})
	p, other := r.phone("周明"), r.phone("李芳")
	r.say(p, "投票 212")
	old := r.sees(p, "212", "[✅ 确认上报]")
	confirm, _ := old.Button("✅ 确认上报")
	if err := other.TapData(1, confirm.Data); err != nil { // another's button, copied
		t.Fatal(err)
	}
	r.answered(other, "这个按钮已失效")
	r.say(p, "213")
	r.say(p, "已投 214")
	r.sees(p, "214", "[✅ 确认上报]")
	if err := p.TapData(old.ID, confirm.Data); err != nil { // what it confirmed is not there any more
		t.Fatal(err)
	}
	r.answered(p, "已有更新")
	for _, data := range []string{"d:::", "d:ZZ:zz:y", "x", "d:1:1:" + strings.Repeat("y", 50), "m:nosuch", "o:a:b:c", "l:xx", "\x00\xff"} {
		if err := p.TapData(999999, data); err != nil {
			t.Fatal(err)
		}
	}
	r.sent()
	if all := r.journalOf(); len(all) != 0 {
		t.Errorf("a forged or stale button reported %+v", all)
	}
	r.tap(p, "✅ 确认上报")
	done := r.sees(p, "✅ 已上报")
	if err := p.TapOn(done.ID, "✅ 确认上报"); err != nil {
		t.Fatal(err)
	}
	r.answered(p, "不会重复")
	if all := r.journalOf(); len(all) != 1 {
		t.Errorf("%d reports, want one", len(all))
	}
}

func TestALinkWorksOnceForOnePersonForAWhile(t *testing.T) {
	t.Parallel()
	r := start(t, setting{})
	first, second, late, office := r.stranger(), r.stranger(), r.stranger(), r.phone("选举办")
	payload := r.link("周明")
	r.press(first, payload)
	r.sees(first, "周明，您好")
	r.press(second, payload)
	r.sees(second, "这个链接已用过或已过期")
	r.press(second, "elsewhere_AAAAAAAAAAAAAAAAAAAAAAAA")
	r.press(second, "qinghe_AAAAAAAAAAAAAAAAAAAAAAAA")
	r.press(second, "qinghe_")
	r.taken()

	again := r.link("李芳")
	r.press(office, again) // the office tries it out before it forwards it
	r.sees(office, "没有用掉它")
	r.press(late, again)
	r.sees(late, "李芳，您好")

	expired := r.link("何静")
	now := r.clock()
	r.stop()
	r.clock = func() time.Time { return now.Add(8 * 24 * time.Hour) }
	r.run(r.bot.Poll)
	r.press(second, expired)
	r.sees(second, "这个链接已用过或已过期")

	r.press(second, r.link("周明")) // a new telephone, of which the office is asked
	r.sees(second, "周明 已在另一个账号登记，那个账号在用")
	r.sees(office, "周明 的登记链接在另一个账号", "[✅ 同意换到尾号 "+store.AccountEnd(second.ID())+"]")
	r.tap(office, "✅ 同意换到尾号 "+store.AccountEnd(second.ID()))
	r.sees(second, "周明，您好")
	r.say(first, "投票 212")
	r.sees(first, "您还没有登记")
}

// TestLinksEnd: a new link of a person ends the one before, its use ends all that
// they had, and a button withdraws it.
func TestLinksEnd(t *testing.T) {
	t.Parallel()
	r := start(t, setting{})
	office, first, second := r.phone("选举办"), r.stranger(), r.stranger()
	dead := func(p *sandbox.Phone, payload, why string) {
		t.Helper()
		seen := counted(p.Messages(), "这个链接已用过或已过期")
		r.press(p, payload)
		r.sent()
		if counted(p.Messages(), "这个链接已用过或已过期") != seen+1 {
			t.Errorf("%s: %s", why, chat(p.Messages()))
		}
	}
	old, other := r.link("周明"), r.link("李芳")
	newer := r.link("周明")
	dead(first, old, "an older link")
	r.press(first, newer)
	r.sees(first, "周明，您好")
	dead(second, newer, "a link that was used")
	r.say(office, "邀请")
	r.sees(office, "🔗 李芳")
	if err := office.TapData(1, "i:李芳"); err != nil {
		t.Fatal(err)
	}
	card := r.sees(office, "李芳 的登记链接", "[🚫 收回链接]")
	_, payload, _ := strings.Cut(card.Text, "?start=")
	dead(second, other, "one that another took the place of")
	r.tap(office, "🚫 收回链接")
	r.answered(office, "链接已收回")
	dead(second, strings.TrimSpace(payload), "one that was withdrawn")
	r.tap(office, "🚫 收回链接")
	r.answered(office, "这个链接已经不能用了")
}

// TestTheOfficeDecidesOnATakeover: the account in use goes on until the office
// agrees; if it does not, the link ends, and nobody else can use it meanwhile.
func TestTheOfficeDecidesOnATakeover(t *testing.T) {
	t.Parallel()
	r := start(t, setting{})
	office, mine, other, third := r.phone("选举办"), r.phone("周明"), r.stranger(), r.stranger()
	payload := r.link("周明")
	for range 2 {
		r.press(other, payload)
		r.sees(other, "已请选举办向本人核实")
	}
	r.sees(mine, "⚠️ 周明 的登记链接在另一个账号（尾号 "+store.AccountEnd(other.ID())+"）打开了", "这里照常可用")
	r.press(third, payload)
	r.sees(third, "这个链接已用过或已过期")
	r.reports(mine, "投票 150", "150")
	r.say(other, "日报")
	r.sees(other, "您还没有登记")
	r.sent()
	if n := counted(office.Messages(), "周明 的登记链接在另一个账号"); n != 1 {
		t.Errorf("the office was asked %d times", n)
	}
	r.tap(office, "🚫 不同意，收回链接")
	r.sees(other, "选举办没有同意")
	r.press(other, payload)
	r.sees(other, "这个链接已用过或已过期")
	if err := office.TapData(office.Last().ID, "t:"+strconv.FormatInt(other.ID(), 10)+":y"); err != nil {
		t.Fatal(err)
	}
	r.answered(office, "已经处理过")
	if users, err := r.store.Bound(r.ctx, "周明"); err != nil || users[0] != mine.ID() {
		t.Errorf("周明 is %v, %v", users, err)
	}
}

func TestWhoLeavesTheRosterLosesAccessAtOnce(t *testing.T) {
	t.Parallel()
	r := start(t, setting{})
	p := r.phone("周明")
	r.say(p, "投票 212")
	r.sees(p, "[✅ 确认上报]")
	r.stop()

	without := *r.town
	without.Units = slices.Clone(r.town.Units)
	without.Units[0].Officers = []election.PersonID{"李芳"}
	town, err := election.NewTown(without)
	if err != nil {
		t.Fatal(err)
	}
	now := start(t, setting{telegram: r.telegram, redisURL: r.redisURL, town: town})
	now.tap(p, "✅ 确认上报")
	now.answered(p, "您没有登记")
	now.say(p, "/status")
	now.sees(p, "您还没有登记")
	if all := now.journalOf(); len(all) != 0 {
		t.Errorf("somebody without rights reported %+v", all)
	}
}

func TestAPanicGivesAnIncidentNumber(t *testing.T) {
	t.Parallel()
	broken := flow.Of(flow.Form[election.Turnout]{Head: flow.Head{
		ID: "broken", Command: "broken", Words: []string{"坏了"},
		Title: election.Say("坏", "broken"), Label: election.Say("坏", "broken"),
	},
		Start: func(flow.Subject) election.Turnout { panic("the form is broken") }})
	r := start(t, setting{forms: flow.Forms{broken}})
	p := r.phone("周明")
	r.say(p, "坏了 东河村 1")
	m := r.sees(p, "出了点问题", "编号")
	_, number, _ := strings.Cut(m.Text, "编号 ")
	number, _, _ = strings.Cut(number, " ")
	r.logged("incident " + number)
	if strings.Contains(m.Text, "panic") || strings.Contains(m.Text, "broken") {
		t.Errorf("an officer was shown %q", m.Text)
	}
	r.say(p, "/whoami") // and the chat goes on
	r.sees(p, "您是清河镇 周明")
}
