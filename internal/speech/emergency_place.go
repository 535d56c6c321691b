package speech

import "strings"

// PlacesIn are the units of a text at which something happens, in the order of the
// text, each once: 东和村那边票箱被抬走了. A unit that is only spoken of is none: 三河村的人来闹.
func PlacesIn(h Heard) []string {
	var places []string
	mentioned := map[int]bool{} // by the number of the token
	for i, t := range h.Tokens {
		if _, unit := t.Is(OfUnit); unit && onlyMentioned(h.Text[:t.From], h.Text[t.To:]) {
			mentioned[i] = true
		}
	}
	for i, t := range h.Tokens {
		if _, unit := t.Is(OfUnit); !unit || mentioned[i] || joinedWithMention(h, i, mentioned) {
			continue
		}
		for _, m := range t.Means {
			if m.Sort == OfUnit && !containsAny(" "+strings.Join(places, " ")+" ", " "+m.ID+" ") {
				places = append(places, m.ID)
			}
		}
	}
	return places
}

// joinedWithMention reports whether a unit stands beside another that is only
// mentioned: 三河村和八一村的人.
func joinedWithMention(h Heard, i int, mentioned map[int]bool) bool {
	for j := i + 1; j < len(h.Tokens); j++ {
		_, unit := h.Tokens[j].Is(OfUnit)
		between := strings.TrimSpace(h.Text[h.Tokens[i].To:h.Tokens[j].From])
		if unit {
			return mentioned[j] && startsWithAny(between, "和", "跟", "与", "、", "及") && len(between) <= len("和")
		}
	}
	return false
}

// onlyMentioned reports whether what stands around a unit's name makes it the
// home of somebody, or what somebody comes from or looks for.
func onlyMentioned(before, after string) bool {
	before, after = strings.TrimSpace(Fold(before)), strings.TrimSpace(Fold(after))
	for _, w := range [...]string{"从", "来自", "跟", "同", "是", "找", "不是", "和", "与", "像", "去"} {
		if strings.HasSuffix(before, w) {
			return startsWithAny(after, "的", "人", "来") || !strings.HasSuffix(before, "和") && !strings.HasSuffix(before, "与") && !strings.HasSuffix(before, "去")
		}
	}
	after = strings.TrimPrefix(after, "委会")
	rest := strings.TrimLeft(strings.TrimPrefix(after, "的"), " ")
	if rest, people := cutAny(rest, "人", "村民", "群众"); people && before == "" && startsWithAny(rest, "都", "全", "在", "正") && !containsAny(rest, "来", "跑", "赶", "过去", "到我", "到这") { // 东和的人都在吵
		return false
	}
	if n, _, end := amount(rest, 0); n > 0 && personAfter(rest[end:]) {
		return true
	}
	return startsWithAny(rest, "人", "村民", "群众", "几个", "好几个", "一帮", "一伙", "一群", "那帮", "那伙", "候选人", "干部", "家属", "代表", "老乡", "书记", "主任", "村主任", "支书", "籍", "来的", "过来的", "开来的", "跑来的", "那边来的", "那边过来的", "亲戚", "亲属", "亲友", "村干部", "老板", "媳妇", "女婿", "外甥", "朋友", "同学", "年轻人", "小伙", "妇女", "老人", "villagers", "people") ||
		after == "的" || after == "人"
}
