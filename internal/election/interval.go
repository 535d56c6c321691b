package election

import "time"

// EventsOf reads from a unit's progress the days on which its stages were
// done. They stand for the events that end those stages, as far as a unit
// reports stages at all.
func EventsOf(p Progress, in *time.Location) Events {
	done := func(id StageID) Date {
		if s := p.Stages[id]; s.Status == Done {
			return s.Day(in)
		}
		return Date{}
	}
	return Events{
		Roll: done(RollStage), FirstList: done(FirstListStage), FormalList: done(CandidatesStage),
		Audit: done(AuditStage), Introduced: done(MeetStage),
	}
}

// dayOfEvent is the day of the event that keeps a deadline counted back from
// polling day. ok is false for deadlines that no event of the unit keeps.
func (ev Events) dayOfEvent(code string) (day Date, ok bool) {
	switch code {
	case "roll":
		return ev.Roll, true
	case "first_list":
		return ev.FirstList, true
	case "formal_list":
		return ev.FormalList, true
	case "audit":
		return ev.Audit, true
	}
	return Date{}, false
}

// IntervalBreaches is what the polling day makes impossible: an interval that
// began too late for it, or that has not begun and no longer can. Whatever has
// not happened is taken to happen today at the earliest.
func (e Election) IntervalBreaches(ev Events, today Date) []Breach {
	var breaches []Breach
	for _, r := range dateRules(e) {
		day, kept := ev.dayOfEvent(r.code)
		if !kept || r.basis != National || r.from != FromPolling || e.PollingDay.IsZero() {
			continue
		}
		last := e.PollingDay.AddDays(r.days)
		switch {
		case day.IsZero() && last.Before(today):
			breaches = append(breaches, r.missed(e, Say("至今未报告", "not reported yet"), today, today))
		case !day.IsZero() && last.Before(day):
			breaches = append(breaches, r.missed(e, day.Say(today), day, today))
		}
	}
	if late := ev.Introduced; e.Kind == Congress && !late.IsZero() && !e.PollingDay.IsZero() && !late.Before(e.PollingDay) {
		breaches = append(breaches, Breach{Code: BreachIntroduction, Article: Article{ElectoralLaw, 34}, Text: Say(
			"%s仍在介绍代表候选人，选举日必须停止", "candidates were introduced on %s; on polling day this must stop").With(late.Say(today))})
	}
	return breaches
}

// missed is the breach of a deadline before polling day, with the earliest
// polling day that would keep it.
func (r dateRule) missed(e Election, when Phrase, from, today Date) Breach {
	code := BreachNoTime
	if r.code == "audit" {
		code = BreachAudit
	}
	return Breach{Code: code, Article: r.article, Text: Say(
		"%s：%s；最后一日为%s，选举日%s过早，最早应为%s",
		"%s: %s; the last day is %s, polling day %s is too early, %s is the first possible one").
		With(dateName(r.code), when, e.PollingDay.AddDays(r.days).Say(today), e.PollingDay.Say(today), from.AddDays(-r.days).Say(e.PollingDay))}
}

// EarliestPolling is the first polling day that leaves every national interval
// its time, given what has happened by today.
func (e Election) EarliestPolling(ev Events, today Date) Date {
	earliest := today
	for _, r := range dateRules(e) {
		day, kept := ev.dayOfEvent(r.code)
		if !kept || r.basis != National || r.from != FromPolling {
			continue
		}
		if day.IsZero() {
			day = today
		}
		if first := day.AddDays(-r.days); earliest.Before(first) {
			earliest = first
		}
	}
	return earliest
}

// TooEarly is why a stage cannot be done on a day, which is today or past: an interval before it has
// not run, or what it follows has not happened.
func (e Election) TooEarly(stage StageID, done Date, ev Events) []Breach {
	var breaches []Breach
	if stage == RollStage && !ev.Roll.IsZero() {
		breaches = e.beforeObjections(done, ev)
	}
	if e.PollingDay.IsZero() {
		return breaches
	}
	if e.followsPolling(stage) && done.Before(e.PollingDay) {
		breaches = append(breaches, tooEarly(Article{}, Say("选举日为%s", "polling day is %s").With(e.PollingDay.Say(done)), e.PollingDay.Say(e.PollingDay)))
	}
	if stage == PollingStage {
		breaches = append(breaches, e.beforeIntervals(done, ev)...)
	}
	return breaches
}

// tooEarly is the breach of doing something before a day.
func tooEarly(a Article, why, from Phrase) Breach {
	return Breach{Code: BreachTooEarly, Article: a, Text: Say("%s，%s之前不能报完成", "%s: this cannot be done before %s").With(why, from)}
}

// beforeObjections is the breach of closing the roll while objections may come.
func (e Election) beforeObjections(done Date, ev Events) (breaches []Breach) {
	for _, d := range e.Calendar(ev) {
		if d.Code == "objection" && !d.Last.Before(done) {
			breaches = append(breaches, tooEarly(d.Article, Say("申诉期到%s", "objections may come until %s").With(d.Last.Say(done)), d.Last.AddDays(1).Say(d.Last)))
		}
	}
	return breaches
}

// beforeIntervals are the breaches of polling before the national intervals have run that
// begin with what has happened.
func (e Election) beforeIntervals(done Date, ev Events) (breaches []Breach) {
	for _, r := range dateRules(e) {
		day, kept := ev.dayOfEvent(r.code)
		first := day.AddDays(-r.days)
		if kept && !day.IsZero() && r.basis == National && r.from == FromPolling && done.Before(first) {
			breaches = append(breaches, tooEarly(r.article, Say("%s在%s", "%s on %s").With(dateName(r.code), day.Say(done)), first.Say(day)))
		}
	}
	return breaches
}

// Voided says why a stage cannot be done in a unit whose election has to be held
// again: nothing follows from one that was void or had no quorum. It is zero where
// that does not stand in the way.
func (e Election) Voided(p Progress, stage StageID) Phrase {
	if !e.followsPolling(stage) {
		return Phrase{}
	}
	for _, task := range e.OpenTasks(Unit{}, p) {
		if task.Round.nominates() {
			name := Say(string(stage), string(stage))
			if st, ok := e.Stage(stage); ok {
				name = st.Name
			}
			return Say("投票无效，须先重新选举，“%s”现在不能报完成。投票有效了请先报计票结果。",
				"The vote was not valid and has to be held afresh; “%s” cannot be done yet. Once a vote is valid, report its count first.").With(name)
		}
	}
	return Phrase{}
}

// followsPolling reports whether a stage cannot end before polling day. The
// Party's committee meets after it; the others' election committee long before.
func (e Election) followsPolling(stage StageID) bool {
	switch stage {
	case PollingStage, FurtherStage, CredentialsStage, SessionStage, FilingStage, HandoverStage, ArchiveStage:
		return true
	}
	return e.Kind == Party && stage == CommitteeStage
}
