package speech

import (
	"slices"
	"strings"
)

// followUp is a way to go on with a question that says nothing of its own but how it asks.
type followUp struct {
	says string                                              // what must be said: see query.has; "" if nothing must
	only string                                              // the senses of all that may be said; "" if anything may
	fits func(a *query, more, last Frame) bool               // nil if nothing else must be so
	then func(a *query, more, last Frame) (f Frame, ok bool) // what is asked; if not ok, none of these
}

// followUps are tried in this order; read only.
var followUps = []followUp{
	{fits: func(a *query, _, last Frame) bool { return startsWithAny(a.text, insides[:]...) && last.narrows() }, then: insideOf}, // 里头有重点村没
	{fits: func(_ *query, more, last Frame) bool {
		return more.Time.Earlier && more.Scope.IsZero() && !last.Scope.IsZero()
	}, // 比上次多了多少, after 石桥村投了多少
		then: func(_ *query, more, last Frame) (Frame, bool) { return ofItsScope(more, last) }},
	{says: "hour/when/daysLeft", only: "hour when daysLeft", fits: func(_ *query, _, last Frame) bool { return last.Measure == Further }, // and when: it says so
		then: func(_ *query, _, last Frame) (Frame, bool) { return last, true }},
	{says: "hour/when", only: "hour when reports turnout votes since figures", fits: func(_ *query, _, last Frame) bool { return last.counts() }, // 这些数是几点的
		then: func(_ *query, _, last Frame) (Frame, bool) {
			return Frame{Measure: Reported, Scope: last.Scope, Form: AsMoment}, true
		}},
	{fits: func(a *query, more, last Frame) bool {
		return asksApart(a.text) && more.Scope.IsZero() && last.follows()
	}, then: apartFromBefore}, // 差多少, after 东片参选率 and 那西片呢
	{fits: func(a *query, _, last Frame) bool { return asksShort(a.text) && last.mayBeShort() }, then: shortOfLast}, // 还差多少
	{fits: func(a *query, _, last Frame) bool {
		return last.Measure == Turnout && a.has("short/not howMany lowest/highest") && strings.Contains(a.text, "差") && len(last.Scope.Units) != 1
	}, then: shortOfEnd}, // 最差的那个还差多少人
	{says: "votes", only: "votes", fits: func(a *query, _, last Frame) bool { return last.counts() && strings.HasSuffix(a.text, "呢") }, // 投票呢, after 西片选民比东片多多少
		then: func(_ *query, _, last Frame) (Frame, bool) {
			last.Measure, last.Heads = Turnout, last.Measure == Registered
			return last, true
		}},
	{says: "why", only: "why turnout", then: whyOfLast},
	{only: "what lists", fits: func(a *query, _, _ Frame) bool { return strings.Contains(a.text, "原因") }, then: whyOfLast},
	{says: "who reports", only: "who reports", then: func(_ *query, _, last Frame) (Frame, bool) { return last.reporter(), true }},
	{says: "which units", fits: func(_ *query, more, last Frame) bool { return more.Measure == Late && last.Measure == Turnout }, // 哪个村拖后腿
		then: func(_ *query, _, last Frame) (Frame, bool) {
			last.Filter, last.Form = Filter{By: Lowest}, AsRanking
			return last, true
		}},
	{fits: func(a *query, _, last Frame) bool {
		return last.Form == AsCompare && asksApart(a.text) && len(a.numbersOf(func(Number) bool { return true })) == 0
	}, // 差几个点, after 北片和南片比
		then: func(a *query, more, last Frame) (Frame, bool) {
			last.Heads = last.Heads || last.Measure == Turnout && apartInHeads(a.text)
			return last, more.Scope.IsZero()
		}},
	{says: "compares lowest/highest", fits: func(a *query, more, last Frame) bool {
		return last.counts() && last.Filter.Placed() && more.Scope.IsZero() && a.onlyNamed("compares", "lowest", "highest", "howMany", "changes", "turnout", "votes", "ballots")
	}, then: func(a *query, _, last Frame) (Frame, bool) { // 比最少的多多少, after 哪个片最多
		last.Heads = last.Heads || last.Measure == Turnout && apartInHeads(a.text)
		last.Filter, last.Ranks = Filter{By: Extremes}, false
		if !last.Scope.EachArea {
			last.Form = AsFigure
		}
		return last, true
	}},
	{says: "compares", fits: comparesTwo, then: sideBySide},
	{says: "dayBefore/dayAfter", only: "dayBefore dayAfter", fits: func(_ *query, _, last Frame) bool { return !last.Time.At.IsZero() }, then: nextDay},
	{fits: func(a *query, _, last Frame) bool { return a.instead() && last.limited() && len(a.limitSaid()) == 1 }, then: otherLimit}, // 改成50, after 60%以下
	{says: "weekdayOf", only: "weekdayOf when howMany", fits: func(_ *query, _, last Frame) bool { return last.Measure == DaysLeft || last.Measure == Deadline }, // 那天周几
		then: func(_ *query, _, last Frame) (Frame, bool) {
			last.Measure, last.Form = Deadline, AsMoment
			return last, true
		}},
	{says: "when/deadline/closes", only: "when deadline closes until", fits: func(_ *query, _, last Frame) bool { return last.Stage != "" }, // 哪天截止的
		then: func(_ *query, _, last Frame) (Frame, bool) {
			return Frame{Measure: Deadline, Stage: last.Stage, Scope: last.Scope, Form: AsMoment}, true
		}},
	{says: "more", only: "more who which units", then: func(_ *query, _, last Frame) (Frame, bool) { return last.whole() }},
	{says: "shares town", only: "shares town howMany", fits: func(_ *query, _, last Frame) bool {
		return len(last.Scope.Units)+len(last.Scope.Areas) > 0 || last.narrows()
	}, // 占全镇多少
		then: func(_ *query, _, last Frame) (Frame, bool) {
			if last.narrows() {
				return Frame{Measure: last.Measure, OfAll: true, Scope: Scope{Among: []Frame{last}}}, last.counts()
			}
			if !last.counts() {
				last.Measure, last.Presumed = Turnout, true
			}
			last.OfAll, last.Form = true, AsFigure
			return last, true
		}},
	{fits: func(a *query, _, last Frame) bool { return last.limited() && otherSide(a.text) }, then: func(_ *query, _, last Frame) (Frame, bool) { // 哪几个没过, after 哪几个过半
		if last.Filter.By == Above {
			last.Filter.By, last.Filter.Over = Below, last.Filter.Over || last.Filter.Part == 5000
		} else {
			last.Filter.By, last.Filter.Over = Above, false
		}
		return last, true
	}},
	{fits: func(a *query, more, last Frame) bool { // 占登记的几成, after 石桥村投了多少
		return last.ofTurnout() && more.Scope.IsZero() && says(a.text, "占登记|占选民|占名册|占全村") && says(a.text, "几成|多少|百分之几|比例|几分之几")
	}, then: func(_ *query, _, last Frame) (Frame, bool) {
		return Frame{Measure: Turnout, Form: AsShare, Rate: true, Scope: last.Scope, Filter: last.Filter, Time: last.Time}, true
	}},
	{says: "shares/share", only: "shares share howMany rate", fits: func(_ *query, _, last Frame) bool { return last.Measure != Owing },
		then: func(_ *query, _, last Frame) (Frame, bool) {
			last.Form, last.Rate = AsShare, true
			return last, last.counts()
		}},
	{says: "howMany", fits: func(a *query, _, last Frame) bool {
		return last.Measure == Records && last.Field == "" && a.onlyOf("howMany", "votes", "turnout", "does", "registered") && a.fieldIn(last.Record) != ""
	}, then: func(a *query, _, last Frame) (Frame, bool) { // 多少人参加, after 培训开了几场
		last.Field, last.Form = a.fieldIn(last.Record), AsFigure
		last.Fields = []RecordPlace{{last.Record, last.Field}}
		return last, true
	}},
	{says: "howMany", only: "howMany units", fits: func(_ *query, _, last Frame) bool { return last.counts() && !last.plainNumber() },
		then: func(_ *query, _, last Frame) (Frame, bool) { return last.asNumber(), true }},
	{says: "byHeads", only: "byHeads ranks rising shows lists", fits: func(_ *query, _, last Frame) bool { return last.Measure == Turnout }, // 按人数排
		then: func(a *query, _, last Frame) (Frame, bool) {
			last.Heads, last.Form = true, AsRanking
			return last, true
		}},
	{fits: func(a *query, more, last Frame) bool {
		return a.onePlace(last) != All && (more.Measure == Contact || more.Measure == Person)
	}, then: whoHasPlace}, // 最后那个归谁管, after an order
	{fits: func(_ *query, more, last Frame) bool { return len(more.Suppose) > 0 && last.Measure == Turnout }, then: supposedToo}, // 算上竹坞投了300
	{fits: func(a *query, _, last Frame) bool {
		return (last.Measure == Nominee || last.Measure == Votes) && (a.placeNamed() > 0 || a.halfOf())
	}, then: besideNominee}, // 第二呢 够半数不, after 卞春生多少票
	{fits: func(a *query, _, last Frame) bool { return last.counts() && a.ordinal() > 0 }, // 第二名呢
		then: func(a *query, _, last Frame) (Frame, bool) {
			by := Highest
			if last.Filter.By == Lowest {
				by = Lowest
			}
			last.Filter, last.Form = Filter{By: by, N: a.ordinal()}, AsRanking
			return last, true
		}},
	{says: "adds", fits: func(_ *query, more, last Frame) bool {
		return len(more.Scope.Areas)+len(more.Scope.Units) > 0 && last.counts()
	}, // 再加上西片
		then: func(_ *query, more, last Frame) (Frame, bool) {
			last.Scope.Areas = append(slices.Clone(last.Scope.Areas), more.Scope.Areas...)
			last.Scope.Units = append(slices.Clone(last.Scope.Units), more.Scope.Units...)
			last.Form = AsCompare
			return last, len(last.Scope.Areas) == 0 || len(last.Scope.Units) == 0
		}},
	{says: "where", only: "where", fits: func(_ *query, _, last Frame) bool { return last.counts() }, // 都在哪
		then: func(_ *query, _, last Frame) (Frame, bool) { return last.named(false), true }},
	{says: "ranks", only: "ranks rankOf rising sends shows lists", fits: func(_ *query, _, last Frame) bool { return last.counts() },
		then: func(a *query, _, last Frame) (Frame, bool) {
			last.Ranks = a.has("rankOf") // 排第几, after one
			last.Form, last.Rising = AsRanking, a.has("rising")
			return last, true
		}},
	{says: "group", only: "group sends lists", then: func(_ *query, _, last Frame) (Frame, bool) {
		last.Scope.Groups = true
		return last, true
	}},
	{says: "picture", only: "picture sends shows", fits: func(_ *query, _, last Frame) bool { return last.counts() }, // 画个图, after a ranking
		then: func(_ *query, _, last Frame) (Frame, bool) {
			ordered := last.Measure == Turnout && last.Form != AsFigure && !last.Scope.EachArea
			return Frame{Measure: Picture, Scope: last.Scope, Rising: ordered}, true
		}},
	{says: "lists/shows/sends", fits: ofEach, then: func(_ *query, more, last Frame) (Frame, bool) { return last.with(more), true }}, // 各片都列一下
	{says: "which/who/lists", only: "which who lists units nameList sends shows", fits: func(_ *query, _, last Frame) bool { return last.wantsNames() }, // 具体是哪几个, 都有谁
		then: func(a *query, _, last Frame) (Frame, bool) { return last.named(a.has("who")), true }},
	{says: "not which/who/units", only: "not which who units sends", fits: func(_ *query, _, last Frame) bool {
		return last.counts() && last.Measure != Composition && last.Measure != Owing
	}, // 没出的是哪些
		then: func(_ *query, _, last Frame) (Frame, bool) {
			last.Filter, last.Form = Filter{By: NotReported}, AsList
			return last, true
		}},
	{says: "officer/leader/checker", only: "officer leader checker confirms who contact which", fits: func(_ *query, _, last Frame) bool { return len(last.Scope.Units)+len(last.Scope.Areas) > 0 }, // 联络员呢
		then: func(a *query, _, last Frame) (Frame, bool) {
			f := Frame{Measure: Contact, Topic: a.topic(Contact), Scope: last.Scope}
			if last.narrows() { // 东片哪些村没报, 这几个都是谁负责
				f.Scope = Scope{Among: []Frame{last.asCondition()}}
			}
			return f, true
		}},
	{says: "when reports", only: "when reports", fits: func(_ *query, _, last Frame) bool { return len(last.Scope.Units) > 0 },
		then: func(_ *query, _, last Frame) (Frame, bool) {
			return Frame{Measure: Reported, Scope: last.Scope, Form: AsMoment}, true
		}},
}

