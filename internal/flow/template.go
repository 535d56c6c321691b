package flow

import (
	"cmp"
	"slices"
	"unicode/utf8"

	"huanjie/internal/election"
)

// copyMost is how many characters a button copies at most
// (core.telegram.org/bots/api#copytextbutton).
const copyMost = 256

// templateLeast is how many numbers are missing at least where a template of them
// is offered.
const templateLeast = 3

// template is the lines that are still missing under one heading, as they stand on
// the paper that is read off.
type template struct {
	heading string // a post, or "" for what stands before the posts
	text    string
}

// copyKeys offers the lines that are still missing to be copied, filled in and sent
// back: on one button, or one for each heading if they are too long for that.
func (c *chat) copyKeys(d Draft, fl filled) [][]Button {
	parts := c.templates(fl)
	whole := ""
	for _, p := range parts {
		whole += p.text
	}
	head := c.templateHead(d)
	if utf8.RuneCountInString(head+whole) <= copyMost {
		if whole == "" {
			return nil
		}
		return [][]Button{{{Label: c.say(election.Say("📋 复制待填的各行", "📋 Copy the lines left")), Copy: head + whole}}}
	}
	var keys []Button
	for _, p := range parts {
		heading := cmp.Or(p.heading, c.say(election.Say("票数", "ballots")))
		if utf8.RuneCountInString(head+p.text) <= copyMost {
			keys = append(keys, Button{Label: c.say(election.Say("📋 复制%s", "📋 Copy %s").With(heading)), Copy: head + p.text})
		}
	}
	return slices.Collect(slices.Chunk(keys, 2))
}

// templateHead says what the lines are of, so that they find their card wherever
// they are sent.
func (c *chat) templateHead(d Draft) string {
	h := c.forms.find(d.Form).head()
	u, known := c.scene.Town.Unit(d.Unit)
	if !known || len(h.Words) == 0 || d.Corrects != "" {
		return ""
	}
	word := h.Words[0]
	if c.scene.Language == election.English {
		word = cmp.Or(h.Command, word)
	}
	return word + " " + u.Name + "\n"
}

// templates are the numbers that are missing, by heading; nil if they are few.
func (c *chat) templates(fl filled) []template {
	var parts []template
	missing := 0
	for _, r := range fl.rows {
		if !r.numeric || r.has() {
			continue
		}
		missing++
		heading, label := "", c.say(r.Label)
		if !r.On.IsZero() {
			heading, label = c.say(r.On), c.say(r.Beside)
		}
		if label == "" {
			continue
		}
		if last := len(parts) - 1; last < 0 || parts[last].heading != heading {
			parts = append(parts, template{heading: heading})
			if heading != "" {
				parts[len(parts)-1].text = heading + "\n"
			}
		}
		parts[len(parts)-1].text += label + c.say(election.Say("：", ": ")) + "\n"
	}
	if missing < templateLeast {
		return nil
	}
	return parts
}
