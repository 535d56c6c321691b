package speech

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// Steering is what a message wants done with the card that is open.
type Steering uint8

// What people say to a card.
const (
	Cancels Steering = iota + 1
	GoesBack
	Edits
	Confirms
	Skips
	Restarts
	Waits // it is not to be confirmed yet, or in doubt
)

// steerings are the words for what is to be done with a card; read only.
var steerings = [...][]string{
	Cancels:  {"当我没发", "当我没报", "当我没说", "就当我没发", "就当我没报", "就当没发", "就当没报", "算我没发", "算我没报", "取消", "/cancel", "cancel", "放弃", "退出", "不报了", "不填了", "不填", "算了", "不弄了", "不要了", "点错了", "按错了", "误点", "误触", "不用了", "不用啦", "不撤", "不报", "不撤了", "先不撤", "先不撤了", "不撤回了", "别撤了", "不用撤了", "还是不撤了", "不改了", "不用改了", "还是不改了", "不更正了", "不交了", "不发了", "不搞了", "不用报了", "不报这个了", "这个不报了", "不报这个", "这个先不报", "先不报这个", "删掉", "删了", "删除", "删掉它", "扔掉", "扔了", "撤了", "撤掉", "这张作废", "这条作废", "这个作废", "这份作废", "quit", "exit", "abort", "never mind"},
	GoesBack: {"返回", "上一步", "back", "go back", "退回", "回去", "上一项", "后退", "回上一步", "回到上一步", "返回上一步", "退回上一步", "退回去", "回上一项", "倒回去", "previous"},
	Edits:    {"修改", "更改", "改", "改一下", "我要改", "要改", "修改一下", "有个地方要动一下", "有个地方要动", "有个地方要改", "有个地方要改一下", "有地方要改", "有处要改", "有一处要改", "有几处要改", "要动一下", "动一下", "要改个地方", "改个地方", "要改个数", "改个数", "edit", "change"},
	Confirms: {"确认", "确认上报", "确认办理", "确认发布", "提交", "confirm", "submit", "没毛病", "就这样交", "就这样发", "就这样报上去", "就这么交", "没问题，报", "没问题，上报", "没问题报", "没问题", "没什么问题", "没啥问题", "没有问题", "莫得问题", "没得问题", "冇问题", "无误", "核对无误", "确认无误", "报", "上报", "可以报", "可以上报", "就这样", "就这样报", "就这么报", "就这么着", "这么报", "照这个报", "就按这个报", "就这么报起", "就这样报起", "报起", "照这个走", "按这个走", "就照这个走", "就按这个走", "照这个来", "就照这个来", "按这个来", "就按这个来", "就这么走", "就照这样报", "照这样报", "就这个数", "就是这个数", "就这数", "就这么多", "就这些", "准的", "准确", "属实", "数对", "数没错", "数字没错", "数字对", "对，报", "确定", "send it", "yes send it", "go ahead", "looks good", "correct", "√", "✓", "✔"},
	Skips:    {"下一项", "跳过", "下一步", "下一个", "skip", "next"},
	Restarts: {"删了重来", "删掉重来", "删了重填", "删掉重填", "不要了重来", "重来", "重新来", "重新填", "重填", "从头来", "从头填", "重新开始", "重新来过", "重新弄", "重新搞", "重新写", "重新发", "重新来一遍", "重来一遍", "重新填一遍", "重新报一遍", "从头开始填", "从头开始", "重新来一遍吧", "从头再来", "推倒重来", "清空", "清掉", "清了", "全清了", "都清了", "全部清空", "全删了重来", "start over", "restart"},
	Waits: {"帮我存着", "先存着", "存着", "等我回来再发", "等我回来再报", "你等我回来再发", "你等我回来", "等我一下", "先搁一搁", "先搁着", "搁一搁", "先搁一下", "先撂着", "先摆着", "先摆一摆", "有人找我", "有人叫我", "来人了", "我接个电话", "接个电话", "再等等", "先放着", "放着", "先放一放", "先放一下", "再等一下", "再等会", "再等会儿", "先等等", "先等一下", "先等下", "等等", "等下", "等一下", "等会", "等会儿", "稍等", "稍等一下", "慢着", "且慢", "慢点", "慢一点", "等一等", "别急", "别忙",
		"先别算", "先别记", "先别急", "先不算", "先不记", "先别交", "先别报", "先别发", "先别提交", "先别上报", "先别确认", "别交", "别报", "别发", "别提交", "别上报", "别确认", "先不交", "先不报", "先不发", "先不提交", "先不上报", "先不确认", "不要提交", "不要上报", "不要确认", "不能交", "不能报", "不能提交", "暂不上报", "暂时不报",
		"还不能确定", "还不能确认", "不能确定", "还不确定", "不确定", "还没确定", "没确定", "还没核实", "还没核对", "还没核对好", "还没核对完", "没核对", "没把握", "说不准", "拿不准", "不一定", "不太确定", "不敢确定",
		"再看看", "再核对一下", "再核实一下", "再核对", "再核实", "再确认一下", "再看一下", "再想想", "没问题才怪", "对才怪", "好像不对", "感觉不对", "可能不对", "不太对", "不大对", "有问题", "有点问题",
		"等一哈", "等哈", "等一哈儿", "莫急", "wait", "not yet", "hold on", "don't submit", "don't submit it", "do not submit", "do not submit it", "don't send it", "don't confirm", "don't confirm it", "do not confirm", "not sure", "do not send", "don't send"},
}

