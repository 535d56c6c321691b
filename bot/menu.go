package bot

import (
	"slices"

	"huanjie/internal/flow"
	"huanjie/internal/store"
)

// menu shows what the person can do, unfinished forms first.
func (d *desk) menu() {
	m := menu(d.forms(), d.store.Town(), d.person, d.lang, d.pages()...)
	all := d.resumeKeys()
	first := slices.Collect(slices.Chunk(all[max(0, len(all)-resumeMost):], 1))
	if left := len(all) - len(first); left > 0 {
		first = append(first, []store.Button{{Label: wordsLeft(left).In(d.lang), Data: groupMark + unfinishedKey}})
	}
	m.Buttons = append(first, m.Buttons...)
	d.send(m)
}

const (
	resumeMost    = 2 // unfinished forms on the menu itself: the latest
	unfinishedKey = "unfinished"
)

// unfinished are the drafts that are worth going on with: those in which
// something was said, if only which unit they are about.
func unfinished(st flow.State) []flow.Draft {
	return slices.DeleteFunc(slices.Clone(st.Drafts), func(f flow.Draft) bool {
		return f.Unit == "" && len(f.Answers)+len(f.Files) == 0 && f.Pending == ""
	})
}

// resumeKeys are the buttons of what waits for its turn and of all unfinished forms, the
// latest last.
func (d *desk) resumeKeys() []store.Button {
	var keys []store.Button
	for _, p := range d.commit.State.Waiting {
		label := wordsResume(d.forms().Title(p.Form), unitName(d.store.Town(), p.Unit)).In(d.lang)
		keys = append(keys, store.Button{Label: label, Data: flow.Opening{Form: p.Form, Unit: p.Unit}.String()})
	}
	for _, f := range unfinished(d.commit.State) {
		label := wordsResume(d.forms().Title(f.Form), unitName(d.store.Town(), f.Unit)).In(d.lang)
		keys = append(keys, store.Button{Label: label, Data: flow.Tap{Draft: f.ID, Revision: f.Revision, Verb: flow.Resume}.String()})
	}
	return keys
}

// pages are the buttons of what only some can look at.
func (d *desk) pages() []store.Button {
	if len(d.areas()) == 0 {
		return nil
	}
	var more []store.Button
	if d.bot.board != nil {
		more = append(more, store.Button{Label: wordsBoardButton().In(d.lang), Data: menuMark + string(cmdBoard)})
	}
	more = append(more, store.Button{Label: wordsCasesButton().In(d.lang), Data: menuMark + string(cmdCases)})
	if d.person.MayAudit() {
		more = append(more, store.Button{Label: wordsAuditButton().In(d.lang), Data: menuMark + string(cmdAudit)})
	}
	return more
}

// menuPart shows a part of the menu on the menu's card: the forms of one group,
// what found no room, or the menu itself again.
func (d *desk) menuPart(key string) {
	groups := d.forms().Menu(d.person)
	i := slices.IndexFunc(groups, func(g flow.MenuGroup) bool { return key != "" && g.Key == key })
	_, rest := menuKeys(d.forms(), d.person, d.lang, d.pages())
	switch {
	case i >= 0:
		d.send(menuPart(groups[i].Label, groupKeys(groups[i], d.lang), d.lang))
	case key == unfinishedKey && len(d.resumeKeys()) > 0:
		m := menuPart(wordsUnfinished(), d.resumeKeys(), d.lang)
		m.Buttons = slices.Collect(slices.Chunk(slices.Concat(m.Buttons...), 1)) // their labels are long
		d.send(m)
	case key == moreKey && rest != nil:
		d.send(menuPart(wordsMoreButton(), rest, d.lang))
	default:
		d.menu()
		d.commit.Messages[len(d.commit.Messages)-1].Move = false
	}
}
