package speech

import (
	"strings"
	"unicode/utf8"
)

// leads are words of which the first in their order that begins a text counts. Most texts
// begin with none of their first characters, and are passed at once.
type leads[T any] struct {
	all   []lead[T]
	first RuneSet
}

// lead is a word and what it means.
type lead[T any] struct {
	word  string
	means T
}

func leadsOf[T any](all ...lead[T]) *leads[T] {
	l := &leads[T]{all: all}
	for _, w := range all {
		l.first.add(firstRune(w.word))
	}
	return l
}

// leadWords are leads that mean nothing but themselves.
func leadWords(words ...string) *leads[struct{}] {
	all := make([]lead[struct{}], len(words))
	for i, w := range words {
		all[i].word = w
	}
	return leadsOf(all...)
}

// of is the word that begins a text; "" is none.
func (l *leads[T]) of(s string) (word string, means T) {
	if l.may(s) {
		for i := range l.all {
			if w := &l.all[i]; strings.HasPrefix(s, w.word) && Bounded(s, w.word) {
				return w.word, w.means
			}
		}
	}
	return "", means
}

// may reports whether one of the words may begin a text, going by its first character.
func (l *leads[T]) may(s string) bool {
	r, size := utf8.DecodeRuneInString(s)
	return size > 0 && l.first.has(r)
}
