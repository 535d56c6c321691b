package speech

import (
	"regexp"
	"slices"
	"strings"
	"time"
)

// TakenBack is what a text says that takes back what its author reported: 撤回,
// 报错村了，应该是西河村, 刚才那条不算, 重复报了，撤回.
type TakenBack struct {
	Why   string   // the reason, as it was typed; "" if none is given
	Place bool     // it was reported for the wrong unit
	Units []string // the units that are named, in their order
	Form  string   // the form that is named; "" if none is
	Alone bool     // the text says nothing else
}

// thatReport are the words for the report that is meant; read only.
var thatReport = NewLexicon(fillersOf("刚才那条", "刚发的", "刚才发的", "我刚发的", "发的", "刚才那个", "刚才的", "刚刚那条", "刚报的", "刚才报的", "我报的", "报的", "上报的", "那条", "那一条", "这条", "这一条", "上一条", "上条", "前一条", "前面那条", "最后一条", "那次", "这次", "上一次", "上次", "条", "一条",
	"能不能", "可不可以", "能否", "可否", "帮忙", "一下子", "我", "刚刚", "刚刚报的", "刚刚的", "刚", "上面那条", "上面那个", "上午报的", "前面报的", "之前报的", "把", "给", "先", "上报", "消息", "记录", "内容", "信息", "数据", "数字", "人数", "结果", "帮我", "给我", "麻烦", "一下", "下", "吧", "掉", "要", "想", "我要", "我想", "之前的", "前面的", "错了", "报错了", "单子", "子", "是测试", "测试", "测试的", "是试的", "试报", "是试报的", "练手的", "是练手的", "已完成", "完成", "进行中", "的那个", "刚报的那个", "给你的",
	"last", "report", "last one", "that", "it", "this", "my", "i", "for", "of", "to"))

func fillersOf(words ...string) []Entry {
	var all []Entry
	for _, w := range words {
		all = append(all, Entry{Text: w})
	}
	return all
}

// TakesBack reports whether a text takes back what its author reported, and what it
// says of it. A clause of it must say so and nothing else; the others are the reason.
// 作废票5张 does not, nor 群众要求撤回选票, nor a question.
func TakesBack(text string, now time.Time, lexicons ...*Lexicon) (b TakenBack, ok bool) {
	text = asWithdrawal(text)
	clauses, at := orderingIn(text, now, lexicons)
	if at < 0 {
		return b, false
	}
	h := Hear(text, now, lexicons...)
	if leavesReport(h) {
		return b, false
	}
	b.hear(Hear(clauses[at], now, lexicons...)) // 撤回，还没开会: the reason names no report
	if b.Place = misplaced(Fold(clauses[at])); b.Place {
		b.hear(h)
	}
	var why []string
	for i, c := range clauses {
		if i != at && tellsWhy(c, now, lexicons) {
			why = append(why, c)
		}
	}
	b.Why, b.Alone = strings.Join(why, "，"), len(clauses) == 1
	return b, true
}

// voided is a figure that is called void, and no ballots: 枣园514作废, 588那条作废.
var voided = regexp.MustCompile(`(?:^|[^0-9])([0-9]+)\s*(?:人|那个|那条|的)?\s*作废`)

// VoidedFigure is the figure that a text calls void.
func VoidedFigure(text string) (figure string, ok bool) {
	m := voided.FindStringSubmatch(Fold(text))
	if m == nil {
		return "", false
	}
	return m[1], true
}

// Withdrawn is a text that calls something void in the words that take it back.
func Withdrawn(text string) string { return strings.Replace(text, "作废", "撤回", 1) }

// asWithdrawal puts other words for taking something back into the plain one: 588作废 我重新数.
func asWithdrawal(text string) string {
	switch {
	case OnlyWithdraws(text):
		return "撤回"
	case strings.Contains(text, "作废") && containsAny(text, "重新数", "重数", "再数", "重新报", "重新点"):
		return strings.ReplaceAll(text, "作废", "撤回")
	}
	return text
}

// orderingIn is ordering of the clauses of a text, which blanks may part as well: 撤了吧 报早了.
func orderingIn(text string, now time.Time, lexicons []*Lexicon) (clauses []string, at int) {
	clauses, at = ordering(sentences(text), now, lexicons)
	if at < 0 && !strings.Contains(text, "作废") {
		return ordering(sentences(strings.ReplaceAll(text, " ", "，")), now, lexicons)
	}
	return clauses, at
}

// leavesReport reports whether a text that speaks of taking something back leaves it as it is: it asks, promises,
// counts what came back, or gives a better number.
func leavesReport(h Heard) bool {
	asks := (h.Mood.Asks || h.Mood.AsksHow) && !begs(h.Text)
	return asks || h.Mood.Promises || !h.Mood.Withdraws && strings.Contains(h.Text, "回来") || reportsAnew(h)
}

// misplaced reports whether a folded text says that something was reported for the wrong
// unit.
func misplaced(s string) bool {
	return containsAny(s, "报串", "报岔", "报成别的", "wrong village") || strings.Contains(s, "报错") && !strings.Contains(s, "报错了")
}

