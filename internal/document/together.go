package document

import (
	"slices"

	"huanjie/internal/election"
)

// remark is what is said of one unit in a list.
type remark struct {
	unit string
	text election.Phrase
}

// together are the units of which the same is said.
type together struct {
	text  election.Phrase
	units []string
}

// alike joins the units of which the same is said, in the order of the first of each.
func alike(all []remark) (groups []together) {
	for _, r := range all {
		i := slices.IndexFunc(groups, func(g together) bool { return g.text == r.text })
		if i < 0 {
			i = len(groups)
			groups = append(groups, together{text: r.text})
		}
		groups[i].units = append(groups[i].units, short(r.unit, nameMost))
	}
	return groups
}

// line says it of all of them: 石榴村：待第二人复核, or, of several, what is said first:
// 2 个村 待第二人复核：石榴村、西岭村.
func (g together) line(e election.Election) election.Phrase {
	if len(g.units) == 1 {
		return say("%s：%s", "%s: %s").With(g.units[0], g.text)
	}
	names := joined(g.units[:min(len(g.units), owersMost)])
	if more := len(g.units) - owersMost; more > 0 {
		names = say("%s，另有 %d 个", "%s, and %d more").With(names, more)
	}
	return say("%s %s：%s", "%s, %s: %s").With(e.Units(len(g.units)), g.text, names)
}

// remarks writes a line for each thing that is said of the units, while they fit
// into room (UTF-16 units), and how many units are left out of all.
func (p *page) remarks(e election.Election, said []remark, all, room int) {
	groups := alike(said)
	var lines []election.Phrase
	for _, g := range groups {
		lines = append(lines, g.line(e))
	}
	wanted := len(lines)
	if all > len(said) {
		wanted++ // the line about the rest
	}
	p.list(lines, wanted, room, func(left int) election.Phrase {
		units := all
		for _, g := range groups[:min(wanted-left, len(groups))] {
			units -= len(g.units)
		}
		return moreUnits(e)(units)
	})
}
