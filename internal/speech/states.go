package speech

import (
	"slices"
	"strings"
)

// States reports whether somebody who reports tells something, although a word of it may ask as
// well: 我包的三个村都开始投票了, 西岭登记完成 枣园还差几户, 投票418吗？不是 是438.
func States(h Heard) bool {
	s := strings.TrimRight(Fold(h.Text), " 。.!~")
	if strings.HasSuffix(s, "?") || strings.HasSuffix(s, "吗") || strings.HasSuffix(s, "呢") {
		return false
	}
	if _, _, own := AllOwn(h); own {
		return !h.Mood.Asks && (strings.HasSuffix(s, "了") || strings.HasSuffix(s, "好") || strings.HasSuffix(s, "完") || strings.HasSuffix(s, "完成"))
	}
	return answersItself(h) || somewhatDone(s)
}

// answersItself reports whether a text asks for a number and gives the right one then.
func answersItself(h Heard) bool {
	asked := slices.IndexFunc(h.Tokens, func(t Token) bool { return t.Tells(Asking) || t.Kind == Mark && strings.Contains(t.Text, "?") })
	return asked >= 0 && h.Mood.Corrects && slices.ContainsFunc(h.Tokens[asked:], func(t Token) bool { return t.Kind == Numeral && t.Number.Role == Count })
}

// somewhatDone reports whether a clause says that something is done and the next how little
// is missing elsewhere.
func somewhatDone(s string) bool {
	done, little := false, false
	for clause := range strings.FieldsFuncSeq(s, func(r rune) bool { return strings.ContainsRune(" ，,;；。\n", r) }) {
		done = done || containsAny(clause, "完成", "搞定", "好了", "完了", "搞完", "弄完") && !containsAny(clause, "哪", "谁", "几个村", "多少", "没", "未")
		little = little || containsAny(clause, "还差几户", "就差几户", "只差几户", "差几户", "还差几家", "差几家", "还差几个人", "差几个人", "还剩几户", "剩几户")
	}
	return done && little
}
