package speech

import (
	"slices"
	"strings"
)

// ObjectionIn reports whether a message tells, in whatever words, that somebody holds the roll
// to be wrong: 有人对名单有意见, 王桂香不在名单上要求补登. All of it is what is told.
func ObjectionIn(text string) (parts [][2]int, ok bool) {
	s := Fold(text)
	if strings.Contains(text, "补登") && AddedToRoll(text) || containsAny(text, "核减", "核销", "剔除", "已经补上", "现在一共", "现在共") && strings.ContainsAny(s, "0123456789") { // it is put right, with the number
		return nil, false
	}
	roll := containsAny(s, "名单", "选民登记", "登记表", "选民榜", "没登记上", "登记错", "漏登", "补登")
	objects := containsAny(s, "有意见", "提意见", "提了意见", "有异议", "提异议", "提出异议", "申诉", "不在名单", "没在名单", "名单上没有", "名单没", "名单里没", "名单上没", "没上名单", "漏登", "漏了", "没登记上", "登记错", "登错", "补登", "不该上名单", "重复登记")
	if !roll || !objects || containsAny(s, "正式名单", "初步名单") || CountsHomes(text) || inquires(text) || containsAny(s, "票", "没有异议", "无异议", "没人有意见", "没意见", "没有意见", "没人申诉", "无申诉", "没有申诉", "如果", "要是") {
		return nil, false
	}
	return [][2]int{{0, len(text)}}, true
}

// AddedToRoll reports whether a text says how many were put on the roll later, or how many it has since then,
// and that nobody objects: 补登2人 现在348了.
func AddedToRoll(text string) bool {
	s := Fold(text)
	at := strings.Index(s, "补登")
	if at < 0 || containsAny(s, "要求", "申诉", "异议", "意见", "不该", "没给", "不给", "反映", "来问", "来说", "找来", "漏") {
		return false
	}
	rest, _ := cutAny(s[at+len("补登"):], "记了", "记", "了", "上了", "进去", "进来")
	_, size := plainNumber(strings.TrimLeft(rest, " "))
	return size > 0
}

// Goes reports whether a word says that somebody went somewhere.
func Goes(word string) bool {
	return slices.Contains([]string{"跑了", "走了", "串了", "跑", "走", "去了"}, word)
}

// ComesOrGoes reports whether words say that somebody died, moved away or here: 老王头昨天走了.
func ComesOrGoes(words string) bool {
	return containsAny(Fold(words), "走了", "死", "去世", "过世", "病故", "没了", "嫁", "迁", "搬走", "搬来", "回来", "转走", "转来")
}

// CountsHomes reports whether a message says how many homes were visited, and nothing of ballots or of
// the roll: 今天跑了九户 老冯家有意见.
func CountsHomes(text string) bool {
	s := Fold(text)
	if inquires(text) || containsAny(s, "票", "箱", "登记", "完成") {
		return false
	}
	for _, w := range [...]string{"跑了", "走了", "串了"} {
		if at := strings.Index(s, w); at >= 0 {
			_, size := plainNumber(s[at+len(w):])
			_, homes := cutAny(strings.TrimLeft(s[at+len(w)+size:], "来多几 "), "户", "家")
			return size > 0 && homes
		}
	}
	return false
}

// GoesElsewhere reports whether a text says that somebody went, and not to how many homes: 跑了三天.
func GoesElsewhere(text string) bool {
	return containsAny(Fold(text), "跑了", "走了", "串了") && !containsAny(text, "走访", "入户", "家访") && !CountsHomes(text)
}
