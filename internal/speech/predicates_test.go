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
	token := func(is func(speech.Heard, int) bool) func(string) bool { // of any of its tokens
		return func(text string) bool {
			h := speech.Hear(text, now, places, people)
			for i := range h.Tokens {
				if is(h, i) {
					return true
				}
			}
			return false
		}
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
		{"ToCorrect", speech.ToCorrect, []string{"改一下刚才报的", "计票报错了", "上一条不对", "报错了", "我报错了，重报", "数不对"}, []string{"投票改成640", "刚才报的", "不对", "改", "改一下吧", "报错村了", "秩序不对"}},
		{"Turns", speech.Turns, []string{"不是", "大概", "如果"}, []string{"东河小学"}},
		{"Steers", func(s string) bool { v, ok := speech.Steers(s); return ok && v == speech.Confirms }, []string{"报吧", "对 没错 提交吧", "好的报"}, []string{"报错了", "我报错了"}},
		{"Unfinished", heard(speech.Unfinished), []string{"今天正式启动", "明天才出得来", "下周二补报"}, []string{"名单公布完成", "投票640"}},
		{"Unsure", speech.Unsure, []string{"投票 580 好像是 我再数数", "要是来600人"}, []string{"投票580", "来了600人"}},
		{"AboutOthers", speech.AboutOthers, []string{"听说隔壁投了600"}, []string{"投票600"}},
		{"InTurn", token(func(h speech.Heard, i int) bool { return speech.InTurn(h.Tokens[i]) }), []string{"三个委员依次153 196 94", "分别是380、210", "respectively"}, []string{"都是380", "各300"}},
		{"Summed", token(func(h speech.Heard, i int) bool { return speech.Summed(h.Tokens[i]) }), []string{"现场100，合计156", "一共156"}, []string{"现场100", "共产党员"}},
		{"Nearly", token(func(h speech.Heard, i int) bool { return speech.Nearly(h.Tokens[i]) }), []string{"快弄好了", "基本完成"}, []string{"没弄好", "弄好了"}},
		{"Awaits", speech.Awaits, []string{"就等公示", "还要贴出去"}, []string{"公示", "等级"}},
		{"ZeroSlip", func(s string) bool { _, ok := speech.ZeroSlip(s); return ok }, []string{"少打一个零", "后面再加个0", "多写了个0"}, []string{"0", "少了30", "少打一个字"}},
		{"NamesPhoto", speech.NamesPhoto, []string{"唱票照片", "张榜现场"}, []string{"照片里是640", "发900收890"}},
		{"MeetsOnly", speech.MeetsOnly, []string{"今天开了选委会第二次会"}, []string{"选委会开会推选了主任", "选委会7个人"}},
		{"States", heard(speech.States), []string{"我包的村都开始投票了", "西岭登记完成 枣园还差几户", "投票418吗？不是 是438"}, []string{"哪些村开始投票了", "我包的村都报了吗", "还差几户"}},
		{"WrongPlace", speech.WrongPlace, []string{"村搞错了 是东和的", "换成东和的", "不是东河，是三河"}, []string{"不是640，是604", "东河的对吗"}},
		{"WrittenIn", func(s string) bool { _, ok := speech.WrittenIn(s); return ok }, []string{"写的是胡海"}, []string{"胡海", "有效票"}},
		{"VoterAsks", func(s string) bool { _, ok := speech.VoterAsks(s); return ok }, []string{"哪里投票", "要带什么"}, []string{"东河村", "投票640"}},
		{"PromiseIn", func(s string) bool { _, ok := speech.PromiseIn(s); return ok }, []string{"没有信号，14:00前补报", "明早9点前补报 停电", "没信号，晚点报"}, []string{"14:00", "投票640"}},
		{"Says of English", func(s string) bool { return speech.Says(s, "vote") }, []string{"the vote is over"}, []string{"voters", "pivoted"}},
		{"Absent", token(func(h speech.Heard, i int) bool { return speech.Absent(h.Tokens[i]) }), []string{"480人没来", "缺席12人"}, []string{"来了480人", "女的480人"}},
		{"Denied", token(speech.Heard.Denied), []string{"不是东河村 是西岭村"}, []string{"是东河村", "不是"}},
		{"Came", token(speech.Heard.Came), []string{"考察组来了5个人"}, []string{"谈了20个人", "来了 5条"}},
		{"Differs", token(func(h speech.Heard, i int) bool { _, ok := h.Differs(i); return ok }), []string{"少报了12人"}, []string{"写错了 12人", "12人"}},
		{"RunsOn", token(speech.Heard.RunsOn), []string{"东河村门口"}, []string{"东河村 640"}},
		{"Affirmed", heard(func(h speech.Heard) bool { _, ok := speech.Affirmed(h); return ok }), []string{"1200对的", "没错，就是1200", "登记数1200没错"}, []string{"1200", "对的", "1200对的640也对", "不对是1200"}},
		{"AsksNeeded", speech.AsksNeeded, []string{"无效不用报了吧", "照片必须传吗", "还用不用填人数"}, []string{"不用报了", "谁还要报吗", "640不用报了吧"}},
		{"Steers to confirm", func(s string) bool { v, ok := speech.Steers(speech.Fold(s)); return ok && v == speech.Confirms }, []string{"两个都对 报", "没问题，报"}, []string{"两个都不对", "报错了"}},
		{"NothingYet", heard(speech.NothingYet), []string{"还没数", "暂时没报", "无", "没开始"}, []string{"640", "有人闹事", "完成了"}},
		{"AboutVoting", speech.AboutVoting, []string{"投了640", "封箱了", "参选640"}, []string{"投票点停电", "投诉"}},
		{"AllWell", heard(speech.AllWell), []string{"一切正常", "秩序良好 无异常", "没事了", "没人闹事，一切正常", "没人闹事"}, []string{"一切正常 640", "票箱异常", "正常吗", "有人闹事", "没人投票"}},
		{"AsksWhether", func(s string) bool { return speech.AsksWhether(speech.Hear(s, now, places, people).Tokens) }, []string{"投票640 对不对", "是640吗"}, []string{"投票640", "谁投了"}},
		{"Content", func(s string) bool { return speech.Content(speech.Hear(s, now, places, people), -1) }, []string{"投票640", "东河村"}, []string{"一共，", "。"}},
		{"Narrates", speech.Narrates, []string{"又来了二十多人 还在吵"}, []string{"640"}},
		{"Notice", heard(speech.Notice), []string{"请各村于10点、12点上报投票人数", "@王勤 你村投票多少了 速报"}, []string{"各村都报了吗", "请领导审阅 投票640", "东河村投票640"}},
		{"ObjectionIn", func(s string) bool { _, ok := speech.ObjectionIn(s); return ok }, []string{"有人对名单有意见", "王桂香不在名单上 要求补登"}, []string{"名单公布没人有意见", "有几件申诉", "名单上没有的3票"}},
		{"OverIn", speech.OverIn, []string{"又找到了，虚惊一场"}, []string{"票箱丢了"}},
		{"Placeholder", speech.Placeholder, []string{"[图片]", "【语音】"}, []string{"图片", "[640]"}},
		{"SameAgain", speech.SameAgain, []string{"同上", "和刚才一样", "没变化", "跟上次报的一样", "和刘洋报的一样"}, []string{"和刚才一样640", "东河和东和一样", "有变化"}},
		{"Stated", speech.Stated, []string{"交上去了", "有了", "已批"}, []string{"东河", "abc"}},
		{"TakesBack", func(s string) bool { _, ok := speech.TakesBack(s, now, places, people); return ok }, []string{"撤回", "刚才那条是测试 不算"}, []string{"作废票5张", "怎么撤回"}},
		{"WrongPlace", speech.WrongPlace, []string{"村搞错了 是东和的", "选错村了"}, []string{"数字搞错了", "东河村640"}},
		{"WrongPlace after words", speech.WrongPlace, []string{"错了错了 是三河的", "不好意思 刚才那个是三河的"}, []string{"错了错了 三河 310"}},
		{"WritesLater", heard(speech.WritesLater), []string{"这个三言两语说不清，晚点给你写", "回头再跟您说"}, []string{"印刷厂下午发选票", "两个候选人都退出了"}},
		{"Detail", heard(speech.Detail), []string{"还差30张", "75岁", "票多出来8张无效的"}, []string{"8个人", "1200", "75岁的有几个", "总共二十来个"}},
		{"Fears", heard(speech.Fears), []string{"外面传打架那个事没有的啊", "人太多 我就怕待会儿出事"}, []string{"门口打起来了", "怕下雨影响投票", "打架的事处理了吗"}},
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
