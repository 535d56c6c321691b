package election

import (
	"fmt"
	"strings"
)

// Language is a language the product speaks.
type Language uint8

// Chinese is the first language, and the zero value.
const (
	Chinese Language = iota
	English
)

// ParseLanguage reads "zh" or "en", also with a region ("zh-hans", "en-GB").
// Anything else is Chinese.
func ParseLanguage(s string) Language {
	if len(s) >= 2 && (s[:2] == "en" || s[:2] == "EN") {
		return English
	}
	return Chinese
}

// String is the language's code: "zh" or "en".
func (l Language) String() string {
	if l == English {
		return "en"
	}
	return "zh"
}

// Phrase is one thing said in every language, by position, so that a missing
// translation does not compile.
type Phrase struct{ zh, en string }

// Say makes a phrase.
func Say(zh, en string) Phrase { return Phrase{zh, en} }

// In is the phrase in one language.
func (p Phrase) In(l Language) string {
	if l == English {
		return p.en
	}
	return p.zh
}

// With fills the phrase's verbs (fmt.Sprintf) in every language. A Phrase among
// the arguments is said in the language of the sentence around it.
func (p Phrase) With(args ...any) Phrase {
	return Phrase{fmt.Sprintf(p.zh, spoken(args, Chinese)...), fmt.Sprintf(p.en, spoken(args, English)...)}
}

// Many says a number of things, which English says otherwise of one than of
// several: Many(n, "%d 名", "%d seat", "%d seats").
func Many(n int, zh, one, several string) Phrase {
	if n == 1 {
		return Say(zh, one).With(n)
	}
	return Say(zh, several).With(n)
}

// Days says a number of days.
func Days(n int) Phrase { return Many(n, "%d 天", "%d day", "%d days") }

// IsZero reports whether nothing is said.
func (p Phrase) IsZero() bool { return p == Phrase{} }

func spoken(args []any, l Language) []any {
	out := make([]any, len(args))
	for i, a := range args {
		out[i] = a
		if p, ok := a.(Phrase); ok {
			out[i] = p.In(l)
		}
	}
	return out
}

// Quoted is the beginning of what somebody wrote, on one line.
func Quoted(text string) string {
	r := []rune(strings.Join(strings.Fields(text), " "))
	if len(r) > 30 {
		r = append(r[:30], '…')
	}
	return string(r)
}
