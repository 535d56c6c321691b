package speech

import (
	"cmp"
	"slices"
	"unicode/utf8"
)

// Entry is one word of a lexicon with what it means.
type Entry struct {
	Text string
	Meaning
}

// Lexicon is a list of words. It is looked up by the first two characters, so
// that its size is of no matter.
type Lexicon struct {
	words map[[2]rune][]word // the longest first
}

// word is one way of writing something.
type word struct {
	runes []rune // without blanks and interpuncts
	latin bool   // it ends in a Latin letter or a digit
	loose bool   // blanks and interpuncts may stand inside: it is a name
	means []Meaning
}

// NewLexicon makes a lexicon. A text that means several things stands once, with
// all its meanings: fuller ways of writing first, else as given.
func NewLexicon(entries []Entry) *Lexicon {
	l := &Lexicon{words: make(map[[2]rune][]word, len(entries))}
	for _, e := range entries {
		l.add(e)
	}
	for _, words := range l.words {
		for _, w := range words {
			slices.SortStableFunc(w.means, func(a, b Meaning) int { return cmp.Compare(a.How, b.How) })
		}
		slices.SortStableFunc(words, func(a, b word) int { return len(b.runes) - len(a.runes) })
	}
	return l
}

func (l *Lexicon) add(e Entry) {
	var runes []rune
	name := e.Sort.named()
	for _, r := range Fold(e.Text) {
		if !name || !blank(r) && !interpunct(r) {
			runes = append(runes, r)
		}
	}
	if len(runes) == 0 {
		return
	}
	key := [2]rune{runes[0]}
	if len(runes) > 1 {
		key[1] = runes[1]
	}
	same := l.words[key]
	i := slices.IndexFunc(same, func(w word) bool { return slices.Equal(w.runes, runes) })
	if i < 0 {
		last := runes[len(runes)-1]
		same = append(same, word{runes: runes, latin: letter(last) || digit(last)})
		i = len(same) - 1
	}
	w := &same[i]
	w.loose = w.loose || name && len(runes) > 1
	if !slices.Contains(w.means, e.Meaning) {
		w.means = append(w.means, e.Meaning)
	}
	l.words[key] = same
}

// named reports whether words of a sort are names, in which blanks may stand.
func (s Sort) named() bool {
	return s == OfUnit || s == OfArea || s == OfPerson || s == OfCandidate || s == OfField
}

// match is a word found in a text.
type match struct {
	size  int // bytes
	runes int // of the word itself
	means []Meaning
}

// find finds the longest word that begins a text. before is the character in
// front of it, or 0.
func (l *Lexicon) find(s string, before rune) match {
	if l == nil {
		return match{}
	}
	first, size := utf8.DecodeRuneInString(s)
	if (letter(first) || digit(first)) && letter(before) {
		return match{}
	}
	best := match{}
	for i, second := range next(s[size:]) {
		if second == 0 && i > 0 {
			continue
		}
		for _, w := range l.words[[2]rune{first, second}] {
			if len(w.runes) <= best.runes {
				break
			}
			if n := w.in(s); n > 0 {
				best = match{n, len(w.runes), w.means}
				break
			}
		}
	}
	return best
}

// next are the characters that may follow the first one of a word: none, the next,
// that past a blank, and that past 了.
func next(s string) [4]rune {
	var all [4]rune
	r, size := utf8.DecodeRuneInString(s)
	if size == 0 {
		return all
	}
	all[3] = r
	for blank(r) || interpunct(r) {
		s = s[size:]
		if r, size = utf8.DecodeRuneInString(s); size == 0 {
			return all
		}
		all[1] = r
	}
	if r == '了' {
		all[2], _ = utf8.DecodeRuneInString(s[size:])
	}
	return all
}

// in is how many bytes of a text the word takes that begins it; 0 if it does not.
// 了 may stand inside a word that is no name: 参加了投票.
func (w word) in(s string) int {
	at := 0
	for i, want := range w.runes {
		r, size := utf8.DecodeRuneInString(s[at:])
		for i > 0 && r != want && size > 0 && (w.loose && (blank(r) || interpunct(r)) || r == '了') {
			at += size
			r, size = utf8.DecodeRuneInString(s[at:])
		}
		if r != want || size == 0 {
			return 0
		}
		at += size
	}
	after, _ := utf8.DecodeRuneInString(s[at:])
	last := w.runes[len(w.runes)-1]
	if letter(last) && letter(after) || w.latin && digit(last) && (digit(after) || letter(after)) {
		return 0
	}
	return at
}

// find finds the longest word of several lexicons that begins a text, with all
// that it means in any of them.
func find(lexicons []*Lexicon, s string, before rune) match {
	best := match{}
	for _, l := range lexicons {
		switch m := l.find(s, before); {
		case m.runes > best.runes:
			best = m
		case m.runes == best.runes && m.runes > 0:
			best.means = slices.Concat(best.means, m.means)
		}
	}
	return best
}
