package bot

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"huanjie/internal/document"
	"huanjie/internal/election"
	"huanjie/internal/speech"
	"huanjie/internal/store"
)

// A reader of the county asks of towns as somebody of a town asks of its units: 全县选了多少书记,
// 哪个镇还没报完, 石桥镇参选率. Each town is asked with its own words for its own sums, as far as
// the reader may know them there, and the towns' sums are added up, those of each kind of
// election by themselves. A unit is never answered of.

// ofTown is what one town has of what is asked.
type ofTown struct {
	town    *election.Town
	measure document.Measure
	scope   scoped
	states  []election.UnitState
}

// gathers takes the units of a scope, and what is asked of them, in place of an answer.
type gathers func(s scoped, m document.Measure, states []election.UnitState)

// countyAsk answers a question of some towns. done is false if it is none, or asks for what
// the roll-up or a town's digest shows.
func (d *desk) countyAsk(ctx context.Context, questions []string, towns []*store.Store, of election.Phrase) (done bool, err error) {
	var all, was []ofTown
	var asked inquiry
	known := false
	for _, s := range towns {
		sub, err := d.in(ctx, s)
		if err != nil {
			return true, err
		}
		q, ok := sub.countyQuestion(questions)
		if !ok || slices.Contains([]speech.Measure{speech.Overview, speech.Page, speech.Digest}, q.Measure) {
			continue
		}
		if len(q.Scope.Units)+len(q.Scope.Areas)+len(q.Scope.People)+len(q.Scope.Perhaps) > 0 || q.Scope.Strange != "" {
			d.say(wordsCountyTowns())
			return true, nil
		}
		town := s.Town()
		into := func(all *[]ofTown) gathers {
			return func(s scoped, m document.Measure, states []election.UnitState) {
				*all = append(*all, ofTown{town, m, s, states})
			}
		}
		if !known {
			asked, known = q, true
		}
		if then := q; !q.Time.Than.IsZero() {
			then.Time.At, sub.gather = q.Time.Than, into(&was)
			if err := sub.gathered(ctx, then); err != nil {
				return true, err
			}
		}
		sub.gather = into(&all)
		if err := sub.gathered(ctx, q); err != nil {
			return true, err
		}
		if err := s.Note(ctx, store.Trace{By: d.countyReader().ID, Did: store.Saw, Of: "answer:" + string(q.Measure)}); err != nil {
			return true, err
		}
	}
	if !known {
		return false, nil
	}
	d.countyAnswers(asked, all, was, of)
	return true, nil
}

// in is the desk of a town as a reader of the county sees it.
func (d *desk) in(ctx context.Context, s *store.Store) (*desk, error) {
	ses, err := s.Session(ctx, d.turn.user)
	if err != nil {
		return nil, err
	}
	who := personOf(s.Town(), ses)
	if who.Unknown {
		who = d.countyReader()
	}
	who.Observer = true // reads the sums of all, and no more of the counts than before
	return &desk{bot: d.bot, store: s, turn: d.turn, ses: ses, person: who, lang: d.lang}, nil
}

// gathered gathers what a town has of what is asked: of all its units, whatever of them is
// named, since the towns are what is chosen among.
func (d *desk) gathered(ctx context.Context, q inquiry) error {
	q.Filter, q.Form, q.Ranks, q.Scope = speech.Filter{}, speech.AsFigure, false, speech.Scope{Town: true}
	q.Time.Than = speech.Moment{}
	switch q.Measure {
	case speech.Turnout, speech.Registered, speech.Issued, speech.Returned, speech.Valid, speech.Invalid, speech.Seats, speech.Vacant,
		speech.Unreturned, speech.Elected, speech.Candidates, speech.Ages:
		a, _ := d.bot.answererOf(q.Measure)
		return a.answer(d, ctx, q)
	case speech.Records:
		if err := d.fieldMeant(ctx, &q); err != nil {
			return err
		}
	}
	counted := slices.Contains([]speech.Measure{speech.Composition, speech.Records, speech.Further}, q.Measure)
	scopes, err := d.scopes(ctx, &q)
	for _, s := range scopes {
		if m := d.townMeasure(q, s); m.Of != nil && counted {
			d.gather(s, m, s.units)
		} else if m.Of != nil {
			d.gather(s, m, s.whole)
		}
	}
	return err
}

