package speech

import (
	"regexp"
	"slices"
	"strings"
)

// Mixed is a text that reports and then asks: 西岭登记完成 枣园云台还差几户, 东和455 我另外几个村报了没.
type Mixed struct {
	Report, Question string // as typed
	Sure             bool   // the second is a question by its words; else it is one if it is understood
}

// TellsAndAsks parts a text that reports of a unit in one clause that something is done, or gives a
// figure, and asks something in a later one: 投票168 顺便问下委托的算不算.
func TellsAndAsks(h Heard) (m Mixed, ok bool) {
	clauses := clausesOf(h.Text)
	if len(clauses) == 2 && (h.doneAndAsked(clauses) || h.figureAndAsked(clauses)) {
		return Mixed{clauses[0], withoutLead(clauses[1]), true}, true
	}
	if len(clauses) < 2 || !h.Mood.Asks && !says(h.Text, wondering) && !endsAny(strings.TrimRight(h.Text, " ?？。."), "没", "没有") {
		return Mixed{}, false
	}
	return h.figureThenAsked(clauses)
}

// doneAndAsked reports whether the first of two clauses says of a unit that something is done, and the second asks of one.
func (h Heard) doneAndAsked(clauses []string) bool {
	end := len(clauses[0])
	done := endsAny(strings.TrimRight(clauses[0], "啊呀哈"), "完成", "完成了", "完了", "好了", "弄完", "做完", "搞完", "办完", "公布了", "贴了", "报了", "齐了")
	asks := containsAny(clauses[1], "几户", "几个", "多少", "谁", "哪", "什么", "怎么", "吗") || endsAny(clauses[1], "没", "没有", "?", "？")
	return done && asks && !notYetThere(h) && !containsAny(clauses[0], "没", "未", "几", "谁", "哪", "多少", "怎么", "什么") && h.namesWithin(0, end) && h.namesWithin(end, len(h.Text))
}

// figureAndAsked reports whether the first of two clauses gives a figure, and the second asks of others, or what the card
// says of it.
func (h Heard) figureAndAsked(clauses []string) bool {
	names := h.namesWithin(0, len(clauses[0]))
	asks := startsWithAny(clauses[1], beginsQuestion...) || names && asksOfOthers(clauses[1]) || AnsweredByCard(clauses[1]) && (names || containsAny(clauses[0], "投", "来了")) && !startsWithAny(clauses[0], onlySupposes...)
	return asks && h.countsWithin(0, len(clauses[0]))
}

// figureThenAsked parts a text where the first of its clauses that asks follows figures of a unit or of a turnout, and
// gives none itself. What limits or supposes, and what asks whether just this is right, is no report beside a question.
func (h Heard) figureThenAsked(clauses []string) (m Mixed, ok bool) {
	at := 0
	for _, c := range clauses {
		i := strings.Index(h.Text[at:], c)
		if i < 0 { // joined from several
			i = strings.Index(h.Text[at:], firstWord(c))
			c = h.Text[at+max(i, 0):]
		}
		at += max(i, 0)
		if folded := Fold(c); at > 0 && (startsWithAny(c, beginsQuestion...) || says(folded, wondering) || endsAny(strings.TrimRight(folded, " ?。.!啊呀呢哦"), "没", "没有")) {
			break
		}
		if at += len(c); at >= len(h.Text) {
			return m, false
		}
	}
	report, question := strings.TrimRight(h.Text[:at], " ，,。；;\n"), h.Text[at:]
	about := h.namesWithin(0, at) || containsAny(report, "投", "来了", "领票")
	if !about || !h.countsWithin(0, at) || h.countsWithin(at, len(h.Text)) || containsAny(report, onlySupposes...) || containsAny(report, onlyLimits...) || containsAny(question, asksOfThis...) {
		return m, false
	}
	return Mixed{Report: report, Question: withoutLead(question)}, true
}

func firstWord(s string) string {
	first, _, _ := strings.Cut(s, " ")
	return first
}

