package bot

import (
	"context"

	"huanjie/internal/speech"
	"huanjie/internal/store"
)

// answersMost is how many questions a group is answered in a minute; Telegram
// takes 20 messages a minute to a group, and announcements come first.
const answersMost = 8

// answerIn answers a question in a bound group, from what the roster says of a
// village, what was announced, and nothing else.
func (b *Bot) answerIn(ctx context.Context, c *store.Commit, s *store.Store, t turn, q speech.VoterQuestion, text string) error {
	n, err := s.AskedIn(ctx, t.chat, b.now())
	if err != nil || n > answersMost {
		return err
	}
	said, err := b.answerVoter(ctx, s, q, text, "@"+b.name+" ")
	if err != nil {
		return err
	}
	m := plain(said.In(s.Town().Language))
	m.Quiet = true
	addTo(c, t, m)
	return nil
}
