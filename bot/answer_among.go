package bot

import (
	"context"
	"slices"
	"strings"
	"unicode"

	"huanjie/internal/document"
	"huanjie/internal/election"
	"huanjie/internal/speech"
)

// measureOf is the number of each unit that a question asks for; its Of is nil if there is none.
func (d *desk) measureOf(q inquiry, s scoped) document.Measure {
	switch q.Measure {
	case speech.Turnout:
		if q.Heads {
			return document.VotersMeasure()
		}
		return document.TurnoutMeasure()
	case speech.Registered, speech.Issued, speech.Returned, speech.Valid, speech.Invalid, speech.Unreturned, speech.Seats, speech.Vacant:
		if m := numberOf(q); !q.Rate || q.Measure != speech.Invalid && q.Measure != speech.Valid && q.Measure != speech.Returned {
			return m
		}
		return numberOf(q).AsRate()
	case speech.Elected:
		return document.ElectedMeasure(q.Post)
	case speech.Candidates:
		return document.CandidatesMeasure(q.Trait, q.Post)
	case speech.Ages:
		return document.AgeMeasure(q.Post)
	case speech.Composition:
		if q.Age.By != speech.All {
			return document.AgedMeasure(q.Age.From(), q.Age.Until(), q.Post)
		}
		if q.Trait == "" {
			return document.Measure{}
		}
	}
	return d.townMeasure(q, s)
}

// condition is which units of an election a question names, and what they are called. known is false
// if nothing is known by which they could be chosen.
type condition struct {
	in    []election.UnitID
	name  election.Phrase
	known bool
}

// conditionOf finds the units that a question names.
func (d *desk) conditionOf(ctx context.Context, f speech.Frame, e election.Election) (c condition, err error) {
	q := inquiry{Frame: f}
	scopes, err := d.scopesOf(ctx, &q)
	i := slices.IndexFunc(scopes, func(s scoped) bool { return s.Election.ID == e.ID })
	if err != nil || i < 0 {
		return c, err
	}
	s := scopes[i]
	if where := f.Standing(); where != speech.Anywhere {
		return conditionStanding(where, s, f.Scope), nil
	}
	m := d.measureOf(q, s)
	if m.Of == nil {
		return c, nil
	}
	groups := d.units(s)
	if f.Scope.EachArea {
		groups = d.areaGroups(q, s)
	}
	if sum, _ := document.Sum(m.Rows(s.Election, s.units)); f.OfTown {
		whole, err := d.ofTown(ctx, &q, func(scoped) document.Measure { return m })
		if err != nil {
			return c, err
		}
		q.Filter = ofMean(q.Filter, whole[e.ID].sum)
	} else {
		q.Filter = ofMean(q.Filter, sum)
	}
	chosen, name := chosenOf(q, m, s.Election, groups)
	if c.name = withoutMark(name); !(speech.Frame{Scope: f.Scope}).OfAllAsked() {
		c.name = say("%s · %s", "%s · %s").With(s.of, c.name)
	}
	c.known = f.Filter.By == speech.NotReported || slices.ContainsFunc(groups, func(g group) bool { return g.value(m, s.Election).Known })
	for _, g := range chosen {
		for _, u := range g.units {
			c.in = append(c.in, u.Unit.ID)
		}
	}
	if n := len(chosen); n > 0 && n <= lowestMost && (f.Scope.EachArea || f.Filter.Placed()) {
		var names []string
		for _, g := range chosen {
			names = append(names, g.name.In(d.lang))
		}
		c.name = say("%s（%s）", "%s (%s)").With(c.name, document.Joined(names))
	}
	return c, nil
}

// conditionStanding are the units that stand in a way.
func conditionStanding(where speech.Where, s scoped, scope speech.Scope) (c condition) {
	i := slices.IndexFunc(standings(), func(st stands) bool { return st.where == where })
	st := standings()[i]
	for _, u := range s.whole {
		if st.is(s, u) {
			c.in = append(c.in, u.Unit.ID)
		}
	}
	if c.name = st.name.With(s.Election.Units(len(c.in))); !(speech.Frame{Scope: scope}).OfAllAsked() {
		c.name = say("%s · %s", "%s · %s").With(s.of, c.name)
	}
	c.known = true
	return c
}

