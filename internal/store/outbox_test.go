package store

import (
	"fmt"
	"slices"
	"strings"
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
func soon() time.Time { return time.Now().Add(time.Minute) }

// takeAll takes what may be sent at a moment, of every class.
func takeAll(t *testing.T, s *Store, now time.Time) (all []Waiting) {
	t.Helper()
	for _, c := range Classes() {
		taken, _, err := s.Take(t.Context(), c, now, leased, 100)
		must(t, err)
		all = append(all, taken...)
	}
	return all
}

// take takes what may be sent at a moment, as "lane[ids]".
func take(t *testing.T, s *Store, now time.Time) []string {
	t.Helper()
	var all []string
	for _, w := range takeAll(t, s, now) {
		ids := []string{}
		for _, m := range w.Messages {
			if m.Chat != w.Chat {
				t.Errorf("message %s to %d in the list of %d", m.ID, m.Chat, w.Chat)
			}
			ids = append(ids, m.ID)
		}
		all = append(all, fmt.Sprintf("%s%v", lane(w.Chat, w.Class), ids))
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

// one takes the one lane that may be sent from at a moment.
func one(t *testing.T, s *Store, now time.Time) Waiting {
	t.Helper()
	all := takeAll(t, s, now)
	if len(all) != 1 {
		t.Fatalf("%d lanes may be sent from", len(all))
	}
	return all[0]
}

// sent settles the first n messages of a lane as sent.
func sent(t *testing.T, s *Store, w Waiting, n int, free time.Time) (left int) {
	t.Helper()
	how := Settlement{Free: free}
	for _, m := range w.Messages[:n] {
		how.Endings = append(how.Endings, Ending{Message: m, Outcome: Sent})
	}
	left, _, err := s.SettleLane(t.Context(), w, how)
	must(t, err)
	return left
}

func TestOutboxKeepsTheOrderOfAChat(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *Store) {
		now := soon()
		queue(t, s, 7, "a", "b")
		queue(t, s, 8, "x")
		all := takeAll(t, s, now)
		slices.SortFunc(all, func(a, b Waiting) int { return int(a.Chat - b.Chat) })
		queue(t, s, 7, "c") // while it is being sent to: its turn stays as it is
		expect(t, take(t, s, now.Add(leased/2)))
		if left := sent(t, s, all[0], 1, now.Add(time.Second)); left != 2 {
			t.Errorf("%d are left, want b and c", left)
		}
		sent(t, s, all[1], 1, now.Add(time.Second))
		queue(t, s, 8, "y")
		expect(t, take(t, s, now), "8[y]") // the budget decides how soon a chat may be sent to
		expect(t, take(t, s, now.Add(time.Second)), "7[b c]")
	})
}

func TestUrgentMessagesOvertake(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *Store) {
		ctx, now := t.Context(), soon()
		must(t, s.Commit(ctx, Commit{Messages: []Message{
			{ID: "n1", Chat: 7, Class: ClassAnnouncement}, {ID: "n2", Chat: 7, Class: ClassAnnouncement}, {ID: "d", Chat: 8, Class: ClassDigest},
			{ID: "a", Chat: 7, Class: ClassAlert}, {ID: "r", Chat: 7}}}))
		all := takeAll(t, s, now)
		if len(all) != 2 || all[0].Messages[0].ID != "r" || all[1].Messages[0].ID != "d" { // the chat's others wait for the reply
			t.Fatalf("taken were %v", all)
		}
		for c, want := range map[Class]time.Duration{ClassReply: leased, ClassAlert: precededWaits, ClassDigest: leased, ClassAnnouncement: precededWaits} {
			if all, next, err := s.Take(ctx, c, now, leased, 9); len(all) != 0 || err != nil || next.UnixMilli() != now.Add(want).UnixMilli() {
				t.Errorf("class %d: %v, next %v, want %v (%v)", c, all, next, now.Add(want), err)
			}
		}
		if n, err := s.Queued(ctx); n != 4 || err != nil {
			t.Errorf("%d lanes, %v", n, err)
		}
		now = now.Add(precededWaits)
		expect(t, take(t, s, now)) // it is being sent
		sent(t, s, all[0], 1, now)
		now = now.Add(precededWaits)
		alert := one(t, s, now)
		expect(t, []string{alert.Messages[0].ID}, "a")
		sent(t, s, alert, 1, now)
		expect(t, take(t, s, now.Add(precededWaits)), "7:3[n1 n2]")
	})
}

func TestOutboxForgetsEmptyChats(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *Store) {
		ctx, now := t.Context(), soon()
		queue(t, s, 7, "a")
		sent(t, s, one(t, s, now), 1, now)
		if n := s.c.Exists(ctx, s.k.ready(), s.k.out(7), s.k.tried()).Val(); n != 0 {
			t.Errorf("%d keys are left of a chat with nothing to send", n)
		}
		must(t, s.c.ZAdd(ctx, s.k.ready(), redis.Z{Score: 0, Member: "7"}).Err()) // left by an earlier release
		if left := sent(t, s, one(t, s, now), 0, now); left != 0 || s.c.Exists(ctx, s.k.ready()).Val() != 0 {
			t.Error("a chat with nothing to send is still there")
		}
	})
}

