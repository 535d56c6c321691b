package speech

import (
	"regexp"
	"strings"
)

// The ways of saying who is left out of what is done for all; read only.
var (
	butBehind = regexp.MustCompile(`(?i)^(.+?)[\s，,、;；]*(?:除了|除|不含|不包括|except)\s*(.+?)(?:以外|之外|外|不批|不同意|先不批|先不同意)?[。.]?$`)
	butBefore = regexp.MustCompile(`(?i)^(?:除了|除|except)\s*(.+?)(?:以外|之外|外)?[\s，,、;；]+(?:其他的?|其余的?|别的|剩下的|the rest)?\s*(.+?)[。.]?$`)
)

// But stands between what is done for all and who is left out.
const But = "，除了"

// AllBut takes apart what is done for all and who is left out of it: 同意全部，除了东河村; 除了东河村，
// 其余都同意.
func AllBut(text string) (all, but string, ok bool) {
	text = strings.TrimSpace(text)
	if m := butBefore.FindStringSubmatch(text); m != nil {
		return m[2], m[1], true
	}
	if m := butBehind.FindStringSubmatch(text); m != nil {
		return m[1], m[2], true
	}
	return text, "", false
}
