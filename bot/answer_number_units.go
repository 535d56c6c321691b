package bot

import (
	"cmp"
	"slices"

	"huanjie/internal/document"
	"huanjie/internal/election"
	"huanjie/internal/speech"
)

// short says how many more have to vote until a share is reached: of all together, and of
// each unit that has not reached it.
func (d *desk) short(q inquiry, s scoped, m document.Measure, rows []document.Row, a *document.Answer) {
	a.Asked = wordsShort(m, q.Filter)
	sum, known := document.Sum(rows)
	if known == 0 {
		m := document.RegisteredMeasure()
		for _, u := range s.units {
			sum.Whole += m.Of(s.Election, u).Part
		}
		a.Lines = append(a.Lines, wordsNothingReported(), wordsNeeds(lacks(q.Filter, sum), sum.Whole, 0))
		return
	}
	a.Lines = append(a.Lines, say("%s，%s", "%s, %s").With(m.Say(sum), wordsLacks(lacks(q.Filter, sum))))
	if q.Filter.N == 0 && (q.Scope.EachArea || len(q.Scope.Areas) > 1) {
		a.Lines = append(a.Lines, d.shortByArea(q, s, m)...)
	}
	if q.Filter.Plus > 0 {
		sum.Part += q.Filter.Plus
		a.Lines = append(a.Lines, say("再来 %d 人：%s，%s", "with %d more: %s, %s").With(q.Filter.Plus, m.Say(sum), wordsLacks(lacks(q.Filter, sum))))
		sum.Part -= q.Filter.Plus
	}
	if q.Filter.N > 0 {
		d.nearly(q, s, m, rows, a)
		return
	}
	all := document.Value{}
	for _, u := range s.units {
		all.Whole += document.RegisteredMeasure().Of(s.Election, u).Part
	}
	voted := sum.Part
	if known == len(rows) { // said already
		voted = 0
	}
	a.Lines = append(a.Lines, wordsNeeds(lacks(q.Filter, all), all.Whole, voted))
	if len(rows) == 1 {
		return
	}
	a.Lines = append(a.Lines, wordsReporting(m, known, s.Election.Units(len(rows))))
	sorted, unknown := m.Sorted(rows, true)
	for _, r := range sorted {
		a.Units = append(a.Units, say("%s，%s", "%s, %s").With(m.Line(r, 0), wordsLacks(lacks(q.Filter, r.Value))))
	}
	d.unknown(s, m, unknown, a)
}

// shortByArea says how many more have to vote in each area until a share of those that reported is reached.
func (d *desk) shortByArea(q inquiry, s scoped, m document.Measure) (lines []election.Phrase) {
	for _, area := range d.areasOf(q, s) {
		mine := within(area, s.units)
		sum, known := document.Sum(m.Rows(s.Election, mine))
		line := wordsNothingReported()
		if known > 0 {
			line = say("%s，%s（%s）", "%s, %s (%s)").With(m.Say(sum), wordsLacks(lacks(q.Filter, sum)), wordsReporting(m, known, s.Election.Units(len(mine))))
		}
		lines = append(lines, say("· %s　%s", "· %s: %s").With(d.areaName(area), line))
	}
	return lines
}

// nearly names the units that have not reached a share, and are short of it by no more than so many.
func (d *desk) nearly(q inquiry, s scoped, m document.Measure, rows []document.Row, a *document.Answer) {
	a.Asked = say("%s，不超过 %s 人", "%s, by no more than %s").With(a.Asked, election.Thousands(q.Filter.N))
	known, unknown := m.Sorted(rows, true)
	pass := slices.DeleteFunc(slices.Clone(known), func(r document.Row) bool {
		return lacks(q.Filter, r.Value) <= 0 || lacks(q.Filter, r.Value) > q.Filter.N
	})
	a.Lines = []election.Phrase{wordsOutOf(len(pass), len(known), s.Election)}
	for _, r := range pass {
		a.Units = append(a.Units, say("%s，%s", "%s, %s").With(m.Line(r, 0), wordsLacks(lacks(q.Filter, r.Value))))
	}
	d.unknown(s, m, unknown, a)
}

