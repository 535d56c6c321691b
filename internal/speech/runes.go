package speech

import "unicode/utf8"

// RuneSet holds the characters of a folded text, or a few more: most words need not be
// looked for in it at all.
type RuneSet [4]uint64

// RunesOf are the characters of a text as it is read, which need not be folded.
func RunesOf(text string) (rs RuneSet) {
	for _, r := range righted(text) {
		if r = foldRune(r); r >= 0 {
			rs.add(r)
		}
	}
	return rs
}

// runesIn are the characters of a text as they stand.
func runesIn(text string) (rs RuneSet) {
	for _, r := range text {
		rs.add(r)
	}
	return rs
}

// May reports whether a word may stand in the text, going by its first two characters. A
// Chinese character has three bytes, and its last eight bits are in the last two.
func (rs *RuneSet) May(word string) bool {
	switch {
	case word == "":
		return false
	case word[0] < utf8.RuneSelf:
		return rs.has(foldRune(rune(word[0])))
	case !ideograph(word[0]):
		return true
	}
	return rs[word[1]&3]&(1<<(word[2]&63)) != 0 && (len(word) < 6 || !ideograph(word[3]) || rs[word[4]&3]&(1<<(word[5]&63)) != 0)
}

// mayHold is May for the characters as they stand.
func (rs *RuneSet) mayHold(word string) bool {
	if word != "" && word[0] < utf8.RuneSelf {
		return rs.has(rune(word[0]))
	}
	return word == "" || rs.May(word)
}

func (rs *RuneSet) add(r rune) { rs[r>>6&3] |= 1 << (r & 63) }

func (rs *RuneSet) has(r rune) bool { return rs[r>>6&3]&(1<<(r&63)) != 0 }

// ideograph reports whether a byte begins a Chinese character of three bytes.
func ideograph(b byte) bool { return b >= 0xE3 && b <= 0xE9 }

// Pairs are the two characters with which a word may begin in a text, or a few more. A word
// that begins with none of them does not stand there.
type Pairs [pairBits / 64]uint64

// pairBits is how many kinds of pairs are told apart, twice.
const pairBits = 1 << 14

// Pair is what a word begins with, as Pairs keep it: two places, so that few other pairs have both.
type Pair [2]uint16

func pairOf(first, second rune) Pair {
	mixed := (uint32(first)<<16 ^ uint32(second)) * 0x9E3779B1
	return Pair{uint16(mixed>>16) % pairBits, uint16(mixed) % pairBits}
}

// May reports whether a word may begin so in the text.
func (p *Pairs) May(pair Pair) bool {
	return p[pair[0]>>6]&(1<<(pair[0]&63)) != 0 && p[pair[1]>>6]&(1<<(pair[1]&63)) != 0
}

func (p *Pairs) add(first, second rune) {
	for _, at := range pairOf(first, second) {
		p[at>>6] |= 1 << (at & 63)
	}
}
