package speech

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"
)

// Entry is one word of a lexicon with what it means.
type Entry struct {
	Text string
	Meaning
}

// Lexicon is a list of words. It is looked up by one character after the other, so that its
// size is of little matter.
type Lexicon struct {
	words []word // in the order of their characters
	heads []head // in the order of their characters
	begin Pairs
	found *found // of one made for a text: where its words stand there
}

// head is a character that begins words, and the place of the first of them.
type head struct {
	r    rune
	from int
}

// word is one way of writing something.
type word struct {
	runes []rune // without blanks and interpuncts
	loose bool   // blanks and interpuncts may stand inside: it is a name
	means []Meaning
}

// NewLexicon makes a lexicon. A text that means several things stands once, with
// all its meanings: fuller ways of writing first, else as given.
func NewLexicon(entries []Entry) *Lexicon {
	all, size := make([]word, 0, len(entries)), 0
	for _, e := range entries {
		size += utf8.RuneCountInString(e.Text)
	}
	runes, means := make([]rune, 0, size), make([]Meaning, 0, len(entries)) // of all words, so that they lie together
	for _, e := range entries {
		from := len(runes)
		if runes = e.append(runes); len(runes) == from {
			continue
		}
		means = append(means, e.Meaning)
		w := word{runes: runes[from:len(runes):len(runes)], means: means[len(means)-1 : len(means) : len(means)]}
		w.loose = e.Sort.named() && len(w.runes) > 1
		all = append(all, w)
	}
	order := make([]*word, len(all)) // a word is large to move
	for i := range all {
		order[i] = &all[i]
	}
	slices.SortStableFunc(order, func(a, b *word) int { return slices.Compare(a.runes, b.runes) })
	merged := make([]word, 0, len(all))
	for from := 0; from < len(order); {
		to := from + 1
		for to < len(order) && slices.Equal(order[to].runes, order[from].runes) {
			to++
		}
		merged, from = append(merged, asOne(order[from:to])), to
	}
	l := &Lexicon{words: merged, heads: make([]head, 0, len(merged)/2+1)}
	for i, w := range merged {
		r, second := w.runes[0], rune(0)
		if i == 0 || merged[i-1].runes[0] != r {
			l.heads = append(l.heads, head{r, i})
		}
		if len(w.runes) > 1 {
			second = w.runes[1]
		}
		l.begin.add(r, second)
	}
	return l
}

// begun are the words that begin with a character.
func (l *Lexicon) begun(r rune) []word {
	i, found := slices.BinarySearchFunc(l.heads, r, func(h head, r rune) int { return cmp.Compare(h.r, r) })
	switch {
	case !found:
		return nil
	case i+1 < len(l.heads):
		return l.words[l.heads[i].from:l.heads[i+1].from]
	}
	return l.words[l.heads[i].from:]
}

// append appends the characters by which the entry is looked up.
func (e Entry) append(runes []rune) []rune {
	name := e.Sort.named()
	for _, r := range e.Text {
		if r = foldRune(r); r >= 0 && !(name && (blank(r) || interpunct(r))) {
			runes = append(runes, r)
		}
	}
	return runes
}

// asOne is what stands several times as one word, with each meaning once. Of a nickname there
// are thousands in a large town.
func asOne(same []*word) word {
	w := *same[0]
	if len(same) == 1 {
		return w
	}
	means := make([]Meaning, 0, len(same))
	var seen map[Meaning]bool // nil: there are few
	if len(same) > fewMeanings {
		seen = make(map[Meaning]bool, len(same))
	}
	for _, s := range same {
		w.loose = w.loose || s.loose
		if m := s.means[0]; !seen[m] && (seen != nil || !slices.Contains(means, m)) {
			means = append(means, m)
			if seen != nil {
				seen[m] = true
			}
		}
	}
	slices.SortStableFunc(means, func(a, b Meaning) int { return cmp.Compare(a.How, b.How) })
	w.means = means
	return w
}

// fewMeanings are looked through one by one.
const fewMeanings = 8

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
func (l *Lexicon) find(s string, before rune) (best match) {
	if l == nil {
		return match{}
	}
	first, size := utf8.DecodeRuneInString(s)
	following := next(s[size:])
	may := l.begin.May(pairOf(first, 0))
	for _, second := range following {
		may = may || second != 0 && l.begin.May(pairOf(first, second))
	}
	if !may || insideWord(first, before) {
		return match{}
	}
	words := l.begun(first)
	if len(words) == 0 {
		return match{}
	}
	if w := words[0]; len(w.runes) == 1 {
		if words = words[1:]; w.ends(s[size:]) {
			best = match{size, 1, w.means}
		}
	}
	for _, second := range following {
		if second == 0 || len(words) == 0 {
			continue
		}
		from, to := goingOn(words, 1, second)
		if m := longest(words[from:to], 1, s, size, false); m.runes > best.runes {
			best = m
		}
	}
	return best
}

// insideWord reports whether a character goes on with a Latin word, so that no word begins
// with it.
func insideWord(r, before rune) bool { return (Letter(r) || digit(r)) && Letter(before) }

// next are the characters that may follow the first one of a word: that past a blank, that
// past 了, and the next; 0 where there is none.
func next(s string) [3]rune {
	var all [3]rune
	r, size := utf8.DecodeRuneInString(s)
	if size == 0 {
		return all
	}
	all[2] = r
	for blank(r) || interpunct(r) {
		s = s[size:]
		if r, size = utf8.DecodeRuneInString(s); size == 0 {
			return all
		}
		all[0] = r
	}
	if r == '了' {
		all[1], _ = utf8.DecodeRuneInString(s[size:])
	}
	return all
}

// longest finds the longest of some words that begins a text. They stand in their order
// and agree in their first characters, depth of them, which take the text's first bytes up
// to at. blanks says that blanks are among these bytes: only names pass them. Any word
// passes 了: 参加了投票.
func longest(words []word, depth int, s string, at int, blanks bool) (best match) {
	for len(words) > 0 {
		if w := words[0]; len(w.runes) == depth {
			if (w.loose || !blanks) && w.ends(s[at:]) && depth >= best.runes {
				best = match{at, depth, w.means}
			}
			words = words[1:]
		}
		r, size := utf8.DecodeRuneInString(s[at:])
		if size == 0 {
			break
		}
		from, to := goingOn(words, depth, r)
		if space := blank(r) || interpunct(r); space || r == '了' {
			for _, others := range [...][]word{words[:from], words[to:]} {
				if m := longest(others, depth, s, at+size, blanks || space); m.runes > best.runes {
					best = m
				}
			}
		}
		words, depth, at = words[from:to], depth+1, at+size
	}
	return best
}

// goingOn finds those of some words, from which to which, of which one character is r.
func goingOn(words []word, at int, r rune) (from, to int) {
	from, _ = slices.BinarySearchFunc(words, r, func(w word, r rune) int { return cmp.Compare(w.runes[at], r) })
	to, _ = slices.BinarySearchFunc(words[from:], r, func(w word, r rune) int {
		if w.runes[at] == r {
			return -1
		}
		return 1
	})
	return from, from + to
}

// ends reports whether the word may end before what follows it: a Latin word is whole.
func (w word) ends(rest string) bool {
	after, _ := utf8.DecodeRuneInString(rest)
	last := w.runes[len(w.runes)-1]
	if last == '村' && w.loose && (strings.HasPrefix(rest, "民代表") || strings.HasPrefix(rest, "民小组")) { // 柳坪村民代表
		return false
	}
	return !(Letter(last) && (Letter(after) || len(w.runes) == 1 && digit(after)) || digit(last) && (digit(after) || Letter(after)))
}
