package document

import (
	"html"
	"regexp"
	"strings"
	"unicode/utf16"

	"huanjie/internal/election"
)

// say makes a phrase from both languages.
func say(zh, en string) election.Phrase { return election.Say(zh, en) }

// textMost is the longest text: Telegram takes 4096 UTF-16 units after
// parsing.
const textMost = 4096

// page is a text being written in one language.
type page struct {
	l     election.Language
	lines []string
	size  int // in UTF-16 units, as Telegram counts: without markup
}

func (p *page) line(s election.Phrase) {
	text := s.In(p.l)
	p.size += width(text) + 1
	p.lines = append(p.lines, html.EscapeString(text))
}

// title is a line in bold.
func (p *page) title(s election.Phrase) {
	p.line(s)
	last := &p.lines[len(p.lines)-1]
	*last = "<b>" + *last + "</b>"
}

// heading is a title with a blank line above it.
func (p *page) heading(s election.Phrase) {
	p.line(election.Phrase{})
	p.title(s)
}

// list writes lines while they fit into room (UTF-16 units, including the last
// line). rest says how many of all were left out. It returns how many lines it
// wrote.
func (p *page) list(lines []election.Phrase, all, room int, rest func(left int) election.Phrase) int {
	room = min(room, textMost-p.size) - width(rest(all).In(p.l)) - 1
	written := 0
	for _, s := range lines {
		if room -= width(s.In(p.l)) + 1; room < 0 {
			break
		}
		p.line(s)
		written++
	}
	if left := all - written; left > 0 {
		p.line(rest(left))
	}
	return written
}

// String returns the text in Telegram's HTML.
func (p *page) String() string { return strings.TrimSpace(strings.Join(p.lines, "\n")) }

// width returns the length of a text for Telegram.
// captionMost is how long a text below a picture may be, in UTF-16 units; with the
// name of the town or the mark of a rehearsal before it, Telegram takes 1024.
const captionMost = 900

var markup = regexp.MustCompile(`<[^>]*>`)

// FitsCaption reports whether a text may stand below a picture.
func FitsCaption(text string) bool {
	return width(html.UnescapeString(markup.ReplaceAllString(text, ""))) <= captionMost
}

func width(s string) int { return len(utf16.Encode([]rune(s))) }

// short cuts what people typed to at most most characters, on one line.
func short(s string, most int) string {
	r := []rune(strings.Join(strings.Fields(s), " "))
	if len(r) > most {
		return string(r[:most]) + "…"
	}
	return string(r)
}

// cut shortens a phrase to a number of characters in each language.
func cut(s election.Phrase, most int) election.Phrase {
	return say(short(s.In(election.Chinese), most), short(s.In(election.English), most))
}

// plain makes a phrase that is the same in every language, such as a name.
func plain(s string) election.Phrase { return say(s, s) }

// stageName returns a stage's name, which the office may have chosen.
func stageName(st election.Stage) election.Phrase { return cut(st.Name, 2*nameMost) }

// nameMost is how many characters of a name are shown.
const nameMost = 24

// joined joins names.
func joined(names []string) election.Phrase {
	return say(strings.Join(names, "、"), strings.Join(names, ", "))
}
