package speech

import (
	"slices"
	"strings"
)

// those reads a question of the units that the last one named: 这三个一共投了多少, 是谁管的, 哪几个在东片, 都几点报的.
// ok is false if the last one named none, or the text asks nothing of them.
func (a *query) those(text string, more, last Frame) (f Frame, ok bool) {
	if !last.narrows() || last.Measure == Remind {
		return f, false
	}
	t := followed{query: a, more: more, last: last, cond: last.asCondition(), sums: a.has("sum") || says(text, sumWords), points: pointsBack(text)}
	if t.elsewhere(text) {
		return f, false
	}
	for _, w := range followedWays {
		if w.fits(t) {
			return w.then(t)
		}
	}
	return f, false
}

// followed is a question that may be of the units which the last one named, by the condition that named them.
type followed struct {
	*query
	more, last, cond Frame
	sums             bool // it asks for a sum
	points           bool // it points to them: 这三个
}

// followedWays are what is asked of such units, in the order in which they are tried; read only.
var followedWays = []struct {
	fits func(t followed) bool
	then func(t followed) (Frame, bool)
}{
	{func(t followed) bool { return t.more.picksFrom(t.query) }, func(t followed) (Frame, bool) { // 哪几个在东片
		of := t.more.Scope
		return t.among(Frame{Measure: Units, Form: AsList, Scope: Scope{Areas: of.Areas, People: of.People, Units: of.Units, Key: of.Key}})
	}},
	{func(t followed) bool { return t.more.Scope.EachArea && t.more.vague() }, func(t followed) (Frame, bool) { // 都是哪个片的
		return t.among(Frame{Measure: Units, Form: AsCompare, Scope: Scope{EachArea: true}})
	}},
	{func(t followed) bool { return !t.more.Scope.IsZero() }, func(followed) (Frame, bool) { return Frame{}, false }},
	{func(t followed) bool { return t.sums && t.onlySums() && t.cond.Filter.By == NotReported }, func(t followed) (Frame, bool) {
		t.last.Form = AsCount
		return t.last, true
	}},
	{func(t followed) bool {
		return t.sums && t.onlySums() && t.cond.Filter.By == IsReported && t.cond.Measure == Turnout
	}, func(t followed) (Frame, bool) { // 几个选区报了 总共多少票
		t.cond.Filter, t.cond.Form = Filter{}, AsFigure
		return t.cond, true
	}},
	{func(t followed) bool { return (t.sums || t.points) && t.onlySums() && t.cond.Measure.countable() }, func(t followed) (Frame, bool) {
		return t.among(Frame{Measure: t.cond.Measure, Trait: t.cond.Trait, Post: t.cond.Post, Rate: t.cond.Rate, Heads: t.cond.Heads})
	}},
	{func(t followed) bool {
		return t.more.Measure == Reported || t.more.Measure == ReportTimes && t.has("hour/when")
	}, func(t followed) (Frame, bool) { // 都几点报的
		return t.among(Frame{Measure: Reported, Form: AsList, Scope: Scope{EachUnit: true}})
	}},
	{followed.asItIs, func(t followed) (Frame, bool) { return t.among(t.more) }},
	{followed.ofNumber, func(t followed) (Frame, bool) {
		if t.more.Form == AsFigure && !t.sums {
			return t.among(t.more.summed())
		}
		return t.among(t.more)
	}},
}

// among is a question of the units that the condition names.
func (t followed) among(f Frame) (Frame, bool) {
	f.Scope.Among = append(f.Scope.Among, t.cond)
	return f, true
}

// elsewhere reports whether a text asks of others than those units.
func (t followed) elsewhere(text string) bool {
	inside := startsWithAny(text, insides[:]...) && !t.more.picksFrom(t.query)
	other := goesOn(text) && !t.points && !t.sums || t.has("town")
	return !t.points && !t.last.choosesByNumber() || inside || other || t.more.Filter.Placed()
}

