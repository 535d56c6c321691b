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
	town := d.store.Town()
	if u, ok := town.OnlyGeneral(); ok && f.Scope.IsZero() && speech.OfGeneralBranch(text) {
		f.Scope.Units = []election.UnitID{u.ID}
	}
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

// speaksOf reports whether a text has a word for the election of a unit.
func (d *desk) speaksOf(u election.Unit, text string) bool {
	return u.Kind == election.Party && speech.OfBranch(text) ||
		slices.ContainsFunc(d.store.Town().ElectionOf(u).Called(), func(w string) bool { return strings.Contains(text, w) })
}
