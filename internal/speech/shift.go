package speech

import (
	"slices"
	"strings"
)

// counting are the verbs after 多, 少 and 漏 that say how a figure was got wrong; read only.
var counting = []string{"报", "算", "记", "数", "计", "写", "填", "加", "统计", "录", "唱", "点", "念", "投", "登"}

// MoreThanOther reports whether a token says by how much something is more or less than something else: 比它多.
func MoreThanOther(t Token) bool {
	return t.Kind == Unknown && strings.Contains(t.Text, "比") && endsAny(strings.TrimRight(t.Text, "了出"), "多", "少", "高", "低")
}

// Shift reports whether a number only says by how much a figure that stands changes, and by how much, the
// likeliest first: 减1, 多计了3票; of 少1张 it may be either. at is the token that says so.
func (h Heard) Shift(i int) (by []int, at int, ok bool) {
	n := h.Tokens[i].Number
	if i == 0 || !h.Tokens[i].Joined || n.Role != Count || n.Value == 0 {
		return nil, 0, false
	}
	t := h.Tokens[i-1]
	switch id, _ := t.Is(OfOther); {
	case id == AsLess:
		return []int{-n.Value}, i - 1, true
	case id == AsMore:
		return []int{n.Value}, i - 1, true
	}
	said := strings.TrimRight(t.Text, "了")
	verb := strings.TrimLeft(said, "多少漏又还")
	if verb == said { // 报多了3票
		verb = strings.TrimRight(said, "多少")
	}
	wrong := verb != said && slices.Contains(counting, verb)
	switch {
	case wrong && strings.Contains(said, "多"):
		return []int{-n.Value}, i - 1, true
	case wrong:
		return []int{n.Value}, i - 1, true
	case slices.Contains([]string{"少", "还少", "要少"}, said):
		return []int{-n.Value, n.Value}, i - 1, true
	case slices.Contains([]string{"多", "还多", "要多"}, said):
		return []int{n.Value, -n.Value}, i - 1, true
	}
	return nil, 0, false
}
