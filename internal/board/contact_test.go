package board

import (
	"slices"
	"testing"
	"time"

	"huanjie/internal/election"
	"huanjie/internal/store"
)

// TestContact has officers and others write to the bot.
func TestContact(t *testing.T) {
	t.Parallel()
	r := serve(t, demo(t))
	r.opts.Wall = time.Now // as Redis has it
	speak := func(p election.PersonID, out bool) {
		r.names++
		must(t, r.store.Load().Commit(t.Context(), store.Commit{Update: int64(r.names), Said: &store.Said{Person: p, Out: out, Text: "在吗"}}))
	}
	speak("周明", false)
	speak("陈立", false) // a leader
	session := r.admit(claim{Town: "qinghe", Person: group, Language: "zh"})
	b := r.browser()
	b.Transport = bearer(session)
	stream := b.listen("")
	heard := func(units []row) (ids []election.UnitID) {
		for _, u := range units {
			if u.Contact > 0 {
				ids = append(ids, u.ID)
			}
			if age := r.now().Unix() - u.Contact; u.Contact > 0 && (age < 0 || age > 700 || u.Contact%300 != 0) {
				t.Errorf("%s was heard of %d s ago, at %d", u.ID, age, u.Contact)
			}
		}
		return ids
	}
	if got := heard(stream.next().Units); !slices.Equal(got, r.store.Load().Town().Person("周明").Units) {
		t.Errorf("heard of %v", got)
	}
	speak(officer, true) // the bot wrote
	speak(officer, false)
	if got := heard(stream.next().Units); !slices.Equal(got, r.store.Load().Town().Person(officer).Units) {
		t.Errorf("then of %v", got)
	}
}

// TestLooksAreOnRecord looks at the board, so that a correction finds whoever saw
// what it corrects.
func TestLooksAreOnRecord(t *testing.T) {
	t.Parallel()
	r := serve(t, demo(t))
	began := r.now()
	r.enter(leader).listen("").next()
	r.enter(group).listen("").next()
	if status, _ := r.enter("周明").get("/unit?id=E1"); status != 200 {
		t.Fatalf("周明 opens E1: %d", status)
	}
	for unit, want := range map[election.UnitID][]election.PersonID{"E1": {"周明", leader, group}, "W1": {group}} {
		slices.Sort(want)
		if got, err := r.store.Load().WhoSaw(t.Context(), unit, began); err != nil || !slices.Equal(got, want) {
			t.Errorf("%s was seen by %v, %v; want %v", unit, got, err, want)
		}
	}
}