// townMeasure is what is asked of a town whose own people are answered with a list of units
// or in words: of how many of its units it is so.
func (d *desk) townMeasure(q inquiry, s scoped) document.Measure {
	at, today := s.at, election.DateOf(s.at)
	switch q.Measure {
	case speech.Composition:
		return document.TraitMeasure(q.Trait, q.Post, q.With...)
	case speech.Records:
		if i := slices.IndexFunc(d.store.Town().Records, func(k election.RecordKind) bool { return k.ID == q.Record }); i >= 0 {
			return document.RecordMeasure(d.store.Town().Records[i], q.Field)
		}
	case speech.Progress, speech.Owing:
		return stageOfTowns(q, s)
	case speech.Counted:
		return document.UnitsMeasure(say("🧮 已计票", "🧮 Counted"), s.Election, election.UnitState.Counted)
	case speech.Confirmed:
		return document.UnitsMeasure(say("🧮 计票已确认", "🧮 Counts confirmed"), s.Election, func(u election.UnitState) bool {
			return u.Counted() && len(u.Hidden) == 0 && u.Progress.CountStatus() == election.Confirmed
		})
	case speech.Units:
		return document.ManyMeasure(say("🏘 单位", "🏘 Units"), func(election.UnitState) int { return 1 })
	case speech.Late:
		return document.ManyMeasure(say("⏰ 逾期", "⏰ Late"), func(u election.UnitState) int {
			return len(document.LateStages(s.Election, []election.UnitState{u}, today))
		})
	case speech.Difficulties:
		return document.ManyMeasure(say("🆘 有困难", "🆘 In difficulty"), func(u election.UnitState) int {
			return len(slices.DeleteFunc(slices.Clone(s.Stages), func(st election.Stage) bool { return u.Progress.Stages[st.ID].Status != election.InDifficulty }))
		})
	case speech.Further:
		return d.roundsMeasure(q, s)
	case speech.Cases, speech.Incidents, speech.Requests, speech.Objections:
		return d.casesMeasure(q, at)
	}
	return document.Measure{}
}

// stageOfTowns is how far units are with a stage: the one that is named, or that the timetable
// has reached; on polling day whether they have reported the turnout.
func stageOfTowns(q inquiry, s scoped) document.Measure {
	today := election.DateOf(s.at)
	st, has := s.Stage(q.Stage)
	switch {
	case q.Stage == "" && q.Measure == speech.Progress:
		return document.StagesMeasure()
	case q.Stage == "" && today == s.PollingDay:
		return document.TurnoutMeasure()
	case q.Stage == "":
		st = s.StageAt(today)
	case !has:
		return document.Measure{}
	}
	return document.UnitsMeasure(say("📋 %s", "📋 %s").With(document.StageName(st)), s.Election, func(u election.UnitState) bool { return !s.Owes(u.Progress, st.ID) })
}