// onlySupposes are words of what is only supposed, onlyLimits of figures that only limit others, and asksOfThis of questions
// whether what was just said is right; read only.
var (
	onlySupposes = []string{"要是", "如果", "假如", "假设", "万一", "算上"}
	onlyLimits   = []string{"以上", "以下", "以内", "超过", "不到", "低于", "高于", "不足", "大于", "小于", "至少", "最多", "大概", "左右", "估计", "好像", "听说"}
	asksOfThis   = []string{"对不对", "对吗", "对吧", "对不", "是不是", "行不行", "行吗", "可以吗", "可不可以", "没错吧", "要不要改", "怎么改", "咋改", "怎么报", "咋报", "怎么填", "咋填", "收到", "记上没", "记了没", "记上了"}
)

// namesWithin reports whether a unit is named between two places of a text.
func (h Heard) namesWithin(from, to int) bool {
	return slices.ContainsFunc(h.Tokens, func(t Token) bool {
		_, unit := t.Is(OfUnit)
		return unit && t.From >= from && t.To <= to
	})
}

// countsWithin reports whether a number that counts stands between two places of a text.
func (h Heard) countsWithin(from, to int) bool {
	return slices.ContainsFunc(h.Tokens, func(t Token) bool { return t.Counts() && t.From >= from && t.To <= to })
}

// beginsQuestion are words with which a question begins that stands behind something else; read only.
var beginsQuestion = []string{"顺便", "对了", "问一下", "问下", "想问", "请问", "另外问", "再问", "另外", "还有问", "对了问"}

// AnsweredByCard reports whether a question behind a figure is answered by the card that shows the figure's share:
// 东河640，够不够半数.
func AnsweredByCard(question string) bool {
	said := strings.Trim(Fold(question), " ?。.!啊呀呢")
	return strings.ContainsAny(said, "半够") && asksOfHalf.MatchString(said) || slices.Contains([]string{"占多少", "百分之多少", "参选率多少", "是多少比例"}, said)
}

// asksOfHalf asks whether a figure is half: 够不够半数, 这下过半了吧; read only.
var asksOfHalf = regexp.MustCompile(`^(?:这下|这样|这|那|现在|算|应该|是不是|有没有|不知道?)*(?:够不够|过没过|到没到|过不过|到不到|够|过|到|达到|超过|有)(?:了)?(?:一半|半数?)?(?:以上)?(?:了)?(?:没有|没|吗|吧|不|么|啵|冇)?$`)

// asksOfOthers reports whether a clause asks which of several, or how all stand, and gives no figure: 西片现在哪个村最低啊.
func asksOfOthers(clause string) bool {
	return !strings.ContainsAny(Fold(clause), "0123456789") && (containsAny(clause, "哪个村", "哪些村", "哪几个村", "全镇", "全街道", "东片", "西片", "南片", "北片") && containsAny(clause, "最低", "最高", "多少", "没报", "怎么样", "咋样", "谁", "哪"))
}

// withoutLead is a question without the words with which it begins behind something else.
func withoutLead(question string) string {
	for again := true; again; {
		size := longestAt(strings.TrimLeft(question, " "), beginsQuestion)
		if again = size > 0; again {
			question = strings.TrimLeft(question, " ")[size:]
		}
	}
	return strings.TrimLeft(question, " 一下，,")
}

// clausesOf are the clauses of a text; those from one that begins a question are one.
func clausesOf(text string) []string {
	clauses := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(" ，,。；;\n", r) })
	if i := slices.IndexFunc(clauses, func(c string) bool { return startsWithAny(c, beginsQuestion...) }); i > 0 {
		return append(clauses[:i], strings.Join(clauses[i:], " "))
	}
	return clauses
}

// notYetThere reports whether a text ends with a unit of which it only says that it is not: 西岭登记完成，云台没有.
func notYetThere(h Heard) bool {
	return slices.ContainsFunc(h.Tokens, func(t Token) bool {
		_, unit := t.Is(OfUnit)
		return unit && t.From > 0 && slices.Contains([]string{"没有", "没", "还没", "还没有"}, strings.Trim(h.Text[t.To:], " 。.!的"))
	})
}
