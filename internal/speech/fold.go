package speech

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// folded is a text in the one writing in which it is read: half-width, in small
// letters, without what cannot be seen. Lines and columns stay.
type folded struct {
	s     string
	place []int32 // where in the text as typed each byte of s comes from; one more at the end
}

func foldText(text string) folded {
	var b strings.Builder
	b.Grow(len(text))
	place := make([]int32, 0, len(text)+1)
	for i, r := range text {
		r = foldRune(r)
		if r < 0 {
			continue
		}
		b.WriteRune(r)
		for range utf8.RuneLen(r) {
			place = append(place, int32(i))
		}
	}
	f := folded{righted(b.String()), append(place, int32(len(text)))}
	if typedApart(f.s) {
		return f.together()
	}
	return f
}

// typedApart reports whether every number of a text is parted by one blank from the Chinese characters beside it.
// Telephones write so by themselves, and nothing is meant by it: 还剩 467 人没来投. A blank in pieces of a number, or
// behind a word of correction is meant: 错 413.
func typedApart(s string) bool {
	apart := false
	for i := 0; i < len(s); i++ {
		size := digitRun(s[i:])
		if size == 0 {
			continue
		}
		head, blankBefore := strings.CutSuffix(s[:i], " ")
		behind, blankBehind := strings.CutPrefix(s[i+size:], " ")
		before, next := lastRune(head), firstRune(behind)
		glued := chineseCharacter(before) && !blankBefore || chineseCharacter(next) && !blankBehind
		if glued || numeral(before) || numeral(next) || endsAny(head, "错", "错了", "多了", "少了") { // 4 百 8 十 is in pieces
			return false
		}
		apart = apart || chineseCharacter(before) || chineseCharacter(next)
		i += size
	}
	return apart
}

// together is a text typed apart without the blanks between its numbers and the characters beside them.
func (f folded) together() folded {
	var b strings.Builder
	b.Grow(len(f.s))
	place := make([]int32, 0, len(f.place))
	for i := range len(f.s) {
		if f.s[i] == ' ' && i > 0 && i+1 < len(f.s) {
			before, behind := lastRune(f.s[:i]), firstRune(f.s[i+1:])
			if chineseCharacter(before) && digit(behind) || digit(before) && chineseCharacter(behind) {
				continue
			}
		}
		b.WriteByte(f.s[i])
		place = append(place, f.place[i])
	}
	return folded{b.String(), append(place, f.place[len(f.s)])}
}

func chineseCharacter(r rune) bool { return r >= 0x4E00 && r < 0xA000 }

// misheard puts the words of an election in the place of others that sound the same:
// telephones write so what is spoken. Each is as long as what it stands for, so that no
// place moves; read only.
var misheard = sync.OnceValue(func() (m struct {
	first RuneSet // with which they begin
	by    map[rune][][2]string
}) {
	words := [...]string{"头票", "投票", "投飘", "投票", "投漂", "投票", "偷票", "投票", "透票", "投票", "投瓢", "投票", "选名单", "选名单", "选名额", "选名额", "选名", "选民", "选明", "选民", "登计", "登记", "登际", "登记", "登积", "登记", "有笑票", "有效票", "有晓票", "有效票", "无笑票", "无效票", "无晓票", "无效票",
		"收会选票", "收回选票", "收汇选票", "收回选票", "发处选票", "发出选票", "飞票", "废票", "费票", "废票", "肺票", "废票", "票像", "票箱", "票厢", "票箱", "另选它人", "另选他人", "另选她人", "另选他人", "侯选人", "候选人", "后选人", "候选人"}
	m.by = map[rune][][2]string{}
	for i := 0; i < len(words); i += 2 {
		first := firstRune(words[i])
		m.first.add(first)
		m.by[first] = append(m.by[first], [2]string{words[i], words[i+1]})
	}
	return m
})

// righted is a text with the words that were misheard put right.
func righted(s string) string {
	var better []byte
	words := misheard()
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		if !words.first.has(r) {
			i += size
			continue
		}
		for _, w := range words.by[r] {
			if strings.HasPrefix(s[i:], w[0]) {
				if better == nil {
					better = []byte(s)
				}
				copy(better[i:], w[1])
				size = len(w[0])
				break
			}
		}
		i += size
	}
	if better == nil {
		return s
	}
	return string(better)
}

