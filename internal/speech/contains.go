package speech

import "strings"

func runOf(s, chars string) int {
	if i := strings.IndexFunc(s, func(r rune) bool { return !strings.ContainsRune(chars, r) }); i >= 0 {
		return i
	}
	return len(s)
}

func containsAny(s string, words ...string) bool {
	for _, w := range words {
		if strings.Contains(s, w) {
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
	for _, w := range words {
		if strings.HasPrefix(s, w) {
			return true
		}
	}
	return false
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
