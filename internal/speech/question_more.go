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
	text := strings.Trim(Fold(h.Text), " .。!？?")
	if utf8.RuneCountInString(text) > goesOnMost {
		return f, false
	}
	a := q.listen(h, now)
	a.setApart()
	more := a.frame()
	if slices.ContainsFunc(a.unread(), func(w string) bool { return !pronoun(w) }) {
		return f, false
	}
	if f, ok = a.ofLast(more, last); ok {
		return f, true
	}
	switch {
	case last.Measure == Contact && pronoun(text) && a.has("officer which/howMany/units"): // 那他还管哪些村
		return Frame{Measure: Person, Scope: last.Scope}, len(last.Scope.Units) == 1
	case more.ofWhomBefore(text, last):
		more.Scope, more.Filter, more.Stage = last.Scope, last.Filter, cmp.Or(more.Stage, last.Stage)
		return more, true
	case goesOn(text) && more.names(last), more.countsElsewhere(a, last):
		return last.with(more), true
	case goesOn(text) && more.ownMeasure(last) && more.Scope.IsZero() && len(last.Scope.Units)+len(last.Scope.Areas) > 0 && !a.has("town"):
		more.Scope = last.Scope
		return more, true
	}
	return f, false
}

// ofLast reads a question that has nothing of its own but how it asks: why, who reported
// it, which ones.
func (a *query) ofLast(more, last Frame) (f Frame, ok bool) {
	switch {
	case a.onlyWhy():
		last.Why = true
		return last, true
	case a.has("who reports") && a.onlyOf("who", "reports"):
		return last.reporter(), true
	case more.Measure == Late && last.Measure == Turnout && a.has("which units"): // 哪个村拖后腿
		last.Filter, last.Form = Filter{By: Lowest}, AsRanking
		return last, true
	case a.has("compares") && last.counts() && len(last.Scope.Areas) == 1 && len(more.Scope.Areas) == 1 && a.onlyNamed("compares", "either"): // 跟南片比
		last.Scope.Areas, last.Form, last.Filter = append(slices.Clone(last.Scope.Areas), more.Scope.Areas...), AsCompare, Filter{}
		return last, true
	case a.has("compares") && last.counts() && len(last.Scope.Units) == 1 && len(more.Scope.Units) == 1 && a.onlyNamed("compares", "either"):
		last.Scope.Units, last.Form, last.Filter = append(slices.Clone(last.Scope.Units), more.Scope.Units...), AsCompare, Filter{}
		return last, true
	case last.Stage != "" && a.has("when/deadline/closes") && a.onlyOf("when", "deadline", "closes", "until"): // 哪天截止的
		return Frame{Measure: Deadline, Stage: last.Stage, Scope: last.Scope, Form: AsMoment}, true
	case a.has("more") && a.onlyOf("more", "who", "which", "units"):
		return last.whole()
	case a.has("shares/share") && a.onlyOf("shares", "share", "howMany", "rate") && last.Measure != Owing:
		last.Form, last.Rate = AsShare, true
		return last, last.counts()
	case a.has("howMany") && a.onlyOf("howMany", "units") && last.counts() && last.Form != AsCount && (last.Form != AsFigure || last.Filter.By != All || last.Rate):
		if last.Form = AsCount; last.Rate {
			last.Form, last.Rate = AsFigure, false
		}
		return last, true
	case a.has("ranks") && a.onlyOf("ranks", "rising") && last.counts():
		last.Form, last.Rising = AsRanking, a.has("rising")
		return last, true
	case a.has("group") && a.onlyOf("group", "sends", "lists"):
		last.Scope.Groups = true
		return last, true
	case a.has("lists/shows/sends") && (more.Scope.EachArea || more.Scope.EachUnit) && !more.ownMeasure(last): // 各片都列一下
		return last.with(more), true
	case last.wantsNames() && a.onlyWhich():
		return last.named(a.has("who")), true
	}
	return a.ofItsUnits(last)
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

// ofItsUnits reads a question about the units of the last one: who answers for them, when
// it was reported.
func (a *query) ofItsUnits(last Frame) (f Frame, ok bool) {
	switch {
	case a.has("officer/leader/checker") && a.onlyOf("officer", "leader", "checker", "confirms", "who", "contact", "which") && len(last.Scope.Units)+len(last.Scope.Areas) > 0: // 联络员呢
		return Frame{Measure: Contact, Scope: last.Scope}, true
	case a.has("when reports") && a.onlyOf("when", "reports") && len(last.Scope.Units) > 0:
		return Frame{Measure: Reported, Scope: last.Scope, Form: AsMoment}, true
	}
	return f, false
}

// onlyWhy reports whether a text asks for the reason and says nothing else.
func (a *query) onlyWhy() bool {
	return a.has("why") && a.onlyOf("why") || strings.Contains(a.text, "原因") && a.onlyOf("what", "lists")
}

// onlyNamed reports whether all that was said has one of some senses, names somebody or adds
// nothing.
func (a *query) onlyNamed(senses ...string) bool {
	return !slices.ContainsFunc(a.atoms, func(at atom) bool {
		return at.number != nil || at.means == nil && at.senses != "" && at.senses != "passes" &&
			slices.ContainsFunc(strings.Fields(at.senses), func(s string) bool { return !slices.Contains(senses, s) })
	})
}

// onlyWhich reports whether a text asks which ones, or who they are, and nothing else:
// 具体是哪几个, 都有谁, 哪些村.
func (a *query) onlyWhich() bool {
	return a.has("which/who/lists") && a.onlyOf("which", "who", "lists", "units", "nameList", "sends", "shows")
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

// contactMost is how long a text is at most that asks for a telephone and of nobody: 电话.
const contactMost = 4

// ofWhomBefore reports whether a question is about whoever the last one was about: 他电话多少,
// 催一下他们.
func (f Frame) ofWhomBefore(text string, last Frame) bool {
	if !f.Scope.IsZero() || last.Scope.IsZero() && last.Filter.By == All && f.Measure != Remind {
		return false
	}
	return f.Measure == Contact && (pronoun(text) || len(last.Scope.Units)+len(last.Scope.People) > 0 && len([]rune(text)) <= contactMost || goesOn(text) || f.Form == AsNames) || f.Measure == Person && pronoun(text) || f.Measure == Remind
}

// countsElsewhere reports whether a question asks how many, of somebody else than the one
// before it, and not what: 西片有几个.
func (f Frame) countsElsewhere(a *query, last Frame) bool {
	return (slices.Contains([]Measure{Units, Overview, Page}, f.Measure) && !a.has("units/areas") || f.Presumed) && a.has("howMany") && len(f.Scope.Areas)+len(f.Scope.Units) > 0 && last.Measure != Units
}

// goesOn reports whether a text has the form of a question that goes on.
func goesOn(text string) bool {
	return startsWithAny(text, "那", "只看", "光看", "就看", "只算", "光算", "单算", "只统计", "单看", "单独看", "只要", "光要", "只说", "单说", "换成", "改看", "再看", "再查", "也看", "看看", "还有", "and ", "what about ", "how about ", "only ", "just ") ||
		endsAny(text, "呢", "呐", "也看一下", "也看看", "也看下", "也说说", "也说一下", "也查一下", "也查查", "也查下", "也要", "也来一个", "也报一下", "再看看", "再看一下", "单独看", "单列", " too", " as well", " then")
}

// pronoun reports whether a text speaks of whoever was named before.
func pronoun(text string) bool {
	return strings.ContainsAny(text, "他她它") || text == "们" || startsWithAny(text, "这些", "这几个", "那几个", "这几家", "那几家")
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
		f.Scope = more.Scope
		if len(more.Scope.Units) > 1 || len(more.Scope.Areas) > 1 {
			f.Form = AsCompare
		}
		if more.Scope.EachArea {
			f.Form, f.Filter = AsCompare, Filter{}
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