// Steers tells what a folded message, which says nothing else, wants done with the card
// that is open.
func Steers(said string) (Steering, bool) {
	for s, words := range steerings {
		if Steering(s) != Waits && slices.Contains(words, said) {
			return Steering(s), true
		}
	}
	s, ok := steersInParts(said)
	switch {
	case ok && s == Confirms && asksWhetherRight(said):
		return Waits, true
	case ok:
		return s, true
	}
	return steersBecause(said)
}

// asksWhetherRight reports whether a text ends by asking whether what stands on a card is right, or was sent: 对不对啊,
// 没错吧, 报上去了吧. 发吧 asks nothing.
func asksWhetherRight(said string) bool {
	s := strings.TrimRight(said, " .。!~?？啊呀哈呢哇")
	sure := trimAny(s, "吧", "吗", "么")
	switch {
	case sure == s:
		return endsAny(s, "对不对", "行不行", "是不是", "好不好", "可不可以", "有没有")
	case strings.HasSuffix(s, "了吧") && endsAny(sure, "报上去了", "发上去了", "交上去了", "发出去了", "报出去了", "上报了", "提交了", "确认了", "报好了", "发好了"):
		return true
	}
	return endsAny(strings.TrimRight(sure, "的了"), "对", "没错", "没问题", "没毛病", "无误", "正确", "是这样")
}

// steersBecause tells what a message wants that then says what is wrong, or that it comes later, and no figure: 退回去
// 上一个填串行了, 算了不报了 等会儿一块来.
func steersBecause(said string) (Steering, bool) {
	i := strings.IndexAny(said, " ,，;；。")
	if i < 0 || strings.ContainsAny(said, "0123456789?") || utf8.RuneCountInString(said[i:]) > 14 {
		return 0, false
	}
	if s, ok := steersInParts(said[:i]); ok && s == Cancels && containsAny(said[i:], "等会", "等下", "待会", "过会", "一会", "晚点", "晚些", "回头", "一块", "一起", "下午再", "明天再") { // 算了不报了 等会儿一块来
		return Cancels, true
	}
	if !containsAny(said[i:], "错", "串", "岔", "不对", "重复", "看花", "填反", "写反") {
		return 0, false
	}
	for _, s := range [...]Steering{Cancels, GoesBack, Restarts} {
		if slices.Contains(steerings[s], said[:i]) {
			return s, true
		}
	}
	return 0, false
}

// steersInParts tells what a message wants that says it more than once, or with other
// words about it: 对 没错 提交吧, 算了不填了, 这张不要了重新来. A doubt outweighs what else it
// says.
func steersInParts(said string) (Steering, bool) {
	var last Steering
	parts, whole, unsure := 0, said, false
	for said != "" && len(said) < 90 {
		s, size := steeringAt(said)
		if hedge := longestAt(said, hedges); hedge > 0 {
			said, unsure = said[hedge:], true
			continue
		}
		if size == 0 {
			return 0, false
		}
		if said = said[size:]; s == 0 {
			continue
		}
		if parts++; last != Waits && !(last == Cancels && s == Waits) { // 算了先不报了
			last = s
		}
	}
	if last == Confirms && ToCorrect(whole) { // 报错了
		return 0, false
	}
	if last == Confirms && unsure { // 应该没错
		last = Waits
	}
	return last, parts > 0 && said == ""
}

// hedges make an agreement one that is not sure; read only.
var hedges = []string{"应该", "大概", "可能", "估计", "好像", "差不多", "也许"}

