package speech

import (
	"slices"
	"sync"
	"unicode/utf8"
)

// signIndex says which signs may begin at a place of a clause, by the first two characters of
// the words that begin them: most clauses of most messages have no sign, and are passed at once.
// The second of a word of one character is 0; read only.
var signIndex = sync.OnceValue(func() map[[2]rune][]int {
	by := map[[2]rune][]int{}
	for rank, sg := range signs {
		for _, w := range sg.parts[0] {
			first, size := utf8.DecodeRuneInString(w)
			pair := [2]rune{first, firstRune(w[size:])}
			if !slices.Contains(by[pair], rank) {
				by[pair] = append(by[pair], rank)
			}
		}
	}
	return by
})

// mayHave are the signs that a clause may have, by their ranks in the list.
func (c clause) mayHave() (ranks []int) {
	by := signIndex()
	for i, r := range c.s {
		second := firstRune(c.s[i+utf8.RuneLen(r):])
		for _, pair := range [...][2]rune{{r, 0}, {r, second}} {
			if second != 0 || pair[1] == 0 {
				ranks = append(ranks, by[pair]...)
			}
		}
	}
	slices.Sort(ranks)
	return slices.Compact(ranks)
}
