package speech

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Notice reports whether a text is a notice to those who report, passed on or sent to the
// wrong place, and no report: 【通知】请各村于10点、12点上报投票人数.
func Notice(h Heard) bool {
	s := Fold(h.Text)
	if sample(s) && !h.Mood.Asks && !endsAny(strings.TrimRight(s, " ?"), "没", "没有", "不", "吗", "么") {
		return true
	}
	if startsWithAny(s, "转发", "【转", "转:", "【") && containsAny(s, "预警", "气象台", "天气预报", "气象局") { // a warning of what may come
		return true
	}
	to := containsAny(s, "各村", "各社区", "各支部", "各选区", "各单位", "各联络员", "各位联络员", "大家请", "请大家", "@")
	bids := containsAny(s, "请", "要求", "务必", "抓紧", "尽快", "速报", "须", "必须", "不得") && containsAny(s, "报", "交", "填", "到会", "参加")
	return to && bids && !slices.ContainsFunc(h.Tokens, func(t Token) bool {
		return t.Counts() && t.Number.Value >= 10 || t.Tells(Asking) && !containsAny(t.Text, "多少", "几")
	})
}

// samples are the words for an example of a report; read only.
var samples = []string{"样表", "样本", "样式", "样例", "示例", "例子", "范例", "范本", "模板", "模版", "填报格式", "上报格式", "报送格式", "举例", "example", "template", "sample"}

// sample reports whether a folded text is an example of a report that shows how it is filled in, and says so at
// its head: 【样表】发出选票300张, 格式：投票 640, 按这个样表填：….
func sample(s string) bool {
	head := s
	if end := strings.IndexAny(s, ":：]】\n"); end >= 0 {
		head = s[:end]
	}
	if strings.HasPrefix(s, "(") || strings.HasPrefix(s, "（") {
		head, _, _ = strings.Cut(s, ")")
	}
	return ContainsAny(head, samples) && utf8.RuneCountInString(head) < 24 && !containsAny(head, "领取", "收到", "印", "发放", "发了", "下发", "做好", "没有", "要", "发我", "给我", "?")
}

// AllWell reports whether a text says no more than that all goes well, or what does not happen,
// perhaps where: 秩序良好 无异常, 没人闹事.
func AllWell(h Heard) bool {
	s := Fold(h.Text)
	for _, w := range [...]string{"今天", "今日", "今晚", "放心吧", "放心", "请放心", "领导", "我这边", "我们这边", "这边", "我这里", "我们村", "一切", "哈"} {
		s = strings.ReplaceAll(s, w, "")
	}
	if parts := strings.FieldsFunc(s, Separates); len(parts) > 0 && !slices.ContainsFunc(parts, func(p string) bool { return !slices.Contains(plainlyWell, strings.Trim(p, "的了呢啊吧")) }) {
		return true
	}
	denied := deniedTroubles(h.Text)
	well := len(denied) > 0 || containsAny(s, wellWords...)
	return well && !slices.ContainsFunc(h.Tokens, func(t Token) bool {
		return saysMore(t) && !slices.ContainsFunc(denied, func(c [2]int) bool { return c[0] <= t.From && t.To <= c[1] })
	})
}

// plainlyWell say no more than that all goes well; read only.
var plainlyWell = []string{"正常", "都正常", "顺利", "平稳", "都平稳", "挺好", "都好", "都挺好", "没事", "没啥事", "没什么事", "没有事", "没啥情况", "没什么情况", "没情况"}

// wellWords say that all goes well; read only.
var wellWords = []string{"正常", "良好", "秩序很好", "秩序挺好", "井井有条", "有条不紊", "井然", "异常", "顺利", "平安", "没事", "无事", "没出事", "没情况", "没啥情况"}

// saysMore reports whether a token says more than that all goes well, and where.
func saysMore(t Token) bool {
	_, unit := t.Is(OfUnit)
	return t.Kind == Numeral && !countsUnits(t.Number) || t.Kind == Unknown && t.Text != "投票" && t.Text != "选举" && t.Text != "很好" && t.Text != "挺好" && !containsAny(t.Text, "井井有条", "有条不紊") || t.Kind == Word && !unit && !t.Tells(Thanking) && !t.Tells(Greeting) && !containsAny(t.Text, "无", "没", "都", "投票", "选举")
}