// steeringAt is the longest word that begins a message, and what it wants; zero if it
// is one of those that change nothing.
func steeringAt(said string) (s Steering, size int) {
	for i, words := range steerings {
		for _, w := range words {
			if len(w) > size && strings.HasPrefix(said, w) && utf8.RuneCountInString(w) > 1 && Bounded(said, w) {
				s, size = Steering(i), len(w)
			}
		}
	}
	for _, w := range [...]string{"对", "对头", "没错", "是的", "对的", "发", "交", "报", "发出去", "交上去", "报上去"} {
		if len(w) > size && strings.HasPrefix(said, w) {
			s, size = Confirms, len(w)
		}
	}
	for _, w := range [...]string{" ", ",", "，", ".", "。", "!", ";", "~", "、", "\n", "…", "好了", "刚才那个", "刚才", "刚刚那个", "刚刚", "那个", "ok", "okay", "吧", "了", "啊", "呀", "哈", "嘛", "呢", "哦", "嗯", "嗯呐", "嗯嗯", "恩", "好", "好的", "行", "那", "就", "先", "请", "我", "都", "给我", "帮我", "这三个数", "这几个数", "这些数", "这几个", "这三个", "这两个数", "这两个", "两个", "三个", "四个", "几个", "两项", "几项", "把", "前面的", "上面的", "刚才的", "之前的", "填的", "再", "全部", "这张", "这个", "这条", "这份", "这次", "直接", "可以", "错了", "写错了", "填错了", "弄错了", "搞错了", "全错了", "不对", "晓得了", "知道了", "没啥事", "没事", "没事了", "乱了", "全乱了", "都乱了", "填乱了", "乱套了"} {
		if len(w) > size && strings.HasPrefix(said, w) {
			s, size = 0, len(w)
		}
	}
	return s, size
}

// Hesitates reports whether a folded message to a whole card says neither plainly that it is right
// nor what is wrong: 行, 不, ?, 点哪个啊, 这是10点的数.
func Hesitates(said string) bool {
	s := strings.Trim(stickers.ReplaceAllString(said, ""), " ?？.。!！~…")
	if s == "" { // ?, 😂
		return true
	}
	if utf8.RuneCountInString(s) <= 16 && (asOf.MatchString(s) || !strings.ContainsAny(s, "0123456789") && asksOfCard(s)) {
		return true
	}
	return slices.Contains([]string{"", "不", "否", "no", "可以", "可以了", "可以的", "行", "行了", "行的", "行吧", "成", "中", "中了", "妥", "妥了", "哦", "噢", "啊", "还有", "还有就是", "然后", "另外", "对了", "就是", "那个", "然后呢", "怎么办", "咋办", "怎么弄", "下面呢", "怎么确认", "如何确认", "在哪确认", "哪里确认", "点哪里", "点哪个", "怎么提交", "怎么上报", "怎么发"}, s)
}

// asOf is a message that says only of what time a figure is; read only.
var asOf = regexp.MustCompile(`^(?:[这那]个?)?(?:[就都]?是)?(?:截止|截至)?到?(?:上午|下午|早上|中午)?\d{1,2}(?:点半?|:\d{2})(?:为止)?的?(?:数|数字|人数)?$`)

// asksOfCard reports whether a text asks only how a card is confirmed, why, or whether it is right.
func asksOfCard(s string) bool {
	why := containsAny(s, "怎么", "为什么", "为啥", "干嘛", "又要", "还要") && containsAny(s, "确认", "核对")
	reported := containsAny(s, "勾", "没点") && containsAny(s, "算报了", "算报上", "算是报", "算不算报", "算提交", "报了没", "报出去了没", "报上去没", "交了没", "提交了没")
	look := containsAny(s, "看看", "看下", "看一下", "瞧瞧") && endsAny(s, "对不对", "对吗", "行不行", "行吗", "有没有错")
	return why || look || reported || asksWhetherRight(s) || startsWithAny(s, "点哪", "按哪", "在哪点", "在哪按")
}

// DeniesAll reports whether a text says only that none of what was offered is right.
func DeniesAll(text string) bool {
	return slices.Contains([]string{"都不是", "全不是", "不是这些", "没有我的", "没有我们的", "都不对", "none", "none of them", "none of these"}, strings.Trim(Fold(text), " .。!~啊呀"))
}

// LeavesUnnoted reports whether a folded message says only that what the card asks about is not to be noted.
func LeavesUnnoted(said string) bool {
	return slices.Contains([]string{"不用记", "不记", "不用", "不用管", "别记", "leave it out"}, said)
}

// Affirmed is the one figure of a message which says only that it is right: 1200对的, 没错是1200.
func Affirmed(h Heard) (n int, ok bool) {
	figure, rest := "", ""
	for _, t := range h.Tokens {
		switch {
		case t.Kind != Numeral:
			rest += Fold(t.Text)
		case figure != "" || t.Number.Role != Count:
			return 0, false
		default:
			figure, n = t.Text, t.Number.Value
		}
	}
	for _, w := range [...]string{"这个", "那个", "这数", "数字", "登记", "数", "是", "就", "都", "的", "了", "啊", "哈", "呀", ",", "，", "。", " "} {
		rest = strings.ReplaceAll(rest, w, "")
	}
	return n, figure != "" && slices.Contains([]string{"对", "没错", "正确", "对没错", "没问题", "准确", "无误", "没变", "不变", "right", "correct"}, rest)
}

