package speech

import (
	"slices"
	"strings"
	"time"
)

// Shares is what one message says of several units: what is said of all of them, and of
// each.
type Shares struct {
	Lead  string   // said of all: 投票, 选民登记
	Apart bool     // something parts that from the first of them
	Said  []string // of each of the names that were passed, without it; "" is nothing
}

// SharesIn parts a message that names several units: names are the tokens that do, in
// their order. ok is false if it cannot be told for certain what is said of which.
func SharesIn(h Heard, names []int) (s Shares, ok bool) {
	if s, ok, table := tableIn(h, names); table {
		return s, ok
	}
	p := parting{Heard: h, names: names}
	lead, last := p.between(-1), len(names)-1
	if slices.ContainsFunc(lead, figured) {
		return p.numbersFirst(lead)
	}
	segments := make([][]Token, len(names))
	for i := range names {
		segments[i] = p.between(i)
	}
	if segments[last], ok = p.withoutSum(segments); !ok {
		return Shares{}, false
	}
	var tail []Token
	segments[last], tail = ofAll(segments[last])
	s = Shares{Apart: joins(h.Tokens[max(names[0]-1, 0)]), Lead: strings.TrimSpace(p.plain(lead) + " " + p.text(tail)), Said: make([]string, len(names))}
	for begin, i := 0, 0; i < len(names); i++ {
		if len(segments[i]) == 0 && i < last {
			continue
		}
		said, ok := p.share(segments[i], i-begin+1)
		if !ok && p.onlyOne(segments, i) { // 北桥265 麦岗 泉眼412
			said, ok = slices.Concat(make([]string, i-begin), []string{p.text(segments[i])}), true
		}
		if !ok {
			return Shares{}, false
		}
		copy(s.Said[begin:], said)
		begin = i + 1
	}
	if words := p.firstWords(segments); words != "" {
		for i := 1; i <= last; i++ {
			s.Said[i] = words + " " + s.Said[i]
		}
	}
	return s, true
}

// withoutSum is what is said of the last unit without a sum of all behind it: 西岭356 枣园470
// 共826. ok is false if the figures do not make it up, so that one of them is wrong.
func (p parting) withoutSum(segments [][]Token) (own []Token, ok bool) {
	own = segments[len(segments)-1]
	at := slices.IndexFunc(own, Summed)
	if at <= 0 || !slices.ContainsFunc(own[:at], figured) {
		return own, true
	}
	behind := own[at+1:]
	i := slices.IndexFunc(behind, figured)
	if i < 0 || slices.ContainsFunc(behind[i+1:], content) || slices.ContainsFunc(behind[:i], content) {
		return own, true
	}
	sum := 0
	for n, s := range segments {
		if n == len(segments)-1 {
			s = own[:at]
		}
		for _, t := range s {
			if figured(t) {
				sum += t.Number.Value
			}
		}
	}
	return own[:at], sum == behind[i].Number.Value
}

// firstWords are the words before the first unit's number, if all others have nothing but
// a number of the same: 东河村投票380人，东和村290人.
func (p parting) firstWords(segments [][]Token) string {
	n := slices.IndexFunc(segments[0], figured)
	if n <= 0 || slices.ContainsFunc(segments[0][n+1:], content) || slices.ContainsFunc(segments[0][:n], func(t Token) bool { return t.Kind == Mark && t.Text != " " }) {
		return ""
	}
	for _, s := range segments[1:] {
		if len(s) == 0 || !figured(s[0]) || slices.ContainsFunc(s[1:], content) {
			return ""
		}
	}
	return p.text(segments[0][:n])
}

// content reports whether a token says something.
func content(t Token) bool { return t.Kind != Mark && t.Kind != Filler }

// parting is a message being parted.
type parting struct {
	Heard
	names []int
}