// nearest names the units that have not passed half, those with the highest share first, and how many each lacks.
func (d *desk) nearest(s scoped, m document.Measure, rows []document.Row, a *document.Answer) {
	half := speech.Filter{By: speech.ShortOf, Part: 5000}
	known, unknown := m.Sorted(rows, true)
	short := slices.DeleteFunc(slices.Clone(known), func(r document.Row) bool { return lacks(half, r.Value) <= 0 })
	a.Asked = say("%s · 离过半最近的", "%s · nearest to half").With(m.Name)
	a.Lines = append(a.Lines, say("已过半 %d 个，还没过半 %d 个", "past half: %d, not yet: %d").With(len(known)-len(short), len(short)))
	for _, r := range short[:min(len(short), lowestMost)] {
		a.Units = append(a.Units, say("%s，%s", "%s, %s").With(m.Line(r, 0), wordsLacks(lacks(half, r.Value))))
	}
	d.unknown(s, m, unknown, a)
}

// lacks is how many more a value needs to reach a share; to pass half it needs more than
// half.
func lacks(f speech.Filter, v document.Value) int {
	need := (int64(f.Part)*int64(v.Whole) + 9999) / 10000
	if f.Part == 5000 {
		need = int64(v.Whole)/2 + 1
	}
	return int(need) - v.Part
}

// extremes names the highest and the lowest, and how far they are apart.
func (d *desk) extremes(q inquiry, s scoped, m document.Measure, rows []document.Row, a *document.Answer) {
	known, unknown := m.Sorted(rows, true)
	if len(known) < 2 {
		d.ranked(inquiry{}, s, m, rows, a)
		return
	}
	if n := q.Filter.N; n > 1 && len(known) >= 2*n {
		a.Asked = say("%s · 最高和最低的 %d 个", "%s · the highest and the lowest %d").With(m.Name, n)
		for i, r := range known {
			if i < n || i >= len(known)-n {
				a.Units = append(a.Units, m.Line(r, i+1))
			}
		}
		d.unknown(s, m, unknown, a)
		return
	}
	first, last := known[0], known[len(known)-1]
	a.Asked = say("%s · 最高和最低", "%s · highest and lowest").With(m.Name)
	a.Units = append(a.Units, m.Line(first, 0), m.Line(last, 0))
	a.Lines = append(a.Lines, wordsApart(m, first.Unit.Name, first.Value, last.Value))
	d.unknown(s, m, unknown, a)
}

// notReported names the units of which nothing is known.
func (d *desk) notReported(q inquiry, s scoped, m document.Measure, rows []document.Row, a *document.Answer) {
	_, unknown := m.Sorted(rows, true)
	if a.Asked = wordsUnknown(m); q.AtAll {
		a.Asked = say("%s · 一个都没报的联络员", "%s · officers of whom nothing came").With(m.Name)
	}
	if len(unknown) == 0 {
		a.Lines = append(a.Lines, wordsAllReported())
		return
	}
	if sum, known := document.Sum(rows); known > 0 {
		a.Lines = append(a.Lines, wordsVotedOf(sum, m))
	}
	a.Lines = append(a.Lines, wordsStillUnknown(len(unknown), s.Election.Units(len(rows))))
	if q.Scope.EachPerson {
		if a.Units = append(a.Units, owingByPerson(q, s, m)...); q.AtAll && len(a.Units) > 0 {
			a.Lines = append(a.Lines[:len(a.Lines)-1], say("%d 位：", "%d:").With(len(a.Units)))
		}
		if len(a.Units) == 0 {
			a.Units = append(a.Units, say("· 没有一个村都没报的联络员。", "· Every officer has reported something."))
		}
		return
	}
	if q.Scope.EachArea { // 按片列没报的
		for _, area := range d.areasOf(q, s) {
			var silent []election.Unit
			for _, r := range unknown {
				if area.Holds(r.Unit.Area) {
					silent = append(silent, r.Unit)
				}
			}
			line := wordsAllReported()
			if len(silent) > 0 {
				line = document.OwersLine(silent)
			}
			a.Units = append(a.Units, say("· %s（%d）：%s", "· %s (%d): %s").With(d.areaName(area), len(silent), line))
		}
		return
	}
	for _, r := range unknown {
		a.Units = append(a.Units, document.Owers(r.Unit))
	}
}

// wordsOutOf says how many units pass out of those that are known.
func wordsOutOf(pass, known int, e election.Election) election.Phrase {
	switch {
	case known == 0:
		return wordsNothingReported()
	case pass == 0:
		return wordsNoneOf(known, e.Units(known))
	}
	return wordsSomeOf(pass, e.Units(known))
}

