package store

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"
)

const leased = 20 * time.Second

// queue queues messages with these ids to a chat.
func queue(t *testing.T, s *Store, chat int64, ids ...string) {
	t.Helper()
	var all []Message
	for _, id := range ids {
		all = append(all, Message{ID: id, Chat: chat, Text: id})
	}
	must(t, s.Commit(t.Context(), Commit{Messages: all}))
}

// soon is a moment at which what was queued just now may be sent: pacing goes by
// the wall clock.
func soon() time.Time { return time.Now().Add(time.Second) }

// take takes what may be sent at a moment, as "chat: ids".
func take(t *testing.T, s *Store, now time.Time) []string {
	t.Helper()
	taken, err := s.Take(t.Context(), now, leased, 100)
	must(t, err)
	var all []string
	for _, w := range taken {
		ids := []string{}
		for _, m := range w.Messages {
			if m.Chat != w.Chat {
				t.Errorf("message %s to %d in the list of %d", m.ID, m.Chat, w.Chat)
			}
			ids = append(ids, m.ID)
		}
		all = append(all, fmt.Sprintf("%d%v", w.Chat, ids))
	}
	slices.Sort(all)
	return all
}

func expect(t *testing.T, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestOutboxKeepsTheOrderOfAChat(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *Store) {
		now := soon()
		queue(t, s, 7, "a", "b")
		queue(t, s, 8, "x")
		expect(t, take(t, s, now), "7[a b]", "8[x]")
		queue(t, s, 7, "c") // while it is being sent to: its turn stays as it is
		expect(t, take(t, s, now.Add(leased/2)))
		must(t, s.SettleChat(t.Context(), 7, 1, now.Add(time.Second), now))
		must(t, s.SettleChat(t.Context(), 8, 1, now.Add(time.Second), now))
		queue(t, s, 8, "y")
		expect(t, take(t, s, now.Add(999*time.Millisecond)))
		expect(t, take(t, s, now.Add(time.Second)), "7[b c]", "8[y]")
	})
}

func TestOutboxForgetsEmptyChats(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *Store) {
		now, free := soon(), soon().Add(3*time.Second)
		queue(t, s, 7, "a")
		take(t, s, now)
		must(t, s.SettleChat(t.Context(), 7, 1, free, now))
		if n, err := s.Queued(t.Context()); n != 1 || err != nil {
			t.Errorf("a chat that was just sent to is forgotten too early: %d, %v", n, err)
		}
		expect(t, take(t, s, free), "7[]")
		must(t, s.SettleChat(t.Context(), 7, 0, free, free))
		if n := s.c.Exists(t.Context(), s.k.ready(), s.k.out(7)).Val(); n != 0 {
			t.Errorf("%d keys are left of a chat with nothing to send", n)
		}
	})
}

func TestLeaseIsTakenOver(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *Store) {
		ctx, now := t.Context(), soon()
		other := Open(s.c, s.town) // another replica
		queue(t, s, 7, "a", "b", "c")
		expect(t, take(t, s, now), "7[a b c]") // and this one dies, or is very slow
		expect(t, take(t, other, now.Add(leased-time.Millisecond)))
		later := now.Add(leased)
		expect(t, take(t, other, later), "7[a b c]")
		must(t, other.SettleChat(ctx, 7, 1, later, later))
		must(t, s.SettleChat(ctx, 7, 1, later, later)) // slow, not dead: "a" is off the list already
		expect(t, take(t, other, later), "7[b c]")
		must(t, other.SettleChat(ctx, 7, 1, later, later))
		must(t, other.SettleChat(ctx, 7, 1, later, later)) // said twice, because the answer was lost
		expect(t, take(t, other, later), "7[c]")
	})
}

