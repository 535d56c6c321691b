package flow

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"huanjie/internal/election"
)

// maxNumber is more people than any unit has: a larger figure is a slip of
// the finger.
const maxNumber = 9_999_999

// longestNumber is how many bytes of a message can be one number.
const longestNumber = 64

// measures are the words that are counted with: 812票, 12条.
const measures = "票人张名份户个位条期封次"

// normal folds what phones write in many ways into one: full-width letters,
// digits and punctuation become half-width, exotic spaces become a space,
// control and direction marks vanish. The Chinese comma stays: it parts a
// list, never the thousands of a number.
func normal(s string) string { return strings.Map(fold, s) }

func fold(r rune) rune {
	switch {
	case r == '，':
		return r
	case r >= '！' && r <= '～':
		return r - 0xFEE0
	case r == '　' || r == '\t' || r == '\n' || r == '\r' || r == '\u00a0':
		return ' '
	case r == '−' || r == '–':
		return '-'
	case r < ' ' || r == 0x7f || (r >= 0x200b && r <= 0x200f) || (r >= 0x202a && r <= 0x202e) || (r >= 0x2066 && r <= 0x2069) || r == 0xfeff || r == 0xfe0f:
		return -1
	}
	return r
}

// raw is the part of a text whose normal form begins at a byte.
func raw(text string, at int) string {
	for i, r := range text {
		if at <= 0 {
			return text[i:]
		}
		if r = fold(r); r >= 0 {
			at -= utf8.RuneLen(r)
		}
	}
	return ""
}

// scanNumber reads the number at the beginning of normal text: 812, 1,024,
// 八百一十二, 1万2千. It returns how many bytes the number took; 0 means there is
// none. A sign or a fraction is taken along so that it can be refused as one.
func scanNumber(s string) (n int, size int, complaint election.Phrase) {
	s = s[:min(len(s), longestNumber)]
	d := strings.TrimRight(s[:spanOf(s, "-0123456789,.")], ",.-")
	if strings.TrimLeft(d, ",.-") == "" {
		return numerals(s)
	}
	return arabic(s, d)
}

// inexact refuses what only begins like a whole number: 1000多, 95%, 1，024. It
// looks at what follows the number and returns how many bytes to take along.
func inexact(s string, size int) (more int, complaint election.Phrase) {
	if size == 0 {
		return 0, election.Phrase{}
	}
	for _, w := range [...]string{"%", "‰", "多", "余", "几", "来", "半", "成", "亿", "十", "百", "千", "万"} {
		if strings.HasPrefix(s[size:], w) {
			return len(w), election.Say("要准确的整数，不要写“%s”。", "An exact whole number, please, not “%s”.").With(s[:size+len(w)])
		}
	}
	rest, ok := strings.CutPrefix(s[size:], "，")
	if ok && s[0] < utf8.RuneSelf && spanOf(rest, "0123456789") == 3 {
		more = len("，") + 3
		return more, election.Say("“%s”是一个数还是两个？一个数里请不要写逗号。", "Is “%s” one number or two? Please write one number without a comma.").With(s[:size+more])
	}
	return 0, election.Phrase{}
}

func arabic(s, d string) (int, int, election.Phrase) {
	size := len(d)
	switch {
	case strings.HasPrefix(d, "-"):
		return 0, size, election.Say("不能是负数：%s。请输入 0 或更大的整数。", "It cannot be negative: %s. Please enter 0 or a larger whole number.").With(short(d))
	case strings.ContainsAny(d, ".-"):
		return 0, size, election.Say("要整数，不要小数：%s。", "A whole number, please, not %s.").With(short(d))
	}
	if strings.Contains(d, ",") && !grouped(d) { // "12,34" is two numbers in a list
		size = strings.IndexByte(d, ',')
		d = d[:size]
	}
	n, err := strconv.Atoi(strings.ReplaceAll(d, ",", ""))
	switch {
	case size == 0:
		return 0, 0, election.Phrase{}
	case err != nil || n > maxNumber:
		return 0, size, tooLarge(maxNumber + 1)
	}
	n, size = mixed(s, n, size)
	return n, size, tooLarge(n)
}

// mixed goes on with the units after digits: 1万2千, and 1万2, which is 12,000.
func mixed(s string, n, size int) (int, int) {
	for _, u := range [...]struct {
		word  string
		times int
	}{{"万", 10000}, {"千", 1000}, {"百", 100}} {
		if !strings.HasPrefix(s[size:], u.word) {
			continue
		}
		n, size = n*u.times, size+len(u.word)
		low := strings.TrimPrefix(s[size:], "零") // 1万零2
		rest, used, complaint := scanNumber(low)
		zero := len(s) - size - len(low)
		switch {
		case used == 0 || rest >= u.times || !complaint.IsZero():
			return n, size
		case zero == 0 && utf8.RuneCountInString(low[:used]) == 1:
			rest *= u.times / 10
		}
		return n + rest, size + zero + used
	}
	return n, size
}

// grouped reports whether commas part the digits by thousands.
func grouped(d string) bool {
	parts := strings.Split(d, ",")
	for i, p := range parts {
		if (i > 0 && len(p) != 3) || (i == 0 && (len(p) == 0 || len(p) > 3)) {
			return false
		}
	}
	return true
}

func tooLarge(n int) election.Phrase {
	if n <= maxNumber {
		return election.Phrase{}
	}
	return election.Say("这个数字太大了。请核对后重新输入。", "That number is too large. Please check and enter it again.")
}

func spanOf(s, chars string) int {
	for i, r := range s {
		if !strings.ContainsRune(chars, r) {
			return i
		}
	}
	return len(s)
}

// numerals reads a number in Chinese characters, everyday or formal ones.
func numerals(s string) (n, size int, complaint election.Phrase) {
	for i, r := range s {
		if digitOf(r) < 0 && unitOf(r) == 0 {
			break
		}
		size = i + utf8.RuneLen(r)
	}
	if size == 0 {
		return 0, 0, election.Phrase{}
	}
	n, ok := chinese(s[:size])
	if !ok {
		return 0, size, election.Say("看不懂数字“%s”。请用数字写，例如 812。", "“%s” is not a number I know. Please write digits, e.g. 812.").With(short(s[:size]))
	}
	return n, size, tooLarge(n)
}

// chinese reads 八百一十二, 两千零五, 一万二 (12,000), 八一二, 捌佰壹拾贰.
func chinese(s string) (int, bool) {
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
		if d < 0 || n > maxNumber {
			return 0, false
		}
		n = n*10 + d
	}
	return n, true
}

// digitOf is the value of a Chinese digit, or -1.
func digitOf(r rune) int {
	for digit, written := range [...]string{"〇零○", "一壹", "二两贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖"} {
		if strings.ContainsRune(written, r) {
			return digit
		}
	}
	return -1
}

// unitOf is the value of a Chinese unit, or 0.
func unitOf(r rune) int {
	value := 1
	for _, written := range [...]string{"十拾", "百佰", "千仟", "万萬"} {
		if value *= 10; strings.ContainsRune(written, r) {
			return value
		}
	}
	return 0
}
