package bot

import (
	"context"
	"slices"

	"huanjie/internal/document"
	"huanjie/internal/election"
	"huanjie/internal/speech"
)

// answerTurnout answers 参选率, 投了多少, 哪些村没过半.
func (d *desk) answerTurnout(ctx context.Context, q inquiry) error {
	if q.Presumed && q.Filter.By != speech.Below && q.Filter.By != speech.Above && q.Time.Than.IsZero() && d.beforePolling() {
		return d.numbers(ctx, q, func(scoped) document.Measure { return document.StagesMeasure() }) // 东片和西片哪个快, before anybody votes
	}
	if q.Filter.By == speech.NotVoted {
		return d.each(ctx, q, func(s scoped) (document.Answer, bool) { return d.notVoted(q, s), true })
	}
	return d.numbers(ctx, q, func(scoped) document.Measure {
		if q.Heads {
			return document.VotersMeasure()
		}
		return document.TurnoutMeasure()
	})
}

// answerNumber answers questions for a number of the roster or of the counts.
func (d *desk) answerNumber(ctx context.Context, q inquiry) error {
	return d.numbers(ctx, q, func(scoped) document.Measure {
		m := numberOf(q)
		if q.Rate && (q.Measure == speech.Invalid || q.Measure == speech.Valid) {
			m = m.AsRate()
		}
		return m
	})
}

// numberOf is the number that is asked for.
func numberOf(q inquiry) document.Measure {
	switch q.Measure {
	case speech.Registered:
		return document.RegisteredMeasure()
	case speech.Issued:
		return document.BallotsMeasure(say("🧮 发出选票", "🧮 Ballots issued"), func(t election.Tally) (int, int) { return t.Issued, 0 })
	case speech.Returned:
		return document.BallotsMeasure(say("🧮 收回选票", "🧮 Ballots returned"), func(t election.Tally) (int, int) { return t.Returned, 0 })
	case speech.Valid:
		return document.BallotsMeasure(say("🧮 有效票", "🧮 Valid ballots"), func(t election.Tally) (int, int) { return t.Valid, t.Returned })
	case speech.Invalid:
		return document.BallotsMeasure(say("🧮 无效票", "🧮 Invalid ballots"), func(t election.Tally) (int, int) { return t.Invalid, t.Returned })
	case speech.Unreturned:
		return document.BallotsMeasure(say("🧮 没收回的选票", "🧮 Ballots not returned"), func(t election.Tally) (int, int) { return t.Issued - t.Returned, t.Issued })
	case speech.Seats:
		return document.SeatsMeasure(q.Post)
	case speech.Vacant:
		return document.VacantMeasure(q.Post)
	}
	return document.TurnoutMeasure()
}

// numbers answers a question for numbers that units have: their sum, or those units
// that pass the filter, sorted, compared, or set against an earlier moment.
func (d *desk) numbers(ctx context.Context, q inquiry, of func(scoped) document.Measure) error {
	var was map[election.UnitID]election.UnitState
	if !q.Time.Than.IsZero() {
		var err error
		if was, err = d.before(ctx, &q); err != nil {
			return err
		}
	}
	var one election.UnitID
	if q.Ranks && len(q.Scope.Units) == 1 && q.Filter.By == speech.All && !d.onlyOwn() { // 稻香村排第几
		one, q.Scope.Units = q.Scope.Units[0], nil
	}
	return d.each(ctx, q, func(s scoped) (document.Answer, bool) {
		m := of(s)
		if m.Of == nil {
			return document.Answer{}, false
		}
		rows := m.Rows(s.Election, s.units)
		a := d.begin(q, s, m.Name)
		if was != nil {
			d.changed(q, s, m, was, &a)
			return a, true
		}
		d.shown(q, s, m, rows, &a)
		if one != "" {
			place(one, m, rows, &a)
		}
		d.partly(q, s, &a)
		return a, true
	})
}

// shown answers with the numbers of a measure in the form that the question asks for.
func (d *desk) shown(q inquiry, s scoped, m document.Measure, rows []document.Row, a *document.Answer) {
	switch q.Filter.By {
	case speech.NotReported:
		d.notReported(s, m, rows, a)
		return
	case speech.Below, speech.Above, speech.Between:
		d.limited(q, s, m, rows, a)
		return
	case speech.ShortOf:
		d.short(q, s, m, rows, a)
		return
	case speech.Extremes:
		d.extremes(q, s, m, rows, a)
		return
	}
	switch {
	case asksWhoHas(q):
		d.having(q, s, m, rows, a)
	case q.Form == speech.AsCompare && len(q.Scope.Units) == 0:
		d.byArea(q, s, m, a)
	case q.Form == speech.AsRanking, q.Form == speech.AsList, q.Form == speech.AsCompare, q.Form == speech.AsNames:
		d.ranked(q, s, m, rows, a)
	default:
		d.summed(s, m, rows, a)
	}
}

