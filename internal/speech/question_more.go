package speech

import (
	"cmp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// goesOnMost is how long a question may be that goes on with the one before it, in
// characters.
const goesOnMost = 14

// GoesOn reads a question that says only what is different from the one before it: 那西片呢,
// 最低的呢, 他电话多少, 为什么, 具体是哪几个, 催一下他们. ok is false if it is none.
func (q *Questions) GoesOn(h Heard, now time.Time, last Frame) (f Frame, ok bool) {
	h = unled(unthanked(h))
	text := strings.Trim(Fold(h.Text), " .。!？?")
	if f, ok = last.further(text); ok {
		return f, true
	}
	if last.ofCases() && says(text, afterwards) && shownLength(text) <= goesOnMost && len(q.listen(h, now).names(OfUnit)) == 0 { // 那个事后来咋样
		last.Filter, last.Form, last.Time = Filter{}, AsList, Span{}
		return last, true
	}
	if n := shownLength(text); n > goesOnMost && !(n <= 2*goesOnMost && goesOn(text)) {
		return f, false
	}
	a := q.listen(h, now)
	a.setApart()
	more := a.frame()
	if a.spend(text); a.saysElse(more, last) {
		return f, false
	}
	if f, ok = a.those(text, more, last); ok {
		return f, true
	}
	if f, ok = a.ofLast(more, last); ok {
		return f, true
	}
	for _, g := range goings {
		if g.fits(a, text, more, last) {
			return g.then(more, last)
		}
	}
	return f, false
}

// spend marks the numbers that stand in the place of those before, or only count whom a text points to: 改成50, 这三个.
func (a *query) spend(text string) {
	if strings.Trim(text, "那呢啊呀了") == "还有没" {
		a.is("more", true)
		a.said["not"], a.said["whether"] = 0, 0
		for i := range a.atoms {
			a.mute(i)
		}
	}
	for _, at := range a.limitSaid() {
		a.used[at.from] = a.used[at.from] || a.instead()
	}
	if a.has("half") || a.placeOfThese() > 1 && a.has("officer/leader/contact") { // 第二呢 够半数不
		for _, at := range a.numbersOf(func(n Number) bool { return n.Role == Ordinal }) {
			a.used[at.from] = true
		}
	}
	if pointsBack(text) {
		for _, at := range a.numbersOf(func(n Number) bool { return n.Value <= fewMost }) {
			a.used[at.from] = true
		}
	}
}

// saysElse reports whether a question says something of which nothing is known, or asks all who have not reported
// after one unit: 还有谁没报.
func (a *query) saysElse(more, last Frame) bool {
	strange := func(w string) bool { return !pronoun(w) && !slices.Contains(onlyWords, w) }
	all := len(last.Scope.Units) == 1 && more.Filter.By == NotReported && more.Scope.IsZero() && a.has("who reports/which reports")
	return all || a.ordinal() == 0 && slices.ContainsFunc(a.unread(), strange)
}

// going is a way to go on with a question: whether a text does, and what it asks then.
type going struct {
	fits func(a *query, text string, more, last Frame) bool
	then func(more, last Frame) (f Frame, ok bool)
}

// goings are tried in this order; read only.
var goings = []going{
	{func(_ *query, _ string, more, _ Frame) bool { return more.Filter.By == ShortOf && more.Scope.IsZero() }, ofItsScope}, // 那过半要多少, after 登记多少人
	{func(a *query, text string, more, last Frame) bool { // 东河加柳湾, 这三个村合起来
		several := len(more.Scope.Units) > 1 || len(more.Scope.Areas) > 1
		return several && last.counts() && !more.asksMore() && (a.has("sum") || strings.Contains(text, "加") || says(text, sumWords))
	}, func(more, last Frame) (Frame, bool) { return last.with(more).summed(), true }},
	{func(a *query, text string, _, last Frame) bool { // 那他还管哪些村
		return last.Measure == Contact && pronoun(text) && a.has("officer/others which/howMany/units")
	}, func(_, last Frame) (Frame, bool) {
		return Frame{Measure: Person, Scope: last.Scope}, len(last.Scope.Units) == 1
	}},
	{func(_ *query, text string, more, last Frame) bool { return more.ofWhomBefore(text, last) }, ofThose},
	{func(a *query, text string, more, last Frame) bool {
		return goesOn(text) && more.names(last) || more.countsElsewhere(a, last)
	}, func(more, last Frame) (Frame, bool) { return last.with(more), true }},
	{func(_ *query, _ string, more, last Frame) bool { // 最差的是谁, after an area
		return placesOnly(more) && more.Scope.IsZero() && last.counts() && len(last.Scope.Areas) > 0
	}, func(more, last Frame) (Frame, bool) {
		more.Measure = last.Measure
		return ofItsScope(more, last)
	}},
	{func(_ *query, text string, more, last Frame) bool { // 他们什么时候报
		return pronoun(text) && more.Measure == ReportTimes && last.Filter.By == NotReported
	}, func(_, last Frame) (Frame, bool) {
		last.Why = true
		return last, true
	}},
	{func(a *query, _ string, more, last Frame) bool { // 全部打电话
		return more.Measure == Contact && a.has("calls") && more.Scope.IsZero() && last.Filter.By != All
	}, ofThose},
	{func(a *query, _ string, more, last Frame) bool { // 西岭, then 选民多少
		return last.Measure == Page && len(last.Scope.Units) == 1 && more.ownMeasure(last) && more.Scope.IsZero() && !a.has("town/units/whose/which")
	}, ofItsScope},
	{func(a *query, text string, more, last Frame) bool { // 它那边几点结束
		goes := pronoun(text) || goesOn(text) && !a.has("town")
		own := more.ownMeasure(last) || pronoun(text) && more.Measure == Place && last.Measure == Place // 他们几点收摊
		return goes && own && more.Scope.IsZero() && (len(last.Scope.Units)+len(last.Scope.Areas) > 0 || last.Scope.Key)
	}, ofItsScope},
}

// ofItsScope is a question of whom the last one was about.
func ofItsScope(more, last Frame) (Frame, bool) {
	more.Scope = last.Scope
	return more, true
}

// ofThose is a question of those whom the last one named, also by how they stand.
func ofThose(more, last Frame) (Frame, bool) {
	more.Scope, more.Filter, more.Stage = last.Scope, last.Filter, cmp.Or(more.Stage, last.Stage)
	return more, true
}

// placesOnly reports whether a question says the lowest or the highest and not of what.
func placesOnly(f Frame) bool {
	return f.Presumed && (f.Filter.By == Lowest || f.Filter.By == Highest)
}

// shownLength is how long a text is in characters; three letters count as one.
func shownLength(text string) (n int) {
	letters := 0
	for _, r := range text {
		if r < utf8.RuneSelf {
			letters++
		} else {
			n++
		}
	}
	return n + letters/3
}

// contactMost is how long a text is at most that asks for a telephone and of nobody: 电话.
const contactMost = 4

// ofWhomBefore reports whether a question is about whoever the last one was about: 他电话多少,
// 催一下他们.
func (f Frame) ofWhomBefore(text string, last Frame) bool {
	if !f.Scope.IsZero() || last.Scope.IsZero() && last.Filter.By == All && f.Measure != Remind {
		return false
	}
	return f.Measure == Contact && (pronoun(text) || (len(last.Scope.Units)+len(last.Scope.People)+len(last.Scope.Among) > 0 || last.Filter.By != All) && len([]rune(text)) <= contactMost || goesOn(text) || f.Form == AsNames) || f.Measure == Person && pronoun(text) || f.Measure == Remind
}

// countsElsewhere reports whether a question asks how many, of somebody else than the one
// before it, and not what: 西片有几个.
func (f Frame) countsElsewhere(a *query, last Frame) bool {
	return (slices.Contains([]Measure{Units, Overview, Page}, f.Measure) && !a.has("units/areas") || f.Presumed) && a.has("howMany") && len(f.Scope.Areas)+len(f.Scope.Units) > 0 && last.Measure != Units
}

// onlyWords are words before a name of which alone the last question is asked now, and that between two of which it
// is asked together; read only.
var onlyWords = []string{"光算", "单算", "只算", "光", "单", "只", "加"}

// goesOn reports whether a text has the form of a question that goes on.
func goesOn(text string) bool {
	return startsWithAny(text, "那", "就要", "去掉", "不要", "我要", "不看", "只看", "光看", "就看", "只算", "光算", "单算", "只统计", "单看", "单独看", "只要", "光", "单", "只", "只说", "单说", "换成", "改看", "再看", "再查", "也看", "看看", "还有", "and ", "what about ", "how about ", "only ", "just ") ||
		endsAny(text, "呢", "呐", "也看一下", "也看看", "也看下", "也说说", "也说一下", "也查一下", "也查查", "也查下", "也要", "也来一个", "也报一下", "再看看", "再看一下", "单独看", "单列", " too", " as well", " then")
}

// pronoun reports whether a text speaks of whoever was named before.
func pronoun(text string) bool {
	return strings.ContainsAny(text, "他她它仨俩") || text == "们" || startsWithAny(text, "那些", "这些", "这几个", "那几个", "这几家", "那几家")
}

// ownMeasure reports whether a question says what it asks for, and that is not what the
// last one asked for.
func (f Frame) ownMeasure(last Frame) bool {
	return !slices.Contains([]Measure{"", Overview, Page, Person, last.Measure}, f.Measure) && !f.Presumed
}

// names reports whether a question names no measure of its own, but something that can
// take the place of a part of the last one.
func (f Frame) names(last Frame) bool {
	stage := f.Measure == Owing && f.Stage != "" && last.Stage != ""
	trait := f.Measure == Composition && f.Trait != "" && (last.Measure == Composition || last.Measure == Candidates)
	post := f.Post != "" && f.Filter.By == All && slices.Contains([]Measure{Elected, Candidates, Vacant, Seats, Composition, Votes, Ages}, last.Measure)
	said := !f.Scope.IsZero() || f.Time != Span{} || f.Filter.By != All || f.Post != ""
	return !f.ownMeasure(last) && said || stage || trait || post
}

// with is a question with what another says in the place of its own parts.
func (f Frame) with(more Frame) Frame {
	if !more.Scope.IsZero() {
		if one := len(more.Scope.Units)+len(more.Scope.Areas) == 1; one && f.Form == AsCompare {
			f.Form = AsFigure
		}
		inside := f.Scope
		f.before = f.Scope
		f.Scope = more.Scope
		if len(more.Scope.Units) > 1 || len(more.Scope.Areas) > 1 {
			f.Form = AsCompare
		}
		if more.Scope.EachArea {
			f.Form, f.Filter = AsCompare, Filter{}
		}
		if of := more.Scope; of.EachUnit && len(of.Areas)+len(of.Units)+len(of.People) == 0 { // 北片参选率, 各村呢
			f.Form, f.Scope = AsList, inside
			f.Scope.EachUnit = true
		}
	}
	if more.Time != (Span{}) {
		f.Time = more.Time
	}
	if more.Trait != "" {
		f.Trait = more.Trait
	}
	if more.Stage != "" && f.Stage != "" {
		f.Stage = more.Stage
	}
	if more.Post != "" {
		f.Post = more.Post
	}
	if more.Filter.By != All {
		f.Filter, f.Form = more.Filter, more.Form
	}
	return f
}

// leadIns are words that a text may begin with which goes on, and that say nothing for it; read only.
var leadIns = [...]string{"隔壁", "旁边", "对了", "那个", "顺带", "顺便"}

// unled is what was heard without such words before it.
func unled(h Heard) Heard {
	for _, w := range leadIns {
		if strings.HasPrefix(h.Text, w) && len(h.Text) > len(w) && !strings.HasPrefix(h.Text[len(w):], "村") {
			return h.part(len(w), len(h.Text))
		}
	}
	return h
}
