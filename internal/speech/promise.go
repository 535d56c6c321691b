package speech

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// clockTimes are the ways in which people write a time of today or tomorrow.
const clockTimes = someDay + `|` + byClock

// someDay is a day that lies ahead.
const someDay = `(?:(?:下下?个?|这|本)?(?:周|星期|礼拜)[一二三四五六日天]|明[天日]|大?后天|\d{1,2}月\d{1,2}[日号])\s*(?:早上|上午|中午|下午|晚上)?(?:(?:\d{1,2}|[一二两三四五六七八九十]{1,3})(?::\d{2}|点半|点))?`

// byClock are times of today or tomorrow.
const byClock = `(?:(?:今|明)(?:天|日|早|晚)?)?\s*(?:凌晨|早上|上午|中午|下午|傍晚|晚上|早|晚)?\s*(?:\d{1,2}|[一二两三四五六七八九十]{1,3})\s*(?::\d{2}|点钟|点半|点[一二三]刻|点(?:\d{1,2}|[一二三四五六七八九十]{1,3})分?|点)` +
	`|` + fromNow

// fromNow is a time that is so far ahead.
const fromNow = `(?:再?过` + someWhile + `(?:以后|之后|后)?|` + someWhile + `(?:以后|之后|后|内))`

// someWhile is how long somebody asks to wait.
const someWhile = `(?:\d{1,2}|半|[一二两三四五六七八九十]{1,3})\s*个?半?(?:小时|钟头|分钟|刻钟)`

// someTime is a time that no clock tells.
const someTime = `(?:到时候?|吃(?:早|中|午|晚)?饭|(?:早|午|晚)饭|饭点|下班|收工|关门|吃完饭|吃了饭|吃过饭|开完会|忙完|到家|回村|回家|下山|出山|到山下|到村口|到街上|到单位|的?(?:等我?)?到了?(?:现场|会场|村里|村上|社区|地方|那边|那儿|那里)|散会|会开完|数完|充上电|充好电|手机充好电|天黑前?|天亮)了?(?:以后|之后|后|就|再)?|等?(?:投票?完|投票结束|唱票?完票?|唱完票?|计完票?|数完票?|点完票?|统计完|全?投完|关箱|结束)了?(?:以后|之后|后|就|再)?|晚会儿?|晚点|晚一点|晚些|晚些时候|等下|等一下|等会儿?|等一会儿?|过会儿?|过一会儿?|待会儿?|一会儿?|稍后|稍晚|迟点|迟些|回头|今晚|晚上|下午|中午|明天|明早|明天一早|` +
	`有(?:了)?信号(?:了)?(?:的时候|以后|之后|后|时|就)?|信号(?:好|恢复)了?(?:以后|之后|后|就)?|来电(?:了)?(?:以后|之后|后|就)?|到镇上(?:以后|后|就)?|回(?:去|来|镇上)(?:以后|后|就)?`

// What stands between the parts of a promise, before its verb, and behind that.
const (
	gap     = `[\s,;:.，。；：、!！]*(?:(?:大概|大约|估计|预计|差不多|估摸着?|约莫|约摸)[\s,，]*)?`
	will    = `(?:我们?)?(?:再|一定|准能|才能|能|才|就|会|可以|争取|马上|尽量|保证|肯定|一起|一并|统一|准时|准|出来|唱完|数完|计完|弄完|忙完)*(?:把(?:最后的?|最终的?|总)?(?:数字|数据|结果|人数|情况|票数|计票结果|计票|投票人数|投票|进度|材料|名单|数)?)?(?:给您|给你们?|给领导|给镇上)?`
	reports = `(?:上报|报完|报齐|报上|报全|报数|报给|给报|报你们?|报您|报|给结果|出结果|给个?准?数|给你们?准?数?|给您准?数?|交数|交|发你|发您|发过来|出数|有个?准?数|有结果|给)`
	nearly  = `(?:左右|前后|之前|以前|前|之后|以后|后)?`
	object  = `(?:上来|上去|过来|上)?(?:投票人?数?|计票结果?|结果|人数|数字|数据|数|进度|名单)?(?:给您|给你们?)?(?:吧|哈|啊)?`
)