// ofTheOther takes out words that point to the one before: 比刚才那个多多少.
var ofTheOther = strings.NewReplacer("刚才那个", "", "前面那个", "", "前一个", "", "上一个", "", "刚刚那个", "")

// asksApart reports whether a text asks how far two are apart, and of nobody: 差几个点.
func asksApart(text string) bool {
	return slices.Contains([]string{"差几个点", "差多少", "差几个百分点", "差多少个点", "差多少个百分点", "差多少点", "相差多少", "相差几个点", "差距多大", "差距多少", "差多远", "差几点", "差多大", "高多少", "低多少", "多多少", "少多少", "多几个", "少几个", "高几个点", "低几个点", "高几个百分点", "多几票", "多多少票", "少几票", "差几票", "差多少票", "多几个人", "多多少人", "少多少人", "差几个人", "差多少人", "how far apart", "by how much", "difference", "what's the difference", "how much more", "how much less"}, strings.Trim(strings.TrimPrefix(ofTheOther.Replace(text), "比"), " ?。.!那到底呢啊呀"))
}

// asksShort reports whether a text asks only how many are still missing.
func asksShort(text string) bool {
	if slices.Contains([]string{"how many more do they need", "how many more does it need", "how many more are needed", "how many more", "how many are missing", "how many short", "how far off"}, strings.Trim(text, " ?.")) {
		return true
	}
	missing, asks := cutAny(strings.Trim(text, " ?？。.!那我们现在"), "还缺", "还差", "还要", "还得", "缺", "差", "还短")
	return asks && slices.Contains([]string{"几个", "多少", "多少人", "几个人", "多少个", "几票", "多少票"}, strings.TrimRight(missing, " ?？。.!啊呀呢"))
}

