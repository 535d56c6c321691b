package speech

import (
	"slices"
	"strconv"
	"strings"
)

// filter says which units are asked for.
func (a *query) filter(f *Frame) {
	if a.takes("of:votes votesApart") {
		a.placesApart(f)
		return
	}
	if f.Topic == "differs" {
		return
	}
	if (f.Measure == Nominee || f.Measure == Votes) && (f.Gap || f.Half) {
		return
	}
	if by, ok := first(a, rounds); ok {
		if f.Filter.By = by; by == Lost && says(a.text, "差多少|差几|差了|少多少|少几|少了|多远|离选上|离当选") {
			f.Gap = true
			a.takesAll("short", "not", "does", "compares", "howMany", "votes", "ballots", "shortVotes")
		}
		return
	}
	if a.partEnough(f) {
		return
	}
	if f.Time.Earlier && says(a.text, "没动|没涨|没变|没多|没往上|原地|not moved|not grown") { // 哪些村比上次没动
		f.Filter = Filter{By: None}
		a.takesAll("not", "does", "reports", "votes")
		return
	}
	if a.takes("of:turnout eachOwn not reports") { // 谁手里没报的村最多
		f.Filter, f.Rising = Filter{By: NotReported}, a.has("lowest")
		a.is("ranks", a.takes("highest/lowest"))
		return
	}
	if a.limit(f) || a.exactly(f) || a.place(f) {
		return
	}
	if f.Filter.By, _ = first(a, filters); f.Filter.By == NotVoted { // 还差多少人没投
		a.takesAll("short", "does")
	}
}

// partEnough finds that a number of a record is asked for as a share of its whole: 女代表够不够一半. The answer says both.
func (a *query) partEnough(f *Frame) bool {
	if f.Measure != Records || !a.has("half/share") || !says(a.text, "够不够|够没够|够一半|够三分之一|到没到|过半没|过没过半|占没占到|够了没|够吗") {
		return false
	}
	a.takesAll("half", "whether", "not", "does", "short", "howMany", "above", "below", "trait")
	a.is("shares", true)
	for _, at := range a.numbersOf(func(Number) bool { return true }) {
		a.used[at.from] = true
	}
	return true
}

// limit reads a threshold: below half, over 60 %, more than 1,000. What says that there is one counts
// as understood only with what it is.
func (a *query) limit(f *Frame) bool {
	i := slices.IndexFunc(limits, func(r rule[FilterKind]) bool { return a.has(r.senses) })
	switch {
	case a.takes("of:turnout overRoll"):
		f.Filter, f.Form = Filter{By: Above, Part: 10000, Over: true}, AsList
		a.takesAll("registered", "reports", "compares", "above")
	case a.takes("of:votes shortVotes"):
		f.Filter = Filter{By: Below, Part: 5000}
	case a.takes("of:votes allVotes"):
		f.Filter = Filter{By: Above, Part: 10000}
	case a.takes("of:candidates single"):
		f.Filter = Filter{By: Below, N: 2, Flat: true}
	case i < 0:
		return a.between(f)
	default:
		return a.limitOf(f, limits[i].then) && a.takes(limits[i].senses)
	}
	return true
}

// limitOf reads what a threshold is.
func (a *query) limitOf(f *Frame, by FilterKind) bool {
	switch {
	case by == Closest:
		f.Filter, f.Form = Filter{By: by, Part: 5000}, AsRanking
		a.takesAll("half", "above/below", "highest", "closest", "first")
		return true
	case by == ShortOf && a.plus > 0:
		return a.supposed(f)
	case by == ShortOf && a.shortBy() > 0:
		return a.shortOf(f)
	case by == Above && f.Measure == Turnout && a.asksIfReached(): // 全镇过半了没, 东片有60%了吧
		f.Filter = Filter{By: ShortOf, Part: 5000}
		for _, at := range a.numbersOf(func(n Number) bool { return n.Role == Percent || n.Role == Share }) {
			f.Filter.Part, a.used[at.from] = hundredths(*at.number, at.text), true
		}
		a.takesAll("half", "whether", "above", "not", "short", "does")
		return true
	case by == Extremes:
		a.takesAll("compares", "short", "not") // 最多和最少的差多少
		f.Filter = Filter{By: by, N: a.eachEnd()}
		return true
	case a.takes("average"):
		f.Filter = Filter{By: by, Mean: true}
		return true
	}
	ok := a.limitedBy(f, by)
	if ok {
		a.edgeOf(f, by)
	}
	return ok
}

