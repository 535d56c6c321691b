package speech

import (
	"strings"
	"unicode/utf8"
)

// Behalf reports whether a text begins with that it is reported for somebody, or was told on the telephone: who that is,
// a unit or a person as typed, and what is reported then.
func Behalf(text string) (who, rest string, ok bool) {
	if said, led := cutAny(text, "代为", "代替", "帮忙给", "帮忙替", "代", "帮", "替"); led {
		who, rest, ok = cutFirst(said, "上报一下", "上报个", "上报", "报一下", "报个数", "报个", "报下", "报", "填一下", "填个", "填", "录一下", "录")
	} else {
		who, rest, ok = cutFirst(text, "打电话来说", "打电话来讲", "打电话说", "打电话讲", "打来电话说", "来电话说", "来电话讲", "来电说", "电话来说", "电话报的", "电话里说", "打电话报", "电话报")
	}
	who, rest = strings.Trim(who, " 的那边"), strings.TrimLeft(rest, " ,，:：")
	return who, rest, ok && rest != "" && who != "" && utf8.RuneCountInString(who) <= behalfMost
}

// behalfMost is how many characters a unit or a person has at most for whom somebody reports.
const behalfMost = 12

// cutFirst parts a text at the first place where one of some words stands, the longest of them.
func cutFirst(text string, words ...string) (before, after string, found bool) {
	at, size := len(text), 0
	for _, w := range words {
		if i := strings.Index(text, w); i >= 0 && (i < at || i == at && len(w) > size) {
			at, size = i, len(w)
		}
	}
	return text[:at], text[min(at+size, len(text)):], size > 0
}
