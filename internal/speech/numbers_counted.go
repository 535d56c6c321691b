package speech

import (
	"slices"
	"strings"
)

// measures are the words that are counted with: 812票, 12条.
const measures = "票人张名份户个位条期封次"

// counted reads what follows a whole number: what makes it inexact, and what is
// counted.
func counted(s string, n Number, size int, begins func(at int) int) (Number, int) {
	rest := s[size:]
	if after, ok := cutAny(rest, "%", "％", " percent", "‰"); ok {
		n.Role = Percent
		return n, len(s) - len(after)
	}
	if end := vagueEnd(rest); end > 0 && begins(size) == 0 {
		n.Role = Approximate
		return n, size + end
	}
	if high, more := rangeEnd(rest, n.Value); more > 0 {
		return Number{Role: Range, Low: n.Value, High: high, Value: (n.Value + high) / 2}, size + more
	}
	gap := spanOf(rest, " ")
	noun, role := nounOf(rest[gap:])
	if known := begins(size + gap); known > 0 && (role == 0 || known >= len(noun) || role == Other) {
		return n, size
	}
	if counter, ok := cutAny(noun, "个", "只"); ok && begins(size+gap+len(noun)-len(counter)) > 0 { // 2个票箱, where a form asks for them
		role = 0
	}
	if role != 0 && (gap == 0 || role != Group) {
		n.Role, n.Unit = role, noun
		return n, size + gap + len(noun)
	}
	return measuredBy(s, n, size, gap, begins)
}

// measuredBy reads the measure word after a whole number, and what it counts.
func measuredBy(s string, n Number, size, gap int, begins func(at int) int) (Number, int) {
	rest := s[size:]
	if after, ok := cutAny(rest[gap:], "people", "persons", "voters"); ok && begins(size+gap) == 0 && Bounded(rest[gap:], rest[gap:len(rest)-len(after)]) {
		n.Unit = "人"
		return n, len(s) - len(after)
	}
	if m := measure(rest); m > 0 && begins(size+gap) == 0 && measured(rest, gap, m, begins(size+m) > 0) {
		n.Unit = strings.TrimSpace(rest[:m])
		size += m
		if role := nounAfter(s[size:], begins, size); role.size > 0 {
			n.Role = role.role
			size += role.size
		}
		size += vagueAfter(s[size:], &n)
	}
	return n, size
}

// measured reports whether what looks like a measure word is one: in 800 张三, and in
// 800 张山, it begins a name.
func measured(s string, gap, size int, known bool) bool {
	next := firstRune(s[size:])
	return !numeral(next) && (gap == 0 || known || next == 0 || Separates(next) || digit(next))
}

type nounRole struct {
	role Role
	size int
}

// nounAfter is the noun after a measure word: 2个会场. A word that a form knows is
// that form's: 2个票箱.
func nounAfter(s string, begins func(at int) int, at int) nounRole {
	noun, role := nounOf(s)
	if role == 0 || begins(at) >= len(noun) {
		return nounRole{}
	}
	return nounRole{role, len(noun)}
}

// vagueEnds make the number in front of them inexact; read only.
var vagueEnds = leadWords("多", "余", "几", "来", "左右", "上下", "以上", "以下", "出头", "冒头", "挂零", "挂点零", "开外", "朝上", "往上", "打头", "的样子", "亿", "+")

// vagueEnd is how many bytes make the number in front of them inexact: 600多人,
// 640左右.
func vagueEnd(s string) int {
	w, _ := vagueEnds.of(s)
	if w == "" {
		return 0
	}
	rest := s[len(w):]
	switch next := firstRune(rest); {
	case w == "多" && strings.ContainsRune("算报写数记加打填按敲输", next): // 588多算了8个
		return 0
	case w == "来" && !strings.ContainsRune("人个张票名位号口", next), w == "余" && next == '下', w == "+" && (digit(next) || next >= '一' && !strings.ContainsRune(measures, next)):
		return 0
	}
	return len(w) + measure(rest)
}

// vagueAfters are those after a measure word; read only.
var vagueAfters = leadWords("左右", "上下", "以上", "以下", "出头", "冒头", "挂零", "开外", "不到", "往上", "朝上", "的样子")

// vagueAfter is the same after a measure word: 600人左右.
func vagueAfter(s string, n *Number) int {
	gap := spanOf(s, " ")
	w, _ := vagueAfters.of(s[gap:])
	if w == "" {
		return 0
	}
	n.Role = Approximate
	return gap + len(w)
}

// rangeEnd reads the end of 600到640, 600~640.
func rangeEnd(s string, low int) (high, size int) {
	rest, ok := cutAny(s, "到", "至", "~", "～", "—", "或者", "或", "还是", " - ", " to ", " or ")
	if !ok {
		return 0, 0
	}
	high, used := plainNumber(rest)
	if used == 0 || high <= low {
		return 0, 0
	}
	return high, len(s) - len(rest) + used + measure(rest[used:])
}

