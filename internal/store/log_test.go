package store

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"huanjie/internal/redistest"
)

// spoken is everything on record.
func spoken(t testing.TB, s *Store) (all []Said) {
	t.Helper()
	must(t, s.Spoken(t.Context(), time.Time{}, func(m Said) error { all = append(all, m); return nil }))
	return all
}

// What comes in is on record once, with the commit that takes it or not at all.
func TestWhatIsSaidIsOnRecordOnce(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *Store) {
		ctx := t.Context()
		began := time.Now().Add(-time.Second)
		in := Said{ID: "5", Chat: 101, User: 101, Message: 12, Person: "白露", Unit: "A1", Kind: "text", Text: "发1200 收1180\n\x00", Became: "card", Clock: time.Unix(1800000000, 0)}
		must(t, s.Commit(ctx, Commit{Update: 5, Said: &in}))
		wants(t, s.Commit(ctx, Commit{Update: 5, Said: &in}), ErrSeen, "")
		stale, err := s.Session(ctx, 101)
		must(t, err)
		must(t, s.bind(ctx, 6, 101, "白露"))
		wants(t, s.Commit(ctx, Commit{Update: 7, Session: &stale, Said: &in}), ErrConflict, "")
		long := in
		long.ID, long.Text = "8", strings.Repeat("村", 4096)
		must(t, s.Commit(ctx, Commit{Update: 8, Said: &long}))
		must(t, s.Commit(ctx, Commit{Once: "out", Messages: []Message{{ID: "5.0", Chat: 101, Key: "card:D1",
			Text: "https://t.me/the_bot?start=linxi_abc-DEF_1 https://b.example/enter?key=abc.def&amp;key=x" + strings.Repeat("卡", 300)}}}))
		for _, w := range takeAll(t, s, soon()) {
			must(t, s.SettleAll(ctx, w))
		}

		all := spoken(t, s)
		if len(all) != 3 {
			t.Fatalf("%d messages on record, want 3: %+v", len(all), all)
		}
		first := all[0]
		if first.At.Before(began) {
			t.Errorf("written at %v", first.At)
		}
		if first.At = (time.Time{}); first != in {
			t.Errorf("the record says %+v, said was %+v", first, in)
		}
		if n := len([]rune(all[1].Text)); n != TextKept {
			t.Errorf("%d characters kept of a long text", n)
		}
		if out := all[2]; !out.Out || out.ID != "5.0" || out.Kind != "card:D1" || out.Became != "sent" || len([]rune(out.Text)) != SentKept ||
			!strings.HasPrefix(out.Text, "https://t.me/the_bot?start=… https://b.example/enter?key=…&amp;key=…卡") {
			t.Errorf("what was sent is %+v", out)
		}
		after := 0
		must(t, s.Spoken(ctx, time.Now().Add(time.Minute), func(Said) error { after++; return nil }))
		if after != 0 {
			t.Errorf("%d messages of the future", after)
		}
	})
}

// What is on record is read as it was said, also as an earlier release wrote it.
func TestTheRecordIsReadAsItWasWritten(t *testing.T) {
	t.Parallel()
	for _, m := range []Said{
		{ID: "5", Chat: 101, User: 101, Message: 12, Person: "白露", Unit: "A1", Kind: "text", Text: "发1200\t收1180\n\x00\t", Became: "card", Clock: time.Unix(1800000000, 0)},
		{ID: "6", Chat: -100, User: 101, Kind: "text"},
		{ID: "7", Chat: 5, Kind: "membership", User: 5},
		{Out: true, ID: "5.0", Chat: 101, Message: 7, Kind: "card:D1", Text: "<b>a</b>", Became: "refused: blocked"},
	} {
		fields := saidFields(m)
		values := map[string]any{fields[0].(string): fields[1]}
		got := readSaid(redis.XMessage{ID: "5-0", Values: values})
		if m.At = time.UnixMilli(5); got != m {
			t.Errorf("read %+v, said %+v", got, m)
		}
	}
	old := map[string]any{"way": "in", "id": "5", "chat": "101", "user": "102", "message": "12", "person": "白露", "unit": "A1", "kind": "text", "text": "a\tb", "became": "card", "clock": "1800000000"}
	want := Said{At: time.UnixMilli(5), ID: "5", Chat: 101, User: 102, Message: 12, Person: "白露", Unit: "A1", Kind: "text", Text: "a\tb", Became: "card", Clock: time.Unix(1800000000, 0)}
	if got := readSaid(redis.XMessage{ID: "5-0", Values: old}); got != want {
		t.Errorf("read %+v of an earlier release", got)
	}
	if got := saidFields(Said{Out: true, Became: "refused: a\tb", Text: "c"})[1].(string); strings.Count(got, "\t") != 9 {
		t.Errorf("written %q", got)
	}
}

// Strangers cannot fill the memory with what they write.
func TestTheLobbysRecordIsCut(t *testing.T) {
	t.Parallel()
	s := Lobby(redistest.Dial(t, redistest.Embedded(t)))
	for i := range lobbyKept + 500 {
		must(t, s.Commit(t.Context(), Commit{Said: &Said{ID: fmt.Sprint(i), Chat: 7}}))
	}
	if n := s.c.XLen(t.Context(), s.k.said()).Val(); n > lobbyKept+200 || n < lobbyKept {
		t.Errorf("%d messages of strangers are kept", n)
	}
}

// TestSizeOfTheRecord prints what a thousand messages cost.
func TestSizeOfTheRecord(t *testing.T) {
	t.Parallel()
	s := open(t, redistest.Dial(t, redistest.Start(t)))
	for i := range 1000 {
		m := Said{ID: fmt.Sprint(800000000 + i), Chat: 5000000000 + int64(i%50), User: 5000000000 + int64(i%50), Message: i, Person: "白露", Unit: "A1",
			Kind: "text", Text: "计票 东河村 发1200 收1180 有效1150 无效30 甲 800 乙 350", Became: "card"}
		if i%2 == 1 {
			m.Out, m.ID, m.Text = true, m.ID+".0", strings.Repeat("发出选票：1,200\n收回选票：1,180\n", 10)
		}
		must(t, s.Commit(t.Context(), Commit{Update: int64(i + 1), Said: &m}))
	}
	bytes := s.c.MemoryUsage(t.Context(), s.k.said(), 0).Val()
	t.Logf("1,000 messages on record take %d KB", bytes/1024)
	if bytes > 1<<20 {
		t.Errorf("a message takes %d bytes", bytes/1000)
	}
}
