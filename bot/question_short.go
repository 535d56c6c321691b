package bot

import (
	"cmp"
	"slices"
	"strings"

	"huanjie/internal/election"
)

// shortMost is how long a question without an asking word may be, in characters
// beside the names in it.
const shortMost = 30

// short are the words that ask by themselves once it is said of what: 西片参选率,
// 有困难的村, 各片进度. Nothing else may be said with them, so that no report is taken
// for a question.
func short() []subject {
	return []subject{
		{aboutUnconfirmed, []string{"没确认", "未确认", "没有确认", "待确认", "没复核", "未复核", "待复核", "not confirmed", "unconfirmed"}},
		{aboutTroubled, []string{"困难", "in difficulty", "difficulties"}},
		{aboutTurnout, []string{"参选率", "投票率", "turnout"}},
		{aboutElected, []string{"当选人数", "elected"}},
		{aboutComposition, []string{"当选人员结构", "人员结构", "composition"}},
		{aboutRegistered, []string{"选民总数", "选民人数", "registered voters"}},
		{aboutFurther, []string{"再次投票", "另行选举", "重新选举", "选举无效", "没过半", "voting again", "void"}},
		{aboutLate, []string{"逾期", "没报", "未报", "没上报", "没有报", "late", "overdue"}},
		{aboutProgress, []string{"进度", "进展", "情况", "怎么样", "怎样", "如何", "progress", "how is", "how are"}},
	}
}

// ofUnit are the words that ask how a unit stands, behind its name; read only.
func ofUnit() []string {
	return []string{"参选率", "投票率", "怎么样", "怎样", "如何", "情况", "什么情况", "状态", "报了没有", "报了没", "报了吗", "报没报", "有没有报", "报完了没有", "报齐了没有", "报齐了吗",
		"做完了没有", "完成了没有", "完成没有", "完成了吗", "到哪一步了", "到哪步了", "当选", "当选人数", "how is", "status", "reported yet", "has reported", "reported"}
}

// filler are words that add nothing to a short question.
func filler() []string {
	return []string{"的", "了", "现在", "目前", "今天", "有", "要", "都", "还", "呢", "吗", "是", "多少", "情况", "怎么样", "如何", "看看", "看一下", "查一下", "the", "of", "in", "for", "by", "with", "now", "it", "going", "doing", "has", "is", "are", "'s", "’s",
		"?", "？", "。", "!", "！", ":", "：", ".", " ", "　"}
}

// everywhere are words for all that the asker answers for, or for what is asked of
// it: 各片, 全镇, 的村.
func everywhere() []string {
	return []string{"全镇", "全县", "各片", "各个片", "各村", "各个村", "各社区", "各单位", "所有村", "每个村", "每个片", "村", "社区", "选区", "支部", "单位",
		"every area", "each area", "all areas", "areas", "all villages", "villages", "whole town"}
}

// readShort reads a question that has no asking word, or names a unit: 西片参选率,
// 双桥村怎么样, 有困难的村.
func readShort(s string, t *election.Town) (q question, ok bool) {
	rest := s
	for _, u := range unitsNamedIn(s, t) {
		rest = strings.ReplaceAll(rest, strings.ToLower(u.Name), "")
	}
	ofUnits := rest != s
	if q.area = areaIn(rest, t); q.area != election.WholeTown {
		rest = strings.Replace(rest, strings.ToLower(q.area.Name()), "", 1)
	}
	if len([]rune(rest)) > shortMost {
		return question{}, false
	}
	if ofUnits {
		return question{about: aboutUnit}, q.area == election.WholeTown && onlySays(rest, ofUnit())
	}
	all := without(rest, everywhere())
	if all == rest && q.area == election.WholeTown {
		return question{}, false
	}
	for _, known := range short() {
		if onlySays(all, known.words) {
			q.about, q.void = known.about, known.about == aboutFurther && asksVoid(s)
			return q, true
		}
	}
	return question{}, false
}

// onlySays reports whether a text is one of the words, and nothing beside it that
// would tell something.
func onlySays(s string, words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool {
		before, after, has := strings.Cut(s, w)
		return has && without(before+" "+after, filler()) == ""
	})
}

// without leaves words out of a text, the longest first.
func without(s string, words []string) string {
	longest := slices.SortedFunc(slices.Values(words), func(a, b string) int { return cmp.Compare(len(b), len(a)) })
	for _, w := range longest {
		for at := 0; ; {
			i := wordAt(s, w, at)
			if i < 0 {
				break
			}
			s, at = s[:i]+s[i+len(w):], i
		}
	}
	return s
}

// wantsList reports whether a text ends as what names a list does: 没计票的村,
// 西片移交进度.
func wantsList(s string, t *election.Town) bool {
	s = strings.TrimRight(s, " ？?。!！")
	if len([]rune(s)) > shortMost || strings.ContainsAny(s, "，,。；;") {
		return false
	}
	ends := func(words ...string) bool {
		return slices.ContainsFunc(words, func(w string) bool { return strings.HasSuffix(s, w) })
	}
	if ends("的村", "的社区", "的选区", "的支部", "的单位") {
		return mentions(s, "没", "未", "逾期", "有困难", "缺")
	}
	return areaIn(s, t) != election.WholeTown && len(unitsNamedIn(s, t)) == 0 && ends("进度", "进展", "情况")
}