// casesMeasure is how many matters were reported, and how many of them are open.
func (d *desk) casesMeasure(q inquiry, at time.Time) document.Measure {
	meant := casesMeant{topic: q.Topic, level: q.Level, kind: map[speech.Measure]election.CaseKind{speech.Incidents: election.Incident, speech.Requests: election.Request, speech.Objections: election.Objection}[q.Measure]}
	meant.from = d.reportedOn(q)
	meant.to = meant.from
	name := say("📂 突发、请示、申诉", "📂 Incidents, requests, objections")
	if meant.kind != "" {
		name = say("📂 %s", "📂 %s").With(meant.kind.Name())
	}
	if q.Topic != "" {
		name = say("📂 %s", "📂 %s").With(election.Incident.TopicName(q.Topic))
	}
	m := document.ManyMeasure(name, nil)
	m.Show = func(v document.Value) election.Phrase {
		return say("%d 件，没办结 %d 件", "%d in all, not settled: %d").With(v.Part, v.Whole)
	}
	m.Of = func(_ election.Election, u election.UnitState) document.Value {
		v := document.Value{Known: true}
		for _, c := range u.Progress.Cases {
			if !meant.fits(c) || !meant.within(election.DateOf(c.At.In(at.Location()))) || q.Filter.By == speech.StillOpen && !c.Open() {
				continue
			}
			if v.Part++; c.Open() {
				v.Whole++
			}
		}
		return v
	}
	return m
}

// roundsMeasure is how many rounds of voting units still have to hold, or have held after
// the first.
func (d *desk) roundsMeasure(q inquiry, s scoped) document.Measure {
	if by := q.Filter.By; by == speech.AtOnce || by == speech.Complete {
		name := say("✅ 全部选齐", "✅ Every seat filled")
		if by == speech.AtOnce {
			name = say("✅ 第一次投票就选齐", "✅ Every seat filled at the first attempt")
		}
		return document.ManyMeasure(name, func(u election.UnitState) int {
			if u.Counted() && len(s.openTasks(u, q.Post)) == 0 && (by == speech.Complete || laterRounds(u).IsZero()) {
				return 1
			}
			return 0
		})
	}
	if q.Filter.By == speech.Held {
		return document.ManyMeasure(say("🔁 已再次投票、另行选举、重新选举", "🔁 Rounds held after the first"), func(u election.UnitState) int {
			return max(0, len(u.Progress.Meetings())-1)
		})
	}
	return document.ManyMeasure(say("🔁 还要再投票的", "🔁 Rounds still to be held"), func(u election.UnitState) int { return len(s.OpenTasks(u.Unit, u.Progress)) })
}

// countyAnswers answers with what the towns have: for each kind of election by itself, and
// of what may be added up over all of them together.
func (d *desk) countyAnswers(q inquiry, all, was []ofTown, of election.Phrase) {
	if len(all) == 0 {
		d.say(wordsCountyNotAsked())
		return
	}
	if len(q.unread) > 0 {
		q.also = append(q.also, wordsLeftOut(strings.Join(q.unread, "”“")))
	}
	var kinds []election.Kind
	for _, t := range all {
		if !slices.Contains(kinds, t.scope.Kind) {
			kinds = append(kinds, t.scope.Kind)
		}
	}
	for _, kind := range kinds {
		some, then := ofKind(all, kind), ofKind(was, kind)
		name := of
		if len(kinds) > 1 {
			name = say("%s · %s", "%s · %s").With(of, kind.Name())
		}
		d.countyAnswer(q, some, then, name)
	}
	if len(kinds) > 1 && all[0].measure.Adds {
		d.countyAnswer(q, all, was, say("%s · %d 种选举合计", "%s · %d kinds of election together").With(of, len(kinds)))
	}
}

// ofKind are those of a kind of election.
func ofKind(all []ofTown, kind election.Kind) []ofTown {
	return slices.DeleteFunc(slices.Clone(all), func(t ofTown) bool { return t.scope.Kind != kind })
}

