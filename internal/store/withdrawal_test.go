package store

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"testing"

	"github.com/redis/go-redis/v9"
	"pgregory.net/rapid"

	"huanjie/internal/election"
	"huanjie/internal/redistest"
)

// everyKind is a report of every kind on A1, in an order in which each can be made.
// Each kind has a name: that of its body in the journal, with what sets two of a kind
// apart.
func everyKind() []election.Report {
	count := tally(300, 200, 100, 290, 280, 20)
	mended := tally(300, 190, 110, 290, 280, 20)
	proxies := election.Record{Of: election.ProxiesRecord, Stage: election.PollingStage, Numbers: map[string]int{election.ProxyHolders: 1, election.ProxyBallots: 2},
		Words: map[string]string{election.ProxyNames: "高远 2"}}
	bodies := []election.Body{
		election.StageReport{Stage: "audit", Status: election.InDifficulty, Reason: "缺人"},
		election.StageReport{Stage: "audit", Status: election.Done},
		election.RollReport{InVillage: 390, Published: polling().AddDays(-20)},
		election.Nomination{Persons: []election.Nominee{{ElectedPerson: election.ElectedPerson{Name: "甲", Post: election.Chair}}}, Noticed: polling().AddDays(-5)},
		election.Review{Replies: []election.Replied{{Department: "公安", Answer: election.Passed}}},
		election.Promise{Until: noon(0), Why: "下雨"},
		proxies,
		election.Record{Of: "visit", Each: true, Stage: "publicity", Numbers: map[string]int{"homes": 3}},
		election.Record{Of: "visit", Each: true, Stage: "publicity", Numbers: map[string]int{"homes": 4}},
		election.Case{Kind: election.Incident, Topic: "order", Severity: election.Serious, Words: "争吵"},
		election.Act{Case: "K9", Deed: election.Close, Words: "劝开了"},
		election.Turnout{Registered: 400, Voted: 100},
		election.Turnout{Registered: 400, Voted: 90},
		count,
		mended,
		election.ResultSheet{Round: election.FirstRound},
		election.CountCheck{Tally: mended},
		election.Members{Persons: []election.ElectedPerson{{Name: "甲"}}},
	}
	all := make([]election.Report, len(bodies))
	for i, b := range bodies {
		all[i] = election.Report{ID: election.ReportID(fmt.Sprint("K", i)), Unit: "A1", By: "白露", User: 101, At: noon(0), Body: b}
		switch b.(type) {
		case election.CountCheck:
			all[i].By, all[i].User = "谷雨", 102
		case election.ResultSheet, election.Case:
			all[i].Files = []election.File{{Kind: election.Photo, ID: fmt.Sprint("photo", i)}}
		}
	}
	return all
}

// next returns a report as it would be made of a unit now. The election
// decides what it replaces.
func (s *Store) next(t testing.TB, r election.Report) election.Report {
	t.Helper()
	u, _ := s.town.Unit(r.Unit)
	r.Replaces = s.town.ElectionOf(u).Corrects(u, must1(s.Progress(t.Context(), r.Unit))[0], r.Body, election.Entry{By: r.By, User: r.User})
	return r
}

// withdrawal is the withdrawal of a report as its author would make it; ok is false
// if they cannot.
func (s *Store) withdrawal(t testing.TB, as, of election.ReportID) (w election.Report, ok bool) {
	t.Helper()
	all := must1(s.History(t.Context(), "A1"))
	i := slices.IndexFunc(all, func(r election.Report) bool { return r.ID == of })
	if i < 0 {
		t.Fatalf("no report %s", of)
	}
	u, _ := s.town.Unit("A1")
	body, no := s.town.ElectionOf(u).Withdraw(must1(s.Progress(t.Context(), "A1"))[0], all, all[i].By, of)
	return election.Report{ID: as, Unit: "A1", By: all[i].By, User: all[i].User, At: noon(0), Replaces: of, Why: "报错村了", Body: body}, no.IsZero()
}

