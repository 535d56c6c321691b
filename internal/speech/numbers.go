package speech

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// measures are the words that are counted with: 812票, 12条.
const measures = "票人张名份户个位条期封次"

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

// vagueWord is how many bytes of a word begin a text that makes the number after it
// an approximate one: 大概, 近, about. 到 and 过 do not: 到640 is 640.
func vagueWord(s string) int {
	for _, w := range [...]string{"差不多", "大概有", "大概", "大约有", "大约", "大致", "约有", "约", "将近", "接近", "近", "不到", "不足", "不满", "超过", "至少", "最多", "最少", "起码", "顶多", "好几", "怎么也得有", "得有", "少说也有", "少说有", "少说", "怕是有", "怕有", "怕是", "估摸着有", "估摸着", "估摸有", "估摸", "约摸", "约莫", "应该有", "该有", "可能有", "有个", "奔着", "奔", "不下于", "不下", "不少于", "还没有到", "还没到", "没有到", "没到", "快要到", "快要", "快到", "快",
		"about ", "around ", "roughly ", "nearly ", "almost ", "over ", "more than ", "less than ", "at least ", "at most ", "up to ", "approximately ", "some "} {
		if rest, ok := strings.CutPrefix(s, w); ok {
			return len(w) + spanOf(rest, " :")
		}
	}
	return 0
}

