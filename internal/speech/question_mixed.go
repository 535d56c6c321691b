package speech

import (
	"slices"
	"strings"
)

// TellsAndAsks reports whether a text reports of a unit in one clause that something is done, or gives a
// figure, and asks something in a later one: 西岭登记完成 枣园云台还差几户, 投票168 顺便问下委托的算不算.
// report and question are the two, as typed.
func TellsAndAsks(h Heard) (report, question string, ok bool) {
	clauses := clausesOf(h.Text)
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
	leads := startsWithAny(clauses[1], beginsQuestion...) || names(0, end) && asksOfOthers(clauses[1]) || AnsweredByCard(clauses[1]) && (names(0, end) || containsAny(clauses[0], "投", "来了")) && !startsWithAny(clauses[0], "要是", "如果", "假如", "假设", "万一", "算上")
	return clauses[0], withoutLead(clauses[1]), ok || leads && slices.ContainsFunc(h.Tokens, func(t Token) bool { return t.Counts() && t.To <= end })
}

// beginsQuestion are words with which a question begins that stands behind something else; read only.
var beginsQuestion = []string{"顺便", "问一下", "问下", "想问", "请问", "另外问", "再问", "另外", "还有问", "对了问"}

// AnsweredByCard reports whether a question behind a figure is answered by the card that shows the figure's share:
// 东河640，够不够半数.
func AnsweredByCard(question string) bool {
	return slices.Contains([]string{"够不够", "够不够半数", "够半数没", "够半数吗", "够半数不", "够了没", "够了吗", "够没", "过半没", "过半了没", "过半吗", "过半了吗", "过没过半", "过半数没", "过半数了没", "到一半没", "到一半了没", "有一半没", "有一半吗", "占多少", "百分之多少", "参选率多少", "是多少比例"}, strings.Trim(Fold(question), " ?。.!啊呀呢"))
}

// asksOfOthers reports whether a clause asks which of several, or how all stand, and gives no figure: 西片现在哪个村最低啊.
func asksOfOthers(clause string) bool {
	return !strings.ContainsAny(Fold(clause), "0123456789") && (containsAny(clause, "哪个村", "哪些村", "哪几个村", "全镇", "全街道", "东片", "西片", "南片", "北片") && containsAny(clause, "最低", "最高", "多少", "没报", "怎么样", "咋样", "谁", "哪"))
}

// withoutLead is a question without the words with which it begins behind something else.
func withoutLead(question string) string {
	for again := true; again; {
		size := longestAt(strings.TrimLeft(question, " "), beginsQuestion)
		if again = size > 0; again {
			question = strings.TrimLeft(question, " ")[size:]
		}
	}
	return strings.TrimLeft(question, " 一下，,")
}

// clausesOf are the clauses of a text; those from one that begins a question are one.
func clausesOf(text string) []string {
	clauses := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(" ，,。；;\n", r) })
	if i := slices.IndexFunc(clauses, func(c string) bool { return startsWithAny(c, beginsQuestion...) }); i > 0 {
		return append(clauses[:i], strings.Join(clauses[i:], " "))
	}
	return clauses
}

// notYetThere reports whether a text ends with a unit of which it only says that it is not: 西岭登记完成，云台没有.
func notYetThere(h Heard) bool {
	return slices.ContainsFunc(h.Tokens, func(t Token) bool {
		_, unit := t.Is(OfUnit)
		return unit && t.From > 0 && slices.Contains([]string{"没有", "没", "还没", "还没有"}, strings.Trim(h.Text[t.To:], " 。.!的"))
	})
}
