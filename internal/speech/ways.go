package speech

import (
	"cmp"
	"slices"
	"strconv"
	"unicode/utf8"
)

// Way is one way of writing a word. It is made once, and looked for in many texts.
type Way struct {
	runes []rune // as a lexicon has them
	pair  Pair
	sort  Sort
	how   How
	loose bool
}

// WayOf is a way of writing a word; what its ID is does not matter yet.
func WayOf(e Entry) Way { return e.way(nil) }

func (e Entry) way(room []rune) Way {
	w := Way{runes: e.append(room), sort: e.Sort, how: e.How}
	switch len(w.runes) {
	case 0:
	case 1:
		w.pair = pairOf(w.runes[0], 0)
	default:
		w.pair, w.loose = pairOf(w.runes[0], w.runes[1]), e.Sort.named()
	}
	return w
}

// fits is how many bytes of a text the word takes that begins it, as longest takes them, and
// whether blanks are among them; 0 if it does not.
func (w *Way) fits(s string) (size int, blanked bool) {
	for depth := 0; ; {
		if depth == len(w.runes) {
			break
		}
		r, wide := utf8.DecodeRuneInString(s[size:])
		switch {
		case wide == 0:
			return 0, false
		case r == w.runes[depth]:
			depth++
		case depth > 0 && (blank(r) || interpunct(r)):
			blanked = true
		case depth > 0 && r == '了':
		default:
			return 0, false
		}
		size += wide
	}
	if !(word{runes: w.runes}).ends(s[size:]) {
		return 0, false
	}
	return size, blanked
}

// Spots are the places of a text at which words may begin.
type Spots struct {
	*spotted
	s string // the folded text, which those of a longer one end in
}

// spotted is a text with its places, by the characters that stand there.
type spotted struct {
	s     string
	pairs Pairs
	last  [spotKinds]int32 // of the characters of a kind, from 1 on
	all   []spot
}

// spotKinds is how many kinds of characters are told apart at once.
const spotKinds = 128

// spot is a place, and the one before it with a character of the same kind, from 1 on.
type spot struct {
	r      rune
	at     int32
	before int32
}

func spottedIn(s string) *spotted {
	p := &spotted{s: s, all: make([]spot, 0, utf8.RuneCountInString(s))}
	for at, r := range s {
		p.pairs.add(r, 0)
		following := next(s[at+utf8.RuneLen(r):])
		for _, second := range following {
			if second != 0 {
				p.pairs.add(r, second)
			}
		}
		kind := &p.last[r%spotKinds]
		p.all = append(p.all, spot{r, int32(at), *kind})
		*kind = int32(len(p.all))
	}
	return p
}

// Has reports whether a word stands in the text.
func (p Spots) Has(w *Way) bool { return p.pairs.May(w.pair) && p.has(w) }

func (p Spots) has(w *Way) bool {
	has := false
	p.each(w, func(_, _ int, blanked bool) bool {
		has = w.loose || !blanked
		return !has
	})
	return has
}

// Says reports whether a word stands in the text, of which no way is made yet.
func (p Spots) Says(e Entry) bool {
	if first := foldRune(firstRune(e.Text)); first > 0 && !blank(first) && !interpunct(first) && !p.pairs.May(pairOf(first, 0)) {
		return false
	}
	var room [32]rune
	w := e.way(room[:0])
	return p.Has(&w)
}

// each goes through the places in the text at which a word stands: how much of the text is left
// there, how many bytes the word takes, and whether blanks are among these.
func (p Spots) each(w *Way, found func(left, size int, blanked bool) (more bool)) {
	if len(w.runes) == 0 || !p.pairs.May(w.pair) {
		return
	}
	first := w.runes[0]
	for i := p.last[first%spotKinds]; i > 0; {
		at := p.all[i-1]
		if i = at.before; at.r != first {
			continue
		}
		rest := p.spotted.s[at.at:]
		if len(rest) > len(p.s) {
			return
		}
		if size, blanked := w.fits(rest); size > 0 && !found(len(rest), size, blanked) {
			return
		}
	}
}

// Lexicon is one for this text alone, of some words with their ways of being written; nil if none
// stands in it. A word's meaning has as its ID which of the words it is.
func (p Spots) Lexicon(words int, ways func(word int) []Way) *Lexicon {
	all := make([]standing, 0, 2*words)
	var only []standing // only beside a name that is written the same: in others are no blanks
	for i := range words {
		of := ways(i)
		for j := range of {
			w := &of[j]
			p.each(w, func(left, size int, blanked bool) bool {
				s := standing{left, size, i, w}
				if blanked && !w.loose {
					only = append(only, s)
				} else {
					all = append(all, s)
				}
				return true
			})
		}
	}
	for _, s := range only {
		if slices.ContainsFunc(all, func(o standing) bool {
			return o.way.loose && o.left == s.left && slices.Equal(o.way.runes, s.way.runes)
		}) {
			all = append(all, s)
		}
	}
	if len(all) == 0 {
		return nil
	}
	slices.SortStableFunc(all, func(a, b standing) int {
		return cmp.Or(cmp.Compare(a.left, b.left), cmp.Compare(len(b.way.runes), len(a.way.runes)), cmp.Compare(a.way.how, b.way.how), cmp.Compare(a.word, b.word))
	})
	return &Lexicon{found: foundOf(all, len(p.s))}
}

// standing is a word as it stands in a text.
type standing struct {
	left, size int // bytes of the text
	word       int
	way        *Way
}

// foundOf are the longest of words at each place, which stand in their order.
func foundOf(all []standing, size int) *found {
	f := &found{at: make([]uint32, size+1), matches: make([]match, 0, len(all))}
	means := make([]Meaning, 0, len(all))
	for from := 0; from < len(all); {
		longest, first := all[from], len(means)
		for ; from < len(all) && all[from].left == longest.left; from++ {
			m := Meaning{all[from].way.sort, strconv.Itoa(all[from].word), all[from].way.how}
			if slices.Equal(all[from].way.runes, longest.way.runes) && !slices.Contains(means[first:], m) {
				means = append(means, m)
			}
		}
		f.matches = append(f.matches, match{longest.size, len(longest.way.runes), means[first:len(means):len(means)]})
		f.at[longest.left] = uint32(len(f.matches))
	}
	return f
}

// found are the words of a lexicon that were found at the places of a text, counted from its end.
type found struct {
	lexicon *Lexicon // nil: all were looked for
	at      []uint32 // where that is among the matches, from 1 on; 0 is not looked for yet
	matches []match
}

// nothing is found at most places.
const nothing = 1<<32 - 1

// find is the longest word that begins the rest of the text, whatever stands before it.
func (f *found) find(rest string) match {
	p := &f.at[len(rest)]
	if *p == 0 && f.lexicon != nil {
		m := f.lexicon.find(rest, 0)
		if *p = nothing; m.size > 0 {
			f.matches = append(f.matches, m)
			*p = uint32(len(f.matches))
		}
	}
	if *p == 0 || *p == nothing {
		return match{}
	}
	return f.matches[*p-1]
}
