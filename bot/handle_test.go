package bot

import (
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/redis/go-redis/v9"

	"huanjie/flows"
	"huanjie/internal/election"
	"huanjie/internal/outgoing"
	"huanjie/internal/redistest"
	"huanjie/internal/store"
)

const (
	theOfficer  = 11 // of 东河村
	theStranger = 12
	theOffice   = 13
)

// desktop is a bot with a store and no Telegram: turns go in, commits come out.
func desktop(t testing.TB, c redis.UniversalClient) (*Bot, *store.Store) {
	t.Helper()
	e := election.Election{ID: "v", Kind: election.Villagers, PollingDay: election.Date{Year: 2027, Month: 1, Day: 15}}
	e.Stages = election.UsualStages(e.Kind, e.PollingDay)
	town, err := election.NewTown(election.Town{ID: "qinghe", Name: "清河镇", Location: time.UTC, Office: []int64{theOffice}, Elections: []election.Election{e},
		Units: []election.Unit{
			{ID: "E1", Name: "东河村", Area: "东片", Registered: 346, Election: "v", Officers: []election.PersonID{"周明"}},
			{ID: "E2", Name: "柳湾村", Area: "东片", Registered: 424, Election: "v", Officers: []election.PersonID{"何静"}}}})
	if err != nil {
		t.Fatal(err)
	}
	s := store.Open(c, town)
	ctx := t.Context()
	ses, err := s.Session(ctx, theOfficer)
	for _, do := range []func() error{
		func() error { return err },
		func() error { return s.Enroll(ctx) },
		func() error { return s.Settle(ctx, theOfficer) },
		func() error {
			return s.Commit(ctx, store.Commit{Session: &ses, Binding: &store.Binding{Person: "周明"}})
		},
	} {
		if err := do(); err != nil {
			t.Fatal(err)
		}
	}
	return &Bot{redis: c, towns: []*store.Store{s}, lobby: store.Lobby(c), forms: flows.All,
		all: store.TownsOf([]*store.Store{s}), token: "1:t", name: "the_bot",
		now: func() time.Time { return time.Date(2027, 1, 11, 9, 0, 0, 0, time.UTC) }, log: slog.New(slog.DiscardHandler), sender: outgoing.New(outgoing.Options{Redis: c})}, s
}

// Whatever a button carries, whoever presses it: nothing panics, nobody reports
// for a village that is not theirs or announces without being the office, and
// nothing is shown to a stranger.
func FuzzTaps(f *testing.F) {
	for _, s := range []string{"m:menu", "m:digest", "m:invite", "m:announcement", "i:周明", "I:1", "I:-9", "l:en", "g:bind", "o:turnout:E1:voted:12", "o:turnout:E2:voted:12",
		"o:count:E1:votes.x:1", "d:1:1:y", "d:A:A:yx", "d:A:a:p-1", "o:stage:E1:stage:roll", "o:announcement::text:x", "\x00", "m:", "o::::",
		"A:", "A:1-1", "lf:sheet:E1", "lf:count:+9223372036854775807", "lf:stage:E2", "k:E1:1", "K:E2:1", "fix:1", "ack:1:1:E1", "a:l", "a:y:1", "a:W:1"} {
		f.Add(s, "投票 212")
		f.Add(s, "公告")
	}
	c := redistest.Dial(f, redistest.Any(f))
	b, s := desktop(f, c)
	var mu sync.Mutex
	update := int64(1000)
	f.Fuzz(func(t *testing.T, data, before string) {
		if !utf8.ValidString(data) || len(data) > 64 {
			return // Telegram carries no other
		}
		mu.Lock()
		defer mu.Unlock()
		for _, user := range []int64{theOfficer, theStranger, theOffice} {
			update += 2
			for i, w := range []what{said{text: before}, tapped{query: "q", data: data, message: 1}} {
				turn := turn{update: update + int64(i), chat: user, user: user, what: w}
				if err := b.guarded(t.Context(), turn); err != nil {
					t.Fatalf("user %d, %q: %v", user, data, err)
				}
			}
		}
		checkRights(t, s, b.lobby, data)
	})
}

func checkRights(t *testing.T, s, lobby *store.Store, data string) {
	t.Helper()
	ctx := t.Context()
	err := s.Journal(ctx, func(r election.Report) error {
		u, _ := s.Town().Unit(r.Unit)
		if !s.Town().Person(r.By).MayReport(u) {
			t.Errorf("%q: %s reported for %s", data, r.By, r.Unit)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	posted, err := s.Posted(ctx, 100)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range posted {
		if p.By != election.OfficePerson(theOffice) {
			t.Errorf("%q: %s announced", data, p.By)
		}
	}
	for _, outbox := range []*store.Store{s, lobby} {
		for _, m := range drain(t, outbox) {
			if m.Chat == theStranger && (len(m.Buttons) > 0 && !strings.Contains(m.Text, "Language") || strings.Contains(m.Text, "河村")) {
				t.Errorf("%q: a stranger was shown %q", data, m.Text)
			}
		}
	}
}

// drain takes everything out of an outbox.
func drain(t *testing.T, s *store.Store) (all []store.Message) {
	t.Helper()
	now := time.Now().Add(time.Second) // whatever was queued until now is ready
	for {
		var chats []store.Waiting
		for _, c := range store.Classes() {
			some, _, err := s.Take(t.Context(), c, now, time.Second, 100)
			if err != nil {
				t.Fatal(err)
			}
			chats = append(chats, some...)
		}
		if len(chats) == 0 {
			return all
		}
		for _, w := range chats {
			all = append(all, w.Messages...)
			if err := s.SettleAll(t.Context(), w); err != nil {
				t.Fatal(err)
			}
		}
	}
}
