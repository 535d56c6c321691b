package speech

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// numberIn reads the number that begins a folded text, with what is counted.
// begins reports whether a known word begins at a place of the text: 800万小满 is 800
// and a name. size is 0 if there is no number.
func numberIn(s string, begins func(at int) int) (n Number, size int) {
	if words := vagueWord(s); words > 0 {
		n, size = exactNumber(s[words:], begins)
		if size > 0 && (n.Role == Count || n.Role == Range || n.Role == Approximate || n.Role == Garbled && strings.HasPrefix(s, "好几")) {
			n.Role = Approximate
			return n, words + size
		}
		return Number{}, 0
	}
	return exactNumber(s, begins)
}

// vagueWords make the number after them an approximate one. 到 and 过 do not: 到640 is 640;
// read only.
var vagueWords = leadWords("差不多", "大概有", "大概", "大约有", "大约", "大致", "约有", "约", "将近", "接近", "近", "不到", "不足", "不满", "超过", "至少", "最多", "最少", "起码", "顶多", "好几", "怎么也得有", "得有", "少说也有", "少说有", "少说", "怕是有", "怕有", "怕是", "估摸着有", "估摸着", "估摸有", "估摸", "约摸", "约莫", "应该有", "该有", "可能有", "有个", "奔着", "奔", "不下于", "不下", "不少于", "还没有到", "还没到", "没有到", "没到", "快要到", "快要", "快到", "快",
	"about ", "around ", "roughly ", "nearly ", "almost ", "over ", "more than ", "less than ", "at least ", "at most ", "up to ", "approximately ", "some ")

// vagueWord is how many bytes of a word begin a text that makes the number after it
// an approximate one: 大概, 近, about.
func vagueWord(s string) int {
	if !vagueWords.may(s) {
		return 0
	}
	for _, w := range vagueWords.all {
		if rest, ok := strings.CutPrefix(s, w.word); ok {
			return len(w.word) + spanOf(rest, " :")
		}
	}
	return 0
}

func exactNumber(s string, begins func(at int) int) (Number, int) {
	for _, read := range [...]func(string) (Number, int){fraction, placeInOrder, telephone, lettered, foreign, tallied} {
		if n, size := read(s); size > 0 {
			return n, size
		}
	}
	n, size := arabic(s, begins)
	if size == 0 {
		n, size = written(s, begins)
	}
	if size == 0 || n.Role != Count {
		return n, size
	}
	return counted(s, n, size, begins)
}

// halves are the words for more than a half; read only.
var halves = leadWords("过半数", "过半", "超过半数", "超半数", "一多半", "一大半", "一半", "半数", "大半", "half")

// fraction reads 百分之五十三, 三分之二, 五成, 过半, 全票.
func fraction(s string) (Number, int) {
	if rest, ok := strings.CutPrefix(s, "全票"); ok && !strings.HasPrefix(rest, "箱") && !strings.HasPrefix(rest, "数") {
		return Number{Role: Share, Value: 100}, len("全票")
	}
	if w, _ := halves.of(s); w != "" {
		return Number{Role: Share, Value: 50}, len(w)
	}
	if rest, ok := strings.CutPrefix(s, "百分之"); ok {
		n, used := plainNumber(rest)
		if used == 0 {
			return Number{}, 0
		}
		return Number{Role: Percent, Value: n}, len(s) - len(rest) + used + tenths(rest[used:])
	}
	return shareOf(s)
}

// shareOf reads 三分之二, 五成.
func shareOf(s string) (Number, int) {
	whole, used := plainNumber(s)
	if used == 0 || whole == 0 {
		return Number{}, 0
	}
	if rest, ok := strings.CutPrefix(s[used:], "分之"); ok {
		if n, more := plainNumber(rest); more > 0 {
			return Number{Role: Share, Value: 100 * n / whole}, len(s) - len(rest) + more
		}
	}
	if rest, ok := strings.CutPrefix(s[used:], "成"); ok && whole <= 10 && !strings.HasPrefix(rest, "员") && !strings.HasPrefix(rest, "立") {
		n, more := small1(rest)
		return Number{Role: Share, Value: 10*whole + n}, len(s) - len(rest) + more
	}
	return Number{}, 0
}

