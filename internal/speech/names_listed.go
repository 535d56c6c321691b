package speech

import (
	"strings"

	"huanjie/internal/election"
)

// ListsNames reports whether a text is nothing but the names of several people, with marks or
// 和 between them: 张三 李四, 张三、李四和王五.
func ListsNames(h Heard) bool {
	people := 0
	for _, t := range h.Tokens {
		_, person := t.Is(OfPerson)
		_, stands := t.Is(OfCandidate)
		switch {
		case person || stands:
			people++
		case t.Kind == Mark || t.Text == "和" || t.Text == "与" || countsListed(t.Text):
		case t.Kind != Unknown:
			return false
		default:
			for _, name := range strings.FieldsFunc(t.Text, func(c rune) bool { return c == '和' || c == '与' }) {
				if !election.MayBeName(name, election.NameListed) {
					return false
				}
				people++
			}
		}
	}
	return people > 1
}

// countsListed reports whether a word of a list says how many it has: 四选三, 3名.
func countsListed(word string) bool {
	_, _, ok := election.ListCount(word)
	return ok
}

// AfterPosted is what stands behind words which only say that a list was fixed or posted, where
// names follow: 公布了 张三 李四. It is the whole text if it begins with none of them.
func AfterPosted(s string) string {
	rest := strings.TrimLeft(s, " ")
	for _, already := range [...]string{"名单", "已经", "都", "已"} {
		rest = strings.TrimPrefix(rest, already)
	}
	for _, done := range [...]string{"公布", "公示", "张榜", "贴出来", "贴出去", "定下来", "确定", "出来", "产生", "定"} {
		if behind, ok := strings.CutPrefix(rest, done); ok {
			return strings.TrimLeft(strings.TrimPrefix(behind, "了"), " :：，,")
		}
	}
	return s
}
