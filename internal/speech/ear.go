package speech

import (
	"slices"
	"time"

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
	calm    []string // texts without an emergency
	tokens  []Token  // room for those of the next text
}

// heardWith is a text that was heard, and the words it was heard with.
type heardWith struct {
	Heard
	folded   folded
	lexicons []*Lexicon
}

// folding is a text as it was folded.
type folding struct {
	folded
	text string
}

// NewEar is an ear at a moment, in the town's own time.
func NewEar(now time.Time) *Ear {
	return &Ear{now: now, today: election.DateOf(now), heard: make([]heardWith, 0, 8), folds: make([]folding, 0, 4), ends: make([]*ending, 0, 4)}
}

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
	f := e.fold(text)
	for _, was := range e.heard {
		if was.folded.s == f.s && f.s != "" && slices.Equal(was.lexicons, lexicons) {
			return e.keep(was.writtenAs(text, f), f, lexicons)
		}
	}
	h := e.hear(text, lexicons)
	e.tokens, h.Tokens = h.Tokens, slices.Clone(h.Tokens)
	return e.keep(h, f, lexicons)
}

func (e *Ear) keep(h Heard, f folded, lexicons []*Lexicon) Heard {
	e.heard = append(e.heard, heardWith{h, f, slices.Clone(lexicons)}) // so that a caller's list needs no room of its own
	return h
}

// writtenAs is what was heard, of a text that was typed otherwise and is the same once it is folded.
func (h heardWith) writtenAs(text string, f folded) Heard {
	tokens, from := slices.Clone(h.Tokens), 0
	for i := range tokens {
		to := len(text)
		if i < len(tokens)-1 {
			to = int(f.place[h.folded.after(tokens[i].To)])
		}
		tokens[i].From, tokens[i].To, from = from, to, to
	}
	return Heard{Text: text, Tokens: tokens, Mood: h.Mood}
}

func (e *Ear) hear(text string, lexicons []*Lexicon) Heard {
	f := e.fold(text)
	l := lexer{folded: f, Ear: e, end: e.ending(f.s), text: text}
	l.general = l.end.of(general)
	var room [4]*found
	l.known = room[:0]
	for _, lexicon := range lexicons {
		if lexicon != nil {
			l.known = append(l.known, l.end.of(lexicon))
		}
	}
	l.tokens = slices.Grow(e.tokens[:0], 8+len(f.s)/3)
	for l.at < len(l.s) {
		l.next()
	}
	if len(l.tokens) == 0 && text != "" { // nothing that can be seen
		l.tokens = append(l.tokens, Token{Kind: Mark})
	}
	l.passHeads()
	l.countLines()
	l.cover()
	lookAhead(text, l.tokens)
	return Heard{Text: text, Tokens: l.tokens, Mood: moodOf(l.s, l.tokens)}
}

// Withdraws reports whether a text means that something is taken back, with no words known but the
// general ones.
func (e *Ear) Withdraws(text string) bool {
	in := e.Spots(text)
	for _, w := range withdrawing() {
		if in.Has(&w) {
			return e.Hear(text).Mood.Withdraws
		}
	}
	return false
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

// Spots are the places of a text at which words may begin.
func (e *Ear) Spots(text string) Spots {
	s := e.fold(text).s
	end := e.ending(s)
	if end.spots == nil {
		end.spots = spottedIn(end.s)
	}
	return Spots{end.spots, s}
}

// ending is a folded text with what was found at its places, counted from its end.
type ending struct {
	s       string
	words   []*found
	place   []uint32 // where the number that was found there is among the numbers, from 1 on
	numbers []numberAt
	begun   []beginning
	spots   *spotted // nil: not gathered yet
	room    [usualLexicons]found
}

// usualLexicons is with how many a text is mostly heard: the general words, the town's names and the
// words that open forms.
const usualLexicons = 3

// usualNumber is in how many bytes of a text of figures there is a number.
const usualNumber = 16

func newEnding(s string) *ending {
	n := len(s) + 1
	room := make([]uint32, (1+usualLexicons)*n)
	e := &ending{s: s, place: room[:n:n], words: make([]*found, 0, usualLexicons+1), numbers: make([]numberAt, 0, n/usualNumber), begun: make([]beginning, 0, n/usualNumber)}
	for i := range e.room {
		e.room[i].at = room[(i+1)*n : (i+2)*n : (i+2)*n]
	}
	return e
}

// of is what is found of a lexicon, which may be one made for the text.
func (e *ending) of(l *Lexicon) *found {
	if l.found != nil {
		return l.found
	}
	for _, f := range e.words {
		if f.lexicon == l {
			return f
		}
	}
	var f *found
	if i := len(e.words); i < usualLexicons {
		f = &e.room[i]
	} else {
		f = &found{at: make([]uint32, len(e.s)+1)}
	}
	f.lexicon = l
	e.words = append(e.words, f)
	return f
}

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
			end.grow(s)
			return end
		}
	}
	end := newEnding(s)
	e.ends = append(e.ends, end)
	return end
}

// grow makes it the end of a longer text.
func (e *ending) grow(s string) {
	more := make([]uint32, len(s)-len(e.s))
	e.s, e.spots = s, nil
	e.place = append(e.place, more...)
	for i := range e.room {
		e.room[i].at = append(e.room[i].at, more...)
	}
	for _, f := range e.words[min(len(e.words), usualLexicons):] {
		f.at = append(f.at, more...)
	}
}

// numberAt is the number that begins the rest of a text, whatever stands before it.
func (l *lexer) numberAt(rest string) (Number, int) {
	p := &l.end.place[len(rest)]
	if *p == nothing {
		return Number{}, 0
	}
	for i := *p; i > 0; i = l.end.numbers[i-1].other {
		if n := &l.end.numbers[i-1]; l.beginsAs(rest, l.end.begun[n.from:n.to]) {
			return n.number, n.size
		}
	}
	n := numberAt{from: len(l.end.begun), other: *p}
	n.number, n.size = l.moment(rest)
	begins := func(at int) int {
		b := beginning{at, l.begins(rest, at)}
		l.end.begun = append(l.end.begun, b)
		return b.size
	}
	if m, longer := numberIn(rest, begins); longer > n.size {
		n.number, n.size = m, longer
	}
	if n.to = len(l.end.begun); n.size == 0 && n.to == n.from {
		*p = nothing
		return Number{}, 0
	}
	l.end.numbers = append(l.end.numbers, n)
	*p = uint32(len(l.end.numbers))
	return n.number, n.size
}

// beginsAs reports whether the known words begin as they did before.
func (l *lexer) beginsAs(rest string, before []beginning) bool {
	return !slices.ContainsFunc(before, func(b beginning) bool { return l.begins(rest, b.at) != b.size })
}

// begins is how many bytes of a known word begin at a byte of the rest of a text.
func (l *lexer) begins(rest string, at int) int {
	if insideWord(firstRune(rest[at:]), lastRune(rest[:at])) {
		return 0
	}
	return l.find(rest[at:]).size
}

// find is the longest of the known words that begins the rest of the text, with all that it means
// in any of the lexicons.
func (l *lexer) find(rest string) (best match) {
	for _, f := range l.known {
		switch m := f.find(rest); {
		case m.runes > best.runes:
			best = m
		case m.runes == best.runes && m.runes > 0:
			best.means = slices.Concat(best.means, m.means)
		}
	}
	return best
}
