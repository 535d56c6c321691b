package bot

import (
	"cmp"
	"context"
	"slices"
	"time"

	"huanjie/internal/document"
	"huanjie/internal/election"
	"huanjie/internal/speech"
)

// answerTurnout answers 参选率, 投了多少, 哪些村没过半.
func (d *desk) answerTurnout(ctx context.Context, q inquiry) error {
	switch {
	case len(q.Suppose) > 0:
		return d.answerSupposed(ctx, q)
	case q.Time.Earlier && d.gather == nil:
		return d.answerEarlier(ctx, q)
	}
	if q.Presumed && q.Filter.By != speech.Below && q.Filter.By != speech.Above && q.Filter.By != speech.ShortOf && q.Time.Than.IsZero() && d.beforePolling() {
		return d.numbers(ctx, q, func(scoped) document.Measure { return document.StagesMeasure() }) // 东片和西片哪个快, before anybody votes
	}
	if q.Time.Hour > 0 && q.Filter.By == speech.NotReported && d.pollingNow(q) {
		return d.answerHour(ctx, q)
	}
	if q.Filter.By == speech.NotVoted {
		return d.each(ctx, q, func(s scoped) (document.Answer, bool) { return d.notVoted(q, s), true })
	}
	return d.numbers(ctx, q, func(scoped) document.Measure {
		if q.Of != "" && q.Of != speech.Registered {
			return shareOf(q)
		}
		if q.Heads {
			return document.VotersMeasure()
		}
		return document.TurnoutMeasure()
	})
}

// answerNumber answers questions for a number of the roster or of the counts.
func (d *desk) answerNumber(ctx context.Context, q inquiry) error {
	return d.numbers(ctx, q, func(scoped) document.Measure {
		if q.Of != "" {
			return shareOf(q)
		}
		m := numberOf(q)
		if q.Rate && (q.Measure == speech.Invalid || q.Measure == speech.Valid || q.Measure == speech.Returned) {
			m = m.AsRate()
		}
		return m
	})
}

// shareOf is one figure of the counts as a share of another.
func shareOf(q inquiry) document.Measure {
	part, whole := figureOf(q.Measure), figureOf(q.Of)
	name := say("🧮 %s占%s", "🧮 %s out of the %s").With(part.name, whole.name)
	return document.BallotsMeasure(name, func(t election.Tally) (int, int) { return part.of(t), whole.of(t) }).AsRate()
}

// figure is a figure of a count.
type figure struct {
	name election.Phrase
	of   func(election.Tally) int
}

// figureOf is the figure of a count that a measure asks for.
func figureOf(m speech.Measure) figure {
	switch m {
	case speech.Registered:
		return figure{say("登记选民", "registered voters"), func(t election.Tally) int { return t.Registered }}
	case speech.Issued:
		return figure{say("发出选票", "ballots issued"), func(t election.Tally) int { return t.Issued }}
	case speech.Returned:
		return figure{say("收回选票", "ballots returned"), func(t election.Tally) int { return t.Returned }}
	case speech.Valid:
		return figure{say("有效票", "valid ballots"), func(t election.Tally) int { return t.Valid }}
	case speech.Invalid:
		return figure{say("无效票", "invalid ballots"), func(t election.Tally) int { return t.Invalid }}
	}
	return figure{say("参加投票人数", "voters who took part"), func(t election.Tally) int { return t.Participants }}
}

