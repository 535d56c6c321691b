package speech

import (
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// chatterMost is how long a clause may be, in characters, that stands beside a question and
// says nothing for it.
const chatterMost = 18

// aClause reads a question of which one clause asks and is understood whole, and the others
// are what people say around it: 老弟辛苦了，投票情况怎样，心里没底啊. Of those that say something
// the words are unread. ok is false if there is no such clause, or more than one.
func (q *Questions) aClause(h Heard, now time.Time) (f Frame, unread []string, ok bool) {
	all := clausesHeard(h)
	if len(all) < 2 {
		return f, nil, false
	}
	if _, told := EmergencyIn(h.Text); told || says(Fold(h.Text), "有人问|村民问|群众问|都在问|都问|老问|有人说|说是|反映|担心|people ask") {
		return f, nil, false
	}
	for _, c := range all {
		a := q.listen(c, now)
		a.setApart()
		g := a.frame()
		left := a.unread()
		switch asks := a.asks(&g, left); {
		case asks && len(left) == 0 && g.Outright && !ok:
			f, ok = g, true
		case asks && len(left) == 0, !a.chatter(), g.Scope.Strange != "":
			return f, nil, false
		case a.reportsOf():
			unread = append(unread, strings.TrimSpace(c.Text))
		}
	}
	f.Outright = ok && len(unread) == 0
	return f, unread, ok
}

// clausesHeard are the clauses of a text, parted by its marks and by blanks beside Chinese
// characters, each as it was heard.
func clausesHeard(h Heard) (all []Heard) {
	from := 0
	end := func(to, next int) {
		part := Heard{Text: h.Text[from:to], Mood: h.Mood}
		for _, t := range h.Tokens {
			if t.From >= from && t.To <= to {
				t.From, t.To = t.From-from, t.To-from
				part.Tokens = append(part.Tokens, t)
			}
		}
		if strings.TrimSpace(part.Text) != "" {
			all = append(all, part)
		}
		from = next
	}
	before := ' '
	for i, r := range h.Text {
		size := utf8.RuneLen(r)
		next, _ := utf8.DecodeRuneInString(h.Text[min(len(h.Text), i+max(size, 1)):])
		if strings.ContainsRune("\n，,。；;！!？?…~", r) || unicode.IsSpace(r) && (unicode.Is(unicode.Han, before) || unicode.Is(unicode.Han, next)) {
			end(i, i+max(size, 1))
		}
		before = r
	}
	end(len(h.Text), len(h.Text))
	return all
}

// chatter reports whether a clause names nobody and counts nothing, and is short.
func (a *query) chatter() bool {
	return utf8.RuneCountInString(a.text) <= chatterMost && !slices.ContainsFunc(a.atoms, func(at atom) bool {
		_, area := a.q.areas[at.text]
		return len(at.means) > 0 || area || at.number != nil && (at.number.Role == Percent || at.number.Role == Share || at.number.Role == Date || at.number.Role == Clock || at.number.Role == Count && at.number.Value > 3)
	}) && !a.has("except/key/eachArea/eachUnit/units/half/below/above/lowest/highest/ranks/lastTerm")
}

// reportsOf reports whether a clause speaks of what is reported, so that it is said that
// nothing was made of it.
func (a *query) reportsOf() bool {
	return a.has("stage/nameList/record/field/registered/issued/returned/valid/invalid/counts/candidate/incident/objection/request/turnout")
}
