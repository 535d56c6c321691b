package speech

import (
	"slices"
	"strings"
	"sync"
)

// States reports whether somebody who reports tells something, although a word of it may ask as
// well: 我包的三个村都开始投票了, 西岭登记完成 枣园还差几户, 投票418吗？不是 是438.
func States(h Heard) bool {
	s := strings.TrimRight(Fold(h.Text), " 。.!~")
	if endsAny(s, "?", "吗", "呢") {
		return false
	}
	if _, _, own := AllOwn(h); own {
		return !h.Mood.Asks && endsAny(s, "了", "好", "完", "完成")
	}
	if first, _, _ := strings.Cut(strings.ReplaceAll(s, "，", ","), ","); notYetThere(h) && endsAny(first, "完成", "完成了", "完了", "好了", "报了") {
		return true
	}
	return answersItself(h) || somewhatDone(s) || !h.Mood.Asks && (endsDone(s) || stuck(s) || cameMore(h))
}

// OnlySeemsToAsk reports whether a text has a word that asks, which only says what its writer does not know, or
// that there are some: 还有几个没回来，投票先报588.
func OnlySeemsToAsk(h Heard) bool {
	return !h.Mood.Asks && slices.ContainsFunc(h.Tokens, func(t Token) bool { return t.Tells(Asking) })
}

// endsDone reports whether a text ends with a clause that says that something went well.
func endsDone(s string) bool {
	return endsAny(s, "都过了", "没问题", "没意见", "没有意见", "上墙了", "办好了", "弄好了", "搞好了", "搞完了", "弄完了", "开完了", "贴出去了", "归了档", "交清了", "交接完了", "定下来了", "推出来了")
}

// stuck reports whether a text says in its first clause that something is stuck and then why: 登记卡住了
// 好多人外出联系不上.
func stuck(s string) bool {
	first, why, more := cutAnyOf(s, " ,，")
	return more && endsAny(first, "卡住了", "卡住", "卡壳了", "卡壳", "推不动", "有困难", "搞不下去", "弄不下去") && !containsAny(s, "哪", "谁", "多少", "几个") && why != ""
}

// StuckStage reports whether a text says so of what is done before the day of the election: 登记公布卡住了，打印机坏了.
func StuckStage(text string) bool {
	s := Fold(text)
	first, _, _ := cutAnyOf(s, " ,，")
	return containsAny(first, "登记", "名单", "提名", "公布", "公示", "培训", "宣传", "审计", "选委会", "选举委员会", "推选", "移交", "归档") && stuck(s)
}

// cameMore reports whether a text only says how many came on top: 后来又来了9个.
func cameMore(h Heard) bool {
	more := slices.IndexFunc(h.Tokens, func(t Token) bool { id, other := t.Is(OfOther); return other && id == AsMore })
	return more >= 0 && more+1 < len(h.Tokens) && h.Tokens[more+1].Number.Role == Count
}

// answersItself reports whether a text asks for a number and gives the right one then.
func answersItself(h Heard) bool {
	if at := strings.LastIndexAny(h.Text, "?？"); at > 0 && endsAny(strings.TrimRight(h.Text[at:], " 。.!"), "了", "好", "完", "完成") { // 名单贴了吗？贴了
		return true
	}
	if startsWithAny(h.Text, "啥叫", "什么叫", "谁说", "怎么会", "咋会") && endsAny(strings.TrimRight(h.Text, " .。!！"), "了", "好", "完", "完成") { // 啥叫没完成 我们早弄完了
		return true
	}
	asked := slices.IndexFunc(h.Tokens, func(t Token) bool { return t.Tells(Asking) || t.Kind == Mark && strings.Contains(t.Text, "?") })
	return asked >= 0 && h.Mood.Corrects && slices.ContainsFunc(h.Tokens[asked:], Token.Counts)
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

// DifficultyEnds are the ways of saying that what stood in the way is over; read only.
func DifficultyEnds() []string { return difficultyEnds() }

// difficultyEnds makes them once; read only.
var difficultyEnds = sync.OnceValue(func() (all []string) {
	for _, what := range [...]string{"困难", "难题", "问题", "麻烦", "矛盾"} {
		for _, over := range [...]string{"解除", "解决", "消除", "克服", "化解", "理顺", "没了", "没有了"} {
			all = append(all, what+over, what+"已"+over, what+"已经"+over, what+"都"+over, what+"给"+over)
		}
	}
	return append(all, "没困难了", "没有困难了", "没问题了", "没有问题了")
})

// DifficultyOver reports whether a text says so, and asks nothing.
func DifficultyOver(text string) bool {
	return containsAny(text, "困难", "难题", "问题", "麻烦", "矛盾") && !inquires(text) && ContainsAny(Fold(text), DifficultyEnds()) && !containsAny(text, "没解决", "未解决", "不能解决", "才能解决", "怎么解决", "等解决", "要解决", "如果")
}

// OnlyLeave reports whether words of why members are not due say no more than that they were on leave or on a journey.
func OnlyLeave(reasons string) bool {
	return containsAny(reasons, "请假", "请了假", "告假", "事假", "出差", "有事") &&
		!containsAny(reasons, "病", "卧", "瘫", "住院", "务工", "打工", "外出", "在外", "流动", "预备", "察看", "服刑", "出国", "学习", "年老", "行动不便", "失联", "联系不上", "转")
}

// AsksRecommended reports whether a question asks for votes of the two recommendations, and not for those of the
// election: 史春燕推荐得了几票.
func AsksRecommended(text string) bool {
	return containsAny(text, "推荐", "两推") && containsAny(text, "票") &&
		containsAny(text, "多少", "几票", "谁", "最多", "最高", "最少", "第几", "排", "各人", "每个人", "分别") && !containsAny(text, "没报", "没交", "没上报", "参选", "投票率", "选票")
}
