package speech

import (
	"slices"
	"strings"

	"huanjie/internal/election"
)

// Supposed is a figure that has not been reported and is only supposed.
type Supposed struct {
	Unit  election.UnitID
	Voted int
}

// supposes are words with which somebody supposes something; read only.
const supposes = "算上|要是|如果|假如|假设|若是|万一|加上|算进|算进去|就当|suppose|assume|if "

// suppose takes how many are supposed to have voted in a unit, where it is asked what follows: 算上竹坞投了300
// 掉到多少. The unit is then no part of whom it is asked of. How many more have to come is another thing.
func (a *query) suppose(f *Frame) {
	if !says(a.text, supposes) || len(f.Scope.Units) != 1 || says(a.text, "再来|再投|再有|再到|多来|多投") || !a.has("howMany/whether/half/ranks/turnout/share/highest/lowest") {
		return
	}
	counts := a.numbersOf(func(n Number) bool { return n.Role == Count && n.Value >= 10 && !countsUnits(n) })
	if len(counts) != 1 || !says(a.text, "投|来|到|报|票") {
		return
	}
	f.Suppose = []Supposed{{f.Scope.Units[0], counts[0].number.Value}}
	f.Scope.Units, a.used[counts[0].from] = nil, true
	a.is("supposed", true)
	for i, at := range a.atoms {
		if slices.Contains(supposeWords, at.text) || at.unread && slices.Contains(supposeFillers, at.text) {
			a.pass(i)
			a.mute(i)
		}
	}
}

// supposeWords say in such a question only that something is supposed, and supposeFillers what becomes of it; read only.
var (
	supposeWords   = []string{"算上", "加上", "也算上", "连上", "再加上", "要是", "如果", "假如"}
	supposeFillers = []string{"掉", "掉到", "涨", "涨到", "拉", "拉到", "跌", "跌到", "变", "算", "成", "冲", "冲到", "降", "升", "降到", "升到", "假如", "假设", "如果", "要是", "若是", "万一", "就当", "要", "进去", "那", "竟"}
)

// supposedToo goes on with a turnout: what it would be with a figure that is supposed.
func supposedToo(_ *query, more, last Frame) (Frame, bool) {
	last.Suppose, last.Filter, last.Form = more.Suppose, Filter{}, AsFigure
	return last, true
}

// AsksFigure reports whether a piece of a question asks only what the figure is by now: 现在多少了.
func AsksFigure(piece string) bool {
	text := strings.Trim(Fold(piece), " ?。.!啊呀呢")
	for _, w := range [...]string{"现在", "眼下", "这会", "这会儿", "目前", "到现在"} {
		text = strings.TrimPrefix(text, w)
	}
	return slices.Contains([]string{"多少了", "到多少了", "多少啦", "啥数了", "什么数了", "投到多少了", "报了多少了"}, text)
}

// otherSide reports whether a text asks only for those on the other side of a limit: 哪几个没过.
func otherSide(text string) bool {
	text = strings.Trim(text, " ?。.!啊呀呢")
	for _, w := range [...]string{"那", "哪几个村", "哪几个", "哪些村", "哪些", "谁", "有哪些", "几个", "多少个", "的"} {
		text = strings.TrimSuffix(strings.TrimPrefix(text, w), w)
	}
	return slices.Contains([]string{"没过", "没到", "没超过", "没过线", "没过半", "没达到", "过了", "到了", "超过了", "达到了"}, text)
}