// measureWords are the measure words, longer ones first; read only.
var measureWords = leadWords("人次", "个人", "号人", "口人", "口子", "名", "人", "张", "票", "份", "户", "个", "位", "条", "期", "封", "次")

// measure is how many bytes of a measure word begin a text: 个人, " 张".
func measure(s string) int {
	gap := spanOf(s, " ")
	w, _ := measureWords.of(s[gap:])
	if w == "" {
		return 0
	}
	return gap + len(w)
}

// countedNouns make something of the number before them; read only.
var countedNouns = leadsOf([]lead[Role]{
	{"周岁", Age}, {"岁", Age}, {"years old", Age},
	{"个小时", Term}, {"小时", Term}, {"个钟头", Term}, {"分钟", Term}, {"个月", Term}, {"天", Term}, {"年", Term}, {"届", Term}, {"月份", Term}, {"月", Term}, {"轮", Term}, {"周年", Term}, {"个星期", Term}, {"星期", Term}, {"遍", Term}, {"趟", Term},
	{"hours", Term}, {"minutes", Term}, {"days", Term}, {"years", Term},
	{"个村民小组", Group}, {"村民小组", Group}, {"个小组", Group}, {"小组", Group}, {"个组", Group}, {"号组", Group}, {"组", Group}, {"队", Group}, {"个队", Group}, {"个自然村", Group},
	{"号流动票箱", Box}, {"号票箱", Box}, {"号箱", Box}, {"号投票点", Box}, {"号投票站", Box}, {"号会场", Box}, {"号点", Box}, {"号站", Box}, {"个流动票箱", Box}, {"个箱子", Box}, {"只箱子", Box}, {"个票箱", Box}, {"只票箱", Box}, {"个箱", Box}, {"票箱", Box}, {"箱", Box},
	{"个分会场", Other}, {"个会场", Other}, {"会场", Other}, {"个投票点", Other}, {"个投票站", Other}, {"个点", Other}, {"个站", Other}, {"号楼", Other}, {"号院", Other}, {"楼", Other}, {"万元", Other}, {"元", Other},
	{"块钱", Other}, {"块", Other}, {"公里", Other}, {"里路", Other}, {"米", Other}, {"度", Other}, {"个村", Other}, {"个社区", Other}, {"级", Other}, {"台", Other}, {"辆", Other}, {"只", Other}, {"桌", Other}, {"桶", Other}, {"毛", Other}, {"斤", Other}, {"里地", Other}, {"亩", Other}, {"栋", Other}, {"层", Other}, {"排", Other}, {"支", Other}, {"把", Other}, {"瓶", Other}, {"箱水", Other}, {"趟车", Other},
}...)

// nounOf is the noun that begins a text, and what it makes of the number before it.
// 只 before a verb counts nothing: 应到36只来17个.
func nounOf(s string) (noun string, role Role) {
	noun, role = countedNouns.of(s)
	if noun == "只" && strings.ContainsRune("来到投收回剩够差", firstRune(s[len(noun):])) {
		return "", 0
	}
	return noun, role
}

// CountsWith reports whether a word is no more than a measure word: 张.
func CountsWith(word string) bool {
	return word != "" && strings.Trim(word, measures) == ""
}

// CountsFigures reports whether a number counts figures, by the word behind it, and is none: 两个票数, 三个数.
func CountsFigures(n Number, next Token) bool {
	return n.Unit == "个" && n.Value < 10 && slices.Contains([]string{"票数", "数", "数字", "人数", "得票", "得票数", "数据", "的票数", "的票"}, next.Text)
}

// CountsFew reports whether a number may count those who were just named: 两人, 俩, 3个.
func CountsFew(t Token) bool {
	if t.Number.Unit == "" {
		return strings.ContainsAny(t.Text, "俩仨")
	}
	return CountsPeople(t.Number.Unit) || t.Number.Unit == "个"
}

// CountsPeople reports whether a text is a number of people: 259人.
func CountsPeople(text string) bool {
	return strings.HasSuffix(text, "人") || strings.HasSuffix(text, "名")
}

// AreBusy reports whether a text says of those just counted what they are doing, other than to vote: 在数, 在排队.
func AreBusy(behind string) bool {
	rest, are := cutAny(behind, "正在", "还在", "在")
	return are && startsWithAny(rest, "数", "唱", "点票", "核", "统计", "计票", "排", "等", "闹", "看", "帮", "值", "维", "吵", "问", "喊", "聊", "门口", "外面")
}

// CountsBallots reports whether a measure word counts sheets of paper: 张.
func CountsBallots(measure string) bool { return measure == "张" || measure == "票" }

// CountsThings reports whether a measure word counts no people and no ballots: 户.
func CountsThings(measure string) bool {
	return measure == "户" || measure == "条" || measure == "期" || measure == "封"
}
