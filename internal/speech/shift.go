package speech

import (
	"slices"
	"strings"
)

// Earlier reports whether a word says that the figure behind it was given before: 前头, 原来报的.
func Earlier(word string) bool {
	return slices.Contains([]string{"前头", "前面", "之前", "原来", "原先", "先前", "早先", "前头那个", "前面那个", "之前那个", "原来那个", "前头的", "前面的", "之前的", "原来的"}, strings.TrimSuffix(strings.TrimSuffix(word, "报的"), "写的"))
}

// counting are the verbs after 多, 少 and 漏 that say how a figure was got wrong; read only.
var counting = []string{"报", "算", "记", "数", "计", "写", "填", "加", "统计", "录", "唱", "点", "念", "投", "登"}

// SaysOff reports whether a word says that figures do not agree, or how many are missing or too many: 差, 多出来,
// 对不上差了.
func SaysOff(word string) bool {
	s := strings.TrimRight(word, "了着个")
	return endsAny(s, "差", "还差", "只差", "就差", "缺", "还缺", "多出来", "多出", "少出来", "短", "短少", "对不上", "对不拢", "合不上", "差着")
}

// OffBy reports whether a number of ballots only says by how many figures do not agree, or how many are still to be
// counted, and is nobody's: 差一票, 还差3票没数, 少了一票.
func (h Heard) OffBy(i int) bool {
	t := h.Tokens[i]
	if i == 0 || t.Number.Role != Count || t.Number.Value > offMost || !CountsBallots(t.Number.Unit) {
		return false
	}
	before := h.Tokens[i-1]
	lacks := slices.Contains([]string{"少", "少了", "多", "多了"}, before.Text) && t.Joined && (i == 1 || !h.Tokens[i-1].Joined || h.Tokens[i-2].Kind == Unknown || h.Tokens[i-2].Kind == Filler)
	return SaysOff(before.Text) || lacks && containsAny(h.Text, "对不上", "对的时候", "对不拢", "合不上", "再数", "重数", "没数", "不符", "不一致", "核对")
}

// offMost is how many ballots at most are missing or too many.
const offMost = 50

// MoreThanOther reports whether a token says by how much something is more or less than something else: 比它多.
func MoreThanOther(t Token) bool {
	return t.Kind == Unknown && strings.Contains(t.Text, "比") && endsAny(strings.TrimRight(t.Text, "了出"), "多", "少", "高", "低")
}

// Came reports whether a number counts people who came, and no label says so.
func (h Heard) Came(i int) bool {
	t := h.Tokens[i]
	return i > 0 && t.Joined && (h.Tokens[i-1].Kind == Unknown || h.Tokens[i-1].Kind == Filler) && CountsPeople(t.Number.Unit) && endsAny(strings.TrimRight(h.Text[:t.From], " "), "来了", "派了", "派来")
}

// Shift reports whether a number only says by how much a figure that stands changes, and by how much, the
// likeliest first: 减1, 多计了3票; of 少1张 it may be either. at is the token that says so.
func (h Heard) Shift(i int) (by []int, at int, ok bool) {
	n := h.Tokens[i].Number
	if i == 0 || !h.Tokens[i].Joined || n.Role != Count || n.Value == 0 {
		return nil, 0, false
	}
	t := h.Tokens[i-1]
	switch id, _ := t.Is(OfOther); {
	case id == AsLess:
		return []int{-n.Value}, i - 1, true
	case id == AsMore:
		return []int{n.Value}, i - 1, true
	}
	said := strings.TrimRight(t.Text, "了")
	verb := strings.TrimLeft(said, "多少漏又还")
	if verb == said { // 报多了3票
		verb = strings.TrimRight(said, "多少")
	}
	wrong := verb != said && slices.Contains(counting, verb)
	switch {
	case wrong && strings.Contains(said, "多"):
		return []int{-n.Value}, i - 1, true
	case wrong:
		return []int{n.Value}, i - 1, true
	case slices.Contains([]string{"少", "还少", "要少"}, said):
		return []int{-n.Value, n.Value}, i - 1, true
	case slices.Contains([]string{"多", "还多", "要多"}, said):
		return []int{n.Value, -n.Value}, i - 1, true
	}
	return nil, 0, false
}

// Differs reports whether a number only says by how much another was wrong, and by how
// much that is too little: 少报了12人, 多写了一百. Of 抄错了一位 it is nothing.
func (h Heard) Differs(i int) (by int, ok bool) {
	t := h.Tokens[i]
	if i == 0 || !t.Joined || t.Number.Role != Count || !h.Tokens[i-1].Tells(Correcting) {
		return 0, false
	}
	said := h.Tokens[i-1].Text
	switch {
	case strings.Contains(said, "错") && h.countsSlips(i):
		return 0, true
	case keyedIn(said, t.Number): // 多写了一个0
		return 0, false
	}
	if end := lastRunes(strings.TrimSuffix(said, "了"), 1); (t.Number.Unit != "" || t.Number.Value < 100) && (end == "多" || end == "少") { // 报多了10个, 报多了20
		said = end
	}
	switch {
	case startsWithAny(said, "少", "漏"):
		return t.Number.Value, true
	case strings.HasPrefix(said, "多"):
		return -t.Number.Value, true
	}
	return 0, false
}

// OutBy reports whether a number only says by how much another was wrong, behind a word for less or more alone, where
// the clause before says that something was wrong: 算错了，少了12个. Which way is meant it does not say.
func (h Heard) OutBy(i int) bool {
	at := i - 1
	if at > 0 && h.Tokens[at].Text == " " {
		at--
	}
	if at < 0 || h.Tokens[i].Number.Role != Count {
		return false
	}
	said := strings.TrimRight(h.Tokens[at].Text, "了")
	if !slices.Contains([]string{"少", "要少", "应该少", "得少", "多", "要多", "应该多", "得多"}, said) {
		return false
	}
	from := at
	for from > 0 && h.Tokens[from-1].Kind == Mark {
		from--
	}
	begins, to := h.Clause(max(from-1, 0), ",，;；。 \n!！")
	before := h.Tokens[begins:to]
	return from < at && slices.ContainsFunc(before, func(t Token) bool { return t.Tells(Correcting) }) && !slices.ContainsFunc(before, Token.Counts)
}

// countsSlips reports whether a number counts what is wrong about another: 抄错了一位, 错了一张 是9不是8.
func (h Heard) countsSlips(i int) bool {
	n := h.Tokens[i].Number
	of := slices.Contains([]string{"位", "个", "行", "字", "位数", "个数", "个字"}, n.Unit) || n.Unit != "" && h.countsBehind(i) ||
		CountsBallots(n.Unit) && startsWithAny(h.Tokens[i-1].Text, "念", "唱", "数", "抄", "看") // 念错一张
	return of && n.Value < 10
}

// keyedIn reports whether a word before a number says that it was keyed in.
func keyedIn(said string, n Number) bool {
	return endsAny(said, "写", "打", "按", "敲") || endsAny(said, "写了", "打了", "按了", "敲了") && n.Value < 10
}

// countsBehind reports whether a number that counts something stands behind a token.
func (h Heard) countsBehind(i int) bool {
	return slices.ContainsFunc(h.Tokens[i+1:], Token.Counts)
}