// limited names the units below or above a limit, and says how many are not known.
func (d *desk) limited(q inquiry, s scoped, m document.Measure, rows []document.Row, a *document.Answer) {
	if sum, _ := document.Sum(rows); q.Filter.Mean {
		q.Filter = ofMean(q.Filter, sum)
		a.Lines = append(a.Lines, say("合计 %s", "in all %s").With(m.Say(sum)))
	}
	a.Asked = wordsLimit(m, q.Filter, s.Election)
	known, unknown := m.Sorted(rows, q.Filter.By == speech.Above)
	pass := slices.DeleteFunc(slices.Clone(known), func(r document.Row) bool { return !passes(m, q.Filter, r.Value) })
	if a.Lines = append(a.Lines, wordsOutOf(len(pass), len(known), s.Election)); len(known) == 0 {
		return
	}
	if q.Form == speech.AsShare { // 过半的村占几成
		of := election.Ratio{Part: len(pass), Whole: len(known)}
		a.Lines = append(a.Lines, say("占已知的 %s", "out of those known: %s").With(of))
	}
	for _, r := range pass {
		a.Units = append(a.Units, m.Line(r, 0))
	}
	d.unknown(s, m, unknown, a)
	if q.Measure == speech.Turnout && q.Filter.Part == 5000 { // 没过半 may be said of the candidates as well
		again, _ := split(s.units, func(u election.UnitState) bool {
			return len(u.Progress.Counts) > 0 && len(s.OpenTasks(u.Unit, u.Progress)) > 0
		})
		if len(again) > 0 {
			a.Also = append(a.Also, wordsAlsoAgain(unitsIn(again)))
		}
	}
}

// ofMean is a limit that is that of all together, as a share.
func ofMean(f speech.Filter, sum document.Value) speech.Filter {
	if f.Mean {
		f.Part = int(int64(sum.Part) * 10000 / int64(max(1, sum.Whole)))
	}
	return f
}

// passes reports whether a value is below or above a limit.
func passes(m document.Measure, f speech.Filter, v document.Value) bool {
	if f.By == speech.Exactly {
		return v.Part == f.N
	}
	if f.By == speech.Between {
		from, to := f, f
		from.By, to.By, to.Part, to.N = speech.Above, speech.Below, f.To+1, f.To+1
		return passes(m, from, v) && passes(m, to, v)
	}
	c := 0
	if f.Flat || !m.Rate && v.Whole == 0 {
		c = v.Part - f.N
	} else {
		c = int(int64(v.Part)*10000 - int64(f.Part)*int64(v.Whole))
	}
	if f.By == speech.Below {
		return c < 0 || c == 0 && f.Over
	}
	return c > 0 || c == 0 && !f.Over && !(f.Part == 5000 && !f.Flat) // 60% is reached by 60%; over half is more than half
}

// unknown says of how many units nothing is known.
func (d *desk) unknown(s scoped, m document.Measure, unknown []document.Row, a *document.Answer) {
	if len(unknown) > 0 && !m.Unknown.IsZero() {
		a.Also = append(a.Also, wordsAlsoUnknown(s.Election.Units(len(unknown)), m.Unknown))
	}
}

// lowestMost is how many units are named if nobody says how many.
const lowestMost = 3

// ranked lists units in order: all of them, or the first or last few.
func (d *desk) ranked(q inquiry, s scoped, m document.Measure, rows []document.Row, a *document.Answer) {
	lowest := q.Filter.By == speech.Lowest || q.Rising
	known, unknown := m.Sorted(rows, !lowest)
	known = withAny(q, m, known)
	n := len(known)
	if few := q.Filter.Placed(); few {
		n = cmp.Or(q.Filter.N, lowestMost)
		a.Asked = wordsPlaces(m, q.Filter, n, s.Election)
		n += q.Filter.Skip
	} else if q.Form == speech.AsRanking {
		a.Asked = wordsRanking(m, q.Rising)
	}
	if len(known) == 0 {
		a.Lines = append(a.Lines, noneOf(m))
		return
	}
	alone := len(rows) == 1 // no place among others
	if alone && q.Form == speech.AsRanking && q.OfAllAsked() {
		a.Also = append(a.Also, wordsNoPlace())
	}
	after := min(q.Filter.Skip, len(known))
	for i, r := range known[after:min(max(n, after), len(known))] {
		place := after + i + 1
		if q.Form == speech.AsCompare || alone {
			place = 0
		}
		a.Units = append(a.Units, m.Line(r, place))
	}
	if sum, of := document.Sum(rows); q.Sum && of > 1 {
		a.Lines = append(a.Lines, say("合计 %s", "in all %s").With(m.Say(sum)))
	}
	if q.Form == speech.AsCompare && len(known) == 2 {
		a.Lines = append(a.Lines, wordsApart(m, known[0].Unit.Name, known[0].Value, known[1].Value))
	}
	d.unknown(s, m, unknown, a)
}