// AsksNeeded reports whether a text asks no more than whether something has to be given: 无效票不用报了吧,
// 照片必须传吗.
func AsksNeeded(text string) bool {
	s := strings.Trim(Fold(text), " .。!")
	whether := containsAny(s, "用不用", "要不要", "需不需要", "可不可以不", "能不能不")
	need := containsAny(s, "必须", "一定要", "非要", "不用", "不需要", "可以不", "还要", "也要", "还得", "也得")
	ends := strings.HasSuffix(s, "吗") || strings.HasSuffix(s, "吧") || strings.HasSuffix(s, "?")
	give := containsAny(s, "填", "报", "写", "发", "传", "交", "拍", "录")
	return give && (whether || need && ends) && utf8.RuneCountInString(s) <= 16 && !strings.ContainsAny(s, "0123456789谁哪")
}

// Halts reports whether a message says in a clause of its own to wait, and no number: 唱票还没完
// 先别算.
func Halts(text string) bool {
	halts := startsWithAny(Fold(text), "hold on", "not yet,", "wait,", "wait ", "don't submit", "don't send", "don't confirm") && !strings.ContainsAny(text, "0123456789")
	for clause := range strings.FieldsFuncSeq(Fold(text), func(r rune) bool { return strings.ContainsRune(" ，,。.;!~\n", r) }) {
		if strings.ContainsAny(clause, "0123456789") {
			return false
		}
		halts = halts || waitsIn(inDialect.Replace(clause))
	}
	return halts
}

// WaitsFirst reports whether a text begins with a word to wait: 稍等哈 正跟青塘打电话.
func WaitsFirst(text string) bool {
	return startsWithAny(Fold(text), "稍等", "等一下", "等下", "等会", "等等", "慢着", "先等", "等我", "hold on", "wait")
}

// SetsAside reports whether a text that stands before the name of another unit only says that the card waits, and that
// this comes first: 这个先搁着 我先报.
func SetsAside(text string) bool {
	sets := false
	for clause := range strings.FieldsFuncSeq(Fold(text), func(r rune) bool { return strings.ContainsRune(" ，,。.;!~\n", r) }) {
		clause = inDialect.Replace(trimAny(clause, "这个", "这条", "这张", "那个", "它"))
		first := slices.Contains([]string{"先报", "先来", "先弄", "先说", "先发", "先填", "先报个"}, strings.TrimLeft(clause, "我们"))
		if !first && !waitsIn(clause) {
			return false
		}
		sets = true
	}
	return sets
}

// inDialect puts words of dialects by which somebody is told to wait into plain ones: 莫报, 等哈.
var inDialect = strings.NewReplacer("莫", "别", "甭", "别", "勿", "别", "等哈", "等下", "等一哈", "等一下", "等歇", "等下")

// waitsIn reports whether a clause says to wait, perhaps more than once: 先放着吧, 等下等下, 先别报出去, 还在核.
func waitsIn(clause string) bool {
	clause = strings.TrimRight(clause, "吧啊呀哈了呢嘛")
	if rest, told := cutAny(clause, "先别", "先不要", "先不", "暂时别", "暂时不", "别", "不要"); told {
		_, sends := cutAny(strings.TrimLeft(rest, "急着忙给往"), "报", "交", "发", "提交", "上报", "确认", "算", "记", "传")
		return sends && utf8.RuneCountInString(clause) < 9
	}
	if endsAny(clause, "还在核", "还在核对", "还在数", "还在点", "还在对", "还没核完", "还没数完", "还没对完", "还没点完", "有个数要改", "有个数不对", "有一个数不对", "数要改") && utf8.RuneCountInString(clause) < 12 {
		return true
	}
	s, all := steersInParts(clause)
	return slices.Contains(steerings[Waits], clause) || all && s == Waits
}

// Delays reports whether a message only says that an answer follows: 稍等我问下会计,
// 晓得了马上.
func Delays(h Heard) bool {
	delays := false
	for clause := range strings.FieldsFuncSeq(Fold(h.Text), func(r rune) bool { return strings.ContainsRune(" ，,。.;!~\n", r) }) {
		switch {
		case delaysIn(clause):
			delays = true
		case !courteous(clause):
			return false
		}
	}
	return delays
}