// tenths passes what follows the point of 百分之五十三点五.
func tenths(s string) int {
	rest, ok := cutAny(s, "点", ".")
	if !ok {
		return 0
	}
	n := max(digitRun(rest), numeralRun(rest))
	if n == 0 {
		return 0
	}
	return len(s) - len(rest) + n
}

// small1 reads one digit, or 半: 六成五, 六成半.
func small1(s string) (n, size int) {
	r, size := utf8.DecodeRuneInString(s)
	switch d := digitOf(r); {
	case r == '半':
		return 5, size
	case d > 0:
		return d, size
	case digit(r):
		return int(r - '0'), size
	}
	return 0, 0
}

// placeInOrder reads 第二次, 第1名, 第三组, 第十届.
func placeInOrder(s string) (Number, int) {
	rest, ok := strings.CutPrefix(s, "第")
	if !ok {
		if circled := firstRune(s); circled >= '①' && circled <= '⑳' {
			return Number{Role: Ordinal, Value: int(circled-'①') + 1}, utf8.RuneLen(circled)
		}
		return Number{}, 0
	}
	n, used := plainNumber(rest)
	if used == 0 {
		return Number{}, 0
	}
	out := Number{Role: Ordinal, Value: n}
	unit, role := nounOf(rest[used:])
	switch {
	case role == Group || role == Box:
		out.Role = role
	case unit == "届":
		out.Role = Term
	case unit == "":
		if after, ok := cutAny(rest[used:], "次", "名", "轮", "位", "批", "项", "条", "个"); ok {
			unit = rest[used : len(rest)-len(after)]
		}
	}
	out.Unit = unit
	return out, len(s) - len(rest) + used + len(unit)
}

// cutTimes reads 1k, 1.2k, 3w and plain digits.
func cutTimes(s string) (int, bool) {
	times := 1
	if rest, ok := strings.CutSuffix(s, "k"); ok {
		s, times = rest, 1000
	} else if rest, ok := strings.CutSuffix(s, "w"); ok {
		s, times = rest, 10000
	}
	whole, part, _ := strings.Cut(s, ".")
	n, size := plainNumber(whole)
	if size == 0 || size != len(whole) || part != "" && times == 1 {
		return 0, false
	}
	n *= times
	for _, c := range part {
		if times /= 10; !digit(c) {
			return 0, false
		}
		n += int(c-'0') * times
	}
	return n, n <= MaxNumber
}

// foreign reads digits of other writings: ٢٢٥.
func foreign(s string) (Number, int) {
	n := Number{Role: Garbled}
	size := 0
	for _, r := range s {
		if r < utf8.RuneSelf || !unicode.IsDigit(r) {
			break
		}
		size += utf8.RuneLen(r)
		zero := r
		for unicode.IsDigit(zero-1) && r-zero < 9 {
			zero--
		}
		if n.Value = 10*n.Value + int(r-zero); n.Value > MaxNumber {
			n.Value = 0
		}
	}
	return n, size
}

// tallied reads the strokes with which votes are tallied, five to a character, and the number
// behind them: 正正丅 12. Without that, or if it is another, they are no exact number.
func tallied(s string) (Number, int) {
	n, size := 0, 0
	for rest, ok := strings.CutPrefix(s, "正"); ok; rest, ok = strings.CutPrefix(rest, "正") {
		n, size = n+5, len(s)-len(rest)
	}
	if n == 0 {
		return Number{}, 0
	}
	strokes, last := 0, firstRune(s[size:])
	switch last {
	case '丅', '丄', '丁':
		strokes = 2
	case '一':
		strokes = 1
	case '下', '上', '𠄞', '𠄟':
		strokes = 3
	case '止':
		strokes = 4
	}
	if strokes > 0 && (n > 5 || last == '丅' || last == '丄') {
		n, size = n+strokes, size+utf8.RuneLen(last)
	} else if n == 5 {
		return Number{}, 0 // 正常
	}
	if next := firstRune(s[size:]); strings.ContainsRune("好常经规式点面确在是月", next) && next > 0 { // 正正好
		return Number{}, 0
	}
	gap := spanOf(s[size:], " ,，=(（:")
	said, used := plainNumber(s[size+gap:])
	switch {
	case used == 0: // nobody counts strokes for somebody else
		return Number{Role: Garbled, Value: n}, size
	case said != n:
		return Number{Role: Garbled, Value: said}, size + gap + used
	}
	return Number{Role: Count, Value: n, Unit: "票"}, size + gap + used + measure(s[size+gap+used:])
}

