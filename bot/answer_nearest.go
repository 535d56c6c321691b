package bot

import (
	"context"
	"html"
	"regexp"
	"strings"

	"huanjie/internal/election"
	"huanjie/internal/flow"
	"huanjie/internal/speech"
	"huanjie/internal/store"
)

// suggest answers what is not understood with the question that was read of it, as a button,
// or else with the two questions that are nearest to it.
func (d *desk) suggest(ctx context.Context, m *typed) {
	if d.suggestRead(ctx, m) {
		return
	}
	out := plain(wordsNotAsked(m.text).In(d.lang))
	for _, near := range d.bot.ear(d.store.Town()).questions.Nearest(m.text, d.lang == election.English) {
		out.Buttons = append(out.Buttons, []store.Button{{Label: near, Data: askMark + near}})
	}
	d.send(out)
}

// suggestRead offers the question that was read of a message; one of somebody who reports nothing
// is answered if most of it was read, with what was not. ok is false if none was.
func (d *desk) suggestRead(ctx context.Context, m *typed) (ok bool) {
	if q := m.question; q.Nearly && q.Measure != "" && d.onlyReads() {
		return d.answerTo(ctx, q) == nil
	}
	read := d.bot.ear(d.store.Town()).questions.AsRead(m.heard, d.now())
	q, asks := d.question(read)
	if read == "" || q.Measure == "" || !asks && !q.Named {
		return false
	}
	title := d.titleOf(ctx, q)
	if title == "" {
		return false
	}
	data := askMark + read
	if len(data) > buttonMost {
		data = askMark
		d.commit.State.Asked = flow.Asked{Text: read, At: d.bot.now()}
	}
	out := plain(wordsPerhapsAsked(m.text, title).In(d.lang))
	out.Buttons = [][]store.Button{{{Label: title, Data: data}}}
	for _, near := range d.bot.ear(d.store.Town()).questions.Nearest(m.text, d.lang == election.English)[:1] {
		out.Buttons = append(out.Buttons, []store.Button{{Label: near, Data: askMark + near}})
	}
	d.send(out)
	return true
}

var (
	htmlTag  = regexp.MustCompile(`<[^>]*>`)
	asOfMark = regexp.MustCompile(` · (截至|as of) .*$`)
)

// titleOf is what the answer to a question begins with, but for the moment: what was
// understood of it. Nothing is sent. It is "" if the answer begins with something else.
func (d *desk) titleOf(ctx context.Context, q inquiry) string {
	before := d.commit
	defer func() { d.commit = before }()
	d.commit.Messages = nil
	if err := d.answerOne(ctx, q); err != nil || len(d.commit.Messages) == 0 {
		return ""
	}
	first, _, _ := strings.Cut(d.commit.Messages[0].Text, "\n")
	first = strings.TrimSpace(asOfMark.ReplaceAllString(html.UnescapeString(htmlTag.ReplaceAllString(first, "")), ""))
	if !strings.Contains(first, " · ") && q.Measure != speech.Page && q.Measure != speech.Law {
		return ""
	}
	return first
}

func wordsPerhapsAsked(text, title string) election.Phrase {
	return say("没看懂“%s”。您是不是问：%s？点下面就答。", "I did not understand “%s”. Did you ask: %s? Tap it for the answer.").With(quoted(text), title)
}