// ofTurnout reports whether a question is about a turnout, or about what was reported on the day of whomever it names.
func (f Frame) ofTurnout() bool {
	told := f.Measure == Reported || f.Measure == Page || f.Measure == Owing && f.Stage == ""
	return f.Measure == Turnout || told && len(f.Scope.Units)+len(f.Scope.Areas)+len(f.Scope.People) > 0
}

// mayBeShort reports whether something may still be missing of what a question asks for.
func (f Frame) mayBeShort() bool {
	return f.Form != AsCompare && slices.Contains([]Measure{Turnout, Owing, Counted, Confirmed, Elected, Seats, Vacant}, f.Measure)
}

// shortOfLast asks how much is still missing of what was asked for: of a turnout to half or to the limit that was
// named, of reports how many have not come, of the elected how many seats are vacant.
func shortOfLast(_ *query, _, last Frame) (Frame, bool) {
	by := last.Filter.By
	switch {
	case by == ShortOf, by == Closest && last.Measure == Turnout: // it says so
	case last.Measure == Elected || last.Measure == Seats || last.Measure == Vacant:
		last.Measure, last.Filter, last.Form = Vacant, Filter{}, AsFigure
	case last.Measure != Turnout || by == NotReported || by == IsReported:
		last.Filter, last.Form = Filter{By: NotReported}, AsCount
	default:
		part := 5000
		if last.limited() && !last.Filter.Flat && !last.Filter.Mean {
			part = last.Filter.Part
		}
		scope := last.Scope
		if by != All && len(last.Scope.Units) != 1 {
			scope = Scope{Among: []Frame{last}}
		}
		return Frame{Measure: Turnout, Filter: Filter{By: ShortOf, Part: part}, Scope: scope, Time: last.Time}, true
	}
	return last, true
}

