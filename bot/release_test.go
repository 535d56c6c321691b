package bot

import (
	"encoding/json"
	"flag"
	"fmt"
	"log/slog"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"huanjie/internal/election"
	"huanjie/internal/flow"
	"huanjie/internal/outgoing"
	"huanjie/internal/redistest"
	"huanjie/internal/store"
)

var releasePeople = flag.Int("release.people", 200, "how many conversations are open when a release comes")

// visited is what the form of this test is filled into.
type visited struct {
	people, cars int
	kind, remark string
}

func both(s string) election.Phrase { return election.Say(s, s) }

// visitForm is the form as a release has it: the kinds there are, whether cars
// are asked for, and whether a remark is.
func visitForm(cars, remark bool, kinds ...string) flow.Forms {
	steps := []flow.Step[visited]{
		flow.Number("people", both("people?"), func(v *visited) *int { return &v.people }, flow.With[visited]{Field: flow.Field{Label: both("people")}})}
	if cars {
		steps = append(steps, flow.Number("cars", both("cars?"), func(v *visited) *int { return &v.cars }, flow.With[visited]{Field: flow.Field{Label: both("cars")}}))
	}
	steps = append(steps, flow.Choice("kind", both("kind?"), func(flow.Subject, visited) (all []flow.Option) {
		for _, k := range kinds {
			all = append(all, flow.Option{Value: k, Label: both(k)})
		}
		return all
	}, func(v *visited, k string) { v.kind = k }, flow.With[visited]{Field: flow.Field{Label: both("kind")}}))
	if remark {
		steps = append(steps, flow.Prose("remark", both("remark?"), func(v *visited) *string { return &v.remark }, flow.With[visited]{Field: flow.Field{Label: both("remark"), Longest: 50}}))
	}
	return flow.Forms{flow.Of(flow.Form[visited]{Head: flow.Head{ID: "visit", Command: "visit", Words: []string{"visit"}, Title: both("Visit")}, Steps: steps,
		Report: func(v visited) election.Body { return election.Turnout{Registered: 100000, Voted: v.people} }})}
}

// A release comes while people are in the middle of a form: one step is new, one
// is gone, and one takes an answer less. Everybody goes on where they were, is
// asked what no longer fits or is not there yet, and nothing else is lost.
func TestAReleaseAmongOpenConversations(t *testing.T) {
	t.Parallel()
	b, s := releaseTown(t, *releasePeople)
	update := int64(1000)
	says := func(i int, text string) {
		t.Helper()
		update++
		user := int64(5000 + i)
		if err := b.handle(t.Context(), turn{update: update, chat: user, user: user, code: "en", what: said{text: text}}); err != nil {
			t.Fatal(err)
		}
	}
	b.forms = visitForm(true, false, "a", "b")
	answers := []string{"visit", "", "3", "a"} // people: see below; the last is on the way out
	for i := range *releasePeople {
		answers[1] = fmt.Sprint(100 + i)
		for _, text := range answers[:1+i%4] {
			says(i, text)
		}
	}
	b.forms = visitForm(false, true, "b", "c")
	began := time.Now()
	for i := range *releasePeople {
		if i%4 == 0 {
			says(i, fmt.Sprint(100+i))
		}
		says(i, "c")
		says(i, "all is well")
		says(i, "confirm")
	}
	reported := map[election.UnitID]int{}
	err := s.Journal(t.Context(), func(r election.Report) error {
		reported[r.Unit] = r.Body.(election.Turnout).Voted
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	wrong := 0
	for i := range *releasePeople {
		if reported[election.UnitID(fmt.Sprintf("V%d", i))] != 100+i {
			wrong++
		}
	}
	t.Logf("%d open conversations went on after the release, %d did not or lost an answer (%v)", *releasePeople-wrong, wrong, time.Since(began).Round(time.Millisecond))
	if wrong > 0 {
		ses, _ := s.Session(t.Context(), 5000)
		raw, _ := json.Marshal(ses.Talk)
		t.Errorf("the first has %s", raw)
	}
}

// releaseTown has one officer, who is bound, in each of n villages.
func releaseTown(t *testing.T, n int) (*Bot, *store.Store) {
	t.Helper()
	town := election.Town{ID: "wide", Name: "长岭镇", Location: time.UTC, Elections: []election.Election{{ID: "v", Kind: election.Villagers, PollingDay: election.Date{Year: 2027, Month: 1, Day: 15}}}}
	for i := range n {
		town.Units = append(town.Units, election.Unit{ID: election.UnitID(fmt.Sprintf("V%d", i)), Name: fmt.Sprintf("第%d村", i), Registered: 1000, Election: "v",
			Officers: []election.PersonID{election.PersonID(fmt.Sprint("联络员", i))}})
	}
	var people []election.PersonID
	for i := range n {
		people = append(people, election.PersonID(fmt.Sprint("联络员", i)))
	}
	return openTown(t, town, people, time.Date(2027, 1, 11, 9, 0, 0, 0, time.UTC))
}

// openTown is a bot of a town at a moment, without Telegram, and its store. The people
// are bound as 5000, 5001 and so on, and read English.
func openTown(t *testing.T, town election.Town, people []election.PersonID, now time.Time) (*Bot, *store.Store) {
	t.Helper()
	made, err := election.NewTown(town)
	if err != nil {
		t.Fatal(err)
	}
	c := redistest.Dial(t, redistest.Any(t))
	s := store.Open(c, made)
	if err := s.Enroll(t.Context()); err != nil {
		t.Fatal(err)
	}
	for i, p := range people {
		ses, err := s.Session(t.Context(), int64(5000+i))
		if err == nil {
			err = s.Settle(t.Context(), int64(5000+i))
		}
		if err == nil {
			err = s.Commit(t.Context(), store.Commit{Session: &ses, Binding: &store.Binding{Person: p, Language: "en"}})
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return botOf(c, s, now), s
}

// botOf is a bot of one town at a moment, as it is after a restart.
func botOf(c redis.UniversalClient, s *store.Store, now time.Time) *Bot {
	return &Bot{redis: c, towns: []*store.Store{s}, lobby: store.Lobby(c), all: store.TownsOf([]*store.Store{s}), ears: map[election.TownID]ear{s.Town().ID: newEar(s.Town())},
		token: "1:t", name: "the_bot", now: func() time.Time { return now },
		log: slog.New(slog.DiscardHandler), sender: outgoing.New(outgoing.Options{Redis: c})}
}
