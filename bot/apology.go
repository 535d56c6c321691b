package bot

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"huanjie/internal/election"
	"huanjie/internal/store"
)

// apologise puts a turn aside that always fails, and gives the person an
// incident number that is in the log.
func (b *Bot) apologise(ctx context.Context, t turn, why error) {
	incident := strings.ToUpper(strconv.FormatInt(t.update, 36))
	raw, err := json.Marshal(map[string]any{"update_id": t.update, "chat": t.chat, "user": t.user, "what": fmt.Sprintf("%T%+v", t.what, t.what), "incident": incident})
	if err != nil {
		raw = nil
	}
	b.bury(ctx, raw, fmt.Errorf("incident %s: %w", incident, why))
	if t.group {
		return
	}
	text := wordsApology(incident).In(election.ParseLanguage(t.code))
	m := plain(text)
	m.Chat, m.ID = t.chat, incident
	c := store.Commit{Update: t.update, Messages: []store.Message{m}}
	if w, ok := t.what.(tapped); ok {
		c.Answers = []store.Answer{{Query: w.query, Text: text}}
	}
	s, err := b.home(ctx, t.chat, t.user)
	if err != nil {
		s = b.lobby
	}
	if err := s.Commit(ctx, c); err != nil {
		b.log.Error("apologise", "update", t.update, "error", err)
	}
	b.Wake()
}
