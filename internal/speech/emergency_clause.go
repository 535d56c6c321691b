package speech

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// clause is a part of a text between its marks.
type clause struct {
	from, to int    // its bytes in the text
	s        string // half-width, in small letters, with what sounds like a sign put out
	runes    RuneSet
	signs    []foundSign
}

// clauseOf is a clause as it was typed.
func clauseOf(typed string) clause {
	s := quieted(foldedClause(typed))
	c := clause{s: s, runes: RunesOf(s)}
	c.signs = c.told()
	return c
}

// clause is a clause as it was typed, looked through once.
func (e *Ear) clause(typed string) clause {
	if c, ok := e.clauses[typed]; ok {
		return c
	}
	c := clauseOf(typed)
	if e.clauses == nil {
		e.clauses = map[string]clause{}
	}
	e.clauses[typed] = c
	return c
}

// clausesOf cuts a text at its marks, and at blanks beside Chinese characters.
func (e *Ear) clausesOf(text string) []clause {
	var all []clause
	from := 0
	end := func(to int) {
		if s := strings.TrimSpace(text[from:to]); s != "" {
			c := e.clause(s)
			c.from, c.to = from, to
			all = append(all, c)
		}
	}
	before := ' '
	for i, r := range text {
		_, size := utf8.DecodeRuneInString(text[i:]) // 1 of what is no character
		next, _ := utf8.DecodeRuneInString(text[i+size:])
		blank := unicode.IsSpace(r) && (unicode.Is(unicode.Han, before) || unicode.Is(unicode.Han, next))
		if r == '\n' || blank || r == '.' && next == ' ' || strings.ContainsRune("，,。；;！!？?…", r) {
			end(i + size)
			from = i + size
		}
		before = r
	}
	end(len(text))
	return all
}

// foldedClause is a text with half-width letters and digits, in small letters.
func foldedClause(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '！' && r <= '～' {
			r -= 0xFEE0
		}
		return unicode.ToLower(r)
	}, s)
}

// may reports whether one of some words may stand in the clause, going by its characters.
func (c clause) may(words []string) bool { return slices.ContainsFunc(words, c.runes.May) }

// says reports whether one of some words stands in the clause.
func (c clause) says(words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return c.runes.May(w) && strings.Contains(c.s, w) })
}

// quieted puts blanks in the place of words that sound like a sign and are none.
func quieted(s string) string {
	s = withoutIdioms(s)
	runes := RunesOf(s)
	for _, w := range benign {
		if runes.May(w) && strings.Contains(s, w) {
			s = strings.ReplaceAll(s, w, strings.Repeat(" ", utf8.RuneCountInString(w)))
		}
	}
	return s
}

// Of what people say they are dying, and who may really die; read only.
const (
	dyingOf = "忙累热冷冻烦气急愁吵笑吓困渴饿催挤闷难"
	mayDie  = "人者太爷民员妈奶婆头汉子女娃友生师"
)

// withoutIdioms puts blanks in the place of what somebody is dying of who is well: 忙死了, 真热死了. 老人热死了 is none.
func withoutIdioms(s string) string {
	if !strings.Contains(s, "死") {
		return s
	}
	runes := []rune(s)
	for i, r := range runes {
		if r != '死' || i == 0 || !strings.ContainsRune(dyingOf, runes[i-1]) || i > 1 && strings.ContainsRune(mayDie, runes[i-2]) {
			continue
		}
		if i+1 < len(runes) && strings.ContainsRune("一两三", runes[i+1]) { // 冻死一个人
			continue
		}
		runes[i-1], runes[i] = ' ', ' '
	}
	return string(runes)
}

// found is a sign in a clause.
type foundSign struct {
	sign     sign
	rank     int // in the list of signs
	at, size int
}

// told are the signs in a clause that are told, not denied.
func (c clause) told() []foundSign {
	ranks := mayHave(c.s)
	if len(ranks) == 0 || c.supposes() {
		return nil
	}
	var all []foundSign
	for _, rank := range ranks {
		sg := signs[rank]
		if sg.hint { // what is told decides first
			rank += len(signs)
		}
		for from := 0; ; {
			at, size := sg.find(c.s[from:], &c.runes)
			if size == 0 {
				break
			}
			at += from
			if !c.denies(at, size) && !sg.deniedInside(c.s[at:at+size]) {
				all = append(all, foundSign{sg, rank, at, size})
				break
			}
			from = at + size
		}
	}
	return all
}

// speaksOfTrouble reports whether there is a sign of trouble in a text, told or denied.
func speaksOfTrouble(text string) bool {
	return slices.ContainsFunc(new(Ear).clausesOf(text), func(c clause) bool {
		return slices.ContainsFunc(mayHave(c.s), func(rank int) bool {
			_, size := signs[rank].find(c.s, &c.runes)
			return size > 0 && !signs[rank].hint
		})
	})
}

// signGap is how many characters may stand between the parts of a sign.
const signGap = 8

// find is where a sign stands first in a text; size is 0 if it does not.
func (sg *sign) find(s string, runes *RuneSet) (at, size int) {
	for _, w := range sg.parts[0] {
		if !runes.May(w) {
			continue
		}
		for from := 0; ; {
			i := strings.Index(s[from:], w)
			if i < 0 {
				break
			}
			i += from
			if end := sg.rest(s, i+len(w), runes); end > 0 && wholeWord(s, i, w) {
				if size == 0 || i < at {
					at, size = i, end-i
				}
				break
			}
			from = i + len(w)
		}
	}
	return at, size
}

// rest is where the sign ends whose first part ends at a byte; 0 if the others do
// not follow.
func (sg *sign) rest(s string, end int, runes *RuneSet) int {
	for _, part := range sg.parts[1:] {
		room := end
		for n := 0; n < signGap && room < len(s); n++ {
			_, size := utf8.DecodeRuneInString(s[room:])
			room += size
		}
		best := -1
		for _, w := range part {
			if !runes.May(w) {
				continue
			}
			limit := min(len(s), room+len(w))
			if i := strings.Index(s[end:limit], w); i >= 0 && (best < 0 || end+i+len(w) < best) {
				best = end + i + len(w)
			}
		}
		if best < 0 {
			return 0
		}
		end = best
	}
	return end
}

// wholeWord keeps an English word from being heard inside another one.
func wholeWord(s string, at int, w string) bool {
	if w[0] >= utf8.RuneSelf || at == 0 {
		return true
	}
	before := s[at-1]
	return before < 'a' || before > 'z'
}
