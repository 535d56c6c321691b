package speech

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Emergency is what a text tells of something that has gone wrong. Topic, Severity
// and People are what the words say, also where they are no emergency by themselves.
type Emergency struct {
	Topic    string // as election.Incident names its topics; "" if the words do not say
	Severity int    // 1 grave, 2 serious, 0 not said
	People   int    // how many it concerns; 0 not said
	About    bool   // People is no exact number: 二三十人 is about 25
	Cause    bool   // it is told as the cause of something else: 因为有人晕倒耽误了
	Over     bool   // it has passed: 又找到了, 虚惊一场, 已经劝开了
	From, To int    // the bytes of the text that tell of it
}

// EmergencyIn reports whether a text tells of something that nobody says unless
// it has gone wrong: 选票不够了还差30张, 老人晕倒了. What is denied, feared, prevented,
// asked, long ago or over is none.
func EmergencyIn(text string) (Emergency, bool) {
	all := clausesOf(unpriced(text))
	h := hearing{rank: 2 * len(signs), last: -1}
	over := -1
	for i, c := range all {
		for _, f := range c.signs() {
			h.take(c, i, f)
		}
		if at := c.over(); at >= 0 {
			over = i<<16 + at
		}
	}
	e, ask := h.Emergency, asked(all)
	e.Over, e.Cause = over > h.last, containsAny(text, "因为", "由于", "耽误", "所以", "导致", "because")
	e.People, e.About = peopleIn(text)
	if h.told && !ask {
		e.From, e.To = extended(all, e.From, e.To)
	}
	return e, h.told && !e.Over && (!ask || e.Severity == 1 && tellsBefore(all))
}

// hearing is an emergency as it is put together of signs.
type hearing struct {
	Emergency
	told bool
	rank int // of the sign that gave the topic
	last int // where the last sign stands
}

// take adds a sign of a clause.
func (h *hearing) take(c clause, number int, f foundSign) {
	if f.sign.severity > 0 && (h.Severity == 0 || f.sign.severity < h.Severity) {
		h.Severity = f.sign.severity
	}
	if f.sign.topic != "" && f.rank < h.rank {
		h.rank, h.Topic = f.rank, f.sign.topic
	}
	if f.sign.hint {
		return
	}
	if !h.told {
		h.From = c.from
	}
	h.told, h.To, h.last = true, c.to, number<<16+f.at
}

// OverIn reports whether a text says that something has passed, or was a false
// alarm: 又找到了, 虚惊一场, 来电了没事了.
func OverIn(text string) bool {
	e, _ := EmergencyIn(text)
	return e.Over && !asked(clausesOf(text))
}

// clause is a part of a text between its marks.
type clause struct {
	from, to int    // its bytes in the text
	s        string // half-width, in small letters, with what sounds like a sign put out
	runes    RuneSet
}

func clauseOf(from, to int, s string) clause {
	return clause{from: from, to: to, s: s, runes: RunesOf(s)}
}

// clausesOf cuts a text at its marks, and at blanks beside Chinese characters.
func clausesOf(text string) []clause {
	var all []clause
	from := 0
	end := func(to int) {
		if s := strings.TrimSpace(text[from:to]); s != "" {
			all = append(all, clauseOf(from, to, quieted(foldedClause(s))))
		}
	}
	before := ' '
	for i, r := range text {
		_, size := utf8.DecodeRuneInString(text[i:]) // 1 of what is no character
		next, _ := utf8.DecodeRuneInString(text[i+size:])
		blank := unicode.IsSpace(r) && (unicode.Is(unicode.Han, before) || unicode.Is(unicode.Han, next))
		if r == '\n' || blank || strings.ContainsRune("，,。；;！!？?…", r) {
			end(i + size)
			from = i + size
		}
		before = r
	}
	end(len(text))
	return all
}

// foldedClause is a text with half-width letters and digits, in small letters.
func foldedClause(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '！' && r <= '～' {
			r -= 0xFEE0
		}
		return unicode.ToLower(r)
	}, s)
}

// quieted puts blanks in the place of words that sound like a sign and are none.
func quieted(s string) string {
	for _, w := range benign {
		if strings.Contains(s, w) {
			s = strings.ReplaceAll(s, w, strings.Repeat(" ", utf8.RuneCountInString(w)))
		}
	}
	return s
}