// AnswersLater reports whether a text without a figure says that its writer must look something up,
// or sends it later: 让我问问会计, 后面的我晚点发.
func AnswersLater(h Heard) bool {
	if h.HasCount() || utf8.RuneCountInString(h.Text) > 24 {
		return false
	}
	return Delays(h) || DoesNotKnow(h) || sendsLater(Fold(h.Text)) || containsAny(Fold(h.Text), "问问", "问下", "问一下", "问一声", "查查", "查一下", "查下", "查一查", "看看", "看一下", "核一下", "核核", "核对一下", "核实一下", "数一数", "再数", "数数", "点一下", "算一下", "算算", "统计一下", "还没统计", "还没数", "还没点", "还没算", "没点清", "没数清", "没统计完", "没数完", "没出来", "找人问", "打个电话", "let me check", "let me ask", "i'll check", "i will check", "later")
}

// afterAWhile say that something follows soon; read only.
var afterAWhile = []string{"晚点", "晚些", "等会儿", "等会", "等下", "待会儿", "待会", "一会儿", "一会", "回头", "稍后", "过会儿", "过会", "随后"}

// sendsLater reports whether a folded text says that something is sent later: 委员的我一会儿发, 下午接着报.
func sendsLater(s string) bool {
	for _, when := range slices.Concat(afterAWhile, []string{"下午", "晚上", "中午", "明天", "接着", "继续"}) {
		if _, rest, ok := strings.Cut(s, when); ok {
			rest, _ = cutAny(strings.TrimLeft(rest, "我们再也还就会给您你来 "), "接着", "继续")
			if _, sends := cutAny(rest, "发", "报", "补", "说", "填", "弄", "写", "传", "告诉"); sends {
				return true
			}
		}
	}
	return false
}

// WritesLater reports whether a text without a figure ends by saying that its writer will say it later: 三言两语说不清，晚点给你写.
func WritesLater(h Heard) bool {
	s := strings.TrimRight(Fold(h.Text), " .。!~吧啊哈")
	if h.HasCount() || utf8.RuneCountInString(s) > 24 {
		return false
	}
	if i := strings.LastIndexFunc(s, Separates); i >= 0 {
		_, size := utf8.DecodeRuneInString(s[i:])
		s = s[i+size:]
	}
	rest, ok := cutAny(strings.TrimLeft(s, "我"), afterAWhile...)
	if !ok {
		return false
	}
	rest, _ = cutAny(rest, "我")
	_, ok = cutAny(rest, "再", "给你", "给您", "跟你", "跟您", "详细", "慢慢", "补上", "补报", "补给", "说", "写")
	return ok
}

// paperwork are words for what is handed in beside a report; read only.
var paperwork = []string{"签到表", "照片", "相片", "图片", "材料", "资料", "原件", "复印件", "结果单", "计票单", "名单", "报告", "表格", "单子", "会议记录", "花名册", "合影"}

// BringsLater reports whether a text says only that some paper, or a photo, follows later: 培训的签到表我明早拿来.
func BringsLater(h Heard) bool {
	s := Fold(h.Text)
	if h.HasCount() || h.Mood.Asks || h.Mood.Corrects || utf8.RuneCountInString(s) > 24 || !containsAny(s, paperwork...) {
		return false
	}
	later := aheadIn(s) || containsAny(s, "明早", "明晚", "今晚", "晚点", "晚些", "回头", "稍后", "等下", "等会", "待会", "一会", "过会", "下午", "晚上")
	_, deed, _ := strings.Cut(s, "我")
	if deed == "" {
		deed = s
	}
	return later && containsAny(deed, "拿来", "拿过来", "拿过去", "拿给", "送来", "送过来", "送过去", "送去", "带来", "带过来", "带去", "捎来", "捎给", "交来", "交上来", "交过来", "补给", "补来", "补过来", "补上", "发给", "发来", "发过来", "传给", "传来", "传过来")
}

// Resumes reports whether a text says to go on first with what it names: 那个先报, 的先弄完.
func Resumes(text string) bool {
	s := strings.Trim(Fold(text), " .。!~，,吧了啊")
	if rest, ok := cutAny(s, "那个", "这个", "那条", "这条", "那张", "的那个", "的那条", "那份", "的数", "数", "的", "那边"); ok {
		s = rest
	}
	return slices.Contains([]string{"先报", "先来", "先弄", "先弄完", "先报完", "先填", "先填完", "先确认", "先上报", "接着报", "接着填", "继续报", "继续填", "继续", "接着来", "还没报完", "没报完", "没填完", "还没填完", "还没确认", "没确认"}, strings.TrimLeft(s, " "))
}