// promised are the ways of promising a report by the clock: reason, time, verb,
// reason; read only. Only 报 may be meant otherwise: 14:00 报了 212. It promises
// with 前, 再 or 后 before it, or behind a reason.
var (
	promisedChinese = regexp.MustCompile(`^(.*?)` + gap + `(` + clockTimes + `)\s*(?:之前|以前|前)?` + gap + will + `补报` + object + gap + `(.*)$`)
	promisedReport  = regexp.MustCompile(`^(.*?)` + gap + `((?:` + clockTimes + `)\s*(?:之前|以前|前)|` + fromNow + `|(?:` + clockTimes + `)` + gap + `(?:我们?)?(?:再|一定|才能|就|会|争取))` + gap + will + reports + object + `(?:` + gap + `|[\s,;:.，。；：、!！]+(\D*))$`)
	promisedBehind  = regexp.MustCompile(`^(.+?)` + gap + `(` + clockTimes + `)` + nearly + gap + will + reports + object + gap + `()$`)
	promisedAlone   = regexp.MustCompile(`^(?:大概|大约|估计|预计)?()(` + clockTimes + `)` + nearly + `(?:准时|统一|一起|一并|一定|保证|能|才能|可以)?` + reports + object + `()$`)
	promisedAsked   = regexp.MustCompile(`^(.*?)` + gap + `(?:请|麻烦|能不能)?(?:(?:再给|再等|宽限|再宽限)(?:我们?)?|(?:给|等|容)我们?)(` + someWhile + `)(?:时间)?` + gap + `(\D*)$`)
	promisedEnglish = regexp.MustCompile(`(?i)^(.*?)[\s,;.]*(?:i |we |i'll |we'll )?(?:will )?(?:report|send)(?: it| them| the (?:figures?|numbers?|results?|count|turnout))?(?: (?:by|before|at|around))? (\d{1,2}:\d{2}(?: ?[ap]m)?|\d{1,2} ?[ap]m|(?:noon)|tomorrow (?:at )?\d{1,2}:\d{2}|in \d{1,2} (?:hours?|minutes?|min))[\s,;.]*(\D*)$`)
)

// NoSignal are the ways of saying why most reports are late, as it is said.
func NoSignal() []string {
	return []string{"信号一格都没", "信号一点都没", "信号都没", "一格信号都没", "一点信号都没", "没得信号", "没有信号", "没信号", "无信号", "信号不好", "信号太差", "信号很差", "信号差", "信号弱", "信号断了", "信号时有时无", "信号不稳定", "信号不稳", "信号时断时续", "没有网络", "没网络", "没有网", "没网", "断网", "网络不好", "网络太差", "网络断了", "网络差",
		"网不好", "网断了", "上不了网", "连不上网", "手机没电", "手机快没电", "手机坏了", "no signal", "no mobile signal", "no phone signal", "no reception", "no network", "no internet", "no coverage", "bad signal",
		"poor signal", "weak signal", "no battery", "battery dead", "battery is dead", "phone is dead"}
}

// The ways of promising a report without a time, which is asked for then: the
// reason alone, or 晚点再报 with any reason; read only.
var (
	withoutSignal = regexp.MustCompile(`(?i)^(?:不好意思|抱歉|sorry|我们?|这里|这边|村里|山里|山上|现在|目前|暂时|今天|一直|又|now|i have|we have|there is|there's|` + gap + `)*?((?:` + strings.Join(NoSignal(), "|") + `)\D{0,45})$`)
	laterChinese  = regexp.MustCompile(`^(\D*?)` + gap + `(?:我们?)?(?:` + someTime + `)(?:前|之前|以前)?` + will + `(?:补报|补上|` + reports + `)` + object + gap + `(?:[\s,;:.，。；：、!！]+(\D*))?$`)
	laterEnglish  = regexp.MustCompile(`(?i)^(\D*?)[\s,;.]*(?:i |we |i'll |we'll )?(?:will )?(?:report|send)(?: it| them)? (?:later|tomorrow|tonight|in the (?:evening|afternoon|morning)|when (?:i|we) can)[\s,;.]*(\D*)$`)
)

