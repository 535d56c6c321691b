package election

import (
	"strconv"
	"strings"
	"unicode"
)

// proxySaid is who votes for others as a sentence says it: 张大海、张小海委托李小明代投,
// 李小明代张大海投票, 李小明接受张大海等3人的委托. It is not ok of a list of names and numbers,
// and where a giver is not named, 替他爸妈: how many that are is not said.
func proxySaid(clause string) (h ProxyHolder, ok bool) {
	clause = strings.TrimSpace(clause)
	if left, took := cutAnySuffix(clause, "的委托", "委托"); took {
		for _, takes := range [...]string{"接受了", "接受", "受"} {
			if holder, from, found := strings.Cut(left, takes); found && toldName(holder) {
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
		return ProxyHolder{holder, n}, n > 0 && toldName(holder)
	}
	for _, does := range [...]string{"代", "替", "帮"} {
		if holder, givers, found := strings.Cut(clause, does); found && toldName(holder) {
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
		if !toldName(name) {
			return 0
		}
		n++
	}
	return n
}

// toldName reports whether a word of a sentence can be the name of one person, and not 他爸妈 or 我儿子.
func toldName(word string) bool { return MayBeName(strings.TrimSpace(word), NameTold) }

func cutAnySuffix(s string, suffixes ...string) (string, bool) {
	for _, w := range suffixes {
		if short, ok := strings.CutSuffix(s, w); ok {
			return short, true
		}
	}
	return s, false
}