func TestLeaseIsTakenOver(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *Store) {
		ctx, now := t.Context(), soon()
		other := Open(s.c, s.town) // another replica
		queue(t, s, 7, "a", "b", "c")
		dead := one(t, s, now) // and this one dies, or is very slow
		expect(t, take(t, other, now.Add(leased-time.Millisecond)))
		must(t, s.Renew(ctx, now.Add(leased+time.Second), dead))
		expect(t, take(t, other, now.Add(leased)))
		later := now.Add(leased + time.Second)
		alive := one(t, other, later)
		if dead.Tried != 0 || alive.Tried != 1 {
			t.Errorf("tried %d and %d times before", dead.Tried, alive.Tried)
		}
		sent(t, other, alive, 1, later)
		sent(t, s, dead, 1, later) // slow, not dead: "a" is off the list already
		again := one(t, other, later)
		if text := fmt.Sprint(again.Messages[0].ID, again.Tried); text != "b 0" && text != "b0" {
			t.Errorf("after a: %s", text)
		}
		sent(t, other, again, 1, later)
		sent(t, other, again, 1, later) // said twice, because the answer was lost
		expect(t, take(t, other, later), "7[c]")
	})
}

// TestPerhapsIsRemembered distinguishes messages that were surely not sent
// from those that may have been.
func TestPerhapsIsRemembered(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *Store) {
		ctx, now := t.Context(), soon()
		queue(t, s, 7, "a", "b")
		for i, tries := range []int{0, 1, 1, 2, 0} {
			w := one(t, s, now)
			if want := []int{0, 0, 1, 1, 2}[i]; w.Tried != want {
				t.Errorf("step %d: tried %d times, want %d", i, w.Tried, want)
			}
			_, _, err := s.SettleLane(ctx, w, Settlement{Tries: tries, Free: now})
			must(t, err)
		}
		w := one(t, s, now)
		_, _, err := s.SettleLane(ctx, w, Settlement{Endings: []Ending{{Message: w.Messages[0], Outcome: Perhaps}}, Free: now})
		must(t, err)
		if w = one(t, s, now); w.Messages[0].ID != "b" || w.Tried != 0 {
			t.Errorf("then %s, tried %d times", w.Messages[0].ID, w.Tried)
		}
		if all, err := s.Outcomes(ctx); err != nil || len(all) != 1 || all[Perhaps] != 1 {
			t.Errorf("outcomes %v, %v", all, err)
		}
	})
}

func TestMessageThatCannotBeReadIsPutAside(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *Store) {
		ctx, now := t.Context(), soon()
		queue(t, s, 7, "a")
		must(t, s.c.RPush(ctx, s.k.out(7), `{"id":`, `[]`).Err())
		queue(t, s, 7, "b")
		must(t, s.c.ZAdd(ctx, s.k.ready(), redis.Z{Score: 0, Member: "nobody"}).Err())
		w := one(t, s, now)
		if len(w.Messages) != 2 {
			t.Fatalf("read %v", w.Messages)
		}
		sent(t, s, w, 2, now)
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
		_, _, err = s.SettleLane(ctx, Waiting{Chat: -5}, Settlement{Key: "card"})
		must(t, err)
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

// TestDrawn checks that uploaded pictures are found for equal Pictures only.
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

// What was queued, or was being sent, when the clock was far ahead is sent when
// it has been set back, and not only when the clock is there again.
func TestAClockThatIsSetBackHoldsNoMessageUp(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *Store) {
		ctx, ahead := t.Context(), time.Now().Add(365*24*time.Hour)
		must(t, s.Commit(ctx, Commit{Once: "a", Messages: []Message{{ID: "a", Chat: 101}, {ID: "b", Chat: 102, Class: ClassDigest}}}))
		for _, class := range []Class{ClassReply, ClassDigest} {
			taken, _, err := s.Take(ctx, class, ahead, time.Minute, 9)
			if err != nil || len(taken) != 1 {
				t.Fatalf("taken %v (%v)", taken, err)
			}
		}
		must(t, s.Commit(ctx, Commit{Once: "c", Messages: []Message{{ID: "c", Chat: 101}}}))
		for class, want := range map[Class]string{ClassReply: "a c", ClassDigest: "b"} {
			taken, _, err := s.Take(ctx, class, time.Now(), time.Minute, 9)
			must(t, err)
			var ids []string
			for _, w := range taken {
				for _, m := range w.Messages {
					ids = append(ids, m.ID)
				}
			}
			if got := strings.Join(ids, " "); got != want {
				t.Errorf("class %d: taken %q, want %q", class, got, want)
			}
			if again, _, err := s.Take(ctx, class, time.Now(), time.Minute, 9); err != nil || len(again) != 0 {
				t.Errorf("class %d: taken twice: %v (%v)", class, again, err)
			}
		}
	})
}
