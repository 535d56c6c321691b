package bot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"huanjie/internal/election"
	"huanjie/internal/store"
)

// apologise puts a turn aside that always fails, and gives the person an
// incident number that is in the log.
func (b *Bot) apologise(ctx context.Context, t turn, why error) {
	incident := incidentOf(t)
	raw, err := json.Marshal(map[string]any{"update_id": t.update, "what": b.recordOf(t, "incident "+incident)})
	if err != nil {
		raw = nil
	}
	s, err := b.storeOf(ctx, t)
	if err != nil {
		s = b.lobby
	}
	b.bury(ctx, s, raw, fmt.Errorf("incident %s: %w", incident, why))
	b.alarm(ctx, t)
	b.sorry(ctx, t, wordsApology(incident), "incident "+incident)
}

// sorry tells a person that their turn was not taken, and commits it as seen; a
// group is told nothing.
func (b *Bot) sorry(ctx context.Context, t turn, words election.Phrase, became string) {
	c := store.Commit{Update: t.update, Said: b.recordOf(t, became)}
	if !t.group {
		text := words.In(election.ParseLanguage(t.code))
		addTo(&c, t, plain(text))
		if w, ok := t.what.(tapped); ok {
			c.Answers = []store.Answer{{Query: w.query, Text: text}}
		}
	}
	s, err := b.storeOf(ctx, t)
	if err != nil {
		s = b.lobby
	}
	if err := b.commit(ctx, s, t, c); err != nil && !errors.Is(err, store.ErrSeen) {
		b.log.Error("apologise", "update", t.update, "error", err)
	}
	b.Wake()
}

// refuse tells a person that nothing can be reported until somebody has looked
// into the journal, and the office too, once a day.
func (b *Bot) refuse(ctx context.Context, t turn, why error) {
	b.log.Error("NOTHING IS REPORTED", "update", t.update, "error", b.clean(why))
	b.sorry(ctx, t, wordsRefused(), "not taken: the journal has to be looked into")
	s, err := b.storeOf(ctx, t)
	if err != nil || s == b.lobby {
		return
	}
	c := store.Commit{Once: "refused:" + s.Town().Today(b.now()).String()}
	for _, user := range s.Town().Office {
		m := plain(wordsNothingIsReported().In(s.Town().Language))
		m.ID, m.Chat, m.Class, m.Key, m.Move = fmt.Sprintf("%s@%d", c.Once, user), user, store.ClassAlert, "refused", true
		c.Messages = append(c.Messages, m)
	}
	if err := s.Commit(ctx, c); err != nil && !errors.Is(err, store.ErrSeen) {
		b.log.Error("tell the office", "update", t.update, "error", err)
	}
	b.Wake()
}

// incidentOf is the number by which a person, the office and the log speak of an
// update that was put aside.
func incidentOf(t turn) string { return strings.ToUpper(strconv.FormatInt(t.update, 36)) }

// alarm tells the office of the town a chat belongs to that an update of it was
// put aside. Several in a row are one message.
func (b *Bot) alarm(ctx context.Context, t turn) {
	s, err := b.storeOf(ctx, t)
	if err != nil || s == b.lobby {
		return
	}
	dead, err := store.Dead(ctx, b.redis)
	if err != nil {
		b.log.Error("tell the office", "update", t.update, "error", err)
		return
	}
	c := store.Commit{Once: fmt.Sprintf("alarm:%d", t.update)}
	for _, user := range s.Town().Office {
		m := plain(wordsAlarm(incidentOf(t), dead).In(s.Town().Language))
		m.ID, m.Chat, m.Key, m.Move = fmt.Sprintf("alarm%d@%d", t.update, user), user, "alarm", true
		c.Messages = append(c.Messages, m)
	}
	if err := s.Commit(ctx, c); err != nil && !errors.Is(err, store.ErrSeen) {
		b.log.Error("tell the office", "update", t.update, "error", err)
	}
	b.Wake()
}