// LeavesOut reports whether a text says that what it speaks of is not to be reported with the rest:
// 不算, 那个先去掉, 先不报 人数还没清.
func LeavesOut(text string) bool {
	s := Fold(text)
	if strings.ContainsAny(s, "0123456789?") || strings.Contains(s, "吗") {
		return false
	}
	first := s
	if i := strings.IndexAny(strings.TrimLeft(s, " ,，"), " ,，;。"); i > 0 {
		first = strings.TrimLeft(s, " ,，")[:i]
	}
	first = trimAny(strings.TrimLeft(first, " ,，:的"), "吧", "了", "啊")
	for again := true; again; {
		again = false
		for _, w := range [...]string{"那个", "这个", "那条", "这条", "的", "先", "就", "暂时", "还是", "这次", "数", "的数", "人数"} {
			if rest, ok := strings.CutPrefix(first, w); ok && rest != "" {
				first, again = rest, true
			}
		}
	}
	return slices.Contains([]string{"不算", "不要", "去掉", "去了", "不报", "别报", "别发", "别交", "不发", "先别发", "先别报", "别算", "不记", "不上报", "删", "删掉", "拿掉", "剔除", "剔掉", "不算数", "作废", "撤掉", "撤", "撤下来", "放着", "放一放", "缓缓", "缓一缓", "等等", "等一下", "等会", "晚点报", "晚点再报", "待会报", "待会再报", "等会再报", "还没核", "没核清", "没核对", "还没核对", "没核完", "还没核完", "还没清", "没清", "没准", "还不准", "不准", "leave out"}, first)
}

// delayMost is how many characters a clause has at most that only says to wait.
const delayMost = 14

func delaysIn(clause string) bool {
	if busy(clause) {
		return true
	}
	if utf8.RuneCountInString(clause) > delayMost || strings.ContainsAny(clause, "0123456789") || strings.Contains(clause, "因为") || strings.HasPrefix(clause, "等下雨") {
		return false
	}
	if saysToWait(clause) {
		return true
	}
	rest, mine := strings.CutPrefix(clause, "我")
	for mine {
		var led bool
		if rest, led = cutAny(rest, "这就", "马上", "去", "先", "再", "来", "得", "要"); !led {
			break
		}
	}
	_, asks := cutAny(rest, "问", "查", "核", "看看", "看下", "看一下", "数数", "数一下", "数下", "对一下", "打电话", "打个电话")
	return mine && asks
}

// saysToWait reports whether a clause has words that only say to wait, or what is still missing.
func saysToWait(clause string) bool {
	switch {
	case startsWithAny(clause, "我先去", "先去忙", "先去吃", "我先走", "先走了", "我去吃饭", "我先忙", "我在开车", "在开车", "开车呢", "开着车", "我在开会", "在开会", "开会呢", "我在路上", "在路上", "我在忙", "在忙", "忙着呢", "手上有事", "我在吃饭", "在吃饭", "先忙", "我先回", "先回去"):
	case endsAny(clause, "下午接着报", "晚上接着报", "明天接着报", "下午继续", "晚上继续", "明天继续", "下午再弄", "马上", "马上来", "马上报", "稍等", "等下", "等等", "再说", "再报", "再点", "再弄", "再看", "再告诉你", "回复你", "答复你"):
	case startsWithAny(clause, "稍等", "等一哈", "等哈", "等等", "等下", "等一下", "等会", "等我", "再等", "先等", "慢着", "且慢", "让我", "容我", "马上问", "马上核", "马上查", "问下", "问一下", "查下", "查一下", "核实一下", "核实下", "核对一下", "核对下", "再核", "再数", "再查", "重新核", "重新数", "正在核实", "正在核对", "正在问", "wait", "hold on", "one moment", "let me"):
	case endsAny(clause, "没拿到", "没到手", "没送到", "没出来", "没给我", "没见到", "没看到") && containsAny(clause, paperwork...):
	case endsAny(clause, "晚点核", "晚点对", "晚点录", "等会核", "等会录", "一会核", "回头核", "回头录", "拿到再核", "拿到再录", "到了再核"):
	case !startsWithAny(clause, "让", "叫", "请", "喊", "通知", "告诉") && containsAny(clause, "我再核", "我再查", "我再数", "再核一下", "再查一下", "再数一下", "再核一遍", "再数一遍"):
	default:
		return false
	}
	return true
}

// busy reports whether a clause only says what is being done, or that its result follows:
// 正在唱票, 计完票了, 结果待会发, 预计4点出. A time is no figure.
func busy(clause string) bool {
	s := strings.TrimRight(clause, "了呢啊哈")
	if ready, timed := readyAt(s); timed {
		return ready
	}
	if strings.ContainsAny(s, "0123456789没不吵打闹停?") {
		return false
	}
	s, doing := cutAny(s, "我们正在", "我们在", "还在", "正在", "正", "在", "刚开始", "开始")
	return ballotsCounted(s, doing) || resultFollows(s)
}

