package bot

import (
	"fmt"
	"testing"
	"time"

	"huanjie/flows"
	"huanjie/internal/election"
	"huanjie/internal/flow"
	"huanjie/internal/store"
)

// One message reports of three villages. Every update is delivered twice, and the bot is
// another one after each: every village has its own report, once, whether all are confirmed
// at once or each by itself.
func TestSeveralVillagesSurviveAKill(t *testing.T) {
	t.Parallel()
	t.Run("at once", func(t *testing.T) { severalSurvive(t, false) })
	t.Run("one by one", func(t *testing.T) { severalSurvive(t, true) })
}

func severalSurvive(t *testing.T, oneByOne bool) {
	names, voted := []string{"东河村", "东和村", "三河村"}, []int{380, 290, 210}
	day := election.Date{Year: 2027, Month: 1, Day: 15}
	town := election.Town{ID: "three", Name: "石桥镇", Location: time.UTC, Elections: []election.Election{{ID: "v", Kind: election.Villagers, PollingDay: day}}}
	for i, name := range names {
		town.Units = append(town.Units, election.Unit{ID: election.UnitID(fmt.Sprintf("A%d", i+1)), Name: name, Registered: 1000, Election: "v", Officers: []election.PersonID{"刘洋"}})
	}
	now := time.Date(2027, 1, 15, 10, 0, 0, 0, time.UTC)
	b, s := openTown(t, town, []election.PersonID{"刘洋"}, now)
	update := int64(1000)
	takes := func(did what) flow.State {
		t.Helper()
		update++
		for range 2 {
			b = botOf(b.redis, s, now)
			b.forms = flows.All
			if err := b.handle(t.Context(), turn{update: update, chat: 5000, user: 5000, what: did}); err != nil {
				t.Fatal(err)
			}
		}
		ses, err := s.Session(t.Context(), 5000)
		if err != nil {
			t.Fatal(err)
		}
		return ses.Talk
	}
	talk := takes(said{text: "投票 东河380 东和290 三河210", message: 7})
	confirm := func(v flow.Verb) {
		t.Helper()
		d := talk.Drafts[0]
		talk = takes(tapped{query: fmt.Sprint(update), data: flow.Tap{Draft: d.ID, Revision: d.Revision, Verb: v}.String()})
	}
	if len(talk.Drafts) != 1 || len(talk.Drafts[0].With) != 2 {
		t.Fatalf("one card has not all of them: %+v", talk)
	}
	if oneByOne {
		confirm(flow.Apart)
		for i := range names {
			if len(talk.Drafts) != 1 || len(talk.Waiting) != len(names)-1-i || talk.Drafts[0].Place != (flow.Place{Nth: i + 1, Of: len(names)}) {
				t.Fatalf("card %d: %+v", i+1, talk)
			}
			if got := journalOf(t, s); len(got) != i {
				t.Fatalf("%d reports before the ✅ of card %d", len(got), i+1)
			}
			confirm(flow.Confirm)
		}
	} else {
		confirm(flow.Confirm)
	}
	got := journalOf(t, s)
	for i, r := range got {
		if r.Unit != town.Units[i].ID || r.Body.(election.Turnout).Voted != voted[i] {
			t.Errorf("report %d is %+v", i, r)
		}
	}
	if len(got) != len(names) || len(talk.Waiting)+len(talk.Drafts) != 0 {
		t.Errorf("%d reports, and %+v is left", len(got), talk)
	}
	if err := s.Verify(t.Context()); err != nil {
		t.Errorf("what was committed does not add up: %v", err)
	}
}

// journalOf is what was reported in a town, oldest first.
func journalOf(t *testing.T, s *store.Store) (all []election.Report) {
	t.Helper()
	err := s.Journal(t.Context(), func(r election.Report) error {
		all = append(all, r)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}