// asItIs reports whether what is asked can be asked of some units as it stands.
func (t followed) asItIs() bool {
	of := t.more.Measure
	return t.more.Filter.By == ShortOf || of == Place || of == Remind && t.cond.Filter.By != NotReported || of == Contact && (t.sums || t.points && t.cond.Measure != Turnout)
}

// ofNumber reports whether a number that each unit has is asked for, and nothing else.
func (t followed) ofNumber() bool {
	them := t.points || t.sums || t.cond.limitsOrPlaces()
	plain := t.more.Filter.By == All && t.more.Time == (Span{}) && !t.has("which/whose/units/eachUnit")
	return them && plain && t.more.ownMeasure(t.last) && t.more.countsThem()
}

// choosesByNumber reports whether a question named units by a limit, a place or by what they have reported, and not by how
// they stand: after 哪些村要再投票 it may be asked of all.
func (f Frame) choosesByNumber() bool {
	return !slices.Contains([]Measure{Late, Difficulties, Further}, f.Measure) && !f.ofCases()
}

// countsThem reports whether a question asks for a number that each unit has.
func (f Frame) countsThem() bool { return f.Measure.countable() && f.Measure != Counted }

// onlySums reports whether a text asks for nothing but a sum, of however many it points to.
func (a *query) onlySums() bool {
	return !slices.ContainsFunc(a.atoms, func(at atom) bool {
		return at.number != nil && !a.used[at.from] || at.means != nil || at.senses != "passes" && slices.ContainsFunc(strings.Fields(at.senses), func(s string) bool { return !slices.Contains(summing, s) })
	})
}

// summing are the senses of a text that asks for nothing but a sum; read only.
var summing = strings.Fields("sum howMany turnout votes heads rate ballots units")

// sumWords are words that ask for a sum.
const sumWords = "一共|总共|合计|加起来|合起来|加一起|拢共|共多少|in all|in total|altogether"

// pointsBack reports whether a text points to whoever was named before: 这三个, 这俩, 他们.
func pointsBack(text string) bool {
	if pronoun(text) {
		return true
	}
	if startsWithAny(text, "那村", "那个村", "这村", "这个村", "那边") {
		return true
	}
	rest, points := strings.CutPrefix(text, "这")
	if !points {
		rest, points = strings.CutPrefix(text, "那")
	}
	n := strings.IndexFunc(rest, func(r rune) bool { return !numeral(r) })
	return points && n > 0 && startsWithAny(rest[n:], "个", "家", "村")
}

// picksFrom reports whether a question asks which of some units are of an area, of a person or key ones:
// 哪几个是李芳的, 有没有重点村, 没报的是不是白沙.
func (f Frame) picksFrom(a *query) bool {
	of := f.Scope
	one := len(of.Areas)+len(of.People)+len(of.Units) > 0 || of.Key
	return one && len(of.Names) == 0 && f.Filter.By == All && !f.asksMore() && a.has("which/whether/howMany/whose") && !a.has("turnout/votes/howIs/compares/ranks")
}

// asksMore reports whether a question asks for more than units.
func (f Frame) asksMore() bool {
	return !slices.Contains([]Measure{"", Overview, Page, Person, Units, Contact, Owing}, f.Measure) && !f.Presumed || f.Measure == Contact && f.Phone || f.Measure == Owing && f.Stage != ""
}

// nexts are words with which the next of an order are asked for; read only.
var nexts = [...]string{"那", "再", "接着", "继续", "往上", "往下", "往后", "下面", "后面", "接下来", "下头", "后头", "上面", "的", "报", "说", "数", "列", "来", "看", "next ", "the "}

// nextFew is how many of an order are asked for after those that were named: 再往上三个呢, 后面五个. It is 0 if the
// text asks for something else.
func nextFew(text string) (n int) {
	rest, led := text, false
	for cut := true; cut; {
		cut = false
		for _, w := range nexts {
			if left, ok := strings.CutPrefix(rest, w); ok {
				rest, cut, led = left, true, led || !slices.Contains([]string{"那", "的", "the "}, w)
			}
		}
	}
	for _, w := range [...]string{"接着报", "接着说", "接着列", "呢", "也", "看看", "报一下", "说一下", "是谁", "是哪几个", "有哪些", "是哪些"} {
		rest = strings.TrimSuffix(rest, w)
	}
	number, size := numberIn(rest, func(int) int { return 0 })
	if !led || size == 0 || !slices.Contains([]string{"", "个", "名", "位", "家", "村", "个村"}, strings.TrimSpace(rest[size:])) && !strings.HasPrefix(rest, "几") {
		return 0
	}
	return number.Value
}

