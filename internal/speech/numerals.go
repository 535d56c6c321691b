package speech

import (
	"strings"
	"unicode/utf8"
)

// MaxNumber is more people than any unit has: a larger figure is a slip of the
// finger.
const MaxNumber = 9_999_999

// digitOf is the value of a Chinese digit, or -1.
func digitOf(r rune) int {
	switch r {
	case '〇', '零', '○':
		return 0
	case '一', '壹':
		return 1
	case '二', '两', '贰':
		return 2
	case '三', '叁':
		return 3
	case '四', '肆':
		return 4
	case '五', '伍':
		return 5
	case '六', '陆':
		return 6
	case '七', '柒':
		return 7
	case '八', '捌':
		return 8
	case '九', '玖':
		return 9
	}
	return -1
}

// unitOf is the value of a Chinese unit, or 0.
func unitOf(r rune) int {
	switch r {
	case '十', '拾':
		return 10
	case '百', '佰':
		return 100
	case '千', '仟':
		return 1000
	case '万', '萬':
		return 10000
	}
	return 0
}

// tensOf is how the numerals are written in full that stand for several tens: 廿三, 一百卅五. "" if it is none.
func tensOf(r rune) string {
	switch r {
	case '廿':
		return "二十"
	case '卅':
		return "三十"
	case '卌':
		return "四十"
	}
	return ""
}

// withTens is a text of numerals with 廿, 卅 and 卌 in full.
func withTens(s string) string {
	if !strings.ContainsAny(s, "廿卅卌") {
		return s
	}
	var full strings.Builder
	for _, r := range s {
		if tens := tensOf(r); tens != "" {
			full.WriteString(tens)
		} else {
			full.WriteRune(r)
		}
	}
	return full.String()
}

func numeral(r rune) bool { return digitOf(r) >= 0 || unitOf(r) > 0 || tensOf(r) != "" }

// sloppy are digits of speech that nobody writes on a form: 幺百二, 俩百五.
func sloppy(r rune) int {
	switch r {
	case '幺':
		return 1
	case '俩':
		return 2
	case '仨':
		return 3
	}
	return -1
}

// numeralRun is how many bytes at the beginning of a text are Chinese numerals.
func numeralRun(s string) int {
	for i, r := range s {
		if !numeral(r) && sloppy(r) < 0 {
			return i
		}
	}
	return len(s)
}

// chinese reads 八百一十二, 两千零五, 一万二 (12,000), 八一二, 捌佰壹拾贰, 一百廿三.
func chinese(s string) (int, bool) {
	s = withTens(s)
	if !strings.ContainsFunc(s, func(r rune) bool { return unitOf(r) > 0 }) {
		return spelled(s)
	}
	high, low, found := strings.Cut(strings.ReplaceAll(s, "萬", "万"), "万")
	if !found {
		return section(s, 1)
	}
	h, ok := section(high, 1)
	if !ok || h == 0 {
		return 0, false
	}
	l, ok := section(low, 10000)
	return h*10000 + l, ok
}

// section reads up to 九千九百九十九; after is the unit that stands before it.
func section(s string, after int) (int, bool) {
	n, digit, zero, last := 0, 0, false, 10000
	for _, r := range s {
		d, u := digitOf(r), unitOf(r)
		switch {
		case d == 0 && digit == 0:
			zero = true
		case d >= 0 && digit > 0, d < 0 && u >= last, d < 0 && digit == 0 && u != 10:
			return 0, false // 二三百, 五十三百, 百
		case d >= 0:
			digit = d
		default:
			n, after, last = n+max(digit, 1)*u, u, u // 十二 is 一十二
			digit, zero = 0, false
		}
	}
	if zero && digit == 0 { // 八百零: the rest was not heard
		return 0, false
	}
	if digit > 0 && !zero && after > 10 { // 一百二 is 120
		digit *= after / 10
	}
	return n + digit, true
}

// spelled reads digits one by one: 八一二, 八〇二.
func spelled(s string) (int, bool) {
	n := 0
	for _, r := range s {
		d := digitOf(r)
		if d < 0 || n > MaxNumber {
			return 0, false
		}
		n = n*10 + d
	}
	return n, s != ""
}