// found is a sign in a clause.
type foundSign struct {
	sign     sign
	rank     int // in the list of signs
	at, size int
}

// signs are the signs in a clause that are told, not denied.
func (c clause) signs() []foundSign {
	var all []foundSign
	if c.supposes() {
		return nil
	}
	for rank, sg := range signs {
		if sg.hint { // what is told decides first
			rank += len(signs)
		}
		for from := 0; ; {
			at, size := sg.find(c.s[from:], &c.runes)
			if size == 0 {
				break
			}
			at += from
			if !c.denies(at, size) {
				all = append(all, foundSign{sg, rank, at, size})
				break
			}
			from = at + size
		}
	}
	return all
}

// signGap is how many characters may stand between the parts of a sign.
const signGap = 8

// find is where a sign stands first in a text; size is 0 if it does not.
func (sg sign) find(s string, runes *RuneSet) (at, size int) {
	for _, w := range sg.parts[0] {
		if !runes.May(w) {
			continue
		}
		for from := 0; ; {
			i := strings.Index(s[from:], w)
			if i < 0 {
				break
			}
			i += from
			if end := sg.rest(s, i+len(w)); end > 0 && wholeWord(s, i, w) {
				if size == 0 || i < at {
					at, size = i, end-i
				}
				break
			}
			from = i + len(w)
		}
	}
	return at, size
}

// rest is where the sign ends whose first part ends at a byte; 0 if the others do
// not follow.
func (sg sign) rest(s string, end int) int {
	for _, part := range sg.parts[1:] {
		room := end
		for n := 0; n < signGap && room < len(s); n++ {
			_, size := utf8.DecodeRuneInString(s[room:])
			room += size
		}
		best := -1
		for _, w := range part {
			limit := min(len(s), room+len(w))
			if i := strings.Index(s[end:limit], w); i >= 0 && (best < 0 || end+i+len(w) < best) {
				best = end + i + len(w)
			}
		}
		if best < 0 {
			return 0
		}
		end = best
	}
	return end
}

// wholeWord keeps an English word from being heard inside another one.
func wholeWord(s string, at int, w string) bool {
	if w[0] >= utf8.RuneSelf || at == 0 {
		return true
	}
	before := s[at-1]
	return before < 'a' || before > 'z'
}

// supposes reports whether a clause speaks of what is not so now: supposed,
// prevented, rehearsed, told of other days.
func (c clause) supposes() bool {
	return containsAny(c.s, "如果", "要是", "万一", "假如", "倘若", "一旦", "假设", "若是", "防止", "防范", "预防", "谨防", "严防", "以防", "提防", "以免", "免得", "避免", "杜绝", "严禁", "禁止", "担心", "害怕", "生怕", "就怕", "怕有", "怕再", "怕他", "怕会", "怕出",
		"演练", "演习", "预案", "承诺书", "警示片", "警示教育", "标语", "案例", "去年", "上届", "上一届", "往年", "前年", "上次", "以前", "曾经", "明天会", "会不会", "别打架", "不要打架", "培训", "学习了", "应急") ||
		containsEnglish(c.s, "if ", "in case", "in order to prevent", "to prevent", "drill", "last year")
}

// denies reports whether the sign at a place is said not to be so.
func (c clause) denies(at, size int) bool {
	if ofNouns(c.s[:at], c.s[at+size:]) || containsAny(firstRunes(c.s[at+size:], 9), "是假的", "没发生", "没有发生", "未发生", "不属实", "没出现", "没有出现", "不存在", "是谣言") {
		return true
	}
	before := c.s[:at]
	for again := true; again; {
		again = false
		before = strings.TrimRight(before, " ")
		for _, w := range [...]string{"有", "人", "再", "发生", "出现", "发现", "任何", "什么", "又", "因", "村民", "群众", "看到", "听说", "收到", "接到", "过", "一个", "谁", "真的", "真", "现场", "大家", "情况", "选民", "候选人", "家属", "被", "的", "怎么", "会", "打架", "停电", "受伤", "闹事", "斗殴", "冲突", "、", "和", "或", "及",
			" is", " was", " were", " are", " a", " been", " anybody", " anyone"} {
			if rest, ok := strings.CutSuffix(before, w); ok && !negates(before) {
				before, again = rest, true
				break
			}
		}
	}
	return negates(before)
}

