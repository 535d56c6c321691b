package store

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"huanjie/internal/election"
)

// Card is what one person was last asked for, and by which message.
type Card struct {
	election.Card
	User  int64    `json:"user"`
	Lines []string `json:"lines,omitempty"` // of which one the message was queued last

	raw string // as it was read
}

// CardChange replaces a card that was read. Its message also replaces the last
// one if that still waits to be sent.
type CardChange struct {
	Person  election.PersonID
	Was     Card // as Cards read it
	Is      election.Card
	Message Message
}

// CardKept is a card, or that there was none, on which a commit rests without changing it.
type CardKept struct {
	Person election.PersonID
	Was    Card // as Cards read it
}

// Cards returns the cards of some people, in the order given; zero for those
// who have none.
func (s *Store) Cards(ctx context.Context, people ...election.PersonID) ([]Card, error) {
	found, err := s.fields(ctx, s.k.card(), fieldsOf(people))
	if err != nil {
		return nil, fmt.Errorf("read the reminders of town %s: %w", s.town.ID, err)
	}
	return readCards(found), nil
}

// CardsWith is Cards, of what was read with the session if it was all.
func (s *Store) CardsWith(ctx context.Context, ses *Session, people ...election.PersonID) ([]Card, error) {
	found := make([]string, len(people))
	for i, p := range people {
		raw, read := ses.cards[p]
		if !read {
			return s.Cards(ctx, people...)
		}
		found[i] = raw
	}
	return readCards(found), nil
}

func readCards(found []string) []Card {
	cards := make([]Card, len(found))
	for i, raw := range found {
		if raw != "" && json.Unmarshal([]byte(raw), &cards[i]) != nil { // an unreadable card is made again
			cards[i] = Card{}
		}
		cards[i].raw = raw
	}
	return cards
}

// addCards changes cards and queues their messages.
func (s *Store) addCards(t *transaction, c Commit) error {
	if c.Head != nil {
		entries := ""
		if c.Head.Entries > 0 {
			entries = fmt.Sprint(c.Head.Entries)
		}
		t.guard(s.k.head(), "n", entries)
	}
	for _, kept := range c.Kept {
		t.guard(s.k.card(), string(kept.Person), kept.Was.raw)
	}
	for _, change := range c.Cards {
		if err := s.addCard(t, change); err != nil {
			return fmt.Errorf("write reminder of %s: %w", change.Person, err)
		}
	}
	return nil
}

// addCard changes one card. If it replaces a message that was to ring and was
// not sent, it rings too, unless there is nothing left to ask for.
func (s *Store) addCard(t *transaction, c CardChange) error {
	moved := c.Message
	moved.Move = moved.Move || len(c.Is.Owed) > 0
	plain, err := c.Message.line()
	if err != nil {
		return err
	}
	instead, err := moved.line()
	if err != nil {
		return err
	}
	t.guard(s.k.card(), string(c.Person), c.Was.raw)
	args := []any{t.place(s.k.tried()), lane(c.Message.Chat, c.Message.Class), string(instead), string(plain)}
	for _, line := range c.Was.Lines {
		args = append(args, line)
	}
	t.write("SWAP", s.k.lane(c.Message.Chat, c.Message.Class), args...)
	t.ready(s.k, c.Message.Chat, c.Message.Class, time.Now())
	if len(c.Is.Owed) == 0 {
		t.write("HDEL", s.k.card(), string(c.Person))
		return nil
	}
	card, err := json.Marshal(Card{Card: c.Is, User: c.Message.Chat, Lines: []string{string(plain), string(instead)}})
	if err != nil {
		return err
	}
	t.write("HSET", s.k.card(), string(c.Person), card)
	return nil
}
