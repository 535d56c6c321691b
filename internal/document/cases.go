package document

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"huanjie/internal/election"
)

// UnitCase is a case with the unit it is about.
type UnitCase struct {
	Unit election.Unit
	Case election.CaseState
}

// CasesOf returns the open cases of some units, by the time their answers are
// due, then those whose clock has stopped.
func CasesOf(units []election.UnitState) []UnitCase {
	var all []UnitCase
	for _, u := range units {
		for _, c := range u.Progress.Cases {
			if c.Open() {
				all = append(all, UnitCase{u.Unit, c})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b UnitCase) int {
		if a.Case.Waiting() != b.Case.Waiting() {
			return map[bool]int{true: -1, false: 1}[a.Case.Waiting()]
		}
		return cmp.Or(a.Case.Due.Compare(b.Case.Due), a.Case.At.Compare(b.Case.At))
	})
	return all
}

// logRoom and wordsMost keep the text of a case within Telegram's limit.
const (
	logRoom   = 1800
	wordsMost = 500
)

// Case returns the text of a case: what it is, how it stands, when an answer
// is due, and all that was done. now is in the town's location.
func Case(u UnitCase, l election.Language, now time.Time) string {
	p, c := &page{l: l}, u.Case
	p.title(say("%s %s · %s", "%s %s · %s").With(caseMark(c), short(u.Unit.Name, nameMost), c.Title()))
	switch {
	case c.Words != "":
		p.line(say("“%s”", "“%s”").With(short(c.Words, wordsMost)))
	case c.Private():
		p.line(onlyForHandlers())
	}
	for _, more := range caseFacts(c, now) {
		p.line(more)
	}
	p.line(say("%s %s 上报，编号 %s", "Reported by %s, %s, No. %s").With(c.By.Name(), election.Clock(c.At, now), c.ID))
	p.line(caseStands(c, now))
	var log []election.Phrase
	for _, a := range slices.Backward(c.Log) {
		log = append(log, say("· %s", "· %s").With(cut(a.Say(now, true), 200)))
	}
	p.list(log, len(log), logRoom, func(left int) election.Phrase { return say("……还有 %d 条", "… and %d more").With(left) })
	return p.String()
}

// onlyForHandlers replaces the words of a case that is Private.
func onlyForHandlers() election.Phrase {
	return say("🔒 涉及个人，内容只给办理的人看。", "🔒 It is about people: only those who deal with it see what was said.")
}

// caseMark returns a mark that shows what a case is, and whether it is done.
func caseMark(c election.CaseState) string {
	switch {
	case c.Status == election.CaseReturned:
		return "↩️"
	case !c.Open():
		return "✅"
	case c.Kind == election.Request:
		return "📮"
	case c.Kind == election.Objection:
		return "⚖️"
	case c.Severity == election.Grave:
		return "🚨"
	case c.Severity == election.Serious:
		return "⚠️"
	}
	return "❗"
}

func caseFacts(c election.CaseState, now time.Time) []election.Phrase {
	var facts []election.Phrase
	add := func(has bool, fact election.Phrase) {
		if has {
			facts = append(facts, fact)
		}
	}
	add(c.Unfinished, say("⚠️ 未填完：上报人没有确认，请先打电话问清", "⚠️ Unfinished: not confirmed by who began it; telephone first"))
	add(c.Severity != 0, say("等级：%s", "Severity: %s").With(c.Severity.Name()))
	add(c.People > 0, say("人数：约 %d 人", "People: about %d").With(c.People))
	add(c.Place != "", say("地点：%s", "Where: %s").With(short(c.Place, 60)))
	add(!c.On.IsZero(), say("收到：%s", "Received: %s").With(c.On.Say(election.DateOf(now))))
	add(c.Again != "", say("重报，原编号 %s", "Made anew, was No. %s").With(c.Again))
	for _, f := range c.Files {
		add(f.Kind == election.Location, say("📍 %s", "📍 %s").With(strings.ReplaceAll(f.ID, ",", ", ")))
	}
	return facts
}

// caseStands says how a case stands, and until when an answer may take.
func caseStands(c election.CaseState, now time.Time) election.Phrase {
	status := caseStatus(c)
	if a, ok := c.Decision(); ok {
		status = a.Deed.Name()
	}
	if left := c.TimeLeft(now); !left.IsZero() {
		return say("状态：%s　%s", "Status: %s. %s").With(status, left)
	}
	return say("状态：%s", "Status: %s").With(status)
}

// caseStatus says how far a case is: where it was referred, and who handles
// it.
func caseStatus(c election.CaseState) election.Phrase {
	status := c.Status.Name()
	if c.Status == election.CaseReferred {
		for _, a := range slices.Backward(c.Log) {
			if a.Deed == election.Refer && a.Words != "" {
				status = say("已转交%s", "referred to %s").With(short(a.Words, 40))
				break
			}
		}
	}
	if c.Open() && c.Owner != "" {
		status = say("%s，%s负责", "%s, %s sees to it").With(status, c.Owner.Name())
	}
	return status
}

// casesRoom is what a list of cases may take, in UTF-16 units.
const casesRoom = 3000

// CaseList returns the list of open cases that somebody may see.
func CaseList(all []UnitCase, l election.Language, now time.Time) string {
	p := &page{l: l}
	if len(all) == 0 {
		p.line(say("✅ 现在没有未办结的情况、请示、申诉。", "✅ No incident, request or objection is open."))
		return p.String()
	}
	p.title(say("📨 没办结 %d 件", "📨 Open cases: %d").With(len(all)))
	lines := make([]election.Phrase, len(all))
	for i, c := range all {
		lines[i] = CaseLine(c, now)
	}
	p.list(lines, len(all), casesRoom, moreCases)
	return p.String()
}

func moreCases(left int) election.Phrase {
	return say("……另有 %d 件", "… and %d more").With(left)
}

// CaseLine returns a case as a line of a list: what it is and how it stands. A
// Private case is named by its number, because lists are in digests, on the
// board and on pages of units.
func CaseLine(u UnitCase, now time.Time) election.Phrase {
	c := u.Case
	stands := c.TimeLeft(now)
	if stands.IsZero() || c.Owner != "" {
		stands = caseStatus(c)
	}
	about := plain(short(c.Words, 30))
	if c.Private() {
		about = say("编号 %s", "No. %s").With(c.ID)
	}
	return say("%s %s · %s：%s（%s）", "%s %s · %s: %s (%s)").With(
		caseMark(c), short(u.Unit.Name, nameMost), c.Kind.TopicName(c.Topic), about, stands)
}

// casesInDigest is what the open cases of a digest may take.
const casesInDigest = 500

// cases writes into a digest how many incidents, requests and objections are
// open, the first few of them, and the number of all incidents.
func cases(p *page, s election.Summary) {
	var open, kinds []election.Phrase
	total := 0
	for _, k := range []election.CaseKind{election.Incident, election.Request, election.Objection} {
		if n := s.Figures[election.CasesFigure(k, "", true)]; n > 0 {
			total += n
			open = append(open, say("%s %d", "%s: %d").With(k.Name(), n))
		}
	}
	for _, t := range election.Incident.Topics() {
		if n := s.Figures[election.CasesFigure(election.Incident, t.ID, false)]; n > 0 {
			kinds = append(kinds, say("%s %d", "%s: %d").With(t.Name, n))
		}
	}
	if len(open)+len(kinds) == 0 {
		return
	}
	p.heading(say("📨 情况请示 没办结 %d 件", "📨 Open cases: %d").With(total))
	if len(open) > 1 {
		p.line(sideBySide(open))
	}
	var lines []election.Phrase
	for _, c := range CasesOf(s.Lists[election.ListOpen].First) {
		lines = append(lines, CaseLine(c, s.AsOf))
	}
	if total > 0 {
		p.list(lines, total, casesInDigest, moreCases)
	}
	if n := s.Figures[election.CasesFigure(election.Incident, "", false)]; n > 0 {
		p.line(say("突发情况累计 %d 件：%s", "Incidents in all: %d (%s)").With(n, apart(kinds)))
	}
}

// apart joins phrases that may contain commas on one line.
func apart(all []election.Phrase) election.Phrase {
	return election.Joined(all, "；", "; ")
}

// sideBySide joins phrases on one line.
func sideBySide(all []election.Phrase) election.Phrase {
	return election.Joined(all, "、", ", ")
}

// LateCase returns the text about a case that should have been answered by
// now. climbed means that the leading group is asked too.
func LateCase(u UnitCase, climbed bool, l election.Language, now time.Time) string {
	p := &page{l: l}
	p.title(say("⏰ 超时没有答复，请马上处理", "⏰ Overdue: an answer is wanted now"))
	if climbed {
		p.line(say("到现在没有人答复；领导小组也收到了。", "Nobody has answered so far; the leading group has it too."))
	}
	return p.String() + "\n\n" + Case(u, l, now)
}

// unitCasesRoom is what the open cases of a unit may take on its page.
const unitCasesRoom = 300

// unitCases lists the open cases of a unit on its page.
func unitCases(p *page, u election.UnitState, now time.Time) {
	var lines []election.Phrase
	for _, c := range CasesOf([]election.UnitState{u}) {
		lines = append(lines, CaseLine(c, now))
	}
	if len(lines) > 0 {
		p.list(lines, len(lines), unitCasesRoom, moreCases)
	}
}