// chosenOf are the groups that a question names, and what they are called.
func chosenOf(q inquiry, m document.Measure, e election.Election, groups []group) (chosen []group, name election.Phrase) {
	is, name := filterOf(q, m, e)
	switch by := q.Filter.By; by {
	case speech.Lowest, speech.Highest:
		known := slices.DeleteFunc(slices.Clone(groups), func(g group) bool { return !g.value(m, e).Known })
		slices.SortStableFunc(known, func(x, y group) int {
			if by == speech.Lowest {
				return m.Compare(x.value(m, e), y.value(m, e))
			}
			return m.Compare(y.value(m, e), x.value(m, e))
		})
		if after := min(q.Filter.Skip, len(known)); after > 0 {
			return known[after:min(after+q.Filter.N, len(known))], name
		}
		n := max(1, q.Filter.N)
		for n < len(known) && m.Compare(known[n-1].value(m, e), known[n].value(m, e)) == 0 { // as many as the last
			n++
		}
		return known[:min(n, len(known))], name
	}
	return slices.DeleteFunc(slices.Clone(groups), func(g group) bool { return !is(g.value(m, e)) }), name
}

// filterOf says which values a question names, and what the units with them are called.
func filterOf(q inquiry, m document.Measure, e election.Election) (is func(document.Value) bool, name election.Phrase) {
	what := e.UnitNoun()
	if q.Scope.EachArea {
		what = say("片", "areas")
	}
	if f := q.Filter; f.Placed() && f.Skip > 0 && f.N == 1 {
		return nil, wordsPlaces(m, f, 1, e)
	}
	switch f := q.Filter; f.By {
	case speech.Lowest:
		return nil, say("%s最低的%s", "%s, the lowest of the %s").With(m.Name, what)
	case speech.Highest:
		return nil, say("%s最高的%s", "%s, the highest of the %s").With(m.Name, what)
	case speech.Below, speech.Above, speech.Between, speech.Exactly:
		return func(v document.Value) bool { return v.Known && passes(m, f, v) }, wordsLimit(m, f, e)
	case speech.None:
		return func(v document.Value) bool { return v.Known && v.Part == 0 }, wordsHaving(m, false, e)
	case speech.NotReported:
		return func(v document.Value) bool { return !v.Known || m.Unknown.IsZero() && v.Part < v.Whole }, say("%s · 还没报的%s", "%s: %s that have not reported").With(m.Name, what)
	case speech.IsReported:
		return func(v document.Value) bool { return v.Known && (!m.Unknown.IsZero() || v.Part == v.Whole) }, say("%s · 报了的%s", "%s: %s that have reported").With(m.Name, what)
	}
	return func(v document.Value) bool { return v.Known && v.Part > 0 }, wordsHaving(m, true, e)
}

// amongst leaves of some scopes the units that the conditions of a question name.
func (d *desk) amongst(ctx context.Context, q *inquiry, all []scoped) ([]scoped, error) {
	if len(q.Scope.Among) == 0 {
		return all, nil
	}
	for i := range all {
		s := &all[i]
		var names []election.Phrase
		in, unknown := map[election.UnitID]int{}, false
		for _, f := range q.Scope.Among {
			c, err := d.conditionOf(ctx, f, s.Election)
			if err != nil {
				return nil, err
			}
			for _, id := range c.in {
				in[id]++
			}
			names, unknown = append(names, c.name), unknown || !c.known
		}
		need := len(q.Scope.Among)
		if q.Scope.Either {
			need = 1
		}
		is := func(u election.UnitState) bool { return in[u.Unit.ID] >= need }
		s.units, _ = split(s.units, is)
		s.whole, _ = split(s.whole, is)
		s.inArea = false
		name := document.SideBySide(names)
		if q.Scope.Either && len(names) == 2 {
			name = say("%s，或者%s", "%s, or %s").With(names[0], names[1])
		}
		s.of = say("%s · %s：%s", "%s · %s: %s").With(s.of, name, s.Election.Units(len(s.whole)))
		if unknown {
			q.also = append(q.also, wordsNothingToChooseBy())
		}
	}
	return all, nil
}

func wordsNothingToChooseBy() election.Phrase {
	return say("（这个条件还没有人报，分不出是哪些。）", "(Nothing is reported by which they could be chosen.)")
}

// withoutMark is a title without the picture before it.
func withoutMark(p election.Phrase) election.Phrase {
	bare := func(l election.Language) string {
		return strings.TrimLeftFunc(p.In(l), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	}
	return say("%[1]s", "%[2]s").With(bare(election.Chinese), bare(election.English))
}