// asksWhoHas reports whether it is asked who has any of what is measured, or none.
func asksWhoHas(q inquiry) bool {
	switch {
	case q.Filter.By == speech.None, q.Filter.By == speech.Some:
		return true
	case q.Measure == speech.Unreturned:
		return q.Form == speech.AsList || q.Form == speech.AsNames || q.Form == speech.AsCount
	case q.Measure == speech.Composition:
		return q.Form == speech.AsCount || q.Form == speech.AsList && !q.Scope.EachUnit
	}
	return false
}

// place says which place a unit has among those that are known.
func place(one election.UnitID, m document.Measure, rows []document.Row, a *document.Answer) {
	known, _ := m.Sorted(rows, true)
	if i := slices.IndexFunc(known, func(r document.Row) bool { return r.Unit.ID == one }); i >= 0 {
		a.Lines = append(a.Lines, say("%s：第 %d 名（共 %d 个）", "%s: place %d of %d").With(known[i].Unit.Name, i+1, len(known)))
	}
}

// summed is the sum of all rows, and how many are known.
func (d *desk) summed(s scoped, m document.Measure, rows []document.Row, a *document.Answer) {
	sum, known := document.Sum(rows)
	switch {
	case known == 0 && m.Show == nil:
		a.Lines = append(a.Lines, wordsNothingReported())
		return
	case m.Show != nil:
		a.Lines = append(a.Lines, say("%s（%s）", "%s (%s)").With(m.Show(sum), wordsReporting(m, known, s.Kind.Units(len(rows)))))
		return
	case len(rows) == 1 && !rows[0].Note.IsZero():
		a.Lines = append(a.Lines, say("%s，%s", "%s, %s").With(m.Say(sum), rows[0].Note))
	default:
		a.Lines = append(a.Lines, m.Say(sum))
	}
	if !m.Unknown.IsZero() {
		a.Lines = append(a.Lines, wordsReporting(m, known, s.Kind.Units(len(rows))))
	}
}

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
		a.Lines = append(a.Lines, wordsNothingReported(), wordsNeeds(lacks(q.Filter, sum), sum.Whole))
		return
	}
	a.Lines = append(a.Lines, say("%s，%s", "%s, %s").With(m.Say(sum), wordsLacks(lacks(q.Filter, sum))))
	if len(rows) == 1 {
		return
	}
	a.Lines = append(a.Lines, wordsReporting(m, known, s.Kind.Units(len(rows))))
	sorted, unknown := m.Sorted(rows, true)
	for _, r := range sorted {
		a.Units = append(a.Units, say("%s，%s", "%s, %s").With(m.Line(r, 0), wordsLacks(lacks(q.Filter, r.Value))))
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
func (d *desk) notReported(s scoped, m document.Measure, rows []document.Row, a *document.Answer) {
	_, unknown := m.Sorted(rows, true)
	a.Asked = wordsUnknown(m)
	if len(unknown) == 0 {
		a.Lines = append(a.Lines, wordsAllReported())
		return
	}
	if sum, known := document.Sum(rows); known > 0 {
		a.Lines = append(a.Lines, wordsVotedOf(sum, m))
	}
	a.Lines = append(a.Lines, wordsStillUnknown(len(unknown), s.Kind.Units(len(rows))))
	for _, r := range unknown {
		a.Units = append(a.Units, document.Owers(r.Unit))
	}
}

// wordsOutOf says how many units pass out of those that are known.
func wordsOutOf(pass, known int, kind election.Kind) election.Phrase {
	switch {
	case known == 0:
		return wordsNothingReported()
	case pass == 0:
		return wordsNoneOf(known, kind.Units(known))
	}
	return wordsSomeOf(pass, kind.Units(known))
}

// limited names the units below or above a limit, and says how many are not known.
func (d *desk) limited(q inquiry, s scoped, m document.Measure, rows []document.Row, a *document.Answer) {
	if q.Filter.Mean {
		sum, _ := document.Sum(rows)
		q.Filter.Part = int(int64(sum.Part) * 10000 / int64(max(1, sum.Whole)))
		a.Lines = append(a.Lines, say("合计 %s", "in all %s").With(m.Say(sum)))
	}
	a.Asked = wordsLimit(m, q.Filter, s.Kind)
	known, unknown := m.Sorted(rows, q.Filter.By == speech.Above)
	pass := slices.DeleteFunc(slices.Clone(known), func(r document.Row) bool { return !passes(m, q.Filter, r.Value) })
	if a.Lines = append(a.Lines, wordsOutOf(len(pass), len(known), s.Kind)); len(known) == 0 {
		return
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

// unitsIn are the units of some states.
func unitsIn(states []election.UnitState) []election.Unit {
	units := make([]election.Unit, len(states))
	for i, u := range states {
		units[i] = u.Unit
	}
	return units
}

// passes reports whether a value is below or above a limit.
func passes(m document.Measure, f speech.Filter, v document.Value) bool {
	if f.By == speech.Between {
		from, to := f, f
		from.By, to.By, to.Part = speech.Above, speech.Below, f.To+1
		return passes(m, from, v) && passes(m, to, v)
	}
	c := 0
	if f.Flat || !m.Rate && v.Whole == 0 {
		c = v.Part - f.N
	} else {
		c = int(int64(v.Part)*10000 - int64(f.Part)*int64(v.Whole))
	}
	if f.By == speech.Below {
		return c < 0
	}
	return c > 0 || c == 0 && !(f.Part == 5000 && !f.Flat) // 60% is reached by 60%; over half is more than half
}

// unknown says of how many units nothing is known.
func (d *desk) unknown(s scoped, m document.Measure, unknown []document.Row, a *document.Answer) {
	if len(unknown) > 0 && !m.Unknown.IsZero() {
		a.Also = append(a.Also, wordsAlsoUnknown(s.Kind.Units(len(unknown)), m.Unknown))
	}
}

// lowestMost is how many units are named if nobody says how many.
const lowestMost = 3

// ranked lists units in order: all of them, or the first or last few.
func (d *desk) ranked(q inquiry, s scoped, m document.Measure, rows []document.Row, a *document.Answer) {
	lowest := q.Filter.By == speech.Lowest || q.Rising
	known, unknown := m.Sorted(rows, !lowest)
	n := len(known)
	if few := q.Filter.By == speech.Lowest || q.Filter.By == speech.Highest; few {
		if n = q.Filter.N; n == 0 {
			n = lowestMost
		}
		a.Asked = wordsFew(m, q.Filter.By, n, s.Kind)
	} else if q.Form == speech.AsRanking {
		a.Asked = wordsRanking(m, q.Rising)
	}
	if len(known) == 0 {
		a.Lines = append(a.Lines, wordsNothingReported())
		return
	}
	alone := len(rows) == 1 // no place among others
	if alone && q.Form == speech.AsRanking {
		a.Also = append(a.Also, wordsNoPlace())
	}
	for i, r := range known[:min(n, len(known))] {
		place := i + 1
		if q.Form == speech.AsCompare || alone {
			place = 0
		}
		a.Units = append(a.Units, m.Line(r, place))
	}
	if q.Form == speech.AsCompare && len(known) == 2 {
		a.Lines = append(a.Lines, wordsApart(m, known[0].Unit.Name, known[0].Value, known[1].Value))
	}
	d.unknown(s, m, unknown, a)
}

// having counts and names the units that have some of a measure, or none.
func (d *desk) having(q inquiry, s scoped, m document.Measure, rows []document.Row, a *document.Answer) {
	some := q.Filter.By != speech.None
	a.Asked = wordsHaving(m, some, s.Kind)
	known, unknown := m.Sorted(rows, true)
	pass := slices.DeleteFunc(slices.Clone(known), func(r document.Row) bool { return (r.Part > 0) != some })
	if a.Lines = append(a.Lines, wordsOutOf(len(pass), len(known), s.Kind)); len(known) == 0 {
		return
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

// areaSum is what the units of an area have of a measure together.
type areaSum struct {
	area  election.Area
	sum   document.Value
	known int // of how many units it is known
	all   int
}

// areaSums are the sums of the areas that are compared, in the order that is asked for.
func (d *desk) areaSums(q inquiry, s scoped, m document.Measure) (all []areaSum) {
	for _, area := range d.areasOf(q, s) {
		var mine []election.UnitState
		for _, u := range s.units {
			if area.Holds(u.Unit.Area) {
				mine = append(mine, u)
			}
		}
		sum, known := document.Sum(m.Rows(s.Election, mine))
		all = append(all, areaSum{area, sum, known, len(mine)})
	}
	if q.Filter.By == speech.All && q.Form != speech.AsRanking && !q.Ranks && len(all) != 2 {
		return all
	}
	slices.SortStableFunc(all, func(x, y areaSum) int {
		if q.Filter.By == speech.Lowest || q.Rising {
			return m.Compare(x.sum, y.sum)
		}
		return m.Compare(y.sum, x.sum)
	})
	return all
}

// byArea compares the areas: those that are named, or those right below.
func (d *desk) byArea(q inquiry, s scoped, m document.Measure, a *document.Answer) {
	a.Asked = wordsByArea(m)
	all := d.areaSums(q, s, m)
	for _, x := range all {
		line := say("· %s　%s", "· %s: %s").With(d.areaName(x.area), m.Say(x.sum))
		if !m.Unknown.IsZero() {
			line = say("%s（%s）", "%s (%s)").With(line, wordsReporting(m, x.known, s.Kind.Units(x.all)))
		}
		a.Lines = append(a.Lines, line)
	}
	if q.Scope.Town && s.inArea && s.area == election.WholeTown { // 东片跟全镇比
		sum, known := document.Sum(m.Rows(s.Election, s.units))
		a.Lines = append(a.Lines, say("%s　%s（%s）", "%s: %s (%s)").With(d.wholeTown(), m.Say(sum), wordsReporting(m, known, s.Kind.Units(len(s.units)))))
	}
	if len(all) == 2 && all[0].known > 0 && all[1].known > 0 {
		a.Lines = append(a.Lines, wordsApart(m, d.areaName(all[0].area).In(d.lang), all[0].sum, all[1].sum))
	}
}

// areasOf are the areas that are compared: those that are named, those right below
// what is asked of, or else the one.
func (d *desk) areasOf(q inquiry, s scoped) []election.Area {
	if len(q.Scope.Areas) > 1 {
		return q.Scope.Areas
	}
	var all []election.Area
	for _, area := range d.store.Town().Areas(s.ID) {
		if s.inArea && len(area.Above()) == len(s.area.Above())+1 && s.area.Holds(area) {
			all = append(all, area)
		}
	}
	if len(all) > 0 {
		return all
	}
	for _, u := range s.units {
		if !slices.Contains(all, u.Unit.Area) {
			all = append(all, u.Unit.Area)
		}
	}
	return all
}

// partly says what of an answer is not confirmed, and what is hidden.
func (d *desk) partly(q inquiry, s scoped, a *document.Answer) {
	n := 0
	for _, u := range s.units {
		if len(u.Progress.Counts) > 0 && u.Progress.CountStatus() != election.Confirmed {
			n++
		}
	}
	if n > 0 && q.Measure != speech.Registered && q.Measure != speech.Records && q.Measure != speech.Progress {
		a.Also = append(a.Also, wordsUnconfirmedYet(s.Kind.Units(n)))
	}
	if len(s.hidden) > 0 {
		a.Also = append(a.Also, document.Withheld(s.Kind, s.hidden))
	}
}

// beforePolling reports whether no election of the town has reached its polling day.
func (d *desk) beforePolling() bool {
	today := election.DateOf(d.now())
	return !slices.ContainsFunc(d.store.Town().Elections, func(e election.Election) bool { return !today.Before(e.PollingDay) })
}

// notVoted is how many have not voted yet.
func (d *desk) notVoted(q inquiry, s scoped) document.Answer {
	m := document.TurnoutMeasure()
	a := d.begin(q, s, say("🗳 还没投票的选民", "🗳 Voters who have not voted"))
	sum, known := document.Sum(m.Rows(s.Election, s.units))
	if known == 0 {
		a.Lines = append(a.Lines, wordsNothingReported())
		return a
	}
	a.Lines = append(a.Lines, say("%s 人（登记 %s 人，已投 %s 人）", "%s (registered %s, voted %s)").
		With(election.Thousands(sum.Whole-sum.Part), election.Thousands(sum.Whole), election.Thousands(sum.Part)),
		wordsReporting(m, known, s.Kind.Units(len(s.units))))
	d.partly(q, s, &a)
	return a
}

// before are the units that are asked of as they were at the moment that they are
// compared with.
func (d *desk) before(ctx context.Context, q *inquiry) (map[election.UnitID]election.UnitState, error) {
	than, err := d.moment(q.Time.Than)
	if err != nil {
		return nil, err
	}
	probe := *q
	units, _, _ := d.meant(&probe)
	was := map[election.UnitID]election.UnitState{}
	states, err := d.statesOf(ctx, units, than, func(*scoped, []election.Unit) {})
	for _, s := range states {
		for _, u := range s.units {
			was[u.Unit.ID] = u
		}
	}
	return was, err
}

// changed sets the sum against the earlier one.
func (d *desk) changed(q inquiry, s scoped, m document.Measure, was map[election.UnitID]election.UnitState, a *document.Answer) {
	than, _ := d.moment(q.Time.Than)
	var old []election.UnitState
	for _, u := range s.units {
		old = append(old, was[u.Unit.ID])
	}
	a.Asked = wordsChange(m, than, a.Now)
	then, knew := document.Sum(m.Rows(s.Election, old))
	now, known := document.Sum(m.Rows(s.Election, s.units))
	switch {
	case known == 0:
		a.Lines = append(a.Lines, wordsNothingReported())
		return
	case knew == 0:
		a.Lines = append(a.Lines, wordsNothingThen(than, a.Now))
	}
	a.Lines = append(a.Lines, wordsGrown(m, then, now), wordsReporting(m, known, s.Kind.Units(len(s.units))))
	d.partly(q, s, a)
}