// countyAnswer answers with the sums of towns and what they come to; was is what they were,
// if they are compared.
func (d *desk) countyAnswer(q inquiry, all, was []ofTown, of election.Phrase) {
	m, first := all[0].measure, all[0].scope
	a := document.Answer{Asked: m.Name, Of: of, AsOf: first.at, Now: d.bot.now().In(first.at.Location()), Also: slices.Clone(q.also), Election: towns()}
	if name, lines := composedOfTowns(q, all); lines != nil {
		a.Asked, a.Lines = name, lines
	} else if len(was) > 0 {
		grownTowns(m, all, was, &a)
	} else {
		d.sumsOfTowns(q, m, all, &a)
	}
	hidden, unconfirmed := []election.Unit(nil), 0
	for _, t := range all {
		hidden = append(hidden, t.scope.hidden...)
		for _, u := range t.states {
			if len(u.Progress.Counts) > 0 && u.Progress.CountStatus() != election.Confirmed {
				unconfirmed++
			}
		}
	}
	if unconfirmed > 0 && slices.Contains([]speech.Measure{speech.Turnout, speech.Elected, speech.Composition, speech.Valid, speech.Invalid, speech.Issued, speech.Returned, speech.Further}, q.Measure) {
		a.Also = append(a.Also, wordsUnconfirmedYet(unitsOfAll(all, unconfirmed)))
	}
	if len(hidden) > 0 {
		a.Also = append(a.Also, document.Withheld(first.Election, hidden))
	}
	d.reply(a)
}

// sumsOfTowns writes the sum of all towns, and a line for each that is asked for.
func (d *desk) sumsOfTowns(q inquiry, m document.Measure, all []ofTown, a *document.Answer) {
	every, rows, complete := byTown(m, all)
	sum, known := document.Sum(every)
	total := m.Say(sum)
	if known == 0 && m.Show == nil {
		total = wordsNothingReported()
	}
	if !m.Unknown.IsZero() && known > 0 {
		total = say("%s（%s）", "%s (%s)").With(total, wordsReporting(m, known, unitsOfAll(all, len(every))))
	}
	a.Lines = append(a.Lines, total)
	if len(rows) < 2 {
		return
	}
	chosen, asked := chooseTowns(q, m, rows, sum, complete)
	a.Asked = asked
	if len(chosen) == 0 {
		a.Lines = append(a.Lines, wordsNone())
	}
	for _, r := range chosen {
		a.Units = append(a.Units, m.Line(r, 0))
	}
}

// unitsOfAll says how many units there are: of one sort by its name, of several as units.
func unitsOfAll(all []ofTown, n int) election.Phrase {
	first := all[0].scope.Election
	if slices.ContainsFunc(all, func(t ofTown) bool {
		return t.scope.UnitNoun().In(election.Chinese) != first.UnitNoun().In(election.Chinese)
	}) {
		return say("%d 个单位", "%d units").With(n)
	}
	return first.Units(n)
}

// byTown are the rows of all units, a row for each town, and by name whether all of a town's are
// known. A town with several elections has one row.
func byTown(m document.Measure, all []ofTown) (every, rows []document.Row, complete map[string]bool) {
	complete = map[string]bool{}
	for _, t := range all {
		units := t.measure.Rows(t.scope.Election, t.states)
		sum, known := document.Sum(units)
		if !m.Unknown.IsZero() && known > 0 && known < len(units) {
			sum.Note = wordsReporting(m, known, t.scope.Units(len(units)))
		}
		was, again := complete[t.town.Name]
		complete[t.town.Name] = (was || !again) && known == len(units) && (!m.Unknown.IsZero() || sum.Part == sum.Whole)
		every = append(every, units...)
		if i := slices.IndexFunc(rows, func(r document.Row) bool { return r.Unit.Name == t.town.Name }); i >= 0 {
			rows[i].Part, rows[i].Whole, rows[i].Known = rows[i].Part+sum.Part, rows[i].Whole+sum.Whole, rows[i].Known || sum.Known
			rows[i].Note = election.Phrase{}
			continue
		}
		rows = append(rows, document.Row{Unit: election.Unit{ID: election.UnitID(t.town.ID), Name: t.town.Name}, Value: sum})
	}
	return every, rows, complete
}

