package speech

import (
	"slices"
	"strings"
)

// TellsAndAsks reports whether a text reports of a unit in one clause that something is done, or gives a
// figure, and asks something in a later one: 西岭登记完成 枣园云台还差几户, 投票168 顺便问下委托的算不算.
// report and question are the two, as typed.
func TellsAndAsks(h Heard) (report, question string, ok bool) {
	clauses := strings.FieldsFunc(h.Text, func(r rune) bool { return strings.ContainsRune(" ，,。；;\n", r) })
	if len(clauses) != 2 {
		return "", "", false
	}
	end := len(clauses[0])
	names := func(from, to int) bool {
		return slices.ContainsFunc(h.Tokens, func(t Token) bool {
			_, unit := t.Is(OfUnit)
			return unit && t.From >= from && t.To <= to
		})
	}
	done := endsAny(strings.TrimRight(clauses[0], "啊呀哈"), "完成", "完成了", "完了", "好了", "弄完", "做完", "搞完", "办完", "公布了", "贴了", "报了", "齐了")
	asks := containsAny(clauses[1], "几户", "几个", "多少", "谁", "哪", "什么", "怎么", "吗") || endsAny(clauses[1], "没", "没有", "?", "？")
	ok = done && asks && !notYetThere(h) && !containsAny(clauses[0], "没", "未", "几", "谁", "哪", "多少", "怎么", "什么") && names(0, end) && names(end, len(h.Text))
	return clauses[0], clauses[1], ok || startsWithAny(clauses[1], "顺便", "问一下", "问下", "想问", "请问", "另外问", "再问") && slices.ContainsFunc(h.Tokens, func(t Token) bool { return t.Counts() && t.To <= end })
}

// notYetThere reports whether a text ends with a unit of which it only says that it is not: 西岭登记完成，云台没有.
func notYetThere(h Heard) bool {
	return slices.ContainsFunc(h.Tokens, func(t Token) bool {
		_, unit := t.Is(OfUnit)
		return unit && t.From > 0 && slices.Contains([]string{"没有", "没", "还没", "还没有"}, strings.Trim(h.Text[t.To:], " 。.!的"))
	})
}
