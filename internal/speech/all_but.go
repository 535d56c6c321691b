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

// allOwnBut is what is so in all units of the writer's own but some: 除了八一其他的都登记完了; read only.
var allOwnBut = regexp.MustCompile(`^(?:[^，,]*?村)?[\s，,]*(?:除了|除)(.+?)(?:以外|之外|外)?[\s，,]*(?:其他的?|其它的?|其余的?|别的|剩下的?|另外)?(?:[两三四五六几]个(?:村|社区)?)?(?:全都|全部|都|均|全)(.+)$`)

// AllOwnBut takes apart what is so in all units of the writer's own and those that are left out of it.
func AllOwnBut(text string) (said, but string, ok bool) {
	m := allOwnBut.FindStringSubmatch(strings.TrimSpace(text))
	if m == nil || strings.ContainsAny(m[2], "?？吗") {
		return "", "", false
	}
	return strings.TrimSpace(m[2]), strings.TrimSpace(m[1]), true
}

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

// doneInAll is 进度 全部 组织准备 完成: one stage of all units; read only.
var doneInAll = regexp.MustCompile(`(?i)^(?:进度|阶段|progress)\s*(?:全部|所有|all)(?:的?(?:村|社区|支部|选区|单位))?[\s，,:：]+(.+?)[\s，,]*(?:都|已|全部)*(?:完成|办完|做完|done)了?[。.]?$`)

// DoneInAll is the stage which a message reports as done in all units that its writer answers for, as it was typed.
func DoneInAll(text string) (stage string, ok bool) {
	m := doneInAll.FindStringSubmatch(strings.TrimSpace(text))
	if m == nil {
		return "", false
	}
	return m[1], true
}
