package speech

import "huanjie/internal/election"

// methodWords are how the ways of electing a residents' committee are said, in the order in which they are tried; read only.
var methodWords = [...]struct {
	words  []string
	method election.Method
}{
	{[]string{"户代表", "按户", "每户"}, election.Households},
	{[]string{"居民代表选", "居民代表投", "代表选举", "代表来选", "代表投票"}, election.Representatives},
	{[]string{"全体选民", "全体居民", "直接选举", "直选"}, election.AllVoters},
}

// MethodIn is the way of electing that a text names; "" if it names none.
func MethodIn(text string) election.Method {
	for _, w := range methodWords {
		if containsAny(text, w.words...) {
			return w.method
		}
	}
	return ""
}
