package speech

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// noticeLeast is how many characters a notice has at least.
const noticeLeast = 4

// noticeSeparators part what shall go out from the words that wish it.
const noticeSeparators = "：:，,。；; \n"

// tellsAll reports whether a text wants everybody told something, and not that they report:
// 让大家注意安全, 提醒各村带好公章.
func tellsAll(text string) bool {
	if containsAny(text, "报", "催", "补", "没", "谁", "吗", "?", "怎么", "多少", "情况", "发我", "给我", "快", "抓紧") {
		return false
	}
	_, to, tells := tellsAllAt(text)
	return tells && utf8.RuneCountInString(text[to:]) > 1
}

// addressesAll reports whether a text begins as a notice does that is to go to everybody, or to those of an area: 各村注意：下午两点前交照片,
// 通知一下北片的 雨大 票箱盖好. Who wants reports asks for those.
func addressesAll(h Heard, text string) bool {
	if containsAny(text, "报", "催", "补报", "没", "谁", "吗", "?", "怎么", "多少", "发我", "给我") {
		return false
	}
	rest, all := cutAny(strings.TrimLeft(text, " 【["), "各村", "各社区", "各支部", "各选区", "各单位", "各位联络员", "各联络员", "全体联络员", "各位同志", "各位", "大家")
	if all && startsWithAny(strings.TrimLeft(rest, " ,，"), "注意", "请", "务必", "同志") {
		return true
	}
	_, _, some := NoticeFor(h)
	return some
}

// NoticeFor is the area or the unit to whose officers a text wants something said, before what that is: 通知一下北片的 雨大 票箱盖好. Its first words
// wish it, and the name stands right behind them.
func NoticeFor(h Heard) (sort Sort, id string, ok bool) {
	if !containsAny(h.Text, "通知", "告诉", "提醒", "说", "讲", "发") {
		return 0, "", false
	}
	for _, t := range h.Tokens {
		area, isArea := t.Is(OfArea)
		unit, isUnit := t.Is(OfUnit)
		if !isArea && !isUnit {
			continue
		}
		before := trimAny(Fold(h.Text[:t.From]), "请", "帮我", "你", "麻烦", "再", " ")
		if !slices.Contains([]string{"通知一下", "通知下", "通知", "告诉一下", "告诉", "提醒一下", "提醒下", "提醒", "跟", "给"}, before) {
			return 0, "", false
		}
		what, _ := cutAny(strings.TrimSpace(Fold(h.Text[t.To:])), "的村", "各村", "的联络员", "联络员", "他们", "的")
		what, said := cutAny(strings.TrimLeft(what, " ,，:："), "说一声", "说一下", "说", "讲一声", "讲一下", "讲", "发一条", "发")
		if (before == "跟" || before == "给") && !said || utf8.RuneCountInString(strings.TrimSpace(what)) < noticeLeast {
			return 0, "", false
		}
		if isArea {
			return OfArea, area, true
		}
		return OfUnit, unit, true
	}
	return 0, "", false
}

// tellsAllAt finds where a text says that everybody shall be told: the place of 让大家, 提醒一下各村.
func tellsAllAt(text string) (from, to int, ok bool) {
	for _, all := range [...]string{"大家", "各村", "各社区", "各支部", "各选区", "各单位", "各位", "联络员", "所有人", "全体", "下面"} {
		before, _, found := strings.Cut(text, all)
		if !found {
			continue
		}
		to = len(before) + len(all)
		before = strings.TrimSuffix(before, "一下")
		for _, tell := range [...]string{"让", "叫", "请", "要求", "提醒", "通知", "告诉", "跟", "嘱咐", "叮嘱"} {
			if rest, tells := strings.CutSuffix(before, tell); tells {
				return len(rest), to, true
			}
		}
	}
	return 0, 0, false
}

