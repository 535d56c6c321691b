package bot

import (
	"context"
	"html"
	"slices"
	"strconv"
	"strings"

	"huanjie/internal/election"
	"huanjie/internal/flow"
	"huanjie/internal/store"
)

// card makes the message of a form's card.
func card(v flow.View, l election.Language) store.Message {
	m := store.Message{Key: "card:" + string(v.Draft), Text: cardText(v, l), Move: v.Move, Last: v.Closed}
	for _, row := range v.Keyboard {
		var keys []store.Button
		for _, b := range row {
			keys = append(keys, button(b))
		}
		m.Buttons = append(m.Buttons, keys)
	}
	if v.Closed {
		m.Buttons = [][]store.Button{{{Label: wordsMenuButton().In(l), Data: menuMark + string(cmdMenu)}}}
		m.Buttons = append(m.Buttons, correctRows(v, l)...)
		if v.Reported {
			m.Buttons[0] = append(m.Buttons[0], store.Button{Label: wordsCorrectButton().In(l), Data: correctMark + string(v.Draft)})
		}
	}
	return m
}

// correctRows are the buttons that correct each of the reports of one card.
func correctRows(v flow.View, l election.Language) [][]store.Button {
	var keys []store.Button
	for i, one := range v.Together {
		keys = append(keys, store.Button{Label: wordsCorrectOne(i + 1).In(l), Data: correctMark + string(one.Draft)})
	}
	return slices.Collect(slices.Chunk(keys, 4))
}

// button is a button of a form's card.
func button(b flow.Button) store.Button {
	if b.Copy != "" {
		return store.Button{Label: b.Label, Copy: b.Copy}
	}
	return store.Button{Label: b.Label, Data: b.Tap.String()}
}

// cardText is what the figures mean, the arithmetic behind it folded away, and last
// the figures, so that they are looked at before they are confirmed.
func cardText(v flow.View, l election.Language) string {
	blocks := []string{headText(v)}
	for i, one := range v.Together {
		blocks = append(blocks, "", strconv.Itoa(i+1)+". "+headText(one), bodyText(one, l))
	}
	if body := bodyText(v, l); body != "" {
		blocks = append(blocks, body)
	}
	return strings.Join(blocks, "\n")
}

// headText says what a card is about.
func headText(v flow.View) string {
	head := "<b>" + html.EscapeString(v.Title) + "</b>"
	if v.Unit != "" {
		head += " · " + html.EscapeString(v.Unit)
	}
	if v.Place != "" {
		head += " · " + html.EscapeString(v.Place)
	}
	if v.Of > 0 {
		head += " · " + strconv.Itoa(v.Done) + "/" + strconv.Itoa(v.Of)
	}
	return head
}

// bodyText is all of a card but its head.
func bodyText(v flow.View, l election.Language) string {
	var blocks []string
	if len(v.Review) > 0 {
		blocks = append(blocks, "<blockquote>"+html.EscapeString(strings.Join(v.Review, "\n"))+"</blockquote>")
	}
	if len(v.Because) > 0 {
		blocks = append(blocks, "<blockquote expandable>"+html.EscapeString(strings.Join(v.Because, "\n"))+"</blockquote>")
	}
	if lines := linesText(v, l); lines != "" {
		blocks = append(blocks, lines)
	}
	if v.Notice != "" {
		mark := "ℹ️ "
		if v.Wrong {
			mark = "⚠️ "
		}
		blocks = append(blocks, mark+html.EscapeString(v.Notice))
	}
	if v.Question != "" {
		blocks = append(blocks, "<b>"+html.EscapeString(v.Question)+"</b>")
	}
	if v.Receipt != "" {
		blocks = append(blocks, "✅ <b>"+html.EscapeString(v.Receipt)+"</b>")
	}
	return strings.Join(blocks, "\n")
}

// linesText lists the answers so far; ✗ marks those that do not fit together.
func linesText(v flow.View, l election.Language) string {
	var lines []string
	for _, line := range v.Lines {
		mark, value := "", html.EscapeString(line.Value)
		switch {
		case line.Wrong:
			mark = "✗ "
		case line.Asked:
			mark = "▸ "
		}
		if value == "" {
			value = "…"
		}
		text := mark + html.EscapeString(line.Label) + wordsColon().In(l) + value
		if line.From != flow.Said {
			text += " <i>" + wordsFrom(line.From).In(l) + "</i>"
		}
		lines = append(lines, text)
	}
	if v.Files > 0 {
		lines = append(lines, html.EscapeString(wordsFiles(v.Files).In(l)))
	}
	return strings.Join(lines, "\n")
}