// shortOfEnd asks how many are still missing to half in the lowest or the highest of those that the last question named.
func shortOfEnd(a *query, _, last Frame) (Frame, bool) {
	by := Highest
	if a.has("lowest") {
		by = Lowest
	}
	one := Frame{Measure: Turnout, Filter: Filter{By: by, N: 1}, Form: AsRanking, Scope: last.Scope, Time: last.Time}
	if last.narrows() {
		one.Scope = Scope{Among: []Frame{last}}
	}
	return Frame{Measure: Turnout, Filter: Filter{By: ShortOf, Part: 5000}, Scope: Scope{Among: []Frame{one}}, Time: last.Time}, true
}

// follows reports whether a question is about one area or unit, and the one before it asked the same of another.
func (f Frame) follows() bool {
	areas, units := len(f.Scope.Areas) == 1 && len(f.before.Areas) == 1, len(f.Scope.Units) == 1 && len(f.before.Units) == 1
	return f.counts() && (areas || units)
}

// apartFromBefore sets the area or unit of the last question beside that of the one before it.
func apartFromBefore(a *query, _, last Frame) (Frame, bool) {
	more := last
	last.Scope, last.Heads = last.before, last.Heads || last.Measure == Turnout && apartInHeads(a.text)
	return sideBySide(a, more, last)
}

