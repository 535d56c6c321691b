package document

import (
	"strings"
	"time"

	"huanjie/internal/election"
)

// The records that say what a village has for its polling day, as the forms name
// them: of the ballots the number "printed", of the contingency plan the number
// "staff" and the word "ready", which is "no" as long as there is no plan.
const (
	BallotsRecord election.RecordID = "ballots"
	PlanRecord    election.RecordID = "plan"
)

// need is one thing that a village has to have before it can vote.
type need struct {
	name election.Phrase
	has  func(u election.UnitState) bool
}

// needs lists them in the order in which they are read.
func needs() []need {
	stage := func(id election.StageID) func(election.UnitState) bool {
		return func(u election.UnitState) bool { return u.Progress.Stages[id].Status == election.Done }
	}
	record := func(id election.RecordID, holds func(election.Record) bool) func(election.UnitState) bool {
		return func(u election.UnitState) bool {
			for _, r := range u.Progress.Records[id] {
				if holds(r.Record) {
					return true
				}
			}
			return false
		}
	}
	return []need{
		{say("名单公布", "roll"), func(u election.UnitState) bool {
			return stage("roll")(u) || u.Progress.Roll != nil && !u.Progress.Roll.Published.IsZero()
		}},
		{say("候选人公示", "notice"), func(u election.UnitState) bool {
			return stage("candidates")(u) || u.Progress.Nomination != nil && !u.Progress.Nomination.Noticed.IsZero()
		}},
		{say("选票", "ballots"), record(BallotsRecord, func(r election.Record) bool { return r.Numbers["printed"] > 0 })},
		{say("投票地点和时间", "place and hours"), func(u election.UnitState) bool {
			return u.Unit.Place != "" && u.Unit.Hours != ""
		}},
		{say("现场人员", "staff"), record(PlanRecord, func(r election.Record) bool { return r.Numbers["staff"] > 0 })},
		{say("应急预案", "plan for trouble"), record(PlanRecord, func(r election.Record) bool { return r.Words["ready"] != "no" })},
	}
}

// Lacking lists what a unit does not have that it needs on polling day.
func Lacking(u election.UnitState) []election.Phrase {
	var lacking []election.Phrase
	for _, n := range needs() {
		if !n.has(u) {
			lacking = append(lacking, n.name)
		}
	}
	return lacking
}

// readyRoom is what the list of a readiness may take, in UTF-16 units.
const readyRoom = 3200

// Readiness is the text of the list 选前检查 on the day before polling day: who is
// ready, and what the others still lack. now is in the town's location. late says
// that it is sent after its time.
func Readiness(e election.Election, units []election.UnitState, l election.Language, now time.Time, late bool) string {
	p := &page{l: l}
	var lacking []election.Phrase
	var ready []string
	for _, u := range units {
		name := short(u.Unit.Name, nameMost)
		if u.Unit.Key {
			name = "⭐" + name
		}
		if what := Lacking(u); len(what) > 0 {
			lacking = append(lacking, say("✗ %s（%s）\n　缺：%s", "✗ %s (%s)\n  lacks %s").With(name, officers(u.Unit), listed(what)))
			continue
		}
		ready = append(ready, name)
	}
	title := say("🧾 选前检查：%d/%d 个%s就绪", "🧾 Ready to vote: %d of %d %s").With(len(ready), len(units), e.Kind.UnitNoun())
	if late {
		title = sentLate(title)
	}
	p.title(title)
	p.line(say("%s · 选举日 %s · 截至 %s", "%s · polling day %s · as of %s").With(e.Kind.Name(), e.PollingDay.Say(), now.Format("15:04")))
	p.list(lacking, len(lacking), readyRoom, moreUnits(e))
	if len(ready) > 0 {
		names := short(strings.Join(ready, "、"), 300)
		p.line(say("✓ 就绪：%s", "✓ Ready: %s").With(names))
	}
	return p.String()
}

// listed puts phrases side by side.
func listed(all []election.Phrase) election.Phrase {
	var zh, en []string
	for _, s := range all {
		zh, en = append(zh, s.In(election.Chinese)), append(en, s.In(election.English))
	}
	return say(strings.Join(zh, "、"), strings.Join(en, ", "))
}
