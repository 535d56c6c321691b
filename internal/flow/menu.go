package flow

import (
	"slices"

	"huanjie/internal/election"
)

// MenuEntry is a form as the menu offers it.
type MenuEntry struct {
	ID      FormID
	Command string
	Label   election.Phrase
	Title   election.Phrase
}

func (h *Head) entry() MenuEntry { return MenuEntry{h.ID, h.Command, h.Label, h.Title} }

// MenuGroup is one button of the menu: a single form, or a group of forms that
// stand behind it.
type MenuGroup struct {
	Key     string          // names the group in a button; "" of a single form
	Label   election.Phrase // on the button
	Entries []MenuEntry     // one of a single form
}

// Menu lists the forms that a person may fill in, those of a group together
// where the first of them stands. A group of one is that form.
func (fs Forms) Menu(p election.Person) []MenuGroup {
	var menu []MenuGroup
	for _, f := range fs {
		h := f.head()
		if h.Hidden || !h.May(p) {
			continue
		}
		k := ""
		if !h.Group.IsZero() {
			k = key(h.Group.In(election.Chinese))
		}
		if i := slices.IndexFunc(menu, func(g MenuGroup) bool { return k != "" && g.Key == k }); i >= 0 {
			menu[i].Entries = append(menu[i].Entries, h.entry())
			continue
		}
		menu = append(menu, MenuGroup{k, h.Group, []MenuEntry{h.entry()}})
	}
	for i, g := range menu {
		if len(g.Entries) == 1 {
			menu[i].Key, menu[i].Label = "", g.Entries[0].Label
		}
	}
	return menu
}

// Commands lists the command of every form that is not hidden, whoever may use
// it.
func (fs Forms) Commands() []MenuEntry {
	var entries []MenuEntry
	for _, f := range fs {
		if h := f.head(); !h.Hidden && h.Command != "" {
			entries = append(entries, h.entry())
		}
	}
	return entries
}
