package document

import (
	"strings"

	"huanjie/internal/election"
)

// namesRoom is what the lists of a unit's people may take, in UTF-16 units.
const namesRoom = 600

// Candidates returns the paper 候选人名单 of a unit: the candidates of each post,
// in the order of the ballot. Of people it has only the names.
func Candidates(e election.Election, u election.UnitState, l election.Language, today election.Date) string {
	p := &page{l: l}
	p.title(say("%s候选人名单", "%s: the candidates").With(short(u.Unit.Name, nameMost)))
	p.line(e.Kind.Name())
	for _, line := range e.CandidateList(u.Unit, u.Progress) {
		p.line(cut(line, namesRoom))
	}
	if n := u.Progress.Nomination; n != nil && !n.Noticed.IsZero() {
		p.line(say("%s公示", "Put to public notice on %s").With(n.Noticed.Say(today)))
	}
	return p.String()
}

// candidates writes who stands in a unit, in the order of the ballot, and
// which departments have not answered.
func candidates(p *page, e election.Election, u election.UnitState, today election.Date) {
	if n := u.Progress.Nomination; n != nil {
		notice := say("还没有公示", "not put to notice yet")
		if !n.Noticed.IsZero() {
			notice = say("%s公示", "put to notice on %s").With(n.Noticed.Say(today))
		}
		lines := []election.Phrase{say("候选人 %d 人，%s", "Candidates: %d, %s").With(len(n.Names()), notice)}
		for _, line := range e.CandidateList(u.Unit, u.Progress) {
			lines = append(lines, cut(line, 200))
		}
		p.names("🙋", lines)
	}
	if r := u.Progress.Review; r != nil {
		p.names("🔎", reviewed(*r))
	}
}

// lists sums up an area's lists of candidates and the outstanding answers,
// until all have voted.
func lists(p *page, s election.Summary) {
	f := s.Figures
	if f[election.UnitsNominate] == 0 || f[election.Counted] == s.Roll.Units {
		return
	}
	line := say("🙋 候选人　%d/%s已报，%d 人", "🙋 Candidates: %d of %s, %d in all").With(f[election.UnitsNominate], s.Election.Units(s.Roll.Units), f[election.Nominated])
	if n := f[election.NomineeFigure(election.TraitWomen)]; n > 0 {
		line = say("%s（女 %d）", "%s (women %d)").With(line, n)
	}
	if n := f[election.ReviewWaiting]; n > 0 {
		line = say("%s；联审还有 %d 份待回复", "%s; %d answers of the joint review outstanding").With(line, n)
	}
	if n := f[election.ReviewRefused]; n > 0 {
		line = say("%s，未通过 %d 人", "%s, %d not passed").With(line, n)
	}
	p.line(line)
}

// reviewed says which departments have not answered, and who did not pass.
func reviewed(r election.Review) []election.Phrase {
	lines := []election.Phrase{say("联审各部门都已回复", "Joint review: all have answered")}
	if waiting := r.WaitingNames(); len(waiting) > 0 {
		lines[0] = say("联审待回复 %d 个部门：%s", "Joint review, not answered yet (%d): %s").With(len(waiting), phrases(waiting))
	}
	if out := r.Refused(); len(out) > 0 {
		lines = append(lines, cut(say("⚠️ 未通过：%s", "⚠️ Not passed: %s").With(joined(out)), 200))
	}
	return lines
}

// names writes the first line after a mark and the others below it. It leaves
// room for the end that every page has.
func (p *page) names(mark string, lines []election.Phrase) {
	const end = 600
	for i, s := range lines {
		if i > 0 && !strings.HasPrefix(s.In(election.Chinese), "⚠️") {
			s = say("· %s", "· %s").With(s)
		} else if i == 0 {
			s = say("%s %s", "%s %s").With(mark, s)
		}
		lines[i] = s
	}
	p.list(lines, len(lines), min(namesRoom, textMost-end-p.size), func(left int) election.Phrase {
		return say("……另有 %d 行", "… and %d more lines").With(left)
	})
}

// phrases joins phrases.
func phrases(all []election.Phrase) election.Phrase {
	zh, en := make([]string, len(all)), make([]string, len(all))
	for i, s := range all {
		zh[i], en[i] = s.In(election.Chinese), s.In(election.English)
	}
	return say(joined(zh).In(election.Chinese), joined(en).In(election.English))
}
