package bot_test

import (
	"strings"
	"testing"
)

// TestADifficultyIsOneMessage: said again it takes the place of what was said
// before, and once it is over that message says so.
func TestADifficultyIsOneMessage(t *testing.T) {
	t.Parallel()
	r := start(t, setting{})
	officer, leader := r.phone("周明"), r.phone("陈立")
	standing := func(mark string) (n int) {
		r.sent()
		for _, m := range leader.Messages() {
			if m.From.IsBot && strings.Contains(m.Text, mark) {
				n++
			}
		}
		return n
	}
	r.reports(officer, "进度 选民登记公布 有困难 有人对名单有意见", "有人对名单有意见")
	r.sees(leader, "🆘 东河村", "有人对名单有意见")
	r.reports(officer, "进度 选民登记公布 有困难 又来了三个人", "又来了三个人")
	r.sees(leader, "🆘 东河村", "又来了三个人")
	if n := standing("🆘"); n != 1 {
		t.Errorf("%d messages say that it is in difficulty, want the last alone", n)
	}
	r.reports(officer, "进度 选民登记公布 完成", "已完成")
	r.sees(leader, "✅ 东河村", "困难已解决")
	if n := standing("🆘"); n != 0 {
		t.Errorf("%d messages still say that it is in difficulty", n)
	}
}