// negates reports whether a text ends with a denial.
func negates(s string) bool {
	for _, w := range [...]string{"没", "没有", "没人", "不", "无", "无人", "未", "不会", "不是", "并非", "不怕", "别", "不要", "不用", "防", "怕", "非", "若", "拒绝", "反对", "抵制", "反", "no", "not", "nobody", "none", "without", "isn't", "wasn't", "aren't", "never"} {
		if rest, ok := strings.CutSuffix(s, w); ok && (w[0] >= utf8.RuneSelf || rest == "" || rest[len(rest)-1] == ' ') {
			return true
		}
	}
	return false
}

// ofNouns reports whether a sign only names what somebody speaks of: 打架的人, 昨天的停电.
func ofNouns(before, after string) bool {
	for _, w := range [...]string{"昨天的", "上午的", "刚才的", "那次", "上回的", "关于"} {
		if strings.HasSuffix(before, w) {
			return true
		}
	}
	there := containsAny(before, "有", "来了", "是", "还在")
	for _, w := range [...]string{"的人", "的事", "的情况", "的问题", "的那", "的村", "事件", "一事", "通知", "公告", "预警", "隐患"} {
		if strings.HasPrefix(after, w) && !there {
			return true
		}
	}
	return after == "的" && !there
}

// over is where a clause says that something has passed; -1 if it does not.
func (c clause) over() int {
	if containsAny(c.s, "如果", "要是", "等", "再报", "才能", "尽快", "正在", "争取", "希望") {
		return -1
	}
	last := -1
	for _, w := range [...]string{"没事了", "没事啦", "没什么事了", "没问题了", "来电了", "有电了", "通电了", "修好了", "解决了", "已解决", "平息", "劝开", "劝住", "劝走", "劝回", "劝散", "扑灭", "火灭了", "灭了火", "处理好", "处理完", "已处理", "处理了", "恢复了", "恢复正常", "已恢复", "已经恢复", "恢复投票", "恢复供电", "恢复秩序",
		"虚惊", "误报", "找到了", "找着了", "找回来", "找回了", "追回", "走了", "散了", "离开了", "撤了", "醒了", "醒过来", "缓过来", "没大碍", "无大碍", "没有大碍", "搞错了", "弄错了", "看错了", "误会", "补齐了", "够了", "补上了", "送到了", "送来了", "雨停了", "水退了", "通了", "不闹了", "不吵了", "和解", "调解好", "安静了", "控制住了", "稳住了", "稳定了",
		"back on", "restored", "solved", "settled", "is over", "false alarm", "found it", "has been found", "under control", "calmed down"} {
		i := strings.LastIndex(c.s, w)
		if i > last && !negates(strings.TrimRight(trimAny(c.s[:i], "完全", "彻底", "有", "能", "都", "全", "被", "好"), " ")) && !carried(c.s[:i], w) {
			last = i
		}
	}
	return last
}

// carried reports whether 走了 is said of what was taken away: 票箱被抬走了.
func carried(before, w string) bool {
	var taken []string
	switch w {
	case "走了":
		taken = []string{"抬", "抢", "拿", "抱", "带", "搬", "偷", "拉", "收", "气", "吓", "拖", "抓"}
	case "够了", "通了":
		taken = []string{"不"}
	}
	for _, t := range taken {
		if strings.HasSuffix(before, t) {
			return true
		}
	}
	return false
}

// asked reports whether the clauses ask whether something is so, or who knows it;
// a call for help or advice asks nothing of the kind.
func asked(all []clause) bool {
	for i, c := range all {
		if !c.asks() {
			continue
		}
		if alone := len(c.signs()) == 0; !alone || i == 0 || !c.wantsHelp() {
			return true
		}
	}
	return false
}

