package proofread

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

// number is a figure of a text with what stands around it.
type number struct {
	at, end  int // in the folded text, with its unit
	sentence int
	value    int64 // value / 10^decimals is the figure
	decimals int
	sort     sort
	exact    bool   // not about, more than, at least
	bound    bound  // what an inexact figure says
	unit     string // 人, 名, 个, 张 ...
	noun     string // what is counted after 个: 村, 支部
	before   string // its label: the words before it, back to a figure or a mark
	after    string // the words after it, up to a figure or a mark
	clause   string // its clause, between marks
	place    string // the village or area whose figure it is; "" for the whole
	measure  measure
	earlier  bool // of the last term, or of another time
	other    bool // of another round, a plan, a part of the day
}

type sort uint8

const (
	count sort = iota
	percent
	points
)

type bound uint8

const (
	plain bound = iota
	about
	atLeast
	atMost
)

// Numbers as documents write them, with a word before that makes them inexact,
// and what follows them.
var (
	figure = regexp.MustCompile(`(大约|大概|约|近|将近|接近|超过|超|突破|逾|不少于|不低于|至少|不得少于|不足|不到|不超过|不高于|至多|达到?或?超过)?\s*` +
		`(百分之)?((?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|[零〇一二两三四五六七八九十百千]+(?:点[零〇一二三四五六七八九]+)?)\s*(万|亿|千)?\s*(余|多|来)?\s*(%|个百分点|百分点|成[一二三四五六七八九])?`)
	unitAfter  = regexp.MustCompile(`^\s*(余|多)?\s*(人次|件次|批次|人|名|个|位|张|票|份|户|次|场|条|块|幅|期|面|处|所|组|项|件|起|封|批|支|天|日|村|家|套|本|册|点|篇|段|种|类|轮|座|只|辆|台|届|社区|年|级|镇|乡|街道|片|席|岁)?(左右|上下|以上|以下|以内|及以上|及以下)?`)
	nounAfter  = regexp.MustCompile(`^(行政村|村民小组|党总支|总支|党支部|支部|社区|选区|小组|村|镇|乡|街道|片区|片|组|单位|百分点|代表团|投票站|投票点|流动票箱|票箱|会场)`)
	pointsSaid = regexp.MustCompile(`^(?:要求|意见|建议|希望|体会|做法|经验|启示|措施|问题|不足|：)`)
	marks      = "，,；;。：:、（）！？!?\n\t"
	boundWords = map[string]bound{"大约": about, "大概": about, "约": about, "近": atMost, "将近": atMost, "接近": atMost, "超过": atLeast, "超": atLeast,
		"突破": atLeast, "逾": atLeast, "不少于": atLeast, "不低于": atLeast, "至少": atLeast, "不得少于": atLeast, "不足": atMost, "不到": atMost,
		"不超过": atMost, "不高于": atMost, "至多": atMost, "余": atLeast, "多": atLeast, "来": about, "左右": about, "上下": about,
		"以上": atLeast, "及以上": atLeast, "以下": atMost, "以内": atMost, "及以下": atMost}
)

// read finds the numbers of a sentence.
func (t *text) read(i int) {
	s := &t.sentences[i]
	s.first = len(t.numbers)
	begins := i == 0 || t.sentences[i-1].paragraph != s.paragraph
	line := masked(t.of(i), begins)
	for _, m := range figure.FindAllStringSubmatchIndex(line, -1) {
		if n, ok := readNumber(line, m); ok {
			n.at, n.end, n.sentence = n.at+s.at, n.end+s.at, i
			t.numbers = append(t.numbers, n)
		}
	}
	s.last = len(t.numbers)
	t.label(i)
}

// readNumber reads one match of figure.
func readNumber(line string, m []int) (number, bool) {
	n := number{at: m[6], end: m[1]}
	if m[4] >= 0 {
		n.at = m[4]
	}
	var ok bool
	if n.value, n.decimals, ok = amount(matchedText(line, m, 3), matchedText(line, m, 4)); !ok {
		return n, false
	}
	n.bound = max(boundWords[matchedText(line, m, 1)], boundWords[matchedText(line, m, 5)])
	if n.sort, ok = n.sortOf(matchedText(line, m, 2), matchedText(line, m, 6)); !ok {
		return n, false
	}
	if n.sort == count {
		for _, end := range []int{m[7], m[9], m[11]} { // the digits, 万, 余
			if end >= 0 {
				n.end = end
			}
		}
	}
	rest := line[n.end:]
	u := unitAfter.FindStringSubmatchIndex(rest)
	n.bound = max(n.bound, boundWords[matchedText(rest, u, 1)], boundWords[matchedText(rest, u, 3)])
	n.exact = n.bound == plain && !strings.HasSuffix(strings.TrimRight(line[:m[6]], " "), "-")
	if n.sort != count {
		return n, true
	}
	n.unit = matchedText(rest, u, 2)
	chinese := !strings.ContainsAny(matchedText(line, m, 3), "0123456789")
	if chinese && (n.unit == "" || !aloneBefore(line[:m[6]])) {
		return n, false
	}
	n.end += u[1]
	return n.counted(line[n.end:])
}

