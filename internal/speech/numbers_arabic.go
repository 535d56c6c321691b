package speech

import (
	"strings"
	"unicode/utf8"
)

// telephone reads 13800000000 and 0712-1234567.
func telephone(s string) (Number, int) {
	size := digitRun(s)
	if size == 11 && s[0] == '1' && s[1] >= '3' {
		return Number{Role: Telephone}, size
	}
	if (size == 3 || size == 4) && s[0] == '0' && strings.HasPrefix(s[size:], "-") {
		if more := digitRun(s[size+1:]); more >= 7 && more <= 8 {
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
	if size < len(s) && (Letter(rune(s[size])) || digit(rune(s[size]))) {
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

// arabic reads digits: 812, 1,024, 1万2千. A number in pieces, with a sign or with a
// fraction is taken whole, so that it is nobody's beginning.
func arabic(s string, begins func(at int) int) (Number, int) {
	run := strings.TrimRight(s[:spanOf(s, "-0123456789,.")], ",.-")
	digits := digitRun(run)
	if n, size := spaced(s); size > 0 {
		return n, size
	}
	if n, size := placed(s); size > 0 {
		return n, size
	}
	switch {
	case run == "" || run[0] == ',' || run[0] == '.':
		return Number{}, 0
	case run[0] == '-':
		return signed(run)
	case strings.HasPrefix(run[digits:], "."):
		return decimal(s, digits)
	case strings.HasPrefix(run[digits:], "-"):
		return arabicRange(s, digits)
	}
	if commas := spanOf(run, "0123456789,"); grouped(strings.TrimRight(run[:commas], ",")) && commas > digits {
		digits = commas
	}
	value := valueOf(run[:digits])
	if value > MaxNumber {
		return Number{Role: Count, Value: value}, digits
	}
	return inPieces(s, value, digits, begins)
}

// signed is a number below zero, which counts nothing.
func signed(run string) (Number, int) {
	size := 1 + spanOf(run[1:], "0123456789,.")
	if size == 1 {
		return Number{}, 0
	}
	return Number{Role: Garbled}, size
}

// valueOf is the value of digits with or without commas; one above MaxNumber if it is more.
func valueOf(digits string) (value int) {
	for _, r := range digits {
		if r != ',' {
			value = min(10*value+int(r-'0'), MaxNumber+1)
		}
	}
	return value
}

// inPieces is a number with what goes on with it behind its first digits: 1 050, 1万2千.
func inPieces(s string, value, digits int, begins func(at int) int) (Number, int) {
	if n, size := pieces(s, value, digits); size > 0 && (s[size-3] == '0' || begins(size) == 0) { // 无效10 600赵大山
		return n, size
	}
	if n, size := joined(s, value, digits); size > 0 {
		return n, size
	}
	if n, size := halfWritten(s, value, digits); size > 0 && begins(digits) == 0 {
		return n, size
	}
	if begins(digits) == 0 {
		value, digits = mixed(s, value, digits)
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

// placeWords are the words for the places of a number; read only.
var placeWords = map[rune]int{'十': 10, '百': 100, '千': 1000, '万': 10000}

// placed reads digits with the words for their places and blanks among them: 4 百 8 十 3.
func placed(s string) (Number, int) {
	value, size, last, blanks := 0, 0, 10*MaxNumber, 0
	for at := 0; at < len(s) && digit(rune(s[at])) && digitRun(s[at:]) == 1; {
		n, gap := int(s[at]-'0'), spanOf(s[at+1:], " ")
		place := firstRune(s[at+1+gap:])
		times := placeWords[place]
		if times == 0 && blanks > 0 { // the ones
			return Number{Role: Garbled, Value: value + n}, at + 1
		}
		if times == 0 || times >= last {
			break
		}
		value, last, blanks = value+n*times, times, blanks+gap
		size = at + 1 + gap + utf8.RuneLen(place)
		next := spanOf(s[size:], " ")
		if at = size + next; at < len(s) && digit(rune(s[at])) {
			blanks += next
		}
	}
	if blanks == 0 {
		return Number{}, 0
	}
	return Number{Role: Garbled, Value: value}, size + measure(s[size:])
}

// pieces reads a number in two pieces: 1 050, 1，050.
func pieces(s string, value, digits int) (Number, int) {
	if digits > 2 {
		if rest, ok := strings.CutPrefix(s[digits:], "，"); !ok || digits > 3 || digitRun(rest) != 3 {
			return Number{}, 0
		}
	}
	rest, ok := cutAny(s[digits:], "， ", "，", " ")
	if !ok || digitRun(rest) != 3 {
		return Number{}, 0
	}
	if more, listed := strings.CutPrefix(rest[3:], "，"); listed && digits == 3 && digitRun(more) > 0 { // 201，180，344 is a list
		return Number{}, 0
	}
	low, _ := plainNumber(rest[:3])
	size := len(s) - len(rest) + 3
	if role := roleBefore(s[size:]); role != Count {
		return Number{}, 0
	}
	return Number{Role: Garbled, Value: 1000*value + low}, size
}

// halfWritten reads a number that goes on in Chinese digits: 57三.
func halfWritten(s string, value, digits int) (Number, int) {
	more := numeralRun(s[digits:])
	for _, r := range s[digits : digits+more] {
		d := digitOf(r)
		if d < 0 {
			return Number{}, 0
		}
		value = 10*value + d
	}
	behind := s[digits+more:]
	if more == 0 || value > MaxNumber || strings.HasPrefix(behind, "号") || roleBefore(behind) != Count { // 一组200二组300
		return Number{}, 0
	}
	return Number{Role: Garbled, Value: value}, digits + more
}

// joined reads a sum, 300+286, and a number of which the end stands apart: 10 02. Both
// are asked about.
func joined(s string, value, digits int) (Number, int) {
	sum, size := value, digits
	for {
		rest, ok := cutAny(s[size:], "+", " + ")
		more := digitRun(rest)
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
	more := digitRun(rest)
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
	more := digitRun(s[digits+1:])
	size := digits + 1 + more
	whole, _ := plainNumber(s[:min(digits, 7)])
	if rest, ok := cutAny(s[size:], "%", "％", " percent"); ok {
		return Number{Role: Percent, Value: whole}, len(s) - len(rest)
	}
	n := Number{Role: Decimal}
	for strings.HasPrefix(s[size:], ".") && digitRun(s[size+1:]) > 0 {
		size += 1 + digitRun(s[size+1:])
		more = 0
	}
	if more == 3 && digits <= 3 {
		low, _ := plainNumber(s[digits+1 : size])
		n.Value = 1000*whole + low
	}
	if low, _ := plainNumber(s[digits+1 : size]); more > 0 && more <= 4 && strings.HasPrefix(s[size:], "万") { // 5.2万
		n.Value = 10000 * whole
		for range 4 - more {
			low *= 10
		}
		n.Value += low
	}
	for _, w := range [...]string{"万", "千", "亿"} {
		size += len(s[size:]) - len(strings.TrimPrefix(s[size:], w))
	}
	return n, size + measure(s[size:])
}

func arabicRange(s string, digits int) (Number, int) {
	rest := s[digits+1:]
	more := digitRun(rest)
	size := digits + 1 + more
	for strings.HasPrefix(s[size:], "-") && digitRun(s[size+1:]) > 0 {
		size += 1 + digitRun(s[size+1:])
	}
	low, _ := plainNumber(s[:digits])
	high, _ := plainNumber(rest[:more])
	return Number{Role: Range, Low: low, High: high, Value: (low + high) / 2}, size + measure(s[size:])
}