// readyAt reports whether a clause that begins with a time says that something is ready then: 4点出, 还要半小时.
// timed is false if it begins otherwise.
func readyAt(s string) (ready, timed bool) {
	n, left, timed := small(strings.TrimLeft(s, "预计等再大概约还要得"))
	if !timed || n >= 60 {
		return false, false
	}
	left, clock := cutAny(left, "点半左右", "点半", "点左右", "点钟", "点", "个小时", "小时", "分钟", "刻钟")
	return clock && slices.Contains([]string{"", "出", "出结果", "出数", "左右", "后出", "后", "能出", "结束", "完", "计完", "唱完", "弄完"}, left), true
}

// ballotsCounted reports whether a clause says that ballots are being counted, or that they are counted.
func ballotsCounted(s string, doing bool) bool {
	for _, w := range [...]string{"唱票", "计票", "统计", "点票", "数票", "清点", "核票", "验票", "汇总"} {
		rest, led := strings.CutPrefix(s, w)
		if led && (rest == "中" || rest == "着呢" || rest == "呢" || doing && (rest == "" || rest == "呢")) {
			return true
		}
	}
	return slices.Contains([]string{"计完票", "唱完票", "数完票", "点完票", "票数完", "票计完", "计票完", "唱票完", "统计完"}, s)
}

// resultFollows reports whether a clause says no more than that a result follows: 结果待会发.
func resultFollows(s string) bool {
	what, follows := s, false
	for _, w := range [...]string{"完了报你", "完了报", "完了再报", "完了就报", "完了给你", "完了给您", "完了告诉你", "待会发", "待会儿发", "等会发", "等会儿发", "一会发", "一会儿发", "稍后发", "晚点发", "待会报", "待会儿报", "等会报", "稍后报", "一会报", "一会儿报", "晚点报", "马上发", "马上报", "马上出", "马上出来", "快出来", "还没出来", "就出来"} {
		if rest, ok := strings.CutSuffix(s, w); ok {
			what, follows = rest, true
		}
	}
	return follows && slices.Contains([]string{"", "唱", "计", "弄", "搞", "结果", "数", "数字", "数据", "人数", "票数", "具体", "具体的", "结果单", "照片", "剩下的", "详细的"}, what)
}

// courteous reports whether a clause is nothing but a courtesy.
func courteous(clause string) bool {
	clause = strings.TrimRight(clause, "哈啊呀哦了")
	for _, w := range moods {
		if (w.id == Thanking || w.id == Greeting) && (slices.Contains(w.words, clause) || slices.Contains(w.words, clause+"了")) {
			return true
		}
	}
	return NoIdea(strings.TrimRight(clause, "呢")) || slices.Contains([]string{"", "好", "行", "对", "是", "可以", "领导", "不好意思", "抱歉", "现在不行", "这会不行", "这会儿不行", "现在没空", "走不开", "顾不上", "忙不过来", "忙着呢", "正忙", "正忙着"}, clause)
}

// OnlyDone reports whether a message says that something is done, and not what: 弄好了.
func OnlyDone(text string) bool {
	s := strings.Trim(Fold(text), " .。!~")
	for _, w := range [...]string{"我们", "我", "这边", "都", "全", "已经", "已", "刚", "终于"} {
		s = strings.TrimPrefix(s, w)
	}
	s = strings.TrimRight(s, "了啦啊哈")
	return slices.Contains([]string{"弄好", "搞好", "办好", "做好", "弄完", "搞完", "办完", "做完", "完成", "搞定", "弄妥", "办妥", "选好", "推好", "开好", "印好", "选完", "开完", "推选好", "全部完成", "done", "finished"}, s)
}

// wholeThanks are what acknowledges only as the whole of a message, and praises those that do
// so in a part of it too. Read only.
var (
	wholeThanks = []string{"算了", "算了吧", "算了不用催", "算了 不用催", "算了先不催", "算了不催", "算了不用", "那就这样", "就这样", "先这样", "那先这样", "行就这样", "行那就这样", "行 那就这样", "好就这样", "好 就这样", "好那就这样", "好 那就这样", "那行", "没事了", "没别的事了", "没别的了", "就这些吧", "好", "行", "可以", "中", "成", "妥", "得", "早", "牛", "棒", "赞", "中中", "行行", "received", "noted", "roger"}
	praises     = []string{"全靠你们", "全靠你", "多亏你们", "多亏了你", "多亏你", "多亏有你", "靠你了", "有你真好", "辛苦辛苦", "那就好", "那就行", "那好", "那行", "好得很", "干得不错", "干得好", "做得不错", "做得好", "不错不错", "不错", "很好", "挺好", "真好", "漂亮", "好样的", "没毛病", "遵命", "照办", "马上办", "这就办", "马上落实", "马上安排", "抓紧办", "好咧", "没问题", "知道", "给力", "厉害", "马上去", "晓得咯", "得令", "我盯着", "继续盯着", "继续盯", "盯紧点", "盯紧", "注意保暖", "注意安全", "注意身体", "保重", "保重身体", "多喝水", "慢点开车", "路上慢点", "我看着", "我来", "我知道了", "我这就去", "放心", "放心吧", "好哩", "妥了", "懂了", "ok了", "麻烦了", "麻烦你了", "麻烦您了", "辛苦啊", "受累了", "有劳了", "客气了", "不客气", "收工", "收工了", "下班了", "忙完了", "完事了", "散了吧",
		"will do", "great", "well done", "good job", "cheers"}
)

