package bot

import (
	"slices"

	"huanjie/internal/flow"
	"huanjie/internal/store"
)

// menu shows what the person can do, unfinished forms first.
func (d *desk) menu() {
	d.send(menu(d.bot.forms, d.store.Town(), d.person, d.commit.State, d.lang, d.pages()...))
}

// pages are the buttons of what only some can look at.
func (d *desk) pages() []store.Button {
	if !d.person.Office && len(d.person.Areas) == 0 {
		return nil
	}
	var more []store.Button
	if d.bot.board != nil {
		more = append(more, store.Button{Label: wordsBoardButton().In(d.lang), Data: menuMark + string(cmdBoard)})
	}
	return append(more, store.Button{Label: wordsCasesButton().In(d.lang), Data: menuMark + string(cmdCases)})
}

// menuPart shows a part of the menu on the menu's card: the forms of one group,
// what found no room, or the menu itself again.
func (d *desk) menuPart(key string) {
	groups := d.bot.forms.Menu(d.person)
	i := slices.IndexFunc(groups, func(g flow.MenuGroup) bool { return key != "" && g.Key == key })
	_, rest := menuKeys(d.bot.forms, d.person, d.lang, d.pages())
	switch {
	case i >= 0:
		d.send(menuPart(groups[i].Label, groupKeys(groups[i], d.lang), d.lang))
	case key == moreKey && rest != nil:
		d.send(menuPart(wordsMoreButton(), rest, d.lang))
	default:
		d.menu()
		d.commit.Messages[len(d.commit.Messages)-1].Move = false
	}
}