// byTheClock are of which one stands in every promise by the clock: patterns are dear; read
// only.
var byTheClock = []string{":", "点", "周", "星期", "礼拜", "后天", "月", "小时", "钟头", "分钟", "刻钟", "明天上午", "明天下午", "明天早上", "明天晚上", "明天中午"}

// PromiseIn finds a promise in a message that does not begin with the word:
// 没有信号，14:00 前补报; 明早9点前补报 停电; 没信号，晚点报. The unit's name is the first
// part, then the time, then the reason.
func PromiseIn(text string) (parts [][2]int, ok bool) {
	text = trimAny(strings.TrimRight(text, "?？ 。"), "行不行", "行不", "行吗", "可以不", "可以吗", "可不可以", "好不好", "好不", "好吗", "中不中", "中不", "成不成", "成不", "要得不")
	small := strings.ToLower(text)
	if startsWithAny(small, "各位", "大家", "各村", "各社区", "各支部", "请各", "请大家", "你们", "通知") { // it is asked of others
		return nil, false
	}
	reports, clock, english := containsAny(small, "报", "给", "交", "发你", "发您", "发过来", "出数", "等我", "再等", "容我", "宽限", "有数", "有准数", "有个数", "有结果"), containsAny(small, byTheClock...), containsAny(small, "report", "send")
	later, unheard := !strings.ContainsAny(small, "0123456789"), containsAny(small, NoSignal()...)
	if !reports && !english && !unheard && !strings.Contains(small, "补上") || inquires(text) {
		return nil, false
	}
	clock, ends := clock && reports, endsIn(text, "报给交发出有")
	for _, p := range []promisePattern{
		{clock && strings.Contains(text, "补报"), promisedChinese, 1, 2, 3}, {clock && ends, promisedReport, 1, 2, 3}, {clock && ends, promisedAlone, 1, 2, 3}, {clock && ends, promisedBehind, 1, 2, 3}, {clock && containsAny(small, "小时", "钟头", "分钟", "刻钟"), promisedAsked, 1, 2, 3}, {english, promisedEnglish, 1, 2, 3},
		{later && endsIn(text, "报给交发出补有"), laterChinese, 1, 0, 2}, {english, laterEnglish, 1, 0, 2}, {unheard, withoutSignal, 1, 0, 0},
	} {
		if parts := p.parts(text); parts != nil && !p.swallowsFigure(text, parts) {
			return unitFirst(text, parts), true
		}
	}
	return nil, false
}

// endsIn reports whether what reports and object stand for is in a text, a verb that begins
// with one of some characters, and after it no more than a mark and words without a number: all
// patterns of theirs end so.
func endsIn(text, verbs string) bool {
	from := strings.LastIndexAny(text, "0123456789") + 1
	in := false // what may be such words
	for _, r := range text[from:] {
		switch {
		case strings.ContainsRune(verbs, r) || in && strings.ContainsRune("上来去过数你们您结果个准投票人计字据进度名单吧哈啊了完齐全", r):
			in = true
		case in && (unicode.IsSpace(r) || strings.ContainsRune(",;:.，。；：、!！", r)):
			return true
		default:
			in = false
		}
	}
	return in
}

// promisePattern is a way of promising a report.
type promisePattern struct {
	may                 bool // all that the pattern needs is there
	pattern             *regexp.Regexp
	before, time, after int // its groups; 0 if it has none
}

// parts are the time of a promise and its reasons, by their bytes; nil if the text is not
// of this pattern.
func (p promisePattern) parts(text string) (parts [][2]int) {
	if !p.may {
		return nil
	}
	m := p.pattern.FindStringSubmatchIndex(text)
	if m == nil || p.time > 0 && cutsNumber(text, m[2*p.time]) {
		return nil
	}
	for _, group := range []int{p.time, p.before, p.after} {
		if group > 0 && m[2*group] >= 0 {
			parts = append(parts, [2]int{m[2*group], m[2*group] + len(withoutWriter(text[m[2*group]:m[2*group+1]]))})
		}
	}
	return parts
}

// figureAlone is a clause of a reason that is somebody's figure, perhaps behind a name or what was done; read only.
var figureAlone = regexp.MustCompile(`^(?:\p{Han}{2,6}?)?(?:投票|投了|到了|已投|已到)?\s*\d{2,}[人票]?[,，;；。]`)