// NamedBefore is the word with which a text speaks of units that were named before, 这几个村; "" if none does.
func NamedBefore(text string) string {
	for _, w := range [...]string{"这几个村", "那几个村", "这些村", "那些村", "这几家", "那几家", "这几个社区", "那几个社区", "这几个支部", "那几个支部"} {
		if strings.Contains(text, w) {
			return w
		}
	}
	return ""
}

// AsksWhatIf reports whether a text asks what is to be done if something bad came to pass, and tells of nothing that
// has: 要真碰到送烟拉票的 该往哪儿报.
func AsksWhatIf(h Heard) bool {
	s := Fold(h.Text)
	return containsAny(s, "要是", "要真", "如果", "万一", "假如", "碰到", "碰上", "遇到", "遇上") && containsAny(s, "往哪", "找谁", "谁来", "谁管", "怎么办", "咋办", "怎么处理", "咋处理", "怎么报", "咋报", "向谁", "跟谁说", "咋整") &&
		(speaksOfTrouble(s) || containsAny(s, "拉票", "贿选", "送烟", "送酒", "送米", "送钱", "买票", "闹事", "捣乱")) && !TellsEmergency(h.Text)
}

// insides are words with which a text goes on inside of what was named before; read only.
var insides = [...]string{"里头", "里面", "其中", "这里面", "那里面", "这里头", "那里头", "当中", "这当中", "这些里", "那些里", "这几个里", "那几个里", "那个片里", "那个片", "那个村", "那几个村里", "of these", "of those", "among them"}

// EndsInside reports whether a clause ends with words after which something is asked inside of what it names:
// 选民上千的村里头.
func EndsInside(text string) bool {
	return endsAny(strings.Trim(text, " ，,。"), "里头", "里面", "之中", "当中", "其中", "中间", "村里")
}

// afterwards are words that ask how something went on that was told of.
const afterwards = "后来|咋处理|怎么处理|处理得|咋样|怎么样|如何了|结果呢|谁去|谁在管|谁管|平息|摆平|要不要紧|严不严重|伤了|伤着|伤没伤|人没事|就这一|就这些|还有没有别的|啥时候的|什么时候的|几点的事|多严重|消停|处理了|解决了|what happened then|and then"