// between are the tokens after a name and before the next one, -1 being the beginning,
// without what only joins them or numbers the lines of a list.
func (p parting) between(i int) []Token {
	from, to := 0, len(p.Tokens)
	if i >= 0 {
		from = p.names[i] + 1
	}
	if i+1 < len(p.names) {
		to = p.names[i+1]
	}
	tokens := p.Tokens[from:to]
	for len(tokens) > 0 && joins(tokens[len(tokens)-1]) && !asksBy(tokens[len(tokens)-1]) {
		tokens = tokens[:len(tokens)-1]
	}
	for i >= 0 && len(tokens) > 0 && joins(tokens[0]) && tokens[0].Number.Role != Ordinal && !asksBy(tokens[0]) {
		tokens = tokens[1:]
	}
	return tokens
}

// asksBy reports whether a token is the mark of a question: of 芦苇? nothing is known yet.
func asksBy(t Token) bool { return t.Kind == Mark && strings.ContainsAny(t.Text, "?？") }

// joins reports whether a token only stands between the parts of a list.
func joins(t Token) bool {
	return t.Kind == Mark || t.Number.Role == Ordinal || t.Kind == Filler && slices.Contains([]string{"和", "跟", "与", "及", "以及", "还有", "另外", "另", "同时", "也", "and"}, t.Text)
}

// Listed reports whether a name of a unit goes on with a list of them, so that any words may
// follow it: 三河、八一选民登记完成.
func Listed(h Heard, i int) bool {
	for i--; i >= 0 && (h.Tokens[i].Kind == Mark && h.Tokens[i].Text != "\n" || h.Tokens[i].Kind == Filler && joins(h.Tokens[i])); i-- {
	}
	if i < 0 {
		return false
	}
	_, unit := h.Tokens[i].Is(OfUnit)
	return unit
}

// figured reports whether a token is a number that may be somebody's figure.
func figured(t Token) bool {
	return t.Kind == Numeral && slices.Contains([]Role{Count, Garbled, Approximate, Range, Decimal}, t.Number.Role) && !countsUnits(t.Number)
}

// OfEach reports whether a token right before a number says that it is that of each label
// before it: 各300, 都是906.
func OfEach(t Token) bool {
	return strings.HasPrefix(t.Text, "各") || slices.Contains([]string{"都", "都是", "均", "均为", "均是", "全是", "都得", "each"}, t.Text)
}

// each reports whether a token says that what follows holds for every one.
func each(t Token) bool {
	return slices.Contains([]string{"以上", "上述", "以上均为", "以上都是", "都", "均", "各", "均为", "全", "全都", "全部", "each", "all", "both"}, t.Text) && t.Kind == Filler || t.Text == "都是"
}

// Summed reports whether a token says that a number is of all together.
func Summed(t Token) bool {
	return slices.Contains([]string{"一共", "总共", "共计", "合计", "总计", "共", "共有", "累计", "加起来", "合起来", "合起来投", "合起来投了", "加起来投", "加起来投了", "一共投", "一共投了", "总共投了", "合计投了", "加一块", "加一块儿", "总的", "总数", "一共是", "总共是", "共计有", "一共有", "总共有", "total", "in total"}, t.Text)
}

// OfPart reports whether an unknown token names a box or a place of several in a text, each with a figure right
// behind it: 东头箱620 西头箱540.
func OfPart(h Heard, i int) bool { return namesPart(h, i) && OfParts(h) }

// OfParts reports whether a text gives the figures of several boxes or places.
func OfParts(h Heard) bool {
	n := 0
	for i := range h.Tokens {
		if namesPart(h, i) {
			n++
		}
	}
	return n > 1
}

// FiguresOfPlaces reports whether a text gives the figures of several boxes or places, and not of all together:
// 流动票箱36+会场341.
func FiguresOfPlaces(text string) bool {
	h := Hear(text, time.Time{})
	return OfParts(h) && !slices.ContainsFunc(h.Tokens, Summed)
}