// asksIfReached reports whether it is asked of one unit, of one area or of the town whether it has reached a share, and not
// of each of its units.
func (a *query) asksIfReached() bool {
	one := a.has("half/share whether town/unit/area -several -which -who -units -howMany -eachUnit -eachArea -lists -except")
	return one && !says(a.text, "都")
}

// supposed reads what share units reach if so many more come.
func (a *query) supposed(f *Frame) bool {
	f.Filter = Filter{By: ShortOf, Part: 5000, Plus: a.plus}
	for _, at := range a.numbersOf(func(n Number) bool { return n.Role == Percent || n.Role == Share }) {
		f.Filter.Part, a.used[at.from] = hundredths(*at.number, at.text), true
	}
	a.takes("half")
	return true
}

// edgeOf says whether a limit itself is meant with what is above or below it.
func (a *query) edgeOf(f *Frame, by FilterKind) {
	if by == ShortOf { // 还差多少过半
		a.takes("above/below")
	}
	if by == Below && f.Filter.Part == 5000 && says(a.text, "没过半|未过半|不过半|没有过半|没过一半|没超过一半|没超过半数|没过半数|未过半数") { // just half has not passed it
		f.Filter.Over = true
	}
	f.Filter.Over = f.Filter.Over || by == Above && says(a.text, over) && !says(a.text, "以上|不低于|不少于|至少|at least")
}

// shortOf reads how near units are to a share: 还差一百人以内就过半.
func (a *query) shortOf(f *Frame) bool {
	f.Filter, f.Form = Filter{By: ShortOf, Part: 5000, N: a.shortBy()}, AsList
	for _, at := range a.numbersOf(func(n Number) bool { return true }) {
		if n := *at.number; n.Role == Percent || n.Role == Share {
			f.Filter.Part = hundredths(n, at.text)
		}
		a.used[at.from] = true
	}
	a.takesAll("half", "above/below", "not")
	return true
}

// over are words of a limit that itself is not meant: 超过5个.
const over = "超过|高于|大于|多于|over|more than|higher than|above"

// exactly reads a small number that what is asked for has to have: 三个名额的选区.
func (a *query) exactly(f *Frame) bool {
	if f.Measure != Seats && f.Measure != Candidates || !a.has("which/units/whose -highest -lowest -first -last") {
		return false
	}
	for _, at := range a.numbersOf(func(n Number) bool { return n.Role == Count && n.Value < 100 && !countsUnits(n) }) {
		f.Filter, a.used[at.from] = Filter{By: Exactly, N: at.number.Value, Flat: true}, true
		return true
	}
	return false
}

// limitedBy reads the number of a threshold, or half.
func (a *query) limitedBy(f *Frame, by FilterKind) bool {
	for _, at := range a.atoms {
		if at.number == nil || a.used[at.from] {
			continue
		}
		limit, ok := a.limitIn(f, by, at)
		if !ok {
			continue
		}
		f.Filter, a.used[at.from] = limit, true
		a.takes("turnout")
		return true
	}
	if a.takes("half") {
		f.Filter = Filter{By: by, Part: 5000}
		return true
	}
	return false
}

// limitIn is the limit that a number is; ok is false if it is none.
func (a *query) limitIn(f *Frame, by FilterKind, at atom) (limit Filter, ok bool) {
	n := *at.number
	ofCount := n.Role == Count || n.Role == Approximate || n.Role == Age || f.Measure == Records && n.Role == Term
	switch {
	case n.Role == Percent || n.Role == Share:
		return Filter{By: by, Part: hundredths(n, at.text)}, true
	case a.barePercent(f.Measure, n): // 参选率低于30的
		return Filter{By: by, Part: 100 * n.Value}, true
	case f.Presumed && f.Measure == Turnout && n.Value < 10: // 还差两个以上阶段: of what else
		return limit, false
	case by == ShortOf: // 离过半就差几十个人: no share is that
		return limit, false
	}
	return Filter{By: by, N: n.Value, Flat: true}, ofCount
}

