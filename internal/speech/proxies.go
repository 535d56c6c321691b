package speech

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"huanjie/internal/election"
)

// votesFor is a number of ballots behind the word for what a proxy does: 李小明代3票.
var votesFor = regexp.MustCompile("[代替帮] ?[0-9一两二三][个张票人]?")

// ProxiesIn reports whether a text says who votes for whom, 张大海委托李小明投票, or that nobody
// does, 没人办委托, and which part of it says so.
func ProxiesIn(text string) (parts [][2]int, ok bool) {
	if !containsAny(text, "委托", "代投") && !votesFor.MatchString(text) || inquires(text) {
		return nil, false
	}
	if all, complaint := election.ReadProxies(text); len(all) > 0 && complaint.IsZero() {
		return [][2]int{{0, len(text)}}, true
	}
	if !containsAny(text, "委托", "代投") || strings.ContainsAny(Fold(text), "0123456789?吗谁") || containsAny(text, "办好", "办完", "公布", "还没") {
		return nil, false
	}
	for _, w := range [...]string{"没有人", "没人", "无人", "没有", "无"} {
		if at := strings.Index(text, w); at >= 0 && utf8.RuneCountInString(text) < 16 {
			return [][2]int{{at, at + len(w)}}, true
		}
	}
	return nil, false
}