// stickers are the names of small pictures, and those themselves; read only.
var stickers = regexp.MustCompile(`\[\p{Han}{1,4}\]|[\x{1F300}-\x{1FAFF}\x{2600}-\x{27BF}\x{FE0F}]`)

// farewells end a day; read only.
var farewells = []string{"晚安", "早点休息", "早点歇着", "休息了", "睡了", "先睡了", "再见", "拜拜", "明天见", "明早见", "明儿见", "回头见", "回见", "改天见", "我先撤了", "我先撤", "先撤了", "我先走了", "我走了", "先走了", "我先回了", "先回去了", "我回家了", "回家了", "下班", "收工", "吃饭去了", "去吃饭了", "吃饭去", "收摊", "打烊",
	"今天就到这里", "今天就到这儿", "今天就到这", "今天先到这里", "今天先到这", "就到这里", "就到这", "先到这里", "先到这", "到此为止", "good night", "goodnight", "bye", "bye bye", "see you", "see you tomorrow"}

// Acknowledges reports whether a message is nothing but thanks or a farewell: 收到 辛苦各位, 明白了谢谢哈,
// 好的领导 马上办.
func Acknowledges(text string) bool {
	said, thanks := Fold(stickers.ReplaceAllString(text, " ")), false
	if strings.TrimSpace(said) == "" && len(text) < 60 { // 👌🏻👍
		return strings.ContainsAny(text, "👌👍🙏💪👏🤝✌🌹")
	}
	if strings.Trim(said, "哈嘿呵嘻 ~!！。.😂😄😀") == "" && strings.ContainsAny(said, "哈嘿呵嘻") { // 哈哈哈
		return true
	}
	if slices.Contains(wholeThanks, strings.Trim(said, " .。!~,，、啊呀哈哦的了")) {
		return true
	}
	for said != "" {
		if size := longestAt(said, farewells); size > 0 {
			said, thanks = said[size:], true
			continue
		}
		size, polite := thanksAt(said)
		thanks = thanks || polite
		if size == 0 {
			r := firstRune(said)
			if !strings.ContainsRune(" ，,。.!~、\n好行成中哈啊呀哦啦了的吧嘞咯喽呗呐嘛呢", r) {
				return false
			}
			size = utf8.RuneLen(r)
		}
		said = said[size:]
	}
	return thanks
}

// WillSee reports whether a text acknowledges and then only says what its writer does about it: 知道了 我让人过去看看.
func WillSee(h Heard) bool {
	s := Fold(h.Text)
	i := strings.IndexFunc(s, Separates)
	if i < 0 || !Acknowledges(s[:i]) || h.Mood.Asks {
		return false
	}
	rest := strings.TrimLeft(s[i:], " ,，。.")
	_, acts := cutAny(rest, "我让", "我叫", "我派", "我安排", "我去", "我这就", "我马上", "我来", "我联系", "我打电话", "我问问", "我过去", "我到", "我跟", "我找")
	return acts && utf8.RuneCountInString(rest) <= 20
}

// thanksAt is the longest word of thanks that begins a text. One that only addresses
// somebody is not polite by itself.
func thanksAt(said string) (size int, polite bool) {
	for _, words := range [...][]string{praises, addressed} {
		for _, w := range words {
			if len(w) > size && strings.HasPrefix(said, w) && Bounded(said, w) {
				size, polite = len(w), !slices.Contains(addressed, w)
			}
		}
	}
	for _, w := range moods {
		for _, word := range w.words {
			if w.id == Thanking && len(word) > size && strings.HasPrefix(said, word) && Bounded(said, word) {
				size, polite = len(word), true
			}
		}
	}
	return size, polite
}

// addressed are the people to whom thanks are said; read only.
var addressed = []string{"你们", "您们", "你", "您", "领导", "书记", "主任", "镇长", "各位", "大家", "老师", "小助手", "小助理", "助手", "机器人", "今天", "早上好", "下午好", "你好", "您好", "同志们", "同志", "大哥", "大姐", "all", "everyone", "many", "so much", "very much", "a lot"}
