package flow

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"huanjie/internal/election"
)

// understood is what a message was found to say.
type understood struct {
	answers []Answer
	bare    []string          // numbers without a word
	rest    []string          // pieces that mean nothing here
	wrong   []election.Phrase // numbers that cannot be
}

// word is one way of naming a step, or an option of a choice.
type word struct {
	text   string
	step   StepID
	value  string // of an option; empty for a number's word
	scope  string // a post: what follows is meant of it
	under  []string
	number bool
}

// readValues finds the values in a message that may hold several in any
// order: "发1200 收1180 有效1150 无效30 甲 800 乙 350".
func readValues(text string, rows []row) understood {
	var u understood
	s, words, scope, latin := normal(text), vocabulary(rows), "", false
	for len(s) > 0 {
		r, size := utf8.DecodeRuneInString(s)
		if separator(r) {
			s, latin = s[size:], false
			continue
		}
		if w, ok := longest(s, words, scope, latin); ok {
			s = s[len(w.text):]
			latin = false
			switch {
			case w.scope != "":
				scope = w.scope
			case w.number:
				s = u.readNumber(s, w)
			default:
				u.answers = append(u.answers, Answer{w.step, w.value})
			}
			continue
		}
		if n, size, complaint := scanNumber(s); size > 0 && !latin {
			u.number(n, complaint, "")
			s = strings.TrimLeft(s[size:], "票人张名份户")
			continue
		}
		piece := s[:unknown(s, words, scope)]
		u.rest = append(u.rest, piece)
		s = s[len(piece):]
	}
	return u
}

// readNumber takes the number that follows a word: "发出选票：1,200 张".
func (u *understood) readNumber(s string, w word) string {
	after := strings.TrimLeft(s, " :=,了为是共票数人选")
	n, size, complaint := scanNumber(after)
	if size == 0 {
		u.rest = append(u.rest, w.text)
		return s
	}
	u.number(n, complaint, w.step)
	return strings.TrimLeft(after[size:], "票人张名份户")
}

func (u *understood) number(n int, complaint election.Phrase, step StepID) {
	switch {
	case !complaint.IsZero():
		u.wrong = append(u.wrong, complaint)
	case step == "":
		u.bare = append(u.bare, strconv.Itoa(n))
	default:
		u.answers = append(u.answers, Answer{step, strconv.Itoa(n)})
	}
}

// vocabulary lists the words by which the rows can be named, longest first.
func vocabulary(rows []row) []word {
	var words []word
	for _, r := range rows {
		for _, t := range r.words {
			words = append(words, word{text: lower(t), step: r.id, under: r.under, number: true})
		}
		for _, t := range r.under {
			words = append(words, word{text: lower(t), scope: t})
		}
		for _, o := range r.options {
			for _, t := range o.words() {
				words = append(words, word{text: lower(t), step: r.id, value: o.Value})
			}
		}
	}
	words = slices.DeleteFunc(words, func(w word) bool { return w.text == "" })
	slices.SortStableFunc(words, func(a, b word) int { return len(b.text) - len(a.text) })
	return words
}

// longest finds the longest word at the beginning of s. Among equal ones, that
// under the post named last is meant; without a post, the first.
func longest(s string, words []word, scope string, latin bool) (word, bool) {
	s = lower(s)
	var found word
	for _, w := range words {
		if found.text != "" && len(w.text) < len(found.text) {
			break
		}
		if !strings.HasPrefix(s, w.text) || !bounded(s, w.text, latin) {
			continue
		}
		if found.text == "" || (scope != "" && !slices.Contains(found.under, scope) && slices.Contains(w.under, scope)) {
			found = w
		}
	}
	return found, found.text != ""
}

// bounded keeps Latin words whole: "chair" is not in "chairs", and nothing
// begins in the middle of a word.
func bounded(s, w string, latin bool) bool {
	first, _ := utf8.DecodeRuneInString(w)
	if !isLatin(first) {
		return true
	}
	next, _ := utf8.DecodeRuneInString(s[len(w):])
	return !latin && !isLatin(next)
}

func isLatin(r rune) bool { return r < utf8.RuneSelf && unicode.IsLetter(r) }

func separator(r rune) bool {
	return unicode.IsSpace(r) || strings.ContainsRune(",;:.!?|/+=()[]<>\"'，。；：、！？（）《》“”‘’·…—~", r)
}

// unknown is the length of the piece at the beginning of s that no word and no
// number begins in.
func unknown(s string, words []word, scope string) int {
	for i, r := range s {
		if i == 0 {
			continue
		}
		if separator(r) {
			return i
		}
		prev, _ := utf8.DecodeLastRuneInString(s[:i])
		latin := isLatin(prev)
		if _, ok := longest(s[i:], words, scope, latin); ok {
			return i
		}
		if r >= '0' && r <= '9' && !latin {
			return i
		}
	}
	return len(s)
}

// lower folds ASCII letters only, so that no byte moves.
func lower(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'A' && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	}, s)
}
