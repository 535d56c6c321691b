package speech

import (
	"slices"
	"testing"
)

// TestTakesBack tells what takes a report back from what only speaks of it.
func TestTakesBack(t *testing.T) {
	t.Parallel()
	lexicon := NewLexicon([]Entry{{"东河村", Meaning{Sort: OfUnit, ID: "E1"}}, {"东河", Meaning{OfUnit, "E1", Stem}}, {"西岭村", Meaning{Sort: OfUnit, ID: "W1"}},
		{"投票", Meaning{Sort: OfForm, ID: "turnout"}}, {"计票", Meaning{Sort: OfForm, ID: "count"}}, {"选民名单", Meaning{Sort: OfForm, ID: "roll"}}})
	for _, c := range []struct {
		text  string
		why   string
		place bool
		units []string
		form  string
	}{
		{"撤回", "", false, nil, ""},
		{"删掉刚才那条", "", false, nil, ""},
		{"取消刚才的上报", "", false, nil, ""},
		{"undo", "", false, nil, ""},
		{"withdraw my last report", "", false, nil, ""},
		{"作废", "", false, nil, ""},
		{"上一条作废", "", false, nil, ""},
		{"刚才那条不算", "", false, nil, ""},
		{"刚才报的不算数，谢谢", "", false, nil, ""},
		{"我要撤回", "", false, nil, ""},
		{"你好，帮我撤回一下", "", false, nil, ""},
		{"你好，帮我撤回一下刚才的上报，谢谢", "", false, nil, ""},
		{"撤回东河村投票人数", "", false, []string{"E1"}, "turnout"},
		{"东河村的计票撤回", "", false, []string{"E1"}, "count"},
		{"撤回640那条", "", false, nil, ""},
		{"报错村了", "", true, nil, ""},
		{"报错村了，应该是西岭村", "应该是西岭村", true, []string{"W1"}, ""},
		{"报错村子了", "", true, nil, ""},
		{"撤回，重复报了", "重复报了", false, nil, ""},
		{"撤回，计票还没完，东河村还在核对", "计票还没完，东河村还在核对", false, nil, ""},
		{"重复报了，撤回", "重复报了", false, nil, ""},
		{"撤回刚才那条 因为张老师还没核对", "张老师还没核对", false, nil, ""},
	} {
		b, ok := TakesBack(c.text, noon(), lexicon)
		if !ok || b.Why != c.why || b.Place != c.place || !slices.Equal(b.Units, c.units) || b.Form != c.form {
			t.Errorf("%q: %v, %+v", c.text, ok, b)
		}
	}
	for _, text := range []string{"作废票5张", "作废5", "作废 5", "选票作废3张", "群众要求撤回选票", "村民说投的票不算", "怎么撤回", "能不能撤回？", "撤回了吗", "公告要撤回", "取消", "取消投票", "无效6 作废2", "有人把票箱撤掉了",
		"废票不算，有效1150", "计票 发1200 作废20", "稍后撤回", "删掉了三个人的名字", "情绪激动，撤回，我们在劝", "报错了", "应该是1040", ""} {
		if b, ok := TakesBack(text, noon(), lexicon); ok {
			t.Errorf("%q takes back %+v", text, b)
		}
	}
}
