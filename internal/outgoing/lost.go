package outgoing

import (
	"context"
	"errors"
	"fmt"
	"html"
	"strings"

	"huanjie/internal/election"
	"huanjie/internal/store"
)

// notice is what the office is told of a group, once.
type notice struct {
	once  string
	rings bool
	words func(group string) election.Phrase
}

// tellOffice tells the office something about a group of the town, once.
func (s *shift) tellOffice(ctx context.Context, st *store.Store, chat int64, n notice) {
	g, bound, err := st.Group(ctx, chat)
	if err != nil || !bound {
		if err != nil {
			s.complain(ctx, "read groups", err)
		}
		return
	}
	languages, err := st.Languages(ctx, st.Town().Office...)
	if err != nil {
		s.complain(ctx, "read languages", err)
		return
	}
	c := store.Commit{Once: n.once}
	for i, user := range st.Town().Office {
		m := store.Message{ID: n.once, Chat: user, Class: store.ClassDigest, Quiet: true, Text: html.EscapeString(n.words(g.Title).In(languages[i]))}
		if n.rings {
			m.Class, m.Quiet = store.ClassAlert, false
		}
		c.Messages = append(c.Messages, m)
	}
	if err := st.Commit(ctx, c); err != nil && !errors.Is(err, store.ErrSeen) {
		s.complain(ctx, "tell the office", err)
	}
}

// tellLost tells the office that a group did not get what was to be posted there.
func (s *shift) tellLost(ctx context.Context, p *parcel, m store.Message, why string) {
	if p.Class < store.ClassDigest {
		return // an answer in the group
	}
	s.tellOffice(ctx, p.store, m.Chat, notice{once: "lost:" + m.ID, rings: true, words: func(group string) election.Phrase {
		return wordsLostPost(group, firstLine(m.Text), why)
	}})
}

// tellTopic tells the office that a group's topic is closed or gone, once for each
// topic. What was to be posted there went to the general topic.
func (s *shift) tellTopic(ctx context.Context, st *store.Store, chat int64, topic int, why error) {
	closed := told(why, "topic_closed")
	s.tellOffice(ctx, st, chat, notice{once: fmt.Sprintf("topic:%d:%d:%t", chat, topic, closed), rings: true, words: func(group string) election.Phrase {
		return wordsTopicGone(group, closed)
	}})
}

// firstLine is the first line of a message, without markup.
func firstLine(text string) string {
	line, _, _ := strings.Cut(plainly(store.Message{Text: text}, nil).Text, "\n")
	return shortened(line, 40)
}
