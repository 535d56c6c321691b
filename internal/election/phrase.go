package election

import (
	"fmt"
	"strconv"
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
	return Phrase{filled(p.zh, args, Chinese), filled(p.en, args, English)}
}

// filled fills the verbs of a sentence. Nearly all are a plain %s or %d, in the order of the
// arguments: these are put in here, and the others by fmt.
func filled(format string, args []any, l Language) string {
	var room [128]byte
	out, next, rest := room[:0], 0, format
	for {
		before, after, verb := strings.Cut(rest, "%")
		out = append(out, before...)
		if !verb {
			break
		}
		if strings.HasPrefix(after, "%") {
			out, rest = append(out, '%'), after[1:]
			continue
		}
		if next == len(args) || after == "" {
			return fmt.Sprintf(format, spoken(args, l)...)
		}
		var plain bool
		if out, plain = appendPlain(out, after[0], args[next], l); !plain {
			return fmt.Sprintf(format, spoken(args, l)...)
		}
		next, rest = next+1, after[1:]
	}
	if next < len(args) {
		return fmt.Sprintf(format, spoken(args, l)...)
	}
	return string(out)
}

// appendPlain appends an argument for a verb without flags, and reports whether it is one
// that needs no fmt.
func appendPlain(out []byte, verb byte, arg any, l Language) ([]byte, bool) {
	switch a := arg.(type) {
	case string:
		return append(out, a...), verb == 's'
	case Phrase:
		return append(out, a.In(l)...), verb == 's'
	case int:
		return strconv.AppendInt(out, int64(a), 10), verb == 'd'
	}
	return out, false
}

// Many says a number of things, which English says otherwise of one than of
// several: Many(n, "%d 名", "%d seat", "%d seats").
func Many(n int, zh, one, several string) Phrase {
	if n == 1 {
		return Say(zh, one).With(n)
	}
	return Say(zh, several).With(n)
}

// Joined puts phrases side by side, with what stands between two of them in each language:
// Joined(all, "、", ", ").
func Joined(all []Phrase, zh, en string) Phrase {
	var inChinese, inEnglish []string
	for _, p := range all {
		inChinese, inEnglish = append(inChinese, p.zh), append(inEnglish, p.en)
	}
	return Phrase{strings.Join(inChinese, zh), strings.Join(inEnglish, en)}
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
