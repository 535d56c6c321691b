package document

import (
	"time"

	"huanjie/internal/election"
)

// Scope is what a question is answered of: an area of an election, or the own
// units of an officer.
type Scope struct {
	Election election.Election
	Area     election.Area
	Own      bool      // the officer's units; Area says nothing then
	AsOf     time.Time // in the town's location
	Roll     election.Roll
	Figures  election.Figures
	Lists    map[election.List]election.ListedUnits
	Records  []election.RecordKind
	Hidden   int   // of the own units: whose counts the reader is to check first
	Owing    Owing // who owes the stage that is asked about

	Parts     []election.AreaFigures // the areas right below
	Late      []election.LateStage   // past their day
	Uncounted Owing                  // whose polling is over on polling day, and which have not been counted
	Tasks     []election.ToDo        // the rounds that counts made necessary, unit by unit
}

// Owing are the units that owe a stage.
type Owing struct {
	Count int
	First []election.Unit
}

// Add adds one unit to a scope of somebody's own units. shown is the unit
// without the counts that its reader is still to check; whose counts are to be
// checked is no secret.
func (s *Scope) Add(u, shown election.UnitState, stage election.StageID) {
	if len(shown.Hidden) > 0 {
		s.Hidden++
	}
	s.Roll.Units++
	s.Roll.Registered += u.Unit.Registered
	s.Roll.Seats += u.Unit.Seats()
	for f, n := range s.Election.Figures(shown.Progress) {
		s.Figures[f] += n
	}
	for _, l := range s.Election.Lists(u.Progress) {
		listed := s.Lists[l]
		s.Lists[l] = election.ListedUnits{Count: listed.Count + 1, First: append(listed.First, u)}
	}
	if _, has := s.Election.Stage(stage); has && s.Election.Owes(u.Progress, stage) {
		s.Owing.Count++
		s.Owing.First = append(s.Owing.First, u.Unit)
	}
}

// answerRoom is what the names in an answer may take, in UTF-16 units.
const answerRoom = 1500

// answer begins an answer: what it is about, and when it was so.
func (s Scope) answer(l election.Language, what election.Phrase) *page {
	p := &page{l: l}
	of := say("全镇", "whole town")
	switch {
	case s.Own:
		of = say("您负责的 %s", "your %s").With(s.Election.Kind.Units(s.Roll.Units))
	case s.Area != election.WholeTown:
		of = plain(short(s.Area.Name(), nameMost))
	}
	p.title(say("%s · %s", "%s · %s").With(what, of))
	return p
}

// all says how many units there are.
func (s Scope) all() election.Phrase { return s.Election.Kind.Units(s.Roll.Units) }

// end closes an answer with its time and how much of it is not confirmed yet.
func (s Scope) end(p *page, counted bool) string {
	if n := s.Figures[election.Counted] - s.Figures[election.UnitsConfirmed]; counted && n > 0 {
		p.line(say("其中 %s的计票还没有确认。", "Not confirmed yet: the counts of %s.").With(s.Election.Kind.Units(n)))
	}
	if s.Hidden > 0 {
		p.line(say("🔒 %s的计票等您复核，数字没有算进来。", "🔒 Not counted in before you have checked it: %s.").With(s.Election.Kind.Units(s.Hidden)))
	}
	p.line(say("截至 %s", "As of %s").With(When(s.AsOf)))
	return p.String()
}

// AnswerTurnout answers «现在参选率».
func AnswerTurnout(s Scope, l election.Language) string {
	p := s.answer(l, say("🗳 参选率", "🗳 Turnout"))
	if s.Figures[election.Reporting] == 0 {
		p.line(say("还没有上报。", "Nothing reported yet."))
		return s.end(p, false)
	}
	p.line(say("%s", "%s").With(s.Figures.Turnout()))
	p.line(say("%d/%s已报", "%d of %s reporting").With(s.Figures[election.Reporting], s.all()))
	return s.end(p, true)
}

// AnswerElected answers «当选多少».
func AnswerElected(s Scope, l election.Language) string {
	p := s.answer(l, say("👥 当选", "👥 Elected"))
	f := s.Figures
	p.line(say("%d/%s（%d/%s已计票）", "%d of %s (%d of %s counted)").
		With(f[election.Elected], seats(s.Roll.Seats), f[election.Counted], s.all()))
	if n := f[election.UnitsFurther] + f[election.UnitsVoid]; n > 0 {
		p.line(say("⚠️ %s还要再投票，缺 %s", "⚠️ to vote again: %s, %s left").With(s.Election.Kind.Units(n), seats(f[election.SeatsLeft])))
	}
	return s.end(p, true)
}

// AnswerRegistered answers «登记了多少选民».
func AnswerRegistered(s Scope, l election.Language) string {
	p, f := s.answer(l, say("📜 登记选民", "📜 Registered voters")), s.Figures
	p.line(say("名册 %s 人", "%s in the roster").With(election.Thousands(s.Roll.Registered)))
	if n := f[election.RollsReported]; n > 0 {
		p.line(say("已报选民名单 %d/%s：%s 人（在村 %s、外出 %s、外来 %s）", "rolls of %d of %s: %s (at home %s, away %s, admitted %s)").
			With(n, s.all(), election.Thousands(f[election.RollRegistered]),
				election.Thousands(f[election.RollInVillage]), election.Thousands(f[election.RollAway]), election.Thousands(f[election.RollAdmitted])))
	}
	return s.end(p, false)
}

