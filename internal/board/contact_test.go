package board

import (
	"slices"
	"testing"
	"time"

	"huanjie/internal/election"
	"huanjie/internal/store"
)

// TestContact has officers and others write to the bot; the town's clock goes on
// by hours, and when they wrote stays.
func TestContact(t *testing.T) {
	t.Parallel()
	r := serve(t, demo(t))
	r.opts.Wall = time.Now // as Redis has it
	speak := func(p election.PersonID, out bool) {
		r.names++
		must(t, r.store.Load().Commit(t.Context(), store.Commit{Update: int64(r.names), Said: &store.Said{Person: p, Out: out, Text: "在吗", Clock: r.now()}}))
	}
	speak("周明", false)
	r.ahead.Add(int64(3 * time.Hour))
	speak("陈立", false) // a leader
	session := r.begin(claim{Town: "qinghe", Person: group, Language: "zh"})
	b := r.browser()
	b.Transport = bearer(session)
	stream := b.listen("")
	ago := map[election.UnitID]time.Duration{}
	heard := func(units []row) (ids []election.UnitID) {
		for _, u := range units {
			if u.Contact > 0 {
				ids = append(ids, u.ID)
				ago[u.ID] = r.now().Sub(time.Unix(u.Contact, 0))
			}
			if u.Contact%300 != 0 {
				t.Errorf("%s was heard of at %d", u.ID, u.Contact)
			}
		}
		return ids
	}
	if got := heard(stream.next().Units); !slices.Equal(got, r.store.Load().Town().Person("周明").Units) {
		t.Errorf("heard of %v", got)
	} else if d := ago[got[0]]; d != 3*time.Hour {
		t.Errorf("what was said three hours ago was heard %v ago", d)
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
