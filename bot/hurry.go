package bot

import (
	"html"
	"slices"
	"sync"
	"time"
	"unicode/utf8"

	"huanjie/internal/election"
	"huanjie/internal/store"
)

// When more people write at once than Telegram lets be answered, each of them is told so, below the
// first answer that is about to wait, and what is done with one message.
const (
	hurryFrom  = 3 * time.Second  // that the others take
	hurryAgain = 10 * time.Minute // after which it is said to the same person again
	hurryRoom  = 3500             // characters of an answer below which there is room for it
)

// hurried is who was told.
type hurried struct {
	mu   sync.Mutex
	when map[int64]time.Time
}

// told reports whether somebody was told lately.
func (h *hurried) told(chat int64) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	at, was := h.when[chat]
	return was && time.Since(at) < hurryAgain
}

// tell notes that somebody is told.
func (h *hurried) tell(chat int64) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.when == nil || len(h.when) > floodsMost {
		h.when = map[int64]time.Time{}
	}
	h.when[chat] = time.Now()
}

// hurry says below the answer to a message how many wait for one, if they are many.
func (d *desk) hurry() {
	waiting, takes := d.bot.sender.Waiting()
	if _, typed := d.turn.what.(said); !typed || takes < hurryFrom || d.bot.hurried.told(d.turn.chat) {
		return
	}
	for i, m := range slices.Backward(d.commit.Messages) {
		if m.Chat == d.turn.chat && m.Class == store.ClassReply && isText(m) && utf8.RuneCountInString(m.Text) < hurryRoom {
			d.commit.Messages[i].Text += "\n" + html.EscapeString(wordsHurry(waiting, d.quickest()).In(d.lang))
			d.hurries = true
			return
		}
	}
}

// isText reports whether a message is nothing but a text, with or without buttons.
func isText(m store.Message) bool {
	return m.Text != "" && m.Photo == "" && m.File == "" && m.Location == "" && m.Contact == nil && m.Paper == nil && m.Pictures == nil
}

// quickest is what an officer can report in one line today; zero for others.
func (d *desk) quickest() election.Phrase {
	town := d.store.Town()
	if len(d.person.Units) == 0 {
		return election.Phrase{}
	}
	u := exampleUnit(town, d.person)
	if town.ElectionOf(u).PollingDay == town.Today(d.bot.now()) {
		return exampleTurnout(u)
	}
	return exampleProgress(town, u)
}