// menuMark begins the data of a button that gives a command or opens a form, as
// those of the menu do: "m:<name>", perhaps ":<what>".
const menuMark = "m:"

// menuTap takes it.
func (d *desk) menuTap(ctx context.Context, data string) error {
	name, what, _ := strings.Cut(strings.TrimPrefix(data, menuMark), ":")
	return d.run(ctx, commandName(name), what)
}

// menu offers what a person can do: the forms, then what can be read; more stands
// before the help.
func menu(forms flow.Forms, town *election.Town, p election.Person, l election.Language, more ...store.Button) store.Message {
	m := store.Message{Text: "<b>" + html.EscapeString(wordsMenu(town, p).In(l)) + "</b>", Key: "menu", Move: true}
	top, _ := menuKeys(forms, p, l, more)
	m.Buttons = append(m.Buttons, slices.Collect(slices.Chunk(top, 2))...)
	return m
}

// menuMost is how many buttons the menu has: a telephone shows them at once.
const menuMost = 8

// menuKeys are the buttons of the menu, and those that do not find room on it
// and stand behind one for more.
func menuKeys(forms flow.Forms, p election.Person, l election.Language, more []store.Button) (top, rest []store.Button) {
	for _, g := range forms.Menu(p) {
		data := groupMark + g.Key
		if g.Key == "" {
			data = menuMark + string(g.Entries[0].ID)
		}
		top = append(top, store.Button{Label: g.Label.In(l), Data: data})
	}
	reads := []store.Button{{Label: wordsToDoButton().In(l), Data: menuMark + string(cmdToDo)}, {Label: wordsStatusButton(p).In(l), Data: menuMark + string(cmdStatus)}}
	if p.Office {
		rest = append(rest, store.Button{Label: wordsInviteButton().In(l), Data: menuMark + string(cmdInvite)})
	}
	rest = append(append(rest, more...), store.Button{Label: wordsHelpButton().In(l), Data: menuMark + string(cmdHelp)})
	if len(top)+len(reads)+len(rest) <= menuMost {
		return slices.Concat(top, reads, rest), nil
	}
	room := min(len(top), menuMost-len(reads)-1)
	rest = slices.Concat(top[room:], rest)
	return slices.Concat(top[:room], reads, []store.Button{{Label: wordsMoreButton().In(l), Data: groupMark + moreKey}}), rest
}

// groupMark begins the data of a button that opens a group of forms; without a
// group, the menu.
const groupMark = "mg:"

// groupTap takes it.
func (d *desk) groupTap(_ context.Context, data string) error {
	d.menuPart(strings.TrimPrefix(data, groupMark))
	return nil
}

// moreKey stands for what does not find room on the menu.
const moreKey = "more"

// menuPart is the menu's card with a part of it: one group of forms, or what did
// not find room.
func menuPart(label election.Phrase, keys []store.Button, l election.Language) store.Message {
	m := store.Message{Text: "<b>" + html.EscapeString(wordsMenuPart(label).In(l)) + "</b>", Key: "menu"}
	m.Buttons = append(slices.Collect(slices.Chunk(keys, 2)), []store.Button{{Label: wordsBack().In(l), Data: groupMark}})
	return m
}

// groupKeys are the buttons of a group of forms.
func groupKeys(g flow.MenuGroup, l election.Language) []store.Button {
	var keys []store.Button
	for _, f := range g.Entries {
		keys = append(keys, store.Button{Label: f.Label.In(l), Data: menuMark + string(f.ID)})
	}
	return keys
}

func unitName(town *election.Town, id election.UnitID) string {
	u, _ := town.Unit(id)
	return u.Name
}

// languageMark begins the data of a button that chooses a language.
const languageMark = "l:"

// languageTap takes it.
func (d *desk) languageTap(_ context.Context, data string) error {
	return d.setLanguage(election.ParseLanguage(strings.TrimPrefix(data, languageMark)))
}

func languageChoice(l election.Language) store.Message {
	m := plain(wordsChooseLanguage().In(l))
	m.Buttons = [][]store.Button{{{Label: "中文", Data: languageMark + "zh"}, {Label: "English", Data: languageMark + "en"}}}
	return m
}