func TestMessageThatCannotBeReadIsPutAside(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *Store) {
		ctx, now := t.Context(), soon()
		queue(t, s, 7, "a")
		must(t, s.c.RPush(ctx, s.k.out(7), `{"id":`, `[]`).Err())
		queue(t, s, 7, "b")
		queue(t, s, 8, "x")
		must(t, s.c.ZAdd(ctx, s.k.ready(), redis.Z{Score: 0, Member: "nobody"}).Err())
		expect(t, take(t, s, now), "7[a b]", "8[x]")
		must(t, s.SettleChat(ctx, 7, 2, now, now))
		must(t, s.SettleChat(ctx, 8, 1, now, now))
		if n, err := s.Queued(ctx); n != 0 || err != nil {
			t.Errorf("%d chats are left, %v", n, err)
		}
		if n, err := s.Aside(ctx); n != 2 || err != nil {
			t.Errorf("%d messages were put aside, %v", n, err)
		}
	})
}

func TestAnswers(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *Store) {
		ctx := t.Context()
		must(t, s.Commit(ctx, Commit{Answers: []Answer{{Query: "1"}, {Query: "2", Text: "好"}}}))
		must(t, s.c.LPush(ctx, s.k.answers(), "broken").Err())
		got, err := s.TakeAnswers(ctx, 2)
		must(t, err)
		if len(got) != 1 || got[0].Query != "1" {
			t.Errorf("first %v", got)
		}
		got, err = s.TakeAnswers(ctx, 5)
		must(t, err)
		if len(got) != 1 || got[0] != (Answer{"2", "好"}) {
			t.Errorf("then %v", got)
		}
		if got, err := s.TakeAnswers(ctx, 5); len(got) != 0 || err != nil {
			t.Errorf("and %v, %v", got, err)
		}
	})
}

func TestSent(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *Store) {
		ctx := t.Context()
		id, err := s.SentAs(ctx, -5, "card")
		if id != 0 || err != nil {
			t.Errorf("before: %d, %v", id, err)
		}
		must(t, s.Sent(ctx, -5, "card", 42))
		if id, err = s.SentAs(ctx, -5, "card"); id != 42 || err != nil {
			t.Errorf("sent as %d, %v", id, err)
		}
		must(t, s.Forget(ctx, -5, "card"))
		if id, err = s.SentAs(ctx, -5, "card"); id != 0 || err != nil {
			t.Errorf("after: %d, %v", id, err)
		}
		must(t, s.Unreachable(ctx, 7, "blocked"))
		must(t, s.Unreachable(ctx, 8, "blocked"))
		must(t, s.Unreachable(ctx, 8, ""))
		if all, err := s.AllUnreachable(ctx); len(all) != 1 || all["7"] != "blocked" || err != nil {
			t.Errorf("unreachable: %v, %v", all, err)
		}
	})
}

// TestDrawn remembers pictures for those alike, in all they are made of.
func TestDrawn(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *Store) {
		ctx := t.Context()
		p := Pictures{Charts: []string{"turnout", "areas"}, Election: "v27", Area: "东片", Language: "zh", At: noon(0)}
		if d, err := s.Drawn(ctx, p); err != nil || d.Files != nil {
			t.Errorf("before: %v, %v", d, err)
		}
		must(t, s.Draw(ctx, p, Drawn{Files: []string{"f1", "f2"}, Caption: "<b>临溪镇</b>"}))
		if d, err := s.Drawn(ctx, p); err != nil || len(d.Files) != 2 || d.Caption != "<b>临溪镇</b>" {
			t.Errorf("after: %v, %v", d, err)
		}
		for _, change := range []func(*Pictures){
			func(p *Pictures) { p.Charts = p.Charts[:1] }, func(p *Pictures) { p.Election = "p27" }, func(p *Pictures) { p.Area = "" },
			func(p *Pictures) { p.Language = "en" }, func(p *Pictures) { p.At = p.At.Add(1) }} {
			other := p
			change(&other)
			if d, err := s.Drawn(ctx, other); err != nil || d.Files != nil {
				t.Errorf("%s was drawn as %s: %v, %v", other.Name(), p.Name(), d, err)
			}
		}
		if left := s.c.TTL(ctx, s.k.drawn(p)).Val(); left <= 47*time.Hour || left > drawnLasts {
			t.Errorf("kept for %v", left)
		}
	})
}