// aboutUnit reads a number of people that is only told by its unit: 千把人, 百十号人, 百八十个, 千儿八百人. What the
// unit stands for is its value.
func aboutUnit(s, run string) (Number, int) {
	first, size := utf8.DecodeRuneInString(run)
	unit := unitOf(first)
	if unit < 100 {
		return Number{}, 0
	}
	n := Number{Role: Approximate, Value: unit}
	rest, ok := cutAny(s[len(run):], "十来", "来", "多", "几", "把")
	if size < len(run) || !ok {
		rest, ok = cutAny(s[size:], "儿八百", "八百", "八十", "十")
	}
	behind := measure(rest)
	if !ok || behind == 0 && (size < len(run) || strings.HasPrefix(s[len(run):], "把")) {
		return Number{}, 0
	}
	return n, len(s) - len(rest) + behind
}

// between reads two neighbouring digits before a unit: 二三十, 三四百, 七八.
func between(s string) (low, high int, ok bool) {
	runes := []rune(s)
	if len(runes) < 2 || len(runes) > 3 {
		return 0, 0, false
	}
	a, b, times := digitOf(runes[0]), digitOf(runes[1]), 1
	if len(runes) == 3 {
		times = unitOf(runes[2])
	}
	return a * times, b * times, a > 0 && b == a+1 && times > 0 && (len(runes) == 3 || a < 9)
}

// guess reads numerals as they are spoken: 幺百二十, 俩百五, 四百五五.
func guess(s string) int {
	plain := strings.Map(func(r rune) rune {
		if d := sloppy(r); d > 0 {
			return []rune("〇一二三")[d]
		}
		return r
	}, s)
	if n, ok := chinese(plain); ok {
		return n
	}
	if before, tens, found := strings.Cut(plain, "百"); found && utf8.RuneCountInString(tens) == 2 { // the ten was not said
		_, size := utf8.DecodeRuneInString(tens)
		n, _ := chinese(before + "百" + tens[:size] + "十" + tens[size:])
		return n
	}
	return 0
}

// mixed goes on with the units after digits: 1万2千, 9百5, 1千零5十, and 1万2, which is
// 12,000.
func mixed(s string, n, size int) (int, int) {
	for _, u := range [...]struct {
		word  string
		times int
	}{{"万", 10000}, {"千", 1000}, {"百", 100}, {"十", 10}} {
		if !strings.HasPrefix(s[size:], u.word) || n == 0 || n > MaxNumber {
			continue
		}
		n, size = n*u.times, size+len(u.word)
		low := strings.TrimPrefix(s[size:], "零")
		zero := len(s) - size - len(low)
		rest, used := plainNumber(low)
		switch {
		case used == 0 || rest >= u.times:
			return n, size
		case zero == 0 && utf8.RuneCountInString(low[:used]) == 1:
			rest *= u.times / 10
		}
		return n + rest, size + zero + used
	}
	return n, size
}

// plainNumber reads digits, with units, or Chinese numerals.
func plainNumber(s string) (n, size int) {
	if size = digitRun(s); size > 0 {
		if size > 7 {
			return 0, 0
		}
		for _, r := range s[:size] {
			n = n*10 + int(r-'0')
		}
		return mixed(s, n, size)
	}
	size = numeralRun(s)
	n, ok := chinese(s[:size])
	if !ok {
		return 0, 0
	}
	return n, size
}

// grouped reports whether commas part the digits by thousands.
func grouped(d string) bool {
	first, rest, more := strings.Cut(d, ",")
	if first == "" || len(first) > 3 {
		return false
	}
	for more {
		var p string
		if p, rest, more = strings.Cut(rest, ","); len(p) != 3 {
			return false
		}
	}
	return true
}

// ordinal reads a small number in digits or Chinese characters, and what is left of
// the text. 0 means that there is none.
func ordinal(s string) (int, string) {
	size := digitRun(s)
	if size == 0 {
		size = runOf(s, "〇零○一二三四五六七八九十")
	}
	if size == 0 || size > len("二十〇〇二") {
		return 0, s
	}
	n, used := plainNumber(s[:size])
	if used != size {
		return 0, s
	}
	return n, s[size:]
}

// small reads a number of at most two digits, 0 included.
func small(s string) (n int, left string, ok bool) {
	size := digitRun(s)
	if size > 0 {
		n, _ = plainNumber(s[:min(size, 2)])
		return n, s[size:], size <= 2
	}
	size = runOf(s, "〇零一二两三四五六七八九十")
	if size == 0 || size > len("五十九") {
		return 0, s, false
	}
	n, ok = chinese(s[:size])
	return n, s[size:], ok
}