// places are the first and the last of several places that are named and nothing else: 第四第五名呢, 四到六名. They
// are 0 if there are none.
func placesNamed(text string) (first, last int) {
	rest := strings.TrimPrefix(strings.TrimRight(text, "呢啊呀"), "那")
	for rest != "" {
		rest = strings.TrimLeft(rest, "第、和跟到至-名 ")
		number, size := numberIn(rest, func(int) int { return 0 })
		if size == 0 {
			return 0, 0
		}
		if number.Role == Range {
			first, last = number.Low, number.High
		} else if last = number.Value; first == 0 {
			first = last
		}
		rest = strings.TrimLeft(rest[size:], "名位 ")
	}
	return first, last
}

// further is the last question of the places after those that it named, if a text asks for them.
func (f Frame) further(text string) (Frame, bool) {
	if !f.Filter.Placed() {
		return f, false
	}
	if n := nextFew(text); n > 0 && n <= fewMost {
		if f.Filter.N == 0 {
			f.Filter.N = usualFew
		}
		f.Filter.Skip, f.Filter.N = f.Filter.Skip+f.Filter.N, n
		f.Form = AsRanking
		return f, true
	}
	if first, last := placesNamed(text); first > 0 && last > first && last <= fewMost && strings.Contains(text, "第") {
		f.Filter.Skip, f.Filter.N = first-1, last-first+1
		return f, true
	}
	return f, false
}

// usualFew is how many units are named of the lowest or the highest if nobody says how many.
const usualFew = 3

// summed is a list with what all of it is together.
func (f Frame) summed() Frame {
	f.Form, f.Sum = AsList, true
	return f
}

// onePlace is the end of an order that a text points to, after a question that put units in one: 最后那个归谁管.
func (a *query) onePlace(last Frame) FilterKind {
	if !last.counts() || last.Form != AsRanking && !last.Filter.Placed() || len(last.Scope.Units) == 1 {
		return All
	}
	rising := last.Rising || last.Filter.By == Lowest
	switch {
	case says(a.text, "最低的|最低那|最少的|最少那|垫底|倒数第一|最差的|最差那|the lowest"):
		return Lowest
	case says(a.text, "最高的|最高那|最多的|最多那|榜首|the highest"):
		return Highest
	case says(a.text, "最后那|最后一|最后的|末尾|排最后|最末|最后面|the last one"):
		if rising && last.Filter.By == All {
			return Highest
		}
		return Lowest
	case a.placeOfThese() > 1:
		if rising {
			return Lowest
		}
		return Highest
	case says(a.text, "第一个|第一名|头一个|头一名|排第一|排头|最前|打头|the first one"):
		if rising {
			return Lowest
		}
		return Highest
	}
	return All
}

// placeOfThese is the place in an order that a text points to: 第二名是谁管的; 0 if it points to none, or to the first.
func (a *query) placeOfThese() int {
	if n := a.placeNamed(); n > 1 && says(a.text, "名|个|位") {
		return n
	}
	return 0
}

// whoHasPlace asks who answers for the unit at an end of the order that was named before.
func whoHasPlace(a *query, more, last Frame) (Frame, bool) {
	cond := last
	cond.Filter, cond.Form, cond.Ranks = Filter{By: a.onePlace(last), N: 1, Skip: max(0, a.placeOfThese()-1)}, AsRanking, false
	for _, at := range a.numbersOf(func(n Number) bool { return n.Role == Ordinal }) {
		a.used[at.from] = true
	}
	return Frame{Measure: Contact, Topic: more.Topic, Phone: more.Phone, Form: AsNames, Scope: Scope{Among: []Frame{cond}}}, true
}
