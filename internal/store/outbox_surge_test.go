package store

import (
	"slices"
	"testing"
	"time"
)

// In a surge the answers to messages go before those to taps, which came earlier, and before what
// others are sent; who takes some is told how many chats are left.
func TestFirstAnswersGoFirst(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *Store) {
		ctx := t.Context()
		reply := func(chat int64) Commit {
			return Commit{Session: &Session{User: chat}, Messages: []Message{{ID: "a", Chat: chat, Text: "a"}}}
		}
		tap := reply(1)
		tap.Answers = []Answer{{Query: "q"}}
		handed := reply(2)
		handed.Tap = true // whose answer was sent at once
		for _, c := range []Commit{tap, handed, {Messages: []Message{{ID: "a", Chat: 3, Text: "a"}}}, reply(4), reply(5)} {
			must(t, s.Commit(ctx, c))
			<-time.After(2 * time.Millisecond)
		}
		var chats []int64
		for _, left := range []int{3, 1, 0} {
			some, _, err := s.Take(ctx, ClassReply, time.Now(), time.Minute, 2)
			must(t, err)
			for _, w := range some {
				if chats = append(chats, w.Chat); w.Behind != left {
					t.Errorf("%d are left, not %d", w.Behind, left)
				}
			}
		}
		if want := []int64{4, 5, 1, 2, 3}; !slices.Equal(chats, want) {
			t.Errorf("sent to %v, not %v", chats, want)
		}
	})
}
