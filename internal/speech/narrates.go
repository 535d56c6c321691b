package speech

import (
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// Narrates reports whether a text goes on telling what happens: 停了1小时了, 人越来越多. A
// question, a correction, a promise, thanks or a greeting does not.
func Narrates(text string) bool {
	h := Hear(text, time.Time{})
	if m := h.Mood; m.Asks || m.AsksHow || m.Corrects || m.Thanks || m.Withdraws || m.Greets || m.Promises || Asks(text) {
		return false
	}
	s := Fold(text)
	if n := len([]rune(s)); n < 4 {
		return false
	}
	return containsAny(s, "了", "着", "还没", "仍", "还在", "正在", "一直", "越来越", "越围越", "越聚越", "越闹越", "越吵越", "越堵越", "越骂越", "没来", "没到", "不肯", "不走", "不让", "不听", "被", "把", "要求", "说是", "有人", "都在", "不妙", "不对劲", "状况", "情况不", "堵", "来的", "的叫", "带头", "领头", "姓", "外村", "本村的", "喝了", "家的", "儿子", "老婆", "亲戚", "报警", "民警", "警察", "派出所", "医院", "卫生院", "送医", "在劝", "正劝", "我在这", "我去看", "一伙", "still", "now ", "more ", " are ", " is ", "came", "arrived")
}

// Detail reports whether a text gives a number of something that happened which counts no people, and asks nothing:
// 还差30张, 75岁, 只剩5本.
func Detail(h Heard) bool {
	if m := h.Mood; m.Asks || m.Corrects || m.Withdraws || m.Promises || len(h.Text) > 90 {
		return false
	}
	n := 0
	for _, t := range h.Tokens {
		switch {
		case t.Kind != Numeral:
		case slices.Contains([]string{"张", "岁", "本", "辆", "台", "米", "公里", "里地", "小时", "个小时", "分钟", "把", "根", "次", "处", "箱", "份"}, t.Number.Unit) || slices.Contains([]Role{Age, Term, Box, Other}, t.Number.Role):
			n++
		default:
			return false
		}
	}
	return n > 0
}

// Unfinished reports whether a text says that something is only starting, or is still to
// come: 今天正式启动, 明天才出得来, 下周二补报. Where something is counted it is not.
func Unfinished(h Heard) bool {
	if h.HasCount() {
		return false
	}
	s := Fold(h.Text)
	return PutsOff(h) || aheadIn(s) && strings.Contains(s, "才") || containsAny(s, "没开始", "未开始", "没启动", "未启动", "没开头", "没动工", "没着手", "启动", "搞不起来", "弄不起来", "办不起来", "开不起来", "组织不起来", "做不起来", "搞不成", "办不成", "开不成", "没弄成", "没办成", "没搞成", "没开成", "没做成", "没培训成", "没选成", "没推成", "没办得成", "正式开始", "刚开始", "才开始", "刚起步", "才起步", "正开着", "正开会", "正在开", "正在搞", "正在办", "正搞着", "正办着", "正忙着", "正弄着")
}

// NothingYet reports whether what is said of a unit is only that there is nothing to report yet: 还没数, 暂时没报,
// 等会.
func NothingYet(h Heard) bool {
	if h.HasCount() {
		return false
	}
	if AnswersLater(h) || Unfinished(h) {
		return true
	}
	for clause := range strings.FieldsFuncSeq(Fold(h.Text), func(r rune) bool { return strings.ContainsRune(" ,，.。;；:!~?\n", r) }) {
		if !noFigure(strings.Trim(clause, "的了呢啊吧")) && !delaysIn(clause) {
			return false
		}
	}
	return true
}

// trimAhead is a text without some words at its beginning, each once and in their order.
func trimAhead(s string, words ...string) string {
	for _, w := range words {
		s = strings.TrimPrefix(s, w)
	}
	return s
}

// noFigure reports whether a clause says only that there is nothing to report yet.
func noFigure(s string) bool {
	if said, undone := strings.CutPrefix(trimAhead(s, "我们", "我", "他们", "那边", "这边", "都", "也", "暂时", "还"), "没"); undone {
		if n := utf8.RuneCountInString(said); n > 0 && n < 5 && strings.ContainsRune("开动搞弄办推去问数算统报到好完做选登贴审定出收来顾", firstRune(strings.TrimPrefix(said, "有"))) {
			return true
		}
	}
	return slices.Contains([]string{"", "这边", "那边", "那里", "无", "没有", "暂无", "没", "还没", "还没有", "没报", "还没报", "还没报上来", "没报上来", "没报来", "还没报来", "还没来", "没送来", "没报过来", "还没报过来", "暂时没报", "没数", "没好", "还没好", "没弄好", "没上报", "未报", "未上报", "待报", "没消息", "暂时没", "暂时没有", "暂时没数", "还没出来", "没出来", "还没统计", "没统计", "还没统计上来", "没统计上来", "还没数完", "没数完", "还在数", "还在统计", "在数", "在统计", "联系不上", "没信号", "没有信号", "没人接", "没人接电话", "电话打不通", "打不通", "等会", "等会儿", "等下", "待会", "待会儿", "一会", "一会儿", "稍后", "晚点", "晚些", "回头", "等会报", "等会儿报", "等下报", "待会报", "待会儿报", "一会报", "一会儿报", "稍后报", "晚点报", "晚些报", "回头报", "不知道", "不清楚", "不详", "no figure yet", "none yet", "not yet"}, s)
}

// MeetsOnly reports whether a text says that a committee met, and not that it was chosen:
// 今天开了选委会第二次会.
func MeetsOnly(text string) bool {
	s := Fold(text)
	return containsAny(s, "次会", "会议", "开会", "开了会", "开了个会", "开了选委会", "开了选举委员会", "例会", "碰头会", "会上") && !containsAny(s, "推选", "选出", "产生", "成立", "选的", "当选", "选了", "主任", "成员", "名单", "通过")
}

// Happens reports whether words say that something begins, goes on or is over: 开始唱票了, 的人还没数完. That
// something was forgotten, or is right, is no such thing.
func Happens(words string) bool {
	s := Fold(words)
	return containsAny(s, "了", "没", "还在", "正在", "开始", "着呢") && !containsAny(s, "忘", "漏", "写", "对了", "没错", "打错", "点错", "报的")
}

// OpensPolling reports whether a text tells how polling began, although the box was sealed then:
// 七点四十当众验箱封箱 八点开始.
func OpensPolling(text string) bool {
	s := Fold(text)
	if containsAny(s, "准备封箱", "准备封票箱", "马上封箱", "要封箱了", "等下封箱") { // nothing is closed yet
		return true
	}
	return containsAny(s, "验箱", "验票箱", "查验", "空箱", "空票箱", "检查票箱", "检查空") && !containsAny(s, "结束", "截止", "停止", "开箱计票", "开箱清点")
}

// PutsOff reports whether a text says that a report follows on another day: 名单明天下午补报.
// With a count it may be one already.
func PutsOff(h Heard) bool {
	s := Fold(h.Text)
	return !h.HasCount() && (aheadIn(s) && (containsAny(s, "补报", "再报", "补交", "再说") || endsAny(strings.TrimRight(s, " 。.!吧哈啊"), "报", "上报", "交", "报你", "报您")) || postponed(s))
}

// ReportsBehind reports whether a text reports now what should have been reported before, and promises nothing:
// 补报一下 上周四的培训.
func ReportsBehind(text string) bool {
	_, now := cutAny(Fold(text), "补报一下", "补报下", "补报个", "补报一个", "补报一条")
	return now
}

// PutOffTo is the time to which a text puts off what was said before, and nothing of a count: 要拖到12点,
// 11点报不了，12点.
func PutOffTo(h Heard) (to string, ok bool) {
	at := -1
	for i, t := range h.Tokens {
		switch {
		case t.Counts():
			return "", false
		case t.Kind != Numeral || t.Number.Role != Clock:
		case i > 0 && endsAny(saidBy(h.Tokens[:i]), "拖到", "延到", "延至", "推到", "推迟到", "推后到", "延后到", "改到", "改成", "改为", "挪到", "得到", "要到"), at >= 0 && containsAny(saidBy(h.Tokens[at:i]), "报不了", "报不出", "报不上", "赶不上", "赶不及", "来不及", "不行", "出不来", "数不完"):
			return strings.TrimSpace(h.Text[t.From:t.To]), true
		default:
			at = i
		}
	}
	return "", false
}

// postponed reports whether a folded text says that something was put off: 提名会推到后天了.
func postponed(s string) bool {
	return containsAny(s, "推到", "推迟", "延期", "延到", "延后", "改期", "挪到", "往后推", "往后挪", "往后拖", "暂缓", "改成周", "改成星期", "改成礼拜", "改成明", "改成后天", "改成下", "改到周", "改到星期", "改到礼拜", "改到明", "改到后天", "改到下", "postponed", "put off") ||
		movedTo.MatchString(s) && !containsAny(s, "已", "完", "过了", "贴的", "开的", "贴了", "开了", "办了")
}

// movedTo is the day to which something is set, earlier or later than it was; read only.
var movedTo = regexp.MustCompile(`(?:提前到|提前至|提早到|改到|改在|放到|调到|移到|换到|挪在)\s*(?:\d{1,2}月)?\d{1,2}[号日]`)

// ToCome reports whether a text without a count says that something is not there yet and will be reported.
func ToCome(h Heard) bool {
	return !h.HasCount() && h.Mood.Denies && containsAny(h.Text, "报", "交", "补", "report", "send")
}

// aheadIn reports whether a text names a day that lies ahead.
func aheadIn(s string) bool {
	return containsAny(s, "明天", "明日", "后天", "下周", "下星期", "下礼拜", "明儿", "过几天", "月底", "下个月", "下月")
}

// HasCount reports whether a text has a number of people or things.
func (h Heard) HasCount() bool { return slices.ContainsFunc(h.Tokens, Token.Counts) }