// counted is a number with what it counts, read from the words after its unit; false if it counts
// nothing.
func (n number) counted(rest string) (number, bool) {
	if n.unit == "个" || n.unit == "" {
		n.noun = nounAfter.FindString(rest)
	}
	if n.noun == "百分点" {
		n.sort = points
	}
	return n, n.unit != "年" && n.unit != "级" && (n.unit != "点" || pointsSaid.MatchString(rest))
}

// sortOf is what sort a number is with 百分之 before it and a sign after it; 四成八 becomes 48.
// It is false if that says no figure.
func (n *number) sortOf(before, sign string) (sort, bool) {
	switch {
	case before != "" || sign == "%":
		return percent, true
	case strings.HasPrefix(sign, "成"):
		n.value = 10*n.value + int64(digitOf([]rune(sign)[1]))
		return percent, n.value > 10 && n.value < 100 && n.decimals == 0
	case sign != "":
		return points, true
	}
	return count, true
}

// matchedText is a submatch, "" if it is not there.
func matchedText(s string, m []int, group int) string {
	if m[2*group] < 0 {
		return ""
	}
	return s[m[2*group]:m[2*group+1]]
}

// aloneBefore reports whether Chinese numerals may begin after a text: 东三村 and 第三
// are no counts.
func aloneBefore(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return !strings.ContainsRune("第初几数年月东西南北", r)
}

// amount reads the digits or Chinese numerals of a number, times 万, 千 or 亿.
func amount(digits, times string) (value int64, decimals int, ok bool) {
	whole, part, _ := strings.Cut(strings.ReplaceAll(digits, ",", ""), ".")
	if !strings.ContainsAny(digits, "0123456789") {
		whole, part, _ = strings.Cut(digits, "点")
		n, good := chineseNumber(whole)
		if !good {
			return 0, 0, false
		}
		whole = strconv.FormatInt(n, 10)
		part = plainDigits(part)
	}
	if len(whole)+len(part) > 15 {
		return 0, 0, false
	}
	value, err := strconv.ParseInt(whole+part, 10, 64)
	if err != nil {
		return 0, 0, false
	}
	decimals = len(part)
	for range map[string]int{"": 0, "千": 3, "万": 4, "亿": 8}[times] {
		if decimals > 0 {
			decimals--
		} else {
			value *= 10
		}
	}
	return value, decimals, true
}

// plainDigits writes Chinese digits, 五六, as 56.
func plainDigits(s string) string {
	var b strings.Builder
	for _, r := range s {
		b.WriteByte('0' + byte(digitOf(r)))
	}
	return b.String()
}

func digitOf(r rune) int {
	if r == '两' {
		return 2
	}
	if r == '〇' {
		return 0
	}
	return strings.Index("零一二三四五六七八九", string(r)) / utf8.RuneLen('一')
}

// chineseNumber reads 三, 十七, 一百零三.
func chineseNumber(s string) (int64, bool) {
	var sum, digit int64
	digit = -1
	for _, r := range s {
		var times int64
		switch r {
		case '十':
			times = 10
		case '百':
			times = 100
		case '千':
			times = 1000
		default:
			if digit > 0 {
				return 0, false // 二三, two or three
			}
			digit = int64(digitOf(r))
			continue
		}
		if digit < 0 {
			digit = 1
		}
		sum += digit * times
		digit = -1
	}
	return sum + max(digit, 0), s != ""
}

// float is the figure itself.
func (n number) float() float64 { return float64(n.value) / math.Pow10(n.decimals) }

// whole reports whether the figure is a whole number that is said exactly.
func (n number) whole() bool { return n.exact && n.decimals == 0 && n.sort == count }

func (n number) String() string { return decimal(n.float(), n.decimals) + n.sign() }

func (n number) sign() string {
	switch n.sort {
	case percent:
		return "%"
	case points:
		return "个百分点"
	}
	return ""
}

// decimal writes a figure with at most so many decimals.
func decimal(v float64, decimals int) string {
	s := strconv.FormatFloat(round(v, decimals), 'f', decimals, 64)
	if strings.Contains(s, ".") {
		s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	}
	return s
}

// round rounds half up.
func round(v float64, decimals int) float64 {
	p := math.Pow10(decimals)
	return math.Floor(v*p+0.5+1e-7) / p
}

// cut cuts decimals off.
func cut(v float64, decimals int) float64 {
	p := math.Pow10(decimals)
	return math.Floor(v*p+1e-7) / p
}

func same(a, b float64) bool { return math.Abs(a-b) < 1e-7 }