// swallowsFigure reports whether the reason of a promise begins with a figure, which is a report of its own:
// 望江村502，支部晚上8点补报.
func (p promisePattern) swallowsFigure(text string, parts [][2]int) bool {
	return slices.ContainsFunc(parts, func(at [2]int) bool { return figureAlone.MatchString(text[at[0]:at[1]]) })
}

// PromisedBeside is the last clause of a report with a figure if it promises more by the clock: 投票502，剩下的
// 晚上8点补报. "" if there is none.
func PromisedBeside(text string) string {
	i := strings.LastIndexAny(text, ",，;；。\n")
	if i < 0 || !strings.ContainsAny(text[:i], "0123456789") {
		return ""
	}
	clause := strings.TrimLeft(text[i:], ",，;；。\n ")
	if endsAny(clause, "补报", "再报", "上报") && containsAny(clause, byTheClock...) {
		return clause
	}
	return ""
}

// withoutWriter is a reason without the writer who promises behind it: 那边网断了 我.
func withoutWriter(reason string) string {
	for _, w := range [...]string{"我们", "我"} {
		if rest, ok := strings.CutSuffix(reason, w); ok && strings.TrimRight(rest, " ,，。.、;；") != rest {
			return strings.TrimRight(rest, " ,，。.、;；")
		}
	}
	return reason
}

// cutsNumber reports whether a place is in the middle of a number: the 1 of 11点报.
func cutsNumber(text string, at int) bool {
	return at > 0 && at < len(text) && (digit(rune(text[at-1])) && digit(rune(text[at])) || numeral(lastRune(text[:at])) && numeral(firstRune(text[at:])))
}

// A unit's name that begins, or ends, a part of a promise; read only.
var (
	nameFirst = regexp.MustCompile(`^\s*(\p{Han}{2,6}?(?:村|社区|选区|支部))` + gap)
	nameLast  = regexp.MustCompile(`[\s,;:.，。；：、!！](\p{Han}{2,6}?(?:村|社区|选区|支部))` + gap + `$`)
)

// ownPlaces are the words for the unit of whoever speaks; read only.
var ownPlaces = []string{"我们村", "咱们村", "我村", "本村", "咱村", "我们社区", "本社区", "我社区"}

// OfOwnPlace reports whether a text says that it is about the unit of whoever speaks.
func OfOwnPlace(text string) bool { return containsAny(text, ownPlaces...) }

// unitFirst moves the name of a unit to the front, wherever it stands.
func unitFirst(text string, parts [][2]int) [][2]int {
	for i, part := range parts {
		for _, pattern := range []*regexp.Regexp{nameFirst, nameLast} {
			m := pattern.FindStringSubmatchIndex(text[part[0]:part[1]])
			if m == nil || slices.Contains(ownPlaces, text[part[0]+m[2]:part[0]+m[3]]) {
				continue
			}
			name := [2]int{part[0] + m[2], part[0] + m[3]}
			parts[i] = [2]int{part[0] + m[1], part[1]}
			if m[0] > 0 {
				parts[i] = [2]int{part[0], part[0] + m[0]}
			}
			return slices.Insert(parts, 0, name)
		}
	}
	return parts
}

// asksAbout are the words of a question, and asksInEnglish those in English; read only.
var (
	asksAbout     = []string{"?", "？", "吗", "哪", "谁", "多少", "几个", "几点", "几次", "几人", "什么", "怎么", "如何", "是否", "有没有", "能不能", "要不要", "是不是"}
	asksInEnglish = regexp.MustCompile(`(?i)\b(?:which|who|how|what|when|where|why|is there|are there|does|did)\b`)
)

// nobodyKnows asks nothing; read only.
var nobodyKnows = regexp.MustCompile(`没来?到?几个人?|没几个人?|不知道?是?谁|不知道?怎么|不知道?什么`)

// inquires reports whether a message asks, rather than tells.
func inquires(text string) bool {
	if strings.Contains(text, "不知") || strings.Contains(text, "几个") {
		text = nobodyKnows.ReplaceAllString(text, "")
	}
	return containsAny(text, asksAbout...) || strings.ContainsFunc(text, Letter) && asksInEnglish.MatchString(text)
}
