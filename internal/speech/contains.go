package speech

import (
	"slices"
	"strings"
)

// runOf is how many bytes at the beginning of a text are some characters.
func runOf(s, chars string) int {
	if i := strings.IndexFunc(s, func(r rune) bool { return !strings.ContainsRune(chars, r) }); i >= 0 {
		return i
	}
	return len(s)
}

// containsAny reports whether one of some words stands in a text.
func containsAny(s string, words ...string) bool { return ContainsAny(s, words) }

// ContainsAny reports whether one of some words stands in a text. Of a long list few begin with
// characters of it.
func ContainsAny(s string, words []string) bool {
	if len(words) < 4 {
		return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(s, w) })
	}
	runes := runesIn(s)
	for _, w := range words {
		if runes.mayHold(w) && strings.Contains(s, w) {
			return true
		}
	}
	return false
}

// containsEnglish is containsAny for words that must not begin inside another.
func containsEnglish(s string, words ...string) bool {
	for _, w := range words {
		if i := strings.Index(s, w); i >= 0 && wholeWord(s, i, w) {
			return true
		}
	}
	return false
}

func startsWithAny(s string, words ...string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.HasPrefix(s, w) })
}

func trimAny(s string, words ...string) string {
	for _, w := range words {
		s = strings.TrimSuffix(s, w)
	}
	return s
}

func firstRunes(s string, n int) string {
	for i := range s {
		if n == 0 {
			return s[:i]
		}
		n--
	}
	return s
}

func lastRunes(s string, n int) string {
	runes := []rune(s)
	return string(runes[max(0, len(runes)-n):])
}

// endsAny reports whether a text ends with one of some words.
func endsAny(text string, words ...string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.HasSuffix(text, w) })
}
