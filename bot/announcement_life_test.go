package bot_test

import (
	"context"
	"log/slog"
	"sync/atomic"
	"testing"
	"time"

	"huanjie/internal/election"
	"huanjie/internal/sandbox"
	"huanjie/reminders"
)

// newsroom is a rig whose clock can be moved, with the reminders beside it.
type newsroom struct {
	*rig
	at   *atomic.Pointer[time.Time]
	jobs *reminders.Reminders
}

// openNewsroom starts the bot of a town as after a restart: with the Redis and the
// Telegram of an earlier one, if there was one.
func openNewsroom(t *testing.T, town *election.Town, before *newsroom) *newsroom {
	t.Helper()
	s := setting{town: town, idle: true}
	n := &newsroom{at: &atomic.Pointer[time.Time]{}}
	if before != nil {
		before.stop()
		s.redisURL, s.telegram, n.at = before.redisURL, before.telegram, before.at
	}
	n.rig = start(t, s)
	if before == nil {
		n.to(11, 9)
	}
	n.clock = func() time.Time { return *n.at.Load() }
	n.jobs = reminders.New(n.store, reminders.Options{Now: n.clock, Log: slog.New(slog.NewTextHandler(n.log, nil)), Wake: n.bot.Wake, Who: "test"})
	n.run(n.bot.Poll)
	return n
}

// to moves the clock to an hour of a day in January.
func (n *newsroom) to(day, hour int) {
	at := time.Date(2027, time.January, day, hour, 0, 0, 0, n.town.Location)
	n.at.Store(&at)
}

// wake has the reminders do what is due, and waits until it is sent.
func (n *newsroom) wake() {
	n.t.Helper()
	n.taken()
	n.jobs.Wake(context.WithoutCancel(n.ctx))
	n.sent()
}

// movedBy is a town whose polling day is some days later.
func movedBy(t *testing.T, town *election.Town, days int) *election.Town {
	t.Helper()
	later := *town
	later.Elections = append([]election.Election(nil), town.Elections...)
	for i, e := range later.Elections {
		later.Elections[i] = e.On(e.PollingDay.AddDays(days))
	}
	made, err := election.NewTown(later)
	if err != nil {
		t.Fatal(err)
	}
	return made
}

// The whole life of an announcement, as all who have to do with it see it:
// written, approved, waiting, posted, pinned, confirmed, moved, confirmed again,
// withdrawn.
func TestTheLifeOfAnAnnouncement(t *testing.T) {
	t.Parallel()
	town := withOffice(t, officeID, secondOfficeID)
	n := openNewsroom(t, town, nil)
	author, colleague, one, three := n.phone("选举办"), n.colleague(), n.phone("周明"), n.phone("李芳")
	g := n.groupOf(author, one, three)
	n.wake()
	n.submitForTomorrow(author)
	n.tap(colleague, "✅ 批准发布")
	n.sees(author, "🕗 公告《清河镇村民委员会换届选举投票公告》已批准，1月12日（周二） 08:00 发布", "✅ 选举办（700002） 于 1月11日（周一） 09:00 批准")
	n.wake()
	if c := count(g.Messages(), "投票公告"); c != 0 {
		t.Fatal("it was posted before its time")
	}

	n.to(12, 8)
	n.wake()
	posted := n.groupSees(g, "📢 清河镇村民委员会换届选举投票公告", "选举日：2027年1月15日（周五）")
	n.pinned(g, posted.ID)
	n.wake()
	n.sees(author, "发到 1 个群：清河镇换届群", "批准", "已确认 0/4", "东河村（周明）")
	first := n.sees(one, "与您有关的公告（东河村）", "[✅ 已张贴]")
	n.tap(one, "✅ 已张贴")
	n.sees(one, "东河村：周明 已于 1月12日 08:00 确认")
	n.wake()
	status := n.sees(author, "已确认 1/4")

	n = openNewsroom(t, movedBy(t, town, 5), n)
	n.to(12, 10)
	n.wake()
	edited := n.groupSees(g, "选举日：2027年1月20日（周三）", "✏️ 1月12日（周二） 10:00 有修改")
	if edited.ID != posted.ID {
		t.Error("it was posted anew when the day moved")
	}
	n.pinned(g, posted.ID)
	n.groupSees(g, "📅 村民委员会换届选举改期")
	n.sees(one, "公告有修改（东河村）", "1月20日", "[✅ 已张贴]")
	old, _ := first.Button("✅ 已张贴")
	if err := one.TapData(first.ID, old.Data); err != nil { // of the announcement that told the old day
		t.Fatal(err)
	}
	n.answered(one, "公告有改动，请看最新内容再点")
	n.tap(one, "✅ 已张贴")
	n.sees(three, "公告有修改", "[全部：✅ 已张贴]")
	n.tap(three, "全部：✅ 已张贴")
	n.wake()
	n.sees(author, "已确认 4/4")

	n.withdraw(colleague)
	n.wake()
	const gone = "🚫 公告《清河镇村民委员会换届选举投票公告》已于 1月12日（周二） 10:00 撤回，以前的内容作废"
	if m := n.groupSees(g, gone); m.ID != posted.ID {
		t.Error("that it is withdrawn was posted anew")
	}
	n.pinned(g, 0)
	for _, p := range []*sandbox.Phone{one, three} {
		if m := n.sees(p, gone); len(m.Buttons()) != 0 {
			t.Errorf("still to be confirmed: %s", looks(m))
		}
	}
	if m := n.sees(author, gone, "🚫 选举办（700002） 于 1月12日（周二） 10:00 撤回"); m.ID <= status.ID {
		t.Error("the author is told where nobody looks that somebody else has withdrawn it")
	}
	t.Logf("the author's chat:\n%s\nthe group:\n%s\nan officer's chat:\n%s", chat(author.Messages()), chat(g.Messages()), chat(three.Messages()))
}

// submitForTomorrow writes an announcement of the polling day that is to be posted at
// eight tomorrow.
func (n *newsroom) submitForTomorrow(author *sandbox.Phone) {
	n.t.Helper()
	n.say(author, "公告")
	n.sees(author, "用哪个模板？")
	n.tap(author, "选举日公告")
	n.sees(author, "[✅ 提交]")
	n.tap(author, "✏️ 修改")
	n.tap(author, n.button(n.sees(author, "要改哪一项"), "时间："))
	n.sees(author, "什么时候发？", "1月12日（周二） 08:00")
	n.tap(author, "1月12日（周二） 08:00")
	n.sees(author, "[✅ 提交]")
	n.tap(author, "✅ 提交")
	n.sees(author, "公告等待审批")
}
