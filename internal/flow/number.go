package flow

import (
	"strconv"
	"strings"

	"huanjie/internal/election"
)

// maxNumber is more people than any unit has: a larger figure is a slip of
// the finger.
const maxNumber = 9_999_999

// normal folds what phones write in many ways into one: full-width letters,
// digits and punctuation become half-width, exotic spaces become a space,
// control and direction marks vanish.
func normal(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '！' && r <= '～':
			return r - 0xFEE0
		case r == '　' || r == '\t' || r == '\n' || r == '\r' || r == '\u00a0':
			return ' '
		case r < ' ' || r == 0x7f || (r >= 0x200b && r <= 0x200f) || (r >= 0x202a && r <= 0x202e) || (r >= 0x2066 && r <= 0x2069) || r == 0xfeff || r == 0xfe0f:
			return -1
		}
		return r
	}, s)
}

// scanNumber reads the number at the beginning of normal text: 812, 1,024,
// 八百一十二, 1万2千. It returns how many bytes the number took; 0 means there is
// none. A sign or a fraction is taken along so that it can be refused as one.
func scanNumber(s string) (n int, size int, complaint election.Phrase) {
	digits := spanOf(s, "-0123456789,.")
	if d := strings.TrimRight(s[:digits], ",.-"); d != "" {
		return arabic(s, d)
	}
	i := 0
	for _, r := range s {
		if !strings.ContainsRune(chineseDigits+chineseUnits+"两", r) {
			break
		}
		i += len(string(r))
	}
	if i == 0 {
		return 0, 0, election.Phrase{}
	}
	n, ok := chinese(s[:i])
	if !ok {
		return 0, i, election.Say("看不懂数字“%s”。请用数字写，例如 812。", "“%s” is not a number I know. Please write digits, e.g. 812.").With(s[:i])
	}
	return n, i, tooLarge(n)
}

func arabic(s, d string) (int, int, election.Phrase) {
	size := len(d)
	switch {
	case strings.HasPrefix(d, "-"):
		return 0, size, election.Say("不能是负数：%s。请输入 0 或更大的整数。", "It cannot be negative: %s. Please enter 0 or a larger whole number.").With(d)
	case strings.ContainsAny(d, ".-"):
		return 0, size, election.Say("要整数，不要小数：%s。", "A whole number, please, not %s.").With(d)
	}
	if strings.Contains(d, ",") && !grouped(d) { // "12,34" is two numbers in a list
		d = d[:strings.IndexByte(d, ',')]
		size = len(d)
	}
	n, err := strconv.Atoi(strings.ReplaceAll(d, ",", ""))
	if err != nil {
		return 0, size, tooLarge(maxNumber + 1)
	}
	for _, u := range []struct {
		word  string
		times int
	}{{"万", 10000}, {"千", 1000}} { // 1万2千
		if strings.HasPrefix(s[size:], u.word) && n <= maxNumber {
			rest, more, _ := scanNumber(s[size+len(u.word):])
			if rest >= u.times {
				rest, more = 0, 0
			}
			n, size = n*u.times+rest, size+len(u.word)+more
			break
		}
	}
	return n, size, tooLarge(n)
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
	for i := range len(s) {
		if strings.IndexByte(chars, s[i]) < 0 {
			return i
		}
	}
	return len(s)
}

const (
	chineseDigits = "〇零一二三四五六七八九"
	chineseUnits  = "十百千万"
)

// chinese reads 八百一十二, 两千零五, 一万二 (12,000), 八一二.
func chinese(s string) (int, bool) {
	if !strings.ContainsAny(s, chineseUnits) {
		return spelled(s)
	}
	total, section, digit, unit, zero := 0, 0, -1, 10, false
	for _, r := range s {
		d, isDigit := digitOf(r)
		switch {
		case isDigit && d == 0:
			zero = true
		case isDigit && digit > 0:
			return 0, false // 二三百
		case isDigit:
			digit = d
		case r == '万':
			if total > 0 || section+max(digit, 0) == 0 {
				return 0, false
			}
			total, section, digit, unit, zero = (section+max(digit, 0))*10000, 0, -1, 10000, false
		default:
			u := map[rune]int{'十': 10, '百': 100, '千': 1000}[r]
			if digit < 0 && u != 10 {
				return 0, false
			}
			if digit < 0 {
				digit = 1 // 十二
			}
			section, digit, unit, zero = section+digit*u, -1, u, false
		}
	}
	switch {
	case digit > 0 && !zero && unit > 10: // 一百二 is 120
		section += digit * unit / 10
	case digit > 0:
		section += digit
	}
	return total + section, true
}

// spelled reads digits one by one: 八一二, 八〇二.
func spelled(s string) (int, bool) {
	n := 0
	for _, r := range s {
		d, ok := digitOf(r)
		if !ok || n > maxNumber {
			return 0, false
		}
		n = n*10 + d
	}
	return n, true
}

func digitOf(r rune) (int, bool) {
	switch r {
	case '〇', '零':
		return 0, true
	case '两':
		return 2, true
	}
	for i, c := range []rune("一二三四五六七八九") {
		if c == r {
			return i + 1, true
		}
	}
	return 0, false
}
