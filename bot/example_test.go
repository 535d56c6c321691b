package bot_test

import (
	"strings"
	"testing"
)

// TestTheHelpsExamplesWork types what the help says one can type: figures that are
// possible in the village, and its real candidates.
func TestTheHelpsExamplesWork(t *testing.T) {
	t.Parallel()
	r := start(t, setting{town: townWithRecords(t)})
	p := r.phone("周明")
	r.say(p, "帮助")
	help := r.sees(p, "一句话报完", "待办", "没有信号，14:00前补报", "突发", "怎么做")
	shows := map[string][]string{"进度": {"选民登记公布", "已完成"}, "投票": {"已投票：207"}, "计票": {"发出选票：207", "有效票：201", "冯棠", "当选"}}
	typed := 0
	for line := range strings.Lines(help.Text) {
		line, example := strings.CutPrefix(strings.TrimSpace(line), "· ")
		if !example {
			continue
		}
		typed++
		kind, _, _ := strings.Cut(line, " ")
		r.say(p, line)
		if m := r.sees(p, shows[kind]...); strings.Contains(m.Text, "没看懂") || strings.Contains(m.Text, "没有记下") {
			t.Errorf("%s\nis answered\n%s", line, looks(m))
		}
	}
	if typed != 3 {
		t.Errorf("the help gives %d examples:\n%s", typed, help.Text)
	}
}

// TestWhoChecksIsTold: a checker reads what they are, and of which village.
func TestWhoChecksIsTold(t *testing.T) {
	t.Parallel()
	r := start(t, setting{})
	p := r.stranger()
	r.press(p, r.link("李芳"))
	r.sees(p, "李芳，您好", "联络员（3 个村）、复核人（东河村）")
	r.say(p, "/whoami")
	r.sees(p, "您是清河镇 李芳", "复核人（东河村）")
	r.say(p, "菜单")
	r.sees(p, "清河镇 · 联络员（3 个村）、复核人（东河村）")
}

// TestTheMenuKeepsWhatIsWorthKeeping: a form in which nothing was said for any
// unit is not offered again; of several unfinished ones the latest stand on the
// menu, the others behind a button; and two reports of one kind can be told apart.
func TestTheMenuKeepsWhatIsWorthKeeping(t *testing.T) {
	t.Parallel()
	r := start(t, setting{town: townWithRecords(t)})
	p := r.phone("周明")
	r.say(p, "投票 西岭村 100")
	r.sees(p, "“西岭村”不由您负责")
	r.say(p, "菜单")
	if m := r.sees(p, "清河镇 · 联络员（东河村）"); strings.Contains(looks(m), "▶") {
		t.Errorf("an empty form is offered again: %s", looks(m))
	}
	for _, line := range []string{"宣传 横幅 12", "名单 在村 100", "走访 今天"} {
		r.say(p, line)
	}
	r.sent()
	r.say(p, "菜单")
	r.sees(p, "[▶ 继续：走访 东河村]", "[▶ 其他没填完的 1 项]")
	r.tap(p, "▶ 其他没填完的 1 项")
	r.sees(p, "[▶ 继续：宣传 东河村]", "[↩ 返回]")
	r.tap(p, "▶ 继续：宣传 东河村")
	r.sees(p, "宣传 · 东河村", "横幅：12")
	r.reports(p, "进度 东河村 组织准备 完成", "已完成")
	r.reports(p, "进度 东河村 离任审计 进行中", "离任审计")
	r.say(p, "更正")
	r.sees(p, "更正或撤回哪一次上报？", "[东河村 · 上报阶段进度 组织准备/已完成 · 1月11日 09:00]", "[东河村 · 上报阶段进度 离任审计/进行中 · 1月11日 09:00]")
}
