package speech

import (
	"slices"
	"strings"
)

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