// OneUnitWrong reports whether a text says that what was reported of one of several units is wrong, and not of which:
// 有一个村我报错了.
func OneUnitWrong(h Heard) bool {
	s := Fold(h.Text)
	if slices.ContainsFunc(h.Tokens, func(t Token) bool { _, unit := t.Is(OfUnit); return unit }) {
		return false
	}
	one := false
	for _, unit := range [...]string{"村", "社区", "支部", "选区", "单位"} {
		one = one || containsAny(s, "有一个"+unit, "有个"+unit, "有一"+unit, "其中一个"+unit, "其中有个"+unit, "有俩"+unit, "有两个"+unit)
	}
	return one && containsAny(s, "错", "不对", "撤", "串") && !strings.ContainsAny(s, "0123456789?吗")
}

// OnlyWithdraws reports whether a text is no more than a short word that takes something back.
func OnlyWithdraws(text string) bool {
	return slices.Contains([]string{"撤", "撤吧", "撤一下", "撤下来", "撤掉"}, strings.Trim(Fold(text), " .。!"))
}

// ordering leaves of some clauses those that are more than courtesies, and finds the one that
// takes something back, or -1: the first of them, or else the last.
func ordering(all []string, now time.Time, lexicons []*Lexicon) (clauses []string, at int) {
	at = -1
	for _, c := range all {
		if order := orders(c, now, lexicons); order || tellsMore(c, now, lexicons) {
			if order && at != 0 {
				at = len(clauses)
			}
			clauses = append(clauses, c)
		}
	}
	if at > 0 && at < len(clauses)-1 {
		at = -1
	}
	return clauses, at
}

// reportsAnew reports whether a text gives the right number in the place of what it takes
// back: 前面的数不算 重新报 775. It corrects, and withdraws nothing.
func reportsAnew(h Heard) bool {
	for _, w := range [...]string{"重新报", "重报", "改报", "重新上报", "按这个报", "报新的", "report again"} {
		if at := strings.Index(h.Text, w); at >= 0 {
			return slices.ContainsFunc(h.Tokens, func(t Token) bool { return t.Number.Role == Count && t.From > at })
		}
	}
	return false
}

// begs reports whether a text asks for something to be done: 能不能撤回. What asks how
// does not: 怎么撤回, 能不能撤回？
func begs(text string) bool {
	if strings.ContainsAny(text, "?？吗") || strings.Contains(text, "怎") {
		return false
	}
	for _, w := range [...]string{"能不能", "可不可以", "能否", "可否"} {
		if strings.Contains(text, w) {
			return true
		}
	}
	return false
}

func (b *TakenBack) hear(h Heard) {
	for _, t := range h.Tokens {
		if id, unit := t.Is(OfUnit); unit && !slices.Contains(b.Units, id) {
			b.Units = append(b.Units, id)
		}
		if id, form := t.Is(OfForm); form && b.Form == "" {
			b.Form = id
		}
	}
}

// sentences parts a text at its marks; 因为 begins a clause as well.
func sentences(text string) []string {
	for _, w := range [...]string{"因为", "原因是", "原因：", "原因:", " because "} {
		text = strings.ReplaceAll(text, w, "，")
	}
	var all []string
	for c := range strings.FieldsFuncSeq(text, func(r rune) bool { return strings.ContainsRune("，,。；;！!\n", r) }) {
		if c = strings.TrimSpace(c); c != "" {
			all = append(all, c)
		}
	}
	return all
}

// orders reports whether a clause says that something is taken back, and nothing but
// what.
func orders(clause string, now time.Time, lexicons []*Lexicon) bool {
	if leavesBallotsOut(clause) {
		return false
	}
	withdraws, ballots := false, strings.Contains(clause, "作废") && !strings.Contains(clause, "条") // 640那条作废 is a report
	for _, t := range Hear(clause, now, append([]*Lexicon{thatReport}, lexicons...)...).Tokens {
		_, unit := t.Is(OfUnit)
		_, form := t.Is(OfForm)
		courtesy := t.Tells(Thanking) || t.Tells(Greeting) || t.Tells(Correcting)
		switch {
		case t.Tells(Withdrawing):
			withdraws = true
		case t.Kind == Filler && ballots && slices.Contains([]string{"票", "选票", "张"}, t.Text):
			return false
		case t.Kind == Filler, t.Kind == Mark, unit, form, courtesy:
		case t.Kind == Numeral && !ballots && t.Number.Role != Approximate:
		default:
			return false
		}
	}
	return withdraws
}

// leavesBallotsOut reports whether a clause says that invalid ballots are not among those that were counted:
// 作废的不算.
func leavesBallotsOut(clause string) bool {
	return containsAny(clause, "作废的不算", "作废的没算", "作废的不计", "作废的不包括", "作废的除外", "作废票不算", "作废不算")
}

// tellsMore reports whether a clause is more than a courtesy.
func tellsMore(clause string, now time.Time, lexicons []*Lexicon) bool {
	return slices.ContainsFunc(Hear(clause, now, lexicons...).Tokens, func(t Token) bool {
		return t.Kind == Unknown || t.Kind == Numeral || t.Kind == Word && !t.Tells(Thanking) && !t.Tells(Greeting)
	})
}

// tellsWhy reports whether a clause is a reason: more than a courtesy, or the name of
// the right unit.
func tellsWhy(clause string, now time.Time, lexicons []*Lexicon) bool {
	return slices.ContainsFunc(Hear(clause, now, lexicons...).Tokens, func(t Token) bool {
		_, unit := t.Is(OfUnit)
		return t.Kind == Unknown || t.Kind == Word && !unit && !t.Tells(Thanking) && !t.Tells(Greeting) && !t.Tells(Withdrawing)
	})
}
