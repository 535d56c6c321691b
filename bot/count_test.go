package bot_test

import (
	"strings"
	"testing"

	"huanjie/internal/sandbox"
)

// countLine is the count of 东河村 as it is typed; votes are those of 冯棠.
func countLine(votes string) string {
	return "东河村 发259 收255 有效249 无效6 主任 贺小满 62 冯棠 " + votes + " 委员 卞春生 153 孙海川 196 孔晓棠 94"
}

// unseen fails if any message on a telephone shows a figure.
func unseen(r *rig, p *sandbox.Phone, figures ...string) {
	r.t.Helper()
	for _, m := range p.Messages() {
		for _, f := range figures {
			if strings.Contains(looks(m), f) {
				r.t.Errorf("%s is shown:\n%s", f, looks(m))
			}
		}
	}
}

// TestTwoPeopleCount plays a count to its end: the photo reaches whoever checks,
// without a figure in any text; a difference is told to both in words only; what
// agrees is confirmed, and the leader's message changes without ringing again.
func TestTwoPeopleCount(t *testing.T) {
	t.Parallel()
	r := start(t, setting{})
	first, second, leader := r.phone("周明"), r.phone("李芳"), r.phone("陈立")
	r.say(first, "计票 "+countLine("175"))
	r.sees(first, "[✅ 确认上报]", "缺计票结果单照片")
	if _, err := first.Photo(sandbox.Picture(40, 30), "计票结果单"); err != nil {
		t.Fatal(err)
	}
	r.sees(first, "计票结果单：📎 照片已收到")
	r.tap(first, "✅ 确认上报")
	r.sees(leader, "东河村 计票（初步，未复核）", "冯棠 175 票")
	r.sees(second, "请复核：东河村", "[🔒 复核录入]")

	r.say(second, "东河村")
	r.sees(second, "🔒 第一次投票已计票", "数字不显示")
	r.tap(second, "🔒 复核录入")
	r.sees(second, "轮次：复核：第一次投票", "发出选票多少张")
	unseen(r, second, "175", "259", "249", "74.86")
	r.say(second, strings.TrimPrefix(countLine("173"), "东河村 "))
	r.sees(second, "这是复核录入", "[✅ 确认上报]")
	r.tap(second, "✅ 确认上报")

	for _, p := range []*sandbox.Phone{first, second} {
		r.sees(p, "两人录入有 1 项不一致：主任 冯棠", "[✏️ 重新核对]")
	}
	r.sees(leader, "东河村 计票（重新核对：两次录入有 1 项不一致）")
	unseen(r, second, "175")
	unseen(r, first, "173")
	r.tap(first, "✏️ 重新核对")
	r.sees(first, "两次录入不一致", "主任候选人冯棠得多少票")
	r.say(first, "173")
	r.sees(first, "这是您重新核对后的录入", "[✅ 确认上报]")
	r.tap(first, "✅ 确认上报")
	for _, p := range []*sandbox.Phone{first, second} {
		r.sees(p, "✅ 东河村 第一次投票：两人录入一致，已确认")
	}
	r.sees(leader, "东河村 计票（已确认 ✅", "冯棠 173 票", "冯棠 175 → 173")
	r.sent()
	if m, still := r.find(leader.Messages(), []string{"初步，未复核"}); still {
		t.Errorf("the preliminary message still stands: %s", looks(m))
	}
	r.say(second, "东河村")
	r.sees(second, "第一次投票（已确认）", "发出 259")
}

// TestACorrectionReachesWhoeverSaw corrects a confirmed count: whoever looked at
// it, and is told nothing else of it, is told what changed and why.
func TestACorrectionReachesWhoeverSaw(t *testing.T) {
	t.Parallel()
	r := start(t, setting{})
	first, second, office, group, leader := r.phone("周明"), r.phone("李芳"), r.phone("选举办"), r.phone("高远"), r.phone("陈立")
	for _, p := range []*sandbox.Phone{first, second} {
		r.say(p, "计票 "+countLine("175"))
		r.sees(p, "[✅ 确认上报]")
		r.tap(p, "✅ 确认上报")
		r.sees(p, "已上报 · 回执")
	}
	r.sees(first, "两人录入一致，已确认")
	r.say(group, "东河村")
	r.sees(group, "第一次投票（已确认）")
	r.say(first, "计票 "+countLine("173"))
	r.sees(first, "[更正第一次投票]")
	r.tap(first, "更正第一次投票")
	r.sees(first, "更正的原因")
	r.say(first, "两张票的记号看错")
	r.sees(first, "更正已确认的计票", "[✅ 确认上报]")
	r.tap(first, "✅ 确认上报")
	r.sees(group, "✏️ 更正：东河村 第一次投票", "主任 冯棠 175 → 173", "原因：两张票的记号看错")
	r.sees(second, "请复核：东河村")
	r.sent()
	if m, told := r.find(office.Messages(), []string{"✏️ 更正：东河村"}); told {
		t.Errorf("the office, which did not look, was told: %s", looks(m))
	}
	r.sees(leader, "东河村 计票（更正，待重新复核）", "✏️ 更正：主任 冯棠 175 → 173", "原因：两张票的记号看错")
	r.tap(second, "🔒 复核录入")
	r.say(second, strings.TrimPrefix(countLine("173"), "东河村 "))
	r.sees(second, "这是复核录入", "[✅ 确认上报]")
	r.tap(second, "✅ 确认上报")
	r.sees(leader, "东河村 计票（已确认 ✅", "✏️ 更正：主任 冯棠 175 → 173", "原因：两张票的记号看错")
}