// chooseTowns are the towns that are asked for, and what is asked.
func chooseTowns(q inquiry, m document.Measure, rows []document.Row, sum document.Value, complete map[string]bool) (chosen []document.Row, asked election.Phrase) {
	keep := func(is func(document.Row) bool) []document.Row {
		return slices.DeleteFunc(slices.Clone(rows), func(r document.Row) bool { return !is(r) })
	}
	f := q.Filter
	switch f.By {
	case speech.NotReported, speech.IsReported:
		whole := func(r document.Row) bool { return complete[r.Unit.Name] }
		if f.By == speech.NotReported {
			return keep(func(r document.Row) bool { return !whole(r) }), say("%s · 还没报完的镇", "%s · towns not complete").With(m.Name)
		}
		return keep(whole), say("%s · 报完的镇", "%s · towns that are complete").With(m.Name)
	case speech.Below, speech.Above, speech.Between:
		if f.Mean && sum.Whole > 0 {
			f.Part = int(int64(sum.Part) * 10_000 / int64(sum.Whole))
		}
		return keep(func(r document.Row) bool { return r.Known && passes(m, f, r.Value) }), wordsLimit(m, f, towns())
	case speech.Lowest, speech.Highest:
		n := cmp.Or(f.N, lowestMost)
		sorted, _ := m.Sorted(rows, f.By == speech.Highest)
		sorted = sorted[:min(n, len(sorted))]
		return sorted, wordsFew(m, f.By, len(sorted), towns())
	case speech.None:
		return keep(func(r document.Row) bool { return r.Part == 0 }), say("%s · 没有的镇", "%s · towns with none").With(m.Name)
	case speech.Some, speech.StillOpen:
		return keep(func(r document.Row) bool { return r.Part > 0 }), say("%s · 有的镇", "%s · towns with some").With(m.Name)
	}
	if q.Form == speech.AsRanking || q.Ranks {
		sorted, unknown := m.Sorted(rows, !q.Rising)
		return append(sorted, unknown...), wordsRanking(m, q.Rising)
	}
	return rows, m.Name
}

// composedOfTowns is who the elected of all towns are, and the sums of a whole kind of
// record; no lines if that is not asked.
func composedOfTowns(q inquiry, all []ofTown) (name election.Phrase, lines []election.Phrase) {
	var states []election.UnitState
	for _, t := range all {
		states = append(states, t.states...)
	}
	switch {
	case q.Measure == speech.Composition && q.Trait == "":
		return say("👥 当选人员结构", "👥 Who was elected"), document.CompositionLines(all[0].scope.Election, states)
	case q.Measure == speech.Records && q.Field == "" && (q.Filter.By == speech.All || q.Filter.By == speech.IsReported):
		town := all[0].town
		if i := slices.IndexFunc(town.Records, func(k election.RecordKind) bool { return k.ID == q.Record }); i >= 0 {
			return all[0].measure.Name, document.RecordLines(town.Records[i], states)
		}
	}
	return name, nil
}

// towns is what towns are called where units are counted.
func towns() election.Election {
	return election.Election{Noun: election.Noun{Chinese: "镇", One: "town", Several: "towns"}}
}

func wordsCountyTowns() election.Phrase {
	return say("🔒 县里看各镇的合计，不看单个村。发镇名看它的日报，或问镇里的人。", "🔒 The county reads the towns' sums and no single village. Send a town's name for its digest, or ask its people.")
}

func wordsCountyNotAsked() election.Phrase {
	return say("这个没有各镇的合计。可以问：全县参选率、各镇进度、哪个镇还没报完、全县选了多少主任、横幅多少、突发几起、逾期多少；发镇名看它的日报。",
		"There are no sums of that. Ask for turnout, progress, which towns have not reported, who is elected, records, incidents or what is late; send a town's name for its digest.")
}

func wordsCountyNotRead(text string) election.Phrase {
	return say("没看懂“%s”，没有记下；县里只看汇总，不上报。", "I did not understand “%s”, and nothing is recorded: the county reads and does not report.").With(text)
}
