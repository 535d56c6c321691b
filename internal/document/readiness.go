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

// Readiness is the text of the list 选前检查 on the day before polling day: how
// many are ready and have each thing, then what the others lack, those that lack
// the same together. now is in the town's location. late says that it is sent
// after its time.
func Readiness(e election.Election, units []election.UnitState, l election.Language, now time.Time, late bool) string {
	p := &page{l: l}
	var ready []string
	groups, order := map[election.Phrase][]election.Unit{}, []election.Phrase{}
	for _, u := range units {
		if u.Unit.Name = short(u.Unit.Name, nameMost); u.Unit.Key {
			u.Unit.Name = "⭐" + u.Unit.Name
		}
		what := Lacking(u)
		if len(what) == 0 {
			ready = append(ready, u.Unit.Name)
			continue
		}
		lacks := listed(what)
		if groups[lacks] == nil {
			order = append(order, lacks)
		}
		groups[lacks] = append(groups[lacks], u.Unit)
	}
	title := say("🧾 选前检查：%d/%s就绪", "🧾 Ready to vote: %d of %s").With(len(ready), e.Kind.Units(len(units)))
	if late {
		title = sentLate(title)
	}
	p.title(title)
	p.line(say("%s · 选举日 %s · 截至 %s", "%s · polling day %s · as of %s").With(e.Kind.Name(), e.PollingDay.Say(), now.Format("15:04")))
	haveEach(p, units)
	var lines []election.Phrase
	for _, lacks := range order {
		of := groups[lacks]
		lines = append(lines, say("✗ 缺 %s · %s\n　%s", "✗ %s lacking · %s\n  %s").
			With(lacks, e.Kind.Units(len(of)), owers(election.LateStage{Count: len(of), Units: of})))
	}
	p.list(lines, len(lines), readyRoom, func(left int) election.Phrase { return say("……另有 %d 类", "… and %d more kinds").With(left) })
	if len(ready) > 0 {
		p.line(say("✓ 就绪：%s", "✓ Ready: %s").With(short(strings.Join(ready, "、"), 300)))
	}
	return p.String()
}

// haveEach says of each thing how many have it.
func haveEach(p *page, units []election.UnitState) {
	var have []election.Phrase
	for _, n := range needs() {
		count := 0
		for _, u := range units {
			if n.has(u) {
				count++
			}
		}
		have = append(have, say("%s %d/%d", "%s %d/%d").With(n.name, count, len(units)))
	}
	p.line(listed(have))
}

// listed puts phrases side by side.
func listed(all []election.Phrase) election.Phrase {
	var zh, en []string
	for _, s := range all {
		zh, en = append(zh, s.In(election.Chinese)), append(en, s.In(election.English))
	}
	return say(strings.Join(zh, "、"), strings.Join(en, ", "))
}