// numberOf is the number that is asked for.
func numberOf(q inquiry) document.Measure {
	switch q.Measure {
	case speech.Registered:
		return document.RegisteredMeasure()
	case speech.Issued:
		return document.BallotsMeasure(say("🧮 发出选票", "🧮 Ballots issued"), func(t election.Tally) (int, int) { return t.Issued, 0 })
	case speech.Returned:
		return document.BallotsMeasure(say("🧮 收回选票", "🧮 Ballots returned"), func(t election.Tally) (int, int) { return t.Returned, rateOf(q.Rate, t.Issued) })
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

// rateOf is what a number is a share of, if a share is asked for.
func rateOf(rate bool, whole int) int {
	if rate {
		return whole
	}
	return 0
}

// numbers answers a question for numbers that units have: their sum, or those units
// that pass the filter, sorted, compared, or set against an earlier moment.
func (d *desk) numbers(ctx context.Context, q inquiry, of func(scoped) document.Measure) error {
	if d.gather != nil {
		return d.gatherNumbers(ctx, q, of)
	}
	if len(q.Scope.People) > 1 {
		return d.byPerson(ctx, q, of)
	}
	if q.OfAll {
		return d.ofAll(ctx, q, of)
	}
	was, err := d.before(ctx, &q)
	if err != nil {
		return err
	}
	var town map[election.ElectionID]townSum
	if q.Versus || q.OfTown {
		if town, err = d.ofTown(ctx, &q, of); err != nil {
			return err
		}
	}
	one := d.placeAsked(&q)
	var all total
	err = d.each(ctx, q, func(s scoped) (document.Answer, bool) {
		m := of(s)
		if m.Of == nil {
			return document.Answer{}, false
		}
		rows := m.Rows(s.Election, s.units)
		all.add(m, rows, s.at)
		a := d.begin(q, s, m.Name)
		if was != nil {
			d.changed(q, s, m, was, &a)
			return a, true
		}
		of, rows := d.together(q, s, m, rows)
		a.Election = of.Election
		if whole, limit := town[s.Election.ID], q; q.OfTown {
			a.Lines = append(a.Lines, whole.line(s.Election, m))
			limit.Filter = ofMean(q.Filter, whole.sum)
			limit.Filter.Mean = false
			d.shown(limit, of, m, rows, &a)
		} else {
			d.shown(q, of, m, rows, &a)
			claimed(q.Claim, m, rows, &a)
			a.Lines = append(a.Lines, d.sharesAsked(q, s)...)
		}
		if q.Versus {
			d.against(q, of, m, rows, town[s.Election.ID], &a)
		}
		place(one, m, rows, &a)
		d.partly(q, s, &a)
		return a, true
	})
	if err == nil && was == nil && asksSum(q) {
		d.totalled(all)
	}
	return err
}

// sharesAsked are the shares of a number of a record, where a share is asked for: 居民代表里女的占多少.
func (d *desk) sharesAsked(q inquiry, s scoped) []election.Phrase {
	kinds := d.store.Town().Records
	i := slices.IndexFunc(kinds, func(k election.RecordKind) bool { return k.ID == q.Record })
	if q.Measure != speech.Records || q.Form != speech.AsShare || i < 0 {
		return nil
	}
	return document.RecordShares(kinds[i], q.Field, s.units)
}

// placeAsked is the unit whose place among the others is asked for, and makes the question one of all:
// 稻香村排第几. It is "" if none is.
func (d *desk) placeAsked(q *inquiry) (one election.UnitID) {
	if q.Ranks && len(q.Scope.Units) == 1 && q.Filter.By == speech.All && !d.onlyOwn() {
		one, q.Scope.Units = q.Scope.Units[0], nil
	}
	return one
}

// gatherNumbers hands over the numbers of units instead of answering.
func (d *desk) gatherNumbers(ctx context.Context, q inquiry, of func(scoped) document.Measure) error {
	scopes, err := d.scopes(ctx, &q)
	for _, s := range scopes {
		if m := of(s); m.Of != nil {
			d.gather(s, m, s.units)
		}
	}
	return err
}

// total is what several elections have of a measure together.
type total struct {
	measure   document.Measure
	rows      []document.Row
	at        time.Time
	elections int // that know something of it
}

func (t *total) add(m document.Measure, rows []document.Row, at time.Time) {
	if _, known := document.Sum(rows); known > 0 && m.Adds {
		t.measure, t.rows, t.at, t.elections = m, append(t.rows, rows...), at, t.elections+1
	}
}

// totalled answers with the sum over several elections, if there are any.
func (d *desk) totalled(t total) {
	if t.elections < 2 {
		return
	}
	sum, _ := document.Sum(t.rows)
	d.reply(document.Answer{Asked: t.measure.Name, Of: say("%d 项选举合计", "%d elections together").With(t.elections), AsOf: t.at,
		Now: d.bot.now().In(d.store.Town().Location), Lines: []election.Phrase{t.measure.Say(sum)}})
}

// asksSum reports whether a question asks for a sum and nothing else.
func asksSum(q inquiry) bool {
	switch q.Form {
	case speech.AsRanking, speech.AsList, speech.AsCompare, speech.AsNames:
		return false
	}
	return q.Filter.By == speech.All && !asksWhoHas(q) && !q.Ranks
}

// shown answers with the numbers of a measure in the form that the question asks for.
func (d *desk) shown(q inquiry, s scoped, m document.Measure, rows []document.Row, a *document.Answer) {
	switch q.Filter.By {
	case speech.NotReported:
		d.notReported(q, s, m, rows, a)
		return
	case speech.Below, speech.Above, speech.Between, speech.Exactly:
		d.limited(q, s, m, rows, a)
		return
	case speech.ShortOf:
		d.short(q, s, m, rows, a)
		return
	case speech.Closest:
		d.nearest(s, m, rows, a)
		return
	case speech.Extremes:
		if q.Scope.EachArea {
			d.byArea(q, s, m, a)
			return
		}
		d.extremes(q, s, m, rows, a)
		return
	}
	switch {
	case q.Mean && q.Filter.By == speech.All && !q.Scope.EachArea:
		d.averaged(q, s, m, rows, a)
	case q.OfEach:
		d.ofEachArea(q, s, m, a)
	case asksWhoHas(q):
		d.having(q, s, m, rows, a)
	case q.Form == speech.AsCompare && len(q.Scope.Units) == 0 && !q.Scope.EachPerson && q.Scope.Size.By != speech.Extremes:
		d.byArea(q, s, m, a)
	case q.Scope.EachPerson, q.Form == speech.AsRanking, q.Form == speech.AsList, q.Form == speech.AsCompare, q.Form == speech.AsNames:
		d.ranked(q, s, m, rows, a)
	default:
		d.summed(s, m, rows, a)
	}
}

// averaged is the sum, and what it is on the average of the units.
func (d *desk) averaged(q inquiry, s scoped, m document.Measure, rows []document.Row, a *document.Answer) {
	d.summed(s, m, rows, a)
	if sum, known := document.Sum(rows); (!m.Rate || q.Measure == speech.Elected || q.Measure == speech.Composition) && known > 0 {
		tenths := (10*sum.Part + known/2) / known
		a.Lines = append(a.Lines, say("平均每个%s %d.%d", "on the average of the %s: %d.%d").With(s.Election.UnitNoun(), tenths/10, tenths%10))
	}
}

// asksWhoHas reports whether it is asked who has any of what is measured, or none.
func asksWhoHas(q inquiry) bool {
	switch {
	case q.Filter.By == speech.None, q.Filter.By == speech.Some:
		return true
	case q.Mean:
		return false
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
	if i := slices.IndexFunc(known, func(r document.Row) bool { return one != "" && r.Unit.ID == one }); i >= 0 {
		a.Lines = append(a.Lines, say("%s：第 %d 名（共 %d 个）", "%s: place %d of %d").With(known[i].Unit.Name, i+1, len(known)))
	}
}

// summed is the sum of all rows, and how many are known.
func (d *desk) summed(s scoped, m document.Measure, rows []document.Row, a *document.Answer) {
	sum, known := document.Sum(rows)
	switch {
	case known == 0 && (m.Show == nil || !m.Unknown.IsZero() && sum.Whole == 0):
		a.Lines = append(a.Lines, wordsNothingReported())
		return
	case m.Show != nil:
		a.Lines = append(a.Lines, say("%s（%s）", "%s (%s)").With(m.Show(sum), wordsReporting(m, known, s.Election.Units(len(rows)))))
		return
	case len(rows) == 1 && !rows[0].Note.IsZero():
		a.Lines = append(a.Lines, say("%s，%s", "%s, %s").With(m.Say(sum), rows[0].Note))
	default:
		a.Lines = append(a.Lines, m.Say(sum))
	}
	if !m.Unknown.IsZero() {
		a.Lines = append(a.Lines, wordsReporting(m, known, s.Election.Units(len(rows))))
	}
	if m.Rate && s.Election.Kind == election.Residents {
		a.Lines = append(a.Lines, d.byMethod(m, rows)...)
	}
}

// byMethod are the sums apart of units that vote in different ways: representatives and households are not alike.
func (d *desk) byMethod(m document.Measure, rows []document.Row) (lines []election.Phrase) {
	of := map[election.Method][]document.Row{}
	for _, r := range rows {
		if way := cmp.Or(d.store.Town().ElectionOf(r.Unit).Method, election.AllVoters); r.Known {
			of[way] = append(of[way], r)
		}
	}
	if len(of) < 2 {
		return nil
	}
	for _, way := range election.Methods() {
		if len(of[way]) > 0 {
			sum, _ := document.Sum(of[way])
			lines = append(lines, say("· %s：%s", "· %s: %s").With(way.Name(), m.Say(sum)))
		}
	}
	return lines
}

// unitsIn are the units of some states.
func unitsIn(states []election.UnitState) []election.Unit {
	units := make([]election.Unit, len(states))
	for i, u := range states {
		units[i] = u.Unit
	}
	return units
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
		a.Also = append(a.Also, wordsUnconfirmedYet(s.Election.Units(n)))
	}
	if len(s.hidden) > 0 {
		a.Also = append(a.Also, document.Withheld(s.Election, s.hidden))
	}
}

// beforePolling reports whether no election of the town has reached its polling day.
func (d *desk) beforePolling() bool {
	today := d.today()
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
		wordsReporting(m, known, s.Election.Units(len(s.units))))
	d.partly(q, s, &a)
	return a
}
