package election

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// proxySaid is who votes for others as a sentence says it: 张大海、张小海委托李小明代投,
// 李小明代张大海投票, 李小明接受张大海等3人的委托. It is not ok of a list of names and numbers,
// and where a giver is not named, 替他爸妈: how many that are is not said.
func proxySaid(clause string) (h ProxyHolder, ok bool) {
	clause = strings.TrimSpace(clause)
	if left, took := cutAnySuffix(clause, "的委托", "委托"); took {
		for _, takes := range [...]string{"接受了", "接受", "受"} {
			if holder, from, found := strings.Cut(left, takes); found && oneName(holder) {
				n := ballotsOf(from)
				return ProxyHolder{strings.TrimSpace(holder), n}, n > 0
			}
		}
		return h, false
	}
	clause, _ = cutAnySuffix(clause, "代为投票", "代为投", "代投票", "代投", "投票", "来投", "投")
	if givers, holder, found := strings.Cut(clause, "委托"); found {
		holder = strings.TrimLeft(holder, "给了 ")
		n := givenBy(givers)
		return ProxyHolder{holder, n}, n > 0 && oneName(holder)
	}
	for _, does := range [...]string{"代", "替", "帮"} {
		if holder, givers, found := strings.Cut(clause, does); found && oneName(holder) {
			n := givenBy(givers)
			return ProxyHolder{strings.TrimSpace(holder), n}, n > 0
		}
	}
	return h, false
}

// ballotsOf is how many a proxy votes for: 3个人, 张大海、张小海, 张大海等3人.
func ballotsOf(from string) int {
	if named, all, found := strings.Cut(from, "等"); found && givenBy(named) > 0 {
		from = all
	}
	plain, _ := cutAnySuffix(strings.TrimSpace(from), "个人", "人", "个", "位", "名", "户")
	if n := proxyNumber(plain); isDigits(n) && len(n) < 4 {
		count, _ := strconv.Atoi(n)
		return count
	}
	return givenBy(from)
}

// givenBy is how many people a list of names names; 0 if a word of it is no name.
func givenBy(list string) (n int) {
	for name := range strings.FieldsFuncSeq(list, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("、和与跟及", r) }) {
		if !oneName(name) {
			return 0
		}
		n++
	}
	return n
}

// oneName reports whether a word can be the name of one person, and not 他爸妈 or 我儿子.
func oneName(word string) bool {
	word = strings.TrimSpace(word)
	n := utf8.RuneCountInString(word)
	return n > 1 && (n < 5 || strings.ContainsRune(word, '·')) && NameSaid(word) == word && !strings.ContainsAny(word, "他她它我你俺咱爸妈爹娘父母婆媳家了的谁哪吗不没人要请能可") &&
		!strings.ContainsFunc(word, func(r rune) bool { return !unicode.Is(unicode.Han, r) && r != '·' }) && !kin(word)
}

// kin reports whether a word says what somebody is to another: 儿子, 老伴.
func kin(word string) bool {
	for _, w := range [...]string{"儿子", "女儿", "儿女", "老伴", "老公", "老人", "孙子", "哥哥", "弟弟", "姐姐", "妹妹", "兄弟", "大爷", "大妈", "大娘", "亲戚", "邻居"} {
		if strings.Contains(word, w) {
			return true
		}
	}
	return false
}

func cutAnySuffix(s string, suffixes ...string) (string, bool) {
	for _, w := range suffixes {
		if short, ok := strings.CutSuffix(s, w); ok {
			return short, true
		}
	}
	return s, false
}
