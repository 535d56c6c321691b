package document

import "huanjie/internal/election"

// Composition is the text about who the elected of an area are: every group of
// parts with what is missing, then the shares as pairs.
func Composition(s election.Summary, l election.Language) string {
	p := &page{l: l}
	area := say("全镇", "whole town")
	if s.Area != election.WholeTown {
		area = plain(short(s.Area.Name(), nameMost))
	}
	p.title(say("👥 当选人员结构 · %s", "👥 Who was elected · %s").With(area))
	p.line(say("%s · 截至 %s", "%s · as of %s").With(s.Election.Kind.Name(), When(s.AsOf)))
	composed(p, s.Election.Kind, s.Figures, s.Roll.Units)
	return p.String()
}

// composed writes what is known of the elected of some units.
func composed(p *page, k election.Kind, f election.Figures, units int) {
	c := f.Composition()
	p.line(say("%d/%s已报", "%d of %s reporting").With(c.Units, k.Units(units)))
	for _, line := range c.Lines() {
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

// composition is the digest's share of it, in one line.
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
			parts = append(parts, say("%s %d（未填 %d）", "%s %d (not entered %d)").With(name, n, missing[group]))
		default:
			parts = append(parts, say("%s %d", "%s %d").With(name, n))
		}
	}
	if n := c.Parts[election.TraitMen]; n > 0 && missing[election.TraitWomen] == 0 {
		parts = append(parts, say("男 %d", "men %d").With(n))
	}
	add(election.TraitWomen.Name(), c.Parts[election.TraitWomen], election.TraitWomen)
	add(say("党员", "Party"), c.Parts[election.TraitParty], election.TraitParty)
	add(election.TraitUnder50.Name(), c.Parts[election.TraitUnder50], election.TraitTo35)
	add(say("高中及以上", "senior school or more"), c.Secondary(), election.TraitJunior)
	add(election.TraitReElected.Name(), c.Parts[election.TraitReElected], election.TraitReElected)
	p.line(say("%s　%s", "%s: %s").With(head, phrases(parts)))
}

// elected says who the elected of a unit are together, and what the law makes of
// it. It names nobody's age or school.
func elected(p *page, e election.Election, u election.UnitState) {
	m := u.Progress.Members
	if m == nil {
		return
	}
	people := e.Described(u.Progress)
	lines := election.CompositionOf(people, e.PollingDay).Lines()
	left := 0
	for _, t := range e.OpenTasks(u.Unit, u.Progress) {
		left += t.Seats()
	}
	for _, b := range election.CompositionBreaches(e, people, left, m.Kin) {
		lines = append(lines, say("⚠️ %s", "⚠️ %s").With(cut(b.Say(), 200)))
	}
	p.names("👥", lines)
}
