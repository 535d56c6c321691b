package outgoing

import (
	"strings"
	"testing"
	"time"

	"huanjie/internal/store"
)

// In a surge what a card was is not sent if it is something else by its turn, whatever stands between the two.
func TestACardIsSentAsItIsByThen(t *testing.T) {
	t.Parallel()
	card := func(m store.Message) store.Message { m.Key = "card"; return m }
	plain, moved := store.Message{Text: "plain"}, card(store.Message{Move: true})
	for _, c := range []struct {
		name    string
		waiting store.Waiting
		want    int
	}{
		{"two editions", store.Waiting{Messages: []store.Message{card(plain), plain, card(plain)}}, 1},
		{"three", store.Waiting{Messages: []store.Message{moved, moved, plain, moved}}, 2},
		{"another card", store.Waiting{Messages: []store.Message{{Key: "other"}, plain, card(plain)}}, 0},
		{"the first moves, the later does not", store.Waiting{Messages: []store.Message{moved, plain, card(plain)}}, 0},
		{"the key is used again", store.Waiting{Messages: []store.Message{card(store.Message{Last: true}), plain, card(plain)}}, 0},
		{"the later only edits", store.Waiting{Messages: []store.Message{card(plain), plain, card(store.Message{Only: true})}}, 0},
		{"the first may have arrived", store.Waiting{Tried: 1, Messages: []store.Message{card(plain), plain, card(plain)}}, 0},
		{"two digests", store.Waiting{Tried: 1, Messages: []store.Message{{Series: "d", Edition: "1"}, {Series: "d", Edition: "2"}}}, 1},
	} {
		if got := superseded(c.waiting, true); got != c.want {
			t.Errorf("%s: %d are passed, not %d", c.name, got, c.want)
		}
		if got := superseded(c.waiting, false); got > 0 && c.name != "two digests" {
			t.Errorf("%s: %d are passed although nobody waits", c.name, got)
		}
	}
	if _, m, _ := next([]store.Message{card(plain), card(store.Message{Only: true})}); m.Only {
		t.Error("a card that was not sent yet is only edited")
	}
}

// In a surge the plain answers of a chat go out as one message, with the buttons of the last.
func TestAnswersAreFolded(t *testing.T) {
	t.Parallel()
	say := func(text string) store.Message { return store.Message{ID: text, Text: text} }
	asks, card := say("c"), store.Message{Key: "card", Text: "card"}
	asks.Buttons = [][]store.Button{{{Label: "好"}}}
	for _, c := range []struct {
		name    string
		waiting store.Waiting
		want    string
	}{
		{"three", store.Waiting{Messages: []store.Message{say("a"), say("b"), asks}}, "a\n\nb\n\nc"},
		{"not past buttons", store.Waiting{Messages: []store.Message{say("a"), asks, say("b")}}, "a\n\nc"},
		{"not past a card", store.Waiting{Messages: []store.Message{say("a"), say("b"), card, say("d")}}, "a\n\nb"},
		{"one", store.Waiting{Messages: []store.Message{say("a"), card}}, ""},
		{"the first may have arrived", store.Waiting{Tried: 1, Messages: []store.Message{say("a"), say("b")}}, ""},
		{"digests", store.Waiting{Class: store.ClassDigest, Messages: []store.Message{say("a"), say("b")}}, ""},
		{"too long", store.Waiting{Messages: []store.Message{say("a"), say("b"), say(strings.Repeat("长", foldedMost/3+1))}}, "a\n\nb"},
	} {
		got := ""
		all := fold(c.waiting, 0)
		if len(all) > 0 {
			got = joined(all).Text
		}
		if got != c.want {
			t.Errorf("%s: %q, not %q", c.name, got, c.want)
		}
		if c.name == "three" && len(joined(all).Buttons) != 1 {
			t.Error("the buttons are gone")
		}
	}
}

// A look into the queue holds until the next one, and not for long.
func TestTheQueueIsSeen(t *testing.T) {
	t.Parallel()
	var q queue
	q.add("a")
	q.see("b", 7)
	q.add("b")
	if all, left := q.waiting(); all != 9 || left != 7 || !q.isLong() {
		t.Error(all, left)
	}
	q.see("b", 0)
	if all, left := q.waiting(); all != 1 || left != 0 || q.isLong() {
		t.Error(all, left)
	}
	q.towns["c"] = seen{left: 3, at: time.Now().Add(-seenFor)}
	if all, _ := q.waiting(); all != 1 {
		t.Error(all)
	}
}
