package speech

import (
	"strings"
	"unicode/utf8"
)

// Words are a list of which one or none stands in a text. All are looked for at once, by the two
// characters with which they begin: at most places of a text no word does. Make it once.
type Words struct {
	begin Pairs
	by    map[[2]rune][]int // the words, by their places in the list
	all   []string
}

// WordsOf are some words.
func WordsOf(words ...string) *Words {
	w := &Words{by: map[[2]rune][]int{}, all: words}
	for i, word := range words {
		if word == "" {
			continue
		}
		pair := firstTwo(word)
		w.begin.add(pair[0], pair[1])
		w.by[pair] = append(w.by[pair], i)
	}
	return w
}

// firstTwo are the first two characters of a text; the second of one character is 0.
func firstTwo(s string) [2]rune {
	first, size := utf8.DecodeRuneInString(s)
	return [2]rune{first, firstRune(s[size:])}
}

// otherWords begin as a word of one character does that names a figure, and mean something else; read only.
var otherWords = leadWords("发现", "发觉", "发生", "发愁", "发火", "发动", "发言", "发烧", "发热", "发病", "发抖", "收拾", "收音", "收入", "收费", "投诉", "投靠", "应付", "应对", "到处", "到底")

// beginsOther reports whether such a word begins a text: 发现两张选票编号一样 issues no ballots.
func beginsOther(s string) bool {
	word, _ := otherWords.of(s)
	return word != ""
}

// In reports whether one of the words stands in a text.
func (w *Words) In(s string) bool {
	in := false
	w.each(s, func(_, _ int) bool {
		in = true
		return false
	})
	return in
}

// each goes through the words in a text in the order of their places: which word stands at which
// byte. It ends when found says so.
func (w *Words) each(s string, found func(word, at int) (more bool)) {
	w.mayBegin(s, func(words []int, at int) bool {
		for _, i := range words {
			if strings.HasPrefix(s[at:], w.all[i]) && !found(i, at) {
				return false
			}
		}
		return true
	})
}

// mayBegin goes through the places of a text at which words may begin.
func (w *Words) mayBegin(s string, found func(words []int, at int) (more bool)) {
	r, size := utf8.DecodeRuneInString(s)
	for at := 0; size > 0; {
		next, wide := utf8.DecodeRuneInString(s[at+size:])
		if wide == 0 {
			next = 0
		}
		if w.begin.May(pairOf(r, 0)) && !found(w.by[[2]rune{r, 0}], at) {
			return
		}
		if next != 0 && w.begin.May(pairOf(r, next)) && !found(w.by[[2]rune{r, next}], at) {
			return
		}
		at, r, size = at+size, next, wide
	}
}
