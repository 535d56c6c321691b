package speech_test

import (
	"testing"
	"time"

	"huanjie/internal/speech"
)

// TestPredicates says of each what is so, and a neighbour that is not.
func TestPredicates(t *testing.T) {
	t.Parallel()
	town := questionTown(t)
	places, people, now := speech.Places(town), speech.People(town), time.Date(2027, 1, 15, 10, 30, 0, 0, time.UTC)
	heard := func(is func(speech.Heard) bool) func(string) bool {
		return func(text string) bool { return is(speech.Hear(text, now, places, people)) }
	}
	for _, p := range []struct {
		name    string
		is      func(string) bool
		yes, no []string
	}{
		{"Acknowledges", speech.Acknowledges, []string{"收到", "收到 辛苦各位", "明白了谢谢哈", "thanks"}, []string{"收到640票", "东河村", "没收到"}},
		{"Asks", speech.Asks, []string{"是谁", "有几件没办结", "办了吗", "640？", "what is late"}, []string{"家家都问什么时候投票", "投票640", "下雨"}},
		{"Inquires", speech.Inquires, []string{"对了 哪天投票来着", "请问投票点在哪", "顺便问下谁没报"}, []string{"村民都问怎么办", "投票640"}},
		{"Corrected", heard(speech.Corrected), []string{"写错了，应该是1105", "1105才对 昨晚没睡好"}, []string{"投票1105", "昨晚没睡好"}},
		{"CountsThings", speech.CountsThings, []string{"户"}, []string{"人", "票"}},
		{"CountsWith", speech.CountsWith, []string{"张", "人"}, []string{"张三", ""}},
		{"Delays", heard(speech.Delays), []string{"稍等我问下会计", "晓得了马上"}, []string{"投票640", "会计晕倒了"}},
		{"Empty", heard(speech.Empty), []string{"谢谢", "稍等", "嗯嗯"}, []string{"640", "投票"}},
		{"Halts", speech.Halts, []string{"唱票还没完 先别算"}, []string{"有效640", "唱票还没完"}},
		{"OnlyDone", speech.OnlyDone, []string{"弄好了", "done"}, []string{"名单弄好了", "没弄好"}},
		{"PutsOff", heard(speech.PutsOff), []string{"名单明天下午补报"}, []string{"名单公布了", "投票640"}},
		{"PutsOffPhoto", heard(speech.PutsOffPhoto), []string{"照片稍后补"}, []string{"照片", "稍后报"}},
		{"Replaces", speech.Replaces, []string{"用651", "数字颠倒了是460"}, []string{"651"}},
		{"Swaps", heard(speech.Swaps), []string{"有效和无效写反了"}, []string{"有效640", "写错了"}},
		{"OfTheRest", heard(speech.OfTheRest), []string{"其余的0票"}, []string{"冯棠0票"}},
		{"SumOfUnits", heard(speech.SumOfUnits), []string{"四个村合计投票1530"}, []string{"东河村投票1530", "投票1530"}},
		{"ToCorrect", speech.ToCorrect, []string{"改一下刚才报的"}, []string{"投票改成640", "刚才报的"}},
		{"Turns", speech.Turns, []string{"不是", "大概", "如果"}, []string{"东河小学"}},
		{"Unfinished", heard(speech.Unfinished), []string{"今天正式启动", "明天才出得来", "下周二补报"}, []string{"名单公布完成", "投票640"}},
		{"Unsure", speech.Unsure, []string{"投票 580 好像是 我再数数", "要是来600人"}, []string{"投票580", "来了600人"}},
		{"AboutOthers", speech.AboutOthers, []string{"听说隔壁投了600"}, []string{"投票600"}},
		{"WrittenIn", func(s string) bool { _, ok := speech.WrittenIn(s); return ok }, []string{"写的是胡海"}, []string{"胡海", "有效票"}},
		{"VoterAsks", func(s string) bool { _, ok := speech.VoterAsks(s); return ok }, []string{"哪里投票", "要带什么"}, []string{"东河村", "投票640"}},
		{"PromiseIn", func(s string) bool { _, ok := speech.PromiseIn(s); return ok }, []string{"没有信号，14:00前补报", "明早9点前补报 停电", "没信号，晚点报"}, []string{"14:00", "投票640"}},
		{"Says of English", func(s string) bool { return speech.Says(s, "vote") }, []string{"the vote is over"}, []string{"voters", "pivoted"}},
		{"InAll", speech.InAll, []string{"总共", "合计"}, []string{"其中"}},
	} {
		for _, s := range p.yes {
			if !p.is(s) {
				t.Errorf("%s(%q) is false", p.name, s)
			}
		}
		for _, s := range p.no {
			if p.is(s) {
				t.Errorf("%s(%q) is true", p.name, s)
			}
		}
	}
}

// TestTexts: what texts are without a part of them.
func TestTexts(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name      string
		of        func(string) string
		text, out string
	}{
		{"UnitStem", speech.UnitStem, "东河村", "东河"},
		{"UnitStem", speech.UnitStem, "东河村委会", "东河"},
		{"UnitStem", speech.UnitStem, "城北社区", "城北"},
		{"WithoutExplaining", speech.WithoutExplaining, "废票10张，都是没写名字的", "废票10张"},
		{"WithoutExplaining", speech.WithoutExplaining, "有效249，无效10", "有效249，无效10"},
		{"OneRow", speech.OneRow, "投票640", "投票640"},
	} {
		if got := c.of(c.text); got != c.out {
			t.Errorf("%s(%q) = %q, want %q", c.name, c.text, got, c.out)
		}
	}
}
