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
	first, second, office, group := r.phone("周明"), r.phone("李芳"), r.phone("选举办"), r.phone("高远")
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
	if err := second.Wait(r.ctx, func(ms []sandbox.Message) bool {
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