// asks reports whether a clause is a question.
func (c clause) asks() bool {
	s := c.s
	for _, w := range [...]string{"不知道是谁", "不知是谁", "不知道谁", "不知谁", "不知道怎么", "不知怎么", "不知道为什么", "不知道什么", "谁也", "谁都", "什么都", "什么也", "怎么劝", "怎么说", "怎么也", "怎么都", "没什么", "为什么不", "不怎么", "十几个", "十几人", "好几个", "好几人", "十几名", "几个人在", "有几个人", "来了几个人"} {
		s = strings.ReplaceAll(s, w, "")
	}
	if before, _, said := strings.Cut(s, "问"); said && !strings.HasPrefix(s, "请问") && !strings.HasPrefix(s, "问") {
		s = before
	}
	t := strings.TrimRight(s, " .。!！")
	return containsAny(s, "?", "？", "吗", "哪", "谁", "多少", "几个", "几点", "几次", "几人", "什么", "怎么", "咋", "如何", "是否", "有没有", "能不能", "要不要", "是不是", "可不可以") ||
		strings.HasSuffix(t, "没有") && len(t) > len("没有") || strings.HasSuffix(t, "了没") ||
		startsWithAny(s, "which ", "who ", "how ", "what ", "when ", "where ", "why ", "is there", "are there", "does ", "did ", "do ", "is anybody", "has ", "have ")
}

// wantsHelp reports whether a question asks for help or advice, about what was told
// before it.
func (c clause) wantsHelp() bool {
	return containsAny(c.s, "怎么办", "咋办", "咋整", "怎么处理", "怎么弄", "如何处理", "派人", "来人", "报警", "能不能来", "可以停", "要不要停", "要停", "谁来", "能来", "支援", "补", "送", "what should", "what do we", "can you", "can somebody", "could you")
}

// tellsBefore reports whether the first clause of what is asked tells by itself that
// something has happened: 有人晕倒了怎么办.
func tellsBefore(all []clause) bool {
	for _, c := range all {
		if len(c.signs()) > 0 {
			return !containsAny(c.s, "吗", "有没有", "是否", "是不是", "哪", "谁", "多少", "几个", "没有?", "没有？") && containsAny(c.s, "了") && (c.wantsHelp() || !c.asks()) && !startsWithAny(c.s, "is ", "are ", "did ", "does ", "has ", "have ", "which ", "who ")
		}
	}
	return false
}

// extended is what is told with the clauses around it, up to those that report a
// figure.
func extended(all []clause, from, to int) (int, int) {
	for _, c := range slices.Backward(all) {
		if c.to > from {
			continue
		}
		if reportsFigure(c.s) {
			break
		}
		from = c.from
	}
	for _, c := range all {
		if c.from < to {
			continue
		}
		if reportsFigure(c.s) {
			break
		}
		to = c.to
	}
	return from, to
}

// reportsFigure reports whether a clause tells a figure that a report is made of.
func reportsFigure(s string) bool {
	for _, w := range [...]string{"投票", "投票人数", "投票数", "登记", "登记选民", "已投", "已投票", "收回", "发出", "有效", "有效票", "无效", "无效票", "作废", "参加投票", "参选", "turnout", "voted"} {
		_, rest, ok := strings.Cut(s, w)
		if ok && startsWithAny(strings.TrimLeft(rest, " :了共有"), "0", "1", "2", "3", "4", "5", "6", "7", "8", "9") {
			return true
		}
	}
	return false
}

// peopleIn reads how many people a text speaks of: 20多人, 二三十个人, 上百人. about is
// true if that is no exact number.
func peopleIn(text string) (people int, about bool) {
	s := foldedClause(text)
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		if !strings.ContainsRune("0123456789一二两三四五六七八九十百千几上近约", r) {
			i += size
			continue
		}
		n, inexact, end := amount(s, i)
		if n > 0 && personAfter(s[end:]) && !countedBefore(s[:i]) {
			return n, inexact
		}
		i = max(end, i+size)
	}
	return 0, false
}

// personAfter reports whether people follow a number.
func personAfter(s string) bool {
	s = strings.TrimLeft(s, " ")
	for _, w := range [...]string{"个", "名", "位", "来个", "多个", "多名"} {
		s = strings.TrimPrefix(s, w)
	}
	return startsWithAny(s, "人", "村民", "群众", "选民", "老人", "老乡", "家属", "妇女", "年轻人", "小伙", "青年", "干部", "醉汉", "大汉", "男子", "男的", "女的", "学生", "孩子", "people", "men", "villagers") && !startsWithAny(s, "人次")
}

