package speech

import (
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

// moodOf is how a text is meant as a whole.
func moodOf(s string, tokens []Token) Mood {
	m := Mood{Forwarded: forwarded(s)}
	for i, t := range tokens {
		for _, w := range t.Means {
			if w.Sort == OfNone {
				m.Denies = true
			}
			if w.Sort != OfMood || meansOther(w.ID, tokens, i) {
				continue
			}
			m.add(w.ID)
		}
	}
	m.Corrects = m.Corrects || rights(tokens) || curt(s) || setsRight(s)
	end := strings.TrimRight(s, " \t\n")
	m.Asks = m.Asks || strings.HasSuffix(end, "?") || WhetherDone(end)
	return m
}

// WhetherDone reports whether a folded text ends by asking whether something was done: 选票印了没. It is no 0.
func WhetherDone(s string) bool {
	return endsAny(strings.TrimRight(s, " .。!~啊呀哈呢"), "了没", "了没有")
}

// OnlyWhetherDone reports whether a text asks no more than that, in a clause without a figure: 公告发了没.
func OnlyWhetherDone(text string) bool {
	s := Fold(text)
	return WhetherDone(s) && utf8.RuneCountInString(s) <= 14 && !strings.ContainsAny(s, "0123456789,，;；。:\n")
}

// otherwise are words that tell a mood and mean something else where a number stands beside them; read
// only.
var otherwise = []struct {
	mood   string
	words  []string // how they begin
	beside func(tokens []Token, i int) bool
}{
	{Asking, []string{"几"}, onlySome},
	{Asking, []string{"呢"}, turnsTo},
	{Asking, []string{"呢"}, stillSo},
	{Asking, []string{"几", "哪", "谁", "多少", "什么"}, notKnown},
	{Asking, []string{"是不是", "有没有", "是否"}, wonders},
	{Asking, []string{"哪", "谁", "什么"}, goesWithoutSaying},
	{Correcting, []string{"应该是", "应是", "应该为"}, guesses},
	{Withdrawing, []string{"作废", "收回来", "退回来"}, ofBallots},
}

// meansOther reports whether a word for a mood means something else where it stands.
func meansOther(mood string, tokens []Token, i int) bool {
	for _, o := range otherwise {
		if o.mood == mood && startsWithAny(tokens[i].Text, o.words...) && o.beside(tokens, i) {
			return true
		}
	}
	return false
}

// guesses reports whether a word that sets a figure right only guesses it: 应该是四百一十几吧.
func guesses(tokens []Token, i int) bool {
	clause, _, _ := cutAnyOf(saidBy(tokens[i+1:]), " ,，;；。\n")
	return strings.HasSuffix(clause, "吧")
}

// ofBallots reports whether a text counts ballots: 4张作废, 收回来52张票.
func ofBallots(tokens []Token, i int) bool {
	if strings.HasSuffix(tokens[i].Text, "回来") && slices.ContainsFunc(tokens[i+1:min(i+4, len(tokens))], Token.Counts) { // 收回来633, 收回来应该是633
		return true
	}
	return slices.ContainsFunc(tokens, func(t Token) bool {
		return t.Kind == Numeral && (t.Number.Unit == "张" || t.Number.Unit == "票")
	})
}

// goesWithoutSaying reports whether a word that asks only says that nothing else can be meant: 三河噻 还能是哪个, 除了他还有谁.
func goesWithoutSaying(tokens []Token, i int) bool {
	said := ""
	for _, t := range tokens[max(0, i-4) : i+1] {
		said += t.Text
	}
	said = strings.TrimSuffix(said, tokens[i].Text)
	return endsAny(said, "还能是", "还能有", "不是他是", "不是这是", "还会是", "能是", "除了这还有")
}

// onlySome reports whether a word for how many only says that there are some, because how many
// there are is told beside it: 又添了几个，现在是648; 走访了12户，重点是几户有意见的.
func onlySome(tokens []Token, i int) bool {
	if turn := slices.IndexFunc(tokens[i:], InTurn); turn > 0 && slices.ContainsFunc(tokens[i+turn:], func(t Token) bool { return t.Kind == Numeral }) { // 几个候选人分别为201，180
		return true
	}
	if i == 0 || !tokens[i].Joined {
		return false
	}
	_, more := tokens[i-1].Is(OfOther)
	homes := strings.HasSuffix(tokens[i].Text, "户") && slices.ContainsFunc(tokens[:i], Token.Counts)
	if had := strings.HasSuffix(tokens[i-1].Text, "有") && strings.HasPrefix(tokens[i].Text, "几") && deniesBefore(tokens[:i]); had { // 登记还没弄好 有几户人联系不上
		return !strings.ContainsAny(saidBy(tokens[i:]), "?？吗")
	}
	return homes || (more || strings.HasSuffix(tokens[i-1].Text, "了")) && slices.ContainsFunc(tokens[i:], Token.Counts)
}

// deniesBefore reports whether a clause before the last one says that something is not, or not yet.
func deniesBefore(tokens []Token) bool {
	mark := len(tokens) - 1
	for mark >= 0 && tokens[mark].Kind != Mark {
		mark--
	}
	return mark > 0 && slices.ContainsFunc(tokens[:mark], func(t Token) bool { return t.Tells(Denying) })
}

// notTold end what the writer does not know, or nobody tells: 谁放的都不肯讲; read only.
var notTold = []string{"不肯说", "不肯讲", "不说", "没看清", "没看见", "看不清", "不知道", "不晓得", "说不清", "不清楚", "没看到", "没人知道", "没人说"}

// notKnown reports whether a word that asks stands in what the writer only says not to know, or not to have
// yet, beside what is told: 不晓得哪些人没来，反正投了721; 投票多少我还没数出来; 还有几个没回来，先报588.
func notKnown(tokens []Token, i int) bool {
	end := i
	for end < len(tokens) && !(tokens[end].Kind == Mark && strings.ContainsAny(tokens[end].Text, ",，;；。\n")) {
		end++
	}
	before, behind := saidBy(tokens[:i]), saidBy(tokens[i+1:end])
	if strings.ContainsAny(saidBy(tokens[i:]), "?？吗") {
		return false
	}
	if containsAny(before, "不晓得", "不知道", "不清楚", "没搞清", "说不清", "不管", "不论") && slices.ContainsFunc(tokens[end:], Token.Counts) {
		return true
	}
	if containsAny(behind, "我还没", "我没", "还没数", "还没统计", "还没算", "没数出来", "没统计出来", "我也不", "我不清楚", "我不知道", "我不晓得") || endsAny(behind, notTold...) {
		return true
	}
	some := endsAny(before, "还有", "有", "好", "派", "多来", "多叫", "多找") && strings.HasPrefix(tokens[i].Text, "几") && tokens[i].Joined
	return some && slices.ContainsFunc(tokens[end:], func(t Token) bool { return t.Counts() && t.Number.Value >= 10 })
}

// wonders reports whether a word that asks only goes on with what its writer does not know: 不知道是不是带走了.
func wonders(tokens []Token, i int) bool {
	return endsAny(saidBy(tokens[:i]), "不知道", "不晓得", "不清楚", "不知") && !strings.ContainsAny(saidBy(tokens[i:]), "?？吗")
}

// saidBy is what tokens say together.
func saidBy(tokens []Token) string {
	var b strings.Builder
	for _, t := range tokens {
		b.WriteString(t.Text)
	}
	return b.String()
}

// Counts reports whether a token is a number of people or things.
func (t Token) Counts() bool { return t.Kind == Numeral && t.Number.Role == Count }

// withdrawing are the words that take something back; read only.
var withdrawing = sync.OnceValue(func() (ways []Way) {
	for _, m := range moods {
		if m.id != Withdrawing {
			continue
		}
		for _, w := range m.words {
			ways = append(ways, WayOf(Entry{w, Meaning{Sort: OfMood, ID: m.id}}))
		}
	}
	return ways
})

// curt reports whether a text says no more before a number than that something is wrong: 错 413.
func curt(s string) bool {
	rest, wrong := strings.CutPrefix(s, "错")
	return wrong && rest != "" && Separates(firstRune(rest)) && strings.ContainsAny(rest, "0123456789")
}

// setsRight reports whether a text begins with what is not so and then says what is: 不是完成 是进行中.
func setsRight(s string) bool {
	rest, denies := strings.CutPrefix(s, "不是")
	return denies && containsAny(rest, " 是", "，是", ",是", "而是", "应该是", "才是")
}

// turnsTo reports whether a word that asks by itself only turns to what is told behind it: 三河呢 210.
func turnsTo(tokens []Token, i int) bool {
	return slices.ContainsFunc(tokens[i+1:], Token.Counts)
}

// stillSo reports whether a clause only says that something goes on: 还有人在等着呢. 还没报的呢 asks.
func stillSo(tokens []Token, i int) bool {
	from := i
	for from > 0 && tokens[from-1].Kind != Mark {
		from--
	}
	clause := saidBy(tokens[from:i])
	return containsAny(clause, "还", "正", "着") && !strings.HasSuffix(clause, "的")
}

func (m *Mood) add(id string) {
	switch id {
	case Asking:
		m.Asks = true
	case AskingHow:
		m.Asks, m.AsksHow = true, true
	case Promising:
		m.Promises = true
	case Denying:
		m.Denies = true
	case Planning:
		m.Plans = true
	case Correcting:
		m.Corrects = true
	case Thanking:
		m.Thanks = true
	case Withdrawing:
		m.Withdraws = true
	case Greeting:
		m.Greets = true
	}
}

// forwarded reports whether a text has the head of a report that was passed on: a
// line that ends in a colon and says so.
func forwarded(s string) bool {
	head, _, found := strings.Cut(s, ":")
	if !found || strings.Contains(head, "\n") || len(head) > 90 {
		return strings.HasPrefix(s, "转发")
	}
	for _, w := range [...]string{"汇报", "情况", "报告", "转发", "结果"} {
		if strings.HasSuffix(strings.TrimRight(head, " 如下"), w) || strings.HasPrefix(head, "转发") {
			return true
		}
	}
	return false
}

// rights reports whether a text says that something is not right and then, in a clause
// of its own, which number is: 哎呀不是 是1015; 刚才那个数作废，用651.
func rights(tokens []Token) bool {
	denied := false
	for from := 0; from < len(tokens); {
		to := from + 1
		for to < len(tokens) && tokens[to-1].Kind != Mark {
			to++
		}
		clause := tokens[from:to]
		if denied && namesRight(clause) {
			return true
		}
		denied = denied || slices.ContainsFunc(clause, func(t Token) bool {
			return t.Text == "不是" || t.Tells(Withdrawing) || t.Tells(Correcting)
		})
		from = to
	}
	return false
}

// namesRight reports whether a clause says no more than that a number is the right one.
func namesRight(clause []Token) bool {
	led, counts := false, false
	for _, t := range clause {
		switch {
		case t.Counts():
			counts = true
		case t.Kind == Numeral:
			return false
		case slices.Contains([]string{"是", "应", "就是", "用", "按", "改", "应该", "才是"}, t.Text):
			led = true
		case t.Kind == Unknown:
			return false
		}
	}
	return led && counts
}

// Tells reports whether a token is a word that tells that a text is meant so.
func (t Token) Tells(mood string) bool {
	for _, m := range t.Means {
		if m.Sort == OfMood && m.ID == mood {
			return true
		}
	}
	return false
}

// Is reports whether a token is a word of a sort, and what it is.
func (t Token) Is(s Sort) (id string, ok bool) {
	for _, m := range t.Means {
		if m.Sort == s {
			return m.ID, true
		}
	}
	return "", false
}

// Asks reports whether a text is rather a question than an answer: 是谁, 有几件没办结, 办了吗,
// ？. What somebody asked may well be told: 家家都问什么时候投票.
func Asks(text string) bool {
	s := strings.Trim(Fold(text), " .。!")
	for _, w := range [...]string{"?", "吗", "呢", "是谁", "是什么", "是多少", "多少人", "怎么报", "怎么填", "怎么办"} {
		if strings.HasSuffix(s, w) {
			return true
		}
	}
	for _, w := range [...]string{"现在", "目前", "请问", "还有", "有", "是", "都"} {
		s = strings.TrimPrefix(s, w)
	}
	for _, w := range [...]string{"谁", "什么", "多少", "几件", "几个", "几人", "几名", "几户", "哪些", "哪个", "哪几", "哪里", "哪儿", "哪天", "怎么", "怎样", "如何", "何时"} {
		if strings.HasPrefix(s, w) {
			return true
		}
	}
	for _, w := range [...]string{"who", "which", "what", "when", "where", "how"} {
		if strings.HasPrefix(s, w) && Bounded(s, w) {
			return true
		}
	}
	return false
}

// wondering are words that ask, wherever they stand; read only.
const wondering = "谁|哪|多少|什么|啥|咋|怎么|怎样|如何|几个|几户|几人|几名|几次|几点|几号|几天|几家|几张|几票|多久|多大|为何|是否|能否|可否|吗|够不够|是不是|有没有|能不能|要不要|可不可以|对不对|行不行|who|whom|what|which|when|where|why|how|is there|are there|do we|did|does|can i|can we|should"

// Wonders reports whether a text has a word that asks, or the form of a question: 票够用不, 公示了没.
func Wonders(h Heard) bool {
	s := strings.TrimRight(Fold(h.Text), " ?。.!啊呀呢哦")
	return h.Mood.Asks || says(s, wondering) || endsAny(s, "没有", "没", "不", "否", "么", "是吧", "对吧", "了吧")
}

// WantsSent reports whether a text wants something sent to whoever wrote it: 把公告和名单都发我.
func WantsSent(text string) bool {
	return says(Fold(text), "发我|发给我|给我看|传我|传给我|转给我|给我一份|打印出来|导出来|的村列一下|的村列出来|的村列个|的村有哪些|的村点个名|send me|send it to me")
}

// EndsAsking reports whether a text ends as a question ends that has no other word of one: 报上去没, 计票到哪了.
func EndsAsking(text string) bool {
	return endsAny(strings.Trim(Fold(text), " .。!了啊呀"), "没", "没有", "哪", "哪儿", "哪里", "哪步", "来着")
}

// Inquires reports whether a text is a question by the way it begins or ends: 对了
// 哪天投票来着. Prose that only tells of one is none: 村民都问怎么办.
func Inquires(text string) bool {
	s := strings.Trim(Fold(text), " .。!")
	for _, w := range [...]string{"来着", "?"} {
		if strings.HasSuffix(s, w) {
			return true
		}
	}
	for _, w := range [...]string{"对了", "话说", "顺便问下", "顺便问一下", "想问下", "想问一下", "问一下", "问下", "那个", "那", "哎"} {
		if rest, ok := strings.CutPrefix(s, w); ok {
			s = strings.TrimLeft(rest, " ，,")
		}
	}
	for _, w := range [...]string{"谁", "哪些", "哪个", "哪几", "哪里", "哪儿", "哪天", "何时", "请问", "几号", "几点", "咋", "怎么又", "怎么还", "为什么", "为啥", "干嘛", "干啥"} {
		if strings.HasPrefix(s, w) {
			return true
		}
	}
	return false
}

// Corrected reports whether a text corrects a number in a clause of its own, whatever
// else it says: 1105才对 昨晚没睡好.
func Corrected(h Heard) bool {
	if !h.Mood.Corrects {
		return false
	}
	for from := 0; from < len(h.Tokens); {
		to, counts, known := from, false, true
		for ; to < len(h.Tokens) && h.Tokens[to].Kind != Mark; to++ {
			t := h.Tokens[to]
			counts = counts || t.Counts()
			known = known && t.Kind != Unknown && (t.Kind != Numeral || t.Number.Role == Count)
		}
		if counts && known {
			return true
		}
		from = to + 1
	}
	return false
}

// Nearly reports whether a word says that something is nearly so, or in part.
func Nearly(t Token) bool {
	return t.Tells(Denying) && slices.Contains([]string{"快", "快要", "差不多", "基本", "基本上", "大部分", "大多数", "部分", "一部分", "nearly", "almost", "partly"}, t.Text)
}

// Awaits reports whether words say that something is still to come: 就等公示.
func Awaits(words string) bool {
	_, awaits := cutAny(words, "就等", "只等", "等着", "等公", "等贴", "等上", "等选", "还要", "还得", "还需", "还等", "待公", "待上", "下一步")
	return awaits
}

// Denied reports whether 不是 stands right before a token.
func (h Heard) Denied(i int) bool { return i > 0 && h.Tokens[i-1].Text == "不是" }

// DeniesOne is the right figure where a text says no more than that a figure is not one but another: 不是312是321.
func DeniesOne(h Heard) (right string, ok bool) {
	var figures []Token
	for i, t := range h.Tokens {
		switch {
		case t.Counts():
			figures = append(figures, t)
			if len(figures) == 1 && !h.Denied(i) || len(figures) == 2 && h.Denied(i) {
				return "", false
			}
		case t.Kind == Unknown || t.Kind == Word && t.Text != "不是" || t.Kind == Numeral:
			return "", false
		}
	}
	if len(figures) != 2 {
		return "", false
	}
	return h.Text[figures[1].From:figures[1].To], true
}

// Changed says that a figure is changed to another.
func Changed(figure string) string { return "改成" + figure }

// TakesBack is the token that takes back what stands before it, with a mark behind it: 三河的 哦不是 东和的. -1 if
// there is none.
func (h Heard) TakesBack() int {
	for i, t := range h.Tokens[:max(0, len(h.Tokens)-1)] {
		if t.Text == "不是" && h.Tokens[i+1].Kind == Mark {
			return i
		}
	}
	return -1
}

// Reaches reports whether a token only says that a number behind it is to be reached: 过1000.
func Reaches(t Token) bool {
	return t.Kind == Unknown && slices.Contains([]string{"过", "破", "突破", "超", "超过", "冲", "上", "到"}, t.Text)
}

// PutsFirst reports whether a token may stand before the name of what is reported first: 等下 先报东和的 433.
func PutsFirst(t Token) bool {
	return t.Kind == Mark || t.Kind == Filler || t.Tells(Promising) || t.Tells(Greeting) || t.Tells(Thanking)
}

// GoesFurther reports whether a token only says that there is more: 还有东和433.
func GoesFurther(t Token) bool {
	return t.Kind == Filler && slices.Contains([]string{"还有", "另外", "另", "再", "然后", "接着"}, t.Text)
}

// RunsOn reports whether something unknown follows a token without a mark between, so that it
// may be the beginning of a longer name: 枣园小学, but not 枣园提了6个.
func (h Heard) RunsOn(i int) bool {
	if i+1 >= len(h.Tokens) || !h.Tokens[i+1].Joined || h.Tokens[i+1].Kind != Unknown {
		return false
	}
	next := h.Tokens[i+1].Text
	return !strings.ContainsRune(behindNames, firstRune(next)) && !startsWithAny(next, "发出", "发票", "发了", "收回", "收了", "村民", "支委", "支书", "成立")
}

// EndsAsUnit reports whether a name ends in what its unit is, so that it is no beginning of a longer one: 石桥村.
func EndsAsUnit(name string) bool {
	return endsAny(name, "村", "社区", "支部", "选区", "居委会", "村委会") && utf8.RuneCountInString(name) > 2
}

// behindNames are characters that go on behind a name and never within one; beforeNames are
// those that lead to one: 去枣园.
const (
	behindNames = "结我咱发收废有无准截差少多核复投暂统提开办搞弄做被把让叫也都又还已正刚说问想找请出档宣登审联移的那这应实共总到票昨因居代党选"
	beforeNames = "去到在给对把是从为向跟问找替"
)

// Empty reports whether a text has no content: thanks, a greeting, 稍等, a mere sound, a
// test.
func Empty(h Heard) bool {
	said := strings.Trim(Fold(h.Text), " .。!,，~\n")
	switch said {
	case "", "测试", "test", "testing", "试试", "试一下", "嗯", "哦", "啊", "额", "呃", "哈", "哈哈", "好", "对", "是", "行", "可以", "在", "来了", "稍等", "等等", "等一下", "等会", "请等一下", "我问一下", "问一下", "请问", "还有", "还有就是", "然后", "那个", "就是", "还有一个", "还有个", "另外", "对了", "什么意思", "啥意思", "为什么", "为啥", "怎么了", "不懂", "1", "。":
		return true
	}
	if len(h.Text) > 60 {
		return false
	}
	for _, t := range h.Tokens {
		switch t.Kind {
		case Mark, Filler:
		case Word:
			if !t.Tells(Thanking) && !t.Tells(Greeting) && !(t.Tells(Promising) && len(h.Tokens) < 3) {
				return false
			}
		case Numeral:
			return false
		case Unknown:
			if strings.ContainsFunc(t.Text, func(r rune) bool { return r >= '一' && r <= '鿿' || Letter(r) }) {
				return false
			}
		}
	}
	return true
}

// Content reports whether a text says anything besides one of its tokens.
func Content(h Heard, besides int) bool {
	for i, t := range h.Tokens {
		if i != besides && t.Kind != Mark && t.Kind != Filler {
			return true
		}
	}
	return false
}

// NamesPhoto reports whether a text only says what a photo shows: 唱票照片, 现场, 张榜公示图.
func NamesPhoto(text string) bool {
	s := strings.Trim(Fold(text), " .。!~，,()（）【】")
	if utf8.RuneCountInString(s) > 16 || strings.ContainsAny(s, "0123456789?") {
		return false
	}
	for _, end := range [...]string{"照片", "相片", "图片", "照", "图", "现场", "画面", "场面", "公告", "签到表", "结果单", "计票单", "清单", "photo", "photos", "picture"} {
		if strings.HasSuffix(s, end) {
			return true
		}
	}
	return false
}

// PutsOffPhoto reports whether a text says that a photo follows.
func PutsOffPhoto(h Heard) bool {
	for i, t := range h.Tokens {
		if id, _ := t.Is(OfOther); id != APhoto {
			continue
		}
		for _, near := range h.Tokens[max(i-1, 0):min(i+4, len(h.Tokens))] {
			if near.Tells(Promising) {
				return true
			}
		}
	}
	return false
}
