package bot_test

import (
	"slices"
	"strings"
	"testing"

	"huanjie/internal/sandbox"
)

// chatter is what people write in a group to each other.
func chatter() []string {
	return []string{
		"投票 212", "东河村 投票 212人", "我们村投了212了", "计票 发259 收255 有效247 无效8", "选民登记完成了", "进度 东河村 选民登记公布 完成", "打起来了快来人", "停电了", "谁还没报", "参选率多少", "西片还差谁", "机器人咋用", "机器人坏了吧", "让机器人看看",
		"撤回", "更正", "取消", "确认", "收到", "好的", "好的领导", "1", "👍", "？", "菜单", "帮助", "公告", "通知各村十点前报数", "@周明 你们村报了没", "@所有人 抓紧报", "周明 212", "212", "双桥投票咋还没动静", "领导辛苦了", "12点报", "没有信号 14:00前补报", "如果票不够找谁", "你们那有人闹事没", "绑定一下", "https://t.me/huanjie_demo_bot",
	}
}

// TestChatterInAGroup: in a group the bot is silent unless it is spoken to, and whatever
// is said there, to it or not, reports nothing and leaves nothing open.
func TestChatterInAGroup(t *testing.T) {
	t.Parallel()
	r := start(t, setting{town: withOffice(t, officeID)})
	office, officer, leader := r.phone("选举办"), r.phone("周明"), r.phone("陈立")
	g := r.groupOf(office, officer, leader)
	if err := g.PromoteBot(office); err != nil { // it hears everything
		t.Fatal(err)
	}
	r.sent()
	before, said := len(r.journalOf()), len(g.Messages())
	for _, text := range chatter() {
		for _, p := range []*sandbox.Phone{officer, leader} {
			if _, err := p.SayIn(g.ID(), text); err != nil {
				t.Fatal(err)
			}
			said++
		}
	}
	r.taken()
	r.sent()
	if n := len(g.Messages()); n != said {
		t.Errorf("%d messages stand in the group, %d were written there", n, said)
	}
	for _, text := range chatter() {
		if _, err := officer.SayIn(g.ID(), "@huanjie_demo_bot "+text); err != nil {
			t.Fatal(err)
		}
	}
	r.taken()
	r.sent()
	if n := len(r.journalOf()); n != before {
		t.Errorf("%d reports after what was said in a group, %d before", n, before)
	}
	for _, m := range officer.Messages() {
		if slices.ContainsFunc(m.Buttons(), func(k sandbox.Button) bool { return strings.HasPrefix(k.Text, "✅") }) {
			t.Errorf("a card came of what was said in a group: %s", looks(m))
		}
	}
	r.groupSees(g, "群里说的不算上报", "110、120")
	r.say(officer, "投票 207") // nothing is left open
	r.sees(officer, "上报投票进展 · 东河村", "已投票：207", "[✅ 确认上报]")
}