func namesPart(h Heard, i int) bool {
	t := h.Tokens[i]
	id, other := t.Is(OfOther)
	if t.Kind != Unknown && t.Kind != Word && t.Kind != Filler && !(other && id == AsPart) || !endsAny(t.Text, "箱", "点", "站", "片", "会场", "现场", "流动", "固定") || strings.HasPrefix(t.Text, "其中") || i > 0 && h.Tokens[i-1].Text == "其中" {
		return false
	}
	next := i + 1
	for next < len(h.Tokens) && (h.Tokens[next].Text == " " || h.Tokens[next].Text == ":" || h.Tokens[next].Text == "：") {
		next++
	}
	return next < len(h.Tokens) && h.Tokens[next].Counts() && !countsBoxes(t, h.Tokens[next].Number)
}

// countsBoxes reports whether a number counts the boxes or places themselves: 投票站1个、流动票箱2个.
func countsBoxes(place Token, n Number) bool {
	return n.Unit == "个" && n.Value < 20 && endsAny(place.Text, "箱", "点", "站")
}

// Aside reports whether a token stands in brackets, or begins them, where the one before it did or did not.
func Aside(t Token, before bool) bool {
	switch {
	case t.Kind == Mark && strings.ContainsAny(t.Text, "(（["):
		return true
	case t.Kind == Mark && strings.ContainsAny(t.Text, ")）]"):
		return false
	}
	return before
}

// SomeMore reports whether a token says that some came on top, and not how many: 又来了几个.
func SomeMore(h Heard, i int) bool {
	id, other := h.Tokens[i].Is(OfOther)
	return other && id == AsMore && i+1 < len(h.Tokens) && h.Tokens[i+1].Tells(Asking) && strings.HasPrefix(h.Tokens[i+1].Text, "几")
}

// FiguresOfUnits reports whether a text gives as many figures as it says there are units, and names none of
// them: 三个村现在分别是201、355、402.
func FiguresOfUnits(h Heard) bool {
	units, n := 0, 0
	for _, t := range h.Tokens {
		switch {
		case t.Kind == Numeral && countsUnits(t.Number):
			units = t.Number.Value
		case figured(t):
			n++
		}
	}
	return units > 1 && n == units
}

// LeavesBlank reports whether the mark of a question, and nothing else that asks, stands for the figure of a
// unit beside figures of others: 渡口26 芦苇25 麦浦?
func LeavesBlank(h Heard) bool {
	blank := false
	for i, t := range h.Tokens {
		switch {
		case t.Tells(Asking):
			return false
		case asksBy(t):
			_, unit := h.Tokens[max(i-1, 0)].Is(OfUnit)
			if blank = unit; !unit {
				return false
			}
		}
	}
	return blank && slices.ContainsFunc(h.Tokens, figured)
}

// SumOfUnits reports whether a number is of several units together, none of which is named:
// 四个村合计投票1530.
func SumOfUnits(h Heard) bool {
	several := slices.ContainsFunc(h.Tokens, func(t Token) bool {
		return t.Kind == Numeral && countsUnits(t.Number) && t.Number.Value > 1 || t.Kind == Unknown && endsAny(t.Text, "两个村", "三个村", "四个村", "五个村", "六个村", "几个村", "两个社区", "三个社区", "几个社区")
	})
	return several && slices.ContainsFunc(h.Tokens, Summed) && slices.ContainsFunc(h.Tokens, figured)
}

// ofAll cuts from what is said of the last unit what is said of all: 600 都是投票人数.
func ofAll(tokens []Token) (own, all []Token) {
	i := slices.IndexFunc(tokens, each)
	if i <= 0 || !slices.ContainsFunc(tokens[:i], figured) || slices.ContainsFunc(tokens[i:], figured) {
		return tokens, nil
	}
	return tokens[:i], tokens[i+1:]
}

// share gives so many units what is said after the last of them: to each its own where
// there are as many numbers, 分别, or to each the same.
func (p parting) share(tokens []Token, units int) (said []string, ok bool) {
	whole := p.text(tokens)
	if units == 1 || !slices.ContainsFunc(tokens, figured) {
		return slices.Repeat([]string{whole}, units), true
	}
	if slices.ContainsFunc(tokens, Summed) {
		return nil, false
	}
	if slices.ContainsFunc(tokens, InTurn) || onlyFigures(tokens, units) {
		return p.inTurn(tokens, units)
	}
	return slices.Repeat([]string{whole}, units), slices.ContainsFunc(tokens, each)
}