// barePercent reports whether a count is a percentage without its mark.
func (a *query) barePercent(m Measure, n Number) bool {
	return n.Value <= 100 && n.Unit == "" && (n.Role == Count || n.Role == Approximate) && (m == Turnout || m == Contact && a.has("turnout")) && !a.has("heads")
}

// reaching are words before a share that make it a limit; read only.
var reaching = []string{"过", "过了", "上", "上了", "到", "到了", "投到", "投到了", "投过", "投了", "满", "够", "达", "冲到", "冲过", "刚过", "刚到", "有"}

// passed finds a limit in 过三成, 投到七成 and 还没上三成.
func (a *query) passed() {
	for i, at := range a.atoms {
		bare := i+1 == len(a.atoms) || a.atoms[i+1].number == nil
		switch {
		case at.text == "到了" && bare: // 10名党员全到了
			a.said["above"]--
		case bare || !slices.Contains(reaching, at.text) || i > 0 && a.atoms[i-1].number != nil || a.has("below/above"):
		case a.limits(a.atoms[i+1].number) || daysIn(at.text, *a.atoms[i+1].number):
			a.reaches(i)
		}
	}
}

// daysIn reports whether a word makes a limit of a number of days: 公示满5天.
func daysIn(word string, n Number) bool {
	return n.Unit == "天" && slices.Contains([]string{"满", "够", "满了"}, word)
}

// reaches takes an atom for the word of a limit: one that is not reached, if it is denied.
func (a *query) reaches(i int) {
	a.atoms[i].unread = false
	not := i > 0 && a.atoms[i-1].does("not") && a.takes("not")
	a.is("below", not)
	a.is("above", !not)
	a.is("not", false)
}

// limits reports whether a number behind 过 is a limit: a share or, of people, a count.
func (a *query) limits(n *Number) bool {
	return n != nil && (n.Role == Percent || n.Role == Share || n.Role == Count && n.Value >= 100 && a.has("heads/registered/issued/returned/valid"))
}

// eachEnd is how many of the first and of the last are asked for: 前三后三.
func (a *query) eachEnd() (n int) {
	for _, at := range a.atoms {
		if at.number != nil && (at.number.Role == Count || at.number.Role == Ordinal || at.number.Role == Other) {
			n, a.used[at.from] = at.number.Value, true
		}
	}
	return n
}

// between reads 60%到70%的村, 28到32之间的.
func (a *query) between(f *Frame) bool {
	if a.ranges(f) || a.betweenCounts(f) {
		return true
	}
	limits := a.numbersOf(func(n Number) bool { return n.Role == Percent || n.Role == Share })
	if len(limits) == 0 && f.Measure == Turnout && strings.Contains(a.text, "之间") {
		limits = a.numbersOf(func(n Number) bool { return n.Role == Count && n.Value <= 100 && !countsUnits(n) })
		a.is("which", len(limits) == 2)
	}
	if len(limits) != 2 || !a.has("which/units/whose/howMany/eachUnit") && !says(a.text, "之间|到|至") {
		return false
	}
	low, high := hundredths(*limits[0].number, limits[0].text), hundredths(*limits[1].number, limits[1].text)
	f.Filter = Filter{By: Between, Part: min(low, high), To: max(low, high)}
	a.is("which", a.has("-which -howMany"))
	a.used[limits[0].from], a.used[limits[1].from] = true, true
	return true
}

// ranges reads a turnout in one number: 28到32的村.
func (a *query) ranges(f *Frame) bool {
	if f.Measure != Turnout {
		return false
	}
	for _, at := range a.numbersOf(func(n Number) bool { return n.Role == Range && n.High <= 100 }) {
		f.Filter, a.used[at.from] = Filter{By: Between, Part: 100 * at.number.Low, To: 100 * at.number.High}, true
		return true
	}
	return false
}

