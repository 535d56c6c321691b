package speech

import (
	"slices"
	"time"
	"unicode/utf8"

	"huanjie/internal/election"
)

// Ear hears what is said in one message: its text, and the parts of it that are heard by
// themselves. What stands at a place of a text depends on what follows there and on little
// else. So it is found once, with whatever words the text is heard, and also for texts that
// end alike: 投票 东河村 640, 东河村 640. It is not safe for use by several at once.
type Ear struct {
	now     time.Time
	today   election.Date
	heard   []heardWith
	folds   []folding
	ends    []*ending
	clauses map[string]clause
	tokens  []Token // room for those of the next text
}

// heardWith is a text that was heard, and the words it was heard with.
type heardWith struct {
	Heard
	lexicons []*Lexicon
}

// folding is a text as it was folded.
type folding struct {
	folded
	text string
}

// NewEar is an ear at a moment, in the town's own time.
func NewEar(now time.Time) *Ear { return &Ear{now: now, today: election.DateOf(now)} }

// Now is the moment at which the message is heard.
func (e *Ear) Now() time.Time { return e.now }

// Hear says what a text says. The words that are known are the general ones and
// those of the lexicons.
func (e *Ear) Hear(text string, lexicons ...*Lexicon) Heard {
	for _, h := range e.heard {
		if h.Text == text && slices.Equal(h.lexicons, lexicons) {
			return h.Heard
		}
	}
	h := e.hear(text, lexicons)
	e.tokens, h.Tokens = h.Tokens, slices.Clone(h.Tokens)
	e.heard = append(e.heard, heardWith{h, lexicons})
	return h
}

func (e *Ear) hear(text string, lexicons []*Lexicon) Heard {
	f := e.fold(text)
	l := lexer{folded: f, Ear: e, found: e.ending(f.s), text: text, lexicons: lexicons}
	l.tokens = slices.Grow(e.tokens[:0], 8+len(f.s)/4)
	for l.at < len(l.s) {
		l.next()
	}
	if len(l.tokens) == 0 && text != "" { // nothing that can be seen
		l.tokens = append(l.tokens, Token{Kind: Mark})
	}
	l.passHeads()
	l.cover()
	return Heard{Text: text, Tokens: l.tokens, Mood: moodOf(l.s, l.tokens)}
}

// fold folds a text.
func (e *Ear) fold(text string) folded {
	for _, f := range e.folds {
		if f.text == text {
			return f.folded
		}
	}
	f := foldText(text)
	e.folds = append(e.folds, folding{f, text})
	return f
}

// Pairs are the characters with which words may begin in a text.
func (e *Ear) Pairs(text string) *Pairs {
	end := e.ending(e.fold(text).s)
	if end.pairs == nil {
		end.pairs = pairsOf(end.s)
	}
	return end.pairs
}

// ending is a folded text with what was found at its places, counted from its end.
type ending struct {
	s       string
	places  []place
	general []match
	numbers []numberAt
	begun   []beginning
	pairs   *Pairs // nil: not gathered yet
}

// place is what was found at one place: where that is among what was found, from 1 on. 0 is
// not looked for yet.
type place struct{ general, number uint32 }

// nothing is found at most places.
const nothing = 1<<32 - 1

// numberAt is the number at a place. It depends on the words that are known only by where
// they begin behind the place: from and to which of the beginnings that is.
type numberAt struct {
	number   Number
	size     int
	from, to int
	other    uint32 // the place of another number found here, with other words; 0 is none
}

// beginning says how many bytes of a known word begin so many bytes behind a place; 0 is none.
type beginning struct{ at, size int }

// ending is that of a folded text, which may be the end of one that was heard before, or end
// in it.
func (e *Ear) ending(s string) *ending {
	for _, end := range e.ends {
		if len(s) <= len(end.s) && end.s[len(end.s)-len(s):] == s {
			return end
		}
		if len(s) > len(end.s) && len(end.s) > 0 && s[len(s)-len(end.s):] == end.s {
			end.s, end.pairs = s, nil
			end.places = append(end.places, make([]place, len(s)+1-len(end.places))...)
			return end
		}
	}
	end := &ending{s: s, places: make([]place, len(s)+1)}
	e.ends = append(e.ends, end)
	return end
}

// generalAt is the longest general word that begins the rest of a text.
func (e *ending) generalAt(rest string, before rune) match {
	first, _ := utf8.DecodeRuneInString(rest)
	if insideWord(first, before) {
		return match{}
	}
	p := &e.places[len(rest)]
	if p.general == 0 {
		m := general.find(rest, 0)
		if p.general = nothing; m.size > 0 {
			e.general = append(e.general, m)
			p.general = uint32(len(e.general))
		}
	}
	if p.general == nothing {
		return match{}
	}
	return e.general[p.general-1]
}

// numberAt is the number that begins the rest of a text, whatever stands before it.
func (l *lexer) numberAt(rest string) (Number, int) {
	p := &l.found.places[len(rest)]
	if p.number == nothing {
		return Number{}, 0
	}
	for i := p.number; i > 0; i = l.found.numbers[i-1].other {
		if n := &l.found.numbers[i-1]; l.beginsAs(rest, l.found.begun[n.from:n.to]) {
			return n.number, n.size
		}
	}
	n := numberAt{from: len(l.found.begun), other: p.number}
	n.number, n.size = l.moment(rest)
	begins := func(at int) int {
		b := beginning{at, l.begins(rest, at)}
		l.found.begun = append(l.found.begun, b)
		return b.size
	}
	if m, longer := numberIn(rest, begins); longer > n.size {
		n.number, n.size = m, longer
	}
	if n.to = len(l.found.begun); n.size == 0 && n.to == n.from {
		p.number = nothing
		return Number{}, 0
	}
	l.found.numbers = append(l.found.numbers, n)
	p.number = uint32(len(l.found.numbers))
	return n.number, n.size
}

// beginsAs reports whether the known words begin as they did before.
func (l *lexer) beginsAs(rest string, before []beginning) bool {
	return !slices.ContainsFunc(before, func(b beginning) bool { return l.begins(rest, b.at) != b.size })
}

// begins is how many bytes of a known word begin at a byte of the rest of a text.
func (l *lexer) begins(rest string, at int) int {
	best, before := match{}, lastRune(rest[:at])
	for _, lexicon := range l.lexicons {
		if m := lexicon.find(rest[at:], before); m.runes > best.runes {
			best = m
		}
	}
	return best.size
}