// deniedTroubles are the clauses of a text that say of some trouble that it does not happen: 没人闹事.
func deniedTroubles(text string) (spans [][2]int) {
	for at := 0; at < len(text); {
		size := strings.IndexFunc(text[at:], Separates)
		if size < 0 {
			size = len(text) - at
		}
		what, denies := cutAny(Fold(text[at:at+size]), "没有发生", "没发生", "没出现", "没有人", "没人", "没有", "无人", "未发生", "没", "无", "未", "nobody ", "no ")
		if denies && (TellsEmergency(what) || OnlyAlarms(what)) {
			spans = append(spans, [2]int{at, at + size})
		}
		_, mark := utf8.DecodeRuneInString(text[at+size:])
		at += size + mark
	}
	return spans
}

// Reassures reports whether a text says that some trouble does not happen, whatever it says besides, and gives no
// figure: 没人闹事哈 就是人多嗓门大.
func Reassures(h Heard) bool {
	return !h.Mood.Asks && !h.HasCount() && len(deniedTroubles(h.Text)) > 0 && !TellsEmergency(h.Text)
}

// Fears reports whether a text speaks of trouble that is denied or feared, and tells of none: 外面传打架 没有的事,
// 我就怕待会儿出事.
func Fears(h Heard) bool {
	s := Fold(h.Text)
	if ofNeighbours(s) {
		return !h.HasCount()
	}
	feared := containsAny(s, "怕", "担心") && containsAny(s, "出事", "出乱子", "出问题", "出意外", "挤坏", "挤倒", "踩踏", "闹起来", "打起来", "吵起来")
	return !h.Mood.Asks && !h.HasCount() && (feared || speaksOfTrouble(s)) && !TellsEmergency(h.Text)
}

// grumbles are words of those who are tired of being asked; read only.
var grumbles = []string{"破机器", "破玩意", "什么玩意", "难用死", "真难用", "烦死", "真烦", "烦不烦", "催命"}

// Chatters reports whether a text only jokes, or tells how its writer feels, and gives no figure: 累瘫了 一口水没喝,
// 我投你一票 哈哈.
func Chatters(h Heard) bool {
	if h.hasFigure() || h.Mood.Asks && !containsAny(h.Text, "哈哈", "嘿嘿", "饭吃了没", "吃饭了没") && !ContainsAny(h.Text, grumbles) {
		return false
	}
	s := Fold(h.Text)
	if thanks := startsWithAny(s, "谢谢", "多谢", "感谢", "辛苦"); thanks && !TellsEmergency(s) && !h.Mood.Corrects && !h.Mood.Withdraws { // 谢谢 数对上了 我去吃饭
		return true
	}
	return containsAny(s, "哈哈", "嘿嘿", "呵呵", "嘻嘻", "开玩笑", "开个玩笑", "逗你", "逗你玩", "haha", "lol", "just kidding") || ContainsAny(s, grumbles) ||
		containsAny(s, "累瘫", "累死", "累坏", "累趴", "累得", "累惨", "好累", "真累", "太累", "饿死", "饿坏", "饿得", "好饿", "困死", "困得", "好困", "渴死", "冻死我", "冻得", "热死我", "忙死", "忙坏", "没吃饭", "没喝水", "水没喝", "水都没喝", "口水都没", "没停过", "饭吃了没", "吃饭了没", "吃了没有", "买彩票", "饭没吃", "饭都没吃", "没合眼", "没睡", "嗓子都", "嗓子哑", "腰都", "腿都", "跑不过来", "忙得团团转", "搭把手", "没人搭手", "站了一天", "跑断腿", "so tired", "exhausted") && !TellsEmergency(s)
}

// ThanksForIt reports whether a text begins by thanking for being reminded or helped, and asks nothing: 多谢提醒 差点忘了.
func ThanksForIt(h Heard) bool {
	return startsWithAny(Fold(h.Text), "多谢提醒", "谢谢提醒", "感谢提醒", "多谢帮", "谢谢帮") && !h.Mood.Asks && !h.HasCount()
}

