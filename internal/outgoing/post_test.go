package outgoing

import (
	"encoding/json"
	"testing"

	"huanjie/internal/store"
)

func TestNext(t *testing.T) {
	t.Parallel()
	a1, a2, a3 := store.Message{ID: "1", Key: "a", Move: true}, store.Message{ID: "2", Key: "a"}, store.Message{ID: "3", Key: "a", Pin: true}
	x, last := store.Message{ID: "x"}, store.Message{ID: "l", Key: "a", Last: true}
	for _, c := range []struct {
		name    string
		waiting []store.Message
		done    int
		want    store.Message
	}{
		{"the last of several states of one card, where the first would have stood", []store.Message{a1, a2, a3, x}, 3, store.Message{ID: "3", Key: "a", Move: true, Pin: true}},
		{"not past another message", []store.Message{a1, x, a2}, 1, a1},
		{"messages without a key are all sent", []store.Message{x, x}, 1, x},
		{"a finished card is not written over by a new one", []store.Message{a2, last, a1}, 2, last},
	} {
		done, m, ok := next(c.waiting)
		if got, want := text(m), text(c.want); !ok || done != c.done || got != want {
			t.Errorf("%s: %d %s, want %d %s", c.name, done, got, c.done, want)
		}
	}
	if _, _, ok := next(nil); ok {
		t.Error("there is something in nothing")
	}
}

func text(m store.Message) string {
	raw, err := json.Marshal(m)
	if err != nil {
		return err.Error()
	}
	return string(raw)
}

func TestShortened(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text string
		most int
		want string
	}{
		{"村村村", 3, "村村村"},
		{"村村村村", 3, "村村…"},
		{"a😀b", 4, "a😀b"},
		{"a😀bc", 4, "a😀…"},
		{"a😀😀", 4, "a😀…"},
		{"😀😀😀", 4, "😀…"}, // not half a character
	} {
		if got := shortened(c.text, c.most); got != c.want {
			t.Errorf("%q to %d: %q, want %q", c.text, c.most, got, c.want)
		}
	}
}