// onlyOne reports whether what is said of a unit is its own figure and no more, because another has its own, too: the
// units before it without anything have none.
func (p parting) onlyOne(segments [][]Token, i int) bool {
	one := func(tokens []Token) bool {
		return len(tokens) > 0 && figured(tokens[0]) && !slices.ContainsFunc(tokens[1:], content)
	}
	for k, s := range segments {
		if k != i && one(s) {
			return one(segments[i])
		}
	}
	return false
}

// onlyFigures reports whether tokens are as many figures as there are units, with no words between or behind them:
// 东和三河八一 430 262 110.
func onlyFigures(tokens []Token, units int) bool {
	figures := 0
	for _, t := range tokens {
		switch {
		case figured(t):
			figures++
		case each(t), figures > 0 && content(t):
			return false
		}
	}
	return figures == units
}

// InTurn reports whether a token says that numbers stand in the order of the names.
func InTurn(t Token) bool {
	return strings.HasPrefix(t.Text, "分别") || strings.HasPrefix(t.Text, "依次") || strings.HasPrefix(t.Text, "顺次") || strings.HasSuffix(t.Text, "顺序") || t.Text == "respectively"
}

// Respectively reports whether something between two tokens says that numbers stand in the
// order of names.
func (h Heard) Respectively(from, to int) bool {
	return slices.ContainsFunc(h.Tokens[from+1:to], InTurn)
}

// inTurn gives the first unit the first number, and so on, each with the words.
func (p parting) inTurn(tokens []Token, units int) (said []string, ok bool) {
	words := ""
	for _, t := range tokens {
		switch {
		case figured(t):
			said = append(said, p.Text[t.From:t.To])
		case !InTurn(t) && t.Kind != Mark && !countsUnits(t.Number):
			words += " " + p.Text[t.From:t.To]
		}
	}
	for i := range said {
		said[i] = strings.TrimSpace(words + " " + said[i])
	}
	return said, len(said) == units
}

// numbersFirst parts a message in which each number stands before its unit: 310西岭，290枣园.
func (p parting) numbersFirst(lead []Token) (s Shares, ok bool) {
	plain := func(tokens []Token) []Token {
		return slices.DeleteFunc(slices.Clone(tokens), func(t Token) bool {
			return t.Kind == Mark || t.Kind == Filler && slices.Contains([]string{"是", "的", "为"}, t.Text)
		})
	}
	segment := plain(lead)
	for i := range p.names {
		if len(segment) != 1 || !figured(segment[0]) {
			return Shares{}, false
		}
		s.Said = append(s.Said, p.text(segment))
		segment = plain(p.between(i))
	}
	return s, len(segment) == 0
}

// text is what tokens that stand together are, as typed.
func (p parting) text(tokens []Token) string {
	if len(tokens) == 0 {
		return ""
	}
	return strings.TrimSpace(p.Text[tokens[0].From:tokens[len(tokens)-1].To])
}

// plain is what stands before the first unit, without greetings and the number of
// units: 主任好，三个村的投票.
func (p parting) plain(tokens []Token) string {
	text, clause := "", ""
	for i, t := range tokens {
		ends := t.Kind == Mark && strings.TrimSpace(t.Text) != ""
		if passed := t.Kind == Filler || t.Kind == Mark || t.Tells(Greeting) || countsUnits(t.Number) || t.Number.Role == Ordinal; !passed {
			clause += " " + p.Text[t.From:t.To]
		}
		if ends || i == len(tokens)-1 {
			if !strings.HasSuffix(clause, "好") {
				text += clause
			}
			clause = ""
		}
	}
	return strings.TrimSpace(text)
}