// hasFigure reports whether a text gives a count that is not one of villages: 一个人跑4个村 has none.
func (h Heard) hasFigure() bool {
	return slices.ContainsFunc(h.Tokens, func(t Token) bool { return t.Counts() && !countsUnits(t.Number) && t.Number.Value > 1 })
}

// SameAgain reports whether a text says only that nothing has changed since something that
// is not named: 同上, 和刚才一样, 没变化.
func SameAgain(text string) bool {
	if parts := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(" ，,。", r) }); len(parts) > 1 {
		return !slices.ContainsFunc(parts, func(p string) bool { return !SameAgain(p) }) // 跟上次一样 没动
	}
	s := strings.Trim(Fold(text), " .。!~，,了的吧啊哈")
	for _, w := range [...]string{"还是", "现在", "目前", "我们", "我村", "数字", "人数", "数", "就", "都", "也"} {
		s = strings.TrimPrefix(s, w)
	}
	if slices.Contains([]string{"同上", "同前", "如上", "照旧", "同上次", "同上回", "同刚才", "跟上次一样", "没变化", "没有变化", "无变化", "没变", "没动", "没有变", "不变", "一样", "老样子", "the same", "same as before", "no change"}, s) {
		return true
	}
	for _, w := range [...]string{"和", "跟", "同", "与"} {
		if rest, ok := strings.CutPrefix(s, w); ok {
			if who, of := cutReported(rest); of {
				rest = "刚才" + who
			}
			rest, ok = cutAny(rest, "刚才那个", "刚才报的", "刚才", "刚刚", "上次报的", "上次", "上一次", "上回", "之前报的", "之前", "前面报的", "前面", "早上报的", "早上", "上午报的", "上午", "10点", "昨天", "原来")
			return ok && slices.Contains([]string{"一样", "的一样", "相同", "一致", "差不多", "没变", "不变"}, rest)
		}
	}
	return false
}

// cutReported cuts off whose report is meant: 刘洋报的一样.
func cutReported(s string) (rest string, ok bool) {
	for _, w := range [...]string{"报的", "录的", "录入的", "填的", "那边的"} {
		if i := strings.Index(s, w); i > 0 && utf8.RuneCountInString(s[:i]) <= 4 {
			return s[i+len(w):], true
		}
	}
	return "", false
}

// SameAgainOf is SameAgain of a text that names units besides: 东和同上次.
func SameAgainOf(h Heard) bool {
	var said strings.Builder
	for _, t := range h.Tokens {
		if _, unit := t.Is(OfUnit); !unit {
			said.WriteString(t.Text)
		}
	}
	return SameAgain(strings.TrimSpace(said.String()))
}

// Vouches reports whether a text says only that somebody looked at what others counted, and that
// it is right: 东和的我看了没问题, 计票我对了一遍 一样的. It has no number and asks nothing.
func Vouches(h Heard) bool {
	if h.Mood.Asks || h.Mood.Denies && !containsAny(h.Text, "没问题", "没错", "无误", "没毛病", "没出入", "没差") {
		return false
	}
	if h.HasCount() {
		return false
	}
	looked := containsAny(h.Text, "看了", "看过", "对了", "对过", "核了", "核过", "核对", "复核", "核实", "查了", "查过", "算了一遍", "checked", "looked at")
	return looked && containsAny(h.Text, "没问题", "没错", "无误", "没毛病", "没出入", "没差", "一样", "一致", "对的", "对得上", "都对", "正确", "相符", "吻合", "right", "correct", "the same", "agree")
}

// Placeholder reports whether a text only stands for what another program could not pass on:
// [图片], [语音].
func Placeholder(text string) bool {
	s := strings.Trim(Fold(text), " []【】()")
	return s != strings.TrimSpace(Fold(text)) && slices.Contains([]string{"图片", "语音", "视频", "表情", "动画表情", "文件", "位置", "链接", "聊天记录", "照片", "名片", "小程序"}, s)
}
