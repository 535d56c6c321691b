package bot_test

import (
	"bytes"
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"huanjie/internal/election"
	"huanjie/internal/sandbox"
)

// at is a rig that begins to work at a moment.
func at(t *testing.T, s setting, moment time.Time) *rig {
	t.Helper()
	idle := s.idle
	s.idle = true
	r := start(t, s)
	r.clock = func() time.Time { return moment }
	if !idle {
		r.run(r.bot.Poll)
	}
	return r
}

// shownDigest is what came of a digest: text, caption, the bytes of its pictures.
type shownDigest struct {
	text, caption string
	files         []string
	pictures      [][]byte
}

// digestOn reads the last digest on a telephone.
func (r *rig) digestOn(p *sandbox.Phone, words ...string) (d shownDigest) {
	r.t.Helper()
	said := r.sees(p, append(words, "1️⃣")...)
	d.text = said.Text + said.Caption
	shown := photos(p.Messages())
	if len(shown) == 0 {
		r.t.Fatalf("no picture before\n%s", d.text)
	}
	last := shown[len(shown)-1]
	for _, m := range shown {
		if m.ID == last.ID || m.MediaGroupID != "" && m.MediaGroupID == last.MediaGroupID {
			d.caption += m.Caption
			d.files = append(d.files, m.Photo[len(m.Photo)-1].FileID)
			d.pictures = append(d.pictures, r.fetch(d.files[len(d.files)-1]))
		}
	}
	return d
}

func (d shownDigest) same(other shownDigest) bool {
	return d.text == other.text && d.caption == other.caption && slices.EqualFunc(d.pictures, other.pictures, bytes.Equal)
}

// TestADigestOfAPastDayIsThatOfThen asks for the digest of a day two days later,
// when more is reported and what was due that day is late. It is drawn later still,
// by another process than took the question; and it is, to the pixel, what a leader
// got in the last minute of that day.
func TestADigestOfAPastDayIsThatOfThen(t *testing.T) {
	t.Parallel()
	town := townWithRecords(t)
	e := town.Elections[0]
	review, _ := e.Stage("candidates")
	for name, c := range map[string]struct {
		day           election.Date
		then, since   string
		shows         string // by what was reported since
		pictures      int
		late, notLate string // on the day, and two days later
	}{
		"before polling day": {review.Due(), "进度 东河村 提名联审公示 进行中", "进度 东河村 提名联审公示 完成", "已完成", 1, "逾期 2 天", "今天截止"},
		"polling day":        {e.PollingDay, "投票 东河村 212", "计票 " + countLine("175"), "冯棠 175", 2, "1/22 个村已计票", "还没有村计票"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			lastMinute := c.day.At(23, 59, town.Location).Add(30 * time.Second)
			r := at(t, setting{town: town}, lastMinute)
			officer, group, second, observer := r.phone("周明"), r.phone("高远"), r.phone("沈宁"), r.phone("严正")
			r.reports(officer, c.then, "东河村")
			r.sent()
			r.say(group, "日报")
			r.sent()
			then := r.digestOn(group, "全镇")
			if len(then.pictures) != c.pictures || !strings.Contains(then.text, c.notLate) || strings.Contains(then.text, c.late) {
				t.Fatalf("on that day %d pictures and\n%s", len(then.pictures), then.text)
			}
			r.stop()

			after := at(t, setting{town: town, telegram: r.telegram, redisURL: r.redisURL}, lastMinute.AddDate(0, 0, 2))
			after.reports(officer, c.since, c.shows)
			after.sent()
			after.say(second, "/digest")
			after.sent()
			if now := after.digestOn(second, "全镇"); !strings.Contains(now.text, c.late) || slices.EqualFunc(now.pictures, then.pictures, bytes.Equal) {
				t.Fatalf("two days later\n%s", now.text)
			}
			after.stop()

			deaf := at(t, setting{town: town, telegram: r.telegram, redisURL: r.redisURL, idle: true}, lastMinute.AddDate(0, 0, 2))
			ctx, cancel := context.WithCancel(deaf.ctx)
			received := make(chan struct{})
			go func() { // takes the question, and does not live to send
				defer close(received)
				_ = deaf.bot.Poll(ctx)
			}()
			for _, p := range []*sandbox.Phone{group, second, observer} {
				deaf.say(p, "日报 "+c.day.String())
			}
			deaf.taken()
			cancel()
			<-received

			late := at(t, setting{town: town, telegram: r.telegram, redisURL: r.redisURL}, lastMinute.AddDate(0, 0, 4))
			late.sent()
			var files []string
			for _, p := range []*sandbox.Phone{group, second, observer} {
				got := late.digestOn(p, "截至 "+c.day.Say(c.day).In(election.Chinese)+" 23:59")
				if !got.same(then) {
					t.Errorf("the digest of %v says %s\n%s\nwant %s\n%s\nand %d pictures, the same: %v", c.day, got.caption, got.text, then.caption, then.text,
						len(got.pictures), slices.EqualFunc(got.pictures, then.pictures, bytes.Equal))
				}
				if files = append(files, got.files...); !slices.Equal(got.files, files[:c.pictures]) {
					t.Error("the same pictures were uploaded twice")
				}
			}
			if m := late.sees(observer, "1️⃣"); len(m.Buttons()) > 0 {
				t.Errorf("what leads to the present is below the past: %s", looks(m))
			}
		})
	}
}