// NoticeIn are the words that shall go out, of a text that wishes a notice sent; "" if it has none. The words that wish
// it stand before them (发个通知：明天开会), or behind and among them (明天开会 通知各村).
func NoticeIn(text string) string {
	from, to := noticeWishAt(text)
	before, behind := strings.Trim(text[:from], noticeSeparators), strings.Trim(text[to:], noticeSeparators)
	said, _, parted := cutAnyOf(text[:from], noticeSeparators)
	switch {
	case parted && utf8.RuneCountInString(strings.TrimSpace(said)) >= noticeLeast, utf8.RuneCountInString(behind) < noticeLeast:
		if utf8.RuneCountInString(behind) >= noticeLeast {
			before += " " + behind
		}
		if utf8.RuneCountInString(before) < noticeLeast {
			return ""
		}
		return before
	}
	head, words, ok := cutAnyOf(text[to:], noticeSeparators)
	words = strings.Trim(words, noticeSeparators)
	if ok && utf8.RuneCountInString(head) < noticeLeast && utf8.RuneCountInString(words) >= noticeLeast { // 发个通知给大家：明天开会
		return words
	}
	return behind
}

// NoticeTimeIn is when a notice shall go out, as it is said before the words that wish it: 明早七点半给所有联络员发一条; "" if
// nothing stands there or something else does.
func NoticeTimeIn(h Heard) string {
	from, _ := noticeWishAt(h.Text)
	before := strings.Trim(h.Text[:from], noticeSeparators)
	left, timed := before, false
	for _, t := range h.Tokens {
		if t.To <= from && t.Kind == Numeral && (t.Number.Role == Clock || t.Number.Role == Date) {
			left = strings.Replace(left, h.Text[t.From:t.To], "", 1)
			timed = timed || t.Number.Role == Clock
		}
	}
	left = strings.TrimSpace(left)
	if rest, ok := cutAny(left, "帮我", "请", "你", "再", "准时", "钟", "整"); ok {
		left = rest
	}
	if !timed || left != "" {
		return ""
	}
	return before
}

// sendsAll reports whether a text wants something sent to everybody who reports, whatever it says, and not that
// those who owe something are asked for it: 给所有联络员发 12点前再报一次人数.
func sendsAll(text string) bool {
	if containsAny(text, "催", "没报", "没交", "提醒", "谁", "吗", "?", "怎么", "多少", "情况", "发我", "给我") {
		return false
	}
	_, to, sends := sendsAllAt(text)
	return sends && utf8.RuneCountInString(strings.TrimSpace(text[to:])) > 1
}

// sendsAllAt finds where a text says that something shall be sent to everybody who reports: the place of 给所有联络员发.
func sendsAllAt(text string) (from, to int, ok bool) {
	for _, all := range [...]string{"联络员", "各村", "各社区", "各支部", "各选区", "各单位", "所有人", "大家", "各位", "复核人"} {
		before, content, found := strings.Cut(text, all)
		before = trimAny(before, "几个社区", "几个村", "几个支部", "几个选区", "那几个", "这几个", "几个", "所有", "全体", "全部", "全镇", "每个", "各个", "各村", "每位", "各位")
		if !found || !endsAny(before, "给", "向", "跟") {
			continue
		}
		if words, sends := cutAny(strings.TrimLeft(content, " 都也再全"), "发", "说", "讲", "喊", "知会", "捎"); sends {
			return len(before) - len("给"), len(text) - len(words), true
		}
	}
	return 0, 0, false
}

// cutAnyOf cuts a text at the first of some separators.
func cutAnyOf(text, separators string) (before, after string, found bool) {
	i := strings.IndexAny(text, separators)
	if i < 0 {
		return text, "", false
	}
	_, size := utf8.DecodeRuneInString(text[i:])
	return text[:i], text[i+size:], true
}

// noticeWishAt finds where a text wishes a notice sent: from the first of its words that does to the end of those that
// touch it; 0, 0 if none does.
func noticeWishAt(text string) (from, to int) {
	for _, w := range wishWords {
		if w.wish != SendNotice {
			continue
		}
		for word := range strings.SplitSeq(w.done, "|") {
			i := strings.Index(text, word)
			switch end := i + len(word); {
			case i < 0:
			case to == 0:
				from, to = i, end
			case i <= to && end >= from: // they touch
				from, to = min(from, i), max(to, end)
			}
		}
	}
	if to > 0 {
		return from, to
	}
	if from, to, sends := sendsAllAt(text); sends {
		return from, to
	}
	from, to, _ = tellsAllAt(text)
	return from, to
}
