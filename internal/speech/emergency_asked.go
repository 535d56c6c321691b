package speech

import (
	"slices"
	"strings"
)

// asked reports whether the clauses ask whether something is so, or who knows it;
// a call for help or advice asks nothing of the kind.
func asked(all []clause) bool {
	for i, c := range all {
		if !c.asks() || len(c.signs) == 0 && containsAny(c.s, otherBusiness...) {
			continue
		}
		advice := c.wantsHelp() && (i > 0 || slices.ContainsFunc(all[1:], func(o clause) bool { return len(o.signs) > 0 && !o.asks() })) // 要不要报警 两伙人对峙呢
		if alone := len(c.signs) == 0; !alone || !advice {
			return true
		}
	}
	return false
}

// otherBusiness are words of what is asked beside an emergency, and not of it: 有人打架了，几点封箱; read only.
var otherBusiness = []string{"封箱", "开箱", "关门", "村没报", "村没交", "投了多少", "多少人投", "投票率", "参选率", "半数", "过半", "计票", "唱票", "排第几", "第几名"}

// askingMarks are of which one stands in every question, or in what is left out of it before
// it is looked at; read only.
var askingMarks = []string{"?", "？", "吗", "哪", "谁", "多少", "几", "什么", "怎么", "咋", "如何", "是否", "有没有", "能不能", "要不要", "是不是", "可不可以", "够不够", "没", "不", "which ", "who ", "how ", "what ", "when ", "where ", "why ", "is there", "are there", "does ", "did ", "do ", "is anybody", "has ", "have "}

// asks reports whether a clause is a question.
func (c clause) asks() bool {
	if !c.may(askingMarks) {
		return false
	}
	s := c.s
	for _, w := range [...]string{"不知道是谁", "不知是谁", "不知道谁", "不知谁", "不知道怎么", "不知怎么", "不知道为什么", "不知道什么", "收拾谁", "揍谁", "打谁", "谁也", "谁都", "什么都", "什么也", "怎么劝", "怎么说", "怎么也", "怎么都", "没什么", "为什么不", "不怎么", "十几个", "十几人", "好几个", "好几人", "十几名", "几个人在", "几个人把", "几个人堵", "几个人围", "几个人打", "几个人冲", "几个人抢", "几个人闹", "几个人吵", "有几个人", "来了几个人"} {
		s = strings.ReplaceAll(s, w, "")
	}
	s = withoutSome(s)
	if before, _, said := strings.Cut(s, "问"); said && !strings.HasPrefix(s, "请问") && !strings.HasPrefix(s, "问") {
		s = before
	}
	t := strings.TrimRight(s, " .。!！")
	if endsAny(strings.TrimRight(t, "了啊"), notTold...) && !startsWithAny(t, "你", "您") { // 谁放的都不肯讲
		return false
	}
	return containsAny(s, "?", "？", "吗", "哪", "谁", "多少", "几个", "几点", "几次", "几起", "几人", "什么", "怎么", "咋", "如何", "是否", "有没有", "能不能", "要不要", "是不是", "可不可以", "够不够") || strings.HasSuffix(t, "不") ||
		strings.HasSuffix(t, "没有") && len(t) > len("没有") || strings.HasSuffix(t, "了没") || strings.HasSuffix(t, "没") && len(c.signs) > 0 ||
		startsWithAny(s, "which ", "who ", "how ", "what ", "when ", "where ", "why ", "is there", "are there", "does ", "did ", "do ", "is anybody", "has ", "have ")
}

// withoutSome is a clause without 有几个 where that tells of some: 有几个老人来不了, but not 有几个村.
func withoutSome(s string) string {
	before, after, some := strings.Cut(s, "有几个")
	if !some || after == "" || startsWithAny(after, "村", "社区", "支部", "选区", "单位", "点") {
		return s
	}
	return before + after
}

// wantsHelp reports whether a question asks for help or advice, about what was told
// before it.
func (c clause) wantsHelp() bool {
	if containsAny(c.s, "怎么样", "怎样", "咋样", "怎么回事", "咋回事", "怎么个", "真的", "听说", "知道") {
		return false
	}
	return containsAny(c.s, "咋", "怎么", "如何", "可不可以", "行不行", "怎么办", "咋办", "咋整", "怎么处理", "怎么弄", "如何处理", "派人", "来人", "报警", "能不能来", "可以停", "要不要停", "要不要接", "接不接", "让不让", "要不要管", "咋应对", "怎么应对", "要停", "谁来", "能来", "支援", "补", "送", "what should", "what do we", "can you", "can somebody", "could you")
}

// tellsBefore reports whether the first clause of what is asked tells by itself that
// something has happened: 有人晕倒了怎么办.
func tellsBefore(all []clause) bool {
	for _, c := range all {
		if len(c.signs) > 0 {
			return !containsAny(c.s, "吗", "有没有", "是否", "是不是", "哪", "谁", "多少", "几个", "没有?", "没有？") && containsAny(c.s, "了") && (c.wantsHelp() || !c.asks()) && !startsWithAny(c.s, "is ", "are ", "did ", "does ", "has ", "have ", "which ", "who ")
		}
	}
	return false
}
