package election

import (
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A mark is what an office counts the elected by beside the usual traits: 双强, 退役军人. It is
// a Trait by its own name, and only who has it is ever said.

// markMost is how many characters long a mark may be: it stands on cards and in tables.
const markMost = 8

// MarkProblem says what is wrong with the name of a mark; zero if nothing is.
func MarkProblem(name string) Phrase {
	switch {
	case !isMark(name) || utf8.RuneCountInString(name) > markMost:
		return Say("“%s” 要用汉字写，最多 %d 个字", "“%s”: write it in at most %d Chinese characters").With(name, markMost)
	case slices.ContainsFunc(Traits(), func(t Trait) bool { return strings.Contains(t.Name().In(Chinese), name) }):
		return Say("“%s” 已经有了，不用写", "“%s” is counted already").With(name)
	}
	return Phrase{}
}

// isMark reports whether a trait is named as a mark is: the usual ones have English names.
func isMark(name string) bool {
	for _, r := range name {
		if !unicode.Is(unicode.Han, r) {
			return false
		}
	}
	return name != ""
}

// Marked lists the marks that some of the elected have, in order.
func (c Composition) Marked() []Trait {
	return slices.Sorted(func(yield func(Trait) bool) {
		for t := range maps.Keys(c.Parts) {
			if isMark(string(t)) && !yield(t) {
				return
			}
		}
	})
}