// halfWidth makes one of what telephones write in many ways; -1 is nothing. Lines and columns
// stay, and the Chinese comma: it parts a list, never the thousands of a number.
func halfWidth(r rune) rune {
	switch {
	case r == '，', r == '\n', r == '\t':
		return r
	case r >= '！' && r <= '～':
		return r - 0xFEE0
	case r == '\r' || r == '　' || r == '\u00a0' || r == '\u202f' || r == '\u2009':
		return ' '
	case r == '−' || r == '–':
		return '-'
	case r == 0x20E3: // the key around 1️⃣, which numbers a line
		return '、'
	case invisible(r):
		return -1
	}
	return r
}

// foldRune is halfWidth, in small letters and simplified characters.
func foldRune(r rune) rune {
	if chineseCharacter(r) {
		return simpleRune(r)
	}
	return lowered(halfWidth(r))
}

func lowered(r rune) rune {
	if r >= 'A' && r <= 'Z' {
		return r + 'a' - 'A'
	}
	return r
}

// HalfRune is halfWidth in one line; it is -1 for what cannot be seen.
func HalfRune(r rune) rune {
	if r == '\n' || r == '\t' || r == '\r' {
		return ' '
	}
	return halfWidth(r)
}

// HalfWidth is a text in one line, half-width, without what cannot be seen. Capitals stay.
func HalfWidth(s string) string { return strings.Map(HalfRune, s) }

// AsTyped is the part of a text whose HalfWidth begins at a byte.
func AsTyped(text string, at int) string {
	for i, r := range text {
		if at <= 0 {
			return text[i:]
		}
		if r = HalfRune(r); r >= 0 {
			at -= utf8.RuneLen(r)
		}
	}
	return ""
}

// Lower makes small letters of Latin ones, so that no byte moves.
func Lower(s string) string { return strings.Map(lowered, s) }

func invisible(r rune) bool {
	return r < ' ' || r == 0x7f || r >= 0x200b && r <= 0x200f || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 || r == 0xfeff || r == 0xfe0f
}

// Fold is a word in the one writing in which words are compared.
func Fold(s string) string {
	for _, r := range s {
		if r == utf8.RuneError || foldRune(r) != r {
			return righted(strings.Map(foldRune, s))
		}
	}
	return righted(s)
}

// interpunct reports whether a character may stand between the parts of a name.
func interpunct(r rune) bool {
	switch r {
	case '·', '•', '‧', '・', '･', '．', '.', '∙':
		return true
	}
	return false
}

// blank reports whether a character is an empty place within a line.
func blank(r rune) bool { return r == ' ' || r == '\t' }

// Separates reports whether a character of a folded text parts words.
func Separates(r rune) bool {
	return unicode.IsSpace(r) || interpunct(r) || pictured(r) || strings.ContainsRune(",;:.!?|/+=()[]<>{}\"'，。；：、！？（）《》“”‘’【】「」『』…—~*#_", r)
}

// pictured reports whether a character is a picture, which parts words and says nothing by
// itself: 🗳️, 👉. The circle is a zero.
func pictured(r rune) bool {
	return (r >= 0x2190 && r < 0x2460 || r >= 0x2500 && r < 0x2E80 || r >= 0x1F000) && r != '○' && unicode.In(r, unicode.So, unicode.Sk, unicode.Sm)
}

// Letter reports whether a character is a Latin letter without an accent.
func Letter(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' }

func digit(r rune) bool { return r >= '0' && r <= '9' }

// spanOf is how many bytes at the beginning of a text are some ASCII characters.
func spanOf(s, chars string) int {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf || strings.IndexByte(chars, s[i]) < 0 {
			return i
		}
	}
	return len(s)
}

// digitRun is how many bytes at the beginning of a text are digits.
func digitRun(s string) int {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return i
		}
	}
	return len(s)
}

func cutAny(s string, words ...string) (string, bool) {
	for _, w := range words {
		if rest, ok := strings.CutPrefix(s, w); ok {
			return rest, true
		}
	}
	return s, false
}

// Bounded keeps Latin words whole: "chair" is not in "chairs".
func Bounded(s, w string) bool {
	return len(w) == 0 || len(w) == len(s) || !Letter(rune(w[len(w)-1])) || !Letter(rune(s[len(w)]))
}
