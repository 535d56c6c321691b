package bot

import (
	"context"
	"fmt"
	"html"
	"path"
	"slices"
	"strings"
	"time"

	"huanjie/internal/election"
	"huanjie/internal/outgoing"
	"huanjie/internal/store"
)

// rosterMark is the data of the button that puts a roster in the place of the
// present one. The roster is the document of the button's message.
const rosterMark = "roster"

// rosterTime is for fetching a roster that is to be used.
const rosterTime = 20 * time.Second

// isRoster reports whether a document is a roster from the office.
func (d *desk) isRoster(w sent) bool {
	return d.person.Office && d.bot.replace != nil && w.file.Kind == election.Document &&
		slices.Contains([]string{".xlsx", ".csv"}, strings.ToLower(path.Ext(w.name)))
}

// previewRoster has a roster compared with the present one. The answer comes from the
// sender, which has the time to fetch it.
func (d *desk) previewRoster(w sent) {
	if w.bytes > outgoing.FileMaxBytes {
		d.say(wordsDraftTooLarge())
		return
	}
	paper := store.RosterPaperOf(d.person.ID, w.file.ID, w.name, d.lang)
	d.send(store.Message{File: w.file.ID, Paper: &paper, Buttons: [][]store.Button{{{Label: wordsUseRoster().In(d.lang), Data: rosterMark}}}})
}

// rosterTap puts the roster of the button's message in the place of the present one.
func (d *desk) rosterTap(ctx context.Context, _ string) error {
	w, _ := d.turn.what.(tapped)
	if d.bot.replace == nil || w.file == "" {
		d.answer(wordsDeadButton())
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, rosterTime)
	defer cancel()
	data, err := d.bot.sender.Fetch(ctx, w.file)
	if err != nil {
		d.bot.log.Warn("roster not fetched", "error", d.bot.clean(err))
		d.say(wordsSendAgain())
		return nil
	}
	next := d.bot.replace(ctx, d.store.Town().ID, data)
	if len(next.Mistakes) > 0 {
		m := reading(next, d.lang)
		m.Move = true
		d.send(m)
		return nil
	}
	return d.applied(ctx, next.Town)
}

// tellMoved tells the people who report for other units in the next roster than in
// the present one, as far as the bot knows their chats.
func (d *desk) tellMoved(ctx context.Context, next *election.Town) error {
	if next == nil {
		return nil
	}
	now := d.store.Town()
	var moved []election.PersonID
	for _, id := range now.People() {
		if !slices.Equal(now.Person(id).Units, next.Person(id).Units) {
			moved = append(moved, id)
		}
	}
	all, err := d.addressees(ctx, moved)
	if err != nil {
		return err
	}
	for _, a := range all {
		d.commit.Messages = append(d.commit.Messages, store.Message{ID: fmt.Sprintf("%d.roster@%d", d.turn.update, a.user), Chat: a.user,
			Text: html.EscapeString(wordsMovedTo(next, next.Person(a.person.ID)).In(a.lang))})
	}
	return nil
}

// wordsMovedTo tells somebody for which units they report from now on.
func wordsMovedTo(next *election.Town, p election.Person) election.Phrase {
	var names []string
	for _, id := range p.Units {
		if u, ok := next.Unit(id); ok {
			names = append(names, u.Name)
		}
	}
	if len(names) == 0 {
		return say("📋 %s的名册改了：你不再负责上报。有疑问请问选举办。", "📋 The roster of %s has changed: you report for no unit any more. Ask the office if in doubt.").With(next.Name)
	}
	return say("📋 %s的名册改了：现在由你上报的是 %s。", "📋 The roster of %s has changed: you now report for %s.").With(next.Name, strings.Join(names, "、"))
}

func wordsUseRoster() election.Phrase { return say("✅ 换用这份名册", "✅ Use this roster") }

func wordsSendAgain() election.Phrase {
	return say("这份名册没有取到，什么都没变：请再发一次。", "The roster could not be fetched and nothing has changed: send it again.")
}