// betweenCounts reads 选民400到500的村, 无效票5到10张之间的.
func (a *query) betweenCounts(f *Frame) bool {
	if f.Measure == Turnout && !f.Heads || !f.Measure.Many() || !a.has("which/units/whose/howMany/eachUnit") {
		return false
	}
	for _, at := range a.numbersOf(func(n Number) bool { return n.Role == Range && n.High > n.Low }) {
		if a.used[at.from] {
			continue // 30到40岁
		}
		f.Filter, a.used[at.from] = Filter{By: Between, Flat: true, N: at.number.Low, To: at.number.High}, true
		return true
	}
	limits := a.numbersOf(func(n Number) bool { return n.Role == Count && !countsUnits(n) })
	if len(limits) != 2 || !says(a.text, "之间|到|至|between") {
		return false
	}
	low, high := limits[0].number.Value, limits[1].number.Value
	f.Filter = Filter{By: Between, Flat: true, N: min(low, high), To: max(low, high)}
	a.used[limits[0].from], a.used[limits[1].from] = true, true
	return true
}

// numbersOf are the atoms of numbers of which something is so.
func (a *query) numbersOf(is func(Number) bool) []atom {
	return slices.DeleteFunc(slices.Clone(a.atoms), func(at atom) bool { return at.number == nil || !is(*at.number) })
}

// place reads the first or last few: 前五名, 倒数第一, 最低.
func (a *query) place(f *Frame) bool {
	n, from := a.few()
	a.is("few", n > 0)
	by, ok := first(a, places)
	if ok {
		f.Filter, a.used[from] = Filter{By: by, N: n}, true
		a.takes("few")
		a.takes("first/last")
		return true
	}
	return a.onePlaceOf(f)
}

// onePlaceOf reads that the unit of one place in an order is asked for: 参选率排第三的是哪个村.
func (a *query) onePlaceOf(f *Frame) bool {
	if !f.Measure.Many() || f.Presumed || !a.has("which/who/units -whether -compares") {
		return false
	}
	for i, at := range a.atoms {
		ranked := i > 0 && a.atoms[i-1].does("ranks") || endsAny(at.text, "名", "位")
		if n := at.number; n != nil && n.Role == Ordinal && ranked && n.Value > 1 && n.Value <= fewMost {
			f.Filter, a.used[at.from] = Filter{By: Highest, N: 1, Skip: n.Value - 1}, true
			a.takes("ranks")
			return true
		}
	}
	return false
}

// fewMost is how many may be asked for by a number that counts nothing: 最后866 is a figure.
const fewMost = 99

// few is the last number that may say how many are asked for, and where it stands.
func (a *query) few() (n, from int) {
	from = -1
	for _, at := range a.atoms {
		if at.number != nil && (at.number.Role == Count && at.number.Value <= fewMost || at.number.Role == Ordinal || at.number.Role == Other) {
			n, from = at.number.Value, at.from
		}
	}
	if e, ok := a.firstOf("few"); ok {
		n, _ = strconv.Atoi(e.id)
	}
	return n, from
}

// hundredths is a share in hundredths of a percent: 6500 of 65%, 六成五 and 不到65%.
func hundredths(n Number, text string) int {
	switch {
	case strings.Contains(text, "三分之二"), strings.Contains(text, "2/3"):
		return 6667
	case strings.Contains(text, "三分之一"), strings.Contains(text, "1/3"):
		return 3333
	}
	if whole, part, ok := strings.Cut(text, "."); ok {
		tenth := strings.TrimRight(part[:digitRun(part)], "0")
		if n, err := strconv.Atoi((tenth + "00")[:2]); err == nil && len(tenth) > 0 {
			w, _ := strconv.Atoi(whole[strings.LastIndexFunc(whole, func(r rune) bool { return !digit(r) })+1:])
			return 100*w + n
		}
	}
	return 100 * n.Value
}