// WithoutSelf is a text without that its author says who they are, but with where: 我是东河的王勤，投了412.
func WithoutSelf(text, name string) string {
	at := strings.Index(text, name)
	if name == "" || at < 0 || at > 60 {
		return text
	}
	for _, w := range [...]string{"我是", "我叫", "这里是", "这边是"} {
		if i := strings.LastIndex(text[:at], w); i >= 0 {
			place := strings.TrimRight(strings.TrimSpace(text[i+len(w):at]), "的")
			rest := strings.TrimLeft(text[at+len(name):], "啊呀，,。 ")
			if rest == "" || strings.ContainsAny(place, "0123456789，,。") {
				return text
			}
			return strings.TrimSpace(place + " " + rest)
		}
	}
	return text
}

// LacksFew reports whether what is said of a unit is only that a few things or people are still missing there, and no
// figure: 还有一个没签字.
func LacksFew(h Heard) bool {
	few := false
	for _, t := range h.Tokens {
		if t.Kind != Numeral {
			continue
		}
		if t.Number.Role != Count || t.Number.Value > 9 || strings.ContainsAny(t.Text, "0123456789") {
			return false
		}
		few = true
	}
	return few && h.Mood.Denies
}

// AllOwn finds in a message that it is about all units of somebody, 我负责的村选民登记都完成了,
// how many they are if it says so, and what it says of each.
func AllOwn(h Heard) (said string, units int, ok bool) {
	if slices.ContainsFunc(h.Tokens, figured) {
		return "", 0, false
	}
	s := Fold(h.Text)
	for _, end := range []string{"村", "社区"} {
		before, about, _ := strings.Cut(s, end)
		subject, n, own := ownBehind(before)
		if !own {
			continue
		}
		for _, w := range []string{"全都", "全部", "都", "均", "全"} {
			if what, rest, found := strings.Cut(about, w); found {
				return subject + what + " " + rest, n, true
			}
		}
	}
	return "", 0, false
}

// ownBehind reads so what stands before 村 behind what is said of them: 正式候选人四个.
func ownBehind(s string) (subject string, n int, ok bool) {
	if n, ok = ownUnits(s); ok {
		return "", n, true
	}
	if startsWithAny(s, "我", "咱", "俺", "你", "他") {
		return "", 0, false
	}
	for i := range s {
		if n, ok = ownUnits(s[i:]); ok && n > 1 && i > 0 && !numeral(lastRune(s[:i])) && !digit(lastRune(s[:i])) {
			return s[:i], n, true
		}
	}
	return "", 0, false
}

// ownUnits reads what stands before 村 where somebody speaks of all they answer for, and how
// many they are: 我负责的三个. 0: it does not say.
func ownUnits(s string) (n int, ok bool) {
	if _, after, apart := strings.Cut(s, "，"); apart { // 主任好，
		s = after
	}
	own := false
	for _, w := range []string{"我负责的", "我管的", "我包的", "我手上的", "我这边", "我这里", "我这儿", "我那", "我这", "我的", "我们", "手头", "这", "各"} {
		if rest, cut := strings.CutPrefix(s, w); cut {
			s, own = rest, true
			break
		}
	}
	if s == "" || s == "几个" || s == "所有" {
		return 0, own || s != ""
	}
	number, counts := strings.CutSuffix(s, "个")
	n, ok = chinese(number)
	if n1, size := plainNumber(number); size == len(number) && size > 0 {
		n, ok = n1, true
	}
	return n, ok && counts
}

// WithoutOthers is a text without a last clause that speaks of the other units, and gives no
// figure: 东河700，三河410，另外两个村还没报给我.
func WithoutOthers(text string) (told, others string) {
	i := strings.LastIndexAny(text, ",，;；。 ")
	if i <= 0 {
		return text, ""
	}
	clause := strings.TrimLeft(text[i:], ",，;；。 ")
	units := containsAny(clause, "村", "社区", "选区", "支部")
	if rest, led := cutAny(clause, "另外", "其他", "其它", "其余", "剩下", "别的", "还有"); !led || !units || strings.ContainsAny(Fold(rest), "0123456789百十") {
		return text, ""
	}
	return text[:i], clause
}
