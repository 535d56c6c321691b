package bot

import (
	"encoding/json"
	"fmt"
	"testing"

	"huanjie/flows"
	"huanjie/internal/store"
)

// A poller that was held up with updates in its hands, and whose turn is over
// without its knowing, commits none of them where a later one has committed.
func TestAPollerThatWasHeldUpIsFencedOff(t *testing.T) {
	t.Parallel()
	b, s := releaseTown(t, 2)
	b.forms = flows.All
	text := func(update, user int64, text string) json.RawMessage {
		return fmt.Appendf(nil, `{"update_id":%d,"message":{"message_id":1,"date":1,"chat":{"id":%[2]d,"type":"private"},"from":{"id":%[2]d},"text":%[3]q}}`, update, user, text)
	}
	ctx := t.Context()
	if next := b.work(store.Fenced(ctx, 7), []json.RawMessage{text(1, 5000, "turnout 100")}); next != 2 {
		t.Fatalf("the poller could not commit: %d", next)
	}
	if next := b.work(store.Fenced(ctx, 8), []json.RawMessage{text(2, 5001, "turnout 200")}); next != 3 { // of a later one
		t.Fatalf("the later poller could not commit: %d", next)
	}
	held := []json.RawMessage{text(1, 5000, "turnout 100"), text(2, 5001, "turnout 200"), text(3, 5000, "turnout 300")}
	if next := b.work(store.Fenced(ctx, 7), held); next != 0 {
		t.Errorf("it would confirm the batch up to %d", next)
	}
	said := 0
	if err := s.Spoken(ctx, b.now().AddDate(-5, 0, 0), func(store.Said) error { said++; return nil }); err != nil {
		t.Fatal(err)
	}
	if said != 2 {
		t.Errorf("%d messages were taken, want the two of before", said)
	}
	if next := b.work(store.Fenced(ctx, 8), held); next != 4 {
		t.Errorf("the later poller stops at %d", next)
	}
}