// standing is all derived data of the town, without withdrawn reports and the
// receipts, which stay.
func standing(t testing.TB, s *Store) derived {
	t.Helper()
	kept, err := s.readDerived(t.Context(), s.c, s.sumKeys())
	must(t, err)
	delete(kept, s.k.receipt())
	delete(kept, s.k.progress())
	for key, fields := range kept {
		maps.DeleteFunc(fields, func(_, v string) bool { return v == "0" })
		if len(fields) == 0 {
			delete(kept, key)
		}
	}
	return kept
}

func progressOf(t testing.TB, s *Store) election.Progress {
	t.Helper()
	p := must1(s.Progress(t.Context(), "A1"))[0]
	p.Withdrawn, p.Withdrawals = nil, 0
	return p
}

func jsonOf(t testing.TB, p election.Progress) string {
	t.Helper()
	text, err := json.Marshal(p)
	must(t, err)
	return string(text)
}

// TestWithdrawnIsAsBefore reports every kind of thing and withdraws it at
// once. Record, sums and lists are as before, the journal holds both, and what
// is kept agrees with the journal.
func TestWithdrawnIsAsBefore(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *Store) {
		kinds := everyKind()
		reports(t, s, kinds[0]) // a town without a report has no record to compare
		for i, r := range kinds[1:] {
			before, sums := progressOf(t, s), standing(t, s)
			again := r
			r.ID = election.ReportID(fmt.Sprint("X", i))
			reports(t, s, s.next(t, r))
			w, ok := s.withdrawal(t, election.ReportID(fmt.Sprint("W", i)), r.ID)
			if !ok {
				t.Fatalf("%T cannot be withdrawn", r.Body)
			}
			reports(t, s, w)
			if after := progressOf(t, s); jsonOf(t, before) != jsonOf(t, after) {
				t.Errorf("%T: the record was %s, it is %s", r.Body, jsonOf(t, before), jsonOf(t, after))
			}
			if after := standing(t, s); !reflect.DeepEqual(sums, after) {
				t.Errorf("%T: the sums were %v, they are %v", r.Body, sums, after)
			}
			if _, twice := s.withdrawal(t, "again", r.ID); twice {
				t.Errorf("%T can be withdrawn twice", r.Body)
			}
			must(t, s.Verify(t.Context()))
			reports(t, s, s.next(t, again)) // and goes on from there
		}
		if n := len(journal(t, s)); n != 3*len(kinds)-2 || n != must1(s.Progress(t.Context(), "A1"))[0].Entries() {
			t.Errorf("%d reports in the journal: a withdrawal takes none out", n)
		}
		if found := must1(s.Rebuild(t.Context())); len(found) > 0 {
			t.Errorf("made anew, it differs: %v", found)
		}
		must(t, s.Verify(t.Context()))
	})
}

// TestWithdrawalsAreTheFoldOfTheJournal makes and withdraws any reports in any
// order. What is kept agrees with the journal: live, rebuilt, and in a copy of
// the town.
func TestWithdrawalsAreTheFoldOfTheJournal(t *testing.T) {
	t.Parallel()
	redistest.Both(t, func(t *testing.T, c redis.UniversalClient) {
		kinds := everyKind()
		rapid.Check(t, func(rt *rapid.T) {
			must(t, c.FlushDB(t.Context()).Err())
			s := open(t, c)
			var made []election.ReportID
			for n := range rapid.IntRange(2, 14).Draw(rt, "turns") {
				id := election.ReportID(fmt.Sprint("R", n))
				if len(made) > 0 && rapid.IntRange(0, 2).Draw(rt, "withdraws") == 0 {
					if w, ok := s.withdrawal(t, id, rapid.SampledFrom(made).Draw(rt, "which")); ok {
						reports(t, s, w)
					}
					continue
				}
				r := rapid.SampledFrom(kinds).Draw(rt, "kind")
				r.ID = id
				reports(t, s, s.next(t, r))
				made = append(made, id)
			}
			if err := s.Verify(t.Context()); err != nil {
				rt.Fatal(err)
			}
			if found := must1(s.Rebuild(t.Context())); len(found) > 0 {
				rt.Fatalf("made anew, it differs: %v", found)
			}
		})
	})
}