// countedBefore reports whether a number of people stands in a report of another
// kind: 登记1200人, 投票640人.
func countedBefore(s string) bool {
	for _, w := range [...]string{"登记", "投票", "已投", "参选", "应到", "实到", "选民", "到会", "缺", "第", "投票人数", "有", "已有"} {
		if rest, ok := strings.CutSuffix(strings.TrimRight(s, " :："), w); ok && (w != "有" && w != "已有" || strings.HasSuffix(rest, "投票")) {
			return true
		}
	}
	return false
}

// amount reads the number at a place, as people say how many they are. end is
// where it ends.
func amount(s string, at int) (n int, about bool, end int) {
	for _, w := range [...]string{"上", "近", "约"} {
		if rest, ok := strings.CutPrefix(s[at:], w); ok {
			n, _, end = amount(s, at+len(w))
			if n == 0 && w == "上" && strings.HasPrefix(rest, "百") {
				return 100, true, at + len("上百")
			}
			return n, true, end
		}
	}
	if digits := runOf(s[at:], "0123456789"); digits > 0 {
		return arabicAmount(s, at, digits)
	}
	return chineseAmount(s, at)
}

// arabicAmount reads 20, 20多, 20-30.
func arabicAmount(s string, at, digits int) (n int, about bool, end int) {
	end = at + digits
	n, err := strconv.Atoi(s[at:end])
	if err != nil || digits > 5 {
		return 0, false, end
	}
	for _, w := range [...]string{"-", "~", "—", "至", "到", "、"} {
		rest, ok := strings.CutPrefix(s[end:], w)
		if !ok {
			continue
		}
		size := runOf(rest, "0123456789")
		if high, err := strconv.Atoi(rest[:size]); err == nil && high > n {
			return (n + high) / 2, true, end + len(w) + size
		}
	}
	for _, w := range [...]string{"多", "余", "来", "几"} {
		if strings.HasPrefix(s[end:], w) {
			return n, true, end + len(w)
		}
	}
	return n, false, end
}

// chineseAmount reads 三十一, 二三十, 十几, 一百多, 几十; 几个 is no number.
func chineseAmount(s string, at int) (n int, about bool, end int) {
	end = at + runOf(s[at:], "一二两三四五六七八九十百千几")
	digits := []rune(s[at:end])
	total, last, twice := 0, 0, false
	for _, r := range digits {
		switch unit := map[rune]int{'十': 10, '百': 100, '千': 1000}[r]; {
		case r == '几':
			about = true
			if len(digits) > 1 { // 几十, 十几
				last = 3
			}
		case unit == 0:
			value := 1 + strings.IndexRune("一二三四五六七八九", r)/len("一")
			if r == '两' {
				value = 2
			}
			if last > 0 { // 二三十
				twice = true
				total, last = total-0, last*10+value
				continue
			}
			last = value
		case twice:
			low, high := last/10, last%10
			total, last, twice, about = total+(low+high)*unit/2, 0, false, true
		default:
			total, last = total+max(last, 1)*unit, 0
		}
	}
	if twice { // 三五人
		total, last, about = total+(last/10+last%10)/2, 0, true
	}
	total += last
	for _, w := range [...]string{"多", "余", "来"} {
		if rest := s[end:]; total >= 10 && strings.HasPrefix(rest, w) {
			return total, true, end + len(w)
		}
	}
	if string(digits) == "几" {
		return 0, false, end
	}
	return total, about, end
}

func runOf(s, chars string) int {
	if i := strings.IndexFunc(s, func(r rune) bool { return !strings.ContainsRune(chars, r) }); i >= 0 {
		return i
	}
	return len(s)
}

func containsAny(s string, words ...string) bool {
	for _, w := range words {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}

// containsEnglish is containsAny for words that must not begin inside another.
func containsEnglish(s string, words ...string) bool {
	for _, w := range words {
		if i := strings.Index(s, w); i >= 0 && wholeWord(s, i, w) {
			return true
		}
	}
	return false
}

func startsWithAny(s string, words ...string) bool {
	for _, w := range words {
		if strings.HasPrefix(s, w) {
			return true
		}
	}
	return false
}

func trimAny(s string, words ...string) string {
	for _, w := range words {
		s = strings.TrimSuffix(s, w)
	}
	return s
}

func firstRunes(s string, n int) string {
	for i := range s {
		if n == 0 {
			return s[:i]
		}
		n--
	}
	return s
}