func exactNumber(s string, begins func(at int) int) (Number, int) {
	for _, read := range [...]func(string) (Number, int){fraction, placeInOrder, telephone, lettered, foreign} {
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

// fraction reads 百分之五十三, 三分之二, 五成, 过半.
func fraction(s string) (Number, int) {
	for _, w := range [...]string{"过半数", "过半", "超过半数", "超半数", "一多半", "一大半", "一半", "半数", "大半", "三分之一", "half"} {
		if strings.HasPrefix(s, w) && bounded(s, w) && w != "三分之一" {
			return Number{Role: Share, Value: 50}, len(w)
		}
	}
	if rest, ok := strings.CutPrefix(s, "百分之"); ok {
		n, used := plainNumber(rest)
		if used > 0 {
			used += tenths(rest[used:])
			return Number{Role: Percent, Value: n}, len(s) - len(rest) + used
		}
		return Number{}, 0
	}
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
	n := max(spanOf(rest, "0123456789"), numeralRun(rest))
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

// telephone reads 13800000000 and 0712-1234567.
func telephone(s string) (Number, int) {
	size := spanOf(s, "0123456789")
	if size == 11 && s[0] == '1' && s[1] >= '3' {
		return Number{Role: Telephone}, size
	}
	if (size == 3 || size == 4) && s[0] == '0' && strings.HasPrefix(s[size:], "-") {
		if more := spanOf(s[size+1:], "0123456789"); more >= 7 && more <= 8 {
			return Number{Role: Telephone}, size + 1 + more
		}
	}
	return Number{}, 0
}

// lettered reads a number in which letters stand for digits: 2OO, 64O, l0, 1k.
func lettered(s string) (Number, int) {
	size := spanOf(s, "0123456789oli|kw.e")
	part := strings.TrimRight(s[:size], ".")
	size = len(part)
	if size < len(s) && (letter(rune(s[size])) || digit(rune(s[size]))) {
		return Number{}, 0
	}
	if !strings.ContainsAny(part, "0123456789") || !strings.ContainsAny(part, "oli|kwe") || strings.ContainsAny(part[:1], "kwe.") { // W2 is a name
		return Number{}, 0
	}
	plain := strings.Map(likeDigit, part)
	n := Number{Role: Garbled}
	if whole, ok := cutTimes(plain); ok {
		n.Value = whole
	}
	return n, size + measure(s[size:])
}

// likeDigit is the digit that a letter looks like.
func likeDigit(r rune) rune {
	switch r {
	case 'o':
		return '0'
	case 'l', 'i', '|':
		return '1'
	}
	return r
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

// arabic reads digits: 812, 1,024, 1万2千. A number in pieces, with a sign or with a
// fraction is taken whole, so that it is nobody's beginning.
func arabic(s string, begins func(at int) int) (Number, int) {
	run := strings.TrimRight(s[:spanOf(s, "-0123456789,.")], ",.-")
	digits := spanOf(run, "0123456789")
	if n, size := spaced(s); size > 0 {
		return n, size
	}
	switch {
	case run == "" || run[0] == ',' || run[0] == '.':
		return Number{}, 0
	case run[0] == '-':
		size := 1 + spanOf(run[1:], "0123456789,.")
		if size == 1 {
			return Number{}, 0
		}
		return Number{Role: Garbled}, size
	}
	if strings.HasPrefix(run[digits:], ".") {
		return decimal(s, digits)
	}
	if strings.HasPrefix(run[digits:], "-") {
		return arabicRange(s, digits)
	}
	if commas := spanOf(run, "0123456789,"); grouped(strings.TrimRight(run[:commas], ",")) && commas > digits {
		digits = commas
	}
	value, ok := 0, true
	for _, r := range run[:digits] {
		if r != ',' {
			value = min(10*value+int(r-'0'), MaxNumber+1)
		}
	}
	if value > MaxNumber {
		return Number{Role: Count, Value: value}, digits
	}
	if n, size := pieces(s, value, digits); size > 0 && (s[size-3] == '0' || begins(size) == 0) { // 无效10 600赵大山
		return n, size
	}
	if n, size := joined(s, value, digits); size > 0 {
		return n, size
	}
	if size := digits; begins(size) == 0 && ok {
		value, digits = mixed(s, value, size)
	}
	return Number{Role: Count, Value: value}, digits
}

// spaced reads digits with blanks between them: 6 4 0.
func spaced(s string) (Number, int) {
	n, size, digits := 0, 0, 0
	for at := 0; at < len(s) && digit(rune(s[at])) && digits < 6; at += 2 {
		n, size, digits = 10*n+int(s[at]-'0'), at+1, digits+1
		if at+1 < len(s) && s[at+1] != ' ' {
			if digit(rune(s[at+1])) {
				return Number{}, 0
			}
			break
		}
	}
	if digits < 3 {
		return Number{}, 0
	}
	return Number{Role: Garbled, Value: n}, size
}

// pieces reads a number in two pieces: 1 050, 1，050.
func pieces(s string, value, digits int) (Number, int) {
	if digits > 2 {
		if rest, ok := strings.CutPrefix(s[digits:], "，"); !ok || digits > 3 || spanOf(rest, "0123456789") != 3 {
			return Number{}, 0
		}
	}
	rest, ok := cutAny(s[digits:], "， ", "，", " ")
	if !ok || spanOf(rest, "0123456789") != 3 {
		return Number{}, 0
	}
	low, _ := plainNumber(rest[:3])
	size := len(s) - len(rest) + 3
	if role := roleBefore(s[size:]); role != Count {
		return Number{}, 0
	}
	return Number{Role: Garbled, Value: 1000*value + low}, size
}

// joined reads a sum, 300+286, and a number of which the end stands apart: 10 02. Both
// are asked about.
func joined(s string, value, digits int) (Number, int) {
	sum, size := value, digits
	for {
		rest, ok := cutAny(s[size:], "+", " + ")
		more := spanOf(rest, "0123456789")
		if !ok || more == 0 || more > 5 {
			break
		}
		n, _ := plainNumber(rest[:more])
		sum, size = sum+n, len(s)-len(rest)+more
	}
	if size > digits && roleBefore(s[size:]) == Count {
		return Number{Role: Garbled, Value: sum}, size
	}
	rest, ok := strings.CutPrefix(s[digits:], " 0")
	more := spanOf(rest, "0123456789")
	if !ok || more < 1 || more > 2 || digits > 2 || roleBefore(rest[more:]) != Count {
		return Number{}, 0
	}
	low, _ := plainNumber(rest[:more])
	for range more + 1 {
		value *= 10
	}
	return Number{Role: Garbled, Value: value + low}, digits + 2 + more
}

// roleBefore is what the digits in front of a text are by what follows them.
func roleBefore(s string) Role {
	if r := firstRune(s); r == ':' || r == '.' || r == '-' || r == '/' {
		return Other
	}
	_, role := nounOf(s)
	if role == 0 {
		return Count
	}
	return role
}

// decimal reads 1.150 and 53.5%; 10.21 may be a day as well.
func decimal(s string, digits int) (Number, int) {
	more := spanOf(s[digits+1:], "0123456789")
	size := digits + 1 + more
	whole, _ := plainNumber(s[:min(digits, 7)])
	if rest, ok := cutAny(s[size:], "%", "％", " percent"); ok {
		return Number{Role: Percent, Value: whole}, len(s) - len(rest)
	}
	n := Number{Role: Decimal}
	for strings.HasPrefix(s[size:], ".") && spanOf(s[size+1:], "0123456789") > 0 {
		size += 1 + spanOf(s[size+1:], "0123456789")
		more = 0
	}
	if more == 3 && digits <= 3 {
		low, _ := plainNumber(s[digits+1 : size])
		n.Value = 1000*whole + low
	}
	for _, w := range [...]string{"万", "千", "亿"} {
		size += len(s[size:]) - len(strings.TrimPrefix(s[size:], w))
	}
	return n, size + measure(s[size:])
}

func arabicRange(s string, digits int) (Number, int) {
	rest := s[digits+1:]
	more := spanOf(rest, "0123456789")
	size := digits + 1 + more
	for strings.HasPrefix(s[size:], "-") && spanOf(s[size+1:], "0123456789") > 0 {
		size += 1 + spanOf(s[size+1:], "0123456789")
	}
	low, _ := plainNumber(s[:digits])
	high, _ := plainNumber(rest[:more])
	return Number{Role: Range, Low: low, High: high, Value: (low + high) / 2}, size + measure(s[size:])
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
	if n, ok := chinese(run); ok {
		if n > MaxNumber {
			n = MaxNumber + 1
		}
		if low, high, ok := between(run); ok && measure(s[size:]) > 0 && utf8.RuneCountInString(run) == 2 {
			return Number{Role: Range, Low: low, High: high, Value: (low + high) / 2}, size + measure(s[size:])
		}
		if low, more := pausedBefore(s[size:], unitOf(lastRune(run))); more > 0 {
			return Number{Role: Garbled, Value: n + low}, size + more
		}
		return Number{Role: Count, Value: n}, size
	}
	if low, high, ok := between(run); ok {
		return Number{Role: Range, Low: low, High: high, Value: (low + high) / 2}, size + vagueEnd(s[size:])
	}
	if rest, ok := cutAny(s[size:], "十来", "来", "多", "几"); ok && (run == "百" || run == "千" || run == "万") {
		return Number{Role: Approximate, Value: map[string]int{"百": 100, "千": 1000, "万": 10000}[run]}, len(s) - len(rest) + measure(rest)
	}
	if end := vagueEnd(s[size:]); end > 0 { // 百十来人
		return Number{Role: Approximate, Value: guess(run)}, size + end
	}
	return Number{Role: Garbled, Value: guess(run)}, size
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

// counted reads what follows a whole number: what makes it inexact, and what is
// counted.
func counted(s string, n Number, size int, begins func(at int) int) (Number, int) {
	rest := s[size:]
	if after, ok := cutAny(rest, "%", "％", " percent", "‰"); ok {
		n.Role = Percent
		return n, len(s) - len(after)
	}
	if end := vagueEnd(rest); end > 0 && begins(size) == 0 {
		n.Role = Approximate
		return n, size + end
	}
	if high, more := rangeEnd(rest, n.Value); more > 0 {
		return Number{Role: Range, Low: n.Value, High: high, Value: (n.Value + high) / 2}, size + more
	}
	gap := spanOf(rest, " ")
	if begins(size+gap) > 0 {
		noun, role := nounOf(rest[gap:])
		if role == 0 || begins(size+gap) >= len(noun) || role == Other {
			return n, size
		}
	}
	noun, role := nounOf(rest[gap:])
	if counter, ok := cutAny(noun, "个", "只"); ok && begins(size+gap+len(noun)-len(counter)) > 0 { // 2个票箱, where a form asks for them
		role = 0
	}
	if role != 0 && (gap == 0 || role != Group) {
		n.Role, n.Unit = role, noun
		return n, size + gap + len(noun)
	}
	if after, ok := cutAny(rest[gap:], "people", "persons", "voters"); ok && begins(size+gap) == 0 && bounded(rest[gap:], rest[gap:len(rest)-len(after)]) {
		n.Unit = "人"
		return n, len(s) - len(after)
	}
	if m := measure(rest); m > 0 && begins(size+gap) == 0 && measured(rest, gap, m, begins(size+m) > 0) {
		n.Unit = strings.TrimSpace(rest[:m])
		size += m
		if role := nounAfter(s[size:], begins, size); role.size > 0 {
			n.Role = role.role
			size += role.size
		}
		size += vagueAfter(s[size:], &n)
	}
	return n, size
}

// measured reports whether what looks like a measure word is one: in 800 张三, and in
// 800 张山, it begins a name.
func measured(s string, gap, size int, known bool) bool {
	next := firstRune(s[size:])
	return !numeral(next) && (gap == 0 || known || next == 0 || Separates(next) || digit(next))
}

type nounRole struct {
	role Role
	size int
}

// nounAfter is the noun after a measure word: 2个会场. A word that a form knows is
// that form's: 2个票箱.
func nounAfter(s string, begins func(at int) int, at int) nounRole {
	noun, role := nounOf(s)
	if role == 0 || begins(at) >= len(noun) {
		return nounRole{}
	}
	return nounRole{role, len(noun)}
}

// vagueEnd is how many bytes make the number in front of them inexact: 600多人,
// 640左右.
func vagueEnd(s string) int {
	for _, w := range [...]string{"多", "余", "几", "来", "左右", "上下", "以上", "以下", "出头", "冒头", "挂零", "挂点零", "开外", "朝上", "往上", "打头", "的样子", "亿", "+"} {
		rest, ok := strings.CutPrefix(s, w)
		if !ok || w == "来" && !strings.ContainsRune("人个张票名位号口", firstRune(rest)) {
			continue
		}
		if w == "余" && strings.HasPrefix(rest, "下") || w == "+" && digit(firstRune(rest)) {
			continue
		}
		return len(w) + measure(rest)
	}
	return 0
}

// vagueAfter is the same after a measure word: 600人左右.
func vagueAfter(s string, n *Number) int {
	for _, w := range [...]string{"左右", "上下", "以上", "以下", "出头", "冒头", "挂零", "开外", "不到", "往上", "朝上", "的样子"} {
		if gap := spanOf(s, " "); strings.HasPrefix(s[gap:], w) {
			n.Role = Approximate
			return gap + len(w)
		}
	}
	return 0
}

// rangeEnd reads the end of 600到640, 600~640.
func rangeEnd(s string, low int) (high, size int) {
	rest, ok := cutAny(s, "到", "至", "~", "～", "—", "或者", "或", "还是", " - ", " to ", " or ")
	if !ok {
		return 0, 0
	}
	high, used := plainNumber(rest)
	if used == 0 || high <= low {
		return 0, 0
	}
	return high, len(s) - len(rest) + used + measure(rest[used:])
}

// measure is how many bytes of a measure word begin a text: 个人, " 张".
func measure(s string) int {
	gap := spanOf(s, " ")
	end := gap
	for _, w := range [...]string{"人次", "个人", "号人", "口人", "口子", "名", "人", "张", "票", "份", "户", "个", "位", "条", "期", "封", "次"} {
		if strings.HasPrefix(s[gap:], w) {
			end += len(w)
			break
		}
	}
	if end == gap {
		return 0
	}
	return end
}

// nounOf is the noun that begins a text, and what makes of the number before it.
func nounOf(s string) (noun string, role Role) {
	for _, n := range [...]struct {
		word string
		role Role
	}{
		{"周岁", Age}, {"岁", Age}, {"years old", Age},
		{"个小时", Term}, {"小时", Term}, {"个钟头", Term}, {"分钟", Term}, {"个月", Term}, {"天", Term}, {"年", Term}, {"届", Term}, {"月份", Term}, {"月", Term}, {"轮", Term}, {"周年", Term}, {"个星期", Term}, {"星期", Term}, {"遍", Term}, {"趟", Term},
		{"hours", Term}, {"minutes", Term}, {"days", Term}, {"years", Term},
		{"个村民小组", Group}, {"村民小组", Group}, {"个小组", Group}, {"小组", Group}, {"个组", Group}, {"号组", Group}, {"组", Group}, {"队", Group}, {"个队", Group}, {"个自然村", Group},
		{"号流动票箱", Box}, {"号票箱", Box}, {"号箱", Box}, {"号投票点", Box}, {"号投票站", Box}, {"号会场", Box}, {"号点", Box}, {"号站", Box}, {"个流动票箱", Box}, {"个票箱", Box}, {"只票箱", Box}, {"个箱", Box}, {"票箱", Box}, {"箱", Box},
		{"个分会场", Other}, {"个会场", Other}, {"会场", Other}, {"个投票点", Other}, {"个投票站", Other}, {"个点", Other}, {"个站", Other}, {"号楼", Other}, {"号院", Other}, {"楼", Other}, {"万元", Other}, {"元", Other},
		{"块钱", Other}, {"块", Other}, {"公里", Other}, {"里路", Other}, {"米", Other}, {"度", Other}, {"个村", Other}, {"个社区", Other}, {"级", Other}, {"台", Other}, {"辆", Other}, {"只", Other}, {"桌", Other}, {"桶", Other}, {"毛", Other}, {"斤", Other}, {"里地", Other}, {"亩", Other}, {"栋", Other}, {"层", Other}, {"排", Other}, {"支", Other}, {"把", Other}, {"瓶", Other}, {"箱水", Other}, {"趟车", Other},
	} {
		if strings.HasPrefix(s, n.word) && bounded(s, n.word) {
			return n.word, n.role
		}
	}
	return "", 0
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

// CountsWith reports whether a word is no more than a measure word: 张.
func CountsWith(word string) bool {
	return word != "" && strings.Trim(word, measures) == ""
}

// CountsThings reports whether a measure word counts no people and no ballots: 户.
func CountsThings(measure string) bool {
	return measure == "户" || measure == "条" || measure == "期" || measure == "封"
}
