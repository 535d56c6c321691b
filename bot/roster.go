package bot

import (
	"context"
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
	d.applied()
	return nil
}

func wordsUseRoster() election.Phrase { return say("✅ 换用这份名册", "✅ Use this roster") }

func wordsSendAgain() election.Phrase {
	return say("这份名册没有取到，什么都没变：请再发一次。", "The roster could not be fetched and nothing has changed: send it again.")
}
