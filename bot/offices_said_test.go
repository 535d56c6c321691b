package bot_test

import (
	"strings"
	"testing"
)

// TestOfficesSaid: what branches and constituencies say carelessly, in Chinese and English, is
// on the card as it was meant.
func TestOfficesSaid(t *testing.T) {
	t.Parallel()
	for line, c := range map[string]struct{ town, shows string }{
		"渡口村党支部 papers request sent work report done fees report done":                         {"ferry-town", "换届请示：已完成|工作报告：已完成|党费报告：已完成"},
		"渡口村党支部 attendance held today members 35 excused 2 due 33 present 30 voted 30":         {"ferry-town", "党员总数：35|应到会：33|实到会：30"},
		"第一选区正式候选人定了 张三 李四":                                                                    {"street-congress", "6/18|▸ 张三：…|张三：男还是女"},
		"第一选区 代表小组 3个组":                                                                        {"street-congress", "组数：3"},
		"第一选区 first list posted today organisations 2 joint 1 names Zhang San, Li Si, Wang Wu": {"street-congress", "组织提名：2|联名提名：1|名单：Zhang San, Li Si, Wang Wu"},
		"计票 支部 发47收47都有效 书记孙海川45 副书记姚玉珍44 委员袁桂兰46 魏长青40 贺立民41 彭永康12":                           {"east-community", "书记：孙海川 45|委员：袁桂兰 46 · 魏长青 40|[✅ 确认上报]"},
		"居民代表选出来了 97个 女的45个":                                                                   {"east-community", "代表：97|女代表：45"},
	} {
		t.Run(line, func(t *testing.T) {
			t.Parallel()
			town := officeTown(t, c.town)
			r := start(t, setting{town: town})
			officer := town.Units[0].Officers[0]
			p := r.phone(officer)
			r.say(p, line)
			r.sees(p, strings.Split(c.shows, "|")...)
		})
	}
}
