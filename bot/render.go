package bot

import (
	"html"
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
			keys = append(keys, store.Button{Label: b.Label, Data: b.Tap.String()})
		}
		m.Buttons = append(m.Buttons, keys)
	}
	if v.Closed {
		m.Buttons = [][]store.Button{{{Label: wordsMenuButton().In(l), Data: menuMark + string(cmdMenu)}}}
	}
	return m
}

func cardText(v flow.View, l election.Language) string {
	head := "<b>" + html.EscapeString(v.Title) + "</b>"
	if v.Unit != "" {
		head += " · " + html.EscapeString(v.Unit)
	}
	blocks := []string{head + "\n" + linesText(v, l)}
	if len(v.Review) > 0 {
		blocks = append(blocks, "<blockquote>"+html.EscapeString(strings.Join(v.Review, "\n"))+"</blockquote>")
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
		if line.Presumed {
			text += " <i>" + wordsPresumed().In(l) + "</i>"
		}
		lines = append(lines, text)
	}
	if v.Files > 0 {
		lines = append(lines, html.EscapeString(wordsFiles(v.Files).In(l)))
	}
	return strings.Join(lines, "\n")
}

const menuMark = "m:"

// menuTap reads a button of the menu.
func menuTap(data string) (command, bool) {
	c, ok := strings.CutPrefix(data, menuMark)
	return command(c), ok
}

// menu offers what a person can do: unfinished forms first, then the forms,
// then what can be read; more stands before the help.
func menu(forms flow.Forms, town *election.Town, p election.Person, st flow.State, l election.Language, more ...store.Button) store.Message {
	m := store.Message{Text: "<b>" + html.EscapeString(wordsMenu(town, p).In(l)) + "</b>", Key: "menu", Move: true}
	for _, d := range st.Drafts {
		label := wordsResume(forms.Title(d.Form), unitName(town, d.Unit)).In(l)
		m.Buttons = append(m.Buttons, []store.Button{{Label: label, Data: flow.Tap{Draft: d.ID, Revision: d.Revision, Verb: flow.Resume}.String()}})
	}
	var keys []store.Button
	for _, f := range forms.Menu(p) {
		keys = append(keys, store.Button{Label: f.Label.In(l), Data: menuMark + string(f.ID)})
	}
	keys = append(keys, store.Button{Label: wordsToDoButton().In(l), Data: menuMark + string(cmdToDo)},
		store.Button{Label: wordsStatusButton(p).In(l), Data: menuMark + string(cmdStatus)})
	if p.Office {
		keys = append(keys, store.Button{Label: wordsInviteButton().In(l), Data: menuMark + string(cmdInvite)})
	}
	keys = append(keys, more...)
	keys = append(keys, store.Button{Label: wordsHelpButton().In(l), Data: menuMark + string(cmdHelp)})
	for len(keys) > 0 {
		n := min(2, len(keys))
		m.Buttons = append(m.Buttons, keys[:n])
		keys = keys[n:]
	}
	return m
}

func unitName(town *election.Town, id election.UnitID) string {
	u, _ := town.Unit(id)
	return u.Name
}

const languageMark = "l:"

// languageTap reads the choice of a language.
func languageTap(data string) (election.Language, bool) {
	code, ok := strings.CutPrefix(data, languageMark)
	return election.ParseLanguage(code), ok
}

func languageChoice(l election.Language) store.Message {
	m := plain(wordsChooseLanguage().In(l))
	m.Buttons = [][]store.Button{{{Label: "中文", Data: languageMark + "zh"}, {Label: "English", Data: languageMark + "en"}}}
	return m
}
