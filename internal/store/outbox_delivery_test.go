package store

import (
	"context"
	"fmt"
	"testing"
	"time"
)

// delivered leaves every key that sending leaves: a broadcast with one refused
// and one waiting message, and a bot that has sent something.
func delivered(ctx context.Context, t *testing.T, s *Store) {
	t.Helper()
	must(t, s.Commit(ctx, Commit{Once: "b", Messages: []Message{{ID: "1", Chat: 201, Broadcast: "n:1"}, {ID: "2", Chat: 202, Broadcast: "n:1"}}}))
	for _, w := range takeAll(t, s, soon()) {
		if w.Chat == 201 {
			_, _, err := s.SettleLane(ctx, w, Settlement{Endings: []Ending{{Message: w.Messages[0], Outcome: Refused, Why: "blocked"}}})
			must(t, err)
		}
	}
	b, fare := OpenBudget(s.c, "12", 30), Fare{Each: time.Second, Burst: 2}
	b.SendAlone(time.Second, fare)
	_, _, err := b.Enter(ctx, 1)
	must(t, err)
	must(t, b.Stay(ctx))
	must(t, Shown{Bot: "12", What: "menu button", Is: "0f"}.Keep(ctx, s.c))
	must(t, b.Bar(ctx, 202, fare, time.Minute))
	_, err = b.Admit(ctx, Passage{Chat: 201, Fare: Fare{Each: time.Minute, Burst: 2}, N: 1})
	must(t, err)
	must(t, b.BarAll(ctx, time.Minute))
}

// ended settles every message that waits, each as the outcome its text names.
func ended(t *testing.T, s *Store) (complete []string) {
	t.Helper()
	for _, w := range takeAll(t, s, soon()) {
		var how Settlement
		for _, m := range w.Messages {
			e := Ending{Message: m, Outcome: Outcome(m.Text)}
			if e.Outcome == Refused {
				e.Why = "Forbidden: bot was blocked by the user"
			}
			how.Endings = append(how.Endings, e)
		}
		_, done, err := s.SettleLane(t.Context(), w, how)
		must(t, err)
		complete = append(complete, done...)
	}
	return complete
}

func TestDeliveryAddsUp(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *Store) {
		ctx := t.Context()
		var all []Message
		for chat, outcome := range []Outcome{Sent, Sent, Perhaps, Refused, Superseded, Sent} {
			all = append(all, Message{ID: fmt.Sprint(chat), Chat: int64(chat + 1), Text: string(outcome), Broadcast: "digest:1"})
		}
		must(t, s.Commit(ctx, Commit{Once: "1", Messages: all[:3], More: true}))
		expect(t, ended(t, s)) // all that was queued has ended, but there is more to come
		must(t, s.Commit(ctx, Commit{Once: "2", Messages: all[3:], More: true}))
		must(t, s.CloseBroadcasts(ctx, "digest:"))
		expect(t, ended(t, s), "digest:1")
		found, err := s.Deliveries(ctx)
		must(t, err)
		if len(found) != 1 || !found[0].Complete() {
			t.Fatalf("found %+v", found)
		}
		d := found[0]
		if got := fmt.Sprint(d.Queued, d.Sent, d.Perhaps, d.Refused, d.Superseded, d.Why); got != "6 3 1 1 1 map[4:Forbidden: bot was blocked by the user]" {
			t.Errorf("it says %s", got)
		}
		must(t, s.Commit(ctx, Commit{Once: "delivery:digest:1", Reported: &d}))
		if found, err = s.Deliveries(ctx); len(found) != 0 || err != nil {
			t.Errorf("after the report: %+v, %v", found, err)
		}
	})
}

func TestAnnouncementIsClosedAtOnce(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *Store) {
		must(t, s.Commit(t.Context(), Commit{Messages: []Message{{ID: "1", Chat: -1, Text: "sent", Class: ClassAnnouncement, Broadcast: "announcement:N1"},
			{ID: "2", Chat: 1, Text: "sent", Broadcast: "announcement:N1"}, {ID: "3", Chat: -2, Text: "refused", Broadcast: "announcement:N1"}}}))
		expect(t, ended(t, s), "announcement:N1")
		if all := must1(s.Deliveries(t.Context())); len(all) != 1 || all[0].Sent != 2 || all[0].Groups != 1 || !all[0].Complete() {
			t.Errorf("it says %+v", all)
		}
	})
}

func TestPicturesAreClaimed(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *Store) {
		ctx, p := t.Context(), Pictures{Charts: []string{"heat"}, Election: village, At: noon(0)}
		for i, c := range []struct {
			who  string
			want bool
		}{{"one", true}, {"two", false}, {"one", true}} {
			if got, err := s.ClaimPictures(ctx, p, c.who, time.Minute); got != c.want || err != nil {
				t.Errorf("%d: %s gets %v, %v", i, c.who, got, err)
			}
		}
		must(t, s.ReleasePictures(ctx, p, "one"))
		if got, err := s.ClaimPictures(ctx, p, "two", time.Minute); !got || err != nil {
			t.Errorf("released, two gets %v, %v", got, err)
		}
	})
}
