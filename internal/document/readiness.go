package document

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"huanjie/internal/election"
)

// The records of what a village has for its polling day, by the names in the
// forms. The ballots have the number "printed". The contingency plan has the
// number "staff" and the word "ready", which is "no" while there is no plan.
const (
	BallotsRecord election.RecordID = "ballots"
	PlanRecord    election.RecordID = "plan"
)

// need is one thing that a village must have before it can vote.
type need struct {
	name   election.Phrase
	has    func(u election.UnitState) bool
	remedy Remedy
	grave  bool // the law wants it before the vote, or nobody can vote without it
}

// Remedy is how to report that a unit has something: a form and, for the form
// of stages, the stage. If Form is "", no form reports it, and Label says who
// takes care of it.
type Remedy struct {
	Label election.Phrase // the form's button
	Form  string
	Stage election.StageID
}

// needs returns the needs in the order in which they are read. If the office
// has dropped a stage, the form of what is done in it reports it.
func needs(e election.Election) []need {
	all := usualNeeds()
	if e.Kind == election.Party || e.Kind == election.Session { // who votes is on no roll that is posted
		all = all[1:]
	}
	for i, n := range all {
		if _, held := e.Stage(n.remedy.Stage); n.remedy.Stage != "" && !held {
			all[i].remedy.Form = map[election.StageID]string{"roll": "roll", "candidates": "nomination"}[n.remedy.Stage]
			all[i].remedy.Stage = ""
		}
	}
	return all
}

func usualNeeds() []need {
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
		}, Remedy{say("📋 名单公布", "📋 Roll posted"), "stage", "roll"}, true},
		{say("候选人公示", "notice"), func(u election.UnitState) bool {
			return stage("candidates")(u) || u.Progress.Nomination != nil && !u.Progress.Nomination.Noticed.IsZero()
		}, Remedy{say("📋 候选人公示", "📋 Notice posted"), "stage", "candidates"}, true},
		{say("选票", "ballots"), record(BallotsRecord, func(r election.Record) bool { return r.Numbers["printed"] > 0 }),
			Remedy{Label: say("🖨 选票印制", "🖨 Ballots"), Form: string(BallotsRecord)}, true},
		{say("投票地点和时间", "place and hours"), func(u election.UnitState) bool {
			return u.Unit.Place != "" && u.Unit.Hours != ""
		}, Remedy{Label: say("请告诉选举办", "please tell the office")}, true},
		{say("现场人员", "staff"), record(PlanRecord, func(r election.Record) bool { return r.Numbers["staff"] > 0 }), planRemedy(), false},
		{say("应急预案", "plan for trouble"), record(PlanRecord, func(r election.Record) bool { return r.Words["ready"] != "no" }), planRemedy(), false},
	}
}

// planRemedy returns the form of the plan, since the people on the spot are a
// field of it.
func planRemedy() Remedy {
	return Remedy{Label: say("🛟 应急预案", "🛟 Plan"), Form: string(PlanRecord)}
}

// lacking returns what a unit needs on polling day and does not have.
func lacking(e election.Election, u election.UnitState) []need {
	return slices.DeleteFunc(needs(e), func(n need) bool { return n.has(u) })
}

// Remedies returns the forms that report what a unit lacks on the eve of
// polling day, each once.
func Remedies(e election.Election, u election.UnitState) []Remedy {
	var all []Remedy
	for _, n := range lacking(e, u) {
		if n.remedy.Form != "" && !slices.Contains(all, n.remedy) {
			all = append(all, n.remedy)
		}
	}
	return all
}

// lackingLines says what one unit lacks and where to report each.
func lackingLines(e election.Election, u election.UnitState) []election.Phrase {
	var lines []election.Phrase
	var remedies []Remedy
	for _, n := range lacking(e, u) {
		i := slices.Index(remedies, n.remedy)
		if i < 0 {
			remedies = append(remedies, n.remedy)
			lines = append(lines, say("✗ %s", "✗ %s").With(n.name))
			continue
		}
		lines[i] = say("%s、%s", "%s, %s").With(lines[i], n.name)
	}
	for i, r := range remedies {
		how := say("%s → %s", "%s → %s")
		if r.Form == "" {
			how = say("%s（%s）", "%s (%s)")
		}
		lines[i] = how.With(lines[i], r.Label)
	}
	return lines
}

// readyRoom is the room for the list of a readiness, in UTF-16 units.
const readyRoom = 3200

// Eve is what one person reads on the eve of an election's polling day.
type Eve struct {
	Election election.Election
	Units    []election.UnitState // the units that the reader answers for
	Own      bool                 // the reader is the officer of all of them
}

// ReadinessOver is what is left of the readiness once people vote.
func ReadinessOver(e election.Election, today election.Date) election.Phrase {
	return say("🧾 选前检查（%s 投票）已过", "🧾 The check before polling on %s is over").With(e.PollingDay.Say(today))
}

