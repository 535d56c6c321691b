package speech

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// goesOnMost is how long a question may be that goes on with the one before it, in
// characters.
const goesOnMost = 14

// GoesOn reads a question that says only what is different from the one before it: 那西片呢,
// 最低的呢, 他电话多少. ok is false if it is none.
func (q *Questions) GoesOn(h Heard, now time.Time, last Frame) (f Frame, ok bool) {
	text := strings.Trim(Fold(h.Text), " .。!？?")
	if utf8.RuneCountInString(text) > goesOnMost {
		return f, false
	}
	a := q.listen(h, now)
	a.setApart()
	more := a.frame()
	if more.Measure == Contact && more.Scope.IsZero() && pronoun(text) && (!last.Scope.IsZero() || last.Filter.By != All) {
		more.Scope, more.Filter = last.Scope, last.Filter
		return more, true
	}
	if !goesOn(text) || len(a.unread()) > 0 || !more.names(last) {
		return f, false
	}
	return last.with(more), true
}

// goesOn reports whether a text has the form of a question that goes on.
func goesOn(text string) bool {
	for _, w := range []string{"那", "and ", "what about ", "how about "} {
		if strings.HasPrefix(text, w) {
			return true
		}
	}
	return strings.HasSuffix(text, "呢")
}

// pronoun reports whether a text speaks of whoever was named before.
func pronoun(text string) bool {
	return strings.ContainsAny(text, "他她它") || strings.HasPrefix(text, "这些") || strings.HasPrefix(text, "这几个")
}

// names reports whether a question names no measure of its own, but something that can
// take the place of a part of the last one.
func (f Frame) names(last Frame) bool {
	own := !slices.Contains([]Measure{"", Overview, Page, Person, last.Measure}, f.Measure) && !f.Presumed
	stage := f.Measure == Owing && f.Stage != "" && last.Stage != ""
	trait := f.Measure == Composition && f.Trait != "" && (last.Measure == Composition || last.Measure == Candidates)
	said := !f.Scope.IsZero() || !f.Time.At.IsZero() || f.Filter.By != All || f.Post != ""
	return !own && said || stage || trait
}

// with is a question with what another says in the place of its own parts.
func (f Frame) with(more Frame) Frame {
	if !more.Scope.IsZero() {
		if one := len(more.Scope.Units)+len(more.Scope.Areas) == 1; one && f.Form == AsCompare {
			f.Form = AsFigure
		}
		f.Scope = more.Scope
		if more.Scope.EachArea {
			f.Form, f.Filter = AsCompare, Filter{}
		}
	}
	if !more.Time.At.IsZero() {
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