// AnswerComposition answers «当选人员结构».
func AnswerComposition(s Scope, l election.Language) string {
	p := s.answer(l, say("👥 当选人员结构", "👥 Who was elected"))
	composed(p, s.Election, s.Figures, s.Roll.Units)
	targets(p, s.Election, s.Figures, nil)
	return s.end(p, false)
}

// AnswerRecord answers «横幅多少».
func AnswerRecord(s Scope, id election.RecordID, l election.Language) string {
	for _, kind := range s.Records {
		if kind.ID == id {
			p := s.answer(l, kind.Title)
			recordSums(p, kind, s.Figures)
			p.line(say("%d/%s已报", "%d of %s reporting").With(s.Figures[election.RecordFigure(id, "")], s.all()))
			return s.end(p, false)
		}
	}
	return ""
}

// AnswerWhen answers «什么时候公布名单».
func AnswerWhen(s Scope, id election.StageID, l election.Language) string {
	st, ok := s.Election.Stage(id)
	if !ok {
		return ""
	}
	p := s.answer(l, say("📅 %s", "📅 %s").With(stageName(st)))
	p.line(say("计划 %s前完成", "planned by %s").With(st.Planned.Say()))
	if !st.Lawful.Last.IsZero() {
		p.line(say("法定最迟 %s（%s）", "by law at the latest %s (%s)").With(st.Lawful.Last.Say(), st.Lawful.Article))
	}
	p.line(say("选举日 %s", "polling day %s").With(s.Election.PollingDay.Say()))
	return s.end(p, false)
}

// AnswerOwing answers «哪些村还没公布名单».
func AnswerOwing(s Scope, id election.StageID, l election.Language) string {
	st, ok := s.Election.Stage(id)
	if !ok {
		return ""
	}
	p := s.answer(l, say("📋 %s", "📋 %s").With(stageName(st)))
	if s.Owing.Count == 0 {
		p.line(say("✅ 全部完成。", "✅ All done."))
		return s.end(p, false)
	}
	p.line(say("还有 %d/%s没有完成：", "Not done yet in %d of %s:").With(s.Owing.Count, s.all()))
	var lines []election.Phrase
	for _, u := range s.Owing.First {
		lines = append(lines, say("· %s（%s）", "· %s (%s)").With(short(u.Name, nameMost), officersOf(u)))
	}
	p.list(lines, s.Owing.Count, answerRoom, moreUnits(s.Election))
	return s.end(p, false)
}

// officersOf names who answers for a unit.
func officersOf(u election.Unit) election.Phrase {
	names := make([]string, len(u.Officers))
	for i, o := range u.Officers {
		names[i] = string(o)
	}
	return cut(joined(names), nameMost)
}

// AnswerList answers «哪些村没确认», «有哪些困难», «还有哪些没办结».
func AnswerList(s Scope, list election.List, l election.Language) string {
	title := map[election.List]election.Phrase{
		election.ListUnconfirmed: say("🧮 待确认的计票", "🧮 Counts to be confirmed"),
		election.ListTroubled:    say("🆘 有困难", "🆘 In difficulty"),
		election.ListOpen:        say("📂 没办结的事项", "📂 Open cases"),
	}[list]
	p, listed := s.answer(l, title), s.Lists[list]
	if listed.Count == 0 {
		p.line(say("✅ 没有。", "✅ None."))
		return s.end(p, false)
	}
	var lines []election.Phrase
	for _, u := range listed.First {
		lines = append(lines, say("· %s：%s", "· %s: %s").With(short(u.Unit.Name, nameMost), whyListed(s.Election, u, list)))
	}
	p.list(lines, listed.Count, answerRoom, moreUnits(s.Election))
	return s.end(p, false)
}

// whyListed says in a few words why a unit stands in a list.
func whyListed(e election.Election, u election.UnitState, list election.List) election.Phrase {
	var zh, en []string
	add := func(x election.Phrase) {
		zh, en = append(zh, x.In(election.Chinese)), append(en, x.In(election.English))
	}
	switch list {
	case election.ListUnconfirmed:
		for _, c := range u.Progress.Counts {
			for _, m := range c.Missing() {
				add(m)
			}
		}
	case election.ListTroubled:
		for _, st := range e.Stages {
			if state := u.Progress.Stages[st.ID]; state.Status == election.InDifficulty {
				add(say("%s：%s", "%s: %s").With(stageName(st), short(state.Reason, 60)))
			}
		}
	case election.ListOpen:
		for _, c := range u.Progress.Cases {
			if c.Open() {
				add(say("%s·%s（%s）", "%s, %s (%s)").With(c.Kind.Name(), c.Kind.TopicName(c.Topic), c.Status.Name()))
			}
		}
	}
	return say("%[1]s", "%[2]s").With(joined(zh), joined(en))
}