// Readiness returns the text of the list 选前检查 on the eve of polling day. It
// says how many units are ready and have each thing, and what the others lack;
// those that lack the same are grouped, the worst first. For a single unit it says what is
// lacking and where to report it. now is in the town's location. late means
// that it is sent after its time.
func Readiness(of Eve, l election.Language, now time.Time, late bool) string {
	p := &page{l: l}
	mark := lateIf(late)
	when := say("%s · 选举日 %s · 截至 %s", "%s · polling day %s · as of %s").With(of.Election.Kind.Name(), of.Election.PollingDay.Say(election.DateOf(now)), now.Format("15:04"))
	if len(of.Units) == 1 {
		readinessOfOne(p, of, mark, when)
		return p.String()
	}
	var ready []string
	var groups []lacks
	for _, u := range of.Units {
		u.Unit.Name = starred(u.Unit)
		what := lacking(of.Election, u)
		if len(what) == 0 {
			ready = append(ready, u.Unit.Name)
			continue
		}
		name := namesOf(what)
		i := slices.IndexFunc(groups, func(g lacks) bool { return g.name == name })
		if i < 0 {
			groups, i = append(groups, lacks{name: name, what: what}), len(groups)
		}
		groups[i].units = append(groups[i].units, u.Unit)
	}
	slices.SortStableFunc(groups, lacks.worse)
	p.title(mark(say("🧾 选前检查：%d/%s就绪", "🧾 Ready to vote: %d of %s").With(len(ready), of.Election.Units(len(of.Units)))))
	p.line(when)
	haveEach(p, of)
	var lines []election.Phrase
	all := lackedByAll(of)
	if len(all) > 0 {
		lines = append(lines, say("✗ %s都缺：%s", "✗ Lacking in all %s: %s").With(of.Election.Units(len(of.Units)), namesOf(all)))
		for i := range groups {
			groups[i].name = namesOf(groups[i].without(all))
		}
	}
	for _, g := range groups {
		if !g.name.IsZero() {
			lines = append(lines, lackingTogether(of, g, len(all) > 0))
		}
	}
	p.list(lines, len(lines), readyRoom, func(left int) election.Phrase { return say("……另有 %d 类", "… and %d more kinds").With(left) })
	if len(ready) > 0 {
		p.line(say("✓ 就绪：%s", "✓ Ready: %s").With(short(strings.Join(ready, "、"), 300)))
	}
	return p.String()
}

// lacks are the units that lack the same.
type lacks struct {
	name  election.Phrase
	what  []need
	units []election.Unit
}

// without returns what the units lack besides some needs.
func (l lacks) without(some []need) []need {
	return slices.DeleteFunc(slices.Clone(l.what), func(n need) bool {
		return slices.ContainsFunc(some, func(m need) bool { return m.name == n.name })
	})
}

// lackedByAll returns what none of the units has.
func lackedByAll(of Eve) []need {
	return slices.DeleteFunc(needs(of.Election), func(n need) bool { return slices.ContainsFunc(of.Units, n.has) })
}

// worse puts first what does more harm: what the law wants or without which nobody
// can vote before the rest, then more of it, then in more units.
func (l lacks) worse(m lacks) int {
	grave := func(l lacks) (n int) {
		for _, w := range l.what {
			if w.grave {
				n++
			}
		}
		return n
	}
	return cmp.Or(grave(m)-grave(l), len(m.what)-len(l.what), len(m.units)-len(l.units))
}

// readinessOfOne writes the list for a person who answers for one unit only.
func readinessOfOne(p *page, of Eve, mark func(election.Phrase) election.Phrase, when election.Phrase) {
	u := of.Units[0]
	lines := lackingLines(of.Election, u)
	title := say("🧾 选前检查：%s还缺 %d 项", "🧾 Ready to vote? %s lacks %d").With(starred(u.Unit), len(lacking(of.Election, u)))
	if len(lines) == 0 {
		title = say("🧾 选前检查：%s就绪", "🧾 Ready to vote: %s").With(starred(u.Unit))
	}
	p.title(mark(title))
	p.line(when)
	for _, l := range lines {
		p.line(l)
	}
}

// lackingTogether returns the units that lack the same. It adds their
// officers, unless the reader is the officer. more means that all units lack something
// else.
func lackingTogether(of Eve, g lacks, more bool) election.Phrase {
	who := owers(election.LateStage{Count: len(g.units), Units: g.units})
	if of.Own {
		var names []string
		for _, u := range g.units {
			names = append(names, u.Name)
		}
		who = joined(names)
	}
	text := say("✗ 缺 %s · %s\n　%s", "✗ %s lacking · %s\n  %s")
	if more {
		text = say("✗ 另缺 %s · %s\n　%s", "✗ %s lacking too · %s\n  %s")
	}
	return text.With(g.name, of.Election.Units(len(g.units)), who)
}

// starred returns a unit's name, with a mark for key villages.
func starred(u election.Unit) string {
	if u.Key {
		return "⭐" + short(u.Name, nameMost)
	}
	return short(u.Name, nameMost)
}

func namesOf(all []need) election.Phrase {
	var names []election.Phrase
	for _, n := range all {
		names = append(names, n.name)
	}
	return sideBySide(names)
}

// haveEach writes how many units have each thing.
func haveEach(p *page, of Eve) {
	var have []election.Phrase
	for _, n := range needs(of.Election) {
		count := 0
		for _, u := range of.Units {
			if n.has(u) {
				count++
			}
		}
		have = append(have, say("%s %d/%d", "%s %d/%d").With(n.name, count, len(of.Units)))
	}
	p.line(sideBySide(have))
}