// written reads Chinese numerals. Where a known word begins inside them, they end
// before it: 一百四万小满.
func written(s string, begins func(at int) int) (Number, int) {
	size := numeralRun(s)
	if size == 0 {
		return Number{}, 0
	}
	for i := range s[:size] {
		if i > 0 && i+begins(i) > size {
			size = i
			break
		}
	}
	run := s[:size]
	if n, more := afterZero(s, run); more > 0 {
		return n, more
	}
	if low, single := strings.CutPrefix(s[size:], "单"); single && unitOf(lastRune(run)) >= 100 && digitOf(firstRune(low)) > 0 { // 五百单八
		more := numeralRun(low)
		if n, ok := chinese(run + "零" + low[:more]); ok {
			return Number{Role: Count, Value: n}, len(s) - len(low) + more
		}
	}
	if n, ok := chinese(run); ok {
		return writtenAs(min(n, MaxNumber+1), s, run)
	}
	if low, high, ok := between(run); ok {
		return Number{Role: Range, Low: low, High: high, Value: (low + high) / 2}, size + vagueEnd(s[size:])
	}
	if n, more := aboutUnit(s, run); more > 0 {
		return n, more
	}
	if end := vagueEnd(s[size:]); end > 0 { // 百十来人
		return Number{Role: Approximate, Value: guess(run)}, size + end
	}
	return Number{Role: Garbled, Value: guess(run)}, size
}

// writtenAs is a numeral that has a value, with what may change it behind: 三五个 is a range.
func writtenAs(n int, s, run string) (Number, int) {
	size := len(run)
	if low, high, ok := between(run); ok && measure(s[size:]) > 0 && utf8.RuneCountInString(run) == 2 {
		return Number{Role: Range, Low: low, High: high, Value: (low + high) / 2}, size + measure(s[size:])
	}
	if low, more := pausedBefore(s[size:], unitOf(lastRune(run))); more > 0 {
		return Number{Role: Garbled, Value: n + low}, size + more
	}
	return Number{Role: Count, Value: n}, size
}

// pausedBefore reads the end of a number after a pause: 八百 12; 六百，四十. After a comma
// it is one only where nothing but a mark follows.
func pausedBefore(s string, unit int) (low, size int) {
	rest, ok := cutAny(s, " ", "，", ",")
	if !ok || unit < 10 {
		return 0, 0
	}
	low, used := plainNumber(rest)
	if used == 0 || low >= unit || roleBefore(rest[used:]) != Count {
		return 0, 0
	}
	if next := firstRune(rest[used:]); s[0] != ' ' && next != 0 && !Separates(next) {
		return 0, 0
	}
	return low, len(s) - len(rest) + used
}

// afterZero reads a number that goes on past a blank after its zero: 一千零 三十.
func afterZero(s, run string) (Number, int) {
	rest, blanked := strings.CutPrefix(s[len(run):], " ")
	more := numeralRun(rest)
	if !blanked || more == 0 || !strings.HasSuffix(run, "零") && !strings.HasSuffix(run, "〇") {
		return Number{}, 0
	}
	n, ok := chinese(run + rest[:more])
	if !ok || utf8.RuneCountInString(run) < 3 {
		return Number{}, 0
	}
	return Number{Role: Garbled, Value: n}, len(run) + 1 + more
}

func firstRune(s string) rune {
	r, size := utf8.DecodeRuneInString(s)
	if size == 0 {
		return 0
	}
	return r
}

func lastRune(s string) rune {
	r, size := utf8.DecodeLastRuneInString(s)
	if size == 0 {
		return 0
	}
	return r
}