func TestWithdrawnTownInACopy(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *Store) {
		reports(t, s, everyKind()[13], everyKind()[16])
		w, _ := s.withdrawal(t, "W1", "K13")
		reports(t, s, w)
		e, err := ReadExport(bytes.NewReader(exported(t, s)))
		must(t, err)
		other := Open(redistest.Dial(t, redistest.Embedded(t)), s.town)
		must(t, other.Import(t.Context(), e))
		must(t, other.Verify(t.Context()))
		past := must1(other.AsOf(t.Context(), noon(1), nil))
		if p := past.States([]election.UnitID{"A1"})[0].Progress; len(p.Counts) != 0 || len(p.Withdrawn) != 2 {
			t.Errorf("a day after it is %+v", p)
		}
		last := must1(other.LastTraces(t.Context(), "", 1))
		if len(last) != 1 || last[0].Of != "withdrawal" || last[0].Note != "W1 <- K13" {
			t.Errorf("the audit has %+v", last)
		}
	})
}

// TestWithdrawnOnce checks that a withdrawal is made once, however often it is
// delivered. One that was begun before somebody else reported is begun again.
func TestWithdrawnOnce(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *Store) {
		ctx := t.Context()
		reports(t, s, everyKind()[11])
		w, _ := s.withdrawal(t, "W1", "K11")
		must(t, s.commit(ctx, 7, 101, w))
		wants(t, s.commit(ctx, 7, 101, w), ErrSeen, "")
		if p := must1(s.Progress(ctx, "A1"))[0]; p.Turnout != nil || p.Reports != 0 || !slices.Equal(p.Withdrawn, []election.ReportID{"K11"}) {
			t.Errorf("it is %+v", p)
		}
		if n := len(journal(t, s)); n != 2 {
			t.Errorf("%d reports in the journal", n)
		}

		late := everyKind()[12]
		reports(t, s, s.next(t, late))
		var ses Session
		must(t, s.Focus(ctx, &ses, "A1"))
		again, _ := s.withdrawal(t, "W2", late.ID)
		other := everyKind()[2]
		reports(t, s, other) // somebody is faster
		wants(t, s.Commit(ctx, Commit{Update: 8, Session: &ses, Report: &again}), ErrConflict, "")
		must(t, s.insist(ctx, 8, 101, again))
		if p := must1(s.Progress(ctx, "A1"))[0]; p.Turnout != nil || p.Roll == nil {
			t.Errorf("it is %+v", p)
		}
		must(t, s.Verify(ctx))
	})
}

// TestWithdrawnCountIsLikeNone checks that a count reported for the wrong
// village can be reported for the right one.
func TestWithdrawnCountIsLikeNone(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *Store) {
		ctx := t.Context()
		like := tally(300, 200, 100, 290, 280, 20).Likeness()
		reports(t, s, everyKind()[13])
		w, _ := s.withdrawal(t, "W1", "K13")
		reports(t, s, w)
		if u := must1(s.Like(ctx, village, like)); u != "" {
			t.Errorf("it is like that of %s", u)
		}
		second := everyKind()[13]
		second.ID = "K99"
		reports(t, s, second, countReport("R1", "A2", tally(300, 200, 100, 290, 280, 20)))
		w, _ = s.withdrawal(t, "W2", "K99")
		reports(t, s, w)
		if u := must1(s.Like(ctx, village, like)); u != "A2" {
			t.Errorf("it is like that of %q", u)
		}
	})
}
