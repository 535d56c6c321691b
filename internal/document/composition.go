package document

import "huanjie/internal/election"

// Composition returns the text about who the elected of an area are: every
// group of parts with what is missing, the shares as pairs, then the plan's
// targets. Units that miss a target are named.
func Composition(s election.Summary, units []election.UnitState, l election.Language) string {
	p := &page{l: l}
	p.title(say("👥 当选人员结构 · %s", "👥 Who was elected · %s").With(areaOf(s)))
	p.line(say("%s · 截至 %s", "%s · as of %s").With(s.Election.Kind.Name(), s.SayAsOf()))
	withheld(p, s)
	composed(p, s, describedIn(s.Election, units))
	targets(p, s.Election, s.Figures, units)
	return p.String()
}

// composed writes what is known of the elected of an area; of which people, if they are given.
func composed(p *page, s election.Summary, people []election.ElectedPerson) {
	f := s.Figures
	c := f.Composition()
	p.line(say("%d/%s已报", "%d of %s reporting").With(c.Units, s.Election.Units(s.Roll.Units)))
	for _, line := range groups(s.Election, c, people) {
		p.line(line)
	}
	if c.People > 0 {
		p.line(election.Phrase{})
	}
	for _, line := range c.Shares() {
		p.line(line)
	}
	if n := f[election.Elected] - c.People; n > 0 {
		p.line(say("另有 %d 名当选人的情况还没有报。", "Of %d more of the elected nothing is reported yet.").With(n))
	}
}

// groups are the parts of a composition, a line for each group; those of several units with
// their percentages.
func groups(e election.Election, c election.Composition, people []election.ElectedPerson) []election.Phrase {
	if c.Units < 2 {
		return c.Lines()
	}
	lines, all := []election.Phrase{say("当选 %d 名", "Elected: %d").With(c.People)}, e.Groups(c, people)
	for _, g := range all {
		if line := g.Line(); !line.IsZero() {
			lines = append(lines, line)
		}
	}
	if note := election.Rounded(all); !note.IsZero() {
		lines = append(lines, say("（%s）", "(%s)").With(note))
	}
	return lines
}

// describedIn are the elected of some units of whom something is known.
func describedIn(e election.Election, units []election.UnitState) (people []election.ElectedPerson) {
	for _, u := range units {
		people = append(people, e.Described(u.Progress)...)
	}
	return people
}

// The room for targets, in UTF-16 units, and how many units a line names.
const (
	targetsRoom = 2000
	lackingMost = 10
)

// targets writes how far the elected are from the plan's targets, and which
// units lack what each should have.
func targets(p *page, e election.Election, f election.Figures, units []election.UnitState) {
	if len(e.Targets) == 0 {
		return
	}
	p.heading(say("🎯 结构目标", "🎯 Targets"))
	var lines []election.Phrase
	for _, r := range election.Against(e.Targets, f.Composition(), f[election.Elected]) {
		line := say("· %s", "· %s").With(r.Say(e))
		if lacking := r.Target.Lacking(e, units); r.Target.EachUnit && len(lacking) > 0 {
			line = say("%s\n　还没有：%s", "%s\n   Not in: %s").With(line, fewNames(e, lacking))
		}
		lines = append(lines, line)
	}
	p.list(lines, len(lines), targetsRoom, func(left int) election.Phrase {
		return say("……另有 %d 项", "… and %d more").With(left)
	})
}

// fewNames names the first few of some units.
func fewNames(e election.Election, units []election.Unit) election.Phrase {
	var names []string
	for _, u := range units[:min(len(units), lackingMost)] {
		names = append(names, short(u.Name, nameMost))
	}
	if left := len(units) - lackingMost; left > 0 {
		return say("%s%s", "%s %s").With(joined(names), moreUnits(e)(left))
	}
	return joined(names)
}

// missedMost is how many targets a digest names.
const missedMost = 3

// missed writes the digest's line about targets that the known facts do not
// reach. It uses sums only, so its cost does not grow with the units.
func missed(p *page, s election.Summary) {
	line, n := say("🎯 结构目标未达到", "🎯 Targets not reached"), 0
	for _, r := range election.Against(s.Election.Targets, s.Figures.Composition(), s.Figures[election.Elected]) {
		if !r.Missed() {
			continue
		}
		n++
		r.Unknown = 0 // the line above this one says it
		switch {
		case n == 1:
			line = say("%s　%s", "%s · %s").With(line, r.Say(s.Election))
		case n <= missedMost:
			line = say("%s；%s", "%s; %s").With(line, r.Say(s.Election))
		}
	}
	if n > missedMost {
		line = say("%s；另有 %d 项", "%s; and %d more").With(line, n-missedMost)
	}
	if n > 0 {
		p.line(line)
	}
}

// composition writes the digest's one line about composition.
func composition(p *page, s election.Summary) {
	c := s.Figures.Composition()
	if c.People == 0 {
		return
	}
	head := say("👥 当选结构（%d 名）", "👥 Elected (%d)").With(c.People)
	if all := s.Figures[election.Elected]; all > c.People {
		head = say("👥 当选结构（%d 名当选，已报 %d 名）", "👥 Elected (%d, described %d)").With(all, c.People)
	}
	missing := c.Unknown()
	var parts []election.Phrase
	add := func(name election.Phrase, n int, group election.Trait) {
		switch {
		case missing[group] == c.People:
		case missing[group] > 0:
			parts = append(parts, say("%s %d（未填 %d）", "%s: %d (not entered %d)").With(name, n, missing[group]))
		default:
			parts = append(parts, say("%s %d", "%s: %d").With(name, n))
		}
	}
	if n := c.Parts[election.TraitMen]; n > 0 && missing[election.TraitWomen] == 0 {
		parts = append(parts, say("男 %d", "men: %d").With(n))
	}
	add(election.TraitWomen.Name(), c.Parts[election.TraitWomen], election.TraitWomen)
	add(say("党员", "Party"), c.Parts[election.TraitParty], election.TraitParty)
	add(election.TraitUnder50.Name(), c.Parts[election.TraitUnder50], election.TraitTo35)
	add(election.TraitFromSenior.Name(), c.Secondary(), election.TraitJunior)
	add(election.TraitReElected.Name(), c.Parts[election.TraitReElected], election.TraitReElected)
	p.line(say("%s　%s", "%s · %s").With(head, phrases(parts)))
	missed(p, s)
}

// elected writes who the elected of a unit are together, and what the law says
// of it. It shows nobody's age or school.
func elected(p *page, e election.Election, u election.UnitState) {
	m := u.Progress.Members
	if m == nil {
		return
	}
	people := e.Described(u.Progress)
	lines := e.UnitLines(people)
	left := 0
	for _, t := range e.OpenTasks(u.Unit, u.Progress) {
		left += t.Seats()
	}
	for _, b := range election.CompositionBreaches(e, people, left, m.Kin) {
		lines = append(lines, say("⚠️ %s", "⚠️ %s").With(cut(b.Say(), 200)))
	}
	p.names("👥", lines)
}