// ofCases reports whether a question is about incidents, requests or objections.
func (f Frame) ofCases() bool {
	return slices.Contains([]Measure{Incidents, Cases, Requests, Objections}, f.Measure)
}

// narrows reports whether a question was answered with some of the units, or with an area.
func (f Frame) narrows() bool {
	return f.Picks() || f.ofCases() || f.Measure == Owing && f.Stage == "" && f.Filter.By == NotReported
}

// asCondition is a question as the condition that names its units.
func (f Frame) asCondition() Frame {
	if f.Measure == Owing && f.Stage == "" { // 还有哪些没报
		f.Measure = Turnout
	}
	return f
}

// insideOf is a question of the units that the last one named.
func insideOf(a *query, more, last Frame) (Frame, bool) {
	cond := last.asCondition()
	switch {
	case more.Scope.Key && more.vague():
		more.Measure, more.Form, more.Presumed = Units, AsList, false
	case more.Measure == Owing && more.Stage == "" && more.Filter.By == NotReported:
		more.Measure, more.Form = Turnout, AsList
	}
	more.Scope.Among = append(more.Scope.Among, cond)
	more.Scope.EachArea = false
	return more, len(a.unread()) == 0 && (more.Measure == Units && more.Scope.Key || more.asksOwn())
}

// nextDay is the last question of the day before or after its own: 再往前一天.
func nextDay(a *query, _, last Frame) (Frame, bool) {
	by := 1
	if a.has("dayBefore") {
		by = -1
	}
	last.Time.At.Day = last.Time.At.Day.AddDays(by)
	return last, true
}

// instead reports whether a text says what shall stand in the place of something.
func (a *query) instead() bool {
	return strings.HasPrefix(strings.TrimPrefix(a.text, "那"), "改成") || strings.HasPrefix(a.text, "换成") || strings.HasPrefix(a.text, "改为")
}

// limited reports whether a question has a limit that is a number.
func (f Frame) limited() bool {
	return f.Filter.By == Below || f.Filter.By == Above
}

// limitSaid are the numbers that a text gives for a limit.
func (a *query) limitSaid() []atom {
	return a.numbersOf(func(n Number) bool { return n.Role == Percent || n.Role == Share || n.Role == Count })
}

// otherLimit is the last question with another limit, of the same kind.
func otherLimit(a *query, _, last Frame) (Frame, bool) {
	at := a.limitSaid()[0]
	if last.Filter.Flat {
		last.Filter.N = at.number.Value
		return last, at.number.Role == Count
	}
	last.Filter.Part = hundredths(*at.number, at.text)
	return last, last.Filter.Part <= 10000
}

// ofLast reads a question that has nothing of its own but how it asks: why, who reported
// it, which ones.
func (a *query) ofLast(more, last Frame) (f Frame, ok bool) {
	for _, r := range followUps {
		if a.has(r.says) && (r.only == "" || a.onlyOf(strings.Fields(r.only)...)) && (r.fits == nil || r.fits(a, more, last)) {
			return r.then(a, more, last)
		}
	}
	return f, false
}

// ordinal is the place of which is asked, and of nothing else: 第二名呢; 0 if there is none.
func (a *query) ordinal() (n int) {
	for _, at := range a.atoms {
		switch {
		case at.number != nil && at.number.Role == Ordinal && n == 0:
			n = at.number.Value
		case at.number != nil, at.means != nil, at.unread, at.senses != "" && at.senses != "passes":
			return 0
		}
	}
	return n
}

// whyOfLast asks for the reason of what was asked before: 为什么, 什么原因.
func whyOfLast(_ *query, _, last Frame) (Frame, bool) {
	last.Why = true
	return last, true
}

// comparesTwo reports whether a question names one area after one area, or one unit after one
// unit, to compare them in what can be counted: 跟南片比.
func comparesTwo(a *query, more, last Frame) bool {
	areas := len(last.Scope.Areas) == 1 && len(more.Scope.Areas) == 1
	units := len(last.Scope.Units) == 1 && len(more.Scope.Units) == 1
	return (areas || units) && last.counts() && a.onlyNamed("compares", "either", "howMany")
}