// TestTheDigestOfWhatDay asks for days that have none, in both languages, and as
// somebody who gets none.
func TestTheDigestOfWhatDay(t *testing.T) {
	t.Parallel()
	r := start(t, setting{town: townWithRecords(t)})
	leader, english, officer := r.phone("陈立"), r.phone("高远"), r.phone("周明")
	r.say(english, "/language")
	r.sees(english, "[English]")
	r.tap(english, "English")
	r.sees(english, "English it is")
	for _, c := range []struct {
		who  *sandbox.Phone
		text string
		want []string
	}{
		{leader, "日报 昨天", []string{"到1月10日（周日）为止还没有任何上报"}},
		{english, "digest yesterday", []string{"By Sun 10 Jan nothing had been reported"}},
		{english, "digest 2026-12-20", []string{"whole town", "as of Sun 20 Dec 2026, 23:59"}},
		{leader, "1月9日的日报", []string{"东片", "截至 1月9日（周六） 23:59", "1️⃣"}},
		{leader, "2026年12月20日的日报", []string{"东片", "截至 2026年12月20日（周日） 23:59", "1️⃣"}}, // of another year
		{leader, "日报 今天", []string{"东片", "截至 1月11日（周一） 09:00", "[🏘"}},
		{english, "/digest today", []string{"as of Mon 11 Jan, 09:00", "[🏘"}},
		{leader, "日报 明天", []string{"1月12日（周二）还没有到", "发“日报”"}},
		{english, "digest tomorrow", []string{"Tue 12 Jan has not come yet", "Send “digest”"}},
		{leader, "日报 下辈子", []string{"没看懂日期“下辈子”", "日报 昨天"}},
		{english, "digest 30 Feb", []string{"“30 Feb” is not a day I know", "digest yesterday"}},
		{officer, "日报 昨天", []string{"过去某天的日报只发给领导、监督员和选举办", "发“状态”", "📋 上报记录"}},
		{officer, "日报 下辈子", []string{"过去某天的日报只发给领导、监督员和选举办"}},
		{officer, "日报 今天", []string{"东河村", "选民登记公布"}},
	} {
		r.say(c.who, c.text)
		r.sees(c.who, c.want...)
	}
	r.sent()
	for _, m := range officer.Messages() {
		if strings.Contains(looks(m), "1️⃣") {
			t.Errorf("an officer gets a digest: %s", looks(m))
		}
	}
	r.say(officer, "/language")
	r.sees(officer, "[English]")
	r.tap(officer, "English")
	r.sees(officer, "English it is")
	r.say(officer, "digest yesterday")
	r.sees(officer, "for leaders, observers and the office", "Send “status”")
}
