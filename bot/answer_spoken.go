package bot

import (
	"slices"
	"strings"

	"huanjie/internal/election"
	"huanjie/internal/speech"
)

// ofSpokenKind takes the other unit of a place for the one that a question names, if it speaks of the
// election of that one only: 沙洲书记是谁, of a village and its branch. The only general branch needs no
// name: 总支书记是谁.
func (d *desk) ofSpokenKind(f *speech.Frame, text string) {
	d.ofGeneral(f, text)
	d.ofWhereTheyStand(f)
	town := d.store.Town()
	if len(f.Scope.Units) != 1 || len(town.Elections) < 2 || speech.OfChair(text) {
		return
	}
	named, ok := town.Unit(f.Scope.Units[0])
	if !ok || d.speaksOf(named, text) || strings.Contains(text, named.Name) && !speech.OfBranch(text) {
		return
	}
	for _, i := range d.bot.ear(town).at[speech.PlaceName(town, named)] {
		if u := town.Units[i]; u.Election != named.Election && d.speaksOf(u, text) {
			f.Scope.Units[0] = u.ID
			return
		}
	}
}

// ofGeneral takes the only general branch of the town for one of those that a question is about: 总支和供销社各来了几个人.
func (d *desk) ofGeneral(f *speech.Frame, text string) {
	u, ok := d.store.Town().OnlyGeneral()
	switch {
	case !ok:
	case f.Scope.IsZero() && speech.OfGeneralBranch(text):
		f.Scope.Units = []election.UnitID{u.ID}
	case len(f.Scope.Units) > 0 && !slices.Contains(f.Scope.Units, u.ID) && speech.GeneralBranchBeside(text):
		f.Scope.Units = append(slices.Clone(f.Scope.Units), u.ID)
		if f.Form != speech.AsMoment && f.Form != speech.AsNames {
			f.Form = speech.AsCompare
		}
	}
}

// ofWhereTheyStand takes the units in which candidates stand by whom a question names them: 聂小平参选的那个社区.
func (d *desk) ofWhereTheyStand(f *speech.Frame) {
	if len(f.Scope.StandsIn) == 0 {
		return
	}
	stands := func(p election.PostPlan) bool {
		return slices.ContainsFunc(p.Candidates, func(name string) bool { return slices.Contains(f.Scope.StandsIn, name) })
	}
	for _, u := range d.store.Town().Units {
		if (slices.ContainsFunc(u.Posts, stands) || slices.ContainsFunc(u.Among, stands)) && !slices.Contains(f.Scope.Units, u.ID) {
			f.Scope.Units = append(slices.Clone(f.Scope.Units), u.ID)
		}
	}
}

// speaksOf reports whether a text has a word for the election of a unit.
func (d *desk) speaksOf(u election.Unit, text string) bool {
	return u.Kind == election.Party && speech.OfBranch(text) ||
		slices.ContainsFunc(d.store.Town().ElectionOf(u).Called(), func(w string) bool { return strings.Contains(text, w) })
}