// sideBySide is the last question of both the area or unit it named and the one that is named now.
func sideBySide(_ *query, more, last Frame) (Frame, bool) {
	if of := &last.Scope; len(of.Areas) == 1 && len(more.Scope.Areas) == 1 {
		of.Areas = append(slices.Clone(of.Areas), more.Scope.Areas...)
	} else {
		of.Units = append(slices.Clone(of.Units), more.Scope.Units...)
	}
	last.Form, last.Filter = AsCompare, Filter{}
	return last, true
}

// ofEach reports whether a question asks for each area or unit and for nothing else than the last.
func ofEach(_ *query, more, last Frame) bool {
	return (more.Scope.EachArea || more.Scope.EachUnit) && !more.ownMeasure(last)
}

// plainNumber reports whether a question asks for a number already: of units, or of all that
// there is.
func (f Frame) plainNumber() bool {
	return f.Form == AsCount || f.Form == AsFigure && f.Filter.By == All && !f.Rate
}

// asNumber is a question with a number for its answer: of units, or in the place of a share.
func (f Frame) asNumber() Frame {
	if f.Form = AsCount; f.Rate {
		f.Form, f.Rate = AsFigure, false
	}
	return f
}

// whole is a question that named only some, asked of all: 还有谁, after the lowest three.
func (f Frame) whole() (Frame, bool) {
	switch f.Filter.By {
	case Lowest, Highest, Extremes:
		f.Rising = f.Filter.By == Lowest
		f.Filter, f.Form = Filter{}, AsRanking
		return f, true
	case Below, Above, NotReported, IsReported, None, Some:
		f.Form = AsList
		return f, true
	}
	return f, f.Form == AsNames || f.Form == AsList || f.Form == AsRanking || f.wantsNames()
}

// counts reports whether a question asks for something that can be counted.
func (f Frame) counts() bool {
	return !slices.Contains([]Measure{Overview, Page, Person, Contact, Schedule, Deadline, DaysLeft, Place, Ledger, Picture, Digest, ToDo, Remind, Law, HowTo, Help, Reported}, f.Measure)
}

// onlyNamed reports whether all that was said has one of some senses, names somebody or adds
// nothing.
func (a *query) onlyNamed(senses ...string) bool {
	return !slices.ContainsFunc(a.atoms, func(at atom) bool {
		return at.number != nil || at.means == nil && at.senses != "" && at.senses != "passes" &&
			slices.ContainsFunc(strings.Fields(at.senses), func(s string) bool { return !slices.Contains(senses, s) })
	})
}

// onlyOf reports whether all that was said has one of some senses, or adds nothing.
func (a *query) onlyOf(senses ...string) bool {
	return !slices.ContainsFunc(a.atoms, func(at atom) bool {
		return at.number != nil || at.means != nil || at.senses != "" && at.senses != "passes" &&
			slices.ContainsFunc(strings.Fields(at.senses), func(s string) bool { return !slices.Contains(senses, s) })
	})
}

// wantsNames reports whether the answer to a question was a number of units or people, of
// whom it may be asked who they are.
func (f Frame) wantsNames() bool {
	return f.Form == AsCount || f.Form == AsFigure && f.Filter.By != All || f.Measure == Elected || f.Measure == Further || f.Measure == Incidents
}

// reporter is the question who reported what the last one asked for: incidents are told with
// their authors, of a unit it is the last report.
func (f Frame) reporter() Frame {
	if f.Measure == Incidents || f.Measure == Cases || len(f.Scope.Units) == 0 {
		f.Form = AsNames
		return f
	}
	return Frame{Measure: Reported, Scope: f.Scope, Time: Span{LastOne: true}}
}

// named is a question with the names for its answer.
func (f Frame) named(people bool) Frame {
	f.Form = AsList
	if people && f.Measure == Elected {
		f.Form = AsNames
	}
	return f
}