// TestTheResultSheetFollows: the photo that comes later reaches whoever checks.
func TestTheResultSheetFollows(t *testing.T) {
	t.Parallel()
	r := start(t, setting{})
	first, second := r.phone("周明"), r.phone("李芳")
	r.say(first, "计票 "+countLine("175"))
	r.sees(first, "[✅ 确认上报]")
	r.tap(first, "✅ 确认上报")
	r.sees(second, "请复核：东河村")
	r.say(first, "待办")
	r.sees(first, "[东河村 · 补结果单]")
	r.tap(first, "东河村 · 补结果单")
	r.sees(first, "请发计票结果单的照片")
	if _, err := first.Photo(sandbox.Picture(40, 30), ""); err != nil {
		t.Fatal(err)
	}
	r.sees(first, "📎", "[✅ 确认上报]")
	r.tap(first, "✅ 确认上报")
	if err := r.wait(second.Wait, func(ms []sandbox.Message) bool {
		for _, m := range ms {
			if _, asks := m.Button("🔒 复核录入"); asks && len(m.Photo) > 0 {
				return true
			}
		}
		return false
	}); err != nil {
		t.Errorf("the photo did not come with the request: %v", err)
	}
	unseen(r, second, "175", "259")
}

// TestTheOfficeHearsOfWhatHasToFollow: where people have to vote again the leading
// group and the office, which do not enter this count, hear so at once. What then
// turns out well is said so in the same place.
func TestTheOfficeHearsOfWhatHasToFollow(t *testing.T) {
	t.Parallel()
	r := start(t, setting{})
	first, second, leader, group, office := r.phone("周明"), r.phone("李芳"), r.phone("陈立"), r.phone("高远"), r.phone("选举办")
	r.reports(first, "计票 "+countLine("117"), "另行选举")
	r.sees(leader, "⚠️ 东河村 计票（初步，未复核）", "冯棠")
	r.sees(group, "⚠️ 东河村 计票（初步，未复核）", "冯棠")
	m := r.sees(office, "⚠️ 东河村 计票（初步，未复核）", "冯棠")
	r.reports(second, "计票 "+countLine("117"), "复核")
	r.sees(office, "⚠️ 东河村 计票（已确认 ✅ 两人录入一致）", "冯棠")
	r.sent()
	if n := counted(office.Messages(), "东河村", "计票（"); n != 1 {
		t.Errorf("the office has %d messages of the count, want the one of %d", n, m.ID)
	}
	r.say(first, "计票 "+countLine("175"))
	r.sees(first, "轮次：第一次投票", "更正的原因") // all who stood then are named
	r.say(first, "漏记一叠")
	r.sees(first, "漏记一叠", "冯棠 175", "[✅ 确认上报]")
	r.tap(first, "✅ 确认上报")
	for _, p := range []*sandbox.Phone{leader, group, office} {
		r.sees(p, "🧮 东河村 计票（更正，待重新复核）", "冯棠 117 → 175", "漏记一叠")
	}
}

// counted is how many messages of the bot have all these words.
func counted(all []sandbox.Message, words ...string) (n int) {
	for _, m := range all {
		fits := m.From.IsBot
		for _, w := range words {
			fits = fits && strings.Contains(looks(m), w)
		}
		if fits {
			n++
		}
	}
	return n
}

// TestAConfirmedCountKeepsItsWarning: what is odd in a count, and what was
// corrected and why, is the count's own and is still said when a second entry has
// confirmed it; and its photo says what it is of.
func TestAConfirmedCountKeepsItsWarning(t *testing.T) {
	t.Parallel()
	r := start(t, setting{})
	first, second, leader := r.phone("周明"), r.phone("李芳"), r.phone("陈立")
	line := func(votes string) string {
		return "计票 东河村 发259 收255 有效240 无效15 主任 贺小满 62 冯棠 " + votes + " 委员 卞春生 153 孙海川 196 孔晓棠 94"
	}
	r.say(first, line("170"))
	r.sees(first, "超过收回选票的 3%", "请写明原因")
	r.say(first, "老人多")
	r.sees(first, "[✅ 确认上报]", "老人多")
	if _, err := first.Photo(sandbox.Picture(40, 30), ""); err != nil {
		t.Fatal(err)
	}
	r.sees(first, "照片已收到")
	r.tap(first, "✅ 确认上报")
	r.sees(leader, "❗ 无效票偏多：老人多")
	number := string(r.journalOf()[0].ID)
	r.captioned(leader, "东河村 · 计票：第一次投票 · "+number)
	r.reports(second, line("170"), "复核")
	r.sees(leader, "计票（已确认 ✅", "❗ 无效票偏多：老人多")
}

// captioned waits until a photo of the bot has a caption.
func (r *rig) captioned(p *sandbox.Phone, caption string) {
	r.t.Helper()
	if err := r.wait(p.Wait, func(all []sandbox.Message) bool {
		for _, m := range all {
			if m.From.IsBot && len(m.Photo) > 0 && m.Caption == caption {
				return true
			}
		}
		return false
	}); err != nil {
		r.t.Fatalf("no photo says %q: %v\n%s", caption, err, chat(p.Messages()))
	}
}