// wordsPlaces says which places of an order are asked for: the first or the last few, or those after some of them.
func wordsPlaces(m document.Measure, f speech.Filter, n int, e election.Election) election.Phrase {
	order := wordsRanking(m, f.By == speech.Lowest)
	switch {
	case f.Skip == 0:
		return wordsFew(m, f.By, n, e)
	case n == 1:
		return say("%s · 第 %d 名", "%s · place %d").With(order, f.Skip+1)
	}
	return say("%s · 第 %d 到 %d 名", "%s · places %d to %d").With(order, f.Skip+1, f.Skip+n)
}

// withAny leaves out who has none, where it is asked who has most.
func withAny(q inquiry, m document.Measure, known []document.Row) []document.Row {
	if q.Filter.By != speech.Highest || m.Rate || !m.Unknown.IsZero() {
		return known
	}
	return slices.DeleteFunc(known, func(r document.Row) bool { return r.Part == 0 })
}

// noneOf says that no unit has any of a measure: none reported it, or of what is always known none is
// there.
func noneOf(m document.Measure) election.Phrase {
	if m.Unknown.IsZero() {
		return wordsNone()
	}
	return wordsNothingReported()
}

// having counts and names the units that have some of a measure, or none.
func (d *desk) having(q inquiry, s scoped, m document.Measure, rows []document.Row, a *document.Answer) {
	some := q.Filter.By != speech.None
	a.Asked = wordsHaving(m, some, s.Election)
	known, unknown := m.Sorted(rows, true)
	pass := slices.DeleteFunc(slices.Clone(known), func(r document.Row) bool { return (r.Part > 0) != some })
	if a.Lines = append(a.Lines, wordsOutOf(len(pass), len(known), s.Election)); len(known) == 0 {
		return
	}
	if sum, _ := document.Sum(pass); q.Measure == speech.Unreturned && len(pass) > 1 { // 一共少了多少
		a.Lines = append(a.Lines, say("合计 %s", "in all %s").With(m.Say(sum)))
	}
	for _, r := range pass {
		note := election.Phrase{}
		if some && r.Part > 1 {
			note = m.Noun(r.Part)
		}
		a.Units = append(a.Units, document.UnitLine(r.Unit, note))
	}
	d.unknown(s, m, unknown, a)
}

// owingByPerson names the officers of whose units some have not reported, with these; or only those who have
// reported nothing at all. Ranked, whoever lacks most is first.
func owingByPerson(q inquiry, s scoped, m document.Measure) (lines []election.Phrase) {
	type owes struct {
		group
		silent []election.Unit
	}
	var all []owes
	for _, g := range personGroups(s) {
		_, silent := m.Sorted(m.Rows(s.Election, g.units), true)
		if len(silent) == 0 || q.AtAll && len(silent) < len(g.units) {
			continue
		}
		o := owes{group: g}
		for _, r := range silent {
			o.silent = append(o.silent, r.Unit)
		}
		all = append(all, o)
	}
	if q.Form == speech.AsRanking {
		slices.SortStableFunc(all, func(x, y owes) int {
			if q.Rising || q.Filter.Placed() && q.Filter.By == speech.Lowest {
				return len(x.silent) - len(y.silent)
			}
			return len(y.silent) - len(x.silent)
		})
	}
	for _, o := range all {
		lines = append(lines, say("· %s（%d/%s没报）：%s", "· %s (%d of %s missing): %s").With(o.name, len(o.silent), s.Election.Units(len(o.units)), document.Names(o.silent)))
	}
	return lines
}
