package speech

import (
	"strings"
	"sync"
)

// signIndex are the words of all signs, and of which part of which sign each is; read only.
var signIndex = sync.OnceValue(func() (x struct {
	words *Words
	of    [][]signPart // by the word
	whole []uint8      // by the sign: one bit for each part
}) {
	at := map[string]int{}
	var words []string
	x.whole = make([]uint8, len(signs))
	for rank, sg := range signs {
		for part, any := range sg.parts {
			x.whole[rank] |= 1 << part
			for _, w := range any {
				i, known := at[w]
				if !known {
					i = len(words)
					at[w], words, x.of = i, append(words, w), append(x.of, nil)
				}
				x.of[i] = append(x.of[i], signPart{rank, 1 << part})
			}
		}
	}
	x.words = WordsOf(words...)
	return x
})

// signPart is a part of a sign, by the rank of that in the list.
type signPart struct {
	rank int
	part uint8
}

// mayHave are the signs of which all parts stand in a text, by their ranks in the list. Most
// clauses of most messages have none, and are passed at once.
func mayHave(s string) (ranks []int) {
	x := signIndex()
	var have [256]uint8
	x.words.each(s, func(word, _ int) bool {
		for _, of := range x.of[word] {
			have[of.rank] |= of.part
		}
		return true
	})
	for rank, whole := range x.whole {
		if have[rank] == whole {
			ranks = append(ranks, rank)
		}
	}
	return ranks
}

// mayAlarm reports whether a text may tell of an emergency. No part of a text does that does not.
func (e *Ear) mayAlarm(text string) bool {
	s := foldedClause(text)
	for _, calm := range e.calm {
		if strings.Contains(calm, s) {
			return false
		}
	}
	for _, rank := range mayHave(s) {
		if !signs[rank].hint {
			return true
		}
	}
	e.calm = append(e.calm, s)
	return false
}
